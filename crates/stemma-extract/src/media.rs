//! What a server says that it sends: a media type, and a charset beside it.

use std::fmt;

use encoding_rs::Encoding;

/// The forms that are read, by their media types, with the ending that a file of that form has.
const READ: &[(&str, Form, &str)] = &[
    ("text/html", Form::Page, "html"),
    ("application/xhtml+xml", Form::Page, "html"),
    ("application/pdf", Form::Pdf, "pdf"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Form::Word, "docx"),
    ("application/rss+xml", Form::Plain, "rss"),
    ("application/atom+xml", Form::Plain, "atom"),
    ("application/xml", Form::Plain, "xml"),
    ("text/xml", Form::Plain, "xml"),
    ("text/plain", Form::Plain, "txt"),
    ("text/markdown", Form::Plain, "md"),
];
/// Types that say nothing: the bytes themselves are asked.
const SILENT: &[&str] = &["application/octet-stream", "binary/octet-stream", "application/unknown"];

/// How bytes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A web page.
    Page,
    /// PDF.
    Pdf,
    /// A Word document.
    Word,
    /// Characters, as they stand.
    Plain,
}

/// A media type as a server gives it, in one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    essence: String,
    charset: Option<String>,
}

impl MediaType {
    /// Reads `text/html; charset=utf-8`; nothing, when that is no media type.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let mut parts = header.split(';');
        let essence = parts.next()?.trim().to_ascii_lowercase();
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b));
        if !essence.split_once('/').is_some_and(|(kind, name)| is_name(kind) && is_name(name)) {
            return None;
        }
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
            (key.trim().eq_ignore_ascii_case("charset") && is_name(&value)).then_some(value)
        });
        Some(Self { essence, charset })
    }

    /// The type alone, without its charset.
    #[must_use]
    pub fn essence(&self) -> &str {
        &self.essence
    }

    /// The ending of a file of this form; nothing for a form that is not read. A type that says nothing has the ending
    /// of plain text: how the bytes begin decides.
    #[must_use]
    pub fn ending(&self) -> Option<&'static str> {
        if SILENT.contains(&self.essence.as_str()) {
            return Some("txt");
        }
        READ.iter().find(|(name, ..)| *name == self.essence).map(|(.., ending)| *ending)
    }

    /// How the bytes are read; nothing, when they must be asked themselves.
    pub(crate) fn form(&self) -> Option<Form> {
        READ.iter().find(|(name, ..)| *name == self.essence).map(|(_, form, _)| *form)
    }

    /// The charset that it names, when it is one that is known.
    pub(crate) fn encoding(&self) -> Option<&'static Encoding> {
        Encoding::for_label(self.charset.as_deref()?.as_bytes())
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.essence)?;
        self.charset.iter().try_for_each(|charset| write!(out, "; charset={charset}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: Option<(&str, Option<&str>)>) {
        let found = MediaType::parse(header);
        assert_eq!(found.as_ref().map(|m| (m.to_string(), m.ending())), expected.map(|(s, e)| (s.to_owned(), e)));
        assert!(found.is_none_or(|m| MediaType::parse(&m.to_string()) == Some(m)));
    }

    #[test]
    fn media_types_have_one_spelling_each() {
        check("Text/HTML;Charset=\"ISO-8859-1\"", Some(("text/html; charset=iso-8859-1", Some("html"))));
        check("text/plain; format=flowed; charset=utf-8", Some(("text/plain; charset=utf-8", Some("txt"))));
        check("image/png", Some(("image/png", None)));
        check("application/octet-stream", Some(("application/octet-stream", Some("txt"))));
        check("text/html; charset=a\u{1}b", Some(("text/html", Some("html"))));
        for bad in ["", "html", "text/", "/html", "text/ht ml", "text/html/x"] {
            check(bad, None);
        }
    }
}
