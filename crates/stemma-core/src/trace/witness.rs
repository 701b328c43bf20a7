//! The witnesses of one side of a claim: held documents, the voices they credit, and the steps between them.

mod reading;
mod suspected;

pub(super) use reading::Library;

use std::collections::{BTreeMap, BTreeSet};

use super::dependence::Dependent;
use super::people::{People, keys_of, voices_of};
use super::{Step, Suspicion};
use crate::document::{Document, Version};
use crate::enumerations::{Basis, ClaimKind, Genre, Modality};
use crate::id::Id;
use crate::independence::{Lineage, Witness};
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::{NOBODY, Statement, Voice};

type Member<'m> = (&'m HeldVersion, &'m Assertion);

/// One side under construction.
pub(super) struct Side<'m> {
    people: &'m People<'m>,
    kind: ClaimKind,
    held: Vec<HeldWitness<'m>>,
    lineage: Lineage,
    steps: BTreeSet<Step>,
    /// Keys of the named witnesses, for those that may be one actor.
    named: BTreeMap<String, Vec<ActorKey>>,
    /// Derivations that nobody states.
    suspected: Vec<Suspicion>,
    /// What witnesses are called whose ids say more.
    names: BTreeMap<String, String>,
    /// Named witnesses that only a heuristic read: pooled, though they say who they are.
    unsure: BTreeSet<String>,
}

/// A document that takes this side, and its assertions that do.
struct HeldWitness<'m> {
    id: String,
    held: &'m HeldVersion,
    assertions: Vec<&'m Assertion>,
    /// By what it can be meant: its publisher, its authors, its title.
    names: Vec<ActorKey>,
}

impl<'m> Side<'m> {
    pub(super) fn new(
        people: &'m People<'m>,
        state: &State,
        dependent: &Dependent,
        kind: ClaimKind,
        members: &[Member<'m>],
    ) -> Self {
        let mut side = Self {
            people,
            kind,
            held: held_witnesses(members, kind),
            lineage: Lineage::default(),
            steps: BTreeSet::new(),
            named: BTreeMap::new(),
            names: BTreeMap::new(),
            unsure: BTreeSet::new(),
            suspected: Vec::new(),
        };
        for index in 0..side.held.len() {
            side.add_document(index, state);
        }
        for index in 0..side.held.len() {
            side.add_chains(index);
        }
        side.add_reprints();
        side.add_alike();
        side.add_suspected(state, dependent);
        side
    }

    fn add_document(&mut self, index: usize, state: &State) {
        let Some(HeldWitness { id, held, assertions, .. }) = self.held.get(index) else { return };
        let metadata = &held.document.metadata;
        let authors = metadata.authors.iter().map(|author| ActorKey::of(author));
        let keys: Vec<ActorKey> = voices_of(&held.document).into_iter().chain(authors).collect();
        let groups = self.people.groups(keys.iter().cloned(), metadata.published);
        let modality = strongest(assertions, self.kind);
        let credits = assertions.iter().any(|a| a.statement.chain.len() > 1) || !metadata.taken_from.is_empty();
        let own = assertions.iter().filter(|a| flat(&a.statement, self.kind)).find(|a| is_own_evidence(a));
        let witness = Witness {
            held: true,
            basis: own.map_or(if credits { Basis::None } else { Basis::Unattributed }, |a| a.statement.basis),
            groups: self.people.display_all(&groups),
            named: !keys.is_empty() || metadata.genre == Some(Genre::ClaimTable),
            modality,
            ..Witness::new(id.clone())
        };
        if held.superseded || assertions.iter().any(|a| state.is_withdrawn(&held.document, a.id)) {
            self.lineage.retracted.insert(id.clone());
        }
        self.named.insert(id.clone(), keys.clone());
        self.lineage.witness(witness);
    }

    /// Adds the chains that a document's assertions give. One with evidence of its own needs none, and a reprint has
    /// everything from what it reprints.
    fn add_chains(&mut self, index: usize) {
        let Some(HeldWitness { id, assertions, held, .. }) = self.held.get(index) else { return };
        if !held.document.metadata.taken_from.is_empty() {
            return;
        }
        if assertions.iter().any(|a| flat(&a.statement, self.kind) && is_own_evidence(a)) {
            return;
        }
        let (id, assertions) = (id.clone(), assertions.clone());
        for assertion in assertions {
            self.add_chain(index, &id, assertion);
        }
    }

    fn add_chain(&mut self, document: usize, id: &str, assertion: &Assertion) {
        let statement = &assertion.statement;
        let mut from = id.to_owned();
        let last = statement.chain.len().saturating_sub(1);
        for (position, voice) in statement.chain.iter().enumerate().skip(1) {
            if voice.name == NOBODY {
                return;
            }
            let voice = &self.people.resolved(assertion, voice);
            let documents = self.documents_of(voice, document);
            if !documents.is_empty() {
                for to in documents {
                    self.step(&from, &to, assertion);
                }
                return; // what a held document says of its own sources is read from that document
            }
            let basis = if position == last { statement.basis } else { Basis::None };
            let to = self.add_voice(voice, document, basis, statement);
            self.step(&from, &to, assertion);
            from = to;
        }
    }

    fn step(&mut self, from: &str, to: &str, assertion: &Assertion) {
        self.lineage.derive(from, to, true);
        self.steps.insert(Step { from: from.to_owned(), to: to.to_owned(), assertion: assertion.id });
    }

    /// The held documents that are meant when another document credits `voice`: those of this side that it
    /// publishes or writes, or that it is the title of. A later one is meant too: the voice is the same, and two that
    /// cite each other are a circle.
    fn documents_of(&self, voice: &Voice, by: usize) -> Vec<String> {
        let Some(citing) = self.held.get(by) else { return Vec::new() };
        if !voice.kind.is_named() {
            return Vec::new();
        }
        let key = ActorKey::of(&voice.name);
        let is_meant = |other: &&HeldWitness<'_>| {
            other.id != citing.id && other.names.iter().any(|name| *name == key || name.has_surname(&key))
        };
        self.held.iter().filter(is_meant).map(|other| other.id.clone()).collect()
    }

