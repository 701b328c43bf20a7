//! "X said that Y", "X claimed to have done Y", "X described Y as Z", "X asked whether Y", "X denied Y".

use std::ops::Range;

use stemma_core::enumerations::{Basis, Modality, Stance, Tier};

use super::complement::{self, Circumstance, Complement};
use super::extent;
use super::predicate::{is_predicate, is_supposed};
use super::speakers::speakers;
use super::{amounts, openings};
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar;
use crate::lexicon::{self, Cue, CueClass, Form, Frames};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut last: Option<(Vec<Party>, usize)> = None;
    for at in 0..s.len() {
        let Some((cue, form)) = cue_at(s, at) else { continue };
        let cleft = cleft(s, at);
        let sure = cleft.is_some() && s.low_before(at) == "can";
        if !sure && (!is_predicate(s, at, form) || is_supposed(s, at)) {
            continue;
        }
        let is_cleft = cleft.is_some();
        let Some((complement, circumstance)) = cleft.or_else(|| complement::find(s, at, cue, e)) else { continue };
        if is_inverted(s, at, cue, &complement, e) {
            continue;
        }
        let Some((parties, start)) = speakers(s, at, form, last.as_ref(), e) else { continue };
        if !fits(&parties, cue, &complement) || s.is_quoted(at) && parties.iter().any(|p| p.strength < Strength::Role) {
            continue;
        }
        if follows_quotation(s, start, &parties, &complement)
            || parts_a_quotation(s, start, &circumstance, &complement)
            || follows_a_clause(s, start, &parties, &complement)
            || !matches!(complement, Complement::Naming(_)) && is_gap(s, &parties) != is_cleft
        {
            continue;
        }
        last = Some((parties.clone(), at));
        if grammar::is_negated(s, at) && !negation_carries(cue) {
            continue;
        }
        let verbs = start..cue_end(s, at);
        found.extend(drafts(s, at, verbs, cue, parties, complement, circumstance, e));
    }
    found
}

/// The cue at `at`: a verb, or an adjective with a that-clause ("is worried that").
fn cue_at(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    let adjective = || lexicon::adjective(s.low(at)).filter(|_| s.is(at + 1, "that")).map(|cue| (cue, Form::Ing));
    // "made clear that", "made it clear that"
    let made = |i: usize| matches!(s.low(i), "made" | "makes" | "make");
    let clear =
        s.is(at, "clear") && s.is(at + 1, "that") && at > 1 && (made(at - 1) || s.is(at - 1, "it") && made(at - 2));
    if clear {
        let cue = Cue { lemma: "clear", class: CueClass::Speech, frames: Frames::THAT };
        return Some((cue, Form::Ing));
    }
    // "put it to her that the dam leaked"
    if matches!(s.low(at), "put" | "puts") && s.is(at + 1, "it") && s.is(at + 2, "to") {
        let form = if s.is(at, "puts") { Form::Third } else { Form::Past };
        return Some((Cue { lemma: "put", class: CueClass::Distancing, frames: Frames::THAT }, form));
    }
    upheld(s, at).or_else(|| foreseen(s, at)).or_else(|| lexicon::verb(s.low(at))).or_else(adjective)
}

/// "has upheld a ruling that the dam was safe": whoever upholds it says so too.
fn upheld(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    let form = match s.low(at) {
        "upheld" | "affirmed" | "endorsed" => Form::Past,
        "upholds" | "affirms" | "endorses" => Form::Third,
        _ => return None,
    };
    openings::upheld_clause(s, at)?;
    Some((Cue { lemma: "uphold", class: CueClass::Factive, frames: Frames::THAT }, form))
}

/// "The bank sees prices rising by 4 percent": a forecast of who looks ahead.
fn foreseen(s: &Sentence, at: usize) -> Option<(Cue, Form)> {
    const CHANGES: &[&str] = &[
        "growing",
        "rising",
        "falling",
        "reaching",
        "slowing",
        "climbing",
        "shrinking",
        "declining",
        "expanding",
        "dropping",
        "recovering",
        "peaking",
        "averaging",
        "exceeding",
        "easing",
        "doubling",
        "halving",
    ];
    if !matches!(s.low(at), "sees" | "foresees") {
        return None;
    }
    let near = at + 1..s.content_end().min(at + 9);
    let changes = near.clone().skip(1).any(|i| CHANGES.contains(&s.low(i)));
    let far = near.start..s.content_end().min(at + 16);
    let counts = far.into_iter().any(|i| s.kind(i) == Some(TokenKind::Number));
    (changes && counts)
        .then_some((Cue { lemma: "foresee", class: CueClass::Prediction, frames: Frames::NAMING }, Form::Third))
}

/// A predicate without a subject, whose subject is known: "Frames the advances as a success".
pub(crate) fn headless(s: &Sentence, part: Range<usize>, party: &Party, e: &Entities) -> Vec<Draft> {
    let first = grammar::after_adverbs(s, part.start);
    for at in first..part.end.min(first + 3) {
        let Some((cue, _)) = cue_at(s, at) else { continue };
        let Some((complement, circumstance)) = complement::find(s, at, cue, e) else { continue };
        let verbs = at..cue_end(s, at);
        return drafts(s, at, verbs, cue, vec![party.clone()], complement, circumstance, e);
    }
    Vec::new()
}

