//! What is to come, and is told without "will": "the ward is to close", "Dutch bank Orvo to cut 400 jobs".

use super::clause::{clause, is_helping};
use super::main_clause;
use super::words::{STOP, Token, tokens, words};

/// Whether something is to come: "the ward is to close in June", and not "the aim is to close it".
pub(super) fn is_to_come(sentence: &str) -> bool {
    const AIMS: &[&str] = &[
        "aim",
        "goal",
        "plan",
        "idea",
        "task",
        "purpose",
        "objective",
        "way",
        "intention",
        "point",
        "solution",
        "job",
        "role",
        "mission",
        "answer",
        "challenge",
        "hope",
        "ambition",
        "strategy",
        "it",
        "what",
        "that",
        "this",
        "here",
        "there",
        "who",
        "step",
        "policy",
        "rule",
        "option",
        "alternative",
        "blame",
    ];
    let all: Vec<&str> = words(sentence).collect();
    all.windows(4).any(|four| {
        let [before, be, to, verb] = four else { return false };
        let is_verb = !verb.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !STOP.contains(verb);
        matches!(*be, "is" | "are")
            && *to == "to"
            && (is_verb || *verb == "be")
            && !AIMS.contains(&before.to_lowercase().as_str())
    })
}

/// Whether a line without a verb of its own says what is to come: "Dutch bank Orvo to cut 400 jobs".
pub(super) fn is_headed_for(sentence: &str) -> bool {
    let tokens = tokens(main_clause(sentence));
    let is_to = |three: &[Token<'_>]| matches!(three, [who, to, verb] if to.lower == "to" && !who.is_stop() && !verb.is_stop() && !verb.is_capital());
    let first = tokens.get(..tokens.len().min(7)).unwrap_or_default();
    !tokens.iter().any(|token| is_helping(token) && !token.is_adverb())
        && first.windows(3).any(is_to)
        && clause(&tokens).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_told_without_will() {
        assert!(is_to_come("The ward at Halm is to close in June."));
        assert!(is_headed_for("Dutch bank Orvo to cut 400 jobs"));
    }

    #[test]
    fn an_aim_and_what_was_done_are_not_to_come() {
        assert!(!is_to_come("The aim is to close the ward."));
        assert!(!is_headed_for("Orvo agreed to cut 400 jobs."));
        assert!(!is_headed_for("The road to Halm was closed."));
    }
}
