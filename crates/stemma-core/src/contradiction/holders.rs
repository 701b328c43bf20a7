//! Places that one thing alone holds: the highest mountain of a country, where something was found, under whose flag a ship
//! sails – and of two, the one that is more than the other.

use std::collections::BTreeSet;

use super::{Between, Found};
use crate::enumerations::ContradictionKind;
use crate::features::{Features, Link, Tense};
use crate::identity::dates_conflict;

/// Words in "est" that are no superlatives. Stems.
const NO_RANKS: &[&str] = &[
    "forest",
    "protest",
    "interest",
    "request",
    "arrest",
    "harvest",
    "contest",
    "honest",
    "modest",
    "suggest",
    "digest",
    "latest",
    "midwest",
    "conquest",
    "manifest",
    "invest",
    "northwest",
    "southwest",
    "bequest",
    "budapest",
    "everest",
    "earnest",
    "tempest",
    "priest",
    "wrest",
    "unrest",
];
/// What is in one place, or is so to one thing. Stems.
const KEPT: &[&str] = &["regist", "register", "flag", "headquart", "headquarter", "born", "bury", "bas"];
/// What happens to one thing in one place, at one time. Stems.
const ONCE_HELD: &[&str] = &["find", "crash", "land", "moor", "anchor"];
/// Nouns for places that a name says more exactly. Stems.
const PLACES: &[&str] = &[
    "cellar",
    "bas",
    "flat",
    "apartment",
    "hous",
    "sea",
    "lak",
    "riv",
    "field",
    "hotel",
    "forest",
    "garden",
    "station",
    "villag",
    "town",
    "city",
    "port",
    "harbour",
    "mountain",
    "street",
    "road",
    "park",
    "off",
    "near",
    "coast",
    "wood",
    "valley",
    "bay",
    "suburb",
    "district",
    "island",
    "garag",
    "barn",
    "farm",
    "church",
    "museum",
    "airport",
    "quarry",
    "outsid",
    "region",
    "castl",
    "hospit",
    "hospital",
    "ditch",
    "canal",
    "beach",
    "cav",
    "warehous",
    "shop",
    "bank",
];

