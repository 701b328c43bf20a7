//! Sentences of a block, aware of quotations, abbreviations and citation marks.

use std::ops::Range;

use stemma_core::document::Problem;
use stemma_core::span::Span;
use stemma_core::visible::is_hidden;

use crate::lexicon::{self, Form};
use crate::problems::{LONG_SENTENCE, problem};
use crate::quotes;
use crate::tokens::{Token, TokenKind, span_of, tokens};

/// No sentence is read beyond this many tokens: what a cue governs is never so long.
const MOST_TOKENS: usize = 400;
/// Blocks are read in pieces of at most this many bytes.
const PIECE: usize = 16 * 1024;

/// A sentence: its tokens, and the text they point into.
#[derive(Clone, Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token<'a>>,
}

impl<'a> Sentence<'a> {
    /// How many tokens it has.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn token(&self, index: usize) -> Option<&Token<'a>> {
        self.tokens.get(index)
    }

    /// The token's letters in lower case; empty beyond the ends.
    pub(crate) fn low(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.low.as_ref())
    }

    /// The word before `index`; empty at the start.
    pub(crate) fn low_before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |before| self.low(before))
    }

    pub(crate) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    pub(crate) fn is(&self, index: usize, word: &str) -> bool {
        self.low(index) == word
    }

    pub(crate) fn is_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.capital)
    }

    pub(crate) fn is_quoted(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.quoted)
    }

    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        span_of(&self.tokens, range)
    }

    /// The words of a range as they stand.
    pub(crate) fn words(&self, range: Range<usize>) -> &'a str {
        self.span(range).and_then(|span| span.slice(self.text)).unwrap_or_default()
    }

    /// The first index at or after `from` whose token is the word.
    pub(crate) fn find(&self, range: Range<usize>, word: &str) -> Option<usize> {
        range.into_iter().find(|index| self.is(*index, word))
    }

    /// The end of what can be content: before the final mark and the citations behind it.
    pub(crate) fn content_end(&self) -> usize {
        let mut end = self.len();
        while end > 0 && is_final(self.tokens.get(end - 1)) {
            end -= 1;
        }
        end
    }
}

fn is_final(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Citation || [".", "!", ";", ","].contains(&token.low.as_ref()))
}

/// The sentences of `span`.
pub(crate) fn sentences<'a>(text: &'a str, span: Span, problems: &mut Vec<Problem>) -> Vec<Sentence<'a>> {
    let mut found = Vec::new();
    for piece in pieces(text, span) {
        let mut all = tokens(text, piece);
        problems.extend(quotes::mark(text, &mut all));
        split(text, all, &mut found, problems);
    }
    found
}

/// Parts an overlong block, at white space where there is some.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    while span.end - start > PIECE {
        let mut end = start + PIECE;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let part = text.get(start..end).unwrap_or_default();
        let cut = part.rfind(". ").map(|at| at + 2).or_else(|| part.rfind(char::is_whitespace)).filter(|cut| *cut > 0);
        let end = cut.map_or(end, |cut| start + cut);
        pieces.push(Span::new(start, end));
        start = end;
    }
    pieces.push(Span::new(start, span.end));
    pieces
}

fn split<'a>(text: &'a str, all: Vec<Token<'a>>, found: &mut Vec<Sentence<'a>>, problems: &mut Vec<Problem>) {
    let ends = ends(text, &all);
    let mut rest = all.into_iter();
    let mut start = 0;
    for end in ends {
        let tokens: Vec<Token<'a>> = rest.by_ref().take(end - start).collect();
        let place = span_of(&tokens, 0..tokens.len()).filter(|_| end - start >= MOST_TOKENS);
        problems.extend(place.map(|span| {
            let message = format!("a sentence has more than {MOST_TOKENS} words; it was cut there");
            problem(LONG_SENTENCE, span, message)
        }));
        start = end;
        if tokens.iter().any(Token::is_word) {
            found.push(Sentence { text, tokens });
        }
    }
}

/// The indices one past each sentence's last token.
fn ends(text: &str, all: &[Token]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    let mut index = 0;
    while index < all.len() {
        let mut next = index + 1;
        if is_end_mark(text, all, index) {
            while all.get(next).is_some_and(absorbed) {
                next += 1;
            }
            if next >= all.len() || starts_sentence(all, next) && !still_quoted(all, index, next) {
                ends.push(next);
                start = next;
            }
        }
        if next - start >= MOST_TOKENS {
            ends.push(next);
            start = next;
        }
        index = next;
    }
    if start < all.len() {
        ends.push(all.len());
    }
    ends
}

/// Closing marks and citations belong to the sentence before them, and so does what nobody sees.
fn absorbed(token: &Token) -> bool {
    let is_unseen = || token.kind == TokenKind::Mark && token.low.chars().all(is_hidden);
    is_unseen() || matches!(token.kind, TokenKind::Close | TokenKind::Citation) || token.is(")") || token.is("]")
}

