//! `stemma why-changed`

use std::io::Write;
use std::path::Path;

use stemma_exchange::wire::{self, EventRecord};

use super::what_if::standing;
use super::{Outcome, claim_then};
use crate::arguments::{Time, WhyChanged};
use crate::pipeline::{Axis, Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &WhyChanged, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let question = Question::from(&arguments.which);
    let view = pipeline.view(&question)?;
    let found = claim_then(&pipeline, &view, &question, &arguments.claim)?;
    let axis = match arguments.by {
        Time::Recorded => Axis::Recorded,
        Time::Published => Axis::Published,
    };
    let events = pipeline.history((&view.state, &view.texts, view.findings.as_of), found, &question, axis)?;
    if !json {
        writeln!(out, "{}\n", found.claim.text)?;
    }
    for event in events {
        if json {
            let record = EventRecord::new(event.at, event.sequence, event.what, &event.impact);
            writeln!(out, "{}", wire::line(&record)?)?;
            continue;
        }
        let number = event.sequence.map(|sequence| format!("  change {sequence}")).unwrap_or_default();
        writeln!(out, "{}{number}  {}", event.at, event.what)?;
        writeln!(out, "    {} → {}", standing(event.impact.before), standing(event.impact.after))?;
        for chain in &event.impact.broken {
            writeln!(out, "    broken: {}", chain.join(" → "))?;
        }
    }
    Ok(Outcome::Done)
}
