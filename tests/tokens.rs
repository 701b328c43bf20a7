//! Who may do what with a service: tokens with scopes, at the command line and over HTTP.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
mod http;
mod support;

use http::{Answer, Service};
use serde_json::Value;
use support::Home;

const ADMIN: &str = "the-token-of-the-start";
const UPDATE: [&str; 1] = ["Content-Type: application/sparql-update"];
const INSERT: &str = "INSERT DATA { <urn:a> <urn:p> 1 }";

/// What `stemma token add` shows.
fn added(home: &Home, arguments: &[&str]) -> String {
    let shown = String::from_utf8(home.ok(&[&["token", "add"], arguments].concat())).unwrap();
    shown.trim().to_owned()
}

fn with(token: &str, headers: &[&str]) -> Vec<String> {
    headers.iter().map(|header| (*header).to_owned()).chain([format!("Authorization: Bearer {token}")]).collect()
}

fn send(service: &Service, token: &str, (method, target): (&str, &str), headers: &[&str], body: &str) -> Answer {
    let headers = with(token, headers);
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    service.send(method, target, &headers, body.as_bytes())
}

fn update(service: &Service, token: &str) -> Answer {
    send(service, token, ("POST", "/sparql"), &UPDATE, INSERT)
}

fn started(home: &Home, arguments: &[&str]) -> Service {
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat());
    command.env("STEMMA_ADMIN_TOKEN", ADMIN);
    Service::running(command)
}

