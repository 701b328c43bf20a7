//! What "and" and commas join: one name ("Securities and Exchange Commission"), or several who speak together.

use std::ops::Range;

use crate::grammar::is_determiner;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Bodies that are called by what they are in charge of: "Ministry of Health and Welfare". A bank or a university is called
/// by a place, of which it has one.
const OF_MATTERS: &[&str] = &[
    "ministry",
    "department",
    "dept",
    "office",
    "bureau",
    "board",
    "council",
    "committee",
    "commission",
    "agency",
    "organisation",
    "organization",
    "association",
    "society",
    "institute",
    "academy",
    "academies",
    "centre",
    "center",
    "centers",
    "centres",
    "authority",
    "directorate",
    "secretariat",
    "chamber",
    "federation",
    "inspectorate",
    "administration",
    "service",
    "school",
    "faculty",
    "union",
    "minister",
    "secretary",
    "museum",
    "fund",
    "foundation",
    "division",
    "college",
    "laboratory",
];
/// Words behind "and" that make one firm of both sides: "Corva and Sons".
const OF_FIRMS: &[&str] = &["sons", "daughters", "brothers", "partners", "associates", "company", "co"];
/// What behind a comma still belongs to the name before it: "Corva, Inc."
const FORMS: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "llp",
    "plc",
    "corp",
    "co",
    "gmbh",
    "ag",
    "sa",
    "nv",
    "bv",
    "limited",
    "incorporated",
    "jr",
    "sr",
];

/// Whether the comma at `comma` stands within a name, before a legal form or the like.
pub(crate) fn parts_a_form(s: &Sentence, comma: usize) -> bool {
    s.is(comma, ",")
        && s.is_capital(comma + 1)
        && FORMS.contains(&s.low(comma + 1))
        && comma > 0
        && (s.is_capital(comma - 1) || s.is(comma - 1, ".") && s.is_capital(comma.wrapping_sub(2)))
}

/// Whether the "and" at `and` stands within one name of the phrase: a body's noun ends it or leads it, and nothing else in it
/// is a body of its own.
pub(super) fn is_within_name(s: &Sentence, range: &Range<usize>, and: usize) -> bool {
    if and <= range.start || !matches!(s.low(and), "and" | "&") || !s.is_capital(and + 1) || !s.is_capital(and - 1) {
        return false;
    }
    let start = left_start(s, range.start, and);
    let end = right_end(s, and + 1, range.end);
    let (left, right) = (start..and, and + 1..end);
    if start >= and || right.is_empty() || is_determiner(s.low(and + 1)) {
        return false;
    }
    let same = left.len() == 1 && right.len() == 1 && s.low(start) == s.low(and + 1);
    let firm = right.len() == 1 && OF_FIRMS.contains(&s.low(and + 1));
    same || firm || is_led(s, &left, &right) || is_ended(s, &left, &right)
}

/// Whether the comma at `comma` parts what a body is in charge of: "Bureau of Alcohol, Tobacco and Firearms".
pub(crate) fn parts_matters(s: &Sentence, start: usize, comma: usize) -> bool {
    let and = (comma + 1..s.len().min(comma + 9)).find(|i| s.is(*i, "and"));
    s.is(comma, ",")
        && and.is_some_and(|and| is_within_name(s, &(start..s.content_end()), and) && left_start(s, start, and) < comma)
}

/// "Ministry of Health and Welfare"
fn is_led(s: &Sentence, left: &Range<usize>, right: &Range<usize>) -> bool {
    let of = left.clone().find(|i| matches!(s.low(*i), "of" | "for") && *i > left.start);
    let matters = of.is_some_and(|of| OF_MATTERS.contains(&s.low(of - 1)));
    matters && (right.len() == 1 || !names_a_body(s, right))
}

/// "Securities and Exchange Commission": with one article, or with one word before the "and".
fn is_ended(s: &Sentence, left: &Range<usize>, right: &Range<usize>) -> bool {
    let article = is_determiner(s.low_before(left.start));
    let acronym = s.words(left.clone()).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (article || left.len() == 1) && !acronym && names_a_body(s, right) && !names_a_body(s, left)
}

