//! What a topic dossier records beside claims: how its subject stands, how positions changed, what is open.

use crate::span::{Quote, Span};

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
}
