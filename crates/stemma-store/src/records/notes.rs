//! What a dossier records beside claims, as quads of its version's graph and back.

use oxrdf::NamedNode;
use stemma_core::dossier::{DossierNote, NoteContent};
use stemma_core::span::{CodePoints, Quote};
use stemma_core::state::HeldVersion;

use super::Iris;
use super::graph::Graph;
use super::version::named;
use super::write::Writer;
use crate::vocabulary::{class, dcterms, schema, stm};

/// The node of a version's note by its number, counted from 0.
pub(super) fn node(version: &NamedNode, number: usize) -> NamedNode {
    Iris::part(version, format!("note-{number}"))
}

/// Writes the notes of a version.
pub(super) fn write(writer: &mut Writer, iris: &Iris, held: &HeldVersion, points: &CodePoints<'_>) {
    let version = iris.version(held.version.id);
    for (number, note) in held.notes.iter().enumerate() {
        let node = node(&version, number);
        writer.add(&version, stm::DOSSIER_NOTE, node.clone());
        writer.quote(&node, stm::QUOTE, "quote", &version, &note.quote, points);
        content(writer, iris, (&node, &version), &note.content, points);
        let topics = held.document.metadata.topics.iter();
        topics.for_each(|topic| writer.add(&node, dcterms::SUBJECT, iris.topic(topic)));
    }
}

/// The node of a side of a tension, counted from 0.
pub(super) fn side(note: &NamedNode, number: usize) -> NamedNode {
    Iris::part_under(note, &format!("side-{number}"))
}

fn content(
    writer: &mut Writer,
    iris: &Iris,
    (node, version): (&NamedNode, &NamedNode),
    content: &NoteContent,
    points: &CodePoints<'_>,
) {
    match content {
        NoteContent::Status(status) => {
            writer.is_a(node, class::TOPIC_STATUS);
            writer.text(node, schema::TEXT, status);
        }
        NoteContent::Perspective { holder, evolution } => {
            writer.is_a(node, class::PERSPECTIVE);
            named(writer, node, stm::HELD_BY, iris.actor(holder), holder);
            writer.text(node, stm::EVOLUTION, evolution);
        }
        NoteContent::Question { text, settled_by } => {
            writer.is_a(node, class::QUESTION);
            writer.text(node, schema::TEXT, text);
            settled_by.iter().for_each(|words| writer.text(node, stm::SETTLED_BY, words));
        }
        NoteContent::Tension { sides } => {
            writer.is_a(node, class::TENSION);
            for (number, words) in sides.iter().enumerate() {
                let side = side(node, number);
                writer.add(node, stm::TENSION_SIDE, side.clone());
                writer.is_a(&side, class::TENSION_SIDE);
                writer.text(&side, schema::TEXT, &words.text);
                writer.quote(&side, stm::QUOTE, "quote", version, words, points);
            }
        }
    }
}

/// Reads the notes of a version back, in order of place; `quote` finds the words at a place.
pub(super) fn read(graph: &Graph, version: &str, quote: &dyn Fn(&str) -> Option<Quote>) -> Vec<DossierNote> {
    let read = |node: &str| {
        let words = graph.iris(node, stm::QUOTE).find_map(quote)?;
        let content = if graph.is_a(node, class::TOPIC_STATUS) {
            NoteContent::Status(graph.text(node, schema::TEXT)?)
        } else if graph.is_a(node, class::PERSPECTIVE) {
            let holder = graph.names(node, stm::HELD_BY).into_iter().next()?;
            NoteContent::Perspective { holder, evolution: graph.text(node, stm::EVOLUTION)? }
        } else if graph.is_a(node, class::TENSION) {
            let quoted = |side: &str| graph.iris(side, stm::QUOTE).find_map(quote);
            let mut sides: Vec<Quote> = graph.iris(node, stm::TENSION_SIDE).filter_map(quoted).collect();
            sides.sort_by_key(|side| side.span);
            NoteContent::Tension { sides }
        } else {
            let settled_by = graph.text(node, stm::SETTLED_BY);
            NoteContent::Question { text: graph.text(node, schema::TEXT)?, settled_by }
        };
        Some(DossierNote { quote: words, content })
    };
    let mut notes: Vec<DossierNote> = graph.iris(version, stm::DOSSIER_NOTE).filter_map(read).collect();
    notes.sort_by_key(DossierNote::place);
    notes
}
