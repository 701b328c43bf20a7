//! The numbers of one side of a claim – ν, ω, κ – and what they support.

use std::collections::BTreeSet;

use super::chains::Chain;
use super::circle::has_circle;
use super::cut::smallest_cut;
use super::groups::GroupSet;
use super::lineage::Lineage;
use super::numbered::{Names, Numbered, numbered};
use super::packing::most_disjoint;
use super::side::{BUDGET, Side};
use super::verification::Verified;
use super::{CAP, UNNAMED};
use crate::enumerations::{FindingFlag, Support};
use crate::policy::Policy;

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
    let (numbered, names) = numbered(lineage);
    count_side(&numbered, policy, reading).told(&names)
}

/// What is found about one side, in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SideCount {
    pub(crate) reports: usize,
    pub(crate) omega: usize,
    pub(crate) nu: usize,
    pub(crate) kappa: usize,
    pub(crate) support: Support,
    pub(crate) flags: BTreeSet<FindingFlag>,
    /// ν chains that share no group, each held witness first.
    pub(crate) chains: Vec<Vec<usize>>,
    cut: Cut,
    pub(crate) exact: bool,
}

/// What meets every admissible chain.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Cut {
    Groups(Vec<u32>),
    /// All of them pass somebody unnamed.
    Unnamed,
}

impl SideCount {
    /// The same with names.
    pub(crate) fn told(&self, names: &Names) -> SideFinding {
        SideFinding {
            reports: self.reports,
            omega: self.omega,
            nu: self.nu,
            kappa: self.kappa,
            support: self.support,
            flags: self.flags.clone(),
            chains: self.chains.iter().map(|chain| names.ids(chain)).collect(),
            cut: match &self.cut {
                Cut::Groups(groups) => groups.iter().map(|group| names.group(*group)).collect(),
                Cut::Unnamed => vec![UNNAMED.to_owned()],
            },
            exact: self.exact,
        }
    }
}

/// Counts one side under `policy`.
pub(crate) fn count_side(lineage: &Numbered, policy: Policy, reading: Reading) -> SideCount {
    let side = Side::new(lineage, policy, reading);
    let chains = admissible(&side);
    let reach = Reach::new(&side, !chains.found.is_empty());
    let count = if reach.named || !reach.clean { count(&side, &chains) } else { pooled_count(&side) };
    let verified = Verified::new(&side, &chains, policy);
    SideCount {
        reports: (0..side.held.len()).filter(|w| side.is_held(*w) && side.is_live(*w)).count(),
        support: support(side.held.contains(&true), &reach, verified.is_verified(), &count),
        flags: flags(&side, &reach, &verified),
        omega: count.omega,
        nu: count.nu,
        kappa: count.kappa,
        chains: count.chains,
        cut: count.cut,
        exact: count.exact && verified.is_settled,
    }
}

/// ν of one side, as [`count_side`] finds it, and whether it is exact.
pub(crate) fn lines_of(lineage: &Numbered, policy: Policy, reading: Reading) -> (usize, bool) {
    let side = Side::new(lineage, policy, reading);
    let chains = admissible(&side);
    let reach = Reach::new(&side, !chains.found.is_empty());
    if reach.clean && !reach.named {
        return (pooled_count(&side).nu, true);
    }
    let (apart, is_exact) = apart(&side, &chains);
    (apart.len(), is_exact || apart.len() == smallest_cut(&chains.sets()).0)
}

/// The admissible chains of named witnesses that are known, and whether they are all minimal ones.
pub(super) struct Admissible {
    pub(super) found: Vec<Chain>,
    pub(super) complete: bool,
}

impl Admissible {
    fn sets(&self) -> Vec<GroupSet> {
        self.found.iter().map(|chain| chain.groups.clone()).collect()
    }
}

pub(super) fn admissible(side: &Side<'_>) -> Admissible {
    let named = side.named_chains();
    let mut found = named.chains;
    if !named.complete {
        found.extend(side.chains_one_by_one());
        add_missed(side, &mut found);
    }
    Admissible { found, complete: named.complete }
}

/// Adds chains that avoid the fewest groups that meet those which are known, until these meet all chains there are, or as
/// many as are counted are needed.
fn add_missed(side: &Side<'_>, found: &mut Vec<Chain>) {
    loop {
        let sets: Vec<GroupSet> = found.iter().map(|chain| chain.groups.clone()).collect();
        let (_, cut) = smallest_cut(&sets);
        let cut = GroupSet::from_iter(cut);
        match side.chain_without(&cut).filter(|_| cut.iter().next().is_some()) {
            Some(missed) => found.push(missed),
            None => return,
        }
    }
}

