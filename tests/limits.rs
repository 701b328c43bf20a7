//! Limits under somebody who means no good: queries that nobody waits for, deadlines in every way to be slow, texts and rows that
//! multiply, and what another client notices of it.

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

use http::{Service, encoded};
use support::Home;
use writing::{sent, update, writable};

/// A store of made-up triples: a chain, a few predicates, long texts.
fn numbers(service: &Service, many: usize) {
    let triple = |n: usize| {
        format!(
            "<urn:n{n}> <urn:p{}> \"number {n}\" ; <urn:next> <urn:n{}> ; <urn:n> {n} . ",
            n % 7,
            (n * 7 + 1) % many
        )
    };
    let triples: String = (0..many).map(triple).collect();
    assert_eq!(update(service, &format!("INSERT DATA {{ {triples} }}")).status, 204);
}

/// How many queries the process works on, whoever waits for them.
fn queries(service: &Service) -> usize {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", service.child.id())).unwrap();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok());
    names.filter(|name| name.trim() == "query").count()
}

fn within(time: Duration, what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < time, "{what}: not after {:?}", begun.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
}

const PRODUCT: &str = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l";

#[test]
fn a_query_ends_when_its_client_goes_away_and_holds_its_place_until_it_has() {
    let service = writable(&Home::new(), &["--concurrency", "1", "--timeout", "60"]);
    numbers(&service, 1000);
    let silent = format!("SELECT (COUNT(*) AS ?n) {{ {PRODUCT} FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = \"\") }}");
    // Gives a good part of its rows at once, and then none for hours.
    let stuck = format!(
        "SELECT * {{ ?s <urn:n> ?o FILTER(?o < 900 || EXISTS {{ {PRODUCT} FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = \"\") }}) }}"
    );
    for (query, target) in [(&silent, "/sparql"), (&stuck, "/sparql"), (&silent, "/query")] {
        let mut asking = service.connect();
        write!(
            asking,
            "GET {target}?query={} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html, */*;q=0.5\r\n\r\n",
            encoded(query)
        )
        .unwrap();
        if query == &stuck {
            asking.read_exact(&mut [0; 1000]).unwrap();
        }
        within(Duration::from_secs(10), "it runs", || queries(&service) == 1);
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(service.ask("ASK {}", "*/*").status, 503, "the only place is taken: {target} {query}");
        drop(asking);
        within(Duration::from_secs(3), "it ends with its client", || queries(&service) == 0);
        within(Duration::from_secs(1), "its place is free", || service.ask("ASK {}", "*/*").status == 200);
    }
}

#[test]
fn whoever_leaves_at_once_again_and_again_runs_no_more_queries_than_are_allowed() {
    let service = writable(&Home::new(), &["--concurrency", "2", "--timeout", "60"]);
    numbers(&service, 1000);
    let silent =
        format!("SELECT (COUNT(*) AS ?n) {{ {PRODUCT} FILTER(REGEX(CONCAT(STR(?c), STR(?f)), \"x(y|z)*w\")) }}");
    let mut most = 0;
    for _ in 0..40 {
        let mut asking = service.connect();
        write!(asking, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(&silent)).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        most = most.max(queries(&service));
    }
    assert!((1..=2).contains(&most), "{most} ran at once");
    within(Duration::from_secs(3), "all have ended", || queries(&service) == 0);
}

