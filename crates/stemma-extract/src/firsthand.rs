//! What the author of a paragraph saw: "The dam spilled over. This reporter stood below it and watched."
//!
//! A document's own voice is no origin, since it does not say how it knows. Where the paragraph says that whoever writes was
//! there, it does: the statement beside it is testimony, of the outlet whose reporter it was or of the author who says "I".
//! Invariant: a witness vouches for a flat statement about the past in the same sentence or the one before or behind, and
//! only where the two hang together; who was told, read or watched a film of it is no witness.

mod backing;
mod witness;

use std::ops::Range;

use stemma_core::document::Metadata;
use stemma_core::enumerations::{Basis, ClaimKind, Modality, SourceKind, Stance, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Mention, Statement, Voice};

pub(crate) use self::backing::{Backing, backing};
use self::witness::Name;
pub(crate) use self::witness::{Witness, Writer};
use crate::draft::trimmed;
use crate::entities::Entities;
use crate::grammar::{self, is_finite};
use crate::sentences::Sentence;

/// The rule of statements that a witness vouches for.
pub(crate) const RULE: &str = "author.witnessed";

/// Who a sentence says was there; `e` are those who were named before it.
pub(crate) fn witness(s: &Sentence, writer: &Writer, e: &Entities) -> Option<Witness> {
    witness::of(s, writer, e)
}

/// What "I stood behind the net when Y" says: Y, as a stretch of the sentence.
pub(crate) fn witnessed(s: &Sentence, witness: &Witness) -> Option<Span> {
    let clause = witness.clause.clone()?;
    let clause = clause.start..crate::frames::extent::clip(s, clause.start, clause.end);
    let (span, _) = trimmed(s, clause.clone())?;
    is_past(s, clause).then_some(span)
}

/// Makes testimony of what the author says flatly in `found`, the statements of a paragraph, where a sentence beside it says
/// that they, or somebody of whom the text tells, were there.
pub(crate) fn vouch(all: &[Sentence], witnesses: &[Option<Witness>], found: &mut [Statement], voice: &Voice) {
    let quoting = quoted_witnesses(all, found);
    if witnesses.iter().all(Option::is_none) && quoting.is_empty() {
        return;
    }
    let credited: Vec<Span> = found.iter().filter(|said| said.cue.is_some()).map(Statement::hull).collect();
    for said in found.iter_mut().filter(|said| may_be_witnessed(said)) {
        let Some(at) = all.iter().position(|s| place(s).contains(said.hull())) else { continue };
        let Some(s) = all.get(at).filter(|s| is_told_flatly(s, said, &credited)) else { continue };
        let near = [Some(at), at.checked_sub(1), Some(at + 1)];
        let by = near.into_iter().flatten().find_map(|near| {
            let witness = witnesses.get(near)?.as_ref().filter(|witness| !is_about(s, witness))?;
            let is_same = near == at;
            vouches(s, said, witness, all.get(near)?, is_same).then_some(witness)
        });
        let quoting = quoting.iter().find(|(behind, _)| *behind == at + 1).map(|(_, witness)| witness);
        if let Some(witness) = by.or(quoting.filter(|witness| !is_about(s, witness))) {
            credit(said, witness, voice);
        }
    }
}

/// Turns a statement into the witness's.
pub(crate) fn credit(said: &mut Statement, witness: &Witness, voice: &Voice) {
    said.basis = Basis::Testimony;
    said.rule = RULE.into();
    if let Some(Name { name, quote, is_reporter }) = &witness.name {
        let affiliation = is_reporter.then(|| voice.name.clone());
        said.source = Some(Mention { quote: quote.clone(), name: name.clone(), kind: SourceKind::Person });
        said.chain.push(Voice { name: name.clone(), kind: SourceKind::Person, affiliation });
    }
}

/// The sentences that are somebody's who says in them that they saw something: "The plane left empty. “I could see every seat,”
/// says Castaing."
fn quoted_witnesses(all: &[Sentence], found: &[Statement]) -> Vec<(usize, Witness)> {
    let direct = found.iter().filter(|said| said.direct && said.tier == Tier::A && said.chain.len() == 2);
    let named = direct.filter_map(|said| {
        let source = said.source.as_ref().filter(|source| source.kind == SourceKind::Person)?;
        let at = all.iter().position(|s| place(s).contains(said.hull()))?;
        all.get(at).filter(|s| witness::is_quoted_witness(s) && s.is_quoted(1))?;
        let name = Name { name: source.name.clone(), quote: source.quote.clone(), is_reporter: false };
        Some((at, Witness::named(name)))
    });
    named.collect()
}

