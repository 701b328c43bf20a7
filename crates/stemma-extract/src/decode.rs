//! Bytes to text: UTF-8, unchanged but for a byte-order mark and bytes that are no characters.

use stemma_core::document::Parsed;
use stemma_core::span::Span;

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
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Parsed { value: text, problems })
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
    fn binary_and_empty_inputs_are_refused() {
        assert_eq!(decode(b"ab\0"), Err(Refusal::Binary { at: 2 }));
        assert_eq!(decode(b" \n"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
    }
}
