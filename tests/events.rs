//! Server-sent events over real sockets: what changes is told once, and a client that was away goes on where it was.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/following.rs"]
mod following;
#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
mod support;

use std::io::{Read, Write};
use std::time::Duration;

use following::Following;
use http::{Service, encoded};
use support::Home;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_secs(3);

fn article(home: &Home, name: &str, publisher: &str, text: &str) {
    let text = format!("---\npublisher: {publisher}\npublished: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(name), text).unwrap();
    home.ok(&["ingest", name]);
}

fn world() -> Home {
    let home = Home::new();
    article(&home, "a.md", "Tide Post", "The dyke at Norwick leaks, said Ada Moor.");
    home
}

#[test]
fn a_client_that_was_away_goes_on_without_loss_or_double() {
    let home = world();
    let service = Service::start(&home, &[]);
    let mut one = Following::open(&service, "", None);
    let begin = one.next(LONG).unwrap();
    assert_eq!((begin.name.as_str(), begin.id.split('@').next()), ("begin", Some("1")));
    article(&home, "b.md", "Marsh Gazette", "The pumping station burned down, said Bo Lund.");
    let told = one.next(LONG).unwrap();
    let changes = told.changes();
    assert_eq!((told.name.as_str(), changes.len()), ("findings", 1), "{told:?}");
    assert!(changes[0].0.contains("pumping station") && changes[0].1.is_none(), "{changes:?}");
    assert_eq!(changes[0].2.as_deref(), Some("single-origin"));
    assert_eq!((told.id.split('@').next(), told.data["since"].as_str()), (Some("2"), Some(begin.id.as_str())));
    assert!(one.next(SHORT).is_none(), "told once");
    // Away while two things happen, and the service is another one by then.
    drop(one);
    article(&home, "c.md", "Norwick Times", "The lighthouse was sold, said Cy Dahl.");
    drop(service);
    home.ok(&["retract", "b.md", "--reason", "withdrawn by its paper"]);
    let service = Service::start(&home, &[]);
    let mut again = Following::open(&service, "", Some(&told.id));
    assert_eq!(again.next(LONG).unwrap().id, told.id, "it begins where it was");
    let missed = again.next(LONG).unwrap();
    let of = |words: &str| missed.changes().into_iter().filter(|(text, ..)| text.contains(words)).count();
    assert_eq!((of("lighthouse"), of("pumping station"), of("dyke"), missed.changes().len()), (1, 1, 0, 2));
    assert_eq!(missed.id.split('@').next(), Some("4"));
    assert!(again.next(SHORT).is_none(), "nothing twice");
    // Whoever has everything is told nothing; a change that is no event's is none.
    let mut level = Following::open(&service, "", Some(&missed.id));
    assert_eq!(level.next(LONG).unwrap().name, "begin");
    assert!(level.next(SHORT).is_none());
    for (last, status) in [("99", 404), ("soon", 400), ("-1", 400)] {
        let header = format!("Last-Event-ID: {last}");
        service.send("GET", "/api/v1/events", &[&header], b"").problem(status);
    }
    // From the beginning is from nothing.
    let mut first = Following::open(&service, "?last-event-id=0", None);
    first.next(LONG).unwrap();
    assert!(first.next(LONG).unwrap().changes().iter().all(|(_, before, _)| before.is_none()));
}

#[test]
fn a_filter_of_the_desk_tells_of_its_claims_only() {
    let home = world();
    let service = Service::start(&home, &[]);
    let query = format!("?status=any&q={}", encoded("lighthouse"));
    let mut filtered = Following::open(&service, &query, None);
    let mut all = Following::open(&service, "", None);
    filtered.next(LONG).unwrap();
    all.next(LONG).unwrap();
    article(&home, "b.md", "Marsh Gazette", "The pumping station burned down, said Bo Lund.");
    assert!(all.next(LONG).unwrap().changes()[0].0.contains("pumping"));
    article(&home, "c.md", "Norwick Times", "The lighthouse was sold, said Cy Dahl.");
    let told = filtered.next(LONG).unwrap();
    assert!(told.changes().len() == 1 && told.changes()[0].0.contains("lighthouse"), "{told:?}");
    // A claim that leaves the filter is told of, too.
    home.ok(&["retract", "c.md", "--reason", "withdrawn by its paper"]);
    let left = filtered.next(LONG).unwrap();
    assert_eq!(left.changes()[0].1.as_deref(), Some("single-origin"), "{left:?}");
    for bad in ["?status=true", "?mine=watched", "?flag=nice"] {
        service.get(&format!("/api/v1/events{bad}"), "*/*").problem(400);
    }
}

#[test]
fn those_who_follow_are_counted_kept_awake_and_let_go_at_the_end() {
    let home = world();
    let service = Service::start(&home, &["--timeout", "1", "--patience", "2"]);
    let mut open: Vec<Following> = (0..16).map(|_| Following::open(&service, "", None)).collect();
    assert!(open[0].next(LONG).is_some());
    let refused = service.get("/api/v1/events", "*/*");
    refused.problem(429);
    assert!(refused.header("retry-after").is_some());
    // Longer than the service waits for a client that it does not write to.
    assert!(open[0].next(Duration::from_secs(5)).is_none() && open[0].comments >= 3, "{}", open[0].comments);
    // The place comes back when the service writes to whoever left.
    drop(open.pop());
    let begun = std::time::Instant::now();
    let is_free = || {
        let mut stream = service.connect();
        stream.write_all(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut status = [0; 12];
        stream.read_exact(&mut status).unwrap();
        status.ends_with(b"200")
    };
    while !is_free() {
        assert!(begun.elapsed() < LONG, "no place came back");
        std::thread::sleep(Duration::from_millis(500));
    }
    // Streams do not keep the service up.
    let (code, took) = service.terminate();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(3), "{took:?}");
}