    /// The witness that a voice is; weak evidence wins where two texts disagree on what it rests on.
    fn add_voice(&mut self, voice: &Voice, document: usize, basis: Basis, statement: &Statement) -> String {
        let sure = statement.tier.may_raise();
        let is_named = voice.kind.is_named();
        let keys = keys_of(voice);
        // A reader that does not know the outlet takes its name for a person's or a firm's.
        let reports = keys.first().is_some_and(|key| self.people.is_reporting(key));
        let is_word = matches!(basis, Basis::Statement | Basis::Testimony);
        let basis = if reports && is_word { Basis::Unattributed } else { basis };
        let name = keys.first().map_or_else(|| voice.name.clone(), |key| self.people.display(key));
        let published = self.held.get(document).and_then(|w| w.held.document.metadata.published);
        let label = self.held.get(document).map_or("", |w| w.id.as_str());
        let id = match (is_named, sure) {
            (true, true) => name.clone(),
            (true, false) => format!("{name} (as read in {label})"),
            (false, _) => format!("{} ({label})", voice.name),
        };
        if is_named && !sure {
            self.unsure.insert(id.clone());
        }
        if id != name {
            self.names.insert(id.clone(), if is_named { name } else { voice.name.clone() });
        }
        let groups = if is_named {
            self.people.display_all(&self.people.groups(keys.iter().cloned(), published))
        } else {
            let affiliation = self.people.groups(keys.into_iter().skip(1), published);
            let mut groups = self.people.display_all(&affiliation);
            groups.insert(id.clone());
            groups
        };
        if is_named {
            self.named.insert(id.clone(), vec![ActorKey::of(&voice.name)]);
        }
        let witness = self.lineage.witnesses.entry(id.clone()).or_insert_with(|| Witness {
            basis,
            named: is_named && sure,
            ..Witness::new(id.clone())
        });
        witness.basis = if witness.basis == Basis::None {
            basis
        } else if basis == Basis::None {
            witness.basis
        } else {
            witness.basis.max(basis)
        };
        witness.groups.extend(groups);
        id
    }

    /// A document that was taken as a whole from another is derived from it, also where the other is not held.
    fn add_reprints(&mut self) {
        let mut found = Vec::new();
        for witness in &self.held {
            let Some(assertion) = witness.assertions.first() else { continue };
            for place in &witness.held.document.metadata.taken_from {
                let is_original =
                    |other: &&HeldWitness<'_>| other.id != witness.id && is_at(&other.held.document, place);
                let originals: Vec<&HeldWitness<'_>> = self.held.iter().filter(is_original).collect();
                let names = originals.iter().map(|other| other.id.clone());
                let unheld = originals.is_empty().then(|| place.clone());
                found.extend(names.chain(unheld).map(|to| (witness.id.clone(), to, *assertion)));
            }
        }
        for (from, to, assertion) in found {
            self.step(&from, &to, assertion);
        }
    }

    /// Named witnesses of like names may be one actor.
    fn add_alike(&mut self) {
        let named: Vec<(&String, &Vec<ActorKey>)> = self.named.iter().collect();
        for (index, (a, keys)) in named.iter().enumerate() {
            for (b, others) in named.iter().skip(index + 1) {
                let alike = |key: &ActorKey| others.iter().any(|other| other != key && key.may_be(other));
                if keys.iter().any(alike) {
                    self.lineage.alike.insert(((*a).clone(), (*b).clone()));
                }
            }
        }
    }