/// “Y1,” X said, “Y2”: the postposed frame reads both parts.
fn parts_a_quotation(s: &Sentence, start: usize, circumstance: &Circumstance, complement: &Complement) -> bool {
    let Complement::Clause(range) = complement else { return false };
    let quoted =
        circumstance.closed && s.kind(range.start) == Some(TokenKind::Open) && s.low_before(range.start) == ",";
    let goes_on = stands_behind_a_clause(s, start) && complement::joins_on(s, range.start);
    quoted && (goes_on || (0..start).any(|i| s.kind(i) == Some(TokenKind::Close)) && s.kind(0) == Some(TokenKind::Open))
}

/// Whether a clause stands before the comma before the subject whose verbs begin at `start`.
fn stands_behind_a_clause(s: &Sentence, start: usize) -> bool {
    let comma = (start.saturating_sub(8)..start).rev().find(|i| s.is(*i, ","));
    comma.is_some_and(|comma| grammar::is_clausal(s, 0..comma) && !grammar::is_subordinator(s.low(0)))
}

/// Where the words that name the first speaker begin, before `start`.
fn speaker_start(s: &Sentence, start: usize, parties: &[Party]) -> Option<usize> {
    let place = parties.first()?.mention.quote.span.start;
    (0..start).find(|i| s.token(*i).is_some_and(|token| token.span.start >= place))
}

/// “Y,” she said in the hall: the content stands before, which the postposed frame reads.
fn follows_quotation(s: &Sentence, start: usize, parties: &[Party], complement: &Complement) -> bool {
    let first = speaker_start(s, start, parties);
    let closed = first.is_some_and(|first| first > 0 && s.kind(first - 1) == Some(TokenKind::Close));
    let opens =
        |range: &Range<usize>| s.kind(range.start) == Some(TokenKind::Open) || s.low_before(range.start) == "that";
    let clausal = matches!(complement, Complement::Clause(range) if !opens(range));
    closed && clausal && s.kind(0) == Some(TokenKind::Open)
}

/// "The dam leaked, she said in front of the hall, and it was old": the content stands before, too, which the postposed frame
/// reads.
fn follows_a_clause(s: &Sentence, start: usize, parties: &[Party], complement: &Complement) -> bool {
    let first = speaker_start(s, start, parties);
    let comma = first.and_then(|first| first.checked_sub(1)).filter(|comma| s.is(*comma, ","));
    let is_aside = |range: &Range<usize>| {
        grammar::is_preposition(s.low(range.start))
            && !s.is_quoted(range.start)
            && (range.start..range.end).any(|i| s.is(i, ","))
    };
    // "The ball was in, the report says: he stood at the post"
    let goes_on =
        |range: &Range<usize>| s.low_before(range.start) == ":" && s.kind(range.start) != Some(TokenKind::Open);
    let clausal = matches!(complement, Complement::Clause(range) if is_aside(range) || goes_on(range));
    clausal && comma.is_some_and(|comma| !grammar::is_subordinator(s.low(0)) && grammar::is_clausal(s, 0..comma))
}

/// "what policymakers had hoped", "faster than many expected": the content is the author's.
fn is_gap(s: &Sentence, parties: &[Party]) -> bool {
    let Some(place) = parties.first().map(|party| party.mention.quote.span) else { return false };
    let first = (0..s.len()).find(|i| s.token(*i).is_some_and(|token| token.span.end > place.start));
    first.is_some_and(|first| {
        matches!(s.low_before(first), "what" | "than" | "everything" | "anything" | "nothing" | "all")
    })
}

/// "What she said was: “Y”", "what they found was that Y".
fn cleft(s: &Sentence, at: usize) -> Option<(Complement, Circumstance)> {
    let what = (at.saturating_sub(8)..at).any(|i| s.is(i, "what"));
    // "What Juraev can say for sure is that Y"
    let sure = matches!(s.low(at + 1), "for" | "with") && matches!(s.low(at + 2), "sure" | "certain" | "certainty");
    let be = at + 1 + if sure { 2 } else { 0 };
    let be = matches!(s.low(be), "was" | "is").then_some(be).filter(|_| what)?;
    let start = be + 1 + usize::from(s.is(be + 1, ":"));
    let circumstance = Circumstance { closed: true, ..Circumstance::default() };
    let range = match s.kind(start) {
        Some(TokenKind::Open) => start..crate::draft::closes_at(s, start)? + 1,
        _ if s.is(start, "that") => start + 1..extent::clip(s, start + 1, s.content_end()),
        _ => return None,
    };
    (range.len() > 2).then_some((Complement::Clause(range), circumstance))
}

