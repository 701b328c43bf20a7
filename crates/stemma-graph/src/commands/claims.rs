//! `stemma claims` and `stemma contradictions`

use std::io::Write;
use std::path::Path;

use stemma_core::finding::ClaimFinding;
use stemma_core::search::ClaimSearch;
use stemma_exchange::wire::{self, claim_records, contradiction_records};

use super::{Outcome, to_type};
use crate::arguments::{Claims, Contradictions};
use crate::pipeline::{Pipeline, Question, View};

pub(super) fn claims(store: &Path, json: bool, arguments: &Claims, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view(&Question::from(&arguments.which))?;
    let about = arguments.topic.as_ref().map(|topic| view.claims_about(topic));
    let is_about = |found: &ClaimFinding| about.as_ref().is_none_or(|about| about.contains(&found.claim.id));
    let mut kept: Vec<&ClaimFinding> =
        searched(arguments, &view).into_iter().filter(|found| is_wanted(arguments, found) && is_about(found)).collect();
    if json {
        for record in claim_records(&view.state, &view.texts, kept) {
            writeln!(out, "{}", wire::line(&record)?)?;
        }
        return Ok(Outcome::Done);
    }
    kept.retain(|found| arguments.all || found.claim.kind.is_checkable());
    if arguments.search.is_none() {
        kept.sort_by_key(|found| (std::cmp::Reverse(found.finding.support.reports), found.claim.text.clone()));
    }
    for found in &kept {
        writeln!(out, "{}", row(found))?;
    }
    match kept.first() {
        Some(first) => {
            let next = to_type(store, &format!("explain {}", short(first)));
            let many = if kept.len() == 1 { "claim" } else { "claims" };
            writeln!(out, "\n{} {many}. Next: {next}", kept.len())?;
        }
        None => {
            let (all, ingest) = (to_type(store, "claims --all"), to_type(store, "ingest FILE"));
            writeln!(out, "No such claim. Next: {all}, or {ingest}")?;
        }
    }
    Ok(Outcome::Done)
}

/// All claims in the order of their ids, or those that words find, the best first.
fn searched<'v>(arguments: &Claims, view: &'v View) -> Vec<&'v ClaimFinding> {
    let claims = &view.findings.claims;
    let Some(words) = &arguments.search else { return claims.iter().collect() };
    let hits = ClaimSearch::new(&view.state, claims).find(words, claims.len());
    hits.into_iter().filter_map(|hit| claims.get(hit.claim)).collect()
}

fn is_wanted(arguments: &Claims, found: &ClaimFinding) -> bool {
    let among = |empty: bool, is: bool| empty || is;
    among(arguments.headline.is_empty(), arguments.headline.contains(&found.finding.headline))
        && among(arguments.support.is_empty(), arguments.support.contains(&found.finding.support.support))
        && arguments.flag.iter().all(|flag| found.flags.contains(flag))
}

/// One claim a line: headline, numbers, id, text.
pub(super) fn row(found: &ClaimFinding) -> String {
    let finding = &found.finding;
    let nu = if finding.nu_high > finding.support.nu {
        format!("{}–{}", finding.support.nu, finding.nu_high)
    } else {
        finding.support.nu.to_string()
    };
    let reports = if finding.support.reports == 1 { "report " } else { "reports" };
    let flags: Vec<&str> = found.flags.iter().map(|flag| flag.as_str()).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("  [{}]", flags.join(", ")) };
    format!(
        "{:<22} {:>2} {reports}  ν {:<4} {}  {}{flags}",
        finding.headline,
        finding.support.reports,
        nu,
        short(found),
        found.claim.text
    )
}

/// Enough of an id to name the claim.
pub(super) fn short(found: &ClaimFinding) -> String {
    found.claim.id.to_string().chars().take(8).collect()
}

/// How a contradiction was settled, in a few words.
fn settled(record: &wire::ContradictionRecord) -> String {
    let told = |of: &wire::ResolutionRecord| format!("  [{} by {}: {}]", record.status, of.by, of.reason);
    record.resolution.as_ref().map(told).unwrap_or_default()
}

pub(super) fn contradictions(
    store: &Path,
    json: bool,
    arguments: &Contradictions,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view(&Question::from(&arguments.which))?;
    let kept =
        view.findings.contradictions.iter().filter(|c| arguments.all || !(c.kind.is_compatible() || c.corrected));
    let records = contradiction_records(&view.state, &view.texts, kept);
    for record in &records {
        if json {
            writeln!(out, "{}", wire::line(record)?)?;
        } else {
            let side = |quotes: &[wire::QuoteRecord]| match quotes.first() {
                Some(first) => format!("“{}” ({})", first.quote, first.document),
                None => "nobody held".to_owned(),
            };
            writeln!(
                out,
                "{}  {:<16} {}{}\n    {}\n    {}",
                record.id.get(..8).unwrap_or_default(),
                record.kind,
                record.reason,
                settled(record),
                side(&record.a_quotes),
                side(&record.b_quotes)
            )?;
        }
    }
    if records.is_empty() && !json {
        writeln!(out, "No contradictions. Next: {}", to_type(store, "contradictions --all"))?;
    }
    Ok(Outcome::Done)
}
