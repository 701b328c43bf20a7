//! `stemma serve` over real sockets: the protocol, its errors, its limits, its pages, its end.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
mod http;
mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use http::{Answer, Service, encoded, read};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use serde_json::Value;
use support::Home;

/// The folder of the fixtures.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().unwrap()
}

const HOSTILE: &str = "---\ntitle: \"<script>alert(1)</script> \\\" onload=x\"\npublisher: \"<b>Tide</b> & Post\"\nauthor: \"</title><img src=x onerror=alert(2)>\"\n---\nThe dyke <script>alert(3)</script> leaks, said Ada Moor.\n";

/// The longer story and one hostile document, served as long as the tests run.
static STORY: LazyLock<Home> = LazyLock::new(|| {
    let home = Home::new();
    std::fs::write(home.path().join("hostile.md"), HOSTILE).unwrap();
    let story = fixtures().join("chips-and-export-controls");
    let paths = ["control.csv", "interest.csv", "documents"].map(|name| story.join(name).to_str().unwrap().to_owned());
    home.ok(&[&["ingest", "hostile.md"], paths.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    home
});

fn story(arguments: &[&str]) -> Service {
    Service::start(&STORY, arguments)
}

const ALL: &str = "SELECT * { ?s ?p ?o }";
/// Runs for hours unless it is stopped, and gives rows at once.
const ENDLESS: &str = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
/// Runs for hours and gives nothing.
const SILENT: &str =
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0) }";

fn rdf(answer: &Answer, format: RdfFormat) -> usize {
    assert_eq!(answer.status, 200, "{}", answer.text());
    RdfParser::from_format(format).for_slice(&answer.body).map(Result::unwrap).count()
}

#[test]
fn all_three_forms_of_a_query_get_the_same_answer() {
    let service = story(&[]);
    let query = "SELECT ?t { ?c a stm:Claim ; schema:text ?t } ORDER BY ?t";
    let got = service.ask(query, "application/sparql-results+json");
    let texts = got.json()["results"]["bindings"].as_array().unwrap().len();
    assert!(got.is_whole && texts > 20, "{}", got.text());
    assert_eq!(got.header("content-type").as_deref(), Some("application/sparql-results+json"));
    assert_eq!(service.post("application/sparql-query", query).body, got.body);
    let form = format!("query={}", encoded(query).replace("%20", "+"));
    assert_eq!(service.post("application/x-www-form-urlencoded; charset=UTF-8", &form).body, got.body);
}

