//! Other names that a text states for somebody: "Bank of Halm (BoH)", "Tolvane, formerly known as Hoists United".
//!
//! Closed phrases between two names, and short names in brackets whose letters are the initials of the name before them.
//! A wrong pair is worse than none: both sides are names, and one of them is an organisation's by its words, or
//! somebody's whom the text credits.

mod earlier;
mod pen_names;

use std::collections::BTreeSet;
use std::ops::Range;

use stemma_core::alias::AliasStatement;
use stemma_core::enumerations::SourceKind;
use stemma_core::name::ActorKey;
use stemma_core::span::Quote;
use stemma_core::statement::Statement;

use crate::entities::is_place;
use crate::grammar::{PRONOUNS, is_adverb, is_determiner, is_preposition, is_subordinator};
use crate::nouns::{self, Head};
use crate::sentences::{Sentence, sentences};
use crate::sources::name_kind;
use crate::text::Text;
use crate::tokens::TokenKind;

/// What stands between two names of one actor, in lower case.
const CUES: &[&str] = &[
    "also known as",
    "formerly known as",
    "previously known as",
    "better known as",
    "once known as",
    "now known as",
    "then known as",
    "formerly called",
    "previously called",
    "now called",
    "since renamed",
    "later renamed",
    "doing business as",
    "also trading as",
    "trading as",
    "aka",
];
/// The same, which is a verb unless something parts it from the first name: "he also called Reuters".
const PARTED: &[&str] = &["also called", "known as"];
/// How many words a name has at most.
const LONGEST: usize = 8;

/// The other names that a text states, in order of place; `statements` are those that are read in it.
#[must_use]
pub fn aliases(text: &Text, statements: &[Statement]) -> Vec<AliasStatement> {
    let mut found = Vec::new();
    for block in text.blocks.iter().filter(|block| block.kind.is_prose()) {
        if !block.span.slice(&text.text).is_some_and(may_state) {
            continue;
        }
        for s in sentences(&text.text, block.span, &mut Vec::new()) {
            found.extend((1..s.len()).filter_map(|at| stated(&s, at).or_else(|| earlier::stated(&s, at))));
        }
    }
    if found.is_empty() {
        return found;
    }
    let voices: BTreeSet<ActorKey> = statements
        .iter()
        .flat_map(|statement| &statement.chain)
        .flat_map(|voice| std::iter::once(&voice.name).chain(&voice.affiliation))
        .map(|name| ActorKey::of(name))
        .collect();
    let is_somebody = |name: &str| is_body(name) || voices.contains(&ActorKey::of(name));
    // Only people have pen names.
    let is_person = |alias: &AliasStatement| pen_names::is_one(&alias.cue) || is_persons(&alias.name);
    found.retain(|alias| is_somebody(&alias.name) || is_somebody(&alias.alias) || is_person(alias));
    found
}

/// A quick look, so that other text costs nothing.
fn may_state(block: &str) -> bool {
    let words = ["known as", "called", "renamed", "trading as", "business as", "aka"];
    block.contains('(')
        || words.iter().any(|words| block.contains(words))
        || pen_names::may_state(block)
        || earlier::may_state(block)
}

/// The two names that stand on both sides of the token `at`.
fn stated(s: &Sentence, at: usize) -> Option<AliasStatement> {
    let (left, right, cue) = in_brackets(s, at).or_else(|| by_phrase(s, at)).or_else(|| pen_names::stated(s, at))?;
    let (name, alias) = (flat(s.words(left.clone())), flat(s.words(right.clone())));
    let is_one = ActorKey::of(&name) == ActorKey::of(&alias);
    if is_one || is_place(&name) || is_place(&alias) {
        return None;
    }
    let end = left.end.max(right.end);
    let end = end + usize::from(s.words(end..end + 1) == ")");
    let quote = Quote::at(s.text, s.span(left.start.min(right.start)..end)?)?;
    Some(AliasStatement { quote, name, alias, cue })
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Semiconductor Manufacturing International Corporation (SMIC)", and the other way round.
fn in_brackets(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    if s.words(at..at + 1) != "(" {
        return None;
    }
    let start = (at + 1..at + 4).find(|i| s.is_capital(*i))?;
    let is_passed = |i: usize| s.is(i, "the") || is_quotation(s, i);
    if !(at + 1..start).all(is_passed) {
        return None;
    }
    let close =
        |end: usize| (end..end + 2).find(|i| !is_quotation(s, *i)).map(|i| s.words(i..i + 1)).unwrap_or_default();
    let cue = || "()".to_owned();
    let before = run_before(s, at)?;
    let short = s.words(start..start + 1);
    if is_short(short) && matches!(close(start + 1), ")" | "," | ";") {
        let suffix =
            before.clone().rev().map(|from| from..at).find(|range| is_initials(short, s.words(range.clone())))?;
        return Some((suffix, start..start + 1, cue()));
    }
    let run = run_after(s, start)?;
    let short = s.words(at - 1..at);
    let is_long = is_short(short) && close(run.end) == ")" && is_initials(short, s.words(run.clone()));
    is_long.then(|| (at - 1..at, run, cue()))
}

/// A short name: letters, two of them capitals at least.
fn is_short(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=10).contains(&word.chars().count()) && capitals >= 2 && word.chars().all(char::is_alphabetic)
}

