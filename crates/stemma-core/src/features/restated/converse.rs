//! Converse verbs, which tell one thing from its two sides (D. A. Cruse, Lexical Semantics, 1986): whoever sold the mill to
//! Orrin has made Orrin buy it, and whoever lost to Orrin was beaten by Orrin. One of the two stands for both.

use super::super::clause::{Clause, clause, opens_object};
use super::super::roles::BE;
use super::super::stem::stem;
use super::super::words::Token;
use super::{end_of_phrase, in_place_of, lower, part, put};

/// Stems of verbs for giving something to somebody, each with the verb of whoever gets it.
const TRANSFERS: &[(&str, &str)] = &[
    ("sell", "buy"),
    ("lend", "borrow"),
    ("leas", "lease"),
    ("teach", "learn"),
    ("rent", "rent"),
    ("let", "rent"),
    ("export", "import"),
    ("transfer", "acquire"),
    ("chart", "charter"),
    ("charter", "charter"),
];
/// What may stand between "lost" and whom it was lost to.
const CONTESTS: &[&str] = &[
    "match",
    "game",
    "final",
    "semi",
    "semifinal",
    "election",
    "derby",
    "the",
    "a",
    "race",
    "cup",
    "league",
    "championship",
    "tie",
];

/// A sentence told from the side that stands for both.
pub(super) fn turned(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let tokens = replaced(tokens);
    let turned = clause(&tokens).and_then(|clause| {
        transferred(&tokens, &clause)
            .or_else(|| received(&tokens, &clause))
            .or_else(|| at_work(&tokens, &clause))
            .or_else(|| compared(&tokens, &clause))
            .or_else(|| subsidiary(&tokens, &clause))
            .or_else(|| parent(&tokens, &clause))
            .or_else(|| supplied(&tokens, &clause))
            .or_else(|| related(&tokens, &clause))
    });
    turned.or_else(|| employed(&tokens)).unwrap_or(tokens)
}

/// "Sold the mill to Orrin", "lent Orrin 40 million": told of whoever gets it.
fn transferred<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let verb = tokens.get(clause.full)?;
    let gets = TRANSFERS.iter().find(|(gives, _)| *gives == stem(&verb.lower)).map(|(_, gets)| *gets)?;
    if clause.is_passive {
        return passive(tokens, clause, gets);
    }
    let behind = clause.full + 1;
    let object_end = end_of_object(tokens, behind);
    let (receiver, object, rest) = if lower(tokens, object_end) == "to" {
        let end = end_of_phrase(tokens, object_end + 1);
        (object_end + 1..end, behind..object_end, end)
    } else {
        // "Lent the chipmaker Orrin 40 million": whom comes first, a number or an article second.
        let second = (behind + 1..object_end).find(|at| opens_second(tokens, *at))?;
        (behind..second, second..object_end, object_end)
    };
    let is_somebody = tokens.get(receiver.start).is_some_and(|token| opens_object(token) && !token.is_number());
    if !is_somebody || object.is_empty() {
        return None;
    }
    let helping = part(tokens, clause.verb, clause.full);
    let first = part(tokens, 0, clause.from).into_iter().chain(part(tokens, receiver.start, receiver.end));
    let told = first.chain(helping).chain([in_place_of(verb, gets)]).chain(part(tokens, object.start, object.end));
    let from = [put("from")].into_iter().chain(part(tokens, clause.from, clause.verb));
    Some(told.chain(from).chain(part(tokens, rest, tokens.len())).collect())
}

