//! Findings with what they were computed from, and claims looked up in them.

use stemma_core::date::PartialDate;
use stemma_core::features::Features;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::identity::likeness;
use stemma_core::state::State;
use stemma_exchange::wire::Texts;

/// A state, its texts, and what is found in it.
pub(crate) struct View {
    pub(crate) state: State,
    pub(crate) texts: Texts,
    pub(crate) findings: Findings,
}

/// Leaves out what was not published by `day`. Undated documents go too: nothing shows that they were.
pub(super) fn keep_published_by(state: &mut State, day: PartialDate) {
    state.versions.retain(|_, held| {
        held.document.metadata.published.is_some_and(|published| published.first_day() <= day.last_day())
    });
}

/// The claim with this id, whose id begins so, or that has these words best.
pub(crate) fn find_claim<'f>(findings: &'f Findings, wanted: &str) -> Option<&'f ClaimFinding> {
    let is_hex = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_hex && let Some(found) = findings.claims.iter().find(|found| found.claim.id.to_string().starts_with(wanted)) {
        return Some(found);
    }
    let lower = wanted.to_lowercase();
    let words = Features::of_text(wanted, stemma_core::enumerations::ClaimKind::Fact).stems;
    let score = |found: &ClaimFinding| {
        let text = &found.claim.text;
        let contains = if text.to_lowercase().contains(&lower) { 2.0 } else { 0.0 };
        let weight = f64::from(u32::try_from(found.finding.support.reports).unwrap_or(u32::MAX)) / 1000.0;
        contains + likeness(&words, &Features::of_text(text, found.claim.kind).stems) + weight.min(0.5)
    };
    let best = findings.claims.iter().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(best) >= 0.5).then_some(best)
}
