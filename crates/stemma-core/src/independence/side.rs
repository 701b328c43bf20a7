//! One side of a claim: its chains, their number, and what they support.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::chains::{Chain, Ground, Wanted, minimal_chains};
use super::cut::smallest_cut;
use super::groups::{GroupNames, GroupSet};
use super::lineage::{Lineage, Witness};
use super::packing::most_disjoint;
use super::{CAP, UNNAMED};
use crate::enumerations::{FindingFlag, Modality, Policy, Support};

/// Comparisons allowed for one search; beyond it the number is a lower bound and said to be one.
const BUDGET: usize = 2_000_000;

/// How unsure records are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The published number: a suspected derivation only takes away, unnamed witnesses are pooled.
    Low,
    /// Suspected derivations are passed over, unnamed witnesses taken at their word.
    High,
}

/// What is found about one side of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideFinding {
    /// Held witnesses that are not retracted.
    pub reports: usize,
    /// ω: most origins of admissible chains that pairwise share no group.
    pub omega: usize,
    /// ν: most admissible chains that pairwise share no group.
    pub nu: usize,
    /// κ: fewest groups that meet every admissible chain.
    pub kappa: usize,
    /// The support in one word.
    pub support: Support,
    /// Flags that the lineage alone gives.
    pub flags: BTreeSet<FindingFlag>,
    /// ν chains that share no group, each held witness first.
    pub chains: Vec<Vec<String>>,
    /// The groups that meet every admissible chain, sorted; empty where more than [`CAP`] would be needed.
    pub cut: Vec<String>,
    /// Whether the numbers are exact; otherwise they are lower bounds.
    pub exact: bool,
}

/// Assesses one side under `policy`.
#[must_use]
pub fn assess_side(lineage: &Lineage, policy: Policy, reading: Reading) -> SideFinding {
    Side::new(lineage, reading).find(policy)
}

/// A lineage with numbers in place of names.
struct Side<'a> {
    witnesses: Vec<&'a Witness>,
    names: GroupNames,
    groups: Vec<GroupSet>,
    held: Vec<bool>,
    /// Neither retracted nor hedged: may be a link of a chain.
    asserted: Vec<bool>,
    live: Vec<bool>,
    derived: Vec<bool>,
    interested: Vec<bool>,
    pooled: Vec<bool>,
    /// For each witness, those that had the claim from it.
    takers: Vec<Vec<usize>>,
    /// For each witness, those it had the claim from.
    sources: Vec<Vec<usize>>,
    steps: Vec<(usize, usize)>,
}

