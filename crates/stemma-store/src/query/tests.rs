mod depth;

use std::time::Instant;

use oxrdf::vocab::xsd;
use oxrdf::{GraphName, Literal, Quad};

use super::*;

const QUICK: Limits = Limits { time: Duration::from_secs(20), rows: 1000, bytes: 1 << 20, memory: 4 << 30 };

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.org/{name}"))
}

fn snapshot() -> Snapshot {
    let quad = |s: &str, p: &str, o: Term, g: &str| Quad::new(node(s), node(p), o, node(g));
    let number = |text: &str| Literal::new_typed_literal(text, xsd::INTEGER).into();
    let mut quads: Vec<Quad> = ["g1", "g2", "g3"].map(|g| quad("a", "knows", node("b").into(), g)).to_vec();
    quads.push(quad("b", "knows", node("c").into(), "g1"));
    quads.push(quad("a", "age", number("01"), "g2"));
    quads.push(quad("b", "age", number("1"), "g2"));
    quads.push(Quad::new(node("c"), node("age"), Literal::from("old"), GraphName::DefaultGraph));
    Snapshot::default().apply([], quads).unwrap()
}

fn ask(text: &str) -> Query {
    Query { prefixes: vec![("ex".to_owned(), "http://example.org/".to_owned())], ..Query::new(text) }
}

fn rows(query: Query) -> Vec<String> {
    let table = table(&snapshot(), query, QUICK).unwrap();
    let row = |row: &Vec<Option<Term>>| {
        let terms = row.iter().map(|term| term.as_ref().map_or("-".to_owned(), Term::to_string));
        terms.collect::<Vec<_>>().join(" ").replace("http://example.org/", "")
    };
    let mut rows: Vec<String> = table.rows.iter().map(row).collect();
    rows.sort();
    rows
}

fn error(text: &str, limits: Limits) -> QueryError {
    match query(&snapshot(), ask(text), Formats::default(), limits) {
        Err(error) => error,
        Ok(answer) => answer.bytes().unwrap_err(),
    }
}

#[test]
fn a_triple_in_three_graphs_is_one_in_the_default_graph() {
    for where_ in ["?s ex:knows ?o", "ex:a ?p ex:b", "ex:a ex:knows ?o . FILTER(?o = ex:b)", "?s ?p ex:b"] {
        assert_eq!(
            rows(ask(&format!("SELECT * {{ {where_} }}")))
                .iter()
                .filter(|row| row.contains("<b>") || row.contains("<a>") || row.contains("knows"))
                .count(),
            if where_.starts_with("?s ex") { 2 } else { 1 },
            "{where_}"
        );
    }
    let count = rows(ask("SELECT (COUNT(*) AS ?n) { ?s ex:knows ?o }"));
    assert_eq!(count, ["\"2\"^^<http://www.w3.org/2001/XMLSchema#integer>"]);
    assert_eq!(rows(ask("SELECT ?o { ex:a ex:knows+ ?o }")), ["<b>", "<c>"]);
}

#[test]
fn the_default_graph_holds_what_is_in_no_named_graph_too() {
    assert_eq!(rows(ask("SELECT ?o { ex:c ex:age ?o }")), ["\"old\""]);
    assert!(rows(ask("SELECT ?o { GRAPH ?g { ex:c ex:age ?o } }")).is_empty());
}

#[test]
fn graph_names_each_graph_and_from_chooses_among_them() {
    assert_eq!(rows(ask("SELECT ?g { GRAPH ?g { ex:a ex:knows ex:b } }")), ["<g1>", "<g2>", "<g3>"]);
    assert_eq!(rows(ask("SELECT ?g { GRAPH ?g {} }")), ["<g1>", "<g2>", "<g3>"]);
    assert_eq!(rows(ask("SELECT ?s FROM ex:g1 FROM ex:g3 { ?s ex:knows ?o }")), ["<a>", "<b>"]);
    assert!(rows(ask("SELECT ?s FROM ex:g3 { GRAPH ?g { ?s ex:knows ?o } }")).is_empty());
    assert_eq!(rows(ask("SELECT ?g FROM NAMED ex:g3 { GRAPH ?g { ?s ex:knows ?o } }")), ["<g3>"]);
    assert!(rows(ask("SELECT ?s FROM NAMED ex:g3 { ?s ex:knows ?o }")).is_empty());
    assert!(rows(ask("SELECT ?s FROM ex:unknown { ?s ?p ?o }")).is_empty());
    let chosen = Query { default_graphs: vec![node("g2")], ..ask("SELECT ?o FROM ex:g1 { ?s ex:age ?o }") };
    assert_eq!(rows(chosen).len(), 2);
}

