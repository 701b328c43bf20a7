//! What nests deep, multiplies, or never ends, by every door: it is refused, and the process lives.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod support;
#[path = "support/writing.rs"]
mod writing;

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use http::{Answer, encoded};
use support::Home;
use writing::{sent, update, value, writable};

/// Something that nests so deep, in SPARQL.
fn nested(deep: usize) -> Vec<(&'static str, String)> {
    let all = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(deep), close.repeat(deep));
    vec![
        ("groups", all("{", "?s ?p ?o", "}")),
        ("brackets", format!("?s ?p ?o FILTER({})", all("(", "1", ")"))),
        ("paths", format!("?s {} ?o", all("(", "<urn:p>", ")*"))),
        ("inverse paths", format!("?s {} ?o", all("^(", "<urn:p>", ")"))),
        ("sequences", format!("?s {} ?o", all("(<urn:q>/", "<urn:p>", ")"))),
        ("negated sets", format!("?s {} ?o", all("!(", "<urn:p>", ")"))),
        ("unions", all("{ ?s ?p ?o } UNION { ", "?s ?p ?o", "}")),
        ("row of unions", format!("{{ ?s ?p ?o }}{}", " UNION { ?s ?p ?o }".repeat(deep))),
        ("optionals", all("?s ?p ?o OPTIONAL { ", "?s ?p ?o", "}")),
        ("row of optionals", "OPTIONAL { ?s ?p ?o } ".repeat(deep)),
        ("minus", all("?s ?p ?o MINUS { ", "?s ?p ?o", "}")),
        ("exists", all("?s ?p ?o FILTER EXISTS { ", "?s ?p ?o", "}")),
        ("not exists", all("?s ?p ?o FILTER(!EXISTS { ", "?s ?p ?o", "})")),
        ("subselects", all("{ SELECT * { ", "?s ?p ?o", "} }")),
        ("graphs", all("GRAPH ?g { ", "?s ?p ?o", "}")),
        ("functions", format!("BIND({} AS ?x)", all("STR(", "1", ")"))),
        ("conditions", format!("BIND({} AS ?x)", all("IF(true, ", "1", ", 2)"))),
        ("nots", format!("FILTER({}true)", "!".repeat(deep))),
        ("signs", format!("FILTER({}1)", "- ".repeat(deep))),
        ("sum", format!("FILTER(1{})", " + 1".repeat(deep * 5))),
        ("ors", format!("FILTER(true{})", " || true".repeat(deep * 5))),
        ("lists in", format!("FILTER(1 IN {})", all("(1, 1 IN (", "1", "))"))),
        ("collections", format!("?s ?p {}", all("(", "1", ")"))),
        ("property lists", format!("?s ?p {}", all("[ <urn:p> ", "1", "]"))),
        ("triple terms", format!("?s ?p {}", all("<<( <urn:a> <urn:p> ", "1", ")>>"))),
        ("reified triples", format!("?s ?p {}", all("<< <urn:a> <urn:p> ", "1", ">>"))),
        ("annotations", format!("?s ?p ?o {}", all("{| <urn:p> 1 ", "", "|}"))),
        ("half open", "{".repeat(deep)),
        ("half closed", format!("?s ?p ?o {}", ")".repeat(deep))),
    ]
}

