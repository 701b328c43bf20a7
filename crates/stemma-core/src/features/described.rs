//! What stands beside a name and tells it from another of the same name: "John Smith, a farmer,", "Cambridge, England,".
//!
//! Two sentences that describe one name in ways that exclude each other may be about two: a doubt, which joins nothing.
//! What only adds to a description is no doubt, and neither is one that stands in one of the two only.

use std::collections::{BTreeMap, BTreeSet};

use super::{Features, stem_of, stems};
use crate::statement::Statement;

/// How a name is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DescribedBy {
    /// By where it is.
    Place,
    /// By what somebody does.
    Role,
}

/// The descriptions of a sentence's names: of each name and each sort the stems.
pub type Described = BTreeMap<(String, DescribedBy), BTreeSet<String>>;

/// How many words describe a name at most.
const LONGEST: usize = 8;

/// The descriptions in a text.
pub(super) fn described(text: &str) -> Described {
    let mut found = Described::new();
    let parts: Vec<&str> = text.split(',').collect();
    for (place, pair) in parts.windows(2).enumerate() {
        let [before, beside] = pair else { continue };
        let is_closed = place + 2 < parts.len() || beside.trim_end().ends_with(['.', '!', '?', '”', '"']);
        let beside = beside.trim().trim_end_matches(['.', '!', '?', '”', '"']);
        let Some(name) = name_at_end(before).filter(|_| is_closed && !beside.is_empty()) else { continue };
        let lead = before.trim_end().strip_suffix(name).unwrap_or_default();
        let next = parts.get(place + 2).map(|part| part.trim_start()).unwrap_or_default();
        let is_list = next.starts_with("and ") || next.starts_with("or ");
        let Some(sort) = sort_of((lead, name), beside).filter(|_| !is_list) else { continue };
        let stems = stems(beside);
        let key = name.split(' ').map(stem_of).collect::<Vec<_>>().join(" ");
        // Of two descriptions of one name in one sentence both hold.
        found.entry((key, sort)).or_default().extend(stems);
    }
    found.retain(|_, stems| !stems.is_empty());
    found
}

/// The same, of the words of a statement: its sentence leaves out what stands beside a name.
pub(super) fn described_in(statement: &Statement) -> Described {
    let with_comma = statement.contents.iter().filter(|content| content.text.contains(','));
    with_comma.flat_map(|content| described(&content.text)).collect()
}

impl Features {
    /// Whether a name in both is described in ways that have no word in common, so that it may be the name of two.
    #[must_use]
    pub fn name_two(&self, other: &Self) -> bool {
        !self.described.is_empty() && !other.described.is_empty() && exclude(&self.described, &other.described)
    }
}

impl Features {
    /// Whether whatever only one of the two names stands beside a name that both describe: "Cambridge, England".
    #[must_use]
    pub fn differs_in_description(&self, other: &Self) -> bool {
        let describes = |of: &Self, other: &Self| {
            let of_both = of.described.iter().filter(|(name, _)| other.described.contains_key(*name));
            let beside: BTreeSet<&String> = of_both.flat_map(|(_, stems)| stems).collect();
            of.names.iter().all(|name| other.stems.contains(name) || beside.contains(name))
        };
        let has_codes_of = |of: &Self, other: &Self| of.codes.is_subset(&other.codes);
        let is_of_codes = has_codes_of(self, other) || has_codes_of(other, self);
        is_of_codes && describes(self, other) && describes(other, self)
    }
}

fn exclude(ours: &Described, theirs: &Described) -> bool {
    ours.iter().any(|(name, stems)| theirs.get(name).is_some_and(|others| stems.is_disjoint(others)))
}

/// Words with a capital that stand before a name at the start of a sentence.
const PREPOSITIONS: &[&str] = &["In", "At", "Near", "From", "To", "The"];

/// The words with a capital that a text ends with.
fn name_at_end(text: &str) -> Option<&str> {
    let mut start = text.len();
    while let Some(word) =
        text.get(..start).and_then(|before| before.trim_end().rsplit([' ', '\n', '“', '"', '(']).next())
    {
        let is_name = !PREPOSITIONS.contains(&word)
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        if !is_name {
            break;
        }
        start = text.get(..start)?.trim_end().len() - word.len();
        if start == 0 {
            break;
        }
    }
    text.get(start..).map(str::trim).filter(|name| !name.is_empty())
}

