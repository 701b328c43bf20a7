//! The main clause of a sentence: where its subject begins, where its verb stands, in which voice it is.
//!
//! Nothing is parsed: a verb is found where the words leave little doubt, and no clause is told otherwise.

use std::ops::Range;

use super::roles::{ARTICLES, BE, is_calendar, is_participle, is_unchanged};
use super::stem::is_past;
use super::words::Token;

/// Where the parts of a main clause stand, by the places of its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// Where the subject begins.
    pub(super) from: usize,
    /// Where the subject ends: at an aside between commas, or at the verb.
    pub(super) end: usize,
    /// The first verb: a helping one, or the full one.
    pub(super) verb: usize,
    /// The full verb, or what stands for it behind a form of "be".
    pub(super) full: usize,
    /// Whether what stands before the verb is done to.
    pub(super) is_passive: bool,
    /// Whether a form of "be" is its verb.
    pub(super) is_copula: bool,
}

/// The clause that a sentence opens with, if its verb is found.
pub(super) fn clause(tokens: &[Token<'_>]) -> Option<Clause> {
    let from = opening(tokens);
    let aside = aside(tokens, from).unwrap_or(from..from);
    let verb = (from..tokens.len()).find(|at| !aside.contains(at) && is_verb(tokens, from, *at))?;
    let end = if aside.is_empty() || verb < aside.start { verb } else { aside.start };
    let full = (verb..tokens.len().min(verb + 5)).find(|at| is_full(tokens, *at)).unwrap_or(verb);
    let has_be = tokens.get(verb..full).unwrap_or_default().iter().any(|token| BE.contains(&token.lower.as_str()));
    let is_passive = has_be && tokens.get(full).is_some_and(is_participle);
    // "Is testing a siren": what stands behind "be" is the verb.
    let is_going_on = tokens.get(full).is_some_and(|token| token.lower.ends_with("ing") && token.lower.len() > 5)
        && tokens.get(full + 1).is_some_and(opens_object);
    Some(Clause { from, end, verb, full, is_passive, is_copula: has_be && !is_passive && !is_going_on })
}

/// Where something lies of another.
const COMPASS: &[&str] =
    &["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "northern", "southern"];

/// How many words an aside may have.
const LONGEST_ASIDE: usize = 16;

/// What stands between two commas behind the subject and before its verb: "Orrin, which is based in Halm, sold it",
/// "Teresa Lind, the archaeologist who leads the dig, found it".
fn aside(tokens: &[Token<'_>], from: usize) -> Option<Range<usize>> {
    const OPENING: &[&str] =
        &["which", "who", "whose", "where", "a", "an", "the", "now", "once", "formerly", "former", "based"];
    let after = |from: usize| (from + 1..tokens.len()).find(|at| tokens.get(*at).is_some_and(|token| token.after_stop));
    let start = after(from)?;
    let end = after(start).filter(|end| end - start <= LONGEST_ASIDE)?;
    let opens = tokens.get(start).is_some_and(|token| OPENING.contains(&token.lower.as_str()));
    // A verb behind the first comma is the sentence's own: "In May, the plant was closed, which".
    let has_verb = (from..start).any(|at| is_verb(tokens, from, at));
    (opens && !has_verb && is_verb(tokens, from, end)).then_some(start..end)
}

/// Whether a word is a full verb, or what stands behind a form of "be". "Had" before an object is one.
fn is_full(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let has = matches!(token.lower.as_str(), "has" | "have" | "had") && tokens.get(at + 1).is_some_and(opens_object);
    has || !is_helping(token)
}

/// Words that end a noun phrase.
pub(super) const CUTS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "for",
    "from",
    "after",
    "to",
    "with",
    "and",
    "but",
    "or",
    "which",
    "that",
    "who",
    "whose",
    "because",
    "during",
    "since",
    "by",
    "when",
    "while",
    "as",
    "near",
    "before",
    "until",
    "till",
    "into",
    "onto",
    "under",
    "over",
    "above",
    "below",
    "against",
    "despite",
    "without",
    "within",
    "between",
    "among",
    "about",
    "than",
    "through",
    "across",
    "along",
    "around",
    "off",
    "out",
    "up",
    "down",
    "per",
    "if",
    "unless",
    "whether",
    "where",
    "not",
    "towards",
    "using",
    "including",
    "following",
];

/// Where the subject begins: behind "On Friday" and the like.
pub(super) fn opening(tokens: &[Token<'_>]) -> usize {
    let is_aside = tokens.first().is_some_and(|first| {
        CUTS.contains(&first.lower.as_str()) && !["that", "all", "one"].contains(&first.lower.as_str())
    });
    if says_time(tokens) {
        return 2;
    }
    if tokens.first().is_some_and(Token::is_number) {
        // "Two days after the storm, police found the boat."
        let comma = tokens.iter().skip(1).position(|token| token.after_stop).map_or(0, |at| at + 1);
        let says_when =
            |token: &Token<'_>| ["after", "before", "later", "ago", "earlier"].contains(&token.lower.as_str());
        return if tokens.iter().take(comma).any(says_when) { comma } else { 0 };
    }
    if !is_aside {
        return 0;
    }
    let behind = tokens.iter().enumerate().skip(1);
    let is_date =
        |token: &Token<'_>| is_calendar(&token.lower) || token.lower.starts_with(|c: char| c.is_ascii_digit());
    // "In April 2025 Orrin bought": behind the date the subject begins.
    let dated = 1 + tokens.iter().skip(1).take_while(|token| is_date(token)).count();
    // "In May 2025 unemployment in Halm fell".
    let is_bare = |next: &Token<'_>| {
        !(next.after_stop || next.is_stop() || next.is_adverb() || CUTS.contains(&next.lower.as_str()))
    };
    let is_subject =
        |next: &Token<'_>| next.is_capital() || ARTICLES.contains(&next.lower.as_str()) || opens_object(next);
    let is_day = tokens.get(dated - 1).is_some_and(|last| is_calendar(&last.lower) || last.lower.len() == 4);
    let begins = |next: &Token<'_>| is_subject(next) || (is_day && is_bare(next));
    if dated > 1 && tokens.get(dated).is_some_and(begins) {
        return dated;
    }
    let comma = behind.clone().find(|(_, token)| token.after_stop && !is_date(token)).map(|(at, _)| at);
    // "In May the plant, which had run since 2010, closed": behind the comma no subject begins.
    let is_verb = |token: &Token<'_>| BE.contains(&token.lower.as_str()) || is_past(&token.lower);
    let opens_subject = |at: &usize| {
        let is_relative =
            tokens.get(*at).is_some_and(|next| ["which", "who", "that", "whose"].contains(&next.lower.as_str()));
        !is_relative && !tokens.iter().take(*at).any(is_verb)
    };
    let article = behind.skip(1).find(|(_, token)| ARTICLES.contains(&token.lower.as_str())).map(|(at, _)| at);
    comma.filter(opens_subject).or(article).or(comma).unwrap_or(tokens.len())
}

/// "This year", "last Friday": when it was, before whoever did it.
fn says_time(tokens: &[Token<'_>]) -> bool {
    let is_time = |lower: &str| {
        is_calendar(lower)
            || [
                "year", "month", "week", "quarter", "summer", "winter", "spring", "autumn", "morning", "night",
                "season",
            ]
            .contains(&lower)
    };
    matches!(tokens, [which, time, ..] if ["this", "last", "next", "every", "each"].contains(&which.lower.as_str()) && is_time(&time.lower))
}

/// Whether it helps a verb, and is none itself.
pub(super) fn is_helping(token: &Token<'_>) -> bool {
    let lower = token.lower.as_str();
    BE.contains(&lower)
        || token.is_adverb()
        || matches!(
            lower,
            "has"
                | "have"
                | "had"
                | "will"
                | "would"
                | "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "should"
                | "shall"
                | "do"
                | "does"
                | "did"
        )
}

/// Whether a token is the verb of the sentence: a helping one, a past behind what does it, or a present before its object.
fn is_verb(tokens: &[Token<'_>], from: usize, at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|_| at > from) else { return false };
    let lower = token.lower.as_str();
    if is_helping(token) && !token.is_adverb() {
        return token.word.starts_with(char::is_lowercase);
    }
    let before = tokens.get(from..at).unwrap_or_default().iter().rev().find(|token| !token.is_adverb());
    let Some(before) = before else { return false };
    let is_adjective = before.is_stop() && !before.lower.starts_with(|c: char| c.is_ascii_digit());
    if token.is_capital() || is_adjective || is_of_an_aim(tokens, from, at) {
        return false;
    }
    let next = tokens.get(at + 1).map_or("", |next| next.lower.as_str());
    // "The cyclist hit by a tram has died": the verb comes later.
    let is_later =
        |token: &Token<'_>| (is_helping(token) && !token.is_adverb()) || (is_past(&token.lower) && !token.is_capital());
    if next == "by" && tokens.iter().skip(at + 2).any(is_later) {
        return false;
    }
    let lies = matches!(lower, "lies" | "lay") && COMPASS.contains(&next);
    let is_of_somebody = matches!((lower, next), ("works" | "work", "for") | ("belongs" | "belong", "to"));
    is_of_somebody
        || lies
        || is_past(&token.word.to_lowercase())
        || is_unchanged(lower)
        || (lower.ends_with('s') && lower.len() > 3 && tokens.get(at + 1).is_some_and(opens_object))
}

/// Whether what looks like a past belongs to the object of an infinitive behind a participle: "a disk using old chips to bypass
/// advanced controls" has no verb.
fn is_of_an_aim(tokens: &[Token<'_>], from: usize, at: usize) -> bool {
    let is_to = at
        .checked_sub(2)
        .filter(|to| *to > from)
        .is_some_and(|to| tokens.get(to).is_some_and(|token| token.lower == "to"));
    let goes_on = tokens.get(at + 1).is_some_and(|next| {
        !(next.is_stop()
            || next.after_stop
            || next.is_adverb()
            || CUTS.contains(&next.lower.as_str())
            || is_calendar(&next.lower))
    });
    let is_participle = |token: &Token<'_>| token.lower.len() > 4 && token.lower.ends_with("ing");
    is_to && goes_on && tokens.get(from + 1..at).unwrap_or_default().iter().any(is_participle)
}

pub(super) fn opens_object(token: &Token<'_>) -> bool {
    ARTICLES.contains(&token.lower.as_str())
        || ["its", "their", "his", "her"].contains(&token.lower.as_str())
        || (token.is_capital() && !is_calendar(&token.lower))
        || token.lower.starts_with(|c: char| c.is_ascii_digit())
}
