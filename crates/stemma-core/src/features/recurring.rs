//! What may happen again: a river bursts its banks one winter and another, in the same words. Two undated sentences about
//! it, told a season apart or more, may be of two events.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::roles::is_unchanged;
use super::{Features, Sort, Tense};
use crate::date::PartialDate;

/// Months from which two undated sentences may be of two events of one kind.
const A_SEASON: i32 = 3;
/// What happens to a thing once, whatever is told of it later. Stems of verbs.
pub(crate) const ONLY_ONCE: &[&str] = &[
    "found",
    "establish",
    "born",
    "sink",
    "complet",
    "inaugurat",
    "discover",
    "invent",
    "dissolv",
    "abolish",
    "build",
    "design",
    "writ",
    "compos",
    "cost",
    "weigh",
    "measur",
];
/// What seldom comes to somebody of a name twice, and words of which one stands for all of a kind: whoever is named was born,
/// made, bought, married or convicted. Stems.
const SELDOM_TWICE: &[&str] = &[
    "bear",
    "mak",
    "discov",
    "buy",
    "merg",
    "marry",
    "wed",
    "appoint",
    "convict",
    "acquit",
    "jail",
    "retir",
    "privatis",
    "nationalis",
    "ratify",
    "assassinat",
    "murd",
    "extradit",
];
/// Figures of a number that tells one event from another: "1,347 houses".
const TELLING: usize = 3;

impl Features {
    /// Notes when it was told, if what it tells of may happen again and nothing in it says when, or which one it was.
    pub(crate) fn told_on(&mut self, published: Option<PartialDate>) {
        self.told = published.filter(|_| self.may_recur()).map(|date| {
            let (year, month, _) = date.first_day();
            year * 12 + i32::from(month)
        });
    }

    /// The same without when it was told: what is said today may be of any of them.
    pub(crate) fn untold(self: Arc<Self>) -> Arc<Self> {
        let is_told = self.told.is_some() || self.tailless.as_ref().is_some_and(|of| of.features.told.is_some());
        if !is_told {
            return self;
        }
        let mut untold = Self::clone(&self);
        untold.change(|of| of.told = None);
        Arc::new(untold)
    }

    /// Whether the two may be of two events of one kind: both are undated, and they were told a season apart.
    pub(crate) fn is_told_long_before(&self, other: &Self) -> bool {
        self.told.zip(other.told).is_some_and(|(ours, theirs)| (ours - theirs).abs() >= A_SEASON)
    }

    fn may_recur(&self) -> bool {
        let is_event = self.sort == Sort::Statement
            && (self.aspect.is_past
                || self.tense == Tense::UpToNow
                || self.roles.doing.iter().any(|verb| is_unchanged(verb)));
        let is_telling = |amount: &super::Amount| amount.low == amount.high && amount.figures() >= TELLING;
        is_event && self.dates.is_empty() && !self.quantities.iter().any(is_telling) && !self.is_once()
    }

    /// Whether it came to somebody, or something, of a name, to whom it comes once.
    fn is_once(&self) -> bool {
        let named: BTreeSet<&String> = self.names.iter().filter(|name| !self.roles.place.contains(*name)).collect();
        let has = |list: &[&str]| self.stems.iter().any(|stem| list.contains(&stem.as_str()));
        // "Mara Holt died", and not "the flood killed four".
        let dies = || {
            let head = self.frame.agent.as_ref().or(self.frame.patient.as_ref());
            self.stems.contains("kill") && head.is_some_and(|head| named.contains(head))
        };
        !named.is_empty() && (has(ONLY_ONCE) || has(SELDOM_TWICE) || dies())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enumerations::ClaimKind;

    /// Whether a sentence that is told in two months, so many apart, may be of two events.
    fn may_be_two(sentence: &str, first: &str, second: &str) -> bool {
        let told = |date: &str| {
            let mut features = Features::of_text(sentence, ClaimKind::Fact);
            features.told_on(PartialDate::parse(date));
            features
        };
        told(first).is_told_long_before(&told(second))
    }

    #[test]
    fn what_happens_again_is_told_of_two_events_a_season_apart() {
        for sentence in
            ["The river burst its banks.", "Orrin beat Kelso in the final.", "Police raided the Falk market."]
        {
            assert!(may_be_two(sentence, "2023-01-15", "2024-01-20"), "{sentence}");
            assert!(may_be_two(sentence, "2023-01-15", "2023-04-02"), "{sentence}");
            assert!(!may_be_two(sentence, "2023-01-15", "2023-03-02"), "{sentence}");
        }
    }

    #[test]
    fn what_came_once_and_what_is_so_is_one() {
        for sentence in [
            "Ute Brandt founded the Orrin tannery.",
            "The singer Mara Holt died in Lisbon.",
            "The dam at Averick is 112 metres high.",
            "Bolt supplies the navy with drones.",
        ] {
            assert!(!may_be_two(sentence, "2021-01-15", "2024-01-20"), "{sentence}");
        }
    }
}
