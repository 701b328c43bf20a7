//! Portions: words that say which part of a thing, or which of several, the others speak of: "a third of", "two of the",
//! "the first round".

use super::TO_TWENTY;
use super::narrowing::TIMES;
use super::operators::{Operator, own, word};
use super::stem::{is_past, stem};
use super::words::{NUMBER_WORDS, Token};

/// Words for one of so many equal parts, with what says how many of them: "a third of", "two thirds of".
const PARTS: &[&str] =
    &["third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "seventh", "eighth", "tenth", "tenths"];
/// Words that say which of several: the first round is not all of them.
pub(super) const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "last", "final"];

/// Whether an operator says how large a part is meant, which numbers say as well: "half of", "three quarters of".
pub(crate) fn is_share(operator: &Operator) -> bool {
    let is_part = |class: &str| PARTS.contains(&class) || class == "part of";
    is_part(operator.class)
        || (NUMBER_WORDS.contains(&operator.class)
            && operator.over.iter().any(|of| PARTS.iter().any(|part| stem(part) == *of)))
}

/// Whether an operator says of how many of several: "one of the", "two of the".
pub(crate) fn is_count(class: &str) -> bool {
    class == "of them" || NUMBER_WORDS.contains(&class)
}

/// "A third of", "two of the", "the first round": a part of what the others speak of.
pub(super) fn portion(tokens: &[Token<'_>], at: usize) -> Option<&'static str> {
    let lower = word(tokens, Some(at));
    let (before, next) = (word(tokens, at.checked_sub(1)), word(tokens, Some(at + 1)));
    // "Two thirds of": how many parts, beside which.
    if PARTS.contains(&next) && word(tokens, Some(at + 2)) == "of" {
        return own(NUMBER_WORDS, lower).filter(|number| *number != "one");
    }
    if next == "of" && !tokens.get(at + 1).is_some_and(|of| of.after_stop) {
        // "A quarter of", and not "the second quarter of 2026".
        let is_share = ["a", "an"].contains(&before) || NUMBER_WORDS.contains(&before);
        if let Some(part) = own(PARTS, lower).filter(|_| is_share) {
            return Some(part);
        }
        let is_of_them =
            ["the", "its", "their", "these", "those", "his", "her", "our"].contains(&word(tokens, Some(at + 2)));
        if is_of_them && lower.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some("of them");
        }
        // How many is told apart from it, as of figures.
        let is_told = |count: usize| (1..TO_TWENTY).contains(&count);
        if is_of_them && NUMBER_WORDS.iter().position(|number| *number == lower).is_some_and(is_told) {
            return Some("of them");
        }
        return own(NUMBER_WORDS, lower).or_else(|| own(ORDINALS, lower)).filter(|_| is_of_them);
    }
    if lower == "one" && ["of", "on", "in", "for"].contains(&before) {
        return Some("one");
    }
    let ordinal = own(ORDINALS, lower)?;
    let is_noun = tokens.get(at + 1).is_some_and(|noun| !noun.is_stop() && !noun.after_stop && !is_past(&noun.lower));
    let is_of_kind = ["the", "its", "their", "a", "his", "her", "every", "each"].contains(&before);
    // "For the first time" adds that it was, and takes nothing away.
    (is_noun && is_of_kind && (ordinal, next) != ("first", "time") && !(TIMES.contains(&next) && next != "time"))
        .then_some(ordinal)
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = tokens(text);
        let found: Vec<&str> = (0..tokens.len()).filter_map(|at| portion(&tokens, at)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn which_part_is_meant_is_told_with_how_many() {
        check("Two thirds of the pumps failed.", &["two", "thirds"]);
        check("Two of the pumps failed.", &["of them"]);
        check("A third of the pumps failed.", &["third"]);
        check("One third of the pumps failed.", &["third"]);
        check("12 of the 40 pumps failed.", &["of them"]);
        check("The first round was held.", &["first"]);
    }

    #[test]
    fn what_says_when_is_no_part() {
        check("The launch came in the second quarter of 2026.", &[]);
        check("It paid for the first time.", &[]);
        check("40 pumps failed.", &[]);
    }
}
