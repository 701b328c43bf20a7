//! Who owns whom, who gains, and who paid: what is recorded of one name, with what it rests on.

use crate::control::Control;
use crate::document::Version;
use crate::id::Id;
use crate::name::ActorKey;
use crate::state::{ActorJudgement, Interest, State};

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
        judgements: state.actor_judgements.iter().filter(|judged| is_it(&judged.a) || is_it(&judged.b)).collect(),
        supplied,
    }
}
