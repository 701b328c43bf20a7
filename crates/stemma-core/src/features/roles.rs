//! Who does it, where, and why: the parts of a sentence whose exchange makes another claim of the same words.
//!
//! Nothing is parsed. Each part is found only where the words leave no doubt, and is empty otherwise; an empty part says
//! nothing, so that a doubt never parts two claims nor opposes them.

use std::collections::BTreeSet;

use super::clause::CUTS;
use super::coming::coming;
use super::stem::is_past;
use super::words::Token;
use crate::date::MONTHS;

/// The parts of a sentence, as stems.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Roles {
    /// Who does it: the subject of an active sentence, whom "by" names in a passive one.
    pub agent: BTreeSet<String>,
    /// Whether the agent is a name.
    pub agent_is_named: bool,
    /// Where: what follows the last "in", "at" or "near" before something else than a date.
    pub place: BTreeSet<String>,
    /// Why: what follows "because of" and the like, or stands before "caused".
    pub cause: BTreeSet<String>,
    /// Whose: the owner of "OWNER's THING", with the thing.
    pub owned: BTreeSet<(String, String)>,
    /// What need not have come: verbs behind "may" and the like, and behind "plans to", "agreed to", "accused of".
    pub coming: BTreeSet<String>,
    /// What has come: verbs in the past.
    pub done: BTreeSet<String>,
    /// What comes: verbs in the present, before what they are done to.
    pub doing: BTreeSet<String>,
}

pub(super) const BE: &[&str] = &["is", "are", "was", "were", "been", "be", "being"];
pub(super) const ARTICLES: &[&str] = &["the", "a", "an"];
/// Where a phrase behind a preposition ends.
const ENDS: &[&str] = &[
    "in", "on", "at", "for", "from", "after", "to", "with", "and", "but", "which", "that", "who", "because", "during",
    "since", "by", "when", "while", "as", "near", "before", "until", "into", "under", "is", "are", "was", "were",
    "has", "have", "had", "will",
];
/// Words that say how many, and name nobody.
const QUANTIFIERS: &[&str] = &[
    "all", "both", "each", "every", "some", "many", "most", "several", "few", "no", "none", "nobody", "nothing",
    "more", "less", "fewer", "another", "other", "others", "half", "any",
];
const CAUSING: &[&str] = &["caused", "triggered", "sparked", "causes"];

