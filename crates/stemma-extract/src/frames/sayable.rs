//! Objects that can be what somebody says.

use std::ops::Range;

use crate::lexicon;
use crate::sentences::Sentence;

/// Nouns beside those of [`lexicon::noun`] that name what somebody says.
const SAID: &[&str] = &[
    "story",
    "stories",
    "idea",
    "ideas",
    "notion",
    "notions",
    "figure",
    "figures",
    "number",
    "numbers",
    "criticism",
    "charge",
    "charges",
    "account",
    "accounts",
    "version",
    "explanation",
    "talk",
    "gossip",
    "data",
    "study",
    "research",
    "characterisation",
    "characterization",
    "interpretation",
    "reading",
    "portrayal",
    "label",
    "comparison",
    "link",
    "it",
    "this",
    "that",
    "them",
    "these",
    "those",
];

/// Whether a verb of saying is also one of doing: who dismisses a welder, or admits a patient, says nothing.
pub(crate) fn may_be_a_deed(lemma: &str, counts: bool) -> bool {
    matches!(lemma, "dismiss" | "reject") || (matches!(lemma, "admit" | "deny") && counts)
}

/// What is brought before a court, which decides on it when it dismisses or rejects it.
const FILED: &[&str] = &["suit", "lawsuit", "appeal", "motion", "petition", "indictment", "application"];
/// Who decides so.
const BENCH: &[&str] = &["court", "judge", "judges", "tribunal", "jury", "magistrate", "magistrates"];

/// Whether a court decides on what is brought before it, and denies nothing: "the court dismissed Mia Lanyon's suit", "the
/// judge dismissed the charges".
fn is_ruling(s: &Sentence, range: &Range<usize>) -> bool {
    let is_told = range.clone().any(|i| s.is_quoted(i) || s.low(i) == "that");
    let by_court = (range.start.saturating_sub(5)..range.start).any(|i| BENCH.contains(&s.low(i)));
    !is_told && (by_court || range.clone().take(6).any(|i| FILED.contains(&s.low(i))))
}

/// Whether an object can be what somebody says: who dismissed 640 workers, or rejected a bid, denied nothing.
pub(crate) fn is_sayable(s: &Sentence, range: Range<usize>) -> bool {
    if is_ruling(s, &range) {
        return false;
    }
    range.clone().any(|i| s.is_quoted(i) || lexicon::noun(s.low(i)).is_some() || SAID.contains(&s.low(i)))
}
