//! What the service tells of itself, how its answers are kept and shared, and the limits of each client.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
mod http;
mod support;

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use http::{Answer, Service, encoded};
use support::Home;

const TOKEN: &str = "a-token-of-this-test";

fn writable(home: &Home, arguments: &[&str]) -> Service {
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat());
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

fn update(service: &Service, text: &str) -> Answer {
    let headers = ["Content-Type: application/sparql-update", &format!("Authorization: Bearer {TOKEN}")];
    service.send("POST", "/sparql", &headers, text.as_bytes())
}

/// A store of made-up triples, without documents.
fn numbers(service: &Service, many: usize) {
    let triples: String = (0..many).map(|n| format!("<urn:n{n}> <urn:p{}> \"number {n}\" . ", n % 7)).collect();
    assert_eq!(update(service, &format!("INSERT DATA {{ {triples} }}")).status, 204);
}

#[test]
fn the_service_and_its_data_are_described_with_counts_that_are_true() {
    let home = Home::new();
    std::fs::write(home.path().join("a.md"), "---\npublisher: Tide Post\n---\nThe dyke leaks, said Ada Moor.\n")
        .unwrap();
    home.ok(&["ingest", "a.md"]);
    let service = writable(&home, &[]);
    let described = service.get("/sparql", "text/turtle").text();
    let endpoint = format!("<http://{}/sparql>", service.address);
    for said in
        ["sparql-service-description#Service", "UnionDefaultGraph", "SPARQL11Update", &endpoint, "/graphs/findings>"]
    {
        assert!(described.contains(said), "{said} is missing: {described}");
    }
    let to_page = service.get("/sparql", "text/html,*/*;q=0.8");
    assert_eq!((to_page.status, to_page.header("location").as_deref()), (303, Some("/query")));
    let lines = |accept: &str| service.get("/.well-known/void", accept).text();
    let void = lines("application/n-triples");
    let count = |property: &str| -> usize {
        let line =
            void.lines().find(|line| line.contains(&format!("void#dataset> <http://rdfs.org/ns/void#{property}>")));
        line.unwrap_or_else(|| panic!("{property}: {void}")).split('"').nth(1).unwrap().parse().unwrap()
    };
    let asked = |what: &str| -> usize { service.ask(what, "text/csv").text().lines().nth(1).unwrap().parse().unwrap() };
    assert_eq!(count("triples"), asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"));
    assert_eq!(count("distinctSubjects"), asked("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"));
    assert_eq!(count("distinctObjects"), asked("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"));
    assert_eq!(count("properties"), asked("SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"));
    assert!(lines("text/turtle").contains("void#sparqlEndpoint"));
    assert_eq!(update(&service, "INSERT DATA { <urn:a> <urn:p> 1 }").status, 204);
    let after = lines("application/n-triples");
    assert_ne!(after, void, "an update changes the counts");
    let off = Service::start(&home_with_one_document(), &[]);
    assert!(!off.get("/sparql", "text/turtle").text().contains("SPARQL11Update"));
}

fn home_with_one_document() -> Home {
    let home = Home::new();
    std::fs::write(home.path().join("a.md"), "The dyke leaks, said Ada Moor.\n").unwrap();
    home.ok(&["ingest", "a.md"]);
    home
}

#[test]
fn an_answer_that_the_client_has_is_not_sent_again_until_something_changes() {
    let service = writable(&Home::new(), &[]);
    let target = format!("/sparql?query={}", encoded("SELECT * { <urn:a> ?p ?o }"));
    let first = service.get(&target, "text/csv");
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = |target: &str, tag: &str| {
        service.send("GET", target, &["Accept: text/csv", &format!("If-None-Match: {tag}")], b"")
    };
    let known = again(&target, &format!("\"other\", {tag}"));
    assert_eq!((known.status, known.body.len()), (304, 0), "{}", known.head);
    assert_eq!(known.header("etag"), Some(tag.clone()));
    assert_eq!(update(&service, "INSERT DATA { <urn:a> <urn:p> 1 }").status, 204);
    let changed = again(&target, &tag);
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag.clone()));
    assert_ne!(changed.body, first.body);
    let dice = format!("/sparql?query={}", encoded("SELECT (RAND() AS ?x) {}"));
    assert_eq!(service.get(&dice, "text/csv").header("etag"), None);
    let post = service.post("application/sparql-query", "ASK {}");
    assert_eq!((post.status, post.header("etag")), (200, None));
    assert_eq!(service.ask("SELECT nonsense", "text/csv").header("etag"), None, "an error is not kept");
}

