//! Who no longer says what they once said: "Moen once said that; today he says that there were none", "he now says the opposite",
//! "she has apologised for having said so".

use super::{Reading, WORKS, relying};
use crate::roles::Somebody;

/// The words at which [`who`] reads something.
pub(super) const CUES: &[&str] = &[
    "today",
    "now",
    "nowadays",
    "meanwhile",
    "since",
    "opposite",
    "contrary",
    "apologised",
    "apologized",
    "apologises",
    "regrets",
    "regretted",
    "sorry",
    "changed",
];
/// Verbs of saying and holding in the present.
const SAYS: &[&str] =
    &["says", "claims", "thinks", "believes", "denies", "insists", "doubts", "tells", "admits", "concedes"];
/// The same in the past, of what was said once.
const SAID: &[&str] = &["said", "claimed", "told", "written", "wrote", "stated", "insisted", "declared", "reported"];
/// Words that turn round what is said.
const TURNING: &[&str] = &[
    "opposite",
    "contrary",
    "otherwise",
    "different",
    "differently",
    "not",
    "no",
    "none",
    "never",
    "nothing",
    "wrong",
];

/// Who said otherwise before, as the words at `at` say.
pub(super) fn who(r: &Reading<'_, '_>, at: usize) -> Option<(Somebody, String)> {
    if !CUES.contains(&r.low(at)) {
        return None;
    }
    let found = match r.low(at) {
        "today" | "now" | "nowadays" | "meanwhile" | "since" => says_otherwise(r, at),
        "opposite" | "contrary" => the_opposite(r, at),
        "changed" => changed(r, at),
        _ => sorry(r, at),
    };
    found.filter(relying::is_person).map(|who| (who, r.low(at).to_owned()))
}

/// Whether the words before `at`, or the sentence before this one, tell of what was said once.
fn is_of_once(r: &Reading<'_, '_>, at: usize) -> bool {
    let before = r.before.span.and_then(|span| span.slice(r.s().text)).unwrap_or_default().to_lowercase();
    let words: Vec<&str> = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let here: Vec<&str> = (0..at).map(|i| r.low(i)).collect();
    let is_once = |words: &[&str]| {
        words.iter().enumerate().any(|(at, word)| {
            let near = words.get(at.saturating_sub(3)..at).unwrap_or_default();
            let is_past = |word: &&str| {
                matches!(
                    *word,
                    "once" | "had" | "earlier" | "previously" | "originally" | "initially" | "first" | "formerly"
                )
            };
            SAID.contains(word) && near.iter().any(is_past)
        })
    };
    is_once(&words) || is_once(&here)
}

/// "Today he says that it had none", behind what he once said.
fn says_otherwise(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let verb = (at.saturating_sub(2)..at + 5).find(|i| SAYS.contains(&r.low(*i)))?;
    let turns =
        r.is(verb, "denies") || r.is(verb, "doubts") || (verb + 1..r.s().len()).any(|i| TURNING.contains(&r.low(i)));
    (turns && is_of_once(r, at)).then(|| r.doer(verb)).flatten()
}

/// "He now says the opposite", "said the contrary in May".
fn the_opposite(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let verb = (at.saturating_sub(4)..at).rev().find(|i| SAYS.contains(&r.low(*i)) || SAID.contains(&r.low(*i)))?;
    let is_the = r.is(at - 1, "the") && verb + 4 > at;
    (is_the && !r.is_unsaid(verb)).then(|| r.doer(verb)).flatten()
}

/// "She has changed her story", "changed his mind".
fn changed(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let is_own = matches!(r.low(at + 1), "his" | "her" | "their");
    let is_story = matches!(r.low(at + 2), "story" | "account" | "statement" | "testimony" | "version");
    (is_own && is_story && !r.is_unsaid(at)).then(|| r.doer(at)).flatten()
}

/// "Has apologised for this" of what was said, "regrets having said so", "is sorry for his words".
fn sorry(r: &Reading<'_, '_>, at: usize) -> Option<Somebody> {
    let object = at + 1 + usize::from(r.is(at + 1, "for"));
    let is_saying = matches!(r.low(object), "saying" | "claiming" | "writing")
        || r.is(object, "having") && SAID.contains(&r.low(object + 1));
    let is_work = (object..object + 3).any(|i| WORKS.contains(&r.low(i)));
    let is_this = matches!(r.low(object), "this" | "that" | "it") && r.ends(object + 1) && is_of_once(r, at);
    ((is_saying || is_work || is_this) && !r.is_unsaid(at)).then(|| r.doer(at)).flatten()
}
