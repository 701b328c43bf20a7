//! Where the clause of a cue begins that does not follow it at once: "put it to her that", "dismissed as “nonsense” a report that",
//! "has upheld a ruling that", "points out, however, that", "promised last week to".

use crate::grammar::{self, TIMES};
use crate::lexicon::{self, Cue, Frames};
use crate::sentences::Sentence;

/// Where the clause begins behind the words that belong to the cue whose last word is at `cue_at`; `at` is behind its adverbs.
pub(super) fn away(s: &Sentence, cue_at: usize, at: usize, cue: Cue) -> Option<usize> {
    let put = || s.find(at + 1..s.len().min(at + 9), "that").filter(|_| cue.lemma == "put" && s.is(at, "it"));
    let that = put().or_else(|| dismissed(s, at, cue));
    let upheld = || upheld_clause(s, cue_at).filter(|_| cue.lemma == "uphold");
    that.map(|that| that + 1).or_else(upheld)
}

/// "dismissed as “nonsense” a report that it would sell": the "that" of what is dismissed.
fn dismissed(s: &Sentence, at: usize, cue: Cue) -> Option<usize> {
    let turns_down = cue.class == lexicon::CueClass::Denial && cue.frames.has(Frames::AS) && s.is(at, "as");
    let that = s.find(at + 2..s.content_end().min(at + 16), "that").filter(|_| turns_down)?;
    let reported = lexicon::noun(s.low(that - 1)).is_some() && !(at..that).any(|i| grammar::is_finite(s, i));
    reported.then_some(that)
}

/// "points out, however, that": behind what stands between two commas before "that".
pub(super) fn after_insertion(s: &Sentence, at: usize) -> usize {
    let close = (at + 2..s.content_end().min(at + 9)).find(|i| s.is(*i, ",")).filter(|_| s.is(at, ","));
    let that = close.filter(|close| s.is(close + 1, "that") && !(at + 1..*close).any(|i| grammar::is_finite(s, i)));
    that.filter(|close| !matches!(s.low(at + 1), "citing" | "quoting") && close - at > 1).map_or(at, |close| close + 1)
}

/// "promised last week to build a school": the infinitive stands behind the time.
pub(super) fn before_infinitive(s: &Sentence, at: usize) -> usize {
    let end = (at..s.len().min(at + 4)).find(|i| !TIMES.contains(s.low(*i)) && !s.is(*i, "on")).unwrap_or(at);
    if end > at && s.is(end, "to") { end } else { at }
}

/// Where the clause begins of a ruling or finding that is upheld by the verb at `at`.
pub(super) fn upheld_clause(s: &Sentence, at: usize) -> Option<usize> {
    const RULED: &[&str] =
        &["ruling", "rulings", "finding", "findings", "decision", "conclusion", "verdict", "judgment", "judgement"];
    let that = (at + 2..s.content_end().min(at + 9)).find(|i| s.is(*i, "that"))?;
    let whole = (at + 1..that).all(|i| !grammar::is_finite(s, i) && !s.is(i, ","));
    (RULED.contains(&s.low(that - 1)) && whole).then_some(that + 1)
}