#[test]
fn head_and_options_answer_without_a_body_and_other_pages_may_read() {
    let service = writable(&Home::new(), &[]);
    let target = format!("/sparql?query={}", encoded("ASK {}"));
    let head = service.send("HEAD", &target, &["Accept: application/json"], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-type").as_deref(), Some("application/json"));
    for (target, methods) in
        [("/sparql", vec!["GET", "POST"]), ("/graphs", vec!["GET", "PUT", "POST", "DELETE"]), ("/claims", vec!["GET"])]
    {
        let asked = ["Origin: https://example.org", "Access-Control-Request-Method: POST"];
        let options = service.send("OPTIONS", target, &asked, b"");
        assert_eq!((options.status, options.body.len()), (204, 0), "{target}: {}", options.head);
        for method in methods.into_iter().chain(["HEAD", "OPTIONS"]) {
            assert!(options.header("allow").unwrap().contains(method), "{target}: {}", options.head);
            assert!(options.header("access-control-allow-methods").unwrap().contains(method));
        }
        assert!(options.header("access-control-allow-headers").unwrap().contains("authorization"));
    }
    let shared = service.send("GET", &target, &["Origin: https://example.org"], b"");
    assert_eq!(shared.header("access-control-allow-origin").as_deref(), Some("*"));
    assert!(shared.header("access-control-allow-credentials").is_none());
    // The desk, its forms, and what programs do are nobody else's to read.
    for (target, accept) in [
        ("/desk", "text/html"),
        ("/claims", "text/html"),
        ("/check", "text/html"),
        ("/review", "text/html"),
        ("/desk.atom", "application/atom+xml"),
        ("/api/v1/review", "application/jsonl"),
        ("/api/v1/claims", "application/jsonl"),
        ("/export?format=csv", "text/csv"),
    ] {
        let answer = service.send("GET", target, &["Origin: https://example.org", &format!("Accept: {accept}")], b"");
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None), "{target}");
    }
    let data = service.send("GET", "/claims", &["Origin: https://example.org", "Accept: text/turtle"], b"");
    assert_eq!(data.header("access-control-allow-origin").as_deref(), Some("*"));
    service.send("OPTIONS", "/nothing", &[], b"").problem(404);
    let own = writable(&Home::new(), &["--same-origin"]);
    let kept = own.send("GET", &target, &["Origin: https://example.org"], b"");
    assert_eq!((kept.status, kept.header("access-control-allow-origin")), (200, None));
}

#[test]
fn a_page_whose_name_was_made_to_lead_here_is_told_nothing() {
    let ask = |service: &Service, host: &str| {
        let mut stream = service.connect();
        let head = format!("GET /desk HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        http::read(stream)
    };
    let service = writable(&Home::new(), &["--host", "desk.example"]);
    let port = service.address.rsplit(':').next().unwrap();
    for host in ["localhost", "127.0.0.1", "[::1]:1", "desk.example", &format!("localhost:{port}")] {
        assert_eq!(ask(&service, host).status, 200, "{host}");
    }
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1.evil.example"] {
        let refused = ask(&service, host);
        assert_eq!(refused.status, 421, "{host}");
        assert!(!refused.text().contains("worklist") && refused.header("access-control-allow-origin").is_none());
    }
}

