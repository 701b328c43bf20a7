//! Words that are names wherever they stand.

use std::collections::BTreeSet;

use super::stem_of;
use super::words::words;

/// Words that are names wherever they stand: seen with a capital inside some sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames(BTreeSet<String>);

impl KnownNames {
    /// The names that these sentences show.
    #[must_use]
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a str>) -> Self {
        Self(sentences.into_iter().flat_map(names_inside).collect())
    }

    /// Adds the names that a sentence shows; gives those that were not known.
    pub(crate) fn add(&mut self, sentence: &str) -> Vec<String> {
        names_inside(sentence).filter(|name| self.0.insert(name.clone())).collect()
    }

    /// Whether a stem is a known name.
    pub(crate) fn has(&self, stem: &str) -> bool {
        self.0.contains(stem)
    }
}

/// The stems of the words with a capital inside a sentence.
fn names_inside(sentence: &str) -> impl Iterator<Item = String> {
    let is_name = |word: &&str| word.starts_with(char::is_uppercase);
    words(sentence).skip(1).filter(is_name).map(stem_of)
}
