//! A draft as the editor has it open.

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::dismissed::Dismissals;
use super::places::Places;

/// The longest draft that is taken at all, in bytes.
pub(super) const LONGEST: usize = 64 << 20;

/// An open draft.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) uri: Uri,
    /// The number that the editor gave its text.
    pub(super) version: i32,
    /// The number that this program gave its text: no two texts of a draft have one.
    pub(super) edition: u64,
    pub(super) text: String,
    /// What people dismissed in it.
    pub(super) dismissals: Dismissals,
}

impl Draft {
    /// Brings the text to what the editor has now.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        self.edition += 1;
        for TextDocumentContentChangeEvent { range, text, .. } in changes {
            let Some(range) = range else {
                self.text = text;
                continue;
            };
            let places = Places::new(&self.text);
            let start = places.offset(&self.text, range.start);
            let end = places.offset(&self.text, range.end).max(start);
            self.text.replace_range(start..end, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::{Position, Range};

    use super::*;

    #[test]
    fn changes_are_made_one_after_another_in_utf_16() {
        let uri: Uri = "untitled:one".parse().unwrap();
        let dismissals = Dismissals::of(&uri).unwrap();
        let mut draft = Draft { uri, version: 1, edition: 1, text: "a🌉b\nc".to_owned(), dismissals };
        let change = |start: (u32, u32), end: (u32, u32), text: &str| TextDocumentContentChangeEvent {
            range: Some(Range::new(Position::new(start.0, start.1), Position::new(end.0, end.1))),
            range_length: None,
            text: text.to_owned(),
        };
        draft.change(2, vec![change((0, 3), (0, 4), "é"), change((0, 4), (1, 0), ""), change((9, 9), (9, 9), "!")]);
        assert_eq!((draft.text.as_str(), draft.version, draft.edition), ("a🌉éc!", 2, 2));
        draft.change(3, vec![TextDocumentContentChangeEvent { range: None, range_length: None, text: "x".to_owned() }]);
        assert_eq!(draft.text, "x");
    }
}
