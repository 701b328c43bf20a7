//! What people add: control, interests, judgements, retractions. All in the catalog graph.

use oxrdf::{NamedNode, Quad};
use stemma_core::contradiction::Contradiction;
use stemma_core::control::Control;
use stemma_core::id::Id;
use stemma_core::review::Decided;
use stemma_core::state::{ActorJudgement, Interest, Judgement, Resolution, Retracted, Retraction, Review, Reviewed};

use super::Iris;
use super::write::Writer;
use crate::vocabulary::{class, decision, schema, skos, stm};

/// The record of who controls whom.
pub(super) fn control_node(iris: &Iris, control: &Control) -> NamedNode {
    let date = |date: Option<stemma_core::date::PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let parts = [&control.actor, &control.controller, &control.how, &date(control.from), &date(control.to)];
    let share = control.share.map(|share| share.to_string());
    let parts: Vec<&str> = parts.into_iter().chain(&share).map(String::as_str).collect();
    iris.record("controls", &parts)
}

/// One actor controls another.
#[must_use]
pub fn control_quads(iris: &Iris, control: &Control) -> Vec<Quad> {
    let node = control_node(iris, control);
    let share = control.share.map(|share| share.to_string());
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::CONTROL);
    for (predicate, name) in [(stm::CONTROLLED, &control.actor), (stm::CONTROLLER, &control.controller)] {
        let actor = iris.actor(name);
        writer.add(&node, predicate, actor.clone());
        writer.text(&actor, skos::ALT_LABEL, name);
    }
    writer.text(&node, stm::HOW, &control.how);
    share.iter().for_each(|share| writer.percent(&node, stm::SHARE, share));
    control.from.iter().for_each(|from| writer.date(&node, stm::VALID_FROM, *from));
    control.to.iter().for_each(|to| writer.date(&node, stm::VALID_TO, *to));
    writer.quads
}

/// The record of an interest.
pub(super) fn interest_node(iris: &Iris, interest: &Interest) -> NamedNode {
    let parts = [interest.actor.as_str(), &interest.claim, &interest.why];
    let overruled = interest.overruled.then_some("overruled");
    iris.record("interests", &parts.into_iter().chain(overruled).collect::<Vec<_>>())
}

/// An actor has a stake in the claims that have these words.
#[must_use]
pub fn interest_quads(iris: &Iris, interest: &Interest) -> Vec<Quad> {
    let node = interest_node(iris, interest);
    let actor = iris.actor(&interest.actor);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::INTEREST);
    writer.add(&node, stm::INTERESTED, actor.clone());
    writer.text(&actor, skos::ALT_LABEL, &interest.actor);
    writer.text(&node, schema::TEXT, &interest.claim);
    writer.concept(&node, stm::DIRECTION, stemma_core::enumerations::Stance::Affirms);
    writer.text(&node, stm::WHY, &interest.why);
    if interest.overruled {
        writer.flag(&node, stm::OVERRULED, true);
    }
    writer.quads
}

/// Two assertions make one claim, or do not.
#[must_use]
pub fn judgement_quads(iris: &Iris, judgement: &Judgement) -> Vec<Quad> {
    let (a, b) = (judgement.a.min(judgement.b), judgement.a.max(judgement.b));
    let node = iris.record("judgements", &[&a.to_string(), &b.to_string(), &judgement.by]);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::JUDGEMENT);
    writer.add(&node, stm::JUDGES, iris.assertion(a));
    writer.add(&node, stm::JUDGES, iris.assertion(b));
    let decided = if judgement.same { decision::SAME } else { decision::DIFFERENT };
    writer.add(&node, stm::DECISION, decided.into_owned());
    writer.text(&node, stm::DECIDED_BY, &judgement.by);
    writer.text(&node, stm::REASON, &judgement.reason);
    writer.quads
}

