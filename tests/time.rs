//! What changes findings – withdrawals, owners, interests, time – and what would: the real program on small stories.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use records::lines;
use serde_json::Value;
use support::Home;

/// Two papers, each with a witness of its own, on one dyke.
fn dyke(date: Option<&str>) -> Home {
    let home = Home::new();
    for (file, paper, witness) in
        [("allmark.md", "Allmark Times", "Ada Moor"), ("bellport.md", "Bellport Post", "Cem Oner")]
    {
        let date = date.map(|date| format!("date: {date}\n")).unwrap_or_default();
        let text = format!("---\npublisher: {paper}\n{date}---\nThe dyke at Halm leaks, said {witness}.\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "allmark.md", "bellport.md"]);
    home
}

fn json(home: &Home, arguments: &[&str]) -> Vec<Value> {
    lines(&home.ok(&[&["--json"], arguments].concat()))
}

fn support(home: &Home, arguments: &[&str]) -> String {
    json(home, &[&["claims"], arguments].concat())[0]["support"].as_str().unwrap().to_owned()
}

fn exported(home: &Home) -> Vec<u8> {
    home.ok(&["export", "--format", "nquads"])
}

#[test]
fn a_withdrawal_strikes_out_says_what_falls_and_can_be_taken_back_exactly() {
    let home = dyke(Some("2026-03-01"));
    let before = exported(&home);
    assert_eq!(support(&home, &[]), "corroborated");
    let impacts = json(&home, &["retract", "allmark.md", "--reason", "withdrawn by its paper", "--on", "2026-04-02"]);
    assert_eq!(impacts.len(), 1);
    assert_eq!(
        (&impacts[0]["before"]["support"], &impacts[0]["after"]["support"]),
        (&"corroborated".into(), &"single-origin".into())
    );
    assert_eq!(impacts[0]["broken"][0][0], "allmark");
    assert_eq!(support(&home, &[]), "single-origin");
    // It was not withdrawn yet in March.
    assert_eq!(support(&home, &["--as-of", "2026-03-31"]), "corroborated");
    assert_eq!(support(&home, &["--as-of", "2026-04-02"]), "single-origin");
    let again = home.run(&["retract", "allmark.md", "--reason", "twice"]);
    assert_eq!(again.status.code(), Some(2));
    let back = json(&home, &["undo"]);
    assert_eq!(back[0]["after"]["support"], "corroborated");
    assert_eq!(exported(&home), before, "undo restores the state exactly");
    let twice = home.run(&["undo", "3"]);
    let error = String::from_utf8_lossy(&twice.stderr).into_owned();
    assert!(twice.status.code() == Some(2) && error.contains("taken back already"), "{error}");
    // To take back what was taken back is to do it again.
    json(&home, &["undo", "4"]);
    assert_eq!(support(&home, &[]), "single-origin");
}

#[test]
fn a_change_that_others_rest_on_is_not_taken_back_before_them() {
    let home = dyke(None);
    json(&home, &["retract", "allmark.md", "--reason", "withdrawn by its paper"]);
    let refused = |sequence: &str, why: &str| {
        let run = home.run(&["undo", sequence]);
        let error = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.code() == Some(2) && error.contains(why), "{error}");
    };
    refused("1", "change 3 (retract allmark.md: withdrawn by its paper) rests on change 1");
    let again = "---\npublisher: Bellport Post\n---\nThe dyke at Halm holds, said Cem Oner.\n";
    std::fs::write(home.path().join("bellport.md"), again).unwrap();
    home.ok(&["ingest", "bellport.md"]);
    refused("2", "change 4 (ingest bellport.md) rests on change 2");
    refused("99", "no change 99");
    for sequence in ["4", "3", "1"] {
        json(&home, &["undo", sequence]);
    }
    assert_eq!(support(&home, &[]), "single-origin", "Cem Oner is left, as first read");
}

#[test]
fn what_was_taken_back_and_done_again_can_be_taken_back_again() {
    let home = dyke(None);
    let before = exported(&home);
    json(&home, &["retract", "allmark.md", "--reason", "withdrawn by its paper"]);
    for sequence in ["3", "4", "3"] {
        json(&home, &["undo", sequence]);
    }
    assert_eq!(exported(&home), before);
}

#[test]
fn the_same_claim_has_two_answers_when_the_owner_changed_in_between() {
    let home = dyke(None);
    json(&home, &["control", "Allmark Times", "Corra Group", "--from", "2020"]);
    json(&home, &["control", "Bellport Post", "Corra Group", "--share", "60", "--from", "2997-01-15"]);
    assert_eq!(support(&home, &["--as-of", "2997-01-14"]), "corroborated");
    assert_eq!(support(&home, &["--as-of", "2997-01-15"]), "single-channel");
    let listed = String::from_utf8(home.ok(&["control"])).unwrap();
    assert!(listed.contains("Bellport Post,Corra Group,owner,60,2997-01-15,"), "{listed}");
    for wrong in [["control", "Post", "post"].as_slice(), &["control", "A", "B", "--from", "2024", "--to", "2023"]] {
        assert_eq!(home.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn an_interest_blocks_and_a_person_can_overrule_the_inferred_one() {
    let home = Home::new();
    let text = "---\npublisher: Allmark Times\ndate: 2026-03-01\n---\nThe fan of Arlen Air runs without a sound, Arlen Air said.\n";
    std::fs::write(home.path().join("fan.md"), text).unwrap();
    home.ok(&["ingest", "fan.md"]);
    assert_eq!(support(&home, &[]), "self-asserted");
    let drawing = String::from_utf8(home.ok(&["explain", "fan"])).unwrap();
    assert!(drawing.contains("Arlen Air (the claim is about itself)"), "{drawing}");
    let rule = "SELECT ?rule { ?claim a stm:Claim . ?i stm:inClaim ?claim ; stm:rule ?rule ; stm:interested/skos:prefLabel 'Arlen Air' }";
    let answer = String::from_utf8(home.ok(&["query", "-e", rule, "--format", "csv"])).unwrap();
    assert!(answer.contains("of-itself"), "{answer}");
    json(&home, &["interest", "Arlen Air", "--claim", "fan", "--why", "it sells no fans any more", "--overrule"]);
    assert_eq!(support(&home, &[]), "single-origin");
    json(&home, &["interest", "Arlen Air", "--claim", "without a sound", "--why", "it holds the patent"]);
    assert_eq!(support(&home, &[]), "self-asserted", "what a person records stands beside what is overruled");
}

#[test]
fn whoever_is_a_party_to_a_case_gains_by_what_its_filing_says() {
    let home = Home::new();
    let text = "---\ntitle: Corra Group v. Tolvan Tools, complaint\npublisher: Corra Group\ngenre: testimony\ndate: 2026-03-01\n---\nThe cranes at Halm were sold without brakes.\n";
    std::fs::write(home.path().join("complaint.md"), text).unwrap();
    home.ok(&["ingest", "complaint.md"]);
    assert_eq!(support(&home, &[]), "self-asserted");
}

#[test]
fn what_if_writes_nothing_and_says_what_the_change_itself_would_do() {
    let home = dyke(Some("2026-03-01"));
    let before = exported(&home);
    let same = json(&home, &["what-if", "--same-group", "Allmark Times", "Bellport Post"]);
    let withdrawn = json(&home, &["what-if", "--retract", "bellport.md"]);
    let third = json(&home, &["what-if", "--add", "dyke", "--source", "Water Board", "--basis", "measurement"]);
    assert_eq!(third[0]["after"]["support"], "independently-verified");
    assert_eq!(third[0]["after"]["nu"], serde_json::json!([3, 3]));
    assert_eq!(exported(&home), before, "nothing was written");
    assert_eq!(json(&home, &["retract", "bellport.md", "--reason", "error"]), withdrawn);
    json(&home, &["undo"]);
    assert_eq!(json(&home, &["control", "Allmark Times", "Bellport Post"]), same);
    let apart = json(&home, &["what-if", "--independent", "Allmark Times", "Bellport Post"]);
    assert_eq!(apart[0]["after"]["support"], "corroborated");
    assert_eq!(home.run(&["what-if"]).status.code(), Some(2));
    assert_eq!(home.run(&["what-if", "--retract", "nowhere.md"]).status.code(), Some(2));
    let unknown = home.run(&["what-if", "--same-group", "Allmark Times", "Belport Post"]);
    let error = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(unknown.status.code() == Some(2) && error.contains("nobody called `Belport Post`"), "{error}");
}

#[test]
fn why_changed_names_each_event_on_both_axes() {
    let home = dyke(Some("2026-03-01"));
    json(&home, &["retract", "allmark.md", "--reason", "withdrawn by its paper", "--on", "2026-04-02"]);
    json(&home, &["control", "Bellport Post", "Corra Group"]);
    let events = json(&home, &["why-changed", "dyke"]);
    let told: Vec<(&str, Option<&str>, &str)> = events
        .iter()
        .map(|e| {
            (e["event"].as_str().unwrap(), e["before"]["support"].as_str(), e["after"]["support"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("ingest allmark.md", None, "single-origin"),
            ("ingest bellport.md", Some("single-origin"), "corroborated"),
            ("retract allmark.md: withdrawn by its paper", Some("corroborated"), "single-origin"),
        ]
    );
    assert_eq!(events[2]["sequence"], 3);
    assert_eq!(events[2]["broken"][0][0], "allmark");
    let days = json(&home, &["why-changed", "dyke", "--by", "published"]);
    let told: Vec<(&str, &str)> =
        days.iter().map(|e| (e["at"].as_str().unwrap(), e["after"]["support"].as_str().unwrap())).collect();
    assert_eq!(told, [("2026-03-01", "corroborated"), ("2026-04-02", "single-origin")]);
    assert!(days[1]["event"].as_str().unwrap().contains("withdrawn by its paper"));
}

#[test]
fn the_bundled_owners_are_all_read_and_join_what_they_own() {
    let home = Home::new();
    for (file, paper, witness) in [("a.md", "The Wall Street Journal", "Ada Moor"), ("b.md", "The Times", "Cem Oner")] {
        let text = format!("---\npublisher: {paper}\ndate: 2024-03-01\n---\nThe dyke at Halm leaks, said {witness}.\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md"]);
    assert_eq!(support(&home, &[]), "corroborated");
    json(&home, &["control", "--well-known"]);
    assert_eq!(support(&home, &[]), "single-channel");
    let bundled = include_str!("../crates/stemma-graph/data/owners.csv").lines().count() - 1;
    assert_eq!(String::from_utf8(home.ok(&["control"])).unwrap().lines().count() - 1, bundled);
}

#[test]
fn odd_owners_and_dates_have_codes_and_the_rest_is_read() {
    let home = dyke(Some("2026-03-01"));
    let table = "actor,controller,how,share,from,to\nPost,Post,owner,,,\nPost,Corra Group,owner,,2024,2023\nPost,Corra Group,owner,80,2024,\nPost,Norr Holding,owner,30,2025,\n";
    std::fs::write(home.path().join("owners.csv"), table).unwrap();
    let receipt = lines(&home.ok(&["--json", "ingest", "owners.csv"]));
    let codes: Vec<&str> =
        receipt[0]["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["STM122", "STM123", "STM125"]);
    let text = "---\npublisher: Corra Courier\ndate: 2026-02-01\n---\nThe dyke at Halm leaks, according to the Allmark Times.\n";
    std::fs::write(home.path().join("early.md"), text).unwrap();
    home.ok(&["ingest", "early.md"]);
    let doctor = String::from_utf8(home.ok(&["doctor"])).unwrap();
    assert!(doctor.contains("STM124 early.md (2026-02-01) has it from allmark.md, which is of 2026-03-01"), "{doctor}");
    assert!(doctor.contains("STM125 Corra Group and Norr Holding both own Post at one time"), "{doctor}");
}

#[test]
fn follow_the_money_entities_say_who_owns_and_employs_whom() {
    let home = dyke(None);
    let entities = r#"{"id": "p", "schema": "Company", "properties": {"name": ["Bellport Post"]}}
{"id": "t", "schema": "Company", "properties": {"name": ["Allmark Times"]}}
{"id": "g", "schema": "Company", "properties": {"name": ["Corra Group"]}}
{"id": "o1", "schema": "Ownership", "properties": {"owner": ["g"], "asset": ["p"], "percentage": ["60"], "startDate": ["2997-01-15"]}}
{"id": "o2", "schema": "Ownership", "properties": {"owner": ["g"], "asset": ["t"], "percentage": ["majority"]}}
{"id": "o3", "schema": "Ownership", "properties": {"owner": ["ghost"], "asset": ["t"]}}
{"id": "o4", "schema": "Ownership", "properties": {"owner": ["t"], "asset": ["t"]}}
{"id": "e1", "schema": "Employment", "properties": {"employer": ["g"], "employee": ["p"], "startDate": ["2024"], "endDate": ["2023"]}}
{"id": "x", "schema": "Passport", "properties": {"number": ["7"]}}
not json
"#;
    std::fs::write(home.path().join("entities.jsonl"), entities).unwrap();
    let receipt = lines(&home.ok(&["--json", "ingest", "entities.jsonl"]));
    let codes: Vec<&str> =
        receipt[0]["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["STM112", "STM121", "STM122", "STM123"]);
    assert_eq!(support(&home, &["--as-of", "2997-01-14"]), "corroborated");
    assert_eq!(support(&home, &["--as-of", "2997-01-15"]), "single-channel");
}

#[test]
fn what_its_own_document_corrects_is_corrected_and_what_it_leaves_out_is_superseded() {
    let home = Home::new();
    let write = |text: &str| {
        let text = format!("---\npublisher: Allmark Times\ndate: 2026-03-01\n---\n{text}\n");
        std::fs::write(home.path().join("allmark.md"), text).unwrap();
        home.ok(&["ingest", "allmark.md"]);
    };
    let lifecycle = |words: &str| {
        let all = json(&home, &["claims", "--all"]);
        let found = all.iter().find(|claim| claim["text"].as_str().unwrap().contains(words));
        found.map(|claim| claim["lifecycle"].as_str().unwrap().to_owned())
    };
    write("The flood closed 12 roads in Halm, said Ada Moor. The ferry of Bellport sank, said Ada Moor.");
    assert_eq!(lifecycle("12 roads").as_deref(), Some("live"));
    write("The flood closed 21 roads in Halm, said Ada Moor.");
    assert_eq!(lifecycle("12 roads").as_deref(), Some("corrected"));
    assert_eq!(lifecycle("21 roads").as_deref(), Some("live"));
    assert_eq!(lifecycle("ferry").as_deref(), Some("superseded"));
}
