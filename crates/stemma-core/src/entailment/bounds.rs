//! Numbers and dates as intervals, read strictly: what is no plain value and no plain bound makes nothing follow.

use std::cmp::Ordering;

use crate::date::{MONTHS, PartialDate};
use crate::statement::{DateMention, Decimal, Quantity, Statement};

/// The numbers of a sentence, or its dates, in the order of what they are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds(Vec<Bound>);

/// An interval of numbers or days.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bound {
    /// The unit.
    of: String,
    low: Option<Decimal>,
    high: Option<Decimal>,
    /// Whether the ends belong to it.
    closed: bool,
    approximate: bool,
    /// Its words, where they say more than its ends: "early".
    loose: bool,
}

impl Bounds {
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them lies inside its partner and all others are equal; `Some(false)`, when all are equal, and
    /// nothing, when they are neither.
    pub(super) fn within(&self, weaker: &Self) -> Option<bool> {
        if self.0.len() != weaker.0.len() {
            return None;
        }
        let mut inside = 0;
        for (x, y) in self.0.iter().zip(&weaker.0) {
            if x != y {
                inside += 1;
                if !x.is_inside(y) {
                    return None;
                }
            }
        }
        (inside <= 1).then_some(inside == 1)
    }
}

impl Bound {
    fn is_inside(&self, weaker: &Self) -> bool {
        let is_bound = weaker.low != weaker.high;
        if self.of != weaker.of || weaker.approximate || !is_bound {
            return false;
        }
        // A rough number must lie well inside: a fifth of it may be wrong.
        let (down, up) = if self.approximate { (0.8, 1.2) } else { (1.0, 1.0) };
        let above = match (self.low, weaker.low) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(x), Some(y)) => self.is_beyond(x, y, down, Ordering::Greater, weaker),
        };
        let below = match (self.high, weaker.high) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(x), Some(y)) => self.is_beyond(x, y, up, Ordering::Less, weaker),
        };
        above && below
    }

    fn is_beyond(&self, x: Decimal, y: Decimal, slack: f64, wanted: Ordering, weaker: &Self) -> bool {
        if self.approximate {
            return (x.to_f64() * slack).partial_cmp(&y.to_f64()) == Some(wanted) && x.to_f64() > 0.0;
        }
        match x.cmp(&y) {
            Ordering::Equal => weaker.closed || (!self.closed && self.low != self.high),
            found => found == wanted,
        }
    }
}

/// Words that open a bound, and whether the number itself is in it.
const OPENING: &[(&str, bool)] = &[
    ("more than ", false),
    ("over ", false),
    ("exceeding ", false),
    ("above ", false),
    ("less than ", false),
    ("fewer than ", false),
    ("under ", false),
    ("below ", false),
    ("at least ", true),
    ("at most ", true),
    ("no more than ", true),
    ("not more than ", true),
    ("no fewer than ", true),
    ("no less than ", true),
    ("not fewer than ", true),
    ("not less than ", true),
];

/// Whether the words of a number open a bound in which the number itself is not: "more than 5".
pub(crate) fn is_open(quote: &str) -> bool {
    let quote = quote.to_lowercase();
    OPENING.iter().any(|(words, closed)| !closed && quote.starts_with(words))
}

/// The numbers of a statement; nothing, when one is no plain value and no plain bound.
pub(super) fn numbers(statement: &Statement) -> Option<Bounds> {
    let mut all: Vec<Bound> =
        statement.quantities.iter().map(|q| number(&statement.sentence, q)).collect::<Option<_>>()?;
    all.sort_by(|x, y| (&x.of, x.low, x.high).cmp(&(&y.of, y.low, y.high)));
    // Which of two numbers of one unit answers which is unsure.
    let is_twice = all.windows(2).any(|two| matches!(two, [x, y] if x.of == y.of));
    (!is_twice).then_some(Bounds(all))
}