/// Whether words are the name of a body or an outlet, by the noun that they turn on.
fn names_a_body(s: &Sentence, range: &Range<usize>) -> bool {
    let of = range.clone().find(|i| matches!(s.low(*i), "of" | "for")).unwrap_or(range.end);
    let Some(last) = of.checked_sub(1).filter(|last| range.contains(last)) else { return false };
    let low = s.low(last);
    nouns::is_body(low)
        || nouns::head(low) == Some(Head::Organization)
        || matches!(low, "administration" | "labs" | "laboratories" | "force" | "directorate")
        || FORMS.contains(&low)
        || nouns::is_outlet(s.words(range.clone()))
        || range.len() > 1 && nouns::head(low) == Some(Head::Outlet)
}

/// Where the name to the left of an "and" begins; commas part what a body is in charge of.
fn left_start(s: &Sentence, from: usize, and: usize) -> usize {
    let inner = |i: usize| {
        s.is_capital(i) && s.kind(i) == Some(TokenKind::Word)
            || i > from
                && s.is_capital(i - 1)
                && s.is_capital(i + 1)
                && matches!(s.low(i), "of" | "for" | "&" | "," | "-")
    };
    let mut start = (from..and).rev().take_while(|i| inner(*i)).last().unwrap_or(and);
    if is_determiner(s.low(start)) && start + 1 < and {
        start += 1; // "The" at a sentence's start
    }
    start
}

/// Where the name to the right of an "and" ends.
fn right_end(s: &Sentence, start: usize, limit: usize) -> usize {
    let inner = |i: usize| {
        s.is_capital(i) && s.kind(i) == Some(TokenKind::Word)
            || i > start && matches!(s.low(i), "of" | "for" | "&" | "-") && s.is_capital(i + 1)
    };
    (start..limit).take_while(|i| inner(*i)).last().map_or(start, |last| last + 1)
}

/// The places of the "and" that part the phrase into several who each stand for themselves.
pub(super) fn joints(s: &Sentence, range: &Range<usize>) -> Vec<usize> {
    let alone = |i: usize| is_determiner(s.low(i)) || s.is_capital(i);
    let parts = |i: &usize| s.is(*i, "and") && alone(*i + 1) && !is_within_name(s, range, *i);
    // "papers obtained by the Beacon and three people who know the firm"
    let held = |i: usize| s.is(i, "by") && matches!(s.low_before(i), "obtained" | "seen" | "reviewed" | "read");
    let counted = |i: usize| {
        crate::frames::complement::is_numeral(s.low(i)) || matches!(s.low(i), "several" | "a" | "an" | "people")
    };
    if let Some(by) = range.clone().find(|i| held(*i)) {
        return (by..range.end).filter(|i| s.is(*i, "and") && counted(i + 1)).collect();
    }
    if alone(range.start) { range.clone().filter(|i| *i > range.start && parts(i)).collect() } else { Vec::new() }
}

/// Where a list of names begins whose last part is the phrase: "Karin Holt, Nils Urk and Vera Lund". A name that something
/// governs ("in Kelso, Nils Urk and …") is none of the list.
pub(crate) fn list_start(s: &Sentence, phrase: &Range<usize>) -> usize {
    let joint = phrase.clone().any(|i| i > phrase.start && s.is(i, "and")) || s.low_before(phrase.start) == "and";
    let mut start = phrase.start;
    if !joint || !s.is_capital(start) {
        return start;
    }
    loop {
        let end = start - usize::from(start > 0 && s.is(start - 1, "and"));
        let Some(comma) = end.checked_sub(1).filter(|comma| s.is(*comma, ",")) else { break };
        let name = |i: usize| {
            s.is_capital(i) && s.kind(i) == Some(TokenKind::Word) && !crate::grammar::TIMES.contains(s.low(i))
                || matches!(s.low(i), "of" | "for" | "&") && s.is_capital(i + 1)
        };
        let Some(first) = (0..comma).rev().take_while(|i| name(*i)).last() else { break };
        let article = usize::from(first > 0 && is_determiner(s.low(first - 1)));
        let item = first - article;
        let free = item == 0 || s.is(item - 1, ",") || matches!(s.low(item - 1), "that" | "but" | ":" | ";");
        // One word may be a place, or be there for its own sake: "However, Nils Urk and …".
        let several = comma - first > 1 && !crate::grammar::is_preposition(s.low(first));
        if !free || !several {
            break;
        }
        start = item;
    }
    start
}

