//! Results told beside a verb that says little: "left six people dead" is "killed six people", "sentenced him to four years in
//! prison" is "jailed him for four years", "fell by half" is "halved".

use super::super::roles::BE;
use super::super::stem::stem;
use super::super::words::Token;
use super::{in_place_of, lower, put};

/// What somebody or something is left as, with the verb that does it.
const LEFT: &[(&str, &str)] = &[("dead", "kill"), ("injured", "injure"), ("hurt", "injure"), ("wounded", "injure")];
/// What somebody is made, with the verb that does it.
const MADE: &[(&str, &str)] =
    &[("redundant", "dismiss"), ("public", "publish"), ("legal", "legalise"), ("illegal", "ban")];
/// Stems of verbs of which "by half" makes a halving.
const FALLING: &[&str] = &["fall", "drop", "declin", "decreas", "shrink", "cut", "reduc"];
/// Stems of verbs for having a profit or a loss.
const EARNING: &[&str] = &["post", "report", "record", "book", "earn", "register"];

/// Each such result as the verb for it.
pub(super) fn results(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    folded(earned(halved(jailed(guilty(made(left(tokens)))))))
}

/// "Rose threefold" as "tripled".
fn folded(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let times = |word: &str| match word {
        "twofold" => Some("doubled"),
        "threefold" => Some("tripled"),
        "fourfold" => Some("quadrupled"),
        _ => None,
    };
    let found = (1..tokens.len()).find_map(|at| Some((at, times(lower(&tokens, at))?)));
    let grows = |at: usize| matches!(&*super::super::stem_of(lower(&tokens, at)), "ris" | "multiply");
    if let Some((at, verb)) = found.filter(|(at, _)| grows(at - 1)) {
        tokens.splice(at - 1..=at, [put(verb)]);
    }
    tokens
}

/// "Made 1,200 of its workers redundant".
fn made(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (0..tokens.len())
        .filter(|at| stem(lower(&tokens, *at)) == "mak" || lower(&tokens, *at) == "make")
        .find_map(|verb| {
            let is_passive = verb > 0 && BE.contains(&lower(&tokens, verb - 1));
            let (at, does) = (verb + 1..tokens.len().min(verb + 8)).find_map(|at| {
                let (_, does) = MADE.iter().find(|(word, _)| *word == lower(&tokens, at))?;
                Some((at, *does))
            })?;
            // "Made a public statement": what follows is no noun.
            let ends = tokens.get(at + 1).is_none_or(|next| next.after_stop || next.is_stop());
            (ends && (at > verb + 1 || is_passive)).then_some((verb, at, does))
        });
    if let Some((verb, at, does)) = found
        && let Some(token) = tokens.get(verb)
    {
        let does = in_place_of(token, does);
        tokens.remove(at);
        tokens.splice(verb..=verb, [does]);
    }
    tokens
}

/// "Found the surgeon guilty of fraud" as "convicted the surgeon of fraud", "found him not guilty" as "acquitted".
fn guilty(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let Some(verb) = (0..tokens.len()).find(|at| lower(&tokens, *at) == "found") else { return tokens };
    let Some(at) = (verb + 1..tokens.len().min(verb + 9)).find(|at| lower(&tokens, *at) == "guilty") else {
        return tokens;
    };
    let is_not = lower(&tokens, at - 1) == "not";
    let verdict = if is_not { "acquit" } else { "convict" };
    if let Some(token) = tokens.get(verb) {
        let verdict = Token { lower: format!("{verdict}{}ed", if is_not { "t" } else { "" }), ..token.clone() };
        tokens.drain(at - usize::from(is_not)..=at);
        tokens.splice(verb..=verb, [verdict]);
    }
    tokens
}

/// "Left six skiers dead".
fn left(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let Some(verb) = tokens.iter().position(|token| stem(&token.lower) == "leav") else { return tokens };
    // "Left Halm for dead", "left work injured": somebody counted, or named by an article, stands between.
    let is_whom = tokens.get(verb + 1).is_some_and(|next| next.is_number() || next.lower == "at");
    let found = (verb + 2..tokens.len().min(verb + 7)).find_map(|at| {
        let (_, kills) = LEFT.iter().find(|(dead, _)| *dead == lower(&tokens, at))?;
        Some((at, *kills))
    });
    let is_passive = verb > 0 && BE.contains(&lower(&tokens, verb - 1));
    if let Some((at, kills)) = found.filter(|_| is_whom && !is_passive)
        && let Some(token) = tokens.get(verb)
    {
        let kills = in_place_of(token, kills);
        tokens.remove(at);
        tokens.splice(verb..=verb, [kills]);
    }
    tokens
}

