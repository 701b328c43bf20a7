//! The records of `stemma derive`.

use std::collections::BTreeMap;

use serde::Serialize;
use stemma_core::calculation::Calculated;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

/// A claim that is calculated from others.
#[derive(Debug, Clone, Serialize)]
pub struct CalculationRecord {
    /// The claim's id.
    pub claim: String,
    /// The claim in one sentence.
    pub text: String,
    /// `product`, `sum`, `difference` or `ratio`.
    pub how: &'static str,
    /// What it is calculated from.
    pub inputs: Vec<CalculationInputRecord>,
    /// `person`, or `stated` by a document.
    pub rule: &'static str,
    /// The person who recorded it.
    pub by: Option<String>,
    /// Why, or which document states it.
    pub reason: String,
}

/// A claim that another is calculated from.
#[derive(Debug, Clone, Serialize)]
pub struct CalculationInputRecord {
    /// The claim's id.
    pub claim: String,
    /// The claim in one sentence.
    pub text: String,
    /// Whether it fell, so that what is calculated from it is stale.
    pub fallen: bool,
}

/// The records of these calculations, in their order.
#[must_use]
pub fn calculation_records(findings: &Findings, calculations: &[Calculated]) -> Vec<CalculationRecord> {
    let known: BTreeMap<Id<Claim>, &ClaimFinding> =
        findings.claims.iter().map(|found| (found.claim.id, found)).collect();
    let text = |id: &Id<Claim>| known.get(id).map(|found| found.claim.text.clone()).unwrap_or_default();
    let record = |calculated: &Calculated| {
        let fallen = known.get(&calculated.claim).map(|found| found.footing.fallen.as_slice()).unwrap_or_default();
        let input = |id: &Id<Claim>| CalculationInputRecord {
            claim: id.to_string(),
            text: text(id),
            fallen: fallen.iter().any(|fallen| fallen.input == *id),
        };
        CalculationRecord {
            claim: calculated.claim.to_string(),
            text: text(&calculated.claim),
            how: calculated.how.as_str(),
            inputs: calculated.inputs.iter().map(input).collect(),
            rule: if calculated.by.is_some() { "person" } else { "stated" },
            by: calculated.by.clone(),
            reason: calculated.reason.clone(),
        }
    };
    calculations.iter().map(record).collect()
}
