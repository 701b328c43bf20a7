//! Changes told as something that is seen: "Halm saw a 9 percent rise in rents" is "rents of Halm rose by 9 percent".

use super::super::clause::{clause, opening};
use super::super::roles::{is_calendar, is_unchanged};
use super::super::stem::{is_past, stem};
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

/// Stems of verbs by which somebody makes something of theirs less or more, with how it changes.
const MAKING: &[(&str, &str)] = &[
    ("cut", "fell"),
    ("reduc", "fell"),
    ("lower", "fell"),
    ("low", "fell"),
    ("slash", "fell"),
    ("trim", "fell"),
    ("rais", "rose"),
    ("increas", "rose"),
    ("boost", "rose"),
    ("lift", "rose"),
];

/// A sentence in which a change is seen or made, told as that something changed.
pub(super) fn changes(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let tokens = more_or_less(tokens);
    change(&tokens)
        .or_else(|| seen_of_itself(&tokens))
        .or_else(|| saw(&tokens))
        .or_else(|| made(&tokens))
        .or_else(|| undergone(&tokens))
        .unwrap_or(tokens)
}

/// "Aldin saw its sales rise by 8 percent": the sales of Aldin rose by 8 percent.
fn saw<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let clause = clause(tokens).filter(|clause| !clause.is_passive && !clause.is_copula)?;
    let whose = clause.full + 1;
    let is_own =
        matches!(lower(tokens, clause.full), "saw" | "sees") && matches!(lower(tokens, whose), "its" | "their");
    let verb = (whose + 2..tokens.len().min(whose + 5)).find(|at| trend(lower(tokens, *at)).is_some())?;
    if !is_own || !says_how_far(tokens, verb + 1) || clause.full != clause.verb {
        return None;
    }
    let changed = put(trend(lower(tokens, verb))?);
    let told = part(tokens, 0, clause.from).into_iter().chain(part(tokens, whose + 1, verb)).chain([put("of")]);
    let told = told.chain(part(tokens, clause.from, clause.verb)).chain([changed]);
    Some(told.chain(part(tokens, verb + 1, tokens.len())).collect())
}

/// "Exported 12 percent more tea": how much more is told, and that it is more must not be passed over.
fn more_or_less(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    for at in 1..tokens.len() {
        let way = match lower(&tokens, at) {
            "more" => "risen",
            "less" | "fewer" => "fallen",
            _ => continue,
        };
        let is_noun = tokens.get(at + 1).is_some_and(|next| !next.is_stop() && !next.after_stop && !next.is_number());
        if lower(&tokens, at - 1) == "percent" && is_noun && lower(&tokens, at + 1) != "than" {
            tokens.splice(at..=at, [put(way)]);
        }
    }
    tokens
}

