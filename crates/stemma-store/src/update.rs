//! The update door: SPARQL Update and whole graphs, each evaluated to explicit quads and recorded as one change.
//!
//! The invariant: what clients write stands beside what Stemma reads and finds, and never passes for it. So the graphs
//! of versions, the catalog and the findings are closed, and so are Stemma's own terms in every other graph: a finding
//! that somebody typed would answer in the union of all graphs like one that was computed.

mod apply;
mod edit;
mod error;
mod evaluate;
mod graph;
mod load;
mod owner;
mod read;

use std::sync::Arc;

use oxrdf::NamedNode;

use crate::query::{Elsewhere, nesting};

pub use self::apply::{Author, Prepared, update, write_graph};
pub use self::error::UpdateError;
pub use self::graph::{GraphWrite, GraphWritten, Target};
pub use self::owner::changes_records;
pub use self::read::{READ, Unread, check_depth, triples};

/// An update and all that goes with it.
///
/// Where it names no graph, it reads and writes the graph without a name. Queries see the union of all graphs there;
/// an update that read more than it may write would change less than it says.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// The text in SPARQL 1.1 Update.
    pub text: String,
    /// What relative IRIs are relative to.
    pub base: Option<String>,
    /// The graphs whose union is the default graph of its patterns. With any graph here or in `named_graphs`, the
    /// update must not name any itself, as the protocol says.
    pub default_graphs: Vec<NamedNode>,
    /// The graphs that `GRAPH` sees in its patterns.
    pub named_graphs: Vec<NamedNode>,
    /// The hosts that `SERVICE` and `LOAD` may ask; without it there is neither.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Update {
    /// An update of this text over everything.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether other hosts may have to be asked for it.
    pub fn asks_elsewhere(&self) -> bool {
        self.elsewhere.is_some() && nesting::asks_elsewhere(&self.text)
    }
}

#[cfg(test)]
mod tests;
