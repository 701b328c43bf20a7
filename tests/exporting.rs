//! `/export`: what a service exports is what the command does.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/story.rs"]
mod story;
mod support;

use http::{Service, encoded};
use story::story;

const CHIPS: &str = "chips-and-export-controls";
const FORMATS: [(&str, &str); 13] = [
    ("turtle", "text/turtle"),
    ("trig", "application/trig"),
    ("ntriples", "application/n-triples"),
    ("nquads", "application/n-quads"),
    ("jsonld", "application/ld+json"),
    ("rdfxml", "application/rdf+xml"),
    ("csv", "text/csv; charset=utf-8"),
    ("jsonl", "application/jsonl"),
    ("claimreview", "application/ld+json"),
    ("graphml", "application/graphml+xml"),
    ("gexf", "application/gexf+xml"),
    ("bibtex", "application/x-bibtex; charset=utf-8"),
    ("csl", "application/vnd.citationstyles.csl+json"),
];

#[test]
fn a_service_exports_the_same_bytes_as_the_command() {
    let home = story(CHIPS);
    let service = Service::start(&home, &["--client-seconds", "0"]);
    for (format, media) in FORMATS {
        let answer = service.get(&format!("/export?format={format}"), "*/*");
        assert_eq!((answer.status, answer.is_whole), (200, true), "{format}: {}", answer.text());
        assert_eq!(answer.header("content-type").as_deref(), Some(media));
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment; filename=\"stemma."));
        assert!(!answer.body.is_empty() && answer.body == home.ok(&["export", "--format", format]), "{format}");
    }
    // Longer than one part.
    assert!(service.get("/export?format=nquads", "*/*").body.len() > 200_000);
    let lines = home.ok(&["claims", "--json", "--headline", "refuted"]);
    let claim: serde_json::Value = serde_json::from_slice(lines.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
    let id = claim["id"].as_str().unwrap();
    for (format, steps) in [("dot", "0"), ("turtle", "0"), ("jsonl", "1")] {
        let answer = service.get(&format!("/export?format={format}&claim={id}&depth={steps}"), "*/*");
        let told = home.ok(&["export", "--format", format, "--claim", id, "--depth", steps]);
        assert!(answer.status == 200 && answer.body == told, "{format}: {}", answer.text());
    }
    let day = service.get("/export?format=csv&as-of=2026-05-01", "*/*");
    assert_eq!(day.body, home.ok(&["export", "--format", "csv", "--as-of", "2026-05-01"]));
    let query = "SELECT ?c { ?c a stm:Claim ; stm:headline ?h } LIMIT 3";
    let found = service.get(&format!("/export?format=jsonl&query={}", encoded(query)), "*/*");
    assert_eq!((found.status, found.text().lines().count()), (200, 3), "{}", found.text());
}

#[test]
fn what_cannot_be_exported_is_a_problem_and_without_a_format_there_is_a_form() {
    let home = story(CHIPS);
    let service = Service::start(&home, &[]);
    for (target, told) in [
        ("format=docx", "is no format"),
        ("format=csv&topic=nothing-of-this", "no claim is filed"),
        ("format=csv&claim=qqqq+zzzz", "no claim"),
        ("format=dot", "a drawing shows one claim"),
        ("format=csv&claim=a&topic=b", "not two of them"),
        ("format=csv&as-of=soon", "is no date"),
        ("format=csv&claim=a&depth=-1", "`depth` is a number"),
        ("format=csv&query=SELECT", "line 1"),
        ("format=csv&query=SELECT+%3Fx+%7B+%3Fx+a+%3Curn%3Ax%3E+%7D", "finds no claim"),
    ] {
        let why = service.get(&format!("/export?{target}"), "application/json").problem(400);
        assert!(why.contains(told), "{target}: {why}");
    }
    let form = service.get("/export?claim=%3Cb%3E", "text/html");
    assert_eq!(form.status, 200);
    assert!(form.text().contains("value=\"&lt;b&gt;\"") && form.text().contains("<option value=\"turtle\""));
    assert_eq!(service.send("POST", "/export", &[], b"").status, 405);
}
