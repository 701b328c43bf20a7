//! Whether a list of minimal chains is all there are, and what follows from such a list.
//!
//! A family says of each witness which group sets the ways from it to an origin have. That none is missing is seen
//! step by step: what can be said of a witness's sources is, with the witness's own groups, said of it too.

use std::collections::BTreeSet;

use super::Family;
use super::ground::{Ground, Groups, Way};

/// Which chains a family lists.
#[derive(Clone, Copy)]
pub(super) struct Listed {
    pub(super) way: Way,
    /// Only chains that end in first-hand evidence.
    pub(super) first_hand: bool,
    /// Only chains that pass an interested witness.
    pub(super) through_interest: bool,
}

/// What can be said of a witness: whether the way has passed what it must, and its groups.
type Said = (bool, Groups);

impl Ground<'_> {
    /// Whether `family` lists the minimal chains, all of them and nothing else.
    pub(super) fn lists(&self, family: &Family, listed: Listed) -> bool {
        let follows = self.follows(family, listed);
        let none_is_missing = follows.iter().all(|(id, said)| {
            family
                .get(*id)
                .is_some_and(|of_it| of_it.iter().any(|(passed, g)| *passed == said.0 && g.is_subset(&said.1)))
        });
        let none_is_idle = family.values().all(|of_it| {
            !of_it.is_empty()
                && of_it.iter().all(|(passed, groups)| {
                    !of_it.iter().any(|(other, g)| other == passed && g != groups && g.is_subset(groups))
                })
        });
        none_is_missing && none_is_idle && self.is_well_founded(family, listed)
    }

    /// What is said of origins, and what follows for each witness from what the family says of its sources.
    fn follows(&self, family: &Family, listed: Listed) -> Vec<(&str, Said)> {
        let mut follows = self.begins(listed);
        for (source, of_it) in family {
            follows.extend(of_it.iter().flat_map(|said| self.onward(source, said, listed)));
        }
        follows
    }

    /// What is said of origins; nothing where chains must pass somebody interested, and nobody is.
    fn begins(&self, listed: Listed) -> Vec<(&str, Said)> {
        if listed.through_interest && !self.ids().any(|id| self.is_interested(id)) {
            return Vec::new();
        }
        let is_one = |id: &&str| self.is_origin(id) && (!listed.first_hand || self.is_first_hand(id));
        let origins = self.ids().filter(|id| self.passes(listed.way, id)).filter(is_one);
        origins.map(|id| (id, (self.passes_what_it_must(listed, id), self.groups(id)))).collect()
    }

    /// What follows for those who had it from a witness from what is said of that one.
    fn onward(&self, source: &str, (passed, groups): &Said, listed: Listed) -> Vec<(&str, Said)> {
        if *passed && self.is_held(source) {
            return Vec::new(); // a whole chain
        }
        let takers = self.takers(source).filter(|id| self.passes(listed.way, id));
        let said =
            |id| (*passed || self.passes_what_it_must(listed, id), groups.union(&self.groups(id)).cloned().collect());
        takers.map(|id| (id, said(id))).collect()
    }

    fn passes_what_it_must(&self, listed: Listed, id: &str) -> bool {
        !listed.through_interest || self.is_interested(id)
    }

    /// Whether everything said begins at an origin.
    fn is_well_founded(&self, family: &Family, listed: Listed) -> bool {
        let mut founded = Family::new();
        let mut todo = self.begins(listed);
        while let Some((id, said)) = todo.pop() {
            let is_said = family.get(id).is_some_and(|of_it| of_it.contains(&said));
            if is_said && founded.entry(id.to_owned()).or_default().insert(said.clone()) {
                todo.extend(self.onward(id, &said, listed));
            }
        }
        founded == *family
    }

    /// The group sets of the chains that a family lists.
    pub(super) fn sets(&self, family: &Family) -> Vec<Groups> {
        let held = family.iter().filter(|(id, _)| self.is_held(id));
        let whole = held.flat_map(|(_, of_it)| of_it.iter().filter(|(passed, _)| *passed));
        let sets: BTreeSet<Groups> = whole.map(|(_, groups)| groups.clone()).collect();
        sets.into_iter().collect()
    }
}

/// Whether one set of each family can be chosen so that no two share a group.
pub(super) fn apart(families: &[&[Groups]], used: &Groups) -> bool {
    let Some((family, rest)) = families.split_first() else { return true };
    family.iter().any(|set| set.is_disjoint(used) && apart(rest, &used.union(set).cloned().collect()))
}

/// Whether that many sets can be chosen so that no two share a group.
pub(super) fn apart_among(sets: &[Groups], number: usize, used: &Groups) -> bool {
    number == 0
        || sets.iter().enumerate().any(|(index, set)| {
            let rest = sets.get(index + 1..).unwrap_or_default();
            set.is_disjoint(used) && apart_among(rest, number - 1, &used.union(set).cloned().collect())
        })
}

/// Whether that many groups meet every set.
pub(super) fn can_be_met(sets: &[Groups], number: usize) -> bool {
    let Some(first) = sets.first() else { return true };
    number > 0
        && first.iter().any(|group| {
            let rest: Vec<Groups> = sets.iter().filter(|set| !set.contains(group)).cloned().collect();
            can_be_met(&rest, number - 1)
        })
}
