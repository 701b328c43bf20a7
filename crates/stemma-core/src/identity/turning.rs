//! Words that turn round what they are put to, where only one of two sentences has them.

use std::collections::BTreeSet;

use crate::features::Features;

/// Stems of verbs that turn round what they are put to: who "stopped shipping" does not ship.
const TURNING: &[&str] = &[
    "stop",
    "avoid",
    "cancel",
    "prevent",
    "halt",
    "abandon",
    "postpon",
    "suspend",
    "ceas",
    "abort",
    "averted",
    "avert",
    "deny",
    "reject",
    "doubt",
    "rul",
    "forbid",
    "ban",
    "prohibit",
    "withdraw",
    "revok",
    "retract",
    "lack",
    "refus",
    "alleg",
    "equivalent",
    "pretend",
    "lift",
    "repeal",
    "abolish",
    "scrap",
    "eas",
    "delay",
    "overturn",
    "revers",
    "undo",
    // "Was mortally stabbed", "was stabbed".
    "mort",
];

/// Whether the one has such a word, and the other none.
pub(super) fn turns_round(a: &Features, b: &Features) -> bool {
    // "Opposes lifting the ban", "opposes the ban": that both speak of a ban turns nothing.
    let turns = |of: &BTreeSet<String>, other: &Features| {
        of.iter().any(|stem| TURNING.contains(&stem.as_str()) && !other.stems.contains(stem))
    };
    turns(&a.core, b) && !turns(&b.stems, a)
}
