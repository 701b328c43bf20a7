//! Units of one sort of measure in one of them: 2.5 tonnes are 2,500 kilograms, and 62 miles are 100 kilometres, as
//! exactly as either is told.

use crate::statement::Decimal;

/// A unit as it stands in quantities, in terms of the unit that stands for its sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// The unit that stands for all of the sort.
    pub(super) base: &'static str,
    /// How many of the base one of it is, as digits and how many of them stand behind the point.
    ratio: (i128, u8),
    /// Whether it is none of the metric ones, so that what is converted is rounded.
    pub(super) is_foreign: bool,
}

impl Measure {
    /// The measure that a unit of a quantity is of; nothing for what is only counted.
    pub(super) fn of(unit: &str) -> Option<Self> {
        UNITS.iter().find(|(name, ..)| *name == unit).map(|(_, base, ratio, is_foreign)| Self {
            base,
            ratio: *ratio,
            is_foreign: *is_foreign,
        })
    }

    /// A number of it in the base.
    pub(super) fn in_base(&self, number: Decimal) -> Option<Decimal> {
        number.times(Decimal::new(self.ratio.0, self.ratio.1)?)
    }
}

/// Units with their base. Pounds are of money, tons are of three sorts, and nanometres are names of processes.
const UNITS: &[(&str, &str, (i128, u8), bool)] = &[
    ("m", "m", (1, 0), false),
    ("km", "m", (1_000, 0), false),
    ("cm", "m", (1, 2), false),
    ("mm", "m", (1, 3), false),
    ("miles", "m", (1_609_344, 3), true),
    ("yards", "m", (9_144, 4), true),
    ("feet", "m", (3_048, 4), true),
    ("inches", "m", (254, 4), true),
    ("m²", "m²", (1, 0), false),
    ("km²", "m²", (1_000_000, 0), false),
    ("cm²", "m²", (1, 4), false),
    ("mm²", "m²", (1, 6), false),
    ("hectares", "m²", (10_000, 0), false),
    ("acres", "m²", (40_468_564_224, 7), true),
    ("miles²", "m²", (2_589_988_110_336, 6), true),
    ("feet²", "m²", (9_290_304, 8), true),
    ("kg", "kg", (1, 0), false),
    ("tonnes", "kg", (1_000, 0), false),
    ("grams", "kg", (1, 3), false),
    ("ounces", "kg", (28_349_523_125, 12), true),
    ("lbs", "kg", (45_359_237, 8), true),
    ("lb", "kg", (45_359_237, 8), true),
    ("quintals", "kg", (100, 0), false),
    ("barrels", "l", (158_987, 3), true),
    ("gallons", "gallons", (1, 0), false),
    ("litres", "l", (1, 0), false),
    ("m³", "l", (1_000, 0), false),
    ("W", "W", (1, 0), false),
    ("kW", "W", (1_000, 0), false),
    ("MW", "W", (1_000_000, 0), false),
    ("GW", "W", (1_000_000_000, 0), false),
    ("TW", "W", (1_000_000_000_000, 0), false),
    ("kWh", "kWh", (1, 0), false),
    ("MWh", "kWh", (1_000, 0), false),
    ("GWh", "kWh", (1_000_000, 0), false),
    ("TWh", "kWh", (1_000_000_000, 0), false),
    ("minutes", "minutes", (1, 0), false),
    ("hours", "minutes", (60, 0), false),
    ("days", "minutes", (1_440, 0), false),
    ("weeks", "minutes", (10_080, 0), false),
    ("months", "months", (1, 0), false),
    ("years", "months", (12, 0), false),
    ("decades", "months", (120, 0), false),
    ("MHz", "MHz", (1, 0), false),
    ("GHz", "MHz", (1_000, 0), false),
];

/// How far apart two numbers in two systems may be, as a share of the greater one: whoever says "5 miles" of 8.8
/// kilometres has rounded more than is told.
const APART: f64 = 0.02;

/// Whether the one is the other in another system, rounded: 62 miles are 99.8 kilometres, and whoever says 100 says the
/// same. `own` are the numbers as they are written, `base` those in the base.
pub(super) fn is_converted(own: [Decimal; 2], base: [Decimal; 2]) -> bool {
    let [x, y] = base.map(Decimal::to_f64);
    if x == 0.0 || y == 0.0 || (x - y).abs() > APART * x.abs().max(y.abs()) {
        return false;
    }
    let is_rounded = |value: f64, own: Decimal, base: f64| {
        let each = base / own.to_f64();
        (value / each - own.to_f64()).abs() <= own.last_place() * 0.500_001
    };
    is_rounded(x, own[1], y) || is_rounded(y, own[0], x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_one(a: (&str, &str), b: (&str, &str)) -> bool {
        let own = [a.0, b.0].map(|number| Decimal::parse(number).unwrap());
        let base =
            [(own[0], a.1), (own[1], b.1)].map(|(number, unit)| Measure::of(unit).unwrap().in_base(number).unwrap());
        is_converted(own, base)
    }

    #[test]
    fn what_is_converted_and_rounded_is_one_number() {
        assert!(are_one(("62", "miles"), ("100", "km")));
        assert!(are_one(("5", "miles"), ("8", "km")));
        assert!(are_one(("26.2", "miles"), ("42.195", "km")));
        assert!(are_one(("12", "feet"), ("3.66", "m")));
        assert!(are_one(("500", "acres"), ("202", "hectares")));
    }

    #[test]
    fn what_is_more_than_rounding_apart_is_two() {
        assert!(!are_one(("100", "miles"), ("100", "km")));
        assert!(!are_one(("5", "miles"), ("8.8", "km")));
        assert!(!are_one(("62", "miles"), ("98", "km")));
        assert!(!are_one(("65.4", "miles"), ("106", "km")));
    }

    #[test]
    fn units_of_one_sort_meet_in_their_base() {
        let in_base = |number: &str, unit: &str| {
            let measure = Measure::of(unit).unwrap();
            (measure.in_base(Decimal::parse(number).unwrap()).unwrap().to_string(), measure.base)
        };
        assert_eq!(in_base("2.5", "tonnes"), in_base("2,500", "kg"));
        assert_eq!(in_base("5,000", "hectares"), in_base("50", "km²"));
        assert_ne!(in_base("5,000", "hectares"), in_base("500", "km²"));
        assert!(Measure::of("workers").is_none() && Measure::of("USD").is_none());
    }
}
