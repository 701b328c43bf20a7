//! Exact places in a text. Offsets are bytes inside the program and Unicode code points outside it.

use std::ops::Range;

/// A half-open range of bytes of one text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within it.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words at this span, or `None` when the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Exact words and their place: `span` of the document's text is `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    /// Where the words stand.
    pub span: Span,
    /// The words as they stand there.
    pub text: String,
}

impl Quote {
    /// The quote of `text` at `span`; `None` when the span does not fit the text.
    #[must_use]
    pub fn at(text: &str, span: Span) -> Option<Self> {
        Some(Self { span, text: span.slice(text)?.to_owned() })
    }
}

/// Turns byte offsets of one text into offsets of Unicode code points.
///
/// Built once per text; a look-up costs a binary search and at most 64 characters.
pub struct CodePoints<'a> {
    text: &'a str,
    /// Byte offset and code-point count at every 64th character.
    marks: Vec<(usize, usize)>,
}

impl<'a> CodePoints<'a> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let marks = text
            .char_indices()
            .enumerate()
            .filter(|(count, _)| count % 64 == 0)
            .map(|(count, (byte, _))| (byte, count))
            .collect();
        Self { text, marks }
    }

    /// How many code points stand before byte `offset` (clamped to the text's end).
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        let after = self.marks.partition_point(|(byte, _)| *byte <= offset);
        let (byte, count) = after.checked_sub(1).and_then(|i| self.marks.get(i)).copied().unwrap_or((0, 0));
        let rest = self.text.get(byte..).unwrap_or_default();
        count + rest.char_indices().take_while(|(i, _)| byte + i < offset).count()
    }

    /// The span in code points: half-open start and end.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Lines and columns of one text, both counted from 1, columns in code points.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Where each line begins, in code points.
    starts: Vec<usize>,
}

impl Lines {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let after = text.chars().enumerate().filter(|(_, c)| *c == '\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(after).collect() }
    }

    /// Line and column of a code point.
    #[must_use]
    pub fn at(&self, point: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= point);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or(0);
        (line, point - start + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_lines_and_columns_of_characters() {
        let lines = Lines::new("Ä–b\ncd\r\n\ne");
        assert_eq!(
            [0, 2, 3, 4, 6, 8, 9].map(|place| lines.at(place)),
            [(1, 1), (1, 3), (1, 4), (2, 1), (2, 3), (3, 1), (4, 1)]
        );
    }

    #[test]
    fn code_points_count_characters_and_not_bytes() {
        let text = "τ is tau – and é".repeat(20);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count);
        }
        assert_eq!(points.at(text.len()), text.chars().count());
    }

    #[test]
    fn a_span_that_does_not_fit_gives_nothing() {
        assert_eq!(Span::new(1, 2).slice("é"), None);
        assert_eq!(Span::new(0, 9).slice("short"), None);
        assert_eq!(CodePoints::new("").at(3), 0);
    }
}
