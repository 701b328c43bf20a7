//! SPARQL clients of others, unchanged: what they send is taken, and what they are sent they understand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[path = "support/python.rs"]
mod python;
#[path = "support/story.rs"]
mod story;
mod support;

use std::path::Path;
use std::process::Command;

use http::{Service, encoded};
use python::python;
use story::story;

const TOKEN: &str = "a-token-of-this-test";

fn started() -> (support::Home, Service) {
    let home = story("chips-and-export-controls");
    let mut command = home.command(&["serve", "--bind", "127.0.0.1:0"]);
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    (home, service)
}

#[test]
fn rdflib_asks_reads_and_writes() {
    let (_home, service) = started();
    let Some(python) = python("rdflib") else { return };
    let endpoint = format!("http://{}/sparql", service.address);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/ask.py");
    let asked = Command::new(python).arg(script).args([endpoint.as_str(), TOKEN]).output().unwrap();
    let said = String::from_utf8_lossy(&asked.stdout).into_owned() + &String::from_utf8_lossy(&asked.stderr);
    assert!(asked.status.success() && said.contains("all asked and answered"), "{said}");
}

#[test]
fn what_sparqlwrapper_and_yasgui_send_is_answered_in_their_formats() {
    let (_home, service) = started();
    let select = encoded("SELECT ?t { ?c a stm:Claim ; schema:text ?t } LIMIT 3");
    let construct = encoded("CONSTRUCT { ?c schema:text ?t } WHERE { ?c a stm:Claim ; schema:text ?t }");
    // SPARQLWrapper names the format three times in the address, and in `Accept` too.
    for (query, format, accept, media) in [
        (
            &select,
            "json",
            "application/sparql-results+json,application/json,text/javascript,application/javascript",
            "application/sparql-results+json",
        ),
        (&select, "xml", "application/sparql-results+xml", "application/sparql-results+xml"),
        (&select, "csv", "text/csv", "text/csv"),
        (&select, "tsv", "text/tab-separated-values", "text/tab-separated-values"),
        (&construct, "turtle", "application/turtle,text/turtle", "text/turtle"),
        (
            &construct,
            "n3",
            "text/rdf+n3,application/n-triples,application/turtle,application/n3,text/n3,text/rdf+n3",
            "text/n3",
        ),
        (&construct, "rdf+xml", "application/rdf+xml", "application/rdf+xml"),
        (&construct, "xml", "application/rdf+xml", "application/rdf+xml"),
        (&construct, "json-ld", "application/ld+json,application/x-json+ld", "application/ld+json"),
    ] {
        let word = encoded(format);
        let target = format!("/sparql?query={query}&format={word}&output={word}&results={word}");
        let answer = service.get(&target, accept);
        let said = answer.header("content-type").unwrap_or_default();
        let same = said.starts_with(media) || said.starts_with("application/xml") && media.ends_with("xml");
        assert!(answer.status == 200 && answer.is_whole && same, "{format}: {}", answer.head);
    }
    // Yasgui lists several with weights, and asks for both kinds at once.
    let yasgui = "application/sparql-results+json,*/*;q=0.9";
    assert_eq!(service.get(&format!("/sparql?query={select}"), yasgui).status, 200);
    let graph = service.get(&format!("/sparql?query={construct}"), "application/n-triples,text/turtle,*/*;q=0.9");
    assert!(graph.header("content-type").unwrap().starts_with("text/turtle"), "{}", graph.head);
    // curl and browsers.
    assert_eq!(service.get(&format!("/sparql?query={select}"), "*/*").status, 200);
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    assert_eq!(service.get(&format!("/sparql?query={select}"), browser).status, 200);
}
