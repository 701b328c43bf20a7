//! Linked data: every name leads somewhere, in each format; what is cited stays as it was; the words explain themselves.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use http::Service;
use oxigraph::io::{RdfFormat, RdfParser};
use story::story;
use support::Home;

const CHIPS: &str = "chips-and-export-controls";
const FORMATS: [(&str, Option<RdfFormat>); 5] = [
    ("text/html", None),
    ("text/turtle", Some(RdfFormat::Turtle)),
    ("application/n-triples", Some(RdfFormat::NTriples)),
    ("application/rdf+xml", Some(RdfFormat::RdfXml)),
    ("application/ld+json", None),
];

/// The place of an IRI at the service.
fn path(iri: &str) -> &str {
    let rest = iri.split_once("//").unwrap().1;
    rest[rest.find('/').unwrap()..].split('#').next().unwrap()
}

fn answers(service: &Service, query: &str) -> Vec<String> {
    let text = service.ask(query, "text/csv").text();
    text.lines().skip(1).map(|line| line.trim().to_owned()).collect()
}

/// Asks for a thing in each format: each says its name, and parses.
fn dereferenced(service: &Service, target: &str, named: &str) {
    for (media, format) in FORMATS {
        let answer = service.get(target, media);
        assert_eq!(answer.status, 200, "{target} as {media}: {}", answer.text());
        assert!(answer.header("content-type").unwrap().starts_with(media), "{}", answer.head);
        assert!(answer.header("vary").unwrap().contains("accept"), "{}", answer.head);
        if media == "application/ld+json" {
            let parsed = answer.json();
            assert!(parsed.to_string().contains(named), "{target} as {media}: {parsed}");
        }
        let Some(format) = format else { continue };
        let quads: Vec<_> = RdfParser::from_format(format).for_slice(&answer.body).map(Result::unwrap).collect();
        let subjects = quads.iter().map(|quad| quad.subject.to_string());
        assert!(subjects.into_iter().any(|subject| subject.contains(named)), "{target} as {media} says nothing of it");
    }
    service.get(target, "image/png").problem(406);
    assert_eq!(service.send("HEAD", target, &["Accept: text/turtle"], b"").status, 200);
}

#[test]
fn every_name_of_a_record_leads_to_it_in_each_format() {
    let home = story(CHIPS);
    let reason = ["--reason", "withdrawn by its paper"];
    home.ok(&[&["retract", "techline.md"], reason.as_slice()].concat());
    let service = Service::start(&home, &[]);
    let base = "http://stemma.localhost:7373/";
    let kinds = answers(
        &service,
        &format!(
            "SELECT DISTINCT ?kind {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), \"{base}\")) BIND(STRBEFORE(STRAFTER(STR(?s), \"{base}\"), \"/\") AS ?kind) }} ORDER BY ?kind"
        ),
    );
    for kind in [
        "actors",
        "assertions",
        "claims",
        "contradictions",
        "controls",
        "documents",
        "interests",
        "retractions",
        "sources",
        "topics",
        "versions",
    ] {
        assert!(kinds.iter().any(|found| found == kind), "the story has no {kind}: {kinds:?}");
    }
    for kind in kinds {
        let one = answers(
            &service,
            &format!(
                "SELECT ?s {{ ?s a ?type FILTER(STRSTARTS(STR(?s), \"{base}{kind}/\") && !CONTAINS(STR(?s), \"#\")) }} ORDER BY ?s LIMIT 1"
            ),
        );
        let one = one.first().unwrap_or_else(|| panic!("no {kind} has a type"));
        dereferenced(&service, path(one), path(one));
        service.get(&format!("/{kind}/00000000-0000-0000-0000-000000000000"), "text/turtle").problem(404);
    }
    // A finding is a part of its claim's address.
    let finding = answers(&service, "SELECT ?f { ?f a stm:Finding } ORDER BY ?f LIMIT 1").remove(0);
    dereferenced(&service, path(&finding), finding.rsplit_once('/').unwrap().1);
}

#[test]
fn what_is_told_of_a_record_is_all_that_the_graph_says_of_it_and_its_parts() {
    let home = story(CHIPS);
    home.ok(&["retract", "techline.md", "--reason", "withdrawn by its paper"]);
    let service = Service::start(&home, &[]);
    let base = "http://stemma.localhost:7373/";
    // Of documents and versions the whole graph of the version is told.
    let kinds = [
        "actors",
        "assertions",
        "claims",
        "contradictions",
        "controls",
        "interests",
        "retractions",
        "sources",
        "topics",
    ];
    for kind in kinds {
        let records = answers(
            &service,
            &format!(
                "SELECT DISTINCT ?s {{ ?s a ?t FILTER(STRSTARTS(STR(?s), \"{base}{kind}/\") && !CONTAINS(STR(?s), \"#\")) }} ORDER BY ?s LIMIT 12"
            ),
        );
        assert!(!records.is_empty(), "{kind}");
        for record in records {
            let told = service.get(path(&record), "application/n-triples").text();
            let of_it =
                |line: &&str| line.starts_with(&format!("<{record}>")) || line.starts_with(&format!("<{record}#"));
            let told = told.lines().filter(of_it).count().to_string();
            let held = format!(
                "SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(?s = <{record}> || STRSTARTS(STR(?s), \"{record}#\")) }}"
            );
            // What a claim's page leaves out: what is asked of other claims, in passing.
            assert_eq!(answers(&service, &held), [told], "{record}");
        }
    }
}

