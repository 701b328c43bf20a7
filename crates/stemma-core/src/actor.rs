//! Actors, and who counts as one voice with whom.

use crate::date::PartialDate;

/// How one actor controls another, so that the two count as one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Control {
    /// Who is controlled.
    pub actor: String,
    /// Who controls.
    pub controller: String,
    /// Owner, parent, employer, payer, account, author: the word as given.
    pub how: String,
    /// From when; always, when nothing is known.
    pub from: Option<PartialDate>,
    /// Until when; still, when nothing is known.
    pub to: Option<PartialDate>,
}