/// "The ward in Cambridge, England, closed, said John Smith, the minister.": who stands behind the verb speaks, and what
/// stands between commas before it is no subject.
fn is_inverted(s: &Sentence, at: usize, cue: Cue, complement: &Complement, e: &Entities) -> bool {
    let Complement::Clause(range) = complement else { return false };
    let comma = at > 1 && s.is(at - 1, ",") && range.start == at + 1 && cue.frames.has(Frames::QUOTE);
    if !comma || cue.frames.has(Frames::HEARER) || !grammar::is_clausal(s, 0..at - 1) && !closed_verb(s, at - 1) {
        return false;
    }
    let phrase = grammar::phrase_after(s, at + 1);
    let ends = phrase.end >= s.content_end() || s.is(phrase.end, ",");
    let speaks = sources::party(s, phrase.clone(), None, e).is_some_and(|party| party.strength >= Strength::Role);
    // "says Manus Gildea, a fisherman, who lay on the next bed": who is told of, and no clause of theirs.
    let told = (phrase.end..s.content_end()).find(|i| s.is(*i, "who") && s.is(i - 1, ",")).unwrap_or(s.content_end());
    ends && speaks && !(phrase.start..told).any(|i| grammar::is_finite(s, i) && !s.is_quoted(i))
}

/// Whether some word before `end` behind a comma looks like a verb in the past: "…, England, closed its ward".
fn closed_verb(s: &Sentence, end: usize) -> bool {
    (2..end).any(|i| s.is(i - 1, ",") && s.low(i).len() > 4 && s.low(i).ends_with("ed"))
}

/// Whether such a source can be said to do such a thing.
fn fits(parties: &[Party], cue: Cue, complement: &Complement) -> bool {
    let weak = parties.iter().any(|party| party.strength == Strength::Weak);
    let spoken = matches!(cue.class, CueClass::Speech | CueClass::Distancing | CueClass::Denial | CueClass::Admission);
    let clause = matches!(complement, Complement::Clause(_));
    let loose =
        matches!(cue.lemma, "see" | "read" | "cite" | "treat" | "cast" | "hold" | "paint" | "go" | "find" | "count");
    let held = cue.frames == Frames::THAT && lexicon::adjective(cue.lemma).is_some();
    let vague = held && parties.iter().any(|party| party.strength < Strength::Role);
    !vague
        && !(weak && !(spoken && clause))
        && !(loose && parties.iter().any(|party| party.strength == Strength::Pointer) && !clause)
}

/// "did not believe that Y" denies Y; "did not say that Y" says nothing about Y.
fn negation_carries(cue: Cue) -> bool {
    matches!(cue.class, CueClass::Speculation | CueClass::Prediction) && cue.frames.has(Frames::BARE)
}

fn cue_end(s: &Sentence, at: usize) -> usize {
    let particle = s.is(at + 1, "out") || s.is(at, "went") && s.is(at + 1, "on");
    let mut end = at + 1 + usize::from(particle);
    if grammar::is_adverb(s.low(end)) && matches!(s.low(end + 1), "that" | "whether" | ",") {
        end += 1;
    }
    end
}

#[expect(clippy::too_many_arguments, reason = "each is a part of one reading, found by its own step")]
fn drafts(
    s: &Sentence,
    at: usize,
    verbs: Range<usize>,
    cue: Cue,
    parties: Vec<Party>,
    complement: Complement,
    circumstance: Circumstance,
    e: &Entities,
) -> Vec<Draft> {
    let (ranges, rule) = contents(s, &complement, cue);
    let negated = grammar::is_negated(s, at);
    let named = parties.iter().all(|party| party.strength >= Strength::Role);
    let mut found = Vec::new();
    for range in ranges {
        let range = extent::within_its_clause(s, at, range);
        let subject = grammar::subject_before(s, at).map_or(at, |subject| subject.phrase.start);
        if extent::is_open_gap(s, subject, &range) {
            continue;
        }
        let antecedent = extent::antecedent(s, subject, &range);
        let range = range.start..extent::gap_end(s, subject, &range).unwrap_or(range.end);
        let Some((span, direct)) = trimmed(s, range.clone()) else { continue };
        let before = antecedent.and_then(|range| trimmed(s, range)).map(|(span, _)| span);
        let mut draft = Draft::new(before.into_iter().chain([span]).collect(), cue.class, rule);
        draft.parties.clone_from(&parties);
        draft.cue = s.span(verbs.clone());
        draft.lemma = cue.lemma;
        draft.direct = direct;
        draft.stance = stance(s, cue, &complement, negated);
        draft.relays.clone_from(&circumstance.relays);
        draft.basis = circumstance.basis.or_else(|| handled(s, at, cue));
        draft.modality = modality(s, at, cue, &range);
        draft.origins = origins(s, range.end, e);
        if draft.origins.is_empty() {
            draft
                .origins
                .extend(inserted_origin(s, verbs.start, e).or_else(|| origin_before_that(s, at, range.start, e)));
        }
        // Within somebody's quotation the frame sees a part of what was said only.
        let whole = circumstance.closed && named && !s.is_quoted(at);
        draft.tier = match (is_disputed(s, at), whole) {
            (true, _) => Tier::C,
            (false, true) => Tier::A,
            (false, false) => Tier::B,
        };
        draft.sentence = sentence(s, &complement, &parties, cue);
        found.push(draft);
    }
    found
}

