//! One side of a claim with one thing otherwise: numbered once, and counted again for each thing that is tried.

use super::count::{Reading, count_side};
use super::lineage::Lineage;
use super::numbered::{Numbered, numbered};
use crate::enumerations::Support;
use crate::policy::Policy;

/// A side on which things are tried.
pub(crate) struct Trial {
    lineage: Numbered,
    policy: Policy,
}

impl Trial {
    pub(crate) fn new(lineage: &Lineage, policy: Policy) -> Self {
        Self { lineage: numbered(lineage).0, policy }
    }

    /// The support as it is published.
    pub(crate) fn support(&self) -> Support {
        count_side(&self.lineage, self.policy, Reading::Low).support
    }

    /// The support if the own document of a witness were held; witnesses are numbered in the order of their ids.
    pub(crate) fn support_holding(&mut self, witness: usize) -> Support {
        let hold = |lineage: &mut Numbered, held: bool| {
            lineage.witnesses.get_mut(witness).is_some_and(|shape| std::mem::replace(&mut shape.held, held))
        };
        let was_held = hold(&mut self.lineage, true);
        let support = self.support();
        hold(&mut self.lineage, was_held);
        support
    }
}
