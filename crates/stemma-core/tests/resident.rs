//! Findings that are kept in step equal those of a full computation, on made-up worlds, whatever comes in which order.

#![expect(
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a made-up world within its own bounds; a test may panic"
)]

#[path = "../examples/bench_findings/world.rs"]
#[expect(dead_code, reason = "the bench uses all of it")]
mod world;

use stemma_core::alias::AliasStatement;
use stemma_core::contradiction::settled;
use stemma_core::copying::SharedPassage;
use stemma_core::date::PartialDate;
use stemma_core::finding::{Findings, findings};
use stemma_core::id::Id;
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::span::{Quote, Span};
use stemma_core::state::{Assertion, HeldVersion, Judgement, Retracted, Retraction, Review, Reviewed, State};
use stemma_core::statement::{Decimal, Statement};
use world::{Dice, Plan, World};

/// Says no more than that there were more than fifty: what others say of the same follows from that, or it from theirs.
fn say_less(statement: &mut Statement) {
    let Some(quantity) = statement.quantities.first_mut() else { return };
    let less = format!("more than 50 {}", quantity.unit);
    statement.sentence = statement.sentence.replace(&quantity.quote.text, &less);
    quantity.quote.text = less;
    (quantity.low, quantity.high) = (Decimal::parse("50"), None);
}

/// So many documents of a hundred state that two of all names mean one.
fn state_aliases(documents: &mut [HeldVersion], percent: u64, dice: &mut Dice) {
    let voices =
        |held: &HeldVersion| held.assertions.iter().flat_map(|a| a.statement.chain.clone()).collect::<Vec<_>>();
    let said = documents.iter().flat_map(voices).map(|voice| voice.name);
    let names: Vec<String> =
        documents.iter().filter_map(|held| held.document.metadata.publisher.clone()).chain(said).collect();
    for held in documents {
        if dice.percent(percent) {
            let mut any = || names[dice.below(names.len() as u64) as usize].clone();
            let quote = Quote { span: Span::new(0, 0), text: String::new() };
            held.aliases.push(AliasStatement { quote, name: any(), alias: any(), cue: "()".to_owned() });
        }
    }
}

/// Documents in a random order: some open with a name that only others show to be one, some respell whom they credit,
/// some say less than others, some come again in a later version that says less.
fn documents(seed: u64, dice: &mut Dice) -> (World, Vec<HeldVersion>) {
    let mut world = World::new(Plan { claims: 50, assertions: 480, seed });
    let mut documents: Vec<HeldVersion> = world.documents().collect();
    for held in &mut documents {
        for assertion in &mut held.assertions {
            let statement = &mut assertion.statement;
            if dice.percent(30)
                && let Some(bare) = statement.sentence.strip_prefix("The ")
            {
                statement.sentence = bare.to_owned();
            }
            if dice.percent(25) {
                say_less(statement);
            }
            if dice.percent(20) {
                statement.chain.iter_mut().for_each(|voice| voice.name = format!("the {}", voice.name));
            }
            *assertion = Assertion::new(held.version.id, statement.clone());
        }
        held.assertions.sort_by_key(|assertion| assertion.id);
        held.assertions.dedup_by_key(|assertion| assertion.id);
    }
    state_aliases(&mut documents, 8, dice);
    for index in 0..documents.len() {
        if dice.percent(10) {
            let mut later = documents[index].clone();
            later.version.id = Id::of("version", &[&later.version.id.to_string(), "later"]);
            later.assertions.truncate(later.assertions.len() / 2 + 1);
            for assertion in &mut later.assertions {
                *assertion = Assertion::new(later.version.id, assertion.statement.clone());
            }
            documents.push(later);
        }
    }
    for index in (1..documents.len()).rev() {
        documents.swap(index, dice.below(index as u64 + 1) as usize);
    }
    (world, documents)
}

/// A passage that two current documents share, which holds all that they say.
fn passage(state: &State, dice: &mut Dice) -> Option<SharedPassage> {
    let current: Vec<_> = state.current().map(|held| held.version.id).collect();
    let mut any = || current.get(dice.below(current.len() as u64) as usize).copied();
    let (a, b) = any().zip(any()).filter(|(a, b)| a != b)?;
    let whole = Span::new(0, 4000);
    Some(SharedPassage { a: a.min(b), b: a.max(b), in_a: whole, in_b: whole, words: 60, percent: 90 })
}

