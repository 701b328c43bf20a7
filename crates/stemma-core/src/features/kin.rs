//! Words that reports put for each other: "abducted" and "kidnapped", "the plane" and "the aircraft". Unlike synonyms
//! that one word stands for, these are not the same everywhere: a word is kin to several that are not kin to each other.
//!
//! Only what two sentences have apart is looked at, one word of the one for one of the other, and only when they share most
//! of their words. Both are then told with the one word, and all else – who does what to whom, how much, when – is
//! compared as of any two sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};

use super::restated::past_of;
use super::stem::stem;
use super::synonyms::canonical;
use super::{Features, Frame, Operator, Roles};

/// More words apart make no wording of the other.
const MOST_APART: usize = 6;
/// The least share of the shorter sentence's words that both have.
const LEAST_SHARED: (usize, usize) = (2, 5);

/// The groups in which each stem is.
static GROUPS: LazyLock<FxHashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let lines = include_str!("kin/words.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut groups: FxHashMap<String, Vec<u16>> = FxHashMap::default();
    for (group, line) in (0..).zip(lines) {
        for word in line.split(' ') {
            // "Discovered" has another stem than "discover".
            let forms: BTreeSet<String> = [stem(word), stem(&past_of(word))].into_iter().map(canonical).collect();
            forms.into_iter().for_each(|form| groups.entry(form).or_default().push(group));
        }
    }
    groups
});

/// A word that only one of two sentences has.
struct Word<'f> {
    stem: &'f String,
    is_name: bool,
    groups: &'static [u16],
}

impl<'f> Word<'f> {
    fn new(stem: &'f String, is_name: bool) -> Self {
        let groups = if is_name { None } else { GROUPS.get(stem) };
        Self { stem, is_name, groups: groups.map(Vec::as_slice).unwrap_or_default() }
    }

    /// Whether reports put the one for the other.
    fn is_kin(&self, other: &Self) -> bool {
        self.groups.iter().any(|group| other.groups.contains(group)) || are_derived(self.stem, other.stem)
    }
}

/// Nouns for people in some part: where a number and a date are the same, they are the same people. Stems.
const PERSONS: &[&str] = &[
    "passeng",
    "resident",
    "work",
    "worker",
    "employee",
    "visit",
    "custom",
    "patient",
    "pupil",
    "student",
    "guest",
    "tourist",
    "spectator",
    "villag",
    "protest",
    "demonstrator",
    "inhabitant",
    "citizen",
    "vot",
    "fan",
    "travell",
    "civilian",
    "inmat",
    "miner",
    "min",
    "fishermen",
    "soldy",
    "soldi",
    "demonstrat",
    "show",
    "mourner",
    "mourn",
    "commut",
    "mot",
    "walk",
    "hik",
    "climb",
    "swimm",
    "farm",
    "teach",
    "nurs",
    "visitor",
    "supporter",
    "support",
    "evacuee",
    "driv",
];

/// Whether a stem is for people, of whatever part: a bare number in a toll is of them.
pub(crate) fn is_people(stem: &str) -> bool {
    stem == "peopl" || PERSONS.contains(&stem)
}

/// Whether one word is for people, and the other for people of some sort.
fn are_people(one: &str, other: &str) -> bool {
    (one == "peopl" && PERSONS.contains(&other)) || (other == "peopl" && PERSONS.contains(&one))
}

/// Whether both have numbers and dates, and the same.
fn are_counted_alike(a: &Features, b: &Features) -> bool {
    let numbers =
        |of: &Features| -> BTreeSet<_> { of.quantities.iter().map(|amount| (amount.low, amount.high)).collect() };
    !a.quantities.is_empty() && numbers(a) == numbers(b) && !a.dates.is_empty() && a.dates == b.dates
}

/// Endings by which a noun is made of a verb, or an adjective of a noun, as stems have them: "devaluation" of "devalue",
/// "departure" of "depart", "regional" of "region"; "er" is what falls off "answer" and not off "answered".
const ENDINGS: &[&str] = &["at", "er", "al", "anc", "enc", "ur", "ship", "ership"];
/// Fewer letters tell no word.
const LEAST_LETTERS: usize = 4;
/// The same before "y": "recovery" is of "recover", "county" not of "count".
const LEAST_BEFORE_Y: usize = 6;

