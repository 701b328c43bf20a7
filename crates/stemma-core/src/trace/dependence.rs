//! Publishers that share what others contradict: which of two figures each gives, over all figures that are contested.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::Contradiction;
use crate::copying::values::{Dependence, Pair, Settling};
use crate::enumerations::{ContradictionKind, Stance};
use crate::graph::{Actor, ActorSet, Graph};
use crate::id::Id;
use crate::identity::Claim;

/// Likely dependent publishers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dependent {
    /// Everybody with whom a publisher is dependent, in order, and what likely makes them so.
    partners: FxHashMap<Actor, Vec<(Actor, Arc<Dependence>)>>,
    /// Whoever has partners: most publishers have none.
    depending: ActorSet,
}

impl Dependent {
    pub(super) fn is_empty(&self) -> bool {
        self.partners.is_empty()
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
        self.partners.get(&publisher).map(|of_it| Partners { of_it })
    }

    /// Takes what makes two publishers dependent, or that nothing does.
    fn put(&mut self, a: Actor, b: Actor, found: Option<&Arc<Dependence>>) {
        for (one, other) in [(a, b), (b, a)] {
            let partners = self.partners.entry(one).or_default();
            match (partners.binary_search_by_key(&other, |(partner, _)| *partner), found) {
                (Err(_), None) => {}
                (Err(place), Some(found)) => partners.insert(place, (other, Arc::clone(found))),
                (Ok(place), None) => _ = partners.remove(place),
                (Ok(place), Some(found)) => {
                    partners.get_mut(place).into_iter().for_each(|(_, known)| *known = Arc::clone(found));
                }
            }
            if partners.is_empty() {
                self.partners.remove(&one);
            }
        }
    }
}

/// Everybody with whom a publisher is likely dependent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partners<'d> {
    of_it: &'d [(Actor, Arc<Dependence>)],
}

impl<'d> Partners<'d> {
    /// What likely makes this one dependent with it.
    pub(super) fn find(self, other: Actor) -> Option<&'d Dependence> {
        let place = self.of_it.binary_search_by_key(&other, |(partner, _)| *partner).ok()?;
        self.of_it.get(place).map(|(_, found)| &**found)
    }
}

/// Which publisher gives which value of what is contested, kept: a thing is all claims that exclude each other, each of
/// which is a value of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contested {
    settling: Settling,
    /// Which thing each claim is a value of.
    things: FxHashMap<Id<Claim>, u32>,
    /// The values of each thing, in order; nothing, where there is no such thing any more.
    values: Vec<Vec<Id<Claim>>>,
    /// Numbers of things that there are no more.
    free: BTreeSet<u32>,
    claims: FxHashMap<Id<Claim>, u32>,
    publishers: FxHashMap<Actor, u32>,
    /// The publishers by number.
    actors: Vec<Actor>,
}

