//! States under each of their names: "the U.S.", "the United States" and "the USA"; "Britain", "the U.K." and "the United
//! Kingdom". "Us" in small letters is no state.

use super::words::Token;

/// How a state is written, and its initials.
const WRITTEN: &[(&[&str], &str)] = &[
    (&["United", "States", "of", "America"], "USA"),
    (&["United", "States"], "USA"),
    (&["U.S.A"], "USA"),
    (&["USA"], "USA"),
    (&["U.S"], "USA"),
    (&["US"], "USA"),
    (&["United", "Kingdom"], "UK"),
    (&["Great", "Britain"], "UK"),
    (&["Britain"], "UK"),
    (&["U.K"], "UK"),
    (&["European", "Union"], "EU"),
    (&["E.U"], "EU"),
    (&["United", "Arab", "Emirates"], "UAE"),
    (&["U.A.E"], "UAE"),
];

/// Each state by its initials.
pub(super) fn initials(mut tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut at = 0;
    while at < tokens.len() {
        let here = tokens.get(at..).unwrap_or_default();
        if let Some((written, one)) = WRITTEN.iter().find(|(written, _)| opens_with(here, written)) {
            let end = at + written.len();
            let owns = tokens.get(end - 1).is_some_and(|last| last.owns);
            if let Some(token) = tokens.get_mut(at) {
                *token = Token { word: one, lower: one.to_lowercase(), owns, ..token.clone() };
            }
            tokens.drain(at + 1..end);
        }
        at += 1;
    }
    tokens
}

fn opens_with(tokens: &[Token<'_>], written: &[&str]) -> bool {
    let is_joined = |at: usize, token: &Token<'_>| at == 0 || !(token.after_stop);
    tokens.len() >= written.len()
        && tokens.iter().zip(written).enumerate().all(|(at, (token, word))| token.word == *word && is_joined(at, token))
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;

    #[test]
    fn a_state_has_one_name() {
        for (text, expected) in [
            ("It sells in the U.S. and in the United Kingdom's shops.", "it sells in the usa and in the uk shops"),
            ("It told us of the US.", "it told us of the usa"),
            ("The united states of mind.", "the united states of mind"),
        ] {
            let found: Vec<String> = tokens(text).into_iter().map(|token| token.lower).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
