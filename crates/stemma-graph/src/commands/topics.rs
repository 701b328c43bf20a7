//! `stemma topics` and `stemma topic`: what is filed under which topic, and what a person decides about it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use oxrdf::{NamedNode, NamedOrBlankNode, Quad};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::state::{Assertion, Retracted};
use stemma_core::topic::{Filed, Filing};
use stemma_exchange::wire::{self, FilingRecord, TopicRecord};
use stemma_store::records::{filing_node, filing_quads};

use super::judge::the_claim;
use super::what_if::told;
use super::{Outcome, Unusable, to_type};
use crate::arguments::{File, TopicCommand, Topics};
use crate::pipeline::{PRINCIPAL, Pipeline, Question, View, named_record};

pub(super) fn list(store: &Path, json: bool, arguments: &Topics, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let view = pipeline.view(&Question::from(&arguments.which))?;
    let topics = view.topics();
    let Some(wanted) = &arguments.topic else {
        for record in topics.all().map(TopicRecord::from) {
            if json {
                writeln!(out, "{}", wire::line(&record)?)?;
            } else {
                writeln!(out, "{:>4} documents  {:>5} claims  {}", record.documents, record.claims, record.topic)?;
            }
        }
        if !json && topics.all().next().is_none() {
            let add = to_type(store, "topic add DOCUMENT TOPIC --reason WHY");
            writeln!(out, "Nothing is filed under a topic. Next: {add}")?;
        }
        return Ok(Outcome::Done);
    };
    let topic = topics.named(wanted).ok_or_else(|| Unusable(format!("no topic `{wanted}`; see `stemma topics`")))?;
    let text_of = |id| view.findings.answering(id).map(|found| found.claim.text.clone()).unwrap_or_default();
    let times = times(&pipeline, &view)?;
    for mut record in FilingRecord::all(&view.state, topic, text_of) {
        record.at = time_of(&view, &times, &record);
        if json {
            writeln!(out, "{}", wire::line(&record)?)?;
            continue;
        }
        let who = record.by.as_ref().map(|by| format!(" {by}")).unwrap_or_default();
        let at = record.at.as_ref().map(|at| format!(", {at}")).unwrap_or_default();
        writeln!(out, "{:<8}  {}\n    {}{who}{at}: {}", record.kind, record.what, record.rule, record.reason)?;
    }
    Ok(Outcome::Done)
}

/// The recorded time of each filing that holds.
fn times(pipeline: &Pipeline, view: &View) -> anyhow::Result<BTreeMap<Filing, String>> {
    let filings = view.state.filings.iter();
    let nodes: BTreeMap<NamedNode, &Filing> =
        filings.map(|filing| (filing_node(&pipeline.iris, filing), filing)).collect();
    let mut times = BTreeMap::new();
    if nodes.is_empty() {
        return Ok(times);
    }
    for change in pipeline.store.changes_since(0)? {
        let Some(payload) = pipeline.store.payload(&change)? else { continue };
        for quad in payload.inserts() {
            if let NamedOrBlankNode::NamedNode(node) = &quad.subject
                && let Some(filing) = nodes.get(node)
            {
                times.insert((*filing).clone(), change.recorded.clone());
            }
        }
    }
    Ok(times)
}

/// When a person filed what the record is about.
fn time_of(view: &View, times: &BTreeMap<Filing, String>, record: &FilingRecord) -> Option<String> {
    let is_it = |filing: &Filing| match filing.what {
        Filed::Document(id) => id.to_string() == record.id,
        Filed::Assertion(id) => claim_of(view, id).is_some_and(|found| found.claim.id.to_string() == record.id),
    };
    let is_of_record =
        |filing: &Filing| Some(&filing.by) == record.by.as_ref() && filing.reason == record.reason && is_it(filing);
    times.iter().find(|(filing, _)| is_of_record(filing)).map(|(_, time)| time.clone())
}

fn claim_of(view: &View, assertion: Id<Assertion>) -> Option<&ClaimFinding> {
    view.findings.claims.iter().find(|found| found.claim.members.iter().any(|(_, member)| *member == assertion))
}

pub(super) fn file(store: &Path, json: bool, command: &TopicCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (File { what: wanted, topic, reason }, kept_out) = match command {
        TopicCommand::Add(file) => (file, false),
        TopicCommand::Remove(file) => (file, true),
    };
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let (what, called) = meant(&before, wanted)?;
    let filing =
        Filing { what, topic: topic.to_owned(), kept_out, by: PRINCIPAL.to_owned(), reason: reason.to_owned() };
    let filing = filing.checked().map_err(Unusable)?;
    let (topic, reason) = (filing.topic.as_str(), filing.reason.as_str());
    if kept_out && !is_filed(&before, what, topic) {
        return Err(Unusable(format!("`{called}` is not filed under `{topic}`; see `stemma topics`")).into());
    }
    let new = filing_quads(&pipeline.iris, &filing);
    let old = filing.earlier(&before.state.filings).flat_map(|filing| filing_quads(&pipeline.iris, filing));
    let old: Vec<Quad> = old.filter(|quad| !new.contains(quad)).collect();
    let did = if kept_out { "keep out of" } else { "file under" };
    let receipt = pipeline.record(format!("{did} `{topic}`: {called}: {reason}"), old, new, Vec::new())?;
    let after = pipeline.view(&Question::today())?;
    let topics = after.topics();
    let record = topics
        .named(topic)
        .map_or_else(|| TopicRecord { topic: topic.to_owned(), documents: 0, claims: 0 }, TopicRecord::from);
    if json {
        writeln!(out, "{}", wire::line(&record)?)?;
        return Ok(Outcome::Done);
    }
    if receipt.is_none() {
        writeln!(out, "That is recorded already.")?;
    }
    writeln!(out, "{}: {} documents, {} claims", record.topic, record.documents, record.claims)?;
    told(store, json, receipt, out)?;
    Ok(Outcome::Done)
}

/// The document or claim that is meant, and what it is called. A claim is filed by its first assertion.
fn meant(view: &View, wanted: &str) -> anyhow::Result<(Filed, String)> {
    let not_record = match named_record(&view.state, wanted) {
        Ok(Retracted::Document(id)) => {
            let held = view.state.current().find(|held| held.document.id == id);
            return Ok((Filed::Document(id), held.map_or_else(String::new, |held| held.document.name.clone())));
        }
        Ok(Retracted::Assertion(id)) => {
            let text = claim_of(view, id).map(|found| format!("“{}”", found.claim.text));
            return Ok((Filed::Assertion(id), text.unwrap_or_default()));
        }
        Err(why) => why,
    };
    let is_unclear = not_record.contains("is not clear");
    let found = the_claim(&view.state, &view.findings, wanted)
        .map_err(|why| if is_unclear { Unusable(not_record.clone()) } else { why })?;
    let first = found.claim.members.first().ok_or_else(|| Unusable(not_record.clone()))?;
    Ok((Filed::Assertion(first.1), format!("“{}”", found.claim.text)))
}

fn is_filed(view: &View, what: Filed, topic: &str) -> bool {
    let topics = view.topics();
    let Some(topic) = topics.named(topic) else { return false };
    match what {
        Filed::Document(id) => topic.documents.contains_key(&id),
        Filed::Assertion(id) => claim_of(view, id).is_some_and(|found| topic.claims.contains_key(&found.claim.id)),
    }
}
