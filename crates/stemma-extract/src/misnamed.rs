//! Files that are called something else than they are: how the bytes begin decides, and the difference is told.

use stemma_core::document::Problem;

use crate::decode::by_beginning;
use crate::media::Form;
use crate::problems::{MISNAMED, problem};

/// How many bytes of a beginning are shown.
const SHOWN: usize = 8;

/// A file whose name says another form than its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misnamed {
    /// The ending of its name.
    ending: String,
    called: Form,
    is: Form,
    beginning: String,
}

/// What is wrong with the name of a file; nothing, when its `ending` (in lower case, without a dot) is that of what its
/// `bytes` begin like, or of nothing that is told by its beginning.
#[must_use]
pub fn misnamed(ending: &str, bytes: &[u8]) -> Option<Misnamed> {
    let called = match ending {
        "pdf" => Form::Pdf,
        "docx" => Form::Word,
        _ => Form::Plain,
    };
    if bytes.trim_ascii().is_empty() {
        return None; // it is empty, whatever it is called
    }
    let is = by_beginning(bytes);
    let first = bytes.get(..SHOWN).unwrap_or(bytes);
    let shown = match std::str::from_utf8(first) {
        Ok(words) if !first.is_empty() && !words.contains(char::is_control) => format!("“{words}”"),
        _ => first.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" "),
    };
    (called != is).then(|| Misnamed { ending: ending.to_owned(), called, is, beginning: shown })
}

impl Misnamed {
    /// The problem of a file that was read as what it is.
    #[must_use]
    pub fn problem(&self) -> Problem {
        let read = name(self.is);
        let known = begins(self.called).or(begins(self.is)).unwrap_or_default();
        let message = match self.called {
            Form::Pdf | Form::Word => format!(
                "called .{}, and no {}: its first bytes are {}, not {known}; it was read as {read}: rename it, or save it again",
                self.ending,
                name(self.called),
                self.beginning
            ),
            Form::Plain | Form::Page => {
                format!("called .{}, and begins with {known}; it was read as {read}: rename it", self.ending)
            }
        };
        problem(MISNAMED, None, message)
    }

    /// Why a file could not be read, when it was not, for the reason `why`.
    #[must_use]
    pub fn refusal(&self, why: &str) -> String {
        let why = why.split(';').next().unwrap_or(why); // what to do about a text is not what to do about this
        match begins(self.called) {
            Some(known) => format!(
                "called .{}, and no {}: its first bytes are {}, not {known}, and as {} it cannot be read: {why}; save it again as a {}",
                self.ending,
                name(self.called),
                self.beginning,
                name(self.is),
                name(self.called)
            ),
            None => format!("called .{}, and a {} by its beginning: {why}; save it again", self.ending, name(self.is)),
        }
    }
}

const fn name(form: Form) -> &'static str {
    match form {
        Form::Pdf => "PDF",
        Form::Word => "Word document",
        Form::Page | Form::Plain => "text",
    }
}

/// With what a form begins.
const fn begins(form: Form) -> Option<&'static str> {
    match form {
        Form::Pdf => Some("“%PDF-”"),
        Form::Word => Some("“PK”"),
        Form::Page | Form::Plain => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_says_something_else_is_told_with_what_to_do() {
        let read = |ending, bytes: &[u8]| misnamed(ending, bytes).map(|found| found.problem().message);
        assert_eq!(
            read("docx", b"Dear Ada, it leaks.").as_deref(),
            Some(
                "called .docx, and no Word document: its first bytes are “Dear Ada”, not “PK”; it was read as text: \
                 rename it, or save it again"
            )
        );
        assert_eq!(
            read("txt", b"%PDF-1.7\n").as_deref(),
            Some("called .txt, and begins with “%PDF-”; it was read as PDF: rename it")
        );
        assert_eq!(
            misnamed("pdf", b"\x7FELF\0").map(|found| found.refusal("it is binary; convert it")).as_deref(),
            Some(
                "called .pdf, and no PDF: its first bytes are 7F 45 4C 46 00, not “%PDF-”, and as text it cannot be \
                 read: it is binary; save it again as a PDF"
            )
        );
    }

    #[test]
    fn names_that_fit_are_not_spoken_of() {
        for (ending, bytes) in [
            ("pdf", "%PDF-1.7"),
            ("docx", "PK\u{3}\u{4}"),
            ("txt", "PK or not"),
            ("md", ""),
            ("html", "<p>a"),
            ("", "a"),
        ] {
            assert_eq!(misnamed(ending, bytes.as_bytes()), None, "{ending}");
        }
    }
}
