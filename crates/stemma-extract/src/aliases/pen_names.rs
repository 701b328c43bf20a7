//! Names under which somebody writes: "Canon Arthur Dunne writes under the pen name Simon Meddle", "Karl Moss writes as the Lake
//! Watcher", "the account Row Z belongs to Carla Munt".

use std::ops::Range;

use super::{is_quotation, run_after, run_before};
use crate::sentences::Sentence;

/// Verbs for what is done under another name.
const VERBS: &[&str] = &[
    "write",
    "writes",
    "wrote",
    "writing",
    "written",
    "blog",
    "blogs",
    "blogging",
    "post",
    "posts",
    "posted",
    "posting",
    "tweet",
    "tweets",
    "tweeting",
    "publish",
    "publishes",
    "published",
    "publishing",
    "paint",
    "paints",
    "sing",
    "sings",
    "perform",
    "performs",
    "film",
    "films",
    "goes",
    "appears",
    "works",
];
/// Words for another name.
const NAMES: &[&str] = &["name", "pseudonym", "alias", "byline", "handle", "username", "nickname", "account"];

/// A quick look, so that other text costs nothing.
pub(super) fn may_state(block: &str) -> bool {
    block.contains(" under the ") || block.contains("s as ") || block.contains("ing as ") || block.contains(" account ")
}

/// Whether these words introduce a name under which somebody writes.
pub(super) fn is_one(cue: &str) -> bool {
    cue == "under the name" || cue == "account" || cue.strip_suffix(" as").is_some_and(|verb| VERBS.contains(&verb))
}

/// The two names; what joins them begins at `at`.
pub(super) fn stated(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    under(s, at).or_else(|| writes_as(s, at)).or_else(|| account(s, at))
}

/// "writes under the pen name Simon Meddle"
fn under(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    if !s.is(at, "under") {
        return None;
    }
    let noun = (at + 1..at + 5).find(|i| NAMES.contains(&s.low(*i)))?;
    let start = after(s, noun + 1, &["of", "the"]);
    let verb = (at.saturating_sub(6)..at).rev().find(|i| VERBS.contains(&s.low(*i)))?;
    pair(s, verb, start, "under the name")
}

/// "writes as the Lake Watcher"
fn writes_as(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    // Whoever works as something has an office, and no name.
    let is_verb = VERBS.contains(&s.low(at)) && !matches!(s.low(at), "works" | "appears" | "goes");
    (is_verb && s.is(at + 1, "as")).then(|| pair(s, at, after(s, at + 2, &["the"]), &format!("{} as", s.low(at))))?
}

/// Behind some words and an opening mark.
fn after(s: &Sentence, from: usize, words: &[&str]) -> usize {
    let is_passed = |i: usize| words.contains(&s.low(i)) || is_quotation(s, i);
    (from..from + 3).find(|i| !is_passed(*i)).unwrap_or(from + 3)
}

fn pair(s: &Sentence, verb: usize, start: usize, cue: &str) -> Option<(Range<usize>, Range<usize>, String)> {
    let is_between = |i: usize| matches!(s.low(i), "who" | "," | "has" | "had" | "often" | "also" | "sometimes");
    let end = (verb.saturating_sub(3)..verb).rev().find(|i| !is_between(*i)).map_or(verb, |i| i + 1);
    Some((run_before(s, end)?, run_after(s, start)?, cue.to_owned()))
}

/// "the account “Row Z” belongs to Carla Munt", "the account Row Z is run by Carla Munt"
fn account(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    if !matches!(s.low(at), "account" | "handle" | "blog" | "channel" | "page") {
        return None;
    }
    let name = run_after(s, after(s, at + 1, &["called", "named"]))?;
    let owner = (name.end..name.end + 6).find(|i| {
        let before = s.low_before(*i);
        let is_kept = s.is(*i, "by") && matches!(before, "run" | "kept" | "written");
        is_kept || s.is(*i, "to") && matches!(before, "belongs" | "belonged")
    })?;
    Some((run_after(s, owner + 1)?, name, "account".to_owned()))
}
