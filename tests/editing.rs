//! What editors do in the browser, over real sockets: they log in, act on claims, and nobody else does it for them.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use http::{Answer, Service, encoded};
use story::story;
use support::Home;

const ADMIN: &str = "the-token-of-the-start";
const CHIPS: &str = "chips-and-export-controls";

fn started(home: &Home) -> Service {
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", ADMIN);
    Service::running(command)
}

fn added(home: &Home, name: &str, scope: &str) -> String {
    String::from_utf8(home.ok(&["token", "add", name, "--scope", scope])).unwrap().trim().to_owned()
}

/// Somebody with a browser: their cookie, and the mark of their forms.
struct Editor<'s> {
    service: &'s Service,
    cookie: String,
    mark: String,
}

impl<'s> Editor<'s> {
    fn log_in(service: &'s Service, token: &str) -> Self {
        let answer = form(service, "/log-in", &[], &[("token", token), ("next", "/claims")]);
        assert_eq!((answer.status, answer.header("location").as_deref()), (303, Some("/claims")), "{}", answer.head);
        let cookie = answer.header("set-cookie").unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut editor = Self { service, cookie, mark: String::new() };
        editor.mark = value(&editor.page("/log-in"), "mark");
        editor
    }

    fn get(&self, target: &str) -> Answer {
        self.service.send("GET", target, &["Accept: text/html", &format!("Cookie: {}", self.cookie)], b"")
    }

    fn page(&self, target: &str) -> String {
        let answer = self.get(target);
        assert_eq!(answer.status, 200, "{target}: {}{}", answer.head, answer.text());
        assert_eq!(answer.header("cache-control").as_deref(), Some("private, no-store"), "{target}");
        answer.text()
    }

    /// Sends a form of a page, with the mark of the session.
    fn send(&self, target: &str, fields: &[(&str, &str)]) -> Answer {
        let all = [fields, &[("mark", self.mark.as_str())]].concat();
        form(self.service, target, &[&format!("Cookie: {}", self.cookie)], &all)
    }
}

fn form(service: &Service, target: &str, headers: &[&str], fields: &[(&str, &str)]) -> Answer {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let headers = [headers, &["Content-Type: application/x-www-form-urlencoded", "Accept: text/html"]].concat();
    service.send("POST", target, &headers, pairs.join("&").as_bytes())
}

/// The value of a hidden field.
fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn a_token_is_exchanged_for_a_session_that_ends_with_it() {
    let home = Home::new();
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let wrong = form(&service, "/log-in", &[], &[("token", "guessed")]);
    assert_eq!((wrong.status, wrong.header("set-cookie")), (401, None));
    assert!(wrong.text().contains("role=\"alert\"") && !wrong.text().contains("guessed"));
    let editor = Editor::log_in(&service, &ada);
    assert!(editor.page("/log-in").contains("You are <strong>ada</strong>"));
    assert!(!editor.cookie.contains(&ada), "the cookie is no token");
    let elsewhere = form(&service, "/log-in", &[], &[("token", &ada), ("next", "//evil.example")]);
    assert_eq!(elsewhere.header("location").as_deref(), Some("/desk"));
    // Another site logs nobody in, and nobody out.
    let crossed = form(&service, "/log-in", &["Sec-Fetch-Site: cross-site"], &[("token", &ada)]);
    assert_eq!((crossed.status, crossed.header("set-cookie")), (403, None));
    let cookie = format!("Cookie: {}", editor.cookie);
    assert_eq!(form(&service, "/log-out", &[&cookie], &[("mark", "guessed")]).status, 403);
    assert!(editor.page("/log-in").contains("You are"));
    // A cookie opens pages and forms, and no other door.
    let update = ["Content-Type: application/sparql-update", &cookie];
    service.send("POST", "/sparql", &update, b"INSERT DATA { <urn:a> <urn:p> 1 }").problem(401);
    // Whoever revokes the token ends its sessions.
    let admin = format!("Authorization: Bearer {ADMIN}");
    assert_eq!(service.send("DELETE", "/api/v1/tokens/ada", &[&admin], b"").status, 204);
    assert!(editor.page("/log-in").contains("name=\"token\""));
    let editor = Editor::log_in(&service, ADMIN);
    assert_eq!(editor.send("/log-out", &[]).header("set-cookie").unwrap().split(';').next(), Some("stemma_session="));
    assert!(editor.page("/log-in").contains("name=\"token\""), "who logged out is out");
}

