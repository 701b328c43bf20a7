//! What the service offers beside queries: checks of drafts, named queries, ids that have moved.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use std::path::Path;

use http::{Answer, Service, encoded};
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

/// What a page says that says why there is none.
fn refused(answer: &Answer, status: u16) -> String {
    assert_eq!(answer.status, status, "{}{}", answer.head, answer.text());
    assert!(answer.header("content-type").is_some_and(|media| media.starts_with("text/html")), "{}", answer.head);
    assert!(answer.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'")));
    answer.text()
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
    let more = check("application/json", &serde_json::json!({ "draft": draft, "as_of": "nope" }).to_string());
    assert!(more.problem(400).contains("as_of"), "what is not known is not passed over");
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
    // A file of the form, and what is no draft: a page says so.
    let posted = |media: &str, body: &[u8]| service.send("POST", "/check", &[&format!("Content-Type: {media}")], body);
    let form = |name: &str, body: &[u8]| {
        let head = format!(
            "--b\r\nContent-Disposition: form-data; name=\"draft\"\r\n\r\n \r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        );
        [head.as_bytes(), body, b"\r\n--b--\r\n"].concat()
    };
    let of_file = posted("multipart/form-data; boundary=b", &form("a.md", draft.as_bytes()));
    assert_eq!(of_file.text(), html);
    let spoofed = posted(
        "multipart/form-data; boundary=b",
        &form("a.md", "V\u{435}yra \u{202e}makes the 940C chip on a 5-nanometre line.".as_bytes()),
    );
    let spoofed = spoofed.text();
    let (told, again) = spoofed.split_once("<textarea").unwrap();
    assert!(told.contains("⟨U+0435⟩") && !told.contains('\u{202e}'), "{spoofed}");
    assert!(again.contains("V\u{435}yra \u{202e}makes"), "what is checked again is the draft as it came: {spoofed}");
    for (media, body, status, why) in [
        ("multipart/form-data; boundary=b", form("a.md", b"\xff\xfe"), 400, "no text in UTF-8"),
        ("multipart/form-data; boundary=b", form("", b""), 400, "empty"),
        ("application/x-www-form-urlencoded", b"draft=+%0A".to_vec(), 400, "empty"),
        ("application/x-www-form-urlencoded", b"x=1".to_vec(), 400, "no `draft`"),
        (
            "application/x-www-form-urlencoded",
            [b"draft=".as_slice(), &[b'a'; 10 << 20]].concat(),
            413,
            "check it in parts",
        ),
    ] {
        let refused = refused(&posted(media, &body), status);
        assert!(refused.contains(why), "{why}: {refused}");
    }
    assert!(check("text/plain", " ").problem(400).contains("empty"));
    assert!(check("application/json", "[]").problem(400).contains("`draft`"));
    check("image/png", "x").problem(415);
    assert!(check("text/plain", &"a ".repeat(5 << 20)).problem(413).contains("larger"));
    service.get("/api/v1/check", "*/*").problem(405);
    // The editions of a draft that a client names are answered as any other.
    let named = |name: &str, token: &str, body: &str| {
        let headers = ["Content-Type: text/plain".to_owned(), format!("Stemma-Draft: {name}"), token.to_owned()];
        let headers: Vec<&str> = headers.iter().map(String::as_str).filter(|header| !header.is_empty()).collect();
        service.send("POST", "/api/v1/check", &headers, body.as_bytes())
    };
    let name = "0123456789abcdef".repeat(2);
    let long = format!("{draft}\n\nThe firm said that it had sold 500 looms.\n");
    for edition in
        [draft.to_owned(), long.clone(), long.replace("Veyra", "Orrin"), long.replace("500", "700"), draft.to_owned()]
    {
        assert_eq!(named(&name, "", &edition).json(), check("text/plain", &edition).json(), "{edition}");
    }
    for guessable in ["", "draft-1", &"a".repeat(129), &"a/".repeat(20)] {
        assert!(named(guessable, "", draft).problem(400).contains("stemma-draft"));
    }
}

#[test]
fn whoever_looks_for_what_is_gone_gets_a_page_and_a_program_a_problem() {
    let home = home();
    let service = Service::start(&home, &[]);
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in [
        "/claims/00000000-0000-0000-0000-000000000000",
        "/claims/nonsense",
        "/documents/nonsense",
        "/actors/nonsense",
        "/nowhere/%3Cscript%3Ealert(1)%3C/script%3E",
        "/claims/%E2%80%AE",
    ] {
        let page = refused(&service.get(path, browser), 404);
        assert!(
            page.contains("Search the claims") && !page.contains("<script>alert") && !page.contains('\u{202e}'),
            "{page}"
        );
        service.get(path, "*/*").problem(404);
    }
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
fn the_first_letters_of_an_id_lead_to_its_claim() {
    let home = home();
    let claims = String::from_utf8(home.ok(&["claims", "--all", "--json"])).unwrap();
    let id = serde_json::from_str::<Value>(claims.lines().next().unwrap()).unwrap()["id"].as_str().unwrap().to_owned();
    let service = Service::start(&home, &[]);
    for letters in [id[..8].to_owned(), id[..8].to_uppercase(), id[..12].to_owned()] {
        let answer = service.get(&format!("/claims/{letters}"), "text/html");
        assert_eq!(answer.status, 307, "{}", answer.head);
        assert_eq!(answer.header("location"), Some(format!("/claims/{id}")));
    }
    // Too few letters, and none.
    for letters in [&id[..3], "ffffffffff", "nonsense"] {
        service.get(&format!("/claims/{letters}"), "*/*").problem(404);
    }
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
