//! What was said, in numbers, and the rounds in which truth, accuracy and dependence settle.
//!
//! A thing of which a thousand speak has half a million pairs of sources, so nothing is kept for each thing and pair: of
//! a pair how many values it shares, of a value who gives it. Pairs with fewer than [`COMPARABLE`] common things are left
//! out altogether, since nothing is concluded from them.

use std::ops::Range;

use super::{COMPARABLE, COPIED, PRIOR, ROUNDS, WAYS, WRONG};

/// Whoever is less likely to have copied counts as one who did not.
const NEGLIGIBLE: f64 = 0.001;

/// What was said of which thing by whom.
pub(crate) struct Table {
    sources: usize,
    /// The number of each thing that anything is said of, and its values' places among `slots`.
    items: Vec<(u32, Range<usize>)>,
    slots: Vec<Slot>,
    /// For each source the places of the values that it gives, by thing.
    gives: Vec<Vec<u32>>,
    /// How many ways there are to be wrong.
    ways: f64,
}

/// One value of one thing.
struct Slot {
    /// The place of the thing among `items`.
    item: u32,
    value: u32,
    /// Who gives it, by number.
    by: Vec<u32>,
}

/// Two sources with enough in common, and what they share.
#[derive(Clone, Copy)]
pub(crate) struct Pair {
    /// The one, of the lower number.
    pub(crate) a: u32,
    /// The other.
    pub(crate) b: u32,
    /// Of how many things both speak.
    pub(crate) common: u32,
    /// Of how many of them they say the same.
    same: u32,
    /// Of how many of those what is held for wrong.
    pub(crate) wrong: u32,
    /// How likely the first copies from the second, and the second from the first.
    pub(crate) from: (f64, f64),
}

/// Numbers beside each source, that are put back to nothing where they were used.
struct Tally {
    counts: Vec<(u32, u32)>,
    used: Vec<u32>,
}

impl Tally {
    fn new(sources: usize) -> Self {
        Self { counts: vec![(0, 0); sources], used: Vec::new() }
    }

    fn count(&mut self, source: u32, first: u32, second: u32) {
        let Some(counts) = self.counts.get_mut(source as usize) else { return };
        if *counts == (0, 0) {
            self.used.push(source);
        }
        *counts = (counts.0 + first, counts.1 + second);
    }

    /// What was counted, by source.
    fn take(&mut self) -> Vec<(u32, (u32, u32))> {
        self.used.sort_unstable();
        let taken = self.used.drain(..);
        taken.filter_map(|source| Some((source, std::mem::take(self.counts.get_mut(source as usize)?)))).collect()
    }
}

impl Table {
    /// Of things, sources and values by number; of several values that one source gives of a thing the first counts.
    pub(crate) fn new(mut said: Vec<(u32, u32, u32)>, sources: usize) -> Self {
        said.sort_unstable();
        said.dedup_by_key(|(item, source, _)| (*item, *source));
        let mut values: Vec<u32> = said.iter().map(|(_, _, value)| *value).collect();
        values.sort_unstable();
        values.dedup();
        let ways = u32::try_from(values.len().saturating_sub(1).clamp(1, WAYS)).map_or(1.0, f64::from);
        // A slot's sources come by number, since the sort is by source within a value.
        said.sort_unstable_by_key(|(item, source, value)| (*item, *value, *source));
        let mut table = Self { sources, items: Vec::new(), slots: Vec::new(), gives: vec![Vec::new(); sources], ways };
        for (item, source, value) in said {
            if table.items.last().is_none_or(|(last, _)| *last != item) {
                let next = table.slots.len();
                table.items.push((item, next..next));
            }
            let place = u32::try_from(table.items.len() - 1).unwrap_or(u32::MAX);
            if table.slots.last().is_none_or(|slot| (slot.item, slot.value) != (place, value)) {
                table.slots.push(Slot { item: place, value, by: Vec::new() });
            }
            let end = table.slots.len();
            table.items.last_mut().into_iter().for_each(|(_, slots)| slots.end = end);
            table.slots.last_mut().into_iter().for_each(|slot| slot.by.push(source));
            let slot = u32::try_from(end - 1).unwrap_or(u32::MAX);
            table.gives.get_mut(source as usize).into_iter().for_each(|gives| gives.push(slot));
        }
        table
    }

