//! What is foretold for a day follows more roughly: "will open by 2031", said in 2026, entails "will open within a few years",
//! and never the other way round.
//!
//! The two must foretell the same in the same words, of the same actors and numbers, within a year of each other, and the
//! day must come before what the rough words allow, counted from the day on which they were said. "In a few years" is not
//! before these have gone by, and follows from no "by"; what "may", "plans to" or "will, if" come is not foretold.

use std::collections::BTreeSet;

use super::bounds::{Bounds, numbers};
use super::words::may_turn;
use crate::date::{MONTHS, PartialDate};
use crate::enumerations::{ClaimKind, Modality, Stance};
use crate::features::{Features, KnownNames, Setting, Sort, content_words};
use crate::statement::Statement;

/// Claims that were made further apart may foretell two things.
const ONE_YEAR: i64 = 366;

/// A sentence that foretells something.
pub(crate) struct Foretold {
    /// Its words without those that say when.
    features: Features,
    words: Vec<String>,
    numbers: Bounds,
    when: When,
    published: PartialDate,
}

/// When it is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// On a day, or at the latest then.
    By(PartialDate),
    /// Before so many of these have gone by.
    Within(Span),
}

/// What rough words count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Days,
    Weeks,
    Months,
    Years,
}

/// How many of them "a few" are at most.
const FEW: i64 = 5;

impl Span {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "days" => Self::Days,
            "weeks" => Self::Weeks,
            "months" => Self::Months,
            "years" => Self::Years,
            _ => return None,
        })
    }

    /// Whether all of a date comes behind the day on which it was said, and before a few of these have gone by. A date that is
    /// less exact than they are tells it not.
    fn has(self, date: PartialDate, said: PartialDate) -> bool {
        let months = |date: PartialDate| Some(i64::from(date.year_number()) * 12 + i64::from(date.month_number()?));
        let days = |span: i64| {
            let are_days = date.day_number().is_some() && said.day_number().is_some();
            are_days.then(|| (date.days() - said.days() + span - 1) / span)
        };
        let passed = match self {
            Self::Days => days(1),
            Self::Weeks => days(7),
            Self::Months => months(date).zip(months(said)).map(|(date, said)| date - said),
            Self::Years => Some(i64::from(date.year_number()) - i64::from(said.year_number())),
        };
        passed.is_some_and(|passed| (1..=FEW).contains(&passed))
    }
}

impl Foretold {
    /// Of a statement that was published then; nothing, where it foretells nothing flatly.
    pub(crate) fn new(statement: &Statement, known: &KnownNames, published: Option<PartialDate>) -> Option<Self> {
        let may_foretell = matches!(statement.kind, ClaimKind::Prediction | ClaimKind::Fact | ClaimKind::Quantity);
        if !(may_foretell
            && statement.stance == Stance::Affirms
            && matches!(statement.modality, Modality::Asserted | Modality::Predicted))
        {
            return None;
        }
        let (when, rest) = timed(statement)?;
        let bare = Statement { sentence: rest, dates: Vec::new(), ..statement.clone() };
        // What will come is what the sentence is about; all other words that can turn it round end it.
        let is_certain = |word: &&str| !matches!(*word, "will" | "would");
        let certain = bare.sentence.split(' ').filter(is_certain).collect::<Vec<_>>().join(" ");
        if may_turn(&Statement { sentence: certain, ..bare.clone() }) || Setting::is_unnamed(&bare) {
            return None;
        }
        let features = Features::of(&bare, known);
        if features.sort != Sort::Prediction || features.negated || features.refutes {
            return None;
        }
        let words = content_words(&bare.sentence);
        Some(Self { numbers: numbers(&bare)?, words, features, when, published: published? })
    }

    /// Whether `weaker`, which says only roughly when, follows from this, which gives a date.
    pub(crate) fn entails(&self, weaker: &Self) -> bool {
        let (When::By(date), When::Within(span)) = (self.when, weaker.when) else { return false };
        span.has(date, weaker.published)
            && (self.published.days() - weaker.published.days()).abs() <= ONE_YEAR
            && self.says_the_same_as(weaker)
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        let (x, y) = (&self.features, &other.features);
        let set = |of: &Self| of.words.iter().cloned().collect::<BTreeSet<_>>();
        let is_one_agent =
            !x.roles.agent.is_empty() && x.roles.agent == y.roles.agent && x.roles.owned == y.roles.owned;
        set(self) == set(other)
            && (self.words == other.words || is_one_agent)
            && self.numbers == other.numbers
            && (x.bare == y.bare && x.codes == y.codes && x.sort == y.sort)
            && x.roles.coming == y.roles.coming
            && x.operators == y.operators
    }
}

