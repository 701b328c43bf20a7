//! What a sentence says it is not, beside what it says it is: "metal fatigue, not pilot error, caused the crash" says that
//! metal fatigue did; and words for none: "lacks a harbour" is "has no harbour".

use super::super::roles::BE;
use super::super::words::Token;
use super::{lower, put};

/// How many words may be set against others.
const LONGEST: usize = 6;

/// Words by which what follows "not" says more than what is not so: "not only", "not including staff".
const ADDING: &[&str] =
    &["only", "just", "but", "yet", "even", "all", "including", "counting", "to", "until", "before", "since", "least"];

/// The sentence without what it is set against, and with one word for none.
pub(super) fn plain(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    lacking(none(without_contrast(tokens)))
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
        check("Halm lacks a harbour.", "halm has no harbour");
    }

    #[test]
    fn what_is_denied_alone_is_kept() {
        check_left("The crash was not caused by pilot error.");
        check_left("The plant was closed, not only for a day, by the owner.");
        check_left("The fire killed 12 people, not including the crew, in May.");
        check_left("Nobody but the clerk signed.");
    }
}
