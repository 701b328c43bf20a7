//! Tensions: who is on which side, in which words, how positions changed; in JSON, in the graph and in a dossier.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::Service;
use records::lines;
use serde_json::{Value, json};
use support::Home;

const DOSSIER: &str = "---
publisher: Long View Desk
date: 2026-06-02
---
The dyke at Halm
What
The dyke at Halm leaks at its foot [1].
Open questions
Who pays?
Timeline
- 2026-03-01: The dyke leaks [1]
Perspectives
Halm Works
Holds that the dyke needs new pumps only
Evolution: shifted from silence after the flood
Town of Orrin
Wants the dyke to be built anew
Evolution: consistent
Tensions
- Halm Works' plan for new pumps vs. the town of Orrin's call for a new dyke [1][2]
- A leak that Halm Works hides [1] vs. a rumour of Ada Moor's
- Ada Moor's warning vs. Halm fears
- Only one side here [2]
Sources
- [1] Dyke leaks — Harbour Gazette (2026-05-03)
- [2] Dyke debated — Bellport Post (2026-05-04)
";

const ARTICLES: [(&str, &str); 3] = [
    ("2026-01-10", "Halm Works denied that the dyke at Halm leaks at its foot. It rained, said a lawyer."),
    (
        "2026-02-10",
        "The dyke at Halm leaks at its foot, said Ada Moor. Industry sources denied that the dyke at Halm leaks at its foot.",
    ),
    ("2026-03-10", "Ada Moor denied that the pumps at Halm are old. The pumps at Halm are old, said Cem Oner."),
];

fn home() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("dossier.md"), DOSSIER).unwrap();
    for (number, (date, text)) in ARTICLES.iter().enumerate() {
        let text = format!("---\npublisher: Paper {number}\ndate: {date}\ntopics: dykes\n---\n{text}\n");
        std::fs::write(home.path().join(format!("{number}.md")), text).unwrap();
    }
    home.ok(&["ingest", "dossier.md", "0.md", "1.md", "2.md"]);
    home
}

/// Each tension as its sides: the words and who takes them.
fn sides(found: &[Value]) -> Vec<Vec<(String, Vec<String>)>> {
    let side = |side: &Value| {
        let actors = side["actors"].as_array().unwrap().iter().map(|a| a["actor"].as_str().unwrap().to_owned());
        (side["text"].as_str().unwrap().to_owned(), actors.collect())
    };
    found.iter().map(|tension| tension["sides"].as_array().unwrap().iter().map(side).collect()).collect()
}

fn owned(all: &[&[(&str, &[&str])]]) -> Vec<Vec<(String, Vec<String>)>> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    all.iter().map(|sides| sides.iter().map(|(text, all)| ((*text).to_owned(), names(all))).collect()).collect()
}

#[test]
fn dossiers_and_stances_show_who_is_on_which_side() {
    let home = home();
    let found = lines(&home.ok(&["tensions", "--json"]));
    let expected = owned(&[
        &[
            ("Halm Works' plan for new pumps", &["Halm Works"]),
            ("the town of Orrin's call for a new dyke", &["Town of Orrin"]),
        ],
        &[("A leak that Halm Works hides", &[]), ("a rumour of Ada Moor's", &[])],
        &[("Ada Moor's warning", &["Ada Moor"]), ("Halm fears", &[])],
        &[("affirms", &["Ada Moor"]), ("denies", &["Halm Works"])],
        &[("affirms", &["Cem Oner"]), ("denies", &["Ada Moor"])],
    ]);
    assert_eq!(sides(&found), expected, "unnamed sources take no side, nor whoever is only spoken of");
    let works = &found[0]["sides"][0]["actors"][0];
    assert_eq!(works["evolution"], "shifted from silence after the flood (2026-06-02)");
    let said: Vec<&Value> = works["positions"].as_array().unwrap().iter().map(|position| &position["said"]).collect();
    assert_eq!(said, [&json!("words"), &json!("evolution")]);
    for quote in found.iter().flat_map(quotes) {
        let text = std::fs::read_to_string(home.path().join(quote["document"].as_str().unwrap())).unwrap();
        let place = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
        let words: String = text.chars().skip(place("start")).take(place("end") - place("start")).collect();
        assert_eq!(words, quote["quote"].as_str().unwrap());
    }
}

