//! `stemma tensions`: who takes opposed positions, in which words, and how each one's changed.

use std::io::Write;
use std::path::Path;

use stemma_core::tension::{Tension, tensions};
use stemma_exchange::wire::{self, StandRecord, tension_records};

use super::{Outcome, Unusable, to_type};
use crate::arguments::Tensions;
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Tensions, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let view = Pipeline::open_read_only(store)?.view(&Question::from(&arguments.which))?;
    let topics = view.topics();
    let topic = match &arguments.topic {
        Some(name) => {
            Some(topics.named(name).ok_or_else(|| Unusable(format!("no topic `{name}`; see `stemma topics`")))?)
        }
        None => None,
    };
    let is_wanted = |tension: &Tension| topic.is_none_or(|topic| topic.has_tension(&view.state, tension));
    let kept: Vec<Tension> =
        tensions(&view.state, &view.findings).into_iter().filter(|tension| is_wanted(tension)).collect();
    let records = tension_records(&view.state, &view.texts, (&view.findings, &topics), &kept);
    for record in &records {
        if json {
            writeln!(out, "{}", wire::line(record)?)?;
            continue;
        }
        let about = record.claim_text.as_deref().or(record.document.as_deref()).unwrap_or_default();
        writeln!(out, "{:<8} {about}", record.ground)?;
        for side in &record.sides {
            writeln!(out, "    {}", side.text)?;
            for stand in &side.actors {
                writeln!(out, "        {}", told(stand))?;
            }
        }
    }
    if records.is_empty() && !json {
        writeln!(out, "No tensions. Next: {}", to_type(store, "contradictions"))?;
    }
    Ok(Outcome::Done)
}

/// An actor, how its position changed, and the words that show it last.
fn told(stand: &StandRecord) -> String {
    let evolution = if stand.evolution.is_empty() { String::new() } else { format!(", {}", stand.evolution) };
    let quotes = stand.positions.iter().rev().filter(|position| position.said != "evolution");
    let quote = quotes.filter_map(|position| position.quote.as_ref()).next();
    let quote = quote.map(|quote| format!(": “{}” ({})", quote.quote, quote.document)).unwrap_or_default();
    format!("{}{evolution}{quote}", stand.actor)
}
