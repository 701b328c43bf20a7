//! When something is to come, or has come: two months of one plan, a plan that was changed since, and what had not come yet.

use std::collections::BTreeSet;

use super::{Between, Found, Worded};
use crate::date::{MONTHS, PartialDate};
use crate::enumerations::ContradictionKind;
use crate::features::{Features, Sort, stem};

/// What comes once to a thing. Stems.
const COMING_ONCE: &[&str] = &["start", "launch", "inaugurat", "complet", "clos", "debut"];

impl Between<'_> {
    /// "Will be launched in Germany in June", "will be launched in Germany in August": nothing else is apart but places that the
    /// one names beside.
    pub(super) fn as_two_months(&self) -> Found {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_month =
            |word: &&str, of: &Features| of.names.contains(*word) && MONTHS.iter().any(|month| stem(month) == **word);
        let months = |words: &BTreeSet<&str>, of: &Features| words.iter().filter(|word| is_month(word, of)).count();
        if self.ours.is_empty() || months(&self.ours, x) != 1 || months(&self.theirs, y) != 1 {
            return None;
        }
        // "In Germany and Austria": of both places one is told by both.
        let is_place = |word: &&str, of: &Features| {
            let is_part = [&of.frame.agent, &of.frame.patient].into_iter().flatten().any(|part| part == *word);
            of.names.contains(*word) && !is_part && !x.roles.place.is_disjoint(&y.roles.place)
        };
        let others = (self.ours.len() - 1, self.theirs.len() - 1);
        let are_places = self.ours.iter().all(|word| is_month(word, x) || is_place(word, x))
            && self.theirs.iter().all(|word| is_month(word, y) || is_place(word, y));
        let is_told = x.sort == Sort::Prediction && x.dates.is_empty() && y.dates.is_empty();
        let is_once = self.shared().any(|word| COMING_ONCE.contains(&word)) && self.shared().count() >= 2;
        if !(is_told && is_once && are_places && others.0.min(others.1) == 0) {
            return None;
        }
        Some(if self.is_put_off() {
            (ContradictionKind::Update, "the later tells of another plan")
        } else {
            (ContradictionKind::Date, "one event, two months")
        })
    }

    /// Whether both say what will come, and were published more than a month apart: a plan may have been changed since.
    pub(super) fn is_put_off(&self) -> bool {
        let are_plans = self.a.features.sort == Sort::Prediction && self.b.features.sort == Sort::Prediction;
        are_plans && self.a.published.zip(self.b.published).is_some_and(|(p, q)| days_between(p, q) > 31)
    }

    /// Whether each tells of something that is done otherwise: "started building in 2024", "put off the start to 2028".
    pub(super) fn is_of_two_verbs(&self) -> bool {
        let apart = |words: &BTreeSet<&str>, of: &Features| {
            of.frame.verb.as_ref().is_some_and(|verb| words.contains(verb.as_str()))
        };
        let (x, y) = (&self.a.features, &self.b.features);
        let both = x.frame.verb.is_some() && y.frame.verb.is_some();
        both && x.frame.verb != y.frame.verb && (apart(&self.ours, x) || apart(&self.theirs, y))
    }

    /// Whether of both it is known when they were published.
    pub(super) fn are_dated(&self) -> bool {
        self.a.published.is_some() && self.b.published.is_some()
    }

    /// Whether the one said that it was not so yet before the other said that it is.
    pub(super) fn has_come_since(&self) -> bool {
        let is_before = |yet: &Worded, done: &Worded| {
            let is_yet = yet.features.negated && yet.stems().contains("yet");
            is_yet && yet.published.zip(done.published).is_some_and(|(yet, done)| yet.is_before(done))
        };
        is_before(self.a, self.b) || is_before(self.b, self.a)
    }
}

/// About how many days lie between two dates.
fn days_between(p: PartialDate, q: PartialDate) -> i32 {
    let days = |(year, month, day): (i32, u8, u8)| (year * 12 + i32::from(month)) * 31 + i32::from(day);
    (days(q.first_day()) - days(p.last_day())).max(days(p.first_day()) - days(q.last_day()))
}

#[cfg(test)]
mod tests {
    use super::super::opposed;
    use super::*;
    use crate::enumerations::ClaimKind;

    fn found(a: (&str, &str), b: (&str, &str)) -> Option<ContradictionKind> {
        let worded = |(text, published): (&str, &str)| Worded {
            published: PartialDate::parse(published),
            ..Worded::sentence(Features::of_text(text, ClaimKind::Prediction))
        };
        opposed(&worded(a), &worded(b)).map(|(kind, _)| kind)
    }

    #[test]
    fn of_two_months_of_one_plan_one_is_wrong_or_older() {
        let june = "The tram will be launched in Halm and Sund in June.";
        let august = "The tram will be launched in Halm in August.";
        assert_eq!(found((june, "2026-03-02"), (august, "2026-03-03")), Some(ContradictionKind::Date));
        assert_eq!(found((june, "2026-03-02"), (august, "2026-05-03")), Some(ContradictionKind::Update));
        let elsewhere = "The tram will be launched in Vik in August.";
        assert_eq!(found((june, "2026-03-02"), (elsewhere, "2026-03-03")), None);
    }

    #[test]
    fn what_was_not_so_yet_may_be_so_later() {
        let (yet, done) = ("The board has not adopted the plan yet.", "The board has adopted the plan.");
        assert_eq!(found((yet, "2026-03-02"), (done, "2026-03-02")), Some(ContradictionKind::Negation));
        assert_eq!(found((yet, "2026-03-02"), (done, "2026-03-09")), Some(ContradictionKind::Update));
        assert_eq!(found((yet, "2026-03-09"), (done, "2026-03-02")), Some(ContradictionKind::Negation));
    }
}
