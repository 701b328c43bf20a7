//! Tensions between actors of whom one is said to be for a thing, and another against it.

use std::collections::{BTreeMap, BTreeSet};

use super::sides::two_sides;
use super::{Position, Said, Side, Tension, TensionGround, ToldOf};
use crate::enumerations::{ClaimKind, Stance};
use crate::features::Held;
use crate::id::Id;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, State};

/// Who is said to be for or against one thing.
#[derive(Default)]
struct Positions<'c> {
    /// The claims that say so.
    claims: Vec<&'c Claim>,
    stands: ToldOf,
}

/// One tension for each thing that somebody is said to be for, and somebody else to be against; the first of the claims that say so
/// stands for it.
pub(super) fn of_positions(
    state: &State,
    claims: &[&Claim],
    assertions: &BTreeMap<Id<Assertion>, (&HeldVersion, &Assertion)>,
) -> Vec<Tension> {
    let mut things: BTreeMap<BTreeSet<String>, Positions<'_>> = BTreeMap::new();
    let is_told = |claim: &&&Claim| {
        matches!(claim.kind, ClaimKind::Fact | ClaimKind::SpeechAct | ClaimKind::Opinion | ClaimKind::Quantity)
    };
    for claim in claims.iter().filter(is_told) {
        for (held, assertion) in claim.members.iter().filter_map(|(_, id)| assertions.get(id)) {
            let is_said =
                assertion.statement.stance == Stance::Affirms && !state.is_withdrawn(&held.document, assertion.id);
            let Some(told) = Held::of(&assertion.statement).filter(|_| is_said) else { continue };
            let position = Position {
                date: held.document.metadata.published,
                version: held.version.id,
                span: assertion.statement.hull(),
                assertion: Some(assertion.id),
                said: Said::Side(if told.supports { Side::Supports } else { Side::Opposes }),
            };
            let thing = things.entry(told.what).or_default();
            let entry = thing.stands.entry(ActorKey::of(told.holder));
            entry.or_insert_with(|| (told.holder.to_owned(), BTreeSet::new())).1.insert(position);
            if thing.claims.last().is_none_or(|last| last.id != claim.id) {
                thing.claims.push(claim);
            }
        }
    }
    things.into_values().filter_map(|thing| thing.tension()).collect()
}

impl Positions<'_> {
    fn tension(&self) -> Option<Tension> {
        let claim = self.claims.first()?.id;
        let sides = [Side::Supports, Side::Opposes].map(|side| (Said::Side(side), side.as_str()));
        Some(Tension {
            id: Id::of("tension", &[&claim.to_string(), "position"]),
            ground: TensionGround::Position { claim },
            sides: two_sides(&self.stands, sides)?,
        })
    }
}
