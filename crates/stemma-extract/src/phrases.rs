//! Lists of phrases, looked for all at once.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

/// Lists of phrases in lower case. A text is read once to tell from which of them it has one.
#[derive(Debug)]
pub(crate) struct Phrases {
    lists: &'static [&'static [&'static str]],
    finder: OnceLock<Option<(AhoCorasick, Vec<u32>)>>,
}

/// The lists from which a text has a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Had(u32);

impl Had {
    /// Whether it has one from the list at this place.
    pub(crate) const fn from(self, list: u32) -> bool {
        self.0 & 1 << list != 0
    }
}

impl Phrases {
    /// At most 32 lists.
    pub(crate) const fn new(lists: &'static [&'static [&'static str]]) -> Self {
        Self { lists, finder: OnceLock::new() }
    }

    /// From which lists a text in lower case has a phrase, between two blanks.
    pub(crate) fn had(&self, low: &str) -> Had {
        let Some((finder, lists)) = self.finder.get_or_init(|| self.made()) else { return Had(0) };
        let bits = |found: aho_corasick::Match| lists.get(found.pattern().as_usize()).copied().unwrap_or(0);
        Had(finder.find_overlapping_iter(low).map(bits).fold(0, |all, one| all | one))
    }

    fn made(&self) -> Option<(AhoCorasick, Vec<u32>)> {
        let each = || (0_u32..).zip(self.lists).flat_map(|(list, phrases)| phrases.iter().map(move |one| (list, one)));
        let finder = AhoCorasick::new(each().map(|(_, phrase)| format!(" {phrase} "))).ok()?;
        Some((finder, each().map(|(list, _)| 1 << list).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_between_blanks_and_may_share_one() {
        static LISTS: Phrases = Phrases::new(&[&["may", "so far"], &["may be", "far"], &["might"]]);
        let had = |low: &str| (0..3).map(|list| LISTS.had(low).from(list)).collect::<Vec<_>>();
        assert_eq!(had(" it may might be "), [true, false, true]);
        assert_eq!(had(" it may be so far "), [true, true, false]);
        assert_eq!(had("may mighty maybe"), [false; 3]);
    }
}
