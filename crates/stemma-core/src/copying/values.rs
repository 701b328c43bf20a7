//! Who copies whom, seen from the values alone: sources that share what others get wrong.
//!
//! Dong, Berti-Équille and Srivastava, "Integrating conflicting data: the role of source dependence", VLDB 2009. Two
//! sources that agree on what is true may both be good; two that agree on what is false, of many ways to be wrong, are
//! hardly independent. Truth, accuracy and dependence are found together, each from the others, until nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

/// How likely two sources depend on each other before anything is seen (α of the paper).
const PRIOR: f64 = 0.2;
/// How much of its values a copier copies (c).
const COPIED: f64 = 0.8;
/// The most ways there are to be wrong about one thing (n); no more than there are other values at all.
const WAYS: usize = 100;
/// How often a source is wrong before anything is known of it (ε).
const WRONG: f64 = 0.2;
/// The most rounds; the paper's data settle in fewer than ten.
const ROUNDS: usize = 30;
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
    /// How likely it is, in whole percent, rounded down.
    #[must_use]
    pub fn percent(&self) -> usize {
        (0..=100_u8).rev().find(|percent| f64::from(*percent) <= self.probability * 100.0).map_or(0, usize::from)
    }

    /// Whether there are enough comparable values, and they leave little doubt.
    #[must_use]
    pub fn is_likely(&self) -> bool {
        self.comparable >= COMPARABLE && self.probability >= LIKELY
    }
}

/// What the values show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fusion {
    /// The most likely value of each thing.
    pub values: BTreeMap<String, String>,
    /// All pairs of sources that speak of a common thing, by name.
    pub dependences: Vec<Dependence>,
}

/// Finds values, accuracies and dependences together.
#[must_use]
pub fn fuse(said: &[Said]) -> Fusion {
    let table = Table::new(said);
    let (truth, pairs) = table.settled();
    let value = |(item, best): (&&str, &usize)| {
        let value = table.values.get(*best)?;
        Some(((*item).to_owned(), (*value).to_owned()))
    };
    Fusion {
        values: table.items.iter().zip(&truth.best).filter_map(value).collect(),
        dependences: pairs.all().map(|((a, b), seen)| table.told(a, b, seen)).collect(),
    }
}

/// The pairs of sources that likely depend on each other, by name.
#[must_use]
pub fn likely_dependences(said: &[Said]) -> Vec<Dependence> {
    let table = Table::new(said);
    let (_, pairs) = table.settled();
    let likely = pairs.all().filter(|(_, seen)| seen.may_be_likely());
    likely.map(|((a, b), seen)| table.told(a, b, seen)).filter(Dependence::is_likely).collect()
}

/// What was said, in numbers.
struct Table<'s> {
    items: Vec<&'s str>,
    sources: Vec<&'s str>,
    values: Vec<&'s str>,
    /// For each item the value of each source that gives one.
    given: Vec<BTreeMap<usize, usize>>,
    /// How many ways there are to be wrong.
    ways: f64,
}

/// What is held for true.
struct Truth {
    /// The best value of each item.
    best: Vec<usize>,
    /// How likely each value of each item is.
    likely: Vec<BTreeMap<usize, f64>>,
}

/// All pairs of sources that speak of a common thing. Which they are is found once: a thing of which a thousand speak has
/// half a million pairs, and every round asks for all of them.
struct Pairs {
    places: FxHashMap<(usize, usize), usize>,
    names: Vec<(usize, usize)>,
    seen: Vec<Seen>,
    /// For each item the places of its pairs, in the order of its sources.
    of_item: Vec<Vec<usize>>,
}

impl Pairs {
    fn new(given: &[BTreeMap<usize, usize>]) -> Self {
        let mut pairs = Self { places: FxHashMap::default(), names: Vec::new(), seen: Vec::new(), of_item: Vec::new() };
        for of_item in given {
            let all: Vec<usize> = of_item.keys().copied().collect();
            let mut places = Vec::with_capacity(all.len() * all.len().saturating_sub(1) / 2);
            for (index, a) in all.iter().enumerate() {
                for b in all.iter().skip(index + 1) {
                    let next = pairs.names.len();
                    let place = *pairs.places.entry((*a, *b)).or_insert(next);
                    if place == next {
                        pairs.names.push((*a, *b));
                    }
                    places.push(place);
                }
            }
            pairs.of_item.push(places);
        }
        pairs.seen = vec![Seen::default(); pairs.names.len()];
        pairs
    }

