//! Closed lists of words, written as words: looked up in constant time.

use std::collections::HashSet;
use std::sync::LazyLock;

/// A closed list of words.
pub(crate) type Words = LazyLock<HashSet<&'static str>>;

/// The words of `list`, parted by blanks.
pub(crate) fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}
