//! Who speaks only of what others measured, or goes by what one person said: "said Ida Roth, commenting on the report", "the
//! ruling rests on the statement of Ida Lund", "a friend of his saw it".

use super::Reading;
use super::second_hand::is_paper;
use crate::roles::Somebody;

/// The words at which [`who`] reads something.
pub(super) const CUES: &[&str] = &[
    "commenting",
    "commented",
    "comment",
    "comments",
    "reacting",
    "reacted",
    "responding",
    "interpreting",
    "discussing",
    "said",
    "says",
    "looked",
    "saw",
    "seen",
    "watched",
    "witnessed",
    "read",
    "shown",
    "rests",
    "rested",
    "resting",
    "relies",
    "relied",
    "relying",
    "based",
    "hangs",
    "solely",
];
/// What others found.
const FOUND: &[&str] = &[
    "measurement",
    "measurements",
    "reading",
    "readings",
    "findings",
    "finding",
    "results",
    "result",
    "test",
    "tests",
    "study",
    "survey",
    "analysis",
    "figures",
    "data",
    "samples",
];
/// What somebody said, on which a ruling may rest.
const TOLD: &[&str] = &[
    "statement",
    "statements",
    "testimony",
    "account",
    "word",
    "words",
    "declaration",
    "claim",
    "complaint",
    "allegation",
    "affidavit",
    "confession",
    "deposition",
];
/// What a court or an authority gives out.
const RULINGS: &[&str] = &[
    "ruling",
    "verdict",
    "judgment",
    "judgement",
    "decision",
    "finding",
    "findings",
    "conclusion",
    "order",
    "sentence",
];
/// People who may have seen, or told, what somebody tells.
pub(super) const FRIENDS: &[&str] = &[
    "friend",
    "colleague",
    "neighbour",
    "neighbor",
    "brother",
    "sister",
    "mother",
    "father",
    "husband",
    "wife",
    "son",
    "daughter",
    "cousin",
    "acquaintance",
    "partner",
    "uncle",
    "aunt",
    "workmate",
];

/// Who leans on others, as the words at `at` say.
pub(super) fn who(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    if !CUES.contains(&r.low(at)) {
        return None;
    }
    commenting(r, at).or_else(|| by_a_friend(r, at)).or_else(|| {
        if r.is_unsaid(at) {
            return None;
        }
        resting(r, at).or_else(|| looking_at(r, at))
    })
}

/// What others found or wrote, in the words from `at`, and not the speaker's own.
fn is_found(r: &Reading<'_, '_>, at: usize) -> bool {
    let places = at..at + 6;
    let is_own = places.clone().any(|i| matches!(r.low(i), "own" | "his" | "her" | "their" | "its" | "my" | "our"));
    !is_own && places.clone().any(|i| FOUND.contains(&r.low(i)) || is_paper(r, i..i + 1))
}

/// "Said Ida Roth, commenting on the report", "was asked to comment on it", "Bell said of the measurement".
fn commenting(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let object = match r.low(at) {
        "commenting" | "commented" | "comment" | "comments" if r.is(at + 1, "on") => at + 2,
        "reacting" | "reacted" | "responding" if r.is(at + 1, "to") => at + 2,
        "interpreting" | "discussing" => at + 1,
        "said" | "says" if r.is(at + 1, "of") => at + 2,
        _ => return None,
    };
    let is_refused = (at.saturating_sub(5)..at)
        .any(|i| matches!(r.low(i), "declined" | "refused" | "not" | "without" | "no" | "n't" | "never" | "if"));
    (is_found(r, object) && !is_refused).then(|| r.doer(at)).flatten().filter(super::relying::is_person)
}

/// "Ida Roth, who looked at the readings", "Bell had been shown the measurements".
fn looking_at(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let object = match r.low(at) {
        "looked" if matches!(r.low(at + 1), "at" | "through" | "over") => at + 2,
        "saw" | "read" => at + 1,
        "shown" if r.is_passive(at) => at + 1,
        _ => return None,
    };
    let is_measured = (object..object + 4).any(|i| {
        matches!(r.low(i), "measurement" | "measurements" | "readings" | "results" | "findings" | "figures" | "data")
    });
    let is_own = (object..object + 4).any(|i| matches!(r.low(i), "own" | "his" | "her" | "their" | "its"));
    (is_measured && !is_own).then(|| r.doer(at)).flatten().filter(super::relying::is_person)
}

/// "The ruling rests on the statement of Ida Lund", "the court ruled, relying solely on Ida Lund's testimony".
fn resting(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let rests =
        matches!(r.low(at), "rests" | "rested" | "resting" | "relies" | "relied" | "relying" | "based" | "hangs");
    let on = rests.then(|| (at + 1..at + 4).find(|i| matches!(r.low(*i), "on" | "upon"))).flatten()?;
    let told = (on + 1..on + 6).find(|i| TOLD.contains(&r.low(*i)))?;
    let by = r.p.possessors(on + 1..told).next().or_else(|| r.p.behind(told + 1..told + 2, &["of", "by", "from"]))?;
    let is_ruling = (0..at).any(|i| RULINGS.contains(&r.low(i)));
    let who =
        if is_ruling { r.before.voice.clone().map(|name| Somebody { range: at..at + 1, name }) } else { r.doer(at) };
    who.filter(|who| who.name != by.name)
}

/// "A friend of his saw it", "his wife had seen the crash": whoever spoke before did not.
fn by_a_friend(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_seen = matches!(r.low(at), "saw" | "seen" | "watched" | "witnessed");
    let is_one = matches!(r.low(0), "a" | "an" | "his" | "her" | "the") && !r.is(1, "friends");
    let friend = (is_seen && is_one).then(|| (1..at.min(4)).find(|i| FRIENDS.contains(&r.low(*i)))).flatten()?;
    let is_alone = !(friend..at).any(|i| matches!(r.low(i), "and" | "not" | "never" | "who" | "n't" | ","));
    let is_too = (at + 1..r.s().len()).any(|i| matches!(r.low(i), "too" | "also" | "well" | "with"));
    let is_it = matches!(r.low(at + 1), "it" | "this" | "that" | "everything" | "the");
    // "The friend saw it": somebody who is named before it.
    let is_of_speaker = !r.is(0, "the");
    let who = r.before.voice.clone().or_else(|| r.before.person.clone());
    (is_alone && is_it && !is_too && is_of_speaker).then_some(who).flatten().map(|name| Somebody { range: 0..1, name })
}