#[test]
fn what_nests_a_thousand_deep_is_refused_by_every_door_and_the_process_lives() {
    let service = writable(&Home::new(), &["--client-errors", "0"]);
    assert_eq!(update(&service, "INSERT DATA { <urn:n> <urn:p> 1 }").status, 204);
    let refused = |what: &str, answer: Answer| {
        assert!((400..500).contains(&answer.status), "{what}: {}{}", answer.head, answer.text());
        assert!(answer.is_whole, "{what}: {}", answer.head);
    };
    for (what, pattern) in nested(1000) {
        let begun = Instant::now();
        let query = format!("SELECT * {{ {pattern} }}");
        refused(what, service.ask(&query, "*/*"));
        refused(what, service.post("application/sparql-query", &query));
        let form = format!("query={}", encoded(&query));
        refused(what, service.post("application/x-www-form-urlencoded", &form));
        refused(what, service.get(&format!("/query?query={}", encoded(&query)), "text/html"));
        refused(what, update(&service, &format!("INSERT {{ <urn:x> <urn:p> 1 }} WHERE {{ {pattern} }}")));
        let form = format!("update={}", encoded(&format!("DELETE {{ ?s ?p ?o }} WHERE {{ {pattern} }}")));
        refused(what, sent(&service, ("POST", "/sparql"), "application/x-www-form-urlencoded", &[], form.as_bytes()));
        assert!(begun.elapsed() < Duration::from_secs(20), "{what} took {:?}", begun.elapsed());
    }
    let deep = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(1000), close.repeat(1000));
    for (what, data) in [
        ("collections", deep("(", "1", ")")),
        ("property lists", deep("[ <urn:p> ", "1", "]")),
        ("triple terms", deep("<<( <urn:a> <urn:p> ", "1", ")>>")),
    ] {
        refused(what, update(&service, &format!("INSERT DATA {{ <urn:x> <urn:p> {data} }}")));
    }
    // Nothing of it is syntax in a parameter of a saved query.
    let filled = format!("/query?name=hangs-on&with-actor={}", encoded(&deep("(", "\"} {", "\\")));
    assert_eq!(service.get(&filled, "text/html").status, 200);
    assert_eq!(update(&service, "INSERT DATA { <urn:after> <urn:p> 1 }").status, 204);
    assert_eq!(value(&service, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?s = <urn:x>) }"), "0");
}

#[test]
fn graphs_that_nest_a_thousand_deep_are_refused_or_can_be_read_again_in_every_format() {
    let service = writable(&Home::new(), &["--client-errors", "0"]);
    let deep = |open: &str, inner: &str, close: &str, many: usize| {
        format!("{}{inner}{}", open.repeat(many), close.repeat(many))
    };
    let xml = |inner: &str| {
        format!("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"urn:\">{inner}</rdf:RDF>")
    };
    for many in [50, 1000] {
        for (what, media, body) in [
            ("collections", "text/turtle", format!("<urn:a> <urn:p> {} .", deep("(", "1", ")", many))),
            ("property lists", "text/turtle", format!("<urn:a> <urn:p> {} .", deep("[ <urn:p> ", "1", "]", many))),
            ("annotations", "text/turtle", format!("<urn:a> <urn:p> 1 {} .", deep("{| <urn:p> 1 ", "", "|}", many))),
            ("objects", "application/ld+json", deep("{\"urn:p\":", "1", "}", many)),
            ("arrays", "application/ld+json", format!("{{\"urn:p\":{}}}", deep("[", "1", "]", many))),
            ("lists", "application/ld+json", format!("{{\"urn:p\":{}}}", deep("{\"@list\":[", "1", "]}", many))),
            ("contexts", "application/ld+json", deep("{\"@context\":{\"p\":\"urn:p\"},\"p\":", "1", "}", many)),
            ("graphs", "application/ld+json", deep("{\"@graph\":[", "{\"@id\":\"urn:a\",\"urn:p\":1}", "]}", many)),
            ("reverse", "application/ld+json", deep("{\"@reverse\":{\"urn:p\":", "{\"@id\":\"urn:a\"}", "}}", many)),
            ("elements", "application/rdf+xml", xml(&deep("<a><b>", "", "</b></a>", many))),
            (
                "literals",
                "application/rdf+xml",
                xml(&format!("<a><b rdf:parseType=\"Literal\">{}</b></a>", deep("<c>", "x", "</c>", many))),
            ),
            (
                "resources",
                "application/rdf+xml",
                xml(&format!("<a>{}</a>", deep("<b rdf:parseType=\"Resource\">", "<c>x</c>", "</b>", many))),
            ),
        ] {
            let begun = Instant::now();
            let answer = sent(&service, ("PUT", "/graphs?graph=urn:deep"), media, &[], body.as_bytes());
            assert!([201, 204, 400].contains(&answer.status), "{what} {many}: {}{}", answer.head, answer.text());
            if answer.status != 400 {
                for accept in ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"] {
                    let read = service.get("/graphs?graph=urn:deep", accept);
                    // XML has no such names for predicates, and neither it nor JSON-LD has triples as terms.
                    let may = read.status == 404
                        || read.status == 406 && (accept == "application/rdf+xml" || what == "annotations");
                    assert!(read.status == 200 && read.is_whole || may, "{what} {many} as {accept}: {}", read.head);
                }
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{what} {many} took {:?}", begun.elapsed());
        }
    }
    assert_eq!(service.get("/healthz", "*/*").status, 200);
}