#[test]
fn without_a_token_the_pages_are_read_only_and_say_so() {
    let home = Home::new();
    let service = Service::start(&home, &[]);
    let page = service.get("/log-in", "text/html").text();
    assert!(page.contains("read-only") && page.contains("STEMMA_ADMIN_TOKEN") && !page.contains("name=\"token\""));
    assert_eq!(form(&service, "/log-in", &[], &[("token", "")]).status, 401);
}

#[test]
fn a_private_service_is_read_by_whoever_is_logged_in() {
    let home = Home::new();
    let reader = added(&home, "reader", "read");
    let service = Service::start(&home, &["--private"]);
    let sent = service.get("/desk", "text/html");
    assert_eq!((sent.status, sent.header("location").as_deref()), (303, Some("/log-in")));
    let editor = Editor::log_in(&service, &reader);
    assert!(editor.page("/desk").contains("<h1>Desk</h1>"));
}

/// The claims as the command line lists them.
fn claims(home: &Home) -> Vec<serde_json::Value> {
    let lines = String::from_utf8(home.ok(&["claims", "--json"])).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn id_of(claims: &[serde_json::Value], is_wanted: impl Fn(&serde_json::Value) -> bool) -> String {
    let found = claims.iter().find(|claim| is_wanted(claim)).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_editors_do_is_recorded_and_shown_and_changes_no_finding() {
    let home = story(CHIPS);
    let all = claims(&home);
    let claim = id_of(&all, |claim| {
        claim["headline"] == "contested" || claim["headline"] == "single-origin" && claim["kind"] == "fact"
    });
    let headline = all.iter().find(|one| one["id"] == claim.as_str()).unwrap()["headline"].as_str().unwrap().to_owned();
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "read"));
    let service = started(&home);
    let (page, acts) = (format!("/claims/{claim}"), format!("/claims/{claim}/acts"));
    let nobody = service.get(&page, "text/html").text();
    assert!(nobody.contains("Log in") && !nobody.contains("name=\"act\""));
    let ada = Editor::log_in(&service, &ada);
    let hostile = "<script>alert(1)</script>\nsecond \u{202e}line";
    for fields in [
        [("act", "take"), ("to", "")],
        [("act", "watch"), ("to", "")],
        [("act", "note"), ("text", hostile)],
        [("act", "due"), ("day", "2027-03-01")],
    ] {
        let sent = ada.send(&acts, &fields);
        assert_eq!(sent.status, 303, "{fields:?}: {}", sent.text());
        assert_eq!(sent.header("location"), Some(format!("{page}#work")));
    }
    let shown = ada.page(&page);
    assert!(shown.contains("Assigned to <strong><bdi>ada</bdi></strong>") && shown.contains("2027-03-01"), "{shown}");
    assert!(shown.contains("&lt;script&gt;") && !shown.contains("<script>alert") && !shown.contains('\u{202e}'));
    // Put aside, it leaves the open list, and the finding stays.
    let listed = |editor: &Editor<'_>, query: &str| {
        editor.page(&format!("/desk?{query}&q=")).contains(&format!("id=\"c-{claim}\""))
    };
    let dismissed = ada.send(&acts, &[("act", "dismiss"), ("what", &headline), ("reason", "we have the contract")]);
    assert_eq!(dismissed.status, 303, "{}", dismissed.text());
    assert!(!listed(&ada, "status=") && listed(&ada, "mine=assigned") && listed(&ada, "mine=watched"));
    assert!(!claims(&home).is_empty() && claims(&home) == all, "a finding changed");
    let shown = ada.page(&page);
    assert!(shown.contains("we have the contract") && shown.contains(&format!("class=\"badge {headline}\"")));
    assert_eq!(ada.send(&acts, &[("act", "restore"), ("what", &headline)]).status, 303);
    // Another reader sees it, has nothing of their own, and may not do it.
    let bo = Editor::log_in(&service, &bo);
    assert!(bo.page(&page).contains("we have the contract") && !bo.page(&page).contains("name=\"act\""));
    assert!(!listed(&bo, "mine=assigned"));
    assert_eq!(bo.send(&acts, &[("act", "watch")]).status, 403);
    // Nothing is done without the mark, without a session, or from elsewhere.
    let cookie = format!("Cookie: {}", ada.cookie);
    assert_eq!(form(&service, &acts, &[&cookie], &[("act", "watch")]).status, 403);
    assert_eq!(form(&service, &acts, &[], &[("act", "watch"), ("mark", &ada.mark)]).status, 403);
    let crossed = [cookie.as_str(), "Origin: http://evil.example"];
    assert_eq!(form(&service, &acts, &crossed, &[("act", "watch"), ("mark", &ada.mark)]).status, 403);
    for bad in [("note", "text", " "), ("due", "day", "soon"), ("dismiss", "what", "true"), ("burn", "text", "x")] {
        assert_eq!(ada.send(&acts, &[("act", bad.0), (bad.1, bad.2)]).status, 400, "{bad:?}");
    }
    assert_eq!(ada.send("/claims/00000000-0000-0000-0000-000000000000/acts", &[("act", "watch")]).status, 404);
    // All of it stands in the audit list, and in the log after the service is gone.
    let audit = ada.page("/audit");
    assert!(audit.contains("we have the contract") && audit.contains("logged in") && audit.contains("ingest "));
    assert_eq!(service.get("/audit", "text/html").status, 303);
    let lines =
        service.send("GET", &format!("/api/v1{acts}"), &[&format!("Authorization: Bearer {ADMIN}")], b"").text();
    let done: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let words: Vec<&str> = done.iter().map(|one| one["act"].as_str().unwrap()).collect();
    assert_eq!(words, ["assign", "watch", "note", "due", "dismiss", "restore"]);
    assert!(done.iter().all(|one| one["by"] == "ada" && one["claim"] == claim.as_str()));
    assert_eq!(done[2]["text"], hostile);
    service.get(&format!("/api/v1{acts}"), "*/*").problem(401);
    assert_eq!(service.terminate().0, Some(0));
    home.ok(&["doctor", "--check"]);
    let service = started(&home);
    let ada = Editor::log_in(&service, ADMIN);
    assert!(ada.page(&page).contains("we have the contract"));
}

