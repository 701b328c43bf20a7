//! Two papers that have one origin: however they word it, the claim is not corroborated.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use std::path::Path;

use records::lines;
use serde_json::Value;
use support::Home;

/// The support of the claims with the words of a case when its documents are read into a store of their own.
fn supports(case: &Value) -> Vec<String> {
    let home = Home::new();
    std::fs::create_dir(home.path().join("papers")).unwrap();
    for (at, document) in case["documents"].as_array().unwrap().iter().enumerate() {
        let (publisher, text) = (document["publisher"].as_str().unwrap(), document["text"].as_str().unwrap());
        if document["format"] == "html" {
            std::fs::write(home.path().join(format!("papers/{at}.html")), text).unwrap();
            continue;
        }
        if document["format"] == "plain" {
            std::fs::write(home.path().join(format!("papers/{at}.txt")), text).unwrap();
            continue;
        }
        let date = document["published"].as_str().map_or_else(|| format!("2026-06-0{}", at + 1), str::to_owned);
        let genre = document["genre"].as_str().map_or_else(String::new, |genre| format!("genre: {genre}\n"));
        let text = format!("---\ntitle: News {at}\npublisher: {publisher}\ndate: {date}\n{genre}---\n{text}\n");
        std::fs::write(home.path().join(format!("papers/{at}.md")), text).unwrap();
    }
    home.ok(&["ingest", "papers"]);
    let words = case["claim"].as_str().unwrap().to_lowercase();
    let claims = lines(&home.ok(&["claims", "--all", "--json"]));
    let found = claims.iter().filter(|claim| claim["text"].as_str().unwrap().to_lowercase().contains(&words));
    found.map(|claim| claim["support"].as_str().unwrap().to_owned()).collect()
}

/// Whether a claim with the words of a case counts as corroborated; `None` when no claim has them.
fn is_corroborated(case: &Value) -> Option<bool> {
    let is_strong = |support: &String| ["corroborated", "independently-verified"].contains(&support.as_str());
    supports(case).iter().map(is_strong).reduce(|one, other| one || other)
}

/// Whoever speaks for whom a claim is about is no origin of it, and whoever only stands beside it is one.
#[test]
fn the_subject_of_a_claim_and_its_voices_assert_it_of_themselves() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/origins");
    let cases = lines(&std::fs::read(folder.join("parties.jsonl")).unwrap());
    let is_as_marked = |case: &Value, found: &[String]| {
        !found.is_empty() && found.iter().all(|support| (*support == case["support"]) == case["missed"].is_null())
    };
    let judged = cases.iter().map(|case| (case, supports(case)));
    let wrong: Vec<String> = judged
        .filter(|(case, found)| !is_as_marked(case, found))
        .map(|(case, found)| format!("{}: {found:?}", case["id"]))
        .collect();
    assert!(cases.len() > 80 && wrong.is_empty(), "{wrong:#?}");
}

/// Every case of one origin stays below corroborated, but for those that are known to fail, which are looked at again as
/// soon as they do not; a case of two origins is corroborated, but for those that are marked as missed.
#[test]
fn two_papers_with_one_origin_corroborate_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/origins");
    let marked = |name: &str| lines(&std::fs::read(folder.join(name)).unwrap());
    let files = [
        "cases.jsonl",
        "blind.jsonl",
        "realistic.jsonl",
        "accounts.jsonl",
        "plain.jsonl",
        "firsthand.jsonl",
        "everyday.jsonl",
        "pointed.jsonl",
        "told.jsonl",
        "recurring.jsonl",
        "owned.jsonl",
        "voices.jsonl",
        "voices-held.jsonl",
        "ties.jsonl",
        "ties-held.jsonl",
        "ways.jsonl",
        "dealt.jsonl",
        "dealt-second.jsonl",
        "dealt-third.jsonl",
        "fresh.jsonl",
        "fresh-held.jsonl",
        "newsroom.jsonl",
        "newsroom-held.jsonl",
    ];
    let cases = files.map(marked).concat();
    let half = cases.len() / 2;
    let wrong = |cases: &[Value]| -> Vec<String> {
        let judged = cases.iter().map(|case| (case, is_corroborated(case)));
        let is_as_marked = |case: &Value, found: Option<bool>| {
            let expected = (case["origins"] == "two" && case["missed"].is_null()) || !case["known"].is_null();
            found == Some(expected)
        };
        judged
            .filter(|(case, found)| !is_as_marked(case, *found))
            .map(|(case, found)| format!("{}: {found:?}", case["id"]))
            .collect()
    };
    let (first, second) = cases.split_at(half);
    let found = std::thread::scope(|scope| {
        let other = scope.spawn(|| wrong(second));
        [wrong(first), other.join().unwrap()].concat()
    });
    assert!(cases.len() > 1400 && found.is_empty(), "{found:#?}");
}
