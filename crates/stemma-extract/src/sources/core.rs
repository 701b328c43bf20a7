//! What a noun phrase turns on: a name, a role, or nobody who could say something.

use std::ops::Range;

use crate::entities::is_plural_doer;
use crate::frames::complement::is_numeral;
use crate::grammar::is_determiner;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// What a phrase turns on.
pub(super) enum Core {
    Name(Range<usize>),
    Role { head: Option<Head>, at: usize },
    Nobody,
}

/// Words after which a phrase only says more about its head.
const AFTER_HEAD: &[&str] = &[
    "of",
    "at",
    "for",
    "from",
    "in",
    "with",
    "who",
    "which",
    "familiar",
    "cited",
    "close",
    "on",
    "like",
    "including",
    "briefed",
    "speaking",
    "named",
    "quoted",
    "surveyed",
    "interviewed",
    "to",
    "by",
    "about",
    "into",
    "obtained",
    "seen",
    "filed",
    "published",
    "released",
    "reviewed",
    "near",
    "against",
    "involved",
    "monitoring",
    "working",
    "shared",
    "posted",
    "dated",
    "over",
    "between",
    "under",
    "led",
    "within",
    "that",
    "involving",
    "attending",
    "tracking",
    "covering",
    "kept",
    "held",
    "collected",
    "gathered",
    "received",
    "compiled",
    "maintained",
    "recorded",
    "taken",
    "made",
    "issued",
    "lodged",
    "submitted",
    "deposited",
    "leaked",
    "provided",
    "supplied",
];

/// Words that only count what follows their "of": "two of the people", "a majority of voters".
const COUNTS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "some",
    "most",
    "many",
    "several",
    "all",
    "both",
    "none",
    "half",
    "majority",
    "few",
    "each",
    "dozens",
    "hundreds",
    "thousands",
    "handful",
    "percent",
    "number",
    "third",
    "quarter",
    "group",
    "couple",
    "minority",
    "%",
];

pub(super) fn core(s: &Sentence, range: Range<usize>) -> Core {
    let counted = (range.start..range.end.min(range.start + 4)).find(|i| s.is(*i, "of"));
    if let Some(of) = counted.filter(|of| *of > range.start && of + 1 < range.end) {
        let counts = COUNTS.contains(&s.low(of - 1)) || s.kind(of - 1) == Some(TokenKind::Number);
        // "one of the two", "several of you"
        let counted =
            s.is(of + 1, "the") && of + 3 == range.end && matches!(s.low(of + 2), "two" | "three" | "four" | "five");
        let people = counted || matches!(s.low(of + 1), "them" | "us" | "you" | "those" | "these" | "whom");
        if counts && people {
            let one = s.is(of - 1, "one");
            return Core::Role { head: Some(if one { Head::Person } else { Head::People }), at: of - 1 };
        }
        if let (true, Core::Role { head: Some(head), at }) = (counts, core(s, of + 1..range.end)) {
            let one = s.is(of - 1, "one") && head == Head::People;
            return Core::Role { head: Some(if one { Head::Person } else { head }), at };
        }
    }
    if is_count_of_people(s, &range) {
        return Core::Role { head: Some(Head::People), at: range.end - 1 };
    }
    let start = if is_determiner(s.low(range.start)) && range.len() > 1 { range.start + 1 } else { range.start };
    // "a study documenting the leak"
    let doing = |i: usize| {
        let deed = s.low(i).ends_with("ing") && nouns::head(s.low(i)).is_none() && i + 1 < range.end;
        deed && nouns::head(s.low(i - 1)).is_some()
    };
    let end = (start + 1..range.end)
        .find(|i| {
            (AFTER_HEAD.contains(&s.low(*i)) || doing(*i) || is_made_by(s, *i) || s.is(*i, "who")) && !s.is_capital(*i)
        })
        .unwrap_or(range.end);
    let end_mark = (start..end).find(|i| s.is(*i, "(")).unwrap_or(end);
    let last = end_mark.saturating_sub(1).max(start);
    let word = s.low(last);
    let proper = |i: usize| (s.is_capital(i) || s.low(i).starts_with('@')) && s.kind(i) == Some(TokenKind::Word);
    let name_start = (start..=last).rev().take_while(|i| proper(*i) || is_joint(s, *i, start, last)).last();
    if last == range.start
        && matches!(word, "having" | "being" | "following" | "including" | "regarding" | "considering")
    {
        return Core::Nobody; // "Having said that"
    }
    if let Some(name_start) = name_start.filter(|_| proper(last)) {
        // A word that only its place makes a capital: "Analysts at Kestrel", "Data from the office".
        let is_outlet = nouns::is_outlet(s.words(last..last + 1));
        let doers = (is_plural_doer(word) && !is_outlet).then_some(Head::People);
        if let Some(head) = nouns::head(word).or(doers).filter(|_| last == 0 && !s.is_capital(1)) {
            return Core::Role { head: Some(head), at: last };
        }
        let name_start = skip_titles(s, name_start, last);
        let full_end = of_name(s, name_start, end_mark, range.end);
        return Core::Name(name_start..full_end);
    }
    let of_two = last.checked_sub(1).filter(|before| *before >= start).and_then(|i| nouns::head_of_two(s.low(i), word));
    match of_two.or_else(|| nouns::head(word)) {
        Some(head) => Core::Role { head: Some(head), at: last },
        None if nouns::looks_like_a_doer(word) || may_speak(s, start, last) => Core::Role { head: None, at: last },
        None => Core::Nobody,
    }
}