#[test]
fn spelling_is_kept_and_values_are_compared() {
    let integer = "^^<http://www.w3.org/2001/XMLSchema#integer>";
    assert_eq!(
        rows(ask("SELECT ?o { ?s ex:age ?o FILTER(?o = 1) }")),
        [format!("\"01\"{integer}"), format!("\"1\"{integer}")]
    );
    assert_eq!(rows(ask("SELECT ?s { ?s ex:age 01 }")), ["<a>"]);
}

#[test]
fn known_prefixes_need_no_declaration_and_can_be_replaced() {
    assert_eq!(
        rows(ask("SELECT (STR(schema:Claim) AS ?x) (STR(stm:Claim) AS ?y) {}")),
        ["\"http://schema.org/Claim\" \"https://w3id.org/stemma/ns/1#Claim\""]
    );
    assert_eq!(
        rows(ask("PREFIX schema: <https://schema.org/> SELECT (STR(schema:Claim) AS ?x) {}")),
        ["\"https://schema.org/Claim\""]
    );
}

#[test]
fn a_variable_can_be_bound_from_outside() {
    let bound = Query {
        bindings: vec![(Variable::new_unchecked("s"), node("b").into())],
        ..ask("SELECT ?s ?o { ?s ex:knows ?o }")
    };
    assert_eq!(rows(bound), ["<b> <c>"]);
}

