//! Bytes to text: the one text of a document, in which all places count.
//!
//! A PDF, a Word document and a web page are known by how they begin, whatever they are called; of a page its main
//! content is the text. The rest is plain text or Markdown in some charset.

use stemma_core::document::{Parsed, Problem};

use crate::charset::characters;
use crate::media::{Form, MediaType};
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
/// process of its own. Whatever begins like markup counts.
#[must_use]
pub fn is_rich(bytes: &[u8], said: Option<&MediaType>) -> bool {
    let is_said = said.and_then(MediaType::form).is_some_and(|form| form != Form::Plain);
    let blank = |byte: &u8| byte.is_ascii_whitespace() || b"\0\xEF\xBB\xBF\xFE\xFF".contains(byte);
    is_said || pdf::is_pdf(bytes) || docx::is_zip(bytes) || bytes.iter().find(|byte| !blank(byte)) == Some(&b'<')
}

/// The text of `bytes`: a byte-order mark is dropped, each undecodable byte becomes U+FFFD and a problem.
///
/// # Errors
/// A [`Refusal`] when the bytes are no text.
pub fn decode(bytes: &[u8]) -> Result<Parsed<String>, Refusal> {
    decode_as(bytes, None)
}

/// As [`decode`], of bytes that somebody `said` to be something. A type that says nothing leaves it to the bytes.
///
/// # Errors
/// A [`Refusal`] when the bytes are no text, or not what they were said to be.
pub fn decode_as(bytes: &[u8], said: Option<&MediaType>) -> Result<Parsed<String>, Refusal> {
    let form = said.and_then(MediaType::form).unwrap_or_else(|| by_beginning(bytes));
    let is_plain = said.and_then(MediaType::form) == Some(Form::Plain);
    let mut parsed = match form {
        Form::Pdf => Parsed { value: pdf::text_of(bytes)?, problems: Vec::new() },
        Form::Word => Parsed { value: docx::text_of(bytes)?, problems: Vec::new() },
        Form::Page | Form::Plain => plain(bytes, said)?,
    };
    if form == Form::Page || form == Form::Plain && !is_plain && html::is_html(&parsed.value) {
        parsed.value = html::text_of(&parsed.value);
        parsed.problems.iter_mut().for_each(|problem: &mut Problem| problem.span = None); // their places are the page's
    }
    if parsed.value.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(parsed)
}

pub(crate) fn by_beginning(bytes: &[u8]) -> Form {
    if pdf::is_pdf(bytes) {
        Form::Pdf
    } else if docx::is_zip(bytes) {
        Form::Word
    } else {
        Form::Plain
    }
}

fn plain(bytes: &[u8], said: Option<&MediaType>) -> Result<Parsed<String>, Refusal> {
    let parsed = characters(bytes, said.and_then(MediaType::encoding));
    if parsed.value.contains('\0') {
        return Err(Refusal::Binary { at: bytes.iter().position(|byte| *byte == 0).unwrap_or_default() });
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
        let rich: [&[u8]; 5] =
            [b"%PDF-1.7", b"PK\x03\x04", b" \n<p>", b"\xEF\xBB\xBF<!doctype html>", b"\xFF\xFE<\0p\0"];
        assert!(rich.iter().all(|bytes| is_rich(bytes, None)));
        assert!(!is_rich(b"PKs are keys", None) && !is_rich(b"", None) && !is_rich(b"a < b", None));
        assert!(is_rich(b"a", MediaType::parse("text/html").as_ref()));
        assert!(matches!(decode(b"%PDF-1.7 nothing"), Err(Refusal::Broken { form: "PDF", .. })));
    }

    #[test]
    fn what_bytes_were_said_to_be_goes_before_how_they_begin() {
        let read = |said: &str, bytes: &[u8]| decode_as(bytes, MediaType::parse(said).as_ref()).map(|p| p.value);
        assert_eq!(read("text/html", b"<p>It leaked."), Ok("It leaked.\n\n".to_owned()));
        assert_eq!(read("text/plain", b"<html><p>It leaked."), Ok("<html><p>It leaked.".to_owned()));
        assert_eq!(read("application/octet-stream", b"<html><p>It leaked."), Ok("It leaked.\n\n".to_owned()));
        assert!(matches!(read("application/pdf", b"It leaked."), Err(Refusal::Broken { form: "PDF", .. })));
        assert_eq!(read("text/plain; charset=windows-1251", b"\xEF\xEB\xEE\xF2"), Ok("плот".to_owned()));
    }

    #[test]
    fn binary_and_empty_inputs_are_refused() {
        assert_eq!(decode(b"ab\0"), Err(Refusal::Binary { at: 2 }));
        assert_eq!(decode(b" \n"), Err(Refusal::Empty));
        assert_eq!(decode(b""), Err(Refusal::Empty));
    }
}