impl<'a> Side<'a> {
    fn new(lineage: &'a Lineage, reading: Reading) -> Self {
        let witnesses: Vec<&Witness> = lineage.witnesses.values().collect();
        let index: BTreeMap<&str, usize> = witnesses.iter().map(|w| w.id.as_str()).zip(0..).collect();
        let at = |id: &str| index.get(id).copied();
        let mut group_names: Vec<BTreeSet<String>> =
            witnesses.iter().map(|w| w.group_names().map(str::to_owned).collect()).collect();
        let mut derived = vec![false; witnesses.len()];
        let mut steps = Vec::new();
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
                    if let Some(groups) = group_names.get_mut(end) {
                        groups.insert(format!("~suspected:{number}"));
                    }
                }
            }
        }
        for (number, (a, b)) in lineage.alike.iter().enumerate().filter(|_| reading == Reading::Low) {
            for end in [at(a), at(b)].into_iter().flatten() {
                if let Some(groups) = group_names.get_mut(end) {
                    groups.insert(format!("~alike:{number}"));
                }
            }
        }
        let names = GroupNames::new(group_names.iter().flatten().chain(&lineage.interest).cloned());
        let set = |of: &BTreeSet<String>| GroupSet::from_iter(of.iter().filter_map(|name| names.number(name)));
        let groups: Vec<GroupSet> = group_names.iter().map(set).collect();
        let interest = set(&lineage.interest);
        let live: Vec<bool> = witnesses.iter().map(|w| !lineage.retracted.contains(&w.id)).collect();
        let mut takers = vec![Vec::new(); witnesses.len()];
        let mut sources = vec![Vec::new(); witnesses.len()];
        for (from, to) in &steps {
            if let (Some(takers), Some(sources)) = (takers.get_mut(*to), sources.get_mut(*from)) {
                takers.push(*from);
                sources.push(*to);
            }
        }
        Self {
            asserted: witnesses.iter().zip(&live).map(|(w, live)| *live && w.modality == Modality::Asserted).collect(),
            held: witnesses.iter().map(|w| w.held).collect(),
            interested: groups.iter().map(|groups| !groups.is_disjoint(&interest)).collect(),
            pooled: witnesses.iter().map(|w| reading == Reading::Low && w.is_pooled()).collect(),
            witnesses,
            names,
            groups,
            live,
            derived,
            takers,
            sources,
            steps,
        }
    }

    fn find(&self, policy: Policy) -> SideFinding {
        let mut named = self.chains(&|w| !self.interested(w) && !self.pooled(w), &|_| true, None);
        if !named.complete {
            named.chains.extend(self.chains_one_by_one());
        }
        let reach = Reach {
            any: self.reaches(&|_| true),
            clean: self.reaches(&|w| !self.interested(w)),
            named: !named.chains.is_empty(),
        };
        let mut count = if reach.named || !reach.clean { self.count(&named.chains) } else { self.pooled_count() };
        count.exact &= named.complete;
        let verified = self.verified(&named.chains, policy);
        let live = || self.witnesses.iter().zip(&self.live).filter(|(_, live)| **live);
        SideFinding {
            reports: live().filter(|(w, _)| w.held).count(),
            support: support(self.held.contains(&true), &reach, verified.is_verified(), &count),
            flags: self.flags(&reach, &verified),
            omega: count.omega,
            nu: count.nu,
            kappa: count.kappa,
            chains: count.chains,
            cut: count.cut,
            exact: count.exact,
        }
    }

    fn interested(&self, witness: usize) -> bool {
        self.interested.get(witness) == Some(&true)
    }

    fn pooled(&self, witness: usize) -> bool {
        self.pooled.get(witness) == Some(&true)
    }

    fn asserted(&self, witness: usize) -> bool {
        self.asserted.get(witness) == Some(&true)
    }

    fn is_origin(&self, witness: usize) -> bool {
        self.asserted(witness)
            && self.derived.get(witness) == Some(&false)
            && self.witnesses.get(witness).is_some_and(|w| w.basis.makes_an_origin())
    }

    fn is_first_hand(&self, witness: usize) -> bool {
        self.witnesses.get(witness).is_some_and(|w| w.basis.is_first_hand())
    }

    fn chains(
        &self,
        allowed: &dyn Fn(usize) -> bool,
        origin: &dyn Fn(usize) -> bool,
        through: Option<&dyn Fn(usize) -> bool>,
    ) -> super::chains::Found {
        let ground = Ground { takers: &self.takers, groups: &self.groups, held: &self.held };
        let wanted = Wanted {
            allowed: &|w| self.asserted(w) && allowed(w),
            origin: &|w| self.is_origin(w) && origin(w),
            through,
        };
        minimal_chains(&ground, &wanted, BUDGET)
    }

    /// Shortest admissible chains, each avoiding the groups of those before: what is sure when the search for all
    /// minimal chains is given up.
    fn chains_one_by_one(&self) -> Vec<Chain> {
        let mut used = GroupSet::default();
        let mut chains = Vec::new();
        while chains.len() < CAP {
            let free = |w: usize| {
                let apart = self.groups.get(w).is_some_and(|groups| groups.is_disjoint(&used));
                apart && self.asserted(w) && !self.interested(w) && !self.pooled(w)
            };
            let Some(chain) = self.shortest_chain(&free) else { break };
            used = used.union(&chain.groups);
            chains.push(chain);
        }
        chains
    }

    fn shortest_chain(&self, free: &dyn Fn(usize) -> bool) -> Option<Chain> {
        let starts = (0..self.witnesses.len()).filter(|w| self.held.get(*w) == Some(&true) && free(*w));
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
            for source in self.sources.get(witness).into_iter().flatten().copied().filter(|w| free(*w)) {
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
    fn origins(&self, allowed: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let may_pass = |witness: &usize| self.asserted(*witness) && allowed(*witness);
        let is_held = |witness: &usize| self.held.get(*witness) == Some(&true);
        let mut stack: Vec<usize> = (0..self.witnesses.len()).filter(is_held).filter(may_pass).collect();
        let mut seen: BTreeSet<usize> = stack.iter().copied().collect();
        while let Some(witness) = stack.pop() {
            for source in self.sources.get(witness).into_iter().flatten().filter(|w| may_pass(w)) {
                if seen.insert(*source) {
                    stack.push(*source);
                }
            }
        }
        seen.into_iter().filter(|witness| self.is_origin(*witness)).collect()
    }

    fn reaches(&self, allowed: &dyn Fn(usize) -> bool) -> bool {
        !self.origins(allowed).is_empty()
    }

    fn count(&self, chains: &[Chain]) -> Count {
        let sets: Vec<GroupSet> = chains.iter().map(|chain| chain.groups.clone()).collect();
        let packing = most_disjoint(&sets, BUDGET);
        let origins = self.origins(&|w| !self.interested(w) && !self.pooled(w));
        let origin_sets: Vec<GroupSet> = origins.iter().filter_map(|w| self.groups.get(*w)).cloned().collect();
        let origin_packing = most_disjoint(&origin_sets, BUDGET);
        let (kappa, cut) = smallest_cut(&sets);
        Count {
            omega: origin_packing.chosen.len(),
            nu: packing.chosen.len(),
            kappa,
            chains: packing.chosen.iter().filter_map(|index| chains.get(*index)).map(|c| self.ids(c)).collect(),
            cut: cut.into_iter().map(|group| self.names.name(group).to_owned()).collect(),
            exact: packing.exact && origin_packing.exact,
        }
    }

    /// Unnamed chains count only when there are no others, and then together as one.
    fn pooled_count(&self) -> Count {
        let found = self.chains(&|w| !self.interested(w), &|_| true, None);
        let chains = found.chains.first().map(|chain| self.ids(chain)).into_iter().collect();
        Count { omega: 1, nu: 1, kappa: 1, chains, cut: vec![UNNAMED.to_owned()], exact: true }
    }

    fn ids(&self, chain: &Chain) -> Vec<String> {
        chain.witnesses.iter().filter_map(|w| self.witnesses.get(*w)).map(|w| w.id.clone()).collect()
    }

    fn verified(&self, named: &[Chain], policy: Policy) -> Verified {
        let clean = |w: usize| !self.interested(w) && !self.pooled(w);
        let first_hand = self.chains(&clean, &|w| self.is_first_hand(w), None).chains;
        let interested = |w: usize| self.interested(w);
        let own = self.chains(&|w| !self.pooled(w), &|_| true, Some(&interested)).chains;
        let apart = |firsts: &[&Chain], seconds: &[Chain]| {
            firsts.iter().any(|first| seconds.iter().any(|second| first.groups.is_disjoint(&second.groups)))
        };
        let all: Vec<&Chain> = first_hand.iter().collect();
        let ends_held = |chain: &&&Chain| chain.witnesses.last().and_then(|w| self.held.get(*w)) == Some(&true);
        let held: Vec<&Chain> = all.iter().filter(ends_held).copied().collect();
        let one_will_do = policy == Policy::IndependentCheck;
        Verified {
            by_two: apart(&held, named),
            by_one: one_will_do && apart(&held, &own),
            if_held: apart(&all, named) || (one_will_do && apart(&all, &own)),
        }
    }

    fn flags(&self, reach: &Reach, verified: &Verified) -> BTreeSet<FindingFlag> {
        let mut flags = BTreeSet::new();
        if verified.is_verified() && !verified.by_two {
            flags.insert(FindingFlag::OneCheck);
        }
        if !verified.is_verified() && verified.if_held {
            flags.insert(FindingFlag::CheckReported);
        }
        if reach.clean && !reach.named {
            flags.insert(FindingFlag::UnnamedOnly);
        }
        if self.has_a_circle() {
            flags.insert(FindingFlag::Circular);
        }
        flags
    }

    fn has_a_circle(&self) -> bool {
        let is_live = |witness: &usize| self.live.get(*witness) == Some(&true);
        let mut graph = DiGraph::<(), (), usize>::default();
        for _ in &self.witnesses {
            graph.add_node(());
        }
        let mut loops = false;
        for (from, to) in self.steps.iter().filter(|(from, to)| is_live(from) && is_live(to)) {
            loops |= from == to;
            graph.add_edge(NodeIndex::new(*from), NodeIndex::new(*to), ());
        }
        loops || tarjan_scc(&graph).iter().any(|component| component.len() > 1)
    }
}

/// Whether there are chains of each sort.
struct Reach {
    any: bool,
    clean: bool,
    named: bool,
}

struct Count {
    omega: usize,
    nu: usize,
    kappa: usize,
    chains: Vec<Vec<String>>,
    cut: Vec<String>,
    exact: bool,
}

struct Verified {
    /// A held first-hand origin, and an admissible second chain.
    by_two: bool,
    /// The second chain is the claimant's own, and the policy accepts it.
    by_one: bool,
    /// The same, if the first-hand documents that are reported were held.
    if_held: bool,
}

impl Verified {
    const fn is_verified(&self) -> bool {
        self.by_two || self.by_one
    }
}

fn support(anything_held: bool, reach: &Reach, verified: bool, count: &Count) -> Support {
    if !anything_held {
        Support::Unknown
    } else if !reach.any {
        Support::Unattributed
    } else if !reach.clean {
        Support::SelfAsserted
    } else if verified {
        Support::IndependentlyVerified
    } else if count.nu >= 2 {
        Support::Corroborated
    } else if count.kappa >= 2 {
        Support::Entangled
    } else if count.omega >= 2 {
        Support::SingleChannel
    } else {
        Support::SingleOrigin
    }
}

const _: () = assert!(CAP == 3, "the support values speak of one and of two or more only");
