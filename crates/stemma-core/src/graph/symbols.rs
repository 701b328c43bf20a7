//! Texts that are kept once, each under a number.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

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
pub(crate) struct Symbols {
    /// All texts, one after the other: whoever reads many finds them close together.
    texts: String,
    /// Where each ends.
    ends: Vec<usize>,
    numbers: HashTable<Symbol>,
    /// Seeded, since names come from anybody.
    hasher: RandomState,
}

impl Symbols {
    /// The number of `text`, a new one when it has none.
    pub(crate) fn number(&mut self, text: &str) -> Symbol {
        if let Some(known) = self.find(text) {
            return known;
        }
        let symbol = Symbol::at(self.ends.len());
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        let Self { texts, ends, numbers, hasher } = self;
        numbers.insert_unique(hasher.hash_one(text), symbol, |of| hasher.hash_one(text_of(texts, ends, *of)));
        symbol
    }

    /// The number of `text`, when it has one.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        self.numbers.find(self.hasher.hash_one(text), |of| self.text(*of) == text).copied()
    }

    /// The text with this number.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        text_of(&self.texts, &self.ends, symbol)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn text_of<'t>(texts: &'t str, ends: &[usize], symbol: Symbol) -> &'t str {
    let start = symbol.index().checked_sub(1).map_or(Some(&0), |before| ends.get(before));
    start.zip(ends.get(symbol.index())).and_then(|(start, end)| texts.get(*start..*end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_a_number_one_text() {
        let mut symbols = Symbols::default();
        let texts: Vec<String> = (0..500).map(|number| format!("é{number}")).chain([String::new()]).collect();
        let numbers: Vec<Symbol> = texts.iter().map(|text| symbols.number(text)).collect();
        assert_eq!(numbers, (0..501).map(Symbol::at).collect::<Vec<_>>());
        for (text, number) in texts.iter().zip(&numbers) {
            assert_eq!((symbols.number(text), symbols.find(text)), (*number, Some(*number)));
            assert_eq!(symbols.text(*number), text);
        }
        assert_eq!((symbols.find("é500"), symbols.text(Symbol::at(501)), symbols.len()), (None, "", 501));
    }
}