#[test]
fn answers_are_compressed_for_whoever_takes_it_and_a_cut_one_is_still_cut() {
    let service = writable(&Home::new(), &["--rows", "5000"]);
    numbers(&service, 3000);
    let ask =
        |query: &str, headers: &[&str]| service.send("GET", &format!("/sparql?query={}", encoded(query)), headers, b"");
    let plain = ask("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 1000", &["Accept: text/csv"]);
    let packed = ask("SELECT * { ?s ?p ?o } ORDER BY ?s LIMIT 1000", &["Accept: text/csv", "Accept-Encoding: gzip"]);
    assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"), "{}", packed.head);
    assert!(packed.is_whole && packed.body.len() * 3 < plain.body.len(), "{} {}", packed.body.len(), plain.body.len());
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    assert!(packed.header("vary").unwrap().to_ascii_lowercase().contains("accept"), "{}", packed.head);
    let cut = ask("SELECT * { ?s ?p ?o . ?a <urn:p1> ?c }", &["Accept: text/csv", "Accept-Encoding: gzip"]);
    assert_eq!(cut.status, 200);
    let whole = flate2::read::GzDecoder::new(cut.body.as_slice()).read_to_end(&mut Vec::new()).is_ok();
    assert!(!cut.is_whole && !whole, "a cut-off answer unpacks as a whole one");
}

#[test]
fn operators_see_what_the_service_does() {
    let service = writable(&Home::new(), &[]);
    numbers(&service, 10);
    service.ask("SELECT nonsense", "*/*").problem(400);
    let metrics = service.get("/metrics", "*/*");
    assert!(metrics.header("content-type").unwrap().starts_with("text/plain"));
    let text = metrics.text();
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name}: {text}"));
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert_eq!(value("stemma_http_request_seconds_count{route=\"/sparql\",method=\"GET\",status=\"400\"}"), 1.0);
    assert_eq!(value("stemma_http_request_seconds_count{route=\"/sparql\",method=\"POST\",status=\"204\"}"), 1.0);
    assert_eq!(value("stemma_queries_running"), 0.0);
    assert!(value("stemma_quads") >= 10.0);
    assert_eq!(service.get("/readyz", "*/*").text(), "ready\n");
    let description = service.get("/api/v1/openapi.json", "*/*").json();
    for (path, methods) in description["paths"].as_object().unwrap() {
        let target = path.replace("{id}", "x").replace("{name}", "x").replace("{term}", "x");
        for method in methods.as_object().unwrap().keys() {
            // A stream has no end to wait for.
            let last: &[&str] = if path == "/api/v1/events" { &["Last-Event-ID: none"] } else { &[] };
            let answer = service.send(&method.to_uppercase(), &target, last, b"");
            let said = &description["paths"][path][method]["responses"];
            assert!(said.get(answer.status.to_string()).is_some(), "{method} {path} answers {}", answer.status);
        }
    }
}

