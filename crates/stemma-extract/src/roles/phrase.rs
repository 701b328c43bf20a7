//! The office beside a name: its words, whose it is, and whether it is still held.

use std::ops::Range;

use stemma_core::role::is_portfolio;

use super::{flat, is_capital};
use crate::grammar::{is_adverb, is_determiner, is_finite, is_preposition, is_subordinator};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// When what a phrase says holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// Now.
    Now,
    /// No longer.
    Before,
    /// At some time that is not said.
    Once,
}

/// An office as a text calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// Its words, without whose it is and when.
    pub(super) role: String,
    pub(super) organization: Option<String>,
    pub(super) time: Time,
    /// The word that says when; empty for now.
    pub(super) cue: String,
}

/// Words before an office that say that it is held no longer.
const BEFORE: &[&str] = &["former", "ex", "late", "past", "previous", "onetime", "erstwhile", "ousted", "retired"];
/// The same, of an office that is, was or will be held at another time.
const ONCE: &[&str] = &["then", "incoming", "next", "future", "designate", "once"];
/// Words that say no more than that it is held.
const NOW: &[&str] = &["current", "new", "newly", "outgoing", "longtime", "incumbent", "now"];
/// Nouns that only speak of how somebody stands to another, and of no post.
const TIES: &[&str] = &[
    "wife",
    "husband",
    "widow",
    "son",
    "daughter",
    "brother",
    "sister",
    "mother",
    "father",
    "friend",
    "partner",
    "colleague",
    "candidate",
    "critic",
    "opponent",
    "resident",
    "citizen",
    "voter",
    "visitor",
    "guest",
    "customer",
    "user",
    "neighbour",
    "neighbor",
    "successor",
    "predecessor",
    "man",
    "woman",
    "person",
    "source",
    "witness",
    "one",
    "parent",
    "member",
    "defendant",
    "plaintiff",
    "survivor",
    "passenger",
    "patient",
    "tenant",
    "supplier",
    "contractor",
];

/// Whether a word only says when an office is held.
pub(super) fn is_time(low: &str) -> bool {
    BEFORE.contains(&low) || ONCE.contains(&low) || NOW.contains(&low)
}

fn is_post(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let word = word
        .strip_prefix("ex-")
        .or_else(|| word.strip_prefix("co-"))
        .or_else(|| word.strip_prefix("vice-"))
        .unwrap_or(word);
    let word = word.strip_suffix("-elect").unwrap_or(word);
    // "chief executive", "secretary general": the second word is the noun.
    let is_second = |one: &str, other: &str| s.is(at, other) && s.low_before(at) == one;
    matches!(nouns::head(word), Some(Head::Office | Head::Person | Head::Speaker)) || is_second("secretary", "general")
}

/// The office that stands right before a name, or before it and a comma.
pub(super) fn before(s: &Sentence, name: &Range<usize>) -> Option<Phrase> {
    let is_parted = name.start > 0 && s.is(name.start - 1, ",") && closes(s, name.end);
    let end = if is_parted { name.start - 1 } else { name.start };
    let (head, tail) = head_before(s, end)?;
    let start = start_of(s, head);
    // "the wife of the mayor of Kelso, Ruth Ames,": whose name it is, only the reader knows.
    let outer = if start > 0 && is_determiner(s.low(start - 1)) { start - 1 } else { start };
    if is_parted
        && (outer > 0 && s.low_before(outer) == "of"
            || outer == start && !has_owner(s, start..head) && !opens(s, start))
    {
        return None;
    }
    made(s, start, head, tail)
}

/// What may follow a name that an office with a comma introduces.
fn closes(s: &Sentence, at: usize) -> bool {
    matches!(s.words(at..at + 1), "," | "." | "" | ";" | ")") || is_finite(s, at)
}

fn has_owner(s: &Sentence, mut range: Range<usize>) -> bool {
    range.any(|i| s.kind(i) == Some(TokenKind::Possessive) || is_time(s.low(i)) || is_capital(s, i))
}

/// "…, said former chief executive of Nordbahn, Jan Vik": what stands before is no part of a list.
fn opens(s: &Sentence, start: usize) -> bool {
    start == 0 || is_time(s.low(start))
}

/// The noun of an office that ends before `end`, and the end of what says of what it is.
fn head_before(s: &Sentence, end: usize) -> Option<(usize, usize)> {
    let last = end.checked_sub(1)?;
    if is_post(s, last) {
        return Some((last, end));
    }
    let mut at = last;
    while at > 0 && end - at < 9 {
        let low = s.low(at);
        if matches!(low, "of" | "at" | "for") && is_post(s, at - 1) {
            return Some((at - 1, end));
        }
        let is_inner =
            is_capital(s, at) || matches!(low, "of" | "the" | "for" | "at" | "and" | "&") || is_portfolio(low);
        if !is_inner {
            return None;
        }
        at -= 1;
    }
    None
}

