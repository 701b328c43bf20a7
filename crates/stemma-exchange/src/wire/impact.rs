//! The records of `stemma what-if`, `retract`, `undo` and `why-changed`.

use serde::Serialize;
use stemma_core::impact::{Impact, Standing};

/// A claim that stands otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ImpactRecord {
    /// The claim's id.
    pub claim: String,
    /// The claim in one sentence.
    pub text: String,
    /// How it stood.
    pub before: Option<StandingRecord>,
    /// How it stands.
    pub after: Option<StandingRecord>,
    /// Chains that do not count any more, held witness first.
    pub broken: Vec<Vec<String>>,
}

/// How a claim stands, in short.
#[derive(Debug, Clone, Serialize)]
pub struct StandingRecord {
    /// In one word.
    pub headline: &'static str,
    /// How well supported.
    pub support: &'static str,
    /// Held documents that assert it.
    pub reports: usize,
    /// ν, low and high.
    pub nu: [usize; 2],
}

/// An event after which a claim stands otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct EventRecord {
    /// When: a day, or the time it was recorded.
    pub at: String,
    /// The change in the log, when it is about recorded time.
    pub sequence: Option<u64>,
    /// What happened.
    pub event: String,
    /// How the claim stood; nothing, when nobody had asserted it.
    pub before: Option<StandingRecord>,
    /// How it stands then.
    pub after: Option<StandingRecord>,
    /// Chains that do not count any more.
    pub broken: Vec<Vec<String>>,
}

/// A change that is taken back, or would be.
#[derive(Debug, Clone, Serialize)]
pub struct UndoneRecord {
    /// Its number.
    pub change: u64,
    /// When it was recorded.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// What and why.
    pub reason: String,
    /// How many statements of records go.
    pub gone: usize,
    /// How many come again.
    pub back: usize,
    /// The change that takes it back; none, as long as nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<u64>,
}

impl From<Standing> for StandingRecord {
    fn from(standing: Standing) -> Self {
        let Standing { headline, support, reports, nu } = standing;
        Self { headline: headline.as_str(), support: support.as_str(), reports, nu }
    }
}

impl From<&Impact> for ImpactRecord {
    fn from(impact: &Impact) -> Self {
        Self {
            claim: impact.claim.to_string(),
            text: impact.text.clone(),
            before: impact.before.map(Into::into),
            after: impact.after.map(Into::into),
            broken: impact.broken.clone(),
        }
    }
}

impl EventRecord {
    /// The record of an event and what it did to a claim.
    #[must_use]
    pub fn new(at: String, sequence: Option<u64>, event: String, impact: &Impact) -> Self {
        let ImpactRecord { before, after, broken, .. } = impact.into();
        Self { at, sequence, event, before, after, broken }
    }
}
