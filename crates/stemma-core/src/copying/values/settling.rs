//! The rounds in which truth, accuracy and dependence settle, kept: what is said anew is followed through them as far as
//! it changes anything, and what comes out is what all rounds over everything give.
//!
//! So that a change ends somewhere, accuracies and likelihoods go in steps: one value more moves few sources from one
//! step to the next.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::round::{Changed, Due, Pair, Round};
use super::said::{Common, Slot, Table, Tally};
use super::weights::{FIRST, Weights, shade};
use super::{LIKELY, ROUNDS};

/// Who says what, and what settles from it.
#[derive(Clone, Debug)]
pub(crate) struct Settling {
    table: Table,
    /// The place of each source's name among all names.
    ranks: Vec<u32>,
    weights: Weights,
    rounds: Vec<Round>,
    /// Things of which something else is said since everything settled, as they were.
    replaced: BTreeMap<u32, Box<[Slot]>>,
    /// Pairs that are likely dependent.
    likely: BTreeMap<(u32, u32), Pair>,
    tally: Tally,
}

/// Of so many sources it is kept from round to round with whom they have what in common.
const KEPT: usize = 1000;

/// With whom a source has enough in common, and what.
#[derive(Debug)]
struct Beside {
    /// Whether it is right of each thing that it speaks of.
    right: Vec<bool>,
    found: Vec<(u32, Common)>,
}

impl Default for Settling {
    fn default() -> Self {
        Self {
            table: Table::default(),
            ranks: Vec::new(),
            weights: Weights::of(0),
            rounds: vec![Round::default(); ROUNDS + 1],
            replaced: BTreeMap::new(),
            likely: BTreeMap::new(),
            tally: Tally::default(),
        }
    }
}

impl Settling {
    /// What is said of a thing from now on: its values in order, and who gives each.
    pub(crate) fn replace(&mut self, item: u32, said: Vec<(u32, Vec<u32>)>) {
        let before = self.table.replace(item, said);
        self.replaced.entry(item).or_insert(before);
    }

    /// Whether the names of so many sources are known.
    pub(crate) const fn knows(&self, sources: usize) -> bool {
        self.ranks.len() == sources
    }