/// Who made the changes of the log.
fn principals(home: &Home) -> Vec<String> {
    let log = rusqlite_of(home);
    let mut asked = log.prepare("SELECT principal FROM changes ORDER BY sequence").unwrap();
    asked.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn rusqlite_of(home: &Home) -> rusqlite::Connection {
    rusqlite::Connection::open(home.path().join("stemma-store/log.sqlite")).unwrap()
}

#[test]
fn a_token_does_what_its_scope_says_and_the_log_names_it() {
    let home = Home::new();
    let report = added(&home, &["worker-1", "--scope", "report"]);
    let review = added(&home, &["ada", "--scope", "review"]);
    let service = Service::start(&home, &[]);
    let said = update(&service, &report).problem(403);
    assert!(said.contains("worker-1") && said.contains("`review`"), "{said}");
    assert_eq!(update(&service, &review).status, 204);
    send(&service, &review, ("GET", "/api/v1/tokens"), &[], "").problem(403);
    let put = send(&service, &review, ("PUT", "/graphs/mine"), &["Content-Type: text/turtle"], "<urn:a> <urn:p> 2 .");
    assert_eq!(put.status, 201);
    send(&service, "guessed", ("PUT", "/graphs/mine"), &["Content-Type: text/turtle"], "").problem(401);
    // The token of the start was not given: nobody else is `admin`.
    update(&service, ADMIN).problem(401);
    assert_eq!(service.post("application/sparql-query", "ASK {}").status, 200, "reading needs none");
    assert_eq!(service.terminate().0, Some(0));
    assert_eq!(principals(&home), ["local", "local", "ada", "ada"]);
    home.ok(&["doctor", "--check"]);
}

#[test]
fn a_secret_is_shown_once_and_kept_nowhere() {
    let home = Home::new();
    let secret = added(&home, &["worker-1", "--scope", "report", "--scope", "review", "--expires", "2999-01-31"]);
    assert!(secret.starts_with("stemma_") && secret.len() == "stemma_".len() + 64, "{secret}");
    assert_ne!(secret, added(&home, &["worker-2", "--scope", "read"]));
    for file in std::fs::read_dir(home.path().join("stemma-store")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
    let listed = String::from_utf8(home.ok(&["token", "list"])).unwrap();
    assert_eq!(listed, "worker-1  report,review  until 2999-01-31T00:00:00Z\nworker-2  read\n");
    let exported = String::from_utf8(home.ok(&["export", "--format", "nquads", "-o", "-"])).unwrap();
    assert!(!exported.contains("worker-1"), "an export has no tokens: {exported}");
    // A backup has them.
    home.ok(&["backup", "copy"]);
    assert_eq!(String::from_utf8(home.ok(&["--store", "copy", "token", "list"])).unwrap(), listed);
}

#[test]
fn a_token_that_is_over_or_revoked_opens_nothing() {
    let home = Home::new();
    let soon = jiff_now_plus(2);
    let brief = added(&home, &["brief", "--scope", "review", "--expires", &soon]);
    let gone = added(&home, &["gone", "--scope", "review"]);
    home.ok(&["token", "revoke", "gone"]);
    let service = Service::start(&home, &[]);
    update(&service, &gone).problem(401);
    assert_eq!(update(&service, &brief).status, 204);
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    update(&service, &brief).problem(401);
    drop(service);
    let listed = String::from_utf8(home.ok(&["token", "list"])).unwrap();
    assert!(listed.starts_with("brief  review  over since "), "{listed}");
    // Nobody is left who may write: the store is no longer the service's own.
    let service = Service::start(&home, &[]);
    home.ok(&["token", "add", "new", "--scope", "read"]);
    drop(service);
}

fn jiff_now_plus(seconds: u64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() + seconds;
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let text = "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', ?1, 'unixepoch')";
    connection.query_row(text, [i64::try_from(now).unwrap()], |row| row.get(0)).unwrap()
}

#[test]
fn an_administrator_adds_and_revokes_while_the_service_runs() {
    let home = Home::new();
    let service = started(&home, &[]);
    let json = ["Content-Type: application/json"];
    let wanted = r#"{"name":"worker-1","scopes":["review"]}"#;
    service.send("POST", "/api/v1/tokens", &json, wanted.as_bytes()).problem(401);
    let made = send(&service, ADMIN, ("POST", "/api/v1/tokens"), &json, wanted);
    assert_eq!((made.status, made.header("cache-control").as_deref()), (201, Some("no-store")), "{}", made.head);
    let record: Value = made.json();
    let secret = record["token"].as_str().unwrap();
    assert_eq!(update(&service, secret).status, 204);
    send(&service, ADMIN, ("POST", "/api/v1/tokens"), &json, wanted).problem(409);
    for bad in [
        r#"{"name":"worker-2","scopes":[]}"#,
        r#"{"name":"worker-2","scopes":["all"]}"#,
        r#"{"name":"local","scopes":["read"]}"#,
        r#"{"name":"worker-2","scopes":["read"],"expires":"2001-01-01T00:00:00Z"}"#,
        r#"{"name":"worker-2","scopes":["read"],"expires":"tomorrow"}"#,
        r#"{"name":"worker-2"}"#,
        "nonsense",
        "",
    ] {
        send(&service, ADMIN, ("POST", "/api/v1/tokens"), &json, bad).problem(400);
    }
    let listed = send(&service, ADMIN, ("GET", "/api/v1/tokens"), &[], "").text();
    let line = r#"{"name":"worker-1","scopes":["review"],"expires":null,"live":true}"#;
    assert_eq!(listed, format!("{line}\n"));
    // At the command line nobody passes by the service, and is told whom to ask.
    let refused = home.run(&["token", "revoke", "worker-1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("/api/v1/tokens"));
    send(&service, secret, ("DELETE", "/api/v1/tokens/worker-1"), &[], "").problem(403);
    assert_eq!(send(&service, ADMIN, ("DELETE", "/api/v1/tokens/worker-1"), &[], "").status, 204);
    update(&service, secret).problem(401);
    send(&service, ADMIN, ("DELETE", "/api/v1/tokens/worker-1"), &[], "").problem(404);
    drop(service);
    assert_eq!(principals(&home), ["admin", "worker-1", "admin"]);
}

#[test]
fn a_private_service_is_read_with_a_token_only() {
    let home = Home::new();
    let refused = home.run(&["serve", "--bind", "127.0.0.1:0", "--private"]);
    assert_eq!(refused.status.code(), Some(2), "without a token nobody could read");
    std::fs::write(home.path().join("a.md"), "The dyke leaks, said Ada Moor.\n").unwrap();
    home.ok(&["ingest", "a.md"]);
    let read = added(&home, &["reader", "--scope", "read"]);
    let service = Service::start(&home, &["--private"]);
    for target in ["/claims", "/sparql?query=ASK%7B%7D", "/graphs?default", "/api/v1/claims", "/metrics", "/nothing"] {
        service.get(target, "*/*").problem(401);
    }
    assert_eq!(service.get("/healthz", "*/*").status, 200);
    assert_eq!(send(&service, &read, ("GET", "/sparql?query=ASK%7B%7D"), &[], "").status, 200);
    assert_eq!(send(&service, &read, ("GET", "/claims"), &[], "").status, 200);
    // Nothing is kept where others could be shown it.
    let claim: Value = send(&service, &read, ("GET", "/api/v1/claims"), &[], "").json();
    let cited = format!("/claims/{}@1", claim["id"].as_str().unwrap());
    let cited = send(&service, &read, ("GET", &cited), &[], "");
    assert_eq!(cited.header("cache-control").as_deref(), Some("private, max-age=31536000, immutable"));
    update(&service, &read).problem(403);
    // It writes nothing, so the store is not its own; a token that is added opens within some seconds.
    let new = added(&home, &["late", "--scope", "read"]);
    let opens = || send(&service, &new, ("GET", "/claims"), &[], "").status == 200;
    assert!((0..50).any(|_| opens() || {
        std::thread::sleep(std::time::Duration::from_millis(200));
        false
    }));
}

#[test]
fn each_token_has_rates_of_its_own() {
    let home = Home::new();
    let (one, other) = (added(&home, &["one", "--scope", "read"]), added(&home, &["other", "--scope", "read"]));
    let service = Service::start(&home, &["--client-requests", "10"]);
    let ask = |token: &str| send(&service, token, ("GET", "/sparql?query=ASK%7B%7D"), &[], "").status;
    let statuses: Vec<u16> = (0..15).map(|_| ask(&one)).collect();
    assert_eq!((statuses[0], statuses[14]), (200, 429), "{statuses:?}");
    assert_eq!(ask(&other), 200);
    assert_eq!(service.ask("ASK {}", "*/*").status, 200, "nobody pays for another");
}

#[test]
fn others_reach_a_service_only_when_there_is_a_token() {
    let home = Home::new();
    home.ok(&["token", "add", "reader", "--scope", "read"]);
    home.ok(&["token", "revoke", "reader"]);
    let refused = home.run(&["serve", "--bind", "0.0.0.0:0"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("stemma token add"));
    home.ok(&["token", "add", "reader", "--scope", "read"]);
    let service = Service::running(home.command(&["serve", "--bind", "0.0.0.0:0"]));
    assert!(service.address.starts_with("0.0.0.0:"));
}

#[test]
fn guessing_tokens_is_no_way_round_the_limit_of_an_address() {
    let home = Home::new();
    std::fs::write(home.path().join("a.md"), "The dyke leaks, said Ada Moor.\n").unwrap();
    home.ok(&["ingest", "a.md"]);
    let service = Service::start(&home, &["--client-requests", "20"]);
    let ask = ("GET", "/sparql?query=ASK%7B%7D");
    let passed = (0..40).filter(|n| send(&service, &format!("guess{n}"), ask, &[], "").status == 200).count();
    assert!((20..=22).contains(&passed), "{passed}");
}

#[test]
fn a_token_that_is_revoked_while_its_body_is_on_the_way_writes_nothing() {
    let home = Home::new();
    let service = started(&home, &[]);
    let wanted = r#"{"name":"worker-1","scopes":["review"]}"#;
    let json = ["Content-Type: application/json"];
    let made = send(&service, ADMIN, ("POST", "/api/v1/tokens"), &json, wanted);
    let secret = made.json()["token"].as_str().unwrap().to_owned();
    let body = "<urn:a> <urn:p> 1 .";
    let mut slow = service.connect();
    let head = format!(
        "PUT /graphs/mine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/turtle\r\nAuthorization: Bearer {secret}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    std::io::Write::write_all(&mut slow, head.as_bytes()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(send(&service, ADMIN, ("DELETE", "/api/v1/tokens/worker-1"), &[], "").status, 204);
    std::io::Write::write_all(&mut slow, body.as_bytes()).unwrap();
    http::read(slow).problem(401);
    service.get("/graphs/mine", "*/*").problem(404);
}
