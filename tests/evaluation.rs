//! Documents that were marked before they were read: the figures of `tests/evaluation-figures.txt` must hold. A drop
//! needs a new line there and a sentence that says why.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn blind(set: &str) -> PathBuf {
    let marks = if set.starts_with("measures") { "measures.jsonl" } else { "attributions.jsonl" };
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../stemma-extract/tests/blind").join(set).join(marks)
}

fn evaluate(arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_stemma")).arg("evaluate").args(arguments).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn documents_marked_blind_are_read_as_well_as_before() {
    let committed = include_str!("evaluation-figures.txt");
    let mut wrong = Vec::new();
    for line in committed.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [set, name, floor] = line.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
        let (done, printed) = evaluate(&[blind(set).to_str().unwrap(), "--json"]);
        assert!(done);
        let record: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
        let (floor, is) =
            (floor.parse::<f64>().unwrap(), record.pointer(&format!("/{name}")).unwrap().as_f64().unwrap());
        if is < floor - 0.0005 {
            wrong.push(format!("{set}: {name} is {is}, not {floor}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pairs_of_sentences_are_judged_as_well_as_before_and_none_is_joined_in_error_more_often() {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pairs");
    let committed = include_str!("pairs-figures.txt");
    let mut wrong = Vec::new();
    for line in committed.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [file, part, question, name, floor] = line.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
        let (done, printed) = evaluate(&[pairs.join(file).to_str().unwrap(), "--part", part, "--json"]);
        assert!(done);
        let records = printed.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let record = records.into_iter().find(|record| record.get("question").unwrap() == question).unwrap();
        let (floor, is) = (floor.parse::<f64>().unwrap(), record.get(name).unwrap().as_f64().unwrap());
        if is < floor - 0.0005 {
            wrong.push(format!("{file} {part}: {name} of {question} is {is}, not {floor}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_wrong_in_the_held_out_half_is_not_shown() {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pairs/claims.jsonl");
    let (done, printed) = evaluate(&[pairs.to_str().unwrap(), "--wrong", "--part", "held-out"]);
    assert!(!done && printed.is_empty());
}

#[test]
fn whole_documents_count_one_cue_of_one_source_once() {
    let home = tempfile::tempdir().unwrap();
    let corpus = home.path().join("corpus.jsonl");
    let text = "Dana Reyes said that the dam held and that nobody was hurt. The mill closed.";
    let record = serde_json::json!({"doc": "a", "text": text, "attributions": [{
        "source": [{"start": 0, "end": 10}], "cue": [{"start": 11, "end": 15}], "content": [{"start": 16, "end": 58}],
    }]});
    std::fs::write(&corpus, format!("{record}\n")).unwrap();
    let (done, printed) = evaluate(&[corpus.to_str().unwrap(), "--json"]);
    assert!(done);
    let record: Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    for (name, value) in [("precision", 1.0), ("recall", 1.0), ("source", 1.0), ("cue", 1.0)] {
        assert_eq!(record.get(name).unwrap().as_f64(), Some(value), "{name}");
    }
    assert_eq!(record.get("read").unwrap().as_u64(), Some(1));
}

#[test]
fn a_line_that_is_no_record_is_refused_with_its_place() {
    let home = tempfile::tempdir().unwrap();
    let corpus = home.path().join("corpus.jsonl");
    std::fs::write(&corpus, "{\"neither\": 1}\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_stemma")).arg("evaluate").arg(&corpus).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("corpus.jsonl:1"));
}
