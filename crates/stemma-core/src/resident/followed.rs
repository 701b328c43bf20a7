//! Keeping in step with a state that was read anew: what is new in it is added, and all else that differs computed again.

use std::sync::Arc;

use super::Resident;
use crate::copying::SharedPassage;
use crate::state::{HeldVersion, State};

/// The share, in percent, of new versions from which on everything is computed at once.
const MANY: usize = 20;

impl Resident {
    /// Holds what `state` holds. New versions cost what they say and what that touches, and so do judgements and
    /// withdrawals; when anything else differs, or much is new, everything is computed again. Whether that could be spared.
    pub fn follow(&mut self, state: State) -> bool {
        let follows = self.follows(&state);
        if follows {
            // Equal, and what the two held twice is held once from here on.
            self.state = state;
        } else {
            *self = Self::of(state, self.policy, self.as_of);
        }
        follows
    }

    /// Takes what is new in a state; whether it then holds the same.
    fn follows(&mut self, state: &State) -> bool {
        let is_new = |held: &&HeldVersion| !self.state.versions.contains_key(&held.version.id);
        let mut new: Vec<&HeldVersion> = state.versions.values().filter(is_new).collect();
        if new.len() * 100 > state.versions.len() * MANY {
            return false;
        }
        // The one that holds now comes last of its document.
        new.sort_by_key(|held| (!held.superseded, held.version.id));
        for held in new {
            let shared = state.versions.shared(&held.version.id).filter(|held| !held.superseded);
            let own = || Arc::new(HeldVersion { superseded: false, ..held.clone() });
            let held = shared.map_or_else(own, Arc::clone);
            let is_here = |id| id == held.version.id || self.state.versions.contains_key(&id);
            let shared = |passage: &&SharedPassage| is_here(passage.a) && is_here(passage.b);
            let passages = state.passages.iter().filter(shared).cloned().collect();
            self.add(held, passages);
        }
        self.decide(state);
        self.state == *state
    }
}
