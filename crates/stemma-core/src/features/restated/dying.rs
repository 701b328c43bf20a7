//! Deaths told of those who died: whoever "died in the fire" "was killed in the fire", and who "died of fever" was killed
//! by it. Killing and dying are one word in [synonyms](super::super::synonyms); this gives them one form.

use super::super::roles::BE;
use super::super::stem::is_past;
use super::super::words::Token;
use super::{lower, put, verb_of};

/// "Died" as "was killed", "had died" as "had been killed", "died of" as "was killed by".
pub(super) fn killed(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut tokens = held(no_one_of(none_survived(mortally(tokens))));
    let mut at = 1;
    while at < tokens.len() {
        if !matches!(lower(&tokens, at), "died" | "dies" | "perished") {
            at += 1;
            continue;
        }
        let before = lower(&tokens, at - 1);
        let be = match before {
            "has" | "have" | "had" => Some("been"),
            _ if BE.contains(&before) => None,
            _ => Some("was"),
        };
        // "Died of fever", and not "died of the crew".
        let is_of = matches!(lower(&tokens, at + 1), "of" | "from");
        let killed = be.map(put).into_iter().chain([put("killed")]).chain(is_of.then(by));
        tokens.splice(at..at + 1 + usize::from(is_of), killed);
        at += 2;
    }
    tokens
}

/// "Shot dead", "stabbed to death", "gunned down" as "mortally" shot and stabbed.
fn mortally(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_hurt = |token: &Token<'_>| is_past(&token.lower) || token.lower == "shot";
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let length = match (lower(&tokens, at), lower(&tokens, at + 1)) {
            ("to", "death") if before.is_some_and(is_hurt) => 2,
            ("dead", _) if before.is_some_and(|before| before.lower == "shot") => 1,
            ("fatally", _) => 1,
            _ => 0,
        };
        if length > 0 {
            tokens.splice(at..at + length, [put("mortally")]);
        } else if lower(&tokens, at) == "gunned" && lower(&tokens, at + 1) == "down" {
            tokens.splice(at..at + 2, [verb_of("shot".to_owned()), put("mortally")]);
        }
        at += 1;
    }
    tokens
}

/// "None of the passengers was hurt" as "no passengers was hurt".
fn no_one_of(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_none = ["none", "of"].iter().enumerate().all(|(at, word)| lower(&tokens, at) == *word);
    let is_all = matches!(lower(&tokens, 2), "the" | "its" | "their");
    // "None of the 40 eggs" counts.
    if is_none && is_all && !tokens.get(3).is_some_and(Token::is_number) {
        tokens.splice(0..3, [put("no")]);
    }
    tokens
}

/// "None of the climbers survived" as "all of the climbers died".
fn none_survived(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let all = match (lower(&tokens, 0), lower(&tokens, 1)) {
        ("none", "of") => "all",
        _ => return tokens,
    };
    let is_survived = |token: &Token<'_>| token.lower == "survived";
    if let Some(at) =
        tokens.iter().position(is_survived).filter(|at| !matches!(lower(&tokens, at - 1), "not" | "never"))
        && let (Some(first), [survived]) = (tokens.first().cloned(), &[put("died")])
    {
        let survived = survived.clone();
        tokens.splice(at..=at, [survived]);
        tokens.splice(0..1, [Token { lower: all.to_owned(), ..first }]);
    }
    tokens
}

/// "Took place" as "was held".
fn held(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let is_it = |at: &usize| lower(&tokens, *at) == "took" && lower(&tokens, at + 1) == "place";
    if let Some(at) = (1..tokens.len()).find(is_it) {
        tokens.splice(at..at + 2, [put("was"), put("held")]);
    }
    tokens
}

/// "By", with the mark that what follows is what somebody died of.
fn by() -> Token<'static> {
    Token { word: "died", ..put("by") }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_left};

    #[test]
    fn whoever_died_was_killed() {
        check("Two miners died in the fire.", "two miners was killed in the fire");
        check("None of the climbers survived the fall.", "all of the climbers was killed the fall");
        check("The summit took place in Halm.", "the summit was held in halm");
        check("Lena Moor had died of fever.", "lena moor had been killed by fever");
    }

    #[test]
    fn what_may_kill_or_is_dead_is_left() {
        check_left("Two miners may die in the fire.");
        check_left("The dead miners were found.");
    }
}
