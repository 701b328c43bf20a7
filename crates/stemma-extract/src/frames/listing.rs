//! Lead-ins to lists: "The auditors listed four faults:", "According to the ministry:", "Greenpeace says that the plant:".
//!
//! What stands before the colon credits each entry, or begins the sentence that each entry ends.

use std::ops::Range;

use stemma_core::enumerations::{Modality, Stance, Tier};
use stemma_core::span::Span;

use super::predicate::is_predicate;
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, is_clausal, is_finite, phrase_after};
use crate::lexicon::{self, Cue, CueClass, Form, Frames};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Verbs that list, each in its forms; what they list is said when its noun is.
const LISTERS: &[&str] = &[
    "list",
    "lists",
    "listed",
    "name",
    "names",
    "named",
    "identify",
    "identifies",
    "identified",
    "cite",
    "cites",
    "cited",
    "outline",
    "outlines",
    "outlined",
    "make",
    "makes",
    "made",
    "raise",
    "raises",
    "raised",
    "give",
    "gives",
    "gave",
    "reach",
    "reaches",
    "reached",
    "draw",
    "draws",
    "drew",
    "offer",
    "offers",
    "offered",
    "present",
    "presents",
    "presented",
    "report",
    "reports",
    "reported",
    "find",
    "finds",
    "found",
    "detail",
    "details",
    "detailed",
    "uncover",
    "uncovers",
    "uncovered",
    "describe",
    "describes",
    "described",
    "document",
    "documents",
    "documented",
    "record",
    "records",
    "recorded",
    "mention",
    "mentions",
    "mentioned",
    "issue",
    "issues",
    "issued",
    "note",
    "notes",
    "noted",
    "reveal",
    "reveals",
    "revealed",
    "add",
    "adds",
    "added",
    "publish",
    "publishes",
    "published",
    "highlight",
    "highlights",
    "highlighted",
    "state",
    "states",
    "stated",
];
/// Nouns in the plural for what a list may hold that somebody says, beside the nouns of propositions.
const LISTED: &[&str] = &[
    "faults",
    "problems",
    "defects",
    "failings",
    "failures",
    "errors",
    "shortcomings",
    "reasons",
    "causes",
    "risks",
    "flaws",
    "mistakes",
    "weaknesses",
    "breaches",
    "violations",
    "facts",
    "dangers",
    "objections",
    "demands",
    "recommendations",
    "proposals",
    "changes",
    "measures",
    "steps",
    "plans",
    "results",
    "figures",
    "lessons",
    "criticisms",
    "charges",
    "grievances",
    "details",
    "lapses",
    "omissions",
    "irregularities",
    "benefits",
    "advantages",
    "obstacles",
    "factors",
    "challenges",
    "requests",
    "promises",
    "consequences",
    "effects",
];

/// Whom the entries of a list are credited to.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    party: Party,
    cue: Option<Span>,
    class: CueClass,
    lemma: &'static str,
    /// The words that each entry goes on with: "the plant" of "Greenpeace says that the plant:".
    begun: Option<String>,
    /// Whether the lead-in says something by itself, so that it is read, and its entries only when they say something too.
    pub(crate) is_whole: bool,
}

/// Reads a sentence that ends with a colon above a list as its lead-in.
pub(crate) fn list_lead(s: &Sentence, e: &Entities) -> Option<Listing> {
    let colon = s.len().checked_sub(1).filter(|last| s.is(*last, ":"))?;
    according(s, colon, e).or_else(|| spoken(s, colon, e)).or_else(|| owned(s, colon, e))
}

