//! `stemma identify`: which item of Wikidata a name means.

use std::io::Write;
use std::path::Path;

use stemma_core::graph::Graph;
use stemma_core::wikidata::{Identified, WikidataId, contrary};
use stemma_exchange::wire::{self, IdentifiedRecord};
use stemma_store::records::identified_quads;

use super::what_if::recorded;
use super::{Outcome, Unusable};
use crate::arguments::Identify;
use crate::pipeline::{Pipeline, Question};

pub(super) fn identify(store: &Path, json: bool, arguments: &Identify, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let Some((actor, id)) = arguments.actor.as_deref().zip(arguments.id.as_deref()) else {
        return list(store, json, out);
    };
    let actor = actor.trim();
    let id = WikidataId::parse(id).ok_or_else(|| Unusable(format!("`{id}` is no item of Wikidata such as Q42")))?;
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    if !Graph::of(&before.state).knows(actor) {
        let why = format!("nobody called `{actor}` in the store; names are those of `stemma claims --json`");
        return Err(Unusable(why).into());
    }
    let identified = Identified { actor: actor.to_owned(), id };
    if let Some(why) = contrary(&before.state, &identified) {
        return Err(Unusable(format!("{why}; take back what is wrong with `stemma undo`")).into());
    }
    let quads = identified_quads(&pipeline.iris, &identified);
    recorded(&pipeline, &before, (format!("{actor} is {id} of Wikidata"), Vec::new(), quads), (store, json), out)?;
    Ok(Outcome::Done)
}

fn list(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let (state, _) = pipeline.state(&pipeline.store.snapshot());
    for identified in &state.identified {
        if json {
            writeln!(out, "{}", wire::line(&IdentifiedRecord::from(identified))?)?;
        } else {
            writeln!(out, "{}  {}", identified.id, identified.actor)?;
        }
    }
    Ok(Outcome::Done)
}
