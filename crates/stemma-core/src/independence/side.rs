//! One side of a claim under a policy, and what can be reached in it.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, VecDeque};

use petgraph::unionfind::UnionFind;

use super::CAP;
use super::chains::{Chain, Found, Ground, Neighbours, Reached, Wanted, minimal_chains, minimal_reach};
use super::count::Reading;
use super::groups::GroupSet;
use super::numbered::{Numbered, Shape};
use crate::enumerations::Modality;
use crate::policy::Policy;

/// Comparisons allowed for one search; beyond it the number is a lower bound and said to be one.
pub(super) const BUDGET: usize = 2_000_000;

/// What can be reached in a lineage under a policy.
pub(super) struct Side<'a> {
    witnesses: &'a [Shape],
    /// Who controls each of them, and whoever it counts with: mostly as the lineage has it.
    pub(super) groups: Vec<Cow<'a, GroupSet>>,
    pub(super) held: Vec<bool>,
    /// Neither retracted nor hedged: may be a link of a chain.
    asserted: Vec<bool>,
    origin: Vec<bool>,
    interested: Vec<bool>,
    pooled: Vec<bool>,
    /// For each witness, those that had the claim from it.
    takers: Neighbours,
    /// For each witness, those it had the claim from.
    sources: Neighbours,
    steps: Vec<(usize, usize)>,
}

impl<'a> Side<'a> {
    pub(super) fn new(lineage: &'a Numbered, policy: Policy, reading: Reading) -> Self {
        let witnesses = lineage.witnesses.as_slice();
        let mut derived = vec![false; witnesses.len()];
        let mut steps = Vec::with_capacity(lineage.links.len());
        let mut groups: Vec<Cow<'a, GroupSet>> = witnesses.iter().map(|w| Cow::Borrowed(&w.groups)).collect();
        if reading == Reading::Low {
            join_alike(&lineage.alike, &mut groups);
        }
        for (link, suspected) in lineage.links.iter().zip(lineage.groups..) {
            if !link.certain && reading == Reading::High {
                continue;
            }
            if let Some(derived) = link.from.and_then(|from| derived.get_mut(from)) {
                *derived = true;
            }
            if link.certain {
                steps.extend(link.from.zip(link.to));
            } else {
                // A copy and what it may be copied from count as one voice.
                for end in [link.from, link.to].into_iter().flatten() {
                    groups.get_mut(end).into_iter().for_each(|groups| groups.to_mut().insert(suspected));
                }
            }
        }
        let asserted: Vec<bool> = witnesses.iter().map(|w| !w.retracted && w.modality == Modality::Asserted).collect();
        let is_origin = |((w, asserted), derived): ((&Shape, &bool), &bool)| {
            *asserted && !*derived && policy.makes_an_origin(w.basis, w.held && w.named)
        };
        Self {
            origin: witnesses.iter().zip(&asserted).zip(&derived).map(is_origin).collect(),
            asserted,
            held: witnesses.iter().map(|w| w.held).collect(),
            interested: groups.iter().map(|groups| !groups.is_disjoint(&lineage.interest)).collect(),
            pooled: witnesses.iter().map(|w| reading == Reading::Low && w.is_pooled()).collect(),
            takers: Neighbours::new(witnesses.len(), steps.iter().map(|(from, to)| (*to, *from))),
            sources: Neighbours::new(witnesses.len(), steps.iter().copied()),
            steps,
            witnesses,
            groups,
        }
    }

    /// How many witnesses there are.
    pub(super) fn size(&self) -> usize {
        self.witnesses.len()
    }

    /// Whether no interested group controls it.
    pub(super) fn is_clean(&self, witness: usize) -> bool {
        self.interested.get(witness) == Some(&false)
    }

    pub(super) fn is_pooled(&self, witness: usize) -> bool {
        self.pooled.get(witness) == Some(&true)
    }

    pub(super) fn is_live(&self, witness: usize) -> bool {
        self.witnesses.get(witness).is_some_and(|w| !w.retracted)
    }

    pub(super) fn may_link(&self, witness: usize) -> bool {
        self.asserted.get(witness) == Some(&true)
    }

    pub(super) fn is_held(&self, witness: usize) -> bool {
        self.held.get(witness) == Some(&true)
    }

    pub(super) fn is_origin(&self, witness: usize) -> bool {
        self.origin.get(witness) == Some(&true)
    }

