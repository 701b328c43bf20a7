//! The query door: SPARQL text in, an answer in parts out, within limits.
//!
//! The invariant: an answer that is not whole ends with an error, never as a whole one ends.
//!
//! What the limit of time covers: every scan, join, product, sort, group, filter and path, since the clock is looked at
//! whenever a quad is read and a term is copied, made or looked up. What it does not cover: parsing and planning, which
//! `nesting` keeps short; one call of a function over one long text, some milliseconds for each megabyte. There
//! [`Answer`] reports the timeout in time, and the thread goes on until it next looks at the clock. What would not look for
//! long is counted (`steps`) or computed here (`growth`, and `pattern` for `REGEX`).
//!
//! The limit of memory is looked at wherever the clock is, some fifty times a second.

pub(crate) mod answer;
mod elsewhere;
mod error;
pub(crate) mod evaluate;
mod excerpt;
pub(crate) mod growth;
mod library;
mod memory;
pub(crate) mod nesting;
mod pattern;
mod prefixes;
mod sink;
pub(crate) mod steps;
pub(crate) mod text;
mod token;
pub(crate) mod view;
pub(crate) mod watch;

use std::sync::Arc;
use std::time::Duration;

use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use oxrdf::{NamedNode, Term, Variable};

pub use self::answer::Answer;
pub use self::elsewhere::Elsewhere;
pub(crate) use self::elsewhere::{Answers, Services};
pub use self::error::QueryError;
pub use self::excerpt::{Excerpt, excerpt};
pub use self::library::{LIBRARY, LibraryError, NamedQuery, library_quads};
pub use self::nesting::deepest;
pub use self::prefixes::PREFIXES;
pub use self::sink::{Kind, Table};
pub use self::text::{MOST_MATCHES, Match, matching};
pub use self::watch::Abandoned;
use crate::index::Snapshot;

/// How much a query may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// From the start to the last byte read.
    pub time: Duration,
    /// Solutions, or triples of a graph.
    pub rows: u64,
    /// Bytes of the answer.
    pub bytes: u64,
    /// Bytes of memory, of all queries of the process together.
    pub memory: u64,
}

/// In which formats an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats {
    /// For `SELECT` and `ASK`.
    pub results: QueryResultsFormat,
    /// For `CONSTRUCT` and `DESCRIBE`.
    pub graph: RdfFormat,
}

/// What the default graph of a query is when nobody names its graphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DefaultGraph {
    /// All graphs as one set: whoever asks need not know in which graph something stands.
    #[default]
    Union,
    /// The graph without a name, as the SPARQL test suites expect.
    Own,
}

/// A query and all that goes with it.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The SPARQL text.
    pub text: String,
    /// What relative IRIs are relative to.
    pub base: Option<String>,
    /// More prefixes than [`PREFIXES`]; one of the same name goes before it.
    pub prefixes: Vec<(String, String)>,
    /// The graphs whose union is the default graph. With any graph here or in `named_graphs`, the query's own `FROM` and
    /// `FROM NAMED` are passed over, as the protocol says.
    pub default_graphs: Vec<NamedNode>,
    /// The graphs that `GRAPH` sees.
    pub named_graphs: Vec<NamedNode>,
    /// What the default graph is when neither these nor the query name any.
    pub default_graph: DefaultGraph,
    /// Values for variables the query selects.
    pub bindings: Vec<(Variable, Term)>,
    /// Whether nobody waits for the answer any longer.
    pub abandoned: Abandoned,
    /// The hosts that `SERVICE` may ask; without it there is no `SERVICE`.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Default for Limits {
    /// A minute, a million rows, half a gigabyte of answer, two of memory.
    fn default() -> Self {
        Self { time: Duration::from_secs(60), rows: 1_000_000, bytes: 1 << 29, memory: 2 << 30 }
    }
}

impl Default for Formats {
    /// JSON and Turtle.
    fn default() -> Self {
        Self { results: QueryResultsFormat::Json, graph: RdfFormat::Turtle }
    }
}

impl Query {
    /// A query of this text over everything.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Answers a query in parts, as they become ready.
///
/// Returns when the query is known to be sound and its evaluation has begun.
///
/// # Errors
/// Every [`QueryError`] that is known before the first row. The others come as the last part of the answer.
pub fn query(snapshot: &Snapshot, query: Query, formats: Formats, limits: Limits) -> Result<Answer, QueryError> {
    answer::start(snapshot.clone(), query, formats, limits)
}

/// Answers a `SELECT` or `ASK` query as terms, for use inside the program.
///
/// # Errors
/// Every [`QueryError`]; `Refused` for a query that gives a graph.
pub fn table(snapshot: &Snapshot, query: Query, limits: Limits) -> Result<Table, QueryError> {
    answer::table(snapshot.clone(), query, limits)
}

/// Reads a query without asking it, and says what it answers.
///
/// # Errors
/// Every [`QueryError`] of a text that is no query or is not offered here; `Refused` when it searches in the full text, which
/// only the index can.
pub(crate) fn checked(query: &Query) -> Result<Kind, QueryError> {
    answer::kind(query.clone())
}

#[cfg(test)]
mod tests;
