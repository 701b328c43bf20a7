//! Webhooks in the log: added, removed, told, and what became of it.

use std::collections::BTreeMap;

use super::Store;
use crate::error::StoreError;
use crate::hook::{self, Attempt, Hook, HookError};
use crate::log::{Action, Change, Payload, Receipt};
use crate::update::Author;

/// The webhooks as far as the log was read: read on, they are those of now.
#[derive(Debug, Clone, Default)]
pub struct Hooks {
    seen: u64,
    by_name: BTreeMap<String, Hook>,
}

impl Hooks {
    /// All of them, by name.
    #[must_use]
    pub fn all(&self) -> Vec<Hook> {
        self.by_name.values().cloned().collect()
    }
}

/// An attempt as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedAttempt {
    /// The change of the log.
    pub sequence: u64,
    /// When.
    pub at: String,
    /// What was tried, and what became of it.
    pub attempt: Attempt,
}

impl Store {
    /// Reads the log on for webhooks.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn read_hooks(&self, hooks: &mut Hooks) -> Result<(), StoreError> {
        let writer = self.writer();
        let head = writer.log.head()?.sequence;
        for (change, action) in writer.log.changes_with(hook::HOOK, hooks.seen)? {
            hook::take(&mut hooks.by_name, &action);
            hooks.seen = hooks.seen.max(change.sequence);
        }
        hooks.seen = hooks.seen.max(head);
        Ok(())
    }

    /// Everything that was tried for the webhook with this name, in order.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn attempts(&self, name: &str) -> Result<Vec<RecordedAttempt>, StoreError> {
        let all = self.writer().log.changes_with(hook::HOOK, 0)?;
        let tried = all.into_iter().filter_map(|(change, action)| {
            let attempt = hook::attempt(&action).filter(|attempt| attempt.hook == name)?;
            Some(RecordedAttempt { sequence: change.sequence, at: change.recorded, attempt })
        });
        Ok(tried.collect())
    }

    /// Records a webhook.
    ///
    /// # Errors
    /// [`HookError::Taken`] when another one has its name, [`HookError::TooMany`], and when it could not be recorded.
    pub fn add_hook(&self, hook: &Hook, author: Author) -> Result<Receipt, HookError> {
        let mut hooks = Hooks::default();
        self.read_hooks(&mut hooks)?;
        if hooks.by_name.contains_key(&hook.name) {
            return Err(HookError::Taken(hook.name.clone()));
        }
        if hooks.by_name.len() >= hook::MOST {
            return Err(HookError::TooMany);
        }
        self.note(hook.added(), author)
    }

    /// Removes the webhook with this name: it is told nothing any more.
    ///
    /// # Errors
    /// [`HookError::Unknown`] when there is none, and when it could not be recorded.
    pub fn remove_hook(&self, name: &str, author: Author) -> Result<Receipt, HookError> {
        let mut hooks = Hooks::default();
        self.read_hooks(&mut hooks)?;
        if !hooks.by_name.contains_key(name) {
            return Err(HookError::Unknown(name.to_owned()));
        }
        self.note(hook::removed(name), author)
    }

    /// Records that a webhook is to be told of an event: before it is.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub fn begin_telling(&self, name: &str, event: &str, author: Author) -> Result<Receipt, HookError> {
        self.note(hook::sent(name, event), author)
    }

    /// Records what became of an attempt.
    ///
    /// # Errors
    /// When it could not be recorded.
    pub fn attempted(&self, attempt: &Attempt, author: Author) -> Result<Receipt, HookError> {
        self.note(hook::attempted(attempt), author)
    }

    fn note(&self, action: Option<Action>, author: Author) -> Result<Receipt, HookError> {
        let action = action.ok_or(HookError::Address)?;
        let Author { recorded, principal, reason } = author;
        let payload = Payload::default().with_action(action);
        let change = Change { recorded, principal, reason, payload, documents: Vec::new() };
        Ok(self.record(&mut self.writer(), change)?)
    }
}
