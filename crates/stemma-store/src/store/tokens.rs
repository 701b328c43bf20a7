//! Tokens in the log: added, revoked, listed.

use std::path::Path;

use super::Store;
use crate::error::StoreError;
use crate::log::{Action, Change, Log, Payload, Receipt};
use crate::token::{self, Token, TokenError};
use crate::update::Author;

/// The tokens of the store in a directory, as [`Store::tokens`] gives them: for whoever needs no index.
///
/// # Errors
/// As [`Log::open_read_only`].
pub fn tokens_in(directory: &Path) -> Result<Vec<Token>, StoreError> {
    Ok(token::left_by(&Log::open_read_only(directory)?.actions("token-")?))
}

impl Store {
    /// The tokens that were added and not revoked, by name; also those that are over.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        Ok(token::left_by(&self.writer().log.actions("token-")?))
    }

    /// Records a token.
    ///
    /// # Errors
    /// [`TokenError::Taken`] when another one has its name, and when it could not be recorded.
    pub fn add_token(&self, token: &Token, author: Author) -> Result<Receipt, TokenError> {
        let action = token.action().ok_or_else(|| TokenError::Name(token.name.clone()))?;
        self.with_tokens(action, author, |held| match held.iter().any(|held| held.name == token.name) {
            true => Err(TokenError::Taken(token.name.clone())),
            false => Ok(()),
        })
    }

    /// Revokes the token with this name: from now on it opens nothing.
    ///
    /// # Errors
    /// [`TokenError::Unknown`] when there is none, and when it could not be recorded.
    pub fn revoke_token(&self, name: &str, author: Author) -> Result<Receipt, TokenError> {
        let unknown = || TokenError::Unknown(name.to_owned());
        let action = Action::new(token::REVOKE, name).ok_or_else(unknown)?;
        self.with_tokens(action, author, |held| match held.iter().any(|held| held.name == name) {
            true => Ok(()),
            false => Err(unknown()),
        })
    }

    fn with_tokens(
        &self,
        action: Action,
        author: Author,
        check: impl FnOnce(&[Token]) -> Result<(), TokenError>,
    ) -> Result<Receipt, TokenError> {
        let mut writer = self.writer();
        check(&token::left_by(&writer.log.actions("token-")?))?;
        let Author { recorded, principal, reason } = author;
        let payload = Payload::default().with_action(action);
        Ok(self.record(&mut writer, Change { recorded, principal, reason, payload, documents: Vec::new() })?)
    }
}
