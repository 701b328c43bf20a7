//! The development documents and their gold, which are not part of the project: where they stand beside it, the figures
//! of `tests/seeds-figures.txt` must hold; with their scorers those of `tests/dossiers-figures.txt` on dossiers of our own.
//! A drop needs a new line there and a sentence that says why.

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

/// The figures that a scorer prints.
fn score(shared: &Path, script: &str, arguments: &[&Path]) -> BTreeMap<String, f64> {
    let output =
        Command::new("python3").arg(shared.join("check").join(script)).args(arguments).arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let scored: Value = serde_json::from_slice(&output.stdout).unwrap();
    let figures = scored.as_object().unwrap().iter().filter(|(_, value)| !value.is_array());
    figures.map(|(name, value)| (name.clone(), number(value))).collect()
}

/// A figure as a number: `0.963`, or `24/24` as its share.
fn number(value: &Value) -> f64 {
    let share = |text: &str| {
        let (part, whole) = text.split_once('/').unwrap();
        part.parse::<f64>().unwrap() / whole.parse::<f64>().unwrap().max(1.0)
    };
    value.as_f64().unwrap_or_else(|| share(value.as_str().unwrap()))
}

/// What `claims`, `contradictions` and `extract` print of a folder's documents, each in a file of that name in `home`.
fn read(folder: &Path, home: &Path) -> [PathBuf; 3] {
    let stemma = |arguments: &[&str]| {
        let store = home.join("store");
        let output = Command::new(env!("CARGO_BIN_EXE_stemma"))
            .args(["--store", store.to_str().unwrap()])
            .args(arguments)
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    stemma(&["ingest", "."]);
    ["claims", "contradictions", "extract"].map(|command| {
        let arguments: &[&str] = if command == "extract" { &["extract", "--json", "."] } else { &[command, "--json"] };
        let file = home.join(command);
        std::fs::write(&file, stemma(arguments)).unwrap();
        file
    })
}

/// The lines of `committed`, each a name, a bound and a figure, that do not hold.
fn broken(committed: &str, found: &BTreeMap<String, f64>) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in committed.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [name, bound, figure] = line.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
        let (figure, is) = (figure.parse::<f64>().unwrap(), found[name]);
        let holds = if bound == ">=" { is >= figure - 0.0005 } else { is <= figure };
        if !holds {
            wrong.push(format!("{name} is {is}, not {bound} {figure}"));
        }
    }
    wrong
}

#[test]
fn the_figures_on_the_development_documents_hold() {
    let Some(shared) = shared() else { return };
    let home = tempfile::tempdir().unwrap();
    let [claims, contradictions, statements] = &read(&shared.join("seeds"), home.path());
    let mut found = score(&shared, "score_claims.py", &[claims, contradictions]);
    found.extend(score(&shared, "score_attributions.py", &[statements]));
    let wrong = broken(include_str!("seeds-figures.txt"), &found);
    assert!(wrong.is_empty(), "{}\nall: {found:?}", wrong.join("\n"));
}

#[test]
fn the_figures_on_our_own_dossiers_hold() {
    let Some(shared) = shared() else { return };
    let dossiers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/dossiers");
    for dossier in ["a", "b", "c"] {
        let home = tempfile::tempdir().unwrap();
        let [claims, contradictions, _] = &read(&dossiers.join(dossier), home.path());
        let gold = dossiers.join(format!("{dossier}.gold.json"));
        let found = score(&shared, "score_claims.py", &[claims, contradictions, Path::new("--gold"), &gold]);
        let own = include_str!("dossiers-figures.txt").lines().filter_map(|line| line.strip_prefix(dossier));
        let committed: Vec<&str> = own.filter_map(|line| line.strip_prefix(' ')).collect();
        let wrong = broken(&committed.join("\n"), &found);
        assert!(committed.len() == 6 && wrong.is_empty(), "{dossier}: {}\nall: {found:?}", wrong.join("\n"));
    }
}
