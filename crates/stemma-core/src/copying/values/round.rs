//! One round: how likely each value is, how often each source is right, and who copies from whom, as found from the round
//! before it.

use std::collections::BTreeSet;

use super::said::{Common, Slot, Table};
use super::weights::{Weights, accuracy, alone, whole};

/// What is found in a round.
#[derive(Clone, Debug, Default)]
pub(super) struct Round {
    /// How likely each value of each thing is, as whole numbers.
    likely: Vec<Box<[u32]>>,
    /// The place of the likeliest value of each thing.
    best: Vec<u32>,
    /// How likely what a source says is together.
    right: Vec<u64>,
    /// The accuracy of each source.
    accuracy: Vec<u8>,
    /// For each source with whom it may be dependent, by number.
    copying: Vec<Vec<Copying>>,
}

/// That of two sources one may copy from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Copying {
    /// The other source.
    other: u32,
    /// How likely this one copies from it, in few steps.
    from: u8,
    /// How likely the other copies from this one.
    to: u8,
}

/// What changed in a round.
#[derive(Clone, Debug, Default)]
pub(super) struct Changed {
    /// Sources of which the accuracy did.
    pub(super) accuracy: BTreeSet<u32>,
    /// Sources that give a value which is the likeliest now, or was.
    pub(super) best: BTreeSet<u32>,
}

/// Room to count a value in.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// For each source its place among those that give the value, plus one; nothing before and after.
    ranks: Vec<u32>,
    order: Vec<u32>,
    shades: Vec<u8>,
}

impl Round {
    /// Makes room for all things and sources.
    pub(super) fn grow(&mut self, table: &Table, first: u8) {
        self.likely.resize(table.items(), Box::default());
        self.best.resize(table.items(), 0);
        self.right.resize(table.sources(), 0);
        self.accuracy.resize(table.sources(), first);
        self.copying.resize(table.sources(), Vec::new());
    }

    /// The place of the likeliest value of each thing.
    pub(super) fn best(&self) -> &[u32] {
        &self.best
    }

    /// The accuracy of a source.
    pub(super) fn accuracy(&self, source: u32) -> u8 {
        self.accuracy.get(source as usize).copied().unwrap_or(1)
    }

