//! A text to its parts: metadata, blocks, source list, links.

use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::enumerations::Genre;
use stemma_core::span::Span;

use crate::metadata::{front_matter, overlay};
use crate::text::{Block, BlockKind, Text};
use crate::{blocks, credits, dossier, references, releases};

/// Finds the parts of `text`: plain text, Markdown, or a topic dossier, with or without front matter.
///
/// `_name` is the path or URL as given. What a sidecar says wins over the front matter.
#[must_use]
pub fn parse(_name: &str, text: String, sidecar: Option<Metadata>) -> Parsed<Text> {
    let (front, body) = front_matter(&text);
    let mut problems: Vec<Problem> = front.problems;
    let mut metadata = match sidecar {
        Some(sidecar) => overlay(front.value, sidecar),
        None => front.value,
    };
    let (blocks, references) = match dossier::read(&text, body) {
        Some(read) => {
            problems.extend(read.problems);
            metadata.genre = metadata.genre.or(Some(Genre::Dossier));
            read.value
        }
        None => {
            let mut blocks = blocks::read(&text, body);
            let mut found = references::listed(&text, &mut blocks);
            problems.extend(references::problems(&text, &found, &cited(&blocks)));
            found.extend(references::links(&text, &blocks));
            (blocks, found)
        }
    };
    if metadata.title.is_none() {
        let heading = blocks.first().filter(|block| block.kind == BlockKind::Heading);
        metadata.title = heading.and_then(|block| block.span.slice(&text)).map(str::to_owned);
    }
    if metadata.genre != Some(Genre::Dossier) {
        credits::add(&mut metadata, &text, &blocks);
        releases::add(&mut metadata, &text, &blocks);
    }
    problems.sort();
    Parsed { value: Text { text, metadata, blocks, references }, problems }
}

/// The blocks that can cite: all but the source list.
fn cited(blocks: &[Block]) -> Vec<Span> {
    let listed = blocks.iter().any(|block| block.kind == BlockKind::SourceEntry);
    blocks.iter().filter(|block| listed && block.kind != BlockKind::SourceEntry).map(|block| block.span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::metadata_from;
    use crate::problems::{DANGLING_CITATION, UNUSED_SOURCE};

    fn kinds(text: &str) -> Vec<(BlockKind, String)> {
        let parsed = parse("a.md", text.to_owned(), None).value;
        parsed.blocks.iter().map(|b| (b.kind, b.span.slice(text).unwrap().to_owned())).collect()
    }

    #[test]
    fn markdown_blocks_lose_their_marks_and_keep_their_places() {
        let text = "---\ntitle: T\n---\n# Head\n\nOne line\nwrapped.\n\n> Quoted.\n\n- first\n- second\n\n| a | b |\n";
        let expected = [
            (BlockKind::Heading, "Head"),
            (BlockKind::Paragraph, "One line\nwrapped."),
            (BlockKind::BlockQuote, "Quoted."),
            (BlockKind::ListEntry, "first"),
            (BlockKind::ListEntry, "second"),
            (BlockKind::TableRow, "| a | b |"),
        ];
        assert_eq!(kinds(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn lines_of_a_text_without_blank_lines_are_paragraphs() {
        let found = kinds("A heading here\nThe plant closed.\nThe mill did not.\n");
        assert_eq!(
            found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(),
            [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Paragraph]
        );
    }

    #[test]
    fn a_numbered_source_list_is_read_in_any_document() {
        let text = "The dam held [1].\n\nIt leaked [3].\n\n[1] Dam holds — Harbour Post (2026-05-03)\n[2] Never cited — Harbour Post\n";
        let parsed = parse("a.md", text.to_owned(), None);
        assert_eq!(parsed.value.references.len(), 2);
        let codes: Vec<_> = parsed.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [DANGLING_CITATION, UNUSED_SOURCE]);
        let sources: Vec<_> =
            crate::extract(&parsed.value).value.into_iter().filter_map(|s| s.source).map(|s| s.name).collect();
        assert_eq!(sources.first().map(String::as_str), Some("Harbour Post"));
    }

    #[test]
    fn the_sidecar_wins() {
        let sidecar = metadata_from("title: B").value;
        let parsed = parse("a", "---\ntitle: A\nurl: u\n---\nx".to_owned(), Some(sidecar));
        assert_eq!(parsed.value.metadata.title.as_deref(), Some("B"));
        assert_eq!(parsed.value.metadata.url.as_deref(), Some("u"));
    }
}
