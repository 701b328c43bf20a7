//! Signed webhooks, to a real receiver: each change once, tried again when it is not taken, over kills and restarts; and to no
//! address that nobody allowed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/receiver.rs"]
mod receiver;
mod support;

use std::time::{Duration, Instant};

use http::{Answer, Service};
use receiver::Receiver;
use serde_json::{Value, json};
use support::Home;

const TOKEN: &str = "the-token-of-the-start";

fn article(home: &Home, service: Option<&Service>, name: &str, text: &str) {
    let text = format!("---\npublisher: {name} Post\npublished: 2026-03-01\n---\n{text}\n");
    match service {
        None => {
            std::fs::write(home.path().join(format!("{name}.md")), text).unwrap();
            home.ok(&["ingest", &format!("{name}.md")]);
        }
        Some(service) => {
            let body = json!({"name": format!("{name}.md"), "text": text}).to_string();
            let sent = asked(service, "POST", "/api/v1/documents", &body);
            assert_eq!(sent.status, 201, "{}", sent.text());
        }
    }
}

fn asked(service: &Service, method: &str, target: &str, body: &str) -> Answer {
    let bearer = format!("Authorization: Bearer {TOKEN}");
    service.send(method, target, &[&bearer, "Content-Type: application/json"], body.as_bytes())
}

