//! What a checker sees of one side: who may be on a chain, who had it from whom, and what can be reached.
//!
//! Names and plain sets only. Nothing here is shared with the solver, except what the words of a lineage mean.

use std::collections::{BTreeMap, BTreeSet};

use super::ChainIds;
use crate::enumerations::Modality;
use crate::independence::{Lineage, Witness};
use crate::policy::Policy;

pub(super) type Groups = BTreeSet<String>;

/// Which witnesses a chain may pass.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// All that are not struck out and assert flatly.
    Any,
    /// Of these, those that no interested group controls.
    Clean,
    /// Of these, those that are named.
    Named,
    /// Named ones, interested or not.
    Own,
}

/// One side as it is counted in the published number (`low`), or with unsure records taken at their word.
pub(super) struct Ground<'a> {
    pub(super) lineage: &'a Lineage,
    policy: Policy,
    low: bool,
    groups: BTreeMap<&'a str, Groups>,
    derived: BTreeSet<&'a str>,
    sources: BTreeMap<&'a str, BTreeSet<&'a str>>,
    takers: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Ground<'a> {
    pub(super) fn new(lineage: &'a Lineage, policy: Policy, low: bool) -> Self {
        let mut groups: BTreeMap<&str, Groups> = BTreeMap::new();
        for witness in lineage.witnesses.values() {
            groups.insert(&witness.id, witness.group_names().map(str::to_owned).collect());
        }
        if low {
            one_actor(lineage, &mut groups);
        }
        let (sources, takers) = (BTreeMap::new(), BTreeMap::new());
        let mut ground = Self { lineage, policy, low, groups, derived: BTreeSet::new(), sources, takers };
        let suspected = lineage.suspected();
        for (number, step) in lineage.derivations.iter().enumerate() {
            if step.certain {
                ground.sources.entry(&step.from).or_default().insert(&step.to);
                ground.takers.entry(&step.to).or_default().insert(&step.from);
            }
            if step.certain || low {
                ground.derived.insert(&step.from);
            }
            if !step.certain && low {
                for end in [&step.from, &step.to] {
                    ground.groups.entry(end).and_modify(|groups| {
                        groups.insert(format!("{suspected}{number}"));
                    });
                }
            }
        }
        ground
    }

    fn witness(&self, id: &str) -> Option<&'a Witness> {
        self.lineage.witnesses.get(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.lineage.witnesses.keys().map(String::as_str)
    }

    pub(super) fn groups(&self, id: &str) -> Groups {
        self.groups.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn sources(&self, id: &str) -> impl Iterator<Item = &'a str> + '_ {
        self.sources.get(id).into_iter().flatten().copied()
    }

    /// Those that had the claim from it.
    pub(super) fn takers(&self, id: &str) -> impl Iterator<Item = &'a str> + '_ {
        self.takers.get(id).into_iter().flatten().copied()
    }

    pub(super) fn is_held(&self, id: &str) -> bool {
        self.witness(id).is_some_and(|witness| witness.held)
    }

    pub(super) fn is_live(&self, id: &str) -> bool {
        self.witness(id).is_some() && !self.lineage.retracted.contains(id)
    }

    pub(super) fn is_interested(&self, id: &str) -> bool {
        self.groups.get(id).is_some_and(|groups| !groups.is_disjoint(&self.lineage.interest))
    }

    /// Whether a chain of this way may pass it.
    pub(super) fn passes(&self, way: Way, id: &str) -> bool {
        let flat = self.witness(id).is_some_and(|witness| witness.modality == Modality::Asserted);
        let pooled = self.low && self.witness(id).is_some_and(Witness::is_pooled);
        flat && self.is_live(id)
            && match way {
                Way::Any => true,
                Way::Clean => !self.is_interested(id),
                Way::Named => !self.is_interested(id) && !pooled,
                Way::Own => !pooled,
            }
    }

    /// Whether a chain may end in it.
    pub(super) fn is_origin(&self, id: &str) -> bool {
        !self.derived.contains(id)
            && self.passes(Way::Any, id)
            && self.witness(id).is_some_and(|witness| self.policy.takes_for_origin(witness))
    }

    pub(super) fn is_first_hand(&self, id: &str) -> bool {
        self.is_origin(id) && self.witness(id).is_some_and(|w| self.policy.rules().first_hand.has(w.basis))
    }

    /// Whom one gets to from held witnesses, on a way that avoids the groups of `without`.
    pub(super) fn reached(&self, way: Way, without: &Groups) -> BTreeSet<&'a str> {
        self.reached_from(&|id| self.is_held(id), way, without)
    }

    fn reached_from(&self, begins: &dyn Fn(&str) -> bool, way: Way, without: &Groups) -> BTreeSet<&'a str> {
        let free =
            |id: &&str| self.passes(way, id) && self.groups.get(id).is_some_and(|groups| groups.is_disjoint(without));
        let mut todo: Vec<&str> = self.ids().filter(|id| begins(id)).filter(free).collect();
        let mut reached: BTreeSet<&str> = todo.iter().copied().collect();
        while let Some(id) = todo.pop() {
            for source in self.sources(id).filter(free) {
                if reached.insert(source) {
                    todo.push(source);
                }
            }
        }
        reached
    }

    /// The origins of chains of a way that avoid the groups of `without`.
    pub(super) fn origins(&self, way: Way, without: &Groups) -> BTreeSet<&'a str> {
        self.reached(way, without).into_iter().filter(|id| self.is_origin(id)).collect()
    }

    /// Whether a chain of named witnesses that begins or ends in an interested one avoids the groups of `without`.
    pub(super) fn has_own_chain(&self, without: &Groups) -> bool {
        let begins = |id: &str| self.is_held(id) && self.is_interested(id);
        self.reached_from(&begins, Way::Own, without).iter().any(|id| self.is_origin(id))
            || self.origins(Way::Own, without).iter().any(|id| self.is_interested(id))
    }

    /// Whether there is no chain of this way that avoids the groups of `without`.
    pub(super) fn is_cut(&self, way: Way, without: &Groups) -> bool {
        self.origins(way, without).is_empty()
    }

    /// The groups of a chain, if it is one: held first, each had it from the next, an origin last.
    pub(super) fn chain(&self, way: Way, ids: &ChainIds) -> Option<Groups> {
        let distinct: BTreeSet<&String> = ids.iter().collect();
        let steps = ids.windows(2).all(|step| match step {
            [from, to] => self.sources(from).any(|source| source == to),
            _ => false,
        });
        let is_chain = ids.first().is_some_and(|first| self.is_held(first))
            && ids.last().is_some_and(|last| self.is_origin(last))
            && ids.iter().all(|id| self.passes(way, id))
            && distinct.len() == ids.len()
            && steps;
        is_chain.then(|| ids.iter().flat_map(|id| self.groups(id)).collect())
    }

    /// Interested groups on the way from a held witness to an origin.
    pub(super) fn blocked_by(&self) -> BTreeSet<String> {
        let reached = self.reached(Way::Any, &Groups::new());
        let mut todo: Vec<&str> = reached.iter().copied().filter(|id| self.is_origin(id)).collect();
        let mut leading: BTreeSet<&str> = todo.iter().copied().collect();
        while let Some(id) = todo.pop() {
            for taker in self.takers(id).filter(|taker| reached.contains(taker)) {
                if leading.insert(taker) {
                    todo.push(taker);
                }
            }
        }
        leading.iter().flat_map(|id| self.groups(id)).filter(|group| self.lineage.interest.contains(group)).collect()
    }

    /// Where the ways from held witnesses end, when none of them ends in an origin.
    pub(super) fn stops(&self) -> BTreeSet<String> {
        let reached = self.reached(Way::Any, &Groups::new());
        if reached.iter().any(|id| self.is_origin(id)) {
            return BTreeSet::new();
        }
        let goes_on = |id: &str| self.sources(id).any(|source| self.passes(Way::Any, source));
        reached.iter().filter(|id| !goes_on(id)).map(|id| (*id).to_owned()).collect()
    }

    /// Whether witnesses that are not struck out had it from each other: those from which every way ends are taken
    /// away until none is left.
    pub(super) fn is_circular(&self) -> bool {
        let mut left: BTreeSet<&str> = self.ids().filter(|id| self.is_live(id)).collect();
        let ends = |left: &BTreeSet<&str>, id: &str| !self.sources(id).any(|source| left.contains(source));
        let mut todo: Vec<&str> = left.iter().copied().filter(|id| ends(&left, id)).collect();
        while let Some(id) = todo.pop() {
            left.remove(id);
            todo.extend(self.takers(id).filter(|taker| left.contains(taker) && ends(&left, taker)));
        }
        !left.is_empty()
    }

    /// Whether these go round once: from a witness to itself again, along witnesses that are not struck out.
    pub(super) fn is_circle(&self, ids: &[String]) -> bool {
        let steps = ids.windows(2).all(|step| match step {
            [from, to] => self.is_live(from) && self.sources(from).any(|source| source == to),
            _ => false,
        });
        let once: BTreeSet<&String> = ids.iter().skip(1).collect();
        ids.len() > 1 && ids.first() == ids.last() && once.len() + 1 == ids.len() && steps
    }
}