/// Whether a sentence tells of the witness, so that they are no source of it.
fn is_about(s: &Sentence, witness: &Witness) -> bool {
    let Some(name) = witness.name.as_ref().filter(|name| !name.is_reporter) else { return false };
    let is_part = |i: usize| s.is_capital(i) && name.name.split(' ').any(|part| part == s.words(i..i + 1));
    (0..s.len()).any(|i| is_part(i) || matches!(s.low(i), "he" | "she" | "his" | "her" | "him"))
}

fn may_be_witnessed(said: &Statement) -> bool {
    said.cue.is_none()
        && said.chain.len() == 1
        && said.basis == Basis::Unattributed
        && matches!(&*said.rule, "author.proposition" | "author.parted")
        && said.modality == Modality::Asserted
        && said.stance == Stance::Affirms
        && matches!(said.kind, ClaimKind::Fact | ClaimKind::Quantity)
}

fn place(s: &Sentence) -> Span {
    s.span(0..s.len()).unwrap_or(Span::new(0, 0))
}

fn range_of(s: &Sentence, span: Span) -> Range<usize> {
    let inside = |i: &usize| s.token(*i).is_some_and(|token| span.contains(token.span));
    let start = (0..s.len()).find(inside).unwrap_or(0);
    let end = (0..s.len()).rev().find(inside).map_or(start, |last| last + 1);
    start..end
}

/// Credits to what stands behind it what the author says flatly in `found`.
pub(crate) fn back(all: &[Sentence], backings: &[Option<Backing>], found: &mut [Statement]) {
    if backings.iter().any(Option::is_some) {
        backing::back(all, backings, found);
    }
}

/// Whether the author tells it of the past, and of others.
fn is_told(s: &Sentence, said: &Statement) -> bool {
    is_told_flatly(s, said, &[])
}

/// Whether the author tells it of the past, of others, and nobody else is credited in the sentence.
fn is_told_flatly(s: &Sentence, said: &Statement, credited: &[Span]) -> bool {
    let range = range_of(s, said.hull());
    let own = range.clone().any(|i| witness::is_first_person(s, i));
    let alone = !credited.iter().any(|span| place(s).overlaps(*span));
    let quoted = range.clone().all(|i| s.is_quoted(i));
    alone && !own && !quoted && is_past(s, range)
}

/// Whether the first verb of a stretch tells of what happened: not of what is, has been, or had been before.
fn is_past(s: &Sentence, range: Range<usize>) -> bool {
    const PRESENT: &[&str] = &[
        "is", "are", "am", "has", "have", "will", "can", "may", "must", "shall", "do", "does", "would", "should",
        "could", "might",
    ];
    let Some(verb) = range.clone().skip(1).find(|i| is_finite(s, *i) && !s.is_quoted(*i)) else { return false };
    let word = s.low(verb);
    let before = word == "had" && {
        let next = s.low(grammar::after_adverbs(s, verb + 1));
        next == "been" || next.len() > 4 && (next.ends_with("ed") || next.ends_with("en"))
    };
    let third = word.ends_with('s') && word != "was";
    !PRESENT.contains(&word) && !before && !third
}

/// Whether a witness in one sentence vouches for a statement in another, or the same.
fn vouches(s: &Sentence, said: &Statement, witness: &Witness, seen: &Sentence, is_same: bool) -> bool {
    let range = range_of(s, said.hull());
    if is_same {
        // "Forty men slept there, and I had to step over them": the two clauses of one sentence.
        return witness.refers || witness.is_bare;
    }
    let shared =
        witness.perceives && witness.object.clone().any(|i| is_content(seen, i) && has_word(s, &range, seen.low(i)));
    witness.refers || witness.perceives && (witness.is_bare || shared)
}

fn is_content(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    word.chars().count() > 3
        && !s.is_quoted(at)
        && !grammar::is_preposition(word)
        && !grammar::is_determiner(word)
        && !grammar::is_adverb(word)
        && !grammar::is_auxiliary(word)
        && !grammar::TIMES.contains(word)
        && !grammar::is_subordinator(word)
}

fn has_word(s: &Sentence, range: &Range<usize>, word: &str) -> bool {
    let stem = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    range.clone().any(|i| stem(s.low(i)) == stem(word))
}

/// Who may say "I" and "we" in a document of these makers.
pub(crate) fn writer(metadata: &Metadata) -> Writer {
    Writer { has_outlet: metadata.publisher.is_some(), has_author: !metadata.authors.is_empty() }
}

/// The words that name somebody.
pub(super) fn quote(s: &Sentence, range: Range<usize>) -> Option<Quote> {
    Quote::at(s.text, s.span(range)?)
}
