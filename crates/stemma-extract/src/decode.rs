//! Bytes to text: the one text of a document, in which all places count.
//!
//! A PDF, a Word document and a web page are known by how they begin, whatever they are called; of a page its main
//! content is the text. The rest is plain text or Markdown in some charset.

use stemma_core::document::{Parsed, Problem};

use crate::charset::characters;
use crate::{docx, html, pdf};

/// Why an input is not read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
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
    /// It is not what it begins like.
    #[error("the {form} cannot be read: {what}; open it and save it again, or give it as text")]
    Broken {
        /// What it begins like.
        form: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// Pages without text.
    #[error("the PDF holds pictures and no text; run text recognition over it first")]
    Pictures,
}

/// Whether reading these bytes takes a reader of a format that is rich enough to be hostile: this is best done in a
/// process of its own.
#[must_use]
pub fn is_rich(bytes: &[u8]) -> bool {
    pdf::is_pdf(bytes) || docx::is_zip(bytes)
}

/// The text of `bytes`: a byte-order mark is dropped, each undecodable byte becomes U+FFFD and a problem.
///
/// # Errors
/// A [`Refusal`] when the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Parsed<String>, Refusal> {
    let parsed = if pdf::is_pdf(bytes) {
        Parsed { value: pdf::text_of(bytes)?, problems: Vec::new() }
    } else if docx::is_zip(bytes) {
        Parsed { value: docx::text_of(bytes)?, problems: Vec::new() }
    } else {
        plain(bytes)?
    };
    if parsed.value.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(parsed)
}

fn plain(bytes: &[u8]) -> Result<Parsed<String>, Refusal> {
    let mut parsed = characters(bytes);
    if parsed.value.contains('\0') {
        return Err(Refusal::Binary { at: bytes.iter().position(|byte| *byte == 0).unwrap_or_default() });
    }
    if html::is_html(&parsed.value) {
        parsed.value = html::text_of(&parsed.value);
        parsed.problems.iter_mut().for_each(|problem: &mut Problem| problem.span = None); // their places are the page's
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use stemma_core::span::Span;

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
    fn rich_formats_are_known_by_how_they_begin() {
        assert!(is_rich(b"%PDF-1.7") && is_rich(b"PK\x03\x04") && !is_rich(b"PKs are keys") && !is_rich(b""));
        assert!(matches!(decode(b"%PDF-1.7 nothing"), Err(Refusal::Broken { form: "PDF", .. })));
    }

    #[test]
    fn binary_and_empty_inputs_are_refused() {
        assert_eq!(decode(b"ab\0"), Err(Refusal::Binary { at: 2 }));
        assert_eq!(decode(b" \n"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
    }
}
