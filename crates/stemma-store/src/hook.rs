//! Webhooks: who is told of changes, and what became of each telling.
//!
//! The invariant: an event is in the log before it is sent, so that after a crash the same one is sent again, under the same
//! name, and no other one in its place. The secret that signs is not in the log: it is made of the nonce and of a key
//! beside the log.
//! ```text
//! action hook-add <name> <nonce> <moment> <address> <filter or ->
//! action hook-remove <name>
//! action hook-send <name> <event>
//! action hook-attempt <name> <event> <number> <outcome> <what was answered>
//! ```

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::error::StoreError;
use crate::log::{Action, Hash};

/// How the kinds of these actions begin.
pub(crate) const HOOK: &str = "hook-";
const ADD: &str = "hook-add";
const REMOVE: &str = "hook-remove";
const SEND: &str = "hook-send";
const ATTEMPT: &str = "hook-attempt";
/// How many there may be.
pub const MOST: usize = 64;
/// How long an address and a filter may be, in bytes.
const LONGEST: usize = 4096;
/// How much of an answer is kept, in letters.
const KEPT: usize = 200;

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// Its name.
    pub name: String,
    /// What its secret is made of.
    pub nonce: Hash,
    /// Where it is told.
    pub url: String,
    /// Which claims, as the parameters of the desk; all, when it is empty.
    pub filter: String,
    /// What it was told last: the event, or the moment at which it was added.
    pub last: String,
    /// What it is being told, and how often that was tried.
    pub pending: Option<(String, u32)>,
    /// What was given up since.
    pub given_up: Option<String>,
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was taken.
    Delivered,
    /// It was not; it is tried again.
    Failed,
    /// It was not, too often: the next event tells of it too.
    GivenUp,
}

impl Outcome {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::GivenUp => "given-up",
        }
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Delivered, Self::Failed, Self::GivenUp].into_iter().find(|one| one.as_str() == word).ok_or(())
    }
}

/// One attempt to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Whom.
    pub hook: String,
    /// Of what.
    pub event: String,
    /// The how-manieth, from 1.
    pub number: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// The status that was answered, or why there was none.
    pub said: String,
}

/// Why a webhook is not added or removed.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// The name is none.
    #[error("`{0}` is no name for a webhook: at most 64 of a-z, A-Z, 0-9, `.`, `_` and `-`")]
    Name(String),
    /// It cannot be written down.
    #[error("the address or the filter is empty, has blanks, or is longer than {LONGEST} bytes")]
    Address,
    /// Another one has this name.
    #[error("there is a webhook `{0}`; remove it first, or take another name")]
    Taken(String),
    /// None has this name.
    #[error("there is no webhook `{0}`")]
    Unknown(String),
    /// There are enough.
    #[error("there are {MOST} webhooks: remove one first")]
    TooMany,
    /// A service holds the store.
    #[error(
        "the store is being written, by a service perhaps; ask it: POST /api/v1/webhooks, or DELETE /api/v1/webhooks/NAME, with a token of the scope admin"
    )]
    Served,
    /// The store.
    #[error("{0}")]
    Store(#[source] StoreError),
}

impl From<StoreError> for HookError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Hook {
    /// One to be added.
    ///
    /// # Errors
    /// [`HookError::Name`] and [`HookError::Address`].
    pub fn new(name: String, nonce: Hash, url: String, filter: String, now: String) -> Result<Self, HookError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if name.is_empty() || name.len() > 64 || !name.bytes().all(is_plain) {
            return Err(HookError::Name(name));
        }
        let is_word = |text: &str| text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
        if url.is_empty() || !is_word(&url) || !is_word(&filter) {
            return Err(HookError::Address);
        }
        Ok(Self { name, nonce, url, filter, last: now, pending: None, given_up: None })
    }

    pub(crate) fn added(&self) -> Option<Action> {
        let Self { name, nonce, url, filter, last, .. } = self;
        let filter = if filter.is_empty() { "-" } else { filter };
        Action::new(ADD, format!("{name} {nonce} {last} {url} {filter}"))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(5, ' ');
        let (name, nonce, last) = (words.next()?.to_owned(), words.next()?.parse().ok()?, words.next()?.to_owned());
        let (url, filter) = (words.next()?.to_owned(), words.next()?);
        let filter = if filter == "-" { String::new() } else { filter.to_owned() };
        Some(Self { name, nonce, url, filter, last, pending: None, given_up: None })
    }
}

