//! The versions of each document while more come, and which of them holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use oxrdf::Quad;
use stemma_core::document::{Document, Version};
use stemma_core::id::Id;
use stemma_core::state::{HeldVersion, State};
use stemma_core::succession::Succession;
use stemma_store::records::{Iris, supersedes_quad};

/// The versions of each document, and the bytes that are held.
pub(super) struct Standing {
    versions: BTreeMap<Id<Document>, Vec<Arc<HeldVersion>>>,
    /// The version of each document that holds now.
    current: BTreeMap<Id<Document>, Id<Version>>,
    /// The documents that have, or had, bytes with a hash.
    by_hash: HashMap<String, BTreeSet<Id<Document>>>,
}

/// What a version that came is recorded with: which places it takes, and which quads are no longer so.
pub(super) struct Placed {
    /// The version itself, with whose place it takes.
    pub(super) held: HeldVersion,
    /// Whether it holds now.
    pub(super) holds: bool,
    pub(super) gone: Vec<Quad>,
    pub(super) come: Vec<Quad>,
}

impl Standing {
    pub(super) fn new(state: State) -> Self {
        let mut standing = Self { versions: BTreeMap::new(), current: BTreeMap::new(), by_hash: HashMap::new() };
        for held in state.versions.into_shared() {
            let holds = !held.superseded;
            standing.hold(held, holds);
        }
        standing
    }

    /// The version of a document that holds now.
    pub(super) fn current(&self, document: Id<Document>) -> Option<&HeldVersion> {
        let current = self.current.get(&document)?;
        self.of(document).find(|held| held.version.id == *current)
    }

    /// The document that has these bytes already, with the same metadata, whatever their path; and whether it is only an
    /// older version that has them, which changes nothing either.
    pub(super) fn holding(&self, read: &HeldVersion) -> Option<Id<Document>> {
        let is_same = |held: &HeldVersion| {
            held.version.hash == read.version.hash
                && (held.version.id == read.version.id || held.document.metadata == read.document.metadata)
        };
        let mut all = self.by_hash.get(&read.version.hash).into_iter().flatten();
        let current = all.find(|document| self.current(**document).is_some_and(is_same)).copied();
        current.or_else(|| Some(read.document.id).filter(|_| self.is_known(read) && !self.would_hold(read)))
    }

    fn is_known(&self, read: &HeldVersion) -> bool {
        self.of(read.document.id).any(|held| held.version.id == read.version.id)
    }

    fn would_hold(&self, read: &HeldVersion) -> bool {
        Succession::of(read, &self.others(read)).yields_to.is_none()
    }

    /// How a version that comes stands among the others of its document, and what is recorded for that.
    pub(super) fn placed(&self, iris: &Iris, mut held: HeldVersion) -> Placed {
        let others = self.others(&held);
        let Succession { takes, yields_to, between } = Succession::of(&held, &others);
        // When it comes back nobody is in its place any more.
        let returned = others.iter().filter(|other| other.supersedes.contains(&held.version.id));
        let mut gone: Vec<Quad> =
            returned.map(|other| supersedes_quad(iris, other.version.id, held.version.id)).collect();
        gone.extend(between.iter().map(|(later, earlier)| supersedes_quad(iris, *later, *earlier)));
        let come = yields_to.iter().map(|later| supersedes_quad(iris, *later, held.version.id)).collect();
        held.supersedes = takes.into_iter().collect();
        held.superseded = yields_to.is_some();
        Placed { holds: yields_to.is_none(), held, gone, come }
    }

    /// Takes a version as it was placed.
    pub(super) fn add(&mut self, iris: &Iris, Placed { held, holds, gone, come }: Placed) {
        let (document, id) = (held.document.id, held.version.id);
        let versions = self.versions.entry(document).or_default();
        versions.retain(|other| other.version.id != id);
        for other in versions {
            let own = other.version.id;
            let is_gone = |earlier: &Id<Version>| gone.contains(&supersedes_quad(iris, own, *earlier));
            let is_later = come.contains(&supersedes_quad(iris, own, id));
            if is_later || other.supersedes.iter().any(is_gone) {
                let other = Arc::make_mut(other);
                other.supersedes.retain(|earlier| !is_gone(earlier));
                other.supersedes.extend(is_later.then_some(id));
            }
        }
        self.hold(Arc::new(held), holds);
    }

    fn hold(&mut self, held: Arc<HeldVersion>, holds: bool) {
        let document = held.document.id;
        self.by_hash.entry(held.version.hash.clone()).or_default().insert(document);
        if holds {
            self.current.insert(document, held.version.id);
        }
        self.versions.entry(document).or_default().push(held);
    }

    fn of(&self, document: Id<Document>) -> impl Iterator<Item = &HeldVersion> {
        self.versions.get(&document).into_iter().flatten().map(Arc::as_ref)
    }

    fn others(&self, read: &HeldVersion) -> Vec<&HeldVersion> {
        self.of(read.document.id).filter(|held| held.version.id != read.version.id).collect()
    }
}