fn quotes(tension: &Value) -> Vec<Value> {
    let sides = tension["sides"].as_array().unwrap();
    let positions = sides.iter().flat_map(|side| side["actors"].as_array().unwrap());
    let positions = positions.flat_map(|actor| actor["positions"].as_array().unwrap());
    let all = positions.map(|position| position["quote"].clone()).chain(sides.iter().map(|side| side["quote"].clone()));
    all.filter(|quote| !quote.is_null()).collect()
}

#[test]
fn who_says_that_it_should_not_be_is_against_who_says_that_it_should() {
    let home = Home::new();
    for (file, text) in [
        ("a.md", "The ban on scooters in Halm should be lifted, said Ada Moor."),
        ("b.md", "The ban on scooters in Halm should not be lifted, said Cem Oner."),
        ("c.md", "The ban on scooters in Orrin should not be lifted, said Dag Lund."),
    ] {
        let text = format!("---\npublisher: Paper of {file}\ndate: 2026-03-01\n---\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md", "c.md"]);
    let found = lines(&home.ok(&["tensions", "--json"]));
    let expected: &[(&str, &[&str])] = &[("affirms", &["Ada Moor"]), ("denies", &["Cem Oner"])];
    assert_eq!(sides(&found), owned(&[expected]));
}

#[test]
fn who_is_said_to_oppose_a_thing_is_against_who_is_said_to_support_it() {
    let home = Home::new();
    for (file, text) in [
        ("a.md", "Halm Works backs the new dyke at Vik. Kelso Shipping rejects the new port."),
        ("b.md", "The town of Orrin opposes the new dyke at Vik because it costs too much."),
        ("c.md", "Residents oppose the new dyke at Vik. Lidmar opposes the new dyke at Moss."),
        ("d.md", "Mayor Ute Brandt is against the new dyke at Vik."),
    ] {
        let text = format!("---\npublisher: Paper of {file}\ndate: 2026-03-01\ntopics: dykes\n---\n{text}\n");
        std::fs::write(home.path().join(file), text).unwrap();
    }
    home.ok(&["ingest", "a.md", "b.md", "c.md", "d.md"]);
    let found = lines(&home.ok(&["tensions", "--json", "--topic", "dykes"]));
    let expected: &[(&str, &[&str])] =
        &[("supports", &["Halm Works"]), ("opposes", &["Mayor Ute Brandt", "town of Orrin"])];
    assert_eq!(sides(&found), owned(&[expected]));
    assert_eq!(found[0]["ground"], "position");
    let dossier = String::from_utf8(home.ok(&["dossier", "dykes"])).unwrap();
    assert!(dossier.contains("supported by Halm Works vs. opposed by Mayor Ute Brandt, town of Orrin"), "{dossier}");
    // Whoever changed sides is on the one taken last.
    let text = "---\npublisher: Paper 5\ndate: 2026-05-01\n---\nHalm Works opposes the new dyke at Vik. Lidmar supports the new dyke at Vik.\n";
    std::fs::write(home.path().join("e.md"), text).unwrap();
    home.ok(&["ingest", "e.md"]);
    let found = lines(&home.ok(&["tensions", "--json", "--topic", "dykes"]));
    assert_eq!(sides(&found)[0][0].1, ["Lidmar"]);
    let works = &found[0]["sides"][1]["actors"][0];
    assert_eq!(works["evolution"], "supports (2026-03-01), then opposes (2026-05-01)");
}

