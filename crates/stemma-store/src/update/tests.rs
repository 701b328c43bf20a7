use std::path::PathBuf;
use std::time::Duration;

use oxrdf::{GraphName, NamedNode, Quad, Triple};

use super::*;
use crate::query::{Limits, QueryError};
use crate::records::{Iris, ontology_graph};
use crate::store::Store;

const LIMITS: Limits = Limits { time: Duration::from_secs(20), rows: 100_000, bytes: 1 << 20, memory: 4 << 30 };

/// A store in a directory that goes away with it.
struct Home {
    store: Option<Store>,
    path: PathBuf,
}

impl Home {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("stemma-update-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self { store: Some(Store::open(&path).unwrap()), path }
    }

    fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    fn make(&self, text: &str) -> Result<Option<u64>, UpdateError> {
        let made = update(self.store(), &Iris::default(), Update::new(text), author(), LIMITS);
        made.map(|receipt| receipt.map(|receipt| receipt.sequence))
    }

    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.store().snapshot().to_nquads()).unwrap();
        text.lines().map(|line| line.replace("http://x/", "")).collect()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        drop(self.store.take());
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

fn author() -> Author {
    Author { recorded: "2026-03-01T09:30:00Z".into(), principal: "admin".into(), reason: "test".into() }
}

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://x/{name}"))
}

#[test]
fn an_update_is_one_change_of_explicit_quads_and_reading_the_log_gives_the_same() {
    let mut home = Home::new("one");
    let first = "PREFIX : <http://x/> INSERT DATA { :a :p 1, 2 . GRAPH :g { :a :p 3 } }";
    assert_eq!(home.make(first).unwrap(), Some(1));
    let second = "PREFIX : <http://x/> DELETE { ?s :p ?o } INSERT { GRAPH :h { ?s :q ?n } } \
                  WHERE { ?s :p ?o BIND(?o + 10 AS ?n) } ; DELETE DATA { GRAPH :g { :a :p 3 } }";
    assert_eq!(home.make(second).unwrap(), Some(2));
    let after = home.lines();
    assert_eq!(after.len(), 2, "{after:?}");
    assert!(after.iter().all(|line| line.starts_with("<a> <q> \"1") && line.ends_with("<h> .")), "{after:?}");
    let changes = home.store().changes_since(0).unwrap();
    let payload = home.store().payload(&changes[1]).unwrap().unwrap();
    assert_eq!((payload.deletes().count(), payload.inserts().count()), (3, 2));
    drop(home.store.take());
    home.store = Some(Store::open(&home.path).unwrap());
    assert_eq!(home.lines(), after);
}

#[test]
fn an_update_that_changes_nothing_is_no_change() {
    let home = Home::new("nothing");
    for text in [
        "DROP ALL",
        "CREATE GRAPH <http://x/g>",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <http://x/a> <http://x/p> 1 } ; DELETE DATA { <http://x/a> <http://x/p> 1 }",
    ] {
        assert_eq!(home.make(text).unwrap(), None, "{text}");
    }
}

#[test]
fn an_operation_that_is_refused_takes_the_whole_update_with_it() {
    let home = Home::new("whole");
    let findings = Iris::default().findings_graph();
    let text = format!("INSERT DATA {{ <http://x/a> <http://x/p> 1 }} ; CLEAR GRAPH {findings}");
    assert!(matches!(home.make(&text), Err(UpdateError::Closed { .. })));
    assert!(home.lines().is_empty() && home.store().head().unwrap().sequence == 0);
}

#[test]
fn nobody_writes_where_stemma_does_nor_in_its_words() {
    let home = Home::new("closed");
    let iris = Iris::default();
    let version = NamedNode::new_unchecked(format!("{}versions/5b0c", iris.base()));
    for graph in [iris.findings_graph(), iris.catalog_graph(), ontology_graph(), version] {
        for text in [
            format!("INSERT DATA {{ GRAPH {graph} {{ <http://x/a> <http://x/p> 1 }} }}"),
            format!("DELETE DATA {{ GRAPH {graph} {{ <http://x/a> <http://x/p> 1 }} }}"),
            format!("DROP SILENT GRAPH {graph}"),
            format!("COPY DEFAULT TO {graph}"),
            format!("INSERT {{ GRAPH ?g {{ ?g <http://x/p> 1 }} }} WHERE {{ BIND({graph} AS ?g) }}"),
        ] {
            assert!(matches!(home.make(&text), Err(UpdateError::Closed { .. })), "{text}");
        }
        let write = GraphWrite::Replace(Vec::new());
        let put = write_graph(home.store(), &iris, Target::Graph(graph.into()), write, author());
        assert!(matches!(put, Err(UpdateError::Closed { .. })), "{put:?}");
    }
    for text in ["<http://x/c> stm:nuLow 3", "<http://x/c> a stm:Claim", "<http://x/c> stm:headline stm:corroborated"] {
        let refused = home.make(&format!("INSERT DATA {{ {text} }}"));
        assert!(matches!(refused, Err(UpdateError::OwnTerm { .. })), "{text}: {refused:?}");
    }
    assert!(home.lines().is_empty());
}

