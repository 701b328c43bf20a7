//! Pairs of sentences that cannot be one claim, nor perhaps one, as the numbers of their words tell before they are compared: of
//! those that share a word most are.

use rustc_hash::FxHashMap;

use super::comparison::{UNSURE, likeness_of, says_core};
use super::tails::without_tails;
use super::words::Having;
use crate::features::{Features, Sort, are_near, marks};

/// Words by their numbers, and by which marks other words may stand for them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks(FxHashMap<u32, Box<[u32]>>);

/// What is asked of a sentence before it is compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outline<'c> {
    pub(super) features: &'c Features,
    /// The numbers of its words, in order.
    pub(super) stems: &'c [u32],
    pub(super) counts: Counts,
}

/// How many words of a sentence are of some sort.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    /// Numbers, or what belongs to numbers and dates.
    loose: usize,
    /// Those of its main clause.
    core: usize,
}

impl Counts {
    pub(super) fn of(features: &Features) -> Self {
        let (all, core) = (&features.stems, &features.core);
        Self { loose: all.len() - features.words_alone().len(), core: core.intersection(all).count() }
    }
}

impl Marks {
    /// Marks the words of an entry.
    pub(crate) fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w String>, having: &Having) {
        for word in words {
            let number = having.known(word);
            number.into_iter().for_each(|number| _ = self.0.entry(number).or_insert_with(|| marks(word)));
        }
    }

    /// Whether two sentences, which share so many words, are plainly different. What is not said to be so may be.
    pub(super) fn are_far(&self, a: Outline<'_>, b: Outline<'_>, shared: usize) -> bool {
        let own = |of: &Outline<'_>| (of.stems.len() - shared).saturating_sub(of.counts.loose);
        let (ours, theirs) = (own(&a), own(&b));
        let may_foretell = a.features.sort == Sort::Prediction && ours.min(theirs) <= 1;
        likeness_of(a.stems.len(), b.stems.len(), shared) < UNSURE
            && ours.max(theirs) > 0
            && !may_foretell
            && !self.may_be_told_alike(a.stems, b.stems, shared)
            && !(a.counts.core <= shared && says_core(b.features, a.features))
            && !(b.counts.core <= shared && says_core(a.features, b.features))
            && are_far_as_told(a.features, b.features)
    }

    /// Whether a word that only the one has may stand for one that only the other has, of two that share so many.
    pub(crate) fn may_be_told_alike(&self, a: &[u32], b: &[u32], shared: usize) -> bool {
        if !are_near(a.len(), b.len(), shared) {
            return false;
        }
        let alone = |of: &[u32], other: &[u32]| -> Vec<&[u32]> {
            let own = of.iter().filter(|stem| other.binary_search(stem).is_err());
            own.filter_map(|stem| self.0.get(stem)).map(|marks| &**marks).collect()
        };
        let theirs = alone(b, a);
        alone(a, b).iter().any(|ours| theirs.iter().any(|theirs| ours.iter().any(|mark| theirs.contains(mark))))
    }
}

/// The same, as far as initials, firms' names and tails tell.
fn are_far_as_told(a: &Features, b: &Features) -> bool {
    let one_way = |a: &Features, b: &Features| a.spelt_out(b).is_none() && a.shortened(b).is_none();
    one_way(a, b) && one_way(b, a) && without_tails(a, b).is_none()
}