/// Where what is given ends, with the named place where it is: "let the bakery in Zadar to".
fn end_of_object(tokens: &[Token<'_>], from: usize) -> usize {
    let end = end_of_phrase(tokens, from);
    let is_placed = matches!(lower(tokens, end), "in" | "at") && tokens.get(end + 1).is_some_and(Token::is_capital);
    let behind = end_of_phrase(tokens, end + 1);
    if is_placed && lower(tokens, behind) == "to" { behind } else { end }
}

/// Whether the second of two things begins here: "lent the museum the crown", "lent Orrin 40 million".
fn opens_second(tokens: &[Token<'_>], at: usize) -> bool {
    let is_article = ["the", "a", "an"].contains(&lower(tokens, at)) && lower(tokens, at - 1) != "of";
    is_article || tokens.get(at).is_some_and(Token::is_number)
}

/// "The mill was sold by Halm to Orrin", "was sold to Orrin": it was bought by Orrin.
fn passive<'t>(tokens: &[Token<'t>], clause: &Clause, gets: &str) -> Option<Vec<Token<'t>>> {
    let mut at = clause.full + 1;
    let (mut by, mut to) = (None, None);
    while matches!(lower(tokens, at), "by" | "to") {
        let end = end_of_phrase(tokens, at + 1);
        let is_somebody = tokens.get(at + 1).is_some_and(|token| opens_object(token) && !token.is_number());
        *(if lower(tokens, at) == "by" { &mut by } else { &mut to }) = Some(at + 1..end).filter(|_| is_somebody);
        at = end;
    }
    let to = to?;
    let first =
        part(tokens, 0, clause.full).into_iter().chain([in_place_of(tokens.get(clause.full)?, gets), put("by")]);
    let first = first.chain(part(tokens, to.start, to.end));
    let from = by.map(|by| [put("from")].into_iter().chain(part(tokens, by.start, by.end)).collect::<Vec<_>>());
    Some(first.chain(from.unwrap_or_default()).chain(part(tokens, at, tokens.len())).collect())
}

/// "Received the prize from Halm", "was awarded the prize by Halm": Halm gave it to them. Nobody named, it is received.
fn received<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let verb = tokens.get(clause.full)?;
    let is_given = clause.is_passive && ["given", "awarded", "donated"].contains(&verb.lower.as_str());
    let joint = if is_given { "by" } else { "from" };
    let object = clause.full + 1;
    // "Was not given", "will be given": only what has come is turned.
    let helps = |token: &Token<'_>| {
        BE.contains(&token.lower.as_str()) || matches!(token.lower.as_str(), "has" | "have" | "had")
    };
    let has_come = tokens.get(clause.verb..clause.full)?.iter().all(helps) && lower(tokens, clause.verb) != "be";
    let gets = matches!(stem(&verb.lower).as_str(), "receiv" | "get" | "got" | "obtain") && !clause.is_passive;
    let is_it = has_come && (is_given || gets);
    let end = end_of_phrase(tokens, object);
    // "Was given to Halm" is given away.
    let has_object = tokens.get(object).is_some_and(|token| !is_given || opens_object(token)) && end > object;
    if !is_it || !has_object {
        return None;
    }
    // "Received the sketch as a gift from Halm".
    let as_what = if lower(tokens, end) == "as" { end_of_phrase(tokens, end + 1) } else { end };
    let role = part(tokens, end, as_what);
    let (object_end, end) = (end, as_what);
    let is_somebody = tokens.get(end + 1).is_some_and(|token| opens_object(token) && !token.is_number());
    if lower(tokens, end) != joint || !is_somebody {
        let told = part(tokens, 0, clause.verb).into_iter().chain([put("received")]);
        return is_given.then(|| told.chain(part(tokens, object, tokens.len())).collect());
    }
    let giver = end_of_phrase(tokens, end + 1);
    let first = part(tokens, 0, clause.from)
        .into_iter()
        .chain(part(tokens, end + 1, giver))
        .chain([put(if is_given { "gave" } else { "rendered" })]);
    let told = first.chain(part(tokens, object, object_end)).chain([put("to")]);
    let told = told.chain(part(tokens, clause.from, clause.verb)).chain(role);
    Some(told.chain(part(tokens, giver, tokens.len())).collect())
}

