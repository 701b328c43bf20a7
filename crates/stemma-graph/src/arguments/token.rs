//! What can be typed after `stemma token`.

use clap::{Args, Subcommand};
use stemma_store::token::Scope;

use super::{time, words};

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and show it, this once.
    Add(AddToken),
    /// List the tokens.
    List,
    /// Revoke a token: it opens nothing any more.
    Revoke(RevokeToken),
}

#[derive(Debug, Args)]
pub(crate) struct AddToken {
    /// Whom the log is to name: letters, digits, `.`, `_` and `-`.
    pub(crate) name: String,
    /// What it allows, each with reading: `report` to add documents, `review` to judge and to write graphs, `admin` all.
    #[arg(long, required = true, value_parser = words::<Scope>(Scope::ALL.iter().map(|scope| scope.as_str())))]
    pub(crate) scope: Vec<Scope>,
    /// When it ends: a day, or a time (RFC 3339); never, when none is named.
    #[arg(long, value_parser = end)]
    pub(crate) expires: Option<String>,
    /// Why, for the log.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RevokeToken {
    /// The token's name.
    pub(crate) name: String,
    /// Why, for the log.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

/// A day ends a token as it begins.
fn end(text: &str) -> Result<String, String> {
    let is_day = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_day { time(&format!("{text}T00:00:00Z")) } else { time(text) }
}
