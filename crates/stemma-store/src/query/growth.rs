//! `CONCAT`, `REPLACE` and `REGEX` within a limit. The first two can make of a small text one that no memory holds, in one call, which
//! nothing interrupts: forty doublings of ten letters, or each letter of a document replaced by the document. A pattern over a long
//! text can take minutes, in one call too. So these are computed here, with the results that the evaluator gives; a text that grows
//! beyond the limit stops the query, and a pattern looks at the clock.

use std::sync::Arc;

use oxrdf::vocab::xsd;
use oxrdf::{BaseDirection, Literal, NamedNode, NamedNodeRef, Term};
use spareval::QueryEvaluator;
use spargebra::algebra::Function;

use super::pattern::{Known, NotReplaced, Pattern};
use super::watch::{Stop, Watch, look_at_the_clock};

/// The longest text that a query may make, in bytes.
pub(super) const LONGEST: usize = 8 << 20;
/// From here on memory is looked at each time.
const LONG: usize = 64 << 10;

const CONCAT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#concat");
const REPLACE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#replace");
const REGEX: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/stemma/function/1#regex");

/// Puts ours in the place of a function that makes texts grow, or goes on for long.
pub(in crate::query) fn bounded(function: &mut Function) {
    match function {
        Function::Concat => *function = Function::Custom(CONCAT.into_owned()),
        Function::Replace => *function = Function::Custom(REPLACE.into_owned()),
        Function::Regex => *function = Function::Custom(REGEX.into_owned()),
        _ => {}
    }
}

/// The evaluator with ours.
pub(crate) fn with_bounded(evaluator: QueryEvaluator, watch: &Arc<Watch>) -> QueryEvaluator {
    let (for_concat, for_replace, for_regex) = (Arc::clone(watch), Arc::clone(watch), Arc::clone(watch));
    let known = Arc::new(Known::default());
    let also_known = Arc::clone(&known);
    let named = |name: NamedNodeRef<'static>| -> NamedNode { name.into_owned() };
    evaluator
        .with_custom_function(named(CONCAT), move |terms| concat(terms, &for_concat))
        .with_custom_function(named(REPLACE), move |terms| replace(terms, &known, &for_replace))
        .with_custom_function(named(REGEX), move |terms| is_match(terms, &also_known, &for_regex))
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
        look_at_the_clock().ok()?;
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

fn replace(terms: &[Term], known: &Known, watch: &Watch) -> Option<Term> {
    let [of, pattern, replacement, flags @ ..] = terms else { return None };
    let (source, language) = text(of)?;
    let pattern = read(pattern, flags, known, watch)?;
    match pattern.replaced(source, plain(replacement)?, LONGEST) {
        Ok(replaced) => made(replaced, language, watch),
        Err(NotReplaced::TooLong) => too_long(watch),
        Err(NotReplaced::TooManyGroups) => {
            watch.stop(Stop::Pattern);
            None
        }
        // The watch knows why.
        Err(NotReplaced::Stopped) => None,
    }
}

fn is_match(terms: &[Term], known: &Known, watch: &Watch) -> Option<Term> {
    let [of, pattern, flags @ ..] = terms else { return None };
    let (source, _) = text(of)?;
    let is_in = read(pattern, flags, known, watch)?.is_in(source).ok()?;
    Some(Literal::from(is_in).into())
}

/// The pattern with its flags, if there are any.
fn read(pattern: &Term, flags: &[Term], known: &Known, watch: &Watch) -> Option<Arc<Pattern>> {
    let flags = match flags {
        [] => "",
        [flags] => plain(flags)?,
        _ => return None,
    };
    let pattern = plain(pattern)?;
    if Pattern::is_too_long(pattern) {
        watch.stop(Stop::Pattern);
        return None;
    }
    known.pattern(pattern, flags)
}
