//! Whether a claim is independently verified: a first-hand line, and others that share no group with it.

use super::chains::{Chain, Found};
use super::count::Admissible;
use super::groups::GroupSet;
use super::side::Side;
use crate::policy::Policy;

/// What was found, each as the lines that show it: the first-hand one first.
#[derive(Default)]
pub(super) struct Verified {
    /// All lines are free of interest, and the first-hand origin is held.
    pub(super) by_others: Option<Vec<Chain>>,
    /// One line is the claimant's own, and the policy accepts it.
    pub(super) with_claimant: Option<Vec<Chain>>,
    /// The same as one of these, if the first-hand documents that are reported were held.
    pub(super) if_held: Option<Vec<Chain>>,
    /// Whether a longer search finds nothing that verifies better.
    pub(super) is_settled: bool,
}

impl Verified {
    pub(super) const fn is_verified(&self) -> bool {
        self.by_others.is_some() || self.with_claimant.is_some()
    }

    /// Verifies by the admissible chains.
    pub(super) fn new(side: &Side<'_>, admissible: &Admissible, policy: Policy) -> Self {
        let rules = policy.rules();
        let settled = Self { is_settled: true, ..Self::default() };
        if !side.reaches(&|w| side.is_clean(w) && !side.is_pooled(w), &|w| side.is_first_hand(w, policy)) {
            return settled;
        }
        let first_hand = side.first_hand_chains(policy);
        let is_settled = admissible.complete && first_hand.complete;
        let (held, reported): (Vec<Chain>, Vec<Chain>) = first_hand.chains.into_iter().partition(|c| side.ends_held(c));
        let lines = usize::from(rules.lines);
        let others = vec![admissible.found.as_slice(); lines.saturating_sub(1)];
        let beside_held = || held.iter().filter(|_| !is_settled).find_map(|first| beside(side, first, lines));
        if let Some(by_others) = apart(&held, &others).or_else(beside_held) {
            return Self { by_others: Some(by_others), ..settled };
        }
        let claimant = rules.claimant_counts && lines > 1;
        let own = if claimant { own(side, &held) } else { Found { chains: Vec::new(), complete: true } };
        let is_settled = is_settled && own.complete;
        let mut with_claimant = vec![admissible.found.as_slice(); lines.saturating_sub(2)];
        with_claimant.push(&own.chains);
        let one_will_do = !own.chains.is_empty();
        if let Some(lines) = one_will_do.then(|| apart(&held, &with_claimant)).flatten() {
            return Self { with_claimant: Some(lines), is_settled, ..Self::default() };
        }
        let if_held = apart(&reported, &others);
        let if_held = if_held.or_else(|| one_will_do.then(|| apart(&reported, &with_claimant)).flatten());
        Self { if_held, is_settled, ..Self::default() }
    }
}

/// As many lines as are asked for, this one first, each the shortest that avoids those before: for two that finds the
/// other one whenever there is one, also where not all chains are known.
fn beside(side: &Side<'_>, first: &Chain, lines: usize) -> Option<Vec<Chain>> {
    let mut found = vec![first.clone()];
    let mut used = first.groups.clone();
    while found.len() < lines {
        let other = side.chain_without(&used)?;
        used = used.union(&other.groups);
        found.push(other);
    }
    Some(found)
}

/// The chains that pass an interested witness. Where the search for all of them is given up, those that begin or end in one
/// and leave room for one of `held` are still among them.
fn own(side: &Side<'_>, held: &[Chain]) -> Found {
    let mut own = side.own_chains();
    if !own.complete {
        own.chains.extend(held.iter().find_map(|first| side.own_chain_without(&first.groups)));
    }
    own
}

/// The first of `firsts` that leaves room for one chain of each of the `others`, with these.
fn apart(firsts: &[Chain], others: &[&[Chain]]) -> Option<Vec<Chain>> {
    let mut families = vec![firsts];
    families.extend(others);
    fit(&GroupSet::default(), &families)
}

/// One chain of each family, none of which shares a group with another or with `used`.
fn fit(used: &GroupSet, families: &[&[Chain]]) -> Option<Vec<Chain>> {
    let Some((family, rest)) = families.split_first() else { return Some(Vec::new()) };
    family.iter().filter(|chain| chain.groups.is_disjoint(used)).find_map(|chain| {
        let mut lines = vec![chain.clone()];
        lines.extend(fit(&used.union(&chain.groups), rest)?);
        Some(lines)
    })
}
