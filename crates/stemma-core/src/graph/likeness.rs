//! A quick look at two names that may mean one actor: what it parts, no closer look can join.

use smallvec::SmallVec;

use super::glance::{Glance, Sort};
use crate::name::{
    are_spelt_alike, is_foreign, is_group, is_small, look, look_alike, may_be_untitled, plain, site, spelt, untitled,
};
use crate::nickname::first_names;

/// What two names that may mean one actor cannot differ in; cheap to compare.
#[derive(Clone, Debug)]
pub(crate) struct Likeness {
    /// Where in the key the name begins, behind its titles.
    start: u32,
    words: SmallVec<[Word; 2]>,
    /// A bit for each word, of sixty-four.
    bits: u64,
    /// The first two letters of the name, and the first two initials of its words that are not "of" or the like.
    letters: [Option<char>; 2],
    initials: [Option<char>; 2],
    /// The first names that its first word is a form of, a bit each.
    first_names: u64,
    /// A number for how the name looks, and one for how it is spelt without marks.
    look: u32,
    spelt: u32,
    /// The first letter when it may shorten another: the address of a site.
    site: Option<char>,
    /// Whether it is written in another script, and may sound like any name in Latin letters.
    is_foreign: bool,
    /// Whether it is that of a whole group of firms.
    is_group: bool,
    /// The first two initials of all its words, and of what a department is of.
    all_initials: [Option<char>; 2],
    matter_initials: [Option<char>; 2],
}

/// A word of a name. Two that are written in two ways are equal.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    hash: u32,
    length: u16,
    /// A bit for each letter, of thirty-two, and one for each that stands there once more.
    letters: u64,
    /// Whether an apostrophe stands in it, so that it may be short for another.
    is_short: bool,
}

impl Likeness {
    pub(super) fn of(key: &str) -> Self {
        let (whole, all, look) = (key, key.len(), hash(&look(key)));
        let key = untitled(key);
        let words: SmallVec<[Word; 2]> = key.split(' ').map(Word::of).collect();
        let mut letters = key.chars();
        let of_all = |key: &str, small: bool| {
            let words = key.split(' ').filter(|word| small || !is_small(word));
            let mut initials = words.filter_map(|word| word.chars().next());
            [initials.next(), initials.next()]
        };
        let matter = [" of ", " for "].iter().find_map(|of| key.split_once(of)).map_or(key, |(_, matter)| matter);
        let matter = matter.strip_prefix("the ").unwrap_or(matter);
        Self {
            start: u32::try_from(all - key.len()).unwrap_or(u32::MAX),
            look,
            first_names: key.split(' ').next().map_or(0, first_names),
            bits: words.iter().fold(0, |bits, word| bits | 1 << (word.hash % 64)),
            words,
            letters: [letters.next(), letters.next()],
            initials: of_all(key, false),
            all_initials: of_all(key, true),
            matter_initials: of_all(matter, false),
            spelt: hash(&spelt(whole)),
            site: site(key).and_then(|site| site.chars().next()),
            is_foreign: is_foreign(key),
            is_group: is_group(key),
        }
    }

    /// What is seen of it at a glance.
    pub(super) fn glance(&self) -> Glance {
        let word = |at: usize| self.words.get(at).copied().unwrap_or_default();
        let words = [word(0), word(1)];
        let is_whole = |word: &Word| !word.is_short;
        let is_plain = self.words.len() == 2 && words.iter().all(is_whole) && !self.has_initials();
        let sort = match self.words.len() {
            0 | 1 => Sort::Other,
            _ if self.site.is_some() || self.is_foreign => Sort::Other,
            _ if is_plain && !self.is_group => Sort::Plain,
            _ => Sort::Long,
        };
        let Self { bits, first_names, look, spelt, .. } = *self;
        Glance { sort, bits, first_names, look, spelt, words }
    }

    /// The same as [`may_be`](crate::name::may_be) of two different keys that these are of.
    pub(super) fn may_be(&self, key: &str, other: &Self, other_key: &str) -> bool {
        let name = |likeness: &Self, key| str::get(key, likeness.start as usize..).filter(|name| !name.is_empty());
        let names = || name(self, key).zip(name(other, other_key));
        self.allows(other)
            && (self.look == other.look && look_alike(key, other_key)
                || self.spelt == other.spelt && are_spelt_alike(key, other_key)
                || names().is_some_and(|(ours, theirs)| may_be_untitled(ours, theirs)))
    }

