//! "Y is said to be Z" · "it is reported that Y" · "Y, first reported by X, …" · "X is rumoured to".

use std::ops::Range;

use stemma_core::enumerations::{Modality, Tier};

use super::extent::clip;
use super::postposed;
use crate::draft::{Draft, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, phrase_after, phrase_before};
use crate::lexicon::{self, Cue, CueClass, Form, Frames};
use crate::sentences::Sentence;
use crate::sources;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let mut found = Vec::new();
    for at in (0..s.len()).filter(|at| !s.is_quoted(*at)) {
        let Some((cue, form)) = lexicon::verb(s.low(at)) else { continue };
        if !matches!(form, Form::Past | Form::Participle) {
            continue;
        }
        let others = || raised(s, at, cue, e).or_else(|| impersonal(s, at, cue, e)).or_else(|| relayed(s, at, cue, e));
        found.extend(by_agent(s, at, cue, e).or_else(others));
    }
    found
}

/// Where the verb group "is widely V-ed" starts, if there is one.
fn group_start(s: &Sentence, at: usize) -> Option<usize> {
    let mut start = at;
    while start > 0 && grammar::is_adverb(s.low(start - 1)) {
        start -= 1;
    }
    let be = |word: &str| matches!(word, "is" | "are" | "was" | "were" | "been" | "be");
    if start == 0 || !be(s.low(start - 1)) {
        return None;
    }
    start -= 1;
    while start > 0
        && (grammar::aids(s, start - 1)
            || start > 1 && grammar::is_adverb(s.low(start - 1)) && grammar::aids(s, start - 2))
    {
        start -= 1;
    }
    Some(start)
}

/// "Huawei is expected to show it"; "R2—rumoured to be trained on it"; "X reported at 238".
fn raised(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    if !cue.frames.has(Frames::RAISED) {
        return None;
    }
    let group = group_start(s, at);
    // "reported to the council": whom it was reported to, and no verb.
    let verb = s.kind(at + 2) == s.kind(at) && !grammar::is_determiner(s.low(at + 2)) && !s.is_capital(at + 2);
    let to = s.is(at + 1, "to") && (grammar::is_adverb(s.low(at + 2)) || verb);
    let at_value = s.is(at + 1, "at") && (cue.class == CueClass::Mediated || cue.frames.has(Frames::AT));
    let amount = at_value && s.kind(at + 2) == Some(crate::tokens::TokenKind::Number);
    if !(to || at_value && group.is_some() || amount) || group.is_none() && at < 1 {
        return None;
    }
    if grammar::is_negated(s, at) {
        return None;
    }
    let verbs = group.unwrap_or(at)..at + 1;
    let subject = subject_range(s, verbs.start)?;
    let end = clip(s, at + 2, s.content_end());
    let dash = |i: &usize| s.kind(*i) == Some(crate::tokens::TokenKind::Dash);
    let inserted = verbs.start > 0 && dash(&(verbs.start - 1));
    let end = (at..end).find(|i| inserted && dash(i)).unwrap_or(end);
    let end = attribution(s, at, end, e).unwrap_or(end);
    let (subject_span, _) = trimmed(s, subject.clone())?;
    let (predicate, _) = trimmed(s, at + 1 + usize::from(to)..end)?;
    let mut draft = Draft::new(vec![subject_span, predicate], cue.class, "passive.raised");
    draft.cue = s.span(verbs);
    draft.lemma = cue.lemma;
    draft.modality = Some(modality(cue));
    let future = cue.class == CueClass::Prediction;
    draft.sentence = to.then(|| {
        crate::claim::from_infinitive(subject_span.slice(s.text).unwrap_or_default(), s.words(at + 2..end), future)
    });
    Some(draft)
}

/// Where the content ends behind the word at `at` because somebody who says so is named there: "is said to be closing, Holt said".
fn attribution(s: &Sentence, at: usize, end: usize, e: &Entities) -> Option<usize> {
    let place = s.span(at..at + 1)?;
    let said = postposed::read(s, e).into_iter().map(|draft| draft.hull()).find(|said| said.contains(place))?;
    (at + 2..end).find(|i| s.token(*i).is_some_and(|token| token.span.start >= said.end))
}

