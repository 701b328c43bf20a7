//! Comparisons with another time told as changes, and with another thing from one side: "were 25 percent lower in 2024 than in
//! 2015" is "fell by 25 percent", "was twice as large as in 2024" is "doubled", "not as long as" is "shorter than".

use super::super::clause::opening;
use super::super::roles::BE;
use super::super::words::Token;
use super::{lower, part, put};

/// Comparatives of a measure, with the verb of becoming so.
const BECOMING: &[(&str, &str)] =
    &[("higher", "rose"), ("more", "rose"), ("larger", "rose"), ("lower", "fell"), ("less", "fell"), ("fewer", "fell")];
/// How many times as much, with the verb of becoming so.
const TIMES: &[(&[&str], &str)] = &[
    (&["twice"], "doubled"),
    (&["double"], "doubled"),
    (&["two", "times"], "doubled"),
    (&["2", "times"], "doubled"),
    (&["three", "times"], "tripled"),
    (&["3", "times"], "tripled"),
    (&["four", "times"], "quadrupled"),
    (&["4", "times"], "quadrupled"),
    (&["half"], "halved"),
];
/// Words between two "as" that say how much there is.
const MUCH: &[&str] = &["many", "much", "high", "large", "big", "great"];
/// Adjectives with the comparative of their opposites.
const OPPOSED: &[(&str, &str)] = &[
    ("long", "shorter"),
    ("high", "lower"),
    ("tall", "shorter"),
    ("large", "smaller"),
    ("big", "smaller"),
    ("old", "younger"),
    ("fast", "slower"),
    ("heavy", "lighter"),
    ("many", "fewer"),
    ("much", "less"),
];

/// A sentence with its comparison in the one form.
pub(super) fn compared(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let tokens = equalled(tokens);
    let tokens = priced(&tokens).unwrap_or(tokens);
    let changed = times(&tokens).or_else(|| counted_times(&tokens)).or_else(|| by_amount(&tokens));
    changed.or_else(|| in_two_places(&tokens)).unwrap_or(tokens)
}

/// "Rents in Malmo are lower than in Lund": rents in Lund are higher than in Malmo.
fn in_two_places<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let be = (2..tokens.len()).find(|at| BE.contains(&lower(tokens, *at)))?;
    let at_in = (0..be).rfind(|at| lower(tokens, *at) == "in")?;
    let more = match lower(tokens, be + 1) {
        "lower" => "higher",
        "smaller" => "larger",
        "fewer" => "more",
        "shorter" => "longer",
        "weaker" => "stronger",
        _ => return None,
    };
    let is_than = lower(tokens, be + 2) == "than" && lower(tokens, be + 3) == "in";
    let is_place = |at: usize| tokens.get(at).is_some_and(Token::is_capital);
    if !(is_than && is_place(at_in + 1) && is_place(be + 4)) {
        return None;
    }
    let end = super::end_of_phrase(tokens, be + 4);
    let told = part(tokens, 0, at_in + 1).into_iter().chain(part(tokens, be + 4, end)).chain(part(tokens, be, be + 1));
    let told = told.chain([put(more)]).chain(part(tokens, be + 2, be + 4)).chain(part(tokens, at_in + 1, be));
    Some(told.chain(part(tokens, end, tokens.len())).collect())
}

/// Whether "than" or "as" leads to another time from here on: "than in 2015", "as in 2024", "as the year before".
fn is_with_time(tokens: &[Token<'_>], from: usize, joint: &str) -> bool {
    let says_time = |at: usize| {
        let skipped = usize::from(matches!(lower(tokens, at), "in" | "on" | "during"));
        let month = usize::from(super::super::roles::is_calendar(lower(tokens, at + skipped)));
        tokens.get(at + skipped + month).is_some_and(|token| token.lower.starts_with(|c: char| c.is_ascii_digit()))
            || matches!((lower(tokens, at), lower(tokens, at + 1)), ("the" | "a", "year"))
    };
    (from..tokens.len()).any(|at| lower(tokens, at) == joint && says_time(at + 1))
}

/// "Were 25 percent lower in 2024 than in 2015".
fn by_amount<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let be = (1..tokens.len()).find(|at| BE.contains(&lower(tokens, *at)))?;
    let amount = be + 1;
    let is_part = matches!(lower(tokens, amount), "a" | "one")
        && matches!(lower(tokens, amount + 1), "third" | "quarter" | "fifth" | "tenth" | "half");
    if !tokens.get(amount)?.is_number() && !is_part {
        return None;
    }
    let than = (amount + 1..tokens.len().min(amount + 5))
        .find_map(|at| Some((at, BECOMING.iter().find(|(more, _)| *more == lower(tokens, at))?.1)));
    let (than, verb) = than?;
    if !is_with_time(tokens, than, "than") {
        return None;
    }
    let told = part(tokens, 0, be).into_iter().chain([put(verb), put("by")]);
    Some(told.chain(part(tokens, amount, than)).chain(part(tokens, than + 1, tokens.len())).collect())
}

/// Which verb stands for "twice" and the like here, and how many words they are.
fn multiple(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize)> {
    let is_here = |words: &[&str]| words.iter().enumerate().all(|(i, word)| lower(tokens, at + i) == *word);
    TIMES.iter().find(|(words, _)| is_here(words)).map(|(words, verb)| (*verb, words.len()))
}