#[test]
fn the_vocabulary_is_documented_at_its_own_address() {
    let service = Service::start(&story(CHIPS), &[]);
    dereferenced(&service, "/stemma/ns/1", "https://w3id.org/stemma/ns/1#Claim");
    let page = service.get("/stemma/ns/1", "text/html").text();
    for said in ["id=\"Claim\"", "id=\"headline/independently-verified\"", "id=\"headline\"", "A checkable proposition"]
    {
        assert!(page.contains(said), "{said} is missing");
    }
    let word = service.get("/stemma/ns/1/headline/contested", "text/turtle");
    assert_eq!((word.status, word.header("location").as_deref()), (303, Some("/stemma/ns/1#headline/contested")));
    service.get("/stemma/ns/1/headline/true", "text/turtle").problem(404);
    let short = service.get("/ns/1", "text/html");
    assert_eq!((short.status, short.header("location").as_deref()), (308, Some("/stemma/ns/1")));
}

/// The number of a change that a citation names, and the address that the claim's page gives.
fn cited(service: &Service, claim: &str) -> String {
    let page = service.get(&format!("/claims/{claim}"), "text/html").text();
    let link = page.split("href=\"").find(|rest| rest.starts_with(&format!("/claims/{claim}@"))).unwrap();
    link.split('"').next().unwrap().to_owned()
}

fn claim(home: &Home, words: &str) -> String {
    let lines = String::from_utf8(home.ok(&["claims", "--json"])).unwrap();
    let line = lines.lines().find(|line| line.contains(words)).unwrap();
    serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_cited_stays_to_the_byte_whatever_comes_after() {
    let home = Home::new();
    let article = |name: &str, publisher: &str, text: &str| {
        let text = format!("---\npublisher: {publisher}\npublished: 2026-03-01\n---\n{text}\n");
        std::fs::write(home.path().join(name), text).unwrap();
        home.ok(&["ingest", name]);
    };
    article("a.md", "Tide Post", "The dyke at Norwick leaks, said Ada Moor.");
    let id = claim(&home, "dyke");
    let service = Service::start(&home, &[]);
    let address = cited(&service, &id);
    assert_eq!(address, format!("/claims/{id}@1"));
    dereferenced(&service, &address, &format!("/claims/{id}"));
    let all = || FORMATS.map(|(media, _)| service.get(&address, media).body);
    let before = all();
    let headline = |target: &str| {
        service
            .get(target, "application/n-triples")
            .text()
            .contains("headline> <https://w3id.org/stemma/ns/1/headline/single-origin>")
    };
    assert!(headline(&address));
    article("b.md", "Marsh Gazette", "The dyke at Norwick leaks, said Bo Lund.");
    article("c.md", "Hill Herald", "The dyke at Norwick does not leak, said Cy Orr.");
    home.ok(&["retract", "a.md", "--reason", "withdrawn by its paper"]);
    // It has another id since it grew; each of the two leads to the one it had then.
    let now = claim(&home, "Norwick leaks");
    let there = format!("/claims/{now}@4");
    let begun = std::time::Instant::now();
    let published = || service.get("/metrics", "*/*").text().contains("\nstemma_published_sequence 4\n");
    while !published() {
        assert!(begun.elapsed().as_secs() < 30, "change 4 is not seen");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let leads = |from: &str| service.get(from, "text/html").header("location");
    assert_eq!(leads(&format!("/claims/{id}@4")).as_deref(), Some(there.as_str()));
    assert_eq!(leads(&format!("/claims/{now}@1")).as_deref(), Some(address.as_str()));
    assert_eq!(all(), before);
    assert_ne!(service.get(&there, "application/n-triples").body, before[2], "later it stood otherwise");
    drop(service);
    let service = Service::start(&home, &[]);
    let again = FORMATS.map(|(media, _)| service.get(&address, media).body);
    assert_eq!(again, before, "after a restart");

    let answer = service.get(&address, "text/turtle");
    let cache = answer.header("cache-control").unwrap();
    assert!(cache.contains("immutable") && cache.contains("max-age=31536000"), "{cache}");
    let tag = answer.header("etag").unwrap();
    let known = service.send("GET", &address, &["Accept: text/turtle", &format!("If-None-Match: {tag}")], b"");
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_ne!(service.get(&address, "text/html").header("etag").unwrap(), tag, "each format has its own");

    let late = service.get(&format!("/claims/{id}@5"), "text/turtle");
    let said = late.problem(404);
    assert!(said.contains('5') && said.contains("4 changes"), "{said}");
    assert!(late.header("cache-control").is_none_or(|cache| !cache.contains("immutable")), "{}", late.head);
    let denied = claim(&home, "does not");
    let said = service.get(&format!("/claims/{denied}@1"), "text/turtle").problem(404);
    assert!(said.contains("change 1"), "{said}");
    for wrong in ["0", "-1", "x", "", "1.5", "99999999999999999999", "1@2"] {
        service.get(&format!("/claims/{id}@{wrong}"), "*/*").problem(404);
    }
    service.get("/claims/nonsense@1", "*/*").problem(404);
}
