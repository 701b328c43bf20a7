//! Sentences cleft to stress a part: "what Orrin owes the bank is 90 million" is "Orrin owes the bank 90 million"
//! (O. Jespersen, Analytic Syntax, 1937).

use super::super::clause::opens_object;
use super::super::roles::BE;
use super::super::stem::is_past;
use super::super::words::Token;
use super::{lower, part};

/// A sentence that opens with "what" and says what it is, told without.
pub(super) fn whole(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    if let Some(told) = by_doer(&tokens) {
        return told;
    }
    let is_cleft = lower(&tokens, 0) == "what" && tokens.get(1).is_some_and(opens_object);
    let is_joint = |at: &usize| {
        matches!(lower(&tokens, *at), "is" | "was")
            && tokens.get(at + 1).is_some_and(|next| opens_object(next) && !next.after_stop)
    };
    let Some(be) = (3..tokens.len()).find(is_joint).filter(|_| is_cleft) else { return tokens };
    // "What the firm is" says nothing that it does.
    let said = part(&tokens, 1, be);
    let is_verb = |token: &Token<'_>| is_past(&token.lower) || (token.lower.ends_with('s') && !token.is_capital());
    let is_state = said.iter().any(|token| BE.contains(&token.lower.as_str()));
    if is_state || !said.iter().skip(1).any(is_verb) {
        return tokens;
    }
    said.into_iter().chain(part(&tokens, be + 1, tokens.len())).collect()
}

/// "What delayed the launch was a faulty valve": a faulty valve delayed the launch.
fn by_doer<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let does = tokens.get(1).is_some_and(|verb| is_past(&verb.lower) && !BE.contains(&verb.lower.as_str()));
    let does = does && lower(tokens, 0) == "what" && tokens.get(2).is_some_and(opens_object);
    let be = (3..tokens.len()).find(|at| BE.contains(&lower(tokens, *at))).filter(|_| does)?;
    let opens = |next: &Token<'_>| opens_object(next) && !next.after_stop && !next.is_number();
    // "Was chlorine", and not "was unclear".
    let is_thing = |last: &Token<'_>| {
        let ends = ["ed", "ing", "able", "ible", "ful", "less", "ous", "al", "ic", "ly", "ent", "ant", "ear", "own"];
        be + 2 == tokens.len() && !ends.iter().any(|end| last.lower.ends_with(end)) && !last.is_stop()
    };
    let is_told = |next: &Token<'_>| opens(next) || is_thing(next);
    let is_one = matches!(lower(tokens, be), "was" | "were") && tokens.get(be + 1).is_some_and(is_told);
    let said = part(tokens, be + 1, tokens.len()).into_iter().chain(part(tokens, 1, be));
    is_one.then(|| said.collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_cleft_sentence_is_whole() {
        check("What Orrin owes the bank is 90 crowns.", "orrin owes the bank 90 crowns");
        check("What the burglars took was a chalice.", "the burglars took a chalice");
        check("What delayed the launch was a faulty valve.", "a faulty valve delayed the launch");
        check("What killed the fish was chlorine.", "chlorine killed the fish");
    }

    #[test]
    fn what_is_asked_or_is_so_is_left() {
        check_left("What Orrin is was a secret.");
        check_left("What is known of Halm is little.");
    }
}
