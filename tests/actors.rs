//! Which names mean one actor: judged by people, taken back, and what that does to the numbers.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/records.rs"]
mod records;
mod support;

use records::lines;
use support::Home;

fn write(home: &Home, file: &str, paper: &str, text: &str) {
    let text = format!("---\npublisher: {paper}\ndate: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
    home.ok(&["ingest", file]);
}

/// Two papers, each with a witness of its own, called so.
fn home(one: &str, other: &str) -> Home {
    let home = Home::new();
    write(&home, "a.md", "Allmark Times", &format!("The dyke at Halm leaks at its foot, said {one}."));
    write(&home, "b.md", "Bellport Post", &format!("The dyke at Halm leaks at its foot, said {other}."));
    home
}

/// The support of the claim and its ν.
fn standing(home: &Home) -> (String, u64, u64) {
    let all = lines(&home.ok(&["claims", "--json"]));
    let claim = all.iter().find(|claim| claim["text"].as_str().unwrap().contains("leaks")).unwrap();
    let nu = |place: usize| claim["nu"][place].as_u64().unwrap();
    (claim["support"].as_str().unwrap().to_owned(), nu(0), nu(1))
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn two_names_that_a_person_judges_to_be_one_actor_are_one_voice_until_that_is_taken_back() {
    let home = home("Ada Moor", "Cem Oner");
    let before = home.ok(&["export", "--format", "nquads"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    let impact = lines(&home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name", "--json"]));
    assert_eq!(impact[0]["after"]["nu"], serde_json::json!([1, 1]));
    assert_eq!(standing(&home), ("single-origin".to_owned(), 1, 1));
    // What is read later counts with them.
    write(&home, "c.md", "Corra Courier", "The dyke at Halm leaks at its foot, said Cem Oner.");
    assert_eq!(standing(&home).1, 1);
    home.ok(&["undo", "4"]);
    home.ok(&["undo", "3"]);
    assert_eq!(home.ok(&["export", "--format", "nquads"]), before);
}

#[test]
fn names_that_may_be_one_lower_the_number_until_a_person_says_that_they_are_two() {
    let home = home("Ada Moor", "Moor");
    let (_, low, high) = standing(&home);
    assert_eq!((low, high), (1, 2), "unsure names lower what is published");
    home.ok(&["not-same-actor", "Ada Moor", "Moor", "--reason", "an engineer and a minister"]);
    assert_eq!(standing(&home), ("corroborated".to_owned(), 2, 2));
    // A later judgement of the same person takes the place of the earlier one.
    home.ok(&["same-actor", "moor", "Ada Moor", "--reason", "the same after all"]);
    assert_eq!(standing(&home).2, 1);
    home.ok(&["undo"]);
    assert_eq!(standing(&home).1, 2);
    home.ok(&["undo", "3"]);
    assert_eq!(standing(&home).1, 1);
}

#[test]
fn an_interest_of_one_name_is_an_interest_of_the_other() {
    let home = home("Ada Moor", "Cem Oner");
    home.ok(&["interest", "Ada Moor", "--claim", "dyke", "--why", "sells pumps"]);
    assert_eq!(standing(&home).1, 1);
    home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name"]);
    assert_eq!(standing(&home).0, "self-asserted");
}

#[test]
fn a_judgement_is_in_the_graph_with_who_and_why() {
    let home = home("Ada Moor", "Cem Oner");
    home.ok(&["same-actor", "Ada Moor", "Cem Oner", "--reason", "a pen name"]);
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?a ?b ?by ?why { ?judgement stm:judges ?one, ?other ; stm:decision <https://w3id.org/stemma/ns/1/decision/same> ; stm:decidedBy ?by ; stm:reason ?why . ?one skos:prefLabel ?a . ?other skos:prefLabel ?b FILTER(STR(?a) < STR(?b)) }",
    ]);
    assert_eq!(String::from_utf8(asked).unwrap().trim(), "a,b,by,why\r\nAda Moor,Cem Oner,local,a pen name");
}

#[test]
fn bad_input_is_refused() {
    let home = home("Ada Moor", "Cem Oner");
    refused(&home, &["same-actor", "Ada Moor", "the ada moor", "--reason", "x"], "are one name here");
    refused(&home, &["same-actor", "Ada Moor", "Nobody Known", "--reason", "x"], "nobody called `Nobody Known`");
    refused(&home, &["not-same-actor", "Ada Moor", "Cem Oner", "--reason", " "], "needs a reason");
}
