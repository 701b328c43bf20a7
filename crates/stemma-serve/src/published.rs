//! One version of everything a service shows.

use oxrdf::{NamedNode, NamedOrBlankNode, Quad};
use stemma_core::document::{Document, Version};
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{HeldVersion, State};
use stemma_exchange::wire::Texts;
use stemma_store::index::Snapshot;
use stemma_store::query::DefaultGraph;
use stemma_store::records::Iris;

use crate::check::DraftCheck;

/// A snapshot of the index with the state and the findings it was published with.
pub struct Published {
    /// The index, the findings graph included.
    pub snapshot: Snapshot,
    /// The names of records.
    pub iris: Iris,
    /// What is held.
    pub state: State,
    /// The texts of the versions.
    pub texts: Texts,
    /// What is found.
    pub findings: Findings,
    /// What tells this publication from every other one.
    pub version: String,
    /// What the default graph of queries is.
    pub default_graph: DefaultGraph,
    /// How a draft is checked against it.
    pub check: DraftCheck,
}

impl Published {
    /// The claim with this id, or the one that answers in its place.
    pub(crate) fn claim(&self, id: Id<Claim>) -> Option<&ClaimFinding> {
        self.findings.answering(id)
    }

    pub(crate) fn version(&self, id: Id<Version>) -> Option<&HeldVersion> {
        self.state.versions.get(&id)
    }

    /// The version of a document that holds now.
    pub(crate) fn document(&self, id: Id<Document>) -> Option<&HeldVersion> {
        self.state.current().find(|held| held.document.id == id)
    }

    /// The quads whose subject is this record or a part of it.
    pub(crate) fn about(&self, record: &NamedNode) -> Vec<Quad> {
        let part = format!("{}#", record.as_str());
        let is_it = |quad: &Quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node == record || node.as_str().starts_with(&part),
            NamedOrBlankNode::BlankNode(_) => false,
        };
        self.snapshot.quads().filter(is_it).collect()
    }
}