/// How a verb changes what it is done to, when it is one in the past.
fn making(token: &Token<'_>) -> Option<&'static str> {
    let is_done = is_past(&token.lower) || is_unchanged(&token.lower);
    let verb = stem(&token.lower);
    MAKING.iter().find(|(name, _)| is_done && *name == verb).map(|(_, changes)| *changes)
}

/// Whether "by" or "to" and a number stand here: without them it is not said what became of it.
fn says_how_far(tokens: &[Token<'_>], at: usize) -> bool {
    let skipped = usize::from(matches!(lower(tokens, at + 1), "a" | "an" | "about" | "around" | "nearly" | "almost"));
    let is_part = matches!(lower(tokens, at + 1 + skipped), "third" | "quarter" | "fifth" | "half" | "tenth");
    let is_number = tokens.get(at + 1 + skipped).is_some_and(Token::is_number);
    let is_share = tokens.get(at..).unwrap_or_default().iter().take(6).any(|token| token.lower == "percent");
    matches!(lower(tokens, at), "by" | "to") && ((is_number && is_share) || is_part)
}

/// "Holm cut its emissions by a quarter": the emissions of Holm fell by a quarter.
fn made<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let clause = clause(tokens).filter(|clause| !clause.is_passive && !clause.is_copula)?;
    let changes = making(tokens.get(clause.full)?)?;
    let own = clause.full + 1;
    let is_own = matches!(lower(tokens, own), "its" | "their" | "his" | "her");
    let helps = |token: &Token<'_>| matches!(token.lower.as_str(), "has" | "have" | "had");
    let has_come = tokens.get(clause.verb..clause.full)?.iter().all(helps);
    let end = end_of_phrase(tokens, own + 1);
    if !is_own || !has_come || end == own + 1 || !says_how_far(tokens, end) {
        return None;
    }
    let first = part(tokens, 0, clause.from).into_iter().chain(part(tokens, own + 1, end)).chain([put("of")]);
    let told = first.chain(part(tokens, clause.from, clause.verb)).chain([put(changes)]);
    Some(told.chain(part(tokens, end, tokens.len())).collect())
}

/// "The use of water was cut by a third": it fell by a third.
fn undergone<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let be = (1..tokens.len()).find(|at| matches!(lower(tokens, *at), "was" | "were"))?;
    let changes = tokens.get(be + 1).filter(|_| says_how_far(tokens, be + 2)).and_then(making)?;
    // "Was lowered by 2 metres by the authority": who did it is said.
    if tokens.iter().skip(be + 3).any(|token| token.lower == "by") {
        return None;
    }
    Some(part(tokens, 0, be).into_iter().chain([put(changes)]).chain(part(tokens, be + 2, tokens.len())).collect())
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

/// What is told by how much it is, beside all that is told in the plural: "sales", "orders".
const MEASURED: &[&str] = &[
    "output",
    "profit",
    "revenue",
    "turnover",
    "production",
    "demand",
    "traffic",
    "income",
    "unemployment",
    "inflation",
    "consumption",
    "population",
    "membership",
    "price",
    "rate",
    "attendance",
];

/// "Orders for the chip saw an increase of 30 percent": they rose by 30 percent.
fn seen_of_itself<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let clause =
        clause(tokens).filter(|clause| !clause.is_passive && !clause.is_copula && clause.full == clause.verb)?;
    let (verb, article) = (clause.full, clause.full + 1);
    let sees = SEEING.contains(&stem(lower(tokens, verb)).as_str()) && matches!(lower(tokens, article), "a" | "an");
    let changes = trend(lower(tokens, article + 1)).filter(|_| sees && lower(tokens, article + 2) == "of")?;
    let is_number = tokens.get(article + 3).is_some_and(Token::is_number) && lower(tokens, article + 4) == "percent";
    let goes_on = tokens.get(article + 5).is_some_and(|next| !next.after_stop && next.lower == "in");
    let is_of_another =
        goes_on && !tokens.get(article + 6).is_some_and(|when| when.is_number() || is_calendar(&when.lower));
    let what = end_of_phrase(tokens, clause.from).min(verb).checked_sub(1).and_then(|at| tokens.get(at))?;
    let is_measured = !what.is_capital() && (what.lower.ends_with('s') || MEASURED.contains(&what.lower.as_str()));
    if !is_number || is_of_another || !is_measured {
        return None;
    }
    let told = part(tokens, 0, verb).into_iter().chain([put(changes), put("by")]);
    Some(told.chain(part(tokens, article + 3, tokens.len())).collect())
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
        check("Steel exports saw an increase of 9 percent in 2025.", "steel exports increased by 9 percent in 2025");
    }

    #[test]
    fn a_change_that_is_made_is_a_change() {
        check("Orrin cut its output in Halm by a third.", "orrin cut its output in halm by a third");
        check("Orrin cut its output by a third in 2025.", "output of orrin fell by a third in 2025");
        check("The use of water was cut by 9 percent.", "the use of water fell by 9 percent");
        check("The bank raised its rate to 4 percent.", "rate of the bank rose to 4 percent");
    }

    #[test]
    fn what_others_change_or_may_change_is_left() {
        check_left("Orrin will cut its output by a third.");
        check_left("Orrin cut the output of Halm by a third.");
        check_left("Orrin raised its flag.");
        check_left("The rate was cut by the bank.");
    }

    #[test]
    fn what_is_forecast_or_not_told_by_how_much_is_left() {
        check_left("Halm expects a 9 percent rise in rents in 2025.");
        check_left("Halm saw a sharp rise in rents in 2025.");
        check_left("Halm denied a 9 percent rise in rents.");
        check_left("2025 saw a 9 percent rise in rents.");
        check_left("Orrin saw an increase of 9 percent in 2025.");
    }
}
