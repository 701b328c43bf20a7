//! What is supposed gives what a full computation gives, on made-up worlds.

#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a made-up world within its own bounds; a test may panic"
)]

#[path = "../examples/bench_findings/world.rs"]
#[expect(dead_code, reason = "the bench uses all of it")]
mod world;

use stemma_core::date::PartialDate;
use stemma_core::finding::findings;
use stemma_core::impact::{Supposition, impacts, impacts_if, suppose};
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::review::{Decided, ReviewKind, decided, review};
use stemma_core::state::{Retracted, State};
use world::{Dice, Plan, World};

fn made_up(seed: u64) -> State {
    let mut world = World::new(Plan { claims: 60, assertions: 580, seed });
    let mut state = State::default();
    for held in world.documents() {
        state.versions.insert(held.version.id, held);
    }
    state.controls = world.controls().into_iter().collect();
    state.interests = world.interests().into_iter().collect();
    state
}

fn some(state: &State, dice: &mut Dice) -> Supposition {
    let held: Vec<_> = state.versions.values().collect();
    let mut any = || held[usize::try_from(dice.below(held.len() as u64)).unwrap()];
    let (one, other) = (any(), any());
    let publisher = |held: &stemma_core::state::HeldVersion| held.document.metadata.publisher.clone();
    let pair = publisher(one).zip(publisher(other));
    match (dice.below(4), pair) {
        (0, Some((a, b))) => Supposition::SameGroup(a, b),
        (1, Some((a, b))) => Supposition::Independent(a, b),
        (2, _) => Supposition::Withdrawn(Retracted::Assertion(one.assertions[0].id)),
        _ => Supposition::Withdrawn(Retracted::Document(one.document.id)),
    }
}

#[test]
fn what_is_supposed_equals_a_full_computation() {
    let (mut changed, day) = (0, PartialDate::year(2026));
    for seed in 0..6 {
        let state = made_up(seed);
        let before = findings(&state, Policy::default(), day);
        let resident = Resident::of(state.clone(), Policy::default(), day);
        let mut dice = Dice::new(seed + 100);
        for _ in 0..4 {
            let suppositions: Vec<Supposition> = (0..=dice.below(2)).map(|_| some(&state, &mut dice)).collect();
            let quick = impacts_if(&state, &before, &suppositions);
            let full = findings(&suppose(&state, &before, &suppositions), Policy::default(), day);
            assert_eq!(quick, impacts(&before, &full), "seed {seed}: {suppositions:?}");
            assert_eq!(resident.impacts_if(&suppositions), quick, "seed {seed}: {suppositions:?}");
            changed += quick.len();
        }
    }
    assert!(changed > 10, "the suppositions hardly change anything: {changed}");
}

#[test]
fn what_an_answer_would_change_equals_a_full_computation_and_the_queue_is_in_its_order() {
    let (mut asked, mut changed, day) = (0, 0, PartialDate::year(2026));
    for seed in 0..2 {
        let state = made_up(seed);
        let before = findings(&state, Policy::default(), day);
        let all = review(&state, &before, Some(ReviewKind::Attribution), usize::MAX);
        assert!(all.is_sorted_by(|a, b| a.change >= b.change), "first what would change most");
        assert_eq!(
            all[..5],
            review(&state, &before, Some(ReviewKind::Attribution), 5),
            "a short list is its beginning"
        );
        for item in all.iter().step_by(all.len() / 8) {
            for (confirmed, told) in [(true, &item.if_confirmed), (false, &item.if_rejected)] {
                let Ok(Decided::Review(what, answer)) = decided((&state, &before), item, confirmed, ("ada", "seen"))
                else {
                    panic!("an answer to {item:?}");
                };
                let mut after = state.clone();
                after.reviews.insert(what, answer);
                after.raise_confirmed();
                let full = impacts(&before, &findings(&after, Policy::default(), day));
                let stand = |impacts: &[stemma_core::impact::Impact]| {
                    let mut all: Vec<_> = impacts.iter().map(|i| (i.claim, i.before, i.after)).collect();
                    all.retain(|(_, before, after)| before != after);
                    all.sort_by_key(|(claim, ..)| *claim);
                    all
                };
                assert_eq!(stand(told), stand(&full), "seed {seed}, {confirmed}: {item:?}");
                (asked, changed) = (asked + 1, changed + told.len());
            }
        }
    }
    assert!(asked > 20 && changed > 5, "{asked} asked, {changed} changed");
}
