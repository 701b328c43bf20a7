//! Claims of like meaning: kept in step they are what a full look finds, and they never join anything.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a test that panics fails, as it should"
)]

#[path = "../examples/bench_findings/world.rs"]
#[expect(dead_code, reason = "the bench uses all of it")]
mod world;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use stemma_core::date::PartialDate;
use stemma_core::finding::Findings;
use stemma_core::identity::{Match, Outcome};
use stemma_core::meaning::{Meanings, WordVectors};
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::{Judgement, State};
use world::{Dice, Plan, World};

const NAMES: &[&str] = &["Orrin", "Tessel", "Halvor", "Brightwater", "Kestrel", "Marsh", "Norvolt", "Qualiva"];
const DOING: &[&str] = &["bought", "acquired", "closed", "shut", "repaired", "painted", "left", "abandoned"];
const THINGS: &[&str] = &["bridge", "harbour", "mill", "quarry", "ferry", "archive", "school", "theatre"];

/// Vectors of all words that are said, by chance.
fn vectors(state: &State, dice: &mut Dice) -> Arc<WordVectors> {
    let said = state.versions.values().flat_map(|held| &held.assertions).map(|said| said.statement.sentence.clone());
    let words: BTreeSet<String> =
        said.flat_map(|text| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>()).collect();
    let mut text = String::new();
    for word in words.iter().map(|word| word.trim_matches(['.', ','])).filter(|word| !word.is_empty()) {
        let mut number = || dice.below(200) as f32 / 100.0 - 0.5;
        writeln!(text, "{word} {} {} {} {}", number(), number(), number(), number()).unwrap();
    }
    Arc::new(WordVectors::read(text.as_bytes()).unwrap())
}

fn of_meaning(findings: &Findings) -> Vec<Match> {
    findings.matches.iter().filter(|found| found.reason.contains("word vectors")).cloned().collect()
}

#[test]
fn what_is_kept_is_what_a_full_look_finds() {
    let mut world = World::new(Plan::of(20));
    let mut dice = Dice::new(5);
    let mut documents: Vec<_> = world.documents().collect();
    for statement in documents.iter_mut().flat_map(|held| &mut held.assertions).map(|said| &mut said.statement) {
        let mut any = |of: &[&str]| of[dice.below(of.len() as u64) as usize].to_owned();
        let (who, does, what) = (any(NAMES), any(DOING), any(THINGS));
        statement.sentence = format!("{who} {does} the {what} of {}.", any(NAMES));
        (statement.quantities, statement.dates) = Default::default();
    }
    let mut whole = State::default();
    for held in &documents {
        whole.versions.insert(held.version.id, held.clone());
    }
    let vectors = vectors(&whole, &mut dice);
    let mut resident = Resident::of(State::default(), Policy::default(), PartialDate::year(2026));
    let mut kept = Meanings::by(Arc::clone(&vectors));
    let mut found = 0;
    for (number, held) in documents.into_iter().enumerate() {
        resident.add(held, Vec::new());
        // What somebody joins leaves one claim where there were two.
        if number % 7 == 3 {
            let mut state = resident.state().clone();
            let said: Vec<_> = state.versions.values().flat_map(|held| &held.assertions).map(|said| said.id).collect();
            let mut any = || said[dice.below(said.len() as u64) as usize];
            let (a, b) = (any(), any());
            state.judgements.insert(Judgement { a, b, same: true, by: "a test".to_owned(), reason: String::new() });
            resident.decide(&state);
        }
        let (mut now, mut full) = (resident.findings(), resident.findings());
        kept.add_to(&mut now, resident.state());
        Meanings::by(Arc::clone(&vectors)).add_to(&mut full, resident.state());
        assert_eq!(of_meaning(&now), of_meaning(&full), "after document {number}");
        assert!(of_meaning(&now).iter().all(|found| found.outcome == Outcome::Unsure && found.score >= 0.9));
        found = of_meaning(&now).len();
    }
    assert!(found > 3, "{found} pairs");
}
