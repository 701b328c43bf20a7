//! What an editor underlines: the flags that nobody dismissed, and what could not be read.

use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Range};
use stemma_core::document::Problem;
use stemma_core::draft::{DraftFlag, Gravity};
use stemma_core::span::Span;
use stemma_core::visible::visible;
use stemma_extract::is_unread;

use super::checking::{Against, CheckedText};
use super::dismissed::{Dismissals, Flagged};

/// How many places of one draft are underlined at most: editors become slow with more.
const MOST: usize = 2000;

/// All that is to be underlined.
pub(super) fn diagnostics(checked: &CheckedText, dismissals: &Dismissals) -> Vec<Diagnostic> {
    let flags = &checked.checked.flags;
    let is_open = |flag: &&DraftFlag| dismissals.reason(&Flagged::of(flag, &checked.text)).is_none();
    let mut all: Vec<Diagnostic> = checked.problems.iter().map(|problem| unread(checked, problem)).collect();
    match &checked.against {
        Against::Nothing(why) => {
            let message = format!("This draft was NOT checked: {why}. Nothing is known of it; save it to try again.");
            all.push(at_the_top(DiagnosticSeverity::ERROR, message));
        }
        Against::Store(_) | Against::Service(..) => all.extend(nothing(checked)),
    }
    all.extend(flags.iter().filter(is_open).map(|flag| flagged(checked, flag)));
    if all.len() > MOST {
        let rest = all.len() - MOST;
        all.truncate(MOST);
        let message = format!("{rest} more flags are not shown: check this draft with `stemma check`, or split it.");
        all.insert(0, at_the_top(DiagnosticSeverity::WARNING, message));
    }
    all
}

fn flagged(checked: &CheckedText, flag: &DraftFlag) -> Diagnostic {
    let severity = match flag.gravity {
        Gravity::Note => DiagnosticSeverity::INFORMATION,
        Gravity::Warning => DiagnosticSeverity::WARNING,
        Gravity::Error => DiagnosticSeverity::ERROR,
    };
    made(range(checked, flag.span), severity, Some(flag.code.as_str()), &flag.message)
}

fn unread(checked: &CheckedText, problem: &Problem) -> Diagnostic {
    let severity = if is_unread(problem) { DiagnosticSeverity::WARNING } else { DiagnosticSeverity::INFORMATION };
    let range = problem.span.map(|span| range(checked, span)).unwrap_or_default();
    made(range, severity, Some(problem.code), &problem.message)
}

/// That there is nothing to check, which must not look like a pass.
fn nothing(checked: &CheckedText) -> Option<Diagnostic> {
    let message = match (checked.checked.checkable, checked.text.trim().is_empty()) {
        (0, true) => "The draft is empty: there is nothing to check.".to_owned(),
        (0, false) => format!("Nothing in {} sentences can be checked. That is no pass.", checked.sentences),
        (1.., _) => return None,
    };
    Some(at_the_top(DiagnosticSeverity::INFORMATION, message))
}

fn at_the_top(severity: DiagnosticSeverity, message: String) -> Diagnostic {
    made(Range::default(), severity, None, &message)
}

/// The place of a span; of a paragraph or more only its first line is underlined.
fn range(checked: &CheckedText, span: Span) -> Range {
    let range = checked.places.range(&checked.text, span);
    let words = span.slice(&checked.text).unwrap_or_default();
    match words.split_once("\n\n") {
        Some((first, _)) => checked.places.range(&checked.text, Span::new(span.start, span.start + first.len())),
        None => range,
    }
}

fn made(range: Range, severity: DiagnosticSeverity, code: Option<&str>, message: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: code.map(|code| NumberOrString::String(code.to_owned())),
        source: Some("stemma".to_owned()),
        message: visible(message).into_owned(),
        ..Diagnostic::default()
    }
}
