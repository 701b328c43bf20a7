//! The blocks of plain text and Markdown: a light reader that strips marks and moves nothing.

use stemma_core::span::Span;

use crate::text::{Block, BlockKind};

/// The blocks of `text` from byte `body` on.
pub(crate) fn read(text: &str, body: usize) -> Vec<Block> {
    let lines = lines(text, body);
    let mut blocks = Vec::new();
    let mut group: Vec<Span> = Vec::new();
    let mut fenced = false;
    let wraps = wraps(text, &lines);
    for line in &lines {
        let words = line.slice(text).unwrap_or_default();
        let fence = words.starts_with("```") || words.starts_with("~~~");
        if fence || fenced {
            flush(text, &mut group, &mut blocks, wraps);
            fenced ^= fence;
            blocks.push(Block { span: *line, kind: BlockKind::Code });
        } else if words.is_empty() || is_rule(words) && group.len() != 1 {
            flush(text, &mut group, &mut blocks, wraps);
        } else if is_rule(words) {
            // A setext underline makes the line above it a heading.
            blocks.extend(group.drain(..).map(|span| Block { span, kind: BlockKind::Heading }));
        } else if let Some((kind, skip)) = marked(words) {
            let quote_goes_on = kind == BlockKind::BlockQuote && continues_quote(&blocks, &group, text, *line);
            flush(text, &mut group, &mut blocks, wraps);
            let span = Span::new(line.start + skip, line.end);
            match blocks.last_mut().filter(|_| quote_goes_on) {
                Some(last) => last.span = last.span.hull(span),
                None if span.is_empty() => {}
                None => blocks.push(Block { span, kind }),
            }
        } else if let Some(last) = blocks.last_mut().filter(|last| group.is_empty() && lazy(text, last, *line)) {
            last.span = last.span.hull(*line);
        } else {
            group.push(*line);
        }
    }
    flush(text, &mut group, &mut blocks, wraps);
    blocks
}

/// The lines from `body` on, without white space at their ends.
pub(crate) fn lines(text: &str, body: usize) -> Vec<Span> {
    let mut at = body;
    let mut spans = Vec::new();
    for line in text.get(body..).unwrap_or_default().split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        spans.push(Span::new(start.min(at + line.len()), start.max(at + line.trim_end().len())));
        at += line.len();
    }
    spans
}

/// Whether single line ends join a paragraph: the text parts its paragraphs by blank lines.
fn wraps(text: &str, lines: &[Span]) -> bool {
    let filled: Vec<bool> = lines.iter().map(|line| line.slice(text).is_some_and(|words| !words.is_empty())).collect();
    filled.windows(3).any(|three| three == [true, false, true])
}

fn is_rule(words: &str) -> bool {
    let Some(mark) = words.chars().next().filter(|c| "-=*_".contains(*c)) else { return false };
    words.len() >= 3 && words.chars().all(|c| c == mark || c == ' ')
}

/// The kind of a marked line and how many bytes its mark takes.
fn marked(words: &str) -> Option<(BlockKind, usize)> {
    let after = |rest: &str| words.len() - rest.trim_start().len();
    let hashes = words.trim_start_matches('#');
    if hashes.len() < words.len() && words.len() - hashes.len() <= 6 && hashes.starts_with(' ') {
        return Some((BlockKind::Heading, after(hashes)));
    }
    if let Some(rest) = words.strip_prefix('>') {
        return Some((BlockKind::BlockQuote, after(rest.trim_start_matches(['>', ' ']))));
    }
    if words.starts_with('|') {
        return Some((BlockKind::TableRow, 0));
    }
    // "[^2]: Lowe, Otters of the Fens, 2025": a note stands for the place that names it, and is no sentence of the text.
    if let Some((name, rest)) = words.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        return (name.len() < 40 && !name.contains(' ')).then_some((BlockKind::SourceEntry, after(rest)));
    }
    for bullet in ["- ", "* ", "+ ", "• "] {
        if let Some(rest) = words.strip_prefix(bullet) {
            return Some((BlockKind::ListEntry, after(rest)));
        }
    }
    let digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < words.len() && words.len() - digits.len() <= 3;
    let rest = digits.strip_prefix(". ").or_else(|| digits.strip_prefix(") ")).filter(|_| numbered)?;
    Some((BlockKind::ListEntry, after(rest)))
}

/// Whether the line stands right below the block, with nothing but its line end between.
fn below(text: &str, block: &Block, line: Span) -> bool {
    text.get(block.span.end..line.start).is_some_and(|gap| gap.matches('\n').count() == 1 && gap.len() < 80)
}

fn continues_quote(blocks: &[Block], group: &[Span], text: &str, line: Span) -> bool {
    group.is_empty() && blocks.last().is_some_and(|last| last.kind == BlockKind::BlockQuote && below(text, last, line))
}

/// Whether an unmarked line goes on with the list entry or quotation above it.
fn lazy(text: &str, last: &Block, line: Span) -> bool {
    let kind = matches!(last.kind, BlockKind::ListEntry | BlockKind::BlockQuote);
    kind && below(text, last, line) && line.slice(text).is_some_and(|words| words.starts_with(char::is_lowercase))
}

fn flush(text: &str, group: &mut Vec<Span>, blocks: &mut Vec<Block>, wraps: bool) {
    let lines = std::mem::take(group);
    let long = |line: &Span| line.len() > 200;
    if wraps && lines.len() > 1 && !lines.iter().any(long) {
        let span = lines.iter().copied().reduce(Span::hull);
        blocks.extend(span.map(|span| Block { span, kind: BlockKind::Paragraph }));
    } else {
        blocks.extend(lines.into_iter().map(|span| Block { span, kind: plain_kind(text, span) }));
    }
}

/// A short line that does not end like a sentence is a heading.
fn plain_kind(text: &str, span: Span) -> BlockKind {
    let words = span.slice(text).unwrap_or_default();
    let short = words.split_whitespace().count() <= 14 && words.len() <= 110;
    let open_end = !words.ends_with(['.', '!', '?', ':', ';', ',', '"', '”', '’', '\'', ')', ']', '…']);
    let starts_high = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if short && open_end && starts_high { BlockKind::Heading } else { BlockKind::Paragraph }
}
