//! What a topic dossier records beside claims: how its subject stands, how positions changed, what is open.

use crate::span::{Quote, Span};
use crate::state::{Assertion, HeldVersion};

/// One such record, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierNote {
    /// Its words.
    pub quote: Quote,
    /// What they say.
    pub content: NoteContent,
}

impl DossierNote {
    /// Where the note comes when a dossier is read from its top.
    #[must_use]
    pub fn place(&self) -> Span {
        self.quote.span
    }
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteContent {
    /// How the dossier's subject stands ("active and growing").
    Status(String),
    /// How the perspective of an actor changed over time.
    Perspective {
        /// Whose perspective it is.
        holder: String,
        /// How it changed ("consistent", "shifted after the recall").
        evolution: String,
    },
    /// An open question.
    Question {
        /// The question itself.
        text: String,
        /// What would settle it, when the dossier says so.
        settled_by: Option<String>,
    },
    /// Positions that are opposed, and need not exclude each other.
    Tension {
        /// The words of each side, two at least, in order of place.
        sides: Vec<Quote>,
    },
}

/// An actor's position as a dossier tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'h> {
    /// Whose it is.
    pub holder: &'h str,
    /// How it changed over time, in the dossier's words.
    pub evolution: &'h str,
    /// Where that stands.
    pub place: Span,
    /// What is said of the position, in order of place.
    pub assertions: Vec<&'h Assertion>,
}

/// The positions that a dossier tells, in order of place: each with what stands between the note before and its own.
#[must_use]
pub fn positions(held: &HeldVersion) -> Vec<Told<'_>> {
    let mut from = 0;
    let mut told = Vec::new();
    for note in &held.notes {
        let place = note.place();
        if let NoteContent::Perspective { holder, evolution } = &note.content {
            let is_theirs = |assertion: &&Assertion| {
                let (hull, source) = (assertion.statement.hull(), assertion.statement.source.as_ref());
                hull.start >= from && hull.end <= place.start && source.is_some_and(|source| source.name == *holder)
            };
            let assertions = held.assertions.iter().filter(is_theirs).collect();
            told.push(Told { holder, evolution, place, assertions });
        }
        from = place.end;
    }
    told
}