/// "According to the ministry:".
fn according(s: &Sentence, colon: usize, e: &Entities) -> Option<Listing> {
    let at = (0..colon).find(|i| s.is(*i, "according") && s.is(i + 1, "to"))?;
    // "Here is what is known, according to officials:"
    let points = matches!(s.low(0), "here" | "this" | "these" | "what");
    let alone = points || !is_clausal(s, 0..at);
    let party = sources::party(s, at + 2..colon, None, e).filter(|party| alone && party.strength >= Strength::Role)?;
    (!is_clausal(s, at + 2..colon)).then(|| listing(party, s.span(at..at + 2), CueClass::Speech, "according"))
}

/// "The union demands:", "The mayor has denied that:", "The inquiry reached these conclusions:".
fn spoken(s: &Sentence, colon: usize, e: &Entities) -> Option<Listing> {
    let verb = (1..colon).filter(|at| !s.is_quoted(*at)).find_map(|at| {
        let cue = lexicon::verb(s.low(at)).filter(|(_, form)| is_predicate(s, at, *form) && *form != Form::Ing);
        let lists = LISTERS.contains(&s.low(at)) && !grammar::is_determiner(s.low_before(at));
        (cue.is_some() || lists).then_some((at, cue.map(|(cue, _)| cue)))
    });
    let (at, cue) = verb?;
    let heads = s.low_before(at);
    let is_bound = grammar::is_negated(s, at)
        || matches!(heads, "to" | "is" | "are" | "was" | "were" | "be" | "been")
        || matches!(heads, "should" | "must" | "would" | "could" | "may" | "might" | "can")
        || matches!(s.low(0), "if" | "when" | "unless");
    if is_bound {
        return None;
    }
    let subject = grammar::subject_before(s, at)?;
    let lists = LISTERS.contains(&s.low(at));
    let party = sources::parties(s, &subject, e).into_iter().next();
    let party = party.filter(|party| !lists || party.strength >= Strength::Pointer)?;
    let rest = grammar::after_adverbs(s, at + 1)..colon;
    let span = s.span(subject.verbs..at + 1);
    if lists && names_what_is_said(s, rest.clone()) {
        let class = cue.map_or(CueClass::Speech, |cue| cue.class);
        let class = if class == CueClass::Framing { CueClass::Speech } else { class };
        return Some(listing(party, span, class, cue.map_or("list", |cue| cue.lemma)));
    }
    let cue = cue.filter(|cue| says(*cue))?;
    let mut found = listing(party, span, cue.class, cue.lemma);
    let begun = complement(s, rest, cue)?;
    found.is_whole = is_clausal(s, begun.clone()) && !ends_open(s, colon);
    found.begun = Some(s.words(begun).to_owned()).filter(|words| !words.is_empty() && !found.is_whole);
    Some(found)
}

/// Whether a cue takes clauses or demands: what it lists is said.
fn says(cue: Cue) -> bool {
    let clause = cue.frames.has(Frames::THAT) || cue.frames.has(Frames::BARE) || cue.frames.has(Frames::DEMAND);
    let asserts = !matches!(cue.class, CueClass::Doubt | CueClass::Framing);
    clause && asserts
}

/// What of the complement stands before the colon: nothing, or how each entry begins. `None` when the cue does not lead in.
fn complement(s: &Sentence, rest: Range<usize>, cue: Cue) -> Option<Range<usize>> {
    let colon = rest.end;
    if rest.is_empty() || rest.len() <= 2 && matches!(s.low(colon - 1), "following" | "this" | "these" | "follows") {
        return Some(colon..colon);
    }
    if let Some(that) = rest.clone().take(12).find(|i| s.is(*i, "that")) {
        let hears = that == rest.start || cue.frames.has(Frames::HEARER);
        return hears.then_some(that + 1..colon);
    }
    if cue.frames.has(Frames::HEARER) && !is_clausal(s, rest.clone()) {
        return Some(colon..colon);
    }
    let bare = cue.frames.has(Frames::BARE) && (is_clausal(s, rest.clone()) || begins_a_clause(s, rest.clone()));
    bare.then_some(rest)
}

