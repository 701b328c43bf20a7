//! `stemma control` and `stemma interest`: what people state of who controls whom and who gains.

use std::io::Write;
use std::path::Path;

use stemma_core::control::Control;
use stemma_core::name::ActorKey;
use stemma_core::problems::of_controls;
use stemma_core::state::Interest;
use stemma_exchange::wire::{self, ControlRecord, InterestRecord};
use stemma_store::records::{control_quads, interest_quads};

use super::what_if::recorded;
use super::{Outcome, Unusable};
use crate::arguments::{ControlCommand, InterestCommand};
use crate::pipeline::{Pipeline, Question};
use crate::reading::well_known_owners;

pub(super) fn control(
    store: &Path,
    json: bool,
    arguments: &ControlCommand,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let controls = match (&arguments.actor, &arguments.controller) {
        (Some(actor), Some(controller)) => vec![stated(actor, controller, arguments)?],
        _ if arguments.well_known => well_known_owners(),
        _ => return list_controls(store, json, out),
    };
    let pipeline = Pipeline::open(store)?;
    let quads = controls.iter().flat_map(|control| control_quads(&pipeline.iris, control)).collect();
    let reason = match controls.as_slice() {
        [one] => format!("control: {} – {} ({})", one.actor, one.controller, one.how),
        many => format!("control: {} well-known owners", many.len()),
    };
    record(&pipeline, store, json, reason, quads, out)
}

fn stated(actor: &str, controller: &str, arguments: &ControlCommand) -> anyhow::Result<Control> {
    if ActorKey::of(actor) == ActorKey::of(controller) {
        return Err(Unusable(format!("`{actor}` cannot control itself")).into());
    }
    if arguments.from.zip(arguments.to).is_some_and(|(from, to)| to.is_before(from)) {
        return Err(Unusable("--to is before --from".to_owned()).into());
    }
    let ControlCommand { how, share, from, to, .. } = arguments.clone();
    Ok(Control { actor: actor.to_owned(), controller: controller.to_owned(), how, share, from, to })
}

fn list_controls(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let (state, _) = pipeline.state(&pipeline.store.snapshot());
    list(
        json,
        &["actor", "controller", "how", "share", "from", "to"],
        state.controls.iter().map(ControlRecord::from),
        out,
    )
}

pub(super) fn interest(
    store: &Path,
    json: bool,
    arguments: &InterestCommand,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (Some(actor), Some(why)) = (&arguments.actor, &arguments.why) else {
        return list_interests(store, json, out);
    };
    let (actor, claim, why) = (actor.clone(), arguments.claim.clone(), why.clone());
    let interest = Interest { actor, claim, why, overruled: arguments.overrule };
    let pipeline = Pipeline::open(store)?;
    let quads = interest_quads(&pipeline.iris, &interest);
    record(&pipeline, store, json, interest.told(), quads, out)
}

fn list_interests(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let (state, _) = pipeline.state(&pipeline.store.snapshot());
    list(json, &["actor", "claim", "why", "overruled"], state.interests.iter().map(InterestRecord::from), out)
}

/// Records as JSON Lines, or as a table with these columns.
fn list<R: serde::Serialize>(
    json: bool,
    columns: &[&str],
    records: impl Iterator<Item = R>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    if json {
        for record in records {
            writeln!(out, "{}", wire::line(&record)?)?;
        }
        return Ok(Outcome::Done);
    }
    writeln!(out, "{}", columns.join(","))?;
    let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    for record in records {
        table.serialize(record)?;
    }
    table.flush()?;
    Ok(Outcome::Done)
}

fn record(
    pipeline: &Pipeline,
    store: &Path,
    json: bool,
    reason: String,
    quads: Vec<oxrdf::Quad>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let before = pipeline.view(&Question::today())?;
    let after = recorded(pipeline, &before, (reason, Vec::new(), quads), (store, json), out)?;
    let known = of_controls(&before.state.controls);
    for problem in of_controls(&after.state.controls).iter().filter(|problem| !known.contains(problem)) {
        writeln!(std::io::stderr(), "{} {}", problem.code, problem.message)?;
    }
    Ok(Outcome::Done)
}