/// "Orrin has been accused of fraud by the union", "the deal was described as a rescue by analysts".
fn by_agent(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    let of = s.is(at + 1, "of") && cue.frames.has(Frames::OF);
    let as_what = s.is(at + 1, "as") && cue.frames.has(Frames::AS);
    if s.is(at + 1, "by") {
        return agent_of_clause(s, at, cue, e).or_else(|| agent_of_view(s, at, cue, e));
    }
    let group = group_start(s, at).filter(|_| of || as_what)?;
    let end = clip(s, at + 2, s.content_end());
    let by = (at + 3..end).rev().find(|i| s.is(*i, "by"))?;
    let party = sources::party(s, by + 1..phrase_after(s, by + 1).end.min(end), None, e)?;
    let agent =
        party.strength >= Strength::Role && party.mention.kind != stemma_core::enumerations::SourceKind::Document;
    let subject = subject_range(s, group).filter(|_| agent && !grammar::is_negated(s, at))?;
    let (subject, _) = trimmed(s, subject)?;
    let (predicate, _) = trimmed(s, at + 2..by)?;
    let mut draft = Draft::new(vec![subject, predicate], cue.class, "passive.by_agent");
    let (thing, what) = (subject.slice(s.text)?, predicate.slice(s.text)?);
    draft.sentence = Some(format!("{thing} {} {what}", crate::claim::copula(thing)));
    draft.parties = vec![party];
    draft.cue = s.span(group..at + 1);
    draft.lemma = cue.lemma;
    Some(draft)
}

/// "It is claimed by Orrin that Y", "the mine was reported by the Mail to have closed": whoever stands behind "by" says so.
fn agent_of_clause(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    let group = group_start(s, at).filter(|_| cue.frames.has(Frames::THAT) && !grammar::is_negated(s, at))?;
    let limit = s.len().min(at + 14);
    // "He had been assured by the conference that": whoever heard it is no subject of it.
    let it = s.low_before(group) == "it"
        || s.is(group, "it")
        || cue.frames.has(Frames::HEARER) && !matches!(cue.lemma, "tell" | "inform");
    let verb = |i: usize| s.kind(i + 1) == s.kind(at) && !s.is_capital(i + 1) && !grammar::is_determiner(s.low(i + 1));
    let opens = |i: &usize| if it { s.is(*i, "that") } else { s.is(*i, "to") && verb(*i) };
    let joint = (at + 3..limit).find(opens)?;
    let party = sources::party(s, at + 2..joint, None, e).filter(|party| party.strength >= Strength::Pointer)?;
    let end = clip(s, joint + 1, s.content_end());
    let (words, _) = trimmed(s, joint + 1..end)?;
    let subject = if it { None } else { Some(trimmed(s, subject_range(s, group)?)?.0) };
    let mut draft = Draft::new(subject.into_iter().chain([words]).collect(), cue.class, "passive.by_agent");
    let future = cue.class == CueClass::Prediction;
    draft.sentence = subject
        .and_then(|subject| subject.slice(s.text))
        .map(|thing| crate::claim::from_infinitive(thing, s.words(joint + 1..end), future));
    draft.tier = if party.strength >= Strength::Role { Tier::A } else { Tier::B };
    draft.parties = vec![party];
    draft.cue = s.span(group..at + 1);
    draft.lemma = cue.lemma;
    draft.modality = matches!(cue.class, CueClass::Prediction | CueClass::Speculation).then(|| modality(cue));
    Some(draft)
}

