//! The protocol's odd corners, by hand: marks and charsets, NULs, long and relative IRIs, names of blank nodes, packed bodies, ranges,
//! conditions, accepted types, datasets of updates, and what a document is asked to fetch.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that panics fails, as it should")]

#[path = "support/http.rs"]
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod http;
#[expect(dead_code, reason = "these tests ask less of it than others")]
mod support;
#[path = "support/writing.rs"]
mod writing;

use http::{Answer, Service, encoded};
use support::Home;
use writing::{sent, update, value, writable};

const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
const TURTLE: &str = "text/turtle";

fn put(service: &Service, media: &str, body: &[u8]) -> Answer {
    sent(service, ("PUT", "/graphs?graph=urn:g"), media, &[], body)
}

#[test]
fn a_mark_of_utf_8_is_no_part_of_the_text_and_other_charsets_are_refused() {
    let service = writable(&Home::new(), &[]);
    let marked = |text: &str| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    assert_eq!(sent(&service, ("POST", "/sparql"), QUERY, &[], marked("ASK {}")).status, 200);
    assert_eq!(
        sent(&service, ("POST", "/sparql"), UPDATE, &[], marked("INSERT DATA { <urn:a> <urn:p> 1 }")).status,
        204
    );
    for (media, body) in [
        (TURTLE, "<urn:a> <urn:p> \"é\" ."),
        ("application/n-triples", "<urn:a> <urn:p> \"é\" .\n"),
        ("application/ld+json", "{\"@id\":\"urn:a\",\"urn:p\":\"é\"}"),
        (
            "application/rdf+xml",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"urn:\"><rdf:Description rdf:about=\"urn:a\"><p>é</p></rdf:Description></rdf:RDF>",
        ),
    ] {
        assert!([201, 204].contains(&put(&service, media, &marked(body)).status), "{media}");
        assert_eq!(value(&service, "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }"), "é", "{media}");
        assert!([201, 204].contains(&put(&service, &format!("{media}; charset=UTF-8"), body.as_bytes()).status));
        // In both charsets these bytes are text, and another one in each.
        put(&service, &format!("{media}; charset=iso-8859-1"), body.as_bytes()).problem(415);
        put(&service, media, b"<urn:a> <urn:p> \"\xE9\" .").problem(400);
    }
    let said = put(&service, "application/rdf+xml", b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"urn:\"><rdf:Description rdf:about=\"urn:a\"><p>\xC3\xA9</p></rdf:Description></rdf:RDF>");
    let held = value(&service, "SELECT ?o { GRAPH <urn:g> { ?s ?p ?o } }");
    assert!(said.status == 415 || said.status == 400 || held == "Ã©", "{} {held}", said.head);
    sent(&service, ("POST", "/sparql"), &format!("{QUERY};charset=utf-16"), &[], b"ASK {}").problem(415);
    sent(&service, ("POST", "/sparql"), QUERY, &[], b"ASK { ?s ?p \"\xE9\" }").problem(400);
    service.get("/sparql?query=ASK%20%7B%20?s%20?p%20%22%E9%22%20%7D", "*/*").problem(400);
}