/// "Was twice as large in 2025 as in 2024".
fn times<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let be = (1..tokens.len()).find(|at| BE.contains(&lower(tokens, *at)))?;
    let (verb, length) = multiple(tokens, be + 1)?;
    let behind = be + 1 + length;
    let is_as = lower(tokens, behind) == "as" && MUCH.contains(&lower(tokens, behind + 1));
    // "Was half that of 1994".
    let is_that = lower(tokens, behind) == "that"
        && matches!(lower(tokens, behind + 1), "of" | "in")
        && tokens.get(behind + 2).is_some_and(Token::is_number);
    if !(is_that || is_as && is_with_time(tokens, behind + 1, "as")) {
        return None;
    }
    // "Are three times as high as in 2010": they have tripled since then.
    let since = behind + 2;
    if is_as && matches!(lower(tokens, be), "is" | "are") && lower(tokens, since + 1) == "in" {
        let told = part(tokens, 0, be).into_iter().chain([put("have"), put(verb), put("since")]);
        return Some(told.chain(part(tokens, since + 2, tokens.len())).collect());
    }
    Some(
        part(tokens, 0, be)
            .into_iter()
            .chain([put(verb)])
            .chain(part(tokens, behind + if is_as { 2 } else { 1 }, tokens.len()))
            .collect(),
    )
}

/// "Bread costs twice as much as in 2023": the price of bread is twice as much as in 2023.
fn priced<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let from = opening(tokens);
    let cost = (from + 1..tokens.len()).find(|at| matches!(lower(tokens, *at), "costs" | "cost"))?;
    let (_, length) = multiple(tokens, cost + 1)?;
    let behind = cost + 1 + length;
    let is_much = lower(tokens, behind) == "as" && lower(tokens, behind + 1) == "much";
    if !is_much || !is_with_time(tokens, behind + 1, "as") {
        return None;
    }
    // "Cost twice as much in 2025 as in 2024" is past.
    let is_now = lower(tokens, behind + 2) == "as";
    let told = part(tokens, 0, from).into_iter().chain([put("price"), put("of")]).chain(part(tokens, from, cost));
    let told = told.chain([put(if is_now { "is" } else { "was" })]);
    Some(told.chain(part(tokens, cost + 1, tokens.len())).collect())
}

/// "Twice as many people visited the gallery in 2025 as in 2024": the number doubled.
fn counted_times<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let from = opening(tokens);
    let (verb, length) = multiple(tokens, from)?;
    let behind = from + length;
    let is_it = lower(tokens, behind) == "as" && lower(tokens, behind + 1) == "many";
    if !is_it || !is_with_time(tokens, behind + 1, "as") {
        return None;
    }
    let as_in = (behind + 2..tokens.len()).rfind(|at| lower(tokens, *at) == "as")?;
    let people = usize::from(matches!(lower(tokens, behind + 2), "people" | "persons"));
    let told = part(tokens, 0, from).into_iter().chain([put("number")]);
    let told = told.chain(part(tokens, behind + 2 + people, as_in)).chain([put(verb)]);
    Some(told.chain(part(tokens, as_in, tokens.len())).collect())
}

/// "Is not as long as" as "is shorter than".
fn equalled(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (1..tokens.len()).find_map(|at| {
        let opposed = OPPOSED.iter().find(|(adjective, _)| *adjective == lower(&tokens, at + 2))?.1;
        let is_it = lower(&tokens, at) == "not" && matches!(lower(&tokens, at + 1), "as" | "so");
        (is_it && lower(&tokens, at + 3) == "as").then_some((at, opposed))
    });
    if let Some((at, opposed)) = found {
        tokens.splice(at..at + 4, [put(opposed), put("than")]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_comparison_with_another_time_is_a_change() {
        check(
            "Rents in Halm were 9 percent lower in 2025 than in 2024.",
            "rents in halm fell by 9 percent in 2025 than in 2024",
        );
        check("The harvest was twice as large in 2025 as in 2024.", "the harvest doubled in 2025 as in 2024");
        check(
            "Twice as many people visited Halm in 2025 as in 2024.",
            "number visited halm in 2025 doubled as in 2024",
        );
        check("The number of births was half that of 1994.", "the number of births halved of 1994");
    }

    #[test]
    fn what_costs_twice_as_much_has_doubled_in_price() {
        check("Bread in Arka costs three times as much as in 2023.", "price of bread in arka have tripled since 2023");
        check("Rents in Halm are twice as high as in 2010.", "rents in halm have doubled since 2010");
        check("Cocoa cost twice as much in 2024 as in 2022.", "price of cocoa doubled in 2024 as in 2022");
    }

    #[test]
    fn of_two_things_the_shorter_is_not_as_long() {
        check("Rents in Malmo are lower than in Lund.", "rents in lund are higher than in malmo");
        check("The Aar is not as long as the Rhine.", "the rhine is longer than the aar");
    }

    #[test]
    fn what_is_compared_with_another_thing_is_no_change() {
        check_left("Rents in Halm were 9 percent lower than in Orrin.");
        check_left("The mill was twice as large as the barn.");
        check_left("Twice as many men as women voted.");
        check_left("Rents were 9 percent of wages in 2024.");
    }
}
