//! Assertions that people enter: in the catalog graph, so that reading their document again takes none of them away.

use std::collections::BTreeMap;

use oxrdf::{NamedOrBlankNode, Quad};
use stemma_core::document::Version;
use stemma_core::entered::Entered;
use stemma_core::id::Id;
use stemma_core::span::CodePoints;
use stemma_core::state::{Assertion, State};

use super::Iris;
use super::graph::Graph;
use super::version::assertion as described;
use super::write::Writer;
use crate::index::Snapshot;
use crate::vocabulary::{class, stm};

/// An assertion of a version that a person enters; `text` is the version's.
#[must_use]
pub fn entered_quads(
    iris: &Iris,
    version: Id<Version>,
    assertion: &Assertion,
    entered: &Entered,
    text: &str,
) -> Vec<Quad> {
    let node = iris.assertion(assertion.id);
    let mut writer = Writer::new(iris.catalog_graph());
    described(&mut writer, iris, &iris.version(version), assertion, &CodePoints::new(text));
    writer.text(&node, stm::DECIDED_BY, &entered.by);
    writer.text(&node, stm::REASON, &entered.reason);
    entered.instead_of.iter().for_each(|read| writer.add(&node, stm::CORRECTS, iris.assertion(*read)));
    writer.quads
}

/// All quads by which an assertion was entered, as they stand in the index; none, when nobody entered it.
#[must_use]
pub fn recorded_entry(iris: &Iris, snapshot: &Snapshot, assertion: Id<Assertion>) -> Vec<Quad> {
    let (node, catalog) = (iris.assertion(assertion), iris.catalog_graph());
    let part = format!("{}#", node.as_str());
    let is_it = |quad: &Quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => *subject == node || subject.as_str().starts_with(&part),
        NamedOrBlankNode::BlankNode(_) => false,
    };
    snapshot.quads_for_pattern(None, None, None, Some(catalog.as_ref().into())).filter(is_it).collect()
}

/// The entered assertions by their versions.
pub(super) fn by_version(graph: &Graph) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for node in graph.of_class(class::ASSERTION).filter(|node| is_whole(graph, node)) {
        for version in graph.iris(node, stm::IN_VERSION) {
            found.entry(version).or_default().push(node);
        }
    }
    found
}

/// Who entered what.
pub(super) fn read(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::ASSERTION) {
        let entered = || {
            let instead_of = graph.iris(node, stm::CORRECTS).find_map(|iri| iris.id::<Assertion>("assertions", iri));
            let entered =
                Entered { by: graph.text(node, stm::DECIDED_BY)?, reason: graph.text(node, stm::REASON)?, instead_of };
            Some((iris.id::<Assertion>("assertions", node)?, entered))
        };
        state.entered.extend(entered());
    }
}

/// Nobody's record is no record.
fn is_whole(graph: &Graph, node: &str) -> bool {
    graph.text(node, stm::DECIDED_BY).is_some() && graph.text(node, stm::REASON).is_some()
}