#[test]
fn a_deadline_holds_in_every_way_to_be_slow() {
    let service = writable(&Home::new(), &["--timeout", "5", "--concurrency", "32", "--client-seconds", "0"]);
    numbers(&service, 2000);
    let doubled = |times: usize| {
        let binds: String = (0..times).map(|n| format!("BIND(CONCAT(?x{n}, ?x{n}) AS ?x{}) ", n + 1)).collect();
        format!("BIND(\"some text that grows\" AS ?x0) {binds}")
    };
    let queries = [
        format!("SELECT ?c (COUNT(*) AS ?n) {{ {PRODUCT} }} GROUP BY ?c ORDER BY ?n"),
        "SELECT (SUM(?n) AS ?s) (AVG(?m) AS ?t) { ?a <urn:n> ?n . ?b <urn:n> ?m . ?c <urn:n> ?o FILTER(?n + ?m > ?o) }".to_owned(),
        format!("SELECT (GROUP_CONCAT(DISTINCT ?c) AS ?all) {{ {PRODUCT} }}"),
        format!("SELECT DISTINCT ?a ?d {{ {PRODUCT} }} ORDER BY STRLEN(CONCAT(STR(?c), STR(?i)))"),
        "SELECT * { ?a <urn:next>* ?b . ?b <urn:next>+ ?c . ?c ^<urn:next>* ?d FILTER(?a = ?d && STR(?b) < STR(?c) && STR(?d) > \"z\") }".to_owned(),
        "SELECT (COUNT(*) AS ?n) { ?a (<urn:next>|^<urn:next>|!<urn:n>)* ?b . ?b (<urn:next>|^<urn:next>)* ?c }".to_owned(),
        format!("SELECT * {{ {PRODUCT} FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), \"(a|b|ab)*c{{50}}(x|y)*$\")) }}"),
        format!("SELECT * {{ {PRODUCT} FILTER(REPLACE(CONCAT(STR(?c), STR(?f)), \"(.)(.)\", \"$2$1$1\") = \"\") }}"),
        format!("SELECT (COUNT(?x40) AS ?n) {{ ?a ?b ?c . ?d ?e ?f {} FILTER(CONTAINS(?x20, STR(?c))) }}", doubled(20)),
        "SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i FILTER(?c != ?i && ?f = ?a) } FILTER(STR(?c) = STR(?e)) } FILTER(BOUND(?h)) }".to_owned(),
        "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?f) && STR(?f) > STR(?i) && ?c = ?h) } FILTER(?b = ?c) } ".to_owned(),
        format!("SELECT * {{ {{ SELECT ?c (MAX(?f) AS ?m) {{ {PRODUCT} }} GROUP BY ?c }} ?x ?y ?m }}"),
        format!("CONSTRUCT {{ ?a ?b ?i }} WHERE {{ {PRODUCT} FILTER(STR(?a) = STR(?c)) }}"),
        format!("DESCRIBE ?a WHERE {{ {PRODUCT} FILTER(STR(?a) = STR(?c)) }}"),
        format!("ASK {{ {PRODUCT} FILTER(MD5(CONCAT(STR(?c), STR(?f), STR(?i))) = \"x\") }}"),
        format!("SELECT * {{ {{ {PRODUCT} }} MINUS {{ ?a ?b ?c . ?d ?e ?f . ?x ?y ?z }} FILTER(?a = ?c) }}"),
        format!("SELECT * {{ GRAPH ?q {{ {PRODUCT} }} FILTER(?q = ?a) }} "),
    ];
    std::thread::scope(|scope| {
        for query in &queries {
            let service = &service;
            scope.spawn(move || {
                let started = Instant::now();
                let answer = service.post("application/sparql-query", query);
                let took = started.elapsed();
                assert!(took < Duration::from_secs(6), "{query} took {took:?}");
                assert!(!answer.is_whole || [200, 400, 503].contains(&answer.status), "{query}: {}", answer.head);
            });
        }
    });
    within(Duration::from_secs(3), "nothing goes on behind", || self::queries(&service) == 0);
    let (code, took) = service.terminate();
    assert_eq!(code, Some(0), "after {took:?}");
}

