//! Who holds which office, as a text states it: "Veyra's rotating chairman Erik Lund", "Ruth Ames, the mayor of Kelso,",
//! "Tom Hill became mayor of Kelso on 3 May 2021".
//!
//! Closed patterns about a full name and an office, or a trade, beside it. A wrong one is worse than none: a phrase in between
//! ("the wife of the mayor of Kelso, Ruth Ames"), a negation or a condition reads nothing.

mod change;
mod hearings;
mod implied;
mod phrase;
mod speakers;
mod ties;

use std::collections::BTreeSet;
use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::role::RoleStatement;
use stemma_core::span::{Quote, Span};
use stemma_core::statement::Statement;

use self::phrase::{Phrase, Time};
use self::speakers::Speakers;
pub(crate) use self::ties::names as runs;
use self::ties::near::{self, NEAR};
pub(crate) use self::ties::passage::{Passage, Somebody};
use crate::dates::dates;
use crate::entities::is_place;
use crate::grammar::{PRONOUNS, is_adverb, is_determiner, is_preposition, is_subordinator};
use crate::nouns::{self, Head};
use crate::sentences::{Sentence, sentences};
use crate::sources::name_kind;
use crate::text::{Block, BlockKind, Text};
use crate::tokens::TokenKind;

/// How many are kept of one document: a register of officers is no article.
const MOST: usize = 500;

/// The offices and ties that a text states, in order of place, and whom it tells with whom; `said` is what it lets people say.
#[must_use]
pub fn roles(text: &Text, said: &[Statement]) -> Vec<RoleStatement> {
    stated_in(text, Some(&Speakers::of(said)))
}

/// The offices and ties alone.
pub(crate) fn offices(text: &Text) -> Vec<RoleStatement> {
    stated_in(text, None)
}

fn stated_in(text: &Text, speakers: Option<&Speakers<'_>>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    let mut last = None;
    for block in &text.blocks {
        let words = block.span.slice(&text.text).unwrap_or_default();
        if !block.kind.is_prose() {
            found.extend(speakers.map(|speakers| over(text, block, speakers)).into_iter().flatten());
            continue;
        }
        let earlier = last.replace(block.span);
        let is_told = || speakers.is_some_and(|speakers| speakers.may_be_told(words));
        if found.len() >= MOST || !(may_state(words) || is_told()) {
            continue;
        }
        let (mut before, mut about) = (earlier.and_then(|span| spoken_of(text, span)), None);
        let all = sentences(&text.text, block.span, &mut Vec::new());
        if hearings::may_state(words) {
            found.extend(hearings::acting(&all, text.metadata.published));
        }
        for s in all {
            let passed = Passed { speaks_of: before.as_deref(), is_about: about.as_deref(), speakers };
            before = in_sentence(&s, text.metadata.published, &passed, &mut found);
            about = implied::subject(&s).map(|(words, _)| words).or(about);
        }
    }
    found.sort_by(|a, b| (a.quote.span, a).cmp(&(b.quote.span, b)));
    found.dedup();
    let mut told = BTreeSet::new();
    found.retain(|role| role.cue != NEAR || told.insert((role.holder.clone(), role.role.clone())));
    found.truncate(MOST);
    found
}

/// What a heading, a row of a table or a note tells of those who are quoted.
fn over(text: &Text, block: &Block, speakers: &Speakers<'_>) -> Vec<RoleStatement> {
    let all = match block.kind {
        BlockKind::Heading | BlockKind::TableRow | BlockKind::SourceEntry => {
            sentences(&text.text, block.span, &mut Vec::new())
        }
        _ => Vec::new(),
    };
    let told = all.iter().flat_map(|s| {
        let passage = Passage { s, names: ties::names(s), before: None, day: text.metadata.published };
        [near::ties(&passage, speakers), near::over(&passage, speakers)].concat()
    });
    told.collect()
}

/// A quick look, so that other text costs little: a noun for one person stands in it.
fn may_state(block: &str) -> bool {
    hearings::may_state(block)
        || ties::may_state(block)
        || block.split(|c: char| !c.is_alphabetic()).any(|word| {
            let is_one = |word: &str| matches!(nouns::head(word), Some(Head::Office | Head::Person | Head::Speaker));
            word.len() > 2 && (is_one(word) || word.starts_with(char::is_uppercase) && is_one(&word.to_lowercase()))
                || matches!(word, "CEO" | "CFO" | "CTO")
        })
}

/// Whom the last sentence of a paragraph speaks of, for the next one that begins with a pronoun.
fn spoken_of(text: &Text, paragraph: Span) -> Option<String> {
    let all = sentences(&text.text, paragraph, &mut Vec::new());
    all.iter().fold(None, |before: Option<String>, s| {
        Passage { s, names: ties::names(s), before: before.as_deref(), day: None }.speaks_of()
    })
}

