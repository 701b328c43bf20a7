//! Updates made: evaluated and recorded while nobody else writes.

use super::edit::Edit;
use super::evaluate::Evaluation;
use super::graph::{GraphWrite, GraphWritten, Target, written};
use super::load::Loaded;
use super::{Update, UpdateError};
use crate::log::{Change, Payload, Receipt};
use crate::query::answer;
use crate::query::nesting::{self, Door, Others};
use crate::query::{Abandoned, Limits};
use crate::records::Iris;
use crate::store::Store;

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
    let plan = nesting::check(&update.text, Door::Update, Others::of(update.elsewhere.as_ref()))?;
    // Before anybody has to wait for it.
    let loaded = Loaded::of(&update, limits)?;
    store.commit_made(|snapshot, sequence| {
        let mut edit = Edit::new(snapshot.clone(), sequence);
        let iris = iris.clone();
        let payload = answer::whole(limits, Abandoned::default(), move |watch| {
            let evaluation = Evaluation { update: &update, iris: &iris, loaded: &loaded, plan, limits, watch };
            Ok(evaluation.run(&mut edit).map(|()| edit.payload()))
        })??;
        Ok(payload.map(|payload| author.change(payload)))
    })
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
