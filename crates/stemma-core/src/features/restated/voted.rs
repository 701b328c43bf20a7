//! Votes by which something is done: a chamber that "voted to approve" a bill has approved it. Whoever votes to close a mine
//! has only decided that it be closed.

use super::super::roles::{BE, is_calendar};
use super::super::stem::is_past;
use super::super::words::Token;
use super::{in_place_of, lower, put};

/// Verbs for what is done by the vote itself.
const BY_VOTE: &[&str] = &["approve", "reject", "adopt", "pass", "ratify", "accept", "endorse", "impeach", "censure"];

/// "Voted to approve the loan" as "approved the loan", "a total of 40" as "40", "the city of Halm" as "Halm".
pub(super) fn plainly(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut tokens = tokens;
    let mut at = 0;
    while at < tokens.len() {
        let done = BY_VOTE.iter().find(|verb| **verb == lower(&tokens, at + 2));
        let is_vote = matches!(lower(&tokens, at), "voted" | "votes" | "vote") && lower(&tokens, at + 1) == "to";
        if let (true, Some(done), Some(token)) = (is_vote, done, tokens.get(at)) {
            let verb = in_place_of(token, done);
            tokens.splice(at..at + 3, [verb]);
        }
        let is_total = ["a", "total", "of"].iter().enumerate().all(|(n, word)| lower(&tokens, at + n) == *word);
        if is_total && tokens.get(at + 3).is_some_and(Token::is_number) {
            tokens.drain(at..at + 3);
        }
        if is_place_told(&tokens, at) {
            tokens.drain(at..at + 3);
        }
        at += 1;
    }
    headed(gerund(tokens))
}

/// Past forms before "by" that say where somebody went, and not what was done to them.
const GONE_BY: &[&str] = &["passed", "stopped", "lived", "swung", "rolled", "flowed", "headed", "stayed"];

/// "Tarn airport closed by fog", as a headline has it, as "was closed by fog".
fn headed(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let says = |token: &Token<'_>| {
        BE.contains(&token.lower.as_str()) || matches!(token.lower.as_str(), "has" | "have" | "had" | "will" | "to")
    };
    let pasts: Vec<usize> = (1..tokens.len()).filter(|at| is_past(lower(&tokens, *at))).collect();
    // "Sales dropped by half": nobody does it.
    let is_done = |at: usize| {
        let verb = lower(&tokens, at);
        let moves = ["fall", "ris", "cut"].contains(&&*super::super::stem_of(verb));
        verb.ends_with("ed") && !moves && !GONE_BY.contains(&verb)
    };
    if let [verb] = *pasts.as_slice()
        && lower(&tokens, verb + 1) == "by"
        && is_done(verb)
        && tokens.get(verb + 2).is_some_and(|by| !by.is_number() && !by.after_stop)
        && !tokens.iter().any(says)
        && !tokens.iter().any(|token| token.after_stop || is_calendar(&token.lower))
    {
        tokens.splice(verb..verb, [put("was")]);
    }
    tokens
}

/// "The city of Halm": the City of London is another matter.
fn is_place_told(tokens: &[Token<'_>], at: usize) -> bool {
    let is_sort = tokens.get(at + 1).is_some_and(|sort| matches!(sort.word, "city" | "town" | "village"));
    // As the doer: where something is, a village is told beside its name.
    let is_doer = at == 0 || lower(tokens, at - 1) == "by";
    let is_named = tokens.get(at + 3).is_some_and(|name| name.is_capital() && !name.after_stop);
    is_doer && lower(tokens, at) == "the" && is_sort && lower(tokens, at + 2) == "of" && is_named
}

/// "Expanding the airport will cost" as "the expansion of the airport will cost".
fn gerund(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let noun = super::nominal::noun_of(lower(&tokens, 0));
    let has_object = matches!(lower(&tokens, 1), "the" | "its" | "their");
    let is_subject =
        (2..tokens.len().min(12)).any(|at| matches!(lower(&tokens, at), "will" | "would" | "cost" | "costs" | "took"));
    if let Some(noun) = noun.filter(|_| has_object && is_subject) {
        tokens.splice(0..1, [put("the"), put(noun), put("of")]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_a_vote_does_is_done() {
        check("The senate voted to approve the loan.", "the senate approved the loan");
        check("A total of 40 boats sank.", "40 boats sank");
        check("The city of Halm sank.", "halm sank");
        check("Halm airport closed by fog", "halm airport was closed by fog");
        check("Expanding the port will cost 3 euros.", "the expansion of the port will cost 3 euros");
    }

    #[test]
    fn what_a_vote_only_decides_is_left() {
        check_left("The senate voted to close the mine.");
        check_left("The City of Halm sank.");
        check_left("A ferry built by Halm sinks off Tarn, killing ten");
        check_left("The procession passed by Tarn.");
        check_left("Expanding demand sank it.");
    }
}
