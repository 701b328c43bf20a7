//! Measures how fast texts are read on one core, without and with the tagger: `bench_reading [FOLDER|FILE…]`, by default
//! the documents that stand in this crate's tests. `bench_reading digest …` prints everything that is read instead, to
//! compare before and after a change that should only be faster.

#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use stemma_core::document::Parsed;
use stemma_core::statement::Statement;
use stemma_extract::{decode, extract, extract_by_rules, parse};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often everything is read.
const ROUNDS: usize = 9;

/// What reads a text.
type Reader = fn(&stemma_extract::Text) -> Parsed<Vec<Statement>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given: Vec<String> = std::env::args().skip(1).collect();
    let digest = given.first().is_some_and(|first| first == "digest");
    if digest {
        given.remove(0);
    }
    if given.is_empty() {
        given.push(concat!(env!("CARGO_MANIFEST_DIR"), "/tests").to_owned());
    }
    let mut paths = Vec::new();
    for path in &given {
        collect(Path::new(path), &mut paths)?;
    }
    paths.sort();
    let mut documents = Vec::new();
    for path in &paths {
        documents.push((path.display().to_string(), decode(&std::fs::read(path)?)?.value));
    }
    if digest {
        print_all(&documents);
    } else {
        measure(&documents);
    }
    Ok(())
}

/// The texts in a folder, or the file itself.
fn collect(path: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), found)?;
        }
    } else if path.extension().is_some_and(|end| end == "txt" || end == "md" || end == "html") {
        found.push(path.to_owned());
    }
    Ok(())
}

fn print_all(documents: &[(String, String)]) {
    for (name, text) in documents {
        let parsed = parse(name, text.clone(), None);
        println!("{name}\n{:#?}", parsed.problems);
        println!("{:#?}\n{:#?}", extract(&parsed.value), extract_by_rules(&parsed.value));
        println!("{:#?}", parsed.value.metadata);
    }
}

fn measure(documents: &[(String, String)]) {
    let words: usize = documents.iter().map(|(_, text)| text.split_whitespace().count()).sum();
    let first = read_all(documents, extract);
    let mut rounds: Vec<(Duration, Duration)> =
        (0..ROUNDS).map(|_| (read_all(documents, extract_by_rules), read_all(documents, extract))).collect();
    println!("{} documents, {words} words; words a second", documents.len());
    println!("  at first, rules and tagger  {:9.0}", speed(words, first));
    let tagged: Vec<Duration> = rounds.iter().map(|(_, tagged)| *tagged).collect();
    rounds.sort();
    print_spread("rules", words, rounds.iter().map(|(rules, _)| *rules).collect());
    print_spread("rules and tagger", words, tagged);
}

fn print_spread(what: &str, words: usize, mut times: Vec<Duration>) {
    times.sort();
    let at = |place: usize| times.get(place).map_or(0.0, |time| speed(words, *time));
    println!("  {what:26}  {:9.0}  ({:.0} to {:.0})", at(ROUNDS / 2), at(ROUNDS - 1), at(0));
}

fn read_all(documents: &[(String, String)], reader: Reader) -> Duration {
    let start = Instant::now();
    for (name, text) in documents {
        let parsed = parse(name, text.clone(), None).value;
        std::hint::black_box(reader(&parsed));
    }
    start.elapsed()
}

fn speed(words: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of words is far below 2^52")]
    let words = words as f64;
    words / time.as_secs_f64().max(1e-9)
}
