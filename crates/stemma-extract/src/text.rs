//! A document's text with its parts.

use stemma_core::date::PartialDate;
use stemma_core::document::Metadata;
use stemma_core::span::Span;
use stemma_core::statement::Voice;

/// One input as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceFile<'a> {
    /// The path or URL as given.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A text, unchanged, with what is known about it. Every span in it points into `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The whole text, front matter included.
    pub text: String,
    /// What the front matter, the sidecar or the text itself says about it.
    pub metadata: Metadata,
    /// Its blocks, in order of place; they do not overlap.
    pub blocks: Vec<Block>,
    /// Its source list and its links.
    pub references: Vec<Reference>,
}

/// A paragraph, heading, list entry and so on, without the marks that make it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An entry of a list.
    ListEntry,
    /// A block quotation.
    BlockQuote,
    /// A row of a table.
    TableRow,
    /// Program text and the like, which asserts nothing.
    Code,
    /// The name over a perspective of a dossier.
    Label,
    /// How the subject of a dossier stands ("Status: active").
    Status,
    /// How the perspective above it changed ("Evolution: consistent").
    Evolution {
        /// Where the holder of the perspective is named; `None` when the line stands under no perspective.
        holder: Option<Span>,
    },
    /// An open question of a dossier.
    Question,
    /// What would settle the question above it; asserts nothing.
    Settler,
    /// What a holder of a dossier's Perspectives holds.
    Perspective {
        /// Where the holder is named.
        holder: Span,
    },
    /// An entry of a dossier's Timeline, without its date.
    TimelineEntry,
    /// An entry of a dossier's Tensions.
    Tension,
    /// An entry of a source list.
    SourceEntry,
}

impl BlockKind {
    /// Whether its words are sentences that may state names and offices.
    pub(crate) const fn is_prose(self) -> bool {
        match self {
            Self::Paragraph | Self::ListEntry | Self::BlockQuote | Self::Perspective { .. } | Self::TimelineEntry => {
                true
            }
            Self::Heading
            | Self::TableRow
            | Self::Code
            | Self::Label
            | Self::Status
            | Self::Evolution { .. }
            | Self::Question
            | Self::Settler
            | Self::Tension
            | Self::SourceEntry => false,
        }
    }
}

/// A numbered entry of a source list, or a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its number, when it has one.
    pub number: Option<u32>,
    /// The whole entry or link.
    pub span: Span,
    /// The title, or the words that carry the link.
    pub title: Span,
    /// The words that name the publisher, account or author; the title's when nobody is named.
    pub named_at: Span,
    /// Who published it, as far as the entry says; `None` when only a feed or nothing is named.
    pub publisher: Option<Voice>,
    /// Whom the entry itself credits ("Reuters: …").
    pub relayed: Option<Voice>,
    /// The feed it came through, which is never a publisher.
    pub feed: Option<String>,
    /// Where it is.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
}
