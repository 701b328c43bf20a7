//! Names that a text tells somebody with, whatever it says of the two: "Ros advises the Fisheries Board", "said the critic Fritz
//! Holm, who had dined with Wray".
//!
//! It is no tie that is stated. But two people who are each told with the same body, or one who is told with the other, may have
//! one origin of what they say.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use super::super::is_common;
use super::super::speakers::Speakers;
use super::passage::{Passage, Somebody};
use crate::dates::{DAYS, MONTHS};
use crate::entities::is_place;
use crate::grammar::{is_finite, is_preposition};
use crate::nouns::{self, Head};
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What stands right before the name of a place, or of a time.
const WHERE: &[&str] = &[
    "in", "near", "from", "to", "through", "via", "towards", "toward", "across", "outside", "since", "on", "off",
    "until", "around",
];

/// The cue of who is told with whom.
pub(in super::super) const NEAR: &str = "near";
/// Verbs of whoever was only there: what they saw is nothing of theirs.
const SEEING: &[&str] = &["saw", "watched", "seen", "filmed", "photographed", "noticed", "spotted", "watching", "sees"];

/// Whom a sentence tells with whom.
pub(in super::super) fn ties(p: &Passage<'_, '_>, speakers: &Speakers<'_>) -> Vec<RoleStatement> {
    let mut found = about(p, speakers);
    if let Some((who, from)) = subject(p) {
        found.extend(outside(p, from, speakers).filter_map(|name| stated(p, &who, name)));
    }
    found.extend(p.names.iter().filter_map(|name| apposed(p, name, speakers)));
    let relative = (2..p.s.len()).find(|i| matches!(p.s.low(*i), "who" | "whose" | "whom"));
    if let Some((relative, who)) = relative.and_then(|i| Some((i, speaker(p, i)?))) {
        found.extend(names_behind(p, relative).filter_map(|name| stated(p, &who, name)));
    }
    found
}

/// Whoever is quoted elsewhere in the document, with each name that stands beside theirs in what it says of them: "said Stina Ros
/// (Bright Futures)", "For ten years she has been at Bright Futures".
fn about(p: &Passage<'_, '_>, speakers: &Speakers<'_>) -> Vec<RoleStatement> {
    let who = spoken_of(p, speakers);
    if who.is_empty() {
        return Vec::new();
    }
    let is_part = |name: &Range<usize>| who.iter().any(|who| who.range.start < name.end && name.start < who.range.end);
    outside(p, 0, speakers)
        .filter(|name| !is_opening(p, name) && !is_part(name))
        .flat_map(|name| who.iter().filter_map(move |who| stated(p, who, name)))
        .collect()
}

/// "Divers had fetched her": any word has a capital there.
fn is_opening(p: &Passage<'_, '_>, name: &Range<usize>) -> bool {
    name.start == 0 && name.len() == 1 && p.s.kind(name.end) != Some(TokenKind::Possessive)
}

/// Whom of those who are quoted a sentence speaks of, outside of what anybody says.
fn spoken_of(p: &Passage<'_, '_>, speakers: &Speakers<'_>) -> Vec<Somebody> {
    let known = |who: Somebody| Some(Somebody { name: speakers.called(&who.name)?.to_owned(), ..who });
    let unsaid = p.names.iter().filter(|name| !is_said(p, name, speakers));
    // "Since June Ros has sailed"
    let last = |name: &Range<usize>| p.whole(&(name.end - 1..name.end));
    let named: Vec<Somebody> = unsaid.filter_map(|name| known(p.named(name)).or_else(|| known(last(name)))).collect();
    if !named.is_empty() {
        return named;
    }
    let is_pronoun = |i: &usize| matches!(p.s.low(*i), "he" | "she" | "him" | "her" | "his");
    let pronoun = (0..p.s.len()).find(|i| is_pronoun(i) && !is_said(p, &(*i..i + 1), speakers));
    // "The nurse has a contract with them"
    let is_post = p.s.is(0, "the") && is_somebody(p, 1) && !is_said(p, &(1..2), speakers);
    pronoun.or(is_post.then_some(0)).and_then(|at| known(p.meant(at)?)).into_iter().collect()
}

/// Whether the words are what somebody says, or stand in a quotation.
fn is_said(p: &Passage<'_, '_>, words: &Range<usize>, speakers: &Speakers<'_>) -> bool {
    p.s.is_quoted(words.start) || p.s.span(words.clone()).is_none_or(|place| speakers.is_said(place))
}

/// Whether a word calls one person by a post or a trade.
fn is_somebody(p: &Passage<'_, '_>, at: usize) -> bool {
    let head = nouns::head(p.s.low(at));
    p.s.kind(at) == Some(TokenKind::Word) && matches!(head, Some(Head::Office | Head::Person | Head::Speaker))
}

