//! Who says it: the subject of a cue, or whom it shares its subject with.

use super::predicate::{quoted_as, quotes_as};
use crate::draft::{Party, Strength};
use crate::entities::Entities;
use crate::grammar::{self, Subject};
use crate::lexicon::Form;
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Who says it: the subject before the verb, or the last speaker when the subject is shared.
pub(super) fn speakers(
    s: &Sentence,
    at: usize,
    form: Form,
    last: Option<&(Vec<Party>, usize)>,
    e: &Entities,
) -> Option<(Vec<Party>, usize)> {
    let mut start = at;
    while start > 0 && (grammar::is_adverb_at(s, start - 1) || grammar::aids(s, start - 1)) {
        start -= 1;
    }
    let joint = matches!(s.low_before(start), "and" | "but" | "," | "while");
    let shared =
        joint && (form == Form::Ing || start > 1 && s.is(start - 1, "and") || s.is(start.wrapping_sub(1), "but"));
    let quoted = s.kind(start.wrapping_sub(1)) == Some(TokenKind::Close) && s.is(start.wrapping_sub(2), ",");
    let by = matches!(s.low_before(start), "by" | "after" | "before" | "in" | "despite" | "for");
    if form == Form::Ing && (joint || by || quoted) {
        let trailing = trailing_subject(s, start, e);
        let shared = || last.map(|(parties, _)| parties.clone());
        // "Tait questioned whether the jobs would come, pointing out that": what no list has as a speaker gives way to who spoke.
        let is_sure = |parties: &&Vec<Party>| parties.iter().any(|party| party.strength > Strength::Weak);
        let sure = trailing.as_ref().filter(is_sure).cloned();
        return sure.or_else(shared).or(trailing).map(|parties| (parties, start));
    }
    if let Some((parties, _)) = last.filter(|(_, place)| shared && at - place < 60) {
        return Some((parties.clone(), start));
    }
    if shared {
        return trailing_subject(s, start - 1, e).map(|parties| (parties, start));
    }
    // "was quoted as saying", "made it clear": the first verb has the subject.
    let made = (start.saturating_sub(2)..start)
        .find(|i| s.is(start, "clear") && matches!(s.low(*i), "made" | "makes" | "make"));
    if let Some(verb) = start.checked_sub(1).and_then(|as_at| quoted_as(s, as_at)).or(made) {
        let subject = grammar::subject_before(s, verb)?;
        let mut parties = sources::parties(s, &subject, e);
        let quoting =
            s.is(verb + 1, "by").then(|| sources::party(s, grammar::phrase_after(s, verb + 2), None, e)).flatten();
        for party in &mut parties {
            party.relays.extend(quoting.as_ref().map(Party::voice));
        }
        return (!parties.is_empty()).then_some((parties, subject.verbs));
    }
    if let Some((as_at, verb)) = start.checked_sub(1).and_then(|as_at| Some((as_at, quotes_as(s, as_at)?))) {
        return quoted_party(s, verb, as_at, e).map(|party| (vec![party], start));
    }
    // "spent six decades arguing that Y"
    let spends = |i: usize| matches!(s.low(i), "spent" | "spends" | "kept" | "keeps");
    if form == Form::Ing && (start.saturating_sub(5)..start).any(spends) {
        return trailing_subject(s, start, e).map(|parties| (parties, start));
    }
    if let Some(author) = author_before(s, start, e).filter(|_| form == Form::Ing) {
        return Some((vec![author], start));
    }
    let subject = grammar::subject_before(s, at)?;
    let mut parties = sources::parties(s, &subject, e);
    if parties.is_empty() && matches!(s.low_before(subject.verbs), "who" | "which") {
        // "hard to square with its own filings, which show": the nearest phrase.
        let near = subject.phrase.clone().rev().find(|i| grammar::is_preposition(s.low(*i)));
        parties.extend(near.and_then(|near| sources::party(s, near + 1..subject.phrase.end, None, e)));
    }
    (!parties.is_empty()).then_some((parties, subject.verbs))
}

/// "The agency quoted an official as saying": the official, told on by the agency.
fn quoted_party(s: &Sentence, verb: usize, as_at: usize, e: &Entities) -> Option<Party> {
    let mut party = sources::party(s, verb + 1..as_at, None, e)?;
    let quotes = grammar::subject_before(s, verb).map(|subject| sources::parties(s, &subject, e)).unwrap_or_default();
    party.relays.splice(0..0, quotes.iter().take(1).map(Party::voice));
    Some(party)
}

/// "an article from FundaAI discussing how": the name behind "from" or "by" says so.
fn author_before(s: &Sentence, end: usize, e: &Entities) -> Option<Party> {
    let name = (end.saturating_sub(4)..end).rev().take_while(|i| s.is_capital(*i)).last()?;
    let by = matches!(s.low_before(name), "from" | "by");
    if by { sources::party(s, name..end, None, e) } else { None }
}

/// ", alleging that Y": the subject of the clause before.
fn trailing_subject(s: &Sentence, start: usize, e: &Entities) -> Option<Vec<Party>> {
    let verbs = (0..start).rev().take(30).filter(|i| grammar::is_finite(s, *i));
    verbs.take(3).find_map(|verb| {
        let subject = grammar::subject_before(s, verb).or_else(|| {
            let phrase = grammar::phrase_before(s, verb)?;
            Some(Subject { phrase, apposition: None, verbs: verb })
        })?;
        let parties = sources::parties(s, &subject, e);
        (!parties.is_empty()).then_some(parties)
    })
}
