//! Who may write into a graph, and which terms clients leave to Stemma.

use oxrdf::vocab::rdf;
use oxrdf::{GraphName, NamedNodeRef, Quad, Term};

use super::UpdateError;
use crate::log::Payload;
use crate::query::QueryError;
use crate::records::{Iris, ontology_graph};
use crate::vocabulary::ONTOLOGY;
use crate::{desk, hook, token};

/// To whom a graph belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// To clients.
    Clients,
    /// To documents and people: recorded, and changed by commands only.
    Records(&'static str),
    /// To nobody: computed from the others.
    Computed(&'static str),
}

/// How deep triples may stand in triples.
const DEEPEST: usize = 64;

const VERSION: &str =
    "is what a document says, and is not edited; ingest another version of it, or withdraw it with `stemma retract`";
const CATALOG: &str = "is what people recorded, each with a reason; use `stemma merge`, `split`, `retract` or `undo`";
const FINDINGS: &str = "is computed from the others; change what it rests on";
const VERDICTS: &str = "is what editors gave at the desk; give a verdict there, or take yours back";
const ONTOLOGY_ITSELF: &str = "is the ontology, which comes with the program";

impl Owner {
    /// Whose a graph is.
    pub(super) fn of(iris: &Iris, graph: &GraphName) -> Self {
        let GraphName::NamedNode(name) = graph else { return Self::Clients };
        if *name == iris.findings_graph() {
            Self::Computed(FINDINGS)
        } else if *name == iris.verdicts_graph() {
            Self::Computed(VERDICTS)
        } else if *name == ontology_graph() {
            Self::Computed(ONTOLOGY_ITSELF)
        } else if *name == iris.catalog_graph() {
            Self::Records(CATALOG)
        } else if name.as_str().strip_prefix(iris.base()).is_some_and(|rest| rest.starts_with("versions/")) {
            Self::Records(VERSION)
        } else {
            Self::Clients
        }
    }

    /// Refuses a graph that clients may not write into.
    pub(super) fn check(iris: &Iris, graph: &GraphName) -> Result<(), UpdateError> {
        match Self::of(iris, graph) {
            Self::Clients => Ok(()),
            Self::Records(why) | Self::Computed(why) => Err(UpdateError::Closed { graph: graph.clone(), why }),
        }
    }
}

/// Whether a change is more than clients writing graphs of their own, tokens,
/// webhooks, and what editors do at the desk: then findings may be others after it.
pub fn changes_records(iris: &Iris, payload: &Payload) -> bool {
    let mut graphs = payload.deletes().chain(payload.inserts()).map(|quad| &quad.graph_name);
    graphs.any(|graph| Owner::of(iris, graph) != Owner::Clients)
        || payload.documents().next().is_some()
        || payload
            .actions()
            .iter()
            .any(|action| !token::is_of_tokens(action) && !desk::is_of_desk(action) && !hook::is_of_hooks(action))
}

/// Refuses a quad that clients may not insert.
pub(super) fn check_insert(iris: &Iris, quad: &Quad) -> Result<(), UpdateError> {
    Owner::check(iris, &quad.graph_name)?;
    check_depth(&quad.object)?;
    let class = match &quad.object {
        Term::NamedNode(class) if quad.predicate == rdf::TYPE => Some(class.as_ref()),
        Term::NamedNode(_) | Term::BlankNode(_) | Term::Literal(_) | Term::Triple(_) => None,
    };
    match [Some(quad.predicate.as_ref()), class].into_iter().flatten().find(|term| is_own(*term)) {
        None => Ok(()),
        Some(term) => Err(UpdateError::OwnTerm { term: term.as_str().to_owned() }),
    }
}

/// Triples in triples are read and written by recursion.
fn check_depth(mut term: &Term) -> Result<(), QueryError> {
    let mut depth = 0;
    while let Term::Triple(triple) = term {
        (term, depth) = (&triple.object, depth + 1);
    }
    if depth > DEEPEST {
        return Err(QueryError::TooDeep { what: "triple terms", most: DEEPEST, unit: "levels" });
    }
    Ok(())
}

fn is_own(term: NamedNodeRef<'_>) -> bool {
    term.as_str().strip_prefix(ONTOLOGY.as_str()).is_some_and(|rest| rest.starts_with('#'))
}