/// "Wrongly said that", "claimed falsely that": whoever tells it says that it is not so. "Used to say that": they do no more.
pub(super) fn is_disputed(s: &Sentence, at: usize) -> bool {
    const WRONGLY: &[&str] = &["wrongly", "falsely", "mistakenly", "incorrectly", "erroneously", "untruthfully"];
    let is_past = at >= 2 && s.is(at - 1, "to") && s.is(at - 2, "used");
    is_past || [at.wrapping_sub(1), at + 1].iter().any(|i| WRONGLY.contains(&s.low(*i)))
}

/// "took it apart and found that": what was handled was measured.
fn handled(s: &Sentence, at: usize, cue: Cue) -> Option<Basis> {
    let verbs =
        ["measured", "tested", "dismantled", "sampled", "weighed", "x-rayed", "dissected", "inspected", "disassembled"];
    let apart = |i: usize| {
        matches!(s.low(i), "apart" | "down") && (i.saturating_sub(8)..i).any(|i| matches!(s.low(i), "took" | "tore"))
    };
    let joint = s.low_before(at) == "and" || s.is(at.wrapping_sub(2), "and");
    let handles = (0..at).any(|i| verbs.contains(&s.low(i)) || apart(i));
    (cue.class == CueClass::Finding && joint && handles).then_some(Basis::Measurement)
}

/// The content ranges of a complement, and the rule that reads it.
fn contents(s: &Sentence, complement: &Complement, cue: Cue) -> (Vec<Range<usize>>, &'static str) {
    match complement {
        Complement::Clause(range) => {
            let more = more_quotations(s, range);
            (split_and_that(s, range.clone()).into_iter().chain(more).collect(), "active.clause")
        }
        Complement::Open(range) => (vec![range.clone()], "active.whether"),
        Complement::Infinitive(range) => (vec![infinitive_content(s, range.clone())], "active.infinitive"),
        Complement::As { object, .. } if denies_claim(s, object, cue) => {
            (vec![denied_claim(s, object.clone())], "active.as")
        }
        Complement::As { object, predicate } => (vec![joined(object, predicate)], "active.as"),
        Complement::Naming(range) => (vec![range.clone()], "active.naming"),
        Complement::Noun(range) => (vec![denied_claim(s, range.clone())], "active.noun"),
        Complement::At { object, predicate } => (vec![joined(object, predicate)], "active.at"),
        Complement::Of { object, predicate } => (vec![joined(object, predicate)], "active.of"),
    }
}

const fn joined(first: &Range<usize>, last: &Range<usize>) -> Range<usize> {
    first.start..last.end
}

/// "rejected claims that Y as baseless".
fn denies_claim(s: &Sentence, object: &Range<usize>, cue: Cue) -> bool {
    cue.class == CueClass::Denial && denied_claim(s, object.clone()) != *object
}

/// "rejected the claim that Y": the content is Y.
fn denied_claim(s: &Sentence, range: Range<usize>) -> Range<usize> {
    let that = range.clone().find(|i| s.is(*i, "that") && *i > range.start && lexicon::noun(s.low(i - 1)).is_some());
    that.filter(|that| that + 2 < range.end).map_or(range.clone(), |that| that + 1..range.end)
}

/// "to have produced Y": the content is "produced Y"; "never to have produced Y" is whole.
fn infinitive_content(s: &Sentence, range: Range<usize>) -> Range<usize> {
    if negation_of(s, &range).is_some() {
        return range.start - 2..range.end;
    }
    if s.is(range.start, "have") && range.len() > 2 { range.start + 1..range.end } else { range }
}

/// "claims never to have seen it", "promised not to sell": what denies the deed, before its "to".
fn negation_of<'s>(s: &'s Sentence, verb: &Range<usize>) -> Option<&'s str> {
    let not = verb.start.checked_sub(2).map(|not| s.low(not)).filter(|word| matches!(*word, "not" | "never"));
    not.filter(|_| s.is(verb.start - 1, "to"))
}

/// "said “X”, “Y” and “Z”": the quotations behind the first.
fn more_quotations(s: &Sentence, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut end = range.end;
    if s.kind(range.start) != Some(TokenKind::Open) || crate::draft::closes_at(s, range.start) != end.checked_sub(1) {
        return found;
    }
    loop {
        let comma = usize::from(s.is(end, ","));
        let start = end + comma + usize::from(s.is(end + comma, "and"));
        let close = crate::draft::closes_at(s, start).filter(|_| start > end && s.kind(start) == Some(TokenKind::Open));
        let Some(close) = close else { break };
        found.push(start..close + 1);
        end = close + 1;
    }
    found
}

/// "that X and that Y" are two contents.
fn split_and_that(s: &Sentence, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for i in range.clone() {
        if matches!(s.low(i), "and" | "but")
            && s.is(i + 1, "that")
            && !s.is_quoted(i)
            && i > start + 2
            && i + 4 < range.end
        {
            parts.push(start..i);
            start = i + 2;
        }
    }
    parts.push(start..range.end);
    parts
}

