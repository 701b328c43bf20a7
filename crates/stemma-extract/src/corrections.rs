//! A paper that corrects an earlier report of its own in prose: "In our report of 14 July we said that X. In fact Y."
//!
//! Closed patterns: whose report it is ("our", "we"), of which day, what it said, and that this is not so. Without a day nobody can
//! say which report is meant, and without a word against it the report is only repeated.

use std::ops::Range;

use stemma_core::date::PartialDate;
use stemma_core::enumerations::Stance;
use stemma_core::span::{Quote, Span};
use stemma_core::statement::Statement;
use stemma_core::withdrawal::{CORRECTED_REPORT, WithdrawalStatement};

use crate::chain::Document;
use crate::dates::dates;
use crate::draft::trimmed;
use crate::sentences::{Sentence, sentences};
use crate::text::Text;

/// Verbs for what a report does.
const SAID: &[&str] = &["said", "reported", "wrote", "stated", "claimed"];
/// What a paper prints.
const REPORTS: &[&str] =
    &["report", "article", "story", "piece", "item", "edition", "issue", "dispatch", "bulletin", "column"];
/// Words for what is not so.
const WRONG: &[&str] = &["wrong", "incorrect", "untrue", "false", "error", "mistake", "mistaken", "inaccurate"];
/// The same beside the verb: "we wrongly said that".
const WRONGLY: &[&str] = &["wrongly", "incorrectly", "mistakenly", "erroneously", "inaccurately"];
/// What comes behind "in fact" where nothing is corrected.
const UPHELD: &[&str] =
    &["confirm", "confirmed", "confirms", "indeed", "also", "still", "even", "right", "correct", "true"];
/// What a report gives.
const FIGURES: &[&str] = &[
    "figure",
    "figures",
    "number",
    "numbers",
    "name",
    "date",
    "sum",
    "amount",
    "total",
    "claim",
    "statement",
    "information",
];
/// How many sentences behind it say that it is not so.
const BEHIND: usize = 2;

/// An earlier report that a document corrects.
struct Correction {
    /// What it said.
    said: Span,
    /// The words that say so, and that it is not so.
    whole: Span,
    /// When it was published.
    day: PartialDate,
}

/// The own earlier reports that a paper says it had wrong, in order of place.
pub(crate) fn corrected(text: &Text) -> Vec<WithdrawalStatement> {
    let Some(name) = &text.metadata.publisher else { return Vec::new() };
    let stated = |found: Correction| {
        let quote = Quote::at(&text.text, found.whole)?;
        Some(WithdrawalStatement { quote, name: name.clone(), cue: format!("{CORRECTED_REPORT}{}", found.day) })
    };
    corrections(text).into_iter().filter_map(stated).collect()
}

/// Makes what a paper says that it had wrong what it denies.
pub(crate) fn deny(text: &Text, document: &Document<'_>, found: &mut Vec<Statement>) {
    for correction in corrections(text) {
        let touches = |statement: &Statement| statement.hull().overlaps(correction.said);
        // What somebody else said in the report is theirs; "our article" is nobody else.
        let is_ours = |statement: &Statement| {
            let words = statement.source.as_ref().map(|source| source.quote.text.to_lowercase());
            words.is_some_and(|words| words.starts_with("our ")) && statement.chain.len() == 2
        };
        let is_anothers = |statement: &Statement| statement.chain.len() > 1 && !is_ours(statement);
        if found.iter().any(|statement| touches(statement) && is_anothers(statement)) {
            continue;
        }
        let denied = document.own(&[correction.said], None, "author.corrected");
        found.retain(|statement| !touches(statement));
        found.extend(denied.map(|denied| Statement { stance: Stance::Denies, ..denied }));
    }
    found.sort_by_key(|statement| (statement.hull().start, statement.hull().end));
}

fn corrections(text: &Text) -> Vec<Correction> {
    let mut found = Vec::new();
    if text.metadata.publisher.is_none() {
        return found;
    }
    for block in text.blocks.iter().filter(|block| block.kind.is_prose()) {
        let words = block.span.slice(&text.text).unwrap_or_default();
        let is_own = ["our ", "Our ", "we ", "We "].iter().any(|word| words.contains(word));
        if !(is_own && SAID.iter().any(|verb| words.contains(verb))) {
            continue;
        }
        let all = sentences(&text.text, block.span, &mut Vec::new());
        for (at, s) in all.iter().enumerate() {
            let behind = all.iter().skip(at + 1).take(BEHIND);
            found.extend(correction(text, s, behind));
        }
    }
    found
}

fn correction<'s>(text: &Text, s: &Sentence, behind: impl Iterator<Item = &'s Sentence<'s>>) -> Option<Correction> {
    let verb = (0..s.len()).find(|at| SAID.contains(&s.low(*at)) && !s.is_quoted(*at) && is_own(s, *at))?;
    let that = (verb + 1..s.len().min(verb + 10)).find(|at| s.is(*at, "that"));
    let from = that.map_or(verb + 1, |that| that + 1);
    let day = day_of_report(text, s, 0..from)?;
    let (said, _) = trimmed(s, from..s.content_end())?;
    let own = s.span(0..s.len())?;
    let is_wrongly = (0..from).any(|at| WRONGLY.contains(&s.low(at)));
    let denial = || behind.into_iter().find(|next| denies(next)).and_then(|next| next.span(0..next.len()));
    let end = if is_wrongly { own.end } else { denial()?.end };
    Some(Correction { said, whole: Span::new(own.start, end), day })
}