/// "Bright Futures' chief engineer on pike", over a text: whoever it quotes is told with the body whose somebody it names.
pub(in super::super) fn over(p: &Passage<'_, '_>, speakers: &Speakers<'_>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    for name in outside(p, 0, speakers) {
        let is_owner = p.s.kind(name.end) == Some(TokenKind::Possessive);
        let is_behind = name.start > 1 && matches!(p.s.low(name.start - 1), "of" | "at" | "for" | "from");
        let has_one = is_owner && (name.end + 1..name.end + 4).any(|i| is_somebody(p, i));
        if has_one || is_behind && is_somebody(p, name.start - 2) {
            let who = |full: &str| Somebody { range: name.clone(), name: full.to_owned() };
            found.extend(speakers.few().filter_map(|full| stated(p, &who(full), name)));
        }
    }
    found
}

/// The sentence's subject, when it goes on about whom the one before spoke of, and where what it says of them begins.
fn subject(p: &Passage<'_, '_>) -> Option<(Somebody, usize)> {
    let before = p.before.filter(|before| !p.s.is_quoted(0) && name_kind(before) == SourceKind::Person)?;
    if matches!(p.s.low(0), "he" | "she") {
        return Some((p.meant(0)?, 1));
    }
    let first = usize::from(matches!(p.s.low(0), "the"));
    let name = p.names.first().filter(|name| name.start == first)?;
    // "Bright Futures had sent her there": whoever is the object is told with it.
    if let Some(object) = (name.end..p.s.len()).find(|i| matches!(p.s.low(*i), "him" | "her")) {
        let is_body = name_kind(&p.named(name).name) != SourceKind::Person || name.len() > 1;
        return is_body.then(|| Some((p.meant(object)?, name.start))).flatten();
    }
    let is_it = before.ends_with(p.s.words(name.end - 1..name.end));
    is_it.then(|| (Somebody { range: name.clone(), name: before.to_owned() }, name.end))
}

/// "Nora Quist of Bright Futures", "Nora Quist, a volunteer with Bright Futures".
fn apposed(p: &Passage<'_, '_>, name: &Range<usize>, speakers: &Speakers<'_>) -> Option<RoleStatement> {
    let inner = name.clone().find(|i| p.s.is(*i, "of"));
    let end = inner.unwrap_or(name.end);
    let who = p.named(&(name.start..end));
    if who.range.len() < 2 || name_kind(&who.name) != SourceKind::Person {
        return None;
    }
    // A place may stand behind "of", and is one word mostly.
    if let Some(of) = inner {
        return (name.end - of > 2).then(|| stated(p, &who, &(of + 1..name.end))).flatten();
    }
    let is_noun =
        |i: &usize| p.s.kind(*i) == Some(TokenKind::Word) && !p.s.is_capital(*i) && !is_preposition(p.s.low(*i));
    let is_apart = p.s.words(end..end + 1) == "," && matches!(p.s.low(end + 1), "a" | "an" | "the" | "one");
    let noun = if is_apart { end + 1 + (end + 1..end + 7).take_while(is_noun).count() } else { end };
    let is_with = matches!(p.s.low(noun), "of" | "with" | "at" | "for");
    let other = is_with.then(|| outside(p, noun, speakers).find(|other| other.start - noun < 3)).flatten()?;
    (is_apart && !p.s.is(noun, "of") || other.len() > 1).then(|| stated(p, &who, other)).flatten()
}

/// Whoever a clause with "who" is about: the name before it, or before "said,".
fn speaker(p: &Passage<'_, '_>, relative: usize) -> Option<Somebody> {
    let comma = relative - usize::from(is_preposition(p.s.low(relative - 1))) - 1;
    let end = (p.s.words(comma..comma + 1) == ",").then_some(comma)?;
    let says = |i: usize| matches!(p.s.low(i), "said" | "says" | "told" | "wrote" | "warned");
    let end = end - usize::from(end > 0 && says(end - 1));
    let name = p.names.iter().find(|name| name.end == end).map(|name| p.named(name))?;
    (name_kind(&name.name) == SourceKind::Person).then_some(name)
}

/// The names behind `from` that may have to do with whoever is spoken of: no places or times, nothing that was only seen, and
/// nobody who was told.
fn names_behind<'p>(p: &'p Passage<'_, '_>, from: usize) -> impl Iterator<Item = &'p Range<usize>> {
    let seeing = (0..p.s.len()).find(|i| SEEING.contains(&p.s.low(*i))).unwrap_or(p.s.len());
    p.names.iter().filter(move |name| {
        let is_here = name.start >= from && name.start < seeing;
        is_here && !is_place_or_time(p, name) && !is_hearer(p, name)
    })
}

/// The same, but for what anybody says.
fn outside<'p>(
    p: &'p Passage<'_, '_>,
    from: usize,
    speakers: &'p Speakers<'_>,
) -> impl Iterator<Item = &'p Range<usize>> {
    names_behind(p, from).filter(|name| !is_said(p, name, speakers))
}

/// "Told the Kelso Post": two who talk to one paper are no one for that.
fn is_hearer(p: &Passage<'_, '_>, name: &Range<usize>) -> bool {
    let before = name.start.checked_sub(2).filter(|_| p.s.low_before(name.start) == "the").unwrap_or(name.start);
    let verb = if before < name.start { p.s.low(before) } else { p.s.low_before(name.start) };
    matches!(verb, "told" | "tells") || nouns::is_outlet(p.s.words(name.clone()))
}

