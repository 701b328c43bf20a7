//! Goes through all claims once, and notes of everyone what they do with each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::stakes::Recorded;
use super::{Named, Part, Profile, Profiles, Said, Tie};
use crate::document::{Document, Version};
use crate::enumerations::{SourceKind, Stance};
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::name::ActorKey;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::{NOBODY, Voice};

pub(super) fn collect(state: &State, findings: &Findings) -> Profiles {
    let mut collected = Collected::new(state);
    for (place, found) in findings.claims.iter().enumerate() {
        collected.claim(place, found);
    }
    collected.recorded();
    let (sources, actors) = (collected.sources.names(), collected.actors.names());
    let named = |whom: &Whom| match whom {
        Whom::Source(key) => sources.get(key).cloned().map(Named::Source),
        Whom::Actor(key) => actors.get(key).cloned().map(Named::Actor),
        Whom::Document(document) => Some(Named::Document(*document)),
    };
    let mut profiles = Profiles {
        sources: collected.sources.finished(ActorKey::source_id, &named),
        actors: collected.actors.finished(ActorKey::actor_id, &named),
        against: HashMap::new(),
        later: later(state),
        recorded: Recorded::of(state),
    };
    for (place, found) in findings.contradictions.iter().enumerate().filter(|(_, found)| found.opposes()) {
        for claim in BTreeSet::from([found.a, found.b]) {
            profiles.against.entry(claim).or_default().push(place);
        }
    }
    profiles
}

/// What is found so far.
struct Collected<'s> {
    state: &'s State,
    /// Who publishes any document that is held.
    publishers: HashSet<ActorKey>,
    said: HashMap<Id<Assertion>, (&'s HeldVersion, &'s Assertion)>,
    sources: Growing,
    actors: Growing,
}

/// Whoever has something from another, or another from them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Whom {
    Source(ActorKey),
    Actor(ActorKey),
    Document(Id<Document>),
}

/// Profiles under construction.
#[derive(Default)]
struct Growing(HashMap<ActorKey, Grown>);

/// One of them.
#[derive(Default)]
struct Grown {
    profile: Profile,
    spellings: BTreeMap<String, usize>,
    from: HashMap<Whom, Tied>,
    to: HashMap<Whom, Tied>,
}

/// The claims of a tie, each once: those that say so, and those where it is likely.
#[derive(Default)]
struct Tied {
    stated: BTreeSet<usize>,
    suspected: BTreeSet<usize>,
}

impl Growing {
    fn of(&mut self, name: &str) -> &mut Grown {
        let grown = self.0.entry(ActorKey::of(name)).or_default();
        *grown.spellings.entry(name.to_owned()).or_default() += 1;
        grown
    }

    fn names(&self) -> HashMap<ActorKey, String> {
        self.0.iter().map(|(key, grown)| (key.clone(), grown.name().to_owned())).collect()
    }

    fn finished(
        self,
        id: fn(&ActorKey) -> Id<ActorKey>,
        named: &impl Fn(&Whom) -> Option<Named>,
    ) -> BTreeMap<Id<ActorKey>, Profile> {
        self.0.into_iter().map(|(key, grown)| (id(&key), grown.finished(named))).collect()
    }
}

impl Grown {
    /// The most frequent spelling, the first by alphabet of several.
    fn name(&self) -> &str {
        let most = self.spellings.iter().max_by(|(a, x), (b, y)| x.cmp(y).then(b.cmp(a)));
        most.map_or("", |(name, _)| name.as_str())
    }

    fn finished(self, named: &impl Fn(&Whom) -> Option<Named>) -> Profile {
        let name = self.name().to_owned();
        let spellings = self.spellings.into_keys().collect();
        Profile { name, spellings, from: ties(self.from, named), to: ties(self.to, named), ..self.profile }
    }

    /// Notes a part in a claim; the earlier one in the order of [`Part`] stands.
    fn says(&mut self, claim: usize, part: Part, (held, fell): (&HeldVersion, bool), assertion: Id<Assertion>) {
        let published = held.document.metadata.published;
        match self.profile.said.last_mut().filter(|said| said.claim == claim) {
            Some(said) => {
                said.part = said.part.min(part);
                said.first =
                    [said.first, published].into_iter().flatten().reduce(|a, b| if b.is_before(a) { b } else { a });
                said.assertions.insert(assertion);
                said.fell |= fell;
            }
            None => {
                let assertions = BTreeSet::from([assertion]);
                self.profile.said.push(Said { claim, part, first: published, assertions, fell });
            }
        }
    }
}

/// The ties, those with most claims first.
fn ties(all: HashMap<Whom, Tied>, named: &impl Fn(&Whom) -> Option<Named>) -> Vec<Tie> {
    let tie = |(with, tied): (Whom, Tied)| {
        let example = tied.stated.first().or(tied.suspected.first()).copied()?;
        let suspected = tied.suspected.difference(&tied.stated).count();
        Some(Tie { with: named(&with)?, stated: tied.stated.len(), suspected, example })
    };
    let mut ties: Vec<Tie> = all.into_iter().filter_map(tie).collect();
    ties.sort_by(|a, b| (b.stated, b.suspected).cmp(&(a.stated, a.suspected)).then_with(|| a.with.cmp(&b.with)));
    ties
}