/// Whether an action is about a webhook.
pub(crate) fn is_of_hooks(action: &Action) -> bool {
    action.kind().starts_with(HOOK)
}

pub(crate) fn removed(name: &str) -> Option<Action> {
    Action::new(REMOVE, name)
}

pub(crate) fn sent(name: &str, event: &str) -> Option<Action> {
    Action::new(SEND, format!("{name} {event}"))
}

pub(crate) fn attempted(attempt: &Attempt) -> Option<Action> {
    let Attempt { hook, event, number, outcome, said } = attempt;
    let said: String = said.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(KEPT).collect();
    Action::new(ATTEMPT, format!("{hook} {event} {number} {} {said}", outcome.as_str()))
}

/// The attempt that an action records.
pub(crate) fn attempt(action: &Action) -> Option<Attempt> {
    let mut words = (action.kind() == ATTEMPT).then(|| action.text().splitn(5, ' '))?;
    let (hook, event) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (number, outcome) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some(Attempt { hook, event, number, outcome, said: words.next().unwrap_or_default().to_owned() })
}

/// How the webhooks stand after one more action.
pub(crate) fn take(hooks: &mut BTreeMap<String, Hook>, action: &Action) {
    match action.kind() {
        ADD => hooks.extend(Hook::parse(action.text()).map(|hook| (hook.name.clone(), hook))),
        REMOVE => {
            hooks.remove(action.text());
        }
        SEND => {
            if let Some((name, event)) = action.text().split_once(' ')
                && let Some(hook) = hooks.get_mut(name)
            {
                hook.pending = Some((event.to_owned(), 0));
            }
        }
        _ => {
            let Some(attempt) = attempt(action) else { return };
            let Some(hook) = hooks.get_mut(&attempt.hook) else { return };
            match attempt.outcome {
                Outcome::Delivered => {
                    (hook.last, hook.pending, hook.given_up) = (attempt.event, None, None);
                }
                Outcome::Failed => hook.pending = Some((attempt.event, attempt.number)),
                Outcome::GivenUp => (hook.pending, hook.given_up) = (None, Some(attempt.event)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(name: &str, url: &str) -> Result<Hook, HookError> {
        Hook::new(name.to_owned(), Hash::of(b"n"), url.to_owned(), "status=any&q=a".to_owned(), "17".to_owned())
    }

    #[test]
    fn a_webhook_stands_as_its_actions_say() {
        let (mut hooks, added) = (BTreeMap::new(), hook("wire", "https://desk.example/told").unwrap());
        take(&mut hooks, &added.added().unwrap());
        assert_eq!(hooks["wire"], added);
        let attempt = |event: &str, number, outcome| {
            let said = "503 \u{7}\nno".to_owned();
            attempted(&Attempt { hook: "wire".to_owned(), event: event.to_owned(), number, outcome, said }).unwrap()
        };
        for (action, last, pending, given_up) in [
            (sent("wire", "18").unwrap(), "17", Some(("18", 0)), None),
            (attempt("18", 1, Outcome::Failed), "17", Some(("18", 1)), None),
            (attempt("18", 2, Outcome::GivenUp), "17", None, Some("18")),
            (sent("wire", "20@2026-11-29").unwrap(), "17", Some(("20@2026-11-29", 0)), Some("18")),
            (attempt("20@2026-11-29", 1, Outcome::Delivered), "20@2026-11-29", None, None),
        ] {
            take(&mut hooks, &action);
            let hook = &hooks["wire"];
            assert_eq!(hook.last, last);
            assert_eq!(hook.pending.as_ref().map(|(event, number)| (event.as_str(), *number)), pending);
            assert_eq!(hook.given_up.as_deref(), given_up);
        }
        take(&mut hooks, &removed("wire").unwrap());
        assert!(hooks.is_empty());
    }

    #[test]
    fn what_cannot_be_one_word_is_refused() {
        for name in ["", "a b", "a\nb", "é", &"x".repeat(65)] {
            assert!(matches!(hook(name, "https://a.example/"), Err(HookError::Name(_))), "{name}");
        }
        for url in ["", "https://a.example/ b", "https://a.example/\n", &format!("https://{}/", "x".repeat(LONGEST))] {
            assert!(matches!(hook("wire", url), Err(HookError::Address)), "{url}");
        }
    }
}
