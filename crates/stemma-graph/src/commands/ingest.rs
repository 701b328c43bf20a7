//! `stemma ingest`

use std::io::{IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use stemma_core::problems::{DATES_OUT_OF_ORDER, ITSELF, UNKNOWN_ID};
use stemma_exchange::wire::{self, ProblemRecord};
use stemma_extract::problems::TABLE_ROW;

use super::send::send;
use super::{Outcome, shown};
use crate::arguments::Ingest;
use crate::intake::{FORBIDDEN, UNREAD};
use crate::pipeline::{Ingested, Pipeline, ingest};

pub(super) fn run(store: &Path, json: bool, arguments: &Ingest, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if let Some(service) = &arguments.to {
        return send(service, json, arguments, out);
    }
    let started = std::time::Instant::now();
    let pipeline = Pipeline::open(store)?;
    let bar = progress_bar();
    let ingested = ingest(&pipeline, &arguments.paths, &arguments.fetching(), &mut |name, _| {
        bar.set_message(name.to_owned());
        bar.inc(1);
    })?;
    bar.finish_and_clear();
    let Ingested { mut record, refused, .. } = ingested;
    record.seconds = seconds(started);
    if json {
        writeln!(out, "{}", wire::line(&record)?)?;
    } else {
        writeln!(
            out,
            "{} new documents, {} new versions, {} assertions; the store at {} has {} claims, {} contradictions, {} actors and {} sources. {:.2} s",
            record.documents,
            record.versions,
            record.assertions,
            shown(store),
            record.claims,
            record.contradictions,
            record.actors,
            record.sources,
            record.seconds
        )?;
    }
    tell(&record.problems, json)?;
    let is_whole = refused.is_empty() && !record.problems.iter().any(is_left_out);
    Ok(if is_whole { Outcome::Done } else { Outcome::Refused })
}

/// Whether a problem left out a row of a table, or a part of it.
fn is_left_out(problem: &ProblemRecord) -> bool {
    [TABLE_ROW, UNKNOWN_ID, ITSELF, DATES_OUT_OF_ORDER].contains(&problem.code.as_str())
}

/// Tells people what they should look at; where records are printed, only what was not read.
pub(super) fn tell(problems: &[ProblemRecord], json: bool) -> std::io::Result<()> {
    let mut errors = std::io::stderr().lock();
    for problem in problems.iter().filter(|problem| !json || [UNREAD, FORBIDDEN].contains(&problem.code.as_str())) {
        let place = problem.start.zip(problem.end).map(|(start, end)| format!(":{start}-{end}")).unwrap_or_default();
        writeln!(errors, "{}{place}: {} {}", problem.document, problem.code, problem.message)?;
    }
    Ok(())
}

/// How long it took, to the millisecond.
pub(super) fn seconds(started: std::time::Instant) -> f64 {
    (started.elapsed().as_secs_f64() * 1000.0).round() / 1000.0
}

/// A bar on a terminal, nothing elsewhere.
pub(super) fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents  {wide_msg}") {
        bar.set_style(style);
    }
    bar
}
