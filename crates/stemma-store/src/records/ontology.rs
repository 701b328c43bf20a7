//! The ontology itself, as quads of its own graph, so that queries can join on words and labels.

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::{GraphName, NamedNode, Quad};

use crate::vocabulary::ONTOLOGY;

/// The text of the ontology.
pub const ONTOLOGY_TEXT: &str = include_str!("../../../../ontology/stemma.ttl");

/// The ontology's graph.
#[must_use]
pub fn ontology_graph() -> NamedNode {
    ONTOLOGY.into_owned()
}

/// The ontology's quads; blank nodes, of which it has none that matter, are left out.
#[must_use]
pub fn ontology_quads() -> Vec<Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_default_graph(GraphName::NamedNode(ontology_graph()));
    parser
        .for_slice(ONTOLOGY_TEXT)
        .filter_map(Result::ok)
        .filter(|quad| !quad.subject.is_blank_node() && !quad.object.is_blank_node())
        .collect()
}
