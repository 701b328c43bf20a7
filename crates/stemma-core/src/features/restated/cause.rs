//! Causes told as a state: "the fire was due to a short circuit" is "the fire was caused by a short circuit".

use super::super::clause::opens_object;
use super::super::roles::BE;
use super::super::words::Token;
use super::{lower, put};

/// A cause in each form as that something was caused by it.
pub(super) fn causes(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut at = 1;
    while at < tokens.len() {
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
        check("The fire resulted from a short circuit.", "the fire was caused by a short circuit");
    }

    #[test]
    fn what_is_to_come_or_only_after_something_has_no_cause() {
        check_left("The trial was due to start in May.");
        check_left("The fire followed a short circuit.");
        check_left("The result of the vote was a tie.");
    }
}
