//! Names that are none, as the text says: "a pilot whom we call Max", "Anna (name changed)", "identified only as Omar".
//!
//! Whoever is called so may be anybody who speaks by name elsewhere.

use stemma_core::enumerations::SourceKind;
use stemma_core::statement::Statement;

/// What stands right before such a name.
const BEFORE: &[&str] = &[
    "whom we call",
    "whom we will call",
    "we will call him",
    "we will call her",
    "we call him",
    "we call her",
    "let us call him",
    "let us call her",
    "identified only as",
    "known only as",
    "named only as",
    "to be called",
    "to be named only as",
    "gave his name as",
    "gave her name as",
    "gave their name as",
    "under the pseudonym",
    "using the pseudonym",
];
/// What stands not far behind it.
const BEHIND: &[&str] =
    &["real name", "name changed", "name has been changed", "names have been changed", "a pseudonym"];
/// How far behind, in bytes: to the end of the next sentence.
const NEAR: usize = 240;

/// Makes unnamed whoever a text gives a name that is not theirs.
pub(super) fn hide(text: &str, found: &mut [Statement]) {
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    if !has(BEHIND) && !has(BEFORE) {
        return;
    }
    for made in found {
        // A first name alone may be read as a firm's.
        let is_one = |kind| matches!(kind, SourceKind::Person | SourceKind::Organization);
        let Some(source) = made.source.as_mut().filter(|source| is_one(source.kind)) else { continue };
        if !is_kept_back(text, &source.name) {
            continue;
        }
        source.kind = SourceKind::UnnamedPerson;
        let voices = made.chain.iter_mut().filter(|voice| voice.name == source.name);
        voices.for_each(|voice| voice.kind = SourceKind::UnnamedPerson);
    }
}

/// Whether the text says of a name that it is not somebody's own.
fn is_kept_back(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '“', '"', '‘', '\'']);
        let behind = text.get(at + name.len()..).unwrap_or_default();
        let end = (NEAR.min(behind.len())..=behind.len()).find(|end| behind.is_char_boundary(*end));
        let near = end.and_then(|end| behind.get(..end)).unwrap_or_default();
        // Another name in between is whom it is about.
        let is_it =
            |phrase: &&str| near.find(phrase).and_then(|at| near.get(..at)).is_some_and(|words| !names_another(words));
        BEFORE.iter().any(|phrase| before.ends_with(phrase)) || BEHIND.iter().any(is_it)
    })
}

/// Whether two words with capitals stand beside each other: a full name.
fn names_another(words: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let all: Vec<&str> = words.split_whitespace().collect();
    all.windows(2).any(|two| two.iter().all(|word| is_capital(word)))
}

#[cfg(test)]
mod tests {
    use super::is_kept_back;

    #[test]
    fn a_name_that_is_not_somebodys_own_is_kept_back() {
        for text in [
            "It stopped, said a pilot whom we call Max.",
            "It stopped, said Max, a pilot. His real name is known to the newsroom.",
            "It stopped, said Max (name changed).",
            "It stopped, said a pilot identified only as “Max”.",
        ] {
            assert!(is_kept_back(text, "Max"), "{text}");
        }
        for text in [
            "It stopped, said Max, a pilot.",
            "It stopped, said Max. Then Leo Varga (name changed) came.",
            "The real name of the place is Kelso, said Max.",
        ] {
            assert!(!is_kept_back(text, "Max"), "{text}");
        }
    }
}
