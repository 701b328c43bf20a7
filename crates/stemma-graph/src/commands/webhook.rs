//! `stemma webhook`: who is told of changes by a service of this store.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use stemma_exchange::wire::{self, HookRecord, NewHookRecord};
use stemma_serve::{hook_secret, is_filter};
use stemma_store::hook::{Hook, HookError};
use stemma_store::log::Hash;
use stemma_store::update::Author;
use stemma_store::{Hooks, Store, StoreError};

use super::{Outcome, Unusable};
use crate::arguments::{AddWebhook, RemoveWebhook, WebhookCommand};
use crate::fetch::Fetching;
use crate::pipeline::{PRINCIPAL, Question, chance, now, signing_key};

pub(super) fn run(store: &Path, json: bool, command: &WebhookCommand, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match command {
        WebhookCommand::Add(wanted) => add(store, json, wanted, out),
        WebhookCommand::List => list(store, json, out),
        WebhookCommand::Remove(wanted) => remove(store, json, wanted, out),
    }
}

fn add(store: &Path, json: bool, wanted: &AddWebhook, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    // Where it leads is looked at when it is told, by a service that knows which hosts are allowed.
    Fetching::is_form(&wanted.url).map_err(|why| Unusable(format!("`{}` {why}", wanted.url)))?;
    is_filter(&wanted.filter).map_err(|why| Unusable(format!("the filter cannot be read: {why}")))?;
    let nonce = Hash::of(&chance().context("the system gives no chance to make a secret of")?);
    let opened = opened(store)?;
    let head = opened.head()?.sequence;
    let (today, recorded) = (Question::today().today.to_string(), opened.change(head)?.map(|change| change.recorded));
    let is_its_day = recorded.is_some_and(|at| at.starts_with(&today));
    let moment = if is_its_day { head.to_string() } else { format!("{head}@{today}") };
    let hook = Hook::new(wanted.name.clone(), nonce, wanted.url.clone(), wanted.filter.clone(), moment)?;
    let reason = format!("webhook {} at {}", hook.name, hook.url);
    opened.add_hook(&hook, author(reason))?;
    let record = NewHookRecord::new(&hook, hook_secret(&signing_key(store)?, nonce));
    if json {
        writeln!(out, "{}", wire::line(&record)?)?;
    } else {
        writeln!(
            std::io::stderr(),
            "The secret of {}, shown this once; a running service that takes updates tells it:",
            hook.name
        )?;
        writeln!(out, "{}", record.secret)?;
    }
    Ok(Outcome::Done)
}

fn list(store: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut hooks = Hooks::default();
    Store::open_read_only(store)?.read_hooks(&mut hooks)?;
    for hook in hooks.all() {
        if json {
            writeln!(out, "{}", wire::line(&HookRecord::from(&hook))?)?;
            continue;
        }
        let filter = if hook.filter.is_empty() { "all claims" } else { &hook.filter };
        let pending = hook.pending.map(|(event, attempts)| format!("  event {event} tried {attempts} times"));
        let given_up = hook.given_up.map(|event| format!("  event {event} given up"));
        let state = [pending, given_up].into_iter().flatten().collect::<String>();
        writeln!(out, "{}  {}  {filter}  told up to {}{state}", hook.name, hook.url, hook.last)?;
    }
    Ok(Outcome::Done)
}

fn remove(store: &Path, json: bool, wanted: &RemoveWebhook, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let receipt = opened(store)?.remove_hook(&wanted.name, author(format!("webhook {} removed", wanted.name)))?;
    if json {
        writeln!(out, "{}", serde_json::json!({"removed": wanted.name, "sequence": receipt.sequence}))?;
    } else {
        writeln!(out, "{} is told nothing any more (change {})", wanted.name, receipt.sequence)?;
    }
    Ok(Outcome::Done)
}

fn author(reason: String) -> Author {
    Author { recorded: now(), principal: PRINCIPAL.to_owned(), reason }
}

/// The store, to write.
fn opened(store: &Path) -> Result<Store, HookError> {
    match Store::open(store) {
        Err(StoreError::Locked { .. }) => Err(HookError::Served),
        opened => Ok(opened?),
    }
}
