//! Amounts that are found or counted: "found 14 cracks", "counted at least 90 herons", "found lead in two of the cells".

use super::complement::is_numeral;
use crate::grammar::{self, is_determiner, is_preposition};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Whether an amount opens the words: "14 cracks", "at least 30 cracks", "more than a dozen".
pub(super) fn counts(s: &Sentence, at: usize) -> bool {
    const ROUGH: &[&str] = &[
        "at", "least", "most", "more", "fewer", "less", "than", "about", "around", "some", "nearly", "almost", "over",
        "up", "to", "roughly", "only", "just",
    ];
    let number = |i: usize| s.kind(i) == Some(TokenKind::Number) || is_numeral(s.low(i));
    let first = (at..at + 4).find(|i| number(*i));
    first.is_some_and(|first| (at..first).all(|i| ROUGH.contains(&s.low(i))))
}

/// "found 14 cracks", "found lead in two of the cells", "found traces of arsenic": how much or what of, and no thing that anybody
/// may come upon.
pub(super) fn is_found(s: &Sentence, at: usize) -> bool {
    let first = s.low(at);
    let counts = counts(s, at);
    let bare = s.kind(at) == Some(TokenKind::Word)
        && !is_determiner(first)
        && !is_preposition(first)
        && !s.is_capital(at)
        && !grammar::PRONOUNS.contains(first)
        && !grammar::is_adverb(first)
        && !matches!(first, "him" | "her" | "them" | "out");
    // "Cracks in three of its cranes", and not "cracks in March".
    let whole = |i: usize| is_determiner(s.low(i)) || s.kind(i) == Some(TokenKind::Number) || is_numeral(s.low(i));
    let within =
        (at + 1..s.content_end().min(at + 4)).any(|i| matches!(s.low(i), "in" | "on" | "of" | "at") && whole(i + 1));
    counts || bare && within
}