#[test]
fn texts_and_rows_that_multiply_stop_the_query_and_not_the_machine() {
    let service = writable(&Home::new(), &["--timeout", "5", "--client-seconds", "0", "--memory", "300"]);
    numbers(&service, 1000);
    let doubled: String = (0..45).map(|n| format!("BIND(CONCAT(?x{n}, ?x{n}) AS ?x{}) ", n + 1)).collect();
    let all = |query: &str| query.repeat(4);
    let queries = [
        format!("SELECT (STRLEN(?x45) AS ?n) {{ BIND(\"0123456789\" AS ?x0) {doubled} }}"),
        format!("SELECT (STRLEN(REPLACE(?x14, \"\", ?x14)) AS ?n) {{ BIND(\"0123456789\" AS ?x0) {doubled} }}"),
        format!(
            "SELECT (STRLEN(REPLACE(?x14, \".*\", \"{}\", \"s\")) AS ?n) {{ BIND(\"0123456789\" AS ?x0) {doubled} }}",
            "$0".repeat(9_000)
        ),
        format!(
            "SELECT (GROUP_CONCAT(?x17) AS ?all) {{ ?a ?b ?c . ?d ?e ?f . BIND(STR(?c) AS ?x0) {} }}",
            doubled.split_inclusive(") ").take(17).collect::<String>()
        ),
        // Rows that hold nothing: the evaluator copies nothing of them.
        format!("SELECT (COUNT(*) AS ?n) {{ {} }}", "{ {} UNION {} } ".repeat(60)),
        format!("SELECT (COUNT(*) AS ?n) {{ {} }}", all(&format!("VALUES () {{ {} }} ", "() ".repeat(1000)))),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {} }}",
            (0..4).map(|n| format!("VALUES ?x{n} {{ {} }} ", "UNDEF ".repeat(1000))).collect::<String>()
        ),
        format!("SELECT (COUNT(*) AS ?n) {{ {} }}", all("{ SELECT ?none { ?s ?p ?o } } ")),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {} }}",
            all("{ SELECT ?none { ?s ?p ?o OPTIONAL { ?s <urn:not-there> ?none } } } ")
        ),
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?none {{ ?s ?p ?o }} }} {} }}",
            "OPTIONAL { SELECT ?none { ?s ?p ?o } } ".repeat(4)
        ),
        format!("SELECT (COUNT(DISTINCT *) AS ?n) {{ {} }}", all("{ SELECT ?none { ?s ?p ?o } } ")),
    ];
    for query in &queries {
        let begun = Instant::now();
        let answer = service.post("application/sparql-query", query);
        assert!([400, 503].contains(&answer.status), "{}: {}{}", &query[..90], answer.head, answer.text());
        assert!(begun.elapsed() < Duration::from_secs(6), "{} took {:?}", &query[..90], begun.elapsed());
        within(Duration::from_secs(2), &format!("it ends: {}", &query[..90]), || self::queries(&service) == 0);
    }
    // And what these limits must not change.
    for (query, expected) in [
        ("SELECT (CONCAT(\"a\"@en, \"b\"@en) AS ?x) {}", "\"ab\"@en"),
        ("SELECT (CONCAT(\"a\"@en, \"b\"@de) AS ?x) {}", "\"ab\""),
        ("SELECT (CONCAT(\"a\", \"b\"@de) AS ?x) {}", "\"ab\""),
        ("SELECT (CONCAT() AS ?x) {}", "\"\""),
        ("SELECT (COALESCE(CONCAT(\"a\", 1), \"none\") AS ?x) {}", "\"none\""),
        ("SELECT (REPLACE(\"abcabc\"@en, \"B(c)\", \"[$1]\", \"i\") AS ?x) {}", "\"a[c]a[c]\"@en"),
        ("SELECT (REPLACE(\"a.b\", \".\", \"-\", \"q\") AS ?x) {}", "\"a-b\""),
        ("SELECT (COALESCE(REPLACE(\"a\", \"(\", \"\"), \"none\") AS ?x) {}", "\"none\""),
        ("SELECT (COUNT(*) AS ?x) { { SELECT ?a { ?a <urn:n> 1 } } { SELECT ?b { ?b <urn:p0> ?c } } }", "143"),
        ("SELECT (COUNT(*) AS ?x) { VALUES () { () () () } VALUES ?y { UNDEF 1 } }", "6"),
        ("SELECT (COUNT(DISTINCT *) AS ?x) { ?a <urn:p0> ?b }", "143"),
    ] {
        let answer = service.ask(query, "text/tab-separated-values").text();
        assert_eq!(answer.lines().nth(1), Some(expected), "{query}");
    }
}

/// `?x18` is a text of about the longest that a query may make, of one letter.
fn long_text() -> String {
    let doubled: String = (0..18).map(|n| format!("BIND(CONCAT(?x{n}, ?x{n}) AS ?x{}) ", n + 1)).collect();
    format!("BIND(\"{}\" AS ?x0) {doubled}", "x".repeat(32))
}

