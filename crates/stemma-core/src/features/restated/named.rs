//! Words that stand for others beside names and in fixed company: "the Norwegian parliament" is "Norway's parliament",
//! "ex-mayor" is "former mayor", and homes "without power" have no electricity.

use super::super::clause::{CUTS, is_helping};
use super::super::roles::{ARTICLES, BE, is_calendar};
use super::super::stem::is_past;
use super::super::words::Token;
use super::{lower, part, put};

/// Adjectives of countries with the names that they are of. Those of a language alone, and of several countries, are left.
const OF_COUNTRIES: &[(&str, &str)] = &[
    ("norwegian", "norway"),
    ("swedish", "sweden"),
    ("danish", "denmark"),
    ("finnish", "finland"),
    ("german", "germany"),
    ("french", "france"),
    ("italian", "italy"),
    ("spanish", "spain"),
    ("portuguese", "portugal"),
    ("polish", "poland"),
    ("austrian", "austria"),
    ("swiss", "switzerland"),
    ("belgian", "belgium"),
    ("dutch", "netherlands"),
    ("irish", "ireland"),
    ("greek", "greece"),
    ("turkish", "turkey"),
    ("russian", "russia"),
    ("ukrainian", "ukraine"),
    ("chinese", "china"),
    ("japanese", "japan"),
    ("indian", "india"),
    ("pakistani", "pakistan"),
    ("indonesian", "indonesia"),
    ("australian", "australia"),
    ("canadian", "canada"),
    ("mexican", "mexico"),
    ("brazilian", "brazil"),
    ("argentine", "argentina"),
    ("chilean", "chile"),
    ("peruvian", "peru"),
    ("colombian", "colombia"),
    ("egyptian", "egypt"),
    ("israeli", "israel"),
    ("iranian", "iran"),
    ("iraqi", "iraq"),
    ("kenyan", "kenya"),
    ("nigerian", "nigeria"),
    ("ethiopian", "ethiopia"),
    ("ghanaian", "ghana"),
    ("moroccan", "morocco"),
    ("tunisian", "tunisia"),
    ("hungarian", "hungary"),
    ("romanian", "romania"),
    ("bulgarian", "bulgaria"),
    ("serbian", "serbia"),
    ("croatian", "croatia"),
    ("estonian", "estonia"),
    ("latvian", "latvia"),
    ("lithuanian", "lithuania"),
    ("icelandic", "iceland"),
    ("maltese", "malta"),
    ("vietnamese", "vietnam"),
    ("thai", "thailand"),
    ("malaysian", "malaysia"),
    ("taiwanese", "taiwan"),
    ("british", "uk"),
    ("scottish", "scotland"),
];

/// Words behind which "power" says of homes and towns what "electricity" does.
const BEFORE_POWER: &[&str] = &["without", "no", "restored", "restore", "losing", "lost"];

/// Sorts of places that stand before their name with "of", or behind it.
const PLACES: &[&str] = &[
    "village",
    "town",
    "city",
    "island",
    "province",
    "district",
    "county",
    "municipality",
    "harbour",
    "port",
    "airport",
    "prison",
    "jail",
    "castle",
    "cathedral",
    "zoo",
    "bay",
    "valley",
    "peninsula",
];

/// "Prato village" as "the village of Prato".
fn placed(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut at = 1;
    while at < tokens.len() {
        if let Some(from) = name_before(&tokens, at) {
            let has_article = from.checked_sub(1).is_some_and(|at| ARTICLES.contains(&lower(&tokens, at)));
            let article = (!has_article).then(|| put("the"));
            let told: Vec<Token<'_>> = article
                .into_iter()
                .chain(tokens.get(at).cloned())
                .chain([put("of")])
                .chain(part(&tokens, from, at))
                .collect();
            let count = told.len();
            tokens.splice(from..=at, told);
            at = from + count;
        }
        at += 1;
    }
    tokens
}

/// Where the name before a sort of place begins, if nothing follows that makes another thing of it: "Turku city council".
fn name_before(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let kind = tokens.get(at).filter(|kind| PLACES.contains(&kind.lower.as_str()))?;
    let is_name = |at: &usize| {
        tokens.get(*at).is_some_and(|token| token.is_capital() && !token.owns && !is_calendar(&token.lower))
    };
    let from = (0..at).rev().take_while(is_name).last()?;
    let is_whole = !(from..=at).skip(1).any(|at| tokens.get(at).is_some_and(|token| token.after_stop));
    let ends = tokens.get(at + 1).is_none_or(|next| {
        next.after_stop || is_helping(next) || is_past(&next.lower) || CUTS.contains(&next.lower.as_str())
    });
    // "The Orrin city", and not "Orrin's city" or "city" with a capital.
    let is_plain = !kind.is_capital() && from > 0 && at - from <= 3 && !ARTICLES.contains(&lower(tokens, from));
    (is_whole && ends && is_plain).then_some(from)
}

