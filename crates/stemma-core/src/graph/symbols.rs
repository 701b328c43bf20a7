//! Texts that are kept once, each under a number.

use indexmap::IndexSet;

/// The number of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(u32);

impl Symbol {
    pub(super) fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Texts by number and numbers by text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols(IndexSet<Box<str>>);

impl Symbols {
    /// The number of `text`, a new one when it has none.
    pub(crate) fn number(&mut self, text: &str) -> Symbol {
        match self.0.get_index_of(text) {
            Some(index) => Symbol::at(index),
            None => Symbol::at(self.0.insert_full(text.into()).0),
        }
    }

    /// The number of `text`, when it has one.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        self.0.get_index_of(text).map(Symbol::at)
    }

    /// The text with this number.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        self.0.get_index(symbol.index()).map_or("", |text| text)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}
