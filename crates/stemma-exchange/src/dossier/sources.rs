//! The numbered sources of a dossier: each gets its number where it is cited first, and none is listed that is not.

use std::collections::BTreeMap;
use std::fmt::Write;

use stemma_core::document::Document;
use stemma_core::id::Id;

use super::words::{publisher, title};

/// How many sources can be cited: a citation has at most four digits.
const MOST: usize = 9999;

/// The sources that are cited so far, in order.
#[derive(Default)]
pub(super) struct Sources<'s> {
    numbers: BTreeMap<Id<Document>, usize>,
    cited: Vec<&'s Document>,
}

impl<'s> Sources<'s> {
    /// The marks that cite these documents, each once, in the order of their numbers.
    pub(super) fn cite(&mut self, documents: impl IntoIterator<Item = &'s Document>) -> String {
        let mut numbers: Vec<usize> = documents.into_iter().filter_map(|document| self.number(document)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().map(|number| format!("[{number}]")).collect()
    }

    fn number(&mut self, document: &'s Document) -> Option<usize> {
        if let Some(number) = self.numbers.get(&document.id) {
            return Some(*number);
        }
        if self.cited.len() == MOST {
            return None;
        }
        self.cited.push(document);
        self.numbers.insert(document.id, self.cited.len());
        Some(self.cited.len())
    }

    /// The list: `- [1] Title — Publisher (2026-05-24)`.
    pub(super) fn list(&self) -> String {
        let mut out = String::new();
        for (number, document) in (1..).zip(&self.cited) {
            let metadata = &document.metadata;
            let named = metadata.title.as_deref().map(title).filter(|title| !title.trim().is_empty());
            let named = named.unwrap_or_else(|| title(&document.name));
            let date = metadata.published.map(|date| format!(" ({date})")).unwrap_or_default();
            let _ = writeln!(out, "- [{number}] {named} — {}{date}", voice(document));
        }
        out
    }
}

/// Whose voice a document is: its publisher, or else its authors; the file's name when nobody is recorded.
pub(super) fn voice(document: &Document) -> String {
    let metadata = &document.metadata;
    let name = metadata.publisher.clone().or_else(|| {
        let authors = metadata.authors.join(", ");
        Some(authors).filter(|authors| !authors.is_empty())
    });
    let name = name.map(|name| publisher(&name)).filter(|name| !name.trim().is_empty());
    name.unwrap_or_else(|| "publisher not recorded".to_owned())
}
