//! Made-up documents in a random order, and decisions on what they say.

#[path = "../../examples/bench_findings/world.rs"]
#[expect(dead_code, reason = "the bench uses all of it")]
pub(crate) mod world;

use stemma_core::alias::AliasStatement;
use stemma_core::contradiction::settled;
use stemma_core::copying::SharedPassage;
use stemma_core::date::PartialDate;
use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::finding::Findings;
use stemma_core::id::Id;
use stemma_core::role::RoleStatement;
use stemma_core::span::{Quote, Span};
use stemma_core::state::{Assertion, HeldVersion, Judgement, Retracted, Retraction, Review, Reviewed, State};
use stemma_core::statement::{Decimal, Statement};
use stemma_core::withdrawal::WithdrawalStatement;
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
pub(crate) fn state_aliases(documents: &mut [HeldVersion], percent: u64, dice: &mut Dice) {
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

/// So many documents of a hundred state that one of all names holds an office of another, on a day or on none.
pub(crate) fn state_roles(documents: &mut [HeldVersion], percent: u64, dice: &mut Dice) {
    let voices =
        |held: &HeldVersion| held.assertions.iter().flat_map(|a| a.statement.chain.clone()).collect::<Vec<_>>();
    let names: Vec<String> = documents.iter().flat_map(voices).map(|voice| voice.name).collect();
    for held in documents {
        if dice.percent(percent) {
            let mut any = || names[dice.below(names.len() as u64) as usize].clone();
            let (holder, organization) = (any(), any());
            let organization = organization.split_once("'s ").map_or(organization.clone(), |(of, _)| of.to_owned());
            let role = ["chairman", "rotating chairman", "mayor", "engineer"][dice.below(4) as usize].to_owned();
            let mut day = || {
                let year = PartialDate::year([2017, 2019, 2021, 2022, 2023, 2024, 2025, 2026][dice.below(8) as usize]);
                (dice.below(2) == 0).then_some(year)
            };
            let (on, from, to) = (day(), day(), day());
            let quote = Quote { span: Span::new(0, 0), text: String::new() };
            let cue = ",".to_owned();
            held.roles.push(RoleStatement {
                quote,
                holder,
                role,
                organization: Some(organization),
                on,
                from,
                to,
                cue,
                tier: Tier::A,
            });
        }
    }
}

/// So many documents of a hundred state that one of all names took back what it had said.
pub(crate) fn state_withdrawals(documents: &mut [HeldVersion], percent: u64, dice: &mut Dice) {
    let said = |held: &HeldVersion| held.assertions.iter().map(|a| a.statement.clone()).collect::<Vec<_>>();
    let all: Vec<Statement> = documents.iter().flat_map(said).collect();
    for held in documents {
        if dice.percent(percent) {
            let any = &all[dice.below(all.len() as u64) as usize];
            let name = any.chain.last().map(|voice| voice.name.clone()).unwrap_or_default();
            let quote = Quote { span: Span::new(0, 0), text: format!("{name} took it back: {}", any.sentence) };
            held.withdrawals.push(WithdrawalStatement { quote, name, cue: "took back".to_owned() });
        }
    }
}

/// So many voices of a hundred are an office of theirs instead of a name.
fn name_offices(statement: &mut Statement, percent: u64, dice: &mut Dice) {
    for voice in statement.chain.iter_mut().skip(1) {
        if voice.kind.is_named() && dice.percent(percent) {
            let office = ["chairman", "rotating chairman", "mayor"][dice.below(3) as usize];
            voice.affiliation = Some(voice.name.clone());
            voice.name = format!("{}'s {office}", voice.name);
            voice.kind = SourceKind::Person;
        }
    }
}

/// Documents in a random order: some open with a name that only others show to be one, some respell whom they credit,
/// some say less than others, some come again in a later version that says less.
pub(crate) fn documents(seed: u64, dice: &mut Dice) -> (World, Vec<HeldVersion>) {
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
            name_offices(statement, 15, dice);
            *assertion = Assertion::new(held.version.id, statement.clone());
        }
        held.assertions.sort_by_key(|assertion| assertion.id);
        held.assertions.dedup_by_key(|assertion| assertion.id);
    }
    state_aliases(&mut documents, 8, dice);
    state_roles(&mut documents, 12, dice);
    state_withdrawals(&mut documents, 10, dice);
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
pub(crate) fn passage(state: &State, dice: &mut Dice) -> Option<SharedPassage> {
    let current: Vec<_> = state.current().map(|held| held.version.id).collect();
    let mut any = || current.get(dice.below(current.len() as u64) as usize).copied();
    let (a, b) = any().zip(any()).filter(|(a, b)| a != b)?;
    let whole = Span::new(0, 4000);
    Some(SharedPassage { a: a.min(b), b: a.max(b), in_a: whole, in_b: whole, words: 60, percent: 90 })
}

pub(crate) fn decide(state: &mut State, findings: &Findings, world: &World, dice: &mut Dice) {
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
                findings.contradictions.iter().filter(|pair| pair.excludes() || pair.entails().is_some()).collect();
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
