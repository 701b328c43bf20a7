//! A stretch of a sentence to its propositions: coordinated clauses and predicates, reasons and concessions.

use std::ops::Range;

use crate::grammar::{self, is_clausal, is_finite};
use crate::lexicon;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// A part of a sentence that says one thing.
pub(crate) struct Proposition {
    pub(crate) range: Range<usize>,
    /// The subject that it shares with an earlier part.
    pub(crate) subject: Option<Range<usize>>,
    /// The subject of the part before, which an opening "it" points to.
    pub(crate) before: Option<Range<usize>>,
}

/// Splits a stretch of a sentence at semicolons and coordinations of clauses and predicates.
pub(crate) fn propositions(s: &Sentence, stretch: Range<usize>) -> Vec<Proposition> {
    let Range { start: first, end } = stretch;
    let mut start = first;
    if s.is(end.saturating_sub(1), "?") {
        return vec![Proposition { range: start..end, subject: None, before: None }];
    }
    let mut parts = Vec::new();
    if let Some(comma) = conceded(s, start, end) {
        parts.push(Proposition { range: start + 1..comma, subject: None, before: None });
        start = comma + 1;
    }
    let mut subject: Option<Range<usize>> = None;
    let mut shares = false;
    // Whether a finite verb was met since `start`: kept along, so that long lists take linear time.
    let mut clausal = false;
    for at in first..end {
        clausal |= at > start && (is_finite(s, at) || grammar::PRONOUNS.contains(s.low(start)));
        if s.is_quoted(at) || at < start + 3 || !(clausal || s.is(at, ";")) {
            continue;
        }
        let Some(cut) = cut_at(s, at, start, end) else { continue };
        let own = subject_of(s, start..at);
        parts.push(part(start..at, shares, subject.as_ref()));
        if !shares {
            subject = own.or(subject);
        }
        shares = cut == Cut::Predicate && subject.is_some();
        start = at;
        clausal = false;
    }
    parts.push(part(start..end, shares, subject.as_ref()));
    parts
}

/// The comma after an opening clause that is asserted too: "Because X, Y", "Although X, Y".
fn conceded(s: &Sentence, start: usize, end: usize) -> Option<usize> {
    let opens = matches!(s.low(start), "because" | "although" | "though" | "while" | "whereas" | "since");
    let comma =
        (start + 4..end).find(|i| s.is(*i, ",") && !s.is_quoted(*i) && is_clausal(s, i + 1..end)).filter(|_| opens)?;
    is_clausal(s, start + 1..comma).then_some(comma)
}

fn part(range: Range<usize>, shares: bool, subject: Option<&Range<usize>>) -> Proposition {
    let (shared, before) = if shares { (subject, None) } else { (None, subject) };
    Proposition { range, subject: shared.cloned(), before: before.cloned() }
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
    if !matches!(s.low(joint), "and" | "but" | "yet" | "so") || joint + 3 > end {
        return None;
    }
    if subordinate(s, start, at) || in_list(s, start, at) {
        return None;
    }
    let next = grammar::after_adverbs(s, joint + 1);
    if is_predicate_start(s, next) {
        return (s.is(joint, "and") || s.is(joint, "but")).then_some(Cut::Predicate);
    }
    let opens = grammar::is_determiner(s.low(next)) || s.is_capital(next) || grammar::PRONOUNS.contains(s.low(next));
    let verb = (next + 1..end.min(next + 10)).find(|i| is_finite(s, *i))?;
    let clean = !(next..verb).any(|i| s.is(i, ",") || grammar::is_subordinator(s.low(i)) && !s.is(i, "and"));
    (comma && clean && (opens || grammar::is_clausal(s, next..end))).then_some(Cut::Clause)
}

/// Whether the words since the last comma are an entry of a list or an insertion, and no clause.
fn in_list(s: &Sentence, start: usize, at: usize) -> bool {
    let Some(comma) = (start..at).rev().find(|i| s.is(*i, ",")) else { return false };
    let clause = |range: Range<usize>| range.into_iter().skip(1).any(|i| is_finite(s, i));
    let opening = grammar::is_preposition(s.low(start))
        || grammar::is_subordinator(s.low(start))
        || grammar::is_adverb(s.low(start));
    let past = s.low(comma + 1).len() > 4 && s.low(comma + 1).ends_with("ed");
    let (before, after) = (clause(start..comma), clause(comma + 1..at));
    !(after || past && before || opening && before) || !(opening || before)
}

/// Whether the part before opens a clause that the rest depends on ("If the dam holds and …").
fn subordinate(s: &Sentence, start: usize, at: usize) -> bool {
    let opens =
        matches!(s.low(start), "if" | "when" | "while" | "although" | "because" | "since" | "unless" | "whether");
    let comma = (start..at).any(|i| s.is(i, ","));
    let that = (start.max(at.saturating_sub(12))..at)
        .any(|i| matches!(s.low(i), "that" | "which" | "who" | "whether" | "how"));
    opens && !comma || that
}

fn is_predicate_start(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let past = word.len() > 4 && word.ends_with("ed") && !s.is_capital(at);
    let cue = lexicon::verb(word).is_some_and(|(_, form)| matches!(form, lexicon::Form::Past | lexicon::Form::Third));
    let follows = matches!(s.kind(at + 1), Some(TokenKind::Word | TokenKind::Number | TokenKind::Open));
    let aux = matches!(
        word,
        "is" | "are" | "was" | "were" | "has" | "have" | "had" | "will" | "would" | "can" | "could" | "does" | "did"
    );
    let plan = matches!(word, "plans" | "intends" | "aims" | "wants" | "hopes" | "expects") && s.is(at + 1, "to");
    let third = plan || is_finite(s, at) && !grammar::is_auxiliary(word);
    follows
        && (aux
            || past && grammar::is_determiner(s.low(at + 1)) | grammar::is_preposition(s.low(at + 1))
            || cue
            || third)
        && !s.is_capital(at)
}

fn is_joint(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "and" | "but" | "yet" | "so")
}

fn subject_of(s: &Sentence, range: Range<usize>) -> Option<Range<usize>> {
    let verb = (range.start + 1..range.end).find(|i| is_finite(s, *i))?;
    let opening = grammar::is_preposition(s.low(range.start))
        || grammar::is_subordinator(s.low(range.start))
        || grammar::is_adverb(s.low(range.start));
    let comma = (range.start..verb).rev().find(|i| s.is(*i, ",")).filter(|_| opening);
    let joint = usize::from(matches!(s.low(range.start), "," | ";")) + usize::from(is_joint(s, range.start + 1));
    let start = comma.map_or(range.start + joint, |comma| comma + 1);
    let start = start + usize::from(is_joint(s, start));
    let end = (start..verb).rev().take_while(|i| grammar::is_adverb(s.low(*i))).last().unwrap_or(verb);
    (start < end && end - start <= 16).then_some(start..end)
}
