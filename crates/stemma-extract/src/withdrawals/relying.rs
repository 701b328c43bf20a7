//! Who relies on others for what they say: "said Fern Aldous, citing the fire chief", "she referred to the findings of the
//! police", "the chief had told her", "this was established by the fire department", "she was not there", "everything that she
//! says comes from Simms". It is read only of whom the words are about, and tells of no statement that it is wrong.

use stemma_core::enumerations::SourceKind;

use super::leaning::FRIENDS;
use super::second_hand::{is_paper, is_source};
use super::{Reading, WORKS};
use crate::nouns;
use crate::roles::Somebody;
use crate::sources::name_kind;
use crate::tokens::TokenKind;

/// The words at which [`who`] reads something.
pub(super) const CUES: &[&str] = &[
    "citing",
    "cited",
    "cites",
    "quoting",
    "repeating",
    "referring",
    "referred",
    "pointing",
    "pointed",
    "relied",
    "relying",
    "based",
    "used",
    "uses",
    "using",
    "received",
    "shown",
    "sent",
    "basis",
    "told",
    "briefing",
    "established",
    "found",
    "determined",
    "discovered",
    "reported",
    "measured",
    "recorded",
    "concluded",
    "read",
    "has",
    "had",
    "got",
    "heard",
    "learned",
    "learnt",
    "knows",
    "knew",
    "comes",
    "came",
    "confirmed",
    "confirms",
    "confirming",
    "repeated",
    "repeats",
    "there",
    "present",
    "see",
    "seen",
    "later",
];
/// What others found, and somebody may cite.
const FOUND: &[&str] = &[
    "findings",
    "finding",
    "figures",
    "figure",
    "data",
    "numbers",
    "study",
    "survey",
    "analysis",
    "results",
    "investigation",
];
/// Papers that tell what others found.
const REPORTS: &[&str] = &[
    "report",
    "statement",
    "memo",
    "memorandum",
    "bulletin",
    "circular",
    "indictment",
    "findings",
    "study",
    "minutes",
];
/// People whom somebody may have it from, beside [`FRIENDS`], and who are no source of a text.
const PEOPLE: &[&str] = &[
    "friends",
    "neighbours",
    "neighbors",
    "colleagues",
    "chief",
    "relatives",
    "investigators",
    "firefighters",
    "detectives",
];

fn is_somebody(word: &str) -> bool {
    FRIENDS.contains(&word) || PEOPLE.contains(&word)
}

/// Who relies on others, as the words at `at` say.
pub(super) fn who(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    if !CUES.contains(&r.low(at)) {
        return None;
    }
    absent(r, at).or_else(|| {
        if r.is_unsaid(at) {
            return None;
        }
        citing(r, at)
            .or_else(|| told_them(r, at))
            .or_else(|| briefed(r, at))
            .or_else(|| found_by_others(r, at))
            .or_else(|| had_read(r, at))
            .or_else(|| from_a_friend(r, at))
            .or_else(|| all_from(r, at))
            .or_else(|| saying_it_again(r, at))
    })
}

/// Whether somebody else, or what they found or wrote, stands behind at most three words from `at`.
fn is_others(r: &Reading<'_, '_>, at: usize) -> bool {
    let places = || at..at + 4;
    // "The county's own figures" are not the speaker's.
    let is_whose = |i: usize| i > at && r.s().kind(i - 1) == Some(TokenKind::Possessive);
    let is_own = places()
        .any(|i| matches!(r.low(i), "himself" | "herself" | "themselves") || r.is(i, "own") && !is_whose(i))
        || matches!(r.low(at), "his" | "her" | "their" | "my" | "our" | "its");
    let is_one = |i: usize| {
        is_somebody(r.low(i))
            || FOUND.contains(&r.low(i))
            || WORKS.contains(&r.low(i))
            || nouns::head(r.low(i)).is_some()
    };
    !is_own && (places().any(is_one) || is_paper(r, places()) || r.p.at(at).is_some())
}

/// Whether an owner's mark stands behind `at`, or the data are said to be of somebody: "the county's own figures".
fn is_anothers(r: &Reading<'_, '_>, at: usize) -> bool {
    let is_whose = |i: usize| r.s().kind(i) == Some(TokenKind::Possessive) && !r.is(i - 1, "who");
    let data = (at..at + 5).find(|i| FOUND.contains(&r.low(*i)));
    (at + 1..at + 4).any(is_whose) || data.is_some_and(|data| matches!(r.low(data + 1), "of" | "from" | "by"))
}

/// "Said Fern Aldous, citing the fire chief", "she referred to the police", "on the basis of the first findings".
fn citing(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let object = match r.low(at) {
        "citing" | "cited" | "cites" | "quoting" | "repeating" => at + 1,
        "referring" | "referred" | "pointing" | "pointed" if r.is(at + 1, "to") => at + 2,
        "relied" | "relying" if r.is(at + 1, "on") => at + 2,
        "based" => (at + 1..at + 4).find(|i| r.is(*i, "on"))? + 1,
        "basis" if r.is(at + 1, "of") => at + 2,
        // "Voss used the county's own figures": of things that are used, what others counted only.
        "used" | "uses" | "using" if (at + 2..at + 6).any(|i| FOUND.contains(&r.low(i))) && is_anothers(r, at + 1) => {
            at + 1
        }
        _ => return None,
    };
    // "Was cited by": of whoever cites nothing is said.
    let is_active = !r.is_passive(at) || r.is(at, "based") || r.is(at, "basis");
    (is_active && is_others(r, object)).then(|| r.doer(at)).flatten().filter(is_person)
}