/// "Lost 3-1 to Orrin" is that Orrin beat them, "works for Orrin" that Orrin employs them, "belongs to Orrin" that Orrin
/// owns it.
fn at_work<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let verb = tokens.get(clause.full).filter(|_| !clause.is_passive && !clause.is_copula)?;
    let (joint, other) = match stem(&verb.lower).as_str() {
        "los" => ("to", "beat"),
        "win" => return won(tokens, clause),
        "work" => ("for", "employ"),
        "belong" => ("to", "own"),
        "study" => ("under", "teach"),
        _ => return None,
    };
    let to = (clause.full + 1..tokens.len().min(clause.full + 9)).find(|at| lower(tokens, *at) == joint)?;
    let between = tokens.get(clause.full + 1..to)?;
    let says_little = |token: &Token<'_>| {
        let is_contest = CONTESTS.contains(&token.lower.as_str())
            || matches!(token.lower.as_str(), "in" | "at")
            || token.is_capital();
        token.is_number() || token.is_adverb() || (other == "beat" && is_contest)
    };
    let is_somebody = tokens.get(to + 1).is_some_and(|token| opens_object(token) && !token.is_number());
    let is_named = other == "beat" || tokens.get(to + 1).is_some_and(Token::is_capital) || is_firm(tokens, to + 1);
    if !between.iter().all(says_little) || !is_somebody || !is_named {
        return None;
    }
    let end = end_of_phrase(tokens, to + 1);
    let first = part(tokens, 0, clause.from).into_iter().chain(part(tokens, to + 1, end));
    let helping = part(tokens, clause.verb, clause.full);
    let told = first.chain(helping).chain([in_place_of(verb, other)]).chain(part(tokens, clause.from, clause.verb));
    Some(told.chain(between.iter().cloned()).chain(part(tokens, end, tokens.len())).collect())
}

/// "Halm is a subsidiary of Orrin": Orrin owns Halm.
fn subsidiary<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let be = lower(tokens, clause.verb);
    let of = clause.verb + 3;
    let noun = lower(tokens, clause.verb + 2);
    let is_pupil = matches!(noun, "pupil" | "student" | "disciple");
    let is_it = (matches!(noun, "subsidiary" | "unit") || is_pupil) && lower(tokens, of) == "of";
    let is_somebody = tokens.get(of + 1).is_some_and(|token| opens_object(token) && !token.is_number());
    if !(is_it && is_somebody && matches!(be, "is" | "was") && matches!(lower(tokens, clause.verb + 1), "a" | "the")) {
        return None;
    }
    let end = end_of_phrase(tokens, of + 1);
    let verb = put(match (is_pupil, be) {
        (true, _) => "taught",
        (false, "is") => "owns",
        (false, _) => "owned",
    });
    if is_pupil && !tokens.get(of + 1).is_some_and(Token::is_capital) {
        return None;
    }
    let first = part(tokens, 0, clause.from).into_iter().chain(part(tokens, of + 1, end)).chain([verb]);
    Some(first.chain(part(tokens, clause.from, clause.verb)).chain(part(tokens, end, tokens.len())).collect())
}

/// "Supplies the navy with drones" as "supplies drones to the navy".
fn supplied<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let verb = tokens.get(clause.full).filter(|_| !clause.is_passive)?;
    let behind = clause.full + 1;
    let with = end_of_phrase(tokens, behind);
    let is_given = matches!(stem(&verb.lower).as_str(), "supply" | "provid" | "present" | "furnish");
    let is_somebody = tokens.get(behind).is_some_and(|token| opens_object(token) && !token.is_number());
    let end = end_of_phrase(tokens, with + 1);
    if !is_given || lower(tokens, with) != "with" || !is_somebody || end <= with + 1 {
        return None;
    }
    let told = part(tokens, 0, behind).into_iter().chain(part(tokens, with + 1, end)).chain([put("to")]);
    Some(told.chain(part(tokens, behind, with)).chain(part(tokens, end, tokens.len())).collect())
}

