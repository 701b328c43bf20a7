//! Dates with the part of them that is meant: "early 2025" is not "late 2025", and "before 2020" not "after 2020".

use std::collections::BTreeSet;

use super::roles::BE;
use super::stem::is_past;
use super::stem_of;
use super::words::words;
use crate::date::MONTHS;
use crate::statement::{DateMention, Statement};

/// Words before a date, and the part of it, or beside it, that they mean.
const PARTS: &[(&str, &str)] = &[
    ("early", "early"),
    ("mid", "mid"),
    ("late", "late"),
    ("end", "late"),
    ("before", "before"),
    ("until", "before"),
    ("after", "after"),
    ("since", "after"),
];

/// A date of a sentence as EDTF, with the part of it that is meant behind it.
pub(super) fn dated(sentence: &str, date: &DateMention) -> String {
    let before = sentence.split_once(&date.quote.text).map_or("", |(before, _)| before);
    let before = before.split_whitespace().next_back().unwrap_or_default();
    let is_date = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.contains(word);
    let quote = date.quote.text.to_lowercase();
    let own = quote.split([' ', '-']).take_while(|word| !is_date(word)).filter(|word| !matches!(*word, "the" | "of"));
    let before = before.to_lowercase();
    let word = std::iter::once(before.trim_end_matches('-')).chain(own).last().unwrap_or_default();
    let part = PARTS.iter().find(|(lead, _)| *lead == word).map(|(_, part)| *part);
    part.map_or_else(|| date.edtf.clone(), |part| format!("{} {part}", date.edtf))
}

/// The stems of words that say which part of a date is meant, which is compared with the date: "the end of May", "late May".
pub(super) fn parts(statement: &Statement) -> Vec<String> {
    const PARTS: &[&str] = &["end", "late", "early", "beginning", "start", "mid", "middle"];
    let before = |date: &str| statement.sentence.split_once(date).map_or("", |(before, _)| before);
    let near = |date: &DateMention| -> Vec<String> {
        let quote = words(&date.quote.text).map(str::to_lowercase).collect::<Vec<_>>();
        let two: Vec<String> = words(before(&date.quote.text)).map(str::to_lowercase).collect();
        let last = match two.as_slice() {
            [.., part, of] if of == "of" => Some(part.clone()),
            [.., part] => Some(part.clone()),
            [] => None,
        };
        quote.into_iter().chain(last).filter(|word| PARTS.contains(&word.as_str())).map(|word| stem_of(&word)).collect()
    };
    statement.dates.iter().flat_map(near).collect()
}

/// Whether words say roughly when, and name no date: "within a few years", "in the coming months".
pub(super) fn is_vague(sentence: &str) -> bool {
    const ROUGH: &[&str] = &["few", "coming", "several", "recent"];
    const SPANS: &[&str] = &["days", "weeks", "months", "years", "decades"];
    const LEADS: &[&str] = &["in", "within", "over", "during"];
    if !ROUGH.iter().any(|rough| sentence.contains(rough)) {
        return false;
    }
    let all: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    let leads = |at: usize| {
        all.get(at.saturating_sub(3)..at).is_some_and(|before| before.iter().any(|word| LEADS.contains(&word.as_str())))
    };
    all.windows(2).enumerate().any(|(at, two)| {
        matches!(two, [rough, span] if ROUGH.contains(&rough.as_str()) && SPANS.contains(&span.as_str())) && leads(at)
    })
}

/// Those dates of a statement that are of what a relative clause tells: "the mill, which opened in 1888, was sold".
pub(super) fn beside_the_clause(statement: &Statement) -> BTreeSet<String> {
    let is_in_clause = |date: &&DateMention| {
        let Some((before, _)) = statement.sentence.split_once(&date.quote.text) else { return false };
        let Some((head, clause)) = last_relative(before) else { return false };
        let is_noun = words(head).last().is_some_and(|word| !is_past(word) && !SAYING.contains(&word));
        let verbs =
            words(clause).filter(|word| is_past(word) || BE.contains(word) || matches!(*word, "has" | "had" | "have"));
        // What was held or what happened on a day may be told in the main clause as well.
        let begins = words(clause).any(|word| is_past(word) && BEGINNING.contains(&stem_of(word).as_str()));
        is_noun && begins && !clause.contains(',') && verbs.take(2).count() == 1
    };
    statement.dates.iter().filter(is_in_clause).map(|date| dated(&statement.sentence, date)).collect()
}

/// Stems of verbs for how something, or somebody's part in it, came to be: when that was is another matter than when what the
/// main clause tells was.
const BEGINNING: &[&str] = &[
    "start",
    "find",
    "mak",
    "bear",
    "born",
    "establish",
    "creat",
    "launch",
    "appoint",
    "elect",
    "buy",
    "marry",
    "retir",
    "join",
    "resign",
    "renovat",
    "restor",
    "complet",
];

/// Words behind which "that" opens what is said.
const SAYING: &[&str] =
    &["says", "say", "claims", "shows", "fears", "believes", "warns", "reports", "adds", "is", "was", "clear", "true"];

/// What stands before and behind the last word that opens a relative clause.
fn last_relative(text: &str) -> Option<(&str, &str)> {
    let found = [" which ", " who ", " that ", " where "].into_iter();
    found.filter_map(|word| text.rsplit_once(word)).min_by_key(|(_, clause)| clause.len())
}

/// The part that is meant of a date.
fn part(dated: &str) -> Option<&str> {
    dated.split_once(' ').map(|(_, part)| part)
}

/// Whether two dates are different parts of what is otherwise one.
pub(crate) fn parts_conflict(one: &str, other: &str) -> bool {
    let is_side = |part: &str| matches!(part, "before" | "after");
    part(one).zip(part(other)).is_some_and(|(x, y)| x != y && is_side(x) == is_side(y))
}

/// How exact a date is: a day more than a month, a month more than a year, and a part of either more than the whole.
pub(crate) fn exactness(dated: &str) -> usize {
    let (edtf, part) = dated.split_once(' ').map_or((dated, None), |(edtf, part)| (edtf, Some(part)));
    let first = edtf.split('/').next().unwrap_or_default();
    2 * first.matches('-').count() + usize::from(part.is_some())
}
