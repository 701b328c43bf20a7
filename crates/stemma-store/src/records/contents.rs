//! What a version of the index holds, counted: how large, which classes and properties, which graphs.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, Term};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::index::{Graphs, Pattern, Snapshot};

/// What a version of the index holds; a triple in several graphs counts once, but for the counts of graphs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Its triples.
    pub triples: u64,
    /// Things that something is said of.
    pub subjects: u64,
    /// Things and values that are said of something.
    pub objects: u64,
    /// Each class with the number of its instances.
    pub classes: BTreeMap<String, u64>,
    /// Each property with the number of its triples.
    pub properties: BTreeMap<String, u64>,
    /// Each named graph with the number of its triples.
    pub graphs: BTreeMap<String, u64>,
}

impl Contents {
    /// Counts a version; looks at every quad twice.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut contents = Self::default();
        let (mut subjects, mut objects) = (FxHashSet::default(), FxHashSet::default());
        let (mut classes, mut properties, mut graphs) =
            (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        let is_a = snapshot.find(rdf::TYPE.into());
        for [subject, predicate, object, _] in snapshot.matches(Pattern { distinct: true, ..Pattern::ANYTHING }) {
            contents.triples += 1;
            subjects.insert(subject);
            objects.insert(object);
            *properties.entry(predicate).or_default() += 1;
            if Some(predicate) == is_a {
                *classes.entry(object).or_default() += 1;
            }
        }
        for [.., graph] in snapshot.matches(Pattern { graphs: Graphs::Named, ..Pattern::ANYTHING }) {
            *graphs.entry(graph).or_default() += 1;
        }
        contents.subjects = subjects.len() as u64;
        contents.objects = objects.len() as u64;
        contents.classes = named(snapshot, classes);
        contents.properties = named(snapshot, properties);
        contents.graphs = named(snapshot, graphs);
        contents
    }
}

/// The counts by IRI; what has none is left out.
fn named(snapshot: &Snapshot, counts: FxHashMap<u32, u64>) -> BTreeMap<String, u64> {
    let iri = |number| match snapshot.term(number) {
        Some(Term::NamedNode(node)) => Some(NamedNode::into_string(node)),
        _ => None,
    };
    counts.into_iter().filter_map(|(number, count)| Some((iri(number)?, count))).collect()
}
