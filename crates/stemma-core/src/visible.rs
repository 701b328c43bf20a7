//! Words of others, shown so that nothing in them is hidden and nothing turns the order of what stands beside them.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character shows nothing by itself, or changes the direction of writing.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t' | '\r')
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The text with its hidden characters named: `⟨U+202E⟩`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            let _ = write!(out, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_hide_are_named_and_all_others_stay() {
        assert_eq!(visible("a\u{202e}b\0\u{2069}\n\tç ة ש"), "a⟨U+202E⟩b⟨U+0000⟩⟨U+2069⟩\n\tç ة ש");
        assert!(matches!(visible("plain"), Cow::Borrowed("plain")));
    }
}