    fn copying(&self, source: u32) -> &[Copying] {
        self.copying.get(source as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Everybody with whom a source may be dependent.
    pub(super) fn partners(&self, source: u32) -> Vec<u32> {
        self.copying(source).iter().map(|copying| copying.other).collect()
    }

    /// Takes how likely the one copies from the other, and the other from the one; whether that is new.
    pub(super) fn copies(&mut self, one: u32, other: u32, (from, to): (u8, u8)) -> bool {
        let mut is_new = false;
        for copying in [(one, Copying { other, from, to }), (other, Copying { other: one, from: to, to: from })] {
            let (source, copying) = copying;
            let Some(all) = self.copying.get_mut(source as usize) else { continue };
            let place = all.binary_search_by_key(&copying.other, |known| known.other);
            match (place, (from, to) == (0, 0)) {
                (Err(_), true) => {}
                (Err(at), false) => all.insert(at, copying),
                (Ok(at), true) => _ = all.remove(at),
                (Ok(at), false) => match all.get_mut(at) {
                    Some(known) if *known != copying => *known = copying,
                    _ => continue,
                },
            }
            is_new |= place.is_ok() || (from, to) != (0, 0);
        }
        is_new
    }

    /// Finds again how likely the values of these things are, when sources are so accurate as `before` found them, or all
    /// alike in the first round; `replaced` tells what things were where they are other things now.
    pub(super) fn vote<'t>(
        &mut self,
        (table, weights, rank): (&Table, &Weights, &[u32]),
        (before, first): (Option<&Self>, u8),
        items: impl Iterator<Item = (u32, Option<&'t [Slot]>)>,
        room: &mut Room,
    ) -> Changed {
        let mut changed = Changed::default();
        let mut touched = BTreeSet::new();
        for (item, replaced) in items {
            let slots = table.slots(item);
            let of = |source: u32| before.map_or(first, |before| before.accuracy(source));
            let counted = slots.iter().map(|slot| self.count((&slot.by, rank), weights, of, room)).collect();
            let (likely, best) = shares(counted);
            let Some((known, known_best)) = self.likely.get_mut(item as usize).zip(self.best.get_mut(item as usize))
            else {
                continue;
            };
            let was = std::mem::replace(known, likely);
            let was_best = std::mem::replace(known_best, best);
            let earlier = replaced.unwrap_or(slots);
            if was == *known && was_best == best && replaced.is_none() {
                continue;
            }
            add(&mut self.right, earlier, &was, |sum, likely| sum.saturating_sub(likely), &mut touched);
            add(&mut self.right, slots, known, |sum, likely| sum + likely, &mut touched);
            let (then, now) = (earlier.get(was_best as usize), slots.get(best as usize));
            if then.map(|slot| slot.value) != now.map(|slot| slot.value) {
                changed.best.extend(then.into_iter().chain(now).flat_map(|slot| &slot.by));
            }
        }
        for source in touched {
            let Some(right) = self.right.get(source as usize) else { continue };
            let now = accuracy(*right, table.gives(source).len());
            if let Some(known) = self.accuracy.get_mut(source as usize).filter(|known| **known != now) {
                *known = now;
                changed.accuracy.insert(source);
            }
        }
        changed
    }

    /// The weight of a value: each of those who give it counts by its accuracy, and less for each one before it that it
    /// likely copied. The paper leaves open who comes first among copiers of one mistake; here it is whoever is right most
    /// often, since the original of a group is right at least as often as those who copy it and others.
    fn count(&self, (by, rank): (&[u32], &[u32]), weights: &Weights, of: impl Fn(u32) -> u8, room: &mut Room) -> f64 {
        let Room { ranks, order, shades } = room;
        ranks.resize(self.accuracy.len(), 0);
        order.clear();
        order.extend(by);
        let by_name = |source: &u32| rank.get(*source as usize);
        order.sort_unstable_by(|a, b| of(*b).cmp(&of(*a)).then_with(|| by_name(a).cmp(&by_name(b))));
        let mut put = |source: u32, place: u32| ranks.get_mut(source as usize).into_iter().for_each(|of| *of = place);
        (1..).zip(&*order).for_each(|(place, source)| put(*source, place));
        let mut sum = 0.0;
        for (place, source) in (1..).zip(&*order) {
            shades.clear();
            let is_before =
                |of: &&Copying| ranks.get(of.other as usize).is_some_and(|other| (1..place).contains(other));
            shades.extend(self.copying(*source).iter().filter(is_before).map(|copying| copying.from));
            // In one order, whatever numbers the sources have.
            shades.sort_unstable();
            sum += shades.iter().map(|shade| alone(*shade)).product::<f64>() * weights.vote(of(*source));
        }
        order.iter().for_each(|source| ranks.get_mut(*source as usize).into_iter().for_each(|of| *of = 0));
        sum
    }
}

/// How likely each of several values is that count so much, and the place of the likeliest; of two alike the first.
fn shares(counted: Vec<f64>) -> (Box<[u32]>, u32) {
    let most = counted.iter().copied().fold(f64::MIN, f64::max);
    let weights: Vec<f64> = counted.iter().map(|count| (count - most).exp()).collect();
    let all: f64 = weights.iter().sum();
    let likely: Box<[u32]> = weights.into_iter().map(|weight| whole(weight / all)).collect();
    let best = (0..).zip(&counted).max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a))).map_or(0, |(at, _)| at);
    (likely, best)
}

/// Counts how likely each of the values is among what the sources that give it say.
fn add(right: &mut [u64], slots: &[Slot], likely: &[u32], put: impl Fn(u64, u64) -> u64, touched: &mut BTreeSet<u32>) {
    for (slot, likely) in slots.iter().zip(likely) {
        for source in &slot.by {
            right.get_mut(*source as usize).into_iter().for_each(|sum| *sum = put(*sum, u64::from(*likely)));
            touched.insert(*source);
        }
    }
}

/// Two sources with what they have in common, and how likely the one copies from the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    /// The one, whose name comes first.
    pub(crate) a: u32,
    /// The other.
    pub(crate) b: u32,
    pub(super) common: Common,
    /// How likely the first copies from the second, and the second from the first.
    pub(super) from: (f64, f64),
}