    pub(super) fn is_first_hand(&self, witness: usize, policy: Policy) -> bool {
        self.witnesses.get(witness).is_some_and(|w| policy.rules().first_hand.has(w.basis))
    }

    pub(super) fn ends_held(&self, chain: &Chain) -> bool {
        chain.witnesses.last().is_some_and(|witness| self.is_held(*witness))
    }

    /// Those a witness had the claim from, by certain derivations.
    pub(super) fn sources(&self, witness: usize) -> &[usize] {
        self.sources.of(witness)
    }

    /// The certain derivations among witnesses that are not struck out.
    pub(super) fn live_steps(&self) -> Vec<(usize, usize)> {
        self.steps.iter().copied().filter(|(from, to)| self.is_live(*from) && self.is_live(*to)).collect()
    }

    /// The admissible chains without an unnamed witness.
    pub(super) fn named_chains(&self) -> Found {
        self.search(&|w| self.is_clean(w) && !self.is_pooled(w), &|_| true, minimal_chains)
    }

    /// The named admissible chains that end in first-hand evidence.
    pub(super) fn first_hand_chains(&self, policy: Policy) -> Found {
        let first_hand = |w: usize| self.is_first_hand(w, policy);
        self.search(&|w| self.is_clean(w) && !self.is_pooled(w), &first_hand, minimal_chains)
    }

    /// The chains of named witnesses that pass an interested one.
    pub(super) fn own_chains(&self) -> Found {
        self.own(minimal_chains)
    }

    /// What shows that [`Self::own_chains`] are all.
    pub(super) fn own_reach(&self) -> Option<Vec<Reached>> {
        self.own(minimal_reach)
    }

    /// A way that must pass somebody may have to go round for it, and then is no chain; but without the round it is
    /// an admissible one, which verifies better.
    fn own<T>(&self, by: impl Fn(&Ground<'_>, &Wanted<'_>, usize) -> T) -> T {
        let ground = Ground { takers: &self.takers, groups: &self.groups, held: &self.held };
        let any_interested = self.interested.contains(&true);
        let wanted = Wanted {
            // Where nobody is interested, no way need be followed.
            allowed: &|w| any_interested && self.may_link(w) && !self.is_pooled(w),
            origin: &|w| self.is_origin(w),
            through: Some(&|w| !self.is_clean(w)),
        };
        by(&ground, &wanted, BUDGET)
    }

    pub(super) fn search<T>(
        &self,
        allowed: &dyn Fn(usize) -> bool,
        origin: &dyn Fn(usize) -> bool,
        by: impl Fn(&Ground<'_>, &Wanted<'_>, usize) -> T,
    ) -> T {
        let ground = Ground { takers: &self.takers, groups: &self.groups, held: &self.held };
        let wanted = Wanted {
            allowed: &|w| self.may_link(w) && allowed(w),
            origin: &|w| self.is_origin(w) && origin(w),
            through: None,
        };
        by(&ground, &wanted, BUDGET)
    }

    /// Shortest admissible chains, each avoiding the groups of those before: what is sure when the search for all
    /// minimal chains is given up.
    pub(super) fn chains_one_by_one(&self) -> Vec<Chain> {
        let mut used = GroupSet::default();
        let mut chains = Vec::new();
        while chains.len() < CAP {
            let Some(chain) = self.chain_without(&used) else { break };
            used = used.union(&chain.groups);
            chains.push(chain);
        }
        chains
    }

    /// The shortest admissible chain that avoids these groups.
    pub(super) fn chain_without(&self, groups: &GroupSet) -> Option<Chain> {
        self.shortest_chain(&|w| {
            let apart = self.groups.get(w).is_some_and(|of_it| of_it.is_disjoint(groups));
            apart && self.may_link(w) && self.is_clean(w) && !self.is_pooled(w)
        })
    }

    /// A shortest chain of named witnesses that begins or ends in an interested one, and avoids these groups.
    pub(super) fn own_chain_without(&self, groups: &GroupSet) -> Option<Chain> {
        let free = |w: usize| {
            let apart = self.groups.get(w).is_some_and(|of_it| of_it.is_disjoint(groups));
            apart && self.may_link(w) && !self.is_pooled(w)
        };
        let begins = self.shortest_between(&free, &|w| !self.is_clean(w), &|_| true);
        begins.or_else(|| self.shortest_between(&free, &|_| true, &|w| !self.is_clean(w)))
    }

