//! Which words stand within quotation marks: a state machine for each paragraph.
//!
//! Invariant: quotation never passes the end of a paragraph; an unclosed mark ends with it.

use stemma_core::document::Problem;

use crate::problems::{OPEN_QUOTE, problem};
use crate::tokens::{Token, TokenKind};

/// Marks the quotation marks and the quoted words among `tokens`.
pub(crate) fn mark(text: &str, tokens: &mut [Token]) -> Option<Problem> {
    let roles: Vec<Option<Role>> = (0..tokens.len()).map(|index| role(text, tokens, index)).collect();
    let mut double: Option<usize> = None;
    let mut single: Option<usize> = None;
    for (index, role) in roles.iter().enumerate() {
        let opens = match role {
            None => None,
            Some(Role { single: true, turn }) => turn.settle(&mut single, index, closes_later(&roles, index)),
            Some(Role { single: false, turn }) => turn.settle(&mut double, index, true),
        };
        let inside = double.is_some() || single.is_some();
        let Some(token) = tokens.get_mut(index) else { continue };
        match opens {
            Some(true) => token.kind = TokenKind::Open,
            Some(false) => token.kind = TokenKind::Close,
            None => token.quoted = inside,
        }
    }
    let open = double.and_then(|index| tokens.get(index))?;
    let message = "a quotation mark has no partner in its paragraph; close it".to_owned();
    Some(problem(OPEN_QUOTE, open.span, message))
}

/// Whether a paragraph leaves a double quotation mark open, and the next one opens again: one quotation runs over both.
pub(crate) fn runs_on(paragraph: &str, next: &str) -> bool {
    let straight = paragraph.matches('"').count() % 2 == 1;
    let curly = paragraph.rfind('“').is_some_and(|open| paragraph.rfind('”').is_none_or(|close| close < open));
    curly && next.starts_with('“') || straight && next.starts_with('"')
}

/// A mark's family, and which way it turns by its looks.
#[derive(Clone, Copy)]
struct Role {
    single: bool,
    turn: Turn,
}

#[derive(Clone, Copy, PartialEq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

impl Turn {
    /// Whether the mark opens (`true`) or closes; `None` when it is an apostrophe.
    fn settle(self, state: &mut Option<usize>, index: usize, may_open: bool) -> Option<bool> {
        let opens = match self {
            Self::Opens => true,
            Self::Closes => false,
            Self::Either => state.is_none(),
        };
        if opens && may_open {
            *state = Some(index);
            return Some(true);
        }
        if opens { None } else { state.take().map(|_| false) }
    }
}

fn role(text: &str, tokens: &[Token], index: usize) -> Option<Role> {
    let token = tokens.get(index).filter(|token| token.kind == TokenKind::Mark)?;
    let double = |turn| Some(Role { single: false, turn });
    let one = |turn| Some(Role { single: true, turn });
    match token.span.slice(text)? {
        "“" | "„" | "«" => double(Turn::Opens),
        "”" | "»" => double(Turn::Closes),
        "‘" => one(Turn::Opens),
        "’" => one(Turn::Closes),
        "\"" | "''" => double(looks(text, token)),
        "'" => one(looks(text, token)),
        _ => None,
    }
}

/// Which way a straight mark turns, by what stands beside it.
fn looks(text: &str, token: &Token) -> Turn {
    let before = text.get(..token.span.start).and_then(|before| before.chars().next_back());
    let after = text.get(token.span.end..).and_then(|after| after.chars().next());
    let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([—–-".contains(c));
    match (free(before), after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]—–".contains(c))) {
        (true, false) => Turn::Opens,
        (false, true) => Turn::Closes,
        (true, true) | (false, false) => Turn::Either,
    }
}

/// A single mark opens only when a partner follows soon; else it is an apostrophe.
fn closes_later(roles: &[Option<Role>], index: usize) -> bool {
    let later = roles.get(index + 1..).unwrap_or_default();
    later.iter().take(120).flatten().any(|role| role.single && role.turn != Turn::Opens)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;
    use stemma_core::span::Span;

    fn quoted(text: &str) -> String {
        let mut found = tokens(text, Span::new(0, text.len()));
        mark(text, &mut found);
        found.iter().filter(|t| t.quoted).map(|t| t.span.slice(text).unwrap()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn curly_straight_and_single_marks_quote() {
        assert_eq!(quoted("“Stop,” she said."), "Stop ,");
        assert_eq!(quoted("\"Stop,\" she said, \"now.\""), "Stop , now .");
        assert_eq!(quoted("a ‘lateral’ move"), "lateral");
        assert_eq!(quoted("cases of 'lateral innovation'—controls"), "lateral innovation");
    }

    #[test]
    fn a_quotation_runs_on_when_it_is_left_open_and_opened_again() {
        assert!(runs_on("“It held, he said. “It held for a day.", "“Then it broke.”"));
        assert!(runs_on("\"It held.", "\"Then it broke.\""));
        assert!(!runs_on("“It held,” he said. “For a day.”", "“Then it broke.”"));
        assert!(!runs_on("“It held.", "Then it broke."));
    }

    #[test]
    fn apostrophes_do_not_quote() {
        assert_eq!(quoted("the '90s and the workers’ hall"), "");
        assert_eq!(quoted("it’s China’s"), "");
    }

    #[test]
    fn an_open_mark_is_a_problem_and_ends_with_its_paragraph() {
        let text = "“Stop, she said.";
        let mut found = tokens(text, Span::new(0, text.len()));
        assert_eq!(mark(text, &mut found).unwrap().code, OPEN_QUOTE);
    }
}
