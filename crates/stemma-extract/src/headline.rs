//! Lines that stand alone and say something without a full stop: "Landslide buries village in northern Peru".

use stemma_core::span::Span;

use crate::grammar;
use crate::sentences::{Sentence, sentences};
use crate::tokens::Token;

/// Verbs of headlines as they stand behind several, or behind two names.
const PLURAL: &[&str] = &[
    "die",
    "sign",
    "win",
    "lose",
    "flee",
    "agree",
    "vote",
    "strike",
    "face",
    "join",
    "reject",
    "back",
    "ban",
    "sue",
    "clash",
    "demand",
    "seize",
    "kill",
    "find",
    "close",
    "open",
    "meet",
    "warn",
    "buy",
    "sell",
    "break",
    "burn",
    "drown",
    "survive",
    "resume",
    "collide",
    "charged",
    "jailed",
    "arrested",
    "killed",
    "found",
    "hurt",
    "injured",
    "fined",
    "sacked",
    "freed",
    "rescued",
    "missing",
    "convicted",
    "acquitted",
    "cancelled",
    "closed",
    "destroyed",
    "evacuated",
];
/// Fewer words are a label.
const LEAST_WORDS: usize = 4;

/// Whether a line tells what somebody did, in the present of headlines, or what became of how many. "Notes on wolves in
/// Saxony" does not.
pub(crate) fn says_something(text: &str, span: Span) -> bool {
    let all = sentences(text, span, &mut Vec::new());
    matches!(all.as_slice(), [s] if tells(s))
}

fn tells(s: &Sentence) -> bool {
    let count = (0..s.len()).filter(|i| s.token(*i).is_some_and(Token::is_word)).count();
    let has_number = (0..s.len()).any(|i| s.low(i).starts_with(|c: char| c.is_ascii_digit()));
    let is_free = |i: usize| {
        !s.is_capital(i) && !grammar::is_determiner(s.low_before(i)) && !grammar::is_preposition(s.low_before(i))
    };
    let goes_on = |i: usize| {
        let next = s.low(i + 1);
        !next.is_empty() && !grammar::is_preposition(next) && !matches!(next, "and" | "or" | "," | ":")
    };
    let is_verb = |i: usize| {
        let word = s.low(i);
        // "Mayor of Orn resigns over": behind a name it is a verb before a preposition, too.
        let is_of_name = i > 1 && s.is_capital(i - 1) && !s.low(i + 1).is_empty();
        let is_present = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && (goes_on(i) || is_of_name);
        // "Bus plunges into ravine": a way is gone.
        let is_moving = word.len() > 3
            && word.ends_with('s')
            && matches!(s.low(i + 1), "into" | "onto" | "off" | "over" | "through" | "past");
        let is_plural = PLURAL.contains(&word) && s.low_before(i).len() > 2;
        // "Three dead in crash": of so many.
        let is_left = word == "dead" && grammar::is_preposition(s.low(i + 1)) && !s.is_capital(i);
        let is_to_come = word == "to" && has_number && !s.is_capital(i + 1) && goes_on(i + 1);
        is_left || is_free(i) && (is_present || is_moving || is_plural || is_to_come)
    };
    count >= LEAST_WORDS && (1..s.len()).any(is_verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> bool {
        says_something(text, Span::new(0, text.len()))
    }

    #[test]
    fn a_headline_tells_what_somebody_does() {
        assert!(check("Landslide buries village in northern Peru"));
        assert!(check("Mayor of Orn resigns over bribery affair"));
        assert!(check("Bus plunges into ravine in Peru"));
        assert!(check("Two climbers die in avalanche on Mount Aske"));
        assert!(check("Bank of Morvia raises interest rates to 6 percent"));
        assert!(check("Three dead in train crash near Lodz"));
        assert!(check("Dutch bank Orvo to cut 400 jobs"));
    }

    #[test]
    fn a_title_tells_nothing() {
        assert!(!check("Notes on wolves in Saxony"));
        assert!(!check("Annual report of the harbour board 2025"));
        assert!(!check("A guide to wolves and bears"));
        assert!(!check("Minutes"));
    }
}
