//! What a person enters about words of a document, as the quads that record it.

use oxrdf::Quad;
use stemma_core::entered::Entered;
use stemma_core::id::Id;
use stemma_core::passage::{nearest, places};
use stemma_core::span::{CodePoints, Span};
use stemma_core::state::{Assertion, HeldVersion, Review, Reviewed, State};
use stemma_core::statement::Statement;
use stemma_exchange::wire::Texts;
use stemma_extract::{kind_of, own_words};
use stemma_serve::{Entering, NotEntered, Words};
use stemma_store::records::{Iris, entered_quads, review_quads};

/// How many places are told of words that stand at several.
const MOST_PLACES: usize = 20;
/// How much of the text is told around a place, in letters.
const AROUND: usize = 60;

/// What `by` enters: its id, its record, and that what it corrects was not read right.
pub(crate) fn made(
    iris: &Iris,
    state: &State,
    texts: &Texts,
    entering: &Entering,
    by: &str,
) -> Result<(Id<Assertion>, Vec<Quad>), NotEntered> {
    let held = state.versions.get(&entering.version).ok_or(NotEntered::NoVersion)?;
    if held.superseded {
        return Err(NotEntered::Superseded);
    }
    let text = texts.text(held.version.id);
    let read = entering.instead_of.map(|id| the_assertion(held, id)).transpose()?;
    let words = match (&entering.words, read) {
        (Some(words), _) => vec![place(text, words)?],
        (None, Some(read)) => read.statement.contents.iter().map(|quote| quote.span).collect(),
        (None, None) => return Err(NotEntered::NoWords),
    };
    let own = own_words(text, &held.document.metadata, &words).ok_or(NotEntered::NoWords)?;
    let statement = entering.entry.statement(&own, read.map(|read| &read.statement), text, kind_of);
    let mut others = held.assertions.iter().filter(|other| !state.is_rejected(other.id));
    let is_known = |other: &Assertion| match entering.instead_of {
        Some(read) if other.id == read => is_as_read(&other.statement, &statement),
        _ => says_the_same(&other.statement, &statement),
    };
    if others.any(is_known) {
        return Err(NotEntered::Known);
    }
    let assertion = Assertion::entered(held.version.id, statement);
    let entered = Entered { by: by.to_owned(), reason: entering.reason.clone(), instead_of: entering.instead_of };
    let mut quads = entered_quads(iris, held.version.id, &assertion, &entered, text);
    if let Some(read) = entering.instead_of {
        let review = Review { confirmed: false, by: by.to_owned(), reason: format!("corrected: {}", entering.reason) };
        quads.extend(review_quads(iris, Reviewed::Attribution(read), &review));
    }
    Ok((assertion.id, quads))
}

fn the_assertion(held: &HeldVersion, id: Id<Assertion>) -> Result<&Assertion, NotEntered> {
    held.assertions.iter().find(|assertion| assertion.id == id).ok_or(NotEntered::NoAssertion)
}

/// Where the words stand that somebody means.
fn place(text: &str, words: &Words) -> Result<Span, NotEntered> {
    let points = CodePoints::new(text);
    let near = words.near.map(|near| text.char_indices().nth(near).map_or(text.len(), |(at, _)| at));
    let found = places(text, &words.exact);
    nearest(&found, near).ok_or_else(|| {
        let told = found.iter().take(MOST_PLACES);
        NotEntered::Where(told.map(|span| (points.at(span.start), around(text, *span))).collect())
    })
}

/// The words with what stands before and behind them, so that people see which are meant.
fn around(text: &str, span: Span) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let behind = text.get(span.end..).unwrap_or_default();
    let end = behind.char_indices().nth(AROUND).map_or(text.len(), |(at, _)| span.end + at);
    text.get(start..end).unwrap_or_default().to_owned()
}

/// Whether two statements say the same on the same word: what is read otherwise of the same words is corrected, and not
/// entered beside them.
fn says_the_same(one: &Statement, other: &Statement) -> bool {
    let said = |s: &Statement| {
        let voices: Vec<String> = s.chain.iter().map(|voice| voice.name.clone()).collect();
        (s.contents.clone(), voices, s.sentence.clone(), s.stance)
    };
    said(one) == said(other)
}

/// Whether a correction changes nothing that counts.
fn is_as_read(read: &Statement, made: &Statement) -> bool {
    let kinds = |s: &Statement| s.chain.iter().map(|voice| voice.kind).collect::<Vec<_>>();
    says_the_same(read, made)
        && (read.modality, read.basis, read.kind) == (made.modality, made.basis, made.kind)
        && kinds(read) == kinds(made)
}
