//! Word vectors of a local file, and what a sentence means by them.

use std::io::{BufRead, Read as _};

use rustc_hash::FxHashMap;
use thiserror::Error;

use crate::features::written_words;

/// What cannot be read as word vectors.
#[derive(Debug, Error)]
pub enum VectorsError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A line is not a word and its numbers.
    #[error("line {line}: {what}")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// There is no vector in it.
    #[error("it has no vectors: expected lines of a word and its numbers, as word2vec and fastText write them")]
    Empty,
}

/// Words and what they mean, the commonest first, as the files of word2vec, GloVe and fastText have them: a line each, the word
/// and its numbers, after a line that says how many there are, or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WordVectors {
    size: usize,
    places: FxHashMap<Box<str>, u32>,
    values: Vec<f32>,
}

/// The most bytes of a line.
const LONGEST: u64 = 1 << 16;
/// The most numbers of a word.
const WIDEST: usize = 2_048;
/// How much a common word counts less: the `a` of Arora, Liang and Ma, “A Simple but Tough-to-Beat Baseline for Sentence
/// Embeddings” (ICLR 2017), who find 0.001 to serve everywhere.
const SMOOTHING: f32 = 0.001;

impl WordVectors {
    /// The most words that are kept, the commonest: with 300 numbers each they take 480 MB.
    pub const MOST: usize = 400_000;

    /// Reads them; what comes after [`Self::MOST`] words is left out.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or a line is not a word and as many numbers as the first has.
    pub fn read(mut from: impl BufRead) -> Result<Self, VectorsError> {
        let mut vectors = Self::default();
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            if from.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 || vectors.places.len() >= Self::MOST {
                break;
            }
            let wrong = |what: &str| VectorsError::Line { line, what: what.to_owned() };
            let text = std::str::from_utf8(&bytes).map_err(|_| wrong("it is not UTF-8"))?;
            if !text.ends_with('\n') && bytes.len() as u64 >= LONGEST {
                return Err(wrong("it is longer than a word and its numbers can be"));
            }
            let mut fields = text.split([' ', '\t', '\n', '\r']).filter(|field| !field.is_empty());
            let (Some(word), numbers) = (fields.next(), fields) else { continue };
            let numbers: Option<Vec<f32>> = numbers.map(|number| number.parse().ok()).collect();
            let numbers = numbers.filter(|numbers| numbers.iter().all(|number| number.is_finite()));
            let numbers = numbers.ok_or_else(|| wrong("it is not a word and its numbers"))?;
            let is_heading = line == 1 && numbers.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
            if !is_heading {
                vectors.put(word, &numbers).map_err(|what| VectorsError::Line { line, what })?;
            }
        }
        if vectors.places.is_empty() { Err(VectorsError::Empty) } else { Ok(vectors) }
    }

    fn put(&mut self, word: &str, numbers: &[f32]) -> Result<(), String> {
        if self.size == 0 {
            self.size = numbers.len();
        }
        if numbers.is_empty() || numbers.len() > WIDEST {
            return Err(format!("a word has 1 to {WIDEST} numbers, and this one {}", numbers.len()));
        }
        if numbers.len() != self.size {
            return Err(format!("it has {} numbers, and the lines before it {}", numbers.len(), self.size));
        }
        let place = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        // Of a word that stands there twice the first is the commoner one.
        if !self.places.contains_key(word) {
            self.places.insert(word.into(), place);
            self.values.extend_from_slice(numbers);
        }
        Ok(())
    }

    /// The vector of a word with its rank among all, 0 for the commonest; a name that the file has in small letters only
    /// means what the word does.
    fn of_word(&self, word: &str) -> Option<(usize, &[f32])> {
        let place = self.places.get(word).or_else(|| self.places.get(word.to_lowercase().as_str()))?;
        let start = *place as usize * self.size;
        Some((*place as usize, self.values.get(start..start + self.size)?))
    }

    /// What a sentence means: the mean of its words' vectors, in which a word counts less the commoner it is, of length 1.
    /// None, when fewer than two of its words are known.
    ///
    /// How common a word is follows from its rank by Zipf's law. The component that all sentences share, which the paper
    /// takes away, is left in: it would make what one sentence means hang on all others.
    #[must_use]
    pub fn of_sentence(&self, sentence: &str) -> Option<Box<[f32]>> {
        let all = self.places.len() as f32;
        let mut sum = vec![0.0_f32; self.size];
        let mut known = 0;
        for (rank, vector) in written_words(sentence).filter_map(|word| self.of_word(word)) {
            let share = 1.0 / ((rank as f32 + 1.0) * (1.78 * all).ln());
            let weight = SMOOTHING / (SMOOTHING + share);
            sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += weight * number);
            known += 1;
        }
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
        (known >= 2 && length > f32::EPSILON).then(|| sum.iter().map(|number| number / length).collect())
    }
}

/// How like two meanings are: the cosine of their angle, from -1 to 1.
pub(super) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::{VectorsError, WordVectors, cosine};

    fn read(text: &str) -> Result<WordVectors, VectorsError> {
        WordVectors::read(text.as_bytes())
    }

    #[test]
    fn a_heading_is_no_word_and_a_name_means_what_its_word_does() {
        let with = read("2 3\ntrain 1 0 0\nstation 0 1 0\n").unwrap();
        assert_eq!(with, read("train 1 0 0 \nstation\t0 1 0").unwrap());
        assert_eq!(with.of_word("Train").unwrap(), (0, &[1.0, 0.0, 0.0][..]));
        assert!(with.of_word("bus").is_none());
    }

    #[test]
    fn what_is_no_file_of_vectors_is_told_with_its_line() {
        for (text, told) in [
            ("", "it has no vectors: expected lines of a word and its numbers, as word2vec and fastText write them"),
            (
                "2 3\n",
                "it has no vectors: expected lines of a word and its numbers, as word2vec and fastText write them",
            ),
            ("train 1 0\nbus 1\n", "line 2: it has 1 numbers, and the lines before it 2"),
            ("train 1 x\n", "line 1: it is not a word and its numbers"),
            ("train 1 inf\n", "line 1: it is not a word and its numbers"),
            ("train\n", "line 1: a word has 1 to 2048 numbers, and this one 0"),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), told, "{text:?}");
        }
        let long = format!("train {}", "1 ".repeat(40_000));
        assert_eq!(read(&long).unwrap_err().to_string(), "line 1: it is longer than a word and its numbers can be");
        assert!(matches!(WordVectors::read(&b"tr\xffain 1 0\n"[..]), Err(VectorsError::Line { line: 1, .. })));
    }

    #[test]
    fn a_sentence_means_what_its_words_mean_and_common_ones_count_less() {
        let vectors = read("went 1 0 0\ntrain 0 1 0\nstopped 0 0 1\nhalted 0 0.1 1\n").unwrap();
        let of = |sentence| vectors.of_sentence(sentence).unwrap();
        let (a, b) = (of("The train stopped."), of("The train halted."));
        assert!(cosine(&a, &b) > 0.99 && cosine(&a, &of("went stopped")) < 0.8);
        assert!(vectors.of_sentence("The train").is_none() && vectors.of_sentence("").is_none());
        let common = of("went train");
        assert!(common.first() < common.get(1), "{common:?}");
    }
}