fn stance(s: &Sentence, cue: Cue, complement: &Complement, negated: bool) -> Stance {
    // "dismisses it as ineffective" affirms that it is ineffective.
    if matches!(complement, Complement::As { object, .. } if !denies_claim(s, object, cue)) {
        return Stance::Affirms;
    }
    let doubts =
        cue.class == CueClass::Doubt || matches!(complement, Complement::Open(_)) && cue.class != CueClass::Speech;
    match (cue.class == CueClass::Denial, doubts) {
        (true, _) => Stance::Denies,
        (_, true) => Stance::Questions,
        (false, false) if negated => Stance::Denies,
        (false, false) => Stance::Affirms,
    }
}

fn modality(s: &Sentence, at: usize, cue: Cue, content: &Range<usize>) -> Option<Modality> {
    match cue.class {
        CueClass::Prediction => Some(Modality::Predicted),
        CueClass::Speculation if matches!(cue.lemma, "rumor" | "rumour") => Some(Modality::Rumoured),
        CueClass::Speculation if matches!(cue.lemma, "suspect" | "speculate" | "hint" | "fear") => {
            Some(Modality::Hedged)
        }
        // Whoever agrees with somebody adds a voice and no origin; a joke asserts nothing.
        _ if cue.lemma == "agree" && s.is(at + 1, "with") || matches!(cue.lemma, "joke" | "quip") => {
            Some(Modality::Hedged)
        }
        _ if matches!(s.low_before(at), "may" | "might" | "could") && !content.is_empty() => Some(Modality::Hedged),
        _ => None,
    }
}

/// ", citing two officials" after the content.
pub(super) fn origins(s: &Sentence, end: usize, e: &Entities) -> Vec<Party> {
    let citing = (end..s.len().min(end + 3)).find(|i| is_citing(s, *i));
    let Some(citing) = citing else { return Vec::new() };
    let from = if s.is(citing + 1, "on") { citing + 2 } else { citing + 1 };
    let phrase = grammar::phrase_after(s, from);
    // "Based on figures from the institute": the figures are the institute's.
    let maker = phrase.clone().find(|i| matches!(s.low(*i), "from" | "by" | "of") && s.is_capital(*i + 1));
    let maker = maker.filter(|_| from > citing + 1).map_or(phrase.start, |at| at + 1);
    sources::party(s, maker..phrase.end, None, e).into_iter().collect()
}

/// "Citing", "quoting", "based on".
fn is_citing(s: &Sentence, at: usize) -> bool {
    let rests = matches!(s.low(at), "based" | "relying" | "drawing") && s.is(at + 1, "on");
    rests || matches!(s.low(at), "citing" | "quoting")
}

/// "The Post, citing two officials, said".
fn inserted_origin(s: &Sentence, verbs: usize, e: &Entities) -> Option<Party> {
    let close = verbs.checked_sub(1).filter(|comma| s.is(*comma, ","))?;
    let citing = (close.saturating_sub(16)..close).rev().find(|i| matches!(s.low(*i), "citing" | "quoting"))?;
    s.is(citing.checked_sub(1)?, ",").then(|| sources::party(s, citing + 1..close, None, e)).flatten()
}

/// "The Post reported on Friday, citing two officials, that Y".
fn origin_before_that(s: &Sentence, at: usize, content: usize, e: &Entities) -> Option<Party> {
    let that = content.checked_sub(1).filter(|that| s.is(*that, "that") && s.low_before(*that) == ",")?;
    let citing = (at + 1..that).find(|i| matches!(s.low(*i), "citing" | "quoting") && s.low_before(*i) == ",")?;
    sources::party(s, citing + 1..that - 1, None, e)
}

/// The claim where it is not the content's own words.
fn sentence(s: &Sentence, complement: &Complement, parties: &[Party], cue: Cue) -> Option<String> {
    let future = cue.class == CueClass::Prediction;
    match complement {
        Complement::Infinitive(range) => {
            let name = &parties.first()?.mention.name;
            Some(match negation_of(s, range) {
                Some(not) => crate::claim::from_negated_infinitive(name, not, s.words(range.clone()), future),
                None => crate::claim::from_infinitive(name, s.words(range.clone()), future),
            })
        }
        Complement::As { object, .. } if denies_claim(s, object, cue) => None,
        Complement::As { object, predicate }
        | Complement::At { object, predicate }
        | Complement::Of { object, predicate } => {
            let (object, predicate) = (s.words(object.clone()), s.words(predicate.clone()));
            Some(format!("{object} {} {predicate}", crate::claim::copula(object)))
        }
        Complement::Naming(range) => {
            let open = range.clone().find(|i| s.kind(*i) == Some(TokenKind::Open) && *i > range.start)?;
            let (object, predicate) = (s.words(range.start..open), s.words(open..range.end));
            Some(format!("{object} {} {predicate}", crate::claim::copula(object)))
        }
        Complement::Noun(range) if cue.frames.has(Frames::BLAME) => Some(blame(s, range)),
        Complement::Noun(range) if cue.frames.has(Frames::TIE) => {
            // "attributes the delay to the frost": the delay is due to the frost.
            let to = range.clone().find(|i| s.is(*i, "to") && *i > range.start)?;
            let (thing, cause) = (s.words(range.start..to), s.words(to + 1..range.end));
            let tie = if cue.lemma == "link" { "linked" } else { "due" };
            Some(format!("{thing} {} {tie} to {cause}", crate::claim::copula(thing)))
        }
        // "Rangers counted 120 herons": that there were so many.
        Complement::Noun(range) if matches!(cue.lemma, "count" | "find") && amounts::counts(s, range.start) => {
            Some(format!("There were {}", s.words(range.clone())))
        }
        Complement::Noun(range) => {
            let deed = s.low(range.start).ends_with("ing") && cue.class == CueClass::Denial && range.len() > 1;
            if let Some(party) = parties.first().filter(|_| deed) {
                let name = &party.mention.name;
                let copula = crate::claim::copula(name);
                // "Denies having taken money": that she has taken it.
                if s.is(range.start, "having") {
                    let has = if copula == "are" { "have" } else { "has" };
                    return Some(format!("{name} {has} {}", s.words(range.start + 1..range.end)));
                }
                return Some(format!("{name} {copula} {}", s.words(range.clone())));
            }
            let to = range.clone().find(|i| s.is(*i, "to") && *i > range.start).filter(|_| future)?;
            Some(crate::claim::from_infinitive(s.words(range.start..to), s.words(to + 1..range.end), true))
        }
        Complement::Clause(_) | Complement::Open(_) => None,
    }
}