#[test]
fn one_pattern_over_one_long_text_ends_with_its_deadline() {
    let service = writable(&Home::new(), &["--timeout", "3", "--concurrency", "32", "--client-seconds", "0"]);
    let text = long_text();
    let groups = "(x?)".repeat(60);
    // What is sought nearly stands at every place: short words are found by vector instructions, in no time on some machines.
    let nearly = "x".repeat(40);
    let linear: Vec<String> = (0..600).map(|n| format!("CONTAINS(?x18, \"{nearly}y{n}\")")).collect();
    let calls = [
        "REGEX(?x18, \"(x{1,300}){1,30}y\")".to_owned(),
        "REGEX(CONCAT(?x17, \"é\"), \"\\\\b(x{1,500}|x{2,400})+y\\\\b\", \"i\")".to_owned(),
        "REGEX(?x18, CONCAT(\"(x|xx|xxx\", \"){900}y\"))".to_owned(),
        "REPLACE(?x18, \"(x{1,200})+y|y\", \"$1\") = \"\"".to_owned(),
        // Each match looks at all that follows it.
        "REPLACE(?x16, \"x*y|x\", \"z\") = \"\"".to_owned(),
        format!("REPLACE(?x18, \"{groups}y\", \"$1\") = \"\""),
        linear.join(" || "),
    ];
    for call in &calls {
        let (begun, named) = (Instant::now(), &call[..call.len().min(60)]);
        let answer = service.post("application/sparql-query", &format!("SELECT (({call}) AS ?is) {{ {text} }}"));
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(4), "{named} took {took:?}");
        assert!(answer.status == 503 || !answer.is_whole, "{named}: {}{}", answer.head, answer.text());
        within(Duration::from_secs(1), &format!("it ends: {named}"), || queries(&service) == 0);
    }
    let begun = Instant::now();
    let write = format!("INSERT {{ <urn:a> <urn:is> ?is }} WHERE {{ {text} BIND(({}) AS ?is) }}", calls[0]);
    update(&service, &write).problem(503);
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
    assert_eq!(writing::value(&service, "SELECT (COUNT(*) AS ?n) { <urn:a> <urn:is> ?is }"), "0");
    // What costs little is done, however long the text; a pattern that is too large is said to be so.
    for (call, expected) in [
        ("REGEX(CONCAT(?x17, \"é y\"), \"X é\\\\b Y$\", \"i\")", "false"),
        ("REGEX(CONCAT(?x17, \"é y\"), \"xé\\\\b Y$\", \"i\")", "true"),
        ("STRLEN(REPLACE(CONCAT(?x17, \"é y\"), \"(x+)(é)\\\\b\", \"$2\"))", "3"),
    ] {
        let answer = service.ask(&format!("SELECT ({call} AS ?is) {{ {text} }}"), "text/csv").text();
        assert_eq!(answer.lines().nth(1), Some(expected), "{call}");
    }
    for call in [format!("REPLACE(\"x\", \"{}\", \"\")", "()".repeat(6000)), "REGEX(\"x\", ?x12)".to_owned()] {
        assert!(service.ask(&format!("SELECT ({call} AS ?is) {{ {text} }}"), "*/*").problem(400).contains("pattern"));
    }
}

#[test]
fn another_client_is_answered_as_quickly_while_a_query_misbehaves() {
    let service = writable(&Home::new(), &["--timeout", "60", "--client-requests", "0", "--client-seconds", "0"]);
    numbers(&service, 2000);
    let percentile = || {
        let mut times: Vec<Duration> = (0..400)
            .map(|n| {
                let begun = Instant::now();
                let answer = service.ask(&format!("SELECT * {{ <urn:n{}> ?p ?o }}", n * 5), "text/csv");
                assert_eq!(answer.status, 200);
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        times[395]
    };
    percentile();
    let alone = percentile();
    for (what, query) in [
        ("a product", format!("SELECT (COUNT(*) AS ?n) {{ {PRODUCT} FILTER(CONCAT(STR(?c), STR(?f)) = \"\") }}")),
        ("a sort", "SELECT * { ?a ?b ?c . ?d <urn:n> ?f } ORDER BY STR(?f) LIMIT 1".to_owned()),
        ("a path", "SELECT (COUNT(*) AS ?n) { ?a (<urn:next>|^<urn:next>)* ?b . ?c ?d ?e }".to_owned()),
    ] {
        let mut asking = service.connect();
        write!(asking, "GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(&query)).unwrap();
        within(Duration::from_secs(10), "it runs", || queries(&service) == 1);
        std::thread::sleep(Duration::from_millis(500));
        let beside = percentile();
        println!("99th percentile of another client: alone {alone:?}, beside {what} {beside:?}");
        // The bench (tests/bench-sparql.py) holds it to twice as long; here other tests run as well.
        assert!(beside < alone * 4 + Duration::from_millis(100), "beside {what} {beside:?}, alone {alone:?}");
        drop(asking);
        within(Duration::from_secs(3), "it ends", || queries(&service) == 0);
    }
}

#[test]
fn whoever_sends_a_long_document_is_answered_however_long_reading_it_takes() {
    // A connection on which nothing is written ends after two seconds.
    let service = writable(&Home::new(), &["--timeout", "1", "--patience", "1"]);
    let mut many = 400;
    loop {
        let sentence =
            |n: usize| format!("Veyra sold {n} looms to the mill at Orrin, said Ada Moor, a spokeswoman.\n\n");
        let text: String = (0..many).map(|n| sentence(n + many)).collect();
        let body = serde_json::json!({ "text": text, "title": format!("looms {many}") }).to_string();
        let begun = Instant::now();
        let answer = sent(&service, ("POST", "/api/v1/documents"), "application/json", &[], body);
        assert_eq!(answer.status, 201, "{}", answer.text());
        if begun.elapsed() > Duration::from_secs(4) {
            break;
        }
        many *= 2;
    }
}
