//! Words that a lineage hangs on and that are no assertion of the claim: what texts state of offices, ties and withdrawn statements.

use super::setting::Setting;
use crate::document::Version;
use crate::graph::{Actor, TakenBack};
use crate::id::Id;
use crate::span::Quote;
use crate::state::HeldVersion;
use crate::statement::Statement;

/// Words of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatedWords {
    /// The version in which they stand.
    pub version: Id<Version>,
    /// Who publishes it, or what it is called.
    pub document: String,
    /// The words and their place.
    pub quote: Quote,
}

/// A witness and somebody else who are one voice, as a text states of an office or a tie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OneVoice {
    /// What the witness is called.
    pub witness: String,
    /// Whose voice it is, too.
    pub of: String,
    /// Whether the office is stated for that day.
    pub surely: bool,
    /// The words that state it; none where the names alone do: "the transport minister" and "the transport ministry".
    pub stated: Option<StatedWords>,
}

/// Words that say that a voice took back what it said, or has it from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disclaimed {
    /// Whether it only has it from elsewhere.
    pub is_second_hand: bool,
    /// The words.
    pub stated: StatedWords,
}

impl StatedWords {
    /// The words of a statement.
    pub(super) fn of_statement(held: &HeldVersion, statement: &Statement) -> Option<Self> {
        statement.contents.first().map(|quote| Self::of(held, quote))
    }

    fn of(held: &HeldVersion, quote: &Quote) -> Self {
        let metadata = &held.document.metadata;
        let document = metadata.publisher.as_ref().or(metadata.title.as_ref()).unwrap_or(&held.document.name);
        Self { version: held.version.id, document: document.clone(), quote: quote.clone() }
    }
}

impl Setting<'_> {
    /// The words that say that a statement was taken back.
    pub(super) fn withdrawal(&self, taken_back: TakenBack) -> Option<Disclaimed> {
        let held = self.version(taken_back.version)?;
        let stated = held.withdrawals.get(taken_back.number as usize)?;
        let is_second_hand = stated.is_second_hand();
        Some(Disclaimed { is_second_hand, stated: StatedWords::of(held, &stated.quote) })
    }

    /// The words that tie a person to somebody else, or that say who holds an office; the first by version and place.
    pub(super) fn tied(&self, one: Actor, other: Actor) -> Option<StatedWords> {
        let (version, number) = self.graph.roles.stated_of(one, other, &self.graph.actors)?;
        let held = self.version(version)?;
        held.roles.get(number as usize).map(|role| StatedWords::of(held, &role.quote))
    }
}
