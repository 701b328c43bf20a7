//! The resident graph: of all that is held what tracing asks for, in numbers.
//!
//! Texts stay outside. A million assertions take a few hundred megabytes, and a version that comes later is added to
//! what is there.

mod actor_set;
mod actors;
mod alike;
mod by_id;
mod called;
mod glance;
mod likeness;
mod roles;
mod sentences;
mod suppliers;
mod symbols;
mod told;
mod withdrawals;

use std::collections::HashMap;
use std::ops::Range;

use crate::date::PartialDate;
use crate::document::{Document, Version};
use crate::enumerations::{Basis, Genre, Modality, SourceKind, Stance};
use crate::id::Id;
use crate::name::ActorKey;
use crate::role::RoleStatement;
use crate::span::Span;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::{NOBODY, Statement, Voice};

pub(crate) use actor_set::ActorSet;
pub(crate) use actors::{Actor, Actors};
pub(crate) use by_id::ById;
use called::{label, parties, site_of};
pub(crate) use glance::{Glance, Hint};
pub(crate) use roles::{LEVELS, Roles};
pub(crate) use sentences::{Sentence, SentenceNumber, Sentences, shared};
use suppliers::stated_suppliers;
pub(crate) use symbols::Symbol;
pub(crate) use told::Told;
use withdrawals::Withdrawn;
pub(crate) use withdrawals::{Speaking, TakenBack, Withdrawals};

/// Everything that is held, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub(crate) actors: Actors,
    pub(crate) sentences: Sentences,
    pub(crate) roles: Roles,
    pub(crate) withdrawals: Withdrawals,
    versions: Vec<Held>,
    assertions: Vec<Said>,
    links: Vec<Link>,
    due: HashMap<usize, PartialDate>,
    /// Assertions by which papers deny what they had in an earlier report, by its day.
    corrections: HashMap<usize, PartialDate>,
    /// Sources that may be one.
    halves: Vec<Halves>,
    /// Publishers whose name has an "and" in it.
    joint: HashMap<Actor, Symbol>,
    /// The words of the actors' names, one after the other, and where those of each end, by their numbers.
    words: Vec<Symbol>,
    word_ends: Vec<u32>,
}

/// A version.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) version: Id<Version>,
    pub(crate) document: Id<Document>,
    /// The path or URL, and what it is called in a lineage.
    pub(crate) name: Symbol,
    pub(crate) label: Symbol,
    pub(crate) url: Option<Symbol>,
    pub(crate) title: Option<(Symbol, Actor)>,
    pub(crate) publisher: Option<Actor>,
    /// Whether its publisher is only known by the address of its site, which says not who that is.
    pub(crate) by_address: bool,
    pub(crate) authors: Box<[Actor]>,
    pub(crate) published: Option<PartialDate>,
    pub(crate) genre: Option<Genre>,
    /// Whether its own metadata say that it is withdrawn.
    pub(crate) retracted: bool,
    pub(crate) superseded: bool,
    /// What few versions have.
    pub(crate) more: Option<Box<More>>,
    assertions: (u32, u32),
}

/// What few versions have.
#[derive(Clone, Debug, Default)]
pub(crate) struct More {
    /// Documents from which the whole was taken.
    pub(crate) taken_from: Box<[Symbol]>,
    /// Who supplied or paid for what was tested, and the words of the title that name it; no words, when it has no title.
    pub(crate) supplied_by: Box<[Actor]>,
    pub(crate) tested: Option<Box<[Symbol]>>,
    /// The parties to the case that it is about.
    pub(crate) parties: Box<[Actor]>,
    /// Whose figures it shows.
    pub(crate) data_from: Box<[Actor]>,
}

impl Held {
    /// The actors whose voice it is: its publisher, or else its authors.
    pub(crate) fn voices(&self) -> &[Actor] {
        self.publisher.as_ref().map_or(&self.authors, std::slice::from_ref)
    }

    pub(crate) fn assertions(&self) -> Range<usize> {
        self.assertions.0 as usize..self.assertions.1 as usize
    }

    pub(crate) fn taken_from(&self) -> &[Symbol] {
        self.more.as_ref().map_or(&[], |more| &more.taken_from)
    }

    pub(crate) fn data_from(&self) -> &[Actor] {
        self.more.as_ref().map_or(&[], |more| &more.data_from)
    }

    pub(crate) fn supplied_by(&self) -> &[Actor] {
        self.more.as_ref().map_or(&[], |more| &more.supplied_by)
    }
}

