//! What if: an overlay on what is resident, which writes nothing.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Resident;
use crate::finding::ClaimFinding;
use crate::id::Id;
use crate::identity::Claim;
use crate::impact::{Impact, Supposition, decide, impacts_if, impacts_on, sort};
use crate::side_by_side::side_by_side;
use crate::state::{Retractions, State};
use crate::trace::Without;

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
            return self.impacts_without(suppositions, retractions);
        }
        let mut graph = self.graph.clone();
        graph.call(&supposed);
        let ground = self.ground.controlled(&graph, &supposed, self.policy);
        let all = self.found.iter().filter_map(|(id, found)| Some((self.place(*id)?, &**found)));
        impacts_on(&ground.supposing(&graph, state, retractions), all, self.policy, self.as_of)
    }

    /// The same, of withdrawals alone: what they touch is counted again, and what that does not settle is traced.
    fn impacts_without(&self, suppositions: &[Supposition], retractions: &Retractions) -> Vec<Impact> {
        let said = suppositions.iter().filter_map(|supposition| match supposition {
            Supposition::Withdrawn(what) => Some(self.index.withdrawn(*what, &self.graph, &self.identity)),
            _ => None,
        });
        let withdrawn: FxHashSet<usize> = said.flatten().collect();
        let tracer = self.ground.supposing(&self.graph, &self.state, retractions);
        let is_withdrawn = |assertion: u32| withdrawn.contains(&(assertion as usize));
        let impact = |(place, found): &(usize, &ClaimFinding)| {
            let kept = self.kept.get(*place).and_then(Option::as_ref);
            match kept.map_or(Without::Unknown, |kept| kept.without(found, is_withdrawn, self.policy)) {
                Without::Same => None,
                Without::Otherwise(impact) => Some(impact),
                Without::Unknown => tracer.impact(*place, found, self.policy, self.as_of),
            }
        };
        let touched: Vec<(usize, &ClaimFinding)> = self.withdrawing(&withdrawn).collect();
        let mut impacts: Vec<Impact> = side_by_side(&touched, impact).into_iter().flatten().collect();
        sort(&mut impacts);
        impacts
    }

    /// The claims that withdrawals touch, and what excludes them.
    fn withdrawing(&self, withdrawn: &FxHashSet<usize>) -> impl Iterator<Item = (usize, &ClaimFinding)> {
        let said = withdrawn.iter().copied();
        let mut touched: BTreeSet<Id<Claim>> = said.filter_map(|number| self.claim_of(number)).collect();
        let beside: Vec<Id<Claim>> = touched.iter().flat_map(|id| self.counting(*id)).collect();
        touched.extend(beside);
        touched.into_iter().filter_map(|id| Some((self.place(id)?, self.found(id)?)))
    }
}
