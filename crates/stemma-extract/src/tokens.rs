//! Words and marks of a block, with exact places. Markup gives no token.

use std::borrow::Cow;
use std::ops::Range;

use stemma_core::span::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    /// `'s`.
    Possessive,
    Mark,
    Dash,
    Open,
    Close,
    /// `[8]`.
    Citation,
}

/// One word or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) span: Span,
    pub(crate) kind: TokenKind,
    /// Its letters in lower case, with straight apostrophes.
    pub(crate) low: Cow<'a, str>,
    /// Whether it starts with a capital.
    pub(crate) capital: bool,
    /// Whether it stands within quotation marks.
    pub(crate) quoted: bool,
}

impl Token<'_> {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.low == word
    }

    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// The tokens of `text` in `span`. Quotation is left to [`crate::quotes`].
pub(crate) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let Some(inner) = span.slice(text) else { return Vec::new() };
    let chars: Vec<(usize, char)> = inner.char_indices().collect();
    let mut scanner = Scanner { chars, base: span.start, length: inner.len(), at: 0, tokens: Vec::new(), text };
    while scanner.at < scanner.chars.len() {
        scanner.step();
    }
    scanner.tokens
}

struct Scanner<'a> {
    chars: Vec<(usize, char)>,
    base: usize,
    length: usize,
    at: usize,
    tokens: Vec<Token<'a>>,
    text: &'a str,
}

const APOSTROPHES: [char; 2] = ['\'', '’'];

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|(_, c)| *c)
    }

    fn offset(&self, index: usize) -> usize {
        self.base + self.chars.get(index).map_or(self.length, |(byte, _)| *byte)
    }

    fn step(&mut self) {
        let Some(c) = self.peek(0) else { return };
        if c == '\'' && self.peek(1) == Some('\'') {
            self.push(2, TokenKind::Mark);
        } else if APOSTROPHES.contains(&c) && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            // ’90s
            self.at += 1;
        } else if c.is_alphanumeric() || (matches!(c, '$' | '€' | '£' | '¥' | '@' | '~') && self.next_is_word()) {
            self.word();
        } else if !(c == '[' && self.citation() || c == ']' && self.link_target()) {
            self.mark(c);
        }
    }

    fn mark(&mut self, c: char) {
        let markup = matches!(c, '*' | '`' | '_') || c == '[' && self.opens_link() || c == '>' && self.at_line_start();
        if markup || c.is_whitespace() {
            self.at += 1;
        } else if matches!(c, '—' | '–' | '―') || c == '-' {
            let run = (0..3).take_while(|i| self.peek(*i) == Some(c)).count();
            self.push(run, if c == '-' && run == 1 && !self.spaced() { TokenKind::Mark } else { TokenKind::Dash });
        } else if c == '&' && self.spaced() {
            self.push(1, TokenKind::Word); // "Pell & Marsh" is one name
        } else if c == '.' && self.peek(1) == Some('.') {
            let run = (0..6).take_while(|i| self.peek(*i) == Some('.')).count();
            self.push(run, TokenKind::Mark);
        } else {
            self.push(1, TokenKind::Mark);
        }
    }

    fn next_is_word(&self) -> bool {
        self.peek(1).is_some_and(char::is_alphanumeric)
    }

    fn spaced(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|i| self.chars.get(i)).is_none_or(|(_, c)| c.is_whitespace());
        before && self.peek(1).is_none_or(char::is_whitespace)
    }

    fn at_line_start(&self) -> bool {
        let before = self.chars.get(..self.at).unwrap_or_default();
        before.iter().rev().map(|(_, c)| *c).find(|c| !matches!(c, ' ' | '>' | '\t')).is_none_or(|c| c == '\n')
    }

    fn push(&mut self, count: usize, kind: TokenKind) {
        let span = Span::new(self.offset(self.at), self.offset(self.at + count));
        self.at += count;
        let words = span.slice(self.text).unwrap_or_default();
        let capital = words.trim_start_matches(['@', '$']).starts_with(char::is_uppercase);
        let low = low(words);
        self.tokens.push(Token { span, kind, low, capital, quoted: false });
    }

    /// `[12]` is one token, and so is `[^note]`.
    fn citation(&mut self) -> bool {
        if self.peek(1) == Some('^') {
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            let name = (2..40).take_while(|i| self.peek(*i).is_some_and(is_name)).count();
            let closes = name > 0 && self.peek(name + 2) == Some(']') && self.peek(name + 3) != Some(':');
            if closes {
                self.push(name + 3, TokenKind::Citation);
            }
            return closes;
        }
        let digits = (1..6).take_while(|i| self.peek(*i).is_some_and(|c| c.is_ascii_digit())).count();
        let found = (1..=4).contains(&digits) && self.peek(digits + 1) == Some(']');
        if found && self.peek(digits + 2) != Some('(') {
            self.push(digits + 2, TokenKind::Citation);
            return true;
        }
        false
    }

    /// `](target)` is passed over.
    fn link_target(&mut self) -> bool {
        if self.peek(1) != Some('(') {
            return false;
        }
        let close = (2..2000).take_while(|i| self.peek(*i).is_some()).find(|i| self.peek(*i) == Some(')'));
        if let Some(close) = close {
            self.at += close + 1;
        }
        close.is_some()
    }

    fn opens_link(&self) -> bool {
        let close = (1..300).take_while(|i| self.peek(*i).is_some()).find(|i| self.peek(*i) == Some(']'));
        close.is_some_and(|close| self.peek(close + 1) == Some('('))
    }

    /// Whether the character at `ahead` joins its two neighbours into one word.
    fn joins(&self, ahead: usize) -> bool {
        let (Some(before), Some(c), Some(after)) = (self.peek(ahead - 1), self.peek(ahead), self.peek(ahead + 1))
        else {
            return false;
        };
        if !before.is_alphanumeric() && before != '.' {
            return false;
        }
        match c {
            '-' | '&' | '/' => after.is_alphanumeric(),
            '.' => {
                (before.is_ascii_digit() && after.is_ascii_digit()) || (after.is_alphabetic() && self.initial(ahead))
            }
            ',' => before.is_ascii_digit() && after.is_ascii_digit(),
            other => APOSTROPHES.contains(&other) && after.is_alphabetic(),
        }
    }

    /// Whether the letter before `ahead` stands alone (U.S., e.g.).
    fn initial(&self, ahead: usize) -> bool {
        let alone = ahead < 2 || !self.peek(ahead - 2).is_some_and(char::is_alphanumeric);
        let next_alone = !self.peek(ahead + 2).is_some_and(char::is_alphanumeric);
        alone && next_alone
    }

    fn word(&mut self) {
        let start = self.peek(0);
        let mut length = 1;
        while let Some(c) = self.peek(length) {
            if c.is_alphanumeric() || self.joins(length) {
                length += 1;
            } else if c == '.'
                && length > 1
                && self.peek(length - 2) == Some('.')
                // The stop behind "4.6" ends a sentence, and that of "U.S." need not.
                && self.peek(length - 1).is_some_and(char::is_alphabetic)
            {
                length += 1;
                break;
            } else if matches!(c, '%' | '+' | '²' | '³') && self.peek(length - 1).is_some_and(|c| c.is_alphanumeric())
            {
                length += 1;
            } else {
                break;
            }
        }
        let digit = start.is_some_and(|c| c.is_ascii_digit() || (!c.is_alphanumeric() && c != '@'));
        let kind = if digit { TokenKind::Number } else { TokenKind::Word };
        let ends = |ahead: usize| self.peek(length - ahead);
        let owned = length > 2 && ends(1) == Some('s') && ends(2).is_some_and(|c| APOSTROPHES.contains(&c));
        if owned {
            self.push(length - 2, kind);
            self.push(2, TokenKind::Possessive);
            return;
        }
        self.push(length, kind);
        self.plural_possessive();
    }

    /// The apostrophe of "analysts' view".
    fn plural_possessive(&mut self) {
        let plural = self.tokens.last().is_some_and(|token| token.low.ends_with('s') && token.low.len() > 2);
        let apostrophe = self.peek(0).is_some_and(|c| APOSTROPHES.contains(&c));
        let word_follows = self.peek(1) == Some(' ') && self.peek(2).is_some_and(char::is_alphanumeric);
        let single_is_open = self.tokens.iter().rev().take(40).any(|token| token.is("‘") || token.is("'"));
        if plural && apostrophe && word_follows && !single_is_open {
            self.push(1, TokenKind::Possessive);
        }
    }
}

