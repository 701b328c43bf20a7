//! `stemma ingest` killed at random moments: every document is whole or absent, and the next run completes the store.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that panics fails, as it should"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Home;

const DOCUMENTS: usize = 60;
const THREADS: usize = 2;
const ROUNDS: usize = 25;

/// A home with a folder of documents, each with a few claims of its own.
fn home() -> Home {
    let home = Home::new();
    std::fs::create_dir(home.path().join("folder")).unwrap();
    for number in 0..DOCUMENTS {
        let day = number % 28 + 1;
        let mut text = format!("---\npublisher: Post {}\ndate: 2025-03-{day:02}\n---\n", number % 7);
        for (what, verb) in [("dyke", "leaks"), ("crane", "rusts")] {
            writeln!(text, "The {what} at {} {verb}, said Ada Moor.\n", place(number)).unwrap();
        }
        std::fs::write(home.path().join(format!("folder/{number:02}.md")), text).unwrap();
    }
    home
}

/// A name that no other number has.
fn place(number: usize) -> String {
    const SYLLABLES: [&str; 8] = ["ba", "lo", "ri", "ve", "ku", "ne", "sa", "mo"];
    format!("H{}{}", SYLLABLES[number % 8], SYLLABLES[number / 8])
}

/// How many assertions each document has in the store.
fn assertions(home: &Home) -> BTreeMap<String, usize> {
    let query = "SELECT ?name (COUNT(?a) AS ?n) { ?a a stm:Assertion ; stm:inVersion/stm:versionOf/stm:fileName ?name } GROUP BY ?name";
    let answer: Value = serde_json::from_slice(&home.ok(&["query", "-e", query, "--format", "json"])).unwrap();
    let rows = answer["results"]["bindings"].as_array().unwrap().iter();
    rows.map(|row| {
        (row["name"]["value"].as_str().unwrap().to_owned(), row["n"]["value"].as_str().unwrap().parse().unwrap())
    })
    .collect()
}

/// A random number without a crate; the seed is printed, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn new(number: usize) -> Self {
        let seed = u64::from(std::process::id()) * 2_654_435_761 + u64::try_from(number).unwrap();
        println!("seed {seed}");
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What an ingest without a kill gives.
struct Undisturbed {
    seconds: Duration,
    assertions: BTreeMap<String, usize>,
    export: Vec<u8>,
}

#[test]
fn an_ingest_killed_fifty_times_leaves_whole_documents_and_can_be_completed() {
    let home = home();
    let started = Instant::now();
    home.ok(&["ingest", "folder"]);
    let seconds = started.elapsed();
    let export = home.ok(&["export", "--format", "nquads"]);
    let expected = Undisturbed { seconds, assertions: assertions(&home), export };
    assert_eq!(expected.assertions.len(), DOCUMENTS);
    let expected = &expected;
    let counts: Vec<(usize, usize)> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (1..=THREADS).map(|n| scope.spawn(move || kill_often(expected, Random::new(n)))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let killed: usize = counts.iter().map(|(killed, _)| killed).sum();
    let partly: usize = counts.iter().map(|(_, partly)| partly).sum();
    println!("{killed} of {} were killed before their end, {partly} left a part", THREADS * ROUNDS);
    assert!(killed > ROUNDS && partly > 0, "{killed} killed, {partly} partly: the moments are not random enough");
}

/// Kills an ingest again and again; how often it was not over by then, and how often it left a part of the documents.
fn kill_often(expected: &Undisturbed, mut random: Random) -> (usize, usize) {
    let mut disturbed = home();
    let (mut killed, mut partly) = (0, 0);
    let whole = u64::try_from(expected.seconds.as_micros()).unwrap();
    for round in 0..ROUNDS {
        let mut command = disturbed.command(&["ingest", "folder"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random.below(whole)));
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        // Before the first change there may be no store.
        let has_log = disturbed.path().join("stemma-store/log.sqlite").exists();
        let found = if has_log { check(&disturbed, round) } else { BTreeMap::new() };
        let is_whole = |(name, count): (&String, &usize)| expected.assertions[name] == *count;
        assert!(found.iter().all(is_whole), "round {round}: half a document in {found:?}");
        partly += usize::from(!found.is_empty() && found.len() < DOCUMENTS);
        if found.len() == DOCUMENTS || round + 1 == ROUNDS {
            disturbed.ok(&["ingest", "folder"]);
            let export = disturbed.ok(&["export", "--format", "nquads"]);
            assert!(export == expected.export, "round {round}: the completed store differs");
            disturbed = home();
        }
    }
    (killed, partly)
}

/// What is whole in a store after a kill; it opens, and nothing is wrong with it.
fn check(home: &Home, round: usize) -> BTreeMap<String, usize> {
    let output = home.run(&["doctor", "--check"]);
    let errors = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(3) && errors.contains("an empty file") {
        // Killed between making the file and laying it out: nothing was acknowledged, and the next ingest makes it.
        return BTreeMap::new();
    }
    assert_eq!(output.status.code(), Some(0), "round {round}: {errors}{}", String::from_utf8_lossy(&output.stdout));
    assertions(home)
}
