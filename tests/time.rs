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
    json(&home, &["undo"]);
    assert_eq!(support(&home, &[]), "corroborated");
    // What is taken back is passed over: whoever says it twice means the change before.
    let told = home.run(&["undo"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(json(&home, &["claims"])[0]["reports"], 1, "the second paper was the change before");
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
    let refused = home.run(&["--json", "ingest", "owners.csv"]);
    assert_eq!(refused.status.code(), Some(2), "rows were left out");
    let receipt = lines(&refused.stdout);
    let codes: Vec<&str> =
        receipt[0]["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["STM122", "STM123", "STM125"]);
    let text = "---\npublisher: Corra Courier\ndate: 2026-02-01\n---\nThe dyke at Halm leaks, according to the Allmark Times.\n";
    std::fs::write(home.path().join("early.md"), text).unwrap();
    home.ok(&["ingest", "early.md"]);
    // A second table knows of a third owner of what another one has whole.
    let table = "actor,controller,how,share,from,to\nPost,Sund Estate,wholly owned,100,2024-06,\n";
    std::fs::write(home.path().join("more.csv"), table).unwrap();
    let told = &json(&home, &["ingest", "more.csv"])[0]["problems"];
    assert_eq!((&told[0]["code"], told.as_array().unwrap().len()), (&"STM125".into(), 2), "{told}");
    let doctor = home.run(&["doctor"]);
    assert_eq!(doctor.status.code(), Some(1), "somebody should look at it");
    let doctor = String::from_utf8(doctor.stdout).unwrap();
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
    let refused = home.run(&["--json", "ingest", "entities.jsonl"]);
    assert_eq!(refused.status.code(), Some(2), "rows were left out");
    let receipt = lines(&refused.stdout);
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

#[test]
fn what_a_document_said_before_is_no_opposition_to_what_it_says_now() {
    let home = Home::new();
    let write = |file: &str, paper: &str, day: &str, text: &str| {
        let text = format!("---\npublisher: {paper}\ndate: 2026-03-{day}\n---\n{text}\n");
        ingested(&home, file, &text);
    };
    let of = |words: &str| json(&home, &["explain", words]).remove(0);
    write("allmark.md", "Allmark Times", "01", "The flood closed 12 roads in Halm, said Ada Moor.");
    write("allmark.md", "Allmark Times", "02", "The flood closed 21 roads in Halm, said Ada Moor.");
    let corrected = of("21 roads");
    assert_eq!((&corrected["opposition"], &corrected["flags"]), (&Value::Null, &serde_json::json!([])), "{corrected}");
    assert_eq!(of("12 roads")["lifecycle"], "corrected");
    assert!(json(&home, &["contradictions"]).is_empty());
    let all = json(&home, &["contradictions", "--all"]);
    assert_eq!((all.len(), &all[0]["status"]), (1, &"corrected".into()), "it stays in the history: {all:?}");
    // Whoever else says so opposes it.
    write("bellport.md", "Bellport Post", "03", "The flood closed 12 roads in Halm, said Cem Oner.");
    assert_eq!(of("21 roads")["opposition"]["support"], "single-origin");
    assert_eq!(json(&home, &["contradictions"])[0]["status"], "open");
    // As a denial: one version denies it, the next says so.
    write("corra.md", "Corra Courier", "01", "The ferry of Sund does not leak, said Dag Lund.");
    write("corra.md", "Corra Courier", "02", "The ferry of Sund leaks, said Dag Lund.");
    let ferry = of("ferry of Sund leaks");
    assert_eq!((&ferry["opposition"], &ferry["flags"]), (&Value::Null, &serde_json::json!([])), "{ferry}");
}

#[test]
fn a_paper_that_corrects_an_earlier_report_in_prose_takes_back_what_that_said() {
    let of = |home: &Home, words: &str| json(home, &["explain", words]).remove(0);
    let write = |home: &Home, file: &str, paper: &str, day: &str, text: &str| {
        let front = format!("publisher: {paper}\nurl: https://papers.example/{file}\ndate: 2026-07-{day}");
        ingested(home, file, &format!("---\n{front}\n---\n{text}\n"));
    };
    let correction =
        "In our report of 14 July we said that the flood closed 12 roads in Halm. In fact it closed 21 roads.";
    for order in [["a", "b"], ["b", "a"]] {
        let home = Home::new();
        for file in order {
            match file {
                "a" => write(&home, "a.md", "Allmark Times", "14", "The flood closed 12 roads in Halm, said Ada Moor."),
                _ => write(&home, "b.md", "Allmark Times", "16", correction),
            }
        }
        let found = of(&home, "12 roads");
        assert_eq!((&found["reports"], &found["lifecycle"]), (&0.into(), &"corrected".into()), "{found}");
        // Another paper's own report of that day stands.
        write(&home, "c.md", "Bellport Post", "14", "The flood closed 12 roads in Halm, said Cem Oner.");
        let found = of(&home, "12 roads");
        assert_eq!((&found["reports"], &found["lifecycle"]), (&1.into(), &"live".into()), "{found}");
        // Once the correction is withdrawn the report stands again: what is supposed is what comes.
        let would = json(&home, &["what-if", "--retract", "b.md"]);
        let would = would.iter().find(|impact| impact["text"].as_str().unwrap().contains("12 roads")).unwrap().clone();
        let comes = json(&home, &["retract", "b.md", "--reason", "printed by mistake"]);
        let comes = comes.iter().find(|impact| impact["text"].as_str().unwrap().contains("12 roads")).unwrap();
        assert_eq!(&would["after"], &comes["after"]);
        assert_eq!(of(&home, "12 roads")["reports"], 2);
    }
    // Of which of two reports of the day it speaks nobody knows.
    let home = Home::new();
    write(&home, "a.md", "Allmark Times", "14", "The flood closed 12 roads in Halm, said Ada Moor.");
    write(&home, "d.md", "Allmark Times", "14", "The flood closed 12 roads in Halm, said Dag Lund.");
    write(&home, "b.md", "Allmark Times", "16", correction);
    assert_eq!(of(&home, "12 roads")["reports"], 2);
}

#[test]
fn words_of_an_earlier_version_stand_where_their_record_says() {
    let home = Home::new();
    let write = |day: &str, text: &str| {
        let text = format!("---\npublisher: Allmark Times\ndate: 2026-03-{day}\n---\n{text}\n");
        ingested(&home, "allmark.md", &text);
    };
    write("01", "The flood closed 12 roads in Halm, said Ada Moor. The ferry of Bellport sank, said Ada Moor.");
    write(
        "02",
        "It rained for days. The flood closed 21 roads in Halm, said Ada Moor. The ferry of Bellport sank, said Ada Moor.",
    );
    let mut earlier = 0;
    for assertion in json(&home, &["claims", "--all"]).iter().flat_map(|claim| claim["assertions"].as_array().unwrap())
    {
        let document = assertion["document"].as_str().unwrap();
        let text: Vec<char> = String::from_utf8(home.ok(&["text", document])).unwrap().chars().collect();
        let at = |key: &str| usize::try_from(assertion[key].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(words, assertion["quote"].as_str().unwrap(), "{assertion}");
        if let Some(version) = assertion["version"].as_str() {
            earlier += 1;
            // What stands there still is anchored in the file as it is; what does not, in the version itself.
            let expected =
                if words.contains("12 roads") { format!("allmark.md@{version}") } else { "allmark.md".into() };
            assert_eq!(document, expected);
        }
    }
    assert_eq!(earlier, 2);
    assert_eq!(home.run(&["text", "allmark.md@00000000-0000-5000-8000-000000000000"]).status.code(), Some(2));
}

#[test]
fn what_lay_elsewhere_before_is_withdrawn_by_that_path_too() {
    let home = Home::new();
    for (file, day, words) in [("draft.md", "01", "12"), ("final.md", "02", "21")] {
        let front = format!("publisher: Allmark Times\nurl: https://allmark.example/flood\ndate: 2026-03-{day}");
        ingested(&home, file, &format!("---\n{front}\n---\nThe flood closed {words} roads in Halm, said Ada Moor.\n"));
    }
    json(&home, &["retract", "draft.md", "--reason", "withdrawn by its paper"]);
    let claim = json(&home, &["explain", "21 roads"]).remove(0);
    assert_eq!((&claim["reports"], &claim["lifecycle"]), (&0.into(), &"retracted".into()), "{claim}");
}

/// Writes a document and reads it.
fn ingested(home: &Home, file: &str, text: &str) {
    std::fs::write(home.path().join(file), text).unwrap();
    home.ok(&["ingest", file]);
}

#[test]
fn a_version_holds_until_the_day_of_the_next() {
    let home = Home::new();
    let text = |day: &str, more: &str| {
        format!(
            "---\npublisher: Allmark Times\ndate: 2026-05-{day}\n---\nThe tunnel at Tarn is 18 kilometres long, said Uwe Stahl.\n{more}"
        )
    };
    ingested(&home, "a.md", &text("01", ""));
    let before = json(&home, &["claims", "--as-of", "2026-05-05"]);
    assert_eq!(before[0]["support"], "single-origin");
    ingested(&home, "a.md", &text("12", "\nThe bridge is open.\n"));
    assert_eq!(json(&home, &["claims", "--as-of", "2026-05-05"]), before, "what was there on that day still was");
    ingested(&home, "a.md", &text("20", "\nThe bridge is shut.\n"));
    assert_eq!(json(&home, &["claims", "--as-of", "2026-05-05"]), before);
    let then = json(&home, &["explain", "tunnel", "--as-of", "2026-05-15"]);
    assert_eq!((&then[0]["support"], &then[0]["reports"]), (&"single-origin".into(), &1.into()), "one report, not two");
    let told: Vec<String> = json(&home, &["why-changed", "tunnel", "--by", "published"])
        .iter()
        .map(|event| format!("{} {}", event["at"].as_str().unwrap(), event["after"]["support"].as_str().unwrap()))
        .collect();
    assert_eq!(told, ["2026-05-01 single-origin"], "nothing else happened to it");
}

#[test]
fn what_was_the_same_passage_on_a_day_is_one_voice_on_it_though_a_later_version_has_it_no_more() {
    let home = Home::new();
    let passage = "The pier at Halm was built by two brothers in a hard winter, and when the last plank was laid the whole \
        town came down to the shore to see it, as the chronicle of the parish tells at some length.";
    let text = |paper: &str, day: &str, witness: &str, passage: &str| {
        format!(
            "---\npublisher: {paper}\ndate: 2026-05-{day}\n---\n{passage} The pier is 80 metres long, said {witness}. {passage}\n"
        )
    };
    ingested(&home, "a.md", &text("Allmark Times", "01", "Ada Moor", passage));
    ingested(&home, "b.md", &text("Bellport Post", "02", "Cem Oner", passage));
    let nu = |home: &Home| json(home, &["explain", "80 metres", "--as-of", "2026-05-05"])[0]["nu"].clone();
    let before = nu(&home);
    assert_eq!(before[0], 1, "one may have copied the other");
    ingested(&home, "b.md", &text("Bellport Post", "12", "Cem Oner", ""));
    assert_eq!(nu(&home), before);
}

#[test]
fn an_id_of_today_leads_to_the_claim_of_another_day() {
    let home = Home::new();
    for (file, paper, day, witness) in
        [("a.md", "Allmark Times", "2024-02-01", "Mara Quill"), ("b.md", "Bellport Post", "2024-03-01", "Tom Brack")]
    {
        ingested(
            &home,
            file,
            &format!("---\npublisher: {paper}\ndate: {day}\n---\nThe Lisk dam has 14 turbines, said {witness}.\n"),
        );
    }
    let today = json(&home, &["claims"])[0]["id"].as_str().unwrap().to_owned();
    let ids: Vec<String> = ["2024-02-15", "2024-03-15"]
        .iter()
        .map(|day| {
            let then = json(&home, &["explain", &today, "--as-of", day]).remove(0);
            assert!(then["text"].as_str().unwrap().contains("14 turbines"), "{then}");
            let id = then["id"].as_str().unwrap();
            for id in [id, &id[..8]] {
                assert_eq!(json(&home, &["explain", id])[0]["id"], today.as_str(), "{id}");
            }
            then["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids[1], today);
    let early = home.run(&["explain", &today, "--as-of", "2023"]);
    let error = String::from_utf8_lossy(&early.stderr).into_owned();
    assert!(early.status.code() == Some(2) && error.contains("nothing that says so was there yet"), "{error}");
    assert_eq!(home.run(&["explain", "ffffffff", "--as-of", "2024-02-15"]).status.code(), Some(2));
}

#[test]
fn each_event_of_a_history_is_how_the_claim_stood_on_that_day() {
    let home = Home::new();
    let papers = ["Allmark Times", "Bellport Post", "Corra Courier", "Dorn Daily", "Elm Echo", "Fenn Gazette"];
    let said = [
        "The Lisk dam has 14 turbines, said Mara Quill.",
        "The Lisk dam has 14 turbines, said Tom Brack.",
        "Uwe Stahl denied that the Lisk dam has 14 turbines.",
        "The Lisk dam has 14 turbines, the Allmark Times reported.",
        "Pell Labs bought a microscope, said Nina Roth.",
        "The Lisk dam has 14 turbines, said Olga Penn.",
    ];
    let files: Vec<String> = (1..=6).map(|number| format!("{number}.md")).collect();
    for (number, (file, (paper, text))) in files.iter().zip(papers.iter().zip(said)).enumerate() {
        let text = format!("---\npublisher: {paper}\ndate: 2024-0{}-10\n---\n{text}\n", number + 1);
        std::fs::write(home.path().join(file), text).unwrap();
    }
    for file in &files {
        home.ok(&["ingest", file]);
    }
    home.ok(&["control", "Bellport Post", "Corra Group", "--from", "2024-04-01"]);
    home.ok(&["control", "Allmark Times", "Corra Group", "--from", "2024-04-01"]);
    home.ok(&["retract", "6.md", "--reason", "withdrawn", "--on", "2024-07-01"]);
    let published = json(&home, &["why-changed", "Lisk dam has 14", "--by", "published"]);
    assert!(published.len() >= 5, "{published:?}");
    for event in &published {
        let then = json(&home, &["explain", "Lisk dam has 14", "--as-of", event["at"].as_str().unwrap()]);
        let after = &event["after"];
        let told = (&then[0]["headline"], &then[0]["support"], &then[0]["nu"], &then[0]["reports"]);
        assert_eq!((&after["headline"], &after["support"], &after["nu"], &after["reports"]), told, "{event}");
    }
    let recorded = json(&home, &["why-changed", "Lisk dam has 14"]);
    let now = json(&home, &["explain", "Lisk dam has 14"]);
    assert_eq!(recorded.last().unwrap()["after"]["headline"], now[0]["headline"]);
    assert_eq!(recorded.last().unwrap()["after"]["nu"], now[0]["nu"]);
    let steps: Vec<u64> = recorded.iter().map(|event| event["sequence"].as_u64().unwrap()).collect();
    assert!(steps.len() >= 5 && steps.is_sorted(), "{recorded:?}");
}

#[test]
fn of_several_withdrawals_the_good_ones_are_done() {
    let home = dyke(Some("2026-03-01"));
    let run = home.run(&["retract", "allmark.md", "nope.md", "--reason", "withdrawn by its paper"]);
    let error = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.code() == Some(2) && error.contains("nope.md"), "{error}");
    assert_eq!(support(&home, &[]), "single-origin");
    let again = home.run(&["retract", "allmark.md", "nope.md", "--reason", "once more"]);
    let error = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(
        again.status.code() == Some(2) && error.contains("withdrawn already") && error.contains("nope.md"),
        "{error}"
    );
}

#[test]
fn what_one_source_more_would_do_is_what_supposing_it_does() {
    let home = Home::new();
    let text = |paper: &str, day: &str, said: &str| format!("---\npublisher: {paper}\ndate: {day}\n---\n{said}\n");
    ingested(
        &home,
        "a.md",
        &text("Allmark Times", "2024-02-10", "Veyra hired 300 engineers in March, said Mara Quill."),
    );
    ingested(&home, "b.md", &text("Bellport Post", "2025-05-10", "Veyra hired 300 engineers in March."));
    let claims = json(&home, &["claims", "--all"]);
    let unattributed = claims.iter().find(|claim| claim["support"] == "unattributed").unwrap();
    let explanation = unattributed["explanation"].as_str().unwrap();
    assert!(explanation.contains("it would then be single-origin"), "{explanation}");
    let id = unattributed["id"].as_str().unwrap();
    let impacts = json(&home, &["what-if", "--add", id, "--source", "Zed Null"]);
    let mine = impacts.iter().find(|impact| impact["claim"] == id).unwrap();
    assert_eq!(mine["after"]["support"], "single-origin", "{impacts:?}");
}

#[test]
fn whoever_supplied_what_was_measured_gains_whatever_the_title_is() {
    let claimed = "---\npublisher: Bellport Post\ndate: 2026-05-02\n---\nThe die of the 940C chip measures 612 square millimetres, Veyra said.\n";
    let measured = "The die of the 940C chip measures 612 square millimetres.";
    let flags = |front: &str, more: &str| {
        let home = Home::new();
        let text = format!(
            "---\npublisher: Allmark Lab\ndate: 2026-05-01\ngenre: measurement\n{front}---\n{measured}{more}\n"
        );
        ingested(&home, "a.md", &text);
        ingested(&home, "b.md", claimed);
        let claim = json(&home, &["explain", "612 square millimetres"]).remove(0);
        let has = |flag: &str| claim["flags"].as_array().unwrap().contains(&flag.into());
        (claim["nu"][0].as_u64().unwrap(), has("supplied-by-party"), has("one-check"))
    };
    assert_eq!(flags("", ""), (2, false, false), "nobody says who supplied it");
    assert_eq!(flags("title: Mill\nsupplied-by: Veyra\n", ""), (1, true, true));
    for more in [
        " The chip was supplied by Veyra.",
        " The sample was supplied by Veyra.",
        " Veyra paid for the tests.",
        " Veyra supplied the sample.",
        " The measurements were commissioned and paid for by Veyra.",
    ] {
        assert_eq!(flags("title: Mill\n", more), (1, true, true), "{more}");
    }
    assert_eq!(flags("", " The sample was bought in a shop by the laboratory."), (2, false, false));
}
