//! Whether two sentences make one claim: a judgement with its reason. A doubt is a doubt, and joins nothing.

use std::collections::BTreeSet;

use super::Outcome;
use crate::date::PartialDate;
use crate::features::{Amount, Features, Sort, parts_conflict};

/// Likeness from which a sentence that only adds words to another is the same claim.
const FULLER: f64 = 0.55;
/// Likeness from which two sentences with one number are the same claim.
const WITH_NUMBER: f64 = 0.5;
/// Likeness from which a person should look.
const UNSURE: f64 = 0.5;
/// The least mean likeness within one claim.
const COHERENT: f64 = 0.5;
/// Compares two sentences by their features.
#[must_use]
pub fn compare(a: &Features, b: &Features) -> (f64, Outcome, &'static str) {
    let shared = a.stems.intersection(&b.stems).count();
    let score = likeness_of(a.stems.len(), b.stems.len(), shared);
    let decided = |outcome, reason| (score, outcome, reason);
    if a.sort != b.sort {
        return decided(Outcome::Different, "one is a prediction, a judgement or about verification, the other is not");
    }
    if a.negated != b.negated {
        return decided(Outcome::Different, "one is the negation of the other");
    }
    let bare_numbers_differ = !a.bare.is_empty() && !b.bare.is_empty() && a.bare.is_disjoint(&b.bare);
    if bare_numbers_differ || quantities_conflict(&a.quantities, &b.quantities) {
        return decided(Outcome::Different, "the numbers differ");
    }
    if dates_conflict(&a.dates, &b.dates) {
        return decided(Outcome::Different, "the dates differ");
    }
    if roles_are_exchanged(a, b) {
        return decided(Outcome::Different, "who does it and to whom it is done are exchanged");
    }
    if speaks_of_what_is_owned(a, b) || speaks_of_what_is_owned(b, a) {
        return decided(Outcome::Different, "the one is about what the other's subject has");
    }
    if may_come_of_what_has(a, b) || may_come_of_what_has(b, a) {
        return decided(Outcome::Different, "the one may come, the other has come");
    }
    // Names in a subordinate clause do not part two sentences whose main clauses are one.
    let one_core = says_core(a, b) || says_core(b, a);
    if dates_differ_in_precision(&a.dates, &b.dates) && !one_core {
        return decided(Outcome::Different, "the one date is more exact than the other");
    }
    if name_different_things(a, b) && !one_core {
        return decided(Outcome::Different, "they name different things");
    }
    let (ours, theirs) = (own_words(a, b), own_words(b, a));
    let same_number = a.quantities.iter().any(|x| b.quantities.iter().any(|y| x.is_comparable_with(y) && x.equals(y)));
    if shared < 2 {
        return decided(Outcome::Different, FEW);
    }
    if ours == 0 && theirs == 0 {
        return decided(Outcome::Same, "the same words");
    }
    if shared >= 3 && ours.min(theirs) == 0 && score >= FULLER {
        return decided(Outcome::Same, "the one says the other more fully");
    }
    if one_core {
        return decided(Outcome::Same, "the one says the other's main clause, and more");
    }
    if shared >= 3 && same_number && score >= WITH_NUMBER && ours.min(theirs) == 0 {
        return decided(Outcome::Same, "the one says the other more fully, with the same number");
    }
    if shared >= 3 && score >= WITH_NUMBER && ours.min(theirs) <= 2 && share_a_telling_number(a, b) {
        return decided(Outcome::Same, "the same telling number in like words");
    }
    let one_day = !a.dates.is_empty() && a.dates == b.dates;
    if shared > 3 && a.sort == Sort::Prediction && same_number && one_day && ours.min(theirs) <= 1 {
        return decided(Outcome::Same, "a forecast of one number for one day");
    }
    if score >= UNSURE {
        return decided(Outcome::Unsure, "alike, but each has words of its own");
    }
    decided(Outcome::Different, FEW)
}

/// Whether both have one number of four figures or more: it tells a claim as a name does. "12 percent" does not.
fn share_a_telling_number(a: &Features, b: &Features) -> bool {
    let figures =
        |number: &str| number.trim_end_matches('0').trim_start_matches('0').bytes().filter(u8::is_ascii_digit).count();
    let tells = |x: &Amount| x.low.is_some_and(|low| figures(&low.to_string()) >= 4);
    a.quantities.iter().any(|x| tells(x) && b.quantities.iter().any(|y| x.is_comparable_with(y) && x.equals(y)))
}

/// Whether one sentence has all words of the other's main clause, and these are enough to tell what it is about.
fn says_core(a: &Features, b: &Features) -> bool {
    let in_words = b.core.iter().filter(|stem| !stem.starts_with(|c: char| c.is_ascii_digit())).count();
    in_words >= 4 && b.core.is_subset(&a.stems) && b.core.len() < b.stems.len()
}

/// Why two sentences have nothing to do with each other.
const FEW: &str = "few words in common";

/// How many words beside numbers the one has and the other has not.
fn own_words(a: &Features, b: &Features) -> usize {
    let is_number = |stem: &str| stem.starts_with(|c: char| c.is_ascii_digit());
    a.stems.difference(&b.stems).filter(|stem| !is_number(stem) && !a.counted.contains(*stem)).count()
}

