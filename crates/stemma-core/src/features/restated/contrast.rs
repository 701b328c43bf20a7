//! What a sentence says it is not, beside what it says it is: "metal fatigue, not pilot error, caused the crash" says that
//! metal fatigue did; and words for none: "lacks a harbour" is "has no harbour".

use super::super::roles::BE;
use super::super::stem::is_past;
use super::super::words::Token;
use super::privative::denied;
use super::{lower, part, put};

/// How many words may be set against others.
const LONGEST: usize = 6;

/// Words by which what follows "not" says more than what is not so: "not only", "not including staff".
const ADDING: &[&str] =
    &["only", "just", "but", "yet", "even", "all", "including", "counting", "to", "until", "before", "since", "least"];

/// The sentence without what it is set against, and with one word for none.
pub(super) fn plain(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    lacking(none(complement(out_of(excepted(yet_to_come(without_contrast(tokens)))))))
}

/// "Has yet to be ratified" as "has not yet been ratified".
fn yet_to_come(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it = |at: &usize| {
        matches!(lower(&tokens, at - 1), "has" | "have" | "had")
            && lower(&tokens, *at) == "yet"
            && lower(&tokens, at + 1) == "to"
    };
    if let Some(at) = (1..tokens.len()).find(is_it) {
        let is_passive = lower(&tokens, at + 2) == "be";
        let upto = at + 2 + usize::from(is_passive);
        tokens.splice(at..upto, [put("not"), put("yet")].into_iter().chain(is_passive.then(|| put("been"))));
    }
    tokens
}

/// Words with what holds when they do not: there is nothing between.
const COMPLEMENTS: &[(&str, &str)] = &[
    ("shut", "open"),
    ("closed", "open"),
    ("open", "closed"),
    ("present", "absent"),
    ("absent", "present"),
    ("alive", "dead"),
    ("dead", "alive"),
    ("sober", "drunk"),
    ("drunk", "sober"),
];
/// What something is in or out of.
const IN_OR_OUT: &[&str] = &["service", "use", "operation", "action", "office", "stock", "print", "danger"];

/// "Has been out of service" as "has not been in service".
fn out_of(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it = |at: &usize| {
        BE.contains(&lower(&tokens, at - 1))
            && lower(&tokens, *at) == "out"
            && lower(&tokens, at + 1) == "of"
            && IN_OR_OUT.contains(&lower(&tokens, at + 2))
    };
    if let Some(at) = (1..tokens.len()).find(is_it) {
        tokens.splice(at..at + 2, [put("not"), put("in")]);
    }
    tokens
}

/// "Was not shut" as "was open".
fn complement(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let found = (1..tokens.len()).find_map(|at| {
        let is_not = lower(&tokens, at) == "not" && BE.contains(&lower(&tokens, at - 1));
        let next = at + 1 + usize::from(lower(&tokens, at + 1) == "been");
        let (_, holds) = COMPLEMENTS.iter().find(|(word, _)| *word == lower(&tokens, next))?;
        // "Was not closed by the owner": by somebody else, perhaps.
        let is_by =
            tokens.iter().skip(next + 1).any(|token| matches!(token.lower.as_str(), "by" | "because" | "until"));
        (is_not && !is_by).then_some((at, next, *holds))
    });
    if let Some((at, next, holds)) = found {
        tokens.splice(at..=next, [put(holds)]);
        return tokens;
    }
    // "Was unsuccessful" as "failed".
    let failed =
        (1..tokens.len()).find(|at| lower(&tokens, *at) == "unsuccessful" && BE.contains(&lower(&tokens, at - 1)));
    if let Some(at) = failed.filter(|at| tokens.get(at + 1).is_none_or(|next| next.after_stop || next.is_stop())) {
        tokens.splice(at - 1..=at, [put("failed")]);
        return tokens;
    }
    denied(tokens)
}

/// "No country except Estonia has ratified it" as "Estonia is the only country that has", "nobody but the pilot survived"
/// as "only the pilot survived".
fn excepted(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    excepting(&tokens).unwrap_or(tokens)
}

