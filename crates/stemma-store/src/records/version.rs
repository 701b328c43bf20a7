//! A document version as quads: everything that was read from it, in its own graph.

use oxrdf::{NamedNode, Quad};
use stemma_core::document::Version;
use stemma_core::id::Id;
use stemma_core::span::{CodePoints, Quote};
use stemma_core::state::{Assertion, HeldVersion, Verdict};

use super::write::Writer;
use super::{Iris, aliases, notes, roles, withdrawals};
use crate::vocabulary::{class, dcterms, oa, prov, schema, skos, stm};

/// The quads of a version, of its document, and of what it asserts. `text` is the version's text.
#[must_use]
pub fn version_quads(iris: &Iris, held: &HeldVersion, text: &str) -> Vec<Quad> {
    let version = iris.version(held.version.id);
    let points = CodePoints::new(text);
    let mut writer = Writer::new(version.clone());
    document(&mut writer, iris, held);
    writer.is_a(&version, class::VERSION);
    writer.add(&version, stm::VERSION_OF, iris.document(held.document.id));
    writer.text(&version, stm::CONTENT_HASH, &held.version.hash);
    writer.number(&version, stm::BYTE_LENGTH, held.version.byte_length);
    held.version.media_type.iter().for_each(|said| writer.text(&version, schema::ENCODING_FORMAT, said));
    held.supersedes.iter().for_each(|earlier| writer.add(&version, stm::SUPERSEDES, iris.version(*earlier)));
    for (number, problem) in held.problems.iter().enumerate() {
        let node = Iris::part(&version, format!("problem-{number}"));
        writer.add(&version, stm::PROBLEM, node.clone());
        writer.is_a(&node, class::PROBLEM);
        writer.text(&node, stm::CODE, &problem.code);
        writer.text(&node, stm::MESSAGE, &problem.message);
        if let Some(quote) = problem.span.and_then(|span| Quote::at(text, span)).filter(|quote| !quote.text.is_empty())
        {
            writer.quote(&node, stm::QUOTE, "quote", &version, &quote, &points);
        }
    }
    for (number, verdict) in held.verdicts.iter().enumerate() {
        verdict_of(&mut writer, iris, &iris.published_verdict(held.version.id, number), verdict);
    }
    notes::write(&mut writer, iris, held, &points);
    aliases::write(&mut writer, iris, held, &points);
    roles::write(&mut writer, iris, held, &points);
    withdrawals::write(&mut writer, iris, held, &points);
    for held_assertion in &held.assertions {
        assertion(&mut writer, iris, &version, held_assertion, &points);
    }
    writer.quads
}

/// That a version takes the place of another of its document, as its own graph says it.
#[must_use]
pub fn supersedes_quad(iris: &Iris, later: Id<Version>, earlier: Id<Version>) -> Quad {
    let version = iris.version(later);
    Quad::new(version.clone(), stm::SUPERSEDES, iris.version(earlier), version)
}

fn document(writer: &mut Writer, iris: &Iris, held: &HeldVersion) {
    let metadata = &held.document.metadata;
    let node = iris.document(held.document.id);
    writer.is_a(&node, class::DOCUMENT);
    writer.text(&node, stm::FILE_NAME, &held.document.name);
    metadata.title.iter().for_each(|title| writer.text(&node, dcterms::TITLE, title));
    metadata.url.iter().for_each(|url| writer.uri(&node, schema::URL, url));
    metadata.published.iter().for_each(|date| writer.date(&node, schema::DATE_PUBLISHED, *date));
    metadata.genre.iter().for_each(|genre| writer.concept(&node, stm::GENRE, *genre));
    metadata.taken_from.iter().for_each(|place| writer.text(&node, stm::TAKEN_FROM, place));
    if let Some(name) = &metadata.publisher {
        named(writer, &node, dcterms::PUBLISHER, iris.source(name), name);
    }
    for name in &metadata.authors {
        named(writer, &node, schema::AUTHOR, iris.actor(name), name);
    }
    for name in &metadata.supplied_by {
        named(writer, &node, stm::SUPPLIED_BY, iris.actor(name), name);
    }
    for name in &metadata.data_from {
        named(writer, &node, stm::DATA_FROM, iris.actor(name), name);
    }
    metadata.written_in.iter().for_each(|place| writer.text(&node, stm::WRITTEN_IN, place));
    for name in &metadata.topics {
        let topic = iris.topic(name);
        writer.add(&node, dcterms::SUBJECT, topic.clone());
        writer.is_a(&topic, class::TOPIC);
        writer.text(&topic, skos::PREF_LABEL, name);
    }
    if let Some(reason) = &metadata.retracted {
        let retraction = Iris::part(&node, "retraction");
        writer.is_a(&retraction, class::RETRACTION);
        writer.add(&retraction, stm::RETRACTS, node.clone());
        writer.text(&retraction, stm::REASON, reason);
    }
}

