//! `stemma review`: what waits for a person, and their answers.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use stemma_core::id::Id;
use stemma_core::impact::Impact;
use stemma_core::review::{ReviewItem, beginning, counted, decided, find, review};
use stemma_exchange::wire::{self, ReviewRecord, review_records};
use stemma_store::records::decided_quads;

use super::what_if::{recorded, standing};
use super::{Outcome, Unusable, to_type};
use crate::arguments::{Answer, Decide, Review};
use crate::pipeline::{PRINCIPAL, Pipeline, Question, View};

pub(super) fn run(store: &Path, json: bool, arguments: &Review, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match &arguments.decide {
        None => list(store, json, arguments, out),
        Some(Decide::Confirm(answer)) => decide(store, json, (answer, true), out),
        Some(Decide::Reject(answer)) => decide(store, json, (answer, false), out),
    }
}

fn list(store: &Path, json: bool, arguments: &Review, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view_for_review(&Question::from(&arguments.which))?;
    let items = review(&view.state, &view.findings, arguments.kind, arguments.limit);
    let records = review_records(&view.state, &view.texts, &view.findings, &items);
    if json {
        for record in &records {
            writeln!(out, "{}", wire::line(record)?)?;
        }
        return Ok(Outcome::Done);
    }
    for (record, item) in records.iter().zip(&items) {
        print(record, item, out)?;
    }
    let counts = counted(&view.state, &view.findings);
    let counts: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} of {}", kind.as_str())).collect();
    match records.first() {
        Some(first) => {
            let next = to_type(store, &format!("review confirm {}", short(&first.id)));
            writeln!(out, "\nWaiting: {}. Next: {next}, or reject", counts.join(", "))?;
        }
        None => writeln!(out, "Nothing waits. Next: {}", to_type(store, "claims"))?,
    }
    Ok(Outcome::Done)
}

fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

fn print(record: &ReviewRecord, item: &ReviewItem, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}  {:<11}  {}", short(&record.id), record.kind, record.reason)?;
    for quote in &record.quotes {
        writeln!(out, "    “{}” ({})", quote.quote, quote.document)?;
    }
    if let [assertion] = record.assertions.as_slice() {
        let source = assertion.source.as_deref().unwrap_or("nobody named");
        writeln!(out, "    {} by {source}", assertion.stance)?;
    }
    impacts("if confirmed", &item.if_confirmed, out)?;
    impacts("if rejected", &item.if_rejected, out)
}

fn impacts(when: &str, impacts: &[Impact], out: &mut dyn Write) -> anyhow::Result<()> {
    for impact in impacts {
        let (before, after) = (standing(impact.before), standing(impact.after));
        writeln!(out, "    {when}: {before} → {after}: {}", impact.text)?;
    }
    Ok(())
}

fn decide(
    store: &Path,
    json: bool,
    (answer, confirmed): (&Answer, bool),
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view_for_review(&Question::today())?;
    let id = meant(&before, &answer.id)?;
    let item = find(&before.state, &before.findings, id).map_err(|why| Unusable(why.to_string()))?;
    let (did, word) = if confirmed { ("confirmed", "confirm") } else { ("rejected", "reject") };
    let reason = answer.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let reason = reason.map_or_else(|| format!("{did} on review"), str::to_owned);
    let decided = decided((&before.state, &before.findings), &item, confirmed, (PRINCIPAL, &reason));
    let decided = decided.map_err(|why| Unusable(why.to_string()))?;
    let quads = decided_quads(&pipeline.iris, &decided);
    let why = format!("{word} {} {}: {reason}", item.kind.as_str(), item.id);
    recorded(&pipeline, &before, (why, Vec::new(), quads), (store, json), out)?;
    Ok(Outcome::Done)
}

/// The question with this id, or the only one whose id begins so.
fn meant(view: &View, wanted: &str) -> Result<Id<ReviewItem>, Unusable> {
    if let Some(id) = Id::parse(wanted) {
        return Ok(id);
    }
    let is_start = wanted.len() >= 4 && wanted.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let found = if is_start { beginning(&view.state, &view.findings, wanted) } else { BTreeSet::new() };
    match found.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => Ok(*one),
        [] => Err(Unusable(format!("no question `{wanted}`; see `stemma review` for those that wait"))),
        several => Err(Unusable(format!("`{wanted}` is the beginning of {} ids; give more of it", several.len()))),
    }
}
