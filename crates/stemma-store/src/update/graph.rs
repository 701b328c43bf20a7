//! Whole graphs: put in the place of what is there, added to it, or taken away.

use oxrdf::{GraphName, Quad, Triple};

use super::UpdateError;
use super::edit::{Edit, Names};
use super::owner::{Owner, check_insert};
use crate::log::Receipt;
use crate::records::Iris;

/// Which graph is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// This one.
    Graph(GraphName),
    /// One that is not there yet; the store names it.
    New,
}

/// What is to be done with a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphWrite {
    /// These triples in the place of what is there.
    Replace(Vec<Triple>),
    /// These triples beside what is there.
    Add(Vec<Triple>),
    /// Nothing any more.
    Delete,
}

/// What was done with a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphWritten {
    /// The graph.
    pub graph: GraphName,
    /// Whether it was there before.
    pub existed: bool,
    /// The change; `None` when nothing was to be changed.
    pub receipt: Option<Receipt>,
}

/// Does it, and says which graph it was and whether it was there before.
pub(super) fn written(
    edit: &mut Edit,
    iris: &Iris,
    sequence: u64,
    target: Target,
    write: GraphWrite,
) -> Result<(GraphName, bool), UpdateError> {
    let graph = match target {
        Target::Graph(graph) => graph,
        Target::New => unused(edit, iris, sequence),
    };
    Owner::check(iris, &graph)?;
    let held: Vec<Quad> = edit.now().quads_for_pattern(None, None, None, Some(graph.as_ref())).collect();
    // The default graph is always there.
    let existed = !held.is_empty() || graph == GraphName::DefaultGraph;
    let (old, triples) = match write {
        GraphWrite::Replace(triples) => (held, triples),
        GraphWrite::Add(triples) => (Vec::new(), triples),
        GraphWrite::Delete if !existed => return Err(UpdateError::NoGraph { graph }),
        GraphWrite::Delete => (held, Vec::new()),
    };
    let mut names = Names::default();
    let quads: Vec<Quad> =
        triples.into_iter().map(|triple| names.rename(edit, triple.in_graph(graph.clone()))).collect();
    quads.iter().try_for_each(|quad| check_insert(iris, quad))?;
    edit.apply(old, quads)?;
    Ok((graph, existed))
}

fn unused(edit: &Edit, iris: &Iris, sequence: u64) -> GraphName {
    let mut graph = iris.client_graph(&format!("new-{sequence}"));
    let mut more = 0;
    while edit.now().quads_for_pattern(None, None, None, Some(graph.as_ref().into())).next().is_some() {
        more += 1;
        graph = iris.client_graph(&format!("new-{sequence}-{more}"));
    }
    graph.into()
}