/// Whether the one is made of the other.
fn are_derived(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_of = |ending: &str| ENDINGS.contains(&ending) || (ending == "y" && short.len() >= LEAST_BEFORE_Y);
    short.len() >= LEAST_LETTERS && long.strip_prefix(short).is_some_and(is_of)
}

/// "Africa" and "African": a name and what is made of it. "Niger" and "Nigerian" are of two.
fn are_of_one_place(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    short.len() > LEAST_LETTERS && short.ends_with('a') && long.strip_prefix(short) == Some("n")
}

/// Whether two sentences of so many words, which share so many, are alike enough to be told with one word for two.
pub(crate) fn are_near(a: usize, b: usize, shared: usize) -> bool {
    let (ours, theirs) = (a - shared, b - shared);
    let is_like = shared * LEAST_SHARED.1 >= a.min(b) * LEAST_SHARED.0;
    ours > 0 && theirs > 0 && ours.min(theirs) <= MOST_APART && shared >= 2 && is_like
}

/// Marks of a word, in order: two words that reports put for each other have one in common. Others may have, too.
pub(crate) fn marks(word: &str) -> Box<[u32]> {
    const OF_A_ROOT: u32 = 1 << 31;
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Box::default();
    }
    let of_root = |root: &str| {
        let mut hasher = FxHasher::default();
        root.hash(&mut hasher);
        // The upper half is as good as any.
        u32::try_from(hasher.finish() >> 32).unwrap_or_default() | OF_A_ROOT
    };
    let endings = ENDINGS.iter().copied().chain(["y", "n", ""]);
    let roots = endings.filter_map(|ending| word.strip_suffix(ending)).filter(|root| root.len() >= LEAST_LETTERS);
    let people = (word == "peopl" || PERSONS.contains(&word)).then(|| of_root("peopl"));
    let groups = GROUPS.get(word).into_iter().flatten().map(|group| u32::from(*group));
    let marks: BTreeSet<u32> = groups.chain(roots.map(of_root)).chain(people).collect();
    marks.into_iter().collect()
}

/// Two sentences told with one word where they have kin words apart; nothing where they have none.
pub(crate) fn told_alike(a: &Features, b: &Features, shared: usize) -> Option<(Features, Features)> {
    if !are_near(a.stems.len(), b.stems.len(), shared) {
        return None;
    }
    let ours = apart(a, b);
    let theirs = if ours.is_empty() { Vec::new() } else { apart(b, a) };
    let meet = |x: &Word<'_>, y: &Word<'_>| {
        if x.is_name || y.is_name {
            are_of_one_place(x.stem, y.stem)
        } else {
            x.is_kin(y) || (are_people(x.stem, y.stem) && are_counted_alike(a, b))
        }
    };
    // The order of the two sentences decides nothing.
    let mut pairs: Vec<(&String, &String)> =
        ours.iter().flat_map(|x| theirs.iter().filter(|y| meet(x, y)).map(|y| (x.stem, y.stem))).collect();
    pairs.sort_by(|(x, y), (v, w)| (x.min(y), x.max(y)).cmp(&(v.min(w), v.max(w))));
    let (mut of_ours, mut of_theirs) = (BTreeMap::new(), BTreeMap::new());
    for (x, y) in pairs {
        if !of_ours.contains_key(x) && !of_theirs.contains_key(y) {
            let one = x.min(y);
            of_ours.insert(x.clone(), one.clone());
            of_theirs.insert(y.clone(), one.clone());
        }
    }
    (!of_ours.is_empty()).then(|| (a.clone().put(&of_ours), b.clone().put(&of_theirs)))
}

/// The words of the one that the other has not.
fn apart<'f>(of: &'f Features, other: &'f Features) -> Vec<Word<'f>> {
    let is_word = |stem: &&String| !stem.starts_with(|c: char| c.is_ascii_digit());
    let is_name = |stem: &String| of.names.contains(stem) || other.names.contains(stem);
    of.stems.difference(&other.stems).filter(is_word).map(|stem| Word::new(stem, is_name(stem))).collect()
}