fn excepting<'t>(tokens: &[Token<'t>]) -> Option<Vec<Token<'t>>> {
    let (from, is_nobody) = match (lower(tokens, 0), lower(tokens, 1)) {
        ("nobody" | "none", _) => (1, true),
        ("no", "one") => (2, true),
        ("no", _) => (1, false),
        _ => return None,
    };
    let end = (from..tokens.len().min(from + 5)).find(|at| {
        let (word, next) = (lower(tokens, *at), lower(tokens, at + 1));
        matches!(word, "except" | "but") || matches!((word, next), ("other", "than") | ("apart", "from"))
    })?;
    let whom = end + 1 + usize::from(matches!(lower(tokens, end + 1), "than" | "from" | "for"));
    let is_verb = |at: &usize| {
        let token = tokens.get(*at);
        token.is_some_and(|token| {
            BE.contains(&token.lower.as_str())
                || matches!(token.lower.as_str(), "has" | "have" | "had")
                || (is_past(&token.lower) && !token.is_capital())
        })
    };
    let verb = (whom + 1..tokens.len()).find(is_verb)?;
    let (kind, named) = (part(tokens, from, end), part(tokens, whom, verb));
    let rest = part(tokens, verb, tokens.len());
    if is_nobody && kind.is_empty() {
        return Some([put("only")].into_iter().chain(named).chain(rest).collect());
    }
    let joint = [put("are"), put("the"), put("only")].into_iter().chain(kind).chain([put("that")]);
    (!is_nobody && end > from).then(|| named.into_iter().chain(joint).chain(rest).collect())
}

/// Takes ", not pilot error," away, and ", not pilot error." at the end.
fn without_contrast(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_not = |at: &usize| tokens.get(*at).is_some_and(|token| token.after_stop && token.lower == "not");
    let Some(from) = (1..tokens.len()).find(is_not) else { return tokens };
    let ends = |at: &usize| tokens.get(*at).is_none_or(|token| token.after_stop);
    let Some(to) = (from + 1..=tokens.len()).find(ends).filter(|to| to - from <= LONGEST) else { return tokens };
    // "Closed, not only by the owner but by the council": the one is said beside the other.
    let set = tokens.get(from + 1..to).unwrap_or_default();
    let adds = set.iter().any(|token| ADDING.contains(&token.lower.as_str()));
    let is_clause = set.iter().any(|token| BE.contains(&token.lower.as_str()));
    if set.is_empty() || adds || is_clause {
        return tokens;
    }
    tokens.drain(from..to);
    if let Some(next) = tokens.get_mut(from) {
        next.after_stop = false;
    }
    tokens
}

/// "Nobody" as "no", where it leaves nobody out.
fn none(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    for at in 0..tokens.len() {
        let leaves_out = matches!(lower(&tokens, at + 1), "but" | "except" | "else" | "other");
        if let Some(token) = tokens.get_mut(at).filter(|token| token.lower == "nobody" && !leaves_out) {
            "no".clone_into(&mut token.lower);
        }
    }
    tokens
}

/// "Lacks a harbour" as "has no harbour".
fn lacking(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let has = |word: &str| match word {
        "lacks" => Some("has"),
        "lacked" => Some("had"),
        _ => None,
    };
    let found = (1..tokens.len()).find_map(|at| Some((at, has(lower(&tokens, at))?)));
    if let Some((at, has)) = found {
        let is_article = matches!(lower(&tokens, at + 1), "a" | "an" | "any");
        tokens.splice(at..at + 1 + usize::from(is_article), [put(has), put("no")]);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_it_is_not_is_taken_away_beside_what_it_is() {
        check("Metal fatigue, not pilot error, caused the crash.", "metal fatigue caused the crash");
        check("The crash was caused by metal fatigue, not pilot error.", "the crash was caused by metal fatigue");
        check("Nobody was hurt.", "no was hurt");
        check("The sluice was not shut in May.", "the sluice was open in may");
        check("The treaty has yet to be ratified.", "the treaty has not yet been ratified");
        check("The driver was unhurt.", "the driver was not hurt");
        check("Nobody but the clerk signed.", "only the clerk signed");
        check("No country except Estonia has ratified it.", "estonia are the only country that has ratified it");
        check("Halm lacks a harbour.", "halm has no harbour");
    }

    #[test]
    fn what_is_denied_alone_is_kept() {
        check_left("The crash was not caused by pilot error.");
        check_left("The mill was not closed by the owner.");
        check_left("No country has ratified it.");
        check_left("The plant was closed, not only for a day, by the owner.");
        check_left("The fire killed 12 people, not including the crew, in May.");
    }
}
