//! How many it is said of: none and some, one alone and several, all and not all.

use std::collections::BTreeSet;

use super::{Between, Found, SAME_SUBJECT, Worded};
use crate::enumerations::ContradictionKind;
use crate::identity::dates_conflict;

/// Stems beside which a number says how many are in something.
const CARRYING: &[&str] = &["carry", "when", "aboard", "board", "fill", "with"];
/// Stems by which somebody is said to be the one of a sort.
const SOLE: &[&str] = &["only", "sol", "lon"];
/// Nouns for the sort of which somebody is the one.
const SORTS: &[&str] =
    &["firm", "person", "country", "woman", "man", "plac", "supplier", "supply", "mak", "produc", "manufactur", "on"];
/// Stems by which others are said to do the same.
const ALSO: &[&str] = &["both", "also", "too", "all"];
/// Stems by which some are said to have been against something.
const AGAINST: &[&str] = &["against", "vot", "oppos", "when"];

impl Between<'_> {
    /// Whether the two say it of extents that exclude each other.
    pub(super) fn as_extents(&self) -> Found {
        if self.like < LEAST || dates_conflict(&self.a.features.dates, &self.b.features.dates) {
            return None;
        }
        let sides = [(self.a, &self.ours, self.b, &self.theirs), (self.b, &self.theirs, self.a, &self.ours)];
        sides.into_iter().find_map(|(_, ours, other, theirs)| {
            let found = |is: bool, reason| is.then_some((ContradictionKind::Exclusive, reason));
            found(is_empty(ours, other, theirs), "the one says that it was empty, the other how many were in it")
                .or_else(|| {
                    found(is_unanimous(ours, other, theirs), "the one says it of all, the other how many were not")
                })
                .or_else(|| found(is_sole(ours, other, theirs), "the one names one alone, the other several"))
        })
    }
}

/// Likeness from which two sentences with other extents are of one thing.
const LEAST: f64 = SAME_SUBJECT - 0.05;

/// Stems of what is counted, and how many.
fn counted(of: &Worded) -> BTreeSet<String> {
    let some = of.features.quantities.iter().filter(|amount| amount.low.is_some_and(|low| low.to_f64() > 0.0));
    some.flat_map(|amount| std::iter::once(&amount.unit).chain(&amount.of)).cloned().collect()
}

/// "The bus was empty", "the bus was carrying 23 pupils".
fn is_empty(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let units = counted(other);
    let is_told = |word: &&str| CARRYING.contains(word) || units.contains(*word);
    ours.iter().copied().eq(["empty"]) && theirs.contains("carry") && !units.is_empty() && theirs.iter().all(is_told)
}

/// "Approved it unanimously", "four councillors voted against it".
fn is_unanimous(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let units = counted(other);
    let is_told = |word: &&str| AGAINST.contains(word) || units.contains(*word);
    ours.iter().copied().eq(["unanimous"])
        && theirs.contains("against")
        && !units.is_empty()
        && theirs.iter().all(is_told)
}

/// "Zantek is the only firm that makes it", "Zantek and Polypharm both make it".
fn is_sole(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let is_alone = ours.iter().any(|word| SOLE.contains(word))
        && ours.iter().all(|word| SOLE.contains(word) || SORTS.contains(word));
    let is_named = |word: &&str| other.features.names.contains(*word);
    let names_others = theirs.iter().any(is_named) && theirs.iter().any(|word| ALSO.contains(word));
    is_alone && names_others && theirs.iter().all(|word| is_named(word) || ALSO.contains(word))
}
