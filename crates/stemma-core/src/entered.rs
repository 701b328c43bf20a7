//! Assertions that people enter: what no reader found in a document, or found wrongly.
//!
//! The words stay the document's own: a person says where they stand, whose they are and what they claim. What was read
//! there is never edited; it is struck out by a review, and what was entered stands beside it.

use std::borrow::Cow;

use crate::document::Version;
use crate::enumerations::{Basis, ClaimKind, Modality, SourceKind, Stance, Tier};
use crate::id::Id;
use crate::revision::moved;
use crate::span::{Quote, Span};
use crate::state::Assertion;
use crate::statement::{Mention, NOBODY, Statement, Voice};

/// The rule of everything that a person entered.
pub const RULE: &str = "person.entered";

/// Who entered an assertion, why, and in place of which one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entered {
    /// Who.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The assertion that it corrects.
    pub instead_of: Option<Id<Assertion>>,
}

/// Whose words they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The document's own.
    Author,
    /// Nobody's: the document credits them to no one.
    Nobody,
    /// Somebody's.
    Named {
        /// The name, or how the text calls them.
        name: String,
        /// What they are, when somebody says so.
        kind: Option<SourceKind>,
    },
}

/// What a person says that words of a document assert. Of a correction, what is not said stays as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Whose words they are; the document's own, when nothing is said.
    pub speaker: Option<Speaker>,
    /// The claim in one sentence; the words themselves, when nothing is said.
    pub sentence: Option<String>,
    /// Which side they take.
    pub stance: Option<Stance>,
    /// How flatly.
    pub modality: Option<Modality>,
    /// What the innermost origin rests on.
    pub basis: Option<Basis>,
}

impl Entry {
    /// The statement that is entered. `own` is what the words are as the document's own; `read` is what is corrected, `text`
    /// all of the document, and `kind_of` says what somebody is of whom only the name is known.
    #[must_use]
    pub fn statement(
        &self,
        own: &Statement,
        read: Option<&Statement>,
        text: &str,
        kind_of: impl Fn(&str) -> SourceKind,
    ) -> Statement {
        let mut made = match read {
            Some(read) if read.contents == own.contents => read.clone(),
            Some(read) => Statement {
                source: read.source.clone(),
                cue: read.cue.clone(),
                chain: read.chain.clone(),
                stance: read.stance,
                modality: read.modality,
                basis: read.basis,
                against_interest: read.against_interest,
                ..own.clone()
            },
            None => own.clone(),
        };
        if let Some(speaker) = &self.speaker {
            credit(&mut made, speaker, (own, text), kind_of);
        }
        if let Some(sentence) = &self.sentence {
            made.sentence.clone_from(sentence);
        }
        made.stance = self.stance.unwrap_or(made.stance);
        if let Some(modality) = self.modality {
            made.modality = modality;
            made.kind = kind(made.kind, modality, !made.quantities.is_empty());
        }
        made.basis = self.basis.unwrap_or(made.basis);
        made.tier = Tier::P;
        made.rule = Cow::Borrowed(RULE);
        made
    }
}

/// Credits the words to somebody else; what they rest on follows from that, until it is said.
fn credit(
    made: &mut Statement,
    speaker: &Speaker,
    (own, text): (&Statement, &str),
    kind_of: impl Fn(&str) -> SourceKind,
) {
    let mut chain: Vec<Voice> = made.chain.first().or(own.chain.first()).cloned().into_iter().collect();
    (made.cue, made.against_interest) = (None, false);
    match speaker {
        Speaker::Author => {
            (made.source, made.basis, made.direct) = (own.source.clone(), own.basis, false);
        }
        Speaker::Nobody => {
            chain.push(Voice { name: NOBODY.to_owned(), kind: SourceKind::Generic, affiliation: None });
            (made.source, made.basis, made.direct) = (None, Basis::Unattributed, false);
        }
        Speaker::Named { name, kind } => {
            let kind = kind.unwrap_or_else(|| kind_of(name));
            chain.push(Voice { name: name.clone(), kind, affiliation: None });
            let quote = named_at(text, name, made.hull()).or_else(|| made.contents.first().cloned());
            made.source = quote.map(|quote| Mention { quote, name: name.clone(), kind });
            made.basis = Basis::Statement;
        }
    }
    made.chain = chain;
}

/// What sort of proposition it is when somebody says how flatly it is made.
const fn kind(read: ClaimKind, modality: Modality, has_numbers: bool) -> ClaimKind {
    match (read, modality) {
        (ClaimKind::Fact | ClaimKind::Quantity, Modality::Predicted) => ClaimKind::Prediction,
        (ClaimKind::Prediction, Modality::Asserted | Modality::Hedged | Modality::Rumoured) if has_numbers => {
            ClaimKind::Quantity
        }
        (ClaimKind::Prediction, Modality::Asserted | Modality::Hedged | Modality::Rumoured) => ClaimKind::Fact,
        (read, _) => read,
    }
}

/// Where a name stands in the text, nearest to the words that are credited.
fn named_at(text: &str, name: &str, words: Span) -> Option<Quote> {
    let places = text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len()));
    let place = places.min_by_key(|place| (place.start.abs_diff(words.start), place.start))?;
    Quote::at(text, place)
}

impl Assertion {
    /// The assertion that a person enters: another one than whatever is read at the same place.
    #[must_use]
    pub fn entered(version: Id<Version>, statement: Statement) -> Self {
        let Self { id, statement } = Self::new(version, statement);
        let parts = [statement.modality.as_str(), statement.basis.as_str()];
        Self { id: Id::of("entered", &[&id.to_string(), parts[0], parts[1]]), statement }
    }

    /// The same in another version of the document, when all its words stand there.
    #[must_use]
    pub fn entered_again(&self, version: Id<Version>, old: &str, new: &str) -> Option<Self> {
        Some(Self::entered(version, moved(&self.statement, old, new)?))
    }
}
