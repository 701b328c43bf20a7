//! "From the log it appears that Y" · "On Luptak's tape it can be heard how Y" · "Going by the camera's clock, Y" · "It is there in
//! the minutes: Y" · "Anyone who looks at Funes's pictures can see that Y" · "The gauge recorded the minute in which Y".
//!
//! Who tells it says what shows it: a record or an instrument, never a person. "It appears that Y" alone is a guess.

use std::ops::Range;

use stemma_core::enumerations::{Basis, SourceKind, Tier};

use super::extent::clip;
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, phrase_after};
use crate::lexicon::CueClass;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// The evidence, the words that lead from it to the content, and the content.
struct Shown {
    evidence: Range<usize>,
    cue: Range<usize>,
    content: Range<usize>,
}

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    let shown = from_it(s)
        .or_else(|| going_by(s))
        .or_else(|| stands_in(s))
        .or_else(|| whoever_looks(s))
        .or_else(|| what_it_shows(s))
        .or_else(|| recorded(s));
    shown.and_then(|shown| draft(s, &shown, e)).or_else(|| taken_down(s, e)).into_iter().collect()
}

fn draft(s: &Sentence, shown: &Shown, e: &Entities) -> Option<Draft> {
    let party = evidence(s, shown.evidence.clone(), e)?;
    let (span, direct) = trimmed(s, shown.content.clone())?;
    if s.is_quoted(shown.cue.start) || !grammar::is_clausal(s, shown.content.clone()) {
        return None;
    }
    let mut draft = Draft::new(vec![span], CueClass::Speech, "evidence");
    draft.tier = if party.strength >= Strength::Role { Tier::A } else { Tier::B };
    draft.parties = vec![party];
    draft.cue = s.span(shown.cue.clone());
    draft.lemma = "show";
    draft.direct = direct;
    // "From the log it appears that Y": the verb tells how it is known, and no doubt.
    draft.modality = Some(crate::claim::modality(span.slice(s.text)?));
    Some(draft)
}

/// The record or instrument that a phrase names: of "this entry in the log", the log.
fn evidence(s: &Sentence, range: Range<usize>, e: &Entities) -> Option<Party> {
    let part = |i: usize| {
        matches!(
            s.low(i),
            "entry"
                | "entries"
                | "page"
                | "pages"
                | "line"
                | "lines"
                | "column"
                | "frame"
                | "frames"
                | "item"
                | "radio"
        )
    };
    let of = (range.start + 1..range.end).find(|i| matches!(s.low(*i), "in" | "of" | "on") && part(i - 1));
    let whole = of.map_or(range.clone(), |of| of + 1..range.end);
    // "Funes's pictures seven and eight"
    let counted = whole.clone().skip(1).find(|i| nouns::head(s.low(i - 1)) == Some(Head::Record) && is_number(s, *i));
    let party = sources::party(s, whole.start..counted.unwrap_or(whole.end), None, e)?;
    (party.mention.kind == SourceKind::Document && party.head == Some(Head::Record)).then_some(party)
}

fn is_number(s: &Sentence, at: usize) -> bool {
    const NUMBERS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    s.kind(at) == Some(TokenKind::Number) || NUMBERS.contains(&s.low(at))
}

/// "Positions received by the tracking firm show that Y": what somebody's instruments took down is theirs.
fn taken_down(s: &Sentence, e: &Entities) -> Option<Draft> {
    let verb = (4..s.content_end().min(20))
        .find(|i| matches!(s.low(*i), "show" | "shows" | "showed") && s.is(i + 1, "that"))?;
    let by = (1..verb - 1).find(|i| s.is(*i, "by") && is_taken(s.low(i - 1)))?;
    let party = sources::party(s, by + 1..verb, None, e).filter(|party| party.strength >= Strength::Role)?;
    let content = verb + 2..clip(s, verb + 2, s.content_end());
    let (span, direct) = trimmed(s, content.clone())?;
    let is_clause = grammar::is_clausal(s, content) && !(0..by).any(|i| grammar::is_finite(s, i) || s.is_quoted(i));
    let mut draft = Draft::new(vec![span], CueClass::Speech, "evidence");
    draft.parties = vec![party];
    draft.cue = s.span(verb..verb + 2);
    draft.lemma = "show";
    draft.basis = Some(Basis::Record);
    draft.direct = direct;
    draft.tier = Tier::A;
    is_clause.then_some(draft)
}

