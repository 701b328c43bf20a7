//! Groups of assertions that grow by joining, the likest pairs first.

use std::collections::{BTreeMap, BTreeSet};

use super::classes::Likeness;
use super::comparison::{cohere_as_compared, compare};
use crate::features::Features;

/// Assertions that may be one claim, by their places in the order of their ids, with what is known of them.
pub(super) struct Joining<'f> {
    pub(super) features: Vec<&'f Features>,
    /// For each the first one with the same features: a thousand copies of a sentence are compared once. Those that a
    /// person said are different from another stand for themselves.
    pub(super) first: Vec<usize>,
    /// Firsts that were found to be the same, with their likeness.
    pub(super) pairs: Vec<(usize, usize, f64)>,
    /// What people decided.
    pub(super) same: BTreeSet<(usize, usize)>,
    pub(super) different: BTreeSet<(usize, usize)>,
    /// What is known of two firsts that may be one.
    pub(super) likeness: &'f dyn Fn(usize, usize) -> Option<Likeness>,
}

/// What became of them.
pub(super) struct Joined {
    /// The members of each group, in order.
    pub(super) groups: Vec<Vec<usize>>,
    /// Pairs that were judged to be the same, and kept apart by another judgement.
    pub(super) kept_apart: Vec<(usize, usize)>,
}

impl Joining<'_> {
    /// Joins the likest pairs first, as far as the groups stay coherent, then what people judged to be one.
    pub(super) fn joined(mut self) -> Joined {
        let mut groups = Groups::new(self.features.len());
        for (index, first) in self.first.iter().enumerate() {
            groups.join(*first, index);
        }
        self.pairs.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        let torn = self.torn();
        for (a, b, _) in &self.pairs {
            if !torn.contains(a) && !torn.contains(b) && self.may_join(&groups, *a, *b) {
                groups.join(*a, *b);
            }
        }
        let kept_apart = self.join_judged(&mut groups);
        let mut groups: Vec<Vec<usize>> = groups.members.into_values().collect();
        groups.iter_mut().for_each(|members| members.sort_unstable());
        Joined { groups, kept_apart }
    }

    /// Those that may be the same as two that may not be one because a name in them may be that of two: nobody knows of
    /// which of the two they speak, so that they join neither.
    fn torn(&self) -> BTreeSet<usize> {
        let describes = |of: &usize| self.features.get(*of).is_some_and(|features| !features.described.is_empty());
        let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (a, b, _) in &self.pairs {
            for (one, other) in [(a, b), (b, a)] {
                if describes(other) {
                    beside.entry(*one).or_default().push(*other);
                }
            }
        }
        let are_two = |a: &usize, b: &usize| {
            let features = self.features.get(*a).zip(self.features.get(*b));
            features.is_some_and(|(a, b)| a.name_two(b))
        };
        let is_torn = |others: &[usize]| {
            // Each way of describing is looked at once.
            let ways: BTreeMap<_, usize> =
                others.iter().filter_map(|of| Some((&self.features.get(*of)?.described, *of))).collect();
            let ways: Vec<usize> = ways.into_values().collect();
            ways.iter().enumerate().any(|(n, a)| ways.iter().skip(n + 1).any(|b| are_two(a, b)))
        };
        beside.into_iter().filter(|(_, others)| is_torn(others)).map(|(of, _)| of).collect()
    }

    fn is_first(&self, index: usize) -> bool {
        self.first.get(index) == Some(&index)
    }

    /// Whether the two groups make one coherent claim, and nobody judged otherwise. Of members with the same features
    /// the first speaks for all.
    fn may_join(&self, groups: &Groups, a: usize, b: usize) -> bool {
        if groups.group(a) == groups.group(b) {
            return false;
        }
        let speaking = |of: usize| groups.members(of).iter().copied().filter(|member| self.is_first(*member));
        let pairs = || speaking(a).flat_map(|x| speaking(b).map(move |y| (x, y)));
        if !self.different.is_empty() && pairs().any(|(x, y)| self.different.contains(&(x.min(y), x.max(y)))) {
            return false;
        }
        cohere_as_compared(pairs().filter_map(|(x, y)| {
            let (a, b) = self.features.get(x).copied().zip(self.features.get(y).copied())?;
            let known = (self.likeness)(x, y).map(|like| like.found());
            Some((known.unwrap_or_else(|| compare(a, b)), a.name_two(b)))
        }))
    }

    /// Joins what people judged to be one claim, whatever the rules say; gives the pairs that another judgement keeps
    /// apart. Which of several contradicting judgements yields hangs on the ids alone.
    fn join_judged(&self, groups: &mut Groups) -> Vec<(usize, usize)> {
        let mut kept_apart = Vec::new();
        for (a, b) in &self.same {
            let is_pair = |x: usize, y: usize| {
                (groups.group(x), groups.group(y)) == (groups.group(*a), groups.group(*b))
                    || (groups.group(y), groups.group(x)) == (groups.group(*a), groups.group(*b))
            };
            if self.different.iter().any(|(x, y)| is_pair(*x, *y)) {
                kept_apart.push((*a, *b));
            } else {
                groups.join(*a, *b);
            }
        }
        kept_apart
    }
}

/// Groups; each knows its members.
struct Groups {
    of: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn new(size: usize) -> Self {
        Self { of: (0..size).collect(), members: (0..size).map(|index| (index, vec![index])).collect() }
    }

    fn group(&self, index: usize) -> usize {
        self.of.get(index).copied().unwrap_or(index)
    }

    fn members(&self, index: usize) -> &[usize] {
        self.members.get(&self.group(index)).map(Vec::as_slice).unwrap_or_default()
    }

    fn join(&mut self, a: usize, b: usize) {
        let (keep, gone) = (self.group(a).min(self.group(b)), self.group(a).max(self.group(b)));
        if keep == gone {
            return;
        }
        let moved = self.members.remove(&gone).unwrap_or_default();
        for index in &moved {
            if let Some(group) = self.of.get_mut(*index) {
                *group = keep;
            }
        }
        self.members.entry(keep).or_default().extend(moved);
    }
}
