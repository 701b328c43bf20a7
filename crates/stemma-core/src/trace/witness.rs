//! The witnesses of one side of a claim: held documents, the voices they credit, and the steps between them.

mod alike;
mod called;
mod families;
mod hearsay;
mod near;
mod offices;
mod papers;
mod reading;
mod sources;
mod suspected;
mod ties;
mod told;
mod workers;
mod woven;

use called::begins;
use hearsay::Heard;
use offices::Stated;
pub(super) use reading::Library;
use suspected::Suspected;
pub use ties::Tie;
use ties::Ties;
pub(super) use workers::body as body_of;
pub(super) use woven::Woven;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

use super::gathered;
use super::setting::{Decision, Setting};
use crate::enumerations::{Basis, ClaimKind, Genre, Modality, SourceKind};
use crate::graph::{Actor, Held, Link, Said, Speaking, Symbol, TakenBack};

/// Who a witness of a side is. Documents go by their place among those of the side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Who {
    /// A document that is held.
    Held(usize),
    /// An actor that says who it is.
    Named(Actor),
    /// The same, as a heuristic read it in a document.
    ReadIn(Actor, usize),
    /// Somebody unnamed, as a document calls them.
    Unnamed(Symbol, usize),
    /// A source that nobody saw: the place of its name.
    Unseen(usize),
}

/// A group that a witness counts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// An actor.
    Of(Actor),
    /// The witness itself.
    Own(u32),
}

/// The group that a witness is by itself.
fn own(place: usize) -> Group {
    Group::Own(u32::try_from(place).unwrap_or(u32::MAX))
}

/// A witness under construction.
struct Witness {
    who: Who,
    basis: Basis,
    groups: SmallVec<[Group; 4]>,
    named: bool,
    modality: Modality,
    retracted: bool,
}

/// Whom a step leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum To {
    Witness(usize),
    /// Whatever is called so, if there is any.
    Place(Symbol),
}

/// One side under construction.
pub(super) struct Side<'s> {
    setting: &'s Setting<'s>,
    kind: ClaimKind,
    /// Whether it says so, and does not deny it: who took back a denial goes on denying it, as far as it is known.
    supports: bool,
    held: Vec<HeldWitness<'s>>,
    witnesses: Vec<Witness>,
    /// Where whoever is no document stands among them.
    places: FxHashMap<Who, usize>,
    /// The held documents by their addresses, once that is asked.
    by_place: OnceCell<Vec<(Symbol, usize)>>,
    /// By whom and from whom, with the assertion that says so.
    steps: Vec<(usize, To, usize)>,
    /// The actors of named witnesses, for those that may be one.
    named: Vec<(Actor, usize)>,
    alike: Vec<(usize, usize)>,
    /// Bodies whose people found it, without names.
    workers: Vec<(Actor, usize)>,
    /// Voices that may belong to such a body: people of whom nobody says whose they are, and bodies without a name of their own.
    loose: Vec<usize>,
    /// What texts state of offices, for voices that may be one.
    stated: Stated<'s>,
    /// Derivations that nobody states: whom they lead to, and what was found.
    suspected: Vec<(usize, Suspected<'s>)>,
    unseen: Vec<String>,
    /// Voices that may be one because of what texts tell of them.
    ties: Ties,
    /// Why voices may have it from elsewhere.
    heard: Vec<Heard>,
    /// Witnesses who took back what they say, or may have, and where that stands.
    taken_back: BTreeMap<usize, TakenBack>,
    /// A decision that is supposed.
    supposed: Option<Decision>,
}