/// "Sentenced the banker to four years in prison".
fn jailed(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let Some(verb) = tokens.iter().position(|token| token.lower == "sentenced") else { return tokens };
    let is_term = |at: &usize| lower(&tokens, *at) == "to" && tokens.get(at + 1).is_some_and(Token::is_number);
    let Some(to) = (verb + 1..tokens.len()).find(is_term) else { return tokens };
    let is_prison = |at: &usize| lower(&tokens, *at) == "in" && matches!(lower(&tokens, at + 1), "prison" | "jail");
    let Some(prison) = (to + 2..tokens.len().min(to + 8)).find(is_prison) else { return tokens };
    tokens.drain(prison..prison + 2);
    tokens.splice(to..=to, [put("for")]);
    if let Some(token) = tokens.get_mut(verb) {
        "jailed".clone_into(&mut token.lower);
    }
    tokens
}

/// "Fell by half", "cut in half".
fn halved(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (1..tokens.len()).find(|at| {
        let is_fifty =
            lower(&tokens, *at) == "by" && lower(&tokens, at + 1) == "50" && lower(&tokens, at + 2) == "percent";
        let is_half = is_fifty || (matches!(lower(&tokens, *at), "by" | "in") && lower(&tokens, at + 1) == "half");
        let goes_on = matches!(lower(&tokens, at + 2), "of" | "a" | "an");
        is_half && !goes_on
    });
    let Some(half) = found else { return tokens };
    let is_falling = |at: &usize| FALLING.contains(&stem(lower(&tokens, *at)).as_str());
    let is_percent = lower(&tokens, half + 2) == "percent";
    // "Cut its output by half": the verb stands a few words before.
    let Some(verb) = (half.saturating_sub(7)..half).rev().find(is_falling) else { return tokens };
    if let Some(token) = tokens.get(verb) {
        let halves = in_place_of(token, "halve");
        tokens.drain(half..half + 2 + usize::from(is_percent));
        tokens.splice(verb..=verb, [halves]);
    }
    tokens
}

/// "Posted a net profit" as "made a net profit".
fn earned(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_result = |at: usize| {
        let has_article = matches!(lower(&tokens, at + 1), "a" | "an");
        has_article && (at + 2..at + 5).any(|at| matches!(lower(&tokens, at), "profit" | "loss"))
    };
    let verb = (1..tokens.len()).find(|at| EARNING.contains(&stem(lower(&tokens, *at)).as_str()) && is_result(*at));
    if let Some((verb, token)) = verb.and_then(|verb| Some((verb, tokens.get(verb)?))) {
        let made = in_place_of(token, "make");
        tokens.splice(verb..=verb, [made]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_result_is_the_verb_for_it() {
        check("The storm left six sailors dead in May.", "the storm killed six sailors in may");
        check("The court sentenced Luc Morel to four years in prison.", "the court jailed luc morel for four years");
        check("Orrin made 40 of its workers redundant.", "orrin dismissed 40 of its workers");
        check("A jury found Paul Moor guilty of fraud.", "a jury convicted paul moor of fraud");
        check("A jury found Paul Moor not guilty of fraud.", "a jury acquitted paul moor of fraud");
        check("Sales fell by half in May.", "sales halved in may");
        check("Orrin cut its output by half.", "orrin halved its output");
        check("Orrin posted a net profit of 4 million.", "orrin made a net profit of 4 million");
    }

    #[test]
    fn what_is_no_result_is_left() {
        check_left("The robbers left Luc Morel for dead.");
        check_left("Luc Morel was sentenced to four years of unpaid work.");
        check_left("Sales fell by half a percent.");
        check_left("Sales fell in half of the shops.");
        check_left("Orrin forecast a net profit of 4 million.");
    }
}
