//! What a change says, as text: quads deleted and inserted, documents added, actions.
//!
//! The text is canonical: one content has one spelling, so its hash names it.
//! ```text
//! stemma-change 1
//! action retract https://example.org/claim the paper withdrew it
//! document 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
//! - <s> <p> "old" <g> .
//! + <s> <p> "new" <g> .
//! ```
//! Actions keep their order; the other lines are sorted and stand once.

use std::collections::BTreeSet;
use std::fmt;

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::Quad;

use super::{ERASE, Hash};

const HEADER: &str = "stemma-change 1";

/// A judgement, retraction, verdict or note: one word for its kind, one line of text for the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    kind: String,
    text: String,
}

impl Action {
    /// An action; `None` when the kind is not a word of `a-z` and `-`, or the text holds a line end.
    pub fn new(kind: impl Into<String>, text: impl Into<String>) -> Option<Self> {
        let (kind, text) = (kind.into(), text.into());
        let word = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        (word && !text.contains(['\n', '\r'])).then_some(Self { kind, text })
    }

    /// Its kind, such as `retract`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The rest of its line.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The content of one change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Payload {
    actions: Vec<Action>,
    documents: BTreeSet<Hash>,
    deletes: BTreeSet<Line>,
    inserts: BTreeSet<Line>,
}

/// A quad that sorts as its line of N-Quads.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    text: String,
    quad: Quad,
}

/// Why a payload's text could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// It does not begin as a payload does.
    #[error("the payload begins with `{0}`, not with `{HEADER}`")]
    Header(String),
    /// A line is none of those a payload has.
    #[error("line {number} of the payload is not understood: `{line}`")]
    Line {
        /// Counted from 1.
        number: usize,
        /// The line.
        line: String,
    },
    /// A quad is none.
    #[error("`{line}` is no quad")]
    Quad {
        /// Its line of N-Quads.
        line: String,
    },
    /// The text says something in another way than we write it.
    #[error("the payload is not in its canonical form")]
    NotCanonical,
}

/// How the text of a payload begins whose first action is of a kind that begins so.
pub(super) fn beginning(kind: &str) -> String {
    format!("{HEADER}\naction {kind}")
}

impl Payload {
    /// A payload that deletes some quads, then inserts others; a quad in both stays.
    pub fn new(deletes: impl IntoIterator<Item = Quad>, inserts: impl IntoIterator<Item = Quad>) -> Self {
        let inserts = inserts.into_iter().map(Line::from).collect();
        Self { inserts, ..Self::default() }.with_deletes(deletes)
    }

    /// The payload with one more action.
    #[must_use]
    pub fn with_action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// The payload with one more document.
    #[must_use]
    pub fn with_document(mut self, document: Hash) -> Self {
        self.documents.insert(document);
        self
    }

    /// The payload with more quads to delete, those it inserts left out.
    #[must_use]
    pub fn with_deletes(mut self, quads: impl IntoIterator<Item = Quad>) -> Self {
        let deletes = quads.into_iter().map(Line::from).filter(|line| !self.inserts.contains(line));
        self.deletes.extend(deletes);
        self
    }

    /// The actions, in the order in which they were added.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// Whether it takes bytes out of the log for good.
    pub fn erases(&self) -> bool {
        self.actions.iter().any(|action| action.kind == ERASE)
    }

