//! What the service offers beside queries: checks of drafts, named queries, ids that have moved.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use std::path::Path;

use http::{Service, encoded};
use serde_json::Value;
use support::Home;

/// A home whose store has the story of the chips.
fn home() -> Home {
    let home = Home::new();
    let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/chips-and-export-controls");
    let paths =
        ["documents", "control.csv", "interest.csv"].map(|path| story.join(path).to_string_lossy().into_owned());
    home.ok(&[&["ingest"], paths.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    home
}

#[test]
fn a_draft_is_checked_as_record_and_as_page_and_never_runs() {
    let home = home();
    let service = Service::start(&home, &[]);
    let draft = "Veyra makes the 940C chip on a 5-nanometre line. <script>alert(1)</script>";
    let check = |media: &str, body: &str| {
        service.send("POST", "/api/v1/check", &[&format!("Content-Type: {media}")], body.as_bytes())
    };
    let record = check("text/plain", draft);
    assert_eq!((record.status, &record.json()["flags"][0]["status"]), (200, &"refuted".into()), "{}", record.text());
    let same = check("application/json", &serde_json::json!({ "draft": draft }).to_string());
    assert_eq!(same.json(), record.json());
    let page = service.send(
        "POST",
        "/check",
        &["Content-Type: application/x-www-form-urlencoded"],
        format!("draft={}", encoded(draft)).as_bytes(),
    );
    let html = page.text();
    assert!(html.contains("refuted") && html.contains("&lt;script&gt;") && !html.contains("<script"), "{html}");
    let claim = record.json()["flags"][0]["claim"].as_str().unwrap().to_owned();
    assert!(html.contains(&format!("href=\"/claims/{claim}\"")), "{html}");
    assert!(service.get("/check", "text/html").text().contains("<textarea"));
    assert!(check("text/plain", " ").problem(400).contains("empty"));
    assert!(check("application/json", "[]").problem(400).contains("`draft`"));
    check("image/png", "x").problem(415);
    check("text/plain", &"a ".repeat(1 << 20)).problem(413);
    service.get("/api/v1/check", "*/*").problem(405);
}

#[test]
fn named_queries_are_listed_for_people_and_for_clients() {
    let home = home();
    let service = Service::start(&home, &[]);
    let page = service.get("/sparql/examples", "text/html").text();
    assert!(page.contains("Looks widely reported") && page.contains("action=\"/query#answer\""), "{page}");
    let turtle = service.get("/sparql/examples", "text/turtle").text();
    assert!(turtle.contains("SPARQLSelectExecutable") && turtle.contains("Contested figures"), "{turtle}");
}

#[test]
fn the_old_id_of_a_merged_claim_leads_to_the_one_that_answers() {
    let home = home();
    let claims = String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
    let claims: Vec<Value> = claims.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let id = |words: &str| {
        let found = claims.iter().find(|claim| claim["text"].as_str().unwrap().contains(words)).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let ids = [id("apprentices raced"), id("wide enough for one")];
    home.ok(&["merge", &ids[0], &ids[1], "--reason", "only to see"]);
    let service = Service::start(&home, &[]);
    let answers = ids.each_ref().map(|id| service.get(&format!("/claims/{id}"), "text/html"));
    let mut statuses = answers.each_ref().map(|answer| answer.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 307], "{answers:?}");
    let moved = answers.iter().find(|answer| answer.status == 307).unwrap().header("location").unwrap();
    assert!(ids.iter().any(|id| moved == format!("/claims/{id}")), "{moved}");
}

#[test]
fn the_ids_that_a_split_made_lead_back_when_it_is_undone() {
    let home = home();
    let claims = |home: &Home| -> Vec<Value> {
        let lines = String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let ids = |claims: &[Value]| -> Vec<String> {
        claims.iter().map(|claim| claim["id"].as_str().unwrap().to_owned()).collect()
    };
    let before = claims(&home);
    let whole = before.iter().max_by_key(|claim| claim["assertions"].as_array().unwrap().len()).unwrap();
    let id = whole["id"].as_str().unwrap();
    // Each end of it once: the first assertion gave the claim its id.
    for member in [0, whole["assertions"].as_array().unwrap().len() - 1] {
        let assertion = whole["assertions"][member]["id"].as_str().unwrap();
        home.ok(&["split", id, assertion, "--reason", "only to see"]);
        let parted = ids(&claims(&home));
        let service = Service::start(&home, &[]);
        assert_eq!(parted.len(), before.len() + 1);
        for other in parted.iter().chain(&ids(&before)) {
            let answer = service.get(&format!("/claims/{other}"), "text/turtle");
            assert!(parted.contains(other) && answer.status == 200 || answer.status == 307, "{}", answer.head);
        }
        drop(service);
        home.ok(&["undo"]);
        let service = Service::start(&home, &[]);
        for other in parted {
            let answer = service.get(&format!("/claims/{other}"), "text/html");
            match ids(&before).contains(&other) {
                true => assert_eq!(answer.status, 200, "{}", answer.head),
                false => assert_eq!(answer.header("location"), Some(format!("/claims/{id}")), "{}", answer.head),
            }
        }
    }
}
