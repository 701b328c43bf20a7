use std::path::PathBuf;

use oxrdf::Literal;

use super::*;

/// A directory that goes away with the test.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("stemma-store-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.org/{name}"))
}

fn quad(text: &str, graph: &str) -> Quad {
    Quad::new(node("a"), node("says"), Literal::new_simple_literal(text), node(graph))
}

fn change(deletes: &[Quad], inserts: &[Quad]) -> Change {
    Change {
        recorded: "2026-03-01T09:30:00Z".to_owned(),
        principal: "editor".to_owned(),
        reason: "test".to_owned(),
        payload: Payload::new(deletes.to_vec(), inserts.to_vec()),
        documents: Vec::new(),
    }
}

#[test]
fn a_reopened_store_has_the_same_bytes_and_still_knows_each_version() {
    let directory = Directory::new("reopen");
    let store = Store::open(&directory.0).unwrap();
    store.commit(change(&[], &[quad("one", "g"), quad("two", "g")])).unwrap();
    let first = store.snapshot();
    store.commit(change(&[quad("one", "g")], &[quad("three", "h")])).unwrap();
    let second = store.snapshot().to_nquads();
    assert_eq!(first.len(), 2);
    drop(store);
    let store = Store::open(&directory.0).unwrap();
    assert_eq!(store.snapshot().to_nquads(), second);
    assert_eq!(store.snapshot_at(1).unwrap().to_nquads(), first.to_nquads());
    assert!(store.snapshot_at(0).unwrap().is_empty());
    assert_eq!(store.head().unwrap().sequence, 2);
}

#[test]
fn a_reader_opens_beside_the_writer() {
    let directory = Directory::new("reader");
    let store = Store::open(&directory.0).unwrap();
    store.commit(change(&[], &[quad("one", "g")])).unwrap();
    let reader = Store::open_read_only(&directory.0).unwrap();
    assert_eq!(reader.snapshot().to_nquads(), store.snapshot().to_nquads());
    assert!(matches!(reader.commit(change(&[], &[quad("two", "g")])), Err(StoreError::Refused { .. })));
    assert_eq!(reader.snapshot().len(), 1);
}

#[test]
fn derived_quads_are_shown_replaced_and_never_recorded() {
    let directory = Directory::new("derived");
    let store = Store::open(&directory.0).unwrap();
    store.commit(change(&[], &[quad("one", "g")])).unwrap();
    store.set_derived(&[node("findings")], [quad("a", "findings"), quad("b", "findings")]).unwrap();
    let shown = store.set_derived(&[node("findings")], [quad("b", "findings")]).unwrap();
    assert_eq!(shown.len(), 2);
    let shown = store.change_derived([quad("b", "findings")], [quad("c", "findings"), quad("d", "findings")]).unwrap();
    assert_eq!(shown.len(), 3);
    assert!(matches!(store.change_derived([], [quad("c", "g")]), Err(StoreError::Refused { .. })));
    assert_eq!(store.change_derived([quad("one", "g")], []).unwrap().len(), 3);
    assert!(matches!(store.set_derived(&[node("g")], []), Err(StoreError::Refused { .. })));
    assert_eq!(store.set_derived(&[node("findings"), node("empty")], [quad("c", "findings")]).unwrap().len(), 2);
    assert!(matches!(store.set_derived(&[node("h")], [quad("x", "i")]), Err(StoreError::Refused { .. })));
    assert!(matches!(store.commit(change(&[], &[quad("x", "findings")])), Err(StoreError::Refused { .. })));
    assert_eq!(store.head().unwrap().sequence, 1);
    drop(store);
    assert_eq!(Store::open(&directory.0).unwrap().snapshot().len(), 1);
}

