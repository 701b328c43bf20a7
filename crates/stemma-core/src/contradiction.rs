//! Claims that cannot hold together – and those that only look so, with the reason why they can.

use std::collections::{BTreeMap, BTreeSet};

use crate::enumerations::{ContradictionKind, Stance};
use crate::features::{Amount, Features, KnownNames, Sort};
use crate::id::Id;
use crate::identity::{Claim, dates_conflict, likeness, name_different_things, quantities_conflict};
use crate::state::{Assertion, State};

/// Two claims that cannot both hold, or that look so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Derived from the two claims.
    pub id: Id<Contradiction>,
    /// The kind; the compatible kinds are no contradictions.
    pub kind: ContradictionKind,
    /// The one claim.
    pub a: Id<Claim>,
    /// The other; the same claim, when the contradiction is a denial of it.
    pub b: Id<Claim>,
    /// Why, in plain words.
    pub reason: String,
    /// The assertions of the one side.
    pub a_assertions: Vec<Id<Assertion>>,
    /// The assertions of the other.
    pub b_assertions: Vec<Id<Assertion>>,
}

/// Likeness of the words beside the numbers from which two claims speak of the same thing.
const SAME_SUBJECT: f64 = 0.6;

/// All contradictions among `claims`, and the pairs found compatible, in the order of their ids.
#[must_use]
pub fn contradictions(state: &State, claims: &[Claim]) -> Vec<Contradiction> {
    let assertions: BTreeMap<Id<Assertion>, &Assertion> =
        state.versions.values().flat_map(|held| &held.assertions).map(|a| (a.id, a)).collect();
    let known = KnownNames::of(assertions.values().map(|a| a.statement.sentence.as_str()));
    let sides: Vec<Side<'_>> = claims.iter().map(|claim| Side::new(claim, &assertions, &known)).collect();
    let mut found: Vec<Contradiction> = sides.iter().filter_map(Side::denial).collect();
    for (a, b) in candidates(&sides) {
        if let Some((kind, reason)) = opposed(a, b) {
            found.push(Contradiction {
                id: Id::of("contradiction", &[&a.claim.id.to_string(), &b.claim.id.to_string()]),
                kind,
                a: a.claim.id,
                b: b.claim.id,
                reason,
                a_assertions: a.affirming.clone(),
                b_assertions: b.affirming.clone(),
            });
        }
    }
    found.sort_by_key(|contradiction| contradiction.id);
    found
}

struct Side<'a> {
    claim: &'a Claim,
    /// The features of the sentence that words the claim.
    features: Features,
    affirming: Vec<Id<Assertion>>,
    denying: Vec<Id<Assertion>>,
}

impl<'a> Side<'a> {
    fn new(claim: &'a Claim, assertions: &BTreeMap<Id<Assertion>, &Assertion>, known: &KnownNames) -> Self {
        let with = |stance: Stance| {
            let has = |id: &&Id<Assertion>| assertions.get(*id).is_some_and(|a| a.statement.stance == stance);
            claim.members.iter().map(|(_, id)| id).filter(has).copied().collect::<Vec<_>>()
        };
        let wording = claim
            .members
            .iter()
            .filter_map(|(_, id)| assertions.get(id))
            .find(|assertion| assertion.statement.sentence == claim.text);
        let features = wording.map_or_else(
            || Features::of_text(&claim.text, claim.kind),
            |assertion| Features::of(&assertion.statement, known),
        );
        Self { claim, features, affirming: with(Stance::Affirms), denying: with(Stance::Denies) }
    }

    fn denial(&self) -> Option<Contradiction> {
        if self.affirming.is_empty() || self.denying.is_empty() {
            return None;
        }
        Some(Contradiction {
            id: Id::of("contradiction", &[&self.claim.id.to_string(), "denial"]),
            kind: ContradictionKind::Denial,
            a: self.claim.id,
            b: self.claim.id,
            reason: "somebody says so, and somebody denies it".to_owned(),
            a_assertions: self.affirming.clone(),
            b_assertions: self.denying.clone(),
        })
    }
}