/// An assertion.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) id: Id<Assertion>,
    pub(crate) by: u32,
    pub(crate) sentence: SentenceNumber,
    links: (u32, u16),
    hull: (u32, u32),
    pub(crate) stance: Stance,
    pub(crate) modality: Modality,
    pub(crate) basis: Basis,
    /// Whether a closed rule or a person read it, so that it may raise a number.
    pub(crate) sure: bool,
    pub(crate) against_interest: bool,
    /// Whether it is credited by a mark of citation.
    pub(crate) is_mark: bool,
}

impl Said {
    pub(crate) const fn held(&self) -> usize {
        self.by as usize
    }

    pub(crate) const fn hull(&self) -> Span {
        Span::new(self.hull.0 as usize, self.hull.1 as usize)
    }

    /// Whether the document itself is an origin of what it says here.
    pub(crate) const fn is_own_evidence(&self) -> bool {
        self.links.1 == 1 && self.basis.makes_an_origin()
    }

    /// Whether it credits nobody but the document.
    pub(crate) const fn is_own_voice(&self) -> bool {
        self.links.1 == 1
    }
}

/// One link of a chain.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    /// The name as it stands, and whom it means.
    pub(crate) name: Symbol,
    pub(crate) actor: Actor,
    pub(crate) affiliation: Option<Actor>,
    pub(crate) kind: SourceKind,
    /// Where a chain ends in nobody.
    pub(crate) is_nobody: bool,
    /// Whether it is the immediate source.
    pub(crate) is_source: bool,
}

impl Link {
    /// A voice and the organisation it speaks from.
    pub(crate) fn actors(&self) -> impl Iterator<Item = Actor> + use<> {
        std::iter::once(self.actor).chain(self.affiliation)
    }
}

/// Two assertions whose sources stand on both sides of an "and", and whom the two together would be.
#[derive(Clone, Copy, Debug)]
struct Halves {
    of: [usize; 2],
    whole: Actor,
}

