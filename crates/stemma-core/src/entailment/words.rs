//! Words that can turn round what follows from what. One of them is enough to make nothing follow.

use crate::features::Features;
use crate::statement::Statement;

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
    "few",
    "fewer",
    "little",
    "less",
    "more",
    "rare",
    "seldom",
    "exact",
    "precise",
    "same",
    "equal",
    "unclear",
    "ban",
    "stop",
    "halt",
    "forbid",
    "forbad",
    "prohibit",
    "offer",
    "who",
    "which",
    "whose",
    "many",
    "much",
    "major",
    "while",
];

/// Words of the list that stand for themselves and not for all that begin so.
const WHOLE: &[&str] = &[
    "few", "little", "less", "more", "same", "ban", "stop", "who", "much", "many", "must", "shall", "should", "cap",
    "would", "could", "might", "may", "can", "will", "if", "when", "where", "each", "all", "any", "den", "short",
    "than", "too", "least", "most", "first", "last", "second", "third", "best", "worst", "mean", "rate", "said",
    "says", "told", "not", "no", "nor", "none", "half", "per", "between", "up", "as", "or", "but", "while", "every",
    "only", "enough", "aim", "plan", "need", "goal", "seek", "want", "hope", "fail", "miss", "lack", "never",
];

/// Whether a word of the sentence can turn round what follows from it. The words of its numbers and dates, which are
/// compared by themselves, do not.
pub(crate) fn may_turn(statement: &Statement) -> bool {
    let numbers = statement.quantities.iter().map(|quantity| quantity.quote.text.to_lowercase());
    let dates = statement.dates.iter().map(|date| date.quote.text.to_lowercase());
    let mut rest = statement.sentence.to_lowercase();
    for quote in numbers.flat_map(|quote| [format!("between {quote}"), quote]).chain(dates) {
        rest = rest.replacen(&quote, " ", 1);
    }
    let mut words = rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    words.any(|word| word.ends_with("n't") || word.ends_with("n’t") || turns(word))
}

fn turns(word: &str) -> bool {
    let inflected = ["ped", "ping", "s", "d", "ed", "ing", "es", "ned", "ning", "ure"];
    TURNING.iter().any(|turning| match word.strip_prefix(turning) {
        Some("") => true,
        Some("y" | "ies" | "ied" | "ial") if *turning == "den" => true,
        Some(rest) if WHOLE.contains(turning) => (turning.len() > 3 || *turning == "ban") && inflected.contains(&rest),
        Some(_) => true,
        None => false,
    })
}

/// Stems of what lasts: "owned the mill in 2024".
const LASTING: &[&str] = &["occupy", "host", "hold", "carry", "liv", "own"];
/// Stems of what can be told of a state as well as of what happened: "was closed in 2024"; who closed it did so once.
const BEGUN: &[&str] = &["clos", "start", "block", "empty", "suspend"];

/// Whether a sentence may tell of how things stood.
pub(super) fn is_state(features: &Features) -> bool {
    let says = |stems: &[&str]| features.stems.iter().any(|stem| stems.contains(&stem.as_str()));
    let frame = &features.frame;
    let is_done = frame.agent.is_some()
        && frame.patient.is_some()
        && frame.verb.as_ref().is_some_and(|verb| BEGUN.contains(&verb.as_str()));
    says(LASTING) || (says(BEGUN) && !is_done)
}