/// "The mill was described by Malk as “a ghost story”": what the thing is seen as.
fn agent_of_view(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    let group = group_start(s, at).filter(|_| cue.frames.has(Frames::AS) && !grammar::is_negated(s, at))?;
    let as_what = (at + 3..s.content_end().min(at + 16)).find(|i| s.is(*i, "as"))?;
    let party = sources::party(s, at + 2..as_what, None, e).filter(|party| party.strength >= Strength::Role)?;
    let (predicate, direct) = trimmed(s, as_what + 1..clip(s, as_what + 1, s.content_end()))?;
    let (subject, _) = trimmed(s, subject_range(s, group)?)?;
    // A quotation is whole by itself: the subject is the document's own word.
    let contents = if direct { vec![predicate] } else { vec![subject, predicate] };
    let mut draft = Draft::new(contents, cue.class, "passive.by_agent");
    let (thing, what) = (subject.slice(s.text)?, predicate.slice(s.text)?);
    draft.sentence = Some(format!("{thing} {} {what}", crate::claim::copula(thing)));
    draft.direct = direct;
    draft.parties = vec![party];
    draft.cue = s.span(group..at + 1);
    draft.lemma = cue.lemma;
    Some(draft)
}

fn modality(cue: Cue) -> Modality {
    match cue.class {
        CueClass::Prediction => Modality::Predicted,
        CueClass::Speculation if matches!(cue.lemma, "rumor" | "rumour") => Modality::Rumoured,
        _ => Modality::Hedged,
    }
}

/// The subject with its insertions: "Huawei, for its part," and "R2—".
fn subject_range(s: &Sentence, verbs: usize) -> Option<Range<usize>> {
    let mut end = verbs;
    if end > 1 && s.kind(end - 1) == Some(crate::tokens::TokenKind::Dash) {
        end -= 1;
    }
    // "Dominic Sayle, 47, of Fernhill Road, is alleged to": all that stands before the only verb.
    let several = s.is(end.saturating_sub(1), ",") && (0..end - 1).filter(|i| s.is(*i, ",")).count() > 1;
    let opens =
        !grammar::is_preposition(s.low(0)) && !grammar::is_subordinator(s.low(0)) && !grammar::is_adverb(s.low(0));
    if several && opens && !(0..end).any(|i| grammar::is_finite(s, i) || s.is(i, ";") || s.is(i, ":")) {
        return Some(0..end - 1);
    }
    if end > 2 && s.is(end - 1, ",") {
        let open = (end.saturating_sub(14)..end - 1).rev().find(|i| s.is(*i, ","))?;
        end = open;
    }
    phrase_before(s, end)
}

/// "It is reported that Y", "it was widely known that Y".
fn impersonal(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    let start = group_start(s, at).or_else(|| contracted(s, at))?;
    let it = s.low_before(start) == "it" || s.is(start, "it");
    let lets = start.checked_sub(2).filter(|lets| matches!(s.low(*lets), "let" | "lets") && cue.lemma == "know");
    let that = (at + 1..s.len().min(at + 8)).find(|i| s.is(*i, "that"))?;
    let dated = || (at + 1..that).all(|i| grammar::TIMES.contains(s.low(i)) || s.is(i, "on"));
    let within = s.is(at + 1, "in") || dated();
    if !it || !within || grammar::is_negated(s, at) || !cue.frames.has(Frames::THAT) {
        return None;
    }
    let (content, _) = trimmed(s, that + 1..clip(s, that + 1, s.content_end()))?;
    let mut draft = Draft::new(vec![content], cue.class, "passive.impersonal");
    draft.cue = s.span(start..that);
    draft.lemma = cue.lemma;
    draft.modality = (cue.lemma != "know").then(|| modality(cue));
    // "His agent let it be known that Y"
    if let Some(lets) = lets {
        draft.class = CueClass::Speech;
        draft.cue = s.span(lets..that);
        draft.parties = sources::parties(s, &grammar::subject_before(s, lets)?, e);
    }
    if s.is(at + 1, "in") && !dated() {
        draft.parties = sources::party(s, at + 2..that, None, &Entities::default()).into_iter().collect();
    }
    Some(draft)
}

