//! The tagger's weights, as a file and in memory, and the best labels under them (Viterbi).
//!
//! The file: `STMT`, the format's version, how often each label may follow each (`LABELS`² numbers), then for each
//! feature its hash, the number of its labels, and label and weight of each. Numbers are little-endian; a weight is a
//! thousandth.

use super::features::Feature;
use super::{LABELS, Label};

const MAGIC: &[u8; 4] = b"STMT";
const VERSION: u8 = 1;
const LABEL_COUNT: usize = LABELS.len();

/// As many numbers as a processor adds at a time; the last is no label's.
const LANES: usize = 8;

/// What each label is worth at one token.
type Scores = [f32; LANES];

/// Trained weights.
#[derive(Debug)]
pub struct Weights {
    transitions: [Scores; LABEL_COUNT],
    /// Hashes by open addressing; the place gives the scores. [`FREE`] is no place.
    table: Vec<(Feature, u32)>,
    /// A bit for the lowest bits of each hash: most features that are seen were never learned, and end here.
    known: Vec<u64>,
    scores: Vec<Scores>,
}

/// The place of a slot that holds no feature.
const FREE: u32 = u32::MAX;

impl Weights {
    /// Reads the file's bytes; `None` when they are no weights of this version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Bytes(bytes.strip_prefix(MAGIC)?);
        if rest.byte()? != VERSION {
            return None;
        }
        let mut transitions = [[0.0; LANES]; LABEL_COUNT];
        for weight in transitions.iter_mut().flat_map(|row| row.iter_mut().take(LABEL_COUNT)) {
            *weight = rest.weight()?;
        }
        let count = usize::try_from(rest.number()?).ok().filter(|count| *count < bytes.len())?;
        let mut weights = Self {
            transitions,
            table: vec![(0, FREE); (count * 2 + 1).next_power_of_two()],
            known: vec![0; (count / 4 + 1).next_power_of_two()],
            scores: Vec::with_capacity(count),
        };
        for _ in 0..count {
            let feature = rest.number()?;
            let mut scores = [0.0; LANES];
            for _ in 0..rest.byte()? {
                let label = usize::from(rest.byte()?);
                *scores.get_mut(..LABEL_COUNT)?.get_mut(label)? = rest.weight()?;
            }
            weights.insert(feature, scores)?;
        }
        Some(weights)
    }

    /// The bytes of the file: transitions by label before and label, and for each feature its labels with their weights,
    /// sorted by feature.
    #[must_use]
    pub fn written(transitions: &[[f64; LABEL_COUNT]; LABEL_COUNT], features: &[(Feature, Vec<(u8, f64)>)]) -> Vec<u8> {
        let thousandth = |weight: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
            let rounded = (weight * 1000.0).round().clamp(-32767.0, 32767.0) as i16;
            rounded.to_le_bytes()
        };
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        transitions.iter().flatten().for_each(|weight| out.extend(thousandth(*weight)));
        out.extend(u32::try_from(features.len()).unwrap_or(u32::MAX).to_le_bytes());
        for (feature, labels) in features {
            out.extend(feature.to_le_bytes());
            out.push(u8::try_from(labels.len()).unwrap_or(u8::MAX));
            for (label, weight) in labels {
                out.push(*label);
                out.extend(thousandth(*weight));
            }
        }
        out
    }

    fn insert(&mut self, feature: Feature, scores: Scores) -> Option<()> {
        let place = u32::try_from(self.scores.len()).ok()?;
        let slot = self.slot(feature)?;
        *self.table.get_mut(slot)? = (feature, place);
        let (word, bit) = self.bit(feature)?;
        *self.known.get_mut(word)? |= bit;
        self.scores.push(scores);
        Some(())
    }

    /// The slot that holds the feature, or the free one where it would go.
    fn slot(&self, feature: Feature) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        let mut slot = usize::try_from(feature).ok()? & mask;
        while self.table.get(slot).is_some_and(|(held, place)| *held != feature && *place != FREE) {
            slot = (slot + 1) & mask;
        }
        Some(slot)
    }

    /// Where it is marked that a feature may be known.
    fn bit(&self, feature: Feature) -> Option<(usize, u64)> {
        let mask = self.known.len().checked_sub(1)?;
        Some((usize::try_from(feature / 64).ok()? & mask, 1 << (feature % 64)))
    }

    fn scores(&self, feature: Feature) -> Option<&Scores> {
        let (word, bit) = self.bit(feature)?;
        if self.known.get(word)? & bit == 0 {
            return None;
        }
        let (_, place) = self.table.get(self.slot(feature)?)?;
        self.scores.get(usize::try_from(*place).ok()?)
    }

    fn at(&self, features: &[Feature]) -> Scores {
        let mut sum = [0.0; LANES];
        for scores in features.iter().filter_map(|feature| self.scores(*feature)) {
            sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
        }
        sum
    }

    /// The best labels of a run of tokens; `bias` is added to what begins a cue.
    #[must_use]
    pub fn labels(&self, tokens: &[Vec<Feature>], bias: f32) -> Vec<Label> {
        let mut path = self.path(bias);
        tokens.iter().for_each(|features| path.add(features));
        path.best()
    }

    /// The way to the best labels of a run of tokens, before the first.
    pub(super) fn path(&self, bias: f32) -> Path<'_> {
        let mut biases = [0.0; LANES];
        LABELS.iter().zip(&mut biases).filter(|(label, _)| **label == Label::BeginCue).for_each(|(_, b)| *b = bias);
        Path { weights: self, biases, best: [0.0; LANES], from: Vec::new() }
    }
}

