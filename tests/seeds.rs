//! The development documents and their gold, which are not part of the project: where they stand beside it, the figures
//! of `tests/seeds-figures.txt` must hold. A drop needs a new line there and a sentence that says why.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that panics fails, as it should")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The folder with the seeds and scorers; `None` when it is not there, which is said aloud.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let there = folder.join("check/score_claims.py").exists() && folder.join("seeds").exists();
    if !there {
        println!("SKIPPED: no development documents beside the project, their figures are not checked");
    }
    there.then_some(folder)
}

fn score(shared: &Path, script: &str, files: &[&Path]) -> Value {
    let output =
        Command::new("python3").arg(shared.join("check").join(script)).args(files).arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A figure as a number: `0.963`, or `24/24` as its share.
fn number(value: &Value) -> f64 {
    let share = |text: &str| {
        let (part, whole) = text.split_once('/').unwrap();
        part.parse::<f64>().unwrap() / whole.parse::<f64>().unwrap().max(1.0)
    };
    value.as_f64().unwrap_or_else(|| share(value.as_str().unwrap()))
}

#[test]
fn the_figures_on_the_development_documents_hold() {
    let Some(shared) = shared() else { return };
    let home = tempfile::tempdir().unwrap();
    let stemma = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .args(["--store", home.path().join("store").to_str().unwrap()])
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let seeds = shared.join("seeds");
    let seeds = seeds.to_str().unwrap();
    stemma(&["ingest", seeds]);
    let files = ["claims", "contradictions", "extract"].map(|command| {
        let arguments: &[&str] =
            if command == "extract" { &["extract", "--json", seeds] } else { &[command, "--json"] };
        let file = home.path().join(command);
        std::fs::write(&file, stemma(arguments)).unwrap();
        file
    });
    let [claims, contradictions, statements] = &files;
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    for scored in [
        score(&shared, "score_claims.py", &[claims, contradictions]),
        score(&shared, "score_attributions.py", &[statements]),
    ] {
        let figures = scored.as_object().unwrap().iter().filter(|(_, value)| !value.is_array());
        found.extend(figures.map(|(name, value)| (name.clone(), number(value))));
    }
    let committed = include_str!("seeds-figures.txt");
    let mut wrong = Vec::new();
    for line in committed.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let (name, bound, figure) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let (figure, is) = (figure.parse::<f64>().unwrap(), found[name]);
        let holds = if bound == ">=" { is >= figure - 0.0005 } else { is <= figure };
        if !holds {
            wrong.push(format!("{name} is {is}, not {bound} {figure}"));
        }
    }
    assert!(wrong.is_empty(), "{}\nall: {found:?}", wrong.join("\n"));
}
