//! Numbers with their units, as they are compared.

use super::clause::CUTS;
use super::measure::{Measure, is_converted};
use super::stem::{is_past, stem};
use super::synonyms::canonical;
use super::words::{STOP, words};
use crate::entailment::is_open;
use crate::statement::{Decimal, Quantity};

/// A number with its unit, open or closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// The unit in normal form; of measures, that which stands for all of the sort: kilograms of tonnes.
    pub unit: String,
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
    /// Whether the text says that it is rough.
    pub approximate: bool,
    /// What it is an amount of: the first stems after "of", when there are any.
    pub of: Vec<String>,
    /// Whether it is a bound in which its number is not: "more than 5".
    pub open: bool,
    /// The number as it is written, before it was converted.
    pub written: Option<Decimal>,
    /// Whether its unit is none of the metric ones: what is converted is rounded.
    pub is_foreign: bool,
}

/// Words for how people are that stand behind a number in the place of a noun: "200 aboard", "three injured".
const STATES: &[&str] = &[
    "aboard",
    "dead",
    "killed",
    "injured",
    "hurt",
    "wounded",
    "missing",
    "homeless",
    "jobless",
    "stranded",
    "trapped",
    "arrested",
    "detained",
    "held",
    "rescued",
    "evacuated",
    "hospitalised",
    "hospitalized",
    "infected",
];
/// The stem of "people".
const PEOPLE: &str = "peopl";

impl Amount {
    /// What a quantity of a sentence is an amount of.
    pub(crate) fn of(sentence: &str, quantity: &Quantity) -> Self {
        // "Miles an hour" are kilometres an hour as miles are kilometres.
        let (own, each) = quantity.unit.split_once('/').map_or((quantity.unit.as_str(), ""), |(own, each)| (own, each));
        if quantity.unit == "°F" {
            return Self::in_celsius(sentence, quantity);
        }
        let own = if is_of_weight(sentence, quantity) { "lbs" } else { own };
        let measure = Measure::of(own);
        let in_base = |number: Option<Decimal>| measure.map_or(number, |measure| measure.in_base(number?));
        Self {
            unit: match measure {
                None if STATES.contains(&quantity.unit.as_str()) => PEOPLE.to_owned(),
                None => canonical(stem(&quantity.unit.to_lowercase())),
                Some(measure) if each.is_empty() => measure.base.to_owned(),
                Some(measure) => format!("{}/{}", measure.base, each.to_lowercase()),
            },
            low: in_base(quantity.low),
            high: in_base(quantity.high),
            written: quantity.low.or(quantity.high),
            is_foreign: measure.is_some_and(|measure| measure.is_foreign),
            approximate: quantity.approximate,
            of: amount_of(sentence, &quantity.quote.text),
            open: is_open(&quantity.quote.text),
        }
    }

    /// A temperature on the other scale, as one of those that are told in most places.
    fn in_celsius(sentence: &str, quantity: &Quantity) -> Self {
        let celsius = |number: Option<Decimal>| Decimal::parse(&format!("{:.1}", (number?.to_f64() - 32.0) / 1.8));
        let plain = Quantity { unit: "°C".to_owned(), ..quantity.clone() };
        let (low, high) = (celsius(quantity.low), celsius(quantity.high));
        Self { low, high, is_foreign: true, ..Self::of(sentence, &plain) }
    }

    /// How many figures its number has, without the noughts at its ends.
    pub(crate) fn figures(&self) -> usize {
        let digits = self.low.map(|low| low.to_string()).unwrap_or_default();
        digits.trim_end_matches('0').trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count()
    }

    /// Whether the two measure the same sort of thing: one unit, and not of two substances.
    #[must_use]
    pub fn is_comparable_with(&self, other: &Self) -> bool {
        self.unit == other.unit && self.is_of_one_thing_with(other)
    }

    /// Whether both may be amounts of one thing: "of state aid", "of aid"; and not "of dried fish", "of fresh fish".
    pub(crate) fn is_of_one_thing_with(&self, other: &Self) -> bool {
        let holds = |one: &Self, other: &Self| one.of.iter().all(|stem| other.of.contains(stem));
        self.of.first() == other.of.first() || holds(self, other) || holds(other, self)
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

    /// Whether the two are the same number, be it converted from one system of measures to another.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        (self.low == other.low && self.high == other.high) || self.is_converted_from(other)
    }

    fn is_converted_from(&self, other: &Self) -> bool {
        let is_of_two = self.unit == other.unit && self.is_foreign != other.is_foreign;
        let (Some(x), Some(y)) = (self.low, other.low) else { return false };
        let are_points = self.low == self.high && other.low == other.high;
        is_of_two && are_points && is_converted([self.written.unwrap_or(x), other.written.unwrap_or(y)], [x, y])
    }
}

/// Whether pounds are of weight and not of money: beside "weighs", "heavy".
fn is_of_weight(sentence: &str, quantity: &Quantity) -> bool {
    let is_word = quantity.unit == "GBP" && quantity.quote.text.ends_with("pounds");
    let says = |word: &str| ["weigh", "weighs", "weighed", "weighing", "weight", "heavy", "heavier"].contains(&word);
    is_word && words(sentence).any(says)
}

/// How many words behind "of" are looked at.
const MOST_OF: usize = 3;

/// The stems of what a quantity in a sentence is an amount of: "cadmium" of "14 micrograms of cadmium", and "households" of
/// "half of the county's households".
fn amount_of(sentence: &str, quantity: &str) -> Vec<String> {
    let Some(of) = sentence.split_once(quantity).and_then(|(_, after)| after.strip_prefix(" of ")) else {
        return Vec::new();
    };
    // An owner of at most four words.
    let owner = of.split(' ').take(4).position(|word| word.ends_with("'s") || word.ends_with("’s"));
    let of = of.splitn(owner.map_or(1, |at| at + 2), ' ').last().unwrap_or(of);
    let of = of.split([',', ';', '(']).next().unwrap_or_default();
    let meant = words(of).skip_while(|word| STOP.contains(word)).take(MOST_OF).enumerate();
    let ends = |at: usize, word: &str| at > 0 && (STOP.contains(&word) || CUTS.contains(&word) || is_past(word));
    let phrase = meant.take_while(|(at, word)| !ends(*at, word));
    phrase.map(|(_, word)| canonical(stem(&word.to_lowercase()))).collect()
}
