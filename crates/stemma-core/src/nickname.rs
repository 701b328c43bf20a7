//! Short forms of first names: whoever is called by one may be whoever is called by the other.

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

/// Whether the one is a short form of the other: "bill", "william".
pub(crate) fn is_nickname(x: &str, y: &str) -> bool {
    let is_short =
        |full: &str, short: &str| NICKNAMES.iter().any(|(name, shorts)| *name == full && shorts.contains(&short));
    is_short(x, y) || is_short(y, x) || NICKNAMES.iter().any(|(_, shorts)| shorts.contains(&x) && shorts.contains(&y))
}
