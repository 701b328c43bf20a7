//! `stemma dossier check`: what is wrong in a dossier, with its place.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

mod support;

use std::path::Path;

use serde_json::Value;
use support::Home;

fn story() -> String {
    let path = "../../fixtures/chips-and-export-controls/documents/dossier.md";
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn a_citation_that_leads_nowhere_is_said_with_its_place() {
    let home = Home::new();
    let spoiled = story().replacen("[1]", "[77]", 1);
    std::fs::write(home.path().join("spoiled.md"), &spoiled).unwrap();
    let output = home.run(&["dossier", "check", "--json", "spoiled.md"]);
    assert_eq!(output.status.code(), Some(1));
    let problems: Vec<Value> =
        std::str::from_utf8(&output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let dangling = problems.iter().find(|problem| problem["message"].as_str().unwrap().contains("77")).unwrap();
    let place = |key: &str| usize::try_from(dangling[key].as_u64().unwrap()).unwrap();
    let letters: Vec<char> = spoiled.chars().collect();
    assert!(letters[place("start")..place("end")].iter().collect::<String>().contains("77"), "{dangling}");
    let told = String::from_utf8(home.run(&["dossier", "check", "spoiled.md"]).stdout).unwrap();
    assert!(told.contains("to correct") && told.contains("STM105"), "{told}");
}

#[test]
fn a_dossier_in_order_has_nothing_to_correct() {
    let home = Home::new();
    std::fs::write(home.path().join("good.md"), story()).unwrap();
    assert_eq!(home.ok(&["dossier", "check", "good.md"]), b"good.md: nothing to correct\n");
}

#[test]
fn what_is_no_dossier_is_refused() {
    let home = Home::new();
    std::fs::write(home.path().join("a.md"), "The dyke at Halm leaks, said Ada Moor.\n").unwrap();
    for name in ["a.md", "nowhere.md"] {
        let output = home.run(&["dossier", "check", name]);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), [].as_slice()), "{name}");
    }
}
