//! The IRIs of records: `BASE/kind/id`.

use oxrdf::NamedNode;
use stemma_core::contradiction::Contradiction;
use stemma_core::control::Control;
use stemma_core::document::{Document, Version};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::name::ActorKey;
use stemma_core::policy::Policy;
use stemma_core::state::{Assertion, Interest};
use stemma_core::topic::Topic;

/// Mints IRIs under one base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

impl Default for Iris {
    /// The base of a store that nobody configured: `stemma.localhost` is this machine (RFC 6761), and the port is the
    /// service's default, so that the IRIs open in a browser here.
    fn default() -> Self {
        Self { base: "http://stemma.localhost:7373/".to_owned() }
    }
}

impl Iris {
    /// The base itself.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    fn of(&self, kind: &str, id: impl std::fmt::Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}/{id}", self.base))
    }

    /// A document.
    #[must_use]
    pub fn document(&self, id: Id<Document>) -> NamedNode {
        self.of("documents", id)
    }

    /// A version, which is also the graph of what it says.
    #[must_use]
    pub fn version(&self, id: Id<Version>) -> NamedNode {
        self.of("versions", id)
    }

    /// An assertion.
    #[must_use]
    pub fn assertion(&self, id: Id<Assertion>) -> NamedNode {
        self.of("assertions", id)
    }

    /// A claim.
    #[must_use]
    pub fn claim(&self, id: Id<Claim>) -> NamedNode {
        self.of("claims", id)
    }

    /// The verdict on a claim that a change of the log gave: a part of the claim's page.
    pub fn verdict(&self, claim: Id<Claim>, sequence: u64) -> NamedNode {
        Self::part(&self.claim(claim), format!("verdict-{sequence}"))
    }

    /// A verdict that a document publishes, by its place in the version.
    pub fn published_verdict(&self, version: Id<Version>, number: usize) -> NamedNode {
        Self::part(&self.version(version), format!("verdict-{number}"))
    }

    /// A contradiction.
    #[must_use]
    pub fn contradiction(&self, id: Id<Contradiction>) -> NamedNode {
        self.of("contradictions", id)
    }

    /// An actor, by what stays of its name.
    #[must_use]
    pub fn actor(&self, name: &str) -> NamedNode {
        self.of("actors", ActorKey::of(name).actor_id())
    }

    /// An outlet or channel.
    #[must_use]
    pub fn source(&self, name: &str) -> NamedNode {
        self.of("sources", ActorKey::of(name).source_id())
    }

    /// A topic.
    #[must_use]
    pub fn topic(&self, name: &str) -> NamedNode {
        self.of("topics", Topic::id_of(name))
    }

    /// A policy of a user's own.
    #[must_use]
    pub(super) fn policy(&self, policy: &Policy) -> NamedNode {
        self.of("policies", policy)
    }

    /// Another record, by what identifies it.
    #[must_use]
    pub(super) fn record(&self, kind: &str, parts: &[&str]) -> NamedNode {
        self.of(kind, Id::<()>::of(kind, parts))
    }

    /// A part of a record that has no life of its own.
    #[must_use]
    pub(super) fn part(of: &NamedNode, name: impl std::fmt::Display) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{name}", of.as_str()))
    }

    /// The record of who controls whom.
    #[must_use]
    pub fn control(&self, control: &Control) -> NamedNode {
        super::catalog::control_node(self, control)
    }

    /// The record of an interest.
    #[must_use]
    pub fn interest(&self, interest: &Interest) -> NamedNode {
        super::catalog::interest_node(self, interest)
    }

    /// The graph of what people add.
    #[must_use]
    pub fn catalog_graph(&self) -> NamedNode {
        self.of("graphs", "catalog")
    }

    /// The graph of what is computed.
    #[must_use]
    pub fn findings_graph(&self) -> NamedNode {
        self.of("graphs", "findings")
    }

    /// The graph of the verdicts that editors gave.
    #[must_use]
    pub fn verdicts_graph(&self) -> NamedNode {
        self.of("graphs", "verdicts")
    }

    /// Where SPARQL is asked.
    #[must_use]
    pub fn endpoint(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}sparql", self.base))
    }

    /// A graph of clients, by its name after `/graphs/`.
    #[must_use]
    pub fn client_graph(&self, name: &str) -> NamedNode {
        self.of("graphs", name)
    }

    /// The id at the end of an IRI of this kind.
    #[must_use]
    pub fn id<T>(&self, kind: &str, iri: &str) -> Option<Id<T>> {
        Id::parse(iri.strip_prefix(&self.base)?.strip_prefix(kind)?.strip_prefix('/')?)
    }
}
