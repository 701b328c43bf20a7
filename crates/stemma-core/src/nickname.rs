//! Short forms of first names: whoever is called by one may be whoever is called by the other.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// First names and what they are shortened to.
const NICKNAMES: &[(&str, &[&str])] = &[
    ("william", &["bill", "will", "billy", "liam"]),
    ("robert", &["bob", "rob", "bobby", "robbie"]),
    ("richard", &["dick", "rick", "rich"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("john", &["jack", "johnny", "jon"]),
    ("joseph", &["joe", "joey"]),
    ("thomas", &["tom", "tommy"]),
    ("michael", &["mike", "mick", "mickey"]),
    ("david", &["dave", "davy"]),
    ("daniel", &["dan", "danny"]),
    ("edward", &["ed", "eddie", "ted", "ned"]),
    ("charles", &["charlie", "chuck"]),
    ("anthony", &["tony"]),
    ("andrew", &["andy", "drew"]),
    ("alexander", &["alex", "sasha", "sandy"]),
    ("nicholas", &["nick"]),
    ("christopher", &["chris"]),
    ("matthew", &["matt"]),
    ("benjamin", &["ben"]),
    ("samuel", &["sam"]),
    ("peter", &["pete"]),
    ("stephen", &["steve"]),
    ("steven", &["steve"]),
    ("gregory", &["greg"]),
    ("kenneth", &["ken"]),
    ("lawrence", &["larry"]),
    ("timothy", &["tim"]),
    ("ronald", &["ron"]),
    ("donald", &["don"]),
    ("elizabeth", &["liz", "beth", "betty", "eliza", "lisa"]),
    ("margaret", &["maggie", "meg", "peggy"]),
    ("katherine", &["kate", "kathy", "katie"]),
    ("catherine", &["kate", "cathy", "katie"]),
    ("susan", &["sue", "susie"]),
    ("deborah", &["debbie", "deb"]),
    ("jennifer", &["jen", "jenny"]),
    ("patricia", &["pat", "patty"]),
    ("barbara", &["barb"]),
    ("rebecca", &["becky"]),
    ("victoria", &["vicky"]),
    ("mikhail", &["misha"]),
    ("dmitry", &["dima"]),
    ("jose", &["pepe"]),
    ("francisco", &["paco"]),
];

/// For each word that is a first name, or a short form of one, a bit for each first name that it is one of.
static FORMS: LazyLock<FxHashMap<&str, u64>> = LazyLock::new(|| {
    let mut forms = FxHashMap::default();
    for ((name, shorts), place) in NICKNAMES.iter().zip(0..) {
        std::iter::once(name).chain(*shorts).for_each(|form| *forms.entry(*form).or_default() |= 1 << place);
    }
    forms
});

/// A bit for each first name that a word is, or is a short form of.
pub(crate) fn first_names(word: &str) -> u64 {
    FORMS.get(word).copied().unwrap_or_default()
}

/// Whether the one of two words is a short form of the other, or both are of one name: "bill", "william".
pub(crate) fn is_nickname(x: &str, y: &str) -> bool {
    first_names(x) & first_names(y) != 0
}

const _: () = assert!(NICKNAMES.len() <= 64, "each first name has a bit");