/// Whether both say who does it, each of the other's doer something else: "Orrin sued Halm", "Halm sued Orrin".
fn roles_are_exchanged(a: &Features, b: &Features) -> bool {
    let (ours, theirs) = (&a.roles.agent, &b.roles.agent);
    !ours.is_empty()
        && !theirs.is_empty()
        && ours.is_disjoint(theirs)
        && ours.is_subset(&b.stems)
        && theirs.is_subset(&a.stems)
}

/// Whether the one is about something of an owner whom the other speaks of by themselves: "Dolny's brother", "Dolny".
fn speaks_of_what_is_owned(a: &Features, b: &Features) -> bool {
    a.roles
        .owned
        .iter()
        .any(|(owner, thing)| b.stems.contains(owner) && !b.stems.contains(thing) && !a.names.contains(thing))
}

/// Whether it may come what the other says has come: "may buy", "bought". A doubt about what was – "may have bought" – is
/// the same claim, said with less force.
fn may_come_of_what_has(a: &Features, b: &Features) -> bool {
    !a.roles.coming.is_disjoint(&b.roles.done) && a.roles.coming.is_disjoint(&b.roles.coming)
}

/// Whether each gives one date, the two agree, and one is more exact: the weaker follows from the stronger, and is not
/// the same.
#[must_use]
pub fn dates_differ_in_precision(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    match (a.first(), b.first()) {
        (Some(x), Some(y)) if a.len() == 1 && b.len() == 1 => x != y && !dates_conflict(a, b),
        _ => false,
    }
}

/// Whether each side names something that the other does not: another plant, another chip, another person. A side that
/// only names more says it more fully.
#[must_use]
pub fn name_different_things(a: &Features, b: &Features) -> bool {
    let apart = |x: &BTreeSet<String>, y: &BTreeSet<String>| !x.is_subset(y) && !y.is_subset(x);
    let names = |of: &Features, other: &Features| of.names.iter().any(|name| !other.stems.contains(name));
    apart(&a.codes, &b.codes) || (names(a, b) && names(b, a))
}

/// The mean of the shared share of the shorter's words and of both's.
#[must_use]
pub fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    likeness_of(a.len(), b.len(), a.intersection(b).count())
}

/// The same, of the sizes of two sets and of what they share.
pub(crate) fn likeness_of(a: usize, b: usize, shared: usize) -> f64 {
    let (least, all) = (as_f64(a.min(b)), as_f64(a + b - shared));
    let shared = as_f64(shared);
    if all == 0.0 { 0.0 } else { (shared / least.max(1.0) + shared / all) / 2.0 }
}

/// Whether sentences of two groups, paired each with each, make one coherent claim: no two speak against it, and on the
/// whole they are alike.
pub(crate) fn cohere<'f>(pairs: impl IntoIterator<Item = (&'f Features, &'f Features)>) -> bool {
    let (mut sum, mut count) = (0.0, 0.0);
    for (x, y) in pairs {
        let (score, outcome, reason) = compare(x, y);
        if outcome == Outcome::Different && reason != FEW {
            return false;
        }
        sum += score;
        count += 1.0;
    }
    count > 0.0 && sum / count >= COHERENT
}

fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// Whether some unit is on both sides and no number of it is on both.
#[must_use]
pub fn quantities_conflict(a: &BTreeSet<Amount>, b: &BTreeSet<Amount>) -> bool {
    let units: BTreeSet<&str> = a.iter().map(|x| x.unit.as_str()).collect();
    units.into_iter().any(|unit| {
        let of = |set: &BTreeSet<Amount>| set.iter().filter(|x| x.unit == unit).cloned().collect::<Vec<_>>();
        let (ours, theirs) = (of(a), of(b));
        let meets = |x: &Amount, y: &Amount| {
            // A rough number and a bound are two claims: "about 2 million", "more than 1 million".
            let are_points = x.low == x.high && y.low == y.high;
            let is_rough = (x.approximate || y.approximate) && are_points;
            x.is_comparable_with(y) && (x.equals(y) || (is_rough && x.agrees_with(y)))
        };
        !theirs.is_empty() && !ours.iter().any(|x| theirs.iter().any(|y| meets(x, y)))
    })
}

/// Whether both sides have dates and none of the one agrees with any of the other.
#[must_use]
pub fn dates_conflict(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let agree = |x: &str, y: &str| {
        first_date(x).zip(first_date(y)).is_some_and(|(x, y)| x.agrees_with(y)) && !parts_conflict(x, y)
    };
    let is_read = |set: &BTreeSet<String>| set.iter().any(|dated| first_date(dated).is_some());
    is_read(a) && is_read(b) && !a.iter().any(|x| b.iter().any(|y| agree(x, y)))
}

fn first_date(dated: &str) -> Option<PartialDate> {
    let first = dated.split(['/', ' ']).next()?.trim_end_matches(['~', '?', '%']);
    // A season is no month: its year is what is sure.
    PartialDate::parse(first).or_else(|| PartialDate::parse(first.get(..4)?))
}
