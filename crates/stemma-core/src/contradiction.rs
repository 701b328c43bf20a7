//! Claims that cannot hold together – and those that only look so, with the reason why they can.

use std::collections::{BTreeMap, BTreeSet};

use crate::date::PartialDate;
use crate::enumerations::{ContradictionKind, Stance};
use crate::features::{Amount, Features, KnownNames, Sort};
use crate::id::Id;
use crate::identity::{Claim, dates_conflict, likeness, name_different_things, quantities_conflict};
use crate::state::{Assertion, HeldVersion, State};

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
    let all = state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (a.id, (held, a))));
    let assertions: Assertions<'_> = all.collect();
    let known = KnownNames::of(assertions.values().map(|(_, a)| a.statement.sentence.as_str()));
    let sides: Vec<Side<'_>> = claims.iter().map(|claim| Side::new(claim, &assertions, &known)).collect();
    let mut found: Vec<Contradiction> = sides.iter().filter_map(Side::denial).collect();
    for (a, b) in candidates(&sides) {
        if let Some((kind, reason)) = opposed(&a.worded, &b.worded) {
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

type Assertions<'s> = BTreeMap<Id<Assertion>, (&'s HeldVersion, &'s Assertion)>;

/// A claim as it is worded, as far as it matters for what it excludes.
#[derive(Clone, Debug)]
pub(crate) struct Worded {
    /// The features of the sentence that words the claim.
    features: Features,
    /// Their words, numbers aside.
    words: BTreeSet<String>,
    /// Whether anybody says so.
    is_affirmed: bool,
    /// When it was first published.
    published: Option<PartialDate>,
}

struct Side<'a> {
    claim: &'a Claim,
    worded: Worded,
    affirming: Vec<Id<Assertion>>,
    denying: Vec<Id<Assertion>>,
}

impl<'a> Side<'a> {
    fn new(claim: &'a Claim, assertions: &Assertions<'_>, known: &KnownNames) -> Self {
        let with = |stance: Stance| {
            let has = |id: &&Id<Assertion>| assertions.get(*id).is_some_and(|(_, a)| a.statement.stance == stance);
            claim.members.iter().map(|(_, id)| id).filter(has).copied().collect::<Vec<_>>()
        };
        let members = claim.members.iter().filter_map(|(_, id)| assertions.get(id)).copied();
        let worded = Worded::new(claim, members, known);
        Self { claim, worded, affirming: with(Stance::Affirms), denying: with(Stance::Denies) }
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

impl Worded {
    /// The wording of `claim`, which has these members.
    pub(crate) fn new<'m>(
        claim: &Claim,
        members: impl Iterator<Item = (&'m HeldVersion, &'m Assertion)> + Clone,
        known: &KnownNames,
    ) -> Self {
        let mut assertions = members.clone().map(|(_, assertion)| &assertion.statement);
        let is_affirmed = assertions.clone().any(|statement| statement.stance == Stance::Affirms);
        let features = assertions
            .find(|statement| statement.sentence == claim.text)
            .map_or_else(|| Features::of_text(&claim.text, claim.kind), |statement| Features::of(statement, known));
        let published = members.filter_map(|(held, _)| held.document.metadata.published).min();
        Self { words: words_only(&features), features, is_affirmed, published }
    }

    /// A sentence with these features that is put forward as so, by nobody in particular.
    pub(crate) fn sentence(features: Features) -> Self {
        Self { words: words_only(&features), features, is_affirmed: true, published: None }
    }

    /// Whether two share at least three words: fewer say nothing of each other.
    pub(crate) fn shares_enough_with(&self, other: &Self) -> bool {
        self.features.stems.intersection(&other.features.stems).count() >= 3
    }
}

/// Pairs of claims that share at least three words of which one is not too common.
fn candidates<'s, 'a>(sides: &'s [Side<'a>]) -> Vec<(&'s Side<'a>, &'s Side<'a>)> {
    const COMMON: usize = 200;
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, side) in sides.iter().enumerate() {
        side.worded.features.stems.iter().for_each(|stem| having.entry(stem).or_default().push(index));
    }
    let mut pairs = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        let others: BTreeSet<usize> = side
            .worded
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
            if side.worded.shares_enough_with(&other.worded) {
                pairs.push((side, other));
            }
        }
    }
    pairs
}

