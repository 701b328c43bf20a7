//! Who owns whom, who gains, and who paid: what is recorded of one name, with what it rests on.

use crate::alias::AliasStatement;
use crate::control::Control;
use crate::document::Version;
use crate::id::Id;
use crate::name::ActorKey;
use crate::role::RoleStatement;
use crate::state::{ActorJudgement, HeldVersion, Interest, State};

/// What is recorded of a name.
#[derive(Clone, Debug, Default)]
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
    /// Where documents state which office it holds or held, or who holds or held one of its own.
    pub roles: Vec<(Id<Version>, &'s RoleStatement)>,
    /// Documents about what it supplied or paid for, and documents of its own about what others did.
    pub supplied: Vec<Supplied<'s>>,
}

/// A document says who supplied or paid for what it is about.
#[derive(Clone, Debug)]
pub struct Supplied<'s> {
    /// The document.
    pub version: Id<Version>,
    /// Who supplied it.
    pub by: &'s str,
    /// Who published the document.
    pub published_by: Option<&'s str>,
}

/// What is recorded of `key`.
#[must_use]
pub fn stakes<'s>(state: &'s State, key: &ActorKey) -> Stakes<'s> {
    let is_it = |name: &str| ActorKey::of(name) == *key;
    let stated = |held: &'s HeldVersion| held.aliases.iter().map(move |alias| (held.version.id, alias));
    let aliases = state.current().flat_map(stated).filter(|(_, alias)| alias.other(key).is_some()).collect();
    let offices = |held: &'s HeldVersion| held.roles.iter().map(move |role| (held.version.id, role));
    let is_its = |(_, role): &(Id<Version>, &RoleStatement)| {
        is_it(&role.holder) || role.organization.as_deref().is_some_and(is_it)
    };
    let mut roles: Vec<(Id<Version>, &RoleStatement)> = state.current().flat_map(offices).filter(is_its).collect();
    roles.sort_by_key(|(version, role)| (role.from.or(role.on).or(role.to), *version));
    let mut supplied = Vec::new();
    for held in state.current().filter(|held| !held.document.metadata.supplied_by.is_empty()) {
        let metadata = &held.document.metadata;
        let is_own = metadata.publisher.as_deref().is_some_and(is_it);
        let by = metadata.supplied_by.iter().filter(|by| is_own || is_it(by));
        let publisher = metadata.publisher.as_deref();
        supplied.extend(by.map(|by| Supplied { version: held.version.id, by, published_by: publisher }));
    }
    Stakes {
        above: state.controls.iter().filter(|control| is_it(&control.actor)).collect(),
        below: state.controls.iter().filter(|control| is_it(&control.controller)).collect(),
        interests: state.interests.iter().filter(|interest| is_it(&interest.actor)).collect(),
        aliases,
        roles,
        judgements: state.actor_judgements.iter().filter(|judged| is_it(&judged.a) || is_it(&judged.b)).collect(),
        supplied,
    }
}