/// "blamed the leak on the frost": the leak is due to the frost. Whoever is blamed for what they did is to blame for it.
fn blame(s: &Sentence, range: &Range<usize>) -> String {
    let parted = range.clone().find(|i| matches!(s.low(*i), "on" | "for") && *i > range.start && !s.is_quoted(*i));
    let (first, last) = parted.map_or((range.clone(), range.end..range.end), |at| (range.start..at, at + 1..range.end));
    let (cause, thing) = if parted.is_some_and(|at| s.is(at, "on")) { (last, first) } else { (first, last) };
    let deed = s.low(thing.start).ends_with("ing");
    let (cause, thing) = (s.words(cause), s.words(thing));
    match parted {
        None => format!("{cause} {} to blame", crate::claim::copula(cause)),
        Some(_) if deed => format!("{cause} {} to blame for {thing}", crate::claim::copula(cause)),
        Some(_) => format!("{thing} {} due to {cause}", crate::claim::copula(thing)),
    }
}

#[cfg(test)]
mod tests {
    use stemma_core::enumerations::Tier;

    use super::super::testing::{check, lines};

    #[test]
    fn that_clauses_and_bare_clauses_are_content() {
        check("The company said that the plant had closed.", &["company | said | the plant had closed"]);
        check("Dana Reyes claims it will reopen by 2031.", &["Dana Reyes | claims | it will reopen by 2031"]);
        check("Orrin said in a statement that the line stopped.", &["Orrin | said | the line stopped"]);
        check("Orrin said on Monday the line had stopped.", &["Orrin | said | the line had stopped"]);
    }

    #[test]
    fn a_shared_subject_serves_two_cues() {
        let text = "Orrin states it will open in May and claims it will hire 40 people.";
        check(text, &["Orrin | states | it will open in May", "Orrin | claims | it will hire 40 people"]);
    }

    #[test]
    fn two_propositions_are_two_contents() {
        let text = "The ministry said that the dam held and that nobody was hurt.";
        check(text, &["ministry | said | the dam held", "ministry | said | nobody was hurt"]);
    }

    #[test]
    fn infinitives_framings_and_nouns_are_content() {
        check("It was late. Orrin claimed to have produced a chip.", &["Orrin | claimed | produced a chip"]);
        check("Analysts described the deal as a rescue.", &["analysts | described | the deal as a rescue"]);
        check("The ministry denied wrongdoing.", &["ministry | denied | wrongdoing"]);
        check("The mayor denied that the dyke at Halm leaks.", &["mayor | denied | the dyke at Halm leaks"]);
        check("The residents are worried that the dam will fail.", &["residents | are worried | the dam will fail"]);
        check("Investors questioned whether the firm could pay.", &["investors | questioned | the firm could pay"]);
    }

    #[test]
    fn subjects_keep_what_is_said_of_them() {
        check(
            "A report released last year found that the dam leaked.",
            &["report released last year | found | the dam leaked"],
        );
        check(
            "A study that appeared in May found that the dam leaked.",
            &["study that appeared in May | found | the dam leaked"],
        );
        check(
            "A new study documenting the leak has revealed that the dam is old.",
            &["new study documenting the leak | has revealed | the dam is old"],
        );
        check(
            "The results of the Dam Study published in the Water Journal this week revealed that it leaked.",
            &["results of the Dam Study published in the Water Journal | revealed | it leaked"],
        );
        check("The experts we asked say the dam leaked.", &["experts we asked | say | the dam leaked"]);
        check(
            "The harbour authority just this month announced it would open the dam.",
            &["harbour authority | announced | it would open the dam"],
        );
    }

