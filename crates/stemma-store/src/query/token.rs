//! SPARQL text cut into tokens, as finely as counting needs and never more coarsely than the parser reads it.

/// A piece of SPARQL text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `(`, `[`, `{` or `<<`.
    Open(&'a str),
    /// `)`, `]`, `}` or `>>`.
    Close,
    /// A word without a colon: a keyword, a function or `a`.
    Word(&'a str),
    /// A variable, IRI, prefixed name, blank node, literal or language tag.
    Value,
    /// Anything else.
    Operator(&'a str),
}

/// The tokens of a text.
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// Takes what `length` says, at least one character.
    fn take(&mut self, length: usize) -> &'a str {
        let whole = self.rest.split_at_checked(length).filter(|(taken, _)| !taken.is_empty());
        let first = || self.rest.split_at(self.rest.chars().next().map_or(0, char::len_utf8));
        let (taken, rest) = whole.unwrap_or_else(first);
        self.rest = rest;
        taken
    }

    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
            if !self.rest.starts_with('#') {
                return;
            }
            self.rest = self.rest.find(['\n', '\r']).and_then(|end| self.rest.get(end..)).unwrap_or_default();
        }
    }

    fn value(&mut self, length: usize) -> Token<'a> {
        self.take(length);
        Token::Value
    }

    fn angle(&mut self) -> Token<'a> {
        if let Some(length) = iri_length(self.rest) {
            return self.value(length);
        }
        if self.rest.starts_with("<<") {
            return Token::Open(self.take(2));
        }
        Token::Operator(self.take(1))
    }

    fn name(&mut self) -> Token<'a> {
        let length = name_length(self.rest);
        let is_name = self.rest.get(..length).is_some_and(|name| name.contains(':'));
        if is_name { self.value(length) } else { Token::Word(self.take(word_length(self.rest))) }
    }

    fn operator(&mut self) -> Token<'a> {
        let double = ["||", "&&", "!=", "<=", ">=", "^^"].iter().any(|operator| self.rest.starts_with(operator));
        Token::Operator(self.take(if double { 2 } else { 1 }))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let first = self.rest.chars().next()?;
        Some(match first {
            '(' | '[' | '{' => Token::Open(self.take(1)),
            ')' | ']' | '}' => {
                self.take(1);
                Token::Close
            }
            '>' if self.rest.starts_with(">>") => {
                self.take(2);
                Token::Close
            }
            '<' => self.angle(),
            '"' | '\'' => self.value(string_length(self.rest)),
            '?' | '$' if word_length(self.rest.get(1..).unwrap_or_default()) > 0 => {
                self.value(1 + word_length(self.rest.get(1..).unwrap_or_default()))
            }
            '@' => self.value(1 + self.rest.get(1..).map_or(0, tag_length)),
            '0'..='9' => self.value(number_length(self.rest)),
            ':' => self.value(name_length(self.rest)),
            first if is_word(first) => self.name(),
            _ => self.operator(),
        })
    }
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_' || !character.is_ascii()
}

fn length_while(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|character| !keep(character)).unwrap_or(text.len())
}

fn word_length(text: &str) -> usize {
    length_while(text, is_word)
}

fn tag_length(text: &str) -> usize {
    length_while(text, |character| character.is_ascii_alphanumeric() || character == '-')
}

/// An IRI in angle brackets, when there is one.
fn iri_length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(|c: char| c <= ' ' || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\'))?;
    inside.get(end..)?.starts_with('>').then_some(end + 2)
}

/// Digits, one point, an exponent; a sign after them begins another token.
fn number_length(text: &str) -> usize {
    let digits = length_while(text, |c| c.is_ascii_digit() || c == '.');
    let exponent = text.get(digits..).and_then(|rest| rest.strip_prefix(['e', 'E']));
    let signed = exponent.map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest));
    match signed.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        Some(rest) => text.len() - rest.len() + length_while(rest, |c| c.is_ascii_digit()),
        None => digits,
    }
}

/// A prefixed name with its escapes, or as much as could be one.
fn name_length(text: &str) -> usize {
    let mut local = false;
    let mut escaped = false;
    let end = text.find(|character| {
        let part =
            escaped || is_word(character) || matches!(character, '-' | '.' | ':' | '%') || (local && character == '\\');
        local |= character == ':';
        escaped = !escaped && local && character == '\\';
        !part
    });
    end.unwrap_or(text.len())
}

/// A string with its quotes, in any of the four forms; up to the end of the text when it has none.
fn string_length(text: &str) -> usize {
    let long = ["\"\"\"", "'''"].into_iter().find(|quotes| text.starts_with(quotes));
    let quotes = long.or(text.get(..1)).unwrap_or_default();
    let mut place = quotes.len();
    while let Some(rest) = text.get(place..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quotes) {
            return place + quotes.len();
        }
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next());
        place += escaped.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |c| 1 + c.len_utf8());
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> = Tokens::new(text)
            .map(|token| match token {
                Token::Open(_) => "(".to_owned(),
                Token::Close => ")".to_owned(),
                Token::Word(word) => word.to_owned(),
                Token::Value => "V".to_owned(),
                Token::Operator(operator) => operator.to_owned(),
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn text_is_cut_as_the_parser_reads_it() {
        check("SELECT ?a-1-1 { }", "SELECT V - V - V ( )");
        check("true-1-1", "true - V - V");
        check("1-1e-5+.5", "V - V + . V");
        check("ex:a-1.b-2 _:b", "V V");
        check("ex:a\\(b( :c", "V ( V");
        check("?a<?b && ?c>?d", "V < V && V > V");
        check("<http://x#y> # (((\n ?x", "V V");
        check("\"a\\\"(\" '(' '''a'b\n''' \"\"\"(\"\"\" x", "V V V V x");
        check("\"x\"@en-GB^^ex:t", "V V ^^ V");
        check("ex:p?/ex:q*", "V ? / V *");
        check("!!?x != 1 <<( )>>", "! ! V != V ( ( ) )");
        check("\"open ((", "V");
    }
}
