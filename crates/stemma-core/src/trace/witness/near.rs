//! Voices that texts tell with the same name: "Ros advises the Fisheries Board" and "Berg has a seat on the Fisheries Board".
//!
//! Nothing is said of what joins them. But of two people who are each told with one body, or of whom one is told with the other,
//! nobody can say that they are two origins: they may be one, and may be two. A name that the claim itself has joins nobody.

use rustc_hash::FxHashMap;

use super::offices::{MOST_ALONE, Paired};
use super::{Group, Side};
use crate::graph::Actor;
use crate::name::ActorKey;

impl Side<'_> {
    /// Pairs voices by the names that they are told with.
    pub(super) fn pair_near(&self, holders: &[(Actor, usize)], paired: &mut Paired) {
        let (roles, actors) = (&self.setting.graph.roles, &self.setting.graph.actors);
        let told = |(holder, place): &(Actor, usize)| {
            let (holder, place) = (*holder, *place);
            roles.near(holder, actors).map(move |name| (ActorKey::of(name), holder, place)).collect::<Vec<_>>()
        };
        // Who is of a body that is told with another is told with it, too.
        let mut holders = holders.to_vec();
        holders.extend(self.bodies_of_witnesses().filter(|(body, _)| self.setting.holds_any(*body)));
        holders.sort_unstable();
        holders.dedup();
        let mut near: Vec<(ActorKey, Actor, usize)> = holders.iter().flat_map(told).collect();
        near.retain(|(name, ..)| !self.is_claimed(name.as_str()));
        if near.is_empty() {
            return;
        }
        near.sort_by(|(one, a, i), (other, b, j)| (one, actors.key(*a), i).cmp(&(other, actors.key(*b), j)));
        near.dedup();
        near.truncate(MOST_ALONE);
        let mut by_name: FxHashMap<&str, Vec<(Actor, usize)>> = FxHashMap::default();
        by_name.extend(near.iter().map(|(name, ..)| (name.as_str(), Vec::new())));
        let mut note = |key: &str, names: &[&str], voice: Actor, place: usize| {
            let shorter = names.iter().copied().filter(|name| *name != key);
            for name in std::iter::once(key).chain(shorter) {
                by_name.get_mut(name).into_iter().for_each(|found| found.push((voice, place)));
            }
        };
        for (voice, place) in &self.named {
            // "Luc rang her", "the Norwerft": one of two words, where that is a voice.
            let key = actors.key(*voice);
            let first = key.split(' ').next().unwrap_or(key);
            note(key, &[surname(key), first], *voice, *place);
        }
        for (of, place, _) in &self.stated.beside {
            let key = actors.key(*of);
            note(key, &[surname(key)], *of, *place);
        }
        for (body, place) in self.bodies_of_witnesses() {
            let key = actors.key(body);
            note(key, &[surname(key)], body, place);
        }
        for (name, holder, place) in &near {
            let key = name.as_str();
            note(key, &[surname(key)], *holder, *place);
        }
        for found in by_name.values_mut() {
            // By their keys: the numbers of actors depend on the order in which versions came.
            found.sort_by_key(|(voice, place)| (actors.key(*voice), *place));
            found.dedup();
            found.truncate(MOST_ALONE);
        }
        for (name, holder, place) in &near {
            for (other, beside) in
                by_name.get(name.as_str()).into_iter().flatten().filter(|(_, beside)| beside != place)
            {
                if !self.setting.control.are_two(*holder, *other) {
                    self.pair_alike((*holder, *place), (*other, *beside), paired);
                }
            }
        }
    }

    /// For whom each witness speaks.
    fn bodies_of_witnesses(&self) -> impl Iterator<Item = (Actor, usize)> {
        let of = |group: &Group| match group {
            Group::Of(actor) => Some(*actor),
            Group::Own(_) => None,
        };
        let groups = self.witnesses.iter().enumerate();
        groups.flat_map(move |(place, witness)| witness.groups.iter().filter_map(of).map(move |body| (body, place)))
    }

    /// Whether a report makes the claim with this name in it.
    fn is_claimed(&self, name: &str) -> bool {
        let Some(witness) = self.held.first() else { return false };
        let Some(version) = self.setting.version(witness.held.version) else { return false };
        let claiming = |number: usize| witness.assertions.iter().any(|(assertion, _)| *assertion == number);
        let own = witness.held.assertions().zip(&version.assertions).filter(|(number, _)| claiming(*number));
        own.into_iter().any(|(_, assertion)| assertion.statement.sentence.to_lowercase().contains(name))
    }
}

/// The last word of a name.
fn surname(key: &str) -> &str {
    key.rsplit(' ').next().unwrap_or(key)
}
