//! Measures the detection of copied values on two public data sets: how much better values get when copies count less,
//! and how often people who cannot see each other are called copiers. `bench_copies FLIGHTS CROWD` – two folders.

#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

use stemma_core::copying::values::{Dependence, Said, fuse};

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders = std::env::args().skip(1).map(PathBuf::from);
    let (Some(flights), Some(crowd)) = (folders.next(), folders.next()) else {
        return Err("usage: bench_copies FLIGHTS CROWD".into());
    };
    println!("{:<28} {:>10} {:>14} {:>22}", "data", "majority", "copies less", "pairs called dependent");
    let (said, truth) = flight_times(&flights)?;
    report("flight times (38 sources)", &said, &truth);
    for (name, label) in [("duck", "ducks (39 people)"), ("dog", "dogs (109 people)")] {
        let (said, truth) = answers(&crowd, name)?;
        report(label, &said, &truth);
    }
    Ok(())
}

fn report(label: &str, said: &[Said], truth: &BTreeMap<String, String>) {
    let found = fuse(said);
    let right = |values: &BTreeMap<String, String>| {
        let right = truth.iter().filter(|(item, value)| values.get(*item) == Some(value)).count();
        format!("{:.1} %", as_f64(right) / as_f64(truth.len()) * 100.0)
    };
    let pairs = found.dependences.len();
    let likely = found.dependences.iter().filter(|pair| Dependence::is_likely(pair)).count();
    let share = format!("{likely} of {pairs} ({:.1} %)", as_f64(likely) / as_f64(pairs) * 100.0);
    println!("{label:<28} {:>10} {:>14} {share:>22}", right(&majority(said)), right(&found.values));
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// What most say; of equals the first.
fn majority(said: &[Said]) -> BTreeMap<String, String> {
    let mut votes: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for s in said {
        *votes.entry(&s.item).or_default().entry(&s.value).or_default() += 1;
    }
    let best = |(item, votes): (&str, BTreeMap<&str, usize>)| {
        let best = votes.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then(b.cmp(a)))?;
        Some((item.to_owned(), best.0.to_owned()))
    };
    votes.into_iter().filter_map(best).collect()
}

type Data = (Vec<Said>, BTreeMap<String, String>);

/// Rows of a table without quoted cells.
fn rows(path: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let row = |line: &str| line.trim_end_matches('\r').split(',').map(|cell| cell.trim().to_owned()).collect();
    Ok(text.lines().map(row).collect())
}

fn flight_times(folder: &Path) -> Result<Data, Box<dyn Error>> {
    let cells = |name: &str| -> Result<BTreeSet<Said>, Box<dyn Error>> {
        let mut said = BTreeSet::new();
        let table = rows(&folder.join(name))?;
        let Some((header, table)) = table.split_first() else { return Ok(said) };
        let column = |name: &str| header.iter().position(|title| title.trim_start_matches('\u{feff}') == name);
        let (source, flight) = (column("src").ok_or("no column src")?, column("flight").ok_or("no column flight")?);
        for row in table {
            let whose = row.get(source).zip(row.get(flight));
            for (title, value) in header.iter().zip(row).filter(|(title, _)| title.contains("_time")) {
                if let Some(((source, flight), value)) = whose.zip(minute(value)) {
                    said.insert(Said { item: format!("{flight} {title}"), source: source.clone(), value });
                }
            }
        }
        Ok(said)
    };
    let truth: BTreeMap<String, String> = cells("clean.csv")?.into_iter().map(|said| (said.item, said.value)).collect();
    Ok((cells("dirty.csv")?.into_iter().collect(), truth))
}

/// The minute of the day that a cell gives: `7:10 a.m.`, `10:00aDec 1`, `Thu  20:00`. Cells without a time say nothing.
fn minute(cell: &str) -> Option<String> {
    let (before, after) = cell.split_once(':')?;
    let hour: String =
        before.chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect();
    let minutes: String = after.chars().take(2).take_while(char::is_ascii_digit).collect();
    let half =
        after.get(minutes.len()..).unwrap_or_default().trim_start().chars().next().map(|c| c.to_ascii_lowercase());
    let (hour, minutes): (u32, u32) = (hour.parse().ok()?, minutes.parse().ok()?);
    let hour = match half {
        Some('a') => hour % 12,
        Some('p') => hour % 12 + 12,
        _ => hour,
    };
    Some((hour * 60 + minutes).to_string())
}

fn answers(folder: &Path, name: &str) -> Result<Data, Box<dyn Error>> {
    let said =
        rows(&folder.join(format!("{name}-answer.csv")))?.into_iter().skip(1).filter_map(|row| match row.as_slice() {
            [item, source, value] => Some(Said { item: item.clone(), source: source.clone(), value: value.clone() }),
            _ => None,
        });
    let truth =
        rows(&folder.join(format!("{name}-truth.csv")))?.into_iter().skip(1).filter_map(|row| match row.as_slice() {
            [item, value] => Some((item.clone(), value.clone())),
            _ => None,
        });
    Ok((said.collect(), truth.collect()))
}
