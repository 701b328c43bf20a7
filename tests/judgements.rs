//! What people judge to be one claim or not: merge, split, not-same, and back.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use records::lines;
use serde_json::Value;
use support::Home;

const TEXTS: [(&str, &str, &str); 3] = [
    ("allmark.md", "Allmark Times", "The dyke at Halm leaks at its foot, said Ada Moor."),
    ("bellport.md", "Bellport Post", "Water seeps through the sea wall of Halm, said Cem Oner."),
    ("corra.md", "Corra Courier", "The dyke at Halm leaks at its foot, said Dag Lund."),
];

fn home() -> Home {
    let home = Home::new();
    for (file, paper, text) in TEXTS {
        std::fs::write(home.path().join(file), format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n"))
            .unwrap();
    }
    home.ok(&["ingest", "allmark.md", "bellport.md"]);
    home
}

/// Each claim's words, its support and how many documents report it.
fn claims(home: &Home) -> Vec<(String, String, u64)> {
    let all = lines(&home.ok(&["claims", "--all", "--json"]));
    let text = |claim: &Value, key: &str| claim[key].as_str().unwrap().to_owned();
    let mut told: Vec<_> =
        all.iter().map(|c| (text(c, "text"), text(c, "support"), c["reports"].as_u64().unwrap())).collect();
    told.sort();
    told
}

fn id(home: &Home, words: &str) -> String {
    lines(&home.ok(&["explain", words, "--json"]))[0]["id"].as_str().unwrap().to_owned()
}

fn exported(home: &Home) -> Vec<u8> {
    home.ok(&["export", "--format", "nquads"])
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn two_wordings_are_merged_by_a_person_and_parted_again_exactly() {
    let home = home();
    let before = exported(&home);
    let ids = [id(&home, "dyke"), id(&home, "sea wall")];
    let impact = lines(&home.ok(&["--json", "merge", "dyke", "sea wall", "--reason", "one wall, two names"]));
    assert_eq!(impact[0]["after"]["support"], "corroborated");
    // Both answer to their old ids, short ones too.
    let merged = id(&home, "dyke");
    for old in ids.iter().flat_map(|id| [id.as_str(), &id[..8]]) {
        assert_eq!(id(&home, old), merged);
    }
    let all = claims(&home);
    assert_eq!((all.len(), all[0].1.as_str(), all[0].2), (1, "corroborated", 2));
    // Both old ids answer.
    assert_eq!(id(&home, &ids[0]), id(&home, &ids[1]));
    refused(&home, &["merge", &ids[0], &ids[1], "--reason", "again"], "one claim already");
    home.ok(&["undo"]);
    assert_eq!(exported(&home), before);
    assert_eq!([id(&home, &ids[0]), id(&home, &ids[1])], ids);
}

#[test]
fn what_is_merged_keeps_what_the_rules_join_and_takes_what_comes_later() {
    let home = home();
    home.ok(&["merge", "dyke", "sea wall", "--reason", "one wall, two names"]);
    home.ok(&["ingest", "corra.md"]);
    let all = claims(&home);
    assert_eq!(
        all.iter().map(|(_, support, reports)| (support.as_str(), *reports)).collect::<Vec<_>>(),
        [("corroborated", 3)]
    );
}

#[test]
fn what_is_not_the_same_stays_apart_until_that_is_taken_back() {
    let home = home();
    home.ok(&["not-same", "dyke", "sea wall", "--reason", "two walls"]);
    refused(
        &home,
        &["merge", "dyke", "sea wall", "--reason", "one wall"],
        "judged them not to be the same (two walls)",
    );
    home.ok(&["undo"]);
    let ids = [id(&home, "dyke"), id(&home, "sea wall")];
    home.ok(&["merge", "dyke", "sea wall", "--reason", "one wall"]);
    refused(&home, &["not-same", &ids[0], &ids[1], "--reason", "two walls"], "stemma split");
}

#[test]
fn a_claim_is_split_by_document_and_stays_split_when_that_is_read_again() {
    let home = home();
    home.ok(&["ingest", "corra.md"]);
    assert_eq!(claims(&home).iter().map(|(.., reports)| *reports).collect::<Vec<_>>(), [2, 1]);
    home.ok(&["split", "dyke", "corra.md", "--reason", "it means the old dyke"]);
    assert_eq!(claims(&home).iter().map(|(.., reports)| *reports).collect::<Vec<_>>(), [1, 1, 1]);
    home.ok(&["ingest", "corra.md"]);
    assert_eq!(claims(&home).len(), 3, "what was parted is not joined by reading it again");
    home.ok(&["undo"]);
    assert_eq!(claims(&home).len(), 2);
    refused(&home, &["split", "dyke", "nowhere.md", "--reason", "x"], "no assertion of this claim");
    refused(&home, &["split", "dyke", "allmark.md", "corra.md", "--reason", "x"], "nothing would be parted");
    refused(&home, &["merge", "dyke", "no such words at all", "--reason", "x"], "no claim");
    refused(&home, &["merge", "dyke", "sea wall", "--reason", " "], "needs a reason");
    // What is recorded hangs on no guess.
    refused(&home, &["merge", "halm", "sea wall", "--reason", "x"], "fits 2 claims; give the id of one:");
    refused(&home, &["split", "a", "corra.md", "--reason", "x"], "fits 2 claims");
}

#[test]
fn claims_that_exclude_each_other_are_not_merged() {
    let home = Home::new();
    for (file, number) in [("a.md", "12"), ("b.md", "30")] {
        let text = format!(
            "---\npublisher: Paper {number}\ndate: 2026-03-01\n---\nThe dyke at Halm is {number} metres high, said Ada Moor.\n"
        );
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md"]);
    refused(&home, &["merge", "12 metres high", "30 metres high", "--reason", "one dyke"], "exclude each other");
}

#[test]
fn a_forecast_and_what_is_are_not_merged() {
    let home = Home::new();
    std::fs::write(
        home.path().join("a.md"),
        "The dyke at Halm leaks, said Ada Moor. The pumps will fail by 2031, said Cem Oner.\n",
    )
    .unwrap();
    home.ok(&["ingest", "a.md"]);
    refused(&home, &["merge", "dyke", "pumps", "--reason", "both bad"], "they are no one claim");
}

#[test]
fn a_later_judgement_on_the_same_pair_takes_the_place_of_the_earlier_one() {
    let home = home();
    home.ok(&["merge", "dyke", "sea wall", "--reason", "one wall"]);
    assert_eq!(claims(&home).len(), 1);
    home.ok(&["split", "dyke", "bellport.md", "--reason", "two walls after all"]);
    assert_eq!(claims(&home).len(), 2);
    home.ok(&["undo"]);
    assert_eq!(claims(&home).len(), 1);
}

#[test]
fn a_new_version_keeps_what_was_judged_of_the_same_words_and_names_what_was_not() {
    let home = home();
    home.ok(&["merge", &id(&home, "leaks at its foot"), &id(&home, "seeps"), "--reason", "one wall"]);
    let supports = |home: &Home| claims(home).into_iter().map(|(_, support, _)| support).collect::<Vec<_>>();
    assert_eq!(supports(&home), ["corroborated"]);
    let write = |text: &str| {
        let text = format!("---\npublisher: Allmark Times\ndate: 2026-03-01\n---\nUpdated at noon.\n\n{text}\n");
        std::fs::write(home.path().join("allmark.md"), text).unwrap();
        home.run(&["ingest", "allmark.md"])
    };
    let moved = write("It rained on Monday. The dyke at Halm leaks at its foot, said Ada Moor.");
    assert!(!String::from_utf8_lossy(&moved.stderr).contains("STM126"));
    assert!(supports(&home).contains(&"corroborated".to_owned()), "{:?}", claims(&home));
    let changed = write("The dyke at Halm leaks at its crown, said Ada Moor.");
    let told = String::from_utf8_lossy(&changed.stderr).into_owned();
    assert!(told.contains("STM126") && told.contains("one wall") && told.contains("leaks at its crown"), "{told}");
    assert!(!supports(&home).contains(&"corroborated".to_owned()), "{:?}", claims(&home));
}

#[test]
fn a_claim_is_found_by_each_of_its_wordings() {
    let home = home();
    let merged = id(&home, "leaks at its foot");
    home.ok(&["merge", &merged, &id(&home, "seeps"), "--reason", "one wall"]);
    for words in ["seeps", "leaks at its foot", "water sea wall halm"] {
        let found = id(&home, words);
        assert_eq!(found, id(&home, "leaks"), "{words}");
    }
}
