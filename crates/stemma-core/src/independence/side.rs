//! One side of a claim with numbers in place of names, and what can be reached in it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::unionfind::UnionFind;

use super::CAP;
use super::chains::{Chain, Found, Ground, Reached, Wanted, minimal_chains, minimal_reach};
use super::count::Reading;
use super::groups::{GroupNames, GroupSet};
use super::lineage::{Lineage, Witness};
use crate::enumerations::Modality;
use crate::policy::Policy;

/// Comparisons allowed for one search; beyond it the number is a lower bound and said to be one.
pub(super) const BUDGET: usize = 2_000_000;

/// A lineage with numbers in place of names.
pub(super) struct Side<'a> {
    pub(super) witnesses: Vec<&'a Witness>,
    pub(super) names: GroupNames,
    pub(super) groups: Vec<GroupSet>,
    pub(super) held: Vec<bool>,
    /// Neither retracted nor hedged: may be a link of a chain.
    asserted: Vec<bool>,
    live: Vec<bool>,
    origin: Vec<bool>,
    interested: Vec<bool>,
    pooled: Vec<bool>,
    /// For each witness, those that had the claim from it.
    takers: Vec<Vec<usize>>,
    /// For each witness, those it had the claim from.
    sources: Vec<Vec<usize>>,
    steps: Vec<(usize, usize)>,
}

impl<'a> Side<'a> {
    pub(super) fn new(lineage: &'a Lineage, policy: Policy, reading: Reading) -> Self {
        let witnesses: Vec<&Witness> = lineage.witnesses.values().collect();
        let index: BTreeMap<&str, usize> = witnesses.iter().map(|w| w.id.as_str()).zip(0..).collect();
        let at = |id: &str| index.get(id).copied();
        let mut derived = vec![false; witnesses.len()];
        let mut steps = Vec::new();
        let mut suspected: Vec<BTreeSet<String>> = vec![BTreeSet::new(); witnesses.len()];
        for (number, derivation) in lineage.derivations.iter().enumerate() {
            let (from, to) = (at(&derivation.from), at(&derivation.to));
            if !derivation.certain && reading == Reading::High {
                continue;
            }
            if let Some(derived) = from.and_then(|from| derived.get_mut(from)) {
                *derived = true;
            }
            if derivation.certain {
                steps.extend(from.zip(to));
            } else {
                for end in [from, to].into_iter().flatten() {
                    if let Some(names) = suspected.get_mut(end) {
                        names.insert(format!("~suspected:{number}"));
                    }
                }
            }
        }
        let named = witnesses.iter().flat_map(|w| w.group_names());
        let all = named.chain(suspected.iter().flatten().map(String::as_str));
        let names = GroupNames::new(all.chain(lineage.interest.iter().map(String::as_str)).map(str::to_owned));
        let mut groups: Vec<GroupSet> = witnesses.iter().map(|w| names.set(w.group_names())).collect();
        if reading == Reading::Low {
            join_alike(lineage, &at, &mut groups);
        }
        let groups: Vec<GroupSet> = groups
            .iter()
            .zip(&suspected)
            .map(|(own, more)| own.union(&names.set(more.iter().map(String::as_str))))
            .collect();
        let interest = names.set(lineage.interest.iter().map(String::as_str));
        let live: Vec<bool> = witnesses.iter().map(|w| !lineage.retracted.contains(&w.id)).collect();
        let live_and_flat = |(w, live): (&&Witness, &bool)| *live && w.modality == Modality::Asserted;
        let asserted: Vec<bool> = witnesses.iter().zip(&live).map(live_and_flat).collect();
        let is_origin = |((w, asserted), derived): ((&&Witness, &bool), &bool)| {
            *asserted && !*derived && policy.takes_for_origin(w)
        };
        Self {
            origin: witnesses.iter().zip(&asserted).zip(&derived).map(is_origin).collect(),
            asserted,
            held: witnesses.iter().map(|w| w.held).collect(),
            interested: groups.iter().map(|groups| !groups.is_disjoint(&interest)).collect(),
            pooled: witnesses.iter().map(|w| reading == Reading::Low && w.is_pooled()).collect(),
            takers: neighbours(witnesses.len(), steps.iter().map(|(from, to)| (*to, *from))),
            sources: neighbours(witnesses.len(), steps.iter().copied()),
            steps,
            witnesses,
            names,
            groups,
            live,
        }
    }

