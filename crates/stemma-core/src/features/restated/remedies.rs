//! What a remedy is against stands before it or behind it: "a vaccine against Lyme disease" as "a Lyme disease vaccine".

use super::super::words::Token;
use super::{lower, part};

const REMEDIES: &[&str] = &[
    "vaccine",
    "vaccines",
    "jab",
    "jabs",
    "drug",
    "drugs",
    "medicine",
    "medicines",
    "treatment",
    "treatments",
    "therapy",
    "cure",
    "test",
    "tests",
];

/// Each remedy behind what it is against.
pub(super) fn behind(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_remedy =
        |at: &usize| REMEDIES.contains(&lower(&tokens, *at)) && matches!(lower(&tokens, at + 1), "against" | "for");
    let Some(at) = (0..tokens.len()).find(is_remedy) else { return tokens };
    let end = end_of_illness(&tokens, at + 2);
    if end == at + 2 {
        return tokens;
    }
    let moved = part(&tokens, 0, at).into_iter().chain(part(&tokens, at + 2, end)).chain(part(&tokens, at, at + 1));
    moved.chain(part(&tokens, end, tokens.len())).collect()
}

/// Where an illness ends that begins here: up to three words of which the last is what illnesses are called by. "A vaccine
/// for children", "a test for drivers": none.
fn end_of_illness(tokens: &[Token<'_>], from: usize) -> usize {
    let may_go_on = |token: &&Token<'_>| !(token.is_stop() || token.is_number() || token.after_stop);
    let words = tokens.iter().skip(from).take(3).take_while(may_go_on);
    let last = words.enumerate().filter(|(_, token)| is_illness(token)).last();
    last.map_or(from, |(at, _)| from + at + 1)
}

/// Whether a word is what an illness is called by.
fn is_illness(token: &Token<'_>) -> bool {
    const ILLNESSES: &[&str] = &[
        "disease",
        "cancer",
        "malaria",
        "measles",
        "polio",
        "cholera",
        "rabies",
        "ebola",
        "fever",
        "virus",
        "syndrome",
        "hiv",
        "aids",
        "flu",
        "influenza",
        "covid",
        "diabetes",
    ];
    let ends = ["itis", "osis", "emia", "aemia", "oma", "pox", "virus"];
    ILLNESSES.contains(&token.lower.as_str())
        || token.lower.len() > 5 && ends.iter().any(|end| token.lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_a_remedy_is_against_stands_before_it() {
        check("Orrin tested a vaccine against Lyme disease in May.", "orrin tested a lyme disease vaccine in may");
        check("The agency approved a drug for hepatitis.", "the agency approved a hepatitis drug");
        check_left("Orrin tested a vaccine for children.");
        check_left("Orrin ran tests of the brakes.");
    }
}
