//! The texts of versions, for turning bytes into code points.

use std::collections::BTreeMap;
use std::sync::Arc;

use stemma_core::document::Version;
use stemma_core::id::Id;
use stemma_core::span::{CodePoints, Span};

/// The texts of the versions that records speak of; its copies share them.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    texts: BTreeMap<Id<Version>, Arc<str>>,
}

impl Texts {
    /// Adds a version's text.
    pub fn insert(&mut self, version: Id<Version>, text: impl Into<Arc<str>>) {
        self.texts.insert(version, text.into());
    }

    /// Takes a version's text out.
    pub fn remove(&mut self, version: Id<Version>) -> Option<Arc<str>> {
        self.texts.remove(&version)
    }

    /// A version's text; empty when it is not here.
    #[must_use]
    pub fn text(&self, version: Id<Version>) -> &str {
        self.texts.get(&version).map_or("", |text| &**text)
    }

    /// For each version a converter of its offsets.
    #[must_use]
    pub fn points(&self) -> Points<'_> {
        Points { points: self.texts.iter().map(|(id, text)| (*id, CodePoints::new(text))).collect() }
    }
}

/// Converters of offsets, one a version.
pub struct Points<'a> {
    points: BTreeMap<Id<Version>, CodePoints<'a>>,
}

impl Points<'_> {
    /// A span of a version in code points.
    #[must_use]
    pub fn span(&self, version: Id<Version>, span: Span) -> (usize, usize) {
        self.points.get(&version).map_or((span.start, span.end), |points| points.span(span))
    }
}
