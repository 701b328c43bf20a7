//! What sort of proposition words make: a fact, an opinion, a norm, a forecast.
//!
//! An opinion is told by a predicate that values ("is a disgrace", "would be wise", "the best choice is"), wherever it stands
//! behind its verb; words that only may value ("wrong", "dangerous", "a success") leave a fact.

use stemma_core::enumerations::{ClaimKind, Modality};
use stemma_core::statement::Quantity;

use super::spaced;
use crate::phrases::Phrases;

/// Words that tell what sort of proposition something is, each list in its place.
static SORTS: Phrases = Phrases::new(&[
    &[
        "independently verified",
        "independently confirmed",
        "been verified",
        "been confirmed",
        "unverified",
        "unconfirmed",
        "not disclosed",
        "been disclosed its",
        "could not be verified",
        "cannot be verified",
        "no independent",
        "been replicated",
        "not been disclosed",
        "verify the claim",
        "verify the claims",
        "not confirmed",
        "independent confirmation",
        "independent verification",
        "could not verify",
        "could not confirm",
        "could not independently",
        "not able to verify",
        "unable to verify",
        "not independently",
        "no public evidence",
        "no evidence that",
        "is unclear whether",
        "is not clear whether",
        "is unknown whether",
        "is not known whether",
        "nobody knows why",
        "nobody knows whether",
        "nobody knows how",
    ],
    &["would have", "could have", "would already", "might have", "had it not", "would still be"],
    &["should", "must", "ought to", "needs to", "need to", "has to", "have to", "let's", "let us"],
    &[
        "foolish",
        "horrible",
        "terrible",
        "brilliant",
        "wonderful",
        "bad news",
        "good news",
        "clever",
        "i think",
        "i believe",
        "in my view",
        "desirable",
        "best example",
        "worst",
        "disgraceful",
        "outrageous",
        "impressive",
        "excellent",
        "compelling",
        "petulant",
        "formidable",
        "understandably",
        "ambiguous",
        "not coincidental",
        "most important",
        "unfortunately",
        "makes sense",
        "common sense",
        "remarkable",
        "scandalous",
        "shameful",
        "beautiful",
        "fair",
        "unfair",
        "wise",
        "unwise",
        "awful",
        "disappointing",
        "ridiculous",
        "absurd",
    ],
]);

/// Verbs that lead to what somebody takes a thing for.
const COPULAS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "am", "it's", "that's", "this's", "they're", "we're", "s", "re",
    "remains", "remain", "remained", "seems", "seem", "seemed", "looks", "look", "looked", "feels", "felt", "sounds",
    "sounded", "becomes", "became",
];
/// Words between such a verb and what values.
const BETWEEN: &[&str] = &[
    "a",
    "an",
    "the",
    "no",
    "not",
    "such",
    "very",
    "so",
    "too",
    "quite",
    "rather",
    "just",
    "one",
    "of",
    "nothing",
    "short",
    "less",
    "more",
    "most",
    "than",
    "pretty",
    "absolute",
    "complete",
    "total",
    "utter",
    "real",
    "true",
    "great",
    "huge",
    "national",
    "public",
    "political",
    "moral",
    "cruel",
    "bad",
    "sick",
    "cynical",
    "downright",
    "all",
    "in",
    "my",
    "our",
    "view",
    "opinion",
    "still",
    "also",
    "both",
    "indeed",
    "what",
    "how",
];
/// Nouns by which something is valued, and nothing is told of it.
const VALUING_NOUNS: &[&str] = &[
    "abomination",
    "atrocity",
    "betrayal",
    "blessing",
    "circus",
    "cop-out",
    "delight",
    "disgrace",
    "embarrassment",
    "farce",
    "folly",
    "gem",
    "godsend",
    "honour",
    "honor",
    "humiliation",
    "insult",
    "joke",
    "joy",
    "lunacy",
    "madness",
    "masterpiece",
    "mess",
    "mockery",
    "nightmare",
    "nonsense",
    "outrage",
    "pity",
    "pleasure",
    "privilege",
    "scandal",
    "shame",
    "shambles",
    "sham",
    "slap",
    "stain",
    "travesty",
    "triumph",
    "wonder",
];
/// Adjectives that only value, behind such a verb.
const VALUING: &[&str] = &[
    "abhorrent",
    "admirable",
    "amazing",
    "appalling",
    "astonishing",
    "awesome",
    "bad",
    "beneath",
    "better",
    "boring",
    "charming",
    "commendable",
    "contemptible",
    "cowardly",
    "crazy",
    "cruel",
    "delightful",
    "deplorable",
    "despicable",
    "disgusting",
    "dreadful",
    "elegant",
    "embarrassing",
    "excessive",
    "exciting",
    "fantastic",
    "fine",
    "good",
    "great",
    "heartbreaking",
    "heartless",
    "heroic",
    "hypocritical",
    "idiotic",
    "immoral",
    "indefensible",
    "inexcusable",
    "inspiring",
    "insulting",
    "intolerable",
    "irresponsible",
    "laughable",
    "ludicrous",
    "magnificent",
    "marvellous",
    "nasty",
    "naive",
    "needless",
    "nice",
    "pathetic",
    "perfect",
    "pointless",
    "premature",
    "reckless",
    "regrettable",
    "reprehensible",
    "repugnant",
    "rude",
    "sad",
    "senseless",
    "short-sighted",
    "shocking",
    "sickening",
    "silly",
    "splendid",
    "stupid",
    "superb",
    "tasteless",
    "tragic",
    "unacceptable",
    "unbearable",
    "unconscionable",
    "unforgivable",
    "unjust",
    "unreasonable",
    "useless",
    "vile",
    "worse",
    "worthless",
];
/// Adjectives that value only where they are said to fit an undertaking: "it would be wrong to", "is right to".
const VALUING_DEEDS: &[&str] = &[
    "wrong",
    "right",
    "better",
    "best",
    "dangerous",
    "important",
    "crucial",
    "essential",
    "mistake",
    "wise",
    "risky",
    "time",
    "enough",
];
/// What somebody may take for the best.
const CHOICES: &[&str] = &[
    "answer", "approach", "bet", "choice", "course", "hope", "idea", "move", "option", "outcome", "path", "plan",
    "policy", "remedy", "response", "solution", "strategy", "thing", "way",
];
/// What an "I" does that thinks or feels.
const FEELING: &[&str] = &[
    "admire",
    "agree",
    "assume",
    "believe",
    "disagree",
    "doubt",
    "dislike",
    "don't",
    "enjoy",
    "expect",
    "fear",
    "feel",
    "find",
    "guess",
    "hate",
    "hope",
    "imagine",
    "like",
    "love",
    "prefer",
    "regret",
    "suppose",
    "suspect",
    "think",
    "trust",
    "understand",
    "want",
    "wish",
    "wonder",
    "worry",
    "would",
    "'d",
    "am",
    "'m",
    "could",
    "can",
    "can't",
    "do",
];

