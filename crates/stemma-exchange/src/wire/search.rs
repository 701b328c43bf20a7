//! The records of `stemma claims --search` and `/api/v1/search`.

use serde::Serialize;
use stemma_core::finding::Findings;
use stemma_core::search::ClaimHit;
use stemma_core::span::{CodePoints, Span};

/// A claim that words find.
#[derive(Debug, Clone, Serialize)]
pub struct HitRecord {
    /// The claim's id.
    pub id: String,
    /// The claim in one sentence.
    pub text: String,
    /// In one word.
    pub headline: &'static str,
    /// How well supported.
    pub support: &'static str,
    /// Held documents that assert it.
    pub reports: usize,
    /// How well it fits; comparable within one answer only.
    pub score: f64,
    /// The wording that fits best.
    pub snippet: String,
    /// Where words of the query stand in the snippet: first code point, and one past the last.
    pub marks: Vec<[usize; 2]>,
}

/// The records of what words found, in its order.
#[must_use]
pub fn hit_records(findings: &Findings, hits: &[ClaimHit]) -> Vec<HitRecord> {
    let record = |hit: &ClaimHit| {
        let found = findings.claims.get(hit.claim)?;
        let points = CodePoints::new(&hit.wording);
        let mark = |span: &Span| <[usize; 2]>::from(points.span(*span));
        Some(HitRecord {
            id: found.claim.id.to_string(),
            text: found.claim.text.clone(),
            headline: found.finding.headline.as_str(),
            support: found.finding.support.support.as_str(),
            reports: found.finding.support.reports,
            score: (hit.score * 1000.0).round() / 1000.0,
            snippet: hit.wording.clone(),
            marks: hit.marks.iter().map(mark).collect(),
        })
    };
    hits.iter().filter_map(record).collect()
}
