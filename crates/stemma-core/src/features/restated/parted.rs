//! Verbs whose second part stands behind what they are done to: "turned the offer down", "brought traffic to a halt" are
//! "rejected the offer", "stopped traffic" (R. Quirk et al., A Comprehensive Grammar, 16.4: the particle moves).

use super::super::clause::CUTS;
use super::super::roles::is_calendar;
use super::super::stem::{is_past, stem};
use super::super::words::Token;
use super::{in_place_of, lower};

/// Stems of verbs with the words that complete them, and the verb that says the same.
const PARTED: &[(&str, &str, &str)] = &[
    ("bring", "to a halt", "stop"),
    ("bring", "to a standstill", "stop"),
    ("bring", "to a stop", "stop"),
    ("bring", "to an end", "end"),
    ("bring", "to a close", "end"),
    ("bring", "down", "topple"),
    ("put", "on trial", "try"),
    ("put", "up for sale", "offer"),
    ("put", "to death", "execute"),
    ("put", "out", "extinguish"),
    ("put", "off", "postpone"),
    ("put", "on hold", "suspend"),
    ("put", "on display", "exhibit"),
    ("put", "behind bars", "jail"),
    ("put", "in prison", "jail"),
    ("put", "in jail", "jail"),
    ("tak", "to court", "sue"),
    ("tak", "hostage", "kidnap"),
    ("tak", "into custody", "custody"),
    ("tak", "apart", "dismantle"),
    ("tak", "away", "remove"),
    ("tak", "out of service", "mothball"),
    ("send", "to prison", "jail"),
    ("send", "to jail", "jail"),
    ("send", "back", "return"),
    ("set", "on fire", "torch"),
    ("set", "alight", "torch"),
    ("set", "ablaze", "torch"),
    ("set", "free", "release"),
    ("set", "up", "found"),
    ("lay", "off", "dismiss"),
    ("let", "go", "dismiss"),
    ("call", "off", "cancel"),
    ("call", "back", "recall"),
    ("turn", "down", "reject"),
    ("vot", "down", "reject"),
    ("shut", "down", "close"),
    ("clos", "down", "close"),
    ("throw", "out", "dismiss"),
    ("throw", "away", "discard"),
    ("giv", "up", "abandon"),
    ("giv", "back", "return"),
    ("hand", "back", "return"),
    ("hand", "over", "transfer"),
    ("pull", "down", "demolish"),
    ("tear", "down", "demolish"),
    ("blow", "up", "explode"),
    ("burn", "down", "burn"),
    ("strik", "down", "overturn"),
    ("hold", "up", "delay"),
    ("driv", "up", "raise"),
    ("driv", "down", "lower"),
    ("push", "up", "raise"),
    ("push", "down", "lower"),
    ("forc", "up", "raise"),
    ("forc", "down", "lower"),
    ("lock", "up", "jail"),
    ("wip", "out", "destroy"),
    ("sell", "off", "sell"),
    ("buy", "up", "buy"),
    ("pay", "back", "repay"),
    ("pay", "off", "repay"),
    ("cut", "off", "isolate"),
    ("track", "down", "find"),
    ("wind", "down", "close"),
    ("mak", "public", "publish"),
    ("mak", "redundant", "dismiss"),
    ("find", "guilty", "convict"),
];

/// The words that end the second parts.
const COMPLETING: &[&str] = &[
    "halt",
    "standstill",
    "stop",
    "end",
    "close",
    "down",
    "trial",
    "sale",
    "death",
    "out",
    "off",
    "hold",
    "display",
    "bars",
    "prison",
    "jail",
    "court",
    "hostage",
    "custody",
    "apart",
    "away",
    "service",
    "back",
    "fire",
    "alight",
    "ablaze",
    "free",
    "up",
    "go",
    "over",
    "public",
    "redundant",
    "guilty",
];

/// The most words that may stand between the two parts: what is longer stands behind both (end weight).
const LONGEST_OBJECT: usize = 8;

/// Each verb in two parts as the one that says the same.
pub(super) fn whole(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    // Most sentences have no such word.
    let completes = |token: &Token<'_>| COMPLETING.contains(&token.lower.as_str());
    if !tokens.iter().skip(2).any(completes) {
        return tokens;
    }
    let mut at = 0;
    while at < tokens.len() {
        if let Some((base, part, count)) = found(&tokens, at)
            && let Some(verb) = tokens.get(at).map(|verb| in_place_of(verb, base))
        {
            tokens.splice(part..part + count, []);
            tokens.splice(at..=at, [verb]);
        }
        at += 1;
    }
    tokens
}

/// The verb that is meant, where its second part begins, and how many words that is.
fn found(tokens: &[Token<'_>], at: usize) -> Option<(&'static str, usize, usize)> {
    let verb = tokens.get(at).filter(|verb| !verb.is_capital() && !verb.owns)?;
    let stem = stem(&verb.word.to_lowercase());
    let mut parted = PARTED.iter().filter(|(of, ..)| *of == stem).peekable();
    parted.peek()?;
    let object = (at + 1..tokens.len()).take_while(|at| may_be_of_object(tokens, *at)).take(LONGEST_OBJECT).last()?;
    parted.find_map(|(_, part, base)| {
        let words = || part.split(' ');
        let is_here = |end: &usize| words().enumerate().all(|(i, word)| lower(tokens, end + i) == word);
        let count = words().count();
        let end = (at + 2..=object + 1).find(|end| is_here(end) && is_complete(tokens, end + count))?;
        // "Took the decision of the mayor to court": it may be a decision that was taken.
        let is_taken = *part == "to court" && (at + 1..end).any(|at| lower(tokens, at) == "of");
        if is_taken {
            return None;
        }
        Some((*base, end, count))
    })
}

/// Whether a word may be of what it is done to, or of where that is: "traffic on the bridge".
fn may_be_of_object(tokens: &[Token<'_>], at: usize) -> bool {
    const WITHIN: &[&str] = &["of", "in", "at", "on", "near", "down", "up", "out", "off"];
    tokens.get(at).is_some_and(|token| {
        let word = token.lower.as_str();
        !token.after_stop && !is_past(word) && (WITHIN.contains(&word) || !CUTS.contains(&word))
    })
}

/// Whether nothing follows that the second part may lead to: "turned the water down the hill".
fn is_complete(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_none_or(|next| {
        next.after_stop
            || next.is_adverb()
            || is_calendar(&next.lower)
            || (CUTS.contains(&next.lower.as_str()) && next.lower != "of")
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn a_verb_in_two_parts_is_one() {
        check(
            "Bees brought traffic on the bridge to a halt on Friday.",
            "bees stopped traffic on the bridge on friday",
        );
        check("Bees brought traffic to a halt on Friday.", "bees stopped traffic on friday");
        check("The council turned the offer down in May.", "the council rejected the offer in may");
        check("Orrin let 200 staff go in May.", "orrin dismissed 200 staff in may");
        check("The court put the mayor of Halm on trial.", "the court tried the mayor of halm");
        check("Orrin let the workers at Camber go on Monday.", "orrin dismissed the workers at camber on monday");
        check("The storm cut the village off.", "the storm isolated the village");
    }

    #[test]
    fn what_leads_elsewhere_is_left() {
        check_left("The crew turned the boat down the river.");
        check_left("Orrin put the money in prison reform.");
        check_left("The guard let the man into the hall.");
        check_left("Orrin sent the parcel back the same day.");
    }
}