fn served(home: &Home, allowed: bool) -> Service {
    let all = ["serve", "--bind", "127.0.0.1:0", "--allow-host", "127.0.0.1"];
    let mut command = home.command(if allowed { &all } else { &all[..3] });
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

fn world() -> Home {
    let home = Home::new();
    article(&home, None, "tide", "The dyke at Norwick leaks, said Ada Moor.");
    home
}

fn add(service: &Service, receiver: &Receiver, filter: &str) -> String {
    let body = json!({"name": "newsroom", "url": receiver.url, "filter": filter}).to_string();
    let sent = asked(service, "POST", "/api/v1/webhooks", &body);
    assert_eq!(sent.status, 201, "{}", sent.text());
    sent.json()["secret"].as_str().unwrap().to_owned()
}

fn lines(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn deliveries(service: &Service) -> Vec<(String, u64, String)> {
    let lines = lines(&asked(service, "GET", "/api/v1/webhooks/newsroom/deliveries", ""));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    lines.iter().map(|one| (text(&one["outcome"]), one["attempt"].as_u64().unwrap(), text(&one["said"]))).collect()
}

/// Waits until the log has so many deliveries.
fn settled(service: &Service, count: usize) -> Vec<(String, u64, String)> {
    let begun = Instant::now();
    loop {
        let all = deliveries(service);
        if all.len() >= count {
            return all;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "{all:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn each_change_is_told_once_and_signed() {
    let (home, receiver) = (world(), Receiver::start());
    let service = served(&home, true);
    let secret = add(&service, &receiver, "");
    article(&home, Some(&service), "marsh", "The pumping station burned down, said Bo Lund.");
    let came = receiver.wait_for(1);
    came[0].verify(&secret);
    assert!(came[0].claims().len() == 1 && came[0].claims()[0].contains("pumping station"), "{came:?}");
    assert_eq!((came[0].header("stemma-webhook"), came[0].header("content-type")), ("newsroom", "application/json"));
    assert_eq!(
        came[0].header("stemma-event"),
        serde_json::from_str::<Value>(&came[0].body).unwrap()["event"].as_str().unwrap()
    );
    assert_eq!(settled(&service, 1), [("delivered".to_owned(), 1, "204".to_owned())]);
    article(&home, Some(&service), "norwick", "The lighthouse was sold, said Cy Dahl.");
    let came = receiver.wait_for(2);
    assert!(came[1].claims().len() == 1 && came[1].claims()[0].contains("lighthouse"), "{came:?}");
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(receiver.received().len(), 2, "what is told is no change of its own");
    // The secret is shown once: in no list, no log, no export.
    let listed = asked(&service, "GET", "/api/v1/webhooks", "");
    assert_eq!(lines(&listed)[0]["name"], "newsroom");
    let audit = asked(&service, "GET", "/audit", "").text();
    for text in [listed.text(), audit, String::from_utf8(home.ok(&["export", "--format", "nquads"])).unwrap()] {
        assert!(!text.contains(&secret), "{text}");
    }
    assert!(
        !std::fs::read(home.path().join("stemma-store/log.sqlite"))
            .unwrap()
            .windows(secret.len())
            .any(|part| part == secret.as_bytes())
    );
    // Removed, it is told nothing.
    assert_eq!(asked(&service, "DELETE", "/api/v1/webhooks/newsroom", "").status, 204);
    asked(&service, "DELETE", "/api/v1/webhooks/newsroom", "").problem(404);
    article(&home, Some(&service), "fen", "The mill was flooded, said Di Evans.");
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(receiver.received().len(), 2);
}

#[test]
fn what_is_not_taken_is_tried_again_over_a_kill_and_nothing_is_lost_or_told_twice() {
    let (home, receiver) = (world(), Receiver::start());
    let mut service = served(&home, true);
    let secret = add(&service, &receiver, "");
    receiver.answer(503);
    article(&home, Some(&service), "marsh", "The pumping station burned down, said Bo Lund.");
    let first = receiver.wait_for(2);
    assert_eq!(first[0].body, first[1].body, "the same event again");
    // Killed in the middle, while something else happens.
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    article(&home, None, "norwick", "The lighthouse was sold, said Cy Dahl.");
    let before = receiver.received().len();
    receiver.answer(0);
    let service = served(&home, true);
    receiver.wait_for(before + 1);
    receiver.answer(307);
    receiver.wait_for(before + 2);
    receiver.answer(200);
    let begun = Instant::now();
    let taken = loop {
        let taken: Vec<_> = deliveries(&service).into_iter().filter(|(outcome, ..)| outcome == "delivered").collect();
        if taken.len() == 2 {
            break taken;
        }
        assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", deliveries(&service));
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(taken[0].1 >= 4 && taken[1].1 == 1, "{taken:?}");
    let came = receiver.received();
    came.iter().for_each(|one| one.verify(&secret));
    // One event is the same words each time, also after the kill; and together they tell of each claim once.
    let mut events: Vec<(&str, &str)> =
        came.iter().map(|one| (one.header("stemma-event"), one.body.as_str())).collect();
    events.dedup();
    assert_eq!(events.len(), 2, "{events:?}");
    let told: Vec<String> = [&came[0], came.last().unwrap()].iter().flat_map(|one| one.claims()).collect();
    assert!(told.len() == 2 && told[0].contains("pumping station") && told[1].contains("lighthouse"), "{told:?}");
    // And after another restart there is nothing left to tell.
    assert_eq!(service.terminate().0, Some(0));
    let service = served(&home, true);
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(receiver.received().len(), came.len());
    assert_eq!(lines(&asked(&service, "GET", "/api/v1/webhooks", ""))[0]["pending"], Value::Null);
}

#[test]
fn a_filter_of_the_desk_is_told_of_its_claims_only() {
    let (home, receiver) = (world(), Receiver::start());
    let service = served(&home, true);
    add(&service, &receiver, "status=any&q=lighthouse");
    article(&home, Some(&service), "marsh", "The pumping station burned down, said Bo Lund.");
    article(&home, Some(&service), "norwick", "The lighthouse was sold, said Cy Dahl.");
    let came = receiver.wait_for(1);
    assert!(came[0].claims().len() == 1 && came[0].claims()[0].contains("lighthouse"), "{came:?}");
}

#[test]
fn nobody_is_led_inside_and_only_the_admin_adds() {
    let (home, receiver) = (world(), Receiver::start());
    let reviewer = String::from_utf8(home.ok(&["token", "add", "ada", "--scope", "review"])).unwrap();
    let service = served(&home, false);
    for (url, why) in [
        (receiver.url.as_str(), "of this machine"),
        ("http://[::ffff:127.0.0.1]/told", "mapped"),
        ("http://169.254.169.254/latest", "link-local"),
        ("ftp://desk.example/", "only http and https"),
        ("http://ada:secret@desk.example/", "password"),
        ("told", "no address"),
    ] {
        let body = json!({"name": "inside", "url": url}).to_string();
        let detail = asked(&service, "POST", "/api/v1/webhooks", &body).problem(400);
        assert!(detail.contains(why), "{url}: {detail}");
    }
    for (body, status) in [
        (json!({"name": "a b", "url": "http://8.8.8.8/"}), 400),
        (json!({"name": "a", "url": "http://8.8.8.8/", "filter": "status=true"}), 400),
        (json!({"name": "a"}), 400),
        (json!({"name": "a", "url": "http://8.8.8.8/", "secret": "mine"}), 400),
    ] {
        asked(&service, "POST", "/api/v1/webhooks", &body.to_string()).problem(status);
    }
    let body = json!({"name": "a", "url": "http://8.8.8.8/"}).to_string();
    service.send("POST", "/api/v1/webhooks", &[], body.as_bytes()).problem(401);
    let bearer = format!("Authorization: Bearer {}", reviewer.trim());
    for (method, target) in [
        ("POST", "/api/v1/webhooks"),
        ("GET", "/api/v1/webhooks"),
        ("GET", "/api/v1/webhooks/a/deliveries"),
        ("DELETE", "/api/v1/webhooks/a"),
    ] {
        service.send(method, target, &[&bearer], body.as_bytes()).problem(403);
    }
    // One that was added on the command line is looked at when it is told: nobody allowed it here.
    assert_eq!(service.terminate().0, Some(0));
    let secret = home.ok(&["webhook", "add", "newsroom", &receiver.url]);
    assert!(secret.starts_with(b"stemma_hook_"));
    assert_eq!(home.run(&["webhook", "add", "newsroom", &receiver.url]).status.code(), Some(2));
    assert_eq!(home.run(&["webhook", "add", "other", "told"]).status.code(), Some(2));
    let service = served(&home, false);
    article(&home, Some(&service), "marsh", "The pumping station burned down, said Bo Lund.");
    let tried = settled(&service, 1);
    assert!(tried[0].0 == "failed" && tried[0].2.contains("of this machine"), "{tried:?}");
    assert!(receiver.received().is_empty());
    assert_eq!(home.run(&["webhook", "remove", "newsroom"]).status.code(), Some(2), "a service holds the store");
    assert_eq!(service.terminate().0, Some(0));
    home.ok(&["webhook", "remove", "newsroom"]);
    assert!(home.ok(&["webhook", "list", "--json"]).is_empty());
}