/// Whether two claims are opposed or look so, and why.
pub(crate) fn opposed(a: &Worded, b: &Worded) -> Option<(ContradictionKind, String)> {
    let (x, y) = (&a.features, &b.features);
    if x.sort != y.sort || x.sort == Sort::Judgement || !a.is_affirmed || !b.is_affirmed {
        return None;
    }
    let like = likeness(&a.words, &b.words);
    if like < SAME_SUBJECT {
        return None;
    }
    let ours: Vec<&String> = a.words.difference(&b.words).collect();
    let theirs: Vec<&String> = b.words.difference(&a.words).collect();
    let other_scope = name_different_things(x, y)
        || (!ours.is_empty() && !theirs.is_empty())
        || lacks_head(x, y)
        || lacks_head(y, x)
        || ours.iter().chain(&theirs).any(|word| SCOPES.contains(&word.as_str()));
    let units = conflicting_units(x, y);
    if !units.is_empty() && x.negated == y.negated {
        return Some(numbers(a, b, other_scope || units.len() > 1));
    }
    if other_scope || !units.is_empty() {
        return None;
    }
    let dates_differ = dates_conflict(&x.dates, &y.dates);
    if x.negated != y.negated && !dates_differ {
        return Some((ContradictionKind::Negation, "the one is the negation of the other".to_owned()));
    }
    if x.negated == y.negated && dates_differ && like >= 0.75 {
        let near = years(x).iter().any(|p| years(y).iter().any(|q| (p - q).abs() <= 1));
        return near.then(|| (ContradictionKind::Date, "one event, two dates".to_owned()));
    }
    None
}

/// Whether one sentence is about a part that the other does not speak of: "the fans of the tunnel", "the tunnel".
fn lacks_head(x: &Features, y: &Features) -> bool {
    x.head.as_ref().is_some_and(|head| !y.stems.contains(head))
}

/// The units in which the two have numbers and none in common.
fn conflicting_units(x: &Features, y: &Features) -> BTreeSet<String> {
    let of_unit = |of: &Features, unit: &str| of.quantities.iter().filter(|q| q.unit == unit).cloned().collect();
    let units = x.quantities.iter().map(|q| &q.unit);
    units.filter(|unit| quantities_conflict(&of_unit(x, unit), &of_unit(y, unit))).cloned().collect()
}

fn years(of: &Features) -> Vec<i32> {
    of.dates.iter().filter_map(|edtf| edtf.get(..4)?.parse().ok()).collect()
}

/// What a difference of numbers is: a conflict, or another scope, time, precision.
fn numbers(a: &Worded, b: &Worded, other_scope: bool) -> (ContradictionKind, String) {
    let (x, y) = (&a.features, &b.features);
    if dates_conflict(&x.dates, &y.dates) || speaks_of_another_year(a, b) || speaks_of_another_year(b, a) {
        return (ContradictionKind::Time, "the numbers are of different times".to_owned());
    }
    if other_scope {
        return (ContradictionKind::DifferentScope, "the numbers are of different things".to_owned());
    }
    match differing(x, y) {
        Some((p, q)) if p.of.is_some() && q.of.is_some() && p.of != q.of => {
            (ContradictionKind::DifferentScope, "the numbers are of different things".to_owned())
        }
        Some((p, q)) if p.agrees_with(q) && [p.low, p.high, q.low, q.high].contains(&None) => {
            (ContradictionKind::Precision, "the one number is a bound that the other keeps".to_owned())
        }
        Some((p, q)) if is_rounding(p, q) => {
            (ContradictionKind::Rounding, "the one number is the other, rounded".to_owned())
        }
        _ => (ContradictionKind::Quantity, "one quantity, two numbers".to_owned()),
    }
}

/// Whether the one names a year and the other, which names no date, was published in another.
fn speaks_of_another_year(a: &Worded, b: &Worded) -> bool {
    let published = b.published.map(PartialDate::year_number);
    b.features.dates.is_empty()
        && !a.features.dates.is_empty()
        && published.is_some_and(|year| !years(&a.features).contains(&year))
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
pub(crate) const SCOPES: &[&str] = &[
    "first", "second", "third", "fourth", "total", "averag", "peak", "net", "gross", "annual", "month", "dai", "quart",
    "half", "north", "south", "east", "west", "domestic", "global", "world", "worldwid", "foreign", "export", "import",
    "early", "late", "initial", "final", "target", "plan", "forecast", "estimat", "previou", "earli", "least", "most",
    "draft", "above", "below", "before", "after", "abov",
];