/// Nouns for what somebody is to another, with what the other is to them. Of a parent's child it stays told which, so that a son is no
/// daughter.
const RELATED: &[(&str, &str)] = &[
    ("son", "sonparent"),
    ("daughter", "daughterparent"),
    ("sister", "sistersibling"),
    ("wife", "wifespouse"),
    ("predecessor", "successor"),
    ("mother", "mother"),
    ("father", "father"),
    ("parent", "parent"),
    ("brother", "brother"),
    ("husband", "husband"),
];

/// "Alain is the son of Yvonne", "Alain is Yvonne's son": told of Yvonne, with a word that says of whom it is told, since words that
/// are put for each other would say the same of either: "Alain is the father of Yvonne".
fn related<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let be = tokens.get(clause.verb).filter(|be| clause.is_copula && matches!(be.lower.as_str(), "is" | "was"))?;
    let behind = clause.verb + 1;
    let owner = (behind..tokens.len().min(behind + 6)).find(|at| tokens.get(*at).is_some_and(|token| token.owns));
    let noun = owner.map_or(behind + 1, |owner| owner + 1);
    let (own, other) = RELATED.iter().find(|(own, _)| *own == lower(tokens, noun))?;
    let (whom, rest) = match owner {
        Some(owner) => (behind..owner + 1, noun + 1),
        None => (noun + 2..end_of_phrase(tokens, noun + 2), end_of_phrase(tokens, noun + 2)),
    };
    let is_it = owner.is_some() || (lower(tokens, behind) == "the" && lower(tokens, noun + 1) == "of");
    let mut second = tokens.get(whom)?.to_vec();
    second.iter_mut().for_each(|token| token.owns = false);
    let (mut first, opening) = (part(tokens, clause.from, clause.verb), part(tokens, 0, clause.from));
    if own != other {
        std::mem::swap(&mut first, &mut second);
    }
    let named = first.iter().find(|token| token.is_capital()).filter(|_| is_it)?;
    let side = Token { lower: format!("of-{}", named.lower), ..put("of") };
    second.iter().find(|token| token.is_capital())?;
    let told = opening.into_iter().chain(first).chain([be.clone(), put("the"), put(other), put("of")]);
    Some(told.chain(second).chain([side]).chain(part(tokens, rest, tokens.len())).collect())
}

/// Nouns for where people are employed.
const WORKPLACES: &[&str] = &[
    "factory",
    "plant",
    "mill",
    "mine",
    "works",
    "hospital",
    "shipyard",
    "yard",
    "firm",
    "company",
    "brewery",
    "bakery",
    "refinery",
    "smelter",
    "foundry",
    "steelworks",
    "depot",
    "warehouse",
    "port",
    "airport",
    "centre",
];

/// "340 people work at the factory" is that the factory employs 340 people.
fn employed<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let (verb, at) = (tokens.get(2)?, 3);
    let end = end_of_phrase(tokens, at + 1);
    let is_counted = tokens.first().is_some_and(Token::is_number) && lower(tokens, 1) == "people";
    let is_there = matches!(lower(tokens, at), "at" | "in")
        && part(tokens, at + 1, end).iter().any(|token| WORKPLACES.contains(&token.lower.as_str()));
    if stem(&verb.lower) != "work" || !is_counted || !is_there {
        return None;
    }
    // "The factory in Wray".
    let is_placed = matches!(lower(tokens, end), "in" | "at") && tokens.get(end + 1).is_some_and(Token::is_capital);
    let end = if is_placed { end_of_phrase(tokens, end + 1) } else { end };
    let told = part(tokens, at + 1, end).into_iter().chain([in_place_of(verb, "employ")]);
    Some(told.chain(part(tokens, 0, 2)).chain(part(tokens, end, tokens.len())).collect())
}

/// "Orrin is the parent company of Halm": Orrin owns Halm.
fn parent<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let be = lower(tokens, clause.verb);
    let noun = clause.verb + 2;
    let of = noun + 1 + usize::from(matches!(lower(tokens, noun + 1), "company" | "firm"));
    let is_it = matches!(be, "is" | "was")
        && lower(tokens, noun - 1) == "the"
        && matches!(lower(tokens, noun), "parent" | "owner")
        && lower(tokens, of) == "of";
    if !is_it || tokens.get(of + 1).is_none() {
        return None;
    }
    let verb = put(if be == "is" { "owns" } else { "owned" });
    Some(part(tokens, 0, clause.verb).into_iter().chain([verb]).chain(part(tokens, of + 1, tokens.len())).collect())
}