/// The parts of a list that starts at `range.start` and ends with the phrase: at each comma and "and" between names.
pub(super) fn parts(s: &Sentence, range: &Range<usize>) -> Vec<Range<usize>> {
    let joints = joints(s, range);
    let within = |comma: usize| {
        let and = (comma..range.end).find(|i| s.is(*i, "and"));
        parts_a_form(s, comma)
            || and.is_some_and(|and| is_within_name(s, range, and) && left_start(s, range.start, and) < comma)
    };
    let mut found = Vec::new();
    let mut start = range.start;
    for i in range.clone() {
        let parts = joints.contains(&i) || s.is(i, ",") && !within(i);
        if parts {
            if start < i {
                found.push(start..i);
            }
            start = i + 1;
        }
    }
    if start < range.end {
        found.push(start..range.end);
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::frames::testing::check;

    #[test]
    fn a_name_with_and_is_one_voice() {
        for name in [
            "Securities and Exchange Commission",
            "Kelso Gas and Water Board",
            "Ministry of Health and Welfare",
            "Department of Trade and Industry",
            "Department of Health and Human Services",
            "Office for Fire and Rescue",
            "Bill and Melinda Gates Foundation",
            "Bureau of Alcohol, Tobacco and Firearms",
        ] {
            check(&format!("The pill is safe, the {name} said."), &[&format!("{name} | said | The pill is safe")]);
            check(&format!("The {name} said that the pill is safe."), &[&format!("{name} | said | the pill is safe")]);
            let content = [&*format!("{name} | according to | The pill is safe")];
            check(&format!("The pill is safe, according to the {name}."), &content);
        }
        check("The pill is safe, Johnson and Johnson said.", &["Johnson and Johnson | said | The pill is safe"]);
        check("The pill is safe, Corva and Sons said.", &["Corva and Sons | said | The pill is safe"]);
    }

    #[test]
    fn a_legal_form_behind_a_comma_is_no_voice() {
        check("The pill is safe, Corva, Inc. said.", &["Corva, Inc | said | The pill is safe"]);
        check("The pill is safe, Corva Co., Ltd. said.", &["Corva Co., Ltd | said | The pill is safe"]);
        check("Corva, Inc. said that the pill is safe.", &["Corva, Inc | said | the pill is safe"]);
    }

    #[test]
    fn people_and_bodies_that_speak_together_are_several_voices() {
        let two = "Ann Reed + Ole Berg";
        check("Ann Reed and Ole Berg said the mill is shut.", &[&format!("{two} | said | the mill is shut")]);
        check("The mill is shut, Ann Reed and Ole Berg said.", &[&format!("{two} | said | The mill is shut")]);
        check(
            "The mill is shut, according to Ann Reed and Ole Berg.",
            &[&format!("{two} | according to | The mill is shut")],
        );
        let three = "Karin Holt + Nils Urk + Vera Lund";
        check("Karin Holt, Nils Urk and Vera Lund said that it leaks.", &[&format!("{three} | said | it leaks")]);
        check(
            "The gate leaks badly, Karin Holt, Nils Urk and Vera Lund said.",
            &[&format!("{three} | said | The gate leaks badly")],
        );
        check(
            "Orrin Steel and Delft Labs said the mill is shut.",
            &["Orrin Steel + Delft Labs | said | the mill is shut"],
        );
        check(
            "The Ministry of Health and the Delft Institute said the mill is shut.",
            &["Ministry of Health + Delft Institute | said | the mill is shut"],
        );
        check("In Kelso, Ann Reed and Ole Berg said the mill is shut.", &[&format!("{two} | said | the mill is shut")]);
    }

    #[test]
    fn a_name_that_ends_like_an_adverb_is_whole() {
        check("The mill is shut, China Daily reported.", &["China Daily | reported | The mill is shut"]);
        check("According to the Gamma Daily, the mill is shut.", &["Gamma Daily | According to | the mill is shut"]);
        check("The mill is shut, Nils Kelly said.", &["Nils Kelly | said | The mill is shut"]);
    }
}
