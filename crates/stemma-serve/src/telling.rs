//! Telling webhooks: each by a task of its own, in order, so that one that does not answer keeps nobody else waiting.
//!
//! An event is recorded before it is sent. After a crash it is sent again under the same id, by which its receiver knows it.
//! When it is given up, the next event begins where the last one that was taken ended: nothing is lost.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use stemma_exchange::wire;
use stemma_store::Hooks;
use stemma_store::hook::{Attempt, Hook, HookError, Outcome};
use stemma_store::log::Hash;
use stemma_store::update::Author;

use crate::Service;
use crate::hooks::filter_of;
use crate::signature::{hook_secret, signature};
use crate::told::{Base, Moment};

/// How often an event is tried.
const MOST_ATTEMPTS: u32 = 8;
/// How long it is waited after the first attempt, and at most.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// How long it is waited when something went wrong here.
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// How long it is waited while another one is looked at.
const BUSY: Duration = Duration::from_millis(200);
/// How often it is looked whether there are other webhooks.
const LOOK: Duration = Duration::from_secs(1);
/// Whom the log names.
pub(crate) const TELLER: &str = "service";

/// What is sent to a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// Where.
    pub url: String,
    /// With which headers.
    pub headers: Vec<(&'static str, String)>,
    /// What.
    pub body: String,
}

/// What the tasks share: what was read of the log.
#[derive(Default)]
pub(crate) struct Told {
    hooks: Mutex<Hooks>,
    tasks: Mutex<HashSet<String>>,
}

/// What a task does next.
enum Next {
    /// The webhook is gone.
    Gone,
    /// Goes on at once.
    On,
    /// Waits until something changes.
    Change,
    /// Waits so long.
    Wait(Duration),
}

/// What a task knows of what its webhook was told, so that it need not be computed again.
#[derive(Default)]
struct Known {
    /// Of which webhook: another one may take the name of one that was removed.
    nonce: Option<Hash>,
    base: Option<Base>,
    next: Option<Base>,
}

