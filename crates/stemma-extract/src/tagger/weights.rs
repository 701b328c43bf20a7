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

/// What each label is worth at one token.
type Scores = [f32; LABEL_COUNT];

/// Trained weights.
#[derive(Debug)]
pub struct Weights {
    transitions: [Scores; LABEL_COUNT],
    /// Hashes by open addressing; the place gives the scores.
    table: Vec<Option<(Feature, u32)>>,
    scores: Vec<Scores>,
}

impl Weights {
    /// Reads the file's bytes; `None` when they are no weights of this version.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Bytes(bytes.strip_prefix(MAGIC)?);
        if rest.byte()? != VERSION {
            return None;
        }
        let mut transitions = [[0.0; LABEL_COUNT]; LABEL_COUNT];
        for weight in transitions.iter_mut().flatten() {
            *weight = rest.weight()?;
        }
        let count = usize::try_from(rest.number()?).ok().filter(|count| *count < bytes.len())?;
        let mut weights = Self {
            transitions,
            table: vec![None; (count * 2 + 1).next_power_of_two()],
            scores: Vec::with_capacity(count),
        };
        for _ in 0..count {
            let feature = rest.number()?;
            let mut scores = [0.0; LABEL_COUNT];
            for _ in 0..rest.byte()? {
                let label = usize::from(rest.byte()?);
                *scores.get_mut(label)? = rest.weight()?;
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
        *self.table.get_mut(slot)? = Some((feature, place));
        self.scores.push(scores);
        Some(())
    }

    /// The slot that holds the feature, or the free one where it would go.
    fn slot(&self, feature: Feature) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        let mut slot = usize::try_from(feature).ok()? & mask;
        while self.table.get(slot)?.is_some_and(|(held, _)| held != feature) {
            slot = (slot + 1) & mask;
        }
        Some(slot)
    }

    fn scores(&self, feature: Feature) -> Option<&Scores> {
        let (_, place) = self.slot(feature).and_then(|slot| *self.table.get(slot)?)?;
        self.scores.get(usize::try_from(place).ok()?)
    }

    fn at(&self, features: &[Feature]) -> Scores {
        let mut sum = [0.0; LABEL_COUNT];
        for scores in features.iter().filter_map(|feature| self.scores(*feature)) {
            sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
        }
        sum
    }

    /// The best labels of a run of tokens; `bias` is added to what begins a cue.
    #[must_use]
    pub fn labels(&self, tokens: &[Vec<Feature>], bias: f32) -> Vec<Label> {
        let mut from: Vec<[usize; LABEL_COUNT]> = Vec::with_capacity(tokens.len());
        let mut best = [0.0; LABEL_COUNT];
        for (at, features) in tokens.iter().enumerate() {
            let mut here = self.at(features);
            LABELS.iter().zip(&mut here).filter(|(label, _)| **label == Label::BeginCue).for_each(|(_, s)| *s += bias);
            let mut came = [0; LABEL_COUNT];
            if at > 0 {
                for (label, (score, came)) in here.iter_mut().zip(&mut came).enumerate() {
                    let (before, worth) = self.best_before(&best, label);
                    *score += worth;
                    *came = before;
                }
            }
            best = here;
            from.push(came);
        }
        let mut label = highest(&best);
        let mut found: Vec<Label> = Vec::with_capacity(tokens.len());
        for came in from.iter().rev() {
            found.push(LABELS.get(label).copied().unwrap_or(Label::Outside));
            label = came.get(label).copied().unwrap_or_default();
        }
        found.reverse();
        found
    }

    fn best_before(&self, best: &Scores, label: usize) -> (usize, f32) {
        let worth = |(before, score): (usize, &f32)| {
            let step = self.transitions.get(before).and_then(|row| row.get(label)).copied().unwrap_or_default();
            (before, score + step)
        };
        best.iter().enumerate().map(worth).fold((0, f32::NEG_INFINITY), |a, b| if b.1 > a.1 { b } else { a })
    }
}

fn highest(scores: &Scores) -> usize {
    scores.iter().enumerate().fold((0, f32::NEG_INFINITY), |a, (i, s)| if *s > a.1 { (i, *s) } else { a }).0
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