/// Most of these chains that pairwise share no group, and whether no more can be found. Where the search was given up, as
/// many more are added as fit beside those that it had: somebody who looks for one more finds none.
fn apart(side: &Side<'_>, chains: &Admissible) -> (Vec<Chain>, bool) {
    let packing = most_disjoint(&chains.sets(), BUDGET);
    let mut apart: Vec<Chain> = packing.chosen.iter().filter_map(|index| chains.found.get(*index)).cloned().collect();
    let is_exact = packing.exact && chains.complete;
    while !is_exact && apart.len() < CAP {
        let used = apart.iter().fold(GroupSet::default(), |used, chain| used.union(&chain.groups));
        match side.chain_without(&used) {
            Some(more) => apart.push(more),
            None => break,
        }
    }
    (apart, is_exact)
}

fn flags(side: &Side<'_>, reach: &Reach, verified: &Verified) -> BTreeSet<FindingFlag> {
    let mut flags = BTreeSet::new();
    if verified.with_claimant.is_some() {
        flags.insert(FindingFlag::OneCheck);
    }
    if verified.if_held.is_some() {
        flags.insert(FindingFlag::CheckReported);
    }
    if reach.clean && !reach.named {
        flags.insert(FindingFlag::UnnamedOnly);
    }
    if has_circle(side.size(), &side.live_steps()) {
        flags.insert(FindingFlag::Circular);
    }
    flags
}

/// Whether there are chains of each sort.
struct Reach {
    any: bool,
    clean: bool,
    named: bool,
}

impl Reach {
    fn new(side: &Side<'_>, named: bool) -> Self {
        let clean = named || side.reaches(&|w| side.is_clean(w), &|_| true);
        Self { any: clean || side.reaches(&|_| true, &|_| true), clean, named }
    }
}

struct Count {
    omega: usize,
    nu: usize,
    kappa: usize,
    chains: Vec<Vec<usize>>,
    cut: Cut,
    exact: bool,
}

/// What is known of chains, however many: the fewest groups that meet those found meet all there are, so that κ is exact,
/// and so is ν where it is as large.
fn count(side: &Side<'_>, chains: &Admissible) -> Count {
    let (apart, all_chains) = apart(side, chains);
    let (origins, all_origins) = independent_origins(side);
    let (kappa, cut) = smallest_cut(&chains.sets());
    Count {
        omega: origins.len(),
        nu: apart.len(),
        kappa,
        exact: (all_chains || apart.len() == kappa) && all_origins,
        chains: apart.into_iter().map(|chain| chain.witnesses).collect(),
        cut: Cut::Groups(cut),
    }
}

/// Most origins of admissible chains that pairwise share no group, and whether no more can be found: there are no more than
/// groups that meet all of them.
pub(super) fn independent_origins(side: &Side<'_>) -> (Vec<usize>, bool) {
    let origins = side.origins(&|w| side.is_clean(w) && !side.is_pooled(w));
    let of_origins = origins.iter().filter_map(|origin| side.groups.get(*origin));
    let sets: Vec<GroupSet> = of_origins.map(|groups| GroupSet::clone(groups)).collect();
    let packing = most_disjoint(&sets, BUDGET);
    let mut apart: Vec<usize> = packing.chosen.iter().filter_map(|index| origins.get(*index)).copied().collect();
    let is_apart = |one: usize, other: usize| {
        let groups = side.groups.get(one).zip(side.groups.get(other));
        groups.is_none_or(|(ours, theirs)| ours.is_disjoint(theirs))
    };
    if !packing.exact {
        for origin in origins {
            let is_free = apart.iter().all(|other| is_apart(*other, origin));
            if apart.len() < CAP && is_free {
                apart.push(origin);
            }
        }
    }
    let is_exact = packing.exact || apart.len() == smallest_cut(&sets).0;
    (apart, is_exact)
}

/// Unnamed chains count only when there are no others, and then together as one.
fn pooled_count(side: &Side<'_>) -> Count {
    let shortest = side.shortest_chain(&|w| side.may_link(w) && side.is_clean(w));
    let chains = shortest.map(|chain| chain.witnesses).into_iter().collect();
    Count { omega: 1, nu: 1, kappa: 1, chains, cut: Cut::Unnamed, exact: true }
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
