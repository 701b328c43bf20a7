//! A draft as it is written: what it says, and how much of it could be read. It has no place and no date.

use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::statement::Statement;

use crate::extract::again::Paragraphs;
use crate::extract::{extract, extract_again};
use crate::grammar;
use crate::parse::parse;
use crate::problems::{FOREIGN, LONG_LINE, problem};
use crate::sentences::{Sentence, sentences};
use crate::text::{Block, BlockKind, Text};

/// The longest line of prose that is read, in bytes: some fifty pages.
const LONGEST_LINE: usize = 256 * 1024;
/// What a draft says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpublished {
    /// The text that all spans count in.
    pub text: String,
    /// What its front matter says.
    pub metadata: Metadata,
    /// How many sentences it has.
    pub sentences: usize,
    /// Everything it says, in order of place.
    pub statements: Vec<Statement>,
}

/// Reads a draft in plain text or Markdown. A problem for which [`is_unread`] holds says that a part was not read.
#[must_use]
pub fn unpublished(text: String) -> Parsed<Unpublished> {
    read(text, extract)
}

/// A draft while it is edited: of each edition only what changed is read, and what that reaches.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    paragraphs: Paragraphs,
}

impl Editions {
    /// Reads the next edition. The same as [`unpublished`] of it, sooner; what is no longer in it is forgotten.
    #[must_use]
    pub fn next(&mut self, text: String) -> Parsed<Unpublished> {
        read(text, |text| extract_again(text, &mut self.paragraphs))
    }

    /// How many paragraphs of the last edition were read, and not known from the one before.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.paragraphs.read()
    }
}

fn read(text: String, extract: impl FnOnce(&Text) -> Parsed<Vec<Statement>>) -> Parsed<Unpublished> {
    if let Some((number, line)) = long_line(&text) {
        let message = format!("line {number} is {} bytes long: break it into paragraphs", line.len());
        return Parsed {
            value: Unpublished { text, ..Unpublished::default() },
            problems: vec![problem(LONG_LINE, None, message)],
        };
    }
    let mut parsed = parse("", text, None);
    let Text { text, blocks, .. } = &mut parsed.value;
    blocks.iter_mut().filter(|block| says_something(text, block)).for_each(|block| block.kind = BlockKind::Paragraph);
    let extracted = extract(&parsed.value);
    let mut problems = parsed.problems;
    problems.extend(extracted.problems);
    problems.sort();
    let Text { text, metadata, blocks, .. } = parsed.value;
    let prose = blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Code | BlockKind::SourceEntry));
    let sentences = prose.map(|block| sentences(&text, block.span, &mut Vec::new()).len()).sum();
    Parsed { value: Unpublished { sentences, metadata, statements: extracted.value, text }, problems }
}

/// Whether a heading is a sentence: what is printed large is checked like the rest.
pub(crate) fn says_something(text: &str, block: &Block) -> bool {
    let is_clausal = |s: &Sentence| grammar::is_clausal(s, 0..s.tokens.len());
    block.kind == BlockKind::Heading && sentences(text, block.span, &mut Vec::new()).iter().any(is_clausal)
}

/// Whether a problem means that a part of the draft was not read, so that it says nothing about that part.
#[must_use]
pub fn is_unread(problem: &Problem) -> bool {
    [FOREIGN, LONG_LINE, crate::problems::UNREAD_REST].contains(&problem.code)
}

/// The first line that is too long to be prose – reading it would take minutes – with its number, counted from 1.
#[must_use]
pub fn long_line(text: &str) -> Option<(usize, &str)> {
    let mut lines = (1..).zip(text.split('\n'));
    lines.find(|(_, line)| line.len() > LONGEST_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        unpublished(text.to_owned()).problems.iter().filter(|p| is_unread(p)).map(|p| p.code).collect()
    }

    #[test]
    fn a_draft_in_another_language_is_not_read() {
        let german =
            "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der Sprecher.";
        assert_eq!(codes(german), [FOREIGN]);
        assert!(unpublished(german.to_owned()).value.statements.is_empty());
    }

    #[test]
    fn sentences_are_counted_and_headings_are_none_unless_they_say_something() {
        let headline = unpublished("# Veyra closed the mill at Orrin\n".to_owned()).value;
        assert_eq!((headline.sentences, headline.statements.len()), (1, 1));
        let read = unpublished("# On mills\n\nThe mill closed. It was old.\n\n- The dam held.\n".to_owned()).value;
        assert_eq!(read.sentences, 3);
        assert_eq!(read.statements.len(), 3);
    }

    #[test]
    fn a_text_in_one_endless_line_is_not_read() {
        assert_eq!(codes(&"The mill closed. ".repeat(20_000)), [LONG_LINE]);
    }
}
