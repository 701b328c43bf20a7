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

/// The thing, and what it is declared to be.
pub(super) fn laid_down(s: &Sentence, at: usize, cue: Cue) -> Option<Complement> {
    let lays_down =
        matches!(cue.lemma, "declare" | "deem" | "rule" | "judge" | "pronounce") && is_determiner(s.low(at));
    let end = clip(s, at, s.content_end());
    let found = (at + 2..end.min(at + 9)).find(|i| STATES.contains(s.low(*i)))?;
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
