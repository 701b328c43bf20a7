//! What is served stays as new as the log, whoever writes it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
mod http;
mod support;

use std::time::{Duration, Instant};

use http::Service;
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

fn article(home: &Home, name: &str, publisher: &str, text: &str) {
    let text = format!("---\npublisher: {publisher}\npublished: 2026-03-01\n---\n{text}\n");
    std::fs::write(home.path().join(name), text).unwrap();
}

/// Waits until it is so.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}: not within 30 s");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn count(service: &Service, pattern: &str) -> String {
    let answer = service.ask(&format!("SELECT (COUNT(*) AS ?n) {{ {pattern} }}"), "text/csv");
    answer.text().lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn what_another_process_ingests_is_served_without_a_restart() {
    let home = Home::new();
    article(&home, "a.md", "Tide Post", "The dyke at Norwick leaks, said Ada Moor.");
    home.ok(&["ingest", "a.md"]);
    let service = Service::start(&home, &[]);
    let before = service.get("/claims", "text/html");
    assert!(before.text().contains("dyke at Norwick"), "{}", before.text());
    article(&home, "b.md", "Marsh Gazette", "The pumping station burned down, said Bo Lund.");
    home.ok(&["ingest", "b.md"]);
    until("the page", || service.get("/claims", "text/html").text().contains("pumping station"));
    let after = service.get("/claims", "text/html");
    assert_ne!(after.header("etag"), before.header("etag"));
    assert!(after.text().contains("dyke at Norwick"));
    let records = service.get("/api/v1/claims", "*/*").text();
    assert!(records.contains("pumping station"), "{records}");
    let findings =
        "?claim a stm:Claim ; schema:text ?text ; stm:headline ?headline FILTER(CONTAINS(?text, \"station\"))";
    assert_eq!(count(&service, findings), "1");
    assert!(service.get("/metrics", "*/*").text().contains("\nstemma_published_sequence 2\n"));
    home.ok(&["retract", "b.md", "--reason", "withdrawn by its paper"]);
    until("the retraction", || {
        service
            .get("/api/v1/claims", "*/*")
            .text()
            .lines()
            .any(|line| line.contains("station") && line.contains("retracted"))
    });
    assert_eq!(service.terminate().0, Some(0));
}

#[test]
fn what_clients_write_leaves_the_findings_and_renews_the_pages() {
    let home = Home::new();
    article(&home, "a.md", "Tide Post", "The dyke at Norwick leaks, said Ada Moor.");
    home.ok(&["ingest", "a.md"]);
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    let claims = service.get("/api/v1/claims", "*/*").text();
    let actor = service
        .ask("SELECT ?a { ?a ?p ?o FILTER(CONTAINS(STR(?a), \"/actors/\")) } ORDER BY ?a LIMIT 1", "text/csv")
        .text();
    let actor = actor.lines().nth(1).unwrap().to_owned();
    let update = format!("INSERT DATA {{ GRAPH <urn:mine> {{ <{actor}> <urn:note> \"asked on Monday\" }} }}");
    let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
    assert_eq!(service.send("POST", "/sparql", &headers, update.as_bytes()).status, 204);
    assert_eq!(count(&service, "?a <urn:note> ?note"), "1");
    let path = actor.split_once("//").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned())).unwrap();
    until("the note", || service.get(&path, "text/turtle").text().contains("asked on Monday"));
    assert_eq!(service.get("/api/v1/claims", "*/*").text(), claims);
    service.get("/claims/00000000-0000-0000-0000-000000000000", "text/turtle").problem(404);
    assert_eq!(service.ask("ASK { ?a <urn:note> ?note }", "application/json").json()["boolean"], true);
    assert_eq!(service.post("application/sparql-query", "ASK { ?a <urn:note> ?note }").status, 200);
}

/// What the findings graph of a service says, sorted.
fn findings_of(service: &Service) -> Vec<String> {
    let graphs = service.ask("SELECT DISTINCT ?g { GRAPH ?g { ?c a stm:Claim } }", "text/csv").text();
    let graph = graphs.lines().nth(1).unwrap().trim();
    let asked = format!("CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}");
    let answer = service.ask(&asked, "application/n-triples");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut lines: Vec<String> = answer.text().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

fn published(service: &Service) -> u64 {
    let metrics = service.get("/metrics", "*/*").text();
    let line = metrics.lines().find_map(|line| line.strip_prefix("stemma_published_sequence "));
    line.unwrap().parse().unwrap()
}

/// Everything that changes findings, one after the other: after each, what a service that was there all along shows is,
/// quad for quad, what one shows that was started after it.
#[test]
fn findings_kept_in_step_are_those_of_a_fresh_start() {
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let home = Home::new();
    article(&home, "first.md", "Tide Post", "The dyke at Norwick leaks, said Ada Moor.");
    home.ok(&["ingest", "first.md"]);
    let service = Service::start(&home, &[]);
    let mut done = published(&service);
    let mut sizes = Vec::new();
    let mut check = |what: &str| {
        done += 1;
        until(what, || published(&service) >= done);
        done = published(&service);
        let (kept, fresh) = (findings_of(&service), findings_of(&Service::start(&home, &[])));
        let gone: Vec<_> = fresh.iter().filter(|line| kept.binary_search(line).is_err()).take(5).collect();
        let left: Vec<_> = kept.iter().filter(|line| fresh.binary_search(line).is_err()).take(5).collect();
        assert!(gone.is_empty() && left.is_empty(), "{what}: missing {gone:#?}, too many {left:#?}");
        sizes.push(kept.len());
    };
    for story in ["contested-figure", "two-laboratories"] {
        let mut paths: Vec<_> = std::fs::read_dir(fixtures.join(story).join("documents"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .chain(["control.csv", "interest.csv"].map(|name| fixtures.join(story).join(name)))
            .filter(|path| path.exists() && !path.to_string_lossy().ends_with(".stemma.json"))
            .collect();
        paths.sort();
        for path in paths {
            home.ok(&["ingest", path.to_str().unwrap()]);
            check(path.to_str().unwrap());
        }
    }
    article(&home, "second.md", "Marsh Gazette", "The sea wall at Norwick leaks, said Bo Lund.");
    home.ok(&["ingest", "second.md"]);
    check("a second wording");
    home.ok(&["merge", "dyke at Norwick", "sea wall at Norwick", "--reason", "one wall, two names"]);
    check("merge");
    article(&home, "first.md", "Tide Post", "The dyke at Norwick leaks and sinks, said Ada Moor.");
    home.ok(&["ingest", "first.md"]);
    check("another version");
    home.ok(&["retract", "second.md", "--reason", "withdrawn by its paper"]);
    check("retract");
    home.ok(&["undo"]);
    check("undo");
    sizes.sort_unstable();
    assert!(sizes.last() > sizes.first(), "{sizes:?}");
}
