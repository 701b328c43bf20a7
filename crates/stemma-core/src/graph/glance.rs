//! A glance at two names that may mean one actor: it parts most of those that a [`Likeness`](super::Likeness) parts, from less.

use super::likeness::Word;

/// What is seen of a name at a glance; many lie side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    pub(super) sort: Sort,
    /// A bit for each word, of sixty-four.
    pub(super) bits: u64,
    /// The first names that its first word is a form of, a bit each.
    pub(super) first_names: u64,
    /// A number for how the name looks, and one for how it is spelt without marks.
    pub(super) look: u32,
    pub(super) spelt: u32,
    /// Its first two words.
    pub(super) words: [Word; 2],
}

/// What parts most names that a glance parts: of many, these lie side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hint {
    bits: u64,
    look: u32,
    spelt: u32,
}

impl Hint {
    /// Whether a glance must be taken at the two; otherwise they are certainly not alike.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.bits & other.bits != 0 || self.look == other.look || self.spelt == other.spelt
    }
}

/// What sort of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Two whole words.
    Plain,
    /// Several words, and it shortens none.
    Long,
    /// Anything else.
    Other,
}

impl Glance {
    /// What parts it from most others.
    pub(crate) const fn hint(&self) -> Hint {
        let bits = match self.sort {
            Sort::Plain | Sort::Long => self.bits,
            // One word may be short for others that it shares nothing with.
            Sort::Other => u64::MAX,
        };
        Hint { bits, look: self.look, spelt: self.spelt }
    }

    /// Whether the two are certainly not alike; of all others nothing is said.
    pub(crate) fn parts(&self, other: &Self) -> bool {
        if self.look == other.look || self.spelt == other.spelt {
            return false;
        }
        match (self.sort, other.sort) {
            (Sort::Plain, Sort::Plain) => self.bits & other.bits == 0 || self.parts_plain(other),
            (Sort::Plain | Sort::Long, Sort::Plain | Sort::Long) => self.bits & other.bits == 0,
            (Sort::Other, _) | (_, Sort::Other) => false,
        }
    }

    /// Of two names of two words each one word differs at most, and that is a respelt one, or another form of a first name.
    fn parts_plain(&self, other: &Self) -> bool {
        let ([one, two], [a, b]) = (&self.words, &other.words);
        let same = [one == a, one == b, two == a, two == b];
        let apart = match same {
            [true, false, false, false] => (two, b),
            [false, true, false, false] => (two, a),
            [false, false, true, false] => (one, b),
            [false, false, false, true] if self.first_names & other.first_names == 0 => (one, a),
            [false, false, false, false] => return true,
            _ => return false,
        };
        !apart.0.may_be_respelt(apart.1)
    }
}
