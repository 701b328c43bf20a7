//! Contradictions that people settle: what stands then, what opens one again, and that it is taken back exactly.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use http::Service;
use records::lines;
use serde_json::Value;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

fn write(home: &Home, file: &str, text: &str) {
    let text = format!("---\npublisher: Paper {file}\ndate: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(file), text).unwrap();
    home.ok(&["ingest", file]);
}

fn home() -> Home {
    let home = Home::new();
    write(&home, "a.md", "The dyke at Halm is 12 metres high, said Ada Moor.");
    write(&home, "b.md", "The dyke at Halm is 30 metres high, said Cem Oner.");
    home
}

fn only(home: &Home) -> Value {
    let all = lines(&home.ok(&["contradictions", "--json"]));
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

fn headlines(home: &Home) -> Vec<String> {
    let claims = lines(&home.ok(&["claims", "--json"]));
    let mut all: Vec<String> = claims.iter().map(|claim| claim["headline"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

fn refused(home: &Home, arguments: &[&str], words: &str) {
    let output = home.run(arguments);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && error.contains(words), "{arguments:?}: {error}");
}

#[test]
fn what_is_settled_opposes_nothing_until_somebody_new_takes_a_side() {
    let home = home();
    let before = home.ok(&["export", "--format", "nquads"]);
    assert_eq!((only(&home)["status"].as_str(), headlines(&home)), (Some("open"), vec!["contested".to_owned(); 2]));
    let id = only(&home)["id"].as_str().unwrap()[..8].to_owned();
    home.ok(&["resolve", &id, "--as", "definition", "--reason", "one counts from the sea bed"]);
    let settled = only(&home);
    assert_eq!((&settled["status"], &settled["resolution"]["as"]), (&"resolved".into(), &"definition".into()));
    assert_eq!(settled["resolution"]["reason"], "one counts from the sea bed");
    assert_eq!(headlines(&home), vec!["single-origin".to_owned(); 2]);
    refused(
        &home,
        &["resolve", &id, "--reason", "again"],
        "local has settled it already (one counts from the sea bed)",
    );
    // The same words again are nothing new, in a new version neither.
    write(&home, "a.md", "The dyke at Halm is 12 metres high, said Ada Moor.\n\nIt rained.");
    assert_eq!(only(&home)["status"], "resolved");
    home.ok(&["undo"]);
    home.ok(&["undo", "3"]);
    assert!(home.ok(&["export", "--format", "nquads"]) == before, "the export is as before");
    home.ok(&["resolve", &id, "--reason", "one counts from the sea bed"]);
    write(&home, "c.md", "The dyke at Halm is 30 metres high, said Dag Lund.");
    assert_eq!((only(&home)["status"].as_str(), headlines(&home)), (Some("reopened"), vec!["contested".to_owned(); 2]));
    let id = only(&home)["id"].as_str().unwrap().to_owned();
    home.ok(&["resolve", &id, "--reason", "he too counts from there"]);
    let again = only(&home);
    assert_eq!(
        (&again["status"], &again["resolution"]["reason"]),
        (&"resolved".into(), &"he too counts from there".into())
    );
    home.ok(&["undo"]);
    assert_eq!(only(&home)["resolution"]["reason"], "one counts from the sea bed");
}

#[test]
fn a_denial_is_settled_too() {
    let home = Home::new();
    write(&home, "a.md", "The dyke at Halm leaks, said Ada Moor.");
    write(&home, "b.md", "Cem Oner denied that the dyke at Halm leaks.");
    assert_eq!((only(&home)["kind"].as_str(), headlines(&home)), (Some("denial"), vec!["contested".to_owned()]));
    home.ok(&["resolve", only(&home)["id"].as_str().unwrap(), "--reason", "he meant the other dyke"]);
    assert_eq!(
        (only(&home)["status"].as_str(), headlines(&home)),
        (Some("resolved"), vec!["single-origin".to_owned()])
    );
    write(&home, "c.md", "Dag Lund denied that the dyke at Halm leaks.");
    assert_eq!((only(&home)["status"].as_str(), headlines(&home)), (Some("reopened"), vec!["contested".to_owned()]));
}

#[test]
fn what_cannot_be_settled_is_refused_with_the_reason() {
    let home = home();
    let id = only(&home)["id"].as_str().unwrap().to_owned();
    refused(&home, &["resolve", &id, "--reason", " "], "needs a reason");
    refused(&home, &["resolve", &id, "--as", "quantity", "--reason", "x"], "possible values");
    refused(&home, &["resolve", "00000000", "--reason", "x"], "no contradiction");
    write(&home, "c.md", "The dyke at Halm is about 12 metres high, said Eva Holm.");
    write(&home, "d.md", "The dyke at Halm was 9 metres high in 1950, said Finn Berg.");
    let all = lines(&home.ok(&["contradictions", "--all", "--json"]));
    let compatible = all.iter().find(|c| c["status"] == "compatible").unwrap();
    refused(&home, &["resolve", compatible["id"].as_str().unwrap(), "--reason", "x"], "can hold together already");
}

#[test]
fn over_http_the_first_reason_holds() {
    let home = home();
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let token = format!("Authorization: Bearer {TOKEN}");
    let post = |id: &str, token: &str, body: &str| {
        let target = format!("/api/v1/contradictions/{id}/resolve");
        service.send("POST", &target, &["Content-Type: application/json", token], body.as_bytes())
    };
    let id = only(&home)["id"].as_str().unwrap().to_owned();
    let body = r#"{"reason":"one counts from the sea bed","as":"definition"}"#;
    post(&id, "Authorization: Bearer guessed", body).problem(401);
    post(&id, &token, r#"{"reason":" "}"#).problem(400);
    post(&id, &token, r#"{"reason":"x","as":"quantity"}"#).problem(400);
    post("00000000-0000-5000-8000-000000000000", &token, body).problem(404);
    let told = post(&id, &token, body);
    assert_eq!((told.status, &told.json()["decision"]), (200, &"resolve".into()), "{}", told.text());
    assert!(post(&id, &token, body).problem(409).contains("already"));
    drop(service);
    assert_eq!(only(&home)["status"], "resolved");
}
