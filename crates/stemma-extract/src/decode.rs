//! Bytes to text: UTF-8, unchanged but for a byte-order mark and bytes that are no characters. UTF-16 is known by its mark,
//! a web page by its beginning; of a page its main content is the text.

use stemma_core::document::{Parsed, Problem};
use stemma_core::span::Span;

use crate::html;
use crate::problems::{UNDECODABLE, problem};

/// Why an input is not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing but white space.
    #[error("the input holds no text; give a file with text in it")]
    Empty,
    /// NUL bytes: a picture, an archive, UTF-16.
    #[error("the input is binary (a NUL byte at {at}); convert it to UTF-8 text first")]
    Binary {
        /// The offset of the first NUL byte.
        at: usize,
    },
}

/// How many undecodable places are reported one by one.
const REPORTED: usize = 100;

/// The text of `bytes`: a byte-order mark is dropped, each undecodable byte becomes U+FFFD and a problem.
///
/// # Errors
/// A [`Refusal`] when the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Parsed<String>, Refusal> {
    let wide = wide(bytes);
    let bytes = wide.as_deref().map_or(bytes, str::as_bytes);
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Refusal::Binary { at });
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut problems = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let start = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            if problems.len() < REPORTED {
                let message = format!("byte 0x{byte:02X} is not UTF-8; save the file as UTF-8");
                problems.push(problem(UNDECODABLE, Span::new(start, text.len()), message));
            }
        }
    }
    if html::is_html(&text) {
        text = html::text_of(&text);
        problems.iter_mut().for_each(|problem: &mut Problem| problem.span = None); // their places are the page's
    }
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Parsed { value: text, problems })
}

/// The text of UTF-16 with a byte-order mark.
fn wide(bytes: &[u8]) -> Option<String> {
    let (rest, big) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (rest, true),
        [0xFF, 0xFE, rest @ ..] => (rest, false),
        _ => return None,
    };
    let (pairs, odd) = rest.as_chunks::<2>();
    let units = pairs.iter().map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    let mut text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_as_it_is_line_ends_and_all() {
        assert_eq!(decode("a\r\nb\n".as_bytes()).unwrap().value, "a\r\nb\n");
        assert_eq!(decode(b"\xEF\xBB\xBFa").unwrap().value, "a");
    }

    #[test]
    fn each_undecodable_byte_is_one_replacement_and_one_problem() {
        let parsed = decode(b"a\xFF\xFEb").unwrap();
        assert_eq!(parsed.value, "a\u{FFFD}\u{FFFD}b");
        assert_eq!(parsed.problems.len(), 2);
        assert_eq!(parsed.problems[0].span, Some(Span::new(1, 4)));
    }

    #[test]
    fn utf_16_is_known_by_its_mark_and_a_page_by_its_beginning() {
        assert_eq!(decode(b"\xFF\xFEa\0\xE9\0").unwrap().value, "aé");
        assert_eq!(decode(b"\xFE\xFF\0a").unwrap().value, "a");
        assert_eq!(decode(b"<!doctype html><p>It leaked.").unwrap().value, "It leaked.\n\n");
    }

    #[test]
    fn binary_and_empty_inputs_are_refused() {
        assert_eq!(decode(b"ab\0"), Err(Refusal::Binary { at: 2 }));
        assert_eq!(decode(b" \n"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
    }
}