impl Roles {
    /// The roles in a sentence.
    pub(super) fn of(tokens: &[Token<'_>]) -> Self {
        let mut roles = Self::default();
        if let Some(agent) = passive_agent(tokens).or_else(|| giver(tokens)).or_else(|| subject(tokens)) {
            roles.agent_is_named = agent.iter().any(|token| token.is_capital());
            roles.agent = stems(agent);
        }
        roles.place = last_place(tokens).map(stems).unwrap_or_default();
        roles.cause = cause(tokens).map(stems).unwrap_or_default();
        roles.owned = tokens.windows(2).filter_map(owned).collect();
        roles.coming = coming(tokens);
        let is_done = |pair: &[Token<'_>]| matches!(pair, [before, verb] if !is_before_base(before) && is_past(&verb.word.to_lowercase()));
        roles.done =
            tokens.windows(2).filter(|pair| is_done(pair)).filter_map(|pair| Some(pair.last()?.stem())).collect();
        roles.doing = tokens.windows(3).filter_map(doing).collect();
        roles
    }
}

fn stems(tokens: &[Token<'_>]) -> BTreeSet<String> {
    tokens.iter().filter(|token| !token.is_stop()).map(Token::stem).collect()
}

/// Whether a base form stands behind it, and no past that looks like one: "tried to shut".
fn is_before_base(token: &Token<'_>) -> bool {
    ["be", "to", "may", "might", "could", "would", "should", "must", "can", "will"].contains(&token.lower.as_str())
}

/// Verbs whose past is their base form.
const UNCHANGED: &[&str] = &[
    "cost", "cut", "hit", "set", "put", "shut", "let", "hurt", "spread", "burst", "quit", "beat", "bid", "cast",
    "split", "shed",
];

/// Whether a word is the base form and the past of one verb.
pub(super) fn is_unchanged(lower: &str) -> bool {
    UNCHANGED.contains(&lower)
}

/// "Closes its", "buys Mossgrove", "cost 9 million": a verb behind whoever does it and before what it is done to.
fn doing(three: &[Token<'_>]) -> Option<String> {
    let [before, verb, next] = three else { return None };
    let is_verb = verb.lower.ends_with('s') && verb.lower.len() > 3 || is_unchanged(&verb.lower);
    let is_free = !verb.after_stop && !next.after_stop && !before.is_stop() && !verb.is_capital();
    let is_object = ARTICLES.contains(&next.lower.as_str())
        || ["its", "their", "his", "her"].contains(&next.lower.as_str())
        || next.is_capital()
        || next.lower.starts_with(|c: char| c.is_ascii_digit());
    (is_verb && is_free && is_object).then(|| verb.stem())
}

fn owned(pair: &[Token<'_>]) -> Option<(String, String)> {
    match pair {
        [owner, thing] if owner.owns && !owner.is_stop() && !thing.is_stop() => Some((owner.stem(), thing.stem())),
        _ => None,
    }
}

/// The words from a place on up to where the phrase ends.
fn phrase<'a, 't>(tokens: &'a [Token<'t>], from: usize) -> &'a [Token<'t>] {
    let rest = tokens.get(from..).unwrap_or_default();
    let end = rest.iter().position(|token| {
        token.after_stop && !std::ptr::eq(token, rest.as_ptr()) || ENDS.contains(&token.lower.as_str())
    });
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// Whom "by" names: "was made on a new process by Orrin Foundry".
fn passive_agent<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let by = tokens.iter().position(|token| token.lower == "by")?;
    let before = tokens.get(..by)?;
    let is_passive = before.iter().enumerate().any(|(at, token)| {
        BE.contains(&token.lower.as_str()) && before.get(at + 1..).unwrap_or_default().iter().take(3).any(is_participle)
    });
    let agent = phrase(tokens, by + 1);
    let first = agent.iter().find(|token| !ARTICLES.contains(&token.lower.as_str()))?;
    let is_time = |token: &Token<'_>| {
        token.word.bytes().all(|byte| byte.is_ascii_digit()) || token.lower == "end" || is_calendar(&token.lower)
    };
    let is_number = first.word.starts_with(|c: char| c.is_ascii_digit());
    let is_no_doer = is_number || first.lower.ends_with("ing") || agent.iter().any(is_time);
    (is_passive && !is_no_doer).then_some(agent)
}

pub(super) fn is_participle(token: &Token<'_>) -> bool {
    let lower = token.lower.as_str();
    lower.ends_with("ed")
        || (lower.ends_with("en") && lower != "open")
        || matches!(
            lower,
            "made"
                | "built"
                | "sold"
                | "bought"
                | "found"
                | "held"
                | "led"
                | "won"
                | "lost"
                | "run"
                | "shot"
                | "hit"
                | "cut"
                | "shut"
                | "close"
                | "paid"
                | "sent"
                | "set"
                | "put"
                | "brought"
                | "caught"
                | "struck"
                | "kept"
                | "lent"
                | "spent"
                | "told"
                | "taught"
                | "fought"
        )
}

/// Whether it is a day of the week or a month.
pub(super) fn is_calendar(lower: &str) -> bool {
    lower.ends_with("day") || MONTHS.contains(&lower)
}

/// Whoever gives what another receives: "received money from the foundation".
pub(super) fn giver<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let receives =
        tokens.iter().position(|token| matches!(token.lower.as_str(), "received" | "receives" | "receive"))?;
    let from = tokens.iter().skip(receives).position(|token| token.lower == "from")? + receives;
    Some(phrase(tokens, from + 1)).filter(|giver| !giver.is_empty())
}

/// The name that opens an active sentence, behind at most an article and one word of what it is.
fn subject<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let first = tokens.first()?;
    let opens_aside = CUTS.contains(&first.lower.as_str()) && first.lower != "that";
    let from = if opens_aside { tokens.iter().skip(1).position(|token| token.after_stop)? + 1 } else { 0 };
    let rest = tokens.get(from..)?;
    if rest.first().is_some_and(|first| QUANTIFIERS.contains(&first.lower.as_str())) {
        return None;
    }
    let skipped = rest.iter().take(2).take_while(|token| !token.is_capital() || token.is_stop()).count();
    let run = rest.iter().skip(skipped).take_while(|token| token.is_capital() && !token.is_stop()).count();
    let behind = rest.get(skipped + run);
    // "Shares in Orrin Foundry" are spoken of with what they are of.
    let aside = behind.filter(|next| ["in", "at", "of", "from", "for", "on"].contains(&next.lower.as_str()));
    let whole = run
        + aside.map_or(0, |_| {
            1 + rest.iter().skip(skipped + run + 1).take_while(|t| t.is_capital() || t.is_stop()).count()
        });
    let name = rest.get(skipped..skipped + whole).filter(|_| run > 0)?;
    let is_owner = rest.get(skipped + run - 1).is_some_and(|token| token.owns);
    let is_list = behind.is_some_and(|next| next.lower == "and" || next.after_stop);
    let is_passive = rest.iter().skip(skipped + run).take(3).any(|token| BE.contains(&token.lower.as_str()))
        && rest.iter().skip(skipped + run).take(4).any(is_participle);
    (!is_owner && !is_list && !is_passive).then_some(name)
}