/// Whoever may be one actor has all groups of the other, and of whoever that one may be.
fn one_actor(lineage: &Lineage, groups: &mut BTreeMap<&str, Groups>) {
    let mut changed = true;
    while changed {
        changed = false;
        for (a, b) in &lineage.alike {
            let (Some(of_a), Some(of_b)) = (groups.get(a.as_str()), groups.get(b.as_str())) else { continue };
            if of_a == of_b {
                continue;
            }
            changed = true;
            let both: Groups = of_a.union(of_b).cloned().collect();
            for end in [a, b] {
                if let Some(groups) = groups.get_mut(end.as_str()) {
                    groups.clone_from(&both);
                }
            }
        }
    }
}

/// Interested groups that stand on the way from a held witness to an origin.
#[must_use]
pub fn blocked_by(lineage: &Lineage, policy: Policy) -> BTreeSet<String> {
    Ground::new(lineage, policy, true).blocked_by()
}

/// Where the ways from held witnesses end when none of them ends in an origin.
#[must_use]
pub fn stops(lineage: &Lineage, policy: Policy) -> BTreeSet<String> {
    Ground::new(lineage, policy, true).stops()
}

/// Groups of chains, when there are several, that count as distinct only because nothing is recorded that says
/// otherwise.
#[must_use]
pub fn taken_as_distinct(lineage: &Lineage, chains: &[ChainIds]) -> BTreeSet<String> {
    let on_chains = chains.iter().flatten().filter_map(|id| lineage.witnesses.get(id)).flat_map(Witness::group_names);
    if chains.len() < 2 { BTreeSet::new() } else { on_chains.map(str::to_owned).collect() }
}

/// Witnesses on chains that count with one group only: it is not recorded who controls them.
#[must_use]
pub fn owners_unknown(lineage: &Lineage, chains: &[ChainIds]) -> BTreeSet<String> {
    let on_chains = chains.iter().flatten().filter_map(|id| lineage.witnesses.get(id));
    on_chains.filter(|witness| witness.group_names().count() == 1).map(|witness| witness.id.clone()).collect()
}
