//! `stemma doctor`

use std::io::Write;
use std::path::Path;

use stemma_core::problems::{of_controls, of_findings};

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
        .chain(of_findings(&view.state, &view.findings))
        .map(|problem| format!("{} {}", problem.code, problem.message))
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
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Flags })
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
