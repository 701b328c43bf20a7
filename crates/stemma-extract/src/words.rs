//! Closed lists of words, written as words: looked up in constant time.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// A closed list of words.
pub(crate) type Words = LazyLock<HashSet<&'static str, BuildHasherDefault<WordHasher>>>;

/// What each word of a closed list means.
pub(crate) type Meanings<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// The words of `list`, parted by blanks.
pub(crate) fn words(list: &'static str) -> HashSet<&'static str, BuildHasherDefault<WordHasher>> {
    list.split_whitespace().collect()
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
