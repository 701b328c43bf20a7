//! What completes verbs that say little by themselves: who "let its mill burn" did not let it to anybody, and what is "put up
//! for auction" is not "put up" (R. Quirk et al., A Comprehensive Grammar, 16.52: "let" with a bare infinitive).

use std::collections::{BTreeMap, BTreeSet};

use super::roles::BE;
use super::words::Token;

/// The verbs, each with its stem.
const VERBS: &[(&str, &str)] = &[
    ("let", "let"),
    ("lets", "let"),
    ("put", "put"),
    ("puts", "put"),
    ("set", "set"),
    ("sets", "set"),
    ("placed", "plac"),
    ("places", "plac"),
];
/// What is let happen.
const HAPPENING: &[&str] = &[
    "go", "burn", "rot", "decay", "decline", "fall", "drop", "sink", "slip", "slide", "lapse", "expire", "die",
    "drown", "starve", "stand", "sit", "lie", "run", "pass", "float", "fly", "grow", "rise", "leak", "escape", "flow",
    "happen", "continue", "stay", "remain", "live", "work", "collapse", "crumble", "fail", "leave", "enter", "return",
    "melt", "spread", "freeze", "dry", "wither", "flood", "know",
];
/// Where somebody is let.
const WAYS: &[&str] = &["in", "out", "off", "down", "through", "away", "by"];
/// What something is put up for, or put on, at or in: the state in which it is then.
const STATES: &[&str] = &[
    "sale", "auction", "rent", "hire", "hold", "trial", "risk", "charge", "doubt", "place", "use", "work", "sea",
    "death", "alert", "notice", "display", "show", "leave", "guard", "fire", "motion",
];
/// How many words behind the verb are looked at.
const REACH: usize = 12;

/// The verbs of a sentence that something may complete, each with what does.
pub(super) fn completed(tokens: &[Token<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| !token.is_capital()) {
        let Some((_, verb)) = VERBS.iter().find(|(form, _)| *form == token.lower) else { continue };
        let is_passive =
            at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|be| BE.contains(&be.lower.as_str()));
        let with = found.entry((*verb).to_owned()).or_default();
        let clause =
            (at + 1..tokens.len().min(at + REACH)).take_while(|at| tokens.get(*at).is_some_and(|t| !t.after_stop));
        for at in clause {
            let completes = if *verb == "let" { !is_passive && is_let(tokens, at) } else { is_state(tokens, at) };
            with.extend(tokens.get(at).filter(|_| completes).map(|token| token.lower.clone()));
        }
    }
    found
}

/// Whether a word says what is let happen, or where somebody is let: "let the workers in", and not "let its mill in Orn".
fn is_let(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let word = token.lower.as_str();
    let goes_on = |next: &Token<'_>| !next.after_stop && !WAYS.contains(&next.lower.as_str()) && next.lower != "on";
    let leads_on = tokens.get(at + 1).is_some_and(goes_on);
    HAPPENING.contains(&word) || (WAYS.contains(&word) && (!leads_on || word == "out"))
}

/// Whether a word is the state in which something is put: "for auction", and not "for the auction".
fn is_state(tokens: &[Token<'_>], at: usize) -> bool {
    let is_lead = |word: &str| matches!(word, "for" | "on" | "at" | "in" | "to" | "into" | "under");
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let is_led = before.is_some_and(|before| is_lead(before.lower.as_str()));
    is_led && tokens.get(at).is_some_and(|token| STATES.contains(&token.lower.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = completed(&tokens(text)).into_iter();
        let found: Vec<String> =
            found.map(|(verb, with)| format!("{verb}: {}", with.into_iter().collect::<Vec<_>>().join(" "))).collect();
        assert_eq!(found.join("; "), expected, "{text}");
    }

    #[test]
    fn what_completes_a_verb_is_found() {
        check("Orrin let its mill in Orn burn in May.", "let: burn");
        check("Orrin let its mill in Orn in May.", "let: ");
        check("The guards let the workers in.", "let: in");
        check("Tarn put its ferry up for auction in May.", "put: auction");
        check("Tarn put up its ferry for the auction in May.", "put: ");
        check("The mill was let by Orrin in May.", "let: ");
    }
}