/// What sort of description this is, if it is one.
fn sort_of((lead, name): (&str, &str), beside: &str) -> Option<DescribedBy> {
    let words: Vec<&str> = beside.split_whitespace().collect();
    if words.len() > LONGEST {
        return None;
    }
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || c == '.');
    let lies = matches!(
        lead.trim_end().rsplit(' ').next(),
        Some("in" | "In" | "at" | "At" | "near" | "Near" | "from" | "to" | "outside")
    );
    let is_place = || lies && words.len() <= 3 && words.iter().all(is_capital) && words.iter().all(is_word);
    let names = name.split(' ').count();
    let is_role = || {
        (2..=3).contains(&names)
            && matches!(words.first(), Some(&"a" | &"an" | &"the"))
            && head(&words).is_some_and(is_of_a_person)
    };
    if is_role() { Some(DescribedBy::Role) } else { is_place().then_some(DescribedBy::Place) }
}

/// The noun that a description turns on: the last word before "of", "at", "who" and the like.
fn head<'w>(words: &[&'w str]) -> Option<&'w str> {
    let ends =
        |word: &&str| matches!(*word, "of" | "at" | "in" | "for" | "from" | "who" | "whose" | "with" | "on" | "and");
    let end = words.iter().position(ends).unwrap_or(words.len());
    words.get(..end)?.last().copied().filter(|word| word.chars().next().is_some_and(char::is_lowercase))
}

/// Nouns for one person that do not end like one.
const PEOPLE: &str = "chief chair president head judge mayor minister king queen prince princess student resident priest bishop \
    vicar clerk nurse chemist cook coach pilot guard spokesperson general colonel captain poet athlete architect secretary \
    deputy delegate witness detective executive";
/// Nouns that end like one for a person, and are of firms and things.
const FIRMS: &str = "supplier manufacturer developer provider producer partner retailer carrier lender insurer contractor \
    distributor publisher newspaper broker number member leader customer river operator competitor vendor builder harbor \
    sector reactor tower center paper order employer";

/// Whether a noun is what one person is, and no firm.
fn is_of_a_person(noun: &str) -> bool {
    let is_one_of = |list: &str| list.split(' ').any(|one| one == noun);
    let ends = ["er", "or", "ist", "ian", "man", "woman", "ant", "eer"];
    let is_doer = noun.len() > 4 && ends.iter().any(|end| noun.ends_with(end)) && !noun.ends_with("maker");
    is_one_of(PEOPLE) || is_doer && !is_one_of(FIRMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_two(a: &str, b: &str) -> bool {
        exclude(&described(a), &described(b))
    }

    #[test]
    fn names_that_are_described_as_two_are_told_apart() {
        for (a, b) in [
            ("John Smith, a farmer, has sold the mill.", "John Smith, the minister, has sold the mill."),
            ("The ward in Cambridge, Massachusetts, closed.", "The ward in Cambridge, England, closed."),
            ("The mill was sold by John Smith, a farmer.", "The mill was sold by John Smith, the minister of works."),
            ("It closed in Halm, North Orrin.", "It closed in Halm, Sund."),
        ] {
            assert!(are_two(a, b) && are_two(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn what_only_adds_to_a_description_or_is_none_tells_nobody_apart() {
        for (a, b) in [
            ("John Smith, a farmer, has sold the mill.", "John Smith has sold the mill."),
            ("John Smith, a farmer, has sold the mill.", "John Smith, a farmer from Halm, has sold the mill."),
            ("The ward in Cambridge, Massachusetts, closed.", "The ward in Cambridge, closed since May, is old."),
            (
                "Orrin Foundry, a maker of bells, has sold it.",
                "Orrin Foundry, the largest employer of Halm, has sold it.",
            ),
            ("Tolvan, a chipmaker, rose.", "Tolvan, the supplier of Veyra, rose."),
            ("Ada Moor, who leads it, left.", "Ada Moor, 52, left."),
            ("In Halm, Orrin sells bells.", "In Halm, Veyra sells bells."),
            ("Ada Moor, the chief engineer of Halm, left.", "Ada Moor, an engineer, left."),
            ("It restricts Halm Bank, Orrin Bank, and others.", "It restricts Halm Bank, Sund Bank, and others."),
            ("", ",,,"),
        ] {
            assert!(!are_two(a, b), "{a} / {b}");
        }
    }
}