impl Contested {
    /// What all claims together show; `members` gives the numbers of a claim's assertions.
    pub(crate) fn dependent<'c>(
        graph: &Graph,
        members: impl Fn(Id<Claim>) -> Option<&'c [u32]>,
        contradictions: &[Contradiction],
    ) -> Dependent {
        let mut excluding: BTreeMap<Id<Claim>, Vec<Id<Claim>>> = BTreeMap::new();
        for choice in contradictions.iter().filter(|c| is_choice(c)) {
            excluding.entry(choice.a).or_default().push(choice.b);
            excluding.entry(choice.b).or_default().push(choice.a);
        }
        let mut dependent = Dependent::default();
        let others = |claim: Id<Claim>| excluding.get(&claim).cloned().unwrap_or_default();
        Self::default().follow(graph, excluding.keys().copied(), (members, others), &mut dependent);
        dependent
    }

    /// Whether others excluded the claim when it was looked at last.
    pub(crate) fn has(&self, claim: Id<Claim>) -> bool {
        self.things.contains_key(&claim)
    }

    /// Looks again at claims that are new, gone or changed, or that others exclude now or did: `members` gives the numbers
    /// of a claim's assertions, `others` what excludes it. Puts into `dependent` what follows, and gives the pairs of
    /// publishers of which something else is told than before.
    pub(crate) fn follow<'c>(
        &mut self,
        graph: &Graph,
        claims: impl IntoIterator<Item = Id<Claim>>,
        (members, others): (impl Fn(Id<Claim>) -> Option<&'c [u32]>, impl Fn(Id<Claim>) -> Vec<Id<Claim>>),
        dependent: &mut Dependent,
    ) -> BTreeSet<(Actor, Actor)> {
        let before = self.take(claims);
        let found = self.found(before.keys().copied().collect(), others);
        let mut gone: BTreeSet<u32> = before.values().filter_map(|thing| *thing).collect();
        for values in found {
            // What is still said of it is not said anew.
            let own = values.iter().filter_map(|claim| *before.get(claim)?).find(|thing| gone.contains(thing));
            let thing = own.or_else(|| self.free.pop_first()).unwrap_or_else(|| {
                self.values.push(Vec::new());
                u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
            });
            gone.remove(&thing);
            let said =
                values.iter().map(|claim| (self.number(*claim), self.affirming(graph, members(*claim)))).collect();
            self.settling.replace(thing, said);
            self.things.extend(values.iter().map(|claim| (*claim, thing)));
            if let Some(of) = self.values.get_mut(thing as usize) {
                *of = values;
            }
        }
        gone.iter().for_each(|thing| self.settling.replace(*thing, Vec::new()));
        self.free.extend(gone);
        self.settle(graph, dependent)
    }

    /// Takes these claims, and whatever was a value of the same things, out of their things; gives of all what they were
    /// values of.
    fn take(&mut self, claims: impl IntoIterator<Item = Id<Claim>>) -> BTreeMap<Id<Claim>, Option<u32>> {
        let mut taken = BTreeMap::new();
        for claim in claims {
            let thing = self.things.get(&claim).copied();
            let values = thing.and_then(|thing| self.values.get_mut(thing as usize)).map(std::mem::take);
            for value in values.unwrap_or_default() {
                taken.insert(value, self.things.remove(&value));
            }
            taken.entry(claim).or_insert(None);
        }
        taken
    }

    /// The things that these claims are values of, each with all its values in order.
    fn found(&self, claims: BTreeSet<Id<Claim>>, others: impl Fn(Id<Claim>) -> Vec<Id<Claim>>) -> Vec<Vec<Id<Claim>>> {
        let mut seen: FxHashSet<Id<Claim>> = FxHashSet::default();
        let mut things = Vec::new();
        for claim in claims {
            let mut values = Vec::new();
            let mut near = vec![claim];
            while let Some(claim) = near.pop().filter(|claim| !self.has(*claim)) {
                let excluding = others(claim);
                if !excluding.is_empty() && seen.insert(claim) {
                    values.push(claim);
                    near.extend(excluding);
                }
            }
            values.sort_unstable();
            things.extend((!values.is_empty()).then_some(values));
        }
        things
    }

    fn number(&mut self, claim: Id<Claim>) -> u32 {
        let next = u32::try_from(self.claims.len()).unwrap_or(u32::MAX);
        *self.claims.entry(claim).or_insert(next)
    }

    /// Who publishes that what these assertions say is so, by number.
    fn affirming(&mut self, graph: &Graph, members: Option<&[u32]>) -> Vec<u32> {
        let held = members.into_iter().flatten().filter_map(|member| graph.member(*member as usize));
        let affirming = held.filter(|(_, assertion)| assertion.stance == Stance::Affirms);
        let mut by: Vec<u32> = Vec::new();
        for publisher in affirming.filter_map(|(held, _)| held.publisher) {
            by.push(*self.publishers.entry(publisher).or_insert_with(|| {
                self.actors.push(publisher);
                u32::try_from(self.actors.len() - 1).unwrap_or(u32::MAX)
            }));
        }
        by
    }

    fn settle(&mut self, graph: &Graph, dependent: &mut Dependent) -> BTreeSet<(Actor, Actor)> {
        // Publishers go by their keys: their numbers depend on the order in which they came.
        let key = |number: u32| self.actors.get(number as usize).map(|actor| graph.actors.key(*actor));
        if !self.settling.knows(self.actors.len()) {
            self.settling.call((0..).take(self.actors.len()).map(|number| key(number).unwrap_or_default()));
        }
        let mut unlike = BTreeSet::new();
        for (before, now) in self.settling.settle() {
            let Some(Pair { a, b, .. }) = now.or(before) else { continue };
            let Some((a, b)) = self.actors.get(a as usize).copied().zip(self.actors.get(b as usize).copied()) else {
                continue;
            };
            let found = now.map(|pair| Arc::new(pair.told(|number| key(number).unwrap_or_default().to_owned())));
            let told = |of: Option<&Dependence>| of.map(Dependence::told);
            if told(dependent.between(a, b)) != told(found.as_deref()) {
                unlike.insert((a, b));
            }
            dependent.put(a, b, found.as_ref());
        }
        dependent.depending = dependent.partners.keys().copied().collect();
        unlike
    }
}

/// Whether two claims are a choice of one value out of several.
pub(crate) fn is_choice(contradiction: &Contradiction) -> bool {
    let is_of_values = matches!(
        contradiction.kind,
        ContradictionKind::Quantity
            | ContradictionKind::Date
            | ContradictionKind::Exclusive
            | ContradictionKind::Identity
    );
    is_of_values && contradiction.a != contradiction.b
}
