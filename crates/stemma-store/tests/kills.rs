//! A writer is killed at random moments; what it acknowledged must be whole, and nothing half.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails here fails the test")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use oxrdf::{Literal, NamedNode, Quad};
use stemma_store::Store;
use stemma_store::log::{Change, Hash, Payload};

const KILLS: usize = 50;
const QUADS: usize = 40;
const DIRECTORY: &str = "STEMMA_TEST_KILLED_STORE";

fn quads(number: u64) -> Vec<Quad> {
    let node = |name: String| NamedNode::new_unchecked(format!("http://example.org/{name}"));
    let says = |line| Literal::new_simple_literal(format!("line {line} of {number}"));
    (0..QUADS)
        .map(|line| Quad::new(node(format!("d{number}")), node("p".to_owned()), says(line), node("g".to_owned())))
        .collect()
}

fn document(number: u64) -> Vec<u8> {
    format!("document {number} ").repeat(2000).into_bytes()
}

/// Not a test of its own: the process that is killed.
#[test]
#[ignore = "run by the test below, which kills it"]
fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let store = Store::open(Path::new(&directory)).unwrap();
    let mut number = store.head().unwrap().sequence;
    loop {
        number += 1;
        let receipt = store
            .commit(Change {
                recorded: "2026-03-01T09:30:00Z".to_owned(),
                principal: "child".to_owned(),
                reason: "to be killed".to_owned(),
                payload: Payload::new([], quads(number)),
                documents: vec![document(number)],
            })
            .unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {} {}", receipt.sequence, receipt.hash).unwrap();
        out.flush().unwrap();
    }
}

/// Runs the child for a while, kills it, and gives what it acknowledged.
fn run_and_kill(directory: &Path, after: Duration) -> BTreeMap<u64, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child", "--nocapture", "--test-threads=1"])
        .env(DIRECTORY, directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let lines = output.lines().map_while(Result::ok);
        lines
            .filter_map(|line| {
                let (sequence, hash) = line.strip_prefix("acknowledged ")?.split_once(' ')?;
                // A hash that was cut short by the kill is none.
                Some((sequence.parse().ok()?, hash.parse::<Hash>().ok()?.to_string()))
            })
            .collect()
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

fn check(directory: &Path, acknowledged: &BTreeMap<u64, String>) {
    let store = Store::open(directory).unwrap();
    assert_eq!(store.verify().unwrap(), []);
    let changes = store.changes_since(0).unwrap();
    for (sequence, hash) in acknowledged {
        let change = &changes[usize::try_from(*sequence).unwrap() - 1];
        assert_eq!((change.sequence, &change.hash.to_string()), (*sequence, hash));
    }
    for change in &changes {
        let payload = store.payload(change).unwrap().unwrap();
        assert_eq!(
            payload,
            Payload::new([], quads(change.sequence)).with_document(Hash::of(&document(change.sequence)))
        );
    }
    assert_eq!(store.snapshot().len(), changes.len() * QUADS);
}

#[test]
fn every_acknowledged_change_survives_fifty_kills_and_no_half_one_appears() {
    let directory: PathBuf = std::env::temp_dir().join(format!("stemma-kills-{}", std::process::id()));
    let mut acknowledged = BTreeMap::new();
    for round in 0..KILLS {
        if round % 10 == 0 {
            // A store that stays small, and whose first moments are met too.
            let _ = std::fs::remove_dir_all(&directory);
            acknowledged.clear();
        }
        let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().subsec_nanos();
        acknowledged.extend(run_and_kill(&directory, Duration::from_micros(u64::from(nanos % 150_000))));
        check(&directory, &acknowledged);
    }
    let _ = std::fs::remove_dir_all(&directory);
}
