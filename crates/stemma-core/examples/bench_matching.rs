//! Measures how well checked claims are found for what people write: MAP@5 on the data of a public task, CLEF 2020
//! CheckThat! task 2. `bench_matching FOLDER` – the folder with `data/v3.0` and `test-input`.

#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use stemma_core::search::Search;

/// How many of the claims that are found count.
const MOST: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).map(PathBuf::from).ok_or("usage: bench_matching FOLDER")?;
    let claims = table(&folder.join("data/v3.0/verified_claims.docs.tsv"))?;
    let texts: Vec<String> =
        claims.iter().map(|row| row.iter().skip(1).cloned().collect::<Vec<_>>().join(" ")).collect();
    let search = Search::new(texts.iter().map(String::as_str));
    println!("{:<8} {:>8} {:>8} {:>8}   {} claims", "part", "queries", "MAP@5", "P@1", claims.len());
    for (part, at) in [("train", "data/v3.0/train"), ("dev", "data/v3.0/dev"), ("test", "test-input")] {
        let at = folder.join(at);
        let queries = table(&at.join("tweets.queries.tsv"))?;
        let right = relevant(&at.join("tweet-vclaim-pairs.qrels"))?;
        let (mut precision, mut first) = (0.0, 0.0);
        for query in &queries {
            let (Some(id), Some(text)) = (query.first(), query.get(1)) else { continue };
            let wanted = right.get(id).cloned().unwrap_or_default();
            let hits = search.find(text, MOST);
            let is_right =
                |place: usize| claims.get(place).and_then(|row| row.first()).is_some_and(|id| wanted.contains(id));
            let found: Vec<bool> = hits.iter().map(|hit| is_right(hit.place)).collect();
            precision += average_precision(&found, wanted.len());
            first += f64::from(u8::from(found.first() == Some(&true)));
        }
        let count = as_f64(queries.len());
        println!("{part:<8} {:>8} {:>8.3} {:>8.3}", queries.len(), precision / count, first / count);
    }
    Ok(())
}

/// The mean of the precision at each right one, as the task defines it.
fn average_precision(found: &[bool], wanted: usize) -> f64 {
    let mut right = 0usize;
    let mut sum = 0.0;
    for (rank, _) in found.iter().enumerate().filter(|(_, is_right)| **is_right) {
        right += 1;
        sum += as_f64(right) / as_f64(rank + 1);
    }
    sum / as_f64(wanted.clamp(1, MOST))
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The rows of a table with tabs and quoted cells, without its head.
fn table(path: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => cell.extend(characters.next()),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            '\t' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    if !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows.into_iter().skip(1).collect())
}

/// The claims that are right for each query.
fn relevant(path: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut right: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines() {
        if let [query, _, claim, mark] = line.split_whitespace().collect::<Vec<_>>().as_slice()
            && *mark != "0"
        {
            right.entry((*query).to_owned()).or_default().insert((*claim).to_owned());
        }
    }
    Ok(right)
}