    /// The shortest chain along `free` witnesses.
    pub(super) fn shortest_chain(&self, free: &dyn Fn(usize) -> bool) -> Option<Chain> {
        self.shortest_between(free, &|_| true, &|_| true)
    }

    /// The shortest chain along `free` witnesses that begins and ends in such ones.
    fn shortest_between(
        &self,
        free: &dyn Fn(usize) -> bool,
        begins: &dyn Fn(usize) -> bool,
        ends: &dyn Fn(usize) -> bool,
    ) -> Option<Chain> {
        let starts = (0..self.witnesses.len()).filter(|w| self.is_held(*w) && free(*w) && begins(*w));
        let mut came_from: BTreeMap<usize, Option<usize>> = starts.map(|witness| (witness, None)).collect();
        let mut queue: VecDeque<usize> = came_from.keys().copied().collect();
        while let Some(witness) = queue.pop_front() {
            if self.is_origin(witness) && ends(witness) {
                let back = std::iter::successors(Some(witness), |w| came_from.get(w).copied().flatten());
                let mut witnesses: Vec<usize> = back.collect();
                witnesses.reverse();
                let groups = witnesses.iter().filter_map(|w| self.groups.get(*w)).flat_map(|groups| groups.iter());
                return Some(Chain { groups: GroupSet::from_iter(groups), witnesses });
            }
            for source in self.sources(witness).iter().copied().filter(|w| free(*w)) {
                if let Entry::Vacant(place) = came_from.entry(source) {
                    place.insert(Some(witness));
                    queue.push_back(source);
                }
            }
        }
        None
    }

    /// The origins of chains along `allowed` witnesses. A walk without repetition lies in every walk, so that
    /// reaching is enough and no chain need be listed.
    pub(super) fn origins(&self, allowed: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let may_pass = |witness: &usize| self.may_link(*witness) && allowed(*witness);
        let mut stack: Vec<usize> =
            (0..self.witnesses.len()).filter(|witness| self.is_held(*witness)).filter(may_pass).collect();
        let mut seen = vec![false; self.witnesses.len()];
        for witness in &stack {
            seen.get_mut(*witness).into_iter().for_each(|seen| *seen = true);
        }
        while let Some(witness) = stack.pop() {
            for source in self.sources(witness).iter().filter(|w| may_pass(w)) {
                if let Some(seen) = seen.get_mut(*source).filter(|seen| !**seen) {
                    *seen = true;
                    stack.push(*source);
                }
            }
        }
        let reached = seen.into_iter().enumerate().filter(|(_, seen)| *seen);
        reached.map(|(witness, _)| witness).filter(|witness| self.is_origin(*witness)).collect()
    }

    /// Whether a chain along `allowed` witnesses ends in one that is `wanted`.
    pub(super) fn reaches(&self, allowed: &dyn Fn(usize) -> bool, wanted: &dyn Fn(usize) -> bool) -> bool {
        self.origins(allowed).into_iter().any(wanted)
    }
}

/// Whoever may be one actor counts with all groups of the other, and of whoever that one may be.
fn join_alike(alike: &[(usize, usize)], groups: &mut [Cow<'_, GroupSet>]) {
    if alike.is_empty() {
        return;
    }
    let mut actors = UnionFind::new(groups.len());
    for (a, b) in alike {
        actors.union(*a, *b);
    }
    let mut joined: Vec<usize> = alike.iter().flat_map(|(a, b)| [*a, *b]).collect();
    joined.sort_unstable();
    joined.dedup();
    let mut joined: Vec<(usize, usize)> = joined.into_iter().map(|witness| (actors.find(witness), witness)).collect();
    joined.sort_unstable();
    for together in joined.chunk_by(|(a, _), (b, _)| a == b) {
        let witnesses = together.iter().map(|(_, witness)| *witness);
        let of_all = witnesses.clone().filter_map(|w| groups.get(w)).flat_map(|groups| groups.iter());
        let all = GroupSet::from_iter(of_all.collect::<Vec<_>>());
        for witness in witnesses {
            if let Some(groups) = groups.get_mut(witness) {
                *groups = Cow::Owned(all.clone());
            }
        }
    }
}
