//! From whom the documents of a side say that they have the claim.

use std::iter::repeat_with;

use smallvec::SmallVec;

use super::Side;

/// From whom each witness says that it has the claim; empty where no document says that it has it from another.
pub(super) struct StatedSources {
    of_one: Vec<SmallVec<[usize; 2]>>,
    /// Of the documents that were asked: everybody, directly or over others.
    reached: Vec<Option<Reached>>,
}

impl StatedSources {
    pub(super) fn of(side: &Side<'_>) -> Self {
        let documents = side.held.len();
        let stated = || side.steps.iter().filter_map(|(from, to, _)| Some((*from, side.target(*to)?)));
        if !stated().any(|(_, to)| to < documents) {
            return Self { of_one: Vec::new(), reached: Vec::new() };
        }
        let mut of_one = vec![SmallVec::new(); side.witnesses.len()];
        for (from, to) in stated() {
            of_one.get_mut(from).into_iter().for_each(|of_it| of_it.push(to));
        }
        Self { of_one, reached: repeat_with(|| None).take(documents).collect() }
    }

    /// Whether a document says that it has the claim from another one, directly or over others.
    pub(super) fn has(&mut self, document: usize, other: usize) -> bool {
        let Some(reached) = self.reached.get_mut(document) else { return false };
        reached.get_or_insert_with(|| Reached::from(&self.of_one, document)).has(other)
    }
}

/// Everybody from whom a witness says that it has the claim, directly or over others: a bit each.
struct Reached(SmallVec<[u64; 4]>);

impl Reached {
    fn from(sources: &[SmallVec<[usize; 2]>], start: usize) -> Self {
        if sources.get(start).is_none_or(|of_it| of_it.is_empty()) {
            return Self(SmallVec::new());
        }
        let mut reached = Self(SmallVec::from_elem(0, sources.len() / 64 + 1));
        let mut todo: SmallVec<[usize; 16]> = SmallVec::from_slice(&[start]);
        while let Some(witness) = todo.pop() {
            let of_it = sources.get(witness).into_iter().flatten();
            todo.extend(of_it.copied().filter(|source| reached.add(*source)));
        }
        reached
    }

    /// Whether it was not there.
    fn add(&mut self, witness: usize) -> bool {
        let bit = 1 << (witness % 64);
        let bits = self.0.get_mut(witness / 64);
        bits.is_some_and(|bits| std::mem::replace(bits, *bits | bit) & bit == 0)
    }

    fn has(&self, witness: usize) -> bool {
        self.0.get(witness / 64).is_some_and(|bits| bits >> (witness % 64) & 1 == 1)
    }
}
