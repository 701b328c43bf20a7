//! How a service read the drafts that clients are editing, so that of the next edition only what changed is read.
//!
//! Drafts are not stored: what is here is in memory only, of few drafts and not for long. Whoever does not name a draft as it was
//! named before, with the same token, gets nothing of it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use stemma_core::document::Parsed;
use stemma_extract::{Editions, Unpublished, unpublished};
use stemma_store::log::Hash;

/// How many drafts are remembered.
const MOST: usize = 64;
/// The longest draft that is remembered, in bytes: some ten thousand words.
const LONGEST: usize = 64 * 1024;
/// How long a draft is remembered that nobody sends again.
const QUIET: Duration = Duration::from_secs(10 * 60);

/// What was read in drafts, by who edits which.
#[derive(Debug, Default)]
pub(crate) struct EditedDrafts {
    drafts: Mutex<HashMap<Hash, (Instant, Editions)>>,
}

impl EditedDrafts {
    /// Reads a draft: the same as [`unpublished`] of it, sooner when it is an edition of one that is remembered.
    pub(crate) fn read(&self, edited: Option<Hash>, text: &str) -> Parsed<Unpublished> {
        self.read_at(Instant::now(), edited, text)
    }

    fn read_at(&self, now: Instant, edited: Option<Hash>, text: &str) -> Parsed<Unpublished> {
        let Some(edited) = edited.filter(|_| text.len() <= LONGEST) else { return unpublished(text.to_owned()) };
        // Nobody waits for it meanwhile: two editions at once are both read, and the later answer is remembered.
        let mut editions = self.live(now).remove(&edited).map(|(_, editions)| editions).unwrap_or_default();
        let read = editions.next(text.to_owned());
        let mut drafts = self.live(now);
        while drafts.len() >= MOST {
            let oldest = drafts.iter().min_by_key(|(_, (last, _))| *last).map(|(key, _)| *key);
            oldest.map(|oldest| drafts.remove(&oldest));
        }
        drafts.insert(edited, (now, editions));
        read
    }

    /// What is remembered, without what is too old.
    fn live(&self, now: Instant) -> MutexGuard<'_, HashMap<Hash, (Instant, Editions)>> {
        let mut drafts = self.drafts.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.retain(|_, (last, _)| now.saturating_duration_since(*last) < QUIET);
        drafts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "The mill at Orrin closed.\n\nVeyra said that it sold 500 looms.\n";

    fn read(drafts: &EditedDrafts, now: Instant, name: &str, text: &str) -> usize {
        let key = Hash::of(name.as_bytes());
        assert_eq!(drafts.read_at(now, Some(key), text), unpublished(text.to_owned()));
        drafts.live(now).get(&key).map_or(0, |(_, editions)| editions.read())
    }

    #[test]
    fn only_what_changed_is_read_and_only_for_the_same_draft() {
        let (drafts, now) = (EditedDrafts::default(), Instant::now());
        assert_eq!(read(&drafts, now, "a", DRAFT), 2);
        assert_eq!(read(&drafts, now, "a", &DRAFT.replace("500", "600")), 1);
        assert_eq!(read(&drafts, now, "b", DRAFT), 2, "another's draft is read for itself");
        assert_eq!(drafts.read_at(now, None, DRAFT), unpublished(DRAFT.to_owned()));
        assert_eq!(drafts.live(now).len(), 2, "a draft without a name is not remembered");
    }

    #[test]
    fn what_is_remembered_ends_and_is_bounded() {
        let (drafts, now) = (EditedDrafts::default(), Instant::now());
        read(&drafts, now, "a", DRAFT);
        assert_eq!(drafts.live(now + QUIET).len(), 0);
        for number in 0..=MOST {
            read(&drafts, now + Duration::from_secs(number as u64), &number.to_string(), DRAFT);
        }
        let later = now + Duration::from_secs(MOST as u64);
        assert_eq!(drafts.live(later).len(), MOST);
        assert_eq!(read(&drafts, later, "0", DRAFT), 2, "the oldest is forgotten first");
        read(&drafts, later, "long", &"The mill closed.\n\n".repeat(LONGEST / 18 + 1));
        assert!(!drafts.live(later).contains_key(&Hash::of(b"long")));
    }
}
