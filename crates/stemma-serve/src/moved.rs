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
    /// Begins with what is served first, which has seen the log up to this change.
    pub(crate) fn new(began: u64) -> Self {
        Self { began, last: Mutex::default() }
    }

    /// Notes what stands otherwise in what is served next, which has seen the log up to this change.
    pub(crate) fn note(&self, before: &Findings, next: &Findings, sequence: u64) {
        let moment = (sequence, next.as_of);
        self.last().extend(moved(before, next).into_iter().map(|claim| (claim, moment)));
    }

    /// The claims that stand otherwise than after the change of a visit, which was on this day; `None` when that was before the
    /// service began.
    fn since(&self, visit: u64, day: Option<PartialDate>) -> Option<BTreeSet<Id<Claim>>> {
        // A day that passes changes nothing in the log.
        let is_later = |at: &(u64, PartialDate)| at.0 > visit || day.is_some_and(|day| at.1 > day);
        let later = || self.last().iter().filter(|(_, at)| is_later(at)).map(|(claim, _)| *claim).collect();
        (visit >= self.began).then(later)
    }

    /// The change after which each claim began to stand as it does; of those that stand as they did when the service began,
    /// nothing.
    pub(crate) fn all(&self) -> HashMap<Id<Claim>, u64> {
        self.last().iter().map(|(claim, (sequence, _))| (*claim, *sequence)).collect()
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
        if let Some(claims) = moved.since(visit, day) {
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use stemma_core::document::{Document, Metadata, Version};
    use stemma_core::enumerations::{Basis, ClaimKind, Headline, Modality, SourceKind, Stance, Tier};
    use stemma_core::finding::findings;
    use stemma_core::policy::Policy;
    use stemma_core::span::{Quote, Span};
    use stemma_core::state::{Assertion, HeldVersion, State};
    use stemma_core::statement::{Statement, Voice};

    use super::*;

    fn day(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    /// A paper foretells something, due on a day if on any.
    fn foretold(sentence: &str, due: Option<&str>) -> HeldVersion {
        let voice = |name: &str, kind| Voice { name: name.to_owned(), kind, affiliation: None };
        let document =
            Document { id: Id::of("document", &[sentence]), name: sentence.to_owned(), metadata: Metadata::default() };
        let id = Id::of("version", &[sentence]);
        let statement = Statement {
            contents: vec![Quote { span: Span::new(0, sentence.len()), text: sentence.to_owned() }],
            source: None,
            cue: None,
            chain: vec![voice("Halm Post", SourceKind::Outlet), voice("Veyra Works", SourceKind::Organization)],
            direct: false,
            stance: Stance::Affirms,
            modality: Modality::Predicted,
            basis: Basis::Statement,
            kind: ClaimKind::Prediction,
            sentence: sentence.to_owned(),
            quantities: Vec::new(),
            dates: Vec::new(),
            due: due.map(day),
            against_interest: false,
            tier: Tier::A,
            rule: Cow::Borrowed("a test"),
        };
        HeldVersion::new(
            document,
            Version { id, hash: String::new(), byte_length: 0, media_type: None },
            vec![Assertion::new(id, statement)],
        )
    }

    #[test]
    fn a_forecast_that_comes_due_overnight_changed_since_a_visit_of_the_day_before() {
        let both =
            [foretold("The mill at Orrin will close.", Some("2026-03-02")), foretold("The dam will burst.", None)];
        let state =
            State { versions: both.into_iter().map(|held| (held.version.id, held)).collect(), ..State::default() };
        let on = |text: &str| findings(&state, Policy::default(), day(text));
        let (eve, morning) = (on("2026-03-01"), on("2026-03-02"));
        let due = morning.claims.iter().find(|found| found.finding.headline == Headline::PredictionDue).unwrap();
        // Nothing was recorded meanwhile: the visit, the service and the new day are all of change 7.
        let moved = Moved::new(7);
        moved.note(&eve, &morning, 7);
        assert_eq!(moved.since(7, Some(day("2026-03-01"))), Some(BTreeSet::from([due.claim.id])));
        assert_eq!(
            moved.since(7, Some(day("2026-03-02"))),
            Some(BTreeSet::new()),
            "whoever came on that day has seen it"
        );
        assert_eq!(moved.since(7, None), Some(BTreeSet::new()));
        assert_eq!(
            moved.since(6, Some(day("2026-03-01"))),
            None,
            "what stood before the service began is not known here"
        );
        moved.note(&morning, &on("2026-03-03"), 7);
        assert_eq!(moved.since(7, Some(day("2026-03-02"))), Some(BTreeSet::new()), "another day changes nothing");
    }
}
