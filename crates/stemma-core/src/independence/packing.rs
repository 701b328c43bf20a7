//! The most sets of a collection that pairwise share no element, exact up to [`CAP`].

use std::collections::{BTreeMap, BTreeSet};

use super::CAP;
use super::groups::GroupSet;

/// A packing and whether no larger one (up to the cap) exists.
pub(super) struct Packing {
    /// Indices of the sets chosen, in order.
    pub(super) chosen: Vec<usize>,
    pub(super) exact: bool,
}

/// Finds the largest packing of at most [`CAP`] sets, looking at no more than `budget` pairs.
///
/// Sets without elements do not occur: a witness always counts with at least itself.
pub(super) fn most_disjoint(sets: &[GroupSet], budget: usize) -> Packing {
    let order = small_first(sets);
    let mut search = Search { sets, sharing: sharing(sets), best: Vec::new(), budget };
    search.extend(&order, &mut Vec::new());
    let Search { mut best, budget, .. } = search;
    best.sort_unstable();
    Packing { chosen: best, exact: budget > 0 }
}

/// Distinct sets, those with few elements first: they leave most room for others.
fn small_first(sets: &[GroupSet]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut order: Vec<(usize, usize)> =
        sets.iter().enumerate().filter(|(_, set)| seen.insert(*set)).map(|(index, set)| (set.len(), index)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// For each element, the sets that have it.
fn sharing(sets: &[GroupSet]) -> BTreeMap<u32, BTreeSet<usize>> {
    let mut sharing: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (index, set) in sets.iter().enumerate() {
        for element in set.iter() {
            sharing.entry(element).or_default().insert(index);
        }
    }
    sharing
}

struct Search<'a> {
    sets: &'a [GroupSet],
    sharing: BTreeMap<u32, BTreeSet<usize>>,
    best: Vec<usize>,
    budget: usize,
}

impl Search<'_> {
    /// Tries to add one of `candidates`, all of them disjoint from what is `chosen`.
    fn extend(&mut self, candidates: &[usize], chosen: &mut Vec<usize>) {
        if chosen.len() > self.best.len() {
            self.best.clone_from(chosen);
        }
        if self.best.len() >= CAP {
            return;
        }
        for (position, index) in candidates.iter().enumerate() {
            let rest = candidates.get(position + 1..).unwrap_or_default();
            if self.best.len() >= CAP || chosen.len() + 1 + rest.len() <= self.best.len() {
                return;
            }
            if self.budget < rest.len() {
                self.budget = 0;
                return;
            }
            self.budget -= rest.len();
            let left = self.without_neighbours(*index, rest);
            chosen.push(*index);
            self.extend(&left, chosen);
            chosen.pop();
        }
    }

    fn without_neighbours(&self, index: usize, rest: &[usize]) -> Vec<usize> {
        let Some(set) = self.sets.get(index) else { return Vec::new() };
        let neighbours: Vec<&BTreeSet<usize>> = set.iter().filter_map(|element| self.sharing.get(&element)).collect();
        rest.iter().copied().filter(|other| !neighbours.iter().any(|sharers| sharers.contains(other))).collect()
    }
}
