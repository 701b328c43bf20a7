//! Judgements by programs, and changes taken back in the browser and by programs: the records are then exactly as before.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use editor::{ADMIN, Editor, added, claims, form, id_of, started};
use http::{Answer, Service};
use serde_json::{Value, json};
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";

fn sent(service: &Service, token: &str, target: &str, body: &Value) -> Answer {
    let bearer = format!("Authorization: Bearer {token}");
    service.send("POST", target, &[&bearer, "Content-Type: application/json"], body.to_string().as_bytes())
}

/// A claim that two assertions make, with their ids.
fn double(claims: &[Value]) -> (String, Vec<String>) {
    let wanted = |claim: &&Value| claim["kind"] == "fact" && claim["assertions"].as_array().unwrap().len() >= 2;
    let claim = claims.iter().find(wanted).unwrap();
    let ids = claim["assertions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
    (claim["id"].as_str().unwrap().to_owned(), ids.collect())
}

fn graph(home: &Home) -> Vec<u8> {
    home.ok(&["export", "--format", "nquads"])
}

#[test]
fn programs_split_and_merge_claims_and_are_told_when_somebody_judged_otherwise() {
    let home = story(CHIPS);
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let (id, assertions) = double(&claims(&home));
    let service = started(&home);
    let address = format!("/api/v1/claims/{id}/judge");
    let split = json!({ "judge": "split", "assertions": [assertions[1]], "reason": "another plant" });
    service.send("POST", &address, &[], split.to_string().as_bytes()).problem(401);
    for wrong in
        [json!({}), json!({ "judge": "burn", "reason": "x", "other": "y" }), json!({ "judge": "split", "reason": "" })]
    {
        sent(&service, &ada, &address, &wrong).problem(400);
    }
    let done = sent(&service, &ada, &address, &split);
    assert_eq!(done.status, 201, "{}{}", done.head, done.text());
    let sequence: u64 = done.header("stemma-sequence").unwrap().parse().unwrap();
    let now = claims(&home);
    let holding = |wanted: &str| id_of(&now, |claim| claim["assertions"].to_string().contains(wanted));
    let (one, other) = (holding(&assertions[0]), holding(&assertions[1]));
    assert_ne!(one, other);
    let late = json!({ "judge": "split", "assertions": [assertions[1]], "reason": "so I say", "seen": sequence - 1 });
    assert!(sent(&service, &bo, &address, &late).problem(409).contains("another plant"));
    let merge = json!({ "judge": "merge", "other": other, "reason": "one plant" });
    let refused = sent(&service, &bo, &format!("/api/v1/claims/{one}/judge"), &merge).problem(422);
    assert!(refused.contains("ada judged them not to be the same"), "{refused}");
    sent(&service, &bo, "/api/v1/claims/x/judge", &merge).problem(404);
    // What is parted for good stays parted, also when a program says it.
    let apart = json!({ "judge": "not-same", "other": other, "reason": "two plants" });
    assert_eq!(sent(&service, &bo, &format!("/api/v1/claims/{one}/judge"), &apart).status, 201);
}

#[test]
fn an_editor_takes_a_judgement_back_in_the_browser_and_everything_is_as_before() {
    let home = story(CHIPS);
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let (id, assertions) = double(&claims(&home));
    let before = graph(&home);
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let seen = editor::value(&ada.page(&format!("/claims/{id}/judge")), "seen");
    let fields = [
        ("judge", "split"),
        ("assertion", assertions[1].as_str()),
        ("reason", "another <b>plant</b>"),
        ("seen", &seen),
    ];
    let done = ada.send(&format!("/claims/{id}/judge"), &fields);
    let location = done.header("location").unwrap();
    // The page that confirms leads to the way back, and so does the list of changes.
    let page = ada.page(&location);
    let way = page.split("href=\"/undo?change=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(ada.page("/audit").contains(&format!("/undo?change={way}\"")) && graph(&home) != before);
    assert!(!bo.page("/audit").contains(&format!("/undo?change={way}\"")), "it is not theirs");
    let shown = ada.page(&format!("/undo?change={way}"));
    assert!(shown.contains("another &lt;b&gt;plant") && shown.contains("<button>"), "{shown}");
    let asked = bo.page(&format!("/undo?change={way}"));
    assert!(asked.contains("It is not yours") && !asked.contains("<button>"), "{asked}");
    // Nobody without a token, of another session or another site, or without the right.
    let cookie = format!("Cookie: {}", ada.cookie);
    assert_eq!(form(&service, "/undo", &[&cookie], &[("change", &way), ("mark", "guessed")]).status, 403);
    let crossed = [("change", way.as_str()), ("mark", ada.mark.as_str())];
    assert_eq!(form(&service, "/undo", &[&cookie, "Sec-Fetch-Site: cross-site"], &crossed).status, 403);
    assert_eq!(bo.send("/undo", &[("change", &way)]).status, 403);
    assert_eq!(service.get("/undo", "text/html").status, 303, "who is not logged in sees no changes");
    assert_eq!(ada.send("/undo", &[("change", "x")]).status, 400);
    let undone = ada.send("/undo", &[("change", &way)]);
    assert_eq!((undone.status, graph(&home) == before), (303, true), "{}", undone.text());
    assert!(ada.page(&undone.header("location").unwrap()).contains("undo "));
    assert_eq!(ada.send("/undo", &[("change", &way)]).status, 409, "it is taken back already");
    assert_eq!(ada.send("/undo", &[("change", "9999")]).status, 409);
}

#[test]
fn programs_take_back_the_last_change_and_are_told_which_it_is() {
    let home = story(CHIPS);
    let (ada, report) = (added(&home, "ada", "review"), added(&home, "paper", "report"));
    let (id, assertions) = double(&claims(&home));
    let before = graph(&home);
    let service = started(&home);
    let split = json!({ "judge": "split", "assertions": [assertions[1]], "reason": "another plant" });
    assert_eq!(sent(&service, &ada, &format!("/api/v1/claims/{id}/judge"), &split).status, 201);
    service.send("GET", "/api/v1/undo", &[], b"").problem(401);
    let bearer = format!("Authorization: Bearer {ada}");
    let last = service.send("GET", "/api/v1/undo", &[&bearer], b"").json();
    assert_eq!((last["by"].as_str(), last["gone"].as_u64() > Some(0)), (Some("ada"), true), "{last}");
    assert!(last["reason"].as_str().unwrap().contains("another plant") && last["sequence"].is_null());
    sent(&service, &report, "/api/v1/undo", &json!({})).problem(403);
    service.send("POST", "/api/v1/undo", &[&bearer], b"[").problem(400);
    let done = service.send("POST", "/api/v1/undo", &[&bearer], b"");
    assert_eq!((done.status, graph(&home) == before), (200, true), "{}", done.text());
    assert_eq!(done.json()["change"], last["change"]);
    assert_eq!(done.header("stemma-sequence").unwrap(), done.json()["sequence"].to_string());
    // What was recorded at the command line is of whoever may do everything.
    sent(&service, &ada, "/api/v1/undo", &json!({ "change": 1 })).problem(403);
    let built_on = sent(&service, ADMIN, "/api/v1/undo", &last).problem(409);
    assert!(built_on.contains("taken back already"), "{built_on}");
}