/// "Won 2-0 against Orrin": beat Orrin 2-0.
fn won<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let against = (clause.full + 1..tokens.len().min(clause.full + 6)).find(|at| lower(tokens, *at) == "against")?;
    let between = tokens.get(clause.full + 1..against)?;
    let says_little = |token: &Token<'_>| token.is_number() || CONTESTS.contains(&token.lower.as_str());
    let is_somebody = tokens.get(against + 1).is_some_and(|token| opens_object(token) && !token.is_number());
    if !between.iter().all(says_little) || !is_somebody {
        return None;
    }
    let end = end_of_phrase(tokens, against + 1);
    let verb = in_place_of(tokens.get(clause.full)?, "beat");
    let told = part(tokens, 0, clause.full).into_iter().chain([verb]).chain(part(tokens, against + 1, end));
    Some(told.chain(between.iter().cloned()).chain(part(tokens, end, tokens.len())).collect())
}

/// Words that compare, each with the one that says it from the other side.
const COMPARED: &[(&str, &str, &str)] = &[
    ("shorter", "longer", "than"),
    ("younger", "older", "than"),
    ("smaller", "larger", "than"),
    ("lighter", "heavier", "than"),
    ("slower", "faster", "than"),
    ("lower", "higher", "than"),
    ("poorer", "richer", "than"),
    ("cheaper", "dearer", "than"),
    ("weaker", "stronger", "than"),
    ("south", "north", "of"),
    ("west", "east", "of"),
];

/// "Is shorter than the Halm", "lies 40 kilometres south of Halm": the Halm is longer, Halm lies north of it.
fn compared<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let told = other_side(tokens, clause)?;
    // "Lies 40 kilometres north of" is 40 kilometres north of.
    let plain = |token: Token<'t>| match token.lower.as_str() {
        "lies" => Token { lower: "is".to_owned(), ..token },
        "lay" => Token { lower: "was".to_owned(), ..token },
        _ => token,
    };
    Some(told.into_iter().map(plain).collect())
}

fn other_side<'t>(tokens: &[Token<'t>], clause: &Clause) -> Option<Vec<Token<'t>>> {
    let is_state = clause.is_copula || matches!(lower(tokens, clause.full), "lies" | "lay" | "stands" | "stood");
    let behind = if clause.is_copula { clause.verb + 1 } else { clause.full + 1 };
    let found = (behind..tokens.len().min(behind + 7)).find_map(|at| {
        let (_, other, joint) = COMPARED.iter().find(|(word, ..)| *word == lower(tokens, at))?;
        (lower(tokens, at + 1) == *joint).then_some((at, *other))
    });
    let (at, other) = found.filter(|_| is_state)?;
    let is_thing = tokens.get(at + 2).is_some_and(|token| opens_object(token) && !token.is_number());
    if !is_thing || part(tokens, clause.verb, at).iter().any(|token| token.lower == "not") {
        return None;
    }
    let end = end_of_phrase(tokens, at + 2);
    let first = part(tokens, 0, clause.from).into_iter().chain(part(tokens, at + 2, end));
    let told = first.chain(part(tokens, clause.verb, at)).chain([put(other)]).chain(part(tokens, at + 1, at + 2));
    Some(told.chain(part(tokens, clause.from, clause.verb)).chain(part(tokens, end, tokens.len())).collect())
}

/// Whether a name stands behind an article: "the Halm Group".
fn is_firm(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(Token::is_capital)
}

