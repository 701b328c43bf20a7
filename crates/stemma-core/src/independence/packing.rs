//! The most sets of a collection that pairwise share no element, exact up to [`CAP`].

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
    let mut search = Search { sets, best: Vec::new(), budget };
    search.extend(&order, &mut Vec::new());
    let Search { mut best, budget, .. } = search;
    best.sort_unstable();
    Packing { chosen: best, exact: budget > 0 }
}

/// Distinct sets, those with few elements first: they leave most room for others.
fn small_first(sets: &[GroupSet]) -> Vec<usize> {
    let mut distinct: Vec<(&GroupSet, usize)> = sets.iter().zip(0..).collect();
    distinct.sort_unstable();
    distinct.dedup_by_key(|(set, _)| *set);
    distinct.sort_unstable_by_key(|(set, index)| (set.len(), *index));
    distinct.into_iter().map(|(_, index)| index).collect()
}

struct Search<'a> {
    sets: &'a [GroupSet],
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
        let is_apart = |other: &usize| self.sets.get(*other).is_some_and(|other| set.is_disjoint(other));
        rest.iter().copied().filter(is_apart).collect()
    }
}
