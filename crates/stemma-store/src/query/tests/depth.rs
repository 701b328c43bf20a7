//! Queries that nest or chain without end.

use super::*;

/// Queries of many kinds, nested or chained this often.
#[expect(clippy::too_many_lines, reason = "one line a kind of nesting")]
fn nested(depth: usize) -> Vec<(&'static str, String)> {
    let around = |before: &str, open: &str, middle: &str, close: &str, after: &str| {
        format!("{before}{}{middle}{}{after}", open.repeat(depth), close.repeat(depth))
    };
    let filter =
        |open: &str, middle: &str, close: &str| around("SELECT * { ?s ?p ?o FILTER(", open, middle, close, ") }");
    let group = |open: &str, middle: &str, close: &str| around("SELECT * { ", open, middle, close, " }");
    let path = |open: &str, middle: &str, close: &str| around("SELECT * { ?s ", open, middle, close, " ?o }");
    vec![
        ("parentheses", filter("(", "?s", ")")),
        ("not", filter("!", "?s", "")),
        ("spaced not", filter("! ", "?s", "")),
        ("not in parentheses", filter("!(", "?s", ")")),
        ("not of a function", filter("!bound(", "?s", ")")),
        ("not exists", filter("NOT EXISTS { FILTER(", "?s", ") }")),
        ("exists", filter("EXISTS { ?s ?p ?o FILTER(", "?s", ") }")),
        ("minus", filter("-", "?s", "")),
        ("minus of parentheses", filter("-(", "?s", ")")),
        ("or", filter("?s || ", "?s", "")),
        ("and", filter("?s && ", "?s", "")),
        ("plus", filter("?s + ", "?s", "")),
        ("times", filter("?s*", "?s", "")),
        ("negative numbers", filter("", "1", "-1")),
        ("equals", filter("?s = (", "?s", ")")),
        ("in", filter("?s IN (", "?s", ")")),
        ("if", filter("IF(true, 1, ", "?s", ")")),
        ("coalesce", filter("COALESCE(", "?s", ")")),
        ("function", filter("ex:f(", "?s", ")")),
        ("braces", group("{", "?s ?p ?o", "}")),
        ("open braces", group("{", "", "")),
        ("empty groups", group("{} ", "", "")),
        ("groups", group("{ ?s ?p ?o } ", "", "")),
        ("union", group("{ ?s ?p ?o } UNION ", "{ ?s ?p ?o }", "")),
        ("nested union", group("{ { ?s ?p ?o } UNION ", "{ ?s ?p ?o }", "}")),
        ("optional", group("OPTIONAL { ?s ?p ?o } ", "", "")),
        ("nested optional", group("OPTIONAL { ?s ?p ?o ", "", "}")),
        ("minus group", group("MINUS { ?s ?p ?o } ", "", "")),
        ("graph", group("GRAPH ?g { ", "?s ?p ?o", "}")),
        ("filters", group("FILTER(?s) ", "?s ?p ?o", "")),
        ("bind", group("BIND(1 AS ?x) ", "", "")),
        ("values", group("VALUES ?x { 1 } ", "", "")),
        ("lateral", group("LATERAL { ?s ?p ?o } ", "", "")),
        ("subselect", group("{ SELECT * { ", "?s ?p ?o", "} }")),
        ("triples", group("?s ?p ?o . ", "", "")),
        ("property list", group("", "?s ?p ?o", " ; ?p ?o")),
        ("object list", group("", "?s ?p ?o", " , ?o")),
        (
            "collection",
            group("", "", "").replace("  ", &format!(" {}1{} ex:p 1 ", "(".repeat(depth), ")".repeat(depth))),
        ),
        ("open collection", group("(", "", "")),
        (
            "object collection",
            group("", "?s ?p ", "").replace("}", &format!("{}1{} }}", "( ".repeat(depth), ")".repeat(depth))),
        ),
        ("long collection", format!("SELECT * {{ ?s ?p ({}) }}", "1 ".repeat(depth))),
        ("blank nodes", format!("SELECT * {{ ?s ?p {}1{} }}", "[ ex:p ".repeat(depth), "]".repeat(depth))),
        ("subject blank nodes", format!("SELECT * {{ {}1{} }}", "[ ex:p ".repeat(depth), "]".repeat(depth))),
        ("path in parentheses", path("(", "ex:p", ")")),
        ("path sequence", path("ex:p/", "ex:p", "")),
        ("path alternative", path("ex:p|", "ex:p", "")),
        ("inverse path", path("^", "ex:p", "")),
        ("inverse path in parentheses", path("^(", "ex:p", ")")),
        ("repeated path", path("(", "ex:p", ")*")),
        ("negated path", path("!(", "ex:p", ")")),
        ("optional path", path("(", "ex:p", ")?/ex:q")),
        (
            "quoted triples",
            format!("SELECT * {{ {} ?s ?p ?o {} ?p ?o }}", "<< ".repeat(depth), " ?p ?o >>".repeat(depth)),
        ),
        ("triple terms", format!("SELECT * {{ ?s ?p {} 1 {} }}", "<<( ?s ?p ".repeat(depth), ")>>".repeat(depth))),
        (
            "select expressions",
            format!("SELECT {} {{ ?s ?p ?o }}", (0..depth).map(|n| format!("(1 AS ?x{n})")).collect::<String>()),
        ),
        ("group by", format!("SELECT (1 AS ?x) {{ ?s ?p ?o }} GROUP BY {}", "(?s + 1) ".repeat(depth))),
        ("having", format!("SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} GROUP BY ?s HAVING {}", "(?n > 1) ".repeat(depth))),
        ("order by", format!("SELECT * {{ ?s ?p ?o }} ORDER BY {}", "?s ".repeat(depth))),
        ("aggregate", format!("SELECT ({}?s{} AS ?n) {{ ?s ?p ?o }}", "COUNT(".repeat(depth), ")".repeat(depth))),
        ("construct", format!("CONSTRUCT {{ {} }} {{ ?s ?p ?o }}", "?s ?p ?o . ".repeat(depth))),
        (
            "construct collection",
            format!("CONSTRUCT {{ ?s ?p {}1{} }} {{ ?s ?p ?o }}", "(".repeat(depth), ")".repeat(depth)),
        ),
        ("from", format!("SELECT * {} {{ ?s ?p ?o }}", "FROM ex:g ".repeat(depth))),
        ("prefixes", format!("{} SELECT * {{ ?s ?p ?o }}", "PREFIX a: <http://a/> ".repeat(depth))),
        ("in a values block", format!("SELECT * {{ VALUES ?x {{ {} }} }}", "{".repeat(depth))),
        ("in an in list", format!("SELECT * {{ ?s ?p ?o FILTER(?s IN ({})) }}", "!".repeat(depth))),
    ]
}

#[test]
fn a_query_nested_a_hundred_thousand_deep_is_an_error() {
    for (name, text) in nested(100_000) {
        let start = Instant::now();
        let found = error(&text, QUICK);
        assert!(matches!(found, QueryError::TooDeep { .. }), "{name}: {found}");
        assert!(start.elapsed() < Duration::from_secs(1), "{name}: {:?}", start.elapsed());
    }
}

/// Planning and dropping a query cannot be stopped, so up to the limits they must be quick by themselves.
#[test]
fn a_query_of_any_depth_below_the_limits_ends_in_time_and_harms_nothing() {
    let limits = Limits { time: Duration::from_secs(20), rows: 100, bytes: 1 << 20, memory: 4 << 30 };
    for depth in [7, 60, 300, 1200, 2400] {
        for (name, text) in nested(depth) {
            let start = Instant::now();
            let outcome = query(&snapshot(), ask(&text), Formats::default(), limits).and_then(Answer::bytes);
            assert!(
                !matches!(outcome, Err(QueryError::Timeout { .. } | QueryError::Internal { .. })),
                "{name}: {outcome:?}"
            );
            assert!(start.elapsed() < Duration::from_secs(10), "{name} at {depth}: {:?}", start.elapsed());
        }
    }
}