/// The letters in lower case, with straight apostrophes: mostly the words as they stand.
fn low(words: &str) -> Cow<'_, str> {
    if words.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.to_lowercase().replace('’', "'"))
}

/// The span from the first to the last token of a range; `None` when it is empty.
pub(crate) fn span_of(tokens: &[Token], range: Range<usize>) -> Option<Span> {
    let part = tokens.get(range)?;
    Some(part.first()?.span.hull(part.last()?.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = tokens(text, Span::new(0, text.len()));
        let words: Vec<&str> = found.iter().map(|token| token.span.slice(text).unwrap()).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn words_keep_their_inner_marks() {
        check(
            "U.S. gov't isn’t 1.4nm-class, 1,234.5%!",
            &["U.S.", "gov't", "isn’t", "1.4nm-class", ",", "1,234.5%", "!"],
        );
        check("Huawei’s chip – 400+ layers", &["Huawei", "’s", "chip", "–", "400+", "layers"]);
        check("the analysts’ view", &["the", "analysts", "’", "view"]);
    }

    #[test]
    fn markup_gives_no_token_and_citations_are_one() {
        check("**The [Post](http://a.b/c) said** so [12].", &["The", "Post", "said", "so", "[12]", "."]);
        check("a\n> b [x]", &["a", "b", "[", "x", "]"]);
    }

    #[test]
    fn broken_markup_ends_where_the_text_ends() {
        for text in ["[a](b", "](", "[", "[1", "$", "’s", "'", "a.", "A.B"] {
            let _ = tokens(text, Span::new(0, text.len()));
        }
    }
}
