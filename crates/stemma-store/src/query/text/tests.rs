use oxrdf::{GraphName, Literal, Quad, Variable};

use super::*;
use crate::query::{Limits, Query, QueryError, table};
use crate::records::Iris;

/// Claims with their text, each with one assertion of other words.
fn snapshot() -> Snapshot {
    let graph: GraphName = Iris::default().findings_graph().into();
    let mut quads = Vec::new();
    for (name, text, said) in [
        ("a", "The dyke at Norwick leaks.", "Water seeps through the embankment."),
        ("b", "The ferry struck the pier.", "The boat hit the jetty \"hard\" } ?s ?p ?o #."),
        ("c", "The dyke holds.", "The dyke holds."),
    ] {
        let node = |kind: &str| NamedNode::new(format!("http://example.org/{kind}/{name}")).unwrap();
        let mut add = |subject: NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(subject, predicate.into_owned(), object, graph.clone()));
        };
        add(node("claims"), rdf::TYPE, class::CLAIM.into_owned().into());
        add(node("claims"), schema::TEXT, Literal::from(text).into());
        add(node("assertions"), stm::ASSERTS, node("claims").into());
        add(node("assertions"), stm::SENTENCE, Literal::from(said).into());
    }
    Snapshot::default().apply([], quads).unwrap()
}

fn asked(text: &str) -> Result<Vec<Vec<String>>, QueryError> {
    let shown = |term: &Option<Term>| match term {
        Some(Term::NamedNode(node)) => node.as_str().rsplit('/').next().unwrap_or_default().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        other => format!("{other:?}"),
    };
    let found = table(&snapshot(), Query::new(text), Limits::default())?;
    Ok(found.rows.iter().map(|row| row.iter().map(shown).collect()).collect())
}

fn check(text: &str, expected: &[&str]) {
    let rows: Vec<String> = asked(text).unwrap().into_iter().map(|row| row.join(" | ")).collect();
    assert_eq!(rows, expected, "{text}");
}

#[test]
fn claims_are_found_by_each_of_their_wordings() {
    check("SELECT ?c { ?c search:matches \"leaking dykes\" } ORDER BY ?c", &["a", "c"]);
    check("SELECT ?c { ?c search:matches \"embankment\"@en }", &["a"]);
    check("SELECT ?c { ?c search:matches \"zeppelin\" }", &[]);
    check("SELECT ?c { ?c search:matches \"\" }", &[]);
}

#[test]
fn score_and_wording_come_along() {
    check(
        "SELECT ?c ?said { ?c search:matches (\"the leaking embankment at Norwick\" ?score ?said) FILTER(?score > 0) } ORDER BY DESC(?score) LIMIT 1",
        &["a | The dyke at Norwick leaks."],
    );
    check("SELECT ?c { ?c search:matches (\"pier\") }", &["b"]);
    check("ASK { <http://example.org/claims/b> search:matches \"jetty\" }", &[]);
}

#[test]
fn it_stands_wherever_a_pattern_may() {
    let a = "<http://example.org/claims/a>";
    check(&format!("SELECT ?x {{ VALUES ?x {{ 1 }} {a} search:matches \"dyke\" }}"), &["1"]);
    check(&format!("SELECT ?x {{ VALUES ?x {{ 1 }} {a} search:matches \"ferry\" }}"), &[]);
    check("SELECT ?c { ?c a stm:Claim FILTER EXISTS { ?c search:matches \"ferry\" } }", &["b"]);
    check("SELECT ?c { ?c a stm:Claim MINUS { ?c search:matches \"dyke\" } }", &["b"]);
    check(
        "SELECT ?c { { ?c search:matches \"pier\" } UNION { ?c search:matches \"norwick\" } } ORDER BY ?c",
        &["a", "b"],
    );
    check("SELECT ?c { GRAPH ?g { ?c search:matches \"pier\" } }", &["b"]);
    check("SELECT ?c { ?c search:matches \"dyke\" , \"norwick\" }", &["a"]);
    check("SELECT (COUNT(?c) AS ?n) { ?c search:matches \"dyke\" }", &["2"]);
    check("SELECT ?c FROM <http://example.org/other> { ?c search:matches \"pier\" }", &[]);
}

#[test]
fn words_are_words_whatever_stands_in_them() {
    check("SELECT ?c { ?c search:matches \"jetty \\\"hard\\\" } ?s ?p ?o #\" }", &["b"]);
    check("SELECT ?c { ?c search:matches \"} ; DROP ALL #\" }", &[]);
    let mut query = Query::new("SELECT ?c ?words { ?c search:matches ?words }");
    query.bindings = vec![(Variable::new("words").unwrap(), Literal::from("\" } pier { \"").into())];
    assert_eq!(table(&snapshot(), query, Limits::default()).unwrap().rows.len(), 1);
}

#[test]
fn what_cannot_be_understood_is_refused() {
    for pattern in [
        "?c search:matches ?words",
        "?c search:matches 1",
        "?c search:matches <urn:a>",
        "?c search:matches ()",
        "?c search:matches (\"dyke\" 1)",
        "?c search:matches (\"dyke\" ?score ?said ?more)",
        "?c search:matches (\"dyke\" ?c)",
        "?c search:matches [ rdf:first \"dyke\" ]",
        "?c search:matches _:b . _:b rdf:first \"dyke\" ; rdf:rest _:b",
        "\"x\" search:matches \"dyke\"",
        "?c search:matches|schema:text \"dyke\"",
        "?c a stm:Claim FILTER(1 = 1 || EXISTS { ?c search:matches ?c })",
    ] {
        match asked(&format!("SELECT ?c {{ ?c a stm:Claim . {pattern} }}")) {
            Err(QueryError::Unusable { what }) => assert!(what.contains("?claim search:matches"), "{pattern}: {what}"),
            other => panic!("{pattern}: {other:?}"),
        }
    }
}
