//! The document's own voice: what no attribution covers, proposition by proposition.

use std::ops::Range;

use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::chain::Document;
use crate::claim::{self, Speaker};
use crate::draft::{Draft, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, is_clausal, is_finite};
use crate::lexicon;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// Fewer words make no claim of their own beside an attribution.
const LEAST_WORDS: usize = 4;

/// The own statements of a sentence, given what is credited to others in it.
pub(crate) fn own(document: &Document, s: &Sentence, drafts: &[Draft], covered: &[Span], e: &Entities) -> Vec<Statement> {
    let taken = |span: Span| {
        let others = |draft: &Draft| {
            let sources = draft.parties.iter().map(|party| party.mention.quote.span);
            let mut spans = draft.contents.iter().copied().chain(draft.cue).chain(sources);
            spans.any(|other| other.overlaps(span))
        };
        drafts.iter().any(others) || covered.iter().any(|other| other.overlaps(span))
    };
    let whole = drafts.is_empty() && covered.is_empty();
    let mut found = Vec::new();
    for part in propositions(s) {
        let Some((span, _)) = trimmed(s, part.range.clone()) else { continue };
        let words = part.range.clone().filter(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word)).count();
        let short = words < if whole { 2 } else { LEAST_WORDS };
        if taken(span) || short || !whole && !is_clausal(s, part.range.clone()) && part.subject.is_none() {
            continue;
        }
        let sentence = Some(self_contained(s, &part, span, e));
        found.extend(document.own(&[span], sentence, "author.proposition"));
    }
    found
}

/// A part of a sentence that says one thing.
struct Proposition {
    range: Range<usize>,
    /// The subject that it shares with an earlier part.
    subject: Option<Range<usize>>,
}

/// Splits a sentence at semicolons and coordinations of clauses and predicates.
fn propositions(s: &Sentence) -> Vec<Proposition> {
    let end = if s.is(s.len().saturating_sub(1), "?") { s.len() } else { s.content_end() };
    if s.is(s.len().saturating_sub(1), "?") {
        return vec![Proposition { range: 0..end, subject: None }];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    let mut subject: Option<Range<usize>> = None;
    let mut shares = false;
    for at in 0..end {
        if s.is_quoted(at) || at < start + 3 {
            continue;
        }
        let cut = cut_at(s, at, start, end);
        let Some(cut) = cut else { continue };
        let own = subject_of(s, start..at);
        parts.push(Proposition { range: start..at, subject: if shares { subject.clone() } else { None } });
        if !shares {
            subject = own.or(subject);
        }
        shares = cut == Cut::Predicate && subject.is_some();
        start = at;
    }
    parts.push(Proposition { range: start..end, subject: if shares { subject } else { None } });
    parts
}

#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// A new clause with its own subject.
    Clause,
    /// A further predicate of the same subject.
    Predicate,
}

fn cut_at(s: &Sentence, at: usize, start: usize, end: usize) -> Option<Cut> {
    if s.is(at, ";") {
        return Some(Cut::Clause);
    }
    let comma = s.is(at, ",");
    let joint = if comma { at + 1 } else { at };
    if !matches!(s.low(joint), "and" | "but" | "yet" | "so") || joint + 3 > end || !is_clausal(s, start..at) {
        return None;
    }
    if subordinate(s, start, at) {
        return None;
    }
    let next = grammar::after_adverbs(s, joint + 1);
    if is_predicate_start(s, next) {
        return (s.is(joint, "and") || s.is(joint, "but")).then_some(Cut::Predicate);
    }
    let opens = grammar::is_determiner(s.low(next)) || s.is_capital(next) || grammar::PRONOUNS.contains(&s.low(next));
    let verb = (next + 1..end.min(next + 10)).find(|i| is_finite(s, *i))?;
    let clean = !(next..verb).any(|i| s.is(i, ",") || grammar::is_subordinator(s.low(i)) && !s.is(i, "and"));
    (comma && clean && (opens || grammar::is_clausal(s, next..end))).then_some(Cut::Clause)
}

/// Whether the part before opens a clause that the rest depends on ("If the dam holds and …").
fn subordinate(s: &Sentence, start: usize, at: usize) -> bool {
    let opens = matches!(s.low(start), "if" | "when" | "while" | "although" | "because" | "since" | "unless" | "whether");
    let comma = (start..at).any(|i| s.is(i, ","));
    let that = (start.max(at.saturating_sub(12))..at).any(|i| matches!(s.low(i), "that" | "which" | "who" | "whether" | "how"));
    opens && !comma || that
}

