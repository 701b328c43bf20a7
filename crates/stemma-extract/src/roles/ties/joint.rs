//! Who worked on what together, and whose samples another tested: "Hald worked with Moe on the study", "Moe's co-author Per
//! Hald", "the Norrby Laboratory had sent half of each sample to the Waikato Institute".
//!
//! Whoever worked on one study is one origin of what it finds, and so are two laboratories with one lot of samples.

use std::ops::Range;

use stemma_core::role::RoleStatement;

use super::passage::{Passage, Somebody};
use super::works::WORKS;

/// What is done together with others.
const JOINING: &[&str] = &[
    "worked",
    "works",
    "collaborated",
    "cooperated",
    "co-operated",
    "teamed",
    "partnered",
    "wrote",
    "co-wrote",
    "published",
    "conducted",
    "carried",
    "did",
    "ran",
    "led",
    "authored",
    "co-authored",
    "written",
    "prepared",
    "researched",
    "shares",
    "shared",
];
/// Who works on one thing with another.
const PARTNERS: &[&str] = &["co-author", "coauthor", "co-writer", "co-investigator", "collaborator", "co-researcher"];
/// Who works beside another; told of two names next to each other only: "Bo Kranz, Tief's partner".
const COLLEAGUES: &[&str] =
    &["partner", "colleague", "associate", "assistant", "student", "deputy", "aide", "adviser", "advisor", "employee"];
/// What is taken of a thing to be tested.
const SAMPLES: &[&str] = &["sample", "samples", "specimen", "specimens", "swabs", "swab", "aliquot", "aliquots"];
/// What becomes of samples that go from one to another.
const HANDED: &[&str] = &[
    "sent",
    "gave",
    "given",
    "split",
    "divided",
    "supplied",
    "provided",
    "passed",
    "handed",
    "shared",
    "forwarded",
    "received",
    "got",
    "obtained",
    "came",
    "come",
    "comes",
    "stem",
    "stemmed",
    "taken",
    "delivered",
    "shipped",
];

pub(super) fn may_state(word: &str) -> bool {
    PARTNERS.contains(&word)
        || COLLEAGUES.contains(&word)
        || SAMPLES.contains(&word)
        || matches!(word, "author" | "writer" | "collaborator" | "with")
}

/// The ties that a sentence states of common work.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    for at in 0..p.s.len() {
        let pair = match p.s.low(at) {
            "with" => together(p, at),
            low if PARTNERS.contains(&low) => partner(p, at),
            low if COLLEAGUES.contains(&low) => colleague(p, at).or_else(|| serving(p, at)),
            low if SAMPLES.contains(&low) => samples(p, at),
            _ => None,
        };
        found.extend(pair.and_then(|(one, other)| p.tie(&one, &other, p.s.low(at))));
    }
    found
}

/// "He worked with Moe on the study", "wrote the paper together with Ina Moe".
fn together(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let verb = (at.saturating_sub(8)..at).rev().find(|i| JOINING.contains(&p.s.low(*i)))?;
    let is_one =
        (verb + 1..at).all(|i| !matches!(p.s.low(i), "and" | "but" | "who" | "which" | "not" | "never" | "n't"));
    let is_work = (verb + 1..p.s.len()).any(|i| WORKS.contains(&p.s.low(i)));
    let other = (is_one && is_work && !p.is_unsaid(verb)).then(|| p.at(at + 1)).flatten()?;
    Some((p.subject(verb)?, other))
}

/// "Moe's co-author Tor Hald", "Tor Hald, a co-author of Ina Moe", "her co-author Tor Hald".
fn partner(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let behind = || p.at(at + 1).or_else(|| p.at(at + 2));
    let owner = (at.saturating_sub(3)..at).rev().find(|i| matches!(p.s.low(*i), "his" | "her" | "their"));
    let whose = p.possessors(at.saturating_sub(4)..at).next_back();
    let whose = whose.or_else(|| p.meant(owner?)).or_else(|| p.s.is(at + 1, "of").then(|| p.at(at + 2)).flatten())?;
    let who = if p.s.is(at + 1, "of") { p.subject(at) } else { behind().or_else(|| p.subject(at)) };
    Some((who.filter(|who| who.name != whose.name)?, whose))
}

