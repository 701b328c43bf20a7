//! Reading in a process of its own: web pages, PDF and Word documents are rich enough to be hostile. The process may use so
//! much memory and time, and can open no file and no connection; when it fails, only the one document is not read.
//!
//! A process reads one document after the other, since starting one takes longer than reading most pages. What it reads
//! does not depend on what it read before: where one fails that is not fresh, a fresh one has the last word.

mod fields;
mod reader;

use std::sync::Mutex;
use std::time::Duration;

use stemma_core::document::{Parsed, Problem};
use stemma_core::span::Span;
use stemma_extract::{MediaType, decode_as, is_rich, problems};

use self::fields::Fields;
pub(crate) use self::reader::run;
use self::reader::{Failure, MEMORY, PATIENCE, Reader};

/// The hidden command that the process runs.
pub(crate) const COMMAND: &str = "read-apart";
/// A process that has read for so long is let go: it may read for no more than [`PATIENCE`] in all.
const ENOUGH: Duration = Duration::from_secs(20);

/// A process that is done with its last document.
static SPARE: Mutex<Option<Reader>> = Mutex::new(None);

/// The text of some bytes, read apart where their format asks for it; `said` is what their server says that they are.
///
/// # Errors
/// Why they were not read, in words.
pub(crate) fn decoded(bytes: &[u8], said: Option<&MediaType>) -> Result<Parsed<String>, String> {
    if !is_rich(bytes, said) {
        return decode_as(bytes, said).map_err(|why| why.to_string());
    }
    let failed = |error: std::io::Error| format!("cannot be read in a process of its own: {error}");
    let said = said.map(ToString::to_string).unwrap_or_default();
    let question = [said.as_bytes(), bytes];
    let spare = SPARE.lock().ok().and_then(|mut spare| spare.take());
    let asked = match spare.map(|reader| reader.ask(&question)) {
        None | Some(Err(Failure::Ended)) => Reader::start().map_err(failed)?.ask(&question),
        Some(asked) => asked,
    };
    let (reader, answer) = asked.map_err(|failure| told(&failure))?;
    if reader.spent() < ENOUGH
        && let Ok(mut spare) = SPARE.lock()
    {
        *spare = Some(reader);
    }
    understood(answer)
}

fn told(failure: &Failure) -> String {
    match failure {
        Failure::Slow => {
            let seconds = PATIENCE.as_secs();
            format!("took more than {seconds} s to read: save it again with another program, or give it as text")
        }
        Failure::Ended => format!(
            "broke its reader, or took more than {} MB: save it again with another program, or give it as text",
            MEMORY >> 20
        ),
    }
}

/// What the process says, as what it read.
fn understood(answer: Fields) -> Result<Parsed<String>, String> {
    let mut words = answer.into_iter().map(String::from_utf8);
    let mut word = || words.next().and_then(Result::ok);
    match (word().as_deref(), word()) {
        (Some(fields::READ), Some(value)) => {
            Ok(Parsed { value, problems: words.flatten().filter_map(problem).collect() })
        }
        (Some(fields::REFUSED), Some(why)) => Err(why),
        (None | Some(_), _) => Err("gave a text that is not UTF-8".to_owned()),
    }
}

/// A problem in one line: its code, its place or `- -`, its words.
fn line(problem: &Problem) -> String {
    let place = problem.span.map_or_else(|| "- -".to_owned(), |span| format!("{} {}", span.start, span.end));
    format!("{} {place} {}", problem.code, problem.message)
}

fn problem(line: String) -> Option<Problem> {
    let mut words = line.splitn(4, ' ');
    let code = words.next()?;
    let (code, _) = *problems::TABLE.iter().find(|(known, _)| *known == code)?;
    let (start, end) = (words.next()?.parse().ok(), words.next()?.parse().ok());
    let span = start.zip(end).map(|(start, end)| Span::new(start, end));
    Some(Problem { span, code, message: words.next()?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_come_back_as_they_were_told() {
        for span in [None, Some(Span::new(3, 6))] {
            let told = Problem { span, code: problems::UNDECODABLE, message: "byte 0xFF is not UTF-8".to_owned() };
            assert_eq!(problem(line(&told)), Some(told));
        }
        assert_eq!(problem("STM999 - - x".to_owned()), None);
    }
}
