//! What a sentence denies: the sentence without its negation.

use crate::features::refuted;
use crate::statement::Quantity;

/// Verbs behind which "not" denies the whole sentence.
const HELPING: &[&str] = &["did", "was", "were", "has", "have", "had", "is", "are", "does", "do"];

/// The sentence of which it is said that it is not so; nothing, where nothing is denied plainly. A number before the
/// negation is not denied: "fewer than 20 were not infected" does not speak of how many were.
pub(super) fn denied(sentence: &str, quantities: &[Quantity]) -> Option<String> {
    if let Some(proposition) = refuted(sentence) {
        return Some(proposition.to_owned());
    }
    let words: Vec<&str> = sentence.split(' ').collect();
    let is_turning = |word: &&str| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "not" | "never") || word.ends_with("n't") || word.ends_with("n’t")
    };
    let at = words.iter().position(is_turning)?;
    let (before, behind) = words.split_at_checked(at)?;
    let (word, behind) = behind.split_first()?;
    if before.is_empty() || behind.iter().any(is_turning) {
        return None;
    }
    let helping = match word.to_lowercase().as_str() {
        "not" if !before.last().is_some_and(|word| HELPING.contains(word)) => return None,
        "not" | "never" => None,
        short => Some(HELPING.iter().find(|verb| short.starts_with(*verb))?),
    };
    let (before, behind) = (before.join(" "), behind.join(" "));
    if quantities.iter().any(|quantity| before.contains(&quantity.quote.text)) {
        return None;
    }
    let helping = helping.map(|verb| format!(" {verb}")).unwrap_or_default();
    Some(format!("{before}{helping} {behind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negation_is_taken_off() {
        for (sentence, expected) in [
            ("Orrin did not ship more.", Some("Orrin did ship more.")),
            ("Orrin never shipped more.", Some("Orrin shipped more.")),
            ("The lock wasn't opened.", Some("The lock was opened.")),
            ("It is a myth that the mill closed.", Some("the mill closed")),
            ("Orrin shipped not chips but lenses.", None),
            ("Not all of it was shipped.", None),
            ("Orrin did not say that it was not shipped.", None),
            ("Orrin shipped more.", None),
        ] {
            assert_eq!(denied(sentence, &[]).as_deref(), expected, "{sentence}");
        }
    }
}
