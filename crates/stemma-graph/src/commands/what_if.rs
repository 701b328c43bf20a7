//! `stemma what-if`, `stemma retract` and `stemma undo`: claims that stand otherwise, the greatest loss first.

use std::io::Write;
use std::path::Path;

use oxrdf::Quad;
use stemma_core::graph::Graph;
use stemma_core::impact::{Impact, Standing, Supposition, impacts, impacts_if};
use stemma_core::state::Retraction;
use stemma_exchange::wire::{self, ImpactRecord};
use stemma_store::log::Receipt;
use stemma_store::records::retraction_quads;

use super::{Outcome, Unusable, claim_then, to_type};
use crate::arguments::{Retract, Undo, WhatIf};
use crate::pipeline::{PRINCIPAL, Pipeline, Question, View, named_record};

pub(super) fn what_if(store: &Path, json: bool, arguments: &WhatIf, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let (pipeline, question) = (Pipeline::open_read_only(store)?, Question::from(&arguments.which));
    let view = pipeline.view(&question)?;
    let suppositions = suppositions(&pipeline, &view, &question, arguments)?;
    if suppositions.is_empty() {
        return Err(
            Unusable("nothing is supposed: give --retract, --same-group, --independent or --add".to_owned()).into()
        );
    }
    print(json, &impacts_if(&view.state, &view.findings, &suppositions), Stand::Would, out)?;
    Ok(Outcome::Done)
}

fn suppositions(
    pipeline: &Pipeline,
    view: &View,
    question: &Question,
    arguments: &WhatIf,
) -> anyhow::Result<Vec<Supposition>> {
    let state = &view.state;
    let mut suppositions = Vec::new();
    for wanted in &arguments.retract {
        suppositions.push(Supposition::Withdrawn(named_record(state, wanted).map_err(Unusable)?));
    }
    let graph = Graph::of(state);
    let is_unknown = |name: &&String| !graph.knows(name);
    if let Some(name) = arguments.same_group.iter().chain(&arguments.independent).find(is_unknown) {
        let why = format!("nobody called `{name}` in the store; names are those of `stemma claims --json`");
        return Err(Unusable(why).into());
    }
    let pairs = |names: &[String]| -> Vec<(String, String)> {
        names.chunks(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone()))).collect()
    };
    suppositions.extend(pairs(&arguments.same_group).into_iter().map(|(a, b)| Supposition::SameGroup(a, b)));
    suppositions.extend(pairs(&arguments.independent).into_iter().map(|(a, b)| Supposition::Independent(a, b)));
    for wanted in &arguments.add {
        let found = claim_then(pipeline, view, question, wanted)?;
        let (source, basis) = (arguments.source.clone(), arguments.basis);
        suppositions.push(Supposition::Said { claim: found.claim.id, source, basis });
    }
    Ok(suppositions)
}

pub(super) fn retract(store: &Path, json: bool, arguments: &Retract, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if arguments.reason.trim().is_empty() {
        return Err(Unusable("a retraction needs a reason".to_owned()).into());
    }
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let (mut quads, mut done, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for wanted in &arguments.what {
        let what = match named_record(&before.state, wanted) {
            Ok(what) if before.state.retractions.contains_key(&what) => {
                refused.push(format!("`{wanted}` is withdrawn already; take that back with `stemma undo`"));
                continue;
            }
            Ok(what) => what,
            Err(why) => {
                refused.push(why);
                continue;
            }
        };
        done.push(wanted.as_str());
        let retraction = Retraction { reason: arguments.reason.clone(), on: arguments.on, by: PRINCIPAL.to_owned() };
        quads.extend(retraction_quads(&pipeline.iris, what, &retraction));
    }
    if done.is_empty() {
        return Err(Unusable(refused.join("\n")).into());
    }
    let reason = format!("retract {}: {}", done.join(", "), arguments.reason);
    recorded(&pipeline, &before, (reason, Vec::new(), quads), (store, json), out)?;
    for why in &refused {
        writeln!(std::io::stderr(), "refused: {why}")?;
    }
    Ok(if refused.is_empty() { Outcome::Done } else { Outcome::Refused })
}

/// Records what a person decided – why, which quads go and which come – and tells which claims stand otherwise and how to
/// take it back. Gives what is found then.
pub(super) fn recorded(
    pipeline: &Pipeline,
    before: &View,
    (reason, old, new): (String, Vec<Quad>, Vec<Quad>),
    (store, json): (&Path, bool),
    out: &mut dyn Write,
) -> anyhow::Result<View> {
    let receipt = pipeline.record(reason, old, new, Vec::new())?;
    if receipt.is_none() && !json {
        writeln!(out, "That is recorded already.")?;
    }
    let after = pipeline.view(&Question::today())?;
    print(json, &impacts(&before.findings, &after.findings), Stand::Now, out)?;
    told(store, json, receipt, out)?;
    Ok(after)
}

pub(super) fn undo(store: &Path, json: bool, arguments: &Undo, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open(store)?;
    let question = Question::today();
    let before = pipeline.view(&question)?;
    let (undone, _) = pipeline.undo(arguments.sequence).map_err(|error| match error {
        crate::pipeline::NotUndone::Store(error) => anyhow::Error::from(error),
        other => Unusable(other.to_string()).into(),
    })?;
    let after = pipeline.view(&question)?;
    if !json {
        writeln!(out, "Taken back: change {}, {}", undone.sequence, undone.reason)?;
    }
    print(json, &impacts(&before.findings, &after.findings), Stand::Now, out)?;
    Ok(Outcome::Done)
}

/// How to take a change back.
pub(super) fn told(store: &Path, json: bool, receipt: Option<Receipt>, out: &mut dyn Write) -> anyhow::Result<()> {
    if let (false, Some(receipt)) = (json, receipt) {
        let undo = to_type(store, &format!("undo {}", receipt.sequence));
        writeln!(out, "\nRecorded as change {}. To take it back: {undo}", receipt.sequence)?;
    }
    Ok(())
}

/// Whether claims stand otherwise, or only would.
#[derive(Clone, Copy)]
pub(super) enum Stand {
    Now,
    Would,
}

/// Claims that stand otherwise: JSON Lines, or a few lines each.
pub(super) fn print(json: bool, impacts: &[Impact], stand: Stand, out: &mut dyn Write) -> anyhow::Result<()> {
    for impact in impacts {
        if json {
            writeln!(out, "{}", wire::line(&ImpactRecord::from(impact))?)?;
            continue;
        }
        let (before, after) = (standing(impact.before), standing(impact.after));
        writeln!(out, "{before} → {after}\n    {}", impact.text)?;
        for chain in &impact.broken {
            writeln!(out, "    broken: {}", chain.join(" → "))?;
        }
    }
    if !json {
        let claims = match impacts.len() {
            0 => "No claim".to_owned(),
            1 => "1 claim".to_owned(),
            many => format!("{many} claims"),
        };
        let stand = match (stand, impacts.len()) {
            (Stand::Would, _) => "would stand",
            (Stand::Now, 0 | 1) => "stands",
            (Stand::Now, _) => "stand",
        };
        writeln!(out, "{claims} {stand} otherwise.")?;
    }
    Ok(())
}

/// How a claim stands, in a few words.
pub(super) fn standing(standing: Option<Standing>) -> String {
    standing.map_or_else(
        || "nobody asserts it".to_owned(),
        |Standing { headline, nu: [low, high], reports, .. }| {
            let nu = if low == high { low.to_string() } else { format!("{low}–{high}") };
            format!("{headline} (ν {nu}, {reports} {})", if reports == 1 { "report" } else { "reports" })
        },
    )
}
