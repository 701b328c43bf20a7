//! One form for wordings that grammar makes interchangeable: "carried out an inspection of the jail" as "inspected the
//! jail", "the closure of the plant took place" as "the plant was closed", "sold the mill to Orrin" as "Orrin bought the
//! mill".
//!
//! Each rule takes words away or puts them in another order where the form leaves little doubt, and leaves a sentence as it
//! is otherwise. What is compared afterwards – who does what to whom, how much, when – is compared of all sentences alike.

mod cause;
mod cleft;
mod comparison;
mod contrast;
mod converse;
mod dying;
mod light;
mod named;
mod nominal;
mod parted;
mod privative;
mod remedies;
mod results;
mod states;
mod trend;
mod voted;

use super::clause::CUTS;
use super::roles::is_unchanged;
use super::stem::is_past;
use super::words::Token;

/// The words of a sentence in their one form.
pub(super) fn restated(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    if tokens.len() > LONGEST {
        return tokens;
    }
    let tokens = states::plainly(parted::whole(tokens));
    let tokens = voted::plainly(light::verbs(named::words(contrast::plain(cleft::whole(tokens)))));
    let tokens = nominal::events(tokens);
    let tokens = trend::changes(comparison::compared(results::results(tokens)));
    let tokens = cause::causes(remedies::behind(tokens));
    dying::killed(converse::turned(tokens))
}

/// A list of a thousand names is no sentence.
const LONGEST: usize = 80;

/// A word that stands in no text.
fn put(word: &'static str) -> Token<'static> {
    Token { word, lower: word.to_owned(), owns: false, after_stop: false, short: None }
}

/// A verb in the past that stands in no text.
fn verb_of(lower: String) -> Token<'static> {
    Token { lower, ..put("made") }
}

/// A verb in the place, and in the tense, of the one that stands there.
fn in_place_of<'t>(token: &Token<'t>, base: &str) -> Token<'t> {
    let lower = token.word.to_lowercase();
    let form = if is_past(&lower) || is_past(&token.lower) || is_unchanged(&lower) {
        past_of(base)
    } else if lower.ends_with('s') {
        format!("{base}s")
    } else if lower.ends_with("ing") {
        format!("{}ing", base.strip_suffix('e').unwrap_or(base))
    } else {
        base.to_owned()
    };
    Token { lower: form, ..token.clone() }
}

/// The participle of a verb.
pub(super) fn past_of(base: &str) -> String {
    match base {
        "sell" => "sold".to_owned(),
        "buy" => "bought".to_owned(),
        "build" => "built".to_owned(),
        "find" => "found".to_owned(),
        "pay" => "paid".to_owned(),
        "meet" => "met".to_owned(),
        "steal" => "stolen".to_owned(),
        "rise" => "risen".to_owned(),
        "fall" => "fallen".to_owned(),
        "beat" => "beat".to_owned(),
        "ban" => "banned".to_owned(),
        "permit" => "permitted".to_owned(),
        "bid" => "bid".to_owned(),
        "cut" => "cut".to_owned(),
        "stop" => "stopped".to_owned(),
        "speak" => "spoken".to_owned(),
        "sink" => "sunk".to_owned(),
        "make" => "made".to_owned(),
        "learn" => "learned".to_owned(),
        "expel" => "expelled".to_owned(),
        "cancel" => "cancelled".to_owned(),
        _ => match base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
            Some(stem) => format!("{stem}ied"),
            None if base.ends_with('e') => format!("{base}d"),
            None => format!("{base}ed"),
        },
    }
}

/// Where the noun phrase that begins here ends, with what "of" adds to it.
fn end_of_phrase(tokens: &[Token<'_>], from: usize) -> usize {
    let ends = |at: &usize| {
        let Some(token) = tokens.get(*at) else { return true };
        (*at > from && token.after_stop) || (CUTS.contains(&token.lower.as_str()) && token.lower != "of")
    };
    (from..tokens.len()).find(ends).unwrap_or(tokens.len())
}

/// The words between two places.
fn part<'t>(tokens: &[Token<'t>], from: usize, to: usize) -> Vec<Token<'t>> {
    tokens.get(from..to).unwrap_or_default().to_vec()
}

/// The word at a place in lower case; nothing behind the end.
fn lower<'t>(tokens: &'t [Token<'_>], at: usize) -> &'t str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;

    /// How sentences are restated; of each the words in lower case.
    pub(super) fn check(text: &str, expected: &str) {
        let found: Vec<String> = restated(tokens(text)).into_iter().map(|token| token.lower).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    /// What is left as it is.
    pub(super) fn check_left(text: &str) {
        let plain: Vec<String> = tokens(text).into_iter().map(|token| token.lower).collect();
        check(text, &plain.join(" "));
    }

    #[test]
    fn forms_of_verbs_follow_their_base() {
        for (base, past) in [("close", "closed"), ("ratify", "ratified"), ("destroy", "destroyed"), ("ban", "banned")] {
            assert_eq!(past_of(base), past);
        }
    }
}
