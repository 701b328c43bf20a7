//! `CONCAT` and `REPLACE` within a limit. Each can make of a small text one that no memory holds, in one call, which nothing interrupts:
//! forty doublings of ten letters, or each letter of a document replaced by the document. So these two are computed here, with the
//! results that the evaluator gives, and a text that grows beyond the limit stops the query.

use std::sync::{Arc, Mutex, PoisonError};

use oxrdf::vocab::xsd;
use oxrdf::{BaseDirection, Literal, NamedNode, NamedNodeRef, Term};
use regex::{Regex, RegexBuilder};
use spareval::QueryEvaluator;
use spargebra::algebra::Function;

use super::watch::{Stop, Watch};

/// The longest text that a query may make, in bytes.
pub(super) const LONGEST: usize = 8 << 20;
/// From here on memory is looked at each time.
const LONG: usize = 64 << 10;
/// As the evaluator has it.
const REGEX_SIZE: usize = 1_000_000;

const CONCAT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#concat");
const REPLACE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#replace");

/// Puts ours in the place of a function that makes texts grow.
pub(in crate::query) fn bounded(function: &mut Function) {
    match function {
        Function::Concat => *function = Function::Custom(CONCAT.into_owned()),
        Function::Replace => *function = Function::Custom(REPLACE.into_owned()),
        _ => {}
    }
}

/// The evaluator with ours.
pub(crate) fn with_bounded(evaluator: QueryEvaluator, watch: &Arc<Watch>) -> QueryEvaluator {
    let (for_concat, for_replace) = (Arc::clone(watch), Arc::clone(watch));
    let last: Mutex<Option<(String, String, Regex)>> = Mutex::new(None);
    let named = |name: NamedNodeRef<'static>| -> NamedNode { name.into_owned() };
    evaluator
        .with_custom_function(named(CONCAT), move |terms| concat(terms, &for_concat))
        .with_custom_function(named(REPLACE), move |terms| replace(terms, &last, &for_replace))
}

type Language = Option<(String, Option<BaseDirection>)>;

/// A text with its language; nothing of what is no text.
fn text(term: &Term) -> Option<(&str, Language)> {
    let Term::Literal(literal) = term else { return None };
    match literal.language() {
        Some(language) => Some((literal.value(), Some((language.to_owned(), literal.direction())))),
        None => (literal.datatype() == xsd::STRING).then(|| (literal.value(), None)),
    }
}

fn plain(term: &Term) -> Option<&str> {
    text(term).filter(|(_, language)| language.is_none()).map(|(text, _)| text)
}

/// The text as a term, when it is not too long.
fn made(text: String, language: Language, watch: &Watch) -> Option<Term> {
    if text.len() > LONG {
        watch.look();
    }
    let literal = match language {
        None => Literal::new_simple_literal(text),
        Some((language, None)) => Literal::new_language_tagged_literal_unchecked(text, language),
        Some((language, Some(direction))) => {
            Literal::new_directional_language_tagged_literal_unchecked(text, language, direction)
        }
    };
    Some(literal.into())
}

fn too_long<T>(watch: &Watch) -> Option<T> {
    watch.stop(Stop::Text);
    None
}

fn concat(terms: &[Term], watch: &Watch) -> Option<Term> {
    let mut all = String::new();
    let mut languages: Option<Language> = None;
    for term in terms {
        let (text, language) = text(term)?;
        if all.len() + text.len() > LONGEST {
            return too_long(watch);
        }
        all.push_str(text);
        languages = match languages {
            Some(common) if common != language => Some(None),
            Some(common) => Some(common),
            None => Some(language),
        };
    }
    made(all, languages.flatten(), watch)
}

fn replace(terms: &[Term], last: &Mutex<Option<(String, String, Regex)>>, watch: &Watch) -> Option<Term> {
    let [of, pattern, replacement, flags @ ..] = terms else { return None };
    let (source, language) = text(of)?;
    let (pattern, replacement) = (plain(pattern)?, plain(replacement)?);
    let flags = match flags {
        [] => "",
        [flags] => plain(flags)?,
        _ => return None,
    };
    let regex = known(pattern, flags, last)?;
    let references = replacement.matches('$').count();
    let (mut all, mut done) = (String::new(), 0);
    for found in regex.captures_iter(source) {
        let whole = found.get(0)?;
        all.push_str(source.get(done..whole.start())?);
        // No group is longer than the whole match.
        if all.len() + replacement.len() + references.saturating_mul(whole.len()) > LONGEST {
            return too_long(watch);
        }
        found.expand(replacement, &mut all);
        done = whole.end();
    }
    all.push_str(source.get(done..)?);
    made(all, language, watch)
}

fn known(pattern: &str, flags: &str, last: &Mutex<Option<(String, String, Regex)>>) -> Option<Regex> {
    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known_pattern, known_flags, regex)) = last.as_ref()
        && (known_pattern.as_str(), known_flags.as_str()) == (pattern, flags)
    {
        return Some(regex.clone());
    }
    let regex = compiled(pattern, flags)?;
    *last = Some((pattern.to_owned(), flags.to_owned(), regex.clone()));
    Some(regex)
}

fn compiled(pattern: &str, flags: &str) -> Option<Regex> {
    let escaped = if flags.contains('q') { regex::escape(pattern) } else { pattern.to_owned() };
    let mut builder = RegexBuilder::new(&escaped);
    builder.size_limit(REGEX_SIZE);
    for flag in flags.chars() {
        match flag {
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            'i' => builder.case_insensitive(true),
            'x' => builder.ignore_whitespace(true),
            'q' => &mut builder,
            _ => return None,
        };
    }
    builder.build().ok()
}