/// Pairs of claims that share at least three words of which one is not too common.
fn candidates<'s, 'a>(sides: &'s [Side<'a>]) -> Vec<(&'s Side<'a>, &'s Side<'a>)> {
    const COMMON: usize = 200;
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, side) in sides.iter().enumerate() {
        side.features.stems.iter().for_each(|stem| having.entry(stem).or_default().push(index));
    }
    let mut pairs = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        let others: BTreeSet<usize> = side
            .features
            .stems
            .iter()
            .filter_map(|stem| having.get(stem.as_str()))
            .filter(|others| others.len() <= COMMON)
            .flatten()
            .copied()
            .filter(|other| *other > index)
            .collect();
        for other in others.iter().filter_map(|other| sides.get(*other)) {
            if side.features.stems.intersection(&other.features.stems).count() >= 3 {
                pairs.push((side, other));
            }
        }
    }
    pairs
}

/// Whether two claims are opposed or look so, and why.
fn opposed(a: &Side<'_>, b: &Side<'_>) -> Option<(ContradictionKind, String)> {
    let (x, y) = (&a.features, &b.features);
    if x.sort != y.sort || x.sort == Sort::Judgement || a.affirming.is_empty() || b.affirming.is_empty() {
        return None;
    }
    let like = likeness(&words_only(x), &words_only(y));
    let same_names = !name_different_things(x, y);
    if like < SAME_SUBJECT {
        return None;
    }
    let scope = scope_words(x, y);
    if quantities_conflict(&x.quantities, &y.quantities) && x.negated == y.negated {
        return Some(numbers(x, y, same_names, &scope));
    }
    if !same_names {
        return None;
    }
    if x.negated != y.negated && !dates_conflict(&x.dates, &y.dates) && scope.is_empty() {
        return Some((ContradictionKind::Negation, "the one is the negation of the other".to_owned()));
    }
    if x.negated == y.negated && dates_conflict(&x.dates, &y.dates) && like >= 0.75 && scope.is_empty() {
        return Some((ContradictionKind::Date, "one event, two dates".to_owned()));
    }
    None
}

/// What a difference of numbers is: a conflict, or another scope, time, precision.
fn numbers(x: &Features, y: &Features, same_names: bool, scope: &[String]) -> (ContradictionKind, String) {
    if dates_conflict(&x.dates, &y.dates) {
        return (ContradictionKind::Time, "the numbers are of different times".to_owned());
    }
    if !same_names || !scope.is_empty() {
        return (ContradictionKind::DifferentScope, "the numbers are of different things".to_owned());
    }
    match differing(x, y) {
        Some((p, q))
            if p.agrees_with(q) && (p.low.is_none() || p.high.is_none() || q.low.is_none() || q.high.is_none()) =>
        {
            (ContradictionKind::Precision, "the one number is a bound that the other keeps".to_owned())
        }
        Some((p, q)) if is_rounding(p, q) => {
            (ContradictionKind::Rounding, "the one number is the other, rounded".to_owned())
        }
        _ => (ContradictionKind::Quantity, "one quantity, two numbers".to_owned()),
    }
}

fn differing<'a>(x: &'a Features, y: &'a Features) -> Option<(&'a Amount, &'a Amount)> {
    x.quantities.iter().find_map(|p| y.quantities.iter().find(|q| q.unit == p.unit && !q.equals(p)).map(|q| (p, q)))
}

/// Whether one number is the other to fewer digits: within one part in a hundred.
fn is_rounding(p: &Amount, q: &Amount) -> bool {
    let value = |amount: &Amount| amount.low.or(amount.high).map(crate::statement::Decimal::to_f64);
    match (value(p), value(q)) {
        (Some(p), Some(q)) => (p - q).abs() <= 0.01 * p.abs().max(q.abs()),
        _ => false,
    }
}

fn words_only(features: &Features) -> BTreeSet<String> {
    features.stems.iter().filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit())).cloned().collect()
}

/// Words that set the scope of a number: where one side says "first", "total" or "European" and the other does not,
/// the two speak of different things.
fn scope_words(x: &Features, y: &Features) -> Vec<String> {
    const SCOPES: &[&str] = &[
        "first", "second", "third", "fourth", "total", "average", "peak", "net", "gross", "annual", "monthly", "daily",
        "quarter", "half", "north", "south", "east", "west", "domestic", "global", "world", "worldwid", "foreign",
        "export", "import", "early", "late", "initial", "final", "target", "plan", "forecast", "estimat", "previous",
        "earli", "later", "least", "most",
    ];
    x.stems.symmetric_difference(&y.stems).filter(|stem| SCOPES.contains(&stem.as_str())).cloned().collect()
}