impl Between<'_> {
    /// Whether the two name two for what one alone is, or has.
    pub(super) fn as_holders(&self) -> Found {
        let exclusive = |is: bool, reason| is.then_some((ContradictionKind::Exclusive, reason));
        exclusive(self.are_two_of_one_rank(), "of one rank, two holders")
            .or_else(|| exclusive(self.are_each_more(), "of two, each is more than the other"))
            .or_else(|| exclusive(self.are_two_places_of_one(), "one thing, two places"))
    }

    /// Whether these words are all names, and a few.
    fn are_names(words: &BTreeSet<&str>, of: &Features) -> bool {
        (1..=3).contains(&words.len())
            && words.iter().all(|word| of.names.contains(*word) && !of.counted.contains(*word))
    }

    /// "Mount Sarek is the highest mountain in Ovland", "the highest mountain in Ovland is Mount Kebnik".
    fn are_two_of_one_rank(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_superlative = |word: &str| word.len() > 5 && word.ends_with("est") && !NO_RANKS.contains(&word);
        let is_ranked = self.shared().any(is_superlative);
        let says_what_is = |of: &Features| of.tense == Tense::Present && of.frame.verb.is_none();
        let is_second = |of: &Features| of.operators.iter().any(|operator| operator.class == "ranked");
        // "The highest in Ovland", "the highest in Norland" are of two.
        let (p, q) = (&x.roles.place, &y.roles.place);
        let is_in_place =
            |words: &BTreeSet<&str>, place: &BTreeSet<String>| words.iter().any(|word| place.contains(*word));
        let is_of_one = p == q && !is_in_place(&self.ours, p) && !is_in_place(&self.theirs, q);
        let is_told_where = !p.is_empty()
            || (self.ours.len() == 1 && self.theirs.len() == 1 && self.shared().any(|word| x.names.contains(word)));
        is_ranked
            && is_of_one
            && is_told_where
            && says_what_is(x)
            && says_what_is(y)
            && !is_second(x)
            && !is_second(y)
            && self.shared().count() >= 3
            && Self::are_names(&self.ours, x)
            && Self::are_names(&self.theirs, y)
    }

    /// "Morvia grew more wheat than Kessia", "Kessia grew more wheat than Morvia".
    fn are_each_more(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_than = |of: &Features, head: &Option<String>| {
            let than = of.frame.links.get(&Link::Than);
            head.as_ref().is_some_and(|head| than.is_some_and(|than| than.contains(head)))
        };
        let is_one_verb = x.frame.verb.is_some() && x.frame.verb == y.frame.verb;
        let is_one_time = !x.dates.is_empty() && x.dates == y.dates;
        is_one_verb
            && is_one_time
            && self.ours.is_empty()
            && self.theirs.is_empty()
            && is_than(x, &y.frame.agent)
            && is_than(y, &x.frame.agent)
    }

    /// "Was found in a cellar in Graz", "was found in the sea off Trieste"; "sailed under the flag of Malta".
    fn are_two_places_of_one(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        let is_one_time = !x.dates.is_empty() && x.dates == y.dates;
        let is_kept = self.shared().any(|word| KEPT.contains(&word) || (is_one_time && ONCE_HELD.contains(&word)));
        let has_place = |words: &BTreeSet<&str>, of: &Features| {
            let is_named = |word: &&str| of.names.contains(*word) && !of.counted.contains(*word);
            let names = words.iter().filter(|word| is_named(word)).count();
            let others = words.iter().filter(|word| !is_named(word) && !PLACES.contains(word)).count();
            (1..=2).contains(&names) && others == 0
        };
        // The finder, and what was found, are one.
        let is_filled = |words: &BTreeSet<&str>, of: &Features| {
            let heads = [&of.frame.agent, &of.frame.patient];
            !heads.into_iter().flatten().any(|head| words.contains(head.as_str())) && !is_of_agent(words, of)
        };
        let is_one = x.frame.agent == y.frame.agent && x.frame.patient == y.frame.patient;
        is_kept
            && is_one
            && !dates_conflict(&x.dates, &y.dates)
            && self.shared().count() >= 3
            && has_place(&self.ours, x)
            && has_place(&self.theirs, y)
            && is_filled(&self.ours, x)
            && is_filled(&self.theirs, y)
    }
}

/// Whether one of these words is of whoever does it: "was found by Otto Lang".
fn is_of_agent(words: &BTreeSet<&str>, of: &Features) -> bool {
    words.iter().any(|word| of.roles.agent.contains(*word) || of.frame.doer.contains(*word))
}

#[cfg(test)]
mod tests {
    use super::super::trying::are_opposed;

    #[test]
    fn what_one_alone_is_no_other_is() {
        for (a, b) in [
            ("Mount Sarek is the highest peak in Halm.", "The highest peak in Halm is Mount Orrin."),
            ("The ship Moor is registered in Panama.", "The ship Moor is registered in Malta."),
            ("The poet of Halm is buried in a garden in Graz.", "The poet of Halm is buried in a field near Kelso."),
        ] {
            assert!(are_opposed(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn what_several_may_be_excludes_nothing() {
        for (a, b) in [
            ("Mount Sarek is one of the highest peaks in Halm.", "Mount Orrin is one of the highest peaks in Halm."),
            ("Sarek is the highest peak in Halm by far.", "Orrin is the highest peak in Sund by far."),
            ("The cup of Halm was found by Ada Moor in May.", "The cup of Halm was found by Otto Lang in May."),
            ("A lorry of Moor was seen in Graz.", "A lorry of Moor was seen in Kelso."),
        ] {
            assert!(!are_opposed(a, b), "{a} / {b}");
        }
    }
}
