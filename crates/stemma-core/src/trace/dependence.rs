//! Publishers that share what others contradict: which of two figures each gives, over all figures that are contested.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::contradiction::Contradiction;
use crate::copying::values::{COMPARABLE, Dependence, Table};
use crate::enumerations::{ContradictionKind, Stance};
use crate::graph::{Actor, ActorSet, Graph};
use crate::id::Id;
use crate::identity::Claim;

/// Likely dependent publishers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependent {
    /// The two publishers, the first by key first.
    pairs: Vec<((Actor, Actor), Dependence)>,
    /// Everybody with whom a publisher is dependent, in order, and which of the pairs that is.
    partners: FxHashMap<Actor, Vec<(Actor, usize)>>,
    /// Whoever has partners: most publishers have none.
    depending: ActorSet,
    /// What it was found in.
    given: Given,
    /// Whoever gives anything, by key.
    publishers: Vec<Actor>,
}

/// Which publisher gives which value of what is contested: by number of the thing and of the value, both in the order of
/// claims' ids.
type Given = Vec<(u32, Actor, u32)>;

impl Dependent {
    /// Finds them; `members` gives the numbers of a claim's assertions, and `before` answers when it was found in the same.
    /// Only where two claims cannot both hold is there a choice that could be shared.
    pub(crate) fn new<'c>(
        graph: &Graph,
        members: impl Fn(Id<Claim>) -> Option<&'c [u32]>,
        contradictions: impl IntoIterator<Item = &'c Contradiction>,
        before: &Self,
    ) -> Self {
        let items = alternatives(contradictions);
        if items.len() < COMPARABLE {
            return Self::default();
        }
        let mut given = Given::new();
        for (claim, (item, value)) in &items {
            let held = members(*claim).into_iter().flatten().filter_map(|member| graph.member(*member as usize));
            let affirming = held.filter(|(_, assertion)| assertion.stance == Stance::Affirms);
            given.extend(affirming.filter_map(|(held, _)| Some((*item, held.publisher?, *value))));
        }
        given.sort_unstable();
        given.dedup();
        // Publishers go by their keys: their numbers depend on the order in which they came.
        let mut publishers: Vec<Actor> = given.iter().map(|(_, publisher, _)| *publisher).collect();
        publishers.sort_unstable();
        publishers.dedup();
        publishers.sort_by_key(|publisher| graph.actors.key(*publisher));
        if given == before.given && publishers == before.publishers {
            return before.clone();
        }
        let places: FxHashMap<Actor, u32> = publishers.iter().copied().zip(0..).collect();
        let said = given.iter().filter_map(|(item, publisher, value)| Some((*item, *places.get(publisher)?, *value)));
        let (_, found) = Table::new(said.collect(), publishers.len()).settled();
        let mut dependent = Self::default();
        let key = |publisher: &Actor| graph.actors.key(*publisher).to_owned();
        for pair in found {
            // Names are put on few.
            if !pair.told(|_| String::new()).is_likely() {
                continue;
            }
            let told = pair.told(|place| publishers.get(place as usize).map(key).unwrap_or_default());
            let Some((a, b)) = publishers.get(pair.a as usize).zip(publishers.get(pair.b as usize)) else { continue };
            for (one, other) in [(*a, *b), (*b, *a)] {
                dependent.partners.entry(one).or_default().push((other, dependent.pairs.len()));
            }
            dependent.pairs.push(((*a, *b), told));
            dependent.depending.extend([*a, *b]);
        }
        dependent.partners.values_mut().for_each(|partners| partners.sort_unstable());
        (dependent.given, dependent.publishers) = (given, publishers);
        dependent
    }

    /// The pairs of publishers that are dependent here and not there, or of which something else is told.
    pub(crate) fn unlike(&self, other: &Self) -> BTreeSet<(Actor, Actor)> {
        let apart = |one: &Self, other: &Self| {
            let told = |found: &Dependence| found.told();
            let is_alike = |(a, b): (Actor, Actor), found| other.between(a, b).map(told) == Some(told(found));
            let pairs = one.pairs.iter().filter(|(pair, found)| !is_alike(*pair, found));
            pairs.map(|(pair, _)| *pair).collect::<Vec<_>>()
        };
        apart(self, other).into_iter().chain(apart(other, self)).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Whether this publisher is likely dependent with anybody.
    pub(super) fn has_partners(&self, publisher: Actor) -> bool {
        self.depending.has(publisher)
    }

    /// What likely makes two publishers dependent.
    pub(super) fn between(&self, a: Actor, b: Actor) -> Option<&Dependence> {
        self.partners(a)?.find(b)
    }

    /// Everybody with whom this publisher is likely dependent.
    pub(super) fn partners(&self, publisher: Actor) -> Option<Partners<'_>> {
        Some(Partners { of_it: self.partners.get(&publisher)?, pairs: &self.pairs })
    }
}

/// Everybody with whom a publisher is likely dependent.
#[derive(Clone, Copy)]
pub(super) struct Partners<'d> {
    of_it: &'d [(Actor, usize)],
    pairs: &'d [((Actor, Actor), Dependence)],
}

impl<'d> Partners<'d> {
    /// What likely makes this one dependent with it.
    pub(super) fn find(self, other: Actor) -> Option<&'d Dependence> {
        let place = self.of_it.binary_search_by_key(&other, |(partner, _)| *partner).ok()?;
        self.of_it.get(place).and_then(|(_, pair)| self.pairs.get(*pair)).map(|(_, found)| found)
    }
}

/// For each claim that others exclude the number of the first of all of them, and its own, in the order of ids.
fn alternatives<'c>(contradictions: impl IntoIterator<Item = &'c Contradiction>) -> BTreeMap<Id<Claim>, (u32, u32)> {
    let choices = contradictions.into_iter().filter(|c| is_choice(c.kind) && c.a != c.b);
    let pairs: Vec<(Id<Claim>, Id<Claim>)> = choices.map(|c| (c.a, c.b)).collect();
    let claims: BTreeSet<Id<Claim>> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let numbers: BTreeMap<Id<Claim>, u32> = claims.into_iter().zip(0..).collect();
    let mut first: Vec<u32> = numbers.values().copied().collect();
    for (a, b) in &pairs {
        let Some((a, b)) = numbers.get(a).zip(numbers.get(b)) else { continue };
        let (a, b) = (root(&mut first, *a), root(&mut first, *b));
        if let Some(later) = first.get_mut(a.max(b) as usize) {
            *later = a.min(b);
        }
    }
    numbers.into_iter().map(|(claim, own)| (claim, (root(&mut first, own), own))).collect()
}

/// The first of those that `first` joins with `number`; the way there is shortened.
fn root(first: &mut [u32], number: u32) -> u32 {
    let mut number = number;
    while let Some(next) = first.get(number as usize).copied().filter(|next| *next != number) {
        let beyond = first.get(next as usize).copied().unwrap_or(next);
        first.get_mut(number as usize).into_iter().for_each(|place| *place = beyond);
        number = next;
    }
    number
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
