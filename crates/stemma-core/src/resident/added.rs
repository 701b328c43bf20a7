//! What comes: a version, with what it says itself first, and then all else that it touches.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Changed, Resident, Touched};
use crate::calculation::is_calculating;
use crate::copying::SharedPassage;
use crate::id::Id;
use crate::identity::Claim;
use crate::state::{Assertion, HeldVersion};

impl Resident {
    /// Adds a version that is not there yet; other versions of its document are superseded. `passages` are those that the
    /// current versions share then.
    pub fn add(&mut self, held: impl Into<Arc<HeldVersion>>, passages: Vec<SharedPassage>) -> Changed {
        let first = self.add_first(held, passages);
        let more = self.catch_up();
        Changed {
            gone: first.gone,
            changed: first.changed.union(&more.changed).copied().collect(),
            assessed: first.assessed + more.assessed,
        }
    }

    /// The same, where only what the version itself says is found again: that is what a full computation finds. Whatever
    /// else it touches – hundreds of claims, when two busy publishers come to look dependent – is as it was found before,
    /// until [`Self::catch_up`], which all else that changes anything does first.
    pub fn add_first(&mut self, held: impl Into<Arc<HeldVersion>>, passages: Vec<SharedPassage>) -> Changed {
        self.catch_up();
        let held = held.into();
        let stated: Vec<Id<Assertion>> = held.assertions.iter().map(|assertion| assertion.id).collect();
        let mut touched = Touched::default();
        for number in self.index.versions_of(held.document.id) {
            self.supersede(number, &mut touched);
        }
        self.share(passages, &mut touched);
        self.graph.add(&held);
        let (reporting, wholes) = self.ground.add(&self.graph);
        self.index.add_last(&self.graph);
        self.identity.add([&*held]);
        self.calculates |= is_calculating(&held);
        self.state.versions.insert(held.version.id, held);
        if !self.state.judgements.is_empty() {
            self.identity.judge(&self.state.judgements);
        }
        touched.claims.extend(wholes.iter().filter_map(|number| self.claim_of(*number)));
        let said = reporting.into_iter().flat_map(|actor| self.index.naming(actor));
        touched.claims.extend(said.filter_map(|number| self.claim_of(number)));
        touched.claims.extend(self.index.citing_last(&self.graph).filter_map(|number| self.claim_of(number)));
        self.rename(&mut touched);
        let gone = self.settle(touched);
        let said = stated.iter().filter_map(|assertion| self.identity.number(*assertion));
        let own: BTreeSet<Id<Claim>> = said.filter_map(|number| self.identity.claim_of(number)).collect();
        self.due.retain(|claim| !own.contains(claim));
        self.assess(gone, own)
    }

    /// Finds again whatever else the version touches that was added first.
    pub fn catch_up(&mut self) -> Changed {
        self.assess_due(BTreeSet::new())
    }
}
