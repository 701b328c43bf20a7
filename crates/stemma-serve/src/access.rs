//! Who may write: whoever holds the token.

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};

/// The token that may do everything, kept as its hash.
#[derive(Clone)]
pub struct Token {
    hash: [u8; 32],
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

impl Token {
    /// A token; `None` when it is empty or holds what a header cannot carry.
    pub fn new(text: &str) -> Option<Self> {
        let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        usable.then(|| Self { hash: hash(text) })
    }

    /// Whether a request shows it. How long that takes tells nothing of the token: hashes are compared, all of them.
    pub(crate) fn is_shown_by(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
        let other = hash(shown.unwrap_or_default());
        let difference = self.hash.iter().zip(other).fold(0, |found, (one, other)| found | (one ^ other));
        difference == 0 && shown.is_some()
    }
}

fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        Token::new("s3cret").unwrap().is_shown_by(&headers)
    }

    #[test]
    fn only_the_whole_token_opens() {
        assert!(shown("Bearer s3cret") && shown("bearer  s3cret "));
        for wrong in ["Bearer s3cre", "Bearer s3crets", "Bearer ", "Basic s3cret", "s3cret", ""] {
            assert!(!shown(wrong), "{wrong}");
        }
        assert!(!Token::new("s3cret").unwrap().is_shown_by(&HeaderMap::new()));
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_none() {
        assert!(Token::new("").is_none() && Token::new("a b").is_none() && Token::new("\u{e9}").is_none());
        assert_eq!(format!("{:?}", Token::new("s3cret")), "Some(Token)");
    }
}