    /// How likely the one copies from the other, when anything is known of it.
    fn copies(&self, one: usize, other: usize) -> f64 {
        let place = self.places.get(&(one.min(other), one.max(other)));
        let from = place.and_then(|place| self.seen.get(*place)).map_or((0.0, 0.0), |seen| seen.from);
        if one < other { from.0 } else { from.1 }
    }

    /// The pairs by the order of their sources, and what they share.
    fn all(&self) -> impl Iterator<Item = ((usize, usize), &Seen)> {
        let mut all: Vec<_> = self.names.iter().copied().zip(&self.seen).collect();
        all.sort_unstable_by_key(|(names, _)| *names);
        all.into_iter()
    }
}

/// What a pair of sources shares.
#[derive(Clone, Copy, Default)]
struct Seen {
    right: u32,
    wrong: u32,
    other: u32,
    /// How likely the first copies from the second, and the second from the first.
    from: (f64, f64),
}

impl<'s> Table<'s> {
    fn new(said: &'s [Said]) -> Self {
        let sorted = |names: BTreeSet<&'s str>| names.into_iter().collect::<Vec<_>>();
        let items = sorted(said.iter().map(|s| s.item.as_str()).collect());
        let sources = sorted(said.iter().map(|s| s.source.as_str()).collect());
        let values = sorted(said.iter().map(|s| s.value.as_str()).collect());
        let mut given = vec![BTreeMap::new(); items.len()];
        for s in said {
            let at = |names: &[&str], name: &str| names.binary_search(&name).ok();
            let place = at(&items, &s.item).zip(at(&sources, &s.source)).zip(at(&values, &s.value));
            let Some(((item, source), value)) = place else { continue };
            if let Some(of_item) = given.get_mut(item) {
                of_item.entry(source).or_insert(value);
            }
        }
        let ways = u32::try_from(values.len().saturating_sub(1).clamp(1, WAYS)).map_or(1.0, f64::from);
        Self { items, sources, values, given, ways }
    }

    /// What is held for true and who depends on whom, when nothing changes any more.
    fn settled(&self) -> (Truth, Pairs) {
        let mut pairs = Pairs::new(&self.given);
        let mut truth = self.vote(&vec![1.0 - WRONG; self.sources.len()], &pairs);
        let mut accuracy = self.accuracies(&truth);
        for _ in 0..ROUNDS {
            self.see(&mut pairs, &accuracy, &truth.best);
            let next = self.vote(&accuracy, &pairs);
            accuracy = self.accuracies(&next);
            let is_settled = next.best == truth.best;
            truth = next;
            if is_settled {
                break;
            }
        }
        (truth, pairs)
    }