fn verdict_of(writer: &mut Writer, iris: &Iris, node: &NamedNode, verdict: &Verdict) {
    let rating = Iris::part_under(node, "rating");
    writer.is_a(node, class::VERDICT);
    writer.add(node, oa::HAS_TARGET, Iris::part(&iris.assertion(verdict.assertion), "content-0"));
    named(writer, node, schema::AUTHOR, iris.actor(&verdict.by), &verdict.by);
    writer.add(node, schema::REVIEW_RATING, rating.clone());
    writer.is_a(&rating, schema::RATING);
    writer.text(&rating, schema::ALTERNATE_NAME, &verdict.rating);
    verdict.url.iter().for_each(|url| writer.uri(node, schema::URL, url));
    verdict.published.iter().for_each(|date| writer.date(node, schema::DATE_PUBLISHED, *date));
}

/// Points to somebody, and keeps the spelling that this document uses.
pub(super) fn named(
    writer: &mut Writer,
    node: &NamedNode,
    predicate: oxrdf::NamedNodeRef<'_>,
    who: NamedNode,
    name: &str,
) {
    writer.add(node, predicate, who.clone());
    writer.text(&who, skos::ALT_LABEL, name);
}

/// What a version asserts at one place.
pub(super) fn assertion(
    writer: &mut Writer,
    iris: &Iris,
    version: &NamedNode,
    assertion: &Assertion,
    points: &CodePoints<'_>,
) {
    let node = iris.assertion(assertion.id);
    let statement = &assertion.statement;
    writer.is_a(&node, class::ASSERTION);
    writer.add(&node, stm::IN_VERSION, version.clone());
    writer.concept(&node, stm::STANCE, statement.stance);
    writer.concept(&node, stm::MODALITY, statement.modality);
    writer.concept(&node, stm::BASIS, statement.basis);
    writer.concept(&node, stm::CLAIM_KIND, statement.kind);
    writer.concept(&node, stm::TIER, statement.tier);
    writer.text(&node, stm::RULE, &statement.rule);
    writer.flag(&node, stm::DIRECT, statement.direct);
    writer.flag(&node, stm::AGAINST_INTEREST, statement.against_interest);
    writer.text(&node, stm::SENTENCE, &statement.sentence);
    statement.due.iter().for_each(|due| writer.date(&node, stm::DUE, *due));
    for (number, content) in statement.contents.iter().enumerate() {
        writer.quote(&node, oa::HAS_TARGET, &format!("content-{number}"), version, content, points);
    }
    if let Some(source) = &statement.source {
        writer.quote(&node, stm::SOURCE_MENTION, "source", version, &source.quote, points);
    }
    if let Some(cue) = &statement.cue {
        writer.quote(&node, stm::CUE, "cue", version, cue, points);
    }
    chain(writer, iris, &node, assertion);
    numbers(writer, &node, version, assertion, points);
}

fn chain(writer: &mut Writer, iris: &Iris, node: &NamedNode, assertion: &Assertion) {
    let statement = &assertion.statement;
    for (position, voice) in statement.chain.iter().enumerate() {
        let link = Iris::part(node, format!("voice-{position}"));
        let actor = iris.actor(&voice.name);
        writer.add(node, stm::ATTRIBUTION, link.clone());
        writer.is_a(&link, class::ATTRIBUTION);
        writer.number(&link, stm::POSITION, position);
        writer.text(&link, stm::VOICE_NAME, &voice.name);
        writer.concept(&link, stm::VOICE_KIND, voice.kind);
        writer.add(&link, stm::VOICE, actor.clone());
        writer.add(node, prov::WAS_ATTRIBUTED_TO, actor);
        voice.affiliation.iter().for_each(|name| writer.text(&link, stm::AFFILIATION, name));
    }
    if let Some(source) = &statement.source {
        let link = Iris::part(node, "credited");
        writer.add(node, stm::CREDITED_TO, link.clone());
        writer.is_a(&link, class::ATTRIBUTION);
        writer.number(&link, stm::POSITION, statement.chain.iter().position(|v| v.name == source.name).unwrap_or(1));
        writer.text(&link, stm::VOICE_NAME, &source.name);
        writer.concept(&link, stm::VOICE_KIND, source.kind);
        writer.add(&link, stm::VOICE, iris.actor(&source.name));
    }
}

fn numbers(writer: &mut Writer, node: &NamedNode, version: &NamedNode, assertion: &Assertion, points: &CodePoints<'_>) {
    for (number, quantity) in assertion.statement.quantities.iter().enumerate() {
        let part = Iris::part(node, format!("quantity-{number}"));
        writer.add(node, stm::QUANTITY, part.clone());
        writer.is_a(&part, class::QUANTITY);
        quantity.low.iter().for_each(|low| writer.decimal(&part, stm::LOW, *low));
        quantity.high.iter().for_each(|high| writer.decimal(&part, stm::HIGH, *high));
        writer.text(&part, stm::UNIT, &quantity.unit);
        writer.flag(&part, stm::APPROXIMATE, quantity.approximate);
        writer.quote(&part, stm::QUOTE, "quote", version, &quantity.quote, points);
    }
    for (number, date) in assertion.statement.dates.iter().enumerate() {
        let part = Iris::part(node, format!("date-{number}"));
        writer.add(node, stm::DATE, part.clone());
        writer.is_a(&part, class::DATE_MENTION);
        writer.text(&part, stm::EDTF, &date.edtf);
        writer.quote(&part, stm::QUOTE, "quote", version, &date.quote, points);
    }
}
