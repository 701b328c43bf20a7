//! Whose what a sentence opens with may be, where it names nobody: "the plant" is some firm's, "the river" is nobody's.

/// Premises and people that a firm has. What it makes is spoken of by others, too, who test or sell it.
const THINGS: &[&str] = &[
    "bakery",
    "branch",
    "brewery",
    "crew",
    "customers",
    "dairy",
    "depot",
    "employees",
    "facility",
    "facilities",
    "factory",
    "factories",
    "farm",
    "ferry",
    "fleet",
    "foundry",
    "headquarters",
    "hotel",
    "management",
    "mill",
    "mine",
    "pipeline",
    "plant",
    "plants",
    "quarry",
    "refinery",
    "restaurant",
    "shop",
    "shops",
    "site",
    "smelter",
    "staff",
    "store",
    "stores",
    "terminal",
    "warehouse",
    "workers",
    "workforce",
    "works",
    "workshop",
    "yard",
];
/// What is everybody's, and bodies that are nobody's plant.
const PUBLIC: &[&str] = &[
    "agency",
    "army",
    "authorities",
    "authority",
    "bay",
    "bridge",
    "chancellor",
    "city",
    "coast",
    "commission",
    "committee",
    "council",
    "country",
    "county",
    "court",
    "earthquake",
    "economy",
    "election",
    "fire",
    "flood",
    "forest",
    "government",
    "harbour",
    "island",
    "judge",
    "lake",
    "law",
    "mayor",
    "minister",
    "ministry",
    "parliament",
    "police",
    "president",
    "region",
    "regulator",
    "river",
    "road",
    "sea",
    "state",
    "storm",
    "strike",
    "town",
    "union",
    "university",
    "valley",
    "village",
    "weather",
    "world",
];
/// How far behind "the" such a thing is looked for: "the old bottling plant".
const FAR: usize = 4;

/// What a sentence opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// A thing that firms have, and it does not say whose: "the plant".
    Thing,
    /// What is everybody's, or somebody's whom it names: "the river", "the plant of Corva".
    OfOthers,
    /// Anything else.
    Other,
}

impl Told {
    pub(super) fn of(text: &str) -> Self {
        let lower = text.trim_start_matches(['“', '"', '‘']).to_lowercase();
        let Some(rest) = lower.strip_prefix("the ") else { return Self::Other };
        let words = || rest.split(' ').take(FAR).map(|word| word.trim_end_matches([',', '.']));
        let is_owned = words().any(|word| word.ends_with("'s") || word.ends_with("’s"));
        let thing = words().position(|word| THINGS.contains(&word));
        let behind = |noun: usize| rest.split(' ').nth(noun + 1);
        let is_of = |noun: usize| behind(noun) == Some("of");
        match thing {
            _ if is_owned => Self::OfOthers,
            Some(noun) if is_of(noun) => Self::OfOthers,
            Some(noun) if behind(noun).is_none_or(ends_a_subject) => Self::Thing,
            Some(_) => Self::Other,
            None if words().any(|word| PUBLIC.contains(&word)) => Self::OfOthers,
            None => Self::Other,
        }
    }
}

/// Whether the noun before a word is what the sentence is about, and no part of another: "the plant is", not "the plant manager".
fn ends_a_subject(word: &str) -> bool {
    const SMALL: &[&str] = &[
        "at", "can", "cannot", "could", "did", "does", "had", "has", "have", "in", "may", "near", "now", "on", "that",
        "which", "will", "with", "would", "are", "were", "is", "was", "also", "never", "still", "must", "ran", "cut",
        "kept", "made",
    ];
    let word = word.trim_end_matches([',', '.']);
    SMALL.contains(&word) || word.ends_with('s') || word.ends_with("ed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_that_firms_have_opens_a_sentence() {
        for text in ["The plant employs 90.", "The old bottling plant is fast.", "“The Halden mill is clean."] {
            assert_eq!(Told::of(text), Told::Thing, "{text}");
        }
        for text in ["The river rose.", "The plant of Corva leaks.", "The town's plant leaks."] {
            assert_eq!(Told::of(text), Told::OfOthers, "{text}");
        }
        for text in [
            "Plants leak.",
            "The plant manager left.",
            "The 940C chip draws 310 watts.",
            "The butter is the best in the north.",
        ] {
            assert_eq!(Told::of(text), Told::Other, "{text}");
        }
    }
}