/// When a sentence says that it is to come, and the sentence without those words.
fn timed(statement: &Statement) -> Option<(When, String)> {
    let sentence = statement.sentence.trim_end_matches(['.', '!']);
    match statement.dates.as_slice() {
        [] => roughly(sentence),
        [date] => {
            let (before, after) = sentence.split_once(&date.quote.text)?;
            if after.contains(&date.quote.text) {
                return None;
            }
            let when = When::By(PartialDate::parse(&date.edtf)?);
            // "By May 2026" may be its words as well as "May 2026".
            let is_date = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.contains(&word);
            let own: Vec<&str> = date.quote.text.split(' ').collect();
            let own =
                own.iter().take_while(|word| !is_date(&word.to_lowercase())).copied().collect::<Vec<_>>().join(" ");
            Some((when, joined(leading(&format!("{before}{own}"))?, after)))
        }
        _ => None,
    }
}

/// What stands before the words that lead to a date at which, or up to which, it will have come; nothing behind any others:
/// "after 2028", "until 2030".
fn leading(before: &str) -> Option<&str> {
    const LEADS: &[&str] = &["by the end of", "at the end of", "before the end of", "by", "before", "in", "on"];
    let before = before.trim_end();
    LEADS.iter().find_map(|lead| {
        let rest = before.strip_suffix(lead).or_else(|| (before.eq_ignore_ascii_case(lead)).then_some(""))?;
        (rest.is_empty() || rest.ends_with(' ')).then_some(rest)
    })
}

/// "Within a few years", "in the coming months", "over the next several weeks".
fn roughly(sentence: &str) -> Option<(When, String)> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let lower = |at: usize| words.get(at).map(|word| word.trim_end_matches(',').to_lowercase()).unwrap_or_default();
    let (end, span) = (1..words.len()).find_map(|at| {
        let is_rough = matches!(lower(at - 1).as_str(), "few" | "several" | "coming");
        is_rough.then(|| Span::of(&lower(at))).flatten().map(|span| (at, span))
    })?;
    let is_between = |word: &str| matches!(word, "a" | "the" | "next" | "few" | "several" | "coming");
    let lead = (0..end).rev().find(|at| !is_between(&lower(*at)))?;
    let is_the = (lead + 1..end).any(|at| lower(at) == "the");
    let leads = match lower(lead).as_str() {
        "within" => true,
        "in" | "over" | "during" => is_the,
        _ => false,
    };
    let before = words.get(..lead)?.join(" ");
    let after = words.get(end + 1..)?.join(" ");
    leads.then(|| (When::Within(span), joined(&before, &after)))
}

/// The sentence of the parts before and behind what was taken out.
fn joined(before: &str, after: &str) -> String {
    let (before, after) = (before.trim_end_matches([' ', ',']), after.trim_start_matches([' ', ',']));
    format!("{before} {after}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_words_are_read_where_they_set_an_end() {
        let read = |sentence: &str| roughly(sentence).map(|(_, rest)| rest);
        assert_eq!(read("The tunnel will open within a few years").as_deref(), Some("The tunnel will open"));
        assert_eq!(read("In the coming months the mill will close").as_deref(), Some("the mill will close"));
        assert_eq!(read("The tunnel will open in a few years"), None);
        assert_eq!(read("The tunnel was open for several years"), None);
    }

    #[test]
    fn a_date_lies_within_a_few_years_of_the_day_on_which_that_was_said() {
        let date = |text: &str| PartialDate::parse(text).unwrap();
        let said = date("2026-03-01");
        assert!(Span::Years.has(date("2031"), said) && !Span::Years.has(date("2032"), said));
        assert!(!Span::Years.has(date("2026"), said) && !Span::Years.has(date("2025"), said));
        assert!(Span::Months.has(date("2026-06"), said) && !Span::Months.has(date("2027"), said));
        assert!(Span::Weeks.has(date("2026-03-20"), said) && !Span::Weeks.has(date("2026-05-20"), said));
    }
}