#[test]
fn nothing_packed_is_unpacked() {
    let service = writable(&Home::new(), &[]);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, &vec![b' '; 64 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    for (target, media) in
        [("/sparql", QUERY), ("/sparql", UPDATE), ("/graphs?default", TURTLE), ("/api/v1/check", "text/plain")]
    {
        for packing in ["gzip", "GZIP", "identity, gzip", "deflate", "br", "x-unknown"] {
            let answer = sent(&service, ("POST", target), media, &[&format!("Content-Encoding: {packing}")], &bomb);
            answer.problem(415);
            assert_eq!(answer.header("accept-encoding").as_deref(), Some("identity"));
        }
    }
    assert_eq!(sent(&service, ("POST", "/sparql"), QUERY, &["Content-Encoding: identity"], b"ASK {}").status, 200);
}

#[test]
fn nuls_and_long_and_relative_iris_are_refused_or_kept_as_they_are() {
    let service = writable(&Home::new(), &[]);
    for text in ["ASK { \0 }", "ASK { ?s ?p \"\0\" }", "SELECT * { <urn:\0> ?p ?o }"] {
        let answer = sent(&service, ("POST", "/sparql"), QUERY, &[], text.as_bytes());
        assert!([200, 400].contains(&answer.status), "{text:?}: {}", answer.head);
        let by_get = service.ask(text, "*/*");
        assert!([200, 400].contains(&by_get.status), "{text:?}: {}", by_get.head);
    }
    put(&service, TURTLE, b"<urn:a\0> <urn:p> 1 .").problem(400);
    // A megabyte of one IRI, and of many.
    let long = format!("urn:{}", "x".repeat(1 << 20));
    assert_eq!(put(&service, TURTLE, format!("<{long}> <urn:p> <{long}> .").as_bytes()).status, 201);
    assert_eq!(
        value(&service, "SELECT (STRLEN(STR(?s)) AS ?n) { GRAPH <urn:g> { ?s ?p ?o FILTER(?s = ?o) } }"),
        (long.len()).to_string()
    );
    for accept in [TURTLE, "application/n-triples", "application/ld+json", "application/rdf+xml"] {
        assert_eq!(service.get("/graphs?graph=urn:g", accept).status, 200, "{accept}");
    }
    assert_eq!(
        sent(
            &service,
            ("PUT", &format!("/graphs?graph=urn:{}", "y".repeat(60_000))),
            TURTLE,
            &[],
            b"<urn:a> <urn:p> 1 ."
        )
        .status,
        201
    );
    // Relative ones stand under the service's own names, in a graph under the graph's.
    assert_eq!(update(&service, "INSERT DATA { <here> <urn:rel> <../up?q#f> }").status, 204);
    let stored = value(&service, "SELECT (CONCAT(STR(?s), \" \", STR(?o)) AS ?both) { ?s <urn:rel> ?o }");
    assert_eq!(stored, "http://stemma.localhost:7373/here http://stemma.localhost:7373/up?q#f");
    assert_eq!(update(&service, "BASE <http://x.example/a/> INSERT DATA { <b> <urn:own> <//h/c> }").status, 204);
    assert_eq!(value(&service, "SELECT ?s { ?s <urn:own> <http://h/c> }"), "http://x.example/a/b");
    for iri in ["<http://[bad>", "<a b>", "<urn:a{}>", "<urn:%zz\\u0000>"] {
        update(&service, &format!("INSERT DATA {{ {iri} <urn:p> 1 }}")).problem(400);
    }
}

#[test]
fn names_of_blank_nodes_are_the_request_s_own() {
    let service = writable(&Home::new(), &[]);
    for n in 0..2 {
        assert_eq!(update(&service, &format!("INSERT DATA {{ _:same <urn:p> {n} ; <urn:q> _:same }}")).status, 204);
    }
    assert_eq!(value(&service, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:p> ?o }"), "2");
    for n in 0..2 {
        let body = format!("_:same <urn:r> {n} . [] <urn:r> 5 .");
        assert!(
            [201, 204].contains(&sent(&service, ("POST", "/graphs?graph=urn:b"), TURTLE, &[], body.as_bytes()).status)
        );
    }
    assert_eq!(value(&service, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:r> ?o }"), "4");
    // Nobody reaches a node that is held by the name that an answer gave it.
    let name = value(&service, "SELECT ?s { ?s <urn:p> 0 }");
    assert!(name.starts_with("_:"), "{name}");
    assert_eq!(update(&service, &format!("INSERT DATA {{ {name} <urn:stolen> 1 }}")).status, 204);
    assert_eq!(value(&service, "ASK { ?s <urn:p> 0 ; <urn:stolen> 1 }").to_lowercase(), "");
    assert_eq!(service.ask("ASK { ?s <urn:p> 0 ; <urn:stolen> 1 }", "application/json").json()["boolean"], false);
    update(&service, &format!("DELETE DATA {{ {name} <urn:p> 0 }}")).problem(400);
    update(&service, &format!("DELETE {{ {name} <urn:p> 0 }} WHERE {{}}")).problem(400);
    update(&service, "INSERT DATA { _:x <urn:p> 1 } ; INSERT DATA { _:x <urn:p> 2 }").problem(400);
}

#[test]
fn a_query_and_an_update_take_the_graphs_that_are_named_for_each() {
    let service = writable(&Home::new(), &[]);
    let write = |target: &str, text: &str| sent(&service, ("POST", target), UPDATE, &[], text.as_bytes());
    assert_eq!(
        write("/sparql", "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } GRAPH <urn:h> { <urn:a> <urn:p> 2 } }")
            .status,
        204
    );
    let copy = "INSERT { <urn:copy> <urn:p> ?o } WHERE { ?s <urn:p> ?o }";
    assert_eq!(write("/sparql?using-graph-uri=urn:g", copy).status, 204);
    assert_eq!(value(&service, "SELECT (MAX(?o) AS ?m) { <urn:copy> <urn:p> ?o }"), "1");
    for own in ["USING <urn:h>", "USING NAMED <urn:h>", "WITH <urn:h>"] {
        let (with, using) = if own.starts_with("WITH") { (own, "") } else { ("", own) };
        let text = format!("{with} INSERT {{ <urn:x> <urn:p> ?o }} {using} WHERE {{ ?s <urn:p> ?o }}");
        write("/sparql?using-graph-uri=urn:g", &text).problem(400);
        write("/sparql?using-named-graph-uri=urn:g", &text).problem(400);
    }
    // Passed over, these would be about other graphs than is meant.
    write("/sparql?default-graph-uri=urn:g", copy).problem(400);
    write("/sparql?named-graph-uri=urn:g", copy).problem(400);
    write("/sparql?default-graph-uri=urn:g", "INSERT { <urn:x> <urn:p> ?o } USING <urn:h> WHERE { ?s <urn:p> ?o }")
        .problem(400);
    service.get("/sparql?query=ASK%7B%7D&using-graph-uri=urn:g", "*/*").problem(400);
    service.get("/sparql?query=ASK%7B%7D&using-named-graph-uri=urn:g", "*/*").problem(400);
    let form = format!("update={}&default-graph-uri=urn:g", encoded(copy));
    sent(&service, ("POST", "/sparql"), "application/x-www-form-urlencoded", &[], form.as_bytes()).problem(400);
    // Only POST writes, whatever stands in the address.
    for target in [
        format!("/sparql?update={}", encoded("CLEAR ALL")),
        format!("/sparql?query=ASK%7B%7D&update={}", encoded("CLEAR ALL")),
    ] {
        for method in ["GET", "HEAD"] {
            assert_eq!(sent(&service, (method, &target), "text/plain", &[], b"").status, 400, "{method} {target}");
        }
    }
    assert_eq!(value(&service, "SELECT (COUNT(*) AS ?n) { <urn:x> ?p ?o }"), "0");
    // `%+1` and the like are no bytes.
    assert_eq!(service.get("/sparql?query=ASK%7B%7D&x=%+1%zz%", "*/*").status, 200);
}

#[test]
fn conditions_ranges_and_types_are_answered_as_http_says() {
    let service = writable(&Home::new(), &[]);
    assert_eq!(update(&service, "INSERT DATA { <urn:a> <urn:p> 1 }").status, 204);
    while !service.get("/metrics", "*/*").text().contains("\nstemma_published_sequence 1\n") {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let target = format!("/sparql?query={}", encoded("SELECT * { <urn:a> ?p ?o }"));
    let get = |target: &str, headers: &[&str]| service.send("GET", target, headers, b"");
    let csv = get(&target, &["Accept: text/csv"]);
    let tag = csv.header("etag").unwrap();
    let strong = tag.trim_start_matches("W/").to_owned();
    for known in [tag.clone(), strong.clone(), format!("\"x\", {strong}"), format!("W/\"a,b\",{tag}")] {
        let answer = get(&target, &["Accept: text/csv", &format!("If-None-Match: {known}")]);
        assert_eq!((answer.status, answer.body.len()), (304, 0), "{known}: {}", answer.head);
    }
    for unknown in ["\"x\"", "W/x", "nonsense, \"", ""] {
        assert_eq!(get(&target, &["Accept: text/csv", &format!("If-None-Match: {unknown}")]).status, 200, "{unknown}");
    }
    // What is known in one format, or of one address, is not known of another.
    assert_eq!(get(&target, &["Accept: application/json", &format!("If-None-Match: {tag}")]).status, 200);
    for elsewhere in ["/claims", "/sparql?query=ASK%7B%7D"] {
        assert_eq!(get(elsewhere, &["Accept: */*", &format!("If-None-Match: {tag}")]).status, 200, "{elsewhere}");
    }
    get("/nothing", &[&format!("If-None-Match: {tag}")]).problem(404);
    get("/sparql?query=nonsense", &[&format!("If-None-Match: {tag}")]).problem(400);
    let page = get("/claims", &["Accept: text/html"]).header("etag").unwrap();
    let data = get("/claims", &["Accept: text/turtle", &format!("If-None-Match: {page}")]);
    let said = data.header("content-type").unwrap_or_default();
    assert!(data.status == 200 && said.starts_with("text/turtle"), "{}", data.head);
    // A part is not promised, and not sent as if it were the whole.
    for range in ["bytes=0-3", "bytes=-5", "bytes=900000-", "lines=1-2", "nonsense"] {
        let answer = get(&target, &["Accept: text/csv", &format!("Range: {range}")]);
        assert_eq!((answer.status, &answer.body), (200, &csv.body), "{range}");
    }
    for (accept, media) in [
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.7, */*;q=0.1", "application/sparql-results+xml"),
        ("image/png, */*;q=0.01", "application/sparql-results+json"),
        ("TEXT/CSV", "text/csv"),
        ("application/sparql-results+json;q=0, application/json", "application/json"),
        ("text/*", "text/csv"),
        ("*/*;Q=0.5, text/csv;Q=0.9", "text/csv"),
        (", ,", "application/sparql-results+json"),
    ] {
        let answer = get(&target, &[&format!("Accept: {accept}")]);
        let said = answer.header("content-type").unwrap_or_default();
        assert!(answer.status == 200 && said.starts_with(media), "{accept}: {}", answer.head);
    }
    for accept in ["image/png", "text/csv;q=0", "*/*;q=0", "application/x-unknown;q=0.9, image/*"] {
        get(&target, &[&format!("Accept: {accept}")]).problem(406);
    }
    let both = get(&target, &["Accept: image/png", "Accept: text/csv"]);
    assert!(both.header("content-type").unwrap().starts_with("text/csv"), "{}", both.head);
    let named = get(&format!("{target}&format=xml"), &["Accept: image/png"]);
    assert_eq!(named.header("content-type").as_deref(), Some("application/sparql-results+xml"));
    get(&format!("{target}&format=word"), &[]).problem(406);
}
