//! Adjectives that deny: "is unnavigable" is "is not navigable", "remained unpaid" is "was not paid".
//!
//! Only where one stands alone behind a form of "be", so that it is what the sentence says: an unpaid bill that was found is a
//! sort of bill.

use super::super::clause::CUTS;
use super::super::roles::{BE, is_calendar};
use super::super::words::Token;
use super::{lower, put};

/// Words that begin so and deny nothing, or take back what was done.
const OTHER: &[&str] = &[
    "united",
    "understood",
    "undertaken",
    "undermined",
    "unveiled",
    "uncovered",
    "unearthed",
    "unleashed",
    "unloaded",
    "unpacked",
    "unseated",
    "unified",
    "unravelled",
    "unfolded",
    "unplugged",
    "unblocked",
    "undressed",
    "unionised",
    "unionized",
    "unmasked",
    "unable",
    "undone",
    "unnerved",
    "uncorked",
    "untangled",
    "unstable",
    "unemployed",
];
/// What is denied and does not end in "ed" or "able".
const IRREGULAR: &[&str] = &[
    "hurt",
    "paid",
    "sold",
    "built",
    "known",
    "seen",
    "written",
    "broken",
    "beaten",
    "told",
    "read",
    "heard",
    "met",
    "won",
    "aware",
    "conscious",
    "safe",
    "fit",
    "fair",
    "lawful",
    "healthy",
    "popular",
    "willing",
    "necessary",
    "constitutional",
];
/// The same with another prefix.
const OTHERWISE: &[(&str, &str)] = &[
    ("illegal", "legal"),
    ("invalid", "valid"),
    ("incomplete", "complete"),
    ("inaccurate", "accurate"),
    ("incorrect", "correct"),
    ("inactive", "active"),
    ("insolvent", "solvent"),
    ("impassable", "passable"),
    ("inaccessible", "accessible"),
    ("ineligible", "eligible"),
];
/// Verbs that say as much as "be" before such an adjective.
const STAYING: &[&str] = &["remained", "remains", "remain", "stayed", "stays", "went", "goes", "escaped"];

/// The first such adjective as "not" and what it denies.
pub(super) fn denied(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (1..tokens.len()).find_map(|at| {
        // Most words deny nothing.
        denied_by(&tokens.get(at)?.lower)?;
        let before = (0..at).rfind(|at| tokens.get(*at).is_some_and(|token| !token.is_adverb()))?;
        let stays = STAYING.contains(&lower(&tokens, before));
        let is_said = stays || BE.contains(&lower(&tokens, before));
        let token = tokens.get(at).filter(|_| is_said && stands_alone(&tokens, at))?;
        let plain = Token { lower: denied_by(&token.lower)?.to_owned(), ..token.clone() };
        Some((at, plain, stays.then_some(before)))
    });
    if let Some((at, plain, stays)) = found {
        tokens.splice(at..=at, [put("not"), plain]);
        if let Some(before) = stays {
            tokens.splice(before..=before, [put("was")]);
        }
    }
    tokens
}

/// What a word says is not so.
fn denied_by(word: &str) -> Option<&str> {
    if let Some((_, plain)) = OTHERWISE.iter().find(|(denial, _)| *denial == word) {
        return Some(plain);
    }
    let plain = word.strip_prefix("un").filter(|plain| plain.len() > 2 && !OTHER.contains(&word));
    plain.filter(|plain| {
        plain.ends_with("ed") || plain.ends_with("able") || plain.ends_with("ible") || IRREGULAR.contains(plain)
    })
}

/// Whether no noun follows that it belongs to.
fn stands_alone(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_none_or(|next| {
        next.after_stop
            || next.is_adverb()
            || next.is_number()
            || is_calendar(&next.lower)
            || CUTS.contains(&next.lower.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_denies_behind_be_is_a_denial() {
        check("The river is unnavigable.", "the river is not navigable");
        check("The bill remained unpaid in May.", "the bill was not paid in may");
        check("The crew were unhurt.", "the crew were not hurt");
    }

    #[test]
    fn what_says_which_or_takes_back_is_left() {
        check_left("The unpaid bill was found.");
        check_left("The plot was uncovered on Friday.");
        check_left("It was an unmanned drone.");
        check_left("The drone was unmanned equipment.");
    }
}
