//! Numbers with their units, as they are compared.

use super::stem::stem;
use super::words::{STOP, canonical, words};
use crate::entailment::is_open;
use crate::statement::{Decimal, Quantity};

/// A number with its unit, open or closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// The unit in normal form.
    pub unit: String,
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
    /// Whether the text says that it is rough.
    pub approximate: bool,
    /// What it is an amount of: the stem after "of", when there is one.
    pub of: Option<String>,
    /// Whether it is a bound in which its number is not: "more than 5".
    pub open: bool,
}

impl Amount {
    /// What a quantity of a sentence is an amount of.
    pub(super) fn of(sentence: &str, quantity: &Quantity) -> Self {
        Self {
            unit: canonical(stem(&quantity.unit.to_lowercase())),
            low: quantity.low,
            high: quantity.high,
            approximate: quantity.approximate,
            of: amount_of(sentence, &quantity.quote.text),
            open: is_open(&quantity.quote.text),
        }
    }

    /// Whether the two measure the same sort of thing: one unit, and not of two substances.
    #[must_use]
    pub fn is_comparable_with(&self, other: &Self) -> bool {
        self.unit == other.unit && (self.of.is_none() || other.of.is_none() || self.of == other.of)
    }

    /// Whether one number can be both, given what is open and what is rough (five in a hundred).
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let slack = if self.approximate || other.approximate { 0.05 } else { 0.0 };
        // "More than 5" and "at most 5" exclude each other, and "5" may be told as "more than 5".
        let is_bound = |of: &Self| of.low != of.high;
        let is_apart = is_bound(self) && is_bound(other) && (self.open || other.open);
        let at_most = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) if is_apart && low == high => false,
            (Some(low), Some(high)) => low.to_f64() <= high.to_f64() + high.to_f64().abs() * slack,
            _ => true,
        };
        at_most(self.low, other.high) && at_most(other.low, self.high)
    }

    /// Whether the two are written as the same number.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high
    }
}

/// The stem of the noun that a quantity in a sentence is an amount of: "cadmium" of "14 micrograms of cadmium".
fn amount_of(sentence: &str, quantity: &str) -> Option<String> {
    let (_, after) = sentence.split_once(quantity)?;
    let mut next = words(after);
    next.next().filter(|word| *word == "of")?;
    next.find(|word| !STOP.contains(word)).map(|word| stem(&word.to_lowercase()))
}