/// What follows the last "in", "at" or "near", and is no date.
fn last_place<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let is_date = |next: &Token<'_>| next.is_number() || is_calendar(&next.lower);
    let is_place = |two: &[Token<'_>]| matches!(two, [joint, next] if ["in", "at", "near"].contains(&joint.lower.as_str()) && !is_date(next));
    let at = tokens.windows(2).rposition(is_place)?;
    let place = phrase(tokens, at + 1);
    (!place.is_empty() && place.len() <= 5).then_some(place)
}

/// Whether a noun stands alone, as the names of substances do: "cyanide", "lightning".
fn is_bare_thing(token: &Token<'_>) -> bool {
    let is_somebody = matches!(token.lower.as_str(), "police" | "people" | "men" | "women" | "somebody" | "someone");
    let is_determined = token.is_stop() || matches!(token.lower.as_str(), "another" | "other" | "one" | "several");
    !(token.is_capital() || is_determined || token.is_number() || is_somebody || token.lower.ends_with('s'))
}

/// What is given as the cause.
fn cause<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let position = |of: &dyn Fn(&Token<'_>) -> bool| tokens.iter().position(of);
    if let Some(because) = position(&|token| token.lower == "because") {
        return tokens.get(because + 1..).filter(|cause| !cause.is_empty());
    }
    // "Died of fever" is put as "killed by" it; "killed by fever", and not "killed by rebels", "by a guard".
    let killed = tokens.windows(3).position(|three| {
        matches!(three, [killed, by, cause] if killed.lower == "killed" && by.lower == "by" && (by.word == "died" || is_bare_thing(cause)))
    });
    if let Some(killed) = killed {
        return Some(phrase(tokens, killed + 2)).filter(|cause| !cause.is_empty());
    }
    let causing = position(&|token| CAUSING.contains(&token.lower.as_str()))?;
    match tokens.get(causing + 1) {
        Some(next) if next.lower == "by" => tokens.get(causing + 2..).filter(|cause| !cause.is_empty()),
        Some(_) if causing > 0 => tokens.get(..causing),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    fn check(text: &str, agent: &str, place: &str, cause: &str) {
        let roles = Roles::of(&tokens(text));
        let joined = |of: &BTreeSet<String>| of.iter().cloned().collect::<Vec<_>>().join(" ");
        assert_eq!(
            (joined(&roles.agent).as_str(), joined(&roles.place).as_str(), joined(&roles.cause).as_str()),
            (agent, place, cause),
            "{text}"
        );
    }

    #[test]
    fn who_does_it_is_found_in_both_voices() {
        check("Hartwell sued Mossgrove.", "hartwell", "", "");
        check("Mossgrove was sued by Hartwell.", "hartwell", "", "");
        check("Ruth Calloway received money from Brightline.", "brightlin", "", "");
        check("Yields at Orrin Foundry are low.", "foundry orrin yield", "foundry orrin", "");
        check("The probe was launched by Friday.", "", "", "");
    }

    #[test]
    fn what_may_come_is_told_from_what_has() {
        let told = |text: &str| {
            let Roles { coming, done, .. } = Roles::of(&tokens(text));
            (coming.into_iter().collect::<Vec<_>>().join(" "), done.into_iter().collect::<Vec<_>>().join(" "))
        };
        let words = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(told("Hartwell may soon buy Mossgrove."), words("buy", ""));
        assert_eq!(told("Hartwell bought Mossgrove."), words("", "buy"));
        assert_eq!(told("Hartwell may have bought Mossgrove."), words("", "buy"));
        assert_eq!(told("In May the plant could be sold."), words("", ""));
    }

    #[test]
    fn places_and_causes_end_where_their_phrase_ends() {
        check("The fire in the mill was caused by arson.", "arson", "mill", "arson");
        check("Sewage caused the bloom in Lake Ivell.", "sewag", "ivell lak", "sewag");
        check("The fish died because of a chemical spill.", "", "", "chemical leak");
    }
}
