//! What people decided, back from the catalog graph: judgements, withdrawals, reviews, resolutions.

use stemma_core::document::Document;
use stemma_core::state::{
    ActorJudgement, Assertion, Judgement, Resolution, Retracted, Retraction, Review, Reviewed, State,
};

use super::Iris;
use super::graph::Graph;
use crate::index::Snapshot;
use crate::vocabulary::{class, decision, schema, stm};

/// Reads what people decided into a state.
pub(super) fn read(iris: &Iris, graph: &Graph, state: &mut State) {
    judgements(iris, graph, state);
    retractions(iris, graph, state);
    reviews(iris, graph, state);
    resolutions(iris, graph, state);
}

/// Puts what people decided in an index in the place of what `state` has: for whoever has a state that is older.
pub fn read_decisions(iris: &Iris, snapshot: &Snapshot, state: &mut State) {
    state.judgements.clear();
    state.actor_judgements.clear();
    state.retractions.clear();
    state.reviews.clear();
    state.resolutions.clear();
    read(iris, &Graph::of(snapshot, &iris.catalog_graph()), state);
}

fn judgements(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::JUDGEMENT) {
        let judgement = || {
            let mut judged = graph.iris(node, stm::JUDGES).filter_map(|iri| iris.id::<Assertion>("assertions", iri));
            let (a, b) = judged.next().zip(judged.next())?;
            // Where a record says both, what keeps claims apart goes before what joins them.
            let decided = |decision: &str| graph.iris(node, stm::DECISION).any(|iri| iri == decision);
            let same = decided(decision::SAME.as_str()) && !decided(decision::DIFFERENT.as_str());
            let (by, reason) = (graph.text(node, stm::DECIDED_BY)?, graph.text(node, stm::REASON)?);
            Some(Judgement { a: a.min(b), b: a.max(b), same, by, reason })
        };
        state.judgements.extend(judgement());
        state.actor_judgements.extend(actor_judgement(graph, node));
    }
}

/// Whether two names mean one actor. Where a record says both, what lowers a number goes before what raises it.
fn actor_judgement(graph: &Graph, node: &str) -> Option<ActorJudgement> {
    let mut names: Vec<String> = graph.texts(node, schema::TEXT).map(str::to_owned).collect();
    names.sort_unstable();
    let [a, b] = names.try_into().ok()?;
    let same = graph.iris(node, stm::DECISION).any(|iri| iri == decision::SAME.as_str());
    let (by, reason) = (graph.text(node, stm::DECIDED_BY)?, graph.text(node, stm::REASON)?);
    Some(ActorJudgement { a, b, same, by, reason })
}

fn retractions(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::RETRACTION) {
        let retraction = || {
            let what = |iri: &str| {
                let document = iris.id::<Document>("documents", iri).map(Retracted::Document);
                document.or_else(|| iris.id::<Assertion>("assertions", iri).map(Retracted::Assertion))
            };
            let retraction = Retraction {
                reason: graph.text(node, stm::REASON)?,
                on: graph.date(node, stm::AT),
                by: graph.text(node, stm::DECIDED_BY).unwrap_or_default(),
            };
            Some((graph.iris(node, stm::RETRACTS).find_map(what)?, retraction))
        };
        state.retractions.extend(retraction());
    }
}

fn reviews(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::REVIEW) {
        let review = || {
            let mut of = graph.iris(node, stm::REVIEWS).filter_map(|iri| iris.id::<Assertion>("assertions", iri));
            let what = match (of.next()?, of.next()) {
                (assertion, None) => Reviewed::Attribution(assertion),
                (a, Some(b)) => Reviewed::copy(a, b),
            };
            // Where a record says both, what lowers a number goes before what raises it.
            let says = |word: &str| graph.texts(node, stm::CONFIRMED).any(|text| text == word);
            let confirmed = match what {
                Reviewed::Attribution(_) => says("true") && !says("false"),
                Reviewed::Copy(..) => says("true"),
            };
            let (by, reason) = (graph.text(node, stm::DECIDED_BY)?, graph.text(node, stm::REASON)?);
            Some((what, Review { confirmed, by, reason }))
        };
        state.reviews.extend(review());
    }
}

fn resolutions(iris: &Iris, graph: &Graph, state: &mut State) {
    for node in graph.of_class(class::RESOLUTION) {
        let resolution = || {
            let id = graph.iris(node, stm::RESOLVES).find_map(|iri| iris.id("contradictions", iri))?;
            let given = graph.iris(node, stm::GIVEN).filter_map(|iri| iris.id::<Assertion>("assertions", iri));
            let resolution = Resolution {
                kind: graph.concept(node, stm::RESOLVED_AS),
                given: given.collect(),
                by: graph.text(node, stm::DECIDED_BY)?,
                reason: graph.text(node, stm::REASON)?,
            };
            Some((id, resolution))
        };
        state.resolutions.extend(resolution());
    }
}
