//! What editors did, as JSON.

use serde::Serialize;
use stemma_core::editing::{Act, Done};

/// An act of an editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActRecord {
    /// The claim, by the id that it had then.
    pub claim: String,
    /// The change in the log.
    pub sequence: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who.
    pub by: String,
    /// What: `assign`, `due`, `note`, `dismiss`, `restore`, `watch`, `unwatch`, `verdict` or `take-back`.
    pub act: &'static str,
    /// To whom, by when, which mark, the rating, or the change of the verdict.
    pub what: Option<String>,
    /// The note, or the reason.
    pub text: Option<String>,
}

impl ActRecord {
    /// The record of an act.
    #[must_use]
    pub fn new(done: &Done) -> Self {
        let (act, what, text) = match &done.act {
            Act::Assign(who) => ("assign", who.clone(), None),
            Act::Due(day) => ("due", day.map(|day| day.to_string()), None),
            Act::Note(text) => ("note", None, Some(text.clone())),
            Act::Dismiss(mark, why) => ("dismiss", Some(mark.to_string()), Some(why.clone())),
            Act::Restore(mark) => ("restore", Some(mark.to_string()), None),
            Act::Watch => ("watch", None, None),
            Act::Unwatch => ("unwatch", None, None),
            Act::Rate(rating) => ("verdict", Some(rating.words.clone()), Some(rating.why.clone())),
            Act::TakeBack(sequence, why) => ("take-back", Some(sequence.to_string()), Some(why.clone())),
        };
        let Done { sequence, at, by, claim, .. } = done;
        Self { claim: claim.to_string(), sequence: *sequence, at: at.clone(), by: by.clone(), act, what, text }
    }
}