/// Where the words before an office's noun begin, without article.
fn start_of(s: &Sentence, head: usize) -> usize {
    let mut start = head;
    while start > 0 && head - start < 7 {
        let before = start - 1;
        let low = s.low(before);
        // "farmers' leader Hal Dorsey"
        let is_of_many = s.words(before..start).chars().count() == 1 && s.low_before(before).ends_with('s');
        // "The museum's curator, Lea Kirk,": any firm is a company.
        let body = s.low_before(before);
        let is_firm = matches!(body, "company" | "firm" | "group" | "organization" | "organisation" | "corporation");
        let is_body = is_sort(s, before.saturating_sub(1)) || nouns::head(body) == Some(Head::Organization) && !is_firm;
        let is_owner = s.kind(before) == Some(TokenKind::Possessive)
            && before > 0
            && (is_capital(s, before - 1) || is_of_many || is_body);
        let is_word = s.kind(before) == Some(TokenKind::Word);
        let is_small = is_determiner(low) && !is_time(low)
            || is_preposition(low)
            || is_subordinator(low)
            || low == "and"
            || low == "or";
        let is_verb = || !is_time(low) && !s.is_capital(before) && is_finite(s, before);
        let is_idle =
            || is_adverb(low) && !is_time(low) || matches!(low, "who" | "which" | "that" | "not" | "said" | "says");
        // "heard Veyra spokesman Jan Vik": before a name only the time is said.
        let is_past_name =
            is_capital(s, start) && start < head && !s.is_capital(before) && !is_time(low) && !is_passing(low);
        if !is_owner && (!is_word || is_past_name || is_small || is_verb() || is_idle()) {
            break;
        }
        start = before;
    }
    start
}

/// The office that stands after a name and a comma, or within brackets.
pub(super) fn after(s: &Sentence, name: &Range<usize>) -> Option<Phrase> {
    if !matches!(s.words(name.end..name.end + 1), "," | "(") {
        return None;
    }
    at(s, name.end + 1)
}

/// The office whose words begin at `from`: article, what is said beside it, noun, and of what it is.
pub(super) fn at(s: &Sentence, from: usize) -> Option<Phrase> {
    let start = from + usize::from(matches!(s.low(from), "the" | "a" | "an" | "its" | "their" | "another"));
    let limit = s.len().min(start + 8);
    let mut head = start;
    while head < limit && !is_post(s, head) {
        let low = s.low(head);
        let noun = head.wrapping_sub(1);
        let is_owner = s.kind(head) == Some(TokenKind::Possessive) && (is_capital(s, noun) || is_sort(s, noun));
        let is_idle = is_determiner(low) && !is_time(low) || is_preposition(low) || is_subordinator(low);
        let is_idle = is_idle
            || is_adverb(low) && !is_time(low)
            || matches!(low, "who" | "which" | "and" | "or" | "not" | "never");
        if !is_owner && (s.kind(head) != Some(TokenKind::Word) || is_idle || is_finite(s, head) && !s.is_capital(head))
        {
            return None;
        }
        head += 1;
    }
    while head + 1 < limit && is_post(s, head + 1) && s.kind(head) == Some(TokenKind::Word) {
        head += 1;
    }
    if head >= limit {
        return None;
    }
    let mut tail = head + 1;
    if matches!(s.low(tail), "of" | "at" | "for") {
        let mut end = tail + 1;
        let goes_on = |i: usize| {
            let joins = matches!(s.low(i), "of" | "the" | "&")
                && (is_capital(s, i + 1) || s.is(i + 1, "the") || is_portfolio(s.low(i + 1)));
            is_capital(s, i) || is_portfolio(s.low(i)) || joins
        };
        while end < s.len() && end - tail < 9 && goes_on(end) {
            end += 1;
        }
        // "an author of the study"
        let work = tail + 1 + usize::from(matches!(s.low(tail + 1), "the" | "a" | "an" | "this"));
        if end <= tail + 1 && work > tail + 1 && matches!(nouns::head(s.low(work)), Some(Head::Study)) {
            end = work + 1;
        }
        tail = if end > tail + 1 { end } else { tail };
    }
    // "Orrin Bells, Mayor Tom Hill said": the office is another's.
    let is_anothers = tail == head + 1 && is_capital(s, tail);
    if is_anothers { None } else { made(s, start, head, tail) }
}