fn is_taken(word: &str) -> bool {
    matches!(
        word,
        "received" | "recorded" | "logged" | "measured" | "registered" | "transmitted" | "photographed" | "filmed"
    )
}

/// "From the log it appears that Y", "on the tape, which we heard, it can be heard how Y".
fn from_it(s: &Sentence) -> Option<Shown> {
    let opens = matches!(s.low(0), "from" | "by" | "on" | "in");
    let limit = s.content_end();
    let it = (2..limit.min(30)).find(|i| s.is(*i, "it") && evident(s, i + 1).is_some()).filter(|_| opens)?;
    let verb = evident(s, it + 1)?;
    let that = verb + usize::from(grammar::is_adverb(s.low(verb)));
    let evidence = without_relative(s, 1..it);
    let is_that = matches!(s.low(that), "that" | "how");
    is_that.then(|| Shown { evidence, cue: 0..that, content: that + 1..clip(s, that + 1, limit) })
}

/// Where the words end that say that something is evident: "appears", "can be heard", "is clear".
fn evident(s: &Sentence, at: usize) -> Option<usize> {
    let seen = |word: &str| matches!(word, "heard" | "seen" | "read" | "inferred" | "concluded" | "gathered");
    match s.low(at) {
        "appears" | "emerges" | "follows" | "transpires" | "appeared" | "emerged" | "followed" | "transpired" => {
            Some(at + 1)
        }
        "is" | "was" | "becomes" | "became"
            if matches!(s.low(at + 1), "clear" | "plain" | "evident" | "apparent" | "certain") =>
        {
            Some(at + 2)
        }
        "can" | "could" if s.is(at + 1, "be") && seen(s.low(at + 2)) => Some(at + 3),
        _ => None,
    }
}

/// "Luptak's tape, which he played to us," without what is put in.
fn without_relative(s: &Sentence, range: Range<usize>) -> Range<usize> {
    let comma = range.clone().find(|i| s.is(*i, ",")).unwrap_or(range.end);
    range.start..comma
}

/// "Going by the log, Y", "judging from the pictures, Y", "by Zumtobel's gauge, Y".
fn going_by(s: &Sentence) -> Option<Shown> {
    let start = match (s.low(0), s.low(1)) {
        ("going" | "judging" | "to", "by" | "from") => 2,
        ("by", _) => 1,
        _ => return None,
    };
    let comma = (start + 1..s.len().min(start + 14)).find(|i| s.is(*i, ","))?;
    let evidence = start..comma;
    let phrase = phrase_after(s, start);
    (phrase.end == comma).then(|| Shown {
        evidence,
        cue: 0..start,
        content: comma + 1..clip(s, comma + 1, s.content_end()),
    })
}

/// "It is there in the minutes of 12 March: Y", "it stands in the register that Y".
fn stands_in(s: &Sentence) -> Option<Shown> {
    let written = |i: usize| {
        matches!(
            s.low(i),
            "there" | "written" | "down" | "noted" | "recorded" | "set" | "entered" | "stated" | "black" | "all"
        )
    };
    let be = 1 + usize::from(s.is(1, "is") || s.is(1, "was"));
    let verb = matches!(s.low(1), "stands" | "says") || be == 2 && written(2);
    let place = (2..s.len().min(6)).find(|i| matches!(s.low(*i), "in" | "on")).filter(|_| s.is(0, "it") && verb)?;
    let end = (place + 2..s.content_end()).find(|i| s.is(*i, ":") || s.is(*i, "that"))?;
    let evidence = without_relative(s, place + 1..end);
    Some(Shown { evidence, cue: 0..place + 1, content: end + 1..clip(s, end + 1, s.content_end()) })
}

