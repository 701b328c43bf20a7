//! Everything the program writes, against the shapes, with a SHACL engine that is not ours; and spoiled data refused.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

#[path = "support/python.rs"]
mod python;
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use python::python;
use support::Home;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

/// Ingests fixtures into one store and exports it.
fn exported(names: &[impl AsRef<Path>]) -> (Home, PathBuf) {
    let home = Home::new();
    for name in names {
        let folder = fixtures().join(name);
        let inputs = ["control.csv", "interest.csv", "documents"].map(|input| folder.join(input));
        let inputs: Vec<&str> = inputs.iter().filter(|path| path.exists()).map(|path| path.to_str().unwrap()).collect();
        home.ok(&[&["ingest"], inputs.as_slice()].concat());
    }
    let file = home.path().join("store.nq");
    home.ok(&["export", "--format", "nquads", "-o", file.to_str().unwrap()]);
    (home, file)
}

fn run(python: &Path, script: &str, file: &Path) {
    let script = fixtures().join("../tests/shacl").join(script);
    let output = Command::new(python).arg(script).arg(file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_story_conforms_to_the_shapes() {
    let Some(python) = python("pyshacl") else { return };
    let (_home, file) = exported(&["chips-and-export-controls"]);
    run(&python, "validate.py", &file);
}

#[test]
fn spoiled_data_are_refused() {
    let Some(python) = python("pyshacl") else { return };
    let (_home, file) = exported(&["chips-and-export-controls"]);
    run(&python, "mutate.py", &file);
}

/// The other stories, each `step`th from the `first` on.
fn others(first: usize, step: usize) -> Vec<String> {
    let entries = std::fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap());
    let stories = entries.filter(|entry| entry.path().join("documents").exists());
    let mut names: Vec<String> = stories.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "chips-and-export-controls");
    names.sort();
    assert!(names.len() >= 15, "{names:?}");
    names.into_iter().skip(first).step_by(step).collect()
}

// Two stores, so that two processors have work.
#[test]
fn one_half_of_the_other_stories_in_one_store_conforms_to_the_shapes() {
    let Some(python) = python("pyshacl") else { return };
    let (_home, file) = exported(&others(0, 2));
    run(&python, "validate.py", &file);
}

#[test]
fn the_other_half_conforms_too() {
    let Some(python) = python("pyshacl") else { return };
    let (_home, file) = exported(&others(1, 2));
    run(&python, "validate.py", &file);
}

#[test]
fn a_store_with_every_oddity_conforms_to_the_shapes() {
    let Some(python) = python("pyshacl") else { return };
    let home = Home::new();
    let front = "---\ntitle: Odd\nauthor: [Ada Moor, ada moor, Ada]\npublisher: Ada Moor\ndate: 2025\nurl: \"https://x.example/a b\"\nunknown: key\n---\n";
    let body = "\"Open quote.\n\nAda Moor said that 3 to 5 percent fell. Ada Moor, of Ada Moor, denied that it fell [7]. It is said to leak 🌉.\n";
    std::fs::write(home.path().join("a.md"), format!("{front}{body}")).unwrap();
    home.ok(&["ingest", "a.md"]);
    std::fs::write(home.path().join("a.md"), format!("{front}{body}It fell by about 4.5e3 t in May.\n")).unwrap();
    std::fs::write(home.path().join("b.txt"), b"The caf\xE9 closed in 2031, said Bo.\n").unwrap();
    std::fs::write(home.path().join("control.csv"), "actor,controller\nBo,Bo Group\nBo,Bo\n").unwrap();
    std::fs::write(
        home.path().join("interest.csv"),
        "actor,claim,why\nBo,the café,it owns it\nBo,nothing like it,no\n",
    )
    .unwrap();
    // One of its rows is refused, and the rest is there.
    assert_eq!(home.run(&["ingest", "a.md", "b.txt", "control.csv", "interest.csv"]).status.code(), Some(2));
    home.ok(&["control", "Bo Group", "Bo Trust", "--share", "33.4", "--from", "2024-03", "--to", "2031"]);
    home.ok(&["interest", "Bo", "--claim", "closed", "--why", "sold it", "--overrule"]);
    home.ok(&["retract", "b.txt", "--reason", "no café there", "--on", "2025-02"]);
    std::fs::write(home.path().join("own.toml"), "name = \"own\"\nlines = 1\nfirst_hand = [\"testimony\"]\n").unwrap();
    let file = home.path().join("store.nq");
    home.ok(&["export", "--format", "nquads", "--policy", "own.toml", "-o", file.to_str().unwrap()]);
    run(&python, "validate.py", &file);
}
