//! Words that deny what they quote: "it is not true that Y", "rumours that Y are false".

use stemma_core::enumerations::Stance;

/// "it is not true that Y" denies Y: the claim kept is Y.
pub(super) fn undenied(words: String, stance: Stance) -> (String, Stance) {
    const DENIALS: &[&str] = &[
        "it is not true that ",
        "it was not true that ",
        "it is false that ",
        "it was false that ",
        "it is untrue that ",
        "it was untrue that ",
        "it is not the case that ",
        "it was not the case that ",
        "it was wrong that ",
    ];
    let low = words.to_lowercase();
    if let Some(rest) = DENIALS.iter().find_map(|opening| low.strip_prefix(opening)) {
        let kept = words.get(words.len() - rest.len()..).unwrap_or_default().to_owned();
        return (kept, if stance == Stance::Denies { Stance::Affirms } else { Stance::Denies });
    }
    let refuted = REFUTED.iter().find_map(|end| low.trim_end_matches('.').strip_suffix(end));
    let opposite = if stance == Stance::Denies { Stance::Affirms } else { Stance::Denies };
    if let Some(subject) = refuted {
        let that =
            ["rumours that ", "rumors that ", "claims that ", "reports that ", "allegations that ", "the claim that "];
        if let Some(opening) = that.iter().find(|opening| subject.starts_with(**opening)) {
            return (words.get(opening.len()..subject.len()).unwrap_or_default().to_owned(), opposite);
        }
        if ["figure", "number", "claim", "report", "account", "story", "estimate", "allegation"]
            .iter()
            .any(|noun| subject.ends_with(noun))
        {
            return (format!("{} is correct", words.get(..subject.len()).unwrap_or_default()), opposite);
        }
    }
    (words, stance)
}

/// Predicates that say of somebody's claim that it does not hold.
const REFUTED: &[&str] = &[
    " is not correct",
    " are not correct",
    " is not true",
    " are not true",
    " is false",
    " are false",
    " is incorrect",
    " are incorrect",
    " is untrue",
    " are untrue",
    " is wrong",
    " are wrong",
    " were false",
    " was false",
    " was wrong",
    " was not true",
    " was not correct",
    " was incorrect",
    " are baseless",
    " is baseless",
    " were wrong",
    " was untrue",
];