/// "Anyone who looks at the pictures can see that Y".
fn whoever_looks(s: &Sentence) -> Option<Shown> {
    let start = match (s.low(0), s.low(1)) {
        ("anyone" | "anybody" | "everyone" | "everybody", "who") => 2,
        ("whoever", _) => 1,
        _ => return None,
    };
    let sees = |i: usize| {
        matches!(s.low(i), "see" | "sees" | "hear" | "hears" | "read" | "reads" | "find" | "finds" | "learn")
    };
    let that =
        (start + 2..s.content_end().min(start + 16)).find(|i| matches!(s.low(*i), "that" | "how") && sees(i - 1))?;
    let helped = usize::from(matches!(s.low(that - 2), "can" | "will" | "could"));
    let object = start + 1 + usize::from(grammar::is_preposition(s.low(start + 1)));
    let evidence = object..that - 1 - helped;
    Some(Shown { evidence, cue: that - 1 - helped..that, content: that + 1..clip(s, that + 1, s.content_end()) })
}

/// "What the scans brought to light is that Y".
fn what_it_shows(s: &Sentence) -> Option<Shown> {
    let that = (4..s.content_end().min(16)).find(|i| s.is(*i, "that") && matches!(s.low(i - 1), "is" | "was"))?;
    let verb =
        (2..that - 1).find(|i| matches!(s.low(*i), "brought" | "showed" | "show" | "shows" | "revealed" | "reveal"));
    let verb = verb.filter(|_| s.is(0, "what"))?;
    Some(Shown { evidence: 1..verb, cue: verb..that, content: that + 1..clip(s, that + 1, s.content_end()) })
}

/// "The gauge recorded the minute in which Y", "the log has it that Y", "the camera caught how Y".
fn recorded(s: &Sentence) -> Option<Shown> {
    let verb = (1..s.content_end().min(12)).find(|i| {
        matches!(
            s.low(*i),
            "recorded" | "registered" | "logged" | "captured" | "caught" | "marked" | "noted" | "has" | "had"
        )
    })?;
    let has_it = matches!(s.low(verb), "has" | "had");
    let moment =
        |i: usize| matches!(s.low(i), "minute" | "moment" | "hour" | "second" | "day" | "night" | "time" | "instant");
    let start = if has_it && s.is(verb + 1, "it") && s.is(verb + 2, "that") {
        verb + 3
    } else if !has_it && s.is(verb + 1, "how") {
        verb + 2
    } else if !has_it && moment(verb + 2) && s.is(verb + 3, "in") && s.is(verb + 4, "which") {
        verb + 5
    } else if !has_it && moment(verb + 2) && matches!(s.low(verb + 3), "when" | "that") {
        verb + 4
    } else {
        return None;
    };
    let evidence = grammar::phrase_before(s, verb)?;
    let is_record = evidence.clone().any(|i| nouns::head(s.low(i)) == Some(Head::Record));
    is_record.then(|| Shown { evidence, cue: verb..start, content: start..clip(s, start, s.content_end()) })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn what_shows_it_is_the_source() {
        check(
            "From this entry in the log of the port it appears that the plane left empty.",
            &["log of the port | From this entry in the log of the port it appears | the plane left empty"],
        );
        check(
            "On Luptak's tape, which he played to us, it can be heard how the depot was shaken twice.",
            &["Luptak's tape | On Luptak's tape, which he played to us, it can be heard | the depot was shaken twice"],
        );
        check(
            "Going by the log of the port, the dam spilled for six hours.",
            &["log of the port | Going by | the dam spilled for six hours"],
        );
        check(
            "It is there in the minutes of the council, under item 9: The council voted twice.",
            &["minutes of the council | It is there in | The council voted twice"],
        );
        check(
            "Anyone who looks at Funes's footage can see that the ball was in.",
            &["Funes's footage | can see | the ball was in"],
        );
        check(
            "The plant's gauge recorded the minute in which the lake broke through.",
            &["plant's gauge | recorded the minute in which | the lake broke through"],
        );
        check(
            "Positions received by the tracking firm Seawatch Pacific show that the ship drifted for a day.",
            &["Seawatch Pacific | show that | the ship drifted for a day"],
        );
    }

    #[test]
    fn what_only_appears_has_no_evidence() {
        for text in [
            "It appears that the plane left empty.",
            "From the tower it appears that the town is small.",
            "Going by train, the town is far.",
            "It is there in the garden: a dog that barked.",
            "Anyone who looks at the sea can see that it is blue.",
            "By the weekend, the dam leaked.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }
}
