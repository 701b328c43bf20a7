//! What reading a document yields: statements, each with its place, its source and its chain.

use std::borrow::Cow;

use crate::date::PartialDate;
use crate::enumerations::{Basis, ClaimKind, Modality, SourceKind, Stance, Tier};
use crate::span::{Quote, Span};

/// One content and one immediate source: what a document asserts, at one place, on whose word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// The words that make the claim, in order of place; more than one when they are discontinuous. Never empty.
    pub contents: Vec<Quote>,
    /// Whom the words are credited to; `None` is hearsay without a source.
    pub source: Option<Mention>,
    /// The words that credit them.
    pub cue: Option<Quote>,
    /// The chain of voices: the document's own first, the innermost origin last. Never empty.
    pub chain: Vec<Voice>,
    /// Whether the words are quoted.
    pub direct: bool,
    /// Which side it takes.
    pub stance: Stance,
    /// How flatly it says so.
    pub modality: Modality,
    /// What the innermost origin rests on, as far as the text says.
    pub basis: Basis,
    /// What sort of proposition it is.
    pub kind: ClaimKind,
    /// The claim as one sentence, antecedents filled in.
    pub sentence: String,
    /// The numbers in it.
    pub quantities: Vec<Quantity>,
    /// The dates in it.
    pub dates: Vec<DateMention>,
    /// When a prediction can be held against what happened.
    pub due: Option<PartialDate>,
    /// Whether the source speaks against their own interest ("admitted").
    pub against_interest: bool,
    /// How it was found.
    pub tier: Tier,
    /// The rule that found it.
    pub rule: Cow<'static, str>,
}

impl Statement {
    /// The smallest span that holds all contents.
    #[must_use]
    pub fn hull(&self) -> Span {
        self.contents.iter().map(|quote| quote.span).reduce(Span::hull).unwrap_or(Span::new(0, 0))
    }

    /// The same words wherever they stand.
    #[must_use]
    pub fn unplaced(&self) -> Self {
        let mut same = self.clone();
        same.quotes_mut().for_each(|quote| quote.span = Span::new(0, 0));
        same
    }

    /// All words that it rests on.
    pub fn quotes_mut(&mut self) -> impl Iterator<Item = &mut Quote> {
        let mentions = self.source.iter_mut().map(|source| &mut source.quote);
        let quantities = self.quantities.iter_mut().map(|quantity| &mut quantity.quote);
        let dates = self.dates.iter_mut().map(|date| &mut date.quote);
        self.contents.iter_mut().chain(&mut self.cue).chain(mentions).chain(quantities).chain(dates)
    }
}

/// The words that name a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The words as they stand.
    pub quote: Quote,
    /// The name they resolve to.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voice {
    /// Its name; `unattributed` where a chain ends in nobody.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// The employer or organisation the text names for it ("Huawei" for "Huawei's founder").
    pub affiliation: Option<String>,
}

/// The name of the last voice of a chain that ends in nobody.
pub const NOBODY: &str = "unattributed";

/// A number with its unit, as a value or an interval.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// The words as they stand.
    pub quote: Quote,
    /// The least value; `None` when it is open below ("less than").
    pub low: Option<Decimal>,
    /// The greatest value; `None` when it is open above ("more than").
    pub high: Option<Decimal>,
    /// The unit, in a normal form: `nm`, `%`, `USD`, or the plural noun that is counted.
    pub unit: String,
    /// Whether the text says that it is rough.
    pub approximate: bool,
}

/// A date with its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateMention {
    /// The words as they stand.
    pub quote: Quote,
    /// EDTF, level 1 at most: `2023-08`, `2031`, `2026/2028`, `2026-05~`.
    pub edtf: String,
}

/// An exact decimal number of at most 18 digits: `units × 10^-scale`, without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

impl Decimal {
    /// `units × 10^-scale`; `None` when a scale above 18 would be needed.
    #[must_use]
    pub fn new(mut units: i128, mut scale: u8) -> Option<Self> {
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        (scale <= 18 && units.unsigned_abs() < 10u128.pow(30)).then_some(Self { units, scale })
    }

    /// Reads `1234`, `-1.5`, `1,234.5`; digits group by commas.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| *c != ',').collect();
        let (digits, negative) = plain.strip_prefix('-').map_or((plain.as_str(), false), |rest| (rest, true));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() + fraction.len() > 24 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        Self::new(if negative { -units } else { units }, u8::try_from(fraction.len()).ok()?)
    }

    /// The product with `10^power`, for "million" and the like.
    #[must_use]
    pub fn times_ten_to(self, power: u8) -> Option<Self> {
        let cancelled = power.min(self.scale);
        let units = self.units.checked_mul(10i128.checked_pow(u32::from(power - cancelled))?)?;
        Self::new(units, self.scale - cancelled)
    }

    /// The product; `None` when it cannot be held exactly.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale.checked_add(other.scale)?;
        Self::new(self.units.checked_mul(other.units)?, scale)
    }

    /// What the last figure that is no nought stands for: 100 of 4,500, 0.01 of 1.25. Of nought it is 1.
    #[must_use]
    pub fn last_place(self) -> f64 {
        let digits = self.units.unsigned_abs().to_string();
        let noughts = digits.len() - digits.trim_end_matches('0').len();
        let noughts = i32::try_from(if self.units == 0 { 0 } else { noughts }).unwrap_or(0);
        10f64.powi(noughts - i32::from(self.scale))
    }

    /// As a floating-point number, for drawing and for ratios.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an approximate value is what the caller asks for")]
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10f64.powi(i32::from(self.scale))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let scale = self.scale.max(other.scale);
        let at = |number: &Self| number.units.saturating_mul(10i128.pow(u32::from(scale - number.scale)));
        at(self).cmp(&at(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let power = 10u128.pow(u32::from(self.scale));
        let sign = if self.units < 0 { "-" } else { "" };
        let (whole, rest) = (self.units.unsigned_abs() / power, self.units.unsigned_abs() % power);
        write!(f, "{sign}{whole}.{rest:0width$}", width = usize::from(self.scale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let number = |text: &str| Decimal::parse(text).unwrap();
        assert_eq!(number("1,234.50").to_string(), "1234.5");
        assert_eq!(number("1.4").times_ten_to(6).unwrap().to_string(), "1400000");
        assert_eq!(number("0.05").to_string(), "0.05");
        assert!(number("122.88") < number("245"));
        assert!(number("-1.5") < number("0"));
        assert_eq!(Decimal::parse("12x"), None);
        assert_eq!(Decimal::parse(""), None);
    }
}
