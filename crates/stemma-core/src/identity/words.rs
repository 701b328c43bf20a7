//! Which entries have a word: candidates for a comparison share words, and not only words that everybody has.

use rustc_hash::{FxHashMap, FxHashSet};

/// Entries, known by their numbers, by the stems that they have.
#[derive(Clone, Debug)]
pub(crate) struct Having {
    /// A stem that more entries have finds no candidates.
    common: usize,
    numbers: FxHashMap<Box<str>, u32>,
    having: Vec<Vec<u32>>,
    /// How many had each stem whose number of entries changed since the last look.
    before: FxHashMap<u32, usize>,
}

/// What became of stems that many have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crossed {
    /// Entries with a stem that has become too common to find candidates: pairs of them may be none any more.
    pub(crate) common: FxHashSet<u32>,
    /// Entries with a stem that is not too common any more: pairs of them may be new.
    pub(crate) rare: FxHashSet<u32>,
}

impl Having {
    pub(crate) fn new(common: usize) -> Self {
        Self { common, numbers: FxHashMap::default(), having: Vec::new(), before: FxHashMap::default() }
    }

    /// Adds an entry; gives the numbers of its stems, sorted.
    pub(crate) fn add<'s>(&mut self, entry: u32, stems: impl IntoIterator<Item = &'s String>) -> Box<[u32]> {
        let mut own: Vec<u32> = stems.into_iter().map(|stem| self.number(stem)).collect();
        own.sort_unstable();
        for stem in &own {
            if let Some(having) = self.having.get_mut(*stem as usize) {
                self.before.entry(*stem).or_insert(having.len());
                having.push(entry);
            }
        }
        own.into()
    }

    /// Takes an entry with these stems away.
    pub(crate) fn remove(&mut self, entry: u32, stems: &[u32]) {
        for stem in stems {
            if let Some(having) = self.having.get_mut(*stem as usize) {
                self.before.entry(*stem).or_insert(having.len());
                if let Some(place) = having.iter().position(|other| *other == entry) {
                    having.swap_remove(place);
                }
            }
        }
    }

    /// The number of a stem that an entry has, or had.
    pub(crate) fn known(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).copied()
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.known(stem) {
            return number;
        }
        let number = u32::try_from(self.having.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.into(), number);
        self.having.push(Vec::new());
        number
    }

    /// What became too common, or is so no more, since the last look.
    pub(crate) fn crossed(&mut self) -> Crossed {
        let mut crossed = Crossed::default();
        for (stem, before) in self.before.drain() {
            let having = self.having.get(stem as usize).map(Vec::as_slice).unwrap_or_default();
            let (was, is) = (before > self.common, having.len() > self.common);
            if was != is {
                let entries = if is { &mut crossed.common } else { &mut crossed.rare };
                entries.extend(having);
            }
        }
        crossed
    }

    /// For each other entry that shares a stem which is not too common: how many such stems.
    pub(crate) fn sharing(&self, entry: u32, stems: &[u32]) -> FxHashMap<u32, usize> {
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        for having in stems.iter().filter_map(|stem| self.telling(*stem)) {
            having.iter().filter(|other| **other != entry).for_each(|other| *shared.entry(*other).or_default() += 1);
        }
        shared
    }

    /// How many stems that are not too common two entries with these share.
    pub(crate) fn shared(&self, a: &[u32], b: &[u32]) -> usize {
        a.iter().filter(|stem| b.binary_search(stem).is_ok() && self.telling(**stem).is_some()).count()
    }

    fn telling(&self, stem: u32) -> Option<&[u32]> {
        self.having.get(stem as usize).map(Vec::as_slice).filter(|having| having.len() <= self.common)
    }
}

/// How many stems are in both, each in order.
pub(crate) fn in_both(a: &[u32], b: &[u32]) -> usize {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = longer.iter().peekable();
    let is_there = |stem: &&u32| {
        while rest.next_if(|other| other < stem).is_some() {}
        rest.next_if_eq(stem).is_some()
    };
    shorter.iter().filter(is_there).count()
}
