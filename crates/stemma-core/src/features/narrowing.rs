//! Words that narrow what a sentence speaks of: what it says of the narrower thing it does not say of the wider one.
//! "Youth unemployment fell to 3 percent" says nothing of unemployment, "closed the domestic terminals" nothing of all of
//! them, "lost 14 million in fines" nothing of what was lost in all.
//!
//! A word more adds detail where the sentence speaks of one thing or of something that happened to some: "the old bridge
//! collapsed", "police arrested the businessman Emil Varga". It narrows where the sentence speaks of all of a sort – "the",
//! "its" or "these" before a plural; no article, in what is so – or measures. A number before the noun counts the same
//! things in both sentences.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::{CUTS, Clause, clause};
use super::roles::{ARTICLES, BE, is_calendar};
use super::stem::is_past;
use super::words::Token;

/// Stems of verbs that say how much something is or becomes.
const MEASURING: &[&str] = &[
    "ris", "fall", "reach", "total", "averag", "doubl", "tripl", "halv", "weigh", "cost", "measur", "amount", "exceed",
    "stand", "earn", "com", "are", "go", "ad", "edg", "soar", "plung", "slip", "gain", "los", "near",
];
/// Determiners before all of the things that a plural names.
const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "its", "their", "his", "her", "our"];
/// Prepositions before what a measured thing is taken of.
const OF: &[&str] = &["of", "in", "among", "amongst", "for", "at", "per", "on", "from", "to", "with"];
/// Those before what of a sort is meant: "in men", "for residents".
const TO: &[&str] = &["in", "for", "among", "amongst", "to", "against"];
/// Nouns for what allows somebody one thing, and not another.
const PERMITS: &[&str] = &[
    "licence",
    "licences",
    "license",
    "licenses",
    "permit",
    "permits",
    "permission",
    "visa",
    "authorisation",
    "authorization",
];
/// Nouns that say when, and narrow nothing.
pub(super) const TIMES: &[&str] = &[
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "quarter",
    "day",
    "days",
    "night",
    "half",
    "decade",
    "time",
    "period",
    "season",
    "summer",
    "winter",
    "spring",
    "autumn",
    "morning",
    "afternoon",
    "evening",
    "hour",
    "hours",
    "century",
    "end",
    "beginning",
    "start",
    "while",
    "minutes",
    "past",
    "term",
    "total",
    "all",
    "least",
    "average",
];
/// Adjectives that leave a thing what it is.
const EMPTY: &[&str] = &[
    "total",
    "overall",
    "whole",
    "entire",
    "own",
    "same",
    "said",
    "various",
    "different",
    "other",
    "combined",
    "full",
];

