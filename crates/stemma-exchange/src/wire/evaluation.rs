//! What an evaluation found, as records.

use serde::Serialize;

/// How well a corpus is read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CorpusRecord {
    /// The corpus as it was given.
    pub corpus: String,
    /// Which part of it: `all`, `tuning`, `held-out`.
    pub part: &'static str,
    /// How many documents it has.
    pub documents: usize,
    /// How many words they have.
    pub words: usize,
    /// How many attributions people marked.
    pub marked: usize,
    /// How many were read.
    pub read: usize,
    /// The share of those read that are marked.
    pub precision: Option<f64>,
    /// The share of those marked that are read.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
    /// The precision of what closed rules read.
    pub precision_a: Option<f64>,
    /// The share of right sources among the pairs.
    pub source: Option<f64>,
    /// The share of right cues among the pairs.
    pub cue: Option<f64>,
    /// The share of right innermost origins among the pairs.
    pub innermost_origin: Option<f64>,
    /// The share of right quotation labels among the pairs.
    pub direct: Option<f64>,
    /// The share of right stances among the pairs.
    pub stance: Option<f64>,
    /// The share of right modalities among the pairs.
    pub modality: Option<f64>,
    /// How well quantities are read: in their place, with value, bounds, unit and approximation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantities: Option<MeasureRecord>,
    /// How well dates are read: in their place, with their precision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<MeasureRecord>,
    /// How many words are read in a second of one core, by rules and tagger.
    pub words_per_second: f64,
    /// The same by the rules alone.
    pub words_per_second_by_rules: f64,
}

/// How well quantities or dates of a corpus are read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MeasureRecord {
    /// How many people marked.
    pub marked: usize,
    /// How many were read in statements.
    pub read: usize,
    /// The share of those read that are marked, with the same value.
    pub precision: Option<f64>,
    /// The share of those marked that are read, with the same value.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
}

/// How well one rule reads a corpus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleRecord {
    /// The corpus as it was given.
    pub corpus: String,
    /// The rule.
    pub rule: String,
    /// The tier of what it read: a rule may be closed in one shape and a heuristic in another.
    pub tier: String,
    /// How many attributions it read.
    pub read: usize,
    /// How many of them are marked.
    pub right: usize,
    /// Their share.
    pub precision: Option<f64>,
}

/// How well pairs of sentences are judged, for one question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairsRecord {
    /// The pairs as they were given.
    pub corpus: String,
    /// Which part of them: `all`, `tuning`, `held-out`.
    pub part: &'static str,
    /// What is asked: `identity` or `contradictions`.
    pub question: &'static str,
    /// How many were found and are marked.
    pub right: usize,
    /// How many were found and are not.
    pub wrong: usize,
    /// How many are marked and were not found.
    pub missed: usize,
    /// The share of those found that are marked.
    pub precision: Option<f64>,
    /// The share of those marked that are found.
    pub recall: Option<f64>,
    /// Their harmonic mean.
    pub f1: Option<f64>,
}

/// A pair that was judged otherwise than it is marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrongRecord {
    /// Its id.
    pub id: String,
    /// The one sentence.
    pub a: String,
    /// The other.
    pub b: String,
    /// What the rules say.
    pub said: String,
}
