//! `stemma doctor`

use std::io::Write;
use std::path::Path;

use oxrdf::{GraphName, Quad};
use stemma_core::problems::{of_controls, of_findings, of_judgements};
use stemma_store::StoreError;

use super::{Outcome, shown};
use crate::arguments::Doctor;
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Doctor, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let mut findings: Vec<String> = Vec::new();
    findings.extend(pipeline.store.verify()?.iter().map(|damage| format!("log: {damage}")));
    let view = pipeline.view(&Question::today())?;
    if arguments.check {
        findings.extend(misplaced(&view));
    }
    let doubts: Vec<String> = of_controls(&view.state.controls)
        .into_iter()
        .chain(of_judgements(&view.state.actor_judgements))
        .chain(of_findings(&view.state, &view.findings))
        .map(|problem| format!("{} {}", problem.code, problem.message))
        .chain(foreign_verdicts(&pipeline)?)
        .collect();
    let head = pipeline.store.head()?;
    if json {
        let report = serde_json::json!({
            "store": store.to_string_lossy(),
            "sequence": head.sequence,
            "versions": view.state.versions.len(),
            "claims": view.findings.claims.len(),
            "damage": findings,
            "problems": doubts,
        });
        writeln!(out, "{report}")?;
    } else {
        for finding in findings.iter().chain(&doubts) {
            writeln!(out, "{finding}")?;
        }
        writeln!(
            out,
            "{}: {} changes, {} versions, {} claims; {}",
            shown(store),
            head.sequence,
            view.state.versions.len(),
            view.findings.claims.len(),
            condition(findings.len(), doubts.len())
        )?;
    }
    Ok(if findings.is_empty() && doubts.is_empty() { Outcome::Done } else { Outcome::Flags })
}

/// How a store is, in words.
fn condition(damage: usize, doubts: usize) -> String {
    let store = match damage {
        0 => "the store is whole".to_owned(),
        1 => "1 thing is damaged".to_owned(),
        many => format!("{many} things are damaged"),
    };
    match doubts {
        0 => store,
        1 => format!("{store}; 1 record should be looked at"),
        many => format!("{store}; {many} records should be looked at"),
    }
}

/// Whether clients wrote the graph that verdicts of editors are shown in, before it was closed to them: theirs stays, and is
/// not what it seems to be.
fn foreign_verdicts(pipeline: &Pipeline) -> Result<Option<String>, StoreError> {
    let graph = pipeline.iris.verdicts_graph();
    let is_there = |quad: &Quad| quad.graph_name == GraphName::NamedNode(graph.clone());
    // This store shows nothing that is computed: whatever stands there was written by somebody.
    if pipeline.store.snapshot().quads_for_pattern(None, None, None, Some(graph.as_ref().into())).next().is_none() {
        return Ok(None);
    }
    let mut changes = Vec::new();
    for change in pipeline.store.changes_since(0)? {
        if pipeline.store.payload(&change)?.is_some_and(|payload| payload.inserts().any(is_there)) {
            changes.push(change.sequence.to_string());
        }
    }
    Ok(Some(format!(
        "the graph {graph} holds what a client wrote (change {}), and no verdicts of editors, which cannot be shown there; take it back with \
         `stemma undo NUMBER`, the last first",
        changes.join(", ")
    )))
}

/// Quotes whose place does not say what they say.
fn misplaced(view: &crate::pipeline::View) -> Vec<String> {
    let mut wrong = Vec::new();
    for held in view.state.versions.values() {
        let text = view.texts.text(held.version.id);
        for assertion in &held.assertions {
            for quote in &assertion.statement.contents {
                if quote.span.slice(text) != Some(&quote.text) {
                    wrong.push(format!(
                        "{}: the words of assertion {} are not at their place",
                        held.document.name, assertion.id
                    ));
                }
            }
        }
    }
    wrong
}