/// "The chief had told her": she is whom the sentence before names; "a hiker had told Aldous of the blade".
fn told_them(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    if !r.is(at, "told") || r.is_passive(at) {
        return None;
    }
    let is_it = |i: usize| r.ends(i) || matches!(r.low(i), "of" | "about" | "so" | "what" | "this" | "by" | "it");
    let by_pronoun = (0..at).any(|i| matches!(r.low(i), "he" | "she" | "i" | "we"));
    if matches!(r.low(at + 1), "her" | "him") && is_it(at + 2) && !by_pronoun {
        return r.before.person.clone().map(|name| Somebody { range: at + 1..at + 2, name });
    }
    let is_had = (at.saturating_sub(2)..at).any(|i| r.is(i, "had"));
    let whom = r.p.at(at + 1).filter(is_person)?;
    (is_had && !r.ends(whom.range.end) && is_it(whom.range.end) || is_had && r.is(whom.range.end, "and"))
        .then_some(whom)
}

/// "After a briefing with the fire chief", "she had attended the chief's briefing".
fn briefed(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let goes = |i: usize| matches!(r.low(i), "after" | "attended" | "following");
    let is_there = r.is(at, "briefing") && (at.saturating_sub(5)..at).any(goes);
    is_there.then(|| r.doer(at)).flatten().filter(is_person)
}

/// "This was established by the fire department": whoever spoke before has it from there.
fn found_by_others(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_found = matches!(
        r.low(at),
        "established" | "found" | "determined" | "discovered" | "reported" | "measured" | "recorded" | "concluded"
    );
    let is_so = is_found && r.is_passive(at) && matches!(r.low(0), "this" | "that" | "it") && r.is(at + 1, "by");
    let whole = Somebody { range: at..at + 1, name: r.before.person.clone()? };
    (is_so && at <= 3 && is_others(r, at + 2)).then_some(whole)
}

/// "She had read the report", "who had seen the diocese's report", "was shown the report".
fn had_read(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_perfect = at > 0 && matches!(r.low(at - 1), "had" | "has" | "having");
    let is_given = matches!(r.low(at), "shown" | "sent") && r.is_passive(at);
    // Whoever has seen a register may have found it there for themselves.
    let is_told = |i: usize| REPORTS.contains(&r.low(i));
    let is_own = (at + 1..at + 4).any(|i| matches!(r.low(i), "own" | "his" | "her" | "their" | "its"));
    let has_read = r.is(at, "read") && is_perfect && is_paper(r, at + 1..at + 4);
    let has_had = matches!(r.low(at), "seen" | "received") && is_perfect || is_given;
    let is_so = has_read || has_had && !is_own && (at + 1..at + 6).any(is_told);
    is_so.then(|| r.doer(at)).flatten().filter(is_person)
}

/// "She had it from a friend".
fn from_a_friend(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_had = matches!(r.low(at), "has" | "had" | "got" | "heard" | "learned" | "learnt" | "knows" | "knew");
    let object = at + 1 + usize::from(matches!(r.low(at + 1), "of" | "about"));
    let is_it = matches!(r.low(object), "it" | "this" | "that") && r.is(object + 1, "from");
    let is_one = (object + 2..object + 5).any(|i| is_somebody(r.low(i))) || is_source(r, object + 2);
    (is_had && is_it && is_one).then(|| r.doer(at)).flatten()
}

/// "Everything that Aldous says comes from Simms".
fn all_from(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let from = matches!(r.low(at), "comes" | "came") && r.is(at + 1, "from") && is_others(r, at + 2);
    let says =
        from.then(|| (0..at).rev().find(|i| matches!(r.low(*i), "says" | "said" | "knows" | "knew"))).flatten()?;
    let is_all = (0..says).any(|i| matches!(r.low(i), "everything" | "all" | "what" | "whatever"));
    is_all.then(|| r.doer(says)).flatten()
}

/// "She confirmed what the fire chief had said", "repeated what the police had told".
fn saying_it_again(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_again = matches!(r.low(at), "confirmed" | "confirms" | "confirming" | "repeated" | "repeats" | "repeating");
    let said =
        is_again && r.is(at + 1, "what") && (at + 2..at + 8).any(|i| matches!(r.low(i), "said" | "told" | "reported"));
    (said && is_others(r, at + 2)).then(|| r.doer(at)).flatten().filter(is_person)
}

/// "She was not there", "did not see it happen", "arrived a day later".
fn absent(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_asked = r.is(r.s().len().saturating_sub(1), "?") || r.is(0, "if");
    let is_not = || (at.saturating_sub(2)..at).any(|i| matches!(r.low(i), "not" | "n't" | "never"));
    let was = || (at.saturating_sub(4)..at).any(|i| matches!(r.low(i), "was" | "been"));
    let is_away = match r.low(at) {
        "there" | "present" => {
            is_not() && was() && (r.ends(at + 1) || matches!(r.low(at + 1), "that" | "at" | "himself" | "herself"))
        }
        "see" | "seen" => {
            is_not() && matches!(r.low(at + 1), "it" | "this") && (r.ends(at + 2) || r.is(at + 2, "happen"))
        }
        "later" => {
            let arrived = (at.saturating_sub(5)..at).any(|i| matches!(r.low(i), "arrived" | "came"));
            arrived
                && r.ends(at + 1)
                && (at.saturating_sub(3)..at).any(|i| matches!(r.low(i), "day" | "days" | "week" | "weeks"))
        }
        _ => false,
    };
    (is_away && !is_asked).then(|| r.doer(at)).flatten().filter(is_person)
}

pub(super) fn is_person(who: &Somebody) -> bool {
    !who.name.contains(' ') || name_kind(&who.name) == SourceKind::Person
}
