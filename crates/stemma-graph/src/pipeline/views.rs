//! Findings with what they were computed from, and claims looked up in them.

use std::collections::BTreeSet;

use stemma_core::enumerations::ClaimKind;
use stemma_core::features::Features;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::{Claim, likeness};
use stemma_core::state::State;
use stemma_core::topic::Topics;
use stemma_exchange::wire::Texts;
use stemma_store::index::Snapshot;

/// A state, its texts, and what is found in it.
pub(crate) struct View {
    /// The index that the state was read from.
    pub(crate) recorded: Snapshot,
    pub(crate) state: State,
    pub(crate) texts: Texts,
    pub(crate) findings: Findings,
}

impl View {
    /// What is filed under which topic.
    pub(crate) fn topics(&self) -> Topics {
        Topics::of(&self.state, self.findings.claims.iter().map(|found| &found.claim))
    }

    /// The claims that are filed under `topic`.
    pub(crate) fn claims_about(&self, topic: &str) -> BTreeSet<Id<Claim>> {
        self.topics().named(topic).map(|topic| topic.claims.keys().copied().collect()).unwrap_or_default()
    }
}

/// The claim with this id, whose id begins so, or one of whose wordings has these words best.
pub(crate) fn find_claim<'f>(state: &State, findings: &'f Findings, wanted: &str) -> Option<&'f ClaimFinding> {
    let is_hex = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if let Some(found) = Id::parse(wanted).and_then(|id| findings.answering(id)) {
        return Some(found);
    }
    if is_hex && let Some(found) = findings.answering_to(&wanted.to_lowercase()).first() {
        return Some(found);
    }
    let lower = wanted.to_lowercase();
    let words = Features::of_text(wanted, ClaimKind::Fact).stems;
    let fit = |wording: &str| {
        let contains = if wording.to_lowercase().contains(&lower) { 2.0 } else { 0.0 };
        contains + likeness(&words, &Features::of_text(wording, ClaimKind::Fact).stems)
    };
    let score = |found: &ClaimFinding| {
        let best = state.wordings(&found.claim).into_iter().map(fit).fold(0.0, f64::max);
        // Of two that fit alike the one that is said more often.
        let reports = f64::from(u32::try_from(found.finding.support.reports).unwrap_or(u32::MAX));
        best + (reports / 1000.0).min(0.5)
    };
    let scored = findings.claims.iter().map(|found| (score(found), found));
    scored.max_by(|(a, _), (b, _)| a.total_cmp(b)).filter(|(score, _)| *score >= 0.5).map(|(_, found)| found)
}
