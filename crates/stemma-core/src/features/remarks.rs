//! Remarks: what is told behind a clause, and is about the clause itself – that it is false, a rumour, so only on paper, or
//! said by somebody who took it back. Who says that the mill was sold, "or so it says", does not say that it was sold.

use super::clause::clause;
use super::operators::{Operator, change_all};
use super::words::{Token, tokens};

/// The class of remarks.
const REMARK: &str = "remarked on";

/// Beginnings of words for what somebody only said, or takes for wrong.
const SAID: &[&str] =
    &["claim", "rumor", "rumour", "alleg", "deny", "deni", "disput", "doubt", "retract", "withdr", "debunk"];
/// Words that say that it is so, or not.
const SO: &[&str] = &[
    "false",
    "falsely",
    "hoax",
    "incorrect",
    "invented",
    "joke",
    "joked",
    "lie",
    "myth",
    "satire",
    "satirical",
    "supposedly",
    "true",
    "unconfirmed",
    "unproven",
    "untrue",
    "wrong",
    "wrongly",
];
/// Beginnings of what says how far it is so.
const HOW_FAR: &[&str] = &[
    "at least",
    "at most",
    "in theory",
    "in principle",
    "in name",
    "on paper",
    "only on",
    "only in",
    "if only",
    "or so",
    "or rather",
    "or nearly",
    "so to speak",
];
/// What stands between a clause and what is told behind it.
const MARKS: &[&str] = &[", ", ": ", "; ", " – ", " — ", " -- ", " ("];

/// Whether a tail says of its clause that it is so, is not or may be, when it is, or who says so: "which is false", "a claim it
/// withdrew", "at least on paper", "unless the council pays", "in a film".
pub(super) fn speaks_of_the_clause(tail: &str) -> bool {
    let all = tokens(tail);
    says_how_far(tail) || all.iter().any(|token| says_so(token) || is_said(token)) || change_all(&all)
}

/// The remark that a sentence makes on its own clause, as an operator over all its words.
pub(super) fn remark(text: &str, whole: &[Token<'_>]) -> Option<Operator> {
    // Most sentences have no such word: they are not taken apart.
    let may_be = whole.iter().any(|token| says_so(token) || is_said(token) || matches!(&*token.lower, "paper" | "so"));
    let marks = || MARKS.iter().flat_map(|mark| text.match_indices(mark));
    let is_made = may_be
        && (says_how_far(text)
            || marks().any(|(at, mark)| {
                let (head, tail) = (text.get(..at), text.get(at + mark.len()..));
                head.zip(tail).is_some_and(|(head, tail)| is_remark(tail) && clause(&tokens(head)).is_some())
            }));
    let over = || whole.iter().filter(|token| !token.is_stop()).map(Token::stem).collect();
    is_made.then(|| Operator { class: REMARK, over: over() })
}

/// Whether a tail is about its clause, and not about something else that was said: "ending months of doubt", "and Orrin denied
/// that jobs would go".
fn is_remark(tail: &str) -> bool {
    const OTHER: &[&str] = &["and", "after", "before", "when", "while", "despite", "although", "though", "as"];
    let all = tokens(tail);
    let opening = all.first().map_or("", |first| first.lower.as_str());
    let is_of_other = OTHER.contains(&opening) || (opening.ends_with("ing") && opening != "according");
    says_how_far(tail) || all.iter().any(says_so) || (!is_of_other && all.iter().any(is_said))
}

fn says_how_far(tail: &str) -> bool {
    let opening = tail.trim_start_matches([' ', ',', ':', '–', '—', '(']);
    let opening = opening.strip_prefix("but ").unwrap_or(opening).to_lowercase();
    HOW_FAR.iter().any(|words| opening.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
}

fn says_so(token: &Token<'_>) -> bool {
    SO.contains(&token.lower.as_str())
}

fn is_said(token: &Token<'_>) -> bool {
    SAID.iter().any(|stem| token.lower.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remarked_on_a_clause_is_told_from_what_is_told_beside_it() {
        let is_remarked = |text: &str| remark(text, &tokens(text)).is_some();
        for text in [
            "Orrin closed the mill – or so it says.",
            "Orrin closed the mill: a rumour.",
            "Orrin closed the mill – a claim it later withdrew.",
            "Orrin closed the mill, at least on paper.",
            "Orrin closed the mill, but only on paper.",
            "Orrin closed the mill (this is unconfirmed).",
            "Orrin closed the mill; that turned out to be wrong.",
            "Orrin closed the mill, according to a rumour.",
            "On paper, Orrin closed the mill.",
        ] {
            assert!(is_remarked(text), "{text}");
        }
        for text in [
            "Orrin closed the mill, ending months of doubt.",
            "Orrin closed the mill, and the owner denied that jobs would go.",
            "Orrin closed the mill, after it had denied such plans.",
            "Orrin, which claims to be green, closed the mill.",
            "Orrin denied that it closed the mill.",
            "Orrin closed the paper mill, and so did Halm.",
        ] {
            assert!(!is_remarked(text), "{text}");
        }
    }
}