/// Whether a voice of this kind is an outlet's or a document's.
const fn is_publication(kind: SourceKind) -> bool {
    match kind {
        SourceKind::Outlet | SourceKind::Publication | SourceKind::Document => true,
        SourceKind::Person
        | SourceKind::Organization
        | SourceKind::Author
        | SourceKind::UnnamedPerson
        | SourceKind::UnnamedGroup
        | SourceKind::Generic => false,
    }
}

/// The version that holds now of each document of which one is superseded.
fn later(state: &State) -> HashMap<Id<Document>, Id<Version>> {
    let earlier = state.versions.values().filter(|held| held.superseded);
    let documents: HashSet<Id<Document>> = earlier.map(|held| held.document.id).collect();
    let mut later = HashMap::new();
    for held in state.current().filter(|held| documents.contains(&held.document.id)) {
        later.entry(held.document.id).or_insert(held.version.id);
    }
    later
}

/// By whom a document is: its publisher, or else itself.
fn voice_of(held: &HeldVersion) -> Whom {
    match &held.document.metadata.publisher {
        Some(publisher) => Whom::Source(ActorKey::of(publisher)),
        None => Whom::Document(held.document.id),
    }
}

impl<'s> Collected<'s> {
    fn new(state: &'s State) -> Self {
        let (mut sources, mut actors) = (Growing::default(), Growing::default());
        let mut publishers = HashSet::new();
        let mut said = HashMap::new();
        for held in state.versions.values() {
            let metadata = &held.document.metadata;
            if let Some(publisher) = &metadata.publisher {
                publishers.insert(ActorKey::of(publisher));
                sources.of(publisher).profile.documents.insert(held.version.id);
            }
            for author in &metadata.authors {
                actors.of(author).profile.documents.insert(held.version.id);
            }
            let stated = held.aliases.iter().flat_map(|alias| [&alias.name, &alias.alias]);
            let offices = held.roles.iter().flat_map(|role| std::iter::once(&role.holder).chain(&role.organization));
            let taken_back = held.withdrawals.iter().map(|stated| &stated.name);
            let beside = metadata.supplied_by.iter().chain(held.verdicts.iter().map(|verdict| &verdict.by));
            for name in beside.chain(stated).chain(offices).chain(taken_back) {
                actors.of(name);
            }
            said.extend(held.assertions.iter().map(|assertion| (assertion.id, (held, assertion))));
        }
        Self { state, publishers, said, sources, actors }
    }

    /// Whoever is only named by what people recorded.
    fn recorded(&mut self) {
        let state = self.state;
        let controls = state.controls.iter().flat_map(|control| [&control.actor, &control.controller]);
        let judged = state.actor_judgements.iter().flat_map(|judged| [&judged.a, &judged.b]);
        for name in controls.chain(state.interests.iter().map(|interest| &interest.actor)).chain(judged) {
            self.actors.of(name);
        }
        for identified in &state.identified {
            self.actors.of(&identified.actor).profile.ids.insert(identified.id);
        }
        let both: Vec<ActorKey> =
            self.sources.0.keys().filter(|key| self.actors.0.contains_key(*key)).cloned().collect();
        self.sources.0.values_mut().for_each(|grown| grown.profile.is_source = true);
        self.actors.0.values_mut().for_each(|grown| grown.profile.is_actor = true);
        for key in both {
            self.sources.0.get_mut(&key).into_iter().for_each(|grown| grown.profile.is_actor = true);
            self.actors.0.get_mut(&key).into_iter().for_each(|grown| grown.profile.is_source = true);
        }
    }

    fn claim(&mut self, place: usize, found: &ClaimFinding) {
        let steps = found.traced.supporting.iter().chain(&found.traced.opposing);
        let version = |witness: &String| found.traced.documents.get(witness).copied();
        // Assertions by which a document has it from another one that is held.
        let mut taken: BTreeMap<Id<Assertion>, Vec<Id<Version>>> = BTreeMap::new();
        for step in steps.filter(|step| version(&step.from).is_some()) {
            taken.entry(step.assertion).or_default().extend(version(&step.to));
        }
        for (_, id) in found.claim.members.iter().filter(|(_, id)| !self.state.is_rejected(*id)) {
            let Some((held, assertion)) = self.said.get(id).copied() else { continue };
            self.published(place, held, assertion, taken.get(id).map(Vec::as_slice).unwrap_or_default());
            self.voices(place, held, assertion);
        }
        for suspicion in &found.traced.suspected {
            let ends = version(&suspicion.from).map(|from| (from, version(&suspicion.to)));
            let Some((from, to)) = ends else { continue };
            self.suspected(place, from, to);
        }
    }

