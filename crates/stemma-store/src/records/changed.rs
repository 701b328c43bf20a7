//! What of the computed quads is other after a change, without making all of them twice.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedOrBlankNode, Quad};
use rustc_hash::FxHashSet;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{Assertion, State};

use super::Iris;
use super::findings::{Context, claim_quads, general_quads};

/// The computed quads that are gone, and those that came, between two states with what is found in them: taking the ones
/// away from [`super::finding_quads`] of the first and adding the others gives those of the second.
///
/// The quads of a claim are made only where something that they tell is other.
#[must_use]
pub fn changed_finding_quads(
    iris: &Iris,
    before: (&State, &Findings),
    after: (&State, &Findings),
) -> (Vec<Quad>, Vec<Quad>) {
    let (old, new) = (Side::new(iris, before), Side::new(iris, after));
    let everything = before.0.interests != after.0.interests;
    let is_same = |found: &ClaimFinding, one: &Side<'_>, other: &Side<'_>| {
        !everything
            && other.claims.get(&found.claim.id).is_some_and(|same| *same == found)
            && one.tells_as(other, found)
    };
    let gone_claims = before.1.claims.iter().filter(|found| !is_same(found, &old, &new));
    let come_claims: Vec<&ClaimFinding> = after.1.claims.iter().filter(|found| !is_same(found, &new, &old)).collect();
    let mut gone: FxHashSet<Quad> = gone_claims.flat_map(|found| claim_quads(&old.context, found)).collect();
    gone.extend(general_quads(&old.context, before.1));
    let mut come: FxHashSet<Quad> = FxHashSet::default();
    let fresh = general_quads(&new.context, after.1);
    let fresh = fresh.into_iter().chain(come_claims.iter().flat_map(|found| claim_quads(&new.context, found)));
    for quad in fresh {
        if !gone.remove(&quad) {
            come.insert(quad);
        }
    }
    // What is said of an assertion may also be told of another claim, which did not change.
    let made: BTreeSet<Id<Claim>> = come_claims.iter().map(|found| found.claim.id).collect();
    let others = new.telling_of(gone.iter().filter_map(|quad| assertion_of(iris, quad)));
    for found in others.difference(&made).filter_map(|claim| new.claims.get(claim)) {
        for quad in claim_quads(&new.context, found) {
            gone.remove(&quad);
        }
    }
    (gone.into_iter().collect(), come.into_iter().collect())
}

/// The assertion that a quad is about.
fn assertion_of(iris: &Iris, quad: &Quad) -> Option<Id<Assertion>> {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return None };
    iris.id("assertions", subject.as_str())
}

/// A state with what is found in it, by claim.
struct Side<'a> {
    context: Context<'a>,
    claims: BTreeMap<Id<Claim>, &'a ClaimFinding>,
}

impl<'a> Side<'a> {
    fn new(iris: &'a Iris, (state, findings): (&'a State, &'a Findings)) -> Self {
        let claims = findings.claims.iter().map(|found| (found.claim.id, found)).collect();
        Self { context: Context::new(iris, state, findings), claims }
    }

    /// Whether a claim has the same assertions on its sides as elsewhere, and these say the same.
    fn tells_as(&self, other: &Side<'_>, found: &ClaimFinding) -> bool {
        let (own, others) = (self.context.side_members(found.claim.id), other.context.side_members(found.claim.id));
        let is_same = |id: &Id<Assertion>| self.context.assertions.get(id) == other.context.assertions.get(id);
        own == others && own.iter().all(|(_, id)| is_same(id))
    }

    /// The claims on whose sides these assertions stand.
    fn telling_of(&self, assertions: impl Iterator<Item = Id<Assertion>>) -> BTreeSet<Id<Claim>> {
        let wanted: BTreeSet<Id<Assertion>> = assertions.collect();
        let stands = |claim: &&Id<Claim>| self.context.side_members(**claim).iter().any(|(_, id)| wanted.contains(id));
        if wanted.is_empty() { BTreeSet::new() } else { self.claims.keys().filter(stands).copied().collect() }
    }
}
