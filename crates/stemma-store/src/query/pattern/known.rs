//! Patterns that a query has used before, so that they are read once and not once a row.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::Pattern;

/// How many of them are kept.
const MOST: usize = 16;

/// The last patterns that were read, those that are none as well.
#[derive(Debug, Default)]
pub(in crate::query) struct Known(Mutex<VecDeque<Read>>);

#[derive(Debug)]
struct Read {
    text: String,
    flags: String,
    pattern: Option<Arc<Pattern>>,
}

impl Known {
    /// The pattern of this text with these flags; `None` when it is none.
    pub(in crate::query) fn pattern(&self, text: &str, flags: &str) -> Option<Arc<Pattern>> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = known().iter().find(|read| read.text == text && read.flags == flags) {
            return read.pattern.clone();
        }
        let pattern = Pattern::new(text, flags).map(Arc::new);
        let mut known = known();
        known.truncate(MOST - 1);
        known.push_front(Read { text: text.to_owned(), flags: flags.to_owned(), pattern: pattern.clone() });
        pattern
    }
}
