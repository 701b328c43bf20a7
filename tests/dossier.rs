//! `stemma dossier`: the dossier of a topic, and what is wrong in one, with its place.

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

/// A home with the story of the chips, and its documents.
fn chips() -> Home {
    let home = Home::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/chips-and-export-controls");
    std::fs::create_dir(home.path().join("documents")).unwrap();
    for entry in std::fs::read_dir(folder.join("documents")).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, home.path().join("documents").join(path.file_name().unwrap())).unwrap();
    }
    for table in ["control.csv", "interest.csv"] {
        std::fs::copy(folder.join(table), home.path().join(table)).unwrap();
    }
    home.ok(&["ingest", "documents", "control.csv", "interest.csv"]);
    home
}

const DAY: [&str; 2] = ["--as-of", "2026-06-30"];

fn dossier(home: &Home, topic: &str) -> String {
    String::from_utf8(home.ok(&["dossier", topic, DAY[0], DAY[1]])).unwrap()
}

fn claims(home: &Home) -> Vec<Value> {
    let printed = home.ok(&["claims", "--all", "--json", DAY[0], DAY[1]]);
    std::str::from_utf8(&printed).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_dossier_of_a_topic_has_nothing_to_correct_and_says_of_each_claim_how_it_stands() {
    let home = chips();
    let written = dossier(&home, "chips");
    std::fs::write(home.path().join("chips.md"), &written).unwrap();
    let checked = home.run(&["dossier", "check", "chips.md"]);
    assert_eq!(String::from_utf8_lossy(&checked.stdout), "chips.md: nothing to correct\n", "{written}");
    for heading in ["What", "Open questions", "Narrative", "Timeline", "Perspectives", "Tensions", "Sources"] {
        assert!(written.contains(&format!("\n## {heading}\n")), "{heading}");
    }
    let of_topic = home.ok(&["claims", "--json", "--topic", "chips", DAY[0], DAY[1]]);
    let told: Vec<Value> =
        std::str::from_utf8(&of_topic).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let checkable = |claim: &&Value| ["fact", "quantity", "prediction"].contains(&claim["kind"].as_str().unwrap());
    let mut count = 0;
    for claim in told.iter().filter(checkable) {
        count += 1;
        let line = format!("- “{}” ", claim["text"].as_str().unwrap());
        let at = written.find(&line).unwrap_or_else(|| panic!("{line} is not told"));
        // The finding's own sentence, and no other.
        let sentence = written[at + line.len()..].split(". ").next().unwrap();
        assert!(claim["explanation"].as_str().unwrap().starts_with(sentence), "{sentence} / {claim}");
    }
    assert!(count > 10, "{count} claims are told");
    assert!(
        written.contains(
            "### Refuted\n\n- “Veyra makes the 940C chip on a 5-nanometre line.” Refuted: only Veyra says so"
        )
    );
    assert!(written.contains("- Which machines stand in the second hall of the Dorrach plant? ["));
    assert!(written.contains("Settled by: the customs papers of the last two shipments."));
    assert!(written.contains("- 2026-05-06: Prism Teardown publishes “Veyra 940C, teardown and section” ["));
    assert!(written.contains("\nVeyra\n“Veyra will ship a 3-nanometre chip by the end of 2031”"), "{written}");
    assert!(written.contains("\nStatus: active ["));
}

#[test]
fn two_stores_with_the_same_documents_give_the_same_dossier() {
    let written = dossier(&chips(), "chips");
    assert_eq!(dossier(&chips(), "Chips"), written);
}

#[test]
fn a_dossier_that_is_read_again_makes_no_claim_better_supported() {
    let home = chips();
    let before = claims(&home);
    let written = dossier(&home, "chips");
    std::fs::write(home.path().join("written.md"), written).unwrap();
    home.ok(&["ingest", "written.md"]);
    let rank = [
        "unknown",
        "unattributed",
        "self-asserted",
        "single-origin",
        "single-channel",
        "entangled",
        "corroborated",
        "independently-verified",
    ];
    let rank = |claim: &Value| rank.iter().position(|support| *support == claim["support"]).unwrap();
    let after = claims(&home);
    for claim in &before {
        let is_it = |other: &&Value| {
            let id = &claim["assertions"][0]["id"];
            other["assertions"].as_array().unwrap().iter().any(|assertion| assertion["id"] == *id)
        };
        let now = after.iter().find(is_it).unwrap();
        assert!(rank(now) <= rank(claim), "{claim}\n{now}");
        assert!(now["nu"][0].as_u64() <= claim["nu"][0].as_u64(), "{claim}\n{now}");
    }
}

#[test]
fn hostile_words_stay_words_in_a_dossier() {
    let home = Home::new();
    let text = |title: &str, publisher: &str, body: &str| {
        format!("---\ntitle: {title}\npublisher: {publisher}\ntopics: [\"[9] odd\"]\ndate: 2026-03-01\n---\n{body}\n")
    };
    let hard = [
        (
            "a.md",
            text("Firms scramble after ...", "feed:dykes", "The “dyke at Halm leaks at its foot [7], said Ada Moor."),
        ),
        (
            "b.md",
            text(
                "\u{202e}Sources",
                "Post (2026)",
                "Sources\n\nThe sluice at Halm has 12 gates × 3 locks = 40 locks, said Cem Oner.",
            ),
        ),
        (
            "c.md",
            "---\ntopics: [\"[9] odd\"]\ndate: 2026-03-02\n---\n## Tensions\n\nThe lock house at Halm is dry, said Dag Lund.\n"
                .to_owned(),
        ),
    ];
    for (name, text) in &hard {
        std::fs::write(home.path().join(name), text).unwrap();
    }
    home.run(&["ingest", "a.md", "b.md", "c.md"]);
    let written = dossier(&home, "[9] odd");
    std::fs::write(home.path().join("odd.md"), &written).unwrap();
    let checked = home.run(&["dossier", "check", "odd.md"]);
    assert_eq!(String::from_utf8_lossy(&checked.stdout), "odd.md: nothing to correct\n", "{written}");
    assert!(!written.contains('\u{202e}') && written.contains("leaks at its foot"), "{written}");
    assert!(written.contains("— feed:dykes (channel)") && written.contains("publisher not recorded"), "{written}");
}

#[test]
fn a_topic_that_nobody_knows_is_refused() {
    let home = chips();
    for arguments in [vec!["dossier", "nothing"], vec!["dossier"]] {
        let output = home.run(&arguments);
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), [].as_slice()), "{arguments:?}");
    }
}