#[test]
fn entities_that_multiply_are_refused_before_they_do() {
    let service = writable(&Home::new(), &[]);
    let mut entities = "<!ENTITY e0 \"0123456789\">".to_owned();
    for n in 1..12 {
        entities += &format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10));
    }
    let xml = |entities: &str, text: &str| {
        format!(
            "<!DOCTYPE rdf:RDF [{entities}]><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"urn:\"><rdf:Description rdf:about=\"urn:a\"><p>{text}</p></rdf:Description></rdf:RDF>"
        )
    };
    let put = |body: &str| sent(&service, ("PUT", "/graphs?graph=urn:e"), "application/rdf+xml", &[], body.as_bytes());
    let begun = Instant::now();
    put(&xml(&entities, "&e11;")).problem(400);
    let long = format!("<!ENTITY a \"{}\">", "y".repeat(100_000));
    put(&xml(&long, &"&a;".repeat(100_000))).problem(400);
    put(&xml("<!ENTITY a SYSTEM \"file:///etc/passwd\">", "&a;")).problem(400);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(put(&xml("<!ENTITY x \"fine\">", "&x; &amp; more")).status, 201);
    assert!(service.get("/graphs?graph=urn:e", "application/n-triples").text().contains("\"fine & more\""));
}

#[test]
fn bodies_that_never_end_and_clients_that_drip_keep_nobody_else_waiting() {
    let service = writable(&Home::new(), &["--timeout", "1", "--patience", "2", "--connections", "12"]);
    // Chunks without an end are cut at the longest body.
    let mut endless = service.connect();
    write!(endless, "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let sent = (0..100_000).take_while(|_| endless.write_all(chunk.as_bytes()).is_ok()).count();
    assert!(sent < 1000, "{sent} chunks of 64 KiB were taken");
    let begun = Instant::now();
    let dripping: Vec<_> = (0..30)
        .map(|_| {
            let mut slow = service.connect();
            write!(slow, "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 100000\r\n\r\nASK").unwrap();
            std::thread::spawn(move || while slow.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(50));
            })
        })
        .collect();
    assert_eq!(service.get("/healthz", "*/*").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    dripping.into_iter().for_each(|client| client.join().unwrap());
}

#[test]
fn floods_of_headers_and_endless_addresses_are_refused() {
    let service = writable(&Home::new(), &[]);
    let asked = |head: &str| {
        let mut stream = service.connect();
        // Refused before it is all sent, the rest may find nobody.
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(b"\r\n\r\n");
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        String::from_utf8_lossy(&all).lines().next().unwrap_or_default().to_owned()
    };
    let lines: String = (0..10_000).map(|n| format!("X-{n}: y\r\n")).collect();
    let many = asked(&format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{}", lines.trim_end()));
    assert!(many.is_empty() || many.contains(" 431 ") || many.contains(" 400 "), "{many}");
    let long =
        asked(&format!("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: {}", "y".repeat(4 << 20)));
    assert!(long.is_empty() || long.contains(" 431 ") || long.contains(" 400 "), "{long}");
    let address =
        asked(&format!("GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\nConnection: close", "x".repeat(1 << 20)));
    assert!(address.is_empty() || address.contains(" 414 ") || address.contains(" 431 "), "{address}");
    for nonsense in [
        "GET",
        "\0\0\0",
        "GET / HTTP/9.9\r\nHost: x",
        "GET  /  HTTP/1.1",
        "SPAM /\r\n",
        "GET /\u{7f}\u{80} HTTP/1.1\r\nHost: x",
    ] {
        let answer = asked(nonsense);
        assert!(answer.is_empty() || answer.contains(" 400 ") || answer.contains(" 505 "), "{nonsense:?}: {answer}");
    }
    assert_eq!(service.get("/healthz", "*/*").status, 200);
}