impl Features {
    /// These features with other words in the place of some.
    fn put(mut self, words: &BTreeMap<String, String>) -> Self {
        let one = |word: &mut String| {
            if let Some(put) = words.get(word) {
                word.clone_from(put);
            }
        };
        let set = |of: &mut BTreeSet<String>| {
            for (word, put) in words {
                if of.remove(word) {
                    of.insert(put.clone());
                }
            }
        };
        [&mut self.stems, &mut self.core, &mut self.names].into_iter().for_each(set);
        [&mut self.attributes, &mut self.narrowing, &mut self.nouns].into_iter().for_each(set);
        self.head.iter_mut().for_each(one);
        let Roles { agent, place, cause, owned, coming, done, doing, .. } = &mut self.roles;
        [agent, place, cause, coming, done, doing].into_iter().for_each(set);
        *owned = std::mem::take(owned)
            .into_iter()
            .map(|(mut owner, mut thing)| {
                one(&mut owner);
                one(&mut thing);
                (owner, thing)
            })
            .collect();
        let Frame { agent, patient, verb, doer, aimed, concern, words: all, links, .. } = &mut self.frame;
        [agent, patient, verb, aimed].into_iter().flatten().for_each(one);
        concern.iter_mut().for_each(|(_, what)| one(what));
        all.iter_mut().for_each(one);
        set(doer);
        links.values_mut().for_each(set);
        let operators = std::mem::take(&mut self.operators);
        let operator = |mut operator: Operator| {
            set(&mut operator.over);
            operator
        };
        self.operators = operators.into_iter().map(operator).collect();
        self.quantities = std::mem::take(&mut self.quantities)
            .into_iter()
            .map(|mut amount| {
                one(&mut amount.unit);
                amount.of.iter_mut().for_each(one);
                amount
            })
            .collect();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enumerations::ClaimKind;
    use crate::identity::{Outcome, compare};

    fn outcome(a: &str, b: &str) -> Outcome {
        let of = |text: &str| Features::of_text(text, ClaimKind::Fact);
        let (found, back) = (compare(&of(a), &of(b)), compare(&of(b), &of(a)));
        assert_eq!(found, back, "{a} / {b}");
        found.1
    }

    #[test]
    fn kin_words_tell_one_claim() {
        for (a, b) in [
            ("Gunmen abducted a nurse in Halm.", "Gunmen kidnapped a nurse in Halm."),
            ("The plane landed on the road in Halm.", "The aircraft landed on the road in Halm."),
            ("Orrin repaired the faulty valve in Halm.", "Orrin fixed the defective valve in Halm."),
            ("The departure of the ferry for Halm angered Orrin.", "That the ferry for Halm departed angered Orrin."),
        ] {
            assert_eq!(outcome(a, b), Outcome::Same, "{a} / {b}");
        }
    }

    #[test]
    fn steps_of_one_affair_are_no_kin() {
        for (a, b) in [
            ("Halm signed the Orrin treaty in Kelso.", "Halm ratified the Orrin treaty in Kelso."),
            ("Orrin suspended its coach in Halm.", "Orrin dismissed its coach in Halm."),
            ("Lena Moor was charged with fraud in Halm.", "Lena Moor was convicted of fraud in Halm."),
            ("Niger sold the mine in Halm to Orrin.", "The Nigerian mine in Halm was bought by Orrin."),
        ] {
            assert_ne!(outcome(a, b), Outcome::Same, "{a} / {b}");
        }
    }

    #[test]
    fn kin_words_have_a_mark_in_common() {
        for (one, other) in [
            ("abduct", "kidnap"),
            ("departur", "depart"),
            ("regional", "region"),
            ("recovery", "recover"),
            ("peopl", "passeng"),
            ("africa", "african"),
        ] {
            let (ours, theirs) = (marks(one), marks(other));
            assert!(ours.iter().any(|mark| theirs.contains(mark)), "{one} / {other}");
        }
        assert!(marks("1,200").is_empty());
        assert!(!marks("harbour").iter().any(|mark| marks("strike").contains(mark)));
    }

    #[test]
    fn no_word_is_kin_to_its_opposite() {
        for (one, other) in [("ris", "fall"), ("win", "los"), ("start", "stop"), ("open", "clos"), ("hid", "find")] {
            let (one, other) = (one.to_owned(), other.to_owned());
            assert!(!Word::new(&one, false).is_kin(&Word::new(&other, false)), "{one} / {other}");
        }
    }
}