fn is_end_mark(text: &str, all: &[Token], index: usize) -> bool {
    let Some(token) = all.get(index) else { return false };
    match token.low.as_ref() {
        "!" | "?" | "…" | "..." => true,
        "." => {
            let Some(before) = index.checked_sub(1).and_then(|before| all.get(before)) else { return true };
            let glued = before.span.end == token.span.start;
            let word = before.span.slice(text).unwrap_or_default();
            // "No. 4" counts, "No. The operator" answers.
            let answers = word == "No" && all.get(index + 1).is_none_or(|next| next.kind != TokenKind::Number);
            !(glued && is_abbreviation(word) && !answers)
        }
        _ => false,
    }
}

const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Capt", "Jr", "Sr", "vs",
    "No", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "etc", "approx", "Fig",
    "cf", "ca", "al", "Mt", "Ft", "Rev", "Hon", "p", "pp", "vol", "Vol", "Maj", "Adm", "Supt", "Messrs",
];

fn is_abbreviation(word: &str) -> bool {
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || ABBREVIATIONS.contains(&word)
}

fn starts_sentence(all: &[Token], index: usize) -> bool {
    let Some(token) = all.get(index) else { return true };
    match token.kind {
        TokenKind::Word => token.capital || token.low.starts_with('@') || token.span.len() != token.low.len(),
        TokenKind::Number | TokenKind::Open => true,
        TokenKind::Dash | TokenKind::Possessive | TokenKind::Close | TokenKind::Citation => false,
        TokenKind::Mark => token.is("…") || token.is("..."),
    }
}

/// Whether the end mark at `index` stands inside a quotation that the sentence goes on with.
fn still_quoted(all: &[Token], index: usize, next: usize) -> bool {
    let closed = all.get(index + 1..next).unwrap_or_default().iter().any(|token| token.kind == TokenKind::Close);
    let quoted = all.get(index).is_some_and(|token| token.quoted);
    if !closed {
        let closes = all.get(next..).unwrap_or_default().iter().take(250).any(|token| token.kind == TokenKind::Close);
        return quoted && closes;
    }
    // “Stop!” Reyes said. – the attribution follows the mark.
    let follows = all.get(next..).unwrap_or_default();
    let short = follows.iter().take(6).take_while(|token| token.is_word() || token.kind == TokenKind::Possessive);
    let said = |token: &Token| {
        lexicon::verb(&token.low).is_some_and(|(cue, form)| {
            cue.frames.has(lexicon::Frames::QUOTE) && matches!(form, Form::Past | Form::Third)
        })
    };
    let words: Vec<&Token> = short.collect();
    let after = follows.get(words.len());
    let ended =
        words.last().is_some_and(|token| said(token)) && after.is_none_or(|token| token.is(".") || token.is(","));
    ended || asks(follows)
}

/// “Who?” councillor Maja Holt asked in the chamber. – who asks needs no more than the question before.
fn asks(follows: &[Token]) -> bool {
    let verb = (1..7).find(|i| follows.get(*i).is_some_and(|token| token.is("asked") || token.is("asks")));
    let next = verb.and_then(|verb| follows.get(verb + 1));
    let names =
        follows.iter().take(verb.unwrap_or(0)).all(|token| token.is_word() || token.kind == TokenKind::Possessive);
    let place = ["in", "on", "at", "during", "after", "before", "from", ".", ","];
    verb.is_some() && names && next.is_none_or(|token| place.iter().any(|word| token.is(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = sentences(text, Span::new(0, text.len()), &mut Vec::new());
        let found: Vec<&str> = found.iter().map(|s| s.words(0..s.len())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_numbers_do_not_end_a_sentence() {
        check("Mr. Hill left. The U.S. paid 1.5 million.", &["Mr. Hill left.", "The U.S. paid 1.5 million."]);
        check("The rate rose to 4.6. The bank was calm.", &["The rate rose to 4.6.", "The bank was calm."]);
    }

    #[test]
    fn what_nobody_sees_joins_no_sentences() {
        check("It held\u{2069}.\u{2069} It broke.", &["It held\u{2069}.\u{2069}", "It broke."]);
    }

    #[test]
    fn a_citation_belongs_to_the_sentence_before_it() {
        check("It held. [3] It broke.", &["It held. [3]", "It broke."]);
    }

    #[test]
    fn a_quotation_holds_its_sentence_together() {
        check("“It held. It broke,” said Reyes. He left.", &["“It held. It broke,” said Reyes.", "He left."]);
        check("“Who?” Reyes asked. He left.", &["“Who?” Reyes asked.", "He left."]);
        check("It gave “new leverage.” The rest is known.", &["It gave “new leverage.”", "The rest is known."]);
    }

    #[test]
    fn an_endless_line_is_cut_and_reported() {
        let text = "word ".repeat(1000);
        let mut problems = Vec::new();
        let found = sentences(&text, Span::new(0, text.len()), &mut problems);
        assert_eq!(found.len(), 3);
        assert_eq!(problems.len(), 2);
    }
}
