//! Closed lists of words, written as words: looked up in constant time.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::LazyLock;

/// A closed list of words, by which none is looked up that begins or is as long as none of them.
pub(crate) type Words = LazyLock<Meanings<&'static str, ()>>;

/// What each word of a closed list means.
#[derive(Debug)]
pub(crate) struct Meanings<K, V> {
    words: HashMap<K, V, BuildHasherDefault<WordHasher>>,
    shapes: Shapes,
}

impl<K: Borrow<str> + Eq + Hash, V> Meanings<K, V> {
    pub(crate) fn new() -> Self {
        Self { words: HashMap::default(), shapes: Shapes::default() }
    }

    pub(crate) fn get(&self, word: &str) -> Option<&V> {
        if self.shapes.may_have(word) { self.words.get(word) } else { None }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// Gives the word its meaning, or another.
    pub(crate) fn insert(&mut self, word: K, meaning: V) {
        self.shapes.add(word.borrow());
        self.words.insert(word, meaning);
    }

    /// Gives the word its meaning, unless it has one.
    pub(crate) fn insert_new(&mut self, word: K, meaning: V) {
        self.shapes.add(word.borrow());
        self.words.entry(word).or_insert(meaning);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &K> {
        self.words.keys()
    }
}

/// The words of `list`, parted by blanks.
pub(crate) fn words(list: &'static str) -> Meanings<&'static str, ()> {
    let mut words = Meanings::new();
    list.split_whitespace().for_each(|word| words.insert(word, ()));
    words
}

/// How long the words are that begin with each letter: most words are of another shape than all of a list, and are told
/// without hashing them.
#[derive(Debug)]
struct Shapes([u32; 64]);

impl Default for Shapes {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Shapes {
    fn place(word: &str) -> (usize, u32) {
        let first = word.as_bytes().first().map_or(0, |byte| usize::from(*byte % 64));
        (first, 1 << word.len().min(31))
    }

    fn add(&mut self, word: &str) {
        let (first, length) = Self::place(word);
        self.0.iter_mut().skip(first).take(1).for_each(|lengths| *lengths |= length);
    }

    fn may_have(&self, word: &str) -> bool {
        let (first, length) = Self::place(word);
        self.0.get(first).is_some_and(|lengths| lengths & length != 0)
    }
}

/// Hashes words eight bytes at a time. Nothing of a document is ever put into a closed list, so no document can make its
/// words collide on purpose: the standard hasher's guard against that is not needed, and is a quarter of reading's time.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    fn take(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        words.iter().for_each(|word| self.take(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.take(rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_others_of_their_shape() {
        let list = words("on said spokesperson-of-the-whole-federation été");
        for (word, is_there) in [
            ("on", true),
            ("said", true),
            ("été", true),
            ("spokesperson-of-the-whole-federation", true),
            ("sand", false),
            ("", false),
            ("of", false),
        ] {
            assert_eq!(list.contains(word), is_there, "{word}");
        }
    }

    #[test]
    fn all_letters_of_a_word_count_wherever_they_stand() {
        let hash = |bytes: &[u8]| {
            let mut hasher = WordHasher::default();
            hasher.write(bytes);
            hasher.finish()
        };
        let one_by_one = |bytes: &[u8]| {
            let mut hasher = WordHasher::default();
            for part in bytes.chunks(8) {
                let mut word = [0; 8];
                word.iter_mut().zip(part).for_each(|(slot, byte)| *slot = *byte);
                hasher.take(u64::from_le_bytes(word));
            }
            hasher.finish()
        };
        let letters: Vec<u8> = (1..=30).collect();
        for many in 0..=letters.len() {
            assert_eq!(hash(&letters[..many]), one_by_one(&letters[..many]), "{many}");
        }
    }
}
