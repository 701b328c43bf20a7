//! Who copies whom, seen from the values alone: sources that share what others get wrong.
//!
//! Dong, Berti-Équille and Srivastava, "Integrating conflicting data: the role of source dependence", VLDB 2009. Two
//! sources that agree on what is true may both be good; two that agree on what is false, of many ways to be wrong, are
//! hardly independent. Truth, accuracy and dependence are found together, each from the others, in so many rounds that
//! little changes any more.

mod round;
mod said;
mod settling;
mod weights;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use round::Pair;
pub(crate) use settling::Settling;

/// How likely two sources depend on each other before anything is seen (α of the paper).
const PRIOR: f64 = 0.2;
/// How much of its values a copier copies (c).
const COPIED: f64 = 0.8;
/// The most ways there are to be wrong about one thing (n); no more than there are other values at all.
const WAYS: usize = 100;
/// How often a source is wrong before anything is known of it (ε), in percent.
const WRONG: u8 = 20;
/// How many rounds; the paper's data settle in fewer.
const ROUNDS: usize = 12;
/// The fewest values that both must give before two sources are called dependent: on fewer, chance is too likely.
pub const COMPARABLE: usize = 10;
/// From which probability on.
pub const LIKELY: f64 = 0.99;

/// What one source says of one thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The thing.
    pub item: String,
    /// The source.
    pub source: String,
    /// The value.
    pub value: String,
}

/// Two sources that share more than chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    /// The one, first by name.
    pub a: String,
    /// The other.
    pub b: String,
    /// How likely the one depends on the other.
    pub probability: f64,
    /// How many things both speak of.
    pub comparable: usize,
    /// On how many of them both say the same that is held for wrong.
    pub shared_wrong: usize,
}

impl Dependence {
    /// How likely it is, in whole percent, rounded down; never more than 99, since values alone prove nothing.
    #[must_use]
    pub fn percent(&self) -> usize {
        (0..=99_u8).rev().find(|percent| f64::from(*percent) <= self.probability * 100.0).map_or(0, usize::from)
    }

    /// What is told of it: how likely it is, and of how many things at least both speak and are wrong alike, in round numbers,
    /// so that one thing more changes what is told only now and then.
    #[must_use]
    pub fn told(&self) -> (usize, usize, usize) {
        (self.percent(), rounded_down(self.comparable), rounded_down(self.shared_wrong))
    }

    /// Whether there are enough comparable values, and they leave little doubt.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.comparable >= COMPARABLE && self.probability >= LIKELY
    }
}

/// The next of 0, 1, 2, 5, 10, 20, 50, … that is not greater.
fn rounded_down(count: usize) -> usize {
    let mut ten = 1_usize;
    while count / 10 >= ten {
        ten *= 10;
    }
    [5, 2, 1].into_iter().map(|step| step * ten).find(|step| *step <= count).unwrap_or(0)
}

/// What the values show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fusion {
    /// The most likely value of each thing.
    pub values: BTreeMap<String, String>,
    /// All pairs of sources that speak of at least [`COMPARABLE`] common things, by name.
    pub dependences: Vec<Dependence>,
}

/// Finds values, accuracies and dependences together. Of several values that one source gives of a thing the first counts.
#[must_use]
pub fn fuse(said: &[Said]) -> Fusion {
    let sorted = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect::<Vec<String>>();
    let items = sorted(said.iter().map(|s| s.item.as_str()).collect());
    let sources = sorted(said.iter().map(|s| s.source.as_str()).collect());
    let values = sorted(said.iter().map(|s| s.value.as_str()).collect());
    let at = |names: &[String], name: &str| names.binary_search_by(|other| other.as_str().cmp(name)).ok();
    let mut by_item: BTreeMap<u32, BTreeMap<u32, Vec<u32>>> = BTreeMap::new();
    for s in said {
        let place = |names: &[String], name: &str| at(names, name).and_then(|place| u32::try_from(place).ok());
        let places = (place(&items, &s.item), place(&sources, &s.source), place(&values, &s.value));
        if let (Some(item), Some(source), Some(value)) = places {
            by_item.entry(item).or_default().entry(value).or_default().push(source);
        }
    }
    let mut settling = Settling::default();
    by_item.into_iter().for_each(|(item, said)| settling.replace(item, said.into_iter().collect()));
    settling.call(sources.iter().map(String::as_str));
    settling.settle();
    let name = |names: &[String], number: u32| names.get(number as usize).cloned().unwrap_or_default();
    Fusion {
        values: settling.values().map(|(item, value)| (name(&items, item), name(&values, value))).collect(),
        dependences: settling.pairs().into_iter().map(|pair| pair.told(|source| name(&sources, source))).collect(),
    }
}

impl Pair {
    /// What is told of it, with the names of its sources.
    pub(crate) fn told(&self, name: impl Fn(u32) -> String) -> Dependence {
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Dependence {
            a: name(self.a),
            b: name(self.b),
            probability: self.from.0 + self.from.1,
            comparable: number(self.common.things),
            shared_wrong: number(self.common.wrong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(item: usize, source: &str, value: &str) -> Said {
        Said { item: format!("i{item:02}"), source: source.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn those_who_share_mistakes_are_found_and_those_who_err_alone_are_not() {
        let mut table = Vec::new();
        for item in 0..60 {
            for (number, looker) in ["ada", "bo", "cy", "di"].into_iter().enumerate() {
                let value = if item % 17 == number { format!("odd {looker}") } else { "right".to_owned() };
                table.push(said(item, looker, &value));
            }
            for copier in ["x", "y", "z"] {
                table.push(said(
                    item,
                    copier,
                    &if item % 5 == 1 { format!("wrong {item}") } else { "right".to_owned() },
                ));
            }
        }
        let found = fuse(&table);
        assert!(found.values.values().all(|value| value == "right"));
        let likely: Vec<(&str, &str)> =
            found.dependences.iter().filter(|d| d.is_likely()).map(|d| (d.a.as_str(), d.b.as_str())).collect();
        assert_eq!(likely, [("x", "y"), ("x", "z"), ("y", "z")]);
        assert!(found.dependences.iter().all(|d| (d.shared_wrong == 12) == d.is_likely()));
    }

    #[test]
    fn counts_are_told_in_round_numbers() {
        let told = [0, 1, 3, 4, 9, 10, 19, 49, 50, 99, 100, 1234].map(rounded_down);
        assert_eq!(told, [0, 1, 2, 2, 5, 10, 10, 20, 50, 50, 100, 1000]);
    }

    #[test]
    fn few_values_are_never_enough() {
        let table: Vec<Said> = (0..COMPARABLE - 1)
            .flat_map(|item| [said(item, "x", "odd"), said(item, "y", "odd"), said(item, "z", "even")])
            .collect();
        assert_eq!(fuse(&table).dependences, []);
    }
}
