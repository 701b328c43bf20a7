//! What editors do, in the log: recorded unless somebody decided otherwise meanwhile, and read again.

use stemma_core::editing::{Act, Done, decided_otherwise};
use stemma_core::id::Id;
use stemma_core::identity::Claim;

use super::Store;
use crate::desk::{self, ActError};
use crate::error::StoreError;
use crate::log::{Action, Change, Payload, Receipt, RecordedChange};
use crate::update::Author;

/// What happened at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskEvent {
    /// Somebody did something about a claim.
    Act(Done),
    /// Somebody came.
    Visit {
        /// The change that records it.
        sequence: u64,
        /// When.
        at: String,
        /// Who.
        by: String,
    },
}

impl DeskEvent {
    /// The change that records it.
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        match self {
            Self::Act(done) => done.sequence,
            Self::Visit { sequence, .. } => *sequence,
        }
    }

    fn of(change: &RecordedChange, action: &Action) -> Option<Self> {
        let RecordedChange { sequence, recorded, principal, .. } = change;
        if let Some(by) = desk::visitor(action) {
            return Some(Self::Visit { sequence: *sequence, at: recorded.clone(), by: by.to_owned() });
        }
        let (claim, act) = desk::act(action)?;
        Some(Self::Act(Done { sequence: *sequence, at: recorded.clone(), by: principal.clone(), claim, act }))
    }
}

impl Store {
    /// What happened at the desk after a change, in order.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn desk_since(&self, sequence: u64) -> Result<Vec<DeskEvent>, StoreError> {
        let changes = self.writer().log.changes_with(desk::DESK, sequence)?;
        let event = |(change, action): &(RecordedChange, Action)| DeskEvent::of(change, action);
        Ok(changes.iter().filter_map(event).collect())
    }

    /// Records what somebody does who has seen the log up to `seen`. `is_same` tells the ids that the claim has or had.
    ///
    /// # Errors
    /// [`ActError::Otherwise`] when somebody decided otherwise after that; when it cannot be written down or recorded.
    pub fn act(
        &self,
        (claim, act): (Id<Claim>, &Act),
        seen: u64,
        is_same: impl Fn(Id<Claim>) -> bool,
        author: Author,
    ) -> Result<Receipt, ActError> {
        let action = desk::action(claim, act).ok_or(ActError::Unwritable)?;
        let mut writer = self.writer();
        let later = writer.log.changes_with(desk::DESK, seen)?;
        let done = later.iter().filter_map(|(change, action)| match DeskEvent::of(change, action)? {
            DeskEvent::Act(done) if is_same(done.claim) => Some(done),
            DeskEvent::Act(_) | DeskEvent::Visit { .. } => None,
        });
        let done: Vec<Done> = done.collect();
        let otherwise = decided_otherwise(&done, act, seen);
        if !otherwise.is_empty() {
            return Err(ActError::Otherwise(otherwise.into_iter().cloned().collect()));
        }
        Ok(self.record(&mut writer, small(action, author))?)
    }

    /// Records that somebody came.
    ///
    /// # Errors
    /// When it cannot be recorded.
    pub fn visit(&self, author: Author) -> Result<Option<Receipt>, StoreError> {
        let Some(action) = desk::visit(&author.principal) else { return Ok(None) };
        self.record(&mut self.writer(), small(action, author)).map(Some)
    }
}

fn small(action: Action, author: Author) -> Change {
    let Author { recorded, principal, reason } = author;
    Change { recorded, principal, reason, payload: Payload::default().with_action(action), documents: Vec::new() }
}