#[test]
fn of_two_who_decide_at_once_the_second_is_told_and_nothing_is_lost() {
    let home = story(CHIPS);
    let claim = id_of(&claims(&home), |claim| claim["kind"] == "fact");
    let (ada, bo) = (added(&home, "ada", "review"), added(&home, "bo", "review"));
    let service = started(&home);
    let (ada, bo) = (Editor::log_in(&service, &ada), Editor::log_in(&service, &bo));
    let (page, acts) = (format!("/claims/{claim}"), format!("/claims/{claim}/acts"));
    let seen = value(&ada.page(&page), "seen");
    assert_eq!(bo.send(&acts, &[("act", "take"), ("seen", &seen)]).status, 303);
    assert_eq!(
        ada.send(&acts, &[("act", "note"), ("text", "mine"), ("seen", &seen)]).status,
        303,
        "notes exclude nothing"
    );
    let told = ada.send(&acts, &[("act", "assign"), ("to", "cy <b>"), ("seen", &seen)]);
    assert_eq!(told.status, 409);
    let told = told.text();
    assert!(told.contains("<strong><bdi>bo</bdi></strong>") && told.contains("assigned it to bo"), "{told}");
    assert!(told.contains("value=\"cy &lt;b&gt;\""), "what was typed is lost: {told}");
    assert!(ada.page(&page).contains("Assigned to <strong><bdi>bo</bdi></strong>"));
    // Having seen it, they may.
    let again = ada.send(&acts, &[("act", "assign"), ("to", "cy <b>"), ("seen", &value(&told, "seen"))]);
    assert_eq!(again.status, 303);
    assert!(bo.page(&page).contains("Assigned to <strong><bdi>cy &lt;b&gt;</bdi></strong>"));
    // For programs the same.
    let json = ["Content-Type: application/json", &format!("Authorization: Bearer {ADMIN}")];
    let body = format!(r#"{{"act":"assign","seen":"{seen}"}}"#);
    let problem = service.send("POST", &format!("/api/v1{acts}"), &json, body.as_bytes()).problem(409);
    assert!(problem.contains("bo assigned it to bo"), "{problem}");
    assert_eq!(service.send("POST", &format!("/api/v1{acts}"), &json, br#"{"act":"assign"}"#).status, 201);
}

#[test]
fn what_changed_since_the_last_visit_is_what_was_recorded_since() {
    let home = story(CHIPS);
    let all = claims(&home);
    let ada = added(&home, "ada", "review");
    let service = started(&home);
    let first = Editor::log_in(&service, &ada);
    assert!(first.page("/desk?mine=changed").contains("first visit"));
    let claim = id_of(&all, |claim| claim["kind"] == "fact");
    let admin = Editor::log_in(&service, ADMIN);
    assert_eq!(admin.send(&format!("/claims/{claim}/acts"), &[("act", "note"), ("text", "look")]).status, 303);
    let second = Editor::log_in(&service, &ada);
    let page = second.page("/desk?mine=changed");
    let listed: Vec<&str> = page.split("<li id=\"c-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(listed, [claim.as_str()]);
}