    /// Takes the names of all sources, by number.
    pub(crate) fn call<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        let mut order: Vec<(&str, u32)> = names.zip(0..).collect();
        order.sort_unstable();
        self.ranks = vec![0; order.len()];
        for (rank, (_, source)) in (0..).zip(order) {
            self.ranks.get_mut(source as usize).into_iter().for_each(|of| *of = rank);
        }
    }

    /// Settles what changed; gives the pairs that are likely dependent now or were before, as they were and as they are,
    /// where anything of them may have changed.
    pub(crate) fn settle(&mut self) -> Vec<(Option<Pair>, Option<Pair>)> {
        let mut replaced = std::mem::take(&mut self.replaced);
        let mut noted: BTreeMap<(u32, u32), Option<Pair>> = BTreeMap::new();
        if !self.weights.are_of(self.table.values()) {
            // Every value counts otherwise: all rounds begin anew.
            self.weights = Weights::of(self.table.values());
            self.rounds = vec![Round::default(); ROUNDS + 1];
            let items = 0..u32::try_from(self.table.items()).unwrap_or(u32::MAX);
            replaced = items.map(|item| (item, Box::default())).collect();
            noted.extend(self.likely.keys().map(|pair| (*pair, None)));
        }
        let said_anew = self.said_anew(&replaced);
        let mut changed = Changed::default();
        let mut rounds = std::mem::take(&mut self.rounds);
        let mut beside = FxHashMap::default();
        for number in 0..rounds.len() {
            let (before, now) = rounds.split_at_mut(number);
            let earlier = number.checked_sub(2).and_then(|earlier| before.get(earlier));
            let (before, Some(now)) = (before.last(), now.first_mut()) else { continue };
            now.grow(&self.table, FIRST);
            let mut items: BTreeSet<u32> = replaced.keys().copied().collect();
            if let Some(before) = before {
                let sources = said_anew.iter().chain(&changed.accuracy).chain(&changed.best).copied().collect();
                let last = (number == ROUNDS).then_some(&mut noted);
                let pairs = self.depend(&sources, (before, now), &mut beside, last);
                if items.len() < self.table.items() {
                    items.extend(pairs.iter().flat_map(|(a, b)| self.table.same(*a, *b)));
                    let given = changed.accuracy.iter().flat_map(|source| self.table.gives(*source));
                    items.extend(given.map(|(item, _)| *item));
                }
            }
            let items: Vec<Due<'_>> =
                items.into_iter().map(|item| (item, replaced.get(&item).map(|slots| &**slots))).collect();
            let given = (&self.table, &self.weights, self.ranks.as_slice());
            changed = now.vote(given, (before, earlier), &items);
        }
        self.rounds = rounds;
        let note = |(pair, now): ((u32, u32), Option<Pair>)| {
            let before = match now {
                Some(now) => self.likely.insert(pair, now),
                None => self.likely.remove(&pair),
            };
            (before.is_some() || now.is_some()).then_some((before, now))
        };
        noted.into_iter().filter_map(note).collect()
    }

    /// The sources that say something else of these things than before.
    fn said_anew(&self, replaced: &BTreeMap<u32, Box<[Slot]>>) -> BTreeSet<u32> {
        let given = |slots: &[Slot]| -> BTreeSet<(u32, u32)> {
            slots.iter().flat_map(|slot| slot.by.iter().map(|source| (*source, slot.value))).collect()
        };
        let changed = replaced.iter().flat_map(|(item, before)| {
            let (before, now) = (given(before), given(self.table.slots(*item)));
            before.symmetric_difference(&now).map(|(source, _)| *source).collect::<Vec<_>>()
        });
        changed.collect()
    }

    /// Finds again how likely these sources copy from others and others from them; gives the pairs of which that changed,
    /// and notes what is likely, when it is the last round.
    fn depend(
        &mut self,
        sources: &BTreeSet<u32>,
        (before, now): (&Round, &mut Round),
        known: &mut FxHashMap<u32, Beside>,
        mut last: Option<&mut BTreeMap<(u32, u32), Option<Pair>>>,
    ) -> Vec<(u32, u32)> {
        let mut changed = Vec::new();
        for source in sources {
            let beside = self.beside(*source, before, known);
            let is_first = |other: &u32| !sources.contains(other) || source < other;
            for other in now.partners(*source).into_iter().filter(is_first) {
                if beside.binary_search_by_key(&other, |(other, _)| *other).is_err() {
                    now.copies(*source, other, (0, 0));
                    changed.push((*source, other));
                    last.iter_mut().for_each(|noted| _ = noted.insert(self.in_order(*source, other), None));
                }
            }
            for (other, common) in beside.into_iter().filter(|(other, _)| is_first(other)) {
                let pair = self.pair((*source, other), common, before);
                let (from, to) = if pair.a == *source { pair.from } else { (pair.from.1, pair.from.0) };
                if now.copies(*source, other, (shade(from), shade(to))) {
                    changed.push((*source, other));
                }
                if let Some(noted) = &mut last {
                    noted.insert((pair.a, pair.b), Some(pair).filter(|pair| pair.from.0 + pair.from.1 >= LIKELY));
                }
            }
        }
        changed
    }

    /// Everybody with whom a source has enough in common, and what: as it is `known` of an earlier round, where that source is
    /// right of the same things.
    fn beside(&mut self, source: u32, before: &Round, known: &mut FxHashMap<u32, Beside>) -> Vec<(u32, Common)> {
        let best = before.best();
        let is_right = |(item, own): &(u32, u32)| best.get(*item as usize) == Some(own);
        let right: Vec<bool> = self.table.gives(source).iter().map(is_right).collect();
        if let Some(known) = known.get(&source).filter(|known| known.right == right) {
            return known.found.clone();
        }
        let found = self.table.beside(source, best, &mut self.tally);
        if known.len() < KEPT {
            known.insert(source, Beside { right, found: found.clone() });
        }
        found
    }

    /// Two sources, the one whose name comes first first.
    fn in_order(&self, one: u32, other: u32) -> (u32, u32) {
        let rank = |source: u32| self.ranks.get(source as usize);
        if rank(one) <= rank(other) { (one, other) } else { (other, one) }
    }

    fn pair(&self, (one, other): (u32, u32), common: Common, before: &Round) -> Pair {
        let (a, b) = self.in_order(one, other);
        let from = self.weights.depends(common, (before.accuracy(a), before.accuracy(b)));
        Pair { a, b, common, from }
    }

    /// The likeliest value of each thing of which anything is said, by number.
    pub(super) fn values(&self) -> impl Iterator<Item = (u32, u32)> {
        let best = self.rounds.last().map(Round::best).unwrap_or_default();
        (0..).zip(best).filter_map(|(item, best)| Some((item, self.table.slots(item).get(*best as usize)?.value)))
    }

    /// All pairs with enough in common, likely dependent or not, by names.
    pub(super) fn pairs(&mut self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let rounds = std::mem::take(&mut self.rounds);
        if let Some(before) = rounds.len().checked_sub(2).and_then(|at| rounds.get(at)) {
            for source in 0..u32::try_from(self.table.sources()).unwrap_or(u32::MAX) {
                let beside = self.table.beside(source, before.best(), &mut self.tally);
                let later = beside.into_iter().filter(|(other, _)| *other > source);
                pairs.extend(later.map(|(other, common)| self.pair((source, other), common, before)));
            }
        }
        self.rounds = rounds;
        pairs.sort_by_key(|pair| [pair.a, pair.b].map(|source| self.ranks.get(source as usize).copied()));
        pairs
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOURCES: u32 = 9;

    /// Who gives which value of a thing: for each source the value, or nothing.
    type Said = Vec<Option<u32>>;

    fn said() -> impl Strategy<Value = (u32, Said)> {
        let value =
            prop_oneof![1 => Just(None), 6 => Just(Some(0)), 2 => Just(Some(1)), 1 => (2_u32..9).prop_map(Some)];
        // The last three say what one of them says of most things.
        let copies = |(item, mut said, copies): (u32, Said, bool)| {
            if let (true, [.., of, one, other]) = (copies, said.as_mut_slice()) {
                (*one, *other) = (*of, *of);
            }
            (item, said)
        };
        (0_u32..30, prop::collection::vec(value, SOURCES as usize), prop::bool::weighted(0.9)).prop_map(copies)
    }

    /// The values, each with the sources that give it, where sources are numbered so.
    fn values(said: &Said, number: impl Fn(u32) -> u32) -> Vec<(u32, Vec<u32>)> {
        let mut values: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (source, value) in (0..).zip(said) {
            value.iter().for_each(|value| values.entry(*value).or_default().push(number(source)));
        }
        values.into_iter().collect()
    }

    fn name(source: u32) -> String {
        format!("s{source:02}")
    }

    /// What settled: the best values, and of each pair by names what it shares and how likely it is.
    fn outcome(settling: &mut Settling, number: impl Fn(u32) -> u32) -> (Vec<(u32, u32)>, Vec<String>, Vec<String>) {
        let told = |pair: &Pair| format!("{} {} {:?} {:?}", number(pair.a), number(pair.b), pair.common, pair.from);
        let mut likely: Vec<String> = settling.likely.values().map(told).collect();
        likely.sort();
        (settling.values().collect(), settling.pairs().iter().map(told).collect(), likely)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_followed_is_what_all_rounds_over_everything_give(
            all in prop::collection::vec(said(), 20..120),
            again in prop::collection::vec(said(), 1..12),
        ) {
            let (same, turned) = (|source: u32| source, |source: u32| SOURCES - 1 - source);
            let names: Vec<String> = (0..SOURCES).map(name).collect();
            let mut kept = Settling::default();
            kept.call(names.iter().map(String::as_str));
            let mut last: BTreeMap<u32, Said> = BTreeMap::new();
            for (item, said) in all {
                kept.replace(item, values(&said, same));
                last.insert(item, said);
            }
            kept.settle();
            for (item, said) in again {
                kept.replace(item, values(&said, same));
                last.insert(item, said);
                kept.settle();
                // The numbers of sources decide nothing.
                let mut fresh = Settling::default();
                fresh.call(names.iter().rev().map(String::as_str));
                last.iter().for_each(|(item, said)| fresh.replace(*item, values(said, turned)));
                fresh.settle();
                prop_assert_eq!(outcome(&mut kept, same), outcome(&mut fresh, turned));
            }
        }
    }
}
