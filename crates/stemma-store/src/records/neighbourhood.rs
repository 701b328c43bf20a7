//! The part of the graph that some claims rest on.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

use super::Iris;
use crate::vocabulary::stm;

/// The quads of `claims`, their findings and lineages, the assertions that make them, the contradictions among them, and
/// the versions, documents, actors and sources that these name.
#[must_use]
pub fn neighbourhood(iris: &Iris, claims: &BTreeSet<Id<Claim>>, quads: &[Quad]) -> Vec<Quad> {
    let claims: BTreeSet<NamedNode> = claims.iter().map(|claim| iris.claim(*claim)).collect();
    let is_wanted = |quad: &Quad| matches!(&quad.object, Term::NamedNode(node) if claims.contains(node));
    let mut by_record: BTreeMap<String, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        if let Some(record) = record_of_subject(quad) {
            by_record.entry(record.to_owned()).or_default().push(quad);
        }
    }
    let naming = |predicate: NamedNodeRef<'static>| {
        let those = quads.iter().filter(move |quad| quad.predicate.as_ref() == predicate && is_wanted(quad));
        those.filter_map(record_of_subject).map(str::to_owned)
    };
    let other_side: BTreeSet<String> = naming(stm::SIDE_B).collect();
    let within = naming(stm::SIDE_A).filter(|contradiction| other_side.contains(contradiction));
    let named = claims.iter().map(|claim| claim.as_str().to_owned());
    let mut wanted: BTreeSet<String> = naming(stm::ASSERTS).chain(within).chain(named).collect();
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
    let is_part = |quad: &Quad| {
        let is_asked_elsewhere = quad.predicate.as_ref() == stm::CONCERNS && !is_wanted(quad);
        record_of_subject(quad).is_some_and(|record| wanted.contains(record)) && !is_asked_elsewhere
    };
    quads.iter().filter(|quad| is_part(quad)).cloned().collect()
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
