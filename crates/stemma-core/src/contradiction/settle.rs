//! A person settles a contradiction: what that records, and why it may not.

use std::fmt;

use super::{Contradiction, ContradictionStatus};
use crate::enumerations::ContradictionKind;
use crate::id::Id;
use crate::state::{Resolution, State};

/// What settling a contradiction records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The contradiction.
    pub id: Id<Contradiction>,
    /// An earlier resolution that was opened again: the new one takes its place.
    pub before: Option<Resolution>,
    /// The resolution.
    pub now: Resolution,
}

/// Why a contradiction cannot be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// It is none.
    Compatible(ContradictionKind),
    /// Somebody has settled it.
    Already(Resolution),
    /// The kind of a contradiction does not say why two claims can hold together.
    NoReason(ContradictionKind),
}

impl fmt::Display for Unsettled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compatible(kind) => write!(f, "the two can hold together already ({kind})"),
            Self::Already(Resolution { by, reason, .. }) => {
                write!(f, "{by} has settled it already ({reason}); take that back first with `stemma undo`")
            }
            Self::NoReason(kind) => write!(f, "`{kind}` does not say why the two can hold together"),
        }
    }
}

/// What it records that somebody settles a contradiction. `state` has the resolutions that hold now.
///
/// # Errors
/// [`Unsettled`], when there is nothing to settle or nothing left to.
pub fn settled(
    state: &State,
    contradiction: &Contradiction,
    kind: Option<ContradictionKind>,
    (by, reason): (&str, &str),
) -> Result<Settled, Unsettled> {
    let mut contradiction = contradiction.clone();
    contradiction.resolved(&state.resolutions);
    if let Some(kind) = kind.filter(|kind| !kind.is_compatible()) {
        return Err(Unsettled::NoReason(kind));
    }
    match (contradiction.status(), &contradiction.resolution) {
        // That the one does not follow from the other can be settled once.
        (ContradictionStatus::Compatible, Some(resolution)) if contradiction.entailment.is_some() => {
            return Err(Unsettled::Already(resolution.clone()));
        }
        (ContradictionStatus::Compatible, None) if contradiction.entailment.is_some() => {}
        (ContradictionStatus::Compatible, _) => return Err(Unsettled::Compatible(contradiction.kind)),
        (ContradictionStatus::Resolved, Some(resolution)) => return Err(Unsettled::Already(resolution.clone())),
        (
            ContradictionStatus::Open
            | ContradictionStatus::Resolved
            | ContradictionStatus::Reopened
            | ContradictionStatus::Corrected,
            _,
        ) => {}
    }
    let now =
        Resolution { kind, given: contradiction.assertions().collect(), by: by.to_owned(), reason: reason.to_owned() };
    let before = state.resolutions.get(&contradiction.id).cloned();
    Ok(Settled { id: contradiction.id, before, now })
}