#[test]
fn everything_is_not_dropped_while_documents_are_held_and_computed_graphs_do_not_count() {
    let home = Home::new("drop");
    let iris = Iris::default();
    let quad = |graph: NamedNode| Quad::new(node("a"), node("p"), node("b"), graph);
    home.store().set_derived(&[iris.findings_graph()], [quad(iris.findings_graph())]).unwrap();
    assert_eq!(home.make("INSERT DATA { <http://x/a> <http://x/p> 1 }").unwrap(), Some(1));
    assert_eq!(home.make("DROP ALL").unwrap(), Some(2));
    assert_eq!(home.lines().len(), 1, "what is computed stays");
    let version = NamedNode::new_unchecked(format!("{}versions/5b0c", iris.base()));
    let payload = crate::log::Payload::new([], [quad(version)]);
    let Author { recorded, principal, reason } = author();
    home.store().commit(crate::log::Change { recorded, principal, reason, payload, documents: Vec::new() }).unwrap();
    for text in ["DROP ALL", "CLEAR NAMED"] {
        assert!(matches!(home.make(text), Err(UpdateError::Closed { .. })), "{text}");
    }
    assert_eq!(home.make("CLEAR DEFAULT").unwrap(), None);
}

#[test]
fn blank_nodes_of_two_updates_are_two_and_those_of_one_are_one() {
    let home = Home::new("blank");
    let text = "INSERT DATA { _:b <http://x/p> 1 . GRAPH <http://x/g> { _:b <http://x/p> 2 } }";
    home.make(text).unwrap();
    home.make(text).unwrap();
    home.make("INSERT { [] <http://x/q> ?o } WHERE { ?s <http://x/p> ?o }").unwrap();
    let mut subjects: Vec<String> =
        home.lines().iter().filter_map(|line| Some(line.split(' ').next()?.to_owned())).collect();
    subjects.sort();
    subjects.dedup();
    assert_eq!(subjects, ["_:c1n0", "_:c2n0", "_:c3n0", "_:c3n1"]);
}

#[test]
fn a_graph_is_put_added_to_named_and_deleted() {
    let home = Home::new("graph");
    let iris = Iris::default();
    let triple = |o: &str| Triple::new(node("a"), node("p"), node(o));
    let graph = Target::Graph(node("g").into());
    let write = |target: &Target, write| write_graph(home.store(), &iris, target.clone(), write, author());
    assert!(!write(&graph, GraphWrite::Replace(vec![triple("b")])).unwrap().existed);
    assert!(write(&graph, GraphWrite::Add(vec![triple("c")])).unwrap().existed);
    assert_eq!(home.lines(), ["<a> <p> <b> <g> .", "<a> <p> <c> <g> ."]);
    assert!(write(&graph, GraphWrite::Replace(vec![triple("d")])).unwrap().existed);
    assert_eq!(home.lines(), ["<a> <p> <d> <g> ."]);
    assert!(write(&graph, GraphWrite::Delete).unwrap().existed);
    assert!(matches!(write(&graph, GraphWrite::Delete), Err(UpdateError::NoGraph { .. })));
    let new = write(&Target::New, GraphWrite::Add(vec![triple("b")])).unwrap();
    let other = write(&Target::New, GraphWrite::Add(vec![triple("b")])).unwrap();
    assert!(new.graph != other.graph && new.graph != GraphName::DefaultGraph);
}

#[test]
fn what_cannot_be_evaluated_is_said_and_changes_nothing() {
    let home = Home::new("wrong");
    let wrong = |text: &str, limits: Limits| match update(
        home.store(),
        &Iris::default(),
        Update::new(text),
        author(),
        limits,
    ) {
        Err(UpdateError::Query(error)) => error,
        other => panic!("{text}: {other:?}"),
    };
    assert!(matches!(wrong("INSERT DATA {\n nonsense }", LIMITS), QueryError::Syntax { line: 2, .. }));
    assert!(matches!(wrong("LOAD SILENT <http://x/>", LIMITS), QueryError::Refused { feature: "LOAD", .. }));
    let few = Limits { rows: 3, ..LIMITS };
    home.make("INSERT DATA { <http://x/a> <http://x/p> 1, 2, 3 }").unwrap();
    let product = "INSERT { ?a ?b ?x } WHERE { ?a ?b ?c . ?d ?e ?f BIND(CONCAT(STR(?c), STR(?f)) AS ?x) }";
    assert!(matches!(wrong(product, few), QueryError::TooManyRows { limit: 3 }));
    let short = Limits { time: Duration::from_millis(200), rows: u64::MAX, ..LIMITS };
    home.make(&format!(
        "INSERT DATA {{ {} }}",
        (0..200).map(|n| format!("<http://x/a> <http://x/n> {n} . ")).collect::<String>()
    ))
    .unwrap();
    let endless = "INSERT { ?a ?b ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)) = \"no\") }";
    assert!(matches!(wrong(endless, short), QueryError::Timeout { .. }));
    assert_eq!(home.lines().len(), 203);
}

