//! What queries, updates and documents of clients may ask of other hosts: nothing, and with `--allow-remote` the hosts that are named.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod support;
#[path = "support/writing.rs"]
mod writing;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use support::Home;
use writing::{sent, update, value, writable};

/// A server that gives whoever asks the same answer, and how often it was asked.
fn saying(status: &'static str, media: &'static str, body: &str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, asked) = (listener.local_addr().unwrap().to_string(), Arc::new(AtomicUsize::new(0)));
    let (count, body) = (Arc::clone(&asked), body.to_owned());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            count.fetch_add(1, Ordering::SeqCst);
            let _ = stream.read(&mut [0; 1 << 16]);
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (address, asked)
}

#[test]
fn nothing_is_asked_of_hosts_that_were_not_named() {
    let (address, asked) = saying("200 OK", "text/turtle", "<urn:a> <urn:p> 1 .");
    let off = writable(&Home::new(), &[]);
    let other = writable(&Home::new(), &["--allow-remote", "named.example", "--allow-remote", "127.0.0.1:1"]);
    // A host of its own is fetched from for editors, which is another list.
    let fetching = writable(&Home::new(), &["--allow-host", "127.0.0.1"]);
    for (service, status) in [(&off, 403), (&other, 400), (&fetching, 403)] {
        let query = format!("SELECT * {{ SERVICE <http://{address}/> {{ ?s ?p ?o }} }}");
        service.ask(&query, "*/*").problem(status);
        update(service, &format!("LOAD <http://{address}/>")).problem(status);
        update(service, &format!("INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://{address}/> {{ ?s ?p ?o }} }}"))
            .problem(status);
        let context = format!("{{\"@context\": \"http://{address}/\", \"@id\": \"urn:a\", \"p\": 1}}");
        sent(service, ("PUT", "/graphs?default"), "application/ld+json", &[], &context).problem(400);
        assert_eq!(value(service, "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }"), "0");
    }
    for odd in ["file:///etc/passwd", "ftp://named.example/", "http://me:pw@named.example/", "urn:x"] {
        update(&other, &format!("LOAD <{odd}>")).problem(400);
    }
    other.ask("SELECT * { VALUES ?e { <urn:x> } SERVICE ?e { ?s ?p ?o } }", "*/*").problem(400);
    other.ask("SELECT * { SERVICE ?e { ?s ?p ?o } }", "*/*").problem(400);
    other.ask("LOAD <http://named.example/>", "*/*").problem(403);
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[test]
fn an_endpoint_that_is_named_answers_its_part_of_a_query() {
    let home = Home::new();
    let other = writable(&home, &[]);
    let triples: String = (0..50).map(|n| format!("<urn:n{n}> <urn:label> \"other {n}\" . ")).collect();
    assert_eq!(update(&other, &format!("INSERT DATA {{ {triples} }}")).status, 204);
    let service = writable(&Home::new(), &["--allow-remote", &other.address]);
    let own: String = (0..200).map(|n| format!("<urn:x{n}> <urn:is> <urn:n{}> . ", n % 60)).collect();
    assert_eq!(update(&service, &format!("INSERT DATA {{ {own} }}")).status, 204);
    let at = format!("<http://{}/sparql>", other.address);
    let joined = format!("SELECT (COUNT(*) AS ?n) {{ ?x <urn:is> ?n1 . SERVICE {at} {{ ?n1 <urn:label> ?label }} }}");
    let begun = Instant::now();
    assert_eq!(value(&service, &joined), "170");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let written = format!(
        "INSERT {{ ?n <urn:copied> ?label }} WHERE {{ SERVICE {at} {{ ?n <urn:label> ?label FILTER(CONTAINS(?label, \"7\")) }} }}"
    );
    assert_eq!(update(&service, &written).status, 204);
    assert_eq!(value(&service, "SELECT (COUNT(*) AS ?n) { ?s <urn:copied> ?o }"), "5");
    drop(other);
    // Gone, it is an error, not an empty answer; in a filter too; and SILENT says that it may be empty.
    assert!(service.ask(&joined, "*/*").problem(502).contains("gave no whole answer"));
    let filtered =
        format!("ASK {{ ?x <urn:is> ?n1 FILTER NOT EXISTS {{ SERVICE {at} {{ ?n1 <urn:label> ?label }} }} }}");
    service.ask(&filtered, "*/*").problem(502);
    let silent = format!("SELECT (COUNT(*) AS ?n) {{ SERVICE SILENT {at} {{ ?s <urn:label> ?label }} }}");
    assert_eq!(value(&service, &silent), "1");
}

#[test]
fn a_bad_answer_of_an_endpoint_is_no_answer() {
    let json = "application/sparql-results+json";
    for (status, media, body) in [
        (
            "200 OK",
            json,
            "{\"head\":{\"vars\":[\"s\"]},\"results\":{\"bindings\":[{\"s\":{\"type\":\"uri\",\"value\":\"urn:a\"}}",
        ),
        ("200 OK", json, "{\"head\":{},\"boolean\":true}"),
        ("200 OK", "text/html", "<p>hello</p>"),
        ("302 Found", json, ""),
        ("500 No", json, "secret inside"),
    ] {
        let (address, _) = saying(status, media, body);
        let service = writable(&Home::new(), &["--allow-remote", &address, "--timeout", "3"]);
        let said =
            service.ask(&format!("SELECT * {{ SERVICE <http://{address}/> {{ ?s ?p ?o }} }}"), "*/*").problem(502);
        assert!(!said.contains("secret"), "{said}");
    }
    // One that never answers takes no longer than a query may.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let service = writable(&Home::new(), &["--allow-remote", &address, "--timeout", "2"]);
    let begun = Instant::now();
    let answer = service.ask(&format!("SELECT * {{ SERVICE <http://{address}/> {{ ?s ?p ?o }} }}"), "*/*");
    assert!(
        [502, 503].contains(&answer.status) && begun.elapsed() < Duration::from_secs(3),
        "{:?} {}",
        begun.elapsed(),
        answer.head
    );
}

#[test]
fn documents_and_contexts_of_named_hosts_are_loaded_with_the_care_of_any_body() {
    let (turtle, _) = saying("200 OK", "text/turtle", "<here> <urn:p> \"loaded\" , [] .");
    let (deep, _) = saying("200 OK", "text/turtle", &format!("<urn:a> <urn:p> {}", "(".repeat(1000)));
    let (forged, _) = saying("200 OK", "text/turtle", "<urn:a> <https://w3id.org/stemma/ns/1#headline> 1 .");
    let (context, asked) = saying("200 OK", "application/ld+json", "{\"@context\": {\"p\": \"urn:of-the-context\"}}");
    let (away, _) = saying("404 Not Found", "text/html", "");
    let named: Vec<&str> =
        [&turtle, &deep, &forged, &context, &away].into_iter().flat_map(|host| ["--allow-remote", host]).collect();
    let service = writable(&Home::new(), &named);
    assert_eq!(update(&service, &format!("LOAD <http://{turtle}/doc> INTO GRAPH <urn:g>")).status, 204);
    assert_eq!(
        value(
            &service,
            &format!("SELECT ?o {{ GRAPH <urn:g> {{ <http://{turtle}/here> <urn:p> ?o FILTER(ISLITERAL(?o)) }} }}")
        ),
        "loaded"
    );
    assert!(update(&service, &format!("LOAD <http://{deep}/>")).problem(502).contains("nest deeper"));
    update(&service, &format!("LOAD <http://{forged}/>")).problem(403);
    let findings = "http://stemma.localhost:7373/graphs/findings";
    update(&service, &format!("LOAD <http://{turtle}/> INTO GRAPH <{findings}>")).problem(403);
    assert!(update(&service, &format!("LOAD <http://{away}/>")).problem(502).contains("404"));
    assert_eq!(
        update(&service, &format!("LOAD SILENT <http://{away}/> ; INSERT DATA {{ <urn:after> <urn:p> 1 }}")).status,
        204
    );
    assert_eq!(value(&service, "SELECT (COUNT(*) AS ?n) { <urn:after> ?p ?o }"), "1");
    let body = format!("{{\"@context\": \"http://{context}/c\", \"@id\": \"urn:j\", \"p\": \"by a context\"}}");
    assert_eq!(sent(&service, ("PUT", "/graphs?graph=urn:j"), "application/ld+json", &[], &body).status, 201);
    assert_eq!(value(&service, "SELECT ?o { <urn:j> <urn:of-the-context> ?o }"), "by a context");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let elsewhere = body.replace(&context, "127.0.0.1:1");
    sent(&service, ("PUT", "/graphs?graph=urn:j"), "application/ld+json", &[], &elsewhere).problem(400);
    let many: String = (0..11).map(|n| format!("LOAD <http://{turtle}/{n}> ;\n")).collect();
    update(&service, &many).problem(400);
}

#[test]
fn a_slow_host_that_an_update_needs_keeps_no_other_writer_waiting() {
    // It is connected to, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let service = writable(&Home::new(), &["--allow-remote", &address, "--timeout", "4"]);
    let slow = [
        format!("INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://{address}/> {{ ?s ?p ?o }} }}"),
        format!("LOAD <http://{address}/>"),
        format!(
            "INSERT DATA {{ <urn:a> <urn:at> <http://{address}/> }} ; INSERT {{ ?s ?p ?o }} WHERE {{ <urn:a> <urn:at> ?e LATERAL {{ SERVICE ?e {{ ?s ?p ?o }} }} }}"
        ),
    ];
    std::thread::scope(|scope| {
        let waiting: Vec<_> = slow
            .iter()
            .map(|text| {
                let service = &service;
                scope.spawn(move || {
                    let begun = Instant::now();
                    let status = update(service, text).status;
                    assert!([502, 503].contains(&status), "{status} for {text}");
                    begun.elapsed()
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(700));
        for n in 0..5 {
            let begun = Instant::now();
            assert_eq!(update(&service, &format!("INSERT DATA {{ <urn:quick> <urn:n> {n} }}")).status, 204);
            assert!(begun.elapsed() < Duration::from_secs(1), "{n} took {:?}", begun.elapsed());
        }
        for waited in waiting {
            let waited = waited.join().unwrap();
            assert!(waited > Duration::from_secs(3) && waited < Duration::from_secs(6), "{waited:?}");
        }
    });
    assert_eq!(value(&service, "SELECT (COUNT(*) AS ?n) { <urn:quick> ?p ?o }"), "5");
    assert_eq!(
        value(&service, "SELECT (COUNT(*) AS ?n) { <urn:a> ?p ?o }"),
        "0",
        "all of an update is made, or nothing"
    );
}
