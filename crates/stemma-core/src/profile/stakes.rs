//! Who owns whom, who gains, who paid, and who took back what they had said: what is recorded of one name, with what it rests on.
//! Found by the name, without looking at what is recorded of others.

use std::collections::HashMap;
use std::sync::Arc;

use crate::alias::AliasStatement;
use crate::control::Control;
use crate::document::Version;
use crate::id::Id;
use crate::name::ActorKey;
use crate::role::RoleStatement;
use crate::state::{ActorJudgement, HeldVersion, Interest, State};
use crate::withdrawal::WithdrawalStatement;

/// What is recorded of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stakes<'s> {
    /// Who controls it.
    pub above: Vec<&'s Control>,
    /// Whom it controls.
    pub below: Vec<&'s Control>,
    /// What it gains from, or by a person's word does not.
    pub interests: Vec<&'s Interest>,
    /// What people judged about which other names are its.
    pub judgements: Vec<&'s ActorJudgement>,
    /// Where documents state another name of it.
    pub aliases: Vec<(Id<Version>, &'s AliasStatement)>,
    /// Where documents state which office it holds or held, or who holds or held one of its own; by the first day that is told.
    pub roles: Vec<(Id<Version>, &'s RoleStatement)>,
    /// Where documents state that it took back what it had said, or has it from elsewhere; or that somebody did who may be the same.
    pub withdrawals: Vec<(Id<Version>, &'s WithdrawalStatement)>,
    /// Documents about what it supplied or paid for, and documents of its own about what others did.
    pub supplied: Vec<Supplied<'s>>,
}

/// A document says who supplied or paid for what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplied<'s> {
    /// The document.
    pub version: Id<Version>,
    /// Who supplied it.
    pub by: &'s str,
    /// Who published the document.
    pub published_by: Option<&'s str>,
}

/// What is recorded of everybody, by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Recorded {
    of: HashMap<ActorKey, Places>,
    /// Where it is stated that somebody took something back: by surname, or by the whole name where there is none.
    withdrawn: HashMap<ActorKey, Vec<Place>>,
}

/// A place among what a version states.
type Place = (Id<Version>, usize);

/// Where it is recorded what concerns one name.
#[derive(Clone, Debug, Default)]
struct Places {
    above: Vec<Arc<Control>>,
    below: Vec<Arc<Control>>,
    interests: Vec<Interest>,
    judgements: Vec<Arc<ActorJudgement>>,
    aliases: Vec<Place>,
    roles: Vec<Place>,
    supplied: Vec<Place>,
}

impl Recorded {
    /// Goes once through everything.
    pub(super) fn of(state: &State) -> Self {
        let mut recorded = Self::default();
        for control in &state.controls {
            let control = Arc::new(control.clone());
            recorded.at(&control.actor).above.push(Arc::clone(&control));
            recorded.at(&control.controller).below.push(control);
        }
        for interest in &state.interests {
            recorded.at(&interest.actor).interests.push(interest.clone());
        }
        for judged in &state.actor_judgements {
            let judged = Arc::new(judged.clone());
            for key in each([&judged.a, &judged.b].map(|name| ActorKey::of(name))) {
                recorded.of.entry(key).or_default().judgements.push(Arc::clone(&judged));
            }
        }
        state.current().for_each(|held| recorded.add(held));
        for places in recorded.of.values_mut() {
            let day = |place: &Place| role(state, *place).map(|role| (role.from.or(role.on).or(role.to), place.0));
            places.roles.sort_by_key(day);
        }
        recorded
    }

    fn at(&mut self, name: &str) -> &mut Places {
        self.of.entry(ActorKey::of(name)).or_default()
    }

    fn add(&mut self, held: &HeldVersion) {
        let version = held.version.id;
        for (number, alias) in held.aliases.iter().enumerate() {
            for key in each([&alias.name, &alias.alias].map(|name| ActorKey::of(name))) {
                self.of.entry(key).or_default().aliases.push((version, number));
            }
        }
        for (number, role) in held.roles.iter().enumerate() {
            for key in each(std::iter::once(&role.holder).chain(&role.organization).map(|name| ActorKey::of(name))) {
                self.of.entry(key).or_default().roles.push((version, number));
            }
        }
        for (number, stated) in held.withdrawals.iter().enumerate() {
            let key = ActorKey::of(&stated.name);
            self.withdrawn.entry(key.surname().unwrap_or(key)).or_default().push((version, number));
        }
        let metadata = &held.document.metadata;
        for (number, by) in metadata.supplied_by.iter().enumerate() {
            for key in each(std::iter::once(by).chain(&metadata.publisher).map(|name| ActorKey::of(name))) {
                self.of.entry(key).or_default().supplied.push((version, number));
            }
        }
    }

    /// What is recorded of `key` in the state that this was made from.
    pub(super) fn stakes<'s>(&'s self, state: &'s State, key: &ActorKey) -> Stakes<'s> {
        let withdrawals = self.withdrawals(state, key);
        let Some(places) = self.of.get(key) else { return Stakes { withdrawals, ..Stakes::default() } };
        let alias = |place: &Place| Some((place.0, state.versions.get(&place.0)?.aliases.get(place.1)?));
        Stakes {
            above: places.above.iter().map(Arc::as_ref).collect(),
            below: places.below.iter().map(Arc::as_ref).collect(),
            interests: places.interests.iter().collect(),
            judgements: places.judgements.iter().map(Arc::as_ref).collect(),
            aliases: places.aliases.iter().filter_map(alias).collect(),
            roles: places.roles.iter().filter_map(|place| Some((place.0, role(state, *place)?))).collect(),
            withdrawals,
            supplied: places.supplied.iter().filter_map(|place| supplied(state, *place)).collect(),
        }
    }

    fn withdrawals<'s>(&'s self, state: &'s State, key: &ActorKey) -> Vec<(Id<Version>, &'s WithdrawalStatement)> {
        let names = each(std::iter::once(key.clone()).chain(key.surname()));
        let places = names.into_iter().filter_map(|name| self.withdrawn.get(&name)).flatten();
        let stated = |place: &Place| Some((place.0, state.versions.get(&place.0)?.withdrawals.get(place.1)?));
        let mut found: Vec<_> = places.filter_map(stated).collect();
        found.retain(|(_, stated)| key.may_be(&ActorKey::of(&stated.name)));
        // Its own first.
        found.sort_by_key(|(_, stated)| ActorKey::of(&stated.name) != *key);
        found
    }
}

fn role(state: &State, (version, number): Place) -> Option<&RoleStatement> {
    state.versions.get(&version)?.roles.get(number)
}

fn supplied(state: &State, (version, number): Place) -> Option<Supplied<'_>> {
    let metadata = &state.versions.get(&version)?.document.metadata;
    let by = metadata.supplied_by.get(number)?;
    Some(Supplied { version, by, published_by: metadata.publisher.as_deref() })
}

/// Each of them once, in their order.
fn each<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Vec<T> {
    all.into_iter().fold(Vec::new(), |mut seen, one| {
        if !seen.contains(&one) {
            seen.push(one);
        }
        seen
    })
}
