//! Words that can turn round what follows from what. One of them is enough to make nothing follow.

use crate::features::Features;

/// Beginnings of words: rules and limits, plans, implicit negations, comparisons, conditions, and what is said of all.
const TURNING: &[&str] = &[
    "must",
    "shall",
    "should",
    "requir",
    "need",
    "limit",
    "cap",
    "capped",
    "allow",
    "permit",
    "minimum",
    "maximum",
    "threshold",
    "target",
    "goal",
    "quota",
    "plan",
    "expect",
    "hope",
    "hoping",
    "want",
    "aim",
    "intend",
    "seek",
    "sought",
    "promis",
    "pledg",
    "forecast",
    "predict",
    "would",
    "could",
    "might",
    "may",
    "can",
    "will",
    "if",
    "unless",
    "when",
    "whenever",
    "whoever",
    "whether",
    "where",
    "every",
    "each",
    "all",
    "any",
    "only",
    "except",
    "exclud",
    "without",
    "fail",
    "refus",
    "den",
    "lack",
    "avoid",
    "prevent",
    "miss",
    "reject",
    "doubt",
    "unlikely",
    "unable",
    "hardly",
    "barely",
    "scarcely",
    "almost",
    "nearly",
    "instead",
    "short",
    "than",
    "compar",
    "versus",
    "enough",
    "too",
    "least",
    "most",
    "first",
    "last",
    "second",
    "third",
    "best",
    "worst",
    "average",
    "mean",
    "median",
    "rate",
    "ratio",
    "rumour",
    "rumor",
    "alleg",
    "claim",
    "believ",
    "said",
    "says",
    "told",
    "estimat",
    "reportedly",
    "supposed",
    "false",
    "untrue",
    "myth",
    "not",
    "no",
    "never",
    "nor",
    "neither",
    "none",
    "nobody",
    "cannot",
    "increas",
    "another",
    "further",
    "additional",
    "remain",
    "half",
    "double",
    "twice",
    "per",
    "between",
    "up",
    "as",
    "or",
    "but",
    "although",
    "while",
];

/// Words of the list that stand for themselves and not for all that begin so.
const WHOLE: &[&str] = &[
    "must", "shall", "should", "cap", "would", "could", "might", "may", "can", "will", "if", "when", "where", "each",
    "all", "any", "den", "short", "than", "too", "least", "most", "first", "last", "second", "third", "best", "worst",
    "mean", "rate", "said", "says", "told", "not", "no", "nor", "none", "half", "per", "between", "up", "as", "or",
    "but", "while", "every", "only", "enough", "aim", "plan", "need", "goal", "seek", "want", "hope", "fail", "miss",
    "lack", "never",
];

/// Words of bounds: a bound turns nothing.
const BOUNDS: &[&str] = &["more than", "less than", "fewer than", "at least", "at most", "no more than", "between"];

/// Whether a word of the sentence can turn round what follows from it.
pub(super) fn may_turn(sentence: &str) -> bool {
    let mut lower = sentence.to_lowercase();
    for (month, put) in [("in may ", "in month "), (" may 20", " month 20"), (" per cent", " percent")] {
        lower = lower.replace(month, put);
    }
    for bound in BOUNDS {
        lower = format!(" {lower}").replace(&format!(" {bound} "), " over ").trim_start().to_owned();
    }
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    words.any(|word| word.ends_with("n't") || word.ends_with("n’t") || turns(word))
}

fn turns(word: &str) -> bool {
    let inflected = ["s", "d", "ed", "ing", "es", "ned", "ning", "ure"];
    TURNING.iter().any(|turning| match word.strip_prefix(turning) {
        Some("") => true,
        Some("y" | "ies" | "ied" | "ial") if *turning == "den" => true,
        Some(rest) if WHOLE.contains(turning) => turning.len() > 3 && inflected.contains(&rest),
        Some(_) => true,
        None => false,
    })
}

/// Stems of what can be told of a state as well as of what happened: "was closed in 2024".
const STATES: &[&str] =
    &["clos", "start", "block", "empty", "suspend", "occupy", "host", "hold", "carry", "liv", "own"];

/// Whether a sentence may tell of how things stood.
pub(super) fn is_state(features: &Features) -> bool {
    features.stems.iter().any(|stem| STATES.contains(&stem.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_round_is_found_and_bounds_and_names_of_months_are_not() {
        for sentence in [
            "Firms with 50 workers must pay",
            "It plans to open 15 shops",
            "It failed to deliver 150 lorries",
            "It did not build 14 ships",
            "It denied that 5 people were hurt",
            "Only 5 people were hurt",
        ] {
            assert!(may_turn(sentence), "{sentence}");
        }
        for sentence in [
            "At least three people were hurt in the fire at Corrin Mill",
            "It cut between 2,000 and 3,000 jobs in 2024",
            "60 percent of the harvest rotted in May 2021",
            "It shipped more than 1 million chips",
            "It dug a canal in Canterbury",
        ] {
            assert!(!may_turn(sentence), "{sentence}");
        }
    }
}