    /// Whether no interested group controls it.
    pub(super) fn is_clean(&self, witness: usize) -> bool {
        self.interested.get(witness) == Some(&false)
    }

    pub(super) fn is_pooled(&self, witness: usize) -> bool {
        self.pooled.get(witness) == Some(&true)
    }

    pub(super) fn is_live(&self, witness: usize) -> bool {
        self.live.get(witness) == Some(&true)
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
        self.sources.get(witness).map(Vec::as_slice).unwrap_or_default()
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
        let wanted = Wanted {
            allowed: &|w| self.may_link(w) && !self.is_pooled(w),
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
            let free = |w: usize| {
                let apart = self.groups.get(w).is_some_and(|groups| groups.is_disjoint(&used));
                apart && self.may_link(w) && self.is_clean(w) && !self.is_pooled(w)
            };
            let Some(chain) = self.shortest_chain(&free) else { break };
            used = used.union(&chain.groups);
            chains.push(chain);
        }
        chains
    }

    /// The shortest chain along `free` witnesses.
    pub(super) fn shortest_chain(&self, free: &dyn Fn(usize) -> bool) -> Option<Chain> {
        let starts = (0..self.witnesses.len()).filter(|w| self.is_held(*w) && free(*w));
        let mut came_from: BTreeMap<usize, Option<usize>> = starts.map(|witness| (witness, None)).collect();
        let mut queue: VecDeque<usize> = came_from.keys().copied().collect();
        while let Some(witness) = queue.pop_front() {
            if self.is_origin(witness) {
                let back = std::iter::successors(Some(witness), |w| came_from.get(w).copied().flatten());
                let mut witnesses: Vec<usize> = back.collect();
                witnesses.reverse();
                let groups = witnesses.iter().filter_map(|w| self.groups.get(*w)).flat_map(GroupSet::iter);
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
        let mut seen: BTreeSet<usize> = stack.iter().copied().collect();
        while let Some(witness) = stack.pop() {
            for source in self.sources(witness).iter().filter(|w| may_pass(w)) {
                if seen.insert(*source) {
                    stack.push(*source);
                }
            }
        }
        seen.into_iter().filter(|witness| self.is_origin(*witness)).collect()
    }

    /// Whether a chain along `allowed` witnesses ends in one that is `wanted`.
    pub(super) fn reaches(&self, allowed: &dyn Fn(usize) -> bool, wanted: &dyn Fn(usize) -> bool) -> bool {
        self.origins(allowed).into_iter().any(wanted)
    }

    pub(super) fn ids(&self, witnesses: &[usize]) -> Vec<String> {
        witnesses.iter().filter_map(|w| self.witnesses.get(*w)).map(|w| w.id.clone()).collect()
    }

    pub(super) fn group_names(&self, groups: &GroupSet) -> BTreeSet<String> {
        groups.iter().map(|group| self.names.name(group).to_owned()).collect()
    }
}

/// For each of `count` witnesses, those that a step leads to from it.
fn neighbours(count: usize, steps: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for (from, to) in steps {
        if let Some(of_it) = neighbours.get_mut(from) {
            of_it.push(to);
        }
    }
    neighbours
}

/// Whoever may be one actor counts with all groups of the other, and of whoever that one may be.
fn join_alike(lineage: &Lineage, at: &dyn Fn(&str) -> Option<usize>, groups: &mut [GroupSet]) {
    let mut actors = UnionFind::new(groups.len());
    for (a, b) in lineage.alike.iter().filter_map(|(a, b)| at(a).zip(at(b))) {
        actors.union(a, b);
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    (0..groups.len()).for_each(|witness| together.entry(actors.find(witness)).or_default().push(witness));
    for witnesses in together.into_values().filter(|witnesses| witnesses.len() > 1) {
        let of_all = witnesses.iter().filter_map(|w| groups.get(*w)).flat_map(GroupSet::iter);
        let all = GroupSet::from_iter(of_all.collect::<Vec<_>>());
        for witness in witnesses {
            if let Some(groups) = groups.get_mut(witness) {
                groups.clone_from(&all);
            }
        }
    }
}