/// The phrase from its parts: what stands before the noun, the noun, and of what it is.
fn made(s: &Sentence, start: usize, head: usize, tail: usize) -> Option<Phrase> {
    if TIES.contains(&s.low(head)) {
        return None;
    }
    let mut owner: Vec<&str> = Vec::new();
    let mut role: Vec<String> = Vec::new();
    let (mut time, mut cue) = (Time::Now, String::new());
    for i in start..head {
        let low = s.low(i);
        let bare = low.trim_end_matches('-');
        if s.kind(i) == Some(TokenKind::Possessive) {
            continue;
        }
        if BEFORE.contains(&bare) || ONCE.contains(&bare) {
            (time, cue) = (if BEFORE.contains(&bare) { Time::Before } else { Time::Once }, low.to_owned());
        } else if is_capital(s, i) && !(is_portfolio(low) || is_time(low) || is_post(s, i) || is_passing(low)) {
            owner.push(s.words(i..i + 1));
        } else if !(NOW.contains(&bare) || is_sort(s, i) && s.kind(i + 1) == Some(TokenKind::Possessive)) {
            role.push(low.to_owned());
        }
    }
    role.splice(0..0, house(s, start, head));
    let mut noun = s.low(head);
    if let Some(rest) = noun.strip_prefix("ex-") {
        (noun, time, cue) = (rest, Time::Before, "ex-".to_owned());
    }
    if noun.ends_with("-elect") {
        (time, cue) = (Time::Once, "-elect".to_owned());
    }
    role.push(noun.to_owned());
    let mut whose = (!owner.is_empty()).then(|| owner.join(" "));
    // "of transport of Norland", "of the Halm Dyke Authority"
    let mut part = head + 1;
    while part + 1 < tail {
        let end = (part + 1..tail)
            .find(|i| matches!(s.low(*i), "of" | "at" | "for") && !is_body_name(s, part + 1..*i))
            .unwrap_or(tail);
        let from = part + 1 + usize::from(matches!(s.low(part + 1), "the" | "a" | "an" | "this"));
        let words = flat(s.words(from..end));
        let is_name = (from..end).any(|i| is_capital(s, i) && !is_portfolio(s.low(i)));
        if is_name {
            whose = whose.or(Some(words));
        } else if !words.is_empty() {
            role.push(format!("of {}", words.to_lowercase()));
        }
        part = end;
    }
    let whose = whose.or_else(|| owner_body(s, start..head));
    let is_acronym = |name: &str| name.len() > 40;
    Some(Phrase {
        range: start..tail,
        role: role.join(" "),
        organization: whose.filter(|name| !is_acronym(name)),
        time,
        cue,
    })
}

/// "The club's coach", "the federation's team doctor": a body that is told by its sort alone is one of its sort, whatever it is
/// called elsewhere. A firm is not: there are too many.
fn owner_body(s: &Sentence, range: Range<usize>) -> Option<String> {
    let mut near = range.start.saturating_sub(1)..range.end;
    let noun = near.find(|i| s.kind(*i) == Some(TokenKind::Possessive))?.checked_sub(1)?;
    is_sort(s, noun).then(|| s.low(noun).to_owned())
}

/// "The team's doctor" is a team doctor: the house where a trade is plied, of which the text names none.
fn house(s: &Sentence, start: usize, head: usize) -> Option<String> {
    const HOUSES: &[&str] = &[
        "team", "squad", "hospital", "school", "ship", "ferry", "plant", "mine", "mill", "prison", "airport", "museum",
        "zoo", "hotel", "port", "factory", "station", "army", "police", "navy", "court", "library", "theatre",
        "college",
    ];
    let mark = start.checked_sub(1).filter(|mark| s.kind(*mark) == Some(TokenKind::Possessive))?;
    let noun = mark.checked_sub(1).filter(|noun| HOUSES.contains(&s.low(*noun)) && !s.is_capital(*noun))?;
    // An office is told from others by the words before it.
    (nouns::head(s.low(head)) == Some(Head::Person)).then(|| s.low(noun).to_owned())
}

/// Sorts of bodies of which a text about one has no other.
pub(super) const SORTS: &[&str] = &[
    "academy",
    "association",
    "brigade",
    "clinic",
    "club",
    "cooperative",
    "federation",
    "league",
    "orchestra",
    "parish",
    "society",
    "union",
];

/// Whether a word is the sort of a body of which a text has one.
pub(super) fn is_sort(s: &Sentence, at: usize) -> bool {
    SORTS.contains(&s.low(at)) && !s.is_capital(at)
}

/// "Ministry of Transport", "Port of Kallvik": the "of" belongs to the name.
fn is_body_name(s: &Sentence, range: Range<usize>) -> bool {
    range.last().is_some_and(|last| {
        is_capital(s, last) && (nouns::is_body(s.low(last)) || nouns::is_organization(s.words(last..last + 1)))
    })
}

/// Words for an office that passes on: they are part of what it is called.
fn is_passing(low: &str) -> bool {
    matches!(low, "acting" | "interim" | "rotating" | "caretaker" | "deputy" | "vice" | "assistant")
}