#[test]
fn the_graphs_of_the_request_and_those_of_the_update_are_not_both_taken() {
    let home = Home::new("using");
    let using = |text: &str| {
        let update_ = Update { default_graphs: vec![node("g")], ..Update::new(text) };
        update(home.store(), &Iris::default(), update_, author(), LIMITS)
    };
    home.make("INSERT DATA { GRAPH <http://x/g> { <http://x/a> <http://x/p> 1 } }").unwrap();
    let both = using("INSERT { ?s ?p 2 } USING <http://x/g> WHERE { ?s ?p ?o }");
    assert!(matches!(both, Err(UpdateError::TwoDatasets)), "{both:?}");
    using("INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }").unwrap();
    assert_eq!(home.lines().len(), 2);
}

/// A host that writes into the store that asks it: nobody could if the writer waited for it.
#[derive(Debug)]
struct Writing {
    store: std::sync::Arc<Store>,
    /// What it writes when it is asked, the first question first.
    writes: std::sync::Mutex<Vec<&'static str>>,
    asked: std::sync::Mutex<Vec<String>>,
}

impl Elsewhere for Writing {
    fn allows(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn answer(&self, endpoint: &str, _: &str, _: (Duration, u64)) -> Result<Vec<u8>, String> {
        self.asked.lock().unwrap().push(endpoint.to_owned());
        if let Some(text) = self.writes.lock().unwrap().pop() {
            update(&self.store, &Iris::default(), Update::new(text), author(), LIMITS).unwrap();
        }
        let row = format!("{{\"x\":{{\"type\":\"uri\",\"value\":\"{endpoint}/said\"}}}}");
        Ok(format!("{{\"head\":{{\"vars\":[\"x\"]}},\"results\":{{\"bindings\":[{row}]}}}}").into_bytes())
    }

    fn fetch(&self, address: &str, _: &str, _: (Duration, u64)) -> Result<(Vec<u8>, String), String> {
        Err(format!("{address} is not there"))
    }
}

#[test]
fn other_hosts_are_asked_while_nobody_waits_and_again_when_the_data_name_others() {
    let path = std::env::temp_dir().join(format!("stemma-update-elsewhere-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    let store = std::sync::Arc::new(Store::open(&path).unwrap());
    let text = "INSERT { <urn:all> <urn:said> ?x } WHERE { <urn:hosts> <urn:are> ?host LATERAL { SERVICE ?host { ?s ?p ?x } } }";
    let first = "INSERT DATA { <urn:hosts> <urn:are> <urn:one> }";
    update(&store, &Iris::default(), Update::new(first), author(), LIMITS).unwrap();
    let second = "INSERT DATA { <urn:hosts> <urn:are> <urn:two> }";
    let writing = Writing { store: store.clone(), writes: vec![second].into(), asked: Vec::new().into() };
    let writing = std::sync::Arc::new(writing);
    let elsewhere: std::sync::Arc<dyn Elsewhere> = writing.clone();
    let prepared = Prepared::new(Update { elsewhere: Some(elsewhere), ..Update::new(text) }, LIMITS).unwrap();
    prepared.ask(&store, &Iris::default(), LIMITS).unwrap();
    let made = prepared.make(&store, &Iris::default(), author(), LIMITS);
    assert!(matches!(made, Err(UpdateError::Conflict { .. })), "the second host was not asked: {made:?}");
    prepared.ask(&store, &Iris::default(), LIMITS).unwrap();
    prepared.make(&store, &Iris::default(), author(), LIMITS).unwrap();
    assert_eq!(*writing.asked.lock().unwrap(), ["urn:one", "urn:two"], "each once");
    let held = String::from_utf8(store.snapshot().to_nquads()).unwrap();
    for said in ["<urn:one/said>", "<urn:two/said>"] {
        assert!(held.contains(&format!("<urn:all> <urn:said> {said}")), "{held}");
    }
    drop((prepared, writing, store));
    let _ = std::fs::remove_dir_all(&path);
}
