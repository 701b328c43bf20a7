//! The part of the graph that some claims rest on, and what it says about one record: by the index, so that neither costs what the
//! store holds besides.

use std::collections::BTreeSet;

use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

use super::Iris;
use crate::index::Snapshot;
use crate::vocabulary::stm;

/// The quads whose subject is this record or a part of it: a part is named after its record, and names something of it or is named
/// by it.
#[must_use]
pub fn about(snapshot: &Snapshot, record: &NamedNode) -> Vec<Quad> {
    let part = format!("{}#", record.as_str());
    let (mut found, mut known, mut wanted) = (Vec::new(), BTreeSet::from([record.clone()]), vec![record.clone()]);
    let is_new = |node: &NamedNode, known: &mut BTreeSet<NamedNode>| {
        node.as_str().starts_with(&part) && known.insert(node.clone())
    };
    while let Some(node) = wanted.pop() {
        for quad in snapshot.quads_for_pattern(None, None, Some(node.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject
                && is_new(&subject, &mut known)
            {
                wanted.push(subject);
            }
        }
        for quad in snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
            if let Term::NamedNode(object) = &quad.object
                && is_new(object, &mut known)
            {
                wanted.push(object.clone());
            }
            found.push(quad);
        }
    }
    found
}

/// What versions state of an actor beside what it says: that it took something back, or holds an office; each with its words.
#[must_use]
pub fn stated_of(snapshot: &Snapshot, actor: &NamedNode) -> Vec<Quad> {
    let naming = |predicate| snapshot.quads_for_pattern(None, Some(predicate), Some(actor.as_ref().into()), None);
    let node = |quad: Quad| match quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let stated = [stm::TAKEN_BACK_BY, stm::HOLDER].into_iter().flat_map(naming).filter_map(node);
    let (mut wanted, mut found): (Vec<NamedNode>, Vec<Quad>) = (stated.collect(), Vec::new());
    while let Some(node) = wanted.pop() {
        for quad in snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
            if let Term::NamedNode(object) = &quad.object
                && Iris::is_part_under(object, &node)
            {
                wanted.push(object.clone());
            }
            found.push(quad);
        }
    }
    found
}

/// The quads of `claims`, their findings and lineages, the assertions that make them, the contradictions among them, and
/// the versions, documents, actors and sources that these name.
#[must_use]
pub fn neighbourhood(iris: &Iris, claims: &BTreeSet<Id<Claim>>, snapshot: &Snapshot) -> Vec<Quad> {
    let claims: BTreeSet<NamedNode> = claims.iter().map(|claim| iris.claim(*claim)).collect();
    let is_wanted = |quad: &Quad| matches!(&quad.object, Term::NamedNode(node) if claims.contains(node));
    let naming = |predicate: NamedNodeRef<'static>| -> BTreeSet<NamedNode> {
        let of = |claim: &NamedNode| {
            let quads = snapshot.quads_for_pattern(None, Some(predicate), Some(claim.as_ref().into()), None);
            quads.filter_map(|quad| record_of_subject(&quad)).collect::<Vec<_>>()
        };
        claims.iter().flat_map(of).collect()
    };
    let other_side = naming(stm::SIDE_B);
    let within = naming(stm::SIDE_A).into_iter().filter(|contradiction| other_side.contains(contradiction));
    let mut wanted: Vec<NamedNode> = naming(stm::ASSERTS).into_iter().chain(within).chain(claims.clone()).collect();
    let mut known: BTreeSet<NamedNode> = wanted.iter().cloned().collect();
    let mut found = Vec::new();
    for step in 0..=STEPS {
        let mut named = Vec::new();
        for quad in wanted.iter().flat_map(|record| about(snapshot, record)) {
            if let Term::NamedNode(node) = &quad.object
                && step < STEPS
                && let context = record(node)
                && is_context(iris, &context)
                && known.insert(context.clone())
            {
                named.push(context);
            }
            let is_asked_elsewhere = quad.predicate.as_ref() == stm::CONCERNS && !is_wanted(&quad);
            found.extend((!is_asked_elsewhere).then_some(quad));
        }
        wanted = named;
    }
    found
}

/// How far what is named is followed.
const STEPS: usize = 3;

/// Records that are taken along when a wanted one names them; other claims and assertions are not.
fn is_context(iris: &Iris, record: &NamedNode) -> bool {
    let kinds = ["versions/", "documents/", "actors/", "sources/", "topics/"];
    record.as_str().strip_prefix(iris.base()).is_some_and(|rest| kinds.iter().any(|kind| rest.starts_with(kind)))
}

fn record_of_subject(quad: &Quad) -> Option<NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(record(node)),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The record that an IRI is, or is a part of.
fn record(node: &NamedNode) -> NamedNode {
    match node.as_str().split_once('#') {
        // What comes before a fragment is an IRI.
        Some((record, _)) => NamedNode::new_unchecked(record),
        None => node.clone(),
    }
}
