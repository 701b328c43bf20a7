//! A weaker claim is supported by a stronger one, never the other way round.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/claims.rs"]
mod claims;
#[path = "support/records.rs"]
mod records;
mod support;

use std::collections::BTreeMap;
use std::path::Path;

use claims::claim;
use records::lines;
use serde_json::{Value, json};
use support::Home;

fn write(home: &Home, file: &str, publisher: &str, date: &str, text: &str) {
    let text = format!("---\npublisher: {publisher}\ndate: {date}\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
}

/// Support, reports, ω, ν and headline of a claim.
fn standing(home: &Home, words: &str) -> Value {
    let found = claim(home, words);
    json!([found["support"], found["reports"], found["omega"], found["nu"][0], found["headline"]])
}

/// Reads the pairs of a file into one store: each entails as it is marked, and no others do.
fn check(file: &str) {
    let home = Home::new();
    let marked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pairs").join(file);
    let pairs = lines(&std::fs::read(marked).unwrap());
    std::fs::create_dir(home.path().join("pairs")).unwrap();
    for pair in &pairs {
        for side in ["weaker", "stronger"] {
            let id = pair["id"].as_str().unwrap();
            let date = pair[format!("{side}_date")].as_str().unwrap_or("2026-03-01");
            let (file, publisher) = (format!("pairs/{id}-{side}.md"), format!("{side} paper of {id}"));
            write(&home, &file, &publisher, date, pair[side].as_str().unwrap());
        }
    }
    home.ok(&["ingest", "pairs"]);
    let mut found: BTreeMap<String, (String, String)> = BTreeMap::new();
    for record in lines(&home.ok(&["contradictions", "--all", "--json"])) {
        let Some(entails) = record.get("entails") else { continue };
        let document = |side: &str| {
            let quotes = if entails[side] == record["a"] { &record["a_quotes"] } else { &record["b_quotes"] };
            quotes[0]["document"].as_str().unwrap().to_owned()
        };
        let (weaker, stronger) = (document("weaker"), document("stronger"));
        assert!(entails["score"].as_f64().unwrap() > 0.0 && !entails["reason"].as_str().unwrap().is_empty());
        found.insert(weaker, (stronger, entails["rule"].as_str().unwrap().to_owned()));
    }
    let mut wrong = Vec::new();
    for pair in &pairs {
        let id = pair["id"].as_str().unwrap();
        let is = found.remove(&format!("pairs/{id}-weaker.md"));
        let expected = (pair["entails"] == true && pair["missed"].is_null())
            .then(|| (format!("pairs/{id}-stronger.md"), pair["rule"].as_str().unwrap().to_owned()));
        if is != expected {
            wrong.push(format!("{id}: {is:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty() && found.is_empty(), "{wrong:#?} {found:#?}");
}

#[test]
fn marked_pairs_entail_in_their_one_direction_and_near_misses_do_not() {
    check("entailment.jsonl");
}

#[test]
fn pairs_that_were_marked_after_the_rules_were_made_do_too() {
    check("entailment-fresh.jsonl");
}

#[test]
fn a_fuller_claim_supports_the_shorter_one_and_never_the_other_way_round() {
    check("entailment-fuller.jsonl");
}

#[test]
fn what_is_foretold_for_a_day_supports_what_is_foretold_roughly() {
    check("entailment-vague.jsonl");
}

/// How two claims stand of which the one says more, when each has a source of its own.
#[test]
fn what_only_the_fuller_one_says_is_not_verified_by_the_shorter() {
    let home = Home::new();
    write(&home, "a.md", "Halm Post", "2026-03-01", "Otto Renk was arrested in Salmouth, said Cem Oner.");
    write(&home, "b.md", "Vey Herald", "2026-03-01", "Otto Renk was arrested, said Ada Moor.");
    home.ok(&["ingest", "a.md", "b.md"]);
    let claims = lines(&home.ok(&["claims", "--json"]));
    let standing = |text: &str| {
        let found = claims.iter().find(|found| found["text"] == text).unwrap();
        json!([found["support"], found["nu"][0]])
    };
    assert_eq!(standing("Otto Renk was arrested in Salmouth."), json!(["single-origin", 1]), "{claims:#?}");
    assert_eq!(standing("Otto Renk was arrested."), json!(["corroborated", 2]), "{claims:#?}");
    let listed = |text: &str| {
        let found = claims.iter().find(|found| found["text"] == text).unwrap();
        let assertions = found["assertions"].as_array().unwrap();
        assertions.iter().map(|of| json!([of["document"], of.get("follows_from")])).collect::<Vec<_>>()
    };
    let stronger = claims.iter().find(|found| found["text"] == "Otto Renk was arrested in Salmouth.").unwrap();
    assert_eq!(listed("Otto Renk was arrested."), [json!(["b.md", null]), json!(["a.md", stronger["id"]])]);
    assert_eq!(listed("Otto Renk was arrested in Salmouth."), [json!(["a.md", null])]);
}

/// What is said by one alone is not what the claim says, however many say the rest.
#[test]
fn a_claim_is_worded_by_whoever_says_no_more_than_the_others() {
    for (least, more) in [
        (
            "Vex Group sold 300 cars in 2024.",
            ["Vex Group sold 300 electric cars in 2024", "Vex Group sold 300 diesel cars in 2024"],
        ),
        (
            "The Halm mill closed in May 2025.",
            [
                "The Halm mill closed in May 2025 because of a strike",
                "The Halm mill closed in May 2025 because of the flood",
            ],
        ),
    ] {
        let home = Home::new();
        write(&home, "a.md", "Lund Post", "2025-07-01", &format!("{}, said Ada Moor.", more[0]));
        write(&home, "b.md", "Mora Herald", "2025-07-02", &format!("{}, said Cem Oner.", least.trim_end_matches('.')));
        write(&home, "c.md", "Oslo Tribune", "2025-07-03", &format!("{}, said Olof Brandt.", more[1]));
        home.ok(&["ingest", "a.md", "b.md", "c.md"]);
        let claims = lines(&home.ok(&["claims", "--json"]));
        let found: Vec<Value> = claims.iter().map(|of| json!([of["text"], of["nu"][0]])).collect();
        assert_eq!(found, [json!([least, 3])]);
    }
}

/// Reads the pairs of a file into one store: those that are marked so contradict each other, and no others do.
#[test]
fn marked_claims_and_what_is_said_against_what_follows_from_them() {
    let home = Home::new();
    let marked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pairs/contrary.jsonl");
    let pairs = lines(&std::fs::read(marked).unwrap());
    std::fs::create_dir(home.path().join("pairs")).unwrap();
    for pair in &pairs {
        for side in ["claim", "contrary"] {
            let file = format!("pairs/{}-{side}.md", pair["id"].as_str().unwrap());
            write(&home, &file, &format!("Paper of {file}"), "2026-03-01", pair[side].as_str().unwrap());
        }
    }
    home.ok(&["ingest", "pairs"]);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for record in lines(&home.ok(&["contradictions", "--json"])) {
        let document =
            |side: &str| record[side][0]["document"].as_str().unwrap().rsplit_once('-').unwrap().0.to_owned();
        assert_eq!(document("a_quotes"), document("b_quotes"), "{record}");
        found.insert(document("a_quotes"), record["kind"].as_str().unwrap().to_owned());
    }
    let expected: BTreeMap<String, String> = pairs
        .iter()
        .filter(|pair| pair["opposed"] == true && pair["missed"].is_null())
        .map(|pair| (format!("pairs/{}", pair["id"].as_str().unwrap()), pair["kind"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(found, expected);
}

const WEAKER: &str = "shipped more than 1 million chips";
const STRONGER: &str = "shipped 2 million chips";

/// Two papers: Ada Moor says the weaker claim in the one; this is said in the other.
fn beside(other: &str) -> Home {
    let home = Home::new();
    let weaker = "Orrin Foundry shipped more than 1 million chips in 2025, said Ada Moor.";
    write(&home, "a.md", "Halm Post", "2026-03-01", weaker);
    write(&home, "b.md", "Vey Herald", "2026-03-02", other);
    home.ok(&["ingest", "a.md", "b.md"]);
    home
}

fn home() -> Home {
    beside("Orrin Foundry shipped 2 million chips in 2025, said Cem Oner.")
}

#[test]
fn who_says_more_supports_who_says_less_and_not_the_other_way_round() {
    let home = home();
    assert_eq!(standing(&home, WEAKER), json!(["corroborated", 2, 2, 2, "corroborated"]));
    assert_eq!(standing(&home, STRONGER), json!(["single-origin", 1, 1, 1, "single-origin"]));
    let told = claim(&home, WEAKER)["explanation"].as_str().unwrap().to_owned();
    assert!(
        told.contains("Also supported by the stronger claim “Orrin Foundry shipped 2 million chips in 2025”."),
        "{told}"
    );
    let other = claim(&home, STRONGER)["explanation"].as_str().unwrap().to_owned();
    assert!(!other.contains("stronger claim"), "{other}");
    let id = claim(&home, WEAKER)["id"].as_str().unwrap().to_owned();
    let drawn = String::from_utf8(home.ok(&["explain", &id])).unwrap();
    assert!(drawn.contains("Also supported by the stronger claim") && drawn.contains("Cem Oner"), "{drawn}");
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?s ?w { ?a stm:entails ?b . ?a schema:text ?s . ?b schema:text ?w }",
    ]);
    let rows = String::from_utf8(asked).unwrap();
    assert_eq!(rows.trim().lines().count(), 2, "{rows}");
    assert!(rows.contains("shipped 2 million chips in 2025.,Orrin Foundry shipped more than 1 million"), "{rows}");
}

#[test]
fn an_origin_that_says_both_counts_once() {
    let home = beside("Orrin Foundry shipped 2 million chips in 2025, said Ada Moor.");
    let weaker = claim(&home, WEAKER);
    assert_eq!((&weaker["omega"], &weaker["nu"][0]), (&json!(1), &json!(1)), "{weaker}");
}

#[test]
fn the_certificate_of_a_claim_with_stronger_ones_holds_and_an_altered_one_does_not() {
    let home = home();
    let id = claim(&home, WEAKER)["id"].as_str().unwrap().to_owned();
    let certificate = home.ok(&["explain", &id, "--certificate"]);
    std::fs::write(home.path().join("finding.json"), &certificate).unwrap();
    home.ok(&["verify-finding", "finding.json"]);
    let altered = String::from_utf8(certificate).unwrap().replace("Cem Oner", "Ada Moor");
    std::fs::write(home.path().join("altered.json"), altered).unwrap();
    assert_ne!(home.run(&["verify-finding", "altered.json"]).status.code(), Some(0));
}

#[test]
fn what_is_withdrawn_of_the_stronger_claim_supports_the_weaker_no_more() {
    let home = home();
    let printed = lines(&home.ok(&["what-if", "--retract", "b.md", "--json"]));
    assert!(printed.iter().any(|impact| impact["text"].as_str().unwrap().contains(WEAKER)), "{printed:?}");
    home.ok(&["retract", "b.md", "--reason", "misread"]);
    assert_eq!(standing(&home, WEAKER), json!(["single-origin", 1, 1, 1, "single-origin"]));
}

#[test]
fn a_hedge_about_more_is_no_support_for_less() {
    let home = beside("Orrin Foundry may have shipped 2 million chips in 2025, said Cem Oner.");
    assert_eq!(standing(&home, WEAKER), json!(["single-origin", 1, 1, 1, "single-origin"]));
}

#[test]
fn who_denies_less_denies_more_and_not_the_other_way_round() {
    let home = home();
    let opposing = |words: &str| claim(&home, words)["opposition"].clone();
    assert_eq!((opposing(WEAKER), opposing(STRONGER)), (Value::Null, Value::Null));
    let denial = "Eva Holt denied that Orrin Foundry shipped more than 1 million chips in 2025.";
    write(&home, "c.md", "Ostmark Daily", "2026-03-03", denial);
    home.ok(&["ingest", "c.md"]);
    assert_eq!((&opposing(WEAKER)["omega"], &opposing(STRONGER)["omega"]), (&json!(1), &json!(1)));
    home.ok(&["retract", "c.md", "--reason", "misread"]);
    let denial = "Eva Holt denied that Orrin Foundry shipped 2 million chips in 2025.";
    write(&home, "d.md", "Ostmark Daily", "2026-03-03", denial);
    home.ok(&["ingest", "d.md"]);
    assert_eq!((&opposing(WEAKER)["omega"], &opposing(STRONGER)["omega"]), (&json!(0), &json!(1)));
}

/// How the stronger claim stands, when the weaker one is held or not and somebody says that.
fn stands_against(weaker: &str, contrary: &str) -> Value {
    let home = Home::new();
    write(&home, "a.md", "Halm Post", "2026-03-01", "Orrin Foundry shipped 2 million chips in 2025, said Cem Oner.");
    write(&home, "b.md", "Vey Herald", "2026-03-01", weaker);
    write(&home, "c.md", "Ostmark Daily", "2026-03-02", contrary);
    home.ok(&["ingest", "a.md", "b.md", "c.md"]);
    let found = claim(&home, STRONGER);
    let id = found["id"].as_str().unwrap().to_owned();
    let certificate = home.ok(&["explain", &id, "--certificate"]);
    std::fs::write(home.path().join("finding.json"), &certificate).unwrap();
    home.ok(&["verify-finding", "finding.json"]);
    json!([found["support"], found["opposition"]["omega"], found["headline"]])
}

#[test]
fn who_contradicts_less_in_words_of_their_own_contradicts_more() {
    let against = json!(["single-origin", 1, "contested"]);
    let beside = "Orrin Foundry shipped more than 1 million chips in 2025, said Ada Moor.";
    let nothing = "The Halm lighthouse is white, said Ada Moor.";
    for contrary in [
        "Orrin Foundry did not ship more than 1 million chips in 2025, said Eva Holt.",
        "Orrin Foundry never shipped more than 1 million chips in 2025, said Eva Holt.",
        "Orrin Foundry shipped fewer than 1 million chips in 2025, said Eva Holt.",
    ] {
        assert_eq!(stands_against(beside, contrary), against, "{contrary}");
        assert_eq!(stands_against(nothing, contrary), against, "{contrary}");
    }
    let denied = "Eva Holt denied that Orrin Foundry shipped more than 1 million chips in 2025.";
    assert_eq!(stands_against(nothing, denied), against, "a denial of what nobody says");
    let compatible = "Orrin Foundry did not ship more than 3 million chips in 2025, said Eva Holt.";
    assert_eq!(stands_against(beside, compatible), json!(["single-origin", null, "single-origin"]));
}

/// The words of the stronger claim alone do not show it: that prices fell by more than ten percent excludes that they rose
/// by more than ten, and so that they rose by twenty.
#[test]
fn a_contradiction_of_the_weaker_claim_is_one_of_the_stronger_until_somebody_settles_it() {
    let home = Home::new();
    let rose = "Power prices in Norvale rose by 20 percent in 2024, said Cem Oner.";
    write(&home, "a.md", "Halm Post", "2026-03-01", rose);
    let fell = "Power prices in Norvale fell by more than 10 percent in 2024, said Eva Holt.";
    write(&home, "b.md", "Ostmark Daily", "2026-03-02", fell);
    home.ok(&["ingest", "a.md", "b.md"]);
    let headline = |words: &str| claim(&home, words)["headline"].as_str().unwrap().to_owned();
    assert_eq!(headline("rose by 20 percent"), "single-origin");
    let less = "Power prices in Norvale rose by more than 10 percent in 2024, said Ada Moor.";
    write(&home, "c.md", "Vey Herald", "2026-03-01", less);
    home.ok(&["ingest", "c.md"]);
    assert_eq!((headline("rose by 20 percent"), headline("fell by more")), ("contested".into(), "contested".into()));
    let all = lines(&home.ok(&["contradictions", "--json"]));
    let (of_less, inherited): (Vec<&Value>, Vec<&Value>) =
        all.iter().partition(|pair| !pair["reason"].as_str().unwrap().starts_with("what follows"));
    assert_eq!((of_less.len(), inherited.len()), (1, 1), "{all:#?}");
    assert_eq!(inherited[0]["kind"], "exclusive");
    home.ok(&["resolve", inherited[0]["id"].as_str().unwrap(), "--reason", "other tariffs"]);
    assert_eq!(headline("rose by 20 percent"), "single-origin");
    home.ok(&["undo"]);
    assert_eq!(headline("rose by 20 percent"), "contested");
    home.ok(&["resolve", of_less[0]["id"].as_str().unwrap(), "--reason", "other tariffs"]);
    assert_eq!(headline("rose by 20 percent"), "single-origin");
}

#[test]
fn a_person_who_settles_that_it_does_not_follow_ends_the_support() {
    let home = home();
    let pairs = lines(&home.ok(&["contradictions", "--all", "--json"]));
    let pair = pairs.iter().find(|pair| pair.get("entails").is_some()).unwrap();
    home.ok(&["resolve", pair["id"].as_str().unwrap(), "--reason", "one counts wafers"]);
    assert_eq!(standing(&home, WEAKER), json!(["single-origin", 1, 1, 1, "single-origin"]));
    home.ok(&["undo"]);
    assert_eq!(standing(&home, WEAKER), json!(["corroborated", 2, 2, 2, "corroborated"]));
}
