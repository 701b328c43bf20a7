//! What a sentence speaks of without saying that it came: what is planned, tried, ordered, possible or condemned.
//!
//! The rule is by default: what stands behind "to" has not come, unless the word before is one of those that imply it
//! (L. Karttunen, Implicative verbs, Language 47, 1971): who "managed to close" a plant closed it, who "agreed to",
//! "tried to" or "was ordered to" need not have.

use std::collections::BTreeSet;

use super::roles::BE;
use super::stem::{is_past, stem};
use super::words::{FAILING, Token};

/// Words before "to" that imply what follows, and the verbs of hearsay, which are a hedge of an assertion and kept with
/// it: "is said to own".
const IMPLYING: &[&str] = &[
    "managed",
    "manages",
    "manage",
    "happened",
    "happens",
    "began",
    "begun",
    "begins",
    "begin",
    "started",
    "starts",
    "continued",
    "continues",
    "continue",
    "proved",
    "came",
    "went",
    "proceeded",
    "bothered",
    "dared",
    "remembered",
    "had",
    "first",
    "last",
    "found",
    "known",
    "shown",
    "seen",
    "said",
    "reported",
    "believed",
    "alleged",
    "thought",
    "understood",
    "rumoured",
    "rumored",
    "appears",
    "appeared",
    "appear",
    "seems",
    "seemed",
    "seem",
    "claims",
    "claimed",
    "estimated",
    "quick",
    "slow",
    "proud",
    "able",
];

/// Verbs that imply what they make somebody do, who stands between: "forced 640 families to leave".
const MAKING: &[&str] =
    &["forced", "forces", "compelled", "compels", "caused", "causes", "led", "leads", "helped", "helps"];

/// Verbs before a form in "-ing" that leave open whether it came.
const PONDERING: &[&str] = &[
    "consider",
    "considers",
    "considered",
    "considering",
    "contemplated",
    "contemplates",
    "discussed",
    "discusses",
    "discuss",
    "discussing",
    "mulls",
    "mulled",
    "mulling",
    "weighs",
    "weighed",
    "weighing",
    "explored",
    "explores",
    "exploring",
    "proposed",
    "proposes",
    "suggested",
    "suggests",
    "recommended",
    "recommends",
    "favoured",
    "favored",
    "favours",
    "favors",
    "urged",
    "urges",
    "opposed",
    "opposes",
    "debated",
    "debates",
    "risked",
    "risks",
    "risk",
];

/// Prepositions before a form in "-ing" that leave open whether it came, or say that it did not: "accused of selling",
/// "kept from selling", "came close to selling".
const OPENING: &[&str] = &["of", "from", "to", "near", "against", "without"];

/// Stems of the verbs of which it is said that they may come, or might have.
pub(super) fn coming(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let at = 0..tokens.len();
    at.filter_map(|at| {
        infinitive(tokens, at)
            .or_else(|| modal(tokens, at))
            .or_else(|| gerund(tokens, at))
            .or_else(|| wanted(tokens, at))
    })
    .map(Token::stem)
    .collect()
}

fn is_one_of(token: &Token<'_>, words: &[&str]) -> bool {
    words.contains(&token.lower.as_str())
}

/// The verb from here on; of a passive, what is done.
fn verb<'a, 't>(tokens: &'a [Token<'t>], from: usize) -> Option<&'a Token<'t>> {
    let mut rest = tokens.iter().skip(from).skip_while(|token| token.is_adverb());
    let first = rest.next()?;
    if first.lower == "be" { rest.find(|token| !token.is_adverb()) } else { Some(first) }
}

/// "To close", unless what stands before implies that it came. "To have closed" is told of the past.
fn infinitive<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    let to = tokens.get(at)?;
    // "Due to" is one word by now, that of a cause.
    if to.lower != "to" && !to.word.eq_ignore_ascii_case("due") {
        return None;
    }
    if is_implied(tokens.get(at.saturating_sub(MADE)..at).unwrap_or_default()) {
        return None;
    }
    verb(tokens, at + 1).filter(|verb| verb.lower != "have" && !verb.is_capital())
}

/// How many words before "to" are looked at for whoever is made to do it.
const MADE: usize = 6;

/// Whether what stands before "to" implies what follows it, or denies it and is counted as a negation. Only the nearest
/// word governs: who "had agreed", or "agreed last week", to buy did not buy.
fn is_implied(before: &[Token<'_>]) -> bool {
    let mut nearest = before.iter().rev();
    // "Using old chips to get round the controls": whoever uses something to do it does it.
    let after_using = before.iter().rev().take_while(|token| !token.after_stop && !is_past(&token.lower));
    if after_using.into_iter().any(|token| token.lower == "using") {
        return true;
    }
    let governs = |token: &Token<'_>| {
        is_one_of(token, IMPLYING) || is_one_of(token, MAKING) || FAILING.contains(&stem(&token.lower).as_str())
    };
    let Some(governor) = nearest.find(|token| governs(token) || !token.is_adverb()) else { return false };
    let goes_on = governor.lower == "on" && nearest.next().is_some_and(|go| go.stem() == "go");
    let is_deed = |token: &Token<'_>| is_past(&token.lower) || is_one_of(token, WANTING) || token.lower == "to";
    let made = before.iter().rev().find(|token| token.after_stop || is_one_of(token, MAKING) || is_deed(token));
    governs(governor) || goes_on || made.is_some_and(|made| is_one_of(made, MAKING))
}

