//! Every actor and source that is named, with its spellings; the most frequent one is its label. Counted once, and in step
//! with what comes and goes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use stemma_core::dossier::NoteContent;
use stemma_core::enumerations::SourceKind;
use stemma_core::finding::ClaimFinding;
use stemma_core::name::ActorKey;
use stemma_core::state::{HeldVersion, State};

use super::Iris;
use super::write::{Writer, actor};
use crate::vocabulary::{class, skos, stm};

/// Whoever is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    actors: BTreeMap<ActorKey, Actor>,
    sources: BTreeMap<ActorKey, Spellings>,
}

type Spellings = BTreeMap<String, usize>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Actor {
    spellings: Spellings,
    kinds: BTreeMap<SourceKind, usize>,
}

/// That somebody is named somewhere.
pub(super) enum Mention<'a> {
    Actor(&'a str, SourceKind),
    Source(&'a str),
}

/// Whom a mention names.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Actor(ActorKey),
    Source(ActorKey),
}

impl Key {
    pub(super) fn of(mention: &Mention<'_>) -> Self {
        match mention {
            Mention::Actor(name, _) => Self::Actor(ActorKey::of(name)),
            Mention::Source(name) => Self::Source(ActorKey::of(name)),
        }
    }
}

/// Whom a version names.
pub(super) fn of_version<'a>(held: &'a HeldVersion, see: &mut dyn FnMut(Mention<'a>)) {
    use Mention::{Actor, Source};
    let metadata = &held.document.metadata;
    metadata.publisher.iter().for_each(|name| see(Source(name)));
    metadata.authors.iter().for_each(|name| see(Actor(name, SourceKind::Person)));
    metadata.supplied_by.iter().for_each(|name| see(Actor(name, SourceKind::Organization)));
    metadata.data_from.iter().for_each(|name| see(Actor(name, SourceKind::Organization)));
    held.verdicts.iter().for_each(|verdict| see(Actor(&verdict.by, SourceKind::Organization)));
    for note in &held.notes {
        if let NoteContent::Perspective { holder, .. } = &note.content {
            see(Actor(holder, SourceKind::Organization));
        }
    }
    for name in held.aliases.iter().flat_map(|alias| [&alias.name, &alias.alias]) {
        see(Actor(name, SourceKind::Generic));
    }
    for role in &held.roles {
        see(Actor(&role.holder, SourceKind::Person));
        role.organization.iter().for_each(|name| see(Actor(name, SourceKind::Organization)));
    }
    held.withdrawals.iter().for_each(|stated| see(Actor(&stated.name, SourceKind::Generic)));
    for voice in held.assertions.iter().flat_map(|a| &a.statement.chain) {
        see(Actor(&voice.name, voice.kind));
    }
    for source in held.assertions.iter().filter_map(|a| a.statement.source.as_ref()) {
        see(Actor(&source.name, source.kind));
    }
}

/// Whom people's records name.
pub(super) fn of_records<'a>(state: &'a State, see: &mut dyn FnMut(Mention<'a>)) {
    let mut organization = |name: &'a String| see(Mention::Actor(name, SourceKind::Organization));
    state.controls.iter().flat_map(|c| [&c.actor, &c.controller]).for_each(&mut organization);
    state.interests.iter().for_each(|interest| organization(&interest.actor));
    let judged = state.actor_judgements.iter().flat_map(|judgement| [&judgement.a, &judgement.b]);
    judged.for_each(&mut organization);
    state.identified.iter().for_each(|identified| see(Mention::Actor(&identified.actor, SourceKind::Generic)));
}

/// Whom a finding names.
pub(super) fn of_claim<'a>(found: &'a ClaimFinding, see: &mut dyn FnMut(Mention<'a>)) {
    found.traced.interest.keys().for_each(|name| see(Mention::Actor(name, SourceKind::Organization)));
    let lineages = [Some(&found.traced.case.supporting), found.traced.case.opposing.as_ref()];
    let witnesses = lineages.into_iter().flatten().flat_map(|lineage| lineage.witnesses.values());
    witnesses.flat_map(|w| &w.groups).for_each(|group| see(Mention::Actor(group, SourceKind::Generic)));
}

impl Named {
    /// Counts a mention.
    pub(super) fn add(&mut self, mention: &Mention<'_>) {
        match mention {
            Mention::Actor(name, kind) => {
                let actor = self.actors.entry(ActorKey::of(name)).or_default();
                *actor.spellings.entry((*name).to_owned()).or_default() += 1;
                *actor.kinds.entry(*kind).or_default() += weight(*kind);
            }
            Mention::Source(name) => {
                let spellings = self.sources.entry(ActorKey::of(name)).or_default();
                *spellings.entry((*name).to_owned()).or_default() += 1;
            }
        }
    }

    /// Takes a mention back that was counted.
    pub(super) fn take(&mut self, mention: &Mention<'_>) {
        match mention {
            Mention::Actor(name, kind) => {
                let key = ActorKey::of(name);
                let Some(actor) = self.actors.get_mut(&key) else { return };
                less(&mut actor.spellings, *name, 1);
                less(&mut actor.kinds, kind, weight(*kind));
                if actor.spellings.is_empty() {
                    self.actors.remove(&key);
                }
            }
            Mention::Source(name) => {
                let key = ActorKey::of(name);
                let Some(spellings) = self.sources.get_mut(&key) else { return };
                less(spellings, *name, 1);
                if spellings.is_empty() {
                    self.sources.remove(&key);
                }
            }
        }
    }

    /// What is told of all.
    pub(super) fn write(&self, writer: &mut Writer, iris: &Iris) {
        self.actors.keys().for_each(|key| self.write_actor(writer, iris, key));
        self.sources.keys().for_each(|key| self.write_source(writer, iris, key));
    }

    /// What is told of one of them.
    pub(super) fn write_one(&self, writer: &mut Writer, iris: &Iris, key: &Key) {
        match key {
            Key::Actor(key) => self.write_actor(writer, iris, key),
            Key::Source(key) => self.write_source(writer, iris, key),
        }
    }

    fn write_actor(&self, writer: &mut Writer, iris: &Iris, key: &ActorKey) {
        let Some(Actor { spellings, kinds }) = self.actors.get(key) else { return };
        let Some(label) = most_frequent(spellings) else { return };
        let node = iris.actor(label);
        actor(writer, &node);
        writer.text(&node, skos::PREF_LABEL, label);
        if let Some((kind, _)) = kinds.iter().max_by_key(|(kind, count)| (**count, Reverse(**kind))) {
            writer.concept(&node, stm::ACTOR_KIND, *kind);
        }
    }

    fn write_source(&self, writer: &mut Writer, iris: &Iris, key: &ActorKey) {
        let Some(label) = self.sources.get(key).and_then(most_frequent) else { return };
        let node = iris.source(label);
        writer.is_a(&node, class::SOURCE);
        writer.text(&node, skos::PREF_LABEL, label);
    }
}

/// A kind that says nothing counts less than any that does.
fn weight(kind: SourceKind) -> usize {
    usize::from(kind != SourceKind::Generic) * 1000 + 1
}

fn less<K: Ord + std::borrow::Borrow<Q>, Q: Ord + ?Sized>(counts: &mut BTreeMap<K, usize>, key: &Q, by: usize) {
    let Some(count) = counts.get_mut(key) else { return };
    *count = count.saturating_sub(by);
    if *count == 0 {
        counts.remove(key);
    }
}

fn most_frequent(spellings: &Spellings) -> Option<&String> {
    spellings.iter().max_by_key(|(name, count)| (**count, Reverse(*name))).map(|(name, _)| name)
}