/// What the sentences before one leave to it.
struct Passed<'p> {
    /// Whom it speaks of by a pronoun.
    speaks_of: Option<&'p str>,
    /// The organisation that the last of them with one was about.
    is_about: Option<&'p str>,
    /// Who is quoted, where it is asked whom the text tells with whom.
    speakers: Option<&'p Speakers<'p>>,
}

/// Adds what a sentence states; whom the next one speaks of by a pronoun is given back.
fn in_sentence(
    s: &Sentence,
    published: Option<PartialDate>,
    passed: &Passed<'_>,
    found: &mut Vec<RoleStatement>,
) -> Option<String> {
    let day = present(s, published);
    let (ties, speaks_of) = ties::ties(s, day, passed.speaks_of, passed.speakers);
    found.extend(ties);
    for name in people(s) {
        let beside = phrase::before(s, &name).or_else(|| phrase::after(s, &name));
        if let Some(phrase) = beside {
            let implied = implied::organization(s, &name, &phrase, passed.is_about);
            let is_implied = implied.is_some();
            let phrase = Phrase { organization: phrase.organization.clone().or(implied), ..phrase };
            let tier = if is_implied { Tier::C } else { Tier::A };
            found.extend(stated(s, &name, &phrase, published, day).map(|role| RoleStatement { tier, ..role }));
        }
        found.extend(change::changes(s, &name, published, day));
    }
    speaks_of
}

/// What stands beside a name holds on the day of the document; when the sentence looks back or ahead, on no known day.
fn present(s: &Sentence, published: Option<PartialDate>) -> Option<PartialDate> {
    let published = published?;
    let span = s.span(0..s.len())?;
    let year = |edtf: &str| edtf.get(..4).and_then(|year| year.parse::<i32>().ok());
    let mut told = dates(s.text, span, Some(published)).into_iter();
    let is_of_now = told.all(|date| year(&date.edtf).is_none_or(|year| year == published.year_number()));
    is_of_now.then_some(published)
}

fn stated(
    s: &Sentence,
    name: &Range<usize>,
    phrase: &Phrase,
    published: Option<PartialDate>,
    day: Option<PartialDate>,
) -> Option<RoleStatement> {
    let (on, to) = match phrase.time {
        Time::Now => (day, None),
        Time::Before => (None, published),
        Time::Once => (None, None),
    };
    let cue = if phrase.cue.is_empty() { ",".to_owned() } else { phrase.cue.clone() };
    statement(s, name, phrase, [on, None, to], cue)
}

/// The record of an office with its days: on, from and to.
fn statement(
    s: &Sentence,
    name: &Range<usize>,
    phrase: &Phrase,
    [on, from, to]: [Option<PartialDate>; 3],
    cue: String,
) -> Option<RoleStatement> {
    let all = name.start.min(phrase.range.start)..name.end.max(phrase.range.end);
    Some(RoleStatement {
        quote: Quote::at(s.text, s.span(all)?)?,
        holder: flat(s.words(name.clone())),
        role: phrase.role.clone(),
        organization: phrase.organization.clone(),
        on,
        from,
        to,
        cue,
        tier: Tier::A,
    })
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a token is a word with a capital that is its own.
fn is_capital(s: &Sentence, at: usize) -> bool {
    s.kind(at) == Some(TokenKind::Word) && s.is_capital(at)
}

fn is_common(word: &str) -> bool {
    // With a capital it is a first name: "Per Moen".
    let is_small =
        is_determiner(word) || is_preposition(word) && word != "per" || is_subordinator(word) || is_adverb(word);
    is_small || PRONOUNS.contains(word)
}

/// A title or office within a run of capitals, after which the name begins: "Transport Minister Anna Holm".
fn is_title(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let is_office = matches!(nouns::head(word), Some(Head::Office | Head::Speaker | Head::Person));
    is_office || nouns::TITLES.contains(word) || phrase::is_time(word)
}

/// The names of people in a sentence: two to four words with capitals, without what stands before them; one word behind the title
/// of an office: "President Holm".
pub(crate) fn people(s: &Sentence) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < s.len() {
        let mut end = at;
        while is_capital(s, end) && !is_common(s.low(end)) {
            end += 1;
        }
        if end > at {
            let start = (at..end).rev().find(|i| is_title(s, *i)).map_or(at, |title| title + 1);
            let name = flat(s.words(start..end));
            let is_titled = end == start + 1 && start > at && nouns::head(s.low(start - 1)) == Some(Head::Office);
            let is_full = (2..=4).contains(&(end - start)) && name_kind(&name) == SourceKind::Person;
            let is_person = (is_full || is_titled && !nouns::is_organization(&name) && !nouns::is_outlet(&name))
                && !is_place(&name)
                && name.chars().all(|c| c.is_alphabetic() || " -'’.".contains(c));
            found.extend(is_person.then_some(start..end));
        }
        at = end.max(at + 1);
    }
    found
}

#[cfg(test)]
mod tests;
