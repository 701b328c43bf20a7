//! How things stand, in one form: "the strike is over" is "the strike ended", "Halm-based Orrin" is "Orrin, based in Halm",
//! "Omar is married to Lena" is "Lena is married to Omar".

use super::super::clause::{CUTS, clause};
use super::super::roles::{BE, is_calendar};
use super::super::words::Token;
use super::{end_of_phrase, lower, part, put};

/// A sentence with such states in their one form.
pub(super) fn plainly(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let tokens = alone(based(tokens));
    let tokens = behind(freed(over(tokens)));
    joined(&tokens).unwrap_or(tokens)
}

/// Whether nothing follows that goes on with a word here.
fn ends(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_none_or(|next| {
        next.after_stop || is_calendar(&next.lower) || next.is_adverb() || CUTS.contains(&next.lower.as_str())
    })
}

/// "Malta alone voted" as "only Malta voted".
fn alone(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let names = tokens.iter().take_while(|token| token.is_capital() && !token.after_stop).count();
    let is_verb = tokens.get(names + 1).is_some_and(|next| !next.after_stop && !ends(&tokens, names + 1));
    if names > 0 && lower(&tokens, names) == "alone" && is_verb {
        tokens.remove(names);
        tokens.insert(0, put("only"));
    }
    tokens
}

/// "Halm-based Orrin sold it" as "Orrin, based in Halm, sold it".
fn based(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_name = |at: usize| tokens.get(at).is_some_and(Token::is_capital);
    let found = (0..tokens.len())
        .find(|at| is_name(*at) && tokens.get(at + 1).is_some_and(|based| based.word == "based") && is_name(at + 2));
    let Some(at) = found else { return tokens };
    let end = (at + 2..tokens.len())
        .find(|end| tokens.get(*end).is_none_or(|token| !token.is_capital() || token.after_stop))
        .unwrap_or(tokens.len());
    let place = tokens.get(at).cloned();
    let aside = [Token { after_stop: true, ..put("based") }, put("in")];
    let told: Vec<Token<'_>> = part(&tokens, at + 2, end).into_iter().chain(aside).chain(place).collect();
    tokens.splice(at..end, told);
    if let Some(next) = tokens.get_mut(end + 1) {
        next.after_stop = true;
    }
    tokens
}

/// "The strike is over" as "the strike ended".
fn over(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it =
        |at: &usize| BE.contains(&lower(&tokens, at - 1)) && lower(&tokens, *at) == "over" && ends(&tokens, at + 1);
    if let Some(at) = (2..tokens.len()).find(is_it) {
        tokens.splice(at - 1..=at, [put("ended")]);
    }
    tokens
}

/// "Is free of debt" as "has no debt".
fn freed(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it = |at: &usize| {
        matches!(lower(&tokens, at - 1), "is" | "are" | "was" | "were")
            && lower(&tokens, *at) == "free"
            && lower(&tokens, at + 1) == "of"
    };
    if let Some(at) = (2..tokens.len()).find(is_it) {
        let has = if matches!(lower(&tokens, at - 1), "is" | "are") { "has" } else { "had" };
        tokens.splice(at - 1..at + 2, [put(has), put("no")]);
    }
    tokens
}

/// Nouns for what something may be behind.
const HAPPENINGS: &[&str] = &[
    "crash",
    "fire",
    "blaze",
    "blast",
    "explosion",
    "accident",
    "collapse",
    "outage",
    "blackout",
    "delay",
    "delays",
    "spill",
    "outbreak",
    "derailment",
    "leak",
    "flood",
    "shortage",
];

/// "A broken rail was behind the crash" as "a broken rail caused the crash".
fn behind(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it = |at: &usize| {
        let noun = at + 2;
        matches!(lower(&tokens, at - 1), "is" | "was" | "were" | "are")
            && lower(&tokens, *at) == "behind"
            && lower(&tokens, at + 1) == "the"
            && HAPPENINGS.contains(&lower(&tokens, noun))
            && ends(&tokens, noun + 1)
    };
    if let Some(at) = (2..tokens.len()).find(is_it) {
        tokens.splice(at - 1..=at, [put("caused")]);
    }
    tokens
}

/// What holds of two in both directions, with the word before the second.
const MUTUAL: &[(&str, &str)] =
    &[("married", "to"), ("engaged", "to"), ("related", "to"), ("twinned", "with"), ("allied", "with")];

/// "Omar is married to Lena" as "Lena is married to Omar": of the two the one whose name comes first in the alphabet.
fn joined<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    tokens.iter().find(|token| MUTUAL.iter().any(|(state, _)| *state == token.lower))?;
    let clause = clause(tokens)?;
    let to = clause.full + 1;
    let is_it = MUTUAL.contains(&(lower(tokens, clause.full), lower(tokens, to)));
    let is_state = tokens.get(clause.verb).is_some_and(|be| BE.contains(&be.lower.as_str()));
    let end = end_of_phrase(tokens, to + 1);
    let (first, second) = (tokens.get(clause.from..clause.verb)?, tokens.get(to + 1..end)?);
    let are_names = [first, second].iter().all(|of| !of.is_empty() && of.iter().all(Token::is_capital));
    let words = |of: &[Token<'_>]| of.iter().map(|token| token.lower.clone()).collect::<Vec<_>>();
    if !(is_it && is_state && are_names && words(second) < words(first)) {
        return None;
    }
    let told = part(tokens, 0, clause.from).into_iter().chain(second.iter().cloned());
    let told = told.chain(part(tokens, clause.verb, to + 1)).chain(first.iter().cloned());
    Some(told.chain(part(tokens, end, tokens.len())).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn states_have_one_form() {
        check("The strike at Halm is over.", "the strike at halm ended");
        check("Orrin is free of debt.", "orrin has no debt");
        check("A broken rail was behind the crash.", "a broken rail caused the crash");
        check("Halm-based Orrin makes tractors.", "orrin based in halm makes tractors");
        check("Malta alone voted against it.", "only malta voted against it");
        check("Omar Tal is married to Lena Roy.", "lena roy is married to omar tal");
        check("Lena Roy is married to Omar Tal.", "lena roy is married to omar tal");
    }

    #[test]
    fn what_says_more_is_left() {
        check_left("The bridge is over the Tarn.");
        check_left("Orrin was behind the mill in May.");
        check_left("Malta lives alone.");
        check_left("The bread was free on Friday.");
    }
}
