//! What is filed under topics: as people decided it, in the catalog graph, and as it is found, in the findings graph.

use oxrdf::{NamedNode, Quad};
use stemma_core::document::Document;
use stemma_core::state::{Assertion, State};
use stemma_core::topic::{Filed, Filing, Ground, Topics};

use super::Iris;
use super::graph::Graph;
use super::write::Writer;
use crate::vocabulary::{class, dcterms, schema, skos, stm};

/// A person files something under a topic, or keeps it out of one.
#[must_use]
pub fn filing_quads(iris: &Iris, filing: &Filing) -> Vec<Quad> {
    let what = match filing.what {
        Filed::Document(id) => iris.document(id),
        Filed::Assertion(id) => iris.assertion(id),
    };
    let node = node(iris, filing);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::FILING);
    writer.add(&node, stm::FILES, what);
    writer.add(&node, stm::UNDER_TOPIC, iris.topic(&filing.topic));
    // The topic itself is described where what is found stands: else no filing could be taken back before later ones.
    writer.text(&node, schema::TEXT, &filing.topic);
    writer.flag(&node, stm::KEPT_OUT, filing.kept_out);
    writer.text(&node, stm::DECIDED_BY, &filing.by);
    writer.text(&node, stm::REASON, &filing.reason);
    writer.quads
}

/// The record of a filing: one for each person, thing and topic.
#[must_use]
pub fn filing_node(iris: &Iris, filing: &Filing) -> NamedNode {
    node(iris, filing)
}

fn node(iris: &Iris, filing: &Filing) -> NamedNode {
    let what = match filing.what {
        Filed::Document(id) => id.to_string(),
        Filed::Assertion(id) => id.to_string(),
    };
    iris.record("filings", &[&what, &filing.topic.to_lowercase(), &filing.by])
}

/// What people filed. Where a record says both, it keeps out.
pub(super) fn read(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::FILING) {
        let filing = || {
            let what = |iri: &str| {
                let document = iris.id::<Document>("documents", iri).map(Filed::Document);
                document.or_else(|| iris.id::<Assertion>("assertions", iri).map(Filed::Assertion))
            };
            Some(Filing {
                what: graph.iris(node, stm::FILES).find_map(what)?,
                topic: graph.text(node, schema::TEXT)?,
                kept_out: graph.is_true(node, stm::KEPT_OUT),
                by: graph.text(node, stm::DECIDED_BY)?,
                reason: graph.text(node, stm::REASON)?,
            })
        };
        state.filings.extend(filing());
    }
}

/// Every topic, and why each document and claim is filed under it; without what is filed for the same reason elsewhere, when
/// that is told.
pub(super) fn write(writer: &mut Writer, iris: &Iris, (state, topics): (&State, &Topics), elsewhere: Option<&Topics>) {
    // Also a topic that everything is kept out of: the filing names it.
    for filing in state.filings.iter().filter(|filing| topics.named(&filing.topic).is_none()) {
        named(writer, iris, &filing.topic);
    }
    for topic in topics.all() {
        let node = named(writer, iris, &topic.name);
        let other = elsewhere.and_then(|topics| topics.named(&topic.name));
        for (document, ground) in &topic.documents {
            if other.is_none_or(|other| other.documents.get(document) != Some(ground)) {
                filed(writer, &iris.document(*document), &node, ground);
            }
        }
        for (claim, ground) in &topic.claims {
            if other.is_none_or(|other| other.claims.get(claim) != Some(ground)) {
                filed(writer, &iris.claim(*claim), &node, ground);
            }
        }
    }
}

fn named(writer: &mut Writer, iris: &Iris, name: &str) -> NamedNode {
    let node = iris.topic(name);
    writer.is_a(&node, class::TOPIC);
    writer.is_a(&node, skos::CONCEPT);
    writer.text(&node, skos::PREF_LABEL, name);
    node
}

/// A part of what is filed, so that it goes where that goes.
fn filed(writer: &mut Writer, what: &NamedNode, topic: &NamedNode, ground: &Ground) {
    writer.add(what, dcterms::SUBJECT, topic.clone());
    let id = topic.as_str().rsplit('/').next().unwrap_or_default();
    let node = Iris::part(what, format!("filing-{id}"));
    writer.is_a(&node, class::FILING);
    writer.add(&node, stm::FILES, what.clone());
    writer.add(&node, stm::UNDER_TOPIC, topic.clone());
    writer.text(&node, stm::RULE, ground.rule.as_str());
    ground.by.iter().for_each(|by| writer.text(&node, stm::DECIDED_BY, by));
    writer.text(&node, stm::REASON, &ground.reason);
}