/// The stems of the words that narrow what a main clause speaks of. `is_so` tells a clause that says how things are from
/// one that says what happened.
pub(super) fn narrowing(tokens: &[Token<'_>], is_so: bool) -> BTreeSet<String> {
    let clause = clause(tokens);
    let is_measured = clause.as_ref().is_some_and(|clause| measures(tokens, clause));
    let mut found = BTreeSet::new();
    let mut bounded = BTreeSet::new();
    let mut take = |range: Range<usize>| {
        let words = tokens.iter().enumerate().skip(range.start).take(range.len());
        let may_narrow =
            words.filter(|(at, token)| (*at == 0 || !token.is_capital()) && !EMPTY.contains(&token.lower.as_str()));
        found.extend(may_narrow.map(|(_, token)| token.stem()));
    };
    for run in runs(tokens, clause.as_ref().map(|clause| clause.verb)) {
        let is_subject = clause.as_ref().is_some_and(|clause| run.end <= clause.verb && run.start >= clause.from);
        let phrase = Phrase::of(tokens, run);
        // Whoever did something is told in more or fewer words: "the export controls cut", "the controls cut".
        let is_doer = is_subject && clause.as_ref().is_some_and(|clause| !clause.is_passive && !clause.is_copula);
        if (phrase.speaks_of_all(is_so) && !is_doer) || (is_measured && is_subject) || phrase.is_measured_itself(tokens)
        {
            take(phrase.before_noun());
        }
        if phrase.is_taken_of(tokens, is_measured) {
            take(phrase.words.clone());
        }
        bounded.extend(phrase.bound(tokens, clause.as_ref()));
    }
    found.append(&mut bounded);
    found
}

/// The stems of the words before nouns that say which of them are meant: "the old bridge", and not "the bridge is old".
pub(super) fn attributes(tokens: &[Token<'_>]) -> BTreeSet<String> {
    let clause = clause(tokens);
    let is_said_of_subject =
        |run: &Range<usize>| clause.is_some_and(|clause| clause.is_copula && run.start > clause.verb);
    let runs = runs(tokens, clause.map(|clause| clause.verb)).into_iter().filter(|run| !is_said_of_subject(run));
    let before_nouns = runs.map(|run| tokens.get(run.start..run.end - 1).unwrap_or_default());
    before_nouns.flatten().map(Token::stem).collect()
}

/// Whether the verb of a clause says how much, with a number behind it: "fell to 3 percent", "is 12 crowns".
fn measures(tokens: &[Token<'_>], clause: &Clause) -> bool {
    let is_measuring =
        |token: &Token<'_>| MEASURING.contains(&token.stem().as_str()) || BE.contains(&token.lower.as_str());
    let verbs = tokens.get(clause.verb..=clause.full.min(tokens.len() - 1)).unwrap_or_default();
    let behind = tokens.get(clause.verb + 1..).unwrap_or_default();
    !clause.is_passive && verbs.iter().any(is_measuring) && behind.iter().take(5).any(Token::is_number)
}

/// Whether a word may be part of a noun phrase behind its determiner.
fn is_content(token: &Token<'_>) -> bool {
    !token.is_stop()
        && !token.is_adverb()
        && !CUTS.contains(&token.lower.as_str())
        && !token.is_number()
        && !is_calendar(&token.lower)
}

/// The runs of words that carry meaning, broken by all others, by stops and by the verb.
fn runs(tokens: &[Token<'_>], verb: Option<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let is_part = is_content(token) && Some(at) != verb;
        let goes_on = !token.after_stop && verb.is_none_or(|verb| at != verb + 1);
        match runs.last_mut() {
            Some(last) if is_part && goes_on && last.end == at => last.end = at + 1,
            _ if is_part => runs.push(at..at + 1),
            _ => {}
        }
    }
    runs
}

/// A noun phrase: its words behind the determiner, and what stands before and behind.
struct Phrase {
    words: Range<usize>,
    is_definite: bool,
    is_bare: bool,
    is_plural: bool,
    is_name: bool,
}

impl Phrase {
    fn of(tokens: &[Token<'_>], words: Range<usize>) -> Self {
        let before = words.start.checked_sub(1).and_then(|at| tokens.get(at));
        let noun = words.end.checked_sub(1).and_then(|at| tokens.get(at));
        let lower = before.map_or("", |token| token.lower.as_str());
        let owns = tokens.get(words.clone()).unwrap_or_default().iter().any(|token| token.owns);
        let is_definite = DEFINITE.contains(&lower) || owns;
        let is_counted = before.is_some_and(Token::is_number);
        Self {
            is_definite,
            is_bare: !is_definite && !is_counted && !ARTICLES.contains(&lower),
            is_plural: noun.is_some_and(|noun| is_plural(&noun.lower)),
            is_name: noun.is_some_and(Token::is_capital) && words.len() > 1,
            words,
        }
    }

    /// All its words but the noun.
    fn before_noun(&self) -> Range<usize> {
        self.words.start..self.words.end.saturating_sub(1)
    }

    /// Whether it speaks of all of a sort: "its domestic flights"; "boiled water" in what is so.
    fn speaks_of_all(&self, is_so: bool) -> bool {
        !self.is_name && ((self.is_definite && self.is_plural) || (self.is_bare && is_so))
    }

    /// Whether a number says how much of it there is: "a net profit of 14 million".
    fn is_measured_itself(&self, tokens: &[Token<'_>]) -> bool {
        let behind = tokens.get(self.words.end..).unwrap_or_default();
        matches!(behind, [of, number, ..] if of.lower == "of" && number.is_number())
    }

    /// Whether it says of what a number or a measured thing is taken: "14 million crowns in fines", "turnout among
    /// women", "emissions per tonne".
    fn is_taken_of(&self, tokens: &[Token<'_>], is_measured: bool) -> bool {
        let mut before = tokens.get(..self.words.start).unwrap_or_default().iter().rev();
        let Some(preposition) = before.find(|token| !ARTICLES.contains(&token.lower.as_str())) else { return false };
        let lower = preposition.lower.as_str();
        if !OF.contains(&lower) || self.is_time(tokens) {
            return false;
        }
        // A percentage is of something in every wording.
        let is_share = |token: &Token<'_>| token.lower == "percent";
        let before: Vec<&Token<'_>> = before.take(3).collect();
        let counts = before.iter().any(|token| token.is_number()) && !before.iter().any(|token| is_share(token));
        let follows_number = counts && self.is_bare && !matches!(lower, "at" | "to");
        let is_of_sort = TO.contains(&lower) && self.is_bare && self.is_plural;
        // "Its licence for alcohol": it may have others.
        let permits = |noun: &&&Token<'_>| PERMITS.contains(&noun.lower.as_str());
        let is_permitted = lower == "for" && self.is_bare && before.first().filter(permits).is_some();
        matches!(lower, "among" | "amongst" | "per") || is_measured || follows_number || is_of_sort || is_permitted
    }

    fn is_time(&self, tokens: &[Token<'_>]) -> bool {
        let words = tokens.get(self.words.clone()).unwrap_or_default();
        words.last().is_some_and(|last| TIMES.contains(&last.lower.as_str()))
    }

    /// The bound that takes apart what a plural names, with its noun: "children under five", and not "grew over 30 percent".
    fn bound(&self, tokens: &[Token<'_>], clause: Option<&Clause>) -> Option<String> {
        let noun = tokens.get(self.words.end.checked_sub(1)?)?;
        let [bound, number, ..] = tokens.get(self.words.end..)? else { return None };
        let is_bound =
            ["under", "below", "above", "over", "aged"].contains(&bound.lower.as_str()) && number.is_number();
        let before = self.words.end.checked_sub(2).filter(|at| self.words.contains(at)).and_then(|at| tokens.get(at));
        let follows_verb = clause.is_some_and(|clause| clause.full < self.words.start)
            || before.is_some_and(|verb| verb.lower.ends_with('s') || is_past(&verb.lower));
        // "Are sued by the suppliers over 14 million".
        let is_doer =
            tokens.get(..self.words.start).unwrap_or_default().iter().rev().take(2).any(|of| of.lower == "by");
        (is_bound && self.is_plural && follows_verb && !is_doer).then(|| format!("{} {}", noun.stem(), bound.lower))
    }
}

/// Whether a noun may be a plural.
fn is_plural(lower: &str) -> bool {
    let is_irregular = matches!(lower, "people" | "men" | "women" | "children" | "police" | "staff" | "data" | "media");
    is_irregular
        || (lower.len() > 3 && lower.ends_with('s') && !["ss", "us", "is"].iter().any(|end| lower.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, is_so: bool, expected: &str) {
        let found: Vec<String> = narrowing(&tokens(text), is_so).into_iter().collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn what_narrows_a_measured_or_whole_thing_is_found() {
        check("Youth unemployment in Lundby fell to 3.1 percent in May 2026.", false, "youth");
        check("The youth unemployment rate in Lundby fell to 3.1 percent.", false, "youth");
        check("Turnout among women in Casse fell to 41 percent.", false, "women");
        check("The ferry company lost 14 million crowns in fines in 2025.", false, "ferry fin");
        check("Nordair cancelled its domestic flights on Friday.", false, "domestic");
        check("Boiled water of the Maren river is safe to drink.", true, "boil");
        check("Orrin Mills had a net profit of 14 million crowns in 2025.", false, "net");
    }

    #[test]
    fn a_bound_of_a_plural_narrows_it() {
        check("The vaccine protected children under five in Tessel.", false, "children under");
        check("A bridge carries trucks over 30 tonnes.", false, "truck over");
        check("Orrin carries over 30 tonnes.", false, "");
        check("The drug lowers the risk of stroke in men.", false, "men");
        check("The smaller reservoir at Eskmoor is 40 percent full.", true, "small");
        check("The region spent 9 million crowns on roads in 2023.", false, "road");
        check("Orrin shipped over 2 million chips.", false, "");
    }

    #[test]
    fn detail_of_one_thing_narrows_nothing() {
        check("The old bridge at Ost collapsed on Friday morning.", false, "");
        check("Police arrested the businessman Emil Varga in Grunau.", false, "");
        check("The airline Nordair cancelled 41 flights on Friday because of fog.", false, "");
        check("The export controls cut output by 70 percent in 2025.", false, "");
        check("A large fire destroyed the library of Casse.", false, "");
    }
}
