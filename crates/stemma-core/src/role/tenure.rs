//! When somebody held an office, as far as texts state it.

use crate::date::PartialDate;

/// Whether somebody held an office on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covers {
    /// Texts state that it was before or after, or that another held it since, or before.
    Not,
    /// Nothing shows it, and nothing excludes it.
    Perhaps,
    /// It is stated of a day before and of a day after, or of this day, and of nobody else between.
    Surely,
}

/// When one person held one office, as far as texts state it. Days are kept in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tenure {
    on: Vec<PartialDate>,
    from: Vec<PartialDate>,
    to: Vec<PartialDate>,
    /// Whether it is stated without a day.
    undated: bool,
}

impl Tenure {
    /// Takes in one more statement; whether it says anything new.
    pub fn state(&mut self, on: Option<PartialDate>, from: Option<PartialDate>, to: Option<PartialDate>) -> bool {
        let insert = |days: &mut Vec<PartialDate>, day: Option<PartialDate>| {
            let place = day.map(|day| (day, days.binary_search(&day)));
            place.is_some_and(|(day, place)| place.map_err(|place| days.insert(place, day)).is_err())
        };
        let is_undated = on.is_none() && from.is_none() && to.is_none();
        let is_new = [insert(&mut self.on, on), insert(&mut self.from, from), insert(&mut self.to, to)].contains(&true);
        let is_first = is_undated && !self.undated;
        self.undated |= is_undated;
        is_new || is_first
    }

    /// Days on which it was held.
    fn held(&self) -> impl Iterator<Item = PartialDate> {
        self.on.iter().chain(&self.from).copied()
    }

    /// Whether it was held on `day`; an unknown day it may be always. `others` are the tenures of whoever else is stated to
    /// hold the same office, when only one can.
    #[must_use]
    pub fn covers(&self, day: Option<PartialDate>, others: &[&Self]) -> Covers {
        let Some(day) = day else { return Covers::Perhaps };
        if self.has_ended(day) || self.has_not_begun(day) || others.iter().any(|other| self.parts(day, other)) {
            return Covers::Not;
        }
        let before = self.held().filter(|held| held.last_day() <= day.first_day()).max_by_key(|held| held.last_day());
        let after = self.held().filter(|held| day.last_day() <= held.first_day()).min_by_key(|held| held.first_day());
        let is_between = before.zip(after).is_some_and(|(before, after)| {
            let is_broken = self.to.iter().any(|to| touches(*to, before, after) && to.last_day() < day.first_day());
            !is_broken && !others.iter().any(|other| other.may_be_within(before, after))
        });
        if is_between { Covers::Surely } else { Covers::Perhaps }
    }

    /// Whether texts state no more of it than that it was given up, by `day` at the latest.
    #[must_use]
    pub fn is_past(&self, day: Option<PartialDate>) -> bool {
        let is_before = |to: &PartialDate| day.is_none_or(|day| *to == day || to.is_before(day));
        !self.undated && self.held().next().is_none() && self.to.iter().any(is_before)
    }

    /// It was given up before, and not held again.
    fn has_ended(&self, day: PartialDate) -> bool {
        self.to.iter().any(|to| to.is_before(day) && !self.held().any(|held| to.is_before(held)))
    }

    /// It began later, and was not held earlier.
    fn has_not_begun(&self, day: PartialDate) -> bool {
        let was_held = |from: PartialDate| self.held().chain(self.to.iter().copied()).any(|held| held.is_before(from));
        !self.undated && self.from.iter().any(|from| day.is_before(*from) && !was_held(*from))
    }

    /// The other one holds it between this one's days and `day`.
    fn parts(&self, day: PartialDate, other: &Self) -> bool {
        let is_dated = !self.undated && self.held().next().is_some();
        let follows = |q: &&PartialDate| q.is_before(day) && self.held().all(|held| held.is_before(**q));
        let precedes = |q: &&PartialDate| day.is_before(**q) && self.held().all(|held| q.is_before(held));
        // That it changed is told, or the other one is stated to hold it twice: once a text may only look back.
        let is_told = other.from.iter().any(|q| follows(&q) || precedes(&q));
        let is_seen = || other.on.iter().filter(follows).count() > 1 || other.on.iter().filter(precedes).count() > 1;
        is_dated && (is_told || is_seen())
    }