fn decide(state: &mut State, findings: &Findings, world: &World, dice: &mut Dice) {
    let all: Vec<_> =
        state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (held, a.id))).collect();
    let mut any = || all[dice.below(all.len() as u64) as usize];
    let ((one, a), (_, b)) = (any(), any());
    let document = one.document.id;
    match dice.below(12) {
        0..=3 if a != b => {
            let (a, b, same) = (a.min(b), a.max(b), dice.percent(50));
            state.judgements.insert(Judgement { a, b, same, by: "a test".to_owned(), reason: String::new() });
        }
        4 => _ = state.judgements.pop_first(),
        5 | 6 => {
            let what = if dice.percent(50) { Retracted::Document(document) } else { Retracted::Assertion(a) };
            state.retractions.insert(what, Retraction { reason: String::new(), on: None, by: String::new() });
        }
        7 => _ = state.retractions.pop_first(),
        8 | 9 => {
            let (confirmed, by) = (dice.percent(50), "a test".to_owned());
            state.reviews.insert(Reviewed::Attribution(a), Review { confirmed, by, reason: String::new() });
            state.raise_confirmed();
        }
        10 => {
            let open: Vec<_> =
                findings.contradictions.iter().filter(|pair| pair.opposes() || pair.entails().is_some()).collect();
            let any = open.get(dice.below(open.len() as u64) as usize);
            let settled = any.and_then(|any| settled(state, any, None, ("a test", "it is none")).ok());
            state.resolutions.extend(settled.map(|settled| (settled.id, settled.now)));
        }
        _ => {
            state.controls = world.controls().into_iter().filter(|_| dice.percent(70)).collect();
            state.interests = world.interests().into_iter().filter(|_| dice.percent(70)).collect();
        }
    }
}

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
    spared
}

/// How many worlds are tried.
fn worlds() -> u64 {
    std::env::var("PROPTEST_CASES").map_or(2, |cases| (cases.parse::<u64>().unwrap() / 500).max(1))
}

#[test]
fn what_is_kept_equals_a_full_computation_whatever_comes_in_which_order() {
    let (mut assessed, mut claims, mut supported, mut spared) = (0, 0, 0, 0);
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
            let changed = resident.add(held, passages);
            assessed += changed.assessed;
            let found = resident.findings();
            claims += found.claims.len();
            supported += found.claims.iter().filter(|found| !found.traced.stronger.is_empty()).count();
            if step % 4 == 0 || step < 6 {
                let full = findings(&state, Policy::default(), day);
                assert_same(&resident.findings(), &full, &format!("seed {seed}, document {step}"));
                let told: Vec<_> = full
                    .claims
                    .iter()
                    .filter(|now| {
                        before
                            .claims
                            .binary_search_by_key(&now.claim.id, |was| was.claim.id)
                            .ok()
                            .map(|place| &before.claims[place])
                            != Some(now)
                    })
                    .map(|found| found.claim.id)
                    .collect();
                assert_eq!(changed.changed.into_iter().collect::<Vec<_>>(), told, "seed {seed}, document {step}");
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
    assert!(spared > 0, "some states are followed without computing everything again");
    assert!(supported > 0, "some claims are supported by stronger ones");
    assert!(assessed < claims, "{assessed} claims were assessed, and a full computation assesses {claims}");
}

#[test]
fn another_name_that_a_text_states_raises_no_number() {
    let (mut stated, mut lowered) = (0, 0);
    for seed in 0..worlds() {
        let mut dice = Dice::new(seed + 3000);
        let (world, mut documents) = documents(seed, &mut dice);
        (0..8).for_each(|_| state_aliases(&mut documents, 100, &mut dice));
        let mut state = State {
            controls: world.controls().into_iter().collect(),
            interests: world.interests().into_iter().collect(),
            versions: documents.into_iter().map(|held| (held.version.id, held)).collect(),
            ..State::default()
        };
        let with = findings(&state, Policy::default(), PartialDate::year(2026));
        for held in state.versions.values_mut() {
            stated += held.aliases.len();
            held.aliases.clear();
        }
        let without = findings(&state, Policy::default(), PartialDate::year(2026));
        for (with, without) in with.claims.iter().zip(&without.claims) {
            assert_eq!(with.claim, without.claim);
            let (now, before) = (&with.finding, &without.finding);
            assert!(now.support.nu <= before.support.nu && now.nu_high <= before.nu_high, "{now:?}\n{before:?}");
            assert!(now.support.support <= before.support.support, "{now:?}\n{before:?}");
            lowered += usize::from(now.support.nu < before.support.nu || now.support.support < before.support.support);
        }
    }
    assert!(stated > 0 && lowered > 0, "{stated} other names lowered {lowered} numbers");
}