#[test]
fn an_actor_who_changed_is_on_the_side_taken_last_and_the_change_is_told() {
    let home = home();
    let text = "---\npublisher: Paper 9\ndate: 2026-04-10\ntopics: dykes\n---\nHalm Works admitted that the dyke at Halm leaks at its foot. The dyke at Halm leaks at its foot, said Dag Lund. Eva Holt denied that the dyke at Halm leaks at its foot.\n";
    std::fs::write(home.path().join("9.md"), text).unwrap();
    home.ok(&["ingest", "9.md"]);
    let found = lines(&home.ok(&["tensions", "--json", "--topic", "dykes"]));
    let expected: &[(&str, &[&str])] =
        &[("affirms", &["Ada Moor", "Dag Lund", "Halm Works"]), ("denies", &["Eva Holt"])];
    let leak = found.iter().find(|tension| tension["claim_text"].as_str().unwrap().contains("leaks")).unwrap();
    assert_eq!(sides(std::slice::from_ref(leak)), owned(&[expected]));
    assert_eq!(leak["sides"][0]["actors"][2]["evolution"], "denies (2026-01-10), then affirms (2026-04-10)");
    // On an earlier day it had not changed.
    let then = lines(&home.ok(&["tensions", "--json", "--topic", "dykes", "--as-of", "2026-03-31"]));
    assert_eq!(sides(&then)[0][1], ("denies".to_owned(), vec!["Halm Works".to_owned()]));
    let dossier = String::from_utf8(home.ok(&["dossier", "dykes"])).unwrap();
    assert!(dossier.contains("- Halm Works changed: denies (2026-01-10), then affirms (2026-04-10)"), "{dossier}");
    assert!(
        dossier.contains("foot.”, affirmed by Ada Moor, Dag Lund, Halm Works vs. denied by Eva Holt ["),
        "{dossier}"
    );
    std::fs::write(home.path().join("written.md"), &dossier).unwrap();
    let checked = home.run(&["dossier", "check", "written.md"]);
    assert_eq!(String::from_utf8_lossy(&checked.stdout), "written.md: nothing to correct\n", "{dossier}");
}

#[test]
fn tensions_are_in_the_graph_and_in_the_dossier_of_their_topic() {
    let home = home();
    let asked = home.ok(&[
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?who ?text { ?tension a stm:Tension ; dcterms:subject/skos:prefLabel 'The dyke at Halm' ; stm:tensionSide ?side . ?side schema:text ?text ; stm:onSide/skos:prefLabel ?who } ORDER BY ?who ?text",
    ]);
    let rows = String::from_utf8(asked).unwrap();
    assert!(rows.contains("Halm Works,Halm Works' plan for new pumps"), "{rows}");
    let dossier = String::from_utf8(home.ok(&["dossier", "the dyke at halm"])).unwrap();
    let line = "- “Halm Works' plan for new pumps” (Halm Works) vs. “the town of Orrin's call for a new dyke” (Town of Orrin) [";
    assert!(dossier.contains(line), "{dossier}");
    assert!(dossier.contains("\nHalm Works\n“the dyke needs new pumps only” ["), "{dossier}");
}

#[test]
fn what_is_withdrawn_takes_no_side() {
    let home = home();
    home.ok(&["retract", "0.md", "--reason", "withdrawn by its paper"]);
    let found = lines(&home.ok(&["tensions", "--json"]));
    assert!(!found.iter().any(|tension| tension["claim_text"].as_str().is_some_and(|text| text.contains("leaks"))));
    let refused = home.run(&["tensions", "--topic", "nothing"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn over_http_the_same_tensions_are_told() {
    let home = home();
    let service = Service::running(home.command(&["serve", "--bind", "127.0.0.1:0"]));
    let told = |target: &str| lines(service.send("GET", target, &[], b"").text().as_bytes());
    let all = told("/api/v1/tensions");
    assert!(!all.is_empty());
    assert_eq!(all, lines(&home.ok(&["tensions", "--json"])));
    assert_eq!(told("/api/v1/tensions?topic=dykes"), lines(&home.ok(&["tensions", "--json", "--topic", "dykes"])));
    service.send("GET", "/api/v1/tensions?topic=nothing", &[], b"").problem(404);
}
