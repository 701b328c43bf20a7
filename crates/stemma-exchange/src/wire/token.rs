//! Tokens as JSON.

use serde::Serialize;
use stemma_store::token::{Secret, Token};

/// A token, without what opens it.
#[derive(Debug, Clone, Serialize)]
pub struct TokenRecord {
    /// Whom the log names.
    pub name: String,
    /// What it allows.
    pub scopes: Vec<&'static str>,
    /// When it ends, RFC 3339 in UTC.
    pub expires: Option<String>,
    /// Whether it opens anything now.
    pub live: bool,
}

/// A token just made, with its secret: the one time that it is shown.
#[derive(Serialize)]
pub struct NewTokenRecord {
    /// Whom the log names.
    pub name: String,
    /// What it allows.
    pub scopes: Vec<&'static str>,
    /// When it ends, RFC 3339 in UTC.
    pub expires: Option<String>,
    /// What its holder shows.
    pub token: String,
}

impl TokenRecord {
    /// The record of a token at a time.
    pub fn new(token: &Token, now: &str) -> Self {
        let Token { name, scopes, expires, .. } = token.clone();
        Self { name, scopes: scopes.names().collect(), expires, live: token.is_live_at(now) }
    }
}

impl NewTokenRecord {
    /// The record of a token with its secret.
    pub fn new(token: &Token, secret: &Secret) -> Self {
        let Token { name, scopes, expires, .. } = token.clone();
        Self { name, scopes: scopes.names().collect(), expires, token: secret.reveal().to_owned() }
    }
}
