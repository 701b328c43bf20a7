//! Whether a claim is independently verified: a first-hand line, and others that share no group with it.

use super::chains::Chain;
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
}

impl Verified {
    pub(super) const fn is_verified(&self) -> bool {
        self.by_others.is_some() || self.with_claimant.is_some()
    }

    /// Verifies by the admissible chains, which are `named`.
    pub(super) fn new(side: &Side<'_>, named: &[Chain], policy: Policy) -> Self {
        let rules = policy.rules();
        if !side.reaches(&|w| side.is_clean(w) && !side.is_pooled(w), &|w| side.is_first_hand(w, policy)) {
            return Self::default();
        }
        let first_hand = side.first_hand_chains(policy).chains;
        let (held, reported): (Vec<Chain>, Vec<Chain>) = first_hand.into_iter().partition(|c| side.ends_held(c));
        let lines = usize::from(rules.lines);
        let others = vec![named; lines.saturating_sub(1)];
        if let Some(by_others) = apart(&held, &others) {
            return Self { by_others: Some(by_others), ..Self::default() };
        }
        let own = if rules.claimant_counts && lines > 1 { side.own_chains().chains } else { Vec::new() };
        let mut with_claimant = vec![named; lines.saturating_sub(2)];
        with_claimant.push(&own);
        let one_will_do = !own.is_empty();
        if let Some(lines) = one_will_do.then(|| apart(&held, &with_claimant)).flatten() {
            return Self { with_claimant: Some(lines), ..Self::default() };
        }
        let if_held = apart(&reported, &others);
        let if_held = if_held.or_else(|| one_will_do.then(|| apart(&reported, &with_claimant)).flatten());
        Self { if_held, ..Self::default() }
    }
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
