//! The vocabulary: every term with its label, its meaning and what it is.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedOrBlankNode, Quad, Term};

use super::layout;

/// What is said of one term.
#[derive(Default)]
struct Told<'q> {
    kinds: Vec<&'q str>,
    label: &'q str,
    comment: &'q str,
    /// Properties and the terms they lead to.
    links: Vec<(&'q str, &'q str)>,
}

/// The page of the vocabulary with this IRI.
pub(crate) fn vocabulary(ontology: &str, quads: &[Quad]) -> Markup {
    let mut terms: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
        let Some(name) = name(ontology, subject.as_str()) else { continue };
        let told = terms.entry(name).or_default();
        match (&quad.object, quad.predicate.as_ref()) {
            (Term::NamedNode(class), rdf::TYPE) => told.kinds.push(class.as_str()),
            (Term::Literal(label), rdfs::LABEL) => told.label = label.value(),
            (Term::Literal(comment), rdfs::COMMENT) => told.comment = comment.value(),
            (Term::Literal(comment), property) if last(property.as_str()) == "definition" => {
                told.comment = comment.value()
            }
            (Term::Literal(label), property) if last(property.as_str()) == "prefLabel" => told.label = label.value(),
            (Term::NamedNode(other), property) if property != rdfs::IS_DEFINED_BY => {
                told.links.push((last(quad.predicate.as_str()), other.as_str()));
            }
            _ => {}
        }
    }
    let title = "The vocabulary of Stemma";
    layout(
        title,
        &html! {
            h1 { (title) }
            p { "Its namespace is " code { (ontology) "#" } ", with the prefix " code { "stm:" } ". This address answers Turtle, JSON-LD, N-Triples and RDF/XML when asked with " code { "Accept" } "." }
            dl {
                @for (name, told) in &terms {
                    dt id=(name) { code { (name) } " " @if told.label != *name { (told.label) " " } span class="small" { (kinds(told)) } }
                    dd {
                        p { (told.comment) }
                        @if !told.links.is_empty() {
                            p class="small" { @for (property, other) in &told.links { (property) " " (link(ontology, other)) " · " } }
                        }
                    }
                }
            }
        },
    )
}

fn kinds(told: &Told<'_>) -> String {
    told.kinds.iter().map(|kind| last(kind)).collect::<Vec<_>>().join(", ")
}

fn link(ontology: &str, iri: &str) -> Markup {
    match name(ontology, iri) {
        Some(name) => html! { a href={ "#" (name) } { code { (name) } } },
        None => html! { code { (iri) } },
    }
}

/// A term's name within the vocabulary: properties and classes follow `#`, words of a list `/LIST/`.
fn name<'i>(ontology: &str, iri: &'i str) -> Option<&'i str> {
    let rest = iri.strip_prefix(ontology)?;
    rest.strip_prefix(['#', '/']).filter(|name| !name.starts_with(|first: char| first.is_ascii_digit()))
}

fn last(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