#[test]
fn the_log_says_what_was_done_and_never_what_was_asked_or_shown() {
    let home = Home::new();
    let mut command = std::process::Command::new("sh");
    command
        .args([
            "-c",
            "exec \"$0\" --log-format json serve --bind 127.0.0.1:0 2> log.jsonl",
            env!("CARGO_BIN_EXE_stemma"),
        ])
        .current_dir(home.path())
        .env("STEMMA_LOG", "info")
        .env("STEMMA_ADMIN_TOKEN", TOKEN);
    let service = Service::running(command);
    service.ask("SELECT nonsense", "*/*").problem(400);
    assert_eq!(update(&service, "INSERT DATA { <urn:secret-word> <urn:p> 1 }").status, 204);
    let address = service.address.clone();
    assert_eq!(service.terminate().0, Some(0));
    let log = std::fs::read_to_string(home.path().join("log.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let statuses: Vec<_> = lines.iter().filter(|line| line["route"] == "/sparql").map(|line| &line["status"]).collect();
    assert_eq!(statuses, [400, 204], "{log}");
    assert!(lines.iter().all(|line| line["level"].is_string() && line["timestamp"].is_string()), "{log}");
    for word in ["nonsense", "secret-word", TOKEN, address.split(':').next().unwrap()] {
        assert!(!log.contains(word), "{word}: {log}");
    }
}

#[test]
fn a_client_that_asks_too_much_is_told_when_to_come_again() {
    let home = home_with_one_document();
    let service = Service::start(&home, &["--client-requests", "20"]);
    let answers: Vec<Answer> = (0..30).map(|_| service.ask("ASK {}", "*/*")).collect();
    let refused: Vec<&Answer> = answers.iter().filter(|answer| answer.status != 200).collect();
    assert!((5..=10).contains(&refused.len()), "{}", refused.len());
    for answer in refused {
        answer.problem(429);
        assert!((1..=60).contains(&answer.header("retry-after").unwrap().parse::<u32>().unwrap()));
    }
    assert_eq!(service.get("/healthz", "*/*").status, 200, "whoever watches is always answered");
    let service = Service::start(&home, &["--client-errors", "3"]);
    let statuses: Vec<u16> = (0..6).map(|_| service.ask("nonsense", "*/*").status).collect();
    assert_eq!((&statuses[..3], statuses[5]), ([400; 3].as_slice(), 429), "{statuses:?}");
    let service = Service::start(&home, &["--client-seconds", "1", "--timeout", "2"]);
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0) }";
    service.ask(slow, "*/*").problem(503);
    service.ask("ASK {}", "*/*").problem(429);
}

#[test]
fn a_deadline_of_five_seconds_ends_by_six_in_products_sorts_and_groups() {
    let service = writable(&Home::new(), &["--timeout", "5", "--concurrency", "8"]);
    numbers(&service, 2000);
    let product = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i";
    let queries = [
        format!("SELECT * {{ {product} }} ORDER BY DESC(CONCAT(STR(?c), STR(?i)))"),
        format!("SELECT (COUNT(*) AS ?n) {{ {product} }} GROUP BY ?c ?f ?i"),
        format!("SELECT (COUNT(DISTINCT *) AS ?n) {{ {product} }}"),
        format!("SELECT DISTINCT ?c ?f ?i {{ {product} FILTER(STR(?c) < STR(?f) && STR(?f) = STR(?i)) }} ORDER BY ?c"),
        "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?c (!<urn:x>|^!<urn:x>)* ?d . ?e ?f ?g }".to_owned(),
        format!("ASK {{ {{ SELECT * {{ {product} }} ORDER BY ?i }} MINUS {{ ?a ?b ?c . ?d ?e ?f }} }}"),
    ];
    std::thread::scope(|scope| {
        for query in &queries {
            let service = &service;
            scope.spawn(move || {
                let started = Instant::now();
                let answer = service.post("application/sparql-query", query);
                let took = started.elapsed();
                assert!(answer.status == 503 || !answer.is_whole, "{query}: {}", answer.head);
                assert!(took < Duration::from_secs(6), "{query} took {took:?}");
            });
        }
    });
    let (code, took) = service.terminate();
    assert_eq!(code, Some(0), "a query that was given up keeps the service from ending: {took:?}");
}

#[test]
fn a_query_that_takes_too_much_memory_is_ended_and_the_others_are_answered() {
    let service = writable(&Home::new(), &["--timeout", "60", "--memory", "200"]);
    numbers(&service, 2000);
    let started = Instant::now();
    let sorted = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i";
    let said = service.post("application/sparql-query", sorted).problem(503);
    assert!(said.contains("200 MB") && started.elapsed() < Duration::from_secs(30), "{said} {:?}", started.elapsed());
    let counted = service.ask("SELECT (COUNT(*) AS ?n) { ?s <urn:p1> ?o . ?t <urn:p2> ?q }", "text/csv");
    assert!(counted.is_whole && counted.status == 200, "{}", counted.text());
}