/// Whether the letters of `short` are the first letters of all words of `long`, small words with or without theirs.
fn is_initials(short: &str, long: &str) -> bool {
    let low = long.to_lowercase();
    let words: Vec<&str> = low.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).collect();
    let letters: Vec<char> = short.to_lowercase().chars().collect();
    let mut at = 0;
    for word in &words {
        let is_next = word.chars().next().is_some_and(|first| letters.get(at) == Some(&first));
        if is_next {
            at += 1;
        } else if !is_joiner(word) {
            return false;
        }
    }
    at == letters.len() && words.len() > 1
}

/// "X, formerly known as Y": the cue begins at `at`.
fn by_phrase(s: &Sentence, at: usize) -> Option<(Range<usize>, Range<usize>, String)> {
    let stands = |cue: &str| cue.split(' ').zip(at..).all(|(word, i)| s.is(i, word));
    let (cue, is_parted) = CUES
        .iter()
        .map(|cue| (*cue, false))
        .chain(PARTED.iter().map(|cue| (*cue, true)))
        .find(|(cue, _)| stands(cue))?;
    let mut end = at;
    while end > 0 && at - end < 4 && is_link(s, end - 1) {
        end -= 1;
    }
    let mut start = at + cue.split(' ').count();
    while start < at + 6 && (s.is(start, "the") || is_quotation(s, start)) {
        start += 1;
    }
    let (left, right) = (run_before(s, end)?, run_after(s, start)?);
    let is_close =
        || matches!(s.words(right.end..right.end + 1), "," | ")" | "." | "" | ";") || is_quotation(s, right.end);
    let is_role = |range: &Range<usize>| range.len() == 1 && nouns::head(s.low(range.start)).is_some();
    let is_bare = is_parted && (end == at || !is_close());
    (!is_bare && !is_role(&left) && !is_role(&right)).then(|| (left, right, cue.to_owned()))
}

/// What may stand between a name and what introduces the other: "X, which is also known as Y".
fn is_link(s: &Sentence, at: usize) -> bool {
    matches!(s.low(at), "is" | "was" | "which" | "who" | "(" | ",") || is_quotation(s, at)
}

fn is_quotation(s: &Sentence, at: usize) -> bool {
    matches!(s.words(at..at + 1), "“" | "”" | "\"" | "‘" | "’" | "«" | "»")
}

/// Small words within a name.
fn is_joiner(word: &str) -> bool {
    matches!(word, "of" | "for" | "the" | "and" | "&" | "de" | "für" | "du" | "des" | "van" | "von" | "on" | "in")
}

/// Whether a token is a word of a name; the first of a sentence has a capital for another reason, too.
fn is_of_name(s: &Sentence, at: usize) -> bool {
    let word = s.low(at);
    let is_common = || {
        let is_small = is_determiner(word) || is_preposition(word) || is_subordinator(word) || is_adverb(word);
        is_small || PRONOUNS.contains(word)
    };
    s.kind(at) == Some(TokenKind::Word) && s.is_capital(at) && !(at == 0 && is_common())
}

