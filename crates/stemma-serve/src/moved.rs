//! Since when claims stand as they do: what somebody sees as changed since they looked, also where nothing was recorded about
//! the claim itself – somebody else was contradicted, two voices became one, a day passed.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use stemma_core::date::PartialDate;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::impact::{impact, impacts};

use crate::Service;
use crate::problem::Problem;
use crate::published::Published;

/// From how many claims on it is not computed again how they stood before the service began: it would take many seconds.
const MANY: usize = 20_000;

/// When each claim last began to stand otherwise, since the service began.
pub(crate) struct Moved {
    /// The change that the service began with.
    began: u64,
    last: Mutex<HashMap<Id<Claim>, (u64, PartialDate)>>,
}

/// What stands otherwise than at a visit.
#[derive(Debug, Default)]
pub(crate) struct Since {
    /// The claims.
    pub(crate) claims: BTreeSet<Id<Claim>>,
    /// Whether that is all of them: what moved before the service began may be missing.
    pub(crate) is_whole: bool,
}

impl Moved {
    /// Begins with what is served first.
    pub(crate) fn new(first: &Published) -> Self {
        Self { began: first.sequence, last: Mutex::default() }
    }

    /// Notes what stands otherwise in the next version that is served.
    pub(crate) fn note(&self, before: &Published, next: &Published) {
        let moment = (next.sequence, next.findings.as_of);
        let moved = moved(&before.findings, &next.findings);
        self.last().extend(moved.into_iter().map(|claim| (claim, moment)));
    }

    fn last(&self) -> MutexGuard<'_, HashMap<Id<Claim>, (u64, PartialDate)>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The claims of the second that stand otherwise than in the first. Both lists are sorted, and share what did not change.
fn moved(before: &Findings, after: &Findings) -> Vec<Id<Claim>> {
    let mut earlier = before.claims.iter().peekable();
    let is_moved = |found: &&ClaimFinding| {
        while earlier.next_if(|old| old.claim.id < found.claim.id).is_some() {}
        match earlier.next_if(|old| old.claim.id == found.claim.id) {
            Some(old) => !std::ptr::eq(old, *found) && impact(Some(old), Some(found)).is_some(),
            None => true,
        }
    };
    after.claims.iter().filter(is_moved).map(|found| found.claim.id).collect()
}

impl Service {
    /// The claims that stand otherwise than after the change of a visit, which was on this day. May compute how they stood.
    ///
    /// # Errors
    /// When the log cannot be read, or too much is computed already.
    pub(crate) fn moved_since(&self, visit: u64, day: Option<PartialDate>) -> Result<Since, Problem> {
        let published = self.published();
        let moved = self.current.moved();
        if visit >= moved.began {
            let last = moved.last();
            let is_later = |at: &(u64, PartialDate)| at.0 > visit || day.is_some_and(|day| at.1 > day);
            let claims = last.iter().filter(|(_, at)| is_later(at)).map(|(claim, _)| *claim).collect();
            return Ok(Since { claims, is_whole: true });
        }
        if published.findings.claims.len() > MANY {
            let claims = moved.last().keys().copied().collect();
            return Ok(Since { claims, is_whole: false });
        }
        let past = self.pasts.after(self, visit)?;
        let changed = impacts(&past.findings, &published.findings);
        let now = changed.iter().filter_map(|impact| published.findings.answering(impact.claim));
        Ok(Since { claims: now.map(|found| found.claim.id).collect(), is_whole: true })
    }
}