/// Each such word as the one that stands for it.
pub(super) fn words(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut tokens = placed(tokens);
    for at in 0..tokens.len() {
        if let Some(meant) = meant(&tokens, at)
            && let Some(token) = tokens.get_mut(at)
        {
            meant.clone_into(&mut token.lower);
        }
    }
    tokens
}

fn meant(tokens: &[Token<'_>], at: usize) -> Option<&'static str> {
    let token = tokens.get(at)?;
    let word = token.lower.as_str();
    let before = at.checked_sub(1).map_or("", |at| lower(tokens, at));
    let follows = tokens.get(at + 1).is_some_and(|next| !next.after_stop && !next.is_stop());
    match word {
        "us" | "u.s" | "usa" | "american" if token.is_capital() => Some("usa"),
        // "Was defeated in the election", and not "was defeated by Orrin".
        "defeated" | "beaten" if BE.contains(&before) && !is_by(tokens, at) => Some("lost"),
        "eleventh" => Some("11th"),
        "twelfth" => Some("12th"),
        "thirteenth" => Some("13th"),
        "fourteenth" => Some("14th"),
        "fifteenth" => Some("15th"),
        "sixteenth" => Some("16th"),
        "seventeenth" => Some("17th"),
        "eighteenth" => Some("18th"),
        "nineteenth" => Some("19th"),
        "twentieth" => Some("20th"),
        "u.n" => Some("un"),
        "against" if BE.contains(&before) && is_object(tokens, at + 1) => Some("opposed"),
        "u.k" => Some("uk"),
        "e.u" => Some("eu"),
        "following" if is_behind(tokens, at) => Some("after"),
        "ex" if follows => Some("former"),
        // "Did not lower the risk": behind a helping verb it is the verb.
        "lower"
            if matches!(before, "not" | "to" | "will" | "did" | "may" | "could" | "would")
                && tokens.get(at + 1).is_some_and(super::super::clause::opens_object) =>
        {
            Some("cut")
        }
        "power" if BEFORE_POWER.contains(&before) && !follows => Some("electricity"),
        // "Cleared the mayor of bribery", and not "cleared the road".
        "clear" | "clears" | "cleared" if is_of_somebody(tokens, at) => Some("acquitted"),
        _ if token.is_capital() => OF_COUNTRIES.iter().find(|(of, _)| *of == word).map(|(_, country)| *country),
        _ => None,
    }
}

/// Whether an article or a name opens here.
fn is_object(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "the" | "a" | "an") || token.is_capital())
}

/// Whether "following" leads to what something came after: "resigned following the vote", and not "the following day".
fn is_behind(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| lower(tokens, at));
    let is_article = matches!(before, "the" | "a" | "is" | "are" | "was" | "were");
    !is_article && matches!(lower(tokens, at + 1), "the" | "a" | "an" | "its" | "his" | "her" | "their")
}

/// Whether "by" says further on in the clause who did it.
fn is_by(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.iter().skip(at + 1).take_while(|token| !token.after_stop).any(|token| token.lower == "by")
}

/// Whether somebody with a name is cleared of something, or something that has one is not a road or a field.
fn is_of_somebody(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| lower(tokens, at));
    let is_passive = BE.contains(&before);
    let of = (at + 1..tokens.len().min(at + 10)).find(|at| lower(tokens, *at) == "of");
    let named = |from: usize, to: usize| tokens.get(from..to).unwrap_or_default().iter().any(Token::is_capital);
    of.is_some_and(|of| if is_passive { of == at + 1 && named(0, at) } else { named(at + 1, of) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn what_stands_for_another_word_is_put_as_it() {
        check("The Norwegian parliament voted.", "the norway parliament voted");
        check("Ex-mayor Luis Prado left.", "former mayor luis prado left");
        check("Storms left 300 homes without power.", "storms left 300 homes without electricity");
        check("Court clears Luis Prado of bribery.", "court acquitted luis prado of bribery");
        check("Luis Prado was defeated in the election.", "luis prado was lost in the election");
        check("Luis Prado was cleared of bribery.", "luis prado was acquitted of bribery");
    }

    #[test]
    fn what_means_something_else_is_left() {
        check_left("The party came to power.");
        check_left("No power plant was built.");
        check_left("Workers cleared the road of snow.");
        check_left("Luis Prado was defeated in May by Ada Moor.");
        check_left("She said polish was spilt.");
    }
}
