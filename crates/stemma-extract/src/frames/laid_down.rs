//! "declared the bridge sound": what somebody lays down of a thing.

use super::complement::Complement;
use super::extent::{clip, phrase_end};
use crate::grammar::{self, is_determiner, is_preposition};
use crate::lexicon::Cue;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;
use crate::words::{Words, words};

/// What is laid down.
static STATES: Words = Words::new(|| {
    words(
        "safe unsafe sound unsound dead fit unfit legal illegal lawful unlawful \
         valid invalid void unconstitutional constitutional guilty innocent liable extinct complete genuine \
         forged fake authentic contaminated bankrupt insolvent",
    )
});

/// Whether a word is an adjective by its ending, where nothing follows it.
fn is_adjective(word: &str) -> bool {
    const ENDS: &[&str] = &["ive", "able", "ible", "ful", "less", "ous", "entic", "istic", "incing", "ading"];
    word.len() > 6 && (ENDS.iter().any(|end| word.ends_with(end)) || word.starts_with("un") && word.ends_with("ed"))
}

/// The thing, and what it is declared to be.
pub(super) fn laid_down(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let lays_down =
        matches!(cue.lemma, "declare" | "deem" | "rule" | "judge" | "pronounce" | "find" | "consider" | "think")
            && is_determiner(s.low(at));
    let end = clip(s, at, s.content_end());
    let found =
        (at + 2..end.min(at + 9)).find(|i| STATES.contains(s.low(*i)) || is_adjective(s.low(*i)) && *i + 1 >= end)?;
    let whole = (at..found).all(|i| s.kind(i) == Some(TokenKind::Word) && !grammar::is_finite(s, i));
    let next = s.low(found + 1);
    let ends = found + 1 >= end
        || s.kind(found + 1) != Some(TokenKind::Word)
        || is_preposition(next)
        || matches!(next, "and" | "after");
    // "sound for another generation"
    let last = if matches!(next, "for" | "to" | "under") { phrase_end(s, found, end) } else { found + 1 };
    (lays_down && whole && ends).then_some(Complement::As { object: at..found, predicate: found..last })
}
