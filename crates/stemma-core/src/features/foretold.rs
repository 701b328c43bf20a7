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

/// Verbs by which something lets or makes somebody do something: "cheap loans allow firms to grow" says what is so.
const LETTING: &[&str] = &[
    "allow",
    "enable",
    "force",
    "lead",
    "cause",
    "help",
    "encourage",
    "push",
    "urge",
    "permit",
    "require",
    "prompt",
    "drive",
];

/// Whether "to" leads somewhere, or to whom, and to no verb: "most pupils walk to school", "shops sell to farmers".
fn is_place(word: &Token<'_>) -> bool {
    const PLACES: &[&str] = &[
        "school",
        "work",
        "church",
        "prison",
        "jail",
        "court",
        "hospital",
        "sea",
        "town",
        "university",
        "college",
        "bed",
        "war",
        "power",
        "earth",
        "heart",
        "data",
        "water",
        "children",
        "people",
        "women",
        "men",
        "part",
        "zero",
    ];
    PLACES.contains(&word.lower.as_str()) || (word.lower.ends_with('s') && !word.lower.ends_with("ss"))
}

/// Whether a line without a verb of its own says what is to come: "Dutch bank Orvo to cut 400 jobs".
pub(super) fn is_headed_for(sentence: &str) -> bool {
    let tokens = tokens(main_clause(sentence));
    let is_to = |three: &[Token<'_>]| matches!(three, [who, to, verb] if to.lower == "to" && !who.is_stop() && !verb.is_stop() && !verb.is_capital() && !is_place(verb));
    let first = tokens.get(..tokens.len().min(7)).unwrap_or_default();
    // "From May" is no "may".
    let helps = |token: &Token<'_>| is_helping(token) && !token.is_adverb() && !token.is_capital();
    let lets = |token: &Token<'_>| LETTING.contains(&token.lower.as_str());
    !tokens.iter().any(helps)
        && !first.iter().skip(1).any(lets)
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
        assert!(is_headed_for("Kestrel Air to scrap Oslo flights from May"));
    }

    #[test]
    fn an_aim_and_what_was_done_are_not_to_come() {
        assert!(!is_to_come("The aim is to close the ward."));
        assert!(!is_headed_for("Step-by-step tariffs allow importers to stockpile steel."));
        assert!(!is_headed_for("Most pupils in Halm walk to school."));
        assert!(!is_headed_for("Orvo agreed to cut 400 jobs."));
        assert!(!is_headed_for("The road to Halm was closed."));
    }
}
