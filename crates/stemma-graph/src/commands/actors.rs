//! `stemma same-actor` and `stemma not-same-actor`: which names a person judged to mean one actor, or two. What was said
//! stays as it was said.

use std::io::Write;
use std::path::Path;

use oxrdf::Quad;
use stemma_core::graph::Graph;
use stemma_core::judged::{contrary, told_together};
use stemma_core::name::ActorKey;
use stemma_core::state::ActorJudgement;
use stemma_store::records::actor_judgement_quads;

use super::what_if::recorded;
use super::{Outcome, Unusable};
use crate::arguments::JudgeActors;
use crate::pipeline::{PRINCIPAL, Pipeline, Question};

pub(super) fn judge(
    store: &Path,
    json: bool,
    (arguments, same): (&JudgeActors, bool),
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (a, b, reason) = (arguments.actor.trim(), arguments.other.trim(), arguments.reason.trim());
    if reason.is_empty() {
        return Err(Unusable("a judgement needs a reason".to_owned()).into());
    }
    let (one, other) = (ActorKey::of(a), ActorKey::of(b));
    if one == other {
        let why = format!("`{a}` and `{b}` are one name here: actors of one name cannot be told apart by it");
        return Err(Unusable(why).into());
    }
    let pipeline = Pipeline::open(store)?;
    let before = pipeline.view(&Question::today())?;
    let graph = Graph::of(&before.state);
    if let Some(name) = [a, b].into_iter().find(|name| !graph.knows(name)) {
        let why = format!("nobody called `{name}` in the store; names are those of `stemma claims --json`");
        return Err(Unusable(why).into());
    }
    let judgement =
        ActorJudgement { a: a.to_owned(), b: b.to_owned(), same, by: PRINCIPAL.to_owned(), reason: reason.to_owned() };
    if let Some(judged) = contrary(&before.state.actor_judgements, &judgement) {
        let why = format!(
            "that does not agree with what is judged already: {}; take one of these back first: `stemma undo`, or `Take back` in the list of changes of the service",
            told_together(&judged)
        );
        return Err(Unusable(why).into());
    }
    let item = |key: &ActorKey| before.state.identified.iter().find(|known| ActorKey::of(&known.actor) == *key);
    if let Some((one, other)) = item(&one).zip(item(&other)).filter(|(one, other)| (one.id == other.id) != same) {
        let told = if same { "are two items of Wikidata" } else { "are one item of Wikidata" };
        let why =
            format!("`{a}` ({}) and `{b}` ({}) {told}; take that back first with `stemma undo`", one.id, other.id);
        return Err(Unusable(why).into());
    }
    let new = actor_judgement_quads(&pipeline.iris, &judgement);
    // What the same person says of the same pair again takes the place of what they said.
    let earlier = before.state.actor_judgements.iter().filter(|j| j.by == PRINCIPAL && j.is_of(&one, &other));
    let old = earlier.flat_map(|earlier| actor_judgement_quads(&pipeline.iris, earlier));
    let old: Vec<Quad> = old.filter(|quad| !new.contains(quad)).collect();
    let told = if same { "one actor" } else { "two actors" };
    recorded(&pipeline, &before, (format!("{told}: {a}, {b}: {reason}"), old, new), (store, json), out)?;
    Ok(Outcome::Done)
}
