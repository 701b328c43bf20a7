//! Where names, versions and addresses stand in a graph: to find what a change touches without looking at everything.

use rustc_hash::FxHashMap;

use crate::document::{Document, Version};
use crate::enumerations::SourceKind;
use crate::graph::{Actor, Graph, Held, Symbol};
use crate::id::Id;
use crate::identity::Identity;
use crate::state::Retracted;

/// Numbers of versions and assertions, by what they name.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    versions: FxHashMap<Id<Version>, u32>,
    documents: FxHashMap<Id<Document>, Vec<u32>>,
    /// Assertions that credit the actor.
    crediting: FxHashMap<Actor, Vec<u32>>,
    /// Assertions that credit a document by its address or path.
    placing: FxHashMap<Symbol, Vec<u32>>,
    /// Versions that the actor publishes.
    publishing: FxHashMap<Actor, Vec<u32>>,
    /// Versions that it writes, or that name it among suppliers and parties.
    besides: FxHashMap<Actor, Vec<u32>>,
}

impl Index {
    pub(super) fn of(graph: &Graph) -> Self {
        let mut index = Self::default();
        graph.all_held().iter().zip(0..).for_each(|(held, number)| index.add(number, held, graph));
        index
    }

    /// Adds the version that was added to `graph` last.
    pub(super) fn add_last(&mut self, graph: &Graph) {
        if let Some((held, number)) = graph.all_held().iter().zip(0..).last() {
            self.add(number, held, graph);
        }
    }

    fn add(&mut self, number: u32, held: &Held, graph: &Graph) {
        self.versions.insert(held.version, number);
        self.documents.entry(held.document).or_default().push(number);
        held.publisher.into_iter().for_each(|actor| self.publishing.entry(actor).or_default().push(number));
        let more =
            held.more.iter().flat_map(|more| more.supplied_by.iter().chain(&more.parties).chain(&more.data_from));
        for actor in held.authors.iter().chain(more) {
            self.besides.entry(*actor).or_default().push(number);
        }
        for (said, assertion) in held.assertions().filter_map(|said| Some((said, graph.said(said)?))) {
            let said = u32::try_from(said).unwrap_or(u32::MAX);
            for link in graph.chain(assertion) {
                link.actors().for_each(|actor| self.crediting.entry(actor).or_default().push(said));
                if link.kind == SourceKind::Document {
                    self.placing.entry(link.name).or_default().push(said);
                }
            }
        }
    }

    pub(super) fn number(&self, version: Id<Version>) -> Option<usize> {
        self.versions.get(&version).map(|number| *number as usize)
    }

    pub(super) fn versions_of(&self, document: Id<Document>) -> Vec<usize> {
        self.documents.get(&document).into_iter().flatten().map(|number| *number as usize).collect()
    }

    /// Assertions that credit the actor.
    pub(super) fn naming(&self, actor: Actor) -> impl Iterator<Item = usize> {
        self.crediting.get(&actor).into_iter().flatten().map(|number| *number as usize)
    }

    /// Assertions of what the actor publishes.
    pub(super) fn published_by(&self, actor: Actor, graph: &Graph) -> impl Iterator<Item = usize> {
        let versions = self.publishing.get(&actor).into_iter().flatten();
        versions.filter_map(|number| graph.held(*number as usize)).flat_map(|held| held.assertions())
    }

    /// Assertions of which a finding may show the actor's name.
    pub(super) fn showing(&self, actor: Actor, graph: &Graph) -> impl Iterator<Item = usize> {
        let besides = self.besides.get(&actor).into_iter().flatten();
        let besides = besides.filter_map(|number| graph.held(*number as usize)).flat_map(|held| held.assertions());
        self.naming(actor).chain(self.published_by(actor, graph)).chain(besides)
    }

    /// Assertions that may cite the version that was added last.
    pub(super) fn citing_last(&self, graph: &Graph) -> impl Iterator<Item = usize> {
        let held = graph.all_held().last();
        let titles = held.and_then(|held| held.title).into_iter().flat_map(|(_, title)| self.naming(title));
        let is_mark = |number: &usize| graph.said(*number).is_some_and(|said| said.is_mark);
        let voices = held.map(Held::voices).unwrap_or_default().iter();
        let voices = voices.flat_map(|voice| self.naming(*voice)).filter(is_mark);
        let places = held.into_iter().flat_map(|held| held.url.into_iter().chain([held.name]));
        let places = places.filter_map(|place| self.placing.get(&place)).flatten().map(|number| *number as usize);
        titles.chain(voices).chain(places)
    }

    /// Assertions that are withdrawn with this.
    pub(super) fn withdrawn(&self, what: Retracted, graph: &Graph, identity: &Identity) -> Vec<usize> {
        match what {
            Retracted::Document(document) => {
                let versions = self.versions_of(document).into_iter().filter_map(|number| graph.held(number));
                versions.flat_map(|held| held.assertions()).collect()
            }
            Retracted::Assertion(assertion) => {
                identity.number(assertion).map(|number| number as usize).into_iter().collect()
            }
        }
    }
}
