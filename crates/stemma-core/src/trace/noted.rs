//! Flags with the words that show them.

use super::interest::Interested;
use super::setting::{Decision, Setting};
use crate::document::Version;
use crate::enumerations::{FindingFlag, Stance};
use crate::graph::{Actor, Graph, Held, Said};
use crate::id::Id;
use crate::span::Span;
use crate::state::Assertion;

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
    pub(super) fn of(held: &Held, said: &Said) -> Self {
        Self { version: held.version, span: said.hull(), assertion: said.id }
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

/// Denials by whoever has an interest in the contrary: the words that say so, then those that deny it.
pub(super) fn denial(
    graph: &Graph,
    supporting: &[usize],
    opposing: &[usize],
    interested: &Interested<'_>,
) -> Option<Noted> {
    let denies = |(held, said): &(&Held, &Said)| {
        said.stance == Stance::Denies
            && speakers(graph, held, said).any(|actor| interested.opposing.binary_search(&actor).is_ok())
    };
    let mut against = opposing.iter().filter_map(|number| graph.member(*number));
    let (held, denying) = against.find(denies)?;
    let says = supporting.first().and_then(|number| graph.member(*number)).map(|(held, said)| Place::of(held, said));
    Some(Noted {
        flag: FindingFlag::Denied,
        reason: "whoever denies it gains if it is not believed".to_owned(),
        places: says.into_iter().chain([Place::of(held, denying)]).collect(),
    })
}

/// An admission: the words that admit, then what the same party says otherwise, when it is held.
pub(super) fn admission(
    graph: &Graph,
    supporting: &[usize],
    opposing: &[usize],
    supposed: Option<Decision>,
) -> Option<Noted> {
    let member = |number: &usize| graph.member(*number);
    let admits = |(_, said): &(&Held, &Said)| said.against_interest && Setting::is_sure(said, supposed);
    let (held, admitting) = supporting.iter().filter_map(member).find(admits)?;
    let party: Vec<Actor> = speakers(graph, held, admitting).collect();
    let plain = supporting.iter().filter_map(member).filter(|(_, said)| !said.against_interest);
    let mut others = opposing.iter().filter_map(member).chain(plain).filter(|(_, said)| said.id != admitting.id);
    let otherwise = others.find(|(held, said)| speakers(graph, held, said).any(|actor| party.contains(&actor)));
    Some(Noted {
        flag: FindingFlag::AgainstInterest,
        reason: "whoever says it would gain by the contrary".to_owned(),
        places: std::iter::once(Place::of(held, admitting))
            .chain(otherwise.map(|(held, said)| Place::of(held, said)))
            .collect(),
    })
}

/// The innermost named voice of an assertion; the document's own where it names nobody.
fn speakers<'g>(graph: &'g Graph, held: &'g Held, said: &Said) -> impl Iterator<Item = Actor> + use<'g> {
    let inner = graph.chain(said).iter().skip(1).rfind(|link| link.kind.is_named());
    let document = if inner.is_some() { &[] } else { held.voices() };
    inner.into_iter().flat_map(|link| link.actors()).chain(document.iter().copied())
}