    /// What the publisher of a document does by one of its assertions.
    fn published(&mut self, place: usize, held: &HeldVersion, assertion: &Assertion, taken: &[Id<Version>]) {
        let Some(publisher) = held.document.metadata.publisher.as_deref() else { return };
        let own = ActorKey::of(publisher);
        let statement = &assertion.statement;
        let documents = taken.iter().filter_map(|version| self.state.versions.get(version)).map(voice_of);
        let mut from: BTreeSet<Whom> = documents.filter(|with| *with != voice_of(held)).collect();
        let is_outlet = |voice: &&Voice| {
            let key = ActorKey::of(&voice.name);
            key != own && (is_publication(voice.kind) || self.publishers.contains(&key))
        };
        if from.is_empty() {
            let credited = statement.chain.iter().skip(1).find(is_outlet);
            from.extend(credited.map(|voice| self.meant(&voice.name)));
        }
        let is_taken = !from.is_empty() || !held.document.metadata.taken_from.is_empty();
        let part = match statement.stance {
            Stance::Affirms if is_taken => Part::Repeats,
            Stance::Affirms if statement.basis.makes_an_origin() => Part::Originates,
            Stance::Affirms => Part::Unattributed,
            Stance::Denies | Stance::Questions => Part::Opposes,
        };
        let fell = self.fell(held, assertion);
        self.sources.of(publisher).says(place, part, (held, fell), assertion.id);
        for with in from {
            self.tie(place, &Whom::Source(own.clone()), &with, false);
        }
    }

    /// What the voices of an assertion do by it.
    fn voices(&mut self, place: usize, held: &HeldVersion, assertion: &Assertion) {
        let statement = &assertion.statement;
        let fell = self.fell(held, assertion);
        let named: Vec<&Voice> = statement.chain.iter().filter(|voice| voice.name != NOBODY).collect();
        for (position, voice) in named.iter().enumerate() {
            let is_last = position + 1 == named.len();
            let is_grounded = named.len() == statement.chain.len() && statement.basis.makes_an_origin();
            let part = match statement.stance {
                Stance::Affirms if is_last && is_grounded => Part::Originates,
                Stance::Affirms if is_last => Part::Unattributed,
                Stance::Affirms => Part::Repeats,
                Stance::Denies | Stance::Questions => Part::Opposes,
            };
            let grown = self.actors.of(&voice.name);
            grown.profile.kinds.insert(voice.kind);
            grown.says(place, part, (held, fell), assertion.id);
            if let Some(affiliation) = &voice.affiliation {
                let entry = grown.profile.speaks_for.entry(affiliation.clone());
                entry.or_insert((held.version.id, assertion.id, 0)).2 += 1;
                self.actors.of(affiliation);
            }
        }
        for pair in named.windows(2) {
            let [by, of] = pair else { continue };
            let (by, of) = (Whom::Actor(ActorKey::of(&by.name)), Whom::Actor(ActorKey::of(&of.name)));
            self.tie(place, &by, &of, false);
        }
    }

    /// Whether an assertion was withdrawn, or another version has taken the place of its own.
    fn fell(&self, held: &HeldVersion, assertion: &Assertion) -> bool {
        held.superseded || self.state.is_withdrawn(&held.document, assertion.id)
    }

    /// A document may be copied from another, or from one that nobody saw.
    fn suspected(&mut self, place: usize, from: Id<Version>, to: Option<Id<Version>>) {
        let held = |version: Id<Version>| self.state.versions.get(&version).map(voice_of);
        let Some(by) = held(from) else { return };
        let of = to.and_then(held);
        if of.as_ref() == Some(&by) {
            return;
        }
        if let Whom::Source(key) = &by {
            let grown = self.sources.0.get_mut(key);
            let last = grown.and_then(|grown| grown.profile.said.last_mut()).filter(|said| said.claim == place);
            if let Some(said) = last.filter(|said| matches!(said.part, Part::Originates | Part::Unattributed)) {
                said.part = Part::MayRepeat;
            }
        }
        if let Some(of) = of {
            self.tie(place, &by, &of, true);
        }
    }

    /// Whom a name means: the outlet, when one is called so.
    fn meant(&self, name: &str) -> Whom {
        let key = ActorKey::of(name);
        if self.publishers.contains(&key) { Whom::Source(key) } else { Whom::Actor(key) }
    }

    /// Notes that one has a claim from another.
    fn tie(&mut self, place: usize, by: &Whom, of: &Whom, is_suspected: bool) {
        let key = |whom: &Whom| match whom {
            Whom::Source(key) | Whom::Actor(key) => Some(key.clone()),
            Whom::Document(_) => None,
        };
        if key(by).is_some() && key(by) == key(of) {
            return;
        }
        for (whose, other, is_from) in [(by, of, true), (of, by, false)] {
            let grown = match whose {
                Whom::Source(key) => self.sources.0.get_mut(key),
                Whom::Actor(key) => self.actors.0.get_mut(key),
                Whom::Document(_) => None,
            };
            let Some(grown) = grown else { continue };
            let ties = if is_from { &mut grown.from } else { &mut grown.to };
            let tied = ties.entry(other.clone()).or_default();
            if is_suspected {
                tied.suspected.insert(place);
            } else {
                tied.stated.insert(place);
            }
        }
    }
}
