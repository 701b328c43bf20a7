//! The records of `stemma review` and `/api/v1/review`.

use serde::Serialize;
use stemma_core::finding::Findings;
use stemma_core::review::ReviewItem;
use stemma_core::state::State;

use super::claim::Places;
use super::{AssertionRecord, ImpactRecord, QuoteRecord, Texts};

/// A question that waits for a person.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewRecord {
    /// Its id.
    pub id: String,
    /// `attribution`, `identity`, `copy` or `actor`.
    pub kind: &'static str,
    /// Why it is asked.
    pub reason: String,
    /// The claims that it is about.
    pub claims: Vec<ClaimReference>,
    /// The assertions that it is about.
    pub assertions: Vec<AssertionRecord>,
    /// The two names that may mean one actor, when that is the question.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actors: Vec<String>,
    /// The words to look at.
    pub quotes: Vec<QuoteRecord>,
    /// How much hangs on it: comparable within one list.
    pub change: u64,
    /// Claims that would stand otherwise if it were confirmed.
    pub if_confirmed: Vec<ImpactRecord>,
    /// Claims that would stand otherwise if it were rejected.
    pub if_rejected: Vec<ImpactRecord>,
}

/// A claim in short.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimReference {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// What was decided on a question.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionRecord {
    /// The question's id.
    pub id: String,
    /// `confirm`, `reject`, or `resolve` for a contradiction.
    pub decision: &'static str,
    /// Why.
    pub reason: String,
    /// The change in the log.
    pub sequence: Option<u64>,
}

/// The records of these questions, in their order.
#[must_use]
pub fn review_records<'i>(
    state: &State,
    texts: &Texts,
    findings: &Findings,
    items: impl IntoIterator<Item = &'i ReviewItem>,
) -> Vec<ReviewRecord> {
    let places = Places::new(state, texts);
    let claim = |id| {
        let found = findings.answering(id)?;
        Some(ClaimReference { id: found.claim.id.to_string(), text: found.claim.text.clone() })
    };
    let record = |item: &ReviewItem| ReviewRecord {
        id: item.id.to_string(),
        kind: item.kind.as_str(),
        reason: item.reason.clone(),
        claims: item.claims.iter().filter_map(|id| claim(*id)).collect(),
        assertions: item.assertions.iter().filter_map(|id| places.assertion(*id)).collect(),
        actors: item.actors.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
        quotes: item.places.iter().filter_map(|(version, span)| places.words(*version, *span)).collect(),
        change: item.change,
        if_confirmed: item.if_confirmed.iter().map(Into::into).collect(),
        if_rejected: item.if_rejected.iter().map(Into::into).collect(),
    };
    items.into_iter().map(record).collect()
}