fn is_predicate_start(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let past = word.len() > 4 && word.ends_with("ed") && !s.is_capital(at);
    let cue = lexicon::verb(word).is_some_and(|(_, form)| matches!(form, lexicon::Form::Past | lexicon::Form::Third));
    let follows = matches!(s.kind(at + 1), Some(TokenKind::Word | TokenKind::Number | TokenKind::Open));
    let aux = matches!(word, "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would" | "can" | "could" | "does" | "did");
    let third = is_finite(s, at) && !grammar::is_auxiliary(word);
    follows && (aux || past && grammar::is_determiner(s.low(at + 1)) | grammar::is_preposition(s.low(at + 1)) || cue || third)
        && !s.is_capital(at)
}

fn subject_of(s: &Sentence, range: Range<usize>) -> Option<Range<usize>> {
    let verb = (range.start + 1..range.end).find(|i| is_finite(s, *i))?;
    let subject = grammar::subject_before(s, verb)?;
    (subject.phrase.start >= range.start).then_some(subject.phrase)
}

/// The proposition as a sentence, with its shared subject, or what an opening pronoun points to.
fn self_contained(s: &Sentence, part: &Proposition, span: Span, e: &Entities) -> String {
    let words = span.slice(s.text).unwrap_or_default();
    if let Some(subject) = &part.subject {
        let subject = claim::plain(s.words(subject.clone()));
        return claim::sentence(&format!("{} {words}", resolved(&subject, e)), None);
    }
    claim::sentence(&resolved(&claim::plain(words), e), None)
}

/// Fills in what opens a credited claim when it cannot be the speaker: "officials said it would close".
pub(crate) fn anchored(s: &Sentence, draft: &Draft, e: &Entities) -> Draft {
    use stemma_core::enumerations::SourceKind::{Organization, Outlet, Person, UnnamedPerson};
    let mut draft = draft.clone();
    let words = draft.contents.iter().filter_map(|span| span.slice(s.text)).collect::<Vec<_>>().join(" ");
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    let speaker = draft.parties.first().map(|party| party.mention.kind);
    let own = match first.as_str() {
        "it" | "its" => matches!(speaker, Some(Organization | Outlet)) && draft.class != lexicon::CueClass::Finding,
        "he" | "she" | "his" | "her" => matches!(speaker, Some(Person | UnnamedPerson)),
        "the" => false,
        _ => return draft,
    };
    if draft.direct || own || draft.sentence.is_some() {
        return draft;
    }
    let examined = if draft.class == lexicon::CueClass::Finding { examined(s, &draft) } else { None };
    draft.sentence = Some(match examined.filter(|_| first != "the") {
        Some(thing) => claim::sentence(&words, Some(Speaker { name: &thing, kind: Organization, quoted: false })),
        None => resolved(&words, e),
    });
    draft
}

/// What "took the phone apart and found that it …" examined.
fn examined(s: &Sentence, draft: &Draft) -> Option<String> {
    let cue = draft.cue?;
    let at = (0..s.len()).find(|i| s.token(*i).is_some_and(|token| token.span.start >= cue.start))?;
    let and = (at.saturating_sub(3)..at).rev().find(|i| s.is(*i, "and"))?;
    let verb = (0..and).rev().find(|i| is_finite(s, *i))?;
    let skip = usize::from(matches!(s.low(verb + 1), "apart" | "down"));
    let phrase = grammar::phrase_after(s, verb + 1 + skip);
    let end = phrase.end.min(and) - usize::from(matches!(s.low(phrase.end.min(and).saturating_sub(1)), "apart" | "down"));
    (phrase.start < end).then(|| claim::plain(s.words(phrase.start..end)))
}

/// Puts a name for "it", "the company", "he" at the start of the words.
fn resolved(words: &str, e: &Entities) -> String {
    use stemma_core::enumerations::SourceKind::{Organization, Person};
    for role in ["The company ", "The firm ", "the company ", "the firm ", "The company's ", "The company’s "] {
        if let (Some(rest), Some(name)) = (words.strip_prefix(role), e.sole_organization()) {
            let owns = role.ends_with("s ");
            return format!("{name}{} {rest}", if owns { "'s" } else { "" });
        }
    }
    let pointed = |name: Option<&str>, kind| name.map(|name| claim::sentence(words, Some(Speaker { name, kind, quoted: false })));
    let first = words.split(' ').next().unwrap_or_default().to_lowercase();
    match first.trim_end_matches(['s', '\'', '’']) {
        "it" => pointed(e.sole_organization(), Organization),
        "he" | "she" | "hi" | "her" => pointed(e.last_person(), Person),
        _ => None,
    }
    .unwrap_or_else(|| words.to_owned())
}
