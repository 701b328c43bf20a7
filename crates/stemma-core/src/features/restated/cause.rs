//! Causes told as a state: "the fire was due to a short circuit" is "the fire was caused by a short circuit".

use super::super::clause::{opening, opens_object};
use super::super::roles::{BE, is_calendar};
use super::super::words::Token;
use super::nominal::of_noun;
use super::{end_of_phrase, lower, part, past_of, put, verb_of};

/// A cause in each form as that something was caused by it.
pub(super) fn causes(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    if let Some(told) = cause_first(&tokens) {
        return told;
    }
    let mut at = 1;
    while at < tokens.len() {
        if let Some(told) = brought_about(&tokens, at) {
            return told;
        }
        if let Some(told) = prompted(&tokens, at) {
            return told;
        }
        if let Some(told) = named(&tokens, at) {
            return told;
        }
        if let Some(upto) = stated(&tokens, at) {
            tokens.splice(at..upto, [put("caused"), put("by")]);
        } else if let Some(upto) = resulted(&tokens, at) {
            tokens.splice(at..upto, [put("was"), put("caused"), put("by")]);
        }
        at += 1;
    }
    tokens
}

/// Whether something may be a cause: "was due to start in May" names none.
fn is_thing(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| opens_object(token) && !token.is_number() && !token.after_stop)
}

/// "Was due to a short circuit", "was the result of a short circuit": where the cause begins.
fn stated(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if !BE.contains(&lower(tokens, at - 1)) {
        return None;
    }
    let is_result = ["the", "result", "of"].iter().enumerate().all(|(i, word)| lower(tokens, at + i) == *word);
    let end = if lower(tokens, at) == "because" { at + 1 } else { is_result.then_some(at + 3)? };
    is_thing(tokens, end).then_some(end)
}

/// "Heavy rain caused the cancellation of the fair": the fair was cancelled because of heavy rain.
fn brought_about<'t>(tokens: &[Token<'t>], at: usize) -> Option<Vec<Token<'t>>> {
    let from = opening(tokens);
    let led_to = lower(tokens, at) == "led" && lower(tokens, at + 1) == "to";
    let is_it = matches!(lower(tokens, at), "caused" | "prompted" | "triggered" | "forced") || led_to;
    let article = at + 1 + usize::from(led_to);
    let noun = article + 1;
    let is_noun = lower(tokens, article) == "the" && lower(tokens, noun + 1) == "of";
    if !(is_it && is_noun && at > from) || tokens.get(from..at)?.iter().any(|token| token.after_stop) {
        return None;
    }
    let base = of_noun(lower(tokens, noun))?.base;
    let end = end_of_place(tokens, noun + 2);
    let told = part(tokens, 0, from).into_iter().chain(part(tokens, noun + 2, end)).chain([put("was")]);
    let done = verb_of(past_of(base));
    let told = told.chain([done]).chain(part(tokens, end, tokens.len())).chain([put("because")]);
    Some(told.chain(part(tokens, from, at)).collect())
}

/// Verbs by which something brings somebody to do something.
const PROMPTING: &[&str] = &["led", "prompted", "caused", "drove", "pushed", "forced", "compelled"];

/// "Falling demand led Orrin to close its mill": Orrin closed it because of falling demand.
fn prompted<'t>(tokens: &[Token<'t>], at: usize) -> Option<Vec<Token<'t>>> {
    let from = opening(tokens);
    let is_it = PROMPTING.contains(&lower(tokens, at)) && at > from && tokens.get(at + 1).is_some_and(opens_object);
    let to = (at + 2..tokens.len().min(at + 8)).find(|to| lower(tokens, *to) == "to").filter(|_| is_it)?;
    let base = tokens.get(to + 1).filter(|base| !base.is_stop() && !opens_object(base))?;
    let is_free = !BE.contains(&lower(tokens, at - 1)) && !tokens.get(from..at)?.iter().any(|token| token.after_stop);
    if !is_free {
        return None;
    }
    let done = verb_of(past_of(&base.lower));
    let told = part(tokens, 0, from).into_iter().chain(part(tokens, at + 1, to)).chain([done]);
    let told = told.chain(part(tokens, to + 2, tokens.len())).chain([put("because")]);
    Some(told.chain(part(tokens, from, at)).collect())
}

/// "Arson was the cause of the fire": the fire was caused by it.
fn named<'t>(tokens: &[Token<'t>], at: usize) -> Option<Vec<Token<'t>>> {
    let is_it = ["the", "cause", "of"].iter().enumerate().all(|(i, word)| lower(tokens, at + 1 + i) == *word);
    let from = opening(tokens);
    let behind = at + 4;
    if !(is_it
        && matches!(lower(tokens, at), "was" | "is")
        && at > from
        && tokens.get(behind).is_some_and(opens_object))
    {
        return None;
    }
    let end = end_of_place(tokens, behind);
    let first = part(tokens, 0, from).into_iter().chain(part(tokens, behind, end));
    let told = first.chain([put("was"), put("caused"), put("by")]).chain(part(tokens, from, at));
    Some(told.chain(part(tokens, end, tokens.len())).collect())
}

/// "The cause of the fire was a cigarette": the fire was caused by it.
fn cause_first<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let from = opening(tokens);
    let is_it = ["the", "cause", "of"].iter().enumerate().all(|(i, word)| lower(tokens, from + i) == *word);
    let is = (from + 4..tokens.len()).find(|at| matches!(lower(tokens, *at), "was" | "is")).filter(|_| is_it)?;
    let is_one_phrase = tokens.get(from + 4..=is)?.iter().all(|token| !token.after_stop);
    if !(is_one_phrase && is_thing(tokens, is + 1)) {
        return None;
    }
    let first = part(tokens, 0, from).into_iter().chain(part(tokens, from + 3, is));
    let told = first.chain([put("was"), put("caused"), put("by")]).chain(part(tokens, is + 1, tokens.len()));
    Some(told.collect())
}

/// Where a noun phrase ends, with the place that belongs to it: "the fire at the mill".
fn end_of_place(tokens: &[Token<'_>], from: usize) -> usize {
    let end = end_of_phrase(tokens, from);
    let is_place = matches!(lower(tokens, end), "at" | "in")
        && tokens.get(end + 1).is_some_and(|token| !token.is_number() && !is_calendar(&token.lower));
    if is_place { end_of_phrase(tokens, end + 1) } else { end }
}

/// "Resulted from a short circuit".
fn resulted(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let is_it = lower(tokens, at) == "resulted" && lower(tokens, at + 1) == "from";
    (is_it && is_thing(tokens, at + 2)).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_cause_has_one_form() {
        check("The fire was due to a short circuit.", "the fire was caused by a short circuit");
        check("The fire was the result of a short circuit.", "the fire was caused by a short circuit");
        check("Arson was the cause of the fire at Halm in May.", "the fire at halm was caused by arson in may");
        check(
            "Falling demand led Orrin to close its mill in May.",
            "orrin closed its mill in may because falling demand",
        );
        check(
            "Heavy rain caused the cancellation of the fair in Halm on Friday.",
            "the fair in halm was cancelled on friday because heavy rain",
        );
        check("The cause of the fire at Halm was a cigarette.", "the fire at halm was caused by a cigarette");
        check("The fire resulted from a short circuit.", "the fire was caused by a short circuit");
    }

    #[test]
    fn what_is_to_come_or_only_after_something_has_no_cause() {
        check_left("The trial was due to start in May.");
        check_left("The fire followed a short circuit.");
        check_left("The result of the vote was a tie.");
        check_left("The cause of the fire was not known.");
    }
}
