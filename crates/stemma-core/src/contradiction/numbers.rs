//! Different numbers: a conflict, or another thing, time, definition, precision – or the later state of one thing.

use std::collections::BTreeSet;

use super::{Between, Found, SAME_SUBJECT, Worded, years};
use crate::date::PartialDate;
use crate::enumerations::ContradictionKind;
use crate::features::{Amount, Features};
use crate::identity::{are_turned, dates_conflict, dates_differ_in_precision, quantities_conflict};
use crate::statement::Decimal;

/// Words by which a sentence says what it counts, and how.
const DEFINING: &[&str] = &["defin", "definit", "exclud", "includ", "count", "measur", "adjust", "bas", "without"];

impl Between<'_> {
    /// What the numbers make of the two; `None` when they do not differ, or the two have little in common.
    pub(super) fn as_numbers(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        let units = conflicting_units(x, y);
        if units.is_empty() || x.negated != y.negated || self.like < SAME_SUBJECT || are_turned(x, y) {
            return None;
        }
        Some(self.difference(units.len()))
    }

    fn difference(&self, units: usize) -> (ContradictionKind, &'static str) {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_of_part = dates_differ_in_precision(&x.dates, &y.dates);
        if is_of_part || dates_conflict(&x.dates, &y.dates) || other_year(self.a, self.b) || other_year(self.b, self.a)
        {
            return (ContradictionKind::Time, "the numbers are of different times");
        }
        let pair = differing(x, y);
        if let Some(found) = self.as_aspects(pair) {
            return found;
        }
        let names_definition =
            self.a.words.iter().chain(&self.b.words).any(|word| word == "definit" || word == "measur");
        let are_apart = !self.ours.is_empty() && !self.theirs.is_empty();
        if self.defines_apart() || (names_definition && are_apart) {
            return (ContradictionKind::Definition, "the numbers count different things by the same word");
        }
        if self.is_update() && !self.has_lasting_measure() {
            return (ContradictionKind::Update, "the later brings the earlier up to date");
        }
        let of_different = |(p, q): (&Amount, &Amount)| !p.is_of_one_thing_with(q);
        // "With 30 percent of votes counted, Kestrel leads with 49 percent": two states of one thing.
        let has_two =
            |of: &Features| of.quantities.iter().filter(|q| pair.is_some_and(|(p, _)| p.unit == q.unit)).count() > 1;
        let are_states = has_two(x) && has_two(y);
        // "Three boys are jumping", "one is jumping, and two others are watching".
        let has_others = self.has_apart(&["oth", "other", "another"]);
        if has_others || self.is_of_other_scope() || units > 1 || are_states || pair.is_some_and(of_different) {
            return (ContradictionKind::DifferentScope, "the numbers are of different things");
        }
        match pair {
            Some((p, q)) if p.low == q.low && p.high == q.high => {
                (ContradictionKind::DifferentScope, "the numbers are of different things")
            }
            _ if x.particulars.counts_otherwise(&y.particulars) => {
                (ContradictionKind::Definition, "the one is by how much, the other how much it is")
            }
            Some((p, q)) if p.agrees_with(q) && (is_interval(p) || is_interval(q)) => {
                (ContradictionKind::Precision, "the one number is a bound that the other keeps")
            }
            Some((p, q))
                if (is_rounding(p, q) || is_told_in_parts(x, y, p, q)) && !(is_interval(p) && is_interval(q)) =>
            {
                (ContradictionKind::Rounding, "the one number is the other, rounded")
            }
            _ => (ContradictionKind::Quantity, "one quantity, two numbers"),
        }
    }

    /// Whether the one alone says what it counts, by a word that is no thing: "as part of the adjustment" tells of a thing.
    fn defines_apart(&self) -> bool {
        let defines = |words: &BTreeSet<&str>, of: &Features| {
            words.iter().any(|word| DEFINING.contains(word) && !of.nouns.contains(*word))
        };
        defines(&self.ours, &self.a.features) || defines(&self.theirs, &self.b.features)
    }

    /// Whether the numbers are of what does not change by itself: a length, a height.
    fn has_lasting_measure(&self) -> bool {
        let lasting = ["long", "length", "high", "height", "deep", "depth", "wid", "width", "tall"];
        self.a.words.iter().any(|word| lasting.contains(&word.as_str()))
    }
}

/// The units in which the two have numbers and none in common.
pub(super) fn conflicting_units(x: &Features, y: &Features) -> BTreeSet<String> {
    let of_unit = |of: &Features, unit: &str| of.quantities.iter().filter(|q| q.unit == unit).cloned().collect();
    let units = x.quantities.iter().map(|q| &q.unit).filter(|unit| y.quantities.iter().any(|q| q.unit == **unit));
    units.filter(|unit| quantities_conflict(&of_unit(x, unit), &of_unit(y, unit))).cloned().collect()
}

/// Whether the one names a year and the other, which names no date, was published in another.
fn other_year(a: &Worded, b: &Worded) -> bool {
    let published = b.published.map(PartialDate::year_number);
    b.features.dates.is_empty()
        && !a.features.dates.is_empty()
        && published.is_some_and(|year| !years(&a.features).contains(&year))
}

fn differing<'a>(x: &'a Features, y: &'a Features) -> Option<(&'a Amount, &'a Amount)> {
    x.quantities.iter().find_map(|p| y.quantities.iter().find(|q| q.unit == p.unit && !q.equals(p)).map(|q| (p, q)))
}

/// Whether the text gives bounds and no single value.
fn is_interval(amount: &Amount) -> bool {
    amount.low != amount.high
}

/// Whether one of two shares is told as a half, a third or a quarter, which 48 percent may well be.
fn is_told_in_parts(x: &Features, y: &Features, p: &Amount, q: &Amount) -> bool {
    let is_part = |of: &Features| ["half", "third", "quart"].iter().any(|part| of.counted.contains(*part));
    let value = |amount: &Amount| amount.low.or(amount.high).map_or(0.0, Decimal::to_f64);
    p.unit == "%" && is_part(x) != is_part(y) && (value(p) - value(q)).abs() <= 0.05 * value(p).max(value(q))
}

/// Whether one number is the other to fewer digits: within one part in a hundred.
fn is_rounding(p: &Amount, q: &Amount) -> bool {
    let value = |amount: &Amount| amount.low.or(amount.high).map(Decimal::to_f64);
    match (value(p), value(q)) {
        (Some(p), Some(q)) => (p - q).abs() <= 0.01 * p.abs().max(q.abs()),
        _ => false,
    }
}
