//! How many it is said of: none and some, one alone and several, all and not all.

use std::collections::BTreeSet;

use super::{Between, Found, SAME_SUBJECT, Worded};
use crate::enumerations::ContradictionKind;
use crate::features::Features;
use crate::identity::dates_conflict;
use crate::statement::Decimal;

/// Stems beside which a number says how many are in something.
const CARRYING: &[&str] = &["carry", "when", "aboard", "board", "fill", "with"];
/// Stems by which somebody is said to be the one of a sort.
const SOLE: &[&str] = &["only", "sol", "lon"];
/// Nouns for the sort of which somebody is the one.
const SORTS: &[&str] =
    &["firm", "person", "country", "woman", "man", "plac", "supplier", "supply", "mak", "produc", "manufactur", "on"];
/// Stems by which others are said to do the same.
const ALSO: &[&str] = &["both", "also", "too", "all"];
/// Stems by which some are said to have been against something.
const AGAINST: &[&str] = &["against", "vot", "oppos", "when"];

impl Between<'_> {
    /// Whether the two say it of extents that exclude each other.
    pub(super) fn as_extents(&self) -> Found {
        if !dates_conflict(&self.a.features.dates, &self.b.features.dates) && self.are_two_owners() {
            return Some((ContradictionKind::Exclusive, "the whole is of one, and a part of another"));
        }
        if self.like < LEAST || dates_conflict(&self.a.features.dates, &self.b.features.dates) {
            return None;
        }
        let sides = [(self.a, &self.ours, self.b, &self.theirs), (self.b, &self.theirs, self.a, &self.ours)];
        sides
            .into_iter()
            .find_map(|(_, ours, other, theirs)| {
                let found = |is: bool, reason| is.then_some((ContradictionKind::Exclusive, reason));
                found(is_empty(ours, other, theirs), "the one says that it was empty, the other how many were in it")
                    .or_else(|| {
                        found(is_unanimous(ours, other, theirs), "the one says it of all, the other how many were not")
                    })
                    .or_else(|| found(is_sole(ours, other, theirs), "the one names one alone, the other several"))
                    .or_else(|| found(is_joined(ours, other, theirs), "the one names one alone, the other two"))
            })
            .or_else(|| {
                self.are_other_parts()
                    .then_some((ContradictionKind::Quantity, "of one whole, two parts that exclude each other"))
            })
    }
}

/// Words that only say how large a part is meant. Stems.
const SHARING: &[&str] = &[
    "most", "majority", "all", "every", "each", "only", "half", "third", "quart", "fifth", "sixth", "eighth", "tenth",
    "minority", "few", "just", "as", "member", "%",
];

impl Between<'_> {
    /// "The fund owns the whole of the railway", "the state owns 49 percent of the railway".
    fn are_two_owners(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let owns =
            |of: &Features| of.frame.verb.as_ref().is_some_and(|verb| matches!(verb.as_str(), "own" | "carry" | "hav"));
        let is_share = |of: &Features, whole: bool| {
            let mut shares = of.quantities.iter().filter(|amount| amount.unit == "%").filter_map(|amount| amount.low);
            shares.any(|share| (share.to_f64() >= 100.0) == whole && share.to_f64() > 0.0)
        };
        let has_whole = |of: &Worded| {
            ["whol", "entir", "sol", "full"].iter().any(|word| of.words.contains(*word)) || is_share(&of.features, true)
        };
        let is_part = |of: &Worded| is_share(&of.features, false);
        let (p, q) = (&x.frame.agent, &y.frame.agent);
        let are_two = p.is_some() && q.is_some() && p != q;
        let is_one_thing =
            self.shared().any(|word| x.names.contains(word) && !x.counted.contains(word) && p.as_deref() != Some(word));
        let is_one_side = (has_whole(self.a) && is_part(self.b)) || (has_whole(self.b) && is_part(self.a));
        owns(x) && owns(y) && are_two && is_one_thing && is_one_side
    }

    /// "Most of the passengers", "fewer than a fifth of the passengers"; "all pupils", "only half of the pupils".
    fn are_other_parts(&self) -> bool {
        let says_part = |word: &&str| SHARING.contains(word);
        if !self.ours.iter().all(says_part) || !self.theirs.iter().all(says_part) {
            return false;
        }
        let (Some(x), Some(y)) = (share(self.a), share(self.b)) else { return false };
        let is_below = |x: &Share, y: &Share| {
            // "A third" and "33.3 percent" are one.
            x.most.0 + 1.0 < y.least.0 || (x.most.0 <= y.least.0 && (x.most.1 || y.least.1))
        };
        is_below(&x, &y) || is_below(&y, &x)
    }
}

