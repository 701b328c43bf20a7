//! Patterns that are asked of every sentence, and that most sentences cannot hold: a cheap look before a dear one.
//!
//! Invariant: a [`Pattern`] finds what its expression finds, only sooner.

use std::borrow::Cow;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

/// What stands in every text that an expression matches; words are parted by blanks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hint {
    /// One of some words, in these letters.
    Word(&'static str),
    /// A digit.
    Digit,
    /// A digit and one of some words, in capitals or not.
    DigitAnd(&'static str),
    /// A digit, or one of some words in these letters.
    DigitOr(&'static str),
    /// A digit, or one of some words in capitals or not.
    DigitOrAnyCase(&'static str),
}

/// An expression, made when a text may match it.
#[derive(Debug)]
pub(crate) struct Pattern {
    expression: fn() -> String,
    hint: Hint,
    words: OnceLock<Option<AhoCorasick>>,
    whole: OnceLock<Option<Regex>>,
    plain: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern that `expression` gives. Of classes beyond ASCII it uses `\b`, `\d`, `\s` and `\p{L}` only.
    pub(crate) const fn new(expression: fn() -> String, hint: Hint) -> Self {
        Self { expression, hint, words: OnceLock::new(), whole: OnceLock::new(), plain: OnceLock::new() }
    }

    /// The expression to match `text` with; `None` when it cannot match.
    pub(crate) fn of(&self, text: &str) -> Option<&Regex> {
        let plain = is_plain(text);
        if !self.may_match(text, plain) {
            return None;
        }
        let (kept, expression) =
            if plain { (&self.plain, in_ascii as fn(&str) -> String) } else { (&self.whole, whole as _) };
        kept.get_or_init(|| Regex::new(&expression(&(self.expression)())).ok()).as_ref()
    }

    /// As [`Pattern::of`], for expressions without `\p{L}` and `_`, with the text to match: letters that the expression
    /// cannot match stand as `_` in it, so that everything keeps its place.
    pub(crate) fn on<'t>(&self, text: &'t str) -> Option<(&Regex, Cow<'t, str>)> {
        let words = if is_plain(text) { None } else { without_letters(text) };
        let words = words.map_or(Cow::Borrowed(text), Cow::Owned);
        Some((self.of(&words)?, words))
    }

    /// Whether a text holds what the hint asks for. Digits have other signs, and capitals other letters, in texts that are
    /// not plain.
    fn may_match(&self, text: &str, plain: bool) -> bool {
        let digit = || !plain || text.bytes().any(|byte| byte.is_ascii_digit());
        match self.hint {
            Hint::Word(words) => self.has_one(text, words, false),
            Hint::Digit => digit(),
            Hint::DigitAnd(words) => digit() && (!plain || self.has_one(text, words, true)),
            Hint::DigitOr(words) => digit() || self.has_one(text, words, false),
            Hint::DigitOrAnyCase(words) => digit() || self.has_one(text, words, true),
        }
    }

    fn has_one(&self, text: &str, words: &str, any_case: bool) -> bool {
        let made = || AhoCorasick::builder().ascii_case_insensitive(any_case).build(words.split(' ')).ok();
        self.words.get_or_init(made).as_ref().is_none_or(|words| words.is_match(text))
    }
}

/// Signs that stand in English texts and are, as the classes of expressions have it, neither letters nor digits nor
/// blanks, whatever the case; and the blank that keeps words together.
const SIGNS: [char; 20] =
    ['’', '‘', '“', '”', '–', '—', '…', '€', '£', '¥', '₹', '•', '·', '×', '−', '²', '³', '°', '≈', NO_BREAK];
const NO_BREAK: char = '\u{a0}';

/// Letters that are a letter of ASCII, or a micro sign, in another case.
const FOLDED: [char; 5] = ['ſ', '\u{212a}', 'µ', 'μ', 'Μ'];

/// Whether the classes of an expression mean the same in a text as those of ASCII.
fn is_plain(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || SIGNS.contains(&c))
}

/// A text of the same length with `_` for letters of other alphabets, and with control characters for pictures; `None`
/// when it has something else, too.
fn without_letters(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        // Latin to Cyrillic, and the scripts of China, Japan and Korea: letters to every version of Unicode.
        let letter = matches!(c, '\u{c0}'..='\u{52f}' | '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
        let picture = matches!(c, '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{22ff}' | '\u{1f1e6}'..='\u{1faff}');
        if c.is_ascii() || SIGNS.contains(&c) {
            plain.push(c);
        } else if letter && c.is_alphabetic() && !FOLDED.contains(&c) {
            plain.extend(std::iter::repeat_n('_', c.len_utf8()));
        } else if picture && !c.is_alphanumeric() {
            plain.extend(std::iter::repeat_n('\u{1}', c.len_utf8()));
        } else {
            return None;
        }
    }
    Some(plain)
}

fn whole(expression: &str) -> String {
    expression.to_owned()
}

/// The expression with the classes of ASCII.
fn in_ascii(expression: &str) -> String {
    expression
        .replace(r"\b", r"(?-u:\b)")
        .replace(r"\d", "[0-9]")
        .replace(r"\s", r"[\t\n\x0B\x0C\r\x20\u00A0]")
        .replace(r"\p{L}", "[a-zA-Z]")
}

#[cfg(test)]
mod tests {
    use super::*;

    static YEARS: Pattern = Pattern::new(|| r"(?i)\b(?:\d+|two)\s[$€a-z-]+s\b".to_owned(), Hint::DigitOrAnyCase("two"));
    static NAMES: Pattern = Pattern::new(|| r"[A-Z][\p{L}.-]*\b".to_owned(), Hint::Word("A B"));

    #[test]
    fn a_pattern_finds_what_its_expression_finds() {
        let whole = Regex::new(&(YEARS.expression)()).unwrap();
        for (text, expected) in [
            ("for 12 years", Some("12 years")),
            ("“Two years” – no", Some("Two years")),
            ("é2 years", None),
            ("2 yearsé", None),
            ("é 2 years τ", Some("2 years")),
            ("🇳2 years→", Some("2 years")),
            ("’2 years", Some("2 years")),
            ("for 2\u{a0}years", Some("2\u{a0}years")),
            ("for 2\u{2003}years", Some("2\u{2003}years")),
            ("for ٣ years", Some("٣ years")),
            ("for 2 yearſ", Some("2 yearſ")),
            ("2 years\u{303}", None),
            ("no years", None),
        ] {
            let quick = YEARS.on(text).and_then(|(quick, words)| quick.find(&words).map(|found| found.range()));
            assert_eq!(quick, whole.find(text).map(|found| found.range()), "{text}");
            assert_eq!(quick.and_then(|range| text.get(range)), expected, "{text}");
        }
    }

    #[test]
    fn letters_that_an_expression_names_are_kept() {
        let found = |text| NAMES.of(text).and_then(|names| names.find(text)).map(|found| found.as_str().to_owned());
        assert_eq!(found("by Bélá-Z").as_deref(), Some("Bélá-Z"));
        assert_eq!(found("by Bela’s").as_deref(), Some("Bela"));
    }

    #[test]
    fn signs_are_no_letters_digits_or_blanks() {
        let word = Regex::new(r"[\w\s\d]").unwrap();
        for sign in SIGNS.into_iter().filter(|sign| *sign != NO_BREAK) {
            assert!(!word.is_match(&sign.to_string()) && sign.to_lowercase().eq([sign]), "{sign}");
        }
        let words = Regex::new(r"^\w$").unwrap();
        for c in ('\u{80}'..=char::MAX).filter(|c| !SIGNS.contains(c)) {
            let text = c.to_string();
            let shadow = without_letters(&text);
            let is_word = shadow.as_ref().map(|shadow| shadow.starts_with('_'));
            assert!(is_word.is_none_or(|is| is == words.is_match(&text)), "{c:?}");
            assert!(shadow.is_none_or(|shadow| shadow.len() == text.len()), "{c:?}");
        }
    }

    #[test]
    fn an_expression_is_not_made_before_it_may_match() {
        static UNUSED: Pattern = Pattern::new(|| r"\d+".to_owned(), Hint::Digit);
        assert!(UNUSED.of("none here").is_none() && UNUSED.plain.get().is_none());
        assert!(UNUSED.of("1 here").is_some());
    }
}
