//! One named graph, as nodes with what is said of them.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use oxrdf::{NamedNode, NamedNodeRef, Term};
use rustc_hash::FxHashMap;
use stemma_core::date::PartialDate;

use crate::index::{Graphs, Pattern, Snapshot};
use crate::vocabulary::{Concept, rdf, skos};

/// The nodes of one graph.
#[derive(Default)]
pub(super) struct Graph {
    nodes: BTreeMap<String, Vec<(Arc<str>, Term)>>,
}

impl Graph {
    /// The graph of this name in an index; blank nodes are nobody's records, and are left out.
    pub(super) fn of(snapshot: &Snapshot, name: &NamedNode) -> Self {
        let mut nodes: BTreeMap<String, Vec<(Arc<str>, Term)>> = BTreeMap::new();
        let Some(graph) = snapshot.find(name.into()) else { return Self { nodes } };
        let mut predicates: FxHashMap<u32, Arc<str>> = FxHashMap::default();
        let mut predicate = |number: u32| {
            if let Some(known) = predicates.get(&number) {
                return Some(Arc::clone(known));
            }
            let Some(Term::NamedNode(node)) = snapshot.term(number) else { return None };
            let iri: Arc<str> = node.as_str().into();
            predicates.insert(number, Arc::clone(&iri));
            Some(iri)
        };
        // Sorted by subject, since the graph is given.
        let mut rows = snapshot.matches(Pattern { graphs: Graphs::One(graph), ..Pattern::ANYTHING }).peekable();
        while let Some([subject, ..]) = rows.peek().copied() {
            let mut said = Vec::new();
            while let Some([_, p, o, _]) = rows.next_if(|[s, ..]| *s == subject) {
                said.extend(predicate(p).zip(snapshot.term(o)));
            }
            if let Some(Term::NamedNode(subject)) = snapshot.term(subject) {
                nodes.entry(subject.into_string()).or_default().append(&mut said);
            }
        }
        Self { nodes }
    }

    pub(super) fn objects<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        let node = self.nodes.get(subject).map(Vec::as_slice).unwrap_or_default();
        node.iter().filter(move |(p, _)| **p == *predicate.as_str()).map(|(_, object)| object)
    }

    pub(super) fn iris<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.objects(subject, predicate).filter_map(|object| match object {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }

    pub(super) fn texts<'a>(&'a self, subject: &str, predicate: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.objects(subject, predicate).filter_map(|object| match object {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    pub(super) fn text(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.texts(subject, predicate).min().map(str::to_owned)
    }

    pub(super) fn parsed<T: FromStr>(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<T> {
        self.text(subject, predicate)?.parse().ok()
    }

    pub(super) fn is_true(&self, subject: &str, predicate: NamedNodeRef<'_>) -> bool {
        self.texts(subject, predicate).any(|text| text == "true")
    }

    pub(super) fn date(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<PartialDate> {
        PartialDate::parse(&self.text(subject, predicate)?)
    }

    pub(super) fn concept<C: Concept>(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Option<C> {
        self.iris(subject, predicate).find_map(|iri| C::from_iri(NamedNodeRef::new_unchecked(iri)))
    }

    pub(super) fn is_a(&self, subject: &str, class: NamedNodeRef<'_>) -> bool {
        self.iris(subject, rdf::TYPE).any(|iri| iri == class.as_str())
    }

    pub(super) fn of_class<'a>(&'a self, class: NamedNodeRef<'a>) -> impl Iterator<Item = &'a str> {
        self.nodes.keys().map(String::as_str).filter(move |subject| self.is_a(subject, class))
    }

    /// The spelling that this graph keeps of the actor or source a property points to.
    pub(super) fn names(&self, subject: &str, predicate: NamedNodeRef<'_>) -> Vec<String> {
        let mut names: Vec<String> =
            self.iris(subject, predicate).flat_map(|who| self.texts(who, skos::ALT_LABEL)).map(str::to_owned).collect();
        names.sort_unstable();
        names
    }
}
