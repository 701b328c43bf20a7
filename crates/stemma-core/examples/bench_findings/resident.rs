//! The same world as a resident graph: documents come and go, and what is asked of them stays, in numbers.

use std::collections::BTreeMap;
use std::time::Duration;

use stemma_core::contradiction::Contradiction;
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::enumerations::{ClaimKind, ContradictionKind, Support};
use stemma_core::graph::Graph;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::policy::Policy;
use stemma_core::state::{Assertion, State};
use stemma_core::trace::{Ground, Tracer};

use crate::world::{Plan, World};
use crate::{digest, resident_megabytes, timed};

/// A world that is read and not kept.
struct Read {
    graph: Graph,
    state: State,
    claims: Vec<Claim>,
    contradictions: Vec<Contradiction>,
    documents: usize,
}

/// Assesses all claims of a world whose documents are not kept, and prints what it took. Which assertions make one claim
/// is known from the plan; finding it out is what the other table measures.
pub(crate) fn measure(plan: Plan) {
    let (world, reading) = timed(|| read(plan));
    let Read { graph, state, claims, contradictions, documents } = world;
    let (ground, preparing) = timed(|| Ground::new(&graph, &state, &claims, &contradictions, Policy::default()));
    let tracer = ground.tracer(&graph, &state);
    let count = claims.len();
    drop(claims);
    let before = processor();
    let (supports, all) = timed(|| assess_all(&tracer, count));
    let on_processor = processor() - before;
    println!(
        "{count} claims, {} assertions of {documents} documents, {} contradictions; read in {:.1} s, prepared in {:.1} s, \
         assessed in {:.2} s, {:.2} s of a processor; {} MB",
        plan.assertions,
        contradictions.len(),
        reading.as_secs_f64(),
        preparing.as_secs_f64(),
        all.as_secs_f64(),
        on_processor.as_secs_f64(),
        resident_megabytes(),
    );
    let found: Vec<String> = supports.iter().map(|(support, count)| format!("{count} {support}")).collect();
    println!("found: {}", found.join(", "));
    if std::env::args().any(|word| word == "digest") {
        let every = |place| tracer.found(place, Policy::default(), PartialDate::year(2026));
        println!("digest: {:016x}", (0..count).fold(0, |so_far, place| digest::of(&(so_far, every(place)))));
    }
}

fn read(plan: Plan) -> Read {
    let mut world = World::new(plan);
    let mut graph = Graph::default();
    let mut members: Vec<Vec<(Id<Version>, Id<Assertion>)>> = Vec::new();
    let (mut made, mut documents) = (0, 0);
    while (world.made().len() as u64) < plan.assertions {
        let held = world.document();
        graph.add(&held);
        documents += 1;
        for (assertion, claim) in held.assertions.iter().zip(&world.made()[made..]) {
            members.resize_with(members.len().max(*claim as usize + 1), Vec::new);
            members[*claim as usize].push((held.version.id, assertion.id));
        }
        made = world.made().len();
    }
    let state = State {
        controls: world.controls().into_iter().collect(),
        interests: world.interests().into_iter().collect(),
        ..State::default()
    };
    let rivals: Vec<(u64, u64)> = world.rivals().collect();
    drop(world);
    let first = |members: &Vec<(_, Id<Assertion>)>| members.iter().map(|(_, id)| *id).min();
    let ids: Vec<Id<Claim>> = members.iter().filter_map(first).map(Claim::id_by).collect();
    let mut claims: Vec<Claim> = members.into_iter().zip(&ids).map(|(members, id)| claim(*id, members)).collect();
    claims.sort_by_key(|claim| claim.id);
    graph.call(&state);
    let rivals = rivals.iter().filter_map(|(a, b)| Some((ids.get(*a as usize)?, ids.get(*b as usize)?)));
    let contradictions = rivals.map(|(a, b)| excluding(*a, *b)).collect();
    Read { graph, state, claims, contradictions, documents }
}

fn claim(id: Id<Claim>, mut members: Vec<(Id<Version>, Id<Assertion>)>) -> Claim {
    members.sort_unstable_by_key(|(_, assertion)| *assertion);
    members.shrink_to_fit();
    Claim { id, text: String::new(), kind: ClaimKind::Quantity, members }
}

fn excluding(a: Id<Claim>, b: Id<Claim>) -> Contradiction {
    Contradiction {
        id: Id::of("contradiction", &[&a.to_string(), &b.to_string()]),
        kind: ContradictionKind::Quantity,
        a,
        b,
        reason: String::new(),
        a_assertions: Vec::new(),
        b_assertions: Vec::new(),
        resolution: None,
        entailment: None,
        corrected: false,
    }
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

/// How long this process has had a processor (Linux; elsewhere nothing).
fn processor() -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(told.split(' ').next().and_then(|taken| taken.parse().ok()).unwrap_or_default())
}