fn is_place_or_time(p: &Passage<'_, '_>, name: &Range<usize>) -> bool {
    let is_time = |low: &str| DAYS.contains(&low) || MONTHS.split('|').any(|month| month.eq_ignore_ascii_case(low));
    let words = p.s.words(name.clone());
    let left =
        name.start.checked_sub(2).is_some_and(|i| matches!(p.s.low(i), "retired" | "resigned" | "fired" | "dismissed"));
    // "Had written to Bright Futures", "in Luc Petit's name"
    let before = p.s.low_before(name.start);
    let is_whole = before == "to" && name.len() > 1;
    let is_owner = before == "in" && p.s.kind(name.end) == Some(TokenKind::Possessive);
    let is_where = WHERE.contains(&before) && !left && !is_whole && !is_owner;
    // "Danish butter"
    let next = name.end;
    let is_adjective = name.len() == 1
        && p.s.kind(next) == Some(TokenKind::Word)
        && !is_common(p.s.low(next))
        && !is_finite(p.s, next)
        && p.s.low(next) != "and";
    is_where || is_adjective || is_time(p.s.low(name.start)) || is_place(words) || nouns::is_geographic(words)
}

fn stated(p: &Passage<'_, '_>, who: &Somebody, name: &Range<usize>) -> Option<RoleStatement> {
    let other = p.named(name);
    let is_other = !who.name.ends_with(&other.name);
    is_other.then(|| told_with(p, who, &other)).flatten()
}

/// That the one is told with the other.
pub(super) fn told_with(p: &Passage<'_, '_>, who: &Somebody, other: &Somebody) -> Option<RoleStatement> {
    p.role(who, &other.range, format!("told with {}", other.name), NEAR)
}

#[cfg(test)]
mod tests {
    use super::super::super::roles;
    use crate::parse::parse;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let parsed = parse("a.txt", text.to_owned(), None).value;
        let found = roles(&parsed, &crate::extract(&parsed).value);
        let near: Vec<(&str, &str)> = found
            .iter()
            .filter(|role| role.cue == "near")
            .map(|role| (role.holder.as_str(), role.role.as_str()))
            .collect();
        assert_eq!(near, expected, "{text}");
    }

    #[test]
    fn whom_somebody_is_told_with_is_read() {
        let ros = [("Stina Ros", "told with Fisheries Board")];
        check("It is so, said engineer Stina Ros. Ros advises the Fisheries Board.", &ros);
        check("It is so, said Stina Ros. She knows the Fisheries Board.", &ros);
        check("It is so, said Stina Ros. The Fisheries Board advises Ros.", &ros);
        check(
            "It is so, said engineer Stina Ros. Bright Futures had sent her there.",
            &[("Stina Ros", "told with Bright Futures")],
        );
        check(
            "It is so, said Stina Ros, a volunteer with Bright Futures.",
            &[("Stina Ros", "told with Bright Futures")],
        );
        check("It is so, said Stina Ros of Bright Futures.", &[("Stina Ros", "told with Bright Futures")]);
        check("It is so, said Fritz Holm, who had dined with Wray.", &[("Fritz Holm", "told with Wray")]);
        check("It is so, Fritz Holm said, with whom Veld is staying.", &[("Fritz Holm", "told with Veld")]);
    }

    #[test]
    fn it_is_read_wherever_the_text_speaks_of_who_is_quoted() {
        let ros = [("Stina Ros", "told with Fisheries Board")];
        for text in [
            "The pier broke in May, said Stina Ros (Fisheries Board).",
            "The pier broke in May, said Stina Ros. For ten years she has been at the Fisheries Board.",
            "The pier broke in May, said Stina Ros. The engineer has a contract with the Fisheries Board.",
            "The pier broke in May, said Stina Ros. Her employer, the Fisheries Board, is silent.",
            "The pier broke in May, said Stina Ros. Since June Ros has sailed for the Fisheries Board.",
            "Stina Ros (left) of the Fisheries Board\n\nThe pier broke in May, said Stina Ros.",
            "The Fisheries Board's engineer on pike\n\nThe pier broke in May, said Stina Ros.",
        ] {
            check(text, &ros);
        }
    }

    #[test]
    fn places_times_and_others_are_not() {
        check("It is so, said Stina Ros. Ros lives in Tarn.", &[]);
        check("It is so, said Stina Ros of Tarn.", &[]);
        check("It is so, said Stina Ros. Ros eats Danish butter.", &[]);
        check("It is so, said Stina Ros. She came on Monday.", &[]);
        check("The pier broke in May, said Stina Ros. She saw Captain Boll run.", &[]);
        check("The pier broke in May, said Stina Ros. She told the Kelso Gazette so.", &[]);
        check("The pier broke in May, said Stina Ros. Ros said that the Fisheries Board was to blame.", &[]);
    }
}
