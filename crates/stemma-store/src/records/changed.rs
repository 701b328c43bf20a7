//! What of the computed quads is other after a change, without making all of them twice.

use std::collections::BTreeSet;

use oxrdf::{NamedOrBlankNode, Quad};
use rustc_hash::FxHashSet;
use stemma_core::contradiction::Contradiction;
use stemma_core::finding::Findings;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{Assertion, HeldVersion};

use super::Iris;
use super::context::{Context, claim};
use super::findings::claim_quads;
use super::general::{Found, General, unlike_claims, unlike_contradictions, unlike_versions};

/// The computed quads that are gone, and those that came, between two states with what is found in them: taking the ones
/// away from [`super::finding_quads`] of the first and adding the others gives those of the second. `general` is that of the
/// first, and of the second afterwards.
///
/// The quads of a claim are made only where something that they tell may be other.
#[must_use]
pub fn changed_finding_quads(
    iris: &Iris,
    general: &mut General,
    before: Found<'_>,
    after: Found<'_>,
) -> (Vec<Quad>, Vec<Quad>) {
    let wanted = told_otherwise(before, after);
    let (old, new) = (Context::of(iris, before.0, before.1, &wanted), Context::of(iris, after.0, after.1, &wanted));
    let everything = before.0.interests != after.0.interests;
    let is_same = |id: &Id<Claim>| {
        let found = claim(before.1, *id).zip(claim(after.1, *id));
        !everything && found.is_some_and(|(old, new)| std::ptr::eq(old, new) || old == new) && tells_as(&old, &new, *id)
    };
    let other: BTreeSet<Id<Claim>> = wanted.into_iter().filter(|id| !is_same(id)).collect();
    let (general_gone, general_come) = general.follow(iris, before, after);
    let quads = |context: &Context<'_>, findings: &Findings| {
        let claims = other.iter().filter_map(|id| claim(findings, *id));
        claims.flat_map(|found| claim_quads(context, found)).collect::<Vec<Quad>>()
    };
    let mut gone: FxHashSet<Quad> = quads(&old, before.1).into_iter().chain(general_gone).collect();
    let mut come: FxHashSet<Quad> = FxHashSet::default();
    for quad in quads(&new, after.1).into_iter().chain(general_come) {
        if !gone.remove(&quad) {
            come.insert(quad);
        }
    }
    // What is said of an assertion may also be told of another claim, which did not change.
    let said: FxHashSet<Id<Assertion>> = gone.iter().filter_map(|quad| assertion_of(iris, quad)).collect();
    let others: BTreeSet<Id<Claim>> = telling_of(after.1, &said).difference(&other).copied().collect();
    let context = Context::of(iris, after.0, after.1, &others);
    for found in others.iter().filter_map(|id| claim(after.1, *id)) {
        for quad in claim_quads(&context, found) {
            gone.remove(&quad);
        }
    }
    (gone.into_iter().collect(), come.into_iter().collect())
}

/// The claims whose quads may be other: of which something else is found, on whose sides somebody else stands, or whose
/// assertions say something else. Perhaps some more.
fn told_otherwise(before: Found<'_>, after: Found<'_>) -> BTreeSet<Id<Claim>> {
    let (versions, claims) = (unlike_versions(before, after), unlike_claims(before, after));
    let pairs = unlike_contradictions(before, after);
    let said = |held: &&HeldVersion| held.assertions.iter().map(|assertion| assertion.id).collect::<Vec<_>>();
    let said: FxHashSet<Id<Assertion>> = versions.gone.iter().chain(&versions.come).flat_map(said).collect();
    let mut wanted: BTreeSet<Id<Claim>> = claims.gone.iter().chain(&claims.come).map(|found| found.claim.id).collect();
    wanted.extend(pairs.gone.iter().chain(&pairs.come).flat_map(|pair| [pair.a, pair.b]));
    for findings in [before.1, after.1] {
        wanted.extend(telling_of(findings, &said));
        wanted.extend(beside(findings, &wanted));
    }
    if before.0.interests != after.0.interests {
        wanted.extend(before.1.claims.iter().chain(&after.1.claims).map(|found| found.claim.id));
    }
    wanted
}

/// The claims that these stand on the sides of, and those that stand on theirs.
fn beside(findings: &Findings, claims: &BTreeSet<Id<Claim>>) -> Vec<Id<Claim>> {
    let counts = |pair: &&Contradiction| pair.excludes() || pair.entails().is_some();
    let is_near = |pair: &&Contradiction| claims.contains(&pair.a) || claims.contains(&pair.b);
    findings.contradictions.iter().filter(counts).filter(is_near).flat_map(|pair| [pair.a, pair.b]).collect()
}

/// The claims on whose sides these assertions stand.
fn telling_of(findings: &Findings, said: &FxHashSet<Id<Assertion>>) -> BTreeSet<Id<Claim>> {
    if said.is_empty() {
        return BTreeSet::new();
    }
    let own = findings.claims.iter().filter(|found| found.claim.members.iter().any(|(_, id)| said.contains(id)));
    let mut claims: BTreeSet<Id<Claim>> = own.map(|found| found.claim.id).collect();
    claims.extend(beside(findings, &claims));
    claims
}

/// Whether a claim has the same assertions on its sides in both, and these say the same.
fn tells_as(one: &Context<'_>, other: &Context<'_>, claim: Id<Claim>) -> bool {
    let (own, others) = (one.side_members(claim), other.side_members(claim));
    let is_same = |id: &Id<Assertion>| match (one.assertion(*id), other.assertion(*id)) {
        (Some(one), Some(other)) => std::ptr::eq(one, other) || one == other,
        (one, other) => one.is_none() && other.is_none(),
    };
    own == others && own.iter().all(|(_, id)| is_same(id))
}

/// The assertion that a quad is about.
fn assertion_of(iris: &Iris, quad: &Quad) -> Option<Id<Assertion>> {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return None };
    iris.id("assertions", subject.as_str())
}