/// What sort of proposition the words make.
pub(crate) fn kind(words: &str, modality: Modality, quantities: &[Quantity]) -> ClaimKind {
    let low = spaced(words, &['—', '–', ',', '.', '’']);
    let had = SORTS.had(&low);
    let each: Vec<&str> = low.split_whitespace().collect();
    // A rumoured plan is a plan.
    let is_rumour = matches!(modality, Modality::Hedged | Modality::Rumoured);
    if words.trim_end().ends_with('?') {
        ClaimKind::Question
    } else if had.from(0) {
        ClaimKind::VerificationStatus
    } else if had.from(1) {
        ClaimKind::Counterfactual
    } else if values(&each) {
        ClaimKind::Opinion
    } else if had.from(2) && !only_infers(&each) {
        ClaimKind::Norm
    } else if had.from(3) || feels(&each) {
        ClaimKind::Opinion
    } else if modality == Modality::Predicted || is_rumour && super::foretells(words) {
        ClaimKind::Prediction
    } else if quantities.iter().any(|quantity| quantity.quote.text.bytes().any(|byte| byte.is_ascii_digit())) {
        ClaimKind::Quantity
    } else {
        ClaimKind::Fact
    }
}

/// "I think", "I regret", "let us": what somebody thinks or feels, or asks for.
fn feels(each: &[&str]) -> bool {
    match each {
        ["i", rest @ ..] => {
            let verb =
                rest.iter().find(|word| !word.ends_with("ly") && !matches!(**word, "do" | "also" | "still" | "just"));
            verb.is_some_and(|verb| FEELING.contains(verb))
        }
        ["let" | "please", ..] => true,
        _ => false,
    }
}

/// "Must have been": what is inferred is no norm.
fn only_infers(each: &[&str]) -> bool {
    const NORMS: &[&str] = &["should", "ought", "needs", "need", "has", "let's"];
    let infers = each.windows(2).any(|pair| matches!(pair, ["must", "have"]));
    infers && !each.iter().any(|word| NORMS.contains(word))
}

/// Whether a predicate values what it speaks of.
fn values(each: &[&str]) -> bool {
    let copulas = each.iter().enumerate().filter(|(_, word)| COPULAS.contains(*word)).map(|(at, _)| at);
    copulas.into_iter().any(|at| is_valued(each, at)) || is_best(each)
}