    /// The value of each thing, and the pairs of sources with enough in common, by number, when nothing changes any more.
    pub(crate) fn settled(&self) -> (Vec<(u32, u32)>, Vec<Pair>) {
        let mut pairs = self.pairs();
        let mut likely = self.vote(&vec![1.0 - WRONG; self.sources], &self.sides(&pairs));
        let mut best = self.best(&likely);
        let mut accuracy = self.accuracies(&likely);
        self.see(&mut pairs, &best, None);
        for _ in 0..ROUNDS {
            let wrong = |source: u32| 1.0 - accuracy.get(source as usize).copied().unwrap_or(1.0 - WRONG);
            for pair in &mut pairs {
                pair.from = pair.depends(wrong(pair.a), wrong(pair.b), self.ways);
            }
            likely = self.vote(&accuracy, &self.sides(&pairs));
            accuracy = self.accuracies(&likely);
            let next = self.best(&likely);
            if next == best {
                break;
            }
            self.see(&mut pairs, &next, Some(&best));
            best = next;
        }
        let value =
            |(at, (item, _)): (usize, &(u32, Range<usize>))| Some((*item, self.slots.get(*best.get(at)?)?.value));
        (self.items.iter().enumerate().filter_map(value).collect(), pairs)
    }

    /// Who gives the same value of a thing as `source` and has a higher number, for each value that `source` gives.
    fn beside(&self, source: u32, slot: &Slot) -> impl Iterator<Item = u32> {
        let after = slot.by.partition_point(|other| *other <= source);
        slot.by.get(after..).unwrap_or_default().iter().copied()
    }

    /// The pairs with enough in common, and in how much of it they agree.
    fn pairs(&self) -> Vec<Pair> {
        let mut tally = Tally::new(self.sources);
        let mut pairs = Vec::new();
        for (a, gives) in (0_u32..).zip(&self.gives) {
            if gives.len() < COMPARABLE {
                continue;
            }
            for at in gives {
                let Some(own) = self.slots.get(*at as usize) else { continue };
                let all = self.items.get(own.item as usize).map_or(0..0, |(_, slots)| slots.clone());
                for (place, slot) in all.clone().zip(self.slots.get(all).unwrap_or_default()) {
                    let same = u32::from(place == *at as usize);
                    self.beside(a, slot).for_each(|b| tally.count(b, 1, same));
                }
            }
            let found = tally.take().into_iter().filter(|(_, (common, _))| *common as usize >= COMPARABLE);
            pairs.extend(found.map(|(b, (common, same))| Pair { a, b, common, same, wrong: 0, from: (0.0, 0.0) }));
        }
        pairs
    }

    /// Counts what the pairs share that is held for wrong when these values are the best; `before` are those by which it was
    /// counted last.
    fn see(&self, pairs: &mut [Pair], best: &[usize], before: Option<&[usize]>) {
        let is_best = |slot: &Slot, at: u32, best: &[usize]| best.get(slot.item as usize) == Some(&(at as usize));
        let mut tally = Tally::new(self.sources);
        for of_one in pairs.chunk_by_mut(|one, other| one.a == other.a) {
            let Some(a) = of_one.first().map(|pair| pair.a) else { continue };
            for at in self.gives.get(a as usize).into_iter().flatten() {
                let Some(slot) = self.slots.get(*at as usize) else { continue };
                let is_right = is_best(slot, *at, best);
                let was_right = before.is_none_or(|before| is_best(slot, *at, before));
                if is_right != was_right {
                    let (gained, lost) = (u32::from(was_right), u32::from(is_right));
                    self.beside(a, slot).for_each(|b| tally.count(b, gained, lost));
                }
            }
            let mut counted = tally.take().into_iter().peekable();
            for pair in of_one {
                while counted.next_if(|(b, _)| *b < pair.b).is_some() {}
                if let Some((_, (gained, lost))) = counted.next_if(|(b, _)| *b == pair.b) {
                    pair.wrong = (pair.wrong + gained).saturating_sub(lost);
                }
            }
        }
    }

    /// For each source from whom it copies, and how likely.
    fn sides(&self, pairs: &[Pair]) -> Vec<Vec<(u32, f64)>> {
        let mut sides = vec![Vec::new(); self.sources];
        let mut side = |one: u32, other: u32, likely: f64| {
            if likely >= NEGLIGIBLE {
                sides.get_mut(one as usize).into_iter().for_each(|of_one: &mut Vec<_>| of_one.push((other, likely)));
            }
        };
        for pair in pairs {
            side(pair.a, pair.b, pair.from.0);
            side(pair.b, pair.a, pair.from.1);
        }
        sides
    }