/// A document that takes this side, and its assertions that do.
struct HeldWitness<'s> {
    number: usize,
    held: &'s Held,
    /// What it is called; the second of one name says that it is.
    label: Cow<'s, str>,
    assertions: SmallVec<[(usize, &'s Said); 2]>,
}

impl<'s> Side<'s> {
    pub(super) fn new(
        setting: &'s Setting<'s>,
        (kind, supports): (ClaimKind, bool),
        (members, corrected): (&[usize], &[usize]),
        supposed: Option<Decision>,
    ) -> Self {
        let mut side = Self {
            setting,
            kind,
            supports,
            held: held_witnesses(setting, members, kind, supposed),
            witnesses: Vec::with_capacity(members.len() * 2),
            places: FxHashMap::with_capacity_and_hasher(members.len(), FxBuildHasher),
            by_place: OnceCell::new(),
            steps: Vec::with_capacity(members.len()),
            named: Vec::with_capacity(members.len() * 3),
            alike: Vec::new(),
            workers: Vec::new(),
            loose: Vec::new(),
            stated: Stated::default(),
            suspected: Vec::new(),
            unseen: Vec::new(),
            ties: Ties::default(),
            heard: Vec::new(),
            taken_back: BTreeMap::new(),
            supposed,
        };
        for index in 0..side.held.len() {
            side.add_document(index, corrected);
        }
        let meant = side.meant_by_name();
        for index in 0..side.held.len() {
            side.add_chains(index, &meant);
        }
        side.add_reprints();
        side.add_alike();
        side.add_workers();
        side.add_stated();
        side.add_suspected();
        side.join_copies();
        side
    }

    /// Adds a document; `corrected` are those of which their own papers say that they had it wrong.
    fn add_document(&mut self, index: usize, corrected: &[usize]) {
        let Some(HeldWitness { held, assertions, number, .. }) = self.held.get(index) else { return };
        let own = assertions.iter().filter(|(_, a)| flat(a.modality, self.kind)).find(|(_, a)| a.is_own_evidence());
        let is_evidence = own.is_some();
        let credits = assertions.iter().any(|(_, a)| !a.is_own_voice()) || !held.taken_from().is_empty();
        let is_out = |a: &Said| self.setting.is_withdrawn(held, a) || self.setting.is_rejected(a, self.supposed);
        let is_struck = corrected.contains(number) || assertions.iter().any(|(_, a)| is_out(a));
        let actors: SmallVec<[Actor; 4]> = held.voices().iter().chain(&held.authors).copied().collect();
        let beside: SmallVec<[_; 4]> =
            actors.iter().map(|actor| self.setting.employers(*actor, held.published)).collect();
        let employers = beside.iter().flat_map(|beside| beside.surely.iter().copied());
        // Whoever shows figures of another is one line with whoever else does.
        let all = actors.iter().chain(held.data_from()).copied().chain(employers);
        let groups = self.setting.control.groups(all, held.published);
        let shown: SmallVec<[Actor; 4]> = actors.iter().chain(held.data_from()).copied().collect();
        let taken_back = self.taken_back_by(held, assertions);
        // Pages of one site are one voice, and two sites that do not say whose they are may be one.
        let is_named = !(actors.is_empty() || held.by_address && held.authors.is_empty());
        let witness = Witness {
            who: Who::Held(index),
            basis: own.map_or(if credits { Basis::None } else { Basis::Unattributed }, |(_, a)| a.basis),
            groups: groups.into_iter().map(Group::Of).collect(),
            named: taken_back.is_none() && (is_named || held.genre == Some(Genre::ClaimTable)),
            modality: strongest(assertions, self.kind),
            retracted: held.superseded || is_struck,
        };
        let place = self.add(witness);
        self.taken_back.extend(taken_back.map(|taken_back| (place, taken_back)));
        // Whoever shows evidence of their own may be of the body whose people found it.
        self.loose.extend(is_evidence.then_some(place));
        self.named.extend(shown.into_iter().map(|actor| (actor, place)));
        beside.iter().for_each(|beside| self.stated.note(beside, place));
    }

    /// Where a text states that whoever publishes or writes a document took back what it says here in its own voice.
    fn taken_back_by(&self, held: &Held, assertions: &[(usize, &Said)]) -> Option<TakenBack> {
        let publisher = held.publisher.map(|actor| Speaking { actor, is_person: false, of: None });
        // By their whole names: who writes under a surname alone is not looked for again when that name is told later.
        let authors = held.authors.iter().map(|actor| Speaking { actor: *actor, is_person: false, of: None });
        let voices = publisher.into_iter().chain(authors);
        let own = || assertions.iter().filter(|(_, said)| said.is_own_voice());
        if !self.supports {
            return None;
        }
        let found = voices
            .flat_map(|voice| own().filter_map(move |(_, said)| self.setting.taken_back(&voice, said, held.published)));
        found.min()
    }

    fn add(&mut self, witness: Witness) -> usize {
        let place = self.witnesses.len();
        if !matches!(witness.who, Who::Held(_) | Who::Unseen(_)) {
            self.places.insert(witness.who, place);
        }
        self.witnesses.push(witness);
        place
    }

    /// Adds the chains that a document's assertions give. One with evidence of its own needs none, and a reprint has
    /// everything from what it reprints.
    fn add_chains(&mut self, index: usize, meant: &[(Actor, usize)]) {
        let Some(HeldWitness { assertions, held, .. }) = self.held.get(index) else { return };
        let has_own = assertions.iter().any(|(_, a)| flat(a.modality, self.kind) && a.is_own_evidence());
        if has_own || !held.taken_from().is_empty() {
            return;
        }
        for (number, said) in assertions.clone() {
            self.add_chain(index, number, said, meant);
        }
    }

    fn add_chain(&mut self, document: usize, number: usize, said: &Said, meant: &[(Actor, usize)]) {
        let chain = self.setting.graph.chain(said);
        // The documents of a side come first among its witnesses.
        let mut from = document;
        for (position, link) in chain.iter().enumerate().skip(1) {
            if link.is_nobody {
                return;
            }
            let link = &self.resolved(number, link);
            let mut documents = documents_of(link, document, meant);
            documents.extend(self.documents_at(link, document));
            if !documents.is_empty() {
                let steps = documents.into_iter().map(|to| (from, To::Witness(to), number));
                self.steps.extend(steps);
                return; // what a held document says of its own sources is read from that document
            }
            let basis = if position + 1 == chain.len() { said.basis } else { Basis::None };
            let taken_back = self.is_taken_back(link, document, said);
            let is_sure = taken_back.is_none() && Setting::is_sure(said, self.supposed);
            let to = self.add_voice(link, document, basis, is_sure);
            self.taken_back.extend(taken_back.map(|taken_back| (to, taken_back)));
            self.steps.push((from, To::Witness(to), number));
            from = to;
        }
    }

    fn is_taken_back(&self, link: &Link, document: usize, said: &Said) -> Option<TakenBack> {
        let published = self.held.get(document).and_then(|witness| witness.held.published);
        let is_person = link.kind == SourceKind::Person;
        let voice = Speaking { actor: link.actor, is_person, of: link.affiliation };
        let may_be = (self.supports && link.kind.is_named()).then(|| self.setting.taken_back(&voice, said, published));
        may_be.flatten()
    }

    /// Who a voice of an assertion is: the half of a known name with "and" in it is the whole of it.
    fn resolved(&self, assertion: usize, link: &Link) -> Link {
        let whole = self.setting.whole(assertion).filter(|_| link.is_source);
        whole.map_or(*link, |(actor, name)| Link { actor, name, ..*link })
    }

    /// By whom each document of the side can be meant when another one credits somebody – those that publish or write
    /// it, its title, and the surnames of these – sorted.
    fn meant_by_name(&self) -> Vec<(Actor, usize)> {
        let actors = &self.setting.graph.actors;
        let mut meant: Vec<(Actor, usize)> = Vec::with_capacity(self.held.len() * 4);
        for (index, HeldWitness { held, .. }) in self.held.iter().enumerate() {
            let names = held.voices().iter().chain(&held.authors).copied().chain(held.title.map(|(_, title)| title));
            for name in names {
                meant.extend(std::iter::once(name).chain(actors.surname(name)).map(|name| (name, index)));
            }
        }
        meant.sort_unstable();
        meant.dedup();
        meant
    }

    /// The document of the side that lies where a text links to.
    fn documents_at(&self, link: &Link, by: usize) -> impl Iterator<Item = usize> {
        let is_address = link.kind == SourceKind::Document && self.setting.name(link.name).is_address();
        let by_place = || {
            let of_one = |(index, of): (usize, &HeldWitness<'_>)| Some((of.held.url?, index));
            let mut by_place: Vec<(Symbol, usize)> = self.held.iter().enumerate().filter_map(of_one).collect();
            by_place.sort_unstable();
            by_place
        };
        let by_place: &[(Symbol, usize)] = if is_address { self.by_place.get_or_init(by_place) } else { &[] };
        let name = link.name;
        let of_it = by_place.get(by_place.partition_point(|(place, _)| *place < name)..).unwrap_or_default();
        of_it
            .iter()
            .take_while(move |(place, _)| *place == name)
            .map(|(_, index)| *index)
            .filter(move |index| *index != by)
    }

    /// The witness that a voice is; weak evidence wins where two texts disagree on what it rests on.
    fn add_voice(&mut self, link: &Link, document: usize, basis: Basis, sure: bool) -> usize {
        let body = self.as_body(link, basis);
        let is_work = body.is_some();
        let link = body.as_ref().unwrap_or(link);
        let office = self.setting.office(link);
        // "The transport minister", and nobody says of which country: that names nobody.
        let is_named = link.kind.is_named() && office.is_none_or(|office| !office.is_open());
        let is_paper = || link.affiliation.is_none() && self.setting.name(link.name).is_anybodys();
        let is_named = is_named && !(link.kind == SourceKind::Document && is_paper());
        // "Witness C" may be anybody who is named elsewhere.
        let is_named = is_named && !self.setting.name(link.name).is_cover();
        // A reader that does not know the outlet takes its name for a person's or a firm's.
        let reports = self.setting.is_reporting(link.actor);
        let is_word = matches!(basis, Basis::Statement | Basis::Testimony);
        let basis = if reports && is_word { Basis::Unattributed } else { basis };
        let who = match (is_named, sure) {
            (true, true) => Who::Named(link.actor),
            (true, false) => Who::ReadIn(link.actor, document),
            (false, _) => Who::Unnamed(link.name, document),
        };
        let published = self.held.get(document).and_then(|witness| witness.held.published);
        let place = self.places.get(&who).copied().unwrap_or_else(|| {
            self.add(Witness {
                who,
                basis,
                groups: SmallVec::new(),
                named: is_named && sure,
                modality: Modality::Asserted,
                retracted: false,
            })
        });
        let control = self.setting.control;
        // "China's ambassador" is of China, by whatever name.
        let states = link.actors().filter_map(|actor| Some((self.setting.state_of(actor)?, actor)));
        self.stated.states.extend(states.take(1).map(|(state, actor)| (state, actor, place)));
        let groups = if is_named {
            self.named.push((link.actor, place));
            let beside = self.setting.beside(link, published);
            self.note_worker(link, place, is_work, &beside);
            self.stated.note(&beside, place);
            let called = (link, self.setting.graph.actors.text(link.name));
            self.stated.voice(called, office.or_else(|| self.setting.seat(link)), place, published);
            control.groups(link.actors().chain(beside.surely.iter().copied()), published)
        } else {
            // "The bishop's spokeswoman" has no name, and gains with the bishop.
            let speaks = self.setting.name(link.name).is_owned() || self.setting.state_of(link.actor).is_some();
            let speaks = speaks.then_some(link.actor);
            control.groups(link.affiliation.into_iter().chain(speaks), published)
        };
        let Some(witness) = self.witnesses.get_mut(place) else { return place };
        witness.groups.extend(groups.into_iter().map(Group::Of).chain((!is_named).then_some(own(place))));
        witness.basis = match (witness.basis, basis) {
            (Basis::None, basis) | (basis, Basis::None) => basis,
            (one, other) => one.max(other),
        };
        place
    }

    /// A document that was taken as a whole from another is derived from it, also where the other is not held.
    fn add_reprints(&mut self) {
        let mut found = Vec::new();
        for (index, witness) in self.held.iter().enumerate() {
            let Some((assertion, _)) = witness.assertions.first() else { continue };
            for place in witness.held.taken_from() {
                let before = found.len();
                let others = self.held.iter().enumerate().filter(|(other, _)| *other != index);
                let originals = others.filter(|(_, other)| is_at(other.held, *place));
                found.extend(originals.map(|(original, _)| (index, To::Witness(original), *assertion)));
                if found.len() == before {
                    found.push((index, To::Place(*place), *assertion));
                }
            }
        }
        self.steps.extend(found);
    }
}

/// The held documents that are meant when another document credits a voice: those of the side that it publishes or
/// writes, or that it is the title of. A later one is meant too: the voice is the same, and two that cite each other are
/// a circle.
fn documents_of(link: &Link, by: usize, meant: &[(Actor, usize)]) -> Vec<usize> {
    if !link.kind.is_named() {
        return Vec::new();
    }
    let start = meant.partition_point(|(name, _)| *name < link.actor);
    let of_it = meant.iter().skip(start).take_while(|(name, _)| *name == link.actor);
    of_it.map(|(_, document)| *document).filter(|document| *document != by).collect()
}

/// One witness a document; where a document says it flatly and with a hedge, the flat assertions count.
fn held_witnesses<'s>(
    setting: &'s Setting<'s>,
    members: &[usize],
    kind: ClaimKind,
    supposed: Option<Decision>,
) -> Vec<HeldWitness<'s>> {
    let graph = setting.graph;
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let of = |(order, member): (usize, &usize)| Some((graph.said(*member)?.by, number(order), number(*member)));
    let mut of_version: Vec<(u32, u32, u32)> = gathered(members.len(), members.iter().enumerate().filter_map(of));
    of_version.sort_unstable();
    let by_version = of_version.chunk_by(|(a, ..), (b, ..)| a == b);
    let named = by_version.filter_map(|of_one| {
        let number = of_one.first()?.0 as usize;
        let held = graph.held(number)?;
        Some((graph.actors.text(held.name), held, number, of_one))
    });
    let all = gathered(of_version.len(), named);
    let mut by_name: Vec<(u128, u32)> = all.iter().map(|(name, ..)| begins(name)).zip(0..).collect();
    let name = |place: u32| all.get(place as usize).map(|(name, held, ..)| (*name, held.version));
    by_name.sort_unstable_by(|(a, i), (b, j)| a.cmp(b).then_with(|| name(*i).cmp(&name(*j))));
    let mut witnesses: Vec<HeldWitness<'s>> = Vec::with_capacity(by_name.len());
    for (_, held, number, of_one) in by_name.iter().filter_map(|(_, place)| all.get(*place as usize)) {
        let (held, number) = (*held, *number);
        let mut assertions: SmallVec<[(usize, &Said); 2]> =
            of_one.iter().filter_map(|(.., number)| Some((*number as usize, graph.said(*number as usize)?))).collect();
        // Where a document says so at another place too, what was misread there leaves nothing behind.
        if assertions.iter().any(|(_, a)| !setting.is_rejected(a, supposed)) {
            assertions.retain(|(_, a)| !setting.is_rejected(a, supposed));
        }
        if assertions.iter().any(|(_, a)| flat(a.modality, kind)) {
            assertions.retain(|(_, a)| flat(a.modality, kind));
        }
        witnesses.push(HeldWitness { number, held, label: Cow::Borrowed(graph.actors.text(held.label)), assertions });
    }
    let mut labels: Vec<Symbol> = witnesses.iter().map(|witness| witness.held.label).collect();
    labels.sort_unstable();
    let is_twice = |witness: &HeldWitness<'s>| {
        let start = labels.partition_point(|label| *label < witness.held.label);
        labels.get(start + 1) == Some(&witness.held.label)
    };
    let mut seen: FxHashMap<Symbol, usize> = FxHashMap::default();
    for witness in witnesses.iter_mut().filter(|witness| is_twice(witness)) {
        let count = seen.entry(witness.held.label).or_default();
        *count += 1;
        if *count > 1 {
            witness.label = Cow::Owned(format!("{} ({count})", witness.label));
        }
    }
    witnesses
}

/// Whether a modality asserts flatly; a forecast does, of a claim that is one.
fn flat(modality: Modality, kind: ClaimKind) -> bool {
    match modality {
        Modality::Asserted => true,
        Modality::Predicted => kind == ClaimKind::Prediction,
        Modality::Hedged | Modality::Rumoured | Modality::Hypothetical => false,
    }
}

fn strongest(assertions: &[(usize, &Said)], kind: ClaimKind) -> Modality {
    if assertions.iter().any(|(_, a)| flat(a.modality, kind)) {
        Modality::Asserted
    } else {
        assertions.first().map_or(Modality::Asserted, |(_, a)| a.modality)
    }
}

/// Whether a document is the one at a URL or under a title.
fn is_at(held: &Held, place: Symbol) -> bool {
    held.url == Some(place) || held.title.is_some_and(|(title, _)| title == place) || held.name == place
}
