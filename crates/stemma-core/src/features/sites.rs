//! In what it is: the noun behind "in", "at" or "near", with the words that say which of them it is. What is in "the Melk harbour
//! museum" is in no harbour.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::CUTS;
use super::roles::ARTICLES;
use super::stem::is_past;
use super::stem_of;
use super::words::Token;

/// The nouns behind prepositions of place, each with the nouns before it, in lower case; names say not what they name.
pub(super) fn sites(tokens: &[Token<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| is_place(&token.lower)) {
        let from = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|next| ARTICLES.contains(&next.lower.as_str())));
        let behind = tokens.get(from..).unwrap_or_default();
        let ends = |(at, token): (usize, &Token<'_>)| {
            (at > 0 && (token.after_stop || token.is_stop()))
                || (CUTS.contains(&token.lower.as_str()) || ARTICLES.contains(&token.lower.as_str()))
                || token.is_number()
                || is_past(&token.lower)
        };
        let end = behind.iter().enumerate().position(ends).unwrap_or(behind.len());
        let phrase = behind.get(..end).unwrap_or_default();
        if let Some((head, before)) = phrase.split_last().filter(|(head, _)| !head.is_capital() && !head.is_stop()) {
            let which = before.iter().filter(|token| !token.is_stop() && !token.is_capital());
            let which = which.map(|token| token.lower.clone());
            found.entry(head.lower.clone()).or_insert_with(BTreeSet::new).extend(which);
        }
    }
    found
}

fn is_place(word: &str) -> bool {
    matches!(word, "in" | "at" | "near" | "inside" | "outside" | "into")
}

/// Whether the one is in what only says by the other in which thing it is: "in the harbour of Melk", "in the Melk harbour
/// museum". `has` tells the stems of the one.
pub(crate) fn is_elsewhere(
    ours: &BTreeMap<String, BTreeSet<String>>,
    theirs: &BTreeMap<String, BTreeSet<String>>,
    has: impl Fn(&str) -> bool,
) -> bool {
    let is_of_ours =
        |which: &BTreeSet<String>| which.iter().any(|noun| ours.contains_key(noun) && !theirs.contains_key(noun));
    theirs.iter().any(|(noun, which)| is_of_ours(which) && !has(&stem_of(noun)))
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    #[test]
    fn what_is_in_a_thing_named_for_another_is_elsewhere() {
        let elsewhere = |a: &str, b: &str| {
            let [a, b] = [a, b].map(tokens);
            let has = |noun: &str| a.iter().any(|token| token.stem() == noun);
            is_elsewhere(&sites(&a), &sites(&b), has)
        };
        assert!(elsewhere(
            "The fire in the harbour of Melk killed a man.",
            "The fire in the Melk harbour museum killed a man."
        ));
        assert!(!elsewhere("The fire in the harbour of Melk killed a man.", "The fire in Melk harbour killed a man."));
        assert!(!elsewhere("A bomb exploded at the station of Tarn.", "A bomb exploded at Tarn station on 4 May."));
        assert!(!elsewhere("Ballots were stuffed in the ward.", "Ballots were stuffed in the ward it was his people."));
    }
}