#[test]
fn answers_come_in_every_format_that_is_asked_for() {
    let service = story(&[]);
    let query = "SELECT ?t { ?c a stm:Claim ; schema:text ?t } ORDER BY ?t LIMIT 3";
    let xml = service.ask(query, "application/sparql-results+xml").text();
    assert!(xml.contains("<sparql") && xml.trim_end().ends_with("</sparql>") && xml.matches("<result>").count() == 3);
    assert_eq!(service.ask(query, "text/csv").text().lines().next(), Some("t"));
    assert_eq!(service.ask(query, "text/tab-separated-values").text().lines().next(), Some("?t"));
    assert_eq!(service.ask("ASK { ?c a stm:Claim }", "application/json").json()["boolean"], true);
    assert_eq!(service.ask("ASK { ?c a stm:Nothing }", "*/*").json()["boolean"], false);
    let construct = "CONSTRUCT { ?c schema:text ?t } WHERE { ?c a stm:Claim ; schema:text ?t }";
    let jsonld = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let formats = [
        ("text/turtle", RdfFormat::Turtle),
        ("application/n-triples", RdfFormat::NTriples),
        ("application/ld+json", jsonld),
        ("application/rdf+xml", RdfFormat::RdfXml),
    ];
    let counts = formats.map(|(accept, format)| rdf(&service.ask(construct, accept), format));
    assert!(counts[0] > 20 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
}

#[test]
fn the_default_graph_is_the_one_that_the_protocol_names() {
    let service = story(&[]);
    let count = "SELECT (COUNT(*) AS ?n) { ?a a stm:Assertion }";
    let number = |graphs: &str| {
        let answer = service.get(&format!("/sparql?query={}{graphs}", encoded(count)), "text/csv");
        answer.text().lines().nth(1).unwrap().parse::<usize>().unwrap()
    };
    let graph = "SELECT ?g { GRAPH ?g { ?a a stm:Assertion } } LIMIT 1";
    let graph = service.ask(graph, "text/csv").text().lines().nth(1).unwrap().to_owned();
    let one = number(&format!("&default-graph-uri={}", encoded(&graph)));
    assert!(one > 0 && one < number(""), "{one} of {}", number(""));
    assert_eq!(number("&default-graph-uri=urn:none"), 0);
    service.get(&format!("/sparql?query={}&default-graph-uri=no%20iri", encoded(count)), "*/*").problem(400);
}

#[test]
fn every_error_is_a_problem_that_says_what_to_do() {
    let service = story(&[]);
    let syntax = service.ask("SELECT * {\n nonsense }\n", "*/*").problem(400);
    assert!(syntax.contains("line 2"), "{syntax}");
    service.get("/sparql?quarry=ASK", "*/*").problem(400);
    service.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", "*/*").problem(400);
    service.ask("SELECT * { SERVICE <http://example.com/> { ?s ?p ?o } }", "*/*").problem(403);
    service.post("application/sparql-update", "DELETE WHERE { ?s ?p ?o }").problem(403);
    service.post("application/x-www-form-urlencoded", "update=DROP%20ALL").problem(403);
    service.ask("DELETE WHERE { ?s ?p ?o }", "*/*").problem(403);
    service.ask("ASK {}", "image/png").problem(406);
    service.get("/claims", "image/png").problem(406);
    service.post("text/plain", "ASK {}").problem(415);
    service.post("application/sparql-query", &" ".repeat((1 << 20) + 1)).problem(413);
    for (method, target) in [("PUT", "/sparql"), ("DELETE", "/claims"), ("POST", "/healthz")] {
        let refused = service.send(method, target, &[], b"");
        refused.problem(405);
        assert!(refused.header("allow").is_some(), "{method} {target}: {}", refused.head);
    }
    for target in ["/nothing", "/claims/x", "/documents/%FF", "/actors/a%20b", "/versions/%00", "/claims/a/b"] {
        let answer = service.get(target, "*/*");
        assert!([400, 404].contains(&answer.status), "{target}: {}", answer.head);
        answer.problem(answer.status);
    }
    service.get("/claims?page=%FF&q=%F0%9F&page=18446744073709551615", "text/html");
    assert_eq!(service.get("/healthz", "*/*").text(), "ok\n");
    assert_eq!(service.get("/readyz", "*/*").status, 200);
}

#[test]
fn a_query_nested_a_hundred_thousand_deep_is_refused_and_the_process_lives() {
    let service = story(&[]);
    let deep = 100_000;
    let braces = format!("SELECT * {}?s ?p ?o{}", "{".repeat(deep), "}".repeat(deep));
    let sum = format!("SELECT (1{} AS ?n) {{}}", "+1".repeat(deep));
    let brackets = format!("SELECT * {{ FILTER({}1{}) }}", "(".repeat(deep), ")".repeat(deep));
    let path = format!("SELECT * {{ ?s {}<p>{} ?o }}", "(".repeat(deep), ")".repeat(deep));
    let nots = format!("SELECT * {{ FILTER({}1) }}", "!".repeat(deep));
    let lists = format!("SELECT * {{ ?s ?p {}1{} }}", "(".repeat(deep), ")".repeat(deep));
    for query in [braces, sum, brackets, path, nots, lists] {
        service.post("application/sparql-query", &query).problem(400);
        assert_eq!(service.get("/healthz", "*/*").status, 200, "{}", &query[..40]);
    }
}

#[test]
fn an_answer_that_is_cut_off_never_looks_whole() {
    let service = story(&["--rows", "10"]);
    for accept in ["application/json", "text/csv", "text/tab-separated-values", "application/sparql-results+xml"] {
        // Nothing was sent when the error came, so that it can be told.
        assert!(service.ask(ALL, accept).problem(400).contains("10 rows"));
    }
    assert!(service.ask("SELECT * { ?s ?p ?o } LIMIT 10", "*/*").is_whole, "ten rows are allowed");
    let service = story(&["--rows", "5000"]);
    for accept in ["application/sparql-results+json", "text/csv", "application/sparql-results+xml"] {
        let cut = service.ask(ALL, accept);
        assert!(cut.status == 200 && !cut.is_whole, "{accept} ends as if it were whole: {}", cut.head);
        assert!(cut.body.len() > 10_000 && serde_json::from_slice::<Value>(&cut.body).is_err());
    }
    let service = story(&["--timeout", "1"]);
    for query in [ENDLESS, SILENT] {
        let started = Instant::now();
        let cut = service.ask(query, "*/*");
        assert!(cut.status == 503 || !cut.is_whole, "{}", cut.head);
        assert!(started.elapsed() < Duration::from_secs(6), "{query} took {:?}", started.elapsed());
    }
}

#[test]
fn more_queries_than_allowed_at_once_are_asked_to_come_again() {
    let service = story(&["--concurrency", "1", "--timeout", "3"]);
    let mut slow = service.connect();
    write!(slow, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(SILENT)).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let busy = service.ask("ASK {}", "*/*");
    busy.problem(503);
    assert!(busy.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    assert_eq!(service.get("/claims", "text/html").status, 200, "pages are there all the same");
    drop(read(slow));
    assert_eq!(service.ask("ASK {}", "*/*").status, 200, "the place is free again");
}

#[test]
fn a_client_that_stops_reading_keeps_no_place_and_no_service_up() {
    let service = story(&["--concurrency", "1", "--timeout", "1"]);
    let mut stalled = service.connect();
    let large = "SELECT * { ?a ?b ?c . ?d ?e ?f }";
    write!(stalled, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(large)).unwrap();
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(service.ask("ASK {}", "*/*").status, 200, "a stalled client holds the only place");
    let mut half = service.connect();
    half.write_all(b"GET /claims HTTP/1.1\r\nHost:").unwrap();
    let (code, took) = service.terminate();
    assert_eq!(code, Some(0), "after {took:?}");
    drop((stalled, half));
}

#[test]
fn clients_that_never_finish_a_request_do_not_keep_the_others_out() {
    let service = story(&["--timeout", "1", "--patience", "1", "--connections", "2"]);
    let started = Instant::now();
    let mut silent = service.connect();
    let mut dripping = service.connect();
    dripping.write_all(b"GET /claims HTTP/1.1\r\nX: ").unwrap();
    let drip = std::thread::spawn(move || {
        while dripping.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    assert_eq!(service.get("/healthz", "*/*").status, 200);
    let waited = started.elapsed();
    assert!(waited > Duration::from_millis(1500), "both places were taken, so there was a wait: {waited:?}");
    assert!(waited < Duration::from_secs(10), "{waited:?}");
    drip.join().unwrap();
    assert_eq!(silent.read(&mut [0]).unwrap_or(0), 0, "the silent client was let go");
}

/// A connection from another address of this machine.
fn from(address: &str, service: &Service) -> TcpStream {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stream = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind(format!("{address}:0").parse().unwrap()).unwrap();
        socket.connect(service.address.parse().unwrap()).await.unwrap()
    });
    let stream = stream.into_std().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

#[test]
fn an_address_that_holds_all_its_connections_keeps_no_other_address_out() {
    let service = story(&["--connections", "12", "--client-connections", "8", "--timeout", "60", "--patience", "60"]);
    let status = |mut stream: TcpStream| {
        write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        http::read(stream).status
    };
    let idle: Vec<TcpStream> = (0..8).map(|_| service.connect()).collect();
    // The answer comes before anything is asked.
    let refused = |_| http::read(service.connect()).problem(429);
    assert!((0..40).map(refused).all(|said| said.contains("this address")));
    for other in ["127.0.0.2", "127.0.0.3"] {
        let begun = Instant::now();
        assert_eq!(status(from(other, &service)), 200);
        assert!(begun.elapsed() < Duration::from_millis(500), "{other}: {:?}", begun.elapsed());
    }
    let more: Vec<TcpStream> = (0..3).map(|_| from("127.0.0.2", &service)).collect();
    assert_eq!(status(from("127.0.0.3", &service)), 200);
    drop((idle, more));
    let begun = Instant::now();
    while status(service.connect()) != 200 {
        assert!(begun.elapsed() < Duration::from_secs(3), "its connections were not given back");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn claims_documents_actors_and_sources_are_pages_and_data_at_one_address() {
    let service = story(&[]);
    let first = |class: &str| {
        let query = format!("SELECT ?x {{ ?x a stm:{class} }} ORDER BY ?x LIMIT 1");
        let iri = service.ask(&query, "text/csv").text().lines().nth(1).unwrap().to_owned();
        format!("/{}", iri.splitn(4, '/').nth(3).unwrap())
    };
    let addresses =
        ["Claim", "Document", "Version", "Actor", "Source", "Topic", "Assertion", "Contradiction"].map(first);
    let jsonld = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    for address in addresses.iter().map(String::as_str).chain(["/claims"]) {
        let page = service.get(address, "text/html,application/xhtml+xml,*/*;q=0.8");
        assert_eq!(page.status, 200, "{address}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{address}: {}", page.head);
        assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"), "{address}");
        assert!(page.text().ends_with("</html>") && !page.text().contains("<script"), "{address}");
        assert!(rdf(&service.get(address, "text/turtle"), RdfFormat::Turtle) > 0, "{address}");
        assert!(rdf(&service.get(address, "application/ld+json"), jsonld) > 0, "{address}");
    }
}

#[test]
fn nothing_that_a_document_says_runs_on_a_page() {
    let service = story(&[]);
    let query = "SELECT ?d { ?d stm:fileName \"hostile.md\" }";
    let iri = service.ask(query, "text/csv").text().lines().nth(1).unwrap().to_owned();
    let path = format!("/{}", iri.splitn(4, '/').nth(3).unwrap());
    for target in [&path, "/claims", "/claims?q=%22%3E%3Cscript%3E", "/claims?headline=%3Cscript%3E"] {
        let page = service.get(target, "text/html").text();
        assert!(page.contains("</html>"), "{target}");
        for forbidden in ["<script", "<img", "<b>Tide", "\" onload"] {
            assert!(!page.contains(forbidden), "{target} has {forbidden}");
        }
    }
    assert!(service.get(&path, "text/html").text().contains("&lt;script&gt;alert(1)"));
}

#[test]
fn a_service_that_is_told_to_stop_finishes_what_it_began_and_ends_well() {
    let service = story(&["--timeout", "20"]);
    let mut running = service.connect();
    let query = "SELECT (COUNT(*) AS ?n) { ?a a ?c . ?d stm:omega ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) > 3) }";
    write!(running, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(query)).unwrap();
    let idle = service.connect();
    std::thread::sleep(Duration::from_millis(300));
    let reader = std::thread::spawn(move || read(running));
    let (code, took) = service.terminate();
    let answer = reader.join().unwrap();
    assert_eq!(code, Some(0), "after {took:?}");
    assert!(answer.status == 200 && answer.is_whole, "{}{}", answer.head, answer.text());
    assert!(took > Duration::from_millis(100), "the answer was over before the end: {took:?}");
    drop(idle);
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    for bind in ["0.0.0.0:0", "[::]:0"] {
        let refused = STORY.run(&["serve", "--bind", bind]);
        let errors = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(2), "{errors}");
        assert!(errors.contains("127.0.0.1"), "{errors}");
    }
    assert_eq!(Home::new().run(&["serve", "--bind", "127.0.0.1:0"]).status.code(), Some(3), "there is no store");
    let service = story(&[]);
    let taken = STORY.run(&["serve", "--bind", &service.address]);
    assert_eq!(taken.status.code(), Some(3));
    assert!(String::from_utf8(taken.stderr).unwrap().contains(&service.address));
}
