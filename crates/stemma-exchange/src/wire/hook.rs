//! Webhooks as JSON.

use serde::Serialize;
use stemma_store::RecordedAttempt;
use stemma_store::hook::Hook;

/// A webhook, without its secret.
#[derive(Debug, Clone, Serialize)]
pub struct HookRecord {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Which claims, as the parameters of the desk; all, when it is empty.
    pub filter: String,
    /// What it was told last, or when it was added.
    pub last: String,
    /// The event that it is being told.
    pub pending: Option<String>,
    /// How often that was tried.
    pub attempts: u32,
    /// The event that was given up since the last one was taken.
    pub given_up: Option<String>,
}

/// A webhook just made, with the secret that signs what it is told: the one time that it is shown.
#[derive(Serialize)]
pub struct NewHookRecord {
    /// Its name.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Which claims.
    pub filter: String,
    /// What its receiver verifies signatures with.
    pub secret: String,
}

/// An attempt to tell.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveryRecord {
    /// The change in the log.
    pub sequence: u64,
    /// When.
    pub at: String,
    /// The webhook.
    pub hook: String,
    /// The event.
    pub event: String,
    /// The how-manieth attempt, from 1.
    pub attempt: u32,
    /// `delivered`, `failed` or `given-up`.
    pub outcome: &'static str,
    /// The status that was answered, or why there was none.
    pub said: String,
}

impl From<&Hook> for HookRecord {
    fn from(hook: &Hook) -> Self {
        let Hook { name, url, filter, last, pending, given_up, .. } = hook.clone();
        let (pending, attempts) = pending.map_or((None, 0), |(event, attempts)| (Some(event), attempts));
        Self { name, url, filter, last, pending, attempts, given_up }
    }
}

impl NewHookRecord {
    /// The record of a webhook with its secret.
    #[must_use]
    pub fn new(hook: &Hook, secret: String) -> Self {
        let Hook { name, url, filter, .. } = hook.clone();
        Self { name, url, filter, secret }
    }
}

impl From<&RecordedAttempt> for DeliveryRecord {
    fn from(recorded: &RecordedAttempt) -> Self {
        let RecordedAttempt { sequence, at, attempt } = recorded.clone();
        Self {
            sequence,
            at,
            hook: attempt.hook,
            event: attempt.event,
            attempt: attempt.number,
            outcome: attempt.outcome.as_str(),
            said: attempt.said,
        }
    }
}
