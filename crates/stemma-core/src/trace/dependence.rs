//! Publishers that share what others contradict: which of two figures each gives, over all figures that are contested.

use std::collections::BTreeMap;

use crate::contradiction::Contradiction;
use crate::copying::values::{COMPARABLE, Dependence, Said, fuse};
use crate::enumerations::{ContradictionKind, Stance};
use crate::id::Id;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion};

/// Likely dependent publishers, by their keys in order.
pub(super) type Dependent = BTreeMap<(ActorKey, ActorKey), Dependence>;

/// Finds them. Only where two claims cannot both hold is there a choice that could be shared.
pub(super) fn dependent(
    claims: &[Claim],
    contradictions: &[Contradiction],
    assertions: &BTreeMap<Id<Assertion>, (&HeldVersion, &Assertion)>,
) -> Dependent {
    let items = alternatives(contradictions);
    if items.len() < COMPARABLE {
        return Dependent::new();
    }
    let mut said = Vec::new();
    for claim in claims {
        let Some(item) = items.get(&claim.id) else { continue };
        for (held, assertion) in claim.members.iter().filter_map(|(_, id)| assertions.get(id)) {
            let publisher = held.document.metadata.publisher.as_deref().map(ActorKey::of);
            if let Some(source) = publisher.filter(|_| assertion.statement.stance == Stance::Affirms) {
                let (item, value) = (item.to_string(), claim.id.to_string());
                said.push(Said { item, source: source.to_string(), value });
            }
        }
    }
    said.sort();
    let likely = fuse(&said).dependences.into_iter().filter(Dependence::is_likely);
    likely.map(|found| ((ActorKey::of(&found.a), ActorKey::of(&found.b)), found)).collect()
}

/// For each claim that others exclude the first of all of them.
fn alternatives(contradictions: &[Contradiction]) -> BTreeMap<Id<Claim>, Id<Claim>> {
    let is_choice = |kind: ContradictionKind| {
        matches!(
            kind,
            ContradictionKind::Quantity
                | ContradictionKind::Date
                | ContradictionKind::Exclusive
                | ContradictionKind::Identity
        )
    };
    let mut first: BTreeMap<Id<Claim>, Id<Claim>> = BTreeMap::new();
    let pairs: Vec<_> = contradictions.iter().filter(|c| is_choice(c.kind) && c.a != c.b).map(|c| (c.a, c.b)).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (a, b) in &pairs {
            let least = [first.get(a), first.get(b), Some(a), Some(b)].into_iter().flatten().min().copied();
            for claim in [a, b] {
                changed |= least.is_some_and(|least| first.insert(*claim, least) != Some(least));
            }
        }
    }
    first
}
