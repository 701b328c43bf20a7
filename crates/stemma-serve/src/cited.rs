//! `/claims/{id}@{sequence}`: what was found when the log had so many changes. It never changes, so it can be cited.
//!
//! Its day is the day on which that change was recorded: nothing in it depends on when it is asked for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use stemma_core::date::PartialDate;
use stemma_core::finding::{Findings, RULE_VERSION};
use stemma_core::state::State;
use stemma_store::StoreError;
use stemma_store::index::Snapshot;
use stemma_store::log::Hash;

use crate::Service;
use crate::problem::Problem;
use crate::published::{Published, Seen, When};

/// What was found after a change.
pub struct Past {
    /// The change.
    pub sequence: u64,
    /// When it was recorded.
    pub recorded: String,
    /// Its hash, and so that of everything before it.
    pub hash: Hash,
    /// The index as it was, with what was found.
    pub snapshot: Snapshot,
    /// What was held.
    pub state: State,
    /// What was found.
    pub findings: Findings,
}

/// How many are kept: each has findings of all claims.
const MOST: usize = 2;

/// Those asked for lately, the last one last.
#[derive(Clone, Default)]
pub(crate) struct Pasts(Arc<Kept>);

#[derive(Default)]
struct Kept {
    lately: Mutex<Vec<Arc<Past>>>,
    /// Held while one is computed.
    computing: Mutex<()>,
}

impl Past {
    /// What is shown of it.
    pub(crate) fn seen<'p>(&'p self, published: &'p Published) -> Seen<'p> {
        let when = When::Change { sequence: self.sequence, recorded: &self.recorded };
        Seen::new(published, &self.state, &self.findings, when)
    }

    /// The day it speaks of.
    pub(crate) fn day(&self) -> PartialDate {
        self.findings.as_of
    }

    /// What names an answer of this version, in a format, by these rules.
    pub(crate) fn tag(&self, claim: &str, format: &str) -> String {
        let made = format!(
            "{} {claim} {} {RULE_VERSION} {} {} {format}",
            self.hash,
            self.findings.policy,
            self.day(),
            env!("CARGO_PKG_VERSION")
        );
        let hash = Hash::of(made.as_bytes()).to_string();
        format!("W/\"{}\"", hash.get(..32).unwrap_or(&hash))
    }
}

impl Pasts {
    /// What was found after a change: computed anew, unless it was asked for lately. One at a time, since it is dear;
    /// who asks meanwhile is told to come again.
    pub(crate) fn after(&self, service: &Service, sequence: u64) -> Result<Arc<Past>, Problem> {
        if let Some(known) = self.0.known(sequence) {
            return Ok(known);
        }
        let _computing = match self.0.computing.try_lock() {
            Ok(computing) => computing,
            Err(TryLockError::Poisoned(computing)) => computing.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(Problem::busy()),
        };
        if let Some(known) = self.0.known(sequence) {
            return Ok(known);
        }
        let past = service.backing.past(sequence).map_err(failed)?.ok_or_else(|| unknown(service, sequence))?;
        let past = Arc::new(past);
        self.0.keep(Arc::clone(&past));
        Ok(past)
    }
}

impl Kept {
    fn lately(&self) -> MutexGuard<'_, Vec<Arc<Past>>> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, sequence: u64) -> Option<Arc<Past>> {
        let mut lately = self.lately();
        let at = lately.iter().position(|past| past.sequence == sequence)?;
        let known = lately.remove(at);
        lately.push(Arc::clone(&known));
        Some(known)
    }

    fn keep(&self, past: Arc<Past>) {
        let mut lately = self.lately();
        lately.push(past);
        if lately.len() > MOST {
            lately.remove(0);
        }
    }
}

fn unknown(service: &Service, sequence: u64) -> Problem {
    match service.backing.store().head() {
        Ok(head) => Problem::not_found(format!(
            "there is no change {sequence}: the log has {} changes until now",
            head.sequence
        )),
        Err(error) => failed(error),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is given by map_err")]
fn failed(error: StoreError) -> Problem {
    tracing::error!(%error, "what was found earlier could not be computed");
    Problem::new(
        axum::http::StatusCode::INTERNAL_SERVER_ERROR,
        "the log could not be read; the service's log says more",
    )
}