fn number(sentence: &str, quantity: &Quantity) -> Option<Bound> {
    let text = quantity.quote.text.to_lowercase();
    let sentence = sentence.to_lowercase();
    let (before, after) = sentence.split_once(&text)?;
    if after.contains(&text) {
        return None;
    }
    let before = before.split_whitespace().next_back().unwrap_or_default();
    let opening = OPENING.iter().find(|(words, _)| text.starts_with(words));
    let is_point = quantity.low == quantity.high;
    let closed = match (is_point, opening, quantity.low.is_some() && quantity.high.is_some()) {
        (true, None, _) => true,
        (false, Some((_, closed)), false) => *closed,
        // "From 5 to 3" is no interval in which something lies.
        (false, None, true) if before == "between" => false,
        _ => return None,
    };
    if matches!(before, "with" | "from" | "than" | "not" | "nearly" | "almost" | "another" | "only" | "just") {
        return None;
    }
    let (low, high) = (quantity.low, quantity.high);
    let of = quantity.unit.clone();
    Some(Bound { of, low, high, closed, approximate: quantity.approximate, loose: false })
}

/// The dates of a statement; nothing, when one is no plain day, month or year.
pub(super) fn dates(statement: &Statement) -> Option<Bounds> {
    let all: Vec<Bound> = statement.dates.iter().map(|date| day(&statement.sentence, date)).collect::<Option<_>>()?;
    (all.len() <= 1).then_some(Bounds(all))
}

fn day(sentence: &str, date: &DateMention) -> Option<Bound> {
    let text = date.quote.text.to_lowercase();
    let sentence = sentence.to_lowercase();
    let (before, after) = sentence.split_once(&text)?;
    if after.contains(&text) {
        return None;
    }
    let mut words = before.split_whitespace().chain(text.split([' ', '-'])).map(|word| word.trim_matches(','));
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_date = |word: &str| is_number(word) || MONTHS.contains(&word);
    // The word that leads to the date, be it part of its words or not.
    let own = text.split([' ', '-']).take_while(|word| !is_date(word)).count();
    let lead: Vec<&str> = words.by_ref().take(before.split_whitespace().count() + own).collect();
    let (part, lead) = match lead.as_slice() {
        [.., lead, part @ ("early" | "mid" | "late")] => (Some(*part), Some(*lead)),
        [part @ ("early" | "mid" | "late")] => (Some(*part), None),
        [.., lead] => (None, Some(*lead)),
        [] => (None, None),
    };
    if !matches!(lead, None | Some("in" | "on")) {
        return None;
    }
    let whole = PartialDate::parse(&date.edtf)?;
    let (first, last) = narrowed(whole, part)?;
    let number = |days: i64| Decimal::new(i128::from(days), 0);
    let (low, high) = (number(first.days()), number(last.days()));
    // Of one day the ends are one; the number of a day is a point.
    Some(Bound { of: "days".to_owned(), low, high, closed: true, approximate: false, loose: part.is_some() })
}

/// The days that are surely meant by "early", "mid" and "late" of a year or month.
fn narrowed(whole: PartialDate, part: Option<&str>) -> Option<(PartialDate, PartialDate)> {
    let year = whole.year_number();
    let Some(part) = part else { return days_of(whole, whole) };
    match (whole.month_number(), whole.day_number()) {
        (None, _) => {
            let (from, to) = match part {
                "early" => (1, 3),
                "mid" => (6, 7),
                _ => (10, 12),
            };
            days_of(PartialDate::month(year, from)?, PartialDate::month(year, to)?)
        }
        (Some(month), None) => {
            let (from, to) = match part {
                "early" => (1, 10),
                "mid" => (12, 18),
                _ => (21, 28),
            };
            Some((PartialDate::day(year, month, from)?, PartialDate::day(year, month, to)?))
        }
        (Some(_), Some(_)) => None,
    }
}

fn days_of(from: PartialDate, to: PartialDate) -> Option<(PartialDate, PartialDate)> {
    let day = |(year, month, day): (i32, u8, u8)| PartialDate::day(year, month, day);
    day(from.first_day()).zip(day(to.last_day()))
}
