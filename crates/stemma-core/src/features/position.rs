//! Sentences that tell a position: "Halm Works backs the new dyke", "the town of Orrin is against a new dyke".
//!
//! Only a named holder counts. What a sentence is for or against is compared by its words up to where a reason or a time begins.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{Clause, clause};
use super::restated::restated;
use super::roles::is_calendar;
use super::words::{NEGATIONS, Token, tokens};
use crate::statement::Statement;

/// A position that a sentence says somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held<'t> {
    /// Who has it, as it stands in the sentence, without an article.
    pub(crate) holder: &'t str,
    /// Whether they are for it.
    pub(crate) supports: bool,
    /// Stems of what they are for or against.
    pub(crate) what: BTreeSet<String>,
}

/// How verbs of support begin, and those of opposition.
const SUPPORTING: &[&str] = &["support", "back", "favour", "favor", "endors", "welcom", "champion"];
const OPPOSING: &[&str] = &["oppos", "reject", "condemn"];
/// Words with which what somebody is for or against ends.
const ENDS: &[&str] = &[
    "because", "after", "since", "while", "but", "as", "saying", "if", "although", "though", "when", "before", "and",
    "which", "who", "despite", "unless", "until", "during", "says", "said",
];
/// What is denied rather than opposed.
const SAID: &[&str] = &[
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "charge",
    "charges",
    "report",
    "reports",
];

impl<'t> Held<'t> {
    /// The position that a statement tells.
    pub(crate) fn of(statement: &'t Statement) -> Option<Self> {
        Self::of_text(&statement.sentence)
    }

    fn of_text(text: &'t str) -> Option<Self> {
        let tokens = tokens(text);
        let Clause { from, end, verb, full, is_passive, is_copula } = clause(&tokens)?;
        let (supports, behind) = if is_copula { of_being(&tokens, verb)? } else { of_verb(&tokens, full)? };
        let is_negated =
            tokens.get(..behind).unwrap_or_default().iter().any(|token| NEGATIONS.contains(&token.lower.as_str()));
        // Whoever does not oppose it need not be for it.
        if is_passive || (is_negated && !supports) {
            return None;
        }
        let holder = holder(text, &tokens, from..end)?;
        Some(Self { holder, supports: supports && !is_negated, what: what(tokens, behind)? })
    }
}

/// "Backs the dyke": whether it is support, and where what is backed begins.
fn of_verb(tokens: &[Token<'_>], full: usize) -> Option<(bool, usize)> {
    let verb = tokens.get(full)?.lower.as_str();
    let begins = |list: &[&str]| {
        list.iter()
            .any(|start| verb.strip_prefix(start).is_some_and(|end| matches!(end, "" | "s" | "es" | "e" | "ed" | "d")))
    };
    let is_plain = tokens.get(full + 1).is_some_and(|next| !next.after_stop);
    if verb.starts_with("object") && tokens.get(full + 1).is_some_and(|next| next.lower == "to") {
        return Some((false, full + 2));
    }
    match (begins(SUPPORTING), begins(OPPOSING)) {
        (true, _) if is_plain => Some((true, full + 1)),
        (_, true) if is_plain => Some((false, full + 1)),
        _ => None,
    }
}

/// "Is in favour of the dyke", "is against the dyke".
fn of_being(tokens: &[Token<'_>], verb: usize) -> Option<(bool, usize)> {
    let at = (verb + 1..tokens.len()).find(|at| tokens.get(*at).is_some_and(|token| !token.is_adverb()))?;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.lower.as_str());
    match (word(at), word(at + 1), word(at + 2)) {
        ("in", "favour" | "favor", "of") => Some((true, at + 3)),
        ("against", ..) => Some((false, at + 1)),
        ("opposed", "to", _) => Some((false, at + 2)),
        _ => None,
    }
}

/// The words of whoever has it, where they are a name: not "residents of Vik", "the government".
fn holder<'t>(text: &'t str, tokens: &[Token<'t>], mut range: Range<usize>) -> Option<&'t str> {
    let is_light = |at: usize| {
        tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "the" | "a" | "an") || token.is_adverb())
    };
    while !range.is_empty() && is_light(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && range.end.checked_sub(1).is_some_and(is_light) {
        range.end -= 1;
    }
    let named = tokens.get(range.clone()).filter(|named| !named.is_empty())?;
    let is_common = |(at, token): (usize, &Token<'_>)| {
        let opens_alone = range.start + at == 0 && !named.get(at + 1).is_some_and(Token::is_capital);
        token.lower.ends_with('s') && !token.lower.ends_with("ss") && (!token.is_capital() || opens_alone)
    };
    let has_stop = named.iter().skip(1).any(|token| token.after_stop || token.lower == "and");
    if has_stop
        || !named.iter().any(|token| token.is_capital() && !token.is_stop())
        || named.iter().enumerate().any(is_common)
    {
        return None;
    }
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let (first, last) = (named.first()?.word, named.last()?.word);
    text.get(place(first)..place(last) + last.len())
}

/// The stems of what it is, two at least or a name.
fn what(tokens: Vec<Token<'_>>, behind: usize) -> Option<BTreeSet<String>> {
    let rest: Vec<Token<'_>> = tokens.into_iter().skip(behind).collect();
    let ends = |(at, token): (usize, &Token<'_>)| {
        let is_day = token.lower == "on" && rest.get(at + 1).is_some_and(|next| is_calendar(&next.lower));
        (at > 0 && token.after_stop) || ENDS.contains(&token.lower.as_str()) || is_day || is_calendar(&token.lower)
    };
    let end = rest.iter().enumerate().position(ends).unwrap_or(rest.len());
    let object: Vec<Token<'_>> = rest.into_iter().take(end).collect();
    if object.iter().any(|token| SAID.contains(&token.lower.as_str())) {
        return None;
    }
    let is_named = object.iter().any(Token::is_capital);
    let stems: BTreeSet<String> = restated(object).iter().filter(|token| !token.is_stop()).map(Token::stem).collect();
    (stems.len() > 1 || (is_named && !stems.is_empty())).then_some(stems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Option<(&str, bool, String)> {
        let Held { holder, supports, what } = Held::of_text(text)?;
        Some((holder, supports, what.into_iter().collect::<Vec<_>>().join(" ")))
    }

    #[test]
    fn who_is_for_or_against_what() {
        let dyke = |holder, supports| Some((holder, supports, "dyk new".to_owned()));
        assert_eq!(told("Halm Works backs the new dyke."), dyke("Halm Works", true));
        assert_eq!(
            told("The town of Orrin strongly opposes a new dyke because it costs too much."),
            dyke("town of Orrin", false)
        );
        assert_eq!(told("Mayor Ute Brandt is against the new dyke."), dyke("Mayor Ute Brandt", false));
        assert_eq!(told("Lidmar is in favour of a new dyke."), dyke("Lidmar", true));
        assert_eq!(told("Lidmar does not support the new dyke."), dyke("Lidmar", false));
        assert_eq!(told("Lidmar rejected the new dyke on Monday."), dyke("Lidmar", false));
        assert_ne!(told("Lidmar rejected the new dyke at Moss."), dyke("Lidmar", false));
    }

    #[test]
    fn who_is_not_named_and_what_is_only_denied_shows_none() {
        for text in [
            "Residents oppose the new dyke.",
            "Residents of Vik oppose the new dyke.",
            "The government backs the new dyke.",
            "Lidmar rejected the claim that the dyke leaks.",
            "Lidmar does not oppose the new dyke.",
            "The new dyke was rejected by Lidmar.",
            "Lidmar built the new dyke.",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
