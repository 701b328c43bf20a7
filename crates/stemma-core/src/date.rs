//! Dates as texts give them: a year, a month or a day, perhaps roughly.

use std::fmt;

/// The months by their names, in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether a word in small letters is the name of a month or of a day of the week.
pub(crate) fn is_month_or_day(lower: &str) -> bool {
    MONTHS.contains(&lower) || WEEKDAYS.contains(&lower)
}

/// A calendar date with the precision it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A year.
    #[must_use]
    pub const fn year(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// A month; `None` when there is no such month.
    #[must_use]
    pub const fn month(year: i32, month: u8) -> Option<Self> {
        if month >= 1 && month <= 12 { Some(Self { year, month: Some(month), day: None }) } else { None }
    }

    /// A day; `None` when the calendar has no such day.
    #[must_use]
    pub const fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        if month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month) {
            Some(Self { year, month: Some(month), day: Some(day) })
        } else {
            None
        }
    }

    /// Reads `2026`, `2026-05` or `2026-05-24`; a time of day after `T` or a blank is passed over.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().split(['T', ' ']).next()?;
        let mut parts = text.splitn(3, '-');
        let year = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
        match (parts.next(), parts.next()) {
            (None, _) => Some(Self::year(year)),
            (Some(month), None) => Self::month(year, month.parse().ok()?),
            (Some(month), Some(day)) => Self::day(year, month.parse().ok()?, day.parse().ok()?),
        }
    }

    /// The first day it can mean, as `(year, month, day)`.
    #[must_use]
    pub fn first_day(self) -> (i32, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean, as `(year, month, day)`.
    #[must_use]
    pub fn last_day(self) -> (i32, u8, u8) {
        let month = self.month.unwrap_or(12);
        (self.year, month, self.day.unwrap_or(days_in(self.year, month)))
    }

    /// The first day it can mean, as a date.
    #[must_use]
    pub fn beginning(self) -> Self {
        let (year, month, day) = self.first_day();
        Self { year, month: Some(month), day: Some(day) }
    }

    /// The day after the last one it can mean.
    #[must_use]
    pub fn day_after(self) -> Self {
        let (year, month, day) = self.last_day();
        let next = Self::day(year, month, day + 1).or_else(|| Self::day(year, month + 1, 1));
        next.unwrap_or(Self { year: year + 1, month: Some(1), day: Some(1) })
    }

    /// How many days its first day comes after the first of March of the year 0, for drawing dates on an axis.
    #[must_use]
    pub fn days(self) -> i64 {
        let (year, month, day) = self.first_day();
        // The year begins in March, so that the leap day is its last.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (year, month, day) = (i64::from(year), i64::from(month), i64::from(day));
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1
    }

    /// Whether every day it can mean is before every day that `other` can mean.
    #[must_use]
    pub fn is_before(self, other: Self) -> bool {
        self.last_day() < other.first_day()
    }

    /// Whether one of the two lies within the other: no conflict, at most another precision.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// The year.
    #[must_use]
    pub const fn year_number(self) -> i32 {
        self.year
    }

    /// The month, when it is known.
    #[must_use]
    pub const fn month_number(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, when it is known.
    #[must_use]
    pub const fn day_number(self) -> Option<u8> {
        self.day
    }
}

impl fmt::Display for PartialDate {
    /// The EDTF level 0 form, which is also the lexical form of `xsd:gYear`, `xsd:gYearMonth` or `xsd:date`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

const fn days_in(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_the_precision_they_were_given_in() {
        for text in ["2026", "2026-05", "2026-05-24"] {
            assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn days_are_counted_over_the_ends_of_months_and_leap_years() {
        let days = |text: &str| PartialDate::parse(text).unwrap().days();
        for (from, to, between) in [
            ("2026-02-28", "2026-03-01", 1),
            ("2024-02-28", "2024-03-01", 2),
            ("1999-12-31", "2000-01-01", 1),
            ("1970-01-01", "2026-11-25", 20_782),
            ("0000-03-01", "0000-03-01", 0),
            ("2026", "2027", 365),
        ] {
            assert_eq!(days(to) - days(from), between, "{from} {to}");
        }
        assert_eq!(days("0000-03-01"), 0);
    }

    #[test]
    fn impossible_dates_are_none() {
        for text in ["2026-13", "2026-02-30", "26", "", "2026-5-x"] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_agrees_with_its_days_and_is_before_the_next() {
        let month = PartialDate::parse("2026-05").unwrap();
        assert!(month.agrees_with(PartialDate::parse("2026-05-24").unwrap()));
        assert!(month.is_before(PartialDate::parse("2026-06-01").unwrap()));
        assert!(!month.is_before(PartialDate::parse("2026").unwrap()));
    }
}