    #[test]
    fn chained_verbs_and_pronouns_have_their_subject() {
        check(
            "The mayor made it clear that the town would not pay.",
            &["mayor | made it clear | the town would not pay"],
        );
        check(
            "The minister was quoted as saying that the dam held.",
            &["minister | was quoted as saying | the dam held"],
        );
        check("As the dam leaked, Orrin continued to insist that it held.", &["Orrin | continued to insist | it held"]);
        check(
            "Orrin was late. In a statement to the Post it said that the dam leaked.",
            &["Orrin | said | the dam leaked"],
        );
        check(
            "That is hard to square with the company's own filings, which show that the dam leaked.",
            &["company's own filings | show | the dam leaked"],
        );
        check(
            "Orrin told us it was not correct, and that the dam held.",
            &["Orrin | told | it was not correct", "Orrin | told | the dam held"],
        );
    }

    #[test]
    fn counted_people_speak() {
        check("Two of the engineers said the dam leaked.", &["two of the engineers | said | the dam leaked"]);
        check("Nearly eight of 10 voters say they want a dam.", &["eight of 10 voters | say | they want a dam"]);
        check("However, 63 percent said the dam leaked.", &["63 percent | said | the dam leaked"]);
    }

    #[test]
    fn what_is_demanded_or_tied_is_content() {
        check("The union called for a ban on dams.", &["union | called | a ban on dams"]);
        check("The ministry attributes the leak to the frost.", &["ministry | attributes | the leak to the frost"]);
        assert_eq!(
            lines("The union called for help at noon and added a chair to the room."),
            ["union | called | help at noon"]
        );
    }

    #[test]
    fn contents_end_where_somebody_else_speaks() {
        check(
            "Tom Hill argued that the dam leaked, and the union warned that it was old.",
            &["Tom Hill | argued | the dam leaked", "union | warned | it was old"],
        );
        check(
            "Orrin said the dam leaked, adding that it was old.",
            &["Orrin | said | the dam leaked", "Orrin | adding | it was old"],
        );
    }

    #[test]
    fn what_is_said_within_a_quotation_ends_with_it() {
        check(
            "“Growers told us they need hands,” said Dana Reyes, a shift lead at Orrin.",
            &["Dana Reyes | said | Growers told us they need hands", "Growers | told | they need hands"],
        );
    }

    #[test]
    fn a_clause_that_opens_the_sentence_ends_at_its_comma() {
        check(
            "When the ministry noted that the dam leaked, the town closed the road.",
            &["ministry | noted | the dam leaked"],
        );
        check(
            "The ministry noted that the dam leaked, the road sank and the town closed.",
            &["ministry | noted | the dam leaked, the road sank and the town closed"],
        );
    }

    #[test]
    fn the_speaker_is_the_name_and_not_what_is_put_in_beside_it() {
        check(
            "I had it from Ansel Kroft, a retired surveyor, who said it leaked.",
            &["Ansel Kroft | said | it leaked"],
        );
        check("His barrister, Grace Moor, told the jury that it leaked.", &["Grace Moor | told | it leaked"]);
        check("The maker, Kestrel Medical, told the Post that it leaked.", &["Kestrel Medical | told | it leaked"]);
        check("It has messages in which Tom Hill wrote that it leaked.", &["Tom Hill | wrote | it leaked"]);
        assert_eq!(lines("(Having said that, the dam held for years.)"), [""; 0]);
        assert_eq!(lines("There are people who feel that way, but not many."), [""; 0]);
    }

    #[test]
    fn pointing_words_and_amounts_in_words_are_content() {
        check("Tom Hill, the mayor, disputes that account.", &["Tom Hill | disputes | that account"]);
        assert_eq!(lines("Tom Hill, the mayor, disputes that."), [""; 0]);
        check("The company puts the figure at six.", &["company | puts | the figure at six"]);
        assert_eq!(lines("The company puts the lamp at the door."), [""; 0]);
    }