/// "Bo Kranz, Tief's partner", "Tief's partner Bo Kranz".
fn colleague(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let whose = p.possessors(at.saturating_sub(4)..at).next_back()?;
    let is_comma = |i: usize| p.s.words(i..i + 1) == ",";
    let before = whose.range.start.checked_sub(1).filter(|comma| is_comma(*comma));
    let before = before.and_then(|comma| p.names.iter().find(|name| name.end == comma)).map(|name| p.named(name));
    let who = before.or_else(|| p.at(at + 1 + usize::from(is_comma(at + 1))))?;
    (who.name != whose.name).then_some((who, whose))
}

/// "Mara Lind, deputy to Jonas Berg", "Lind is an aide to Berg", "an adviser to the harbour master, Mara Lind".
fn serving(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let whose = p.s.is(at + 1, "to").then(|| p.at_or_post(at + 2)).flatten().filter(|_| !p.is_unsaid(at))?;
    let is_comma = p.s.words(whose.range.end..whose.range.end + 1) == ",";
    let who = p.subject(at).or_else(|| is_comma.then(|| p.at(whose.range.end + 1)).flatten())?;
    (who.name != whose.name).then_some((who, whose))
}

/// "It had sent half of each sample to the Waikato Institute", "its samples came from the Norrby Laboratory".
fn samples(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, Somebody)> {
    let around: Range<usize> = at.saturating_sub(7)..(at + 8).min(p.s.len());
    let verb = around.clone().find(|i| HANDED.contains(&p.s.low(*i)))?;
    if p.is_unsaid(verb) {
        return None;
    }
    let end = (at + 12).min(p.s.len());
    let goes = |i: &usize| matches!(p.s.low(*i), "to" | "from" | "with" | "by" | "between");
    let other = (at + 1..end).filter(goes).find_map(|i| p.at(i + 1));
    // "Gave the Waikato Institute half of its samples"
    let other = other.or_else(|| (verb < at).then(|| p.at(verb + 1)).flatten())?;
    let is_own = (at.saturating_sub(3)..at).any(|i| matches!(p.s.low(i), "its" | "their" | "his" | "her"));
    let first = verb.min(at);
    let one = p.possessors(0..at).next_back().or_else(|| p.last(first)).or_else(|| {
        let back = is_own || matches!(p.s.low(0), "it" | "they" | "he" | "she" | "the");
        back.then(|| p.meant(0)).flatten()
    })?;
    (one.name != other.name).then_some((one, other))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn who_worked_on_one_thing_is_one_origin_of_it() {
        let hald = ("Tor Hald", "Ina Moe");
        check("Tor Hald worked with Ina Moe on the study.", &[hald]);
        check("Tor Hald is here. He wrote the paper together with Ina Moe.", &[hald]);
        check("Ina Moe's co-author Tor Hald sang.", &[hald, hald]);
        check("Tor Hald, Ina Moe's partner, sang.", &[hald]);
        check("It was sung, said Tor Hald, deputy to Ina Moe.", &[("Tor Hald", ""), hald]);
        check("Tor Hald is an aide to Ina Moe.", &[("Tor Hald", ""), hald]);
        check("It was sung, said Tor Hald, the adviser to the mayor.", &[("Tor Hald", ""), ("Tor Hald", "mayor")]);
        check("Tor Hald is not an aide to Ina Moe.", &[]);
        check("Tor Hald sang for Ina Moe's partner.", &[]);
        check("Tor Hald did not work with Ina Moe on the study.", &[]);
        check("Tor Hald worked with Ina Moe at the harbour.", &[]);
    }

    #[test]
    fn two_laboratories_with_one_lot_of_samples_are_one_origin() {
        check(
            "Norrby Laboratory found lead. It had sent half of each sample to the Waikato Institute.",
            &[("Norrby Laboratory", "Waikato Institute")],
        );
        check(
            "Waikato Institute found lead. Its samples came from the Norrby Laboratory.",
            &[("Waikato Institute", "Norrby Laboratory")],
        );
        check("Waikato Institute found lead. Its samples came from a shop in Tarn.", &[]);
    }
}
