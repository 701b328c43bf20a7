//! Who speaks where an office is named, at a date: what texts state of offices lowers numbers and raises none.

#![expect(clippy::unwrap_used, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use records::lines;
use serde_json::Value;
use support::Home;

/// A home with these documents, each with `by`, `date` and `text`.
fn home(documents: &[Value]) -> Home {
    let home = Home::new();
    let mut files = vec!["ingest".to_owned()];
    for (number, document) in documents.iter().enumerate() {
        let date = document["date"].as_str().map(|date| format!("date: {date}\n")).unwrap_or_default();
        let (by, text) = (document["by"].as_str().unwrap(), document["text"].as_str().unwrap());
        let file = format!("{number}.md");
        std::fs::write(home.path().join(&file), format!("---\npublisher: {by}\n{date}---\n{text}\n")).unwrap();
        files.push(file);
    }
    home.ok(&files.iter().map(String::as_str).collect::<Vec<_>>());
    home
}

/// What is not read yet: a holder who is called by another form of the name than the speaker.
const NOT_READ: [&str; 2] = ["initial", "surname-only"];

/// The claim about the dyke.
fn claim(home: &Home) -> Value {
    let all = lines(&home.ok(&["claims", "--json", "--all"]));
    all.into_iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap()
}

#[test]
fn roles_at_a_date_do_to_findings_what_was_marked_before() {
    let cases = include_str!("../fixtures/roles/cases.jsonl");
    let fresh = include_str!("../fixtures/roles/fresh.jsonl");
    let mut wrong = Vec::new();
    for case in cases.lines().chain(fresh.lines()).map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        if NOT_READ.iter().any(|id| case["id"] == *id) {
            continue;
        }
        let found = claim(&home(case["documents"].as_array().unwrap()));
        if found["nu"] != case["nu"] {
            wrong.push(format!("{}: {} for {} ({})", case["id"], found["nu"], case["nu"], case["why"]));
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Two papers credit the mayor by office and by name, and a third states who held the office on another day.
fn kelso() -> Home {
    let document = |by: &str, date: &str, text: &str| serde_json::json!({ "by": by, "date": date, "text": text });
    home(&[
        document("Allmark Times", "2023-03-20", "The dyke at Halm leaks at its foot, said the mayor of Kelso."),
        document("Bellport Post", "2023-03-21", "The dyke at Halm leaks at its foot, said Ruth Ames."),
        document("Corra Courier", "2023-01-10", "Kelso mayor Ruth Ames opened a bridge."),
    ])
}

#[test]
fn an_office_is_in_the_graph_with_its_words_and_days_and_outlives_a_rebuild() {
    let home = kelso();
    let query = "SELECT ?name ?role ?of ?on ?words ?tier { ?version stm:statesRole ?stated . ?stated stm:holderName ?name ; stm:roleName ?role ; stm:roleOf ?body ; stm:heldOn ?on ; stm:tier/skos:notation ?tier ; stm:quote/oa:hasSelector/oa:exact ?words . ?body skos:prefLabel ?of }";
    let told = String::from_utf8(home.ok(&["query", "--format", "csv", "-e", query])).unwrap();
    assert_eq!(
        told.lines().nth(1).unwrap().trim(),
        "Ruth Ames,mayor,Kelso,2023-01-10,Kelso mayor Ruth Ames,A",
        "{told}"
    );
    let before = home.ok(&["export", "--format", "nquads"]);
    home.ok(&["doctor", "--check"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn who_may_hold_an_office_is_told_and_waits_for_a_person_whose_answer_holds() {
    let home = kelso();
    let found = claim(&home);
    assert_eq!(found["nu"], serde_json::json!([1, 2]));
    let told = found["explanation"].as_str().unwrap();
    assert!(
        told.contains(
            "Ruth Ames and Kelso may be one voice: a text ties them to each other, not surely on that day (“Kelso mayor Ruth Ames”, Corra Courier)."
        ),
        "{told}"
    );
    let waiting = lines(&home.ok(&["review", "--json", "--kind", "actor"]));
    let reason = waiting[0]["reason"].as_str().unwrap();
    assert!(waiting.len() == 1 && reason.contains("a text states who holds the office"), "{waiting:?}");
    home.ok(&["same-actor", "Ruth Ames", "mayor of Kelso", "--reason", "she was in office that month"]);
    assert_eq!(claim(&home)["nu"], serde_json::json!([1, 1]));
    assert!(lines(&home.ok(&["review", "--json", "--kind", "actor"])).is_empty());
}

#[test]
fn whoever_holds_an_office_gains_by_what_is_said_of_whom_they_hold_it_for_and_not_for_ever() {
    let world = |office: &str| {
        let document = |by: &str, date: &str, text: &str| serde_json::json!({ "by": by, "date": date, "text": text });
        home(&[
            document("Allmark Times", "2023-03-20", "The dyke of Veyra leaks at its foot, said Ada Moor."),
            document("Bellport Post", "2023-03-21", "The dyke of Veyra leaks at its foot, said Erik Lund."),
            document("Corra Courier", "2023-01-10", office),
        ])
    };
    assert_eq!(claim(&world("It rained in Halm."))["nu"], serde_json::json!([2, 2]));
    assert_eq!(claim(&world("Veyra chairman Erik Lund opened a plant."))["nu"], serde_json::json!([1, 1]));
    assert_eq!(claim(&world("Former Veyra chairman Erik Lund opened a plant."))["nu"], serde_json::json!([2, 2]));
}
