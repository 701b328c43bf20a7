//! What is kept of names equals what a look at everything gives, on made-up worlds.

#![expect(clippy::indexing_slicing, reason = "a made-up world within its own bounds; a test may panic")]

#[path = "support/changing.rs"]
#[expect(dead_code, reason = "these tests share no passages")]
mod changing;

use std::collections::{BTreeMap, BTreeSet};

use changing::world::Dice;
use changing::{decide, documents, state_aliases, state_roles, state_withdrawals};
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::finding::findings;
use stemma_core::id::Id;
use stemma_core::name::ActorKey;
use stemma_core::policy::Policy;
use stemma_core::profile::{Profile, Profiles, Stakes, Supplied};
use stemma_core::state::{ActorJudgement, HeldVersion, State};

/// What is recorded of a name, by a look at everything.
fn all_of<'s>(state: &'s State, key: &ActorKey) -> Stakes<'s> {
    let is_it = |name: &str| ActorKey::of(name) == *key;
    let is_either = |a: &str, b: Option<&str>| is_it(a) || b.is_some_and(is_it);
    let mut all = Stakes {
        above: state.controls.iter().filter(|control| is_it(&control.actor)).collect(),
        below: state.controls.iter().filter(|control| is_it(&control.controller)).collect(),
        interests: state.interests.iter().filter(|interest| is_it(&interest.actor)).collect(),
        judgements: state.actor_judgements.iter().filter(|j| is_either(&j.a, Some(&j.b))).collect(),
        ..Stakes::default()
    };
    for held in state.current() {
        let (version, metadata) = (held.version.id, &held.document.metadata);
        all.aliases.extend(held.aliases.iter().filter(|a| a.other(key).is_some()).map(|a| (version, a)));
        let roles = held.roles.iter().filter(|role| is_either(&role.holder, role.organization.as_deref()));
        all.roles.extend(roles.map(|role| (version, role)));
        let publisher = metadata.publisher.as_deref();
        let supplied = metadata.supplied_by.iter().filter(|by| is_either(by, publisher));
        all.supplied.extend(supplied.map(|by| Supplied { version, by, published_by: publisher }));
        let last = |key: &ActorKey| key.surname().unwrap_or_else(|| key.clone());
        let may_be = |by: &ActorKey| (last(by) == *key || last(by) == last(key)) && (by == key || key.may_be(by));
        let taken_back = held.withdrawals.iter().filter(|stated| may_be(&ActorKey::of(&stated.name)));
        all.withdrawals.extend(taken_back.map(|stated| (version, stated)));
    }
    all.roles.sort_by_key(|(version, role)| (role.from.or(role.on).or(role.to), *version));
    all
}

/// Everyone who is recorded, and names that nobody has.
fn names(state: &State) -> BTreeSet<ActorKey> {
    let said = |held: &HeldVersion| held.assertions.iter().flat_map(|a| a.statement.chain.clone()).collect::<Vec<_>>();
    let voices = state.versions.values().flat_map(said).map(|voice| voice.name);
    let publishers = state.versions.values().filter_map(|held| held.document.metadata.publisher.clone());
    let controls = state.controls.iter().flat_map(|c| [c.actor.clone(), c.controller.clone()]);
    let gainers = state.interests.iter().map(|interest| interest.actor.clone());
    let nobody = ["Nobody at all".to_owned(), String::new()];
    voices.chain(publishers).chain(controls).chain(gainers).chain(nobody).map(|name| ActorKey::of(&name)).collect()
}

/// A state with much that is recorded of names.
fn recorded(seed: u64, dice: &mut Dice) -> State {
    let (world, mut documents) = documents(seed, dice);
    state_aliases(&mut documents, 60, dice);
    state_roles(&mut documents, 60, dice);
    state_withdrawals(&mut documents, 60, dice);
    let voices: Vec<String> =
        documents.iter().flat_map(|held| &held.assertions).map(|a| a.statement.chain[0].name.clone()).collect();
    let any = |dice: &mut Dice| voices[dice.below(voices.len() as u64) as usize].clone();
    let mut state = State {
        controls: world.controls().into_iter().collect(),
        interests: world.interests().into_iter().collect(),
        ..State::default()
    };
    for mut held in documents {
        while dice.percent(30) {
            held.document.metadata.supplied_by.push(any(dice));
        }
        for other in state.versions.values_mut().filter(|other| other.document.id == held.document.id) {
            other.superseded = true;
        }
        state.versions.insert(held.version.id, held);
    }
    for _ in 0..3 {
        let (a, b, same) = (any(dice), any(dice), dice.percent(50));
        let judgement = ActorJudgement { a, b, same, by: "a test".to_owned(), reason: String::new() };
        state.actor_judgements.insert(judgement);
        let found = findings(&state, Policy::default(), PartialDate::year(2026));
        decide(&mut state, &found, &world, dice);
    }
    state
}

#[test]
fn what_is_recorded_of_a_name_is_what_a_look_at_everything_gives() {
    let mut seen = BTreeMap::new();
    for seed in 0..2 {
        let state = recorded(seed, &mut Dice::new(seed + 7000));
        let found = findings(&state, Policy::default(), PartialDate::year(2026));
        let profiles = Profiles::of(&state, &found);
        for key in names(&state) {
            let (kept, mut all) = (profiles.stakes(&state, &key), all_of(&state, &key));
            let by_place = |of: &(Id<Version>, _)| of.0;
            // Those that may be the same come after those that are; which come is the same.
            let mut kept = kept;
            kept.withdrawals.sort_by_key(by_place);
            all.withdrawals.sort_by_key(by_place);
            let counts = [
                ("above", kept.above.len()),
                ("below", kept.below.len()),
                ("interests", kept.interests.len()),
                ("judgements", kept.judgements.len()),
                ("aliases", kept.aliases.len()),
                ("roles", kept.roles.len()),
                ("supplied", kept.supplied.len()),
                ("withdrawals", kept.withdrawals.len()),
            ];
            counts.iter().for_each(|(what, many)| *seen.entry(*what).or_insert(0) += many);
            assert_eq!(kept, all, "seed {seed}: {key}");
        }
    }
    assert!(seen.len() == 8 && seen.values().all(|many| *many > 0), "too little was compared: {seen:?}");
}

#[test]
fn what_fell_is_known_of_all_that_somebody_said() {
    let (mut fell, mut stands) = (0, 0);
    for seed in 0..2 {
        let state = recorded(seed, &mut Dice::new(seed + 8000));
        let found = findings(&state, Policy::default(), PartialDate::year(2026));
        let profiles = Profiles::of(&state, &found);
        let all: BTreeMap<_, &HeldVersion> =
            state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (a.id, held))).collect();
        let ids = names(&state).into_iter().flat_map(|key| {
            let both = [profiles.actor(key.actor_id()), profiles.source(key.source_id())];
            both.into_iter().flatten().collect::<Vec<&Profile>>()
        });
        for said in ids.flat_map(|profile| &profile.said) {
            let is_down = |assertion| {
                let held = all[assertion];
                held.superseded || state.is_withdrawn(&held.document, *assertion)
            };
            assert_eq!(said.fell, said.assertions.iter().any(is_down));
            *(if said.fell { &mut fell } else { &mut stands }) += 1;
        }
    }
    assert!(fell > 10 && stands > 10, "{fell} fell, {stands} stand");
}
