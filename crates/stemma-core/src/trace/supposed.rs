//! How claims would stand if a person decided so about names or claims.

use super::{Grouped, Tracer};
use crate::date::PartialDate;
use crate::finding::ClaimFinding;
use crate::impact::{Impact, Standing, broken_where};
use crate::policy::Policy;
use crate::state::ActorJudgement;

impl Tracer<'_> {
    /// How the claim at this place stands otherwise here than it was found to, if it does.
    pub(crate) fn impact(
        &self,
        place: usize,
        found: &ClaimFinding,
        policy: Policy,
        as_of: PartialDate,
    ) -> Option<Impact> {
        let looked = self.look(self.setting.ground.claims.get(place)?, policy, as_of, None);
        let (before, (after, flags)) = (Standing::of(found), looked.standing());
        (after != before || flags != found.flags).then(|| Impact {
            claim: found.claim.id,
            text: found.claim.text.clone(),
            before: Some(before),
            after: Some(after),
            broken: broken_where(found, |id| looked.support.stands(&looked.woven, id)),
        })
    }

    /// How the claims at these places would stand, if a person judged so about two names.
    pub(crate) fn standing_judged(
        &self,
        places: &[usize],
        judged: &ActorJudgement,
        policy: Policy,
        as_of: PartialDate,
    ) -> Vec<(usize, Standing)> {
        let control = self.setting.judging(policy, judged);
        let tracer = Tracer { setting: self.setting.controlled(&control) };
        let stands = |place: &usize| Some((*place, tracer.standing(*place, policy, as_of)?.0));
        places.iter().filter_map(stands).collect()
    }

    /// How the claims at two places would stand, if they were one.
    pub(crate) fn standing_together(
        &self,
        one: usize,
        other: usize,
        policy: Policy,
        as_of: PartialDate,
    ) -> Option<Standing> {
        let (a, b) = (self.setting.ground.claims.get(one)?, self.setting.ground.claims.get(other)?);
        let said = |number: &u32| self.setting.graph.said(*number as usize).map(|said| said.id);
        let mut members: Vec<u32> = a.members.iter().chain(&*b.members).copied().collect();
        members.sort_unstable_by_key(said);
        let is_itself = |place: &u32| [one, other].contains(&(*place as usize));
        let mut opposed: Vec<u32> = a.opposed.iter().chain(&b.opposed).filter(|p| !is_itself(p)).copied().collect();
        opposed.sort_unstable();
        opposed.dedup();
        let is_settled = a.is_settled && b.is_settled;
        let following = a.following.with(&b.following, &members);
        let together = Grouped { kind: a.kind, members: members.into(), opposed, is_settled, following };
        Some(self.look(&together, policy, as_of, None).standing().0)
    }
}
