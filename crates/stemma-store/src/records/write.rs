//! A small writer of quads of one graph.

use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use stemma_core::date::PartialDate;
use stemma_core::span::{CodePoints, Quote};
use stemma_core::statement::Decimal;

use super::Iris;
use crate::vocabulary::{Concept, class, oa, rdf};

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Collects quads of one graph.
pub(super) struct Writer {
    graph: GraphName,
    pub(super) quads: Vec<Quad>,
}

impl Writer {
    pub(super) fn new(graph: NamedNode) -> Self {
        Self { graph: graph.into(), quads: Vec::new() }
    }

    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    pub(super) fn is_a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class.into_owned());
    }

    pub(super) fn concept(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Concept) {
        self.add(subject, predicate, value.iri());
    }

    pub(super) fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    pub(super) fn number(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, number: usize) {
        self.add(subject, predicate, typed(number.to_string(), "integer"));
    }

    pub(super) fn flag(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: bool) {
        self.add(subject, predicate, typed(value.to_string(), "boolean"));
    }

    pub(super) fn decimal(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: Decimal) {
        self.add(subject, predicate, typed(value.to_string(), "decimal"));
    }

    /// A share in percent, which is a decimal.
    pub(super) fn percent(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, share: &str) {
        self.add(subject, predicate, typed(share.to_owned(), "decimal"));
    }

    pub(super) fn date(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, date: PartialDate) {
        let datatype = match (date.month_number(), date.day_number()) {
            (None, _) => "gYear",
            (Some(_), None) => "gYearMonth",
            (Some(_), Some(_)) => "date",
        };
        self.add(subject, predicate, typed(date.to_string(), datatype));
    }

    pub(super) fn uri(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, uri: &str) {
        self.add(subject, predicate, typed(uri.to_owned(), "anyURI"));
    }

    /// Words at a place of a version, as Web Annotation selectors; offsets in code points.
    pub(super) fn quote(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        name: &str,
        version: &NamedNode,
        quote: &Quote,
        points: &CodePoints<'_>,
    ) {
        let place = Iris::part_under(subject, name);
        let words = Iris::part_under(&place, "words");
        let position = Iris::part_under(&place, "place");
        let (start, end) = points.span(quote.span);
        self.add(subject, predicate, place.clone());
        self.is_a(&place, oa::SPECIFIC_RESOURCE);
        self.add(&place, oa::HAS_SOURCE, version.clone());
        self.add(&place, oa::HAS_SELECTOR, words.clone());
        self.add(&place, oa::HAS_SELECTOR, position.clone());
        self.is_a(&words, oa::TEXT_QUOTE_SELECTOR);
        self.text(&words, oa::EXACT, &quote.text);
        self.is_a(&position, oa::TEXT_POSITION_SELECTOR);
        self.number(&position, oa::START, start);
        self.number(&position, oa::END, end);
    }
}

impl Iris {
    /// A part of a record, or a part of a part.
    pub(super) fn part_under(of: &NamedNode, name: &str) -> NamedNode {
        let join = if of.as_str().contains('#') { '-' } else { '#' };
        NamedNode::new_unchecked(format!("{}{join}{name}", of.as_str()))
    }

    /// Whether something is a part of a part.
    pub(super) fn is_part_under(node: &NamedNode, of: &NamedNode) -> bool {
        node.as_str().strip_prefix(of.as_str()).is_some_and(|rest| rest.starts_with('-'))
    }
}

fn typed(lexical: String, datatype: &str) -> Literal {
    Literal::new_typed_literal(lexical, NamedNode::new_unchecked(format!("{XSD}{datatype}")))
}

/// The class of documents' actors, named here so that the writers agree.
pub(super) fn actor(writer: &mut Writer, iri: &NamedNode) {
    writer.is_a(iri, class::ACTOR);
}