#[test]
fn answers_come_in_the_format_asked_for() {
    let text = |query_text: &str, results, graph| {
        let answer = query(&snapshot(), ask(query_text), Formats { results, graph }, QUICK).unwrap();
        (answer.kind(), String::from_utf8(answer.bytes().unwrap()).unwrap())
    };
    let select = "SELECT ?o { ex:b ex:knows ?o }";
    for (format, expected) in [
        (
            QueryResultsFormat::Json,
            r#"{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"uri","value":"http://example.org/c"}}]}}"#,
        ),
        (QueryResultsFormat::Csv, "o\r\nhttp://example.org/c\r\n"),
        (QueryResultsFormat::Tsv, "?o\n<http://example.org/c>\n"),
    ] {
        assert_eq!(text(select, format, RdfFormat::Turtle), (Kind::Solutions, expected.to_owned()));
    }
    assert!(text(select, QueryResultsFormat::Xml, RdfFormat::Turtle).1.ends_with("</sparql>"));
    assert_eq!(
        text("ASK { ex:a ex:knows ex:b }", QueryResultsFormat::Json, RdfFormat::Turtle),
        (Kind::Boolean, r#"{"head":{},"boolean":true}"#.to_owned())
    );
    let construct = "CONSTRUCT { ?s rdfs:seeAlso ?o } { ?s ex:knows ?o }";
    let (kind, turtle) = text(construct, QueryResultsFormat::Json, RdfFormat::NTriples);
    assert_eq!((kind, turtle.lines().count()), (Kind::Graph, 2));
    assert!(text(construct, QueryResultsFormat::Json, RdfFormat::Turtle).1.contains("rdfs:seeAlso"));
    assert_eq!(text("DESCRIBE ex:a", QueryResultsFormat::Json, RdfFormat::NTriples).1.lines().count(), 2);
}

#[test]
fn a_syntax_error_says_where() {
    assert!(matches!(error("SELECT * {\n  ?s ?p }", QUICK), QueryError::Syntax { line: 2, column: 10, .. }));
    assert!(matches!(error("SELECT * { ?s nope:p ?o }", QUICK), QueryError::Syntax { line: 1, .. }));
    assert!(matches!(error("", QUICK), QueryError::Syntax { .. }));
    assert!(matches!(error("SELECT (ex:unknown(1) AS ?x) {}", QUICK), QueryError::Unusable { .. }));
}

#[test]
fn more_rows_or_bytes_than_allowed_end_in_an_error() {
    let few = Limits { rows: 2, ..QUICK };
    assert_eq!(error("SELECT * { ?s ?p ?o }", few), QueryError::TooManyRows { limit: 2 });
    assert_eq!(error("CONSTRUCT WHERE { ?s ?p ?o }", few), QueryError::TooManyRows { limit: 2 });
    assert_eq!(error("SELECT * { ?s ?p ?o }", Limits { bytes: 100, ..QUICK }), QueryError::TooManyBytes { limit: 100 });
}

#[test]
fn whatever_runs_too_long_ends_in_a_timeout() {
    let values = (0..400).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
    let product =
        |names: &[&str]| names.iter().map(|name| format!("VALUES ?{name} {{ {values} }} ")).collect::<String>();
    let big = product(&["a", "b", "c", "d"]);
    let time = Duration::from_millis(300);
    for text in [
        format!("SELECT * {{ {big} }}"),
        format!("SELECT (COUNT(*) AS ?n) {{ {big} }}"),
        format!("SELECT (COUNT(?a) AS ?n) {{ {big} FILTER(?a + ?b > ?c * ?d) }}"),
        format!("ASK {{ {big} FILTER(?a + ?b + ?c + ?d < 0) }}"),
        format!("SELECT * {{ {big} }} ORDER BY ?d ?c"),
        format!("SELECT ?a (SUM(?b) AS ?s) {{ {big} }} GROUP BY ?a"),
        format!("SELECT DISTINCT ?a {{ {big} }}"),
        format!("CONSTRUCT {{ ?a ex:p ?b }} {{ {big} }}"),
        format!("SELECT * {{ {} FILTER NOT EXISTS {{ {} FILTER(?c + ?d < ?a + ?b - 99999) }} }}", product(&["a", "b"]), product(&["c", "d"])),
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o . ?q ?r ?s . ?t ?u ?v . ?w ?x ?y . ?a1 ?b1 ?c1 . ?d1 ?e1 ?f1 }".to_owned(),
        format!("SELECT (COUNT(*) AS ?n) {{ {} }}", "VALUES () { () () () () () () () () () () () () () () () () () () () () } ".repeat(9)),
    ] {
        let start = Instant::now();
        let found = error(&text, Limits { time, rows: u64::MAX, bytes: u64::MAX, memory: u64::MAX });
        assert_eq!(found, QueryError::Timeout { limit: time }, "{}", &text[..60]);
        assert!(start.elapsed() < Duration::from_secs(3), "{:?} for {}", start.elapsed(), &text[..60]);
    }
}

#[test]
fn a_cut_off_answer_ends_with_the_error_and_then_with_nothing() {
    let text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let limits = Limits { rows: 500, ..QUICK };
    let mut answer = query(&snapshot(), ask(text), Formats::default(), limits).unwrap();
    let mut last = None;
    let mut bytes = Vec::new();
    for part in &mut answer {
        match part {
            Ok(part) => bytes.extend(part),
            Err(error) => last = Some(error),
        }
    }
    assert_eq!(last, Some(QueryError::TooManyRows { limit: 500 }));
    assert!(!bytes.ends_with(b"]}}"));
    assert!(answer.next().is_none());
}

#[test]
fn a_query_whose_reader_goes_away_stops() {
    let text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s . ?t ?u ?v . ?w ?x ?y }";
    let limits = Limits { time: Duration::from_secs(600), rows: u64::MAX, bytes: u64::MAX, memory: u64::MAX };
    let mut answer = query(&snapshot(), ask(text), Formats::default(), limits).unwrap();
    let watch = answer.inbox_watch();
    assert!(answer.next().unwrap().is_ok());
    drop(answer);
    let start = Instant::now();
    while watch.upgrade().is_some() {
        assert!(start.elapsed() < Duration::from_secs(5), "the thread goes on");
        std::thread::sleep(Duration::from_millis(5));
    }
}
