//! Claims that more assertions make, in words that were said before: which groups join is known.
//!
//! Of assertions with the same features the first speaks for all (`groups`), so that one more joins whatever claim the
//! first one makes, and changes nothing else, as long as the first ones of the classes come in the same order.

use rustc_hash::FxHashMap;

use super::kept::{Identity, Settled};
use super::{Claim, Member};
use crate::state::State;

/// The assertions of a class that make a claim already, and those that come to it.
struct Growth {
    first: u32,
    new: Vec<u32>,
}

impl Identity {
    /// Whether the new assertions of a class leave it as it is which groups join.
    pub(super) fn only_grows(&self, class: u32, beside: &FxHashMap<u32, Vec<u32>>) -> bool {
        let Some(Growth { first, new }) = self.growth(class) else { return false };
        let is_there = |number: &u32| {
            let members = self.claim_of(first).and_then(|claim| self.claim(claim)).map(|claim| &claim.members);
            let id = self.id(*number);
            members.is_none_or(|members| members.binary_search_by_key(&id, |(_, id)| Some(*id)).is_ok())
        };
        if new.iter().any(is_there) {
            return false;
        }
        let key = |number: u32| (self.id(number), number);
        let Some(least) = new.iter().map(|number| key(*number)).min().filter(|least| *least < key(first)) else {
            return true;
        };
        let others = self.component(class, beside, &mut Default::default());
        let mut firsts = others.into_iter().filter(|other| *other != class).filter_map(|other| self.growth(other));
        !firsts.any(|other| least < key(other.first) && key(other.first) < key(first))
    }

    /// Puts the new assertions of a class that only grows into the claim that the others make.
    pub(super) fn grow(&mut self, class: u32, state: &State, settled: &mut Settled) {
        let Some(Growth { first, new }) = self.growth(class) else { return };
        for number in new {
            self.take_in(number, first, state, settled);
        }
    }

    /// The first of a class that makes a claim already, with those that make none yet.
    fn growth(&self, class: u32) -> Option<Growth> {
        let members = &self.classes.get(class)?.members;
        let (old, new): (Vec<u32>, Vec<u32>) = members.iter().partition(|number| self.claim_of(**number).is_some());
        let first = old.into_iter().min_by_key(|number| (self.id(*number), *number))?;
        Some(Growth { first, new })
    }

    /// Puts an assertion into the claim that another one makes.
    fn take_in(&mut self, number: u32, beside: u32, state: &State, settled: &mut Settled) -> Option<()> {
        let before = self.claim_of(beside)?;
        let member: Member = self.member(number)?;
        let best = *self.speaking.get(&before)?;
        let better = self.better_words(number, best, self.claims.get(&before)?, state);
        let is_best = better.is_some();
        let mut claim = self.claims.remove(&before)?;
        let place = claim.members.partition_point(|(_, id)| *id < member.1);
        claim.members.insert(place, member);
        claim.id = claim.members.first().map_or(before, |(_, first)| Claim::id_by(*first));
        if let Some(better) = better {
            (claim.text, claim.kind) = (better, self.statement(number, state)?.kind);
        }
        let renamed = if claim.id == before { vec![number] } else { self.numbers_of(&claim) };
        self.belong(&renamed, claim.id);
        settled.gone.insert(before);
        settled.kept.remove(&before);
        settled.changed.remove(&before);
        settled.kept.insert(claim.id);
        settled.changed.insert(claim.id);
        self.speaking.remove(&before);
        self.speaking.insert(claim.id, if is_best { number } else { best });
        self.claims.insert(claim.id, claim);
        Some(())
    }

    pub(super) fn numbers_of(&self, claim: &Claim) -> Vec<u32> {
        claim.members.iter().filter_map(|(_, id)| self.number(*id)).collect()
    }
}
