//! Changes told as something that is seen: "Halm saw a 9 percent rise in rents" is "rents of Halm rose by 9 percent".

use super::super::clause::{clause, opening};
use super::super::stem::stem;
use super::super::words::Token;
use super::{end_of_phrase, lower, part, put};

/// Stems of verbs by which somebody, or some place, has a change.
const SEEING: &[&str] = &["see", "record", "register", "experienc", "post", "suff", "enjoy", "hav", "had"];
/// Nouns for a change, each with its verb.
const TRENDS: &[(&str, &str)] = &[
    ("rise", "rose"),
    ("increase", "increased"),
    ("growth", "rose"),
    ("jump", "rose"),
    ("fall", "fell"),
    ("drop", "fell"),
    ("decline", "fell"),
    ("decrease", "fell"),
];

/// A sentence in which a change is seen, told as that something changed.
pub(super) fn changes(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    change(&tokens).unwrap_or(tokens)
}

fn change<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let clause = clause(tokens)?;
    let there = lower(tokens, clause.from) == "there" && matches!(lower(tokens, clause.verb), "was" | "were");
    let is_full = !there && clause.full > clause.verb && lower(tokens, clause.verb) != "had";
    let verb = if is_full { clause.full } else { clause.verb };
    if !there && !SEEING.contains(&stem(lower(tokens, verb)).as_str()) {
        return None;
    }
    let article = verb + 1;
    if !matches!(lower(tokens, article), "a" | "an") {
        return None;
    }
    // "A 9 percent rise in", "a rise of 9 percent in".
    let noun = (article + 1..tokens.len().min(article + 4)).find(|at| trend(lower(tokens, *at)).is_some())?;
    let is_in = |at: &usize| lower(tokens, *at) == "in";
    let (number, joint) = if noun > article + 1 {
        ((article + 1)..noun, noun + 1)
    } else if lower(tokens, noun + 1) == "of" {
        let joint = (noun + 2..tokens.len().min(noun + 6)).find(is_in)?;
        ((noun + 2)..joint, joint)
    } else {
        return None;
    };
    let amount = tokens.get(number).filter(|amount| amount.first().is_some_and(Token::is_number))?.to_vec();
    let from = opening(tokens);
    let is_time = tokens.get(from..clause.verb)?.iter().any(Token::is_number);
    if !is_in(&joint) || is_time || tokens.get(joint + 1).is_none_or(Token::is_number) {
        return None;
    }
    let end = end_of_phrase(tokens, joint + 1);
    let changed = part(tokens, joint + 1, end);
    let of: Vec<Token<'t>> = if there { Vec::new() } else { vec![put("of")] };
    let whose = if there { Vec::new() } else { part(tokens, from, clause.verb) };
    let verb = put(trend(lower(tokens, noun))?);
    let first = part(tokens, 0, from).into_iter().chain(changed).chain(of).chain(whose);
    Some(first.chain([verb, put("by")]).chain(amount).chain(part(tokens, end, tokens.len())).collect())
}

/// The verb of a noun for a change.
fn trend(noun: &str) -> Option<&'static str> {
    TRENDS.iter().find(|(name, _)| *name == noun).map(|(_, verb)| *verb)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_change_that_is_seen_is_a_change() {
        check("Halm saw a 9 percent rise in rents in 2025.", "rents of halm rose by 9 percent in 2025");
        check(
            "Orrin posted a drop of 9 percent in net profit in 2025.",
            "net profit of orrin fell by 9 percent in 2025",
        );
        check("There was a 9 percent rise in rents in Halm.", "rents rose by 9 percent in halm");
    }

    #[test]
    fn what_is_forecast_or_not_told_by_how_much_is_left() {
        check_left("Halm expects a 9 percent rise in rents in 2025.");
        check_left("Halm saw a sharp rise in rents in 2025.");
        check_left("Halm denied a 9 percent rise in rents.");
        check_left("2025 saw a 9 percent rise in rents.");
    }
}