/// "Succeeded Paul Aalto as editor" as "replaced", and "took over from" him, too.
fn replaced(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    for at in 1..tokens.len() {
        let Some(verb) = tokens.get(at).cloned() else { break };
        let is_before = |at: usize| tokens.get(at).is_some_and(|next| opens_object(next) && !next.is_number());
        let is_by = BE.contains(&lower(&tokens, at - 1))
            && tokens.iter().skip(at).take_while(|token| !token.after_stop).any(|token| token.lower == "by");
        let succeeds = verb.lower.starts_with("succeed") && (is_before(at + 1) || is_by);
        let follows = verb.lower.starts_with("acquire") && verb.word.to_lowercase().starts_with("t");
        let takes_over = follows && lower(&tokens, at + 1) == "from" && is_before(at + 2);
        if succeeds || takes_over {
            tokens.splice(at..at + 1 + usize::from(takes_over), [in_place_of(&verb, "replace")]);
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn one_side_stands_for_both() {
        check("Halm sold the mill to Orrin for 40 pounds.", "orrin bought the mill from halm for 40 pounds");
        check("The mill was sold by Halm to Orrin in May.", "the mill was bought by orrin from halm in may");
        check("The mill was sold to Orrin by Halm in May.", "the mill was bought by orrin from halm in may");
        check("Halm lent the firm Orrin 40 pounds in May.", "the firm orrin borrowed 40 pounds from halm in may");
        check("Halm lent 40 pounds to Orrin.", "orrin borrowed 40 pounds from halm");
        check(
            "The driver Alain Roy is the son of Yvonne Roy.",
            "yvonne roy is the sonparent of the driver alain roy of-yvonne",
        );
        check("Alain Roy is Yvonne Roy's son.", "yvonne roy is the sonparent of alain roy of-yvonne");
        check("Halm lost 3-1 to Orrin on Friday.", "orrin beat halm 3 1 on friday");
        check("Ada Moor received the prize from Halm in May.", "halm rendered the prize to ada moor in may");
        check("Ada Moor received money from the Halm Group.", "the halm group rendered money to ada moor");
        check("Ada Moor was awarded the prize by Halm in May.", "halm gave the prize to ada moor in may");
        check("Ada Moor was given the prize in May.", "ada moor received the prize in may");
        check("Halm won 2-0 against Orrin on Friday.", "halm beat orrin 2 0 on friday");
        check("Halm lost the cup final to Orrin.", "orrin beat halm the cup final");
        check("Halm lost the final in Sund to Orrin.", "orrin beat halm the final in sund");
        check("Halm received the sketch as a gift from Ada Moor.", "ada moor rendered the sketch to halm as a gift");
        check("Lena Moor works for Orrin.", "orrin employs lena moor");
        check("The mill belongs to Orrin.", "orrin owns the mill");
        check("Halm Port is a subsidiary of Orrin Holding.", "orrin holding owns halm port");
        check("The Aar is 40 miles shorter than the Rhine.", "the rhine is 40 miles longer than the aar");
        check("Halm lies 12 miles south of Orrin.", "orrin is 12 miles north of halm");
        check("Ada Moor succeeded Paul Hill as mayor.", "ada moor replaced paul hill as mayor");
        check("Paul Hill was succeeded by Ada Moor.", "paul hill was replaced by ada moor");
        check("Ada Moor took over from Paul Hill as mayor.", "ada moor replaced paul hill as mayor");
    }

    #[test]
    fn what_has_no_other_side_is_left() {
        check_left("Halm sold shares to raise money.");
        check_left("Halm sold the mill for 40 pounds.");
        check_left("Halm plans to sell the mill to Orrin.");
        check_left("Ada Moor received the prize in May.");
        check_left("Ada Moor gave the prize to Halm.");
        check_left("Ada Moor was not given the prize by Halm.");
        check_left("Ada Moor will be given the prize by Halm.");
        check_left("Halm lost the contract to Orrin.");
        check_left("Halm lost 40 men to fever.");
        check_left("Halm lies in the south of Orrin.");
        check_left("The Aar is not shorter than the Rhine.");
        check_left("The plan succeeded in May.");
        check_left("The drug works for the old.");
    }
}
