//! Contradictions between what a document says and what its own earlier version said: it was corrected, and nobody opposes it.

use std::collections::{BTreeMap, BTreeSet};

use super::Contradiction;
use crate::document::Document;
use crate::id::Id;
use crate::state::{Assertion, State};

/// Marks the contradictions of which only earlier versions say the one side, of documents that now say the other, or said it in
/// another earlier version.
pub(crate) fn mark(contradictions: &mut [Contradiction], state: &State) {
    let changed: BTreeSet<Id<Document>> =
        state.versions.values().filter(|held| held.superseded).map(|held| held.document.id).collect();
    if changed.is_empty() {
        return;
    }
    let of_changed = state.versions.values().filter(|held| changed.contains(&held.document.id));
    let said =
        of_changed.flat_map(|held| held.assertions.iter().map(|said| (said.id, (held.document.id, held.superseded))));
    let said: BTreeMap<Id<Assertion>, (Id<Document>, bool)> = said.collect();
    for contradiction in contradictions {
        let (a, b) = (&contradiction.a_assertions, &contradiction.b_assertions);
        let is_all_past = is_past_of((a, true), b, &said) && is_past_of((b, true), a, &said);
        contradiction.corrected = is_past_of((a, false), b, &said) || is_past_of((b, false), a, &said) || is_all_past;
    }
}

/// Whether only earlier versions make these assertions, of documents that make some of the others now, or made them earlier.
fn is_past_of(
    (before, in_past): (&[Id<Assertion>], bool),
    now: &[Id<Assertion>],
    said: &BTreeMap<Id<Assertion>, (Id<Document>, bool)>,
) -> bool {
    let of = |id: &Id<Assertion>, superseded: bool| {
        said.get(id).filter(|(_, is_superseded)| *is_superseded == superseded).map(|(document, _)| *document)
    };
    let is_own = |id| of(id, true).is_some_and(|document| now.iter().any(|id| of(id, in_past) == Some(document)));
    !before.is_empty() && before.iter().all(is_own)
}
