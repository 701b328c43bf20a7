//! The words of a finding, made once: they take several assessments, and pages, records and quads all tell them.

use std::sync::OnceLock;

/// What is said of a finding, made when it is first asked for. It follows from the rest of the finding, so that it makes no
/// difference between two; and a copy, in which something may be changed, has none yet.
#[derive(Debug, Default)]
pub(super) struct Told {
    explanation: OnceLock<String>,
    change: OnceLock<Option<String>>,
}

impl Told {
    pub(super) fn explanation(&self, make: impl FnOnce() -> String) -> &str {
        self.explanation.get_or_init(make)
    }

    pub(super) fn change(&self, make: impl FnOnce() -> Option<String>) -> Option<&str> {
        self.change.get_or_init(make).as_deref()
    }
}

impl Clone for Told {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Told {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Told {}
