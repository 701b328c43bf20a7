//! Flags with the words that show them.

use std::collections::BTreeSet;

use super::interest::Interested;
use super::people::{keys_of, voices_of};
use crate::document::Version;
use crate::enumerations::{FindingFlag, Stance};
use crate::id::Id;
use crate::name::ActorKey;
use crate::span::Span;
use crate::state::{Assertion, HeldVersion};

/// Words at a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The version.
    pub version: Id<Version>,
    /// Its words.
    pub span: Span,
    /// The assertion that they make.
    pub assertion: Id<Assertion>,
}

impl Place {
    pub(super) fn of(held: &HeldVersion, assertion: &Assertion) -> Self {
        Self { version: held.version.id, span: assertion.statement.hull(), assertion: assertion.id }
    }
}

/// A flag, with why it stands and the words that show it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noted {
    /// The flag.
    pub flag: FindingFlag,
    /// Why it stands.
    pub reason: String,
    /// The words: of what is compared, one place each.
    pub places: Vec<Place>,
}

type Members<'m> = [(&'m HeldVersion, &'m Assertion)];

/// Denials by whoever has an interest in the contrary: the words that say so, then those that deny it.
pub(super) fn denial(supporting: &Members<'_>, opposing: &Members<'_>, interested: &Interested) -> Option<Noted> {
    let denies = |(held, a): &&(&HeldVersion, &Assertion)| {
        a.statement.stance == Stance::Denies && speakers(held, a).iter().any(|key| interested.opposing.contains(key))
    };
    let (held, denying) = opposing.iter().find(denies)?;
    let says = supporting.first().map(|(held, a)| Place::of(held, a));
    Some(Noted {
        flag: FindingFlag::Denied,
        reason: "whoever denies it gains if it is not believed".to_owned(),
        places: says.into_iter().chain([Place::of(held, denying)]).collect(),
    })
}

/// An admission: the words that admit, then what the same party says otherwise, when it is held.
pub(super) fn admission(supporting: &Members<'_>, opposing: &Members<'_>) -> Option<Noted> {
    let admits = |(_, a): &&(&HeldVersion, &Assertion)| a.statement.against_interest && a.statement.tier.may_raise();
    let (held, admitting) = supporting.iter().find(admits)?;
    let party = speakers(held, admitting);
    let all = opposing.iter().chain(supporting.iter().filter(|(_, a)| !a.statement.against_interest));
    let otherwise = all.filter(|(_, a)| a.id != admitting.id).find(|(held, a)| !speakers(held, a).is_disjoint(&party));
    Some(Noted {
        flag: FindingFlag::AgainstInterest,
        reason: "whoever says it would gain by the contrary".to_owned(),
        places: std::iter::once(Place::of(held, admitting))
            .chain(otherwise.map(|(held, a)| Place::of(held, a)))
            .collect(),
    })
}

/// The innermost named voice of an assertion; the document's own where it names nobody.
fn speakers(held: &HeldVersion, assertion: &Assertion) -> BTreeSet<ActorKey> {
    let inner = assertion.statement.chain.iter().skip(1).rfind(|voice| voice.kind.is_named());
    inner.map_or_else(|| voices_of(&held.document).into_iter().collect(), |voice| keys_of(voice).into_iter().collect())
}
