//! Actors of a state: how they are called, and who controls them.

use std::collections::{BTreeMap, BTreeSet};

use crate::control::ControlGraph;
use crate::date::PartialDate;
use crate::document::Document;
use crate::enumerations::Genre;
use crate::id::Id;
use crate::name::ActorKey;
use crate::policy::Policy;
use crate::state::{Assertion, State};
use crate::statement::{Mention, Voice};

/// The actors that a state names.
pub struct People<'a> {
    display: BTreeMap<ActorKey, &'a str>,
    control: ControlGraph,
    /// Publishers of articles: what they report they have from somewhere.
    reporting: BTreeSet<ActorKey>,
    /// Assertions whose source is half of a name with "and" in it, and the whole name.
    whole_names: BTreeMap<Id<Assertion>, String>,
}

impl<'a> People<'a> {
    /// Gathers the names; of several spellings of one actor the most frequent is shown.
    #[must_use]
    pub fn new(state: &'a State, policy: Policy) -> Self {
        let mut spellings: BTreeMap<ActorKey, BTreeMap<&str, usize>> = BTreeMap::new();
        let mut count = |name: &'a str| {
            *spellings.entry(ActorKey::of(name)).or_default().entry(name).or_default() += 1;
        };
        for held in state.versions.values() {
            let metadata = &held.document.metadata;
            metadata
                .publisher
                .iter()
                .chain(&metadata.authors)
                .chain(&metadata.supplied_by)
                .for_each(|name| count(name));
            for voice in held.assertions.iter().flat_map(|a| &a.statement.chain) {
                count(&voice.name);
                voice.affiliation.iter().for_each(|name| count(name));
            }
        }
        state.controls.iter().for_each(|control| {
            count(&control.actor);
            count(&control.controller)
        });
        state.interests.iter().for_each(|interest| count(&interest.actor));
        let display = spellings
            .into_iter()
            .filter_map(|(key, names)| {
                let best = names.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)))?;
                Some((key, best.0))
            })
            .collect();
        let articles = state.versions.values().map(|held| &held.document.metadata);
        let articles =
            articles.filter(|metadata| matches!(metadata.genre, None | Some(Genre::Article | Genre::Dossier)));
        let reporting = articles.filter_map(|metadata| metadata.publisher.as_deref().map(ActorKey::of)).collect();
        let control = ControlGraph::new(state.controls.iter().filter(|control| policy.joins(control)));
        Self { display, control, reporting, whole_names: whole_names(state) }
    }

    /// Who a voice of an assertion is: the half of a known name with "and" in it is the whole of it.
    pub(super) fn resolved(&self, assertion: &Assertion, voice: &Voice) -> Voice {
        let is_source = assertion.statement.source.as_ref().is_some_and(|source| source.name == voice.name);
        match self.whole_names.get(&assertion.id).filter(|_| is_source) {
            Some(name) => Voice { name: name.clone(), ..voice.clone() },
            None => voice.clone(),
        }
    }

    /// Whether anything that is held names the actor.
    #[must_use]
    pub fn knows(&self, key: &ActorKey) -> bool {
        self.display.contains_key(key)
    }

    /// How an actor is called.
    #[must_use]
    pub fn display(&self, key: &ActorKey) -> String {
        self.display.get(key).map_or_else(|| key.to_string(), |name| (*name).to_owned())
    }

    /// How several actors are called.
    #[must_use]
    pub fn display_all(&self, keys: &BTreeSet<ActorKey>) -> BTreeSet<String> {
        keys.iter().map(|key| self.display(key)).collect()
    }

    /// The groups that control `keys` at a date, themselves among them.
    pub(super) fn groups(
        &self,
        keys: impl IntoIterator<Item = ActorKey>,
        at: Option<PartialDate>,
    ) -> BTreeSet<ActorKey> {
        keys.into_iter().flat_map(|key| self.control.groups_of(&key, at)).collect()
    }

    /// Whether the actor publishes articles that are held.
    pub(super) fn is_reporting(&self, key: &ActorKey) -> bool {
        self.reporting.contains(key)
    }

    /// Whether it is recorded that the actor controls somebody or is controlled.
    pub(super) fn has_control(&self, key: &ActorKey) -> bool {
        self.control.knows(key)
    }

    /// Whoever controls, or is controlled by, one of `keys`.
    pub(super) fn close_interest(&self, keys: BTreeSet<ActorKey>) -> BTreeSet<ActorKey> {
        self.control.close_interest(keys, None)
    }
}

/// Reading takes "Spade and Brush said" for two speakers; where a publisher is called "Spade and Brush", it is one.
fn whole_names(state: &State) -> BTreeMap<Id<Assertion>, String> {
    let publishers = state.versions.values().filter_map(|held| held.document.metadata.publisher.as_ref());
    let with_and: BTreeMap<ActorKey, &String> =
        publishers.filter(|name| name.contains(" and ")).map(|name| (ActorKey::of(name), name)).collect();
    let mut whole = BTreeMap::new();
    if with_and.is_empty() {
        return whole;
    }
    for held in state.versions.values() {
        let named = || held.assertions.iter().filter_map(|a| Some((a, a.statement.source.as_ref()?)));
        let mut starting: BTreeMap<usize, Vec<(&Assertion, &Mention)>> = BTreeMap::new();
        named().for_each(|(a, source)| starting.entry(source.quote.span.start).or_default().push((a, source)));
        for (a, first) in named() {
            let next = starting.get(&(first.quote.span.end + " and ".len()));
            for (b, second) in next.into_iter().flatten() {
                let name = format!("{} and {}", first.quote.text, second.quote.text);
                if let Some(known) = with_and.get(&ActorKey::of(&name)) {
                    whole.insert(a.id, (*known).clone());
                    whole.insert(b.id, (*known).clone());
                }
            }
        }
    }
    whole
}

/// The actors whose voice a document is: its publisher, or else its authors.
pub(super) fn voices_of(document: &Document) -> Vec<ActorKey> {
    let metadata = &document.metadata;
    match &metadata.publisher {
        Some(publisher) => vec![ActorKey::of(publisher)],
        None => metadata.authors.iter().map(|author| ActorKey::of(author)).collect(),
    }
}

/// A voice and the organisation it speaks from.
pub(super) fn keys_of(voice: &Voice) -> Vec<ActorKey> {
    let affiliation = voice.affiliation.iter().map(|name| ActorKey::of(name));
    std::iter::once(ActorKey::of(&voice.name)).chain(affiliation).collect()
}
