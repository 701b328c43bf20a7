//! `stemma derive`: which claims are calculated from which, and which of those fell.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use oxrdf::Quad;
use stemma_core::calculation::{Calculated, Calculation, Operation, calculations};
use stemma_core::finding::ClaimFinding;
use stemma_exchange::wire::{self, CalculationRecord, calculation_records};
use stemma_store::records::calculation_quads;

use super::judge::the_claim;
use super::what_if::recorded;
use super::{Outcome, Unusable, to_type};
use crate::arguments::Derive;
use crate::pipeline::{PRINCIPAL, Pipeline, Question, View};

/// How far a result may be off, as a share of it, before that is said.
const ROUGH: f64 = 0.05;

pub(super) fn run(store: &Path, json: bool, arguments: &Derive, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (Some(claim), Some(how), Some(reason)) = (&arguments.claim, arguments.how, &arguments.reason) else {
        return list(store, json, out);
    };
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let result = the_claim(&before.state, &before.findings, claim)?;
    let mut inputs: Vec<&ClaimFinding> = Vec::new();
    for wanted in &arguments.from {
        inputs.push(the_claim(&before.state, &before.findings, wanted)?);
    }
    inputs.sort_by_key(|input| input.claim.id);
    inputs.dedup_by_key(|input| input.claim.id);
    let first = |found: &ClaimFinding| found.claim.members.first().map(|(_, assertion)| *assertion);
    let calculation = Calculation {
        result: first(result).ok_or_else(|| Unusable("that claim has no assertion".to_owned()))?,
        inputs: inputs.iter().filter_map(|input| first(input)).collect(),
        how,
        by: PRINCIPAL.to_owned(),
        reason: reason.clone(),
    };
    let members =
        before.findings.claims.iter().flat_map(|found| found.claim.members.iter().map(|m| (m.1, found.claim.id)));
    let of: BTreeMap<_, _> = members.collect();
    let calculation = calculation.checked(&calculated(&before), |id| of.get(&id).copied()).map_err(Unusable)?;
    if let Some(computed) = off(&before, how, &inputs, result) {
        writeln!(std::io::stderr(), "note: computed again, the {how} is {computed}, and the claim says otherwise")?;
    }
    let new = calculation_quads(&pipeline.iris, &calculation);
    let earlier = before.state.calculations.iter().filter(|c| c.result == calculation.result && c.by == PRINCIPAL);
    let old: Vec<Quad> = earlier.flat_map(|earlier| calculation_quads(&pipeline.iris, earlier)).collect();
    let old = old.into_iter().filter(|quad| !new.contains(quad)).collect();
    let told = format!("“{}” is a {how} of {} claims: {}", result.claim.text, inputs.len(), calculation.reason);
    recorded(&pipeline, &before, (told, old, new), (store, json), out)?;
    Ok(Outcome::Done)
}

fn list(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view(&Question::today())?;
    let records = calculation_records(&view.findings, &calculated(&view));
    for record in &records {
        if json {
            writeln!(out, "{}", wire::line(record)?)?;
            continue;
        }
        let CalculationRecord { text, how, inputs, .. } = record;
        writeln!(out, "{text}\n    {how} of {} ({})", inputs.len(), record.reason)?;
        for input in inputs {
            writeln!(out, "    {}{}", input.text, if input.fallen { "  [fallen]" } else { "" })?;
        }
    }
    if records.is_empty() && !json {
        let next = to_type(store, "derive CLAIM --from CLAIM CLAIM --how sum --reason WHY");
        writeln!(out, "No claim is calculated from others. Next: {next}")?;
    }
    Ok(Outcome::Done)
}

fn calculated(view: &View) -> Vec<Calculated> {
    calculations(&view.state, view.findings.claims.iter().map(|found| &found.claim))
}

/// What the operation gives, when each claim has one exact number and the result is another by more than rounding.
fn off(view: &View, how: Operation, inputs: &[&ClaimFinding], result: &ClaimFinding) -> Option<f64> {
    let numbers = inputs.iter().map(|input| number(view, input)).collect::<Option<Vec<f64>>>()?;
    let stated = number(view, result)?;
    let results = how.results(&numbers);
    let is_it = |computed: &f64| (computed - stated).abs() <= computed.abs() * ROUGH;
    results.first().copied().filter(|_| !results.iter().any(is_it))
}

/// The one number of a claim, as it is worded.
fn number(view: &View, found: &ClaimFinding) -> Option<f64> {
    let (version, _) = found.claim.members.first()?;
    let said = view.state.versions.get(version)?.assertions.iter();
    let mut said = said.filter(|a| found.claim.members.iter().any(|(_, id)| *id == a.id)).map(|a| &a.statement);
    match said.next()?.quantities.as_slice() {
        [only] if only.low == only.high => only.low.map(stemma_core::statement::Decimal::to_f64),
        _ => None,
    }
}