/// "the plant": a phrase that can be the subject of what follows.
fn begins_a_clause(s: &Sentence, rest: Range<usize>) -> bool {
    let names = grammar::is_determiner(s.low(rest.start)) || s.is_capital(rest.start);
    names && phrase_after(s, rest.start).end == rest.end && !names_what_is_said(s, rest)
}

/// "on suspicion of:", "will:", "that:": each entry ends the clause.
fn ends_open(s: &Sentence, colon: usize) -> bool {
    let last = s.low_before(colon);
    grammar::is_preposition(last) || grammar::is_auxiliary(last) || matches!(last, "to" | "of" | "because")
}

/// "four faults", "three claims about the wells", "these conclusions".
fn names_what_is_said(s: &Sentence, rest: Range<usize>) -> bool {
    let ends = |i: &usize| grammar::is_preposition(s.low(*i)) && !s.is(*i, "following");
    let end = rest.clone().find(ends).unwrap_or(rest.end);
    let (Some(last), false) = (end.checked_sub(1).filter(|last| rest.contains(last)), is_clausal(s, rest)) else {
        return false;
    };
    is_said(s.low(last))
}

fn is_said(noun: &str) -> bool {
    LISTED.contains(&noun) || noun.ends_with('s') && lexicon::noun(noun).is_some()
}

/// "The union's demands:", "Key findings of the inquiry:": whose they are.
fn owned(s: &Sentence, colon: usize, e: &Entities) -> Option<Listing> {
    let noun = (0..colon).find(|i| is_said(s.low(*i)))?;
    if (0..colon).any(|i| i != noun && is_finite(s, i) || s.is_quoted(i)) {
        return None;
    }
    let owner = (1..noun).find(|i| s.kind(*i) == Some(TokenKind::Possessive));
    let range = match owner {
        Some(mark) if noun + 1 == colon => 0..mark,
        None if matches!(s.low(noun + 1), "of" | "by" | "from") => noun + 2..colon,
        Some(_) | None => return None,
    };
    let party = sources::party(s, range, None, e).filter(|party| party.strength >= Strength::Role)?;
    let class = lexicon::noun(s.low(noun)).unwrap_or(CueClass::Speech);
    Some(listing(party, s.span(noun..noun + 1), class, ""))
}

fn listing(party: Party, cue: Option<Span>, class: CueClass, lemma: &'static str) -> Listing {
    Listing { party, cue, class, lemma, begun: None, is_whole: false }
}

impl Listing {
    /// Who speaks the entries.
    pub(crate) const fn party(&self) -> &Party {
        &self.party
    }

    /// An entry, which is `s`, as its speaker's.
    pub(crate) fn draft(&self, s: &Sentence) -> Option<Draft> {
        let end = (0..s.content_end()).rev().find(|i| !is_joint(s, *i)).map_or(0, |last| last + 1);
        let (content, direct) = trimmed(s, 0..end)?;
        if self.is_whole && !is_clausal(s, 0..s.len()) {
            return None;
        }
        let mut draft = Draft::new(vec![content], self.class, "list.lead_in");
        let goes_on = self.begun.as_ref().filter(|_| !s.is_capital(0));
        draft.sentence = goes_on.and_then(|begun| Some(format!("{begun} {}", content.slice(s.text)?)));
        draft.parties = vec![self.party.clone()];
        draft.cue = self.cue;
        draft.lemma = self.lemma;
        draft.direct = direct;
        draft.stance = if self.class == CueClass::Denial { Stance::Denies } else { Stance::Affirms };
        draft.modality = (self.class == CueClass::Prediction).then_some(Modality::Predicted);
        draft.tier = if self.party.strength >= Strength::Role { Tier::A } else { Tier::B };
        Some(draft)
    }
}

/// "; and" at an entry's end joins it to the next.
fn is_joint(s: &Sentence, index: usize) -> bool {
    matches!(s.low(index), "and" | "or" | "," | ";" | "." | "but")
}