    /// Derivations that nobody states.
    pub(super) fn suspected(&self) -> Vec<Suspicion> {
        self.suspected.clone()
    }

    /// What witnesses are called whose ids say more.
    pub(super) fn names(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.names.iter().map(|(id, name)| (id.clone(), name.clone()))
    }

    /// Named witnesses that only a heuristic read.
    pub(super) fn unsure(&self) -> BTreeSet<String> {
        self.unsure.clone()
    }

    /// Which version each held witness is.
    pub(super) fn documents(&self) -> Vec<(String, Id<Version>)> {
        self.held.iter().map(|witness| (witness.id.clone(), witness.held.version.id)).collect()
    }

    /// The finished lineage; a group that only repeats another one of the same witnesses is left out.
    pub(super) fn into_lineage(mut self) -> (Lineage, Vec<Step>) {
        let authors: BTreeSet<String> = self
            .held
            .iter()
            .flat_map(|w| w.held.document.metadata.publisher.iter().flat_map(|_| &w.held.document.metadata.authors))
            .map(|author| ActorKey::of(author))
            .filter(|author| !self.people.has_control(author))
            .map(|author| self.people.display(&author))
            .collect();
        for author in authors {
            let mut with = self.lineage.witnesses.values().filter(|w| w.groups.contains(&author));
            let Some(first) = with.next() else { continue };
            let mut shared: BTreeSet<String> = first.groups.iter().filter(|group| **group != author).cloned().collect();
            for witness in with {
                shared.retain(|group| witness.groups.contains(group));
            }
            if !shared.is_empty() {
                self.lineage.witnesses.values_mut().for_each(|w| {
                    w.groups.remove(&author);
                });
            }
        }
        (self.lineage, self.steps.into_iter().collect())
    }
}

/// One witness a document; where a document says it flatly and with a hedge, the flat assertions count.
fn held_witnesses<'m>(members: &[Member<'m>], kind: ClaimKind) -> Vec<HeldWitness<'m>> {
    let mut by_version: BTreeMap<Id<Version>, (&HeldVersion, Vec<&Assertion>)> = BTreeMap::new();
    for (held, assertion) in members {
        by_version.entry(held.version.id).or_insert_with(|| (held, Vec::new())).1.push(assertion);
    }
    let mut witnesses: Vec<HeldWitness<'m>> = Vec::new();
    for (held, mut assertions) in by_version.into_values() {
        if assertions.iter().any(|a| flat(&a.statement, kind)) {
            assertions.retain(|a| flat(&a.statement, kind));
        }
        let metadata = &held.document.metadata;
        let more = metadata.authors.iter().chain(&metadata.title).map(|name| ActorKey::of(name));
        let names = voices_of(&held.document).into_iter().chain(more).collect();
        witnesses.push(HeldWitness { id: label(&held.document), held, assertions, names });
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    witnesses
        .sort_by(|a, b| (&a.held.document.name, a.held.version.id).cmp(&(&b.held.document.name, b.held.version.id)));
    for witness in &mut witnesses {
        let count = seen.entry(witness.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            witness.id = format!("{} ({count})", witness.id);
        }
    }
    witnesses
}

/// The last part of a path or URL without its ending: how a document is called in a lineage.
#[must_use]
pub(super) fn label(document: &Document) -> String {
    let last = document.name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(&document.name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.is_empty() { last.to_owned() } else { stem.to_owned() }
}

/// Whether a statement asserts flatly; a forecast does, of a claim that is one.
fn flat(statement: &Statement, kind: ClaimKind) -> bool {
    match statement.modality {
        Modality::Asserted => true,
        Modality::Predicted => kind == ClaimKind::Prediction,
        Modality::Hedged | Modality::Rumoured | Modality::Hypothetical => false,
    }
}

fn strongest(assertions: &[&Assertion], kind: ClaimKind) -> Modality {
    if assertions.iter().any(|a| flat(&a.statement, kind)) {
        Modality::Asserted
    } else {
        assertions.first().map_or(Modality::Asserted, |a| a.statement.modality)
    }
}

/// Whether the document itself is an origin of what it says here.
fn is_own_evidence(assertion: &Assertion) -> bool {
    assertion.statement.chain.len() == 1 && assertion.statement.basis.makes_an_origin()
}

/// Whether a document is the one at a URL or under a title.
fn is_at(document: &Document, place: &str) -> bool {
    document.metadata.url.as_deref() == Some(place)
        || document.metadata.title.as_deref() == Some(place)
        || document.name == place
}
