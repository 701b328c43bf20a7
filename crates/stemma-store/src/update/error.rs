//! Why an update was not made.

use oxrdf::GraphName;

use crate::error::StoreError;
use crate::query::QueryError;

/// Why an update was not made. In all cases nothing was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateError {
    /// Its text, or what it asks for, cannot be evaluated.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// It would write where only Stemma itself does.
    #[error("the graph {graph} {why}")]
    Closed {
        /// The graph.
        graph: GraphName,
        /// Whose it is, and what to do instead.
        why: &'static str,
    },
    /// It would say something in Stemma's own words.
    #[error(
        "<{term}> is a term of Stemma, which says by it what it read and found; say what you know in terms of your own"
    )]
    OwnTerm {
        /// The term.
        term: String,
    },
    /// The graph that it would create is there.
    #[error("the graph {graph} is already there; use CREATE SILENT, or clear it first")]
    Exists {
        /// The graph.
        graph: GraphName,
    },
    /// Somebody else was first, or what it is about has changed.
    #[error("{what}")]
    Conflict {
        /// Who, or what.
        what: String,
    },
    /// The graph that it would delete is not there.
    #[error("there is no graph {graph}")]
    NoGraph {
        /// The graph.
        graph: GraphName,
    },
    /// The update and the request both say which graphs are meant.
    #[error("the update has USING or WITH, and the request names graphs too; do one of them")]
    TwoDatasets,
    /// The log refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
