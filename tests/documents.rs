//! `POST /api/v1/documents`: who may add a document, what is taken, what is refused and changes nothing, and that it is the
//! same as at the command line.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/editor.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod editor;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/records.rs"]
mod records;
mod support;

use editor::{ADMIN, Editor, added, started};
use http::{Answer, Service};
use records::lines;
use serde_json::{Value, json};
use support::Home;

const TEXT: &str = "The dyke at Halm leaks at its foot, said Ada Moor.\n";

fn send(service: &Service, token: &str, body: &[u8]) -> Answer {
    let token = format!("Authorization: Bearer {token}");
    service.send("POST", "/api/v1/documents", &[&token, "Content-Type: application/json"], body)
}

fn add(service: &Service, token: &str, fields: &Value) -> Answer {
    send(service, token, fields.to_string().as_bytes())
}

fn exported(home: &Home) -> String {
    String::from_utf8(home.ok(&["export", "--format", "nquads"])).unwrap()
}

#[test]
fn a_document_that_is_sent_makes_the_graph_that_ingest_makes() {
    let home = Home::new();
    let worker = added(&home, "worker", "report");
    let service = started(&home);
    let fields = json!({"text": TEXT, "name": "halm.md", "title": "The \"dyke\"", "publisher": "Allmark Times", "author": "Cy Dahl",
        "date": "2026-03-01", "url": "https://allmark.example/halm"});
    let answer = add(&service, &worker, &fields);
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    let record = answer.json();
    assert_eq!((&record["shown"], &record["refused"]), (&true.into(), &json!([])), "{record}");
    // What is found is there at once, and the log says who sent it.
    let document = record["documents"][0].as_str().unwrap();
    let page = service.get(&format!("/documents/{document}"), "text/html").text();
    assert!(page.contains("The &quot;dyke&quot;") || page.contains("The \"dyke\""), "{page}");
    assert_eq!(lines(&home.ok(&["claims", "--json"])).len(), 1);
    let audit = Editor::log_in(&service, &worker).page("/audit");
    assert!(audit.contains("worker") && audit.contains("halm.md"), "{audit}");
    // Once more it is the same document, and changes nothing.
    let before = exported(&home);
    let again = add(&service, &worker, &fields).json();
    assert_eq!(again["documents"], record["documents"]);
    assert!(exported(&home) == before);
    // The same file with the same sidecar at the command line: the same graph, byte for byte.
    let name = before.split("desk/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let other = Home::new();
    std::fs::create_dir(other.path().join("desk")).unwrap();
    std::fs::write(other.path().join(format!("desk/{name}")), TEXT).unwrap();
    let about = "title: The \"dyke\"\npublisher: Allmark Times\nauthor: Cy Dahl\ndate: 2026-03-01\nurl: https://allmark.example/halm\n";
    std::fs::write(other.path().join(format!("desk/{name}.meta")), about).unwrap();
    other.ok(&["ingest", &format!("desk/{name}")]);
    assert_eq!(before, exported(&other));
}

#[test]
fn who_may_not_adds_nothing() {
    let home = Home::new();
    let mut tokens = ["read", "report", "review"].map(|scope| (scope, added(&home, scope, scope))).to_vec();
    tokens.push(("admin", ADMIN.to_owned()));
    let service = started(&home);
    let before = exported(&home);
    service.send("POST", "/api/v1/documents", &["Content-Type: application/json"], b"{\"text\":\"x\"}").problem(401);
    add(&service, "guessed", &json!({"text": TEXT})).problem(401);
    let editor = Editor::log_in(&service, &tokens[1].1);
    let cookie = format!("Cookie: {}", editor.cookie);
    let body = json!({"text": TEXT}).to_string();
    service.send("POST", "/api/v1/documents", &[&cookie], body.as_bytes()).problem(401);
    assert!(exported(&home) == before, "nobody added anything");
    for (scope, token) in &tokens {
        let before = exported(&home);
        let answer = add(&service, token, &json!({"text": format!("{TEXT}It is {scope}.")}));
        let may = ["report", "admin"].contains(scope);
        assert_eq!(answer.status, if may { 201 } else { 403 }, "{scope}: {}", answer.text());
        if !may {
            assert!(answer.problem(403).contains("report") && exported(&home) == before, "{scope}");
            continue;
        }
        assert!(exported(&home).contains(&format!("It is {scope}")), "{scope}");
    }
    let closed = Home::new();
    std::fs::write(closed.path().join("a.md"), TEXT).unwrap();
    closed.ok(&["ingest", "a.md"]);
    let service = Service::start(&closed, &[]);
    assert!(add(&service, "any", &json!({"text": TEXT})).problem(403).contains("STEMMA_ADMIN_TOKEN"));
}

#[test]
fn bad_bodies_are_refused_by_name_and_change_nothing() {
    let home = Home::new();
    let worker = added(&home, "worker", "report");
    let service = started(&home);
    let before = exported(&home);
    for (body, status, told) in [
        (json!({}), 400, "there is nothing in it"),
        (json!({"text": " \n"}), 400, "there is nothing in it"),
        (json!({"text": 7}), 400, "no object of strings"),
        (json!([TEXT]), 400, "no object of strings"),
        (json!({"text": TEXT, "tier": "P"}), 400, "`tier` is nothing that is known"),
        (json!({"text": TEXT, "retracted": "yes"}), 400, "`retracted` is nothing that is known"),
        (json!({"text": TEXT, "name": "a.exe"}), 422, "it was not taken"),
        (json!({"address": "file:///etc/passwd"}), 422, "it was not taken"),
        (json!({"address": "http://127.0.0.1:1/"}), 422, "it was not taken"),
        (json!({"address": "http://169.254.169.254/latest/meta-data"}), 422, "it was not taken"),
    ] {
        let detail = add(&service, &worker, &body).problem(status);
        assert!(detail.contains(told) && !detail.contains(home.path().to_str().unwrap()), "{body}: {detail}");
    }
    for body in [&b"{\"text\":"[..], b"\xff\xfe", b"", &b"[".repeat(200_000)] {
        send(&service, &worker, body).problem(400);
    }
    // More than a write may bring is refused before it is read.
    let token = format!("Authorization: Bearer {worker}");
    let long = format!("Content-Length: {}", 65_u64 << 20);
    let sent = service.send("POST", "/api/v1/documents", &[&token, &long], b"");
    assert!([400, 413].contains(&sent.status), "{}{}", sent.head, sent.text());
    assert!(exported(&home) == before, "nothing was recorded");
}

#[test]
fn hostile_words_stay_words() {
    let home = Home::new();
    let worker = added(&home, "worker", "report");
    let service = started(&home);
    let fields = json!({
        "text": "It <script>alert(1)</script> \u{202e}leaks, said Ada Moor.\n",
        "name": "../../../etc/\u{202e}pass\nwd.md",
        "title": "A\nretracted: yes\npublisher: Somebody Else",
        "publisher": "\"><img src=x onerror=alert(1)>",
    });
    let answer = add(&service, &worker, &fields);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let record = answer.json();
    let document = record["documents"][0].as_str().unwrap();
    let page = service.get(&format!("/documents/{document}"), "text/html").text();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>") && !page.contains("<img"), "{page}");
    assert!(!page.contains('\u{202e}') && !page.contains('\0'), "{page}");
    assert!(!page.contains("Withdrawn") && page.contains("A retracted: yes publisher: Somebody Else"), "{page}");
    let quads = exported(&home);
    assert!(quads.contains("passwd.md") && !quads.contains("../"), "a name leads nowhere");
    // What is large and means nothing is read, or refused for a reason, and the service goes on.
    let large = json!({"text": "\u{2028}a.b,c;( ".repeat(100_000)});
    let answer = add(&service, &worker, &large);
    assert!(answer.status == 201 || answer.problem(422).contains("it was not taken"), "{}", answer.head);
    assert_eq!(service.get("/healthz", "*/*").status, 200);
}
