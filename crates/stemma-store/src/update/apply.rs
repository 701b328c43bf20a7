//! Updates made: evaluated and recorded while nobody else writes.

use std::sync::Arc;

use super::edit::Edit;
use super::evaluate::Evaluation;
use super::graph::{GraphWrite, GraphWritten, Target, written};
use super::load::Loaded;
use super::{Update, UpdateError};
use crate::index::Snapshot;
use crate::log::{Change, Payload, Receipt};
use crate::query::answer;
use crate::query::nesting::{self, Door, Others, Plan};
use crate::query::{Abandoned, Answers, Limits};
use crate::records::Iris;
use crate::store::Store;

/// What is said when the data ask for another endpoint than before.
const CHANGED: &str =
    "the data changed while other hosts were asked, and now others would have to be asked; send the update again";

/// Who writes, when and why, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// When: RFC 3339 in UTC.
    pub recorded: String,
    /// Who.
    pub principal: String,
    /// Why.
    pub reason: String,
}

impl Author {
    fn change(self, payload: Payload) -> Change {
        let Self { recorded, principal, reason } = self;
        Change { recorded, principal, reason, payload, documents: Vec::new() }
    }
}

/// Makes an update as one change: all of its operations, or none. It is on the disk, and in the index, when this
/// returns; `None` when it changes nothing.
///
/// # Errors
/// Every [`UpdateError`].
pub fn update(
    store: &Store,
    iris: &Iris,
    update: Update,
    author: Author,
    limits: Limits,
) -> Result<Option<Receipt>, UpdateError> {
    let prepared = Prepared::new(update, limits)?;
    prepared.ask(store, iris, limits)?;
    prepared.make(store, iris, author, limits)
}

/// An update with what other hosts have said to it, so that no writer waits for them.
#[derive(Debug)]
pub struct Prepared {
    update: Arc<Update>,
    plan: Plan,
    loaded: Arc<Loaded>,
    answers: Arc<Answers>,
}

impl Prepared {
    /// Checks an update, and fetches the documents that it loads.
    ///
    /// # Errors
    /// Every [`UpdateError`] of a text that is not sound.
    pub fn new(update: Update, limits: Limits) -> Result<Self, UpdateError> {
        let plan = nesting::check(&update.text, Door::Update, Others::of(update.elsewhere.as_ref()))?;
        let loaded = Arc::new(Loaded::of(&update, limits)?);
        Ok(Self { update: Arc::new(update), plan, loaded, answers: Arc::default() })
    }

    /// Asks the endpoints that the update names: it is made on the current version, without a lock, and what comes of it is forgotten but
    /// for their answers. Those that have answered before are not asked again.
    ///
    /// # Errors
    /// Every [`UpdateError`].
    pub fn ask(&self, store: &Store, iris: &Iris, limits: Limits) -> Result<(), UpdateError> {
        if self.update.asks_elsewhere() {
            self.answers.close(false);
            self.edited(store.snapshot(), u64::MAX, iris, limits)?;
        }
        Ok(())
    }

    /// Makes the update as one change, with the answers that are there; nobody is asked.
    ///
    /// # Errors
    /// Every [`UpdateError`]; a conflict where the data have changed so that others have to be asked.
    pub fn make(
        &self,
        store: &Store,
        iris: &Iris,
        author: Author,
        limits: Limits,
    ) -> Result<Option<Receipt>, UpdateError> {
        self.answers.close(true);
        store.commit_made(|snapshot, sequence| {
            let payload = self.edited(snapshot.clone(), sequence, iris, limits);
            // Whatever came of it: a filter or SILENT may have passed over it.
            if self.answers.are_lacking() {
                return Err(UpdateError::Conflict { what: CHANGED.to_owned() });
            }
            Ok(payload?.map(|payload| author.change(payload)))
        })
    }

    /// What the update changes in a version.
    fn edited(
        &self,
        snapshot: Snapshot,
        sequence: u64,
        iris: &Iris,
        limits: Limits,
    ) -> Result<Option<Payload>, UpdateError> {
        let mut edit = Edit::new(snapshot, sequence);
        let (update, loaded, answers) = (Arc::clone(&self.update), Arc::clone(&self.loaded), Arc::clone(&self.answers));
        let (plan, iris) = (self.plan, iris.clone());
        answer::whole(limits, Abandoned::default(), move |watch| {
            let (update, loaded, answers) = (&update, &loaded, &answers);
            let evaluation = Evaluation { update, iris: &iris, loaded, answers, plan, limits, watch };
            Ok(evaluation.run(&mut edit).map(|()| edit.payload()))
        })?
    }
}

/// Writes a whole graph as one change.
///
/// # Errors
/// Every [`UpdateError`] but those of queries.
pub fn write_graph(
    store: &Store,
    iris: &Iris,
    target: Target,
    write: GraphWrite,
    author: Author,
) -> Result<GraphWritten, UpdateError> {
    let mut done = None;
    let receipt = store.commit_made(|snapshot, sequence| {
        let mut edit = Edit::new(snapshot.clone(), sequence);
        done = Some(written(&mut edit, iris, sequence, target, write)?);
        Ok::<_, UpdateError>(edit.payload().map(|payload| author.change(payload)))
    })?;
    match done {
        Some((graph, existed)) => Ok(GraphWritten { graph, existed, receipt }),
        None => {
            Err(UpdateError::Query(crate::query::QueryError::Internal { what: "a graph was not written".to_owned() }))
        }
    }
}
