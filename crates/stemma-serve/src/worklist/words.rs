//! The words of all entries of the worklist, and which entries have the words that somebody looks for – as a part of a text, in the
//! middle of a word too. Each word knows its entries, so that only the texts of some entries are looked through.

use std::collections::HashMap;

use memchr::memmem::Finder;

/// So few entries that looking through their texts costs less than looking for fewer.
const FEW: usize = 2_000;

/// The texts of all entries, and where each of their words stands.
#[derive(Default)]
pub(super) struct Words {
    /// The texts, one after the other, and where each begins.
    texts: String,
    starts: Vec<usize>,
    /// All words between blanks, each once with a line end after it, and where each begins.
    vocabulary: String,
    words: Vec<u32>,
    /// The entries of all words, one word after the other, and where those of each begin.
    entries: Vec<u32>,
    firsts: Vec<u32>,
}

impl Words {
    /// Of texts in small letters, by the places of their entries.
    pub(super) fn of(texts: impl Iterator<Item = String>) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.starts.push(all.texts.len());
            all.texts.push_str(&text);
        }
        all.texts.shrink_to_fit();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut having: Vec<Vec<u32>> = Vec::new();
        let mut in_order: Vec<&str> = Vec::new();
        for (place, number) in (0..all.starts.len()).zip(0..) {
            for word in all.text(place).split_whitespace() {
                let own = *known.entry(word).or_insert(having.len());
                if own == having.len() {
                    having.push(Vec::new());
                    in_order.push(word);
                }
                if let Some(entries) = having.get_mut(own).filter(|entries| entries.last() != Some(&number)) {
                    entries.push(number);
                }
            }
        }
        let (mut vocabulary, mut words) = (String::new(), Vec::with_capacity(in_order.len()));
        for word in in_order {
            words.push(u32::try_from(vocabulary.len()).unwrap_or(u32::MAX));
            vocabulary.push_str(word);
            vocabulary.push('\n');
        }
        let (mut entries, mut firsts) = (Vec::new(), Vec::with_capacity(having.len()));
        for own in having {
            firsts.push(u32::try_from(entries.len()).unwrap_or(u32::MAX));
            entries.extend(own);
        }
        (all.vocabulary, all.words, all.entries, all.firsts) = (vocabulary, words, entries, firsts);
        all
    }

    /// Whether each entry has these words, which are in small letters and not empty, in its text.
    pub(super) fn having(&self, words: &str) -> Vec<bool> {
        let finder = Finder::new(words);
        let mut may = self.candidates(words);
        for (place, may) in may.iter_mut().enumerate().filter(|(_, may)| **may) {
            *may = finder.find(self.text(place).as_bytes()).is_some();
        }
        may
    }

    /// The entries that have one of these words, one that few have; whoever has all has it. The first and the last may be cut off, so
    /// that longer words with them count.
    fn candidates(&self, words: &str) -> Vec<bool> {
        let mut words: Vec<&str> = words.split_whitespace().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let (mut fewest, mut may) = (self.starts.len(), vec![true; self.starts.len()]);
        for word in words {
            let (many, having) = self.having_in_a_word(word);
            if many < fewest {
                (fewest, may) = (many, having);
            }
            if fewest <= FEW {
                break;
            }
        }
        may
    }

    /// The entries that have this in one of their words, and how many they are.
    fn having_in_a_word(&self, part: &str) -> (usize, Vec<bool>) {
        let (finder, all) = (Finder::new(part), self.vocabulary.as_bytes());
        let (mut many, mut having, mut from) = (0, vec![false; self.starts.len()], 0);
        while let Some(at) = all.get(from..).and_then(|rest| finder.find(rest)).map(|at| from + at) {
            let next = self.words.partition_point(|start| *start as usize <= at);
            for entry in self.entries_of(next.saturating_sub(1)) {
                if let Some(has) = having.get_mut(*entry as usize) {
                    many += usize::from(!*has);
                    *has = true;
                }
            }
            from = self.words.get(next).map_or(all.len(), |start| *start as usize);
        }
        (many, having)
    }

    fn entries_of(&self, word: usize) -> &[u32] {
        let first = |word: usize| self.firsts.get(word).map_or(self.entries.len(), |first| *first as usize);
        self.entries.get(first(word)..first(word + 1)).unwrap_or_default()
    }

    fn text(&self, place: usize) -> &str {
        let end = self.starts.get(place + 1).copied().unwrap_or(self.texts.len());
        self.starts.get(place).and_then(|start| self.texts.get(*start..end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_what_is_a_part_of_its_text() {
        let texts = [
            "the dyke at halm leaks\nwater seeps through the dyke",
            "halm's dyke – 4,000 tons – leaks",
            "",
            "an <b>old</b> dyke\u{a0}at  halm",
            "the café closed",
        ];
        let words = Words::of(texts.iter().map(|text| (*text).to_owned()));
        for asked in [
            "dyke",
            "dyk",
            "yke",
            "the dyke",
            "at halm",
            "at  halm",
            "leaks\nwater",
            "leaks water",
            "halm's",
            "<b>",
            "–",
            "4,000 tons",
            "old</b> d",
            "café",
            "é c",
            "nothing",
            "dyke\u{a0}at",
            "e",
            "k",
            " ",
            "through the dykes",
        ] {
            let expected: Vec<bool> = texts.iter().map(|text| text.contains(asked)).collect();
            assert_eq!(words.having(asked), expected, "{asked:?}");
        }
        assert!(Words::default().having("x").is_empty());
    }
}