/// "64", "four in ten", "a third", "two": numbers of people who were asked or spoken of.
fn is_count_of_people(s: &Sentence, range: &Range<usize>) -> bool {
    let number = |i: usize| s.kind(i) == Some(TokenKind::Number) || is_numeral(s.low(i));
    let share = |i: usize| {
        matches!(s.low(i), "in" | "of" | "out" | "every" | "a" | "per" | "cent" | "third" | "quarter" | "half")
            || s.words(i..i + 1) == "%"
    };
    let (first, last) = (range.start, range.end.saturating_sub(1));
    let ends = number(last) || !matches!(s.low(last), "in" | "of" | "out" | "every" | "a" | "per");
    range.clone().all(|i| number(i) || share(i)) && (number(first) || s.is(first, "a") && range.len() > 1) && ends
}

/// "carried out by", "conducted by": whether the words at `at` tell whose work the thing before them is.
pub(super) fn is_made_by(s: &Sentence, at: usize) -> bool {
    let made =
        matches!(s.low(at), "conducted" | "performed" | "done" | "run" | "made" | "written" | "compiled" | "carried");
    made && (s.is(at + 1, "by") || s.is(at + 1, "out") && s.is(at + 2, "by"))
}

/// A noun that no list has may name a speaker when it stands with an article or an owner and names no thing.
fn may_speak(s: &Sentence, start: usize, last: usize) -> bool {
    let word = s.low(last);
    let before = start.checked_sub(1);
    let opened = before.is_some_and(|i| is_determiner(s.low(i)))
        || (start..last).any(|i| s.kind(i) == Some(TokenKind::Possessive));
    let plain = s.kind(last) == Some(TokenKind::Word) && word.chars().all(char::is_alphabetic) && word.len() > 3;
    opened
        && plain
        && !word.ends_with('y')
        && !nouns::is_abstract(word)
        && crate::lexicon::noun(word).is_none()
        && !crate::grammar::is_adverb(word)
}

/// "of", "&", a full stop after a title or initial, within a name.
fn is_joint(s: &Sentence, i: usize, start: usize, last: usize) -> bool {
    let inner = i > start && i < last && s.is_capital(i + 1);
    is_name_apostrophe(s, i)
        || super::joined::parts_a_form(s, i)
        || s.is(i, ".") && super::joined::parts_a_form(s, i + 1)
        || inner && is_listed(s, i, start, last)
        || inner && matches!(s.low(i), "of" | "&" | "." | "-" | "de" | "von" | "van" | "al" | "bin")
}

