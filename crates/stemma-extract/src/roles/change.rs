//! Who came to an office or left it: "Tom Hill became mayor of Kelso on 3 May 2021", "Ruth Ames resigned as mayor of Kelso".

use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::role::RoleStatement;
use stemma_core::span::Span;

use super::phrase::{self, Phrase, Time};
use super::statement;
use crate::dates::dates;
use crate::sentences::Sentence;

/// What a verb says of the office that follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Came,
    Left,
    Is,
    Was,
}

/// Words between a name and an office, in lower case.
const VERBS: &[(&str, Change)] = &[
    ("became", Change::Came),
    ("has become", Change::Came),
    ("was appointed as", Change::Came),
    ("was appointed", Change::Came),
    ("was named as", Change::Came),
    ("was named", Change::Came),
    ("was elected as", Change::Came),
    ("was elected", Change::Came),
    ("was made", Change::Came),
    ("was sworn in as", Change::Came),
    ("was installed as", Change::Came),
    ("took over as", Change::Came),
    ("took office as", Change::Came),
    ("resigned as", Change::Left),
    ("has resigned as", Change::Left),
    ("stepped down as", Change::Left),
    ("has stepped down as", Change::Left),
    ("retired as", Change::Left),
    ("quit as", Change::Left),
    ("was dismissed as", Change::Left),
    ("was ousted as", Change::Left),
    ("was removed as", Change::Left),
    ("was sacked as", Change::Left),
    ("was fired as", Change::Left),
    ("is", Change::Is),
    ("serves as", Change::Is),
    ("has served as", Change::Is),
    ("has been", Change::Is),
    ("was", Change::Was),
    ("served as", Change::Was),
];

/// Words that open a sentence whose clauses nobody asserts.
const UNSAID: &[&str] = &["if", "had", "should", "were", "unless", "suppose", "imagine", "whether"];

/// The changes that a sentence tells of whoever has this name.
pub(super) fn changes(
    s: &Sentence,
    name: &Range<usize>,
    published: Option<PartialDate>,
    day: Option<PartialDate>,
) -> Vec<RoleStatement> {
    let is_unsaid = |i: usize| UNSAID.contains(&s.low(i));
    if s.is(s.len().saturating_sub(1), "?") || (0..name.start).any(is_unsaid) {
        return Vec::new();
    }
    // "Ruth Ames, who is mayor of Kelso,"
    let told = told(s, name.end)
        .or_else(|| (s.is(name.end, ",") && s.is(name.end + 1, "who")).then(|| told(s, name.end + 2))?);
    let found = told.and_then(|(change, verb)| {
        let phrase = phrase::at(s, verb.end).filter(|phrase| phrase.time == Time::Now)?;
        Some((change, verb, phrase))
    });
    match found {
        Some((change, verb, phrase)) => one(s, name, (change, verb), &phrase, published, day).into_iter().collect(),
        None => succession(s, name, published),
    }
}

/// The verb that stands right after a name, the longest that fits.
fn told(s: &Sentence, at: usize) -> Option<(Change, Range<usize>)> {
    let fits = |words: &str| words.split(' ').zip(at..).all(|(word, i)| s.is(i, word));
    let fitting = VERBS.iter().filter(|(words, _)| fits(words));
    let (words, change) = fitting.max_by_key(|(words, _)| words.len())?;
    Some((*change, at..at + words.split(' ').count()))
}

fn one(
    s: &Sentence,
    name: &Range<usize>,
    (change, verb): (Change, Range<usize>),
    phrase: &Phrase,
    published: Option<PartialDate>,
    day: Option<PartialDate>,
) -> Option<RoleStatement> {
    let (lead, date) = date_after(s, phrase.range.end, published);
    let term = term_after(s, phrase.range.end, published).filter(|_| matches!(change, Change::Was | Change::Is));
    if let Some((from, to)) = term {
        return statement(s, name, phrase, [Some(from), Some(from), Some(to)], s.words(verb).to_owned());
    }
    let days = match (change, lead) {
        (Change::Came, "on" | "in" | "") => [date, date, None],
        (Change::Left, "on" | "in" | "") => [date, None, date.or(published)],
        (Change::Is, "since") => [day, date, None],
        (Change::Is, _) => [day, None, None],
        (Change::Was, "until") => [date, None, date],
        (Change::Was, "on" | "in") => [date, None, None],
        (Change::Came | Change::Left | Change::Was, _) => [None; 3],
    };
    statement(s, name, phrase, days, s.words(verb).to_owned())
}

/// "Tom Hill succeeded Ruth Ames as mayor of Kelso on 3 May 2021": the one comes, the other leaves.
fn succession(s: &Sentence, name: &Range<usize>, published: Option<PartialDate>) -> Vec<RoleStatement> {
    let verb = ["succeeded", "replaced"].iter().any(|verb| s.is(name.end, verb));
    let other = super::people(s).into_iter().find(|other| verb && other.start == name.end + 1);
    let Some(other) = other.filter(|other| s.is(other.end, "as")) else { return Vec::new() };
    let Some(phrase) = phrase::at(s, other.end + 1).filter(|phrase| phrase.time == Time::Now) else {
        return Vec::new();
    };
    let (_, date) = date_after(s, phrase.range.end, published);
    let cue = || s.words(name.end..name.end + 1).to_owned();
    let came = statement(s, name, &phrase, [date, date, None], cue());
    let left = statement(s, &other, &phrase, [date, None, date.or(published)], cue());
    came.into_iter().chain(left).collect()
}

/// "from 2009 to 2015", right after an office: its ends.
fn term_after(s: &Sentence, at: usize, published: Option<PartialDate>) -> Option<(PartialDate, PartialDate)> {
    let lead = matches!(s.low(at), "from" | "between");
    let span = s.span(at..s.len().min(at + 10)).filter(|_| lead)?;
    let told: Vec<String> = dates(s.text, span, published).into_iter().map(|date| date.edtf).collect();
    let ends: Vec<PartialDate> = told.iter().flat_map(|edtf| edtf.split('/')).filter_map(PartialDate::parse).collect();
    match ends.as_slice() {
        [from, to, ..] if from.is_before(*to) => Some((*from, *to)),
        _ => None,
    }
}

/// The date that stands right after an office, and what leads to it.
fn date_after<'s>(s: &'s Sentence, at: usize, published: Option<PartialDate>) -> (&'s str, Option<PartialDate>) {
    let at = if s.is(at, ",") { at + 1 } else { at };
    let lead = s.low(at);
    let is_lead = matches!(lead, "on" | "in" | "since" | "until");
    let span = s.span(at..s.len().min(at + 6)).filter(|_| is_lead);
    let Some(span) = span else { return ("", None) };
    let near = |place: Span| place.start <= span.start + lead.len() + 2;
    let date = dates(s.text, span, published).into_iter().next().filter(|date| near(date.quote.span));
    let date = date.and_then(|date| PartialDate::parse(&date.edtf));
    if date.is_some() { (lead, date) } else { ("", None) }
}
