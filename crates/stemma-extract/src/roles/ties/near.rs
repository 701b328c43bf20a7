//! Names that a text tells somebody with, whatever it says of the two: "Ros advises the Fisheries Board", "said the critic Fritz
//! Holm, who had dined with Wray".
//!
//! It is no tie that is stated. But two people who are each told with the same body, or one who is told with the other, may have
//! one origin of what they say.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use super::passage::{Passage, Somebody};
use crate::dates::{DAYS, MONTHS};
use crate::entities::is_place;
use crate::grammar::{is_determiner, is_finite, is_preposition};
use crate::nouns;
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What stands right before the name of a place, or of a time.
const WHERE: &[&str] = &[
    "in", "near", "from", "to", "through", "via", "towards", "toward", "across", "outside", "since", "on", "off",
    "until", "around",
];

pub(super) fn may_state(word: &str) -> bool {
    matches!(word, "He" | "She" | "him" | "her" | "who" | "whose" | "whom")
}

/// Whom a sentence tells with whom.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let mut found = Vec::new();
    if let Some((who, from)) = subject(p) {
        found.extend(names_behind(p, from).filter_map(|name| stated(p, &who, name)));
    }
    found.extend(p.names.iter().filter_map(|name| apposed(p, name)));
    let relative = (2..p.s.len()).find(|i| matches!(p.s.low(*i), "who" | "whose" | "whom"));
    if let Some((relative, who)) = relative.and_then(|i| Some((i, speaker(p, i)?))) {
        found.extend(names_behind(p, relative).filter_map(|name| stated(p, &who, name)));
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
fn apposed(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
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
    let other = is_with.then(|| names_behind(p, noun).find(|other| other.start - noun < 3)).flatten()?;
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

/// The names behind `from` that are neither places nor times.
fn names_behind<'p>(p: &'p Passage<'_, '_>, from: usize) -> impl Iterator<Item = &'p Range<usize>> {
    let is_time = |low: &str| DAYS.contains(&low) || MONTHS.split('|').any(|month| month.eq_ignore_ascii_case(low));
    p.names.iter().filter(move |name| {
        let words = p.s.words((*name).clone());
        let left = name
            .start
            .checked_sub(2)
            .is_some_and(|i| matches!(p.s.low(i), "retired" | "resigned" | "fired" | "dismissed"));
        let is_where =
            WHERE.contains(&p.s.low_before(name.start)) && !left || is_place(words) || nouns::is_geographic(words);
        // "Danish butter"
        let next = name.end;
        let is_adjective = name.len() == 1
            && p.s.kind(next) == Some(TokenKind::Word)
            && !is_preposition(p.s.low(next))
            && !is_finite(p.s, next)
            && !is_determiner(p.s.low(next))
            && p.s.low(next) != "and";
        name.start >= from && !is_where && !is_adjective && !is_time(p.s.low(name.start))
    })
}

fn stated(p: &Passage<'_, '_>, who: &Somebody, name: &Range<usize>) -> Option<RoleStatement> {
    let other = p.named(name);
    let is_other = !who.name.ends_with(&other.name);
    is_other.then(|| p.role(who, name, format!("told with {}", other.name), "near")).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::super::roles;
    use crate::parse::parse;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let parsed = parse("a.txt", text.to_owned(), None).value;
        let found = roles(&parsed);
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
    fn places_times_and_others_are_not() {
        check("It is so, said Stina Ros. Ros lives in Tarn.", &[]);
        check("It is so, said Stina Ros of Tarn.", &[]);
        check("It is so, said Stina Ros. Ros eats Danish butter.", &[]);
        check("It is so, said Stina Ros. The Fisheries Board advises Ros.", &[]);
        check("It is so, said Stina Ros. She came on Monday.", &[]);
    }
}
