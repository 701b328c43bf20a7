//! Publishers that share what others contradict: which of two figures each gives, over all figures that are contested.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::contradiction::Contradiction;
use crate::copying::values::{COMPARABLE, Dependence, Said, likely_dependences};
use crate::enumerations::{ContradictionKind, Stance};
use crate::graph::{Actor, Graph};
use crate::id::Id;
use crate::identity::Claim;

/// Likely dependent publishers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependent {
    /// By the two publishers, the first by key first.
    pairs: HashMap<(Actor, Actor), Dependence>,
    partners: HashMap<Actor, Vec<Actor>>,
}

impl Dependent {
    /// Finds them. Only where two claims cannot both hold is there a choice that could be shared.
    pub(crate) fn new<'c>(
        graph: &Graph,
        claims: impl IntoIterator<Item = (Id<Claim>, &'c [u32])>,
        contradictions: impl IntoIterator<Item = &'c Contradiction>,
    ) -> Self {
        let items = alternatives(contradictions);
        if items.len() < COMPARABLE {
            return Self::default();
        }
        let mut said = Vec::new();
        for (claim, members) in claims {
            let Some(item) = items.get(&claim) else { continue };
            for (held, assertion) in members.iter().filter_map(|member| graph.member(*member as usize)) {
                let source = held.publisher.map(|publisher| graph.actors.key(publisher));
                if let Some(source) = source.filter(|_| assertion.stance == Stance::Affirms) {
                    let (item, value) = (item.to_string(), claim.to_string());
                    said.push(Said { item, source: source.to_owned(), value });
                }
            }
        }
        said.sort();
        let mut dependent = Self::default();
        for found in likely_dependences(&said) {
            if let Some((a, b)) = graph.actors.by_key(&found.a).zip(graph.actors.by_key(&found.b)) {
                dependent.partners.entry(a).or_default().push(b);
                dependent.partners.entry(b).or_default().push(a);
                dependent.pairs.insert((a, b), found);
            }
        }
        dependent
    }

    /// The pairs of publishers that are dependent here and not there, or of which something else is told.
    pub(crate) fn unlike(&self, other: &Self) -> BTreeSet<(Actor, Actor)> {
        let told = |found: &Dependence| (found.percent(), found.comparable, found.shared_wrong);
        let apart = |one: &Self, other: &Self| {
            let pairs = one.pairs.iter().filter(|(pair, found)| other.pairs.get(pair).map(told) != Some(told(found)));
            pairs.map(|(pair, _)| *pair).collect::<Vec<_>>()
        };
        apart(self, other).into_iter().chain(apart(other, self)).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Everybody with whom this publisher is likely dependent.
    pub(super) fn partners(&self, publisher: Actor) -> &[Actor] {
        self.partners.get(&publisher).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn between(&self, a: Actor, b: Actor) -> Option<&Dependence> {
        self.pairs.get(&(a, b)).or_else(|| self.pairs.get(&(b, a)))
    }
}

/// For each claim that others exclude the first of all of them.
fn alternatives<'c>(contradictions: impl IntoIterator<Item = &'c Contradiction>) -> BTreeMap<Id<Claim>, Id<Claim>> {
    let pairs = contradictions.into_iter().filter(|c| is_choice(c.kind) && c.a != c.b);
    let pairs: Vec<_> = pairs.map(|c| (c.a, c.b)).collect();
    let mut first: BTreeMap<Id<Claim>, Id<Claim>> = BTreeMap::new();
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

/// Whether the kind is a choice of one value out of several.
pub(crate) const fn is_choice(kind: ContradictionKind) -> bool {
    matches!(
        kind,
        ContradictionKind::Quantity
            | ContradictionKind::Date
            | ContradictionKind::Exclusive
            | ContradictionKind::Identity
    )
}
