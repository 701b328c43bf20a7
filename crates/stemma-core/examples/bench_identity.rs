//! Measures identity on made-up claims whose wordings are known: how long it takes, how many pairs that are one claim meet,
//! and how many that only look alike are joined. `bench_identity 1000 100000` – numbers of assertions.
//!
//! Each claim has four assertions: two wordings of it in two voices, a near miss with another number, and a near miss with
//! the roles exchanged.

#![expect(clippy::print_stdout, reason = "it prints a table")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use stemma_core::document::{Document, Metadata, Version};
use stemma_core::enumerations::{Basis, ClaimKind, Modality, Stance, Tier};
use stemma_core::id::Id;
use stemma_core::identity::claims;
use stemma_core::span::{Quote, Span};
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_core::statement::{Decimal, Quantity, Statement};

/// As in the program.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many assertions one made-up document has.
const PER_DOCUMENT: usize = 20;
/// How many assertions are made of one fact.
const PER_FACT: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    println!(
        "{:>10} {:>9} {:>8} {:>8} {:>16} {:>8} {:>8}",
        "assertions", "seconds", "claims", "merges", "merge precision", "recall", "same"
    );
    for argument in std::env::args().skip(1) {
        let count: usize = argument.parse().map_err(|_| format!("`{argument}` is no number of assertions"))?;
        let (state, truth) = world(count);
        let start = Instant::now();
        let found = claims(&state).claims;
        let seconds = start.elapsed().as_secs_f64();
        let (mut joined, mut right) = (0usize, 0usize);
        for claim in &found {
            let labels: Vec<usize> = claim.members.iter().filter_map(|(_, id)| truth.get(id).copied()).collect();
            for (at, label) in labels.iter().enumerate() {
                let others = labels.iter().skip(at + 1);
                joined += others.clone().count();
                right += others.filter(|other| *other == label).count();
            }
        }
        let same = count / PER_FACT;
        println!(
            "{count:>10} {seconds:>9.1} {:>8} {joined:>8} {:>16.4} {:>8.4} {same:>8}",
            found.len(),
            share(right, joined),
            share(right, same),
        );
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> f64 {
    let as_f64 = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    as_f64(part) / as_f64(whole.max(1))
}

const KINDS: [&str; 8] = ["foundry", "hospital", "bank", "council", "railway", "shipyard", "laboratory", "brewery"];
/// What is done, active and passive, and what it is counted in.
const DEEDS: [(&str, &str, &str); 8] = [
    ("sold", "were sold to", "pumps"),
    ("supplied", "were supplied to", "valves"),
    ("delivered", "were delivered to", "cables"),
    ("lent", "were lent to", "trucks"),
    ("shipped", "were shipped to", "turbines"),
    ("leased", "were leased to", "cranes"),
    ("donated", "were donated to", "beds"),
    ("exported", "were exported to", "motors"),
];

/// A word that means nothing, another for each number.
fn name(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ko", "mi", "ru", "te", "lo", "va", "ne", "si", "du", "pa", "gri", "zo", "fel", "han", "tor"];
    let mut word = String::new();
    for _ in 0..4 {
        word.push_str(SYLLABLES.get(number % 16).copied().unwrap_or("ba"));
        number /= 16;
    }
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A fact's four assertions with their labels: two of one label, two of labels of their own.
fn wordings(fact: usize) -> [(String, usize, String); PER_FACT] {
    let kind = |of: usize| KINDS.get(of % KINDS.len()).copied().unwrap_or("bank");
    let (deed, passive, noun) = DEEDS.get(fact % DEEDS.len()).copied().unwrap_or(("sold", "were sold to", "pumps"));
    // Every actor is in some twenty facts.
    let (giver, taker) = (fact / 20 * 2, (fact / 20 * 2 + 1 + fact % 20 * 6) % 65_000);
    let (a, b) = (format!("{} {}", name(giver), kind(giver)), format!("{} {}", name(taker), kind(taker)));
    let (number, other) = (20 + fact % 977, 20 + fact % 977 + 31);
    let label = fact * PER_FACT;
    [
        (format!("{a} {deed} {number} {noun} to {b}."), label, format!("{number} {noun}")),
        (format!("{number} {noun} {passive} {b} by {a}."), label, format!("{number} {noun}")),
        (format!("{a} {deed} {other} {noun} to {b}."), label + 1, format!("{other} {noun}")),
        (format!("{b} {deed} {number} {noun} to {a}."), label + 2, format!("{number} {noun}")),
    ]
}

fn world(count: usize) -> (State, BTreeMap<Id<Assertion>, usize>) {
    let all: Vec<(String, usize, String)> = (0..count.div_ceil(PER_FACT)).flat_map(wordings).take(count).collect();
    let (mut state, mut truth) = (State::default(), BTreeMap::new());
    for (number, sentences) in all.chunks(PER_DOCUMENT).enumerate() {
        let name = format!("{number}.md");
        let id: Id<Version> = Id::of("version", &[&name]);
        let document = Document { id: Id::of("document", &[&name]), name, metadata: Metadata::default() };
        let version = Version { id, hash: String::new(), byte_length: 0, media_type: None };
        let assertions: Vec<Assertion> =
            sentences.iter().map(|(text, _, amount)| Assertion::new(id, statement(text, amount))).collect();
        truth.extend(assertions.iter().zip(sentences).map(|(assertion, (_, label, _))| (assertion.id, *label)));
        let held = HeldVersion::new(document, version, assertions);
        state.versions.insert(id, held);
    }
    (state, truth)
}

fn statement(text: &str, amount: &str) -> Statement {
    let whole = Quote { span: Span::new(0, text.len()), text: text.to_owned() };
    let at = text.find(amount).unwrap_or_default();
    let value = amount.split(' ').next().and_then(Decimal::parse);
    let quote = Quote { span: Span::new(at, at + amount.len()), text: amount.to_owned() };
    let unit = amount.split(' ').nth(1).unwrap_or_default().to_owned();
    Statement {
        contents: vec![whole],
        source: None,
        cue: None,
        chain: Vec::new(),
        direct: false,
        stance: Stance::Affirms,
        modality: Modality::Asserted,
        basis: Basis::None,
        kind: ClaimKind::Quantity,
        sentence: text.to_owned(),
        quantities: vec![Quantity { quote, low: value, high: value, unit, approximate: false }],
        dates: Vec::new(),
        due: None,
        against_interest: false,
        tier: Tier::A,
        rule: Cow::Borrowed("made-up"),
    }
}
