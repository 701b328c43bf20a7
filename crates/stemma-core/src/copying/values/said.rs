//! Who says what of which thing, kept: what is said of one thing is replaced at a time.

use rustc_hash::FxHashMap;

use super::COMPARABLE;

/// What was said of all things, by numbers of things, sources and values.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The values of each thing, in order.
    items: Vec<Box<[Slot]>>,
    /// What each source speaks of, and the place of the value that it gives; in the order of things.
    gives: Vec<Vec<(u32, u32)>>,
    /// Of how many things each value is given.
    values: FxHashMap<u32, u32>,
}

/// One value of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) value: u32,
    /// Who gives it, in order.
    pub(super) by: Box<[u32]>,
}

/// What two sources have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Common {
    /// Of how many things both speak.
    pub(super) things: u32,
    /// Of how many of them they say the same.
    pub(super) same: u32,
    /// Of how many of those what is held for wrong.
    pub(super) wrong: u32,
}

/// Numbers beside each source, that are put back to nothing where they were used.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: Vec<Common>,
    used: Vec<u32>,
}

impl Tally {
    fn count(&mut self, source: u32, same: bool, wrong: bool) {
        let Some(count) = self.counts.get_mut(source as usize) else { return };
        if count.things == 0 {
            self.used.push(source);
        }
        count.things += 1;
        count.same += u32::from(same);
        count.wrong += u32::from(wrong);
    }

    /// Those with enough in common, in order.
    fn take(&mut self) -> Vec<(u32, Common)> {
        self.used.sort_unstable();
        let counted = self
            .used
            .drain(..)
            .filter_map(|source| Some((source, std::mem::take(self.counts.get_mut(source as usize)?))));
        counted.filter(|(_, common)| common.things as usize >= COMPARABLE).collect()
    }
}

impl Table {
    /// How many numbers of sources there are.
    pub(super) fn sources(&self) -> usize {
        self.gives.len()
    }

    /// How many numbers of things there are.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// How many values are given at all.
    pub(super) fn values(&self) -> usize {
        self.values.len()
    }

    /// The values of a thing, in order.
    pub(super) fn slots(&self, item: u32) -> &[Slot] {
        self.items.get(item as usize).map(|slots| &**slots).unwrap_or_default()
    }

    /// What a source speaks of, and the place of the value that it gives.
    pub(super) fn gives(&self, source: u32) -> &[(u32, u32)] {
        self.gives.get(source as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts what is said of a thing in the place of what was; gives what was. The values come in order, and of several
    /// that one source gives the first counts.
    pub(super) fn replace(&mut self, item: u32, said: Vec<(u32, Vec<u32>)>) -> Box<[Slot]> {
        let mut slots: Vec<Slot> = Vec::new();
        for (value, mut by) in said {
            by.sort_unstable();
            by.dedup();
            by.retain(|source| !slots.iter().any(|slot| slot.by.binary_search(source).is_ok()));
            if !by.is_empty() {
                slots.push(Slot { value, by: by.into() });
            }
        }
        let most = slots.iter().flat_map(|slot| &slot.by).max().map_or(0, |most| *most as usize + 1);
        self.gives.resize(self.gives.len().max(most), Vec::new());
        self.items.resize(self.items.len().max(item as usize + 1), Box::default());
        let before =
            self.items.get_mut(item as usize).map(|of| std::mem::replace(of, slots.into())).unwrap_or_default();
        for slot in &before {
            if let Some(count) = self.values.get_mut(&slot.value) {
                *count -= 1;
                if *count == 0 {
                    self.values.remove(&slot.value);
                }
            }
            for source in &slot.by {
                let Some(gives) = self.gives.get_mut(*source as usize) else { continue };
                if let Ok(at) = gives.binary_search_by_key(&item, |(other, _)| *other) {
                    gives.remove(at);
                }
            }
        }
        for (place, slot) in (0..).zip(self.items.get(item as usize).into_iter().flatten()) {
            *self.values.entry(slot.value).or_default() += 1;
            for source in &slot.by {
                let Some(gives) = self.gives.get_mut(*source as usize) else { continue };
                gives.insert(gives.partition_point(|(other, _)| *other < item), (item, place));
            }
        }
        before
    }

    /// Everybody with whom a source has enough in common, and what, when these are the best values of things.
    pub(super) fn beside(&self, source: u32, best: &[u32], tally: &mut Tally) -> Vec<(u32, Common)> {
        tally.counts.resize(self.sources(), Common::default());
        if self.gives(source).len() < COMPARABLE {
            return Vec::new();
        }
        for (item, own) in self.gives(source) {
            let is_wrong = best.get(*item as usize) != Some(own);
            for (place, slot) in (0..).zip(self.slots(*item)) {
                let is_same = place == *own;
                let others = slot.by.iter().filter(|other| **other != source);
                others.for_each(|other| tally.count(*other, is_same, is_same && is_wrong));
            }
        }
        tally.take()
    }

    /// The things of which two sources say the same.
    pub(super) fn same(&self, a: u32, b: u32) -> impl Iterator<Item = u32> {
        let (fewer, other) = if self.gives(a).len() <= self.gives(b).len() { (a, b) } else { (b, a) };
        let gives_too = move |(item, place): &&(u32, u32)| {
            self.slots(*item).get(*place as usize).is_some_and(|slot| slot.by.binary_search(&other).is_ok())
        };
        self.gives(fewer).iter().filter(gives_too).map(|(item, _)| *item)
    }
}