    /// The hashes of the documents whose bytes came with the change, sorted.
    pub fn documents(&self) -> impl Iterator<Item = Hash> + '_ {
        self.documents.iter().copied()
    }

    /// The quads deleted, sorted by their N-Quads.
    pub fn deletes(&self) -> impl Iterator<Item = &Quad> {
        self.deletes.iter().map(|line| &line.quad)
    }

    /// The quads inserted, sorted by their N-Quads.
    pub fn inserts(&self) -> impl Iterator<Item = &Quad> {
        self.inserts.iter().map(|line| &line.quad)
    }

    /// The text that is recorded and hashed.
    pub fn encode(&self) -> String {
        self.to_string()
    }

    /// Reads the text of a payload.
    ///
    /// # Errors
    /// When the text is anything but what [`Payload::encode`] writes.
    pub fn decode(text: &str) -> Result<Self, PayloadError> {
        let mut lines = text.split('\n');
        let header = lines.next().unwrap_or_default();
        if header != HEADER {
            return Err(PayloadError::Header(header.to_owned()));
        }
        let mut payload = Self::default();
        for (line, number) in lines.zip(2..) {
            payload.read(line).ok_or_else(|| PayloadError::Line { number, line: line.to_owned() })?;
        }
        if payload.encode() != text {
            return Err(PayloadError::NotCanonical);
        }
        Ok(payload)
    }

    /// The quads of a payload's text, each as its line of N-Quads and whether it is inserted, in the order in which they
    /// hold. Everything else in it is passed over; that it is canonical is left to whoever wrote it.
    ///
    /// # Errors
    /// When it is not a payload's text.
    pub(crate) fn lines(text: &str) -> Result<impl Iterator<Item = (&str, bool)>, PayloadError> {
        let (header, rest) = text.split_once('\n').unwrap_or((text, ""));
        if header != HEADER {
            return Err(PayloadError::Header(header.to_owned()));
        }
        // The canonical form has deletes before inserts.
        Ok(rest.split('\n').filter_map(|line| match line.split_once(' ') {
            Some(("-", quad)) => Some((quad, false)),
            Some(("+", quad)) => Some((quad, true)),
            Some(_) | None => None,
        }))
    }

    /// The quad that a line of N-Quads says, in whatever spelling.
    ///
    /// # Errors
    /// When it says none.
    pub(crate) fn quad(line: &str) -> Result<Quad, PayloadError> {
        Line::parse(line).map(|line| line.quad).ok_or_else(|| PayloadError::Quad { line: line.to_owned() })
    }

    fn read(&mut self, line: &str) -> Option<()> {
        match line.split_once(' ') {
            None if line.is_empty() => {} // after the last line end; the canonical form has no other
            Some(("action", rest)) => {
                let (kind, text) = rest.split_once(' ')?;
                self.actions.push(Action::new(kind, text)?);
            }
            Some(("document", hash)) => {
                self.documents.insert(hash.parse().ok()?);
            }
            Some(("-", quad)) => {
                self.deletes.insert(Line::parse(quad)?);
            }
            Some(("+", quad)) => {
                self.inserts.insert(Line::parse(quad)?);
            }
            _ => return None,
        }
        Some(())
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        self.actions.iter().try_for_each(|action| writeln!(f, "action {} {}", action.kind, action.text))?;
        self.documents.iter().try_for_each(|document| writeln!(f, "document {document}"))?;
        self.deletes.iter().try_for_each(|line| writeln!(f, "- {}", line.text))?;
        self.inserts.iter().try_for_each(|line| writeln!(f, "+ {}", line.text))
    }
}

impl Line {
    fn parse(text: &str) -> Option<Self> {
        let mut quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(text);
        let quad = quads.next()?.ok()?;
        quads.next().is_none().then(|| Self::from(quad))
    }
}

impl From<Quad> for Line {
    fn from(quad: Quad) -> Self {
        Self { text: format!("{quad} ."), quad }
    }
}

impl PartialOrd for Line {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Line {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxrdf::{BlankNode, GraphName, Literal, NamedNode};

    fn quad(text: &str) -> Quad {
        let node = NamedNode::new_unchecked("http://example.org/a");
        Quad::new(node.clone(), node.clone(), Literal::new_simple_literal(text), node)
    }

    #[test]
    fn a_payload_is_read_back_as_it_was_written() {
        let blank = Quad::new(
            BlankNode::new_unchecked("b1"),
            NamedNode::new_unchecked("http://example.org/p"),
            Literal::new_language_tagged_literal_unchecked("d'où \"l'on\"\nvient", "fr"),
            GraphName::DefaultGraph,
        );
        let payload = Payload::new([quad("old\t\u{0}\u{7f}")], [quad("new"), blank])
            .with_action(Action::new("note", "two  words").unwrap())
            .with_document(Hash::of(b"bytes"));
        assert_eq!(Payload::decode(&payload.encode()), Ok(payload));
    }

    #[test]
    fn the_order_of_quads_does_not_change_the_text() {
        let (a, b) = (quad("a"), quad("b"));
        let one = Payload::new([], [a.clone(), b.clone()]);
        let other = Payload::new([], [b.clone(), a, b]);
        assert_eq!(one.encode(), other.encode());
    }

    #[test]
    fn a_quad_deleted_and_inserted_stays() {
        let payload = Payload::new([quad("a")], [quad("a")]);
        assert_eq!(payload.deletes().count(), 0);
        assert_eq!(payload.inserts().count(), 1);
    }

    #[test]
    fn text_in_any_other_spelling_is_refused() {
        let text = Payload::new([], [quad("a"), quad("b")]).encode();
        let lines: Vec<&str> = text.lines().collect();
        let swapped = format!("{}\n{}\n{}\n", lines[0], lines[2], lines[1]);
        assert_eq!(Payload::decode(&swapped), Err(PayloadError::NotCanonical));
        for wrong in ["", "stemma-change 2\n", &text[..text.len() - 1], &format!("{text}\n"), &format!("{text}x y\n")] {
            assert!(Payload::decode(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_action_is_one_line_with_a_word_before_it() {
        assert!(Action::new("retract", "why").is_some());
        assert!(Action::new("", "why").is_none());
        assert!(Action::new("two words", "why").is_none());
        assert!(Action::new("note", "two\nlines").is_none());
    }
}
