//! Lines and columns as editors count them: both from 0, columns in UTF-16 units.

use lsp_types::{Position, Range};
use stemma_core::span::Span;

/// Where the lines of a text begin. A line ends with `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    starts: Vec<usize>,
}

impl Places {
    /// Indexes `text`.
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: usize| match bytes.get(at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let after = (0..bytes.len()).filter(|at| ends_line(*at)).map(|at| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    /// The place of a byte of `text`, which is the text that was indexed.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = text.get(start..offset).unwrap_or_default();
        Position::new(number(line), number(before.encode_utf16().count()))
    }

    /// The place of a span of `text`.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range::new(self.position(text, span.start), self.position(text, span.end))
    }

    /// The byte at a place. What lies beyond a line's end is its end, what lies beyond the text the text's end; in the
    /// middle of a character is its beginning.
    pub(super) fn offset(&self, text: &str, place: Position) -> usize {
        let Some(start) = self.starts.get(place.line as usize).copied() else { return text.len() };
        let end = self.starts.get(place.line as usize + 1).copied().unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        let (mut units, wanted) = (0, place.character as usize);
        for (at, c) in line.char_indices() {
            units += c.len_utf16();
            if units > wanted {
                return start + at;
            }
        }
        start + line.len()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_utf_16_units_and_lines_end_in_three_ways() {
        let text = "aÄ🌉b\r\nc\rd\n";
        let places = Places::new(text);
        for (offset, line, column) in [(0, 0, 0), (3, 0, 2), (7, 0, 4), (10, 1, 0), (12, 2, 0), (14, 3, 0)] {
            assert_eq!(places.position(text, offset), Position::new(line, column), "{offset}");
            assert_eq!(places.offset(text, Position::new(line, column)), offset, "{offset}");
        }
    }

    #[test]
    fn places_beyond_the_text_are_its_nearest_end() {
        let text = "a🌉\nb";
        let places = Places::new(text);
        let offset = |line, column| places.offset(text, Position::new(line, column));
        assert_eq!([offset(0, 9), offset(0, 2), offset(7, 0), offset(1, 9)], [5, 1, 7, 7]);
        assert_eq!(Places::new("").offset("", Position::new(3, 3)), 0);
    }
}