/// An "and" of one name, and the commas before it: Bureau of Alcohol, Tobacco and Firearms.
fn is_listed(s: &Sentence, i: usize, start: usize, last: usize) -> bool {
    let and = if s.is(i, ",") { (i + 1..last).find(|i| s.is(*i, "and")) } else { Some(i) };
    matches!(s.low(i), "and" | ",") && and.is_some_and(|and| super::joined::is_within_name(s, &(start..last + 1), and))
        || s.is(i, "for") && (i + 1..last).any(|and| super::joined::is_within_name(s, &(start..last + 1), and))
}

/// The apostrophe within a name: Lamp Fitters' Guild.
pub(super) fn is_name_apostrophe(s: &Sentence, i: usize) -> bool {
    let bare = s.kind(i) == Some(TokenKind::Possessive) && s.words(i..i + 1).chars().count() == 1;
    let is_body = |word: &str| nouns::is_body(word) || nouns::head(word) == Some(Head::Organization);
    // "St Anne's Hospital", "King's College"
    let of_saint = s.kind(i) == Some(TokenKind::Possessive)
        && (i > 1 && matches!(s.low(i - 2), "st" | "saint" | "st.")
            || i > 2 && s.is(i - 2, ".") && s.is(i - 3, "st")
            || matches!(s.low_before(i), "king" | "queen" | "prince" | "children" | "women" | "men" | "people"));
    (bare || of_saint) && s.is_capital(i + 1) && s.is_capital(i.wrapping_sub(1)) && is_body(s.low(i + 1))
}

/// A name goes on over "of": Ministry of Transport, Port of Kallvik.
fn of_name(s: &Sentence, start: usize, end: usize, limit: usize) -> usize {
    let after = if s.is(end + 1, "the") { end + 2 } else { end + 1 };
    let single = end == start + 1 && s.is(end, "of") && nouns::is_body(s.low(start));
    // "Watch for the Detained", "Doctors for the Environment": nobody is called by such a word alone.
    let is_cause = end == start + 1 && s.is(end, "for") && s.is(end + 1, "the") && is_common_noun(s.low(start));
    let marked = single || is_cause || nouns::is_organization(s.words(end.saturating_sub(1)..end));
    if end < limit && matches!(s.low(end), "of" | "for") && s.is_capital(after) && marked {
        let within = |i: usize| {
            super::joined::is_within_name(s, &(start..limit), i) || super::joined::parts_matters(s, start, i)
        };
        let inner = |i: usize| s.is_capital(i) || within(i);
        let rest = (after..limit).take_while(|i| inner(*i)).last();
        return rest.map_or(end, |last| last + 1);
    }
    end
}

/// Whether the dictionary has a word as a noun.
fn is_common_noun(word: &str) -> bool {
    nouns::head(word).is_some() || nouns::is_body(word) || crate::lexicon::noun(word).is_some()
}

fn skip_titles(s: &Sentence, start: usize, last: usize) -> usize {
    let full = s.words(start..last + 1);
    if nouns::is_organization(full) && !nouns::TITLES.contains(s.low(start)) || nouns::is_outlet(full) {
        return start;
    }
    let is_title = |i: &usize| {
        nouns::TITLES.contains(s.low(*i)) || *i <= start + 1 && nouns::TITLES_OF_FULL_NAMES.contains(s.low(*i))
    };
    let inner = (start..last.saturating_sub(1)).rev().find(is_title);
    // "Toxicologist Ruben Sattler": a trade that only its place gives a capital.
    let is_trade = start == 0
        && start + 1 < last
        && matches!(nouns::head(s.low(0)), Some(Head::Office | Head::Person | Head::Speaker));
    let mut at = inner.map_or(start + usize::from(is_trade), |title| title + 1);
    while at < last && (nouns::TITLES.contains(s.low(at)) || s.is(at, ".") || s.is(at, "the")) {
        at += 1;
    }
    at
}
