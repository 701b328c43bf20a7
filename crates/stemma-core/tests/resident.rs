//! Findings that are kept in step equal those of a full computation, on made-up worlds, whatever comes in which order.

#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a made-up world within its own bounds; a test may panic"
)]

#[path = "support/changing.rs"]
mod changing;

use std::collections::BTreeSet;

use changing::world::Dice;
use changing::{decide, documents, passage, state_aliases, state_roles, state_withdrawals};
use stemma_core::copying::SharedPassage;
use stemma_core::date::PartialDate;
use stemma_core::draft::Checker;
use stemma_core::finding::{ClaimFinding, Findings, findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::{Assertion, HeldVersion, State};

fn assert_same(kept: &Findings, full: &Findings, at: &str) {
    for (one, other) in kept.claims.iter().zip(&full.claims) {
        assert_eq!(one, other, "{at}");
    }
    assert_eq!(kept.claims.len(), full.claims.len(), "{at}");
    assert_eq!(kept.contradictions, full.contradictions, "{at}");
    assert_eq!(kept.matches, full.matches, "{at}");
}

/// Whether that was done without computing everything again.
fn follows(following: &mut Resident, state: &State, full: &Findings, (seed, step): (u64, usize)) -> bool {
    let at = &format!("seed {seed}, followed to document {step}");
    let spared = following.follow(state.clone());
    assert_eq!(following.state(), state, "{at}");
    assert_same(&following.findings(), full, at);
    assert_eq!(Checker::of(following, full), Checker::new(state, full), "{at}");
    spared
}

/// Compares what is found first of the claims that a version makes; gives how many these are.
fn assert_own(resident: &Resident, full: &Findings, said: &[Id<Assertion>]) -> usize {
    let is_own = |found: &&ClaimFinding| found.claim.members.iter().any(|(_, assertion)| said.contains(assertion));
    let mut count = 0;
    for expected in full.claims.iter().filter(is_own) {
        let found = resident.found(expected.claim.id).unwrap();
        assert_eq!((&found.claim, &found.finding, &found.flags), (&expected.claim, &expected.finding, &expected.flags));
        assert_eq!((&found.traced, found.lifecycle), (&expected.traced, expected.lifecycle));
        count += 1;
    }
    count
}

/// The claims of which something else is found than before.
fn told(before: &Findings, full: &Findings) -> Vec<Id<Claim>> {
    let was = |id| before.claims.binary_search_by_key(&id, |was| was.claim.id).ok().map(|place| &before.claims[place]);
    full.claims.iter().filter(|now| was(now.claim.id) != Some(now)).map(|found| found.claim.id).collect()
}

/// How many worlds are tried.
fn worlds() -> u64 {
    std::env::var("PROPTEST_CASES").map_or(2, |cases| (cases.parse::<u64>().unwrap() / 500).max(1))
}

#[test]
fn what_is_kept_equals_a_full_computation_whatever_comes_in_which_order() {
    let (mut assessed, mut claims, mut supported, mut spared, mut own, mut later) = (0, 0, 0, 0, 0, 0);
    for seed in 0..worlds() {
        let mut dice = Dice::new(seed + 1000);
        let (world, documents) = documents(seed, &mut dice);
        let mut state = State {
            controls: world.controls().into_iter().collect(),
            interests: world.interests().into_iter().collect(),
            ..State::default()
        };
        let day = PartialDate::year(2026);
        let mut resident = Resident::of(state.clone(), Policy::default(), day);
        let mut following = resident.clone();
        for (step, held) in documents.into_iter().enumerate() {
            for other in state.versions.values_mut().filter(|other| other.document.id == held.document.id) {
                other.superseded = true;
            }
            state.versions.insert(held.version.id, held.clone());
            let current =
                |passage: &SharedPassage| [passage.a, passage.b].iter().all(|id| !state.versions[id].superseded);
            let mut passages: Vec<SharedPassage> = state.passages.iter().filter(|p| current(p)).cloned().collect();
            passages.extend(passage(&state, &mut dice).filter(|_| dice.percent(15)));
            passages.sort();
            passages.dedup();
            state.passages.clone_from(&passages);
            let before = resident.findings();
            let said: Vec<_> = held.assertions.iter().map(|assertion| assertion.id).collect();
            let full = (step % 4 == 0 || step < 6).then(|| findings(&state, Policy::default(), day));
            let first = resident.add_first(held, passages);
            own += full.as_ref().map_or(0, |full| assert_own(&resident, full, &said));
            let more = resident.catch_up();
            later += more.assessed;
            assessed += first.assessed + more.assessed;
            let found = resident.findings();
            claims += found.claims.len();
            supported += found.claims.iter().filter(|found| !found.traced.stronger.is_empty()).count();
            if let Some(full) = full {
                assert_same(&resident.findings(), &full, &format!("seed {seed}, document {step}"));
                let told = told(&before, &full);
                let changed: BTreeSet<_> = first.changed.union(&more.changed).copied().collect();
                assert_eq!(changed.into_iter().collect::<Vec<_>>(), told, "seed {seed}, document {step}");
            }
            if dice.percent(25) {
                decide(&mut state, &resident.findings(), &world, &mut dice);
                resident.decide(&state);
                let full = findings(&state, Policy::default(), day);
                assert_same(&resident.findings(), &full, &format!("seed {seed}, a decision after document {step}"));
                spared += usize::from(follows(&mut following, &state, &full, (seed, step)));
            }
        }
    }
    assert!(own > 0 && later > 0, "{own} claims are found first, and {later} later");
    assert!(spared > 0, "some states are followed without computing everything again");
    assert!(supported > 0, "some claims are supported by stronger ones");
    assert!(assessed < claims, "{assessed} claims were assessed, and a full computation assesses {claims}");
}

/// What taking a kind of statement away did in all worlds: how many there were, how many numbers or degrees of support they
/// had lowered, how many numbers, and how many of these in the lowest possible number only. They raised none.
struct Lowered {
    stated: usize,
    lowered: usize,
    numbers: usize,
    unsure: usize,
}

fn without(
    first_seed: u64,
    state_some: impl Fn(&mut [HeldVersion], &mut Dice),
    forget: impl Fn(&mut HeldVersion) -> usize,
) -> Lowered {
    let mut all = Lowered { stated: 0, lowered: 0, numbers: 0, unsure: 0 };
    for seed in 0..worlds() {
        let mut dice = Dice::new(seed + first_seed);
        let (world, mut documents) = documents(seed, &mut dice);
        (0..8).for_each(|_| state_some(&mut documents, &mut dice));
        let mut state = State {
            controls: world.controls().into_iter().collect(),
            interests: world.interests().into_iter().collect(),
            versions: documents.into_iter().map(|held| (held.version.id, held)).collect(),
            ..State::default()
        };
        let with = findings(&state, Policy::default(), PartialDate::year(2026));
        all.stated += state.versions.values_mut().map(&forget).sum::<usize>();
        let without = findings(&state, Policy::default(), PartialDate::year(2026));
        for (with, without) in with.claims.iter().zip(&without.claims) {
            assert_eq!(with.claim, without.claim);
            let (now, before) = (&with.finding, &without.finding);
            assert!(now.support.nu <= before.support.nu && now.nu_high <= before.nu_high, "{now:?}\n{before:?}");
            assert!(now.support.support <= before.support.support, "{now:?}\n{before:?}");
            let is_number = now.support.nu < before.support.nu;
            all.lowered += usize::from(is_number || now.support.support < before.support.support);
            all.numbers += usize::from(is_number);
            all.unsure += usize::from(is_number && now.nu_high == before.nu_high);
        }
    }
    all
}

#[test]
fn another_name_that_a_text_states_raises_no_number() {
    let state_some = |documents: &mut [HeldVersion], dice: &mut Dice| state_aliases(documents, 100, dice);
    let Lowered { stated, lowered, .. } = without(3000, state_some, |held| std::mem::take(&mut held.aliases).len());
    assert!(stated > 0 && lowered > 0, "{stated} other names lowered {lowered} numbers");
}

#[test]
fn an_office_that_a_text_states_raises_no_number() {
    let state_some = |documents: &mut [HeldVersion], dice: &mut Dice| state_roles(documents, 100, dice);
    let all = without(4000, state_some, |held| std::mem::take(&mut held.roles).len());
    let Lowered { stated, numbers, unsure, .. } = all;
    assert!(
        stated > 0 && numbers > 0 && unsure > 0,
        "{stated} offices lowered {numbers} numbers, {unsure} of them unsure"
    );
}

#[test]
fn a_statement_that_was_taken_back_raises_no_number() {
    let state_some = |documents: &mut [HeldVersion], dice: &mut Dice| state_withdrawals(documents, 100, dice);
    let Lowered { stated, numbers, unsure, .. } =
        without(5000, state_some, |held| std::mem::take(&mut held.withdrawals).len());
    assert!(
        stated > 0 && numbers > 0 && unsure > 0,
        "{stated} statements taken back lowered {numbers} numbers, {unsure} of them unsure"
    );
}
