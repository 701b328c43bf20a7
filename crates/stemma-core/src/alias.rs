//! Other names that a text states for somebody: "Bank of Halm (BoH)", "Tolvane, formerly known as Hoists United".
//!
//! What a text states joins nobody for good: the two names may be one, which only ever lowers a number, until a person says
//! so, or says that they are two.

use crate::name::ActorKey;
use crate::span::Quote;

/// A text states that two names mean one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasStatement {
    /// The words that say so, both names among them.
    pub quote: Quote,
    /// The name that is told first.
    pub name: String,
    /// The other name.
    pub alias: String,
    /// The words between the names ("formerly known as"); `()` for a short name in brackets.
    pub cue: String,
}

impl AliasStatement {
    /// The other of its two names, if `key` is one of them.
    #[must_use]
    pub fn other(&self, key: &ActorKey) -> Option<&str> {
        if ActorKey::of(&self.name) == *key {
            Some(&self.alias)
        } else {
            (ActorKey::of(&self.alias) == *key).then_some(&self.name)
        }
    }
}
