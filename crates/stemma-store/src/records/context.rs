//! What is asked for while computed quads are made: assertions, and who stands on the sides of a claim.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use stemma_core::contradiction::Contradiction;
use stemma_core::document::Version;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::{Claim, Member};
use stemma_core::state::{Assertion, State};

use super::Iris;

/// A state with what is found in it, to be looked up.
pub(super) struct Context<'a> {
    pub(super) iris: &'a Iris,
    pub(super) state: &'a State,
    /// All assertions, or those of the documents that the wanted claims rest on.
    near: FxHashMap<Id<Assertion>, &'a Assertion>,
    /// All of them, when others than these are asked for.
    all: OnceCell<FxHashMap<Id<Assertion>, &'a Assertion>>,
    /// The assertions of each claim and, after them, of the claims that contradict it, and of those that say more.
    sides: BTreeMap<Id<Claim>, Vec<Member>>,
}

impl<'a> Context<'a> {
    /// For all claims.
    pub(super) fn new(iris: &'a Iris, state: &'a State, findings: &Findings) -> Self {
        let sides = sides(findings, findings.claims.iter().map(|found| found.claim.id));
        Self { iris, state, near: assertions(state), all: OnceCell::new(), sides }
    }

    /// For some claims: it costs what they rest on, and a look at the contradictions.
    pub(super) fn of(iris: &'a Iris, state: &'a State, findings: &Findings, wanted: &BTreeSet<Id<Claim>>) -> Self {
        let sides = sides(findings, wanted.iter().copied());
        let claims = wanted.iter().filter_map(|id| claim(findings, *id));
        let documents = claims.flat_map(|found| found.traced.documents.values().copied());
        let said = sides.values().flatten().map(|(version, _)| *version);
        let versions: BTreeSet<Id<Version>> = documents.chain(said).collect();
        let held = versions.iter().filter_map(|version| state.versions.get(version));
        let near = held.flat_map(|held| &held.assertions).map(|assertion| (assertion.id, assertion)).collect();
        Self { iris, state, near, all: OnceCell::new(), sides }
    }

    /// The assertion with this id.
    pub(super) fn assertion(&self, id: Id<Assertion>) -> Option<&'a Assertion> {
        let all = || self.all.get_or_init(|| assertions(self.state)).get(&id);
        self.near.get(&id).or_else(all).copied()
    }

    pub(super) fn side_members(&self, claim: Id<Claim>) -> &[Member] {
        self.sides.get(&claim).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is found of a claim.
pub(super) fn claim(findings: &Findings, id: Id<Claim>) -> Option<&ClaimFinding> {
    let place = findings.claims.binary_search_by_key(&id, |found| found.claim.id).ok()?;
    findings.claims.get(place)
}

fn assertions(state: &State) -> FxHashMap<Id<Assertion>, &Assertion> {
    state.versions.values().flat_map(|held| &held.assertions).map(|assertion| (assertion.id, assertion)).collect()
}

/// Who stands on the sides of these claims.
fn sides(findings: &Findings, wanted: impl Iterator<Item = Id<Claim>>) -> BTreeMap<Id<Claim>, Vec<Member>> {
    let own = |id: Id<Claim>| claim(findings, id).map(|found| &found.claim.members);
    let members = |id: Id<Claim>| own(id).into_iter().flat_map(|members| members.iter().copied());
    let mut sides: BTreeMap<Id<Claim>, Vec<Member>> = wanted.filter_map(|id| Some((id, own(id)?.to_vec()))).collect();
    for contradiction in findings.contradictions.iter().filter(|c| c.excludes() && c.a != c.b) {
        for (one, other) in [(contradiction.a, contradiction.b), (contradiction.b, contradiction.a)] {
            sides.get_mut(&one).into_iter().for_each(|side| side.extend(members(other)));
        }
    }
    for entailment in findings.contradictions.iter().filter_map(Contradiction::entails) {
        let (stronger, weaker) = (entailment.stronger, entailment.weaker);
        for (one, other, said) in [(weaker, stronger, &entailment.supporting), (stronger, weaker, &entailment.denying)]
        {
            let Some(side) = sides.get_mut(&one) else { continue };
            side.extend(members(other).filter(|(_, id)| said.contains(id)));
        }
    }
    sides
}