/// The name that ends before `end`, without the titles in front of it.
fn run_before(s: &Sentence, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    while start > 0 && end - start < LONGEST {
        let before = start - 1;
        let joins = || start < end && is_joiner(s.low(before)) && before > 0 && is_of_name(s, before - 1);
        if !is_of_name(s, before) && !joins() {
            break;
        }
        start = before;
    }
    let is_title = |at: usize| matches!(nouns::head(s.low(at)), Some(Head::Office | Head::Person | Head::Speaker));
    while start + 1 < end && (is_title(start) || is_joiner(s.low(start))) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// The name that starts at `start`; an "and" ends it, since it may join another.
fn run_after(s: &Sentence, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while end - start < LONGEST {
        let joins = || end > start && is_joiner(s.low(end)) && !s.is(end, "and") && is_of_name(s, end + 1);
        // "K. Stone"
        let is_initial = || end > start && s.is(end, ".") && s.low(end - 1).len() == 1 && is_of_name(s, end + 1);
        if !is_of_name(s, end) && !joins() && !is_initial() {
            break;
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// Whether a name looks like a person's, of two words or three.
fn is_persons(name: &str) -> bool {
    let words = name.split(' ').count();
    (2..=3).contains(&words) && name_kind(name) == SourceKind::Person && !nouns::is_geographic(name)
}

/// Whether a name is an organisation's or an outlet's by its words.
fn is_body(name: &str) -> bool {
    let words = || name.split(' ');
    let has_word = words().count() > 1 && words().any(|word| nouns::is_body(&word.to_lowercase()));
    let is_marked = words().count() > 1 && nouns::is_organization(name);
    has_word || is_marked || nouns::is_outlet(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract_by_rules, parse};

    fn check(text: &str, expected: &[(&str, &str, &str)]) {
        let parsed = parse("a.md", text.to_owned(), None).value;
        let statements = extract_by_rules(&parsed).value;
        let found = aliases(&parsed, &statements);
        for alias in &found {
            assert_eq!(alias.quote.span.slice(text), Some(alias.quote.text.as_str()));
        }
        let told: Vec<_> = found.iter().map(|a| (a.name.as_str(), a.alias.as_str(), a.cue.as_str())).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_short_name_in_brackets_is_the_initials_of_the_name_before() {
        check(
            "Yesterday Semiconductor Manufacturing International Corporation (SMIC) said that output rose.",
            &[("Semiconductor Manufacturing International Corporation", "SMIC", "()")],
        );
        check("The Bank of Halm (“BoH”) said that rates fall.", &[("Bank of Halm", "BoH", "()")]);
        check("The NLB (Norwick Lighthouse Board) said that it is dark.", &[("NLB", "Norwick Lighthouse Board", "()")]);
        check(
            "The engineers of the Halm Dyke Authority (HDA, founded in 1911) left.",
            &[("Halm Dyke Authority", "HDA", "()")],
        );
    }

    #[test]
    fn a_phrase_between_two_names_states_that_they_are_one() {
        check(
            "Tolvane Group, formerly known as Hoists United, said that the crane fell.",
            &[("Tolvane Group", "Hoists United", "formerly known as")],
        );
        check(
            "Orrin Foundry Ltd, trading as Orrin Bells, said that it sold nothing.",
            &[("Orrin Foundry Ltd", "Orrin Bells", "trading as")],
        );
        check(
            "“The dyke leaks,” said engineer Ada Moor, also known as Ada Lund. She left.",
            &[("Ada Moor", "Ada Lund", "also known as")],
        );
        check(
            "Halm Society, which was also called the “Quiet Bench”, said that it is over.",
            &[("Halm Society", "Quiet Bench", "also called")],
        );
    }

    #[test]
    fn a_pen_name_is_its_writers() {
        check(
            "It is known that Canon Arthur Dunne writes under the pen name Simon Meddle. He has for years.",
            &[("Arthur Dunne", "Simon Meddle", "under the name")],
        );
        check("Karl Moss writes as the Lake Watcher.", &[("Karl Moss", "Lake Watcher", "writes as")]);
        check("Karl Moss, also known as K. Stone, lives in Perrin.", &[("Karl Moss", "K. Stone", "also known as")]);
        check("The account “Row Z” belongs to Carla Munt.", &[("Carla Munt", "Row Z", "account")]);
        check("Karl Moss works as Mayor of Kelso.", &[]);
        check("Karl Moss writes under the bridge of Kelso.", &[]);
    }

    #[test]
    fn a_surname_that_somebody_had_before_is_theirs() {
        check(
            "It was so, said Ruth Feld, who was called Adler when she worked for him.",
            &[("Ruth Feld", "Ruth Adler", "was called")],
        );
        check("Ruth Feld, née Adler, said so.", &[("Ruth Feld", "Ruth Adler", "née")]);
        check("Ruth Feld, born in Adler, said so.", &[]);
        check("Ruth Feld, who was called Mad Max, said so.", &[]);
        check("Ruth Feld was called Monday.", &[]);
    }

    #[test]
    fn what_only_looks_like_another_name_is_left() {
        for text in [
            "Ada Moor also called Reuters on Monday, she said.",
            "The Halm Bank (Ltd) said that rates fall.",
            "Semiconductor Manufacturing International Corporation (NYSE: SMI) said that output rose.",
            "The Halm Bank (LDN) said that rates fall.",
            "Halm Bank, not formerly known as Orrin Bank, said that rates fall.",
            "Extreme Ultraviolet (EUV) is a kind of light, said Ada Moor.",
            "The Persian Gulf, also known as the Arabian Gulf, is warm, said Ada Moor.",
            "Ada Moor, known as a careful engineer, said that the dyke leaks.",
            "Ada Moor, formerly the chair of Halm Bank, said that the dyke leaks.",
            "Halm Bank, now known as the Bank, said that rates fall.",
            "The bank (the “Company”) said that rates fall.",
            "Norwick, also known as London, has a bank, said Halm Bank.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn hostile_text_states_nothing_and_ends() {
        for text in ["(", "((((A", "also known as", "A (", "A, also known as", "A (B", &"A (AB) ".repeat(3000)] {
            check(text, &[]);
        }
    }
}