/// The record of what a person decided on something that was read or suspected: one for each such thing, whoever decides.
fn review_node(iris: &Iris, what: Reviewed) -> (NamedNode, Vec<NamedNode>) {
    let assertions = match what {
        Reviewed::Attribution(assertion) => vec![assertion],
        Reviewed::Copy(a, b) => vec![a, b],
    };
    let ids: Vec<String> = assertions.iter().map(ToString::to_string).collect();
    let node = iris.record("reviews", &ids.iter().map(String::as_str).collect::<Vec<_>>());
    (node, assertions.into_iter().map(|assertion| iris.assertion(assertion)).collect())
}

/// A person decided on something that was read or suspected.
#[must_use]
pub fn review_quads(iris: &Iris, what: Reviewed, review: &Review) -> Vec<Quad> {
    let (node, assertions) = review_node(iris, what);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::REVIEW);
    assertions.into_iter().for_each(|assertion| writer.add(&node, stm::REVIEWS, assertion));
    writer.flag(&node, stm::CONFIRMED, review.confirmed);
    writer.text(&node, stm::DECIDED_BY, &review.by);
    writer.text(&node, stm::REASON, &review.reason);
    writer.quads
}

/// What an answer to a question of the queue records.
#[must_use]
pub fn decided_quads(iris: &Iris, decided: &Decided) -> Vec<Quad> {
    match decided {
        Decided::Review(what, review) => review_quads(iris, *what, review),
        Decided::Judgements(judgements) => {
            judgements.iter().flat_map(|judgement| judgement_quads(iris, judgement)).collect()
        }
    }
}

/// A person settled a contradiction.
#[must_use]
pub fn resolution_quads(iris: &Iris, contradiction: Id<Contradiction>, resolution: &Resolution) -> Vec<Quad> {
    let node = iris.record("resolutions", &[&contradiction.to_string()]);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::RESOLUTION);
    writer.add(&node, stm::RESOLVES, iris.contradiction(contradiction));
    resolution.kind.iter().for_each(|kind| writer.concept(&node, stm::RESOLVED_AS, *kind));
    resolution.given.iter().for_each(|assertion| writer.add(&node, stm::GIVEN, iris.assertion(*assertion)));
    writer.text(&node, stm::DECIDED_BY, &resolution.by);
    writer.text(&node, stm::REASON, &resolution.reason);
    writer.quads
}

/// Two names mean one actor, or do not. The names stand in the record itself, so that no other hangs on it.
#[must_use]
pub fn actor_judgement_quads(iris: &Iris, judgement: &ActorJudgement) -> Vec<Quad> {
    let (a, b) = (iris.actor(&judgement.a), iris.actor(&judgement.b));
    let (one, other) = if a.as_str() <= b.as_str() { (&a, &b) } else { (&b, &a) };
    let node = iris.record("judgements", &[one.as_str(), other.as_str(), &judgement.by]);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::JUDGEMENT);
    for (name, actor) in [(&judgement.a, a.clone()), (&judgement.b, b.clone())] {
        writer.add(&node, stm::JUDGES, actor);
        writer.text(&node, schema::TEXT, name);
    }
    let decided = if judgement.same { decision::SAME } else { decision::DIFFERENT };
    writer.add(&node, stm::DECISION, decided.into_owned());
    writer.text(&node, stm::DECIDED_BY, &judgement.by);
    writer.text(&node, stm::REASON, &judgement.reason);
    writer.quads
}

/// A document or an assertion is withdrawn.
#[must_use]
pub fn retraction_quads(iris: &Iris, what: Retracted, retraction: &Retraction) -> Vec<Quad> {
    let (what, id) = match what {
        Retracted::Document(id) => (iris.document(id), id.to_string()),
        Retracted::Assertion(id) => (iris.assertion(id), id.to_string()),
    };
    let node = iris.record("retractions", &[&id]);
    let mut writer = Writer::new(iris.catalog_graph());
    writer.is_a(&node, class::RETRACTION);
    writer.add(&node, stm::RETRACTS, what);
    writer.text(&node, stm::REASON, &retraction.reason);
    writer.text(&node, stm::DECIDED_BY, &retraction.by);
    retraction.on.iter().for_each(|on| writer.date(&node, stm::AT, *on));
    writer.quads
}
