//! Assertions that people entered, carried over to a new version of their document, when all their words stand in it.

use std::collections::BTreeMap;

use stemma_core::document::Version;
use stemma_core::entered::Entered;
use stemma_core::id::Id;
use stemma_core::revision::Successor;
use stemma_core::state::{Assertion, State};
use stemma_store::records::{Iris, entered_quads};

use super::{Carried, Decided, Successors, instead_of};

/// What people entered, by version.
pub(super) type ByVersion = BTreeMap<Id<Version>, Vec<(Assertion, Entered)>>;

/// A version with its text.
type Written<'t> = (Id<Version>, &'t str);

pub(super) fn by_version(state: &State) -> ByVersion {
    let mut found = ByVersion::new();
    if state.entered.is_empty() {
        return found;
    }
    for held in state.versions.values() {
        for assertion in &held.assertions {
            if let Some(entered) = state.entered.get(&assertion.id) {
                found.entry(held.version.id).or_default().push((assertion.clone(), entered.clone()));
            }
        }
    }
    found
}

impl Decided {
    /// Enters again in a new version what was entered in the one before, and says in `successors` what stands for what.
    /// What was rejected, or corrected in its turn, is carried too: its rejection goes with it.
    pub(in crate::pipeline) fn carry_entered(
        &mut self,
        iris: &Iris,
        ((earlier, old), (later, new)): (Written<'_>, Written<'_>),
        successors: &mut Successors,
    ) -> Carried {
        let mut carried = Carried::default();
        let entered = self.entered.get(&earlier).cloned().unwrap_or_default();
        let again: Vec<(Assertion, Entered, Option<Assertion>)> = entered
            .into_iter()
            .map(|(assertion, entered)| {
                let again = assertion.entered_again(later, old, new);
                (assertion, entered, again)
            })
            .collect();
        for (assertion, _, again) in &again {
            let successor = again.as_ref().map_or(Successor::Gone, |again| Successor::Same(again.id));
            successors.insert(assertion.id, successor);
        }
        for (assertion, entered, again) in again {
            let Some(again) = again else {
                let what =
                    format!("“{}”, which {} entered ({}),", assertion.statement.sentence, entered.by, entered.reason);
                carried.orphans.push((what, None));
                continue;
            };
            // What it corrects may be read otherwise now, or not at all: then it stands for itself.
            let corrects = |read| instead_of(successors, read).ok();
            let entered = Entered { instead_of: entered.instead_of.and_then(corrects), ..entered };
            carried.count += 1;
            carried.quads.extend(entered_quads(iris, later, &again, &entered, new));
            let known = self.entered.entry(later).or_default();
            known.retain(|(other, _)| other.id != again.id);
            known.push((again, entered));
        }
        carried
    }
}
