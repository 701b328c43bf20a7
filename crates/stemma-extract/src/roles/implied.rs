//! Whose office it is where nobody says so: "Garuda Motors has sold out, chief executive Vikram Deshmukh said", "the bank, its
//! chairman said".
//!
//! An office at the head of a firm that is named without the firm is that of whoever the sentence is about, or the one before
//! it; so is a post that is told with the sort of the body ("union president"). It is a guess, and it only ever makes an
//! interest of theirs more likely.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;

use super::flat;
use super::phrase::{Phrase, Time, is_sort};
use super::ties::names;
use crate::entities::is_place;
use crate::grammar::is_finite;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// Offices that somebody holds in a firm or a society. Who is minister or mayor speaks of others.
const OFFICES: &[&str] = &[
    "ceo",
    "cfo",
    "cto",
    "coo",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "chief",
    "co-founder",
    "cofounder",
    "director",
    "executive",
    "founder",
    "manager",
    "owner",
    "president",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// Whoever speaks or acts for a person: "her manager".
const AGENTS: &[&str] = &[
    "agent",
    "aide",
    "attorney",
    "coach",
    "lawyer",
    "manager",
    "promoter",
    "publicist",
    "solicitor",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "trainer",
];

/// Trades whose holders look at a body from outside, also where the body's sort stands beside them: "a bank analyst".
const WATCHERS: &[&str] =
    &["analyst", "economist", "expert", "historian", "journalist", "lawmaker", "reporter", "scholar"];

/// The organisation for an office that is said without one: the one that the sentence is about, or the one that the sentences
/// before it (`before`) were about.
pub(super) fn organization(s: &Sentence, name: &Range<usize>, phrase: &Phrase, before: Option<&str>) -> Option<String> {
    let noun = phrase.role.rsplit(' ').next().unwrap_or_default();
    // "A spokesman for the rival firm Tarn": whose it is is said, if in words that are not read.
    // "Chairman of its finance committee" is of the body that was named.
    let is_inside = s.is(phrase.range.end, "of") && s.is(phrase.range.end + 1, "its");
    let is_told = matches!(s.low(phrase.range.end), "of" | "for" | "at" | "with") && !is_inside;
    if phrase.organization.is_some() || phrase.time != Time::Now || is_told {
        return None;
    }
    if let Some(of) = of_hers(s, name, phrase) {
        return Some(of);
    }
    let is_its = is_inside || is_its(s, phrase);
    let subject = subject(s).or_else(|| sort_alone(s, is_its));
    let subject = subject.filter(|(_, range)| range.end < name.start.min(phrase.range.start)).map(|(words, _)| words);
    let found = subject.or_else(|| before.map(str::to_owned))?;
    let is_of_sort = || sort(s, phrase).is_some_and(|sort| is_one(sort, &found)) && !is_outside(noun);
    (OFFICES.contains(&noun) || is_of_sort() || is_its).then_some(found)
}

/// "Its chief conductor": whatever the post is, it is of the body that was named.
fn is_its(s: &Sentence, phrase: &Phrase) -> bool {
    let before = phrase.range.start.checked_sub(1).map_or("", |before| s.low(before));
    before == "its"
}

/// "The singer Mira is ill, her manager, Bea Lott, said": whoever the sentence names first.
fn of_hers(s: &Sentence, name: &Range<usize>, phrase: &Phrase) -> Option<String> {
    let before = phrase.range.start.checked_sub(1).map_or("", |before| s.low(before));
    let noun = phrase.role.rsplit(' ').next().unwrap_or_default();
    let is_hers = matches!(before, "her" | "his") && AGENTS.contains(&noun);
    let first =
        names(s).into_iter().next().filter(|first| is_hers && first.end <= name.start.min(phrase.range.start))?;
    let words = flat(s.words(first));
    (!is_place(&words)).then_some(words)
}

fn is_outside(noun: &str) -> bool {
    WATCHERS.contains(&noun) || nouns::is_outsider(noun)
}

/// The sort of a body whose somebody is: "party leader", "the airline's chief pilot".
fn sort<'p>(s: &'p Sentence, phrase: &'p Phrase) -> Option<&'p str> {
    let is_body =
        |word: &str| nouns::head(word) == Some(Head::Organization) || matches!(word, "party" | "team" | "airline");
    let beside = phrase.role.split(' ').next().filter(|word| phrase.role.len() > word.len() && is_body(word));
    let mark = phrase.range.start.checked_sub(1).filter(|mark| s.kind(*mark) == Some(TokenKind::Possessive));
    let owner = mark.and_then(|mark| mark.checked_sub(1)).map(|noun| s.low(noun)).filter(|word| is_body(word));
    beside.or(owner)
}

/// Whether a body of this name may be of this sort: it is called so, or is called by nothing that says what it is.
fn is_one(sort: &str, name: &str) -> bool {
    let mut words = name.split(' ').map(str::to_lowercase);
    words.any(|word| word == sort) || !name.split(' ').any(|word| nouns::is_body(&word.to_lowercase()))
}

/// The subject of a sentence up to the noun that says what sort of body it is: "the orchestra", "the budget airline".
fn told_by_sort(s: &Sentence) -> Option<Range<usize>> {
    let is_word = |i: &usize| s.kind(*i) == Some(TokenKind::Word) && !s.is_capital(*i);
    let is_body = |i: &usize| {
        let low = s.low(*i);
        matches!(nouns::head(low), Some(Head::Organization | Head::Outlet)) || low == "airline" || is_sort(s, *i)
    };
    let noun = (1..4).take_while(is_word).find(is_body).filter(|_| s.is(0, "the"))?;
    Some(1..noun + 1)
}

/// "The orchestra will move": a body that is told by its sort alone; where it has a post ("its chief") also "the council of
/// Tann", and any sort.
fn sort_alone(s: &Sentence, has_post: bool) -> Option<(String, Range<usize>)> {
    let is_one = |sort: &Range<usize>| is_sort(s, sort.end - 1) && is_finite(s, sort.end);
    let sort = told_by_sort(s).filter(|sort| has_post || is_one(sort))?;
    Some((s.low(sort.end - 1).to_owned(), sort))
}

/// The organisation that a sentence is about: its subject, or whose its subject is ("Corva's vans are").
pub(super) fn subject(s: &Sentence) -> Option<(String, Range<usize>)> {
    let start = usize::from(matches!(s.low(0), "the" | "“" | "\"" | "‘"));
    let all = names(s);
    let sort = told_by_sort(s);
    // "The airline Skyfell cancelled flights"
    let is_behind = |subject: &&Range<usize>| sort.as_ref().is_some_and(|sort| sort.end == subject.start);
    let is_first = |subject: &&Range<usize>| subject.start <= start || is_behind(subject);
    let mut subject = all.iter().find(is_first)?.clone();
    // "The Dockers' Union"
    let goes_on = |name: &&Range<usize>| name.start == subject.end + 1 && nouns::is_body(s.low(name.end - 1));
    if s.kind(subject.end) == Some(TokenKind::Possessive)
        && let Some(rest) = all.iter().find(goes_on)
    {
        subject.end = rest.end;
    }
    let words = flat(s.words(subject.clone()));
    // "The Rütli Handelsbank": nobody's name has an article.
    let has_sort = words.split(' ').any(|word| nouns::head(&word.to_lowercase()) == Some(Head::Organization));
    let is_person = subject.start == 0 && subject.len() > 1 && name_kind(&words) == SourceKind::Person && !has_sort;
    let speaks_of = is_finite(s, subject.end) || s.kind(subject.end) == Some(TokenKind::Possessive);
    (speaks_of && !is_person && !is_place(&words)).then_some((words, subject))
}