    /// The value of each item, by the accuracy of those who give it; whoever likely copied counts less.
    fn vote(&self, accuracy: &[f64], pairs: &Pairs) -> Truth {
        let mut truth = Truth { best: Vec::new(), likely: Vec::new() };
        for of_item in &self.given {
            let mut backers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            of_item.iter().for_each(|(source, value)| backers.entry(*value).or_default().push(*source));
            let counts: BTreeMap<usize, f64> =
                backers.iter().map(|(value, by)| (*value, self.count(by, accuracy, pairs))).collect();
            let most = counts.values().copied().fold(f64::MIN, f64::max);
            let all: f64 = counts.values().map(|count| (count - most).exp()).sum();
            let likely: BTreeMap<usize, f64> =
                counts.into_iter().map(|(value, count)| (value, (count - most).exp() / all)).collect();
            let best = likely.iter().max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a))).map(|(value, _)| *value);
            truth.best.push(best.unwrap_or_default());
            truth.likely.push(likely);
        }
        truth
    }

    fn accuracies(&self, truth: &Truth) -> Vec<f64> {
        let mut sums = vec![(0.0, 0.0); self.sources.len()];
        for (of_item, likely) in self.given.iter().zip(&truth.likely) {
            for (source, value) in of_item {
                if let Some((sum, count)) = sums.get_mut(*source) {
                    *sum += likely.get(value).copied().unwrap_or_default();
                    *count += 1.0;
                }
            }
        }
        sums.into_iter().map(|(sum, count): (f64, f64)| (sum / count.max(1.0)).clamp(0.01, 0.99)).collect()
    }

    /// What the pairs share, when these values are the right ones.
    fn see(&self, pairs: &mut Pairs, accuracy: &[f64], best: &[usize]) {
        pairs.seen.fill(Seen::default());
        for ((of_item, best), places) in self.given.iter().zip(best).zip(&pairs.of_item) {
            let values: Vec<usize> = of_item.values().copied().collect();
            let mut places = places.iter();
            for (index, x) in values.iter().enumerate() {
                for (y, place) in values.iter().skip(index + 1).zip(&mut places) {
                    let Some(seen) = pairs.seen.get_mut(*place) else { continue };
                    match (x == y, x == best) {
                        (false, _) => seen.other += 1,
                        (true, true) => seen.right += 1,
                        (true, false) => seen.wrong += 1,
                    }
                }
            }
        }
        let wrong = |source: usize| 1.0 - accuracy.get(source).copied().unwrap_or(1.0 - WRONG);
        for (seen, (a, b)) in pairs.seen.iter_mut().zip(&pairs.names) {
            seen.from = seen.depends(wrong(*a), wrong(*b), self.ways);
        }
    }

    /// The weight of a value: each of those who give it counts by its accuracy, and less for each one before it that it
    /// likely copied. The paper leaves open who comes first among copiers of one mistake; here it is whoever is right most
    /// often, since the original of a group is right at least as often as those who copy it and others.
    fn count(&self, by: &[usize], accuracy: &[f64], pairs: &Pairs) -> f64 {
        let right = |source: usize| accuracy.get(source).copied().unwrap_or(1.0 - WRONG);
        let mut order: Vec<usize> = by.to_vec();
        order.sort_by(|a, b| right(*b).total_cmp(&right(*a)).then(a.cmp(b)));
        let mut sum = 0.0;
        for (index, source) in order.iter().enumerate() {
            let before = order.iter().take(index);
            let alone: f64 = before.map(|other| 1.0 - COPIED * pairs.copies(*source, *other)).product();
            let right = right(*source);
            sum += alone * (self.ways * right / (1.0 - right)).ln();
        }
        sum
    }

    fn told(&self, a: usize, b: usize, seen: &Seen) -> Dependence {
        let name = |source: usize| self.sources.get(source).copied().unwrap_or_default().to_owned();
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Dependence {
            a: name(a),
            b: name(b),
            probability: seen.from.0 + seen.from.1,
            comparable: number(seen.right + seen.wrong + seen.other),
            shared_wrong: number(seen.wrong),
        }
    }
}

impl Seen {
    /// Whether so much is shared that it can be likely.
    fn may_be_likely(&self) -> bool {
        (self.right + self.wrong + self.other) as usize >= COMPARABLE
    }

    /// How likely one of two sources that are wrong so often copies from the other, each way, given what they share
    /// (sections 3 and 4 of the paper).
    fn depends(&self, wrong_a: f64, wrong_b: f64, ways: f64) -> (f64, f64) {
        let (right, wrong) = ((1.0 - wrong_a) * (1.0 - wrong_b), wrong_a * wrong_b / ways);
        // How much likelier what is seen is when the one copies from another that is wrong so often.
        let likelier = |error: f64| {
            let same_right = (1.0 - error).mul_add(COPIED, right * (1.0 - COPIED));
            let same_wrong = error.mul_add(COPIED, wrong * (1.0 - COPIED));
            let log = f64::from(self.right) * (same_right / right).ln()
                + f64::from(self.wrong) * (same_wrong / wrong).ln()
                + f64::from(self.other) * (1.0 - COPIED).ln();
            log.min(600.0).exp() * PRIOR / 2.0
        };
        let (a_from_b, b_from_a) = (likelier(wrong_b), likelier(wrong_a));
        let all = 1.0 - PRIOR + a_from_b + b_from_a;
        (a_from_b / all, b_from_a / all)
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
    fn few_values_are_never_enough() {
        let table: Vec<Said> = (0..COMPARABLE - 1)
            .flat_map(|item| [said(item, "x", "odd"), said(item, "y", "odd"), said(item, "z", "even")])
            .collect();
        assert!(fuse(&table).dependences.iter().all(|d| !d.is_likely()));
    }
}