/// Whether "we" say it, or "our report" does.
fn is_own(s: &Sentence, verb: usize) -> bool {
    let is_between = |at: usize| crate::grammar::is_adverb(s.low(at)) || matches!(s.low(at), "had" | "have");
    let subject = (0..verb).rev().find(|at| !is_between(*at));
    let says_we = subject.is_some_and(|at| s.is(at, "we"));
    let report = (0..verb).find(|at| REPORTS.contains(&s.low(*at)));
    let is_ours = report.is_some_and(|report| (report.saturating_sub(4)..report).any(|at| s.is(at, "our")));
    says_we || is_ours
}

/// The one day that is named around the verb.
fn day_of_report(text: &Text, s: &Sentence, around: Range<usize>) -> Option<PartialDate> {
    let published = text.metadata.published;
    let all = dates(&text.text, s.span(around)?, published);
    let [one] = all.as_slice() else { return None };
    let day = PartialDate::parse(&one.edtf).filter(|day| day.day_number().is_some())?;
    published.is_none_or(|published| !published.is_before(day)).then_some(day)
}

/// Whether a sentence says that what was said before is not so.
fn denies(s: &Sentence) -> bool {
    let has = |words: &[&str]| (0..s.len()).any(|at| words.contains(&s.low(at)));
    let follows = |words: &[&str]| (0..s.len()).any(|at| words.iter().zip(at..).all(|(word, at)| s.is(at, word)));
    let is_fact = follows(&["in", "fact"]) || follows(&["in", "reality"]) || s.is(0, "actually");
    let should = ["said", "read", "been", "stated"].iter().any(|verb| follows(&["should", "have", verb]));
    let is_not = ["correct", "true", "right", "so"].iter().any(|word| follows(&["not", word]));
    // "A pilot's error caused it": of another matter than the report.
    let opens = s.low(usize::from(s.is(0, "the")));
    let is_of_report =
        matches!(opens, "this" | "that" | "it" | "our" | "we") || FIGURES.contains(&opens) || REPORTS.contains(&opens);
    is_fact && !has(UPHELD) || is_of_report && (has(WRONG) && !follows(&["not", "wrong"]) || should || is_not)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::parse::parse;

    /// The days of the reports that a paper corrects, and what it denies.
    fn check(words: &str, expected: &[(&str, &str)]) {
        let text = format!("---\npublisher: Halm Post\ndate: 2026-07-16\n---\n{words}\n");
        let text = parse("a.md", text, None).value;
        let found = corrected(&text);
        let denied =
            extract(&text).value.into_iter().filter(|said| said.stance == Stance::Denies && said.chain.len() == 1);
        let days = found.iter().map(|of| of.corrects().map(|day| day.to_string()).unwrap_or_default());
        let told: Vec<(String, String)> = days.zip(denied.map(|said| said.sentence)).collect();
        let expected: Vec<(String, String)> =
            expected.iter().map(|(day, said)| ((*day).to_owned(), (*said).to_owned())).collect();
        assert_eq!(told, expected, "{words}");
        assert!(
            found.iter().all(|of| of.name == "Halm Post" && of.quote.span.slice(&text.text) == Some(&of.quote.text))
        );
    }

    #[test]
    fn an_own_report_that_was_wrong_is_denied_with_its_day() {
        let roads = [("2026-07-14", "The flood closed 12 roads in Halm.")];
        check(
            "In our report of 14 July we said that the flood closed 12 roads in Halm. In fact it closed 21 roads.",
            &roads,
        );
        check(
            "In our report of 14 July we said the flood closed 12 roads in Halm. In fact, it closed 21 roads.",
            &roads,
        );
        check("Our article of 14 July 2026 stated that the flood closed 12 roads in Halm. That was wrong.", &roads);
        check("On 14 July we reported that the flood closed 12 roads in Halm. The number should have been 21.", &roads);
        check("We wrongly reported on 14 July that the flood closed 12 roads in Halm.", &roads);
        check("We reported on 14 July that the flood closed 12 roads in Halm. This is not correct.", &roads);
    }

    #[test]
    fn what_is_not_an_own_report_of_a_day_or_not_said_to_be_wrong_is_not() {
        check(
            "In our report of 14 July we said that the flood closed 12 roads in Halm. It has closed more since.",
            &[],
        );
        check("In our report we said that the flood closed 12 roads in Halm. In fact it closed 21 roads.", &[]);
        check(
            "In their report of 14 July the Tolm Post said that the flood closed 12 roads. In fact it closed 21 roads.",
            &[],
        );
        check("In our report of July we said that the flood closed 12 roads in Halm. In fact it closed 21 roads.", &[]);
        check("We reported on 14 July that the flood closed 12 roads in Halm. In fact the police confirmed it.", &[]);
        check("We reported on 14 July that the flood closed 12 roads in Halm. An error at the lock caused it.", &[]);
        check("We reported on 14 July that the flood closed 12 roads in Halm. It was not the first.", &[]);
        check(
            "“In our report of 14 July we said that the flood closed 12 roads. In fact it closed 21,” said Ada Moor.",
            &[],
        );
    }
}