/// "It's well known".
fn contracted(s: &Sentence, at: usize) -> Option<usize> {
    let start = (at.saturating_sub(3)..at).find(|i| s.is(*i, "it") && s.low(i + 1) == "'s")?;
    (start + 2..at).all(|i| grammar::is_adverb(s.low(i)) || s.is(i, "well")).then_some(start)
}

/// "The fire, first reported by the Harbour Post, …": the outlet reports the whole sentence.
fn relayed(s: &Sentence, at: usize, cue: Cue, e: &Entities) -> Option<Draft> {
    let reports = matches!(cue.class, CueClass::Mediated) || matches!(cue.lemma, "reveal" | "disclose");
    let comma = |i: usize| s.is(i, ",");
    let open = if grammar::is_adverb(s.low_before(at)) { at.checked_sub(2)? } else { at.checked_sub(1)? };
    if !reports || !comma(open) || !s.is(at + 1, "by") {
        return None;
    }
    let phrase = phrase_after(s, at + 2);
    let party = sources::party(s, phrase.clone(), None, e).filter(|party| party.strength >= Strength::Role)?;
    let close = (phrase.end..s.len()).find(|i| comma(*i))?;
    // "The allegation, first reported by X, that Y is false": X reported the allegation, and no more.
    if s.is(close + 1, "that") && lexicon::noun(s.low_before(open)).is_some() {
        return None;
    }
    let (before, _) = trimmed(s, 0..open)?;
    let (after, _) = trimmed(s, close + 1..clip(s, close + 1, s.content_end()))?;
    let mut draft = Draft::new(vec![before, after], cue.class, "passive.reported_by");
    draft.parties = vec![party];
    draft.cue = s.span(open + 1..at + 2);
    draft.lemma = cue.lemma;
    draft.tier = Tier::A;
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn whoever_stands_behind_by_says_so() {
        check(
            "It is claimed by Orrin Steel that the mine is empty.",
            &["Orrin Steel | is claimed | the mine is empty"],
        );
        check(
            "The mine was reported by the Ghent Mail to have closed.",
            &["Ghent Mail | was reported | The mine … have closed"],
        );
        check("The mine is said by residents to hold silver.", &["residents | is said | The mine … hold silver"]);
        check(
            "Karin Holt was quoted by the Ghent Mail as saying that the mine is empty.",
            &["Karin Holt | was quoted by the Ghent Mail as saying | the mine is empty"],
        );
    }

    #[test]
    fn raising_passives_name_nobody() {
        check("Orrin is expected to open a mill.", &["- | is expected | Orrin … open a mill"]);
        check("R2—rumored to be trained on it—is late.", &["- | rumored | R2 … be trained on it"]);
        check("It is reported that the dam leaked.", &["- | is reported | the dam leaked"]);
    }

    #[test]
    fn an_agent_behind_by_says_so() {
        check(
            "Orrin has been accused of hiding the crack by two officials.",
            &["two officials | has been accused | Orrin … hiding the crack"],
        );
        check(
            "The deal was described as a rescue by analysts at Kestrel.",
            &["analysts at Kestrel | was described | The deal … a rescue"],
        );
        assert_eq!(lines("Orrin has been accused of hiding the crack by the river."), [""; 0]);
    }

    #[test]
    fn a_first_report_is_the_outlets() {
        check(
            "The leak, first reported by the Harbour Post, emptied the dam.",
            &["Harbour Post | first reported by | The leak … emptied the dam"],
        );
    }

    #[test]
    fn plain_passives_are_no_hearsay() {
        for text in ["The dam was shown to visitors.", "The effect was expected.", "The plant was found by a boy."] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn all_that_stands_before_the_only_verb_is_who_is_spoken_of() {
        check(
            "Dominic Sayle, 47, of Fernhill Road, Ashby Cross, is alleged to have made 188 transfers.",
            &["- | is alleged | Dominic Sayle, 47, of Fernhill Road, Ashby Cross … have made 188 transfers"],
        );
        check("It is sometimes claimed that decaf is harmless.", &["- | is sometimes claimed | decaf is harmless"]);
    }
}
