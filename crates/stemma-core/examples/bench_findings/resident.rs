//! The same world as a resident graph: documents come and go, what is asked of them stays, in numbers.

use std::collections::BTreeMap;
use std::time::Duration;

use stemma_core::contradiction::Contradiction;
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{ClaimKind, ContradictionKind, Support};
use stemma_core::graph::Graph;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::policy::Policy;
use stemma_core::state::{Assertion, State};
use stemma_core::trace::Tracer;

use crate::world::{Plan, World};
use crate::{resident_megabytes, timed};

/// Assesses all claims of a world whose documents are not kept, and prints what it took.
pub(crate) fn measure(plan: Plan) {
    let mut world = World::new(plan);
    let mut graph = Graph::default();
    let mut members: Vec<Vec<(Id<_>, Id<Assertion>)>> = Vec::new();
    let mut made = 0;
    let mut documents = 0;
    let ((), reading) = timed(|| {
        while world.made().len() < plan.assertions as usize {
            let held = world.document();
            graph.add(&held);
            documents += 1;
            for (assertion, claim) in held.assertions.iter().zip(world.made().get(made..).unwrap_or_default()) {
                members.resize_with(members.len().max(*claim as usize + 1), Vec::new);
                members[*claim as usize].push((held.version.id, assertion.id));
            }
            made = world.made().len();
        }
    });
    let ids: Vec<Id<Claim>> = members
        .iter()
        .map(|members| members.iter().map(|(_, id)| *id).min().map_or(Id::of("claim", &[]), Claim::id_by))
        .collect();
    let contradictions: Vec<Contradiction> = world
        .rivals()
        .filter_map(|(a, b)| Some((ids.get(a as usize)?, ids.get(b as usize)?)))
        .map(|(a, b)| Contradiction {
            id: Id::of("contradiction", &[&a.to_string(), &b.to_string()]),
            kind: ContradictionKind::Quantity,
            a: *a,
            b: *b,
            reason: String::new(),
            a_assertions: Vec::new(),
            b_assertions: Vec::new(),
        })
        .collect();
    let mut claims: Vec<Claim> = members
        .into_iter()
        .zip(&ids)
        .map(|(mut members, id)| {
            members.sort_unstable_by_key(|(_, assertion)| *assertion);
            Claim { id: *id, text: String::new(), kind: ClaimKind::Quantity, members }
        })
        .collect();
    claims.sort_by_key(|claim| claim.id);
    let state = State {
        controls: world.controls().into_iter().collect(),
        interests: world.interests().into_iter().collect(),
        ..State::default()
    };
    graph.call(&state);
    let (tracer, preparing) = timed(|| Tracer::new(&graph, &state, &claims, &contradictions, Policy::default()));
    let count = claims.len();
    drop(claims);
    let (supports, all) = timed(|| assess_all(&tracer, count));
    println!(
        "resident: {count} claims, {} assertions, {documents} documents, {} contradictions; read in {:.1} s, prepared in \
         {:.1} s, assessed in {:.2} s; {} MB; {supports:?}",
        world.made().len(),
        contradictions.len(),
        reading.as_secs_f64(),
        preparing.as_secs_f64(),
        Duration::as_secs_f64(&all),
        resident_megabytes(),
    );
}

fn assess_all(tracer: &Tracer<'_>, count: usize) -> BTreeMap<Support, usize> {
    let mut supports = BTreeMap::new();
    for place in 0..count {
        if let Some((standing, _)) = tracer.standing(place, Policy::default(), PartialDate::year(2026)) {
            *supports.entry(standing.support).or_default() += 1;
        }
    }
    supports
}