impl Graph {
    /// The graph of a state.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let mut graph = Self::default();
        state.versions.values().for_each(|held| graph.add(held));
        graph.call(state);
        graph
    }

    /// Counts the names that people recorded among the spellings.
    pub fn call(&mut self, state: &State) {
        let controls = state.controls.iter().flat_map(|control| [&control.actor, &control.controller]);
        let judged = state.actor_judgements.iter().flat_map(|judgement| [&judgement.a, &judgement.b]);
        let judged = judged.chain(state.identified.iter().map(|identified| &identified.actor));
        for name in controls.chain(state.interests.iter().map(|interest| &interest.actor)).chain(judged) {
            self.actors.called(name);
        }
        for interest in &state.interests {
            self.sentences.stems(&interest.claim);
        }
        self.add_words();
    }

    /// Adds a version that is not there yet.
    pub fn add(&mut self, held: &HeldVersion) {
        let number = u32::try_from(self.versions.len()).unwrap_or(u32::MAX);
        let first = self.assertions.len();
        for assertion in &held.assertions {
            self.add_assertion(number, assertion);
        }
        self.add_halves(held, first);
        held.aliases.iter().for_each(|alias| self.actors.state_alias(alias));
        held.roles.iter().zip(0..).for_each(|(role, number)| self.state_role(role, (held.version.id, number)));
        self.state_withdrawals(held);
        let version = self.version(held, (as_u32(first), as_u32(self.assertions.len())));
        self.versions.push(version);
        self.add_words();
    }

    pub(crate) fn take_renamed(&mut self) -> Vec<Actor> {
        self.actors.take_renamed()
    }

    /// A later version has taken the place of this one.
    pub(crate) fn supersede(&mut self, number: usize) {
        self.versions.get_mut(number).into_iter().for_each(|held| held.superseded = true);
    }

    fn state_role(&mut self, stated: &RoleStatement, place: (Id<Version>, u32)) {
        let touched = self.roles.state(stated, place, &mut self.actors);
        touched.into_iter().for_each(|actor| self.actors.note_renamed(actor));
    }

    fn state_withdrawals(&mut self, held: &HeldVersion) {
        for (stated, number) in held.withdrawals.iter().zip(0..) {
            if let Some(day) = stated.corrects() {
                self.state_correction(held, stated.quote.span, day);
                continue;
            }
            let by = self.actors.of(&stated.name);
            let name = self.sentences.stems(&stated.name);
            let title = held.document.metadata.title.as_deref().unwrap_or_default();
            let stems = self.sentences.stems(&format!("{title} {}", stated.quote.text));
            let stems = stems.iter().filter(|stem| !name.contains(stem)).copied().collect();
            let (published, place) = (held.document.metadata.published, (held.version.id, number));
            self.withdrawals.state(Withdrawn { by, stems, published, place }, &self.actors);
            for actor in std::iter::once(by).chain(self.roles.of_one_surname(by, &self.actors)) {
                self.actors.note_renamed(actor);
            }
        }
    }

    /// What a paper denies in these words, which correct its report of this day.
    fn state_correction(&mut self, held: &HeldVersion, words: Span, day: PartialDate) {
        let first = self.assertions.len() - held.assertions.len();
        let is_denied = |said: &Assertion| {
            let Statement { stance, chain, .. } = &said.statement;
            *stance == Stance::Denies && chain.len() == 1 && words.contains(said.statement.hull())
        };
        let denied = (first..).zip(&held.assertions).filter(|(_, said)| is_denied(said));
        self.corrections.extend(denied.map(|(number, _)| (number, day)));
    }

    /// The day of the report that an assertion corrects, which its own paper had published.
    pub(crate) fn corrects(&self, number: usize) -> Option<PartialDate> {
        if self.corrections.is_empty() { None } else { self.corrections.get(&number).copied() }
    }

    fn version(&mut self, held: &HeldVersion, assertions: (u32, u32)) -> Held {
        let metadata = &held.document.metadata;
        let site = || metadata.url.as_deref().filter(|_| metadata.genre != Some(Genre::Post)).and_then(site_of);
        let publisher = metadata.publisher.clone().or_else(site).map(|name| self.actors.called(&name));
        if let Some((name, actor)) = publisher.filter(|(name, _)| self.actors.text(*name).contains(" and ")) {
            self.joint.insert(actor, name);
        }
        let document = &held.document;
        Held {
            version: held.version.id,
            document: document.id,
            name: self.actors.name(&document.name),
            label: self.actors.name(label(document)),
            url: metadata.url.as_deref().map(|url| self.actors.name(url)),
            title: metadata.title.as_deref().map(|title| (self.actors.name(title), self.actors.of(title))),
            by_address: metadata.publisher.is_none() && publisher.is_some(),
            publisher: publisher.map(|(_, actor)| actor),
            authors: metadata.authors.iter().map(|author| self.actors.called(author).1).collect(),
            published: metadata.published,
            genre: metadata.genre,
            retracted: metadata.retracted.is_some(),
            superseded: held.superseded,
            more: self.more(held),
            assertions,
        }
    }

    fn more(&mut self, held: &HeldVersion) -> Option<Box<More>> {
        let (document, metadata) = (&held.document, &held.document.metadata);
        let mut suppliers = metadata.supplied_by.clone();
        suppliers.extend(stated_suppliers(held));
        let parties = parties(document).into_iter().map(|name| self.actors.of(name)).collect::<Vec<_>>();
        let is_alone = metadata.taken_from.is_empty() && metadata.data_from.is_empty();
        if is_alone && suppliers.is_empty() && parties.is_empty() {
            return None;
        }
        let own = self.sentences.stems(metadata.publisher.as_deref().unwrap_or_default());
        let title = metadata.title.as_deref().map(|title| self.sentences.stems(title));
        let tested: Option<Box<[Symbol]>> =
            title.map(|title| title.iter().filter(|stem| !own.contains(stem)).copied().collect());
        // A title that nothing of its evidence speaks of names not what was tested.
        let is_own = |assertion: &&Assertion| assertion.statement.chain.len() == 1;
        let evidence = held.assertions.iter().filter(is_own).filter(|own| own.statement.basis.makes_an_origin());
        let mut told = evidence.map(|own| self.sentences.stems(&own.statement.sentence));
        let tested = tested.filter(|tested| told.any(|sentence| sentences::shared(tested, &sentence) > 0));
        Some(Box::new(More {
            taken_from: metadata.taken_from.iter().map(|place| self.actors.name(place)).collect(),
            supplied_by: suppliers.iter().map(|name| self.actors.called(name).1).collect(),
            tested,
            parties: parties.into(),
            data_from: metadata.data_from.iter().map(|name| self.actors.called(name).1).collect(),
        }))
    }

    fn add_assertion(&mut self, by: u32, assertion: &Assertion) {
        let statement = &assertion.statement;
        let first = as_u32(self.links.len());
        for voice in &statement.chain {
            let link = self.link(voice, statement);
            if self.roles.hear(&link, &self.actors) {
                self.actors.note_renamed(link.actor);
            }
            self.links.push(link);
        }
        let hull = statement.hull();
        self.due.extend(statement.due.map(|due| (self.assertions.len(), due)));
        self.assertions.push(Said {
            id: assertion.id,
            by,
            sentence: self.sentences.number(&statement.sentence),
            links: (first, u16::try_from(statement.chain.len()).unwrap_or(u16::MAX)),
            hull: (as_u32(hull.start), as_u32(hull.end)),
            stance: statement.stance,
            modality: statement.modality,
            basis: statement.basis,
            sure: statement.tier.may_raise(),
            against_interest: statement.against_interest,
            is_mark: statement.cue.as_ref().is_some_and(|cue| cue.text.starts_with('[')),
        });
    }

    fn link(&mut self, voice: &Voice, statement: &Statement) -> Link {
        let (name, actor) = self.actors.called(&voice.name);
        Link {
            name,
            actor,
            affiliation: voice.affiliation.as_deref().map(|name| self.actors.called(name).1),
            kind: voice.kind,
            is_nobody: voice.name == NOBODY,
            is_source: statement.source.as_ref().is_some_and(|source| source.name == voice.name),
        }
    }

    /// Reading takes "Spade and Brush said" for two speakers; it is noted where that might be one name.
    fn add_halves(&mut self, held: &HeldVersion, first: usize) {
        let named = || {
            let sources = held.assertions.iter().zip(first..);
            sources.filter_map(|(assertion, number)| Some((number, &assertion.statement.source.as_ref()?.quote)))
        };
        let mut starting: HashMap<usize, Vec<_>> = HashMap::new();
        named().for_each(|(number, quote)| starting.entry(quote.span.start).or_default().push((number, quote)));
        for (a, one) in named() {
            for (b, other) in starting.get(&(one.span.end + " and ".len())).into_iter().flatten() {
                let whole = self.actors.of(&format!("{} and {}", one.text, other.text));
                self.halves.push(Halves { of: [a, *b], whole });
            }
        }
    }

    /// For assertions whose source is half of a publisher's name with "and" in it, the publisher.
    pub(crate) fn wholes(&self) -> HashMap<usize, (Actor, Symbol)> {
        let known = self.halves.iter().filter_map(|halves| Some((halves, *self.joint.get(&halves.whole)?)));
        known.flat_map(|(halves, name)| halves.of.map(|number| (number, (halves.whole, name)))).collect()
    }

    /// The words of an actor's name.
    pub(crate) fn words_of(&self, actor: Actor) -> &[Symbol] {
        let index = actor.index();
        let start = index.checked_sub(1).map_or(Some(&0), |before| self.word_ends.get(before));
        let bounds = start.zip(self.word_ends.get(index));
        bounds.and_then(|(start, end)| self.words.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// Keeps the words of the names that are new.
    fn add_words(&mut self) {
        for index in self.word_ends.len()..self.actors.len() {
            self.words.extend(self.sentences.words(self.actors.key_at(index)));
            self.word_ends.push(as_u32(self.words.len()));
        }
    }

    pub(crate) fn held(&self, number: usize) -> Option<&Held> {
        self.versions.get(number)
    }

    pub(crate) fn all_held(&self) -> &[Held] {
        &self.versions
    }

    pub(crate) fn said(&self, number: usize) -> Option<&Said> {
        self.assertions.get(number)
    }

    /// An assertion and the version that makes it.
    pub(crate) fn member(&self, number: usize) -> Option<(&Held, &Said)> {
        let said = self.assertions.get(number)?;
        Some((self.versions.get(said.held())?, said))
    }

    /// The chain of an assertion: the document's own voice first.
    pub(crate) fn chain(&self, said: &Said) -> &[Link] {
        let first = said.links.0 as usize;
        self.links.get(first..first + usize::from(said.links.1)).unwrap_or_default()
    }

    /// All links of chains but so many of the first, in the order in which they came.
    pub(crate) fn links_from(&self, first: usize) -> &[Link] {
        self.links.get(first..).unwrap_or_default()
    }

    pub(crate) fn due(&self, number: usize) -> Option<PartialDate> {
        self.due.get(&number).copied()
    }

    /// The numbers of the assertions, to be looked up by their ids.
    pub(crate) fn by_id(&self) -> ById<'_> {
        ById::new(&self.assertions)
    }

    /// Whether anything that is held names the actor.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.actors.find(&ActorKey::of(name)).is_some_and(|actor| self.actors.is_called(actor))
    }
}

fn as_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