    #[test]
    fn nouns_that_look_like_verbs_say_nothing() {
        for text in [
            "Some state officials praised the development projects of the town.",
            "The lawyer tells so many lies that the court laughed.",
            "The union agreed to a talk on “Women in Power” at the mill.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn whoever_blames_says_what_is_due_to_what() {
        check("The mayor blamed the leak on the frost.", &["mayor | blamed | the leak on the frost"]);
        check("Orrin blames contaminated fuel for the fire.", &["Orrin | blames | contaminated fuel for the fire"]);
        assert_eq!(lines("Nobody is to blame for the fire."), [""; 0]);
        assert_eq!(lines("The frost was blamed for the leak."), [""; 0]);
    }

    #[test]
    fn whoever_is_quoted_as_saying_says_it() {
        check("The agency quoted an official as saying that the dam held.", &["official | saying | the dam held"]);
        check("What she said was: “The dam never held.”", &["she | said | The dam never held."]);
        check("The lawyer put it to her that the dam had leaked.", &["lawyer | put | the dam had leaked"]);
        check(
            "Tom Hill hailed “the best dam in the valley” at noon.",
            &["Tom Hill | hailed | the best dam in the valley"],
        );
        assert_eq!(lines("Tom Hill praised “The Dam” at noon."), [""; 0]);
        assert_eq!(lines("What the company needs is that dam."), [""; 0]);
    }

    #[test]
    fn a_place_between_commas_is_not_who_says_what_stands_behind() {
        check(
            "The hospital in Cambridge, England, closed its ward, said John Smith, the minister.",
            &["John Smith | said | The hospital in Cambridge, England, closed its ward"],
        );
        check("Orrin, founded in 1990, said Monday the mill had closed.", &["Orrin | said | the mill had closed"]);
    }

    #[test]
    fn a_name_one_gives_oneself_is_no_claim() {
        assert_eq!(lines("The man calls himself Doctor Amp."), [""; 0]);
    }

    #[test]
    fn false_friends_are_nobodys_claim() {
        for text in [
            "The firm found a captive market.",
            "The company has a track record of making technical claims that rarely hold.",
            "Huawei’s claims should be treated with care.",
            "The episode shows that controls fail.",
            "The company declined to say whether the plant would close.",
            "It added Huawei to its list.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_nobody_said_or_not_yet_is_nobodys_claim() {
        for text in [
            "Nobody said that the mine employs 900 people.",
            "Neither Ann Reed nor Ole Berg said that the mine employs 900 people.",
            "No minister said that the mine employs 900 people.",
            "Hardly anybody said that the mine employs 900 people.",
            "If Ole Berg says that the mine employs 900 people, prices will fall.",
            "Had Ole Berg said that the mine employs 900 people, prices would have fallen.",
            "Ole Berg will say on Monday that the mine employs 900 people.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
        check(
            "A man with no licence said that the mine employs 900 people.",
            &["man with no licence | said | the mine employs 900 people"],
        );
        check("Even if it rains, Ole Berg says that it leaks.", &["Ole Berg | says | it leaks"]);
    }

    #[test]
    fn what_is_told_as_wrong_is_read_unsurely() {
        let tiers = |text: &str| -> Vec<Tier> {
            let parsed = crate::parse::parse("a.txt", text.to_owned(), None).value;
            let said = crate::extract::extract(&parsed).value.into_iter().filter(|said| said.chain.len() > 1);
            said.map(|said| said.tier).collect()
        };
        assert_eq!(tiers("Ole Berg wrongly said that the mine leaks."), [Tier::C]);
        assert_eq!(tiers("Ole Berg said that the mine leaks."), [Tier::A]);
    }

    #[test]
    fn a_deed_that_is_denied_stays_denied() {
        check("Orrin claims never to have sold it.", &["Orrin | claims | never to have sold it"]);
        check("Orrin promised not to sell the mill.", &["Orrin | promised | not to sell the mill"]);
        check("Orrin claims to have sold it in May.", &["Orrin | claims | sold it in May"]);
    }

    #[test]
    fn what_the_speaker_turns_down_is_no_part_of_what_would_be() {
        check(
            "Orrin forecast that orders would pick up and dismissed speculation about a sale.",
            &["Orrin | forecast | orders would pick up", "Orrin | dismissed | speculation about a sale"],
        );
        let whole = "Orrin | said | the court heard the case and dismissed it";
        assert_eq!(lines("Orrin said that the court heard the case and dismissed it.")[0], whole);
    }

    #[test]
    fn what_is_laid_down_of_a_thing_is_content() {
        check("The inspector declared the bridge safe.", &["inspector | declared | the bridge safe"]);
        check("The inspector declared the bridge safe after a week.", &["inspector | declared | the bridge safe"]);
        check("He declared the bridge sound for a year.", &["he | declared | the bridge sound for a year"]);
        assert_eq!(lines("The inspector declared the income."), [""; 0]);
        assert_eq!(lines("The inspector declared the safe bridge open to all."), [""; 0]);
    }

    #[test]
    fn whoever_would_say_only_so_much_said_it() {
        check("The mayor would say only that the dam held.", &["mayor | would say only | the dam held"]);
        assert_eq!(lines("The mayor would say that the dam held."), [""; 0]);
    }

    #[test]
    fn an_object_before_a_time_is_no_clause() {
        assert_eq!(lines("The mayor believed her until she left."), [""; 0]);
        check("The mayor believed her story was true.", &["mayor | believed | her story was true"]);
    }

    #[test]
    fn years_spent_arguing_are_the_subjects() {
        check("Ada Moor spent six years arguing that the dam leaks.", &["Ada Moor | arguing | the dam leaks"]);
    }

    #[test]
    fn a_call_ends_before_the_verb_of_who_calls() {
        check("A petition calling for an inquiry has been signed by many.", &["petition | calling | an inquiry"]);
    }

    #[test]
    fn a_time_long_ago_stands_between() {
        check("Ada Moor showed as long ago as 2009 that the dam leaks.", &["Ada Moor | showed | the dam leaks"]);
    }

    #[test]
    fn counted_people_and_handles_speak() {
        check("One of the two said the envoy had left.", &["one of the two | said | the envoy had left"]);
        check("Several of you complained that it leaks.", &["several of you | complained | it leaks"]);
        check("The leaker @glasscannon posted on Monday that it leaks.", &["@glasscannon | posted | it leaks"]);
    }
}
