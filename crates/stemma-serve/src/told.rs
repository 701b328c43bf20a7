//! What is told of changes, to whoever follows them: which claims stand otherwise than when they were told last.
//!
//! The invariant: what is told is the difference between two states, each named by its place in the log. Whoever says what
//! they were told last is told everything since and nothing twice, whatever happened to the service meanwhile.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use stemma_core::date::PartialDate;
use stemma_core::finding::{Findings, findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::impact::{Impact, impacts};
use stemma_core::state::State;
use stemma_core::topic::Topics;
use stemma_exchange::wire::ChangesRecord;
use stemma_store::StoreError;

use crate::Service;
use crate::filter::Filter;
use crate::problem::Problem;
use crate::published::Published;
use crate::worklist::Worklist;

/// A state that was told: after a change of the log, and on a day when that is not the day of the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) sequence: u64,
    pub(crate) day: Option<PartialDate>,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            None => write!(f, "{}", self.sequence),
            Some(day) => write!(f, "{}@{day}", self.sequence),
        }
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (sequence, day) = match text.trim().split_once('@') {
            None => (text.trim(), None),
            Some((sequence, day)) => (sequence, Some(PartialDate::parse(day).ok_or(())?)),
        };
        Ok(Self { sequence: sequence.parse().map_err(|_| ())?, day })
    }
}

/// What somebody was told last.
pub(crate) struct Base {
    pub(crate) moment: Moment,
    seen: Seen,
}

enum Seen {
    /// What is or was served.
    Published(Arc<Published>),
    /// What was found before the service began.
    Earlier(Box<(Findings, Worklist)>),
}

impl Base {
    fn of(&self) -> (&Findings, &Worklist) {
        match &self.seen {
            Seen::Published(published) => (&published.findings, published.worklist()),
            Seen::Earlier(earlier) => (&earlier.0, &earlier.1),
        }
    }

    /// Whether this is what is served.
    pub(crate) fn is(&self, published: &Arc<Published>) -> bool {
        matches!(&self.seen, Seen::Published(known) if known.version == published.version)
    }
}

impl Service {
    /// What is served now, named by its place. Reads the log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn base_now(&self) -> Result<Base, StoreError> {
        let published = self.published();
        let recorded = self.backing.store().change(published.sequence)?.map(|change| change.recorded);
        let day = published.findings.as_of;
        let is_its_day = recorded.and_then(|at| at.get(..10).and_then(PartialDate::parse)) == Some(day);
        let moment = Moment { sequence: published.sequence, day: (!is_its_day).then_some(day) };
        Ok(Base { moment, seen: Seen::Published(published) })
    }

    /// What somebody was told who names this moment: computed again, when it is not what is served.
    ///
    /// # Errors
    /// When there was no such moment, too much is computed already, or the log cannot be read.
    pub(crate) fn base_at(&self, moment: Moment) -> Result<Base, Problem> {
        let now = self.base_now().map_err(|_| failed())?;
        if now.moment == moment {
            return Ok(now);
        }
        let earlier = |state: &State, found: Findings| {
            let topics = Topics::of(state, found.claims.iter().map(|found| &found.claim));
            let worklist = Worklist::new(state, &found, &topics);
            Base { moment, seen: Seen::Earlier(Box::new((found, worklist))) }
        };
        if moment.sequence == 0 {
            let state = State::default();
            let found = findings(&state, self.published().findings.policy, self.published().findings.as_of);
            return Ok(earlier(&state, found));
        }
        let past = self.pasts.after(self, moment.sequence)?;
        Ok(match moment.day {
            None => earlier(&past.state, past.findings.clone()),
            Some(day) => earlier(&past.state, findings(&past.state, past.findings.policy, day)),
        })
    }

    /// What is told to whoever was told `base` and asks for this filter's claims – all, without one –, and what they have
    /// been told then. No record, when none of these claims stands otherwise.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub(crate) fn told(
        &self,
        base: &Base,
        filter: Option<&Filter>,
    ) -> Result<(Option<ChangesRecord>, Base), StoreError> {
        let next = self.base_now()?;
        let names = (next.moment.to_string(), base.moment.to_string());
        Ok((self.between(base, &next, filter, (&names.0, &names.1)), next))
    }

    /// What stands otherwise in one state than in another, told as this event that follows on that one.
    pub(crate) fn between(
        &self,
        base: &Base,
        next: &Base,
        filter: Option<&Filter>,
        (event, since): (&str, &str),
    ) -> Option<ChangesRecord> {
        let (before, after) = (base.of(), next.of());
        let all = match (&base.seen, &next.seen) {
            (Seen::Published(from), Seen::Published(to)) => self.current.impacts(from, to),
            _ => Arc::new(impacts(before.0, after.0)),
        };
        let of_filter = filter.map(|filter| (chosen(before, filter), chosen(after, filter)));
        let is_asked_for = |impact: &&Impact| {
            of_filter.as_ref().is_none_or(|(was, is)| {
                let now = after.0.answering(impact.claim).map(|found| found.claim.id);
                was.contains(&impact.claim) || now.is_some_and(|now| is.contains(&now))
            })
        };
        let told: Vec<&Impact> = all.iter().filter(is_asked_for).collect();
        (!told.is_empty()).then(|| ChangesRecord::new(event.to_owned(), since.to_owned(), after.0, told))
    }
}

/// The claims that the desk lists for a filter.
fn chosen((findings, worklist): (&Findings, &Worklist), filter: &Filter) -> HashSet<Id<Claim>> {
    let entries = worklist.chosen(filter);
    entries.into_iter().filter_map(|entry| findings.claims.get(entry.claim)).map(|found| found.claim.id).collect()
}

/// The filter that parameters ask for, as the desk and its feed read them; none, when they say nothing.
///
/// # Errors
/// When one of them cannot be read, or asks for what is somebody's own.
pub(crate) fn filter(parameters: &BTreeMap<String, String>) -> Result<Option<Filter>, Problem> {
    if parameters.is_empty() {
        return Ok(None);
    }
    let (filter, refused) = Filter::read(parameters);
    if filter.mine.is_some() {
        return Err(Problem::bad_request("what is told is nobody's own: leave out `mine`"));
    }
    if !refused.is_empty() {
        return Err(Problem::bad_request(refused.join("; ")));
    }
    Ok(Some(filter))
}

pub(crate) fn failed() -> Problem {
    Problem::new(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        "the log could not be read; the service's log says more",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        for text in ["0", "17", "17@2026-11-29"] {
            assert_eq!(text.parse::<Moment>().map(|moment| moment.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "-1", "x", "17@", "17@soon", "99999999999999999999"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