/// "May close", "would be closed", "should have closed". "May have closed", "could be closed": a doubt about what was
/// or is, which is a hedge.
fn modal<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    let modal = tokens.get(at).filter(|token| !token.after_stop)?;
    let next = tokens.iter().skip(at + 1).find(|token| !token.is_adverb())?;
    let is_of_being = is_one_of(next, BE) || next.lower == "have";
    match modal.word {
        "may" | "might" | "could" if !is_of_being => Some(next),
        "would" | "should" if next.lower == "have" => {
            let have = tokens.iter().skip(at + 1).position(|token| token.lower == "have")? + at + 1;
            let done = tokens.iter().skip(have + 1).find(|token| !token.is_adverb() && !is_one_of(token, BE))?;
            Some(done)
        }
        "would" | "should" | "must" | "can" if next.lower != "have" => verb(tokens, at + 1),
        _ => None,
    }
}

/// "Considered closing", "accused of closing".
fn gerund<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    let verb = tokens.get(at).filter(|token| token.lower.ends_with("ing") && token.lower.len() > 5)?;
    let before = tokens.get(at.checked_sub(1)?)?;
    let is_charged = || {
        at.checked_sub(2).and_then(|at| tokens.get(at)).is_some_and(|token| is_one_of(token, &["charged", "tasked"]))
    };
    let is_open =
        is_one_of(before, PONDERING) || is_one_of(before, OPENING) || (before.lower == "with" && is_charged());
    (is_open && !verb.is_capital() && !verb.after_stop).then_some(verb)
}

/// Verbs, and nouns, whose object is wanted and need not come: "plans the closure of", "called for the closure of".
const WANTING: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "planning",
    "seek",
    "seeks",
    "sought",
    "seeking",
    "demand",
    "demands",
    "demanded",
    "demanding",
    "want",
    "wants",
    "wanted",
    "propose",
    "proposes",
    "proposed",
    "proposal",
    "threaten",
    "threatens",
    "threatened",
    "urge",
    "urges",
    "urged",
    "consider",
    "considers",
    "considered",
    "considering",
    "promise",
    "promises",
    "promised",
    "expect",
    "expects",
    "expected",
    "request",
    "requests",
    "requested",
    "call",
    "calls",
    "called",
    "calling",
    "suggest",
    "suggests",
    "suggested",
    "weigh",
    "weighs",
    "weighed",
    "discuss",
    "discussed",
    "discusses",
    "fear",
    "fears",
    "feared",
    "bid",
    "effort",
    "efforts",
    "attempt",
    "attempts",
    "talks",
    "deal",
    "decision",
    "agreement",
    "right",
    "order",
    "offer",
    "campaign",
];

/// "Plans the closure of", "called for a closure".
fn wanted<'a, 't>(tokens: &'a [Token<'t>], at: usize) -> Option<&'a Token<'t>> {
    tokens.get(at).filter(|token| is_one_of(token, WANTING))?;
    let behind = tokens.get(at + 1)?;
    let from = at + 1 + usize::from(behind.lower == "for");
    let is_open = |token: &Token<'_>| is_one_of(token, &["the", "a", "an", "its", "their", "his", "her", "any"]);
    tokens.get(from).filter(|article| is_open(article) && !article.after_stop)?;
    tokens.get(from + 1).filter(|noun| !noun.is_capital())
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = coming(&tokens(text)).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_is_wanted_tried_or_ordered_has_not_come() {
        for text in [
            "Hartwell agreed to buy Mossgrove.",
            "Hartwell tried to buy Mossgrove.",
            "Hartwell is in talks to buy Mossgrove.",
            "Hartwell was ordered to buy Mossgrove.",
            "Hartwell is due to buy Mossgrove.",
            "Hartwell was forced to agree to buy Mossgrove.",
            "Hartwell considered buying Mossgrove.",
            "Hartwell was accused of buying Mossgrove.",
            "Hartwell would have bought Mossgrove.",
            "Hartwell had agreed to buy Mossgrove.",
            "Hartwell agreed on Friday to buy Mossgrove.",
            "Hartwell helped fund plans to buy Mossgrove.",
            "Hartwell must buy Mossgrove.",
            "Hartwell may soon buy Mossgrove.",
            "Mossgrove would be bought.",
            "Hartwell called for a purchase of Mossgrove.",
        ] {
            assert!(coming(&tokens(text)).contains("buy"), "{text}");
        }
    }

    #[test]
    fn what_is_implied_or_only_hedged_has_come() {
        for text in [
            "Hartwell managed to buy Mossgrove.",
            "Hartwell was forced to buy Mossgrove.",
            "Hartwell is said to have bought Mossgrove.",
            "Hartwell may have bought Mossgrove.",
            "Hartwell was the first to buy Mossgrove.",
            "Hartwell went on to buy Mossgrove.",
            "Debts forced the brewery of Wray to buy Mossgrove.",
            "Hartwell failed to buy Mossgrove.",
            "In May the plant could be sold.",
            "Hartwell is making disks using old chips to bypass controls.",
            "Hartwell moved to Beijing.",
        ] {
            check(text, "");
        }
    }
}