impl Service {
    /// Tells all webhooks until it is dropped. A service that writes nothing tells nobody.
    pub(crate) async fn telling(self) {
        let (told, mut shown) = (Arc::new(Told::default()), self.current.subscribed());
        while self.line.is_some() {
            for hook in self.hooks(&told).await {
                let is_new = told.tasks.lock().unwrap_or_else(PoisonError::into_inner).insert(hook.name.clone());
                if is_new {
                    tokio::spawn(self.clone().telling_one(Arc::clone(&told), hook.name));
                }
            }
            tokio::select! {
                shown = shown.changed() => if shown.is_err() { return },
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        std::future::pending::<()>().await;
    }

    async fn hooks(&self, told: &Arc<Told>) -> Vec<Hook> {
        let (backing, told) = (self.backing.clone(), Arc::clone(told));
        let read = tokio::task::spawn_blocking(move || {
            let mut hooks = told.hooks.lock().unwrap_or_else(PoisonError::into_inner);
            backing.store().read_hooks(&mut hooks).map(|()| hooks.all()).map_err(|error| error.to_string())
        });
        read.await.map_err(|error| error.to_string()).and_then(|read| read).unwrap_or_else(|error| {
            tracing::error!(error, "the webhooks could not be read");
            Vec::new()
        })
    }

    /// Tells one webhook until it is removed, or the service ends.
    async fn telling_one(self, told: Arc<Told>, name: String) {
        let (mut shown, mut over, mut known) = (self.current.subscribed(), self.over.clone(), Known::default());
        loop {
            let hook = self.hooks(&told).await.into_iter().find(|hook| hook.name == name);
            let (service, mut held) = (self.clone(), std::mem::take(&mut known));
            let step = tokio::task::spawn_blocking(move || {
                let next = hook.map_or(Ok(Next::Gone), |hook| service.step(&hook, &mut held));
                (next, held)
            });
            let next = match step.await {
                Ok((Ok(next), held)) => {
                    known = held;
                    next
                }
                Ok((Err(error), _)) => {
                    tracing::error!(error, hook = name, "a webhook could not be told");
                    Next::Wait(AFTER_ERROR)
                }
                Err(_) => Next::Gone,
            };
            let wait = match next {
                Next::Gone => break,
                Next::On => continue,
                Next::Change => Duration::MAX,
                Next::Wait(wait) => wait,
            };
            tokio::select! {
                shown = shown.changed(), if wait == Duration::MAX => if shown.is_err() { break },
                _ = over.changed() => break,
                () = tokio::time::sleep(wait.min(LONGEST_WAIT)) => {}
            }
        }
        told.tasks.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
    }

    /// One step of telling a webhook, on a blocking thread.
    fn step(&self, hook: &Hook, known: &mut Known) -> Result<Next, String> {
        if known.nonce != Some(hook.nonce) {
            *known = Known { nonce: Some(hook.nonce), ..Known::default() };
        }
        match &hook.pending {
            None => self.begin(hook, known),
            Some((event, before)) => self.attempt(hook, event, before + 1, known),
        }
    }

    /// What a webhook was told last: known, or computed again.
    fn base(&self, event: &str, known: Option<Base>) -> Result<Base, String> {
        let moment: Moment = event.parse().map_err(|()| format!("`{event}` is no moment"))?;
        match known.filter(|base| base.moment == moment) {
            Some(base) => Ok(base),
            None => loop {
                match self.base_at(moment) {
                    // Another one is being computed: that is no error, and its turn comes.
                    Err(problem) if problem.status() == StatusCode::SERVICE_UNAVAILABLE && !*self.over.borrow() => {
                        std::thread::sleep(BUSY);
                    }
                    done => break done.map_err(|problem| problem.to_string()),
                }
            },
        }
    }

    /// Begins to tell of what changed, if anything did.
    fn begin(&self, hook: &Hook, known: &mut Known) -> Result<Next, String> {
        let filter = filter_of(&hook.filter).map_err(|problem| problem.to_string())?;
        if let Some(given_up) = &hook.given_up {
            // What was given up is told of again only together with something new.
            let base = self.base(given_up, known.next.take())?;
            let (news, _) = self.told(&base, filter.as_ref()).map_err(|error| error.to_string())?;
            if news.is_none() {
                known.next = Some(base);
                return Ok(Next::Change);
            }
        }
        let base = match known.base.take() {
            // What was told may have been looked at again since, with nothing to tell.
            Some(base) => base,
            None => self.base(&hook.last, None)?,
        };
        let (record, next) = self.told(&base, filter.as_ref()).map_err(|error| error.to_string())?;
        let Some(record) = record else {
            known.base = Some(next);
            return Ok(Next::Change);
        };
        let reason = format!("webhook {} is told of event {}", hook.name, record.event);
        self.noted(reason, |author| self.backing.store().begin_telling(&hook.name, &record.event, author))?;
        (known.base, known.next) = (Some(base), Some(next));
        Ok(Next::On)
    }

    /// Tries to tell of an event.
    fn attempt(&self, hook: &Hook, event: &str, number: u32, known: &mut Known) -> Result<Next, String> {
        let filter = filter_of(&hook.filter).map_err(|problem| problem.to_string())?;
        let base = match known.base.take() {
            Some(base) => base,
            None => self.base(&hook.last, None)?,
        };
        let next = self.base(event, known.next.take())?;
        // The same bytes each time: the event and what it follows on are in the log.
        let record = self.between(&base, &next, filter.as_ref(), (event, &hook.last));
        let result = match record {
            None => Ok(204),
            Some(record) => self.send(hook, event, wire::line(&record).map_err(|error| error.to_string())?),
        };
        let (outcome, said) = match result {
            Ok(status) if (200..300).contains(&status) => (Outcome::Delivered, status.to_string()),
            other if number >= MOST_ATTEMPTS => (Outcome::GivenUp, said(other)),
            other => (Outcome::Failed, said(other)),
        };
        let attempt = Attempt { hook: hook.name.clone(), event: event.to_owned(), number, outcome, said };
        let reason =
            format!("webhook {}: event {event}, attempt {number}: {} ({})", hook.name, outcome.as_str(), attempt.said);
        self.noted(reason, |author| self.backing.store().attempted(&attempt, author))?;
        Ok(match outcome {
            Outcome::Delivered => {
                known.base = Some(next);
                Next::On
            }
            Outcome::Failed => {
                (known.base, known.next) = (Some(base), Some(next));
                Next::Wait(FIRST_WAIT.saturating_mul(1 << (number - 1).min(16)).min(LONGEST_WAIT))
            }
            // Computed again when there is something new: nobody knows how long that takes.
            Outcome::GivenUp => Next::On,
        })
    }

    fn send(&self, hook: &Hook, event: &str, body: String) -> Result<u16, String> {
        let key = self.backing.signing_key().map_err(|error| error.to_string())?;
        let time = self.backing.now();
        let signed = signature(&hook_secret(&key, hook.nonce), &time, &body);
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("stemma-webhook", hook.name.clone()),
            ("stemma-event", event.to_owned()),
            ("stemma-timestamp", time),
            ("stemma-signature", signed),
        ];
        self.backing.tell(&Telling { url: hook.url.clone(), headers, body })
    }

    /// Records something about a webhook, when it is its turn.
    fn noted<T>(&self, reason: String, note: impl FnOnce(Author) -> Result<T, HookError>) -> Result<(), String> {
        let Some(line) = self.line.clone() else { return Err("nothing is written here".to_owned()) };
        let turn = tokio::runtime::Handle::current().block_on(line.acquire_owned());
        let _turn = turn.map_err(|error| error.to_string())?;
        let author = Author { recorded: self.backing.now(), principal: TELLER.to_owned(), reason };
        note(author).map_err(|error| error.to_string())?;
        self.current.tell();
        Ok(())
    }
}

fn said(result: Result<u16, String>) -> String {
    result.map_or_else(|why| why, |status| status.to_string())
}
