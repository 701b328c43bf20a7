//! Who contradicts a weaker claim contradicts every stronger one from which it follows, in whatever words.

use std::collections::{BTreeMap, BTreeSet};

use super::{Contradiction, Exclusions};
use crate::id::Id;
use crate::identity::Claim;
use crate::state::State;

/// Two claims, the one with the lesser id first.
type Pair = (Id<Claim>, Id<Claim>);

/// Contradictions between claims because of what follows from them, where their own words show none.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    found: BTreeMap<Id<Contradiction>, Contradiction>,
    of: BTreeMap<Id<Claim>, BTreeSet<Id<Contradiction>>>,
}

impl Inherited {
    /// All of them, in the order of their ids.
    pub(super) fn all(&self) -> impl Iterator<Item = &Contradiction> {
        self.found.values()
    }

    pub(super) fn has(&self, id: Id<Contradiction>) -> bool {
        self.found.contains_key(&id)
    }

    /// What a claim is on a side of.
    pub(super) fn of(&self, claim: Id<Claim>) -> impl Iterator<Item = &Contradiction> {
        self.of.get(&claim).into_iter().flatten().filter_map(|id| self.found.get(id))
    }

    /// Whatever may be otherwise where something is otherwise about these claims, and what is there now.
    pub(super) fn following(
        exclusions: &Exclusions,
        touched: BTreeSet<Id<Claim>>,
        state: &State,
    ) -> BTreeMap<Pair, Option<Contradiction>> {
        let stronger: Vec<Id<Claim>> = touched.iter().flat_map(|claim| stronger_than(exclusions, *claim)).collect();
        let mut now: BTreeMap<Pair, Option<Contradiction>> = BTreeMap::new();
        for claim in touched.into_iter().chain(stronger) {
            let before = exclusions.inherited.of(claim).map(|found| (found.a, found.b));
            let pairs = before.chain(excluded(exclusions, claim).map(|other| (claim.min(other), claim.max(other))));
            for pair in pairs.collect::<Vec<_>>() {
                now.entry(pair).or_insert_with(|| between(exclusions, pair, state));
            }
        }
        now
    }

    /// Takes what is there now; gives the claims that it is otherwise for.
    pub(super) fn replace(&mut self, now: BTreeMap<Pair, Option<Contradiction>>) -> BTreeSet<Id<Claim>> {
        let mut touched = BTreeSet::new();
        for ((a, b), now) in now {
            let id = Contradiction::id_between(a, b);
            if self.found.get(&id) == now.as_ref() {
                continue;
            }
            touched.extend([a, b]);
            for claim in [a, b] {
                let of = self.of.entry(claim).or_default();
                if now.is_some() {
                    of.insert(id)
                } else {
                    of.remove(&id)
                };
                if of.is_empty() {
                    self.of.remove(&claim);
                }
            }
            match now {
                Some(now) => self.found.insert(id, now),
                None => self.found.remove(&id),
            };
        }
        touched
    }
}

/// The claims from which this one follows.
fn stronger_than(exclusions: &Exclusions, claim: Id<Claim>) -> impl Iterator<Item = Id<Claim>> {
    let entailments = exclusions.own(claim).filter_map(Contradiction::entails);
    entailments.filter(move |of| of.weaker == claim).map(|of| of.stronger)
}

/// The claim, and those that follow from it.
fn with_weaker(exclusions: &Exclusions, claim: Id<Claim>) -> impl Iterator<Item = Id<Claim>> {
    let entailments = exclusions.own(claim).filter_map(Contradiction::entails);
    let weaker = entailments.filter(move |of| of.stronger == claim).map(|of| of.weaker);
    std::iter::once(claim).chain(weaker)
}

/// The claims that exclude this one or what follows from it, and those from which such a one follows.
fn excluded(exclusions: &Exclusions, claim: Id<Claim>) -> impl Iterator<Item = Id<Claim>> {
    let said = with_weaker(exclusions, claim);
    let others = said.flat_map(|said| {
        let opposing = exclusions.own(said).filter(|found| found.opposes());
        opposing.map(move |found| if found.a == said { found.b } else { found.a }).filter(move |other| *other != said)
    });
    let all = others.flat_map(|other| std::iter::once(other).chain(stronger_than(exclusions, other)));
    all.filter(move |other| *other != claim)
}

/// Whether two claims exclude each other because of what follows from them.
fn between(exclusions: &Exclusions, (a, b): Pair, state: &State) -> Option<Contradiction> {
    // What their own words show, and what a person said of it, goes first.
    let is_known = |own: &Contradiction| !own.kind.is_compatible() || own.entails().is_some();
    if exclusions.between(a, b).is_some_and(is_known) {
        return None;
    }
    let said = with_weaker(exclusions, a).flat_map(|said| with_weaker(exclusions, b).map(move |other| (said, other)));
    // That somebody denies what follows from both opposes neither to the other.
    let apart = said.filter(|(said, other)| said != other);
    let own = apart.filter_map(|(said, other)| exclusions.between(said, other).filter(|own| own.opposes()));
    let own = own.min_by_key(|own| own.id)?;
    let (one, other) = (exclusions.side(a)?, exclusions.side(b)?);
    if one.affirming.is_empty() || other.affirming.is_empty() {
        return None;
    }
    let reason = format!("what follows from the one excludes the other: {}", own.reason);
    let mut found = one.excluding(other, own.kind, reason);
    found.resolved(&state.resolutions);
    Some(found)
}
