//! What is told of changes: by server-sent events and by webhooks, the same record.

use serde::Serialize;
use stemma_core::enumerations::FindingFlag;
use stemma_core::finding::Findings;
use stemma_core::impact::Impact;

use super::ImpactRecord;

/// Claims that stand otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ChangesRecord {
    /// The id of the event: the last change of the log, and a day behind `@` when only the day is another one.
    pub event: String,
    /// The event that it follows on.
    pub since: String,
    /// The day that predictions were looked at from.
    pub day: String,
    /// The claims, the greatest loss first.
    pub changes: Vec<ChangeRecord>,
}

/// A claim that stands otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeRecord {
    /// How it stood and stands.
    #[serde(flatten)]
    pub impact: ImpactRecord,
    /// Its flags now.
    pub flags: Vec<&'static str>,
}

impl ChangesRecord {
    /// The record of these impacts, after which the findings are these.
    #[must_use]
    pub fn new<'i>(
        event: String,
        since: String,
        after: &Findings,
        impacts: impl IntoIterator<Item = &'i Impact>,
    ) -> Self {
        let change = |impact: &Impact| {
            let found = after.answering(impact.claim);
            let flags = found.iter().flat_map(|found| found.flags.iter().copied()).map(FindingFlag::as_str);
            ChangeRecord { impact: impact.into(), flags: flags.collect() }
        };
        Self { event, since, day: after.as_of.to_string(), changes: impacts.into_iter().map(change).collect() }
    }
}
