//! One round: how likely each value is, how often each source is right, and who copies from whom, as found from the round
//! before it.

use std::collections::BTreeSet;

use super::said::{Common, Slot, Table};
use super::weights::{FIRST, SHADES, Weights, accuracy, alone, whole};
use crate::side_by_side::side_by_side;

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

/// Room to count values in.
#[derive(Debug)]
struct Room {
    /// For each source its place among those that give the value, plus one; nothing before and after.
    places: Vec<u32>,
    /// Those who give the value, by what they are counted in the order of.
    order: Vec<(u64, u32)>,
}

impl Room {
    fn of(sources: usize) -> Self {
        Self { places: vec![0; sources], order: Vec::new() }
    }

    fn put(&mut self, at: usize, place: u32) {
        let source = self.order.get(at).map(|(_, source)| *source as usize);
        source.and_then(|source| self.places.get_mut(source)).into_iter().for_each(|of| *of = place);
    }
}

/// A thing to count anew, and what it was, where it is another thing now.
pub(super) type Due<'t> = (u32, Option<&'t [Slot]>);

/// So many things are counted at once by whoever has time.
const AT_ONCE: usize = 16;

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

    /// How likely each value of a thing is, and the place of the likeliest.
    fn found(&self, item: u32) -> Option<(Box<[u32]>, u32)> {
        Some((self.likely.get(item as usize)?.clone(), *self.best.get(item as usize)?))
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

    /// Finds again how likely the values of these things are, when sources are so accurate as the round `before` found them,
    /// or all alike in the first round; beside each what it was, where it is another thing now. What nobody counts for more
    /// or less in than in the round `before`, which took the accuracies of `earlier`, is as it was there.
    pub(super) fn vote(
        &mut self,
        (table, weights, rank): (&Table, &Weights, &[u32]),
        (before, earlier): (Option<&Self>, Option<&Self>),
        items: &[Due<'_>],
    ) -> Changed {
        let accuracy_of = |round: Option<&Self>, source: u32| round.map_or(FIRST, |round| round.accuracy(source));
        let of = |source: u32| accuracy_of(before, source);
        // Whoever is as right as a round before, and copies from the same, counts as much as then.
        let is_as_right = |source: u32| of(source) == accuracy_of(earlier, source);
        let as_before = before.map(|before| (before, self.as_before(before, is_as_right, table, items)));
        let known = |item: u32| {
            let (before, alike) = as_before.as_ref()?;
            let is_alike = |source: &u32| alike.get(*source as usize).copied().unwrap_or_default();
            let all = table.slots(item).iter().all(|slot| slot.by.iter().all(is_alike));
            all.then(|| before.found(item)).flatten()
        };
        let parts: Vec<&[Due<'_>]> = items.chunks(AT_ONCE).collect();
        let counted = side_by_side(&parts, |part| {
            let mut room = Room::of(self.accuracy.len());
            let mut count = |item: u32| {
                let slots = table.slots(item).iter();
                shares(slots.map(|slot| self.count((&slot.by, rank), weights, of, &mut room)).collect())
            };
            let values = |item: u32| known(item).unwrap_or_else(|| count(item));
            part.iter().map(|(item, _)| *item).map(values).collect::<Vec<_>>()
        });
        let mut changed = Changed::default();
        let mut touched = BTreeSet::new();
        for ((item, replaced), (likely, best)) in items.iter().zip(counted.into_iter().flatten()) {
            let slots = table.slots(*item);
            let place = *item as usize;
            let Some((known, known_best)) = self.likely.get_mut(place).zip(self.best.get_mut(place)) else { continue };
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

    /// For each source of these things whether it is as right as a round before, and copies from the same.
    fn as_before(
        &self,
        before: &Self,
        is_as_right: impl Fn(u32) -> bool,
        table: &Table,
        items: &[Due<'_>],
    ) -> Vec<bool> {
        let is_alike = |source: u32| is_as_right(source) && self.copying(source) == before.copying(source);
        let mut alike: Vec<Option<bool>> = vec![None; self.accuracy.len()];
        for source in items.iter().flat_map(|(item, _)| table.slots(*item)).flat_map(|slot| &slot.by) {
            let of = alike.get_mut(*source as usize);
            of.into_iter().for_each(|of| _ = of.get_or_insert_with(|| is_alike(*source)));
        }
        alike.into_iter().map(|alike| alike == Some(true)).collect()
    }

    /// The weight of a value: each of those who give it counts by its accuracy, and less for each one before it that it
    /// likely copied. The paper leaves open who comes first among copiers of one mistake; here it is whoever is right most
    /// often, since the original of a group is right at least as often as those who copy it and others.
    fn count(&self, (by, rank): (&[u32], &[u32]), weights: &Weights, of: impl Fn(u32) -> u8, room: &mut Room) -> f64 {
        let by_name = |source: u32| rank.get(source as usize).copied().unwrap_or(u32::MAX);
        let key = |source: u32| u64::from(u8::MAX - of(source)) << 32 | u64::from(by_name(source));
        room.order.clear();
        room.order.extend(by.iter().map(|source| (key(*source), *source)));
        room.order.sort_unstable();
        (1..).zip(0..by.len()).for_each(|(place, at)| room.put(at, place));
        let mut sum = 0.0;
        for (place, (_, source)) in (1..).zip(&room.order) {
            // How many it copied how likely.
            let mut copied = [0_u32; SHADES as usize + 1];
            for copying in self.copying(*source).iter().filter(|copying| copying.from > 0) {
                let other = room.places.get(copying.other as usize).copied().unwrap_or_default();
                let is_before = other > 0 && other < place;
                copied.get_mut(usize::from(copying.from)).into_iter().for_each(|count| *count += u32::from(is_before));
            }
            // In one order, whatever numbers the sources have.
            let each = (0..).zip(copied).flat_map(|(shade, count)| (0..count).map(move |_| alone(shade)));
            sum += each.product::<f64>() * weights.vote(of(*source));
        }
        (0..by.len()).for_each(|at| room.put(at, 0));
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
