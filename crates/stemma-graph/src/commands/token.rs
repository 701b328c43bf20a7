//! `stemma token`: who may do what with a service of this store.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use stemma_exchange::wire::{self, NewTokenRecord, TokenRecord};
use stemma_store::token::{Scopes, Secret, Token, TokenError};
use stemma_store::update::Author;
use stemma_store::{Store, StoreError};

use super::{Outcome, Unusable};
use crate::arguments::{AddToken, RevokeToken, TokenCommand};
use crate::pipeline::{PRINCIPAL, chance, now};

pub(super) fn run(store: &Path, json: bool, command: &TokenCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        TokenCommand::Add(wanted) => add(store, json, wanted, out),
        TokenCommand::List => list(store, json, out),
        TokenCommand::Revoke(wanted) => revoke(store, json, wanted, out),
    }
}

fn add(store: &Path, json: bool, wanted: &AddToken, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let scopes = Scopes::new(wanted.scope.iter().copied()).ok_or_else(|| Unusable("name a --scope".to_owned()))?;
    let secret = Secret::new(chance().context("the system gives no chance to make a secret of")?);
    let now = now();
    let token = Token::new(wanted.name.clone(), scopes, wanted.expires.clone(), &secret, &now)?;
    let reason = wanted.reason.clone().unwrap_or_else(|| format!("token {} ({})", token.name, token.scopes));
    let author = Author { recorded: now, principal: PRINCIPAL.to_owned(), reason };
    opened(store)?.add_token(&token, author)?;
    if json {
        writeln!(out, "{}", wire::line(&NewTokenRecord::new(&token, &secret))?)?;
    } else {
        writeln!(std::io::stderr(), "The token of {}, shown this once; the store keeps its hash only:", token.name)?;
        writeln!(out, "{}", secret.reveal())?;
    }
    Ok(Outcome::Done)
}

fn list(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let now = now();
    for token in Store::open_read_only(store)?.tokens()? {
        if json {
            writeln!(out, "{}", wire::line(&TokenRecord::new(&token, &now))?)?;
            continue;
        }
        let ends = match &token.expires {
            None => String::new(),
            Some(expires) if token.is_live_at(&now) => format!("  until {expires}"),
            Some(expires) => format!("  over since {expires}"),
        };
        writeln!(out, "{}  {}{ends}", token.name, token.scopes)?;
    }
    Ok(Outcome::Done)
}

fn revoke(store: &Path, json: bool, wanted: &RevokeToken, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let reason = wanted.reason.clone().unwrap_or_else(|| format!("token {} revoked", wanted.name));
    let author = Author { recorded: now(), principal: PRINCIPAL.to_owned(), reason };
    let receipt = opened(store)?.revoke_token(&wanted.name, author)?;
    if json {
        writeln!(out, "{}", serde_json::json!({"revoked": wanted.name, "sequence": receipt.sequence}))?;
    } else {
        writeln!(out, "{} opens nothing any more (change {})", wanted.name, receipt.sequence)?;
    }
    Ok(Outcome::Done)
}

/// The store, to write.
fn opened(store: &Path) -> Result<Store, TokenError> {
    match Store::open(store) {
        Err(StoreError::Locked { .. }) => Err(TokenError::Served),
        opened => Ok(opened?),
    }
}