#[test]
fn erasing_a_change_removes_what_it_said_and_revives_nothing() {
    let directory = Directory::new("erase");
    let store = Store::open(&directory.0).unwrap();
    store.commit(change(&[], &[quad("old", "g"), quad("shared", "g")])).unwrap();
    store.commit(change(&[quad("old", "g")], &[quad("secret", "g"), quad("shared", "g")])).unwrap();
    store.set_derived(&[node("findings")], [quad("a", "findings")]).unwrap();
    let payload = store.changes_since(1).unwrap()[0].payload;
    store.erase(payload, change(&[], &[])).unwrap();
    let expected = Snapshot::default().apply([], [quad("shared", "g"), quad("a", "findings")]).unwrap();
    assert_eq!(store.snapshot().to_nquads(), expected.to_nquads());
    assert_eq!(store.verify().unwrap(), []);
    drop(store);
    let store = Store::open(&directory.0).unwrap();
    assert_eq!(store.snapshot().len(), 1);
    assert_eq!(store.erasures().unwrap()[0].reason, "test");
}

#[test]
fn a_term_that_cannot_be_written_is_refused_and_changes_nothing() {
    let directory = Directory::new("unwritable");
    let store = Store::open(&directory.0).unwrap();
    let broken = NamedNode::new_unchecked("http://example.org/a> <b");
    let wrong = Quad::new(broken, node("p"), node("o"), node("g"));
    assert!(matches!(store.commit(change(&[], &[wrong])), Err(StoreError::Refused { .. })));
    assert_eq!((store.snapshot().len(), store.head().unwrap().sequence), (0, 0));
}

#[test]
fn a_version_is_found_by_the_time_it_was_known() {
    let directory = Directory::new("known-at");
    let store = Store::open(&directory.0).unwrap();
    for (second, text) in [("00", "one"), ("05", "two")] {
        let mut change = change(&[], &[quad(text, "g")]);
        change.recorded = format!("2026-03-01T09:30:{second}Z");
        store.commit(change).unwrap();
    }
    for (time, sequence) in [("2026-03-01T09:29:59Z", 0), ("2026-03-01T09:30:04.9Z", 1), ("2026-03-01T09:30:05Z", 2)] {
        assert_eq!(store.sequence_at(time).unwrap(), sequence);
    }
    assert!(matches!(store.sequence_at("yesterday"), Err(StoreError::Refused { .. })));
}

#[test]
fn a_language_tag_is_found_in_whatever_case_it_was_written() {
    let directory = Directory::new("language");
    let store = Store::open(&directory.0).unwrap();
    let line = "<http://example.org/a> <http://example.org/p> \"x\"@en-US <http://example.org/g> .";
    let parsed = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::NQuads).for_slice(line);
    store.commit(change(&[], &parsed.map(Result::unwrap).collect::<Vec<_>>())).unwrap();
    let text = "SELECT ?s { ?s ?p \"x\"@en-US }";
    let found = crate::query::table(&store.snapshot(), crate::query::Query::new(text), crate::query::Limits::default());
    assert_eq!(found.unwrap().rows.len(), 1);
}

#[test]
fn terms_in_rare_spellings_come_back_when_the_log_is_read() {
    let directory = Directory::new("rare");
    let triple = oxrdf::Triple::new(node("a"), node("b"), Literal::new_simple_literal("\" > ."));
    let hebrew = Literal::new_directional_language_tagged_literal_unchecked("שלום", "he", oxrdf::BaseDirection::Rtl);
    let objects: [oxrdf::Term; 4] =
        [triple.into(), hebrew.into(), oxrdf::BlankNode::new_unchecked("b0").into(), Literal::from(1).into()];
    let quads = objects.map(|object| Quad::new(node("s"), node("p"), object, oxrdf::GraphName::DefaultGraph));
    let before = {
        let store = Store::open(&directory.0).unwrap();
        store.commit(change(&[], &quads)).unwrap();
        store.commit(change(&quads[2..3], &[quad("x", "g")])).unwrap();
        store.snapshot().to_nquads()
    };
    let again = Store::open_read_only(&directory.0).unwrap().snapshot();
    assert_eq!(again.to_nquads(), before);
    assert_eq!(again.len(), 4);
}
