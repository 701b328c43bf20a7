//! Assertions with the same features stand together: what is compared is each class once.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::comparison::compare_sharing;
use super::far::{Counts, Marks, Outline};
use super::words::{Having, in_both};
use super::{COMMON, Outcome};
use crate::features::Features;
use crate::side_by_side::side_by_side;

/// So many classes are compared with the others before what was found is put down.
const AT_ONCE: usize = 256;

/// Assertions, by their numbers, that have the same features.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) features: Arc<Features>,
    pub(super) members: Vec<u32>,
    stems: Box<[u32]>,
    counts: Counts,
    /// Classes that are the same claim, or may be.
    pub(super) like: FxHashMap<u32, Likeness>,
}

/// What was found of two classes that are not plainly different.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    pub(super) score: f64,
    pub(super) is_same: bool,
    pub(super) reason: &'static str,
}

/// All classes, with what was found of each pair that shares words.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    all: Vec<Class>,
    by_features: FxHashMap<Arc<Features>, u32>,
    having: Having,
    marks: Marks,
    /// Classes that were not yet compared with the others.
    fresh: BTreeSet<u32>,
    /// Classes that lost members, or whose pairs changed.
    changed: BTreeSet<u32>,
    /// Classes that more assertions belong to than before.
    grown: BTreeSet<u32>,
}

impl Default for Classes {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            by_features: FxHashMap::default(),
            having: Having::new(COMMON),
            marks: Marks::default(),
            fresh: BTreeSet::new(),
            changed: BTreeSet::new(),
            grown: BTreeSet::new(),
        }
    }
}

impl Classes {
    pub(super) fn get(&self, class: u32) -> Option<&Class> {
        self.all.get(class as usize)
    }

    /// Every class that has members.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, &Class)> {
        (0..).zip(&self.all).filter(|(_, class)| !class.members.is_empty())
    }

    /// Puts an assertion with these features where it belongs: into a class of its own, when it stands `apart`.
    pub(super) fn put(&mut self, number: u32, features: Features, apart: bool) -> u32 {
        let known = if apart { None } else { self.by_features.get(&features).copied() };
        let class = known.unwrap_or_else(|| {
            let class = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            let stems = self.having.add(class, &features.stems);
            self.marks.add(&features.stems, &self.having);
            let counts = Counts::of(&features);
            let features = Arc::new(features);
            if !apart {
                self.by_features.insert(Arc::clone(&features), class);
            }
            self.all.push(Class { features, members: Vec::new(), stems, counts, like: FxHashMap::default() });
            self.fresh.insert(class);
            self.changed.insert(class);
            class
        });
        self.all.get_mut(class as usize).into_iter().for_each(|class| class.members.push(number));
        self.grown.insert(class);
        class
    }

    /// The classes that have more members since the last time.
    pub(super) fn grown(&mut self) -> BTreeSet<u32> {
        std::mem::take(&mut self.grown)
    }

    /// Takes it that a class changed.
    pub(super) fn touch(&mut self, class: u32) {
        self.changed.insert(class);
    }

    /// Takes an assertion out of its class; a class without members is gone.
    pub(super) fn take(&mut self, number: u32, class: u32) -> Option<Features> {
        let of = self.all.get_mut(class as usize)?;
        of.members.retain(|member| *member != number);
        self.changed.insert(class);
        let features = Features::clone(&of.features);
        if of.members.is_empty() {
            let like = std::mem::take(&mut of.like);
            let stems = std::mem::take(&mut of.stems);
            self.having.remove(class, &stems);
            if self.by_features.get(&features) == Some(&class) {
                self.by_features.remove(&features);
            }
            self.fresh.remove(&class);
            self.changed.remove(&class);
            self.grown.remove(&class);
            for other in like.into_keys() {
                self.all.get_mut(other as usize).into_iter().for_each(|of| _ = of.like.remove(&class));
                self.changed.insert(other);
            }
        }
        Some(features)
    }

    /// Compares what is new, and gives the classes that changed since the last time.
    pub(super) fn compared(&mut self) -> BTreeSet<u32> {
        let crossed = self.having.crossed();
        for class in &crossed.common {
            let Some(of) = self.get(*class) else { continue };
            let gone =
                of.like.keys().filter(|other| crossed.common.contains(other) && !self.are_candidates(*class, **other));
            for other in gone.copied().collect::<Vec<_>>() {
                self.set(*class, other, None);
            }
        }
        let mut fresh = std::mem::take(&mut self.fresh);
        fresh.extend(crossed.rare);
        let classes: Vec<u32> = fresh.iter().copied().collect();
        for classes in classes.chunks(AT_ONCE) {
            let found = side_by_side(classes, |class| self.compared_with_others(*class, &fresh));
            for (class, found) in classes.iter().zip(found) {
                found.into_iter().for_each(|(other, like)| self.set(*class, other, like));
            }
        }
        std::mem::take(&mut self.changed)
    }

    /// What a class and each of the others are found to be that share words with it, or did; of two that are new the first
    /// looks at the pair.
    fn compared_with_others(&self, class: u32, fresh: &BTreeSet<u32>) -> Vec<(u32, Option<Likeness>)> {
        let Some(of) = self.get(class) else { return Vec::new() };
        let mut gone: FxHashSet<u32> = of.like.keys().copied().collect();
        let mut found = Vec::new();
        for (other, count) in self.having.sharing(class, &of.stems) {
            let Some(with) = self.get(other).filter(|with| count >= 2 || with.stems == of.stems) else { continue };
            gone.remove(&other);
            if other > class || !fresh.contains(&other) {
                found.push((other, self.likeness(of, with)));
            }
        }
        found.extend(gone.into_iter().map(|other| (other, None)));
        found
    }

    /// What two are found to be that share words; nothing, where they are plainly different.
    fn likeness(&self, a: &Class, b: &Class) -> Option<Likeness> {
        let shared = in_both(&a.stems, &b.stems);
        if self.marks.are_far(a.outline(), b.outline(), shared) {
            return None;
        }
        let (score, outcome, reason) = compare_sharing(&a.features, &b.features, shared);
        (outcome != Outcome::Different).then_some(Likeness { score, is_same: outcome == Outcome::Same, reason })
    }

    fn are_candidates(&self, a: u32, b: u32) -> bool {
        let Some((x, y)) = self.get(a).zip(self.get(b)) else { return false };
        let count = self.having.shared(&x.stems, &y.stems);
        count >= 2 || (count == 1 && x.stems == y.stems)
    }

    fn set(&mut self, a: u32, b: u32, like: Option<Likeness>) {
        for (one, other) in [(a, b), (b, a)] {
            let Some(of) = self.all.get_mut(one as usize) else { continue };
            let before = of.like.get(&other).copied();
            match like {
                Some(like) => _ = of.like.insert(other, like),
                None => _ = of.like.remove(&other),
            }
            if before != like {
                self.changed.insert(one);
            }
        }
    }
}

impl Class {
    fn outline(&self) -> Outline<'_> {
        Outline { features: &self.features, stems: &self.stems, counts: self.counts }
    }
}

impl Likeness {
    /// As [`compare_sharing`] gives it.
    pub(super) const fn found(self) -> (f64, Outcome, &'static str) {
        let outcome = if self.is_same { Outcome::Same } else { Outcome::Unsure };
        (self.score, outcome, self.reason)
    }
}
