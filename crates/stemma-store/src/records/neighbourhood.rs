//! The part of the graph that one claim rests on.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedOrBlankNode, Quad, Term};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

use super::Iris;
use crate::vocabulary::stm;

/// The quads of a claim, its finding and lineage, the assertions that make it, and the versions, documents, actors and
/// sources that these name.
#[must_use]
pub fn claim_neighbourhood(iris: &Iris, claim: Id<Claim>, quads: Vec<Quad>) -> Vec<Quad> {
    let claim = iris.claim(claim);
    let mut by_record: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in &quads {
        if let Some(record) = record_of_subject(quad) {
            by_record.entry(record.to_owned()).or_default().push(quad);
        }
    }
    let asserted_by = quads
        .iter()
        .filter(|quad| quad.predicate.as_ref() == stm::ASSERTS && quad.object == Term::NamedNode(claim.clone()))
        .filter_map(record_of_subject);
    let mut wanted: BTreeSet<String> = asserted_by.map(str::to_owned).chain([claim.as_str().to_owned()]).collect();
    for _ in 0..3 {
        let named: Vec<String> = wanted
            .iter()
            .filter_map(|record| by_record.get(record))
            .flatten()
            .filter_map(|quad| match &quad.object {
                Term::NamedNode(node) => Some(record(node.as_str()).to_owned()),
                _ => None,
            })
            .filter(|record| is_context(iris, record))
            .collect();
        wanted.extend(named);
    }
    let chosen: BTreeSet<String> = wanted;
    quads.into_iter().filter(|quad| record_of_subject(quad).is_some_and(|record| chosen.contains(record))).collect()
}

/// Records that are taken along when a wanted one names them; other claims and assertions are not.
fn is_context(iris: &Iris, record: &str) -> bool {
    let kinds = ["versions/", "documents/", "actors/", "sources/", "topics/"];
    record.strip_prefix(iris.base()).is_some_and(|rest| kinds.iter().any(|kind| rest.starts_with(kind)))
}

fn record_of_subject(quad: &Quad) -> Option<&str> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(record(node.as_str())),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The record that an IRI is, or is a part of.
fn record(iri: &str) -> &str {
    iri.split_once('#').map_or(iri, |(record, _)| record)
}