/// Of how much of something it is said, in percent: each end with whether it is left out itself.
struct Share {
    least: (f64, bool),
    most: (f64, bool),
}

/// What a sentence says it of: of all, of most, or of one share.
fn share(of: &Worded) -> Option<Share> {
    let has = |word: &str| of.words.contains(word);
    let mut shares = of.features.quantities.iter().filter(|amount| amount.unit == "%");
    match (shares.next(), shares.next()) {
        (Some(one), None) => {
            let end = |number: Option<Decimal>, open: f64| (number.map_or(open, Decimal::to_f64), one.open);
            Some(Share { least: end(one.low, 0.0), most: end(one.high, 100.0) })
        }
        (None, _) if has("most") || has("majority") => Some(Share { least: (50.0, true), most: (100.0, false) }),
        (None, _) if has("all") || has("every") => Some(Share { least: (100.0, false), most: (100.0, false) }),
        _ => None,
    }
}

/// "Only the captain survived", "the captain and the cook survived".
fn is_joined(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let joins = other.features.frame.agent.is_none() && other.features.frame.verb.is_some();
    let is_another = |word: &&str| other.features.nouns.contains(*word) || other.features.names.contains(*word);
    ours.iter().copied().eq(["only"]) && theirs.len() == 1 && joins && theirs.iter().all(is_another)
}

/// Likeness from which two sentences with other extents are of one thing.
const LEAST: f64 = SAME_SUBJECT - 0.05;

/// Stems of what is counted, and how many.
fn counted(of: &Worded) -> BTreeSet<String> {
    let some = of.features.quantities.iter().filter(|amount| amount.low.is_some_and(|low| low.to_f64() > 0.0));
    some.flat_map(|amount| std::iter::once(&amount.unit).chain(&amount.of)).cloned().collect()
}

/// "The bus was empty", "the bus was carrying 23 pupils".
fn is_empty(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let units = counted(other);
    let is_told = |word: &&str| CARRYING.contains(word) || units.contains(*word);
    // "Three people were in the house".
    let are_inside = !theirs.is_empty() && theirs.iter().all(|word| units.contains(*word));
    let is_said = theirs.contains("carry") || are_inside;
    ours.iter().copied().eq(["empty"]) && is_said && !units.is_empty() && theirs.iter().all(is_told)
}

/// "Approved it unanimously", "four councillors voted against it".
fn is_unanimous(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let units = counted(other);
    let is_told = |word: &&str| AGAINST.contains(word) || units.contains(*word);
    // "All of the jury voted for it", "two of the jury voted against it".
    let is_all =
        ours.iter().copied().eq(["unanimous"]) || (ours.iter().copied().eq(["all"]) && other.words.contains("vot"));
    is_all && theirs.contains("against") && !units.is_empty() && theirs.iter().all(is_told)
}

