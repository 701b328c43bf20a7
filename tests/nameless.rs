//! What names nobody is no origin beside another: papers without an owner, accounts, addresses that lead to one paper.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use std::path::Path;

use records::lines;
use serde_json::Value;
use support::Home;

/// Whether the claims with the words of a case have more than one origin.
fn is_corroborated(case: &Value) -> bool {
    let home = Home::new();
    std::fs::create_dir(home.path().join("papers")).unwrap();
    for (at, document) in case["documents"].as_array().unwrap().iter().enumerate() {
        let of = |key: &str| document[key].as_str().unwrap();
        let head = format!("publisher: {}\ngenre: {}\nurl: {}", of("publisher"), of("genre"), of("url"));
        let text = format!("---\n{head}\ndate: 2026-06-0{}\n---\n{}\n", at + 1, of("text"));
        std::fs::write(home.path().join(format!("papers/{at}.md")), text).unwrap();
    }
    home.ok(&["ingest", "papers"]);
    let words = case["claim"].as_str().unwrap();
    let claims = lines(&home.ok(&["claims", "--all", "--json"]));
    let found: Vec<&Value> = claims.iter().filter(|claim| claim["text"].as_str().unwrap().contains(words)).collect();
    assert!(!found.is_empty(), "{} says nothing", case["id"]);
    found.iter().any(|claim| ["corroborated", "independently-verified"].contains(&claim["support"].as_str().unwrap()))
}

#[test]
fn what_names_nobody_is_no_origin_of_its_own() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/origins/nameless.jsonl");
    let cases = lines(&std::fs::read(file).unwrap());
    let wrong = cases.iter().filter(|case| is_corroborated(case) != (case["origins"] == "two"));
    let wrong: Vec<String> = wrong.map(|case| case["id"].to_string()).collect();
    assert!(cases.len() > 10 && wrong.is_empty(), "{wrong:?}");
}
