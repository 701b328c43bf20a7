//! Two people whom a text joins, whatever it is that joins them: "Roche's aunt Ida Petit", "Luc Petit lodges with Ida Roche", "Luc
//! Petit and Ida Roche are cousins".
//!
//! What they are to each other is an open class, so that no list of nouns or verbs can hold it; only those that part people are
//! left out.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::role::RoleStatement;

use super::near::told_with;
use super::passage::{Passage, Somebody};
use crate::grammar::{is_finite, is_preposition};
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// What people are to each other who do not tell each other anything.
const APART: &[&str] = &[
    "rival",
    "rivals",
    "opponent",
    "opponents",
    "enemy",
    "enemies",
    "predecessor",
    "successor",
    "critic",
    "competitor",
    "competitors",
    "challenger",
    "attacker",
    "killer",
    "murderer",
    "accuser",
    "victim",
    "strangers",
    "argued",
    "quarrelled",
    "quarreled",
    "fought",
    "clashed",
    "disagreed",
    "disagrees",
    "competed",
    "competes",
    "broke",
];

/// Who is told with whom.
pub(super) fn ties(p: &Passage<'_, '_>) -> Vec<RoleStatement> {
    let people: Vec<&Range<usize>> = p.names.iter().filter(|name| is_person(p, name)).collect();
    let mut found: Vec<RoleStatement> = people.iter().filter_map(|name| owned(p, name)).collect();
    found.extend(people.iter().filter_map(|name| apposed(p, name)));
    for pair in people.windows(2) {
        if let [one, other] = pair {
            let is_joined = is_with(p, one, other) || are_something(p, one, other);
            found.extend(is_joined.then(|| stated(p, &p.named(one), &p.named(other))).flatten());
        }
    }
    found
}

fn is_person(p: &Passage<'_, '_>, name: &Range<usize>) -> bool {
    let named = p.named(name);
    named.range.len() > 1 && !p.s.is_quoted(name.start) && name_kind(&named.name) == SourceKind::Person
}

/// Whether the words say what somebody is to another: no verb and nobody else among them.
fn is_relation(p: &Passage<'_, '_>, words: Range<usize>) -> bool {
    let is_plain = |i: usize| {
        let low = p.s.low(i);
        let is_word = p.s.kind(i) == Some(TokenKind::Word) && !p.s.is_capital(i);
        is_word && !is_preposition(low) && !is_finite(p.s, i) && !APART.contains(&low) && low != "and"
    };
    (1..=4).contains(&words.len()) && words.into_iter().all(is_plain)
}

/// Whose somebody is at `at`: of a name before its owner's mark, or of whoever a pronoun speaks of; and where the words begin that
/// say what.
fn owner(p: &Passage<'_, '_>, at: usize) -> Option<(Somebody, usize)> {
    if matches!(p.s.low(at), "his" | "her") {
        let before = p.names.iter().rfind(|name| name.end <= at && is_person(p, name)).map(|name| p.named(name));
        return Some((before.or_else(|| p.meant(at))?, at + 1));
    }
    let name = p.names.iter().find(|name| name.start == at)?;
    (p.s.kind(name.end) == Some(TokenKind::Possessive)).then(|| (p.named(name), name.end + 1))
}

/// "Roche's aunt Ida Petit", "his aunt, Ida Petit".
fn owned(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let comma = name.start.checked_sub(1).filter(|comma| p.s.words(*comma..comma + 1) == ",");
    let end = comma.unwrap_or(name.start);
    let (owner, first) = (end.saturating_sub(6)..end).rev().find_map(|at| owner(p, at))?;
    is_relation(p, first..end).then(|| stated(p, &p.named(name), &owner)).flatten()
}

/// "Ida Petit, Roche's aunt", "Ida Petit, his aunt".
fn apposed(p: &Passage<'_, '_>, name: &Range<usize>) -> Option<RoleStatement> {
    let at = (p.s.words(name.end..name.end + 1) == ",").then_some(name.end + 1)?;
    let (owner, first) = match p.s.low(at) {
        "his" | "her" => {
            let before = p.names.iter().rfind(|other| other.end <= name.start && is_person(p, other));
            (before.map(|other| p.named(other)).or_else(|| p.meant(at))?, at + 1)
        }
        _ => owner(p, at)?,
    };
    let end = (first..p.s.len()).find(|i| p.s.kind(*i) != Some(TokenKind::Word)).unwrap_or(p.s.len());
    is_relation(p, first..end).then(|| stated(p, &p.named(name), &owner)).flatten()
}

/// "Luc Petit lodges with Ida Roche".
fn is_with(p: &Passage<'_, '_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let between = one.end..other.start;
    let is_word = |i: usize| p.s.kind(i) == Some(TokenKind::Word) && !APART.contains(&p.s.low(i));
    (2..=5).contains(&between.len())
        && between.clone().all(is_word)
        && p.s.is(other.start - 1, "with")
        && !p.is_unsaid(other.start - 1)
        && !between.clone().any(|i| p.s.is(i, "and"))
}

/// "Luc Petit and Ida Roche are cousins", and not "were heard".
fn are_something(p: &Passage<'_, '_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let is_and = other.start == one.end + 1 && matches!(p.s.low(one.end), "and" | "&");
    let verb = (other.end..other.end + 3).find(|i| matches!(p.s.low(*i), "are" | "were" | "been"));
    let aids = |at: usize| matches!(p.s.low(at), "have" | "had" | "also" | "long");
    let Some(verb) = verb.filter(|verb| is_and && (other.end..*verb).all(aids)) else { return false };
    let low = p.s.low(verb + 1);
    let is_noun = p.s.kind(verb + 1) == Some(TokenKind::Word)
        && !low.ends_with("ed")
        && !low.ends_with("ing")
        && !low.ends_with("ly")
        && !is_preposition(low)
        && !matches!(low, "not" | "never" | "both" | "two" | "also" | "heard" | "seen" | "hurt" | "among");
    is_noun && !(verb..verb + 4).any(|i| APART.contains(&p.s.low(i)))
}

fn stated(p: &Passage<'_, '_>, who: &Somebody, other: &Somebody) -> Option<RoleStatement> {
    let is_other = !who.name.ends_with(&other.name) && !other.name.ends_with(&who.name);
    is_other.then(|| told_with(p, who, other)).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_told as check;

    #[test]
    fn two_people_whom_a_text_joins_are_read() {
        for text in [
            "Ida Roche, Luc Petit's aunt, won with him.",
            "She won with Luc Petit's aunt Ida Roche.",
            "It rained. Ida Roche lodges with Luc Petit.",
        ] {
            check(text, &[("Ida Roche", "told with Luc Petit")]);
        }
        check("He won: Luc Petit and Ida Roche are cousins.", &[("Luc Petit", "told with Ida Roche")]);
    }

    #[test]
    fn two_who_are_only_named_together_are_not() {
        for text in [
            "She was there. Ida Roche and Luc Petit were heard.",
            "She was there. Ida Roche fought with Luc Petit.",
            "She was there. Luc Petit's rival Ida Roche won.",
            "She was there. Luc Petit's horse kicked Ida Roche.",
            "She was there. Luc Petit, Ida Roche and a dog saw it.",
        ] {
            check(text, &[]);
        }
    }
}