/// Whether what stands behind a copula values.
fn is_valued(each: &[&str], copula: usize) -> bool {
    let rest = each.get(copula + 1..).unwrap_or_default();
    let skip = rest
        .iter()
        .take(6)
        .take_while(|word| BETWEEN.contains(*word) || word.len() > 4 && word.ends_with("ly"))
        .count();
    // "Is a great joke", and "is great": the last word that may stand between is what values, when nothing follows it.
    let ends = |at: usize| rest.get(at + 1).is_none_or(|next| ENDS.contains(next));
    let found = |at: usize| {
        let word = rest.get(at).copied().unwrap_or_default();
        let article =
            rest.get(..at).unwrap_or_default().iter().any(|word| matches!(*word, "a" | "an" | "the" | "such" | "no"));
        let is_noun = VALUING_NOUNS.contains(&word)
            && !rest.get(at + 1).is_some_and(|next| next.ends_with("ing") || *next == "area");
        let is_adjective = VALUING.contains(&word) && ends(at) && !article;
        is_noun || is_adjective
    };
    let deed = rest.get(skip).is_some_and(|word| VALUING_DEEDS.contains(word))
        && rest.get(skip + 1).is_some_and(|next| *next == "to")
        && matches!(each.get(copula.wrapping_sub(1)), Some(&("would" | "it" | "will" | "not")));
    found(skip) || skip > 0 && found(skip - 1) || deed
}

/// What may follow an adjective that is all of a predicate.
const ENDS: &[&str] = &[
    "and", "but", "or", "that", "to", "for", "because", "as", "when", "if", "of", "how", "in", "on", "at", "by",
    "with", "from", "since", "given", "even", "while", "after", "it", "he", "she", "they", "we", "enough", "”", "\"",
    ")", ";", ":",
];

/// "The best choice would be", "the wisest thing to do is".
fn is_best(each: &[&str]) -> bool {
    let superlative = |word: &str| {
        matches!(
            word,
            "best" | "worst" | "better" | "wisest" | "smartest" | "finest" | "right" | "wrong" | "only" | "sensible"
        )
    };
    each.windows(2).enumerate().any(|(at, pair)| {
        let [one, choice] = pair else { return false };
        let then = each.get(at + 2..).unwrap_or_default();
        // "The only option" is told of the world, unless it is one that somebody names.
        let is_named = *one != "only" || matches!(*choice, "hope" | "answer" | "sensible");
        superlative(one)
            && is_named
            && CHOICES.contains(choice)
            && then.iter().take(5).any(|word| matches!(*word, "is" | "be" | "was" | "for" | "to"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> ClaimKind {
        kind(words, Modality::Asserted, &[])
    }

    #[test]
    fn a_predicate_that_values_makes_an_opinion() {
        for words in [
            "The best choice would be to close the mill.",
            "Closing the mill is a disgrace.",
            "The plan was nothing short of a farce.",
            "The delay is an absolute national scandal",
            "It is a shame that the mill closed.",
            "The decision is utterly unacceptable.",
            "The bridge is great.",
            "It would be wrong to sell the mill.",
            "It would be a mistake to sell the mill.",
            "The new hall looks magnificent",
            "The wisest thing to do is to wait.",
            "The minister's answer was an insult to the families.",
            "I hope the mill opens.",
            "I really think the mill closed.",
        ] {
            assert_eq!(of(words), ClaimKind::Opinion, "{words}");
        }
    }

    #[test]
    fn what_only_may_value_is_a_fact() {
        for words in [
            "The figure in the report is wrong.",
            "The bridge is dangerous.",
            "The launch was a success.",
            "The payment was a mistake.",
            "It was the best-selling car of the year.",
            "The mill is in a disaster area.",
            "The good ship sank.",
            "A joke was on the sign.",
            "The great hall was sold.",
            "Goods were in the better of the two halls.",
            "Orrin's best result was 40 cars.",
            "I saw two men leave the mill.",
            "I counted the birds.",
            "The pump must have failed at night.",
        ] {
            assert_eq!(of(words), ClaimKind::Fact, "{words}");
        }
    }

    #[test]
    fn the_other_sorts_are_told_by_their_words() {
        assert_eq!(of("We should stop."), ClaimKind::Norm);
        assert_eq!(of("The council must act."), ClaimKind::Norm);
        assert_eq!(of("Was it late?"), ClaimKind::Question);
        assert_eq!(of("It has not been independently verified."), ClaimKind::VerificationStatus);
        assert_eq!(of("It would have failed."), ClaimKind::Counterfactual);
        assert_eq!(kind("It will rain.", Modality::Predicted, &[]), ClaimKind::Prediction);
    }
}