/// "Zantek is the only firm that makes it", "Zantek and Polypharm both make it".
fn is_sole(ours: &BTreeSet<&str>, other: &Worded, theirs: &BTreeSet<&str>) -> bool {
    let is_alone = ours.iter().any(|word| SOLE.contains(word))
        && ours.iter().all(|word| SOLE.contains(word) || SORTS.contains(word));
    let is_named = |word: &&str| other.features.names.contains(*word);
    let names_others = theirs.iter().any(is_named) && theirs.iter().any(|word| ALSO.contains(word));
    is_alone && names_others && theirs.iter().all(|word| is_named(word) || ALSO.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::opposed;
    use super::*;
    use crate::date::PartialDate;
    use crate::enumerations::ClaimKind;
    use crate::statement::{Decimal, Quantity};

    /// A sentence with its numbers: each as it stands, its value and its unit.
    fn worded(text: &str, numbers: &[(&str, &str, &str)]) -> Worded {
        let mut features = Features::of_text(text, ClaimKind::Fact);
        features.quantities = numbers
            .iter()
            .map(|(written, value, unit)| {
                let at = text.find(written).expect("the number stands in the text");
                let span = crate::span::Span::new(at, at + written.len());
                let quote = crate::span::Quote::at(text, span).expect("the span is in the text");
                let value = Decimal::parse(value);
                let quantity =
                    Quantity { quote, low: value, high: value, unit: (*unit).to_owned(), approximate: false };
                crate::features::Amount::of(text, &quantity)
            })
            .collect();
        features.counted.extend(numbers.iter().filter(|(.., unit)| *unit == "%").map(|_| "percent".to_owned()));
        Worded::sentence(features)
    }

    fn found(a: &Worded, b: &Worded) -> Option<ContradictionKind> {
        let (there, back) = (opposed(a, b), opposed(b, a));
        assert_eq!(there, back);
        there.map(|(kind, _)| kind)
    }

    #[test]
    fn what_was_empty_had_nobody_in_it() {
        let empty = worded("The bus of the Orrin school in Halm was empty.", &[]);
        let full = worded("The bus of the Orrin school in Halm was carrying 23 pupils.", &[("23", "23", "pupils")]);
        assert_eq!(found(&empty, &full), Some(ContradictionKind::Exclusive));
        let none = worded("The bus of the Orrin school in Halm was carrying coal.", &[]);
        assert_eq!(found(&empty, &none), None);
    }

    #[test]
    fn what_all_did_nobody_was_against() {
        let all = worded("The council of Halm approved the Orrin plan unanimously.", &[]);
        let against = worded(
            "Four councillors voted against the Orrin plan when the council of Halm approved it.",
            &[("Four", "4", "councillors")],
        );
        assert_eq!(found(&all, &against), Some(ContradictionKind::Exclusive));
        let spoke = worded(
            "Four councillors spoke on the Orrin plan when the council of Halm approved it.",
            &[("Four", "4", "councillors")],
        );
        assert_eq!(found(&all, &spoke), None);
    }

    #[test]
    fn who_is_the_only_one_has_none_beside() {
        let sole = worded("Zantek is the only firm that makes the drug Lumexa.", &[]);
        let both = worded("Zantek and Polypharm both make the drug Lumexa.", &[]);
        assert_eq!(found(&sole, &both), Some(ContradictionKind::Exclusive));
        let other = worded("Zantek and Polypharm both make the drug Corvex.", &[]);
        assert_eq!(found(&sole, &other), None);
        let only = worded("Only the captain of the Astra survived.", &[]);
        let two = worded("The captain and the cook of the Astra survived.", &[]);
        assert_eq!(found(&only, &two), Some(ContradictionKind::Exclusive));
    }

    #[test]
    fn of_one_whole_two_parts_may_exclude_each_other() {
        let most = worded("Most of the voters in Halm stayed at home.", &[]);
        let few = worded("20 percent of the voters in Halm stayed at home.", &[("20 percent", "20", "%")]);
        assert_eq!(found(&most, &few), Some(ContradictionKind::Quantity));
        let many = worded("80 percent of the voters in Halm stayed at home.", &[("80 percent", "80", "%")]);
        assert_eq!(found(&most, &many), None);
        let all = worded("All of the voters in Halm stayed at home.", &[]);
        assert_eq!(found(&most, &all), None);
        assert_eq!(found(&all, &many), Some(ContradictionKind::Quantity));
        let elsewhere = worded("20 percent of the voters in Kelso stayed at home.", &[("20 percent", "20", "%")]);
        assert_eq!(found(&most, &elsewhere), None);
    }

    #[test]
    fn the_whole_is_of_one() {
        let whole = worded("The fund Carna owns the whole of the Morvarail.", &[]);
        let part = worded("The state owns 49 percent of the Morvarail.", &[("49 percent", "49", "%")]);
        assert_eq!(found(&whole, &part), Some(ContradictionKind::Exclusive));
        let other = worded("The state owns 49 percent of the Kessiarail.", &[("49 percent", "49", "%")]);
        assert_eq!(found(&whole, &other), None);
    }

    #[test]
    fn other_times_exclude_nothing() {
        let mut empty = worded("The bus of the Orrin school in Halm was empty.", &[]);
        let mut full = worded("The bus of the Orrin school in Halm was carrying 23 pupils.", &[("23", "23", "pupils")]);
        let dated = |of: &mut Worded, date: &str| {
            assert!(PartialDate::parse(date).is_some());
            let mut features = (*of.features).clone();
            features.dates = std::iter::once(date.to_owned()).collect();
            of.features = features.into();
        };
        dated(&mut empty, "2025-05-03");
        dated(&mut full, "2025-06-07");
        assert!(found(&empty, &full).is_none_or(ContradictionKind::is_compatible));
    }
}
