//! Voices that may be one because of what texts tell of them, and what people decided on that: they have it from one origin, or
//! each has an own one.

use std::collections::BTreeMap;

use super::offices::Why;
use super::{Group, Side, To, Who, Woven};
use crate::graph::Actor;
use crate::id::Id;
use crate::state::Assertion;
use crate::trace::StatedWords;

/// Two voices of a claim that may be one, as far as nobody decided on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// What the one is called.
    pub one: String,
    /// What the other is called.
    pub other: String,
    /// The assertion by which the one makes the claim, and that of the other.
    pub assertions: (Id<Assertion>, Id<Assertion>),
    /// The words that tie the two to each other; none where they are told with a third, or by their names alone.
    pub words: Option<StatedWords>,
}

/// How many ties of one side are told.
const MOST_TOLD: usize = 256;
/// How many assertions of one voice are looked at for a decision.
const MOST_ASSERTIONS: usize = 64;

impl Side<'_> {
    /// Pairs voices that may be one, unless a person decided that each has an origin of its own; those that a person decided
    /// to have one are one.
    pub(super) fn add_ties(&mut self, mut pairs: Vec<((usize, usize), Why)>) {
        pairs.sort_unstable();
        for ((one, other), why) in pairs {
            match self.decided(one, other) {
                Some(false) => continue,
                Some(true) => self.join(one, other),
                None => {
                    self.alike.push((one, other));
                    self.ties.entry((one, other)).or_default().push((why.0, why.1));
                }
            }
            self.stated.told.insert(why);
        }
    }

    /// Whether a person decided, or is supposed to, that two voices have one origin.
    fn decided(&self, one: usize, other: usize) -> Option<bool> {
        if !self.setting.decides_any(self.supposed) {
            return None;
        }
        let (ours, theirs) = (self.assertions_of(one), self.assertions_of(other));
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| (*a, *b)));
        let decisions: Vec<bool> = pairs.filter_map(|at| self.setting.is_copied(at, self.supposed)).collect();
        // Where people decided otherwise in two places, what lowers a number holds.
        decisions.iter().copied().max()
    }

    /// The assertions by which a voice makes the claim, in the order of their ids.
    fn assertions_of(&self, place: usize) -> Vec<Id<Assertion>> {
        let said = |number: &usize| self.setting.graph.said(*number).map(|said| said.id);
        let mut all: Vec<Id<Assertion>> = match self.witnesses.get(place).map(|witness| witness.who) {
            Some(Who::Held(document)) => {
                let held = self.held.get(document).into_iter();
                held.flat_map(|held| held.assertions.iter().map(|(_, said)| said.id)).collect()
            }
            _ => {
                let to_it = self.steps.iter().filter(|(_, to, _)| *to == To::Witness(place));
                to_it.filter_map(|(_, _, number)| said(number)).collect()
            }
        };
        all.sort_unstable();
        all.dedup();
        all.truncate(MOST_ASSERTIONS);
        all
    }

    /// Makes two witnesses one voice.
    fn join(&mut self, one: usize, other: usize) {
        let mut all = self.counted_with(one);
        let more: Vec<Group> = self.counted_with(other).into_iter().filter(|group| !all.contains(group)).collect();
        all.extend(more);
        for place in [one, other] {
            self.witnesses.get_mut(place).into_iter().for_each(|witness| witness.groups.clone_from(&all));
        }
    }

    /// The ties that nobody decided on, in words.
    pub(in crate::trace) fn told_ties(&self, woven: &Woven) -> Vec<Tie> {
        let tie = |(&(a, b), told): (&(usize, usize), &Vec<(usize, Actor)>)| {
            let first = |place| self.assertions_of(place).first().copied();
            let assertions = first(a).zip(first(b)).filter(|(ours, theirs)| ours != theirs)?;
            let (one, other) = (self.id(woven, a), self.id(woven, b));
            let words = told.iter().filter_map(|(place, of)| self.stated_of(*place, *of)).min();
            let ((one, other), assertions) =
                if one <= other { ((one, other), assertions) } else { ((other, one), (assertions.1, assertions.0)) };
            Some(Tie { one, other, assertions, words })
        };
        let mut told: Vec<Tie> = self.ties.iter().filter_map(tie).collect();
        told.sort_unstable();
        told.truncate(MOST_TOLD);
        told
    }
}

/// Ties by the places of the two voices: a witness, and whose voice it may be, each time that a text tells it.
pub(super) type Ties = BTreeMap<(usize, usize), Vec<(usize, Actor)>>;