/// The best way to each label of the last token, over those of all before it (Viterbi).
pub(super) struct Path<'w> {
    weights: &'w Weights,
    biases: Scores,
    best: Scores,
    /// Of each token, from which label before it the best way comes to each of its labels.
    from: Vec<[u8; LANES]>,
}

impl Path<'_> {
    /// Goes on to the next token.
    pub(super) fn add(&mut self, features: &[Feature]) {
        let mut here = self.weights.at(features);
        here.iter_mut().zip(&self.biases).for_each(|(score, bias)| *score += bias);
        let mut came = [0; LANES];
        if !self.from.is_empty() {
            let mut top = [f32::NEG_INFINITY; LANES];
            for ((before, score), steps) in (0_u8..).zip(&self.best).zip(&self.weights.transitions) {
                for ((top, came), step) in top.iter_mut().zip(&mut came).zip(steps) {
                    let worth = score + step;
                    let is_better = worth > *top;
                    *top = if is_better { worth } else { *top };
                    *came = if is_better { before } else { *came };
                }
            }
            here.iter_mut().zip(&top).for_each(|(score, worth)| *score += worth);
        }
        self.best = here;
        self.from.push(came);
    }

    /// The labels of all tokens.
    pub(super) fn best(&self) -> Vec<Label> {
        let mut label = highest(&self.best);
        let mut found: Vec<Label> = Vec::with_capacity(self.from.len());
        for came in self.from.iter().rev() {
            found.push(LABELS.get(label).copied().unwrap_or(Label::Outside));
            label = came.get(label).copied().map(usize::from).unwrap_or_default();
        }
        found.reverse();
        found
    }
}

fn highest(scores: &Scores) -> usize {
    let of_labels = scores.iter().take(LABEL_COUNT).enumerate();
    of_labels.fold((0, f32::NEG_INFINITY), |a, (i, s)| if *s > a.1 { (i, *s) } else { a }).0
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take::<1>().map(u8::from_le_bytes)
    }

    fn number(&mut self) -> Option<u32> {
        self.take::<4>().map(u32::from_le_bytes)
    }

    fn weight(&mut self) -> Option<f32> {
        self.take::<2>().map(|bytes| f32::from(i16::from_le_bytes(bytes)) / 1000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Vec<u8> {
        let mut transitions = [[0.0; LABEL_COUNT]; LABEL_COUNT];
        transitions[1][2] = 1.0; // content goes on
        Weights::written(&transitions, &[(7, vec![(1, 2.0)]), (9, vec![(0, 0.5)])])
    }

    #[test]
    fn weights_are_read_as_they_were_written() {
        let weights = Weights::read(&example()).unwrap();
        let labels = weights.labels(&[vec![7], vec![], vec![9]], 0.0);
        assert_eq!(labels, [Label::BeginContent, Label::Content, Label::Outside]);
    }

    #[test]
    fn broken_weights_are_none() {
        let bytes = example();
        for end in 0..bytes.len() {
            assert!(Weights::read(&bytes[..end]).is_none(), "{end}");
        }
        assert!(Weights::read(b"STMT\x09").is_none());
    }
}
