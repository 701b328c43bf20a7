//! What if: an overlay on what is resident, which writes nothing.

use std::collections::BTreeSet;

use super::Resident;
use crate::finding::ClaimFinding;
use crate::id::Id;
use crate::identity::Claim;
use crate::impact::{Impact, Supposition, decide, impacts_if, impacts_on};
use crate::state::State;

impl Resident {
    /// Every claim that would stand otherwise, the greatest loss first, then by words. Withdrawals cost what they touch;
    /// who controls whom touches everything; that somebody else says so is computed in full, and so is what
    /// numbers are calculated from.
    #[must_use]
    pub fn impacts_if(&self, suppositions: &[Supposition]) -> Vec<Impact> {
        let is_said = |supposition: &Supposition| matches!(supposition, Supposition::Said { .. });
        if self.calculates || suppositions.iter().any(is_said) {
            return impacts_if(&self.state, &self.findings(), suppositions);
        }
        let mut supposed = State {
            controls: self.state.controls.clone(),
            actor_judgements: self.state.actor_judgements.clone(),
            identified: self.state.identified.clone(),
            retractions: self.state.retractions.clone(),
            ..State::default()
        };
        decide(&mut supposed, suppositions);
        let (state, retractions) = (&self.state, &supposed.retractions);
        if supposed.controls == self.state.controls && supposed.actor_judgements == self.state.actor_judgements {
            let tracer = self.ground.supposing(&self.graph, state, retractions);
            return impacts_on(&tracer, self.withdrawing(suppositions), self.policy, self.as_of);
        }
        let mut graph = self.graph.clone();
        graph.call(&supposed);
        let ground = self.ground.controlled(&graph, &supposed, self.policy);
        let all = self.found.iter().filter_map(|(id, found)| Some((self.place(*id)?, &**found)));
        impacts_on(&ground.supposing(&graph, state, retractions), all, self.policy, self.as_of)
    }

    /// The claims that withdrawals touch, and what excludes them.
    fn withdrawing(&self, suppositions: &[Supposition]) -> impl Iterator<Item = (usize, &ClaimFinding)> {
        let said = suppositions.iter().filter_map(|supposition| match supposition {
            Supposition::Withdrawn(what) => Some(self.index.withdrawn(*what, &self.graph, &self.identity)),
            _ => None,
        });
        let mut touched: BTreeSet<Id<Claim>> = said.flatten().filter_map(|number| self.claim_of(number)).collect();
        let beside: Vec<Id<Claim>> = touched.iter().flat_map(|id| self.counting(*id)).collect();
        touched.extend(beside);
        touched.into_iter().filter_map(|id| Some((self.place(id)?, self.found(id)?)))
    }
}