    /// How likely each value is, by the accuracy of those who give it; whoever likely copied counts less.
    fn vote(&self, accuracy: &[f64], copies: &[Vec<(u32, f64)>]) -> Vec<f64> {
        let mut ranks = vec![usize::MAX; self.sources];
        let mut likely: Vec<f64> =
            self.slots.iter().map(|slot| self.count(&slot.by, accuracy, copies, &mut ranks)).collect();
        for (_, slots) in &self.items {
            let of_item = likely.get_mut(slots.clone()).unwrap_or_default();
            let most = of_item.iter().copied().fold(f64::MIN, f64::max);
            of_item.iter_mut().for_each(|count| *count = (*count - most).exp());
            let all: f64 = of_item.iter().sum();
            of_item.iter_mut().for_each(|count| *count /= all);
        }
        likely
    }

    /// The place of the likeliest value of each thing; of two alike the first.
    fn best(&self, likely: &[f64]) -> Vec<usize> {
        let best = |(_, slots): &(u32, Range<usize>)| {
            let of_item = slots.clone().zip(likely.get(slots.clone()).unwrap_or_default());
            of_item.max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a))).map_or(slots.start, |(at, _)| at)
        };
        self.items.iter().map(best).collect()
    }

    fn accuracies(&self, likely: &[f64]) -> Vec<f64> {
        let mean = |gives: &Vec<u32>| {
            let sum: f64 = gives.iter().filter_map(|slot| likely.get(*slot as usize)).sum();
            (sum / u32::try_from(gives.len()).map_or(1.0, f64::from).max(1.0)).clamp(0.01, 0.99)
        };
        self.gives.iter().map(mean).collect()
    }

    /// The weight of a value: each of those who give it counts by its accuracy, and less for each one before it that it
    /// likely copied. The paper leaves open who comes first among copiers of one mistake; here it is whoever is right most
    /// often, since the original of a group is right at least as often as those who copy it and others. `ranks` holds
    /// nothing before and after.
    fn count(&self, by: &[u32], accuracy: &[f64], copies: &[Vec<(u32, f64)>], ranks: &mut [usize]) -> f64 {
        let right = |source: u32| accuracy.get(source as usize).copied().unwrap_or(1.0 - WRONG);
        let mut order: Vec<u32> = by.to_vec();
        order.sort_by(|a, b| right(*b).total_cmp(&right(*a)).then(a.cmp(b)));
        let mut put = |source: u32, rank: usize| ranks.get_mut(source as usize).into_iter().for_each(|r| *r = rank);
        order.iter().enumerate().for_each(|(rank, source)| put(*source, rank));
        let mut sum = 0.0;
        for (rank, source) in order.iter().enumerate() {
            let from = copies.get(*source as usize).into_iter().flatten();
            let before = from.filter(|(other, _)| ranks.get(*other as usize).is_some_and(|other| *other < rank));
            let alone: f64 = before.map(|(_, likely)| 1.0 - COPIED * likely).product();
            let right = right(*source);
            sum += alone * (self.ways * right / (1.0 - right)).ln();
        }
        order.iter().for_each(|source| ranks.get_mut(*source as usize).into_iter().for_each(|r| *r = usize::MAX));
        sum
    }
}

impl Pair {
    /// How likely one of two sources that are wrong so often copies from the other, each way, given what they share
    /// (sections 3 and 4 of the paper).
    fn depends(&self, wrong_a: f64, wrong_b: f64, ways: f64) -> (f64, f64) {
        let (right, wrong) = ((1.0 - wrong_a) * (1.0 - wrong_b), wrong_a * wrong_b / ways);
        // How much likelier what is seen is when the one copies from another that is wrong so often.
        let likelier = |error: f64| {
            let same_right = (1.0 - error).mul_add(COPIED, right * (1.0 - COPIED));
            let same_wrong = error.mul_add(COPIED, wrong * (1.0 - COPIED));
            let log = f64::from(self.same.saturating_sub(self.wrong)) * (same_right / right).ln()
                + f64::from(self.wrong) * (same_wrong / wrong).ln()
                + f64::from(self.common.saturating_sub(self.same)) * (1.0 - COPIED).ln();
            log.min(600.0).exp() * PRIOR / 2.0
        };
        let (a_from_b, b_from_a) = (likelier(wrong_b), likelier(wrong_a));
        let all = 1.0 - PRIOR + a_from_b + b_from_a;
        (a_from_b / all, b_from_a / all)
    }
}