    /// Whether [`may_be`](crate::name::may_be) can hold: all words of one in the other, one word respelt, initials, or the same look.
    #[inline]
    pub(crate) fn allows(&self, other: &Self) -> bool {
        self.look == other.look
            || self.spelt == other.spelt
            || self.is_foreign != other.is_foreign
            || self.shares_words(other)
            || self.is_site_or_clip(other)
    }

    #[inline]
    fn shares_words(&self, other: &Self) -> bool {
        let shares = self.bits & other.bits != 0;
        match (self.words.as_slice(), other.words.as_slice()) {
            ([x], [y]) => x == y || x.may_be_respelt(y),
            ([one], _) => {
                shares && other.words.contains(one) || self.may_shorten(other) || self.may_run_together(other)
            }
            (_, [one]) => shares && self.words.contains(one) || other.may_shorten(self) || other.may_run_together(self),
            // Two names of several words each that share none differ in more than one.
            _ => {
                shares
                    && (self.is_group
                        || other.is_group
                        || self.differs_in_one(other)
                        || self.differs_in_first(other)
                        || self.has_initials()
                        || other.has_initials())
            }
        }
    }

    /// Whether one may be the address of the other's site, or how the other's first word begins.
    fn is_site_or_clip(&self, other: &Self) -> bool {
        let opens = |letters: [Option<char>; 2], site: Option<char>| site.is_some() && letters.first() == Some(&site);
        let clips = self.letters == other.letters && (self.words.len() == 1) != (other.words.len() == 1);
        clips || opens(other.letters, self.site) || opens(self.letters, other.site)
    }

    /// Whether all words of one are in the other, or one word is respelt.
    fn differs_in_one(&self, other: &Self) -> bool {
        let (mut ours, mut theirs) = (self.not_in(other), other.not_in(self));
        let (Some(x), Some(y)) = (ours.next(), theirs.next()) else { return true };
        let as_many = self.words.len() == other.words.len();
        as_many && ours.next().is_none() && theirs.next().is_none() && x.may_be_respelt(y)
    }

    /// Whether only the first of as many words differs, and both are forms of one first name.
    fn differs_in_first(&self, other: &Self) -> bool {
        self.first_names & other.first_names != 0 && self.words.get(1..) == other.words.get(1..)
    }

    /// Whether all its words but the last are initials.
    fn has_initials(&self) -> bool {
        self.words.split_last().is_some_and(|(_, given)| given.iter().all(|word| word.length == 1))
    }

    /// Whether the name of one word may be the initials of the other: the first two letters are.
    fn may_shorten(&self, long: &Self) -> bool {
        let initials = [long.initials, long.all_initials, long.matter_initials];
        initials.contains(&self.letters) && self.letters.iter().all(Option::is_some)
    }

    /// Whether the name of one word may be the other's without spaces: as many letters, and the same two at the start.
    fn may_run_together(&self, long: &Self) -> bool {
        let length = |likeness: &Self| likeness.words.iter().map(|word| usize::from(word.length)).sum::<usize>();
        let is_start = self.letters == long.letters || long.letters.get(1) == Some(&Some(' '));
        is_start && length(self) == length(long)
    }

    fn not_in<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = &'l Word> {
        self.words.iter().filter(|word| !other.words.contains(word))
    }
}

fn hash(text: &str) -> u32 {
    text.chars().fold(0x811c_9dc5, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193))
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Word {
    fn of(word: &str) -> Self {
        let with = |letters: u64, c: char| {
            let once = 1_u64 << (u32::from(c) % 32);
            letters | if letters & once == 0 { once } else { once << 32 }
        };
        Self {
            // "Schröder" and "Schroeder" are one word, and so are "Lab" and "Laboratory".
            hash: hash(&plain(word)),
            length: u16::try_from(word.chars().count()).unwrap_or(u16::MAX),
            letters: word.chars().fold(0, with),
            is_short: word.contains('\''),
        }
    }

    /// Whether so few changes as [`may_be`](crate::name::may_be) allows can make the one of the other: each takes away a
    /// letter and puts another.
    pub(super) const fn may_be_respelt(&self, other: &Self) -> bool {
        if self.is_short || other.is_short {
            return true;
        }
        let longest = if self.length > other.length { self.length } else { other.length };
        let changes = longest / 5 + 1;
        longest >= 5
            && self.length.abs_diff(other.length) <= changes
            && (self.letters ^ other.letters).count_ones() <= 2 * changes as u32
    }
}