    /// Whether anything stated of it can fall between the two days.
    fn may_be_within(&self, first: PartialDate, last: PartialDate) -> bool {
        let is_open = self.undated || self.held().next().is_none();
        is_open || self.held().chain(self.to.iter().copied()).any(|held| touches(held, first, last))
    }
}

/// Whether a day can fall between two others.
fn touches(day: PartialDate, first: PartialDate, last: PartialDate) -> bool {
    !day.is_before(first) && !last.is_before(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenure(on: &[&str], from: &[&str], to: &[&str]) -> Tenure {
        let mut tenure = Tenure::default();
        let date = |text: &&str| PartialDate::parse(text);
        on.iter().for_each(|on| _ = tenure.state(date(on), None, None));
        from.iter().for_each(|from| _ = tenure.state(None, date(from), None));
        to.iter().for_each(|to| _ = tenure.state(None, None, date(to)));
        tenure
    }

    fn check(tenure: &Tenure, others: &[&Tenure], day: &str, expected: Covers) {
        assert_eq!(tenure.covers(PartialDate::parse(day), others), expected, "{tenure:?} on {day}");
    }

    #[test]
    fn a_day_between_two_days_is_sure_and_one_beside_them_is_not() {
        let ames = tenure(&["2019-02-01", "2021-02-01"], &[], &[]);
        check(&ames, &[], "2020-05-01", Covers::Surely);
        check(&ames, &[], "2019-02-01", Covers::Surely);
        check(&ames, &[], "2020", Covers::Surely);
        check(&ames, &[], "2019", Covers::Perhaps);
        check(&ames, &[], "2021-02-02", Covers::Perhaps);
        check(&ames, &[], "2018", Covers::Perhaps);
        assert_eq!(ames.covers(None, &[]), Covers::Perhaps);
    }

    #[test]
    fn whoever_gave_it_up_or_had_it_not_yet_does_not_hold_it() {
        let term = tenure(&["2023-06-09"], &["2021-05-03"], &["2023-06-09"]);
        check(&term, &[], "2022", Covers::Surely);
        check(&term, &[], "2024", Covers::Not);
        check(&term, &[], "2020", Covers::Not);
        check(&tenure(&[], &[], &["2022-02-01"]), &[], "2020", Covers::Perhaps);
        check(&tenure(&[], &[], &["2022-02-01"]), &[], "2023", Covers::Not);
        // Again in office, or a text is wrong: nothing is sure.
        check(&tenure(&["2024"], &[], &["2022-02-01"]), &[], "2023", Covers::Perhaps);
        check(&tenure(&["2019", "2024"], &[], &["2022-02-01"]), &[], "2023", Covers::Perhaps);
    }

    #[test]
    fn whoever_holds_it_between_parts_them() {
        let ames = tenure(&["2019-02-01"], &[], &[]);
        let hill = tenure(&[], &["2021-05-03"], &[]);
        check(&ames, &[&hill], "2023", Covers::Not);
        check(&ames, &[&hill], "2020", Covers::Perhaps);
        check(&ames, &[&hill], "2021", Covers::Perhaps);
        check(&hill, &[&ames], "2022", Covers::Perhaps);
        check(&hill, &[&ames], "2018", Covers::Not);
        let both = tenure(&["2019-02-01", "2023-02-01"], &[], &[]);
        check(&both, &[&hill], "2020", Covers::Perhaps);
        check(&both, &[&Tenure::default()], "2020", Covers::Perhaps);
        check(&ames, &[&tenure(&["2021-05-03"], &[], &[])], "2023", Covers::Perhaps);
        check(&ames, &[&tenure(&["2021-05-03", "2022-01-01"], &[], &[])], "2023", Covers::Not);
    }
}
