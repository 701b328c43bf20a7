//! What is the same for all claims of a state: who controls whom, what was withdrawn, what is shared unsaid.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Grouped;
use super::dependence::Dependent;
use super::groups::Controllers;
use super::interest::{Recorded, with_stated};
use super::voices::{OfName, Voices};
use super::witness::Library;
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::document::Version;
use crate::enumerations::Genre;
use crate::graph::{Actor, ActorSet, Graph, Held, Said, Sentence, Speaking, Symbol, TakenBack};
use crate::id::Id;
use crate::policy::Policy;
use crate::state::{ActorJudgement, Assertion, HeldVersion, Retracted, Retractions, Reviewed, State};

/// A decision that is supposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    /// On what.
    pub(crate) what: Reviewed,
    /// Whether it is so.
    pub(crate) confirmed: bool,
}

impl Decision {
    const fn attribution(assertion: Id<Assertion>, confirmed: bool) -> Self {
        Self { what: Reviewed::Attribution(assertion), confirmed }
    }
}

/// What tracing asks of all that is held together: prepared once, and kept in step with a graph that grows.
#[derive(Clone, Debug)]
pub struct Ground {
    pub(super) control: Controllers,
    pub(super) recorded: Recorded,
    /// Publishers of articles: what they report they have from somewhere.
    reporting: ActorSet,
    /// Assertions whose source is half of a name with "and" in it, and whom the whole name means.
    wholes: HashMap<usize, (Actor, Symbol)>,
    pub(crate) dependent: Dependent,
    pub(super) library: Library,
    voices: Voices,
    pub(crate) claims: Vec<Grouped>,
}

impl Ground {
    /// The ground of a graph, without claims; `policy` says which owners make one voice of two. `state` says what people
    /// recorded; its versions are those of `graph`, and are not looked at.
    pub(crate) fn without_claims(graph: &Graph, state: &State, policy: Policy) -> Self {
        Self {
            control: Controllers::of(graph, state, policy, None),
            recorded: Recorded::new(graph, &state.interests),
            reporting: graph
                .all_held()
                .iter()
                .filter(|held| is_article(held))
                .filter_map(|held| held.publisher)
                .collect(),
            wholes: graph.wholes(),
            dependent: Dependent::default(),
            library: Library::new(graph),
            voices: Voices::new(graph),
            claims: Vec::new(),
        }
    }

    /// Takes in the version that was added to `graph` last; gives the actors that report since then and did not before,
    /// and the assertions of others whose source is somebody else since then.
    pub(crate) fn add(&mut self, graph: &Graph) -> (Option<Actor>, Vec<usize>) {
        let Some((number, held)) = graph.all_held().iter().enumerate().next_back() else { return (None, Vec::new()) };
        self.library.add(number, held);
        self.voices.add(graph);
        let wholes = graph.wholes();
        let other: Vec<usize> =
            wholes.iter().filter(|(of, whole)| self.wholes.get(of) != Some(whole)).map(|(of, _)| *of).collect();
        self.wholes = wholes;
        let new = held.publisher.filter(|publisher| is_article(held) && self.reporting.insert(*publisher));
        (new, other)
    }

    /// The same ground, where `state` says who controls whom.
    pub(crate) fn controlled(&self, graph: &Graph, state: &State, policy: Policy) -> Self {
        Self { control: Controllers::of(graph, state, policy, None), ..self.clone() }
    }

    /// Whether somebody recorded an interest of the actor.
    pub(crate) fn has_recorded(&self, actor: Actor) -> bool {
        self.recorded.has(actor)
    }

    /// The actor, whoever controls or is controlled by it at any time, and whoever texts state to be one of these.
    pub(crate) fn connected(&self, graph: &Graph, actor: Actor) -> impl IntoIterator<Item = Actor> + use<> {
        with_stated(graph, &self.control, &[actor])
    }

    /// A later version has taken the place of this one.
    pub(crate) fn supersede(&mut self, number: usize) {
        self.library.remove(number);
    }
}

fn is_article(held: &Held) -> bool {
    matches!(held.genre, None | Some(Genre::Article | Genre::Dossier))
}

/// What claims are traced in.
#[derive(Clone, Copy)]
pub(super) struct Setting<'s> {
    pub(super) graph: &'s Graph,
    state: &'s State,
    retractions: &'s Retractions,
    pub(super) ground: &'s Ground,
    /// Who is one voice with whom: as it is on the ground, or as it is supposed.
    pub(super) control: &'s Controllers,
}

impl<'s> Setting<'s> {
    /// What is withdrawn is said apart from all else that people recorded: it may be supposed.
    pub(super) const fn new(
        graph: &'s Graph,
        state: &'s State,
        retractions: &'s Retractions,
        ground: &'s Ground,
    ) -> Self {
        Self { graph, state, retractions, ground, control: &ground.control }
    }

    /// The same, if this were who is one voice with whom.
    pub(super) const fn controlled(self, control: &'s Controllers) -> Self {
        Self { control, ..self }
    }

    /// Who is one voice with whom, if a person judged so, too.
    pub(super) fn judging(&self, policy: Policy, judged: &ActorJudgement) -> Controllers {
        Controllers::of(self.graph, self.state, policy, Some(judged))
    }

    pub(super) fn version(&self, version: Id<Version>) -> Option<&'s HeldVersion> {
        self.state.versions.get(&version)
    }

    /// Passages that current versions share, in order.
    pub(super) fn passages(&self) -> &'s [SharedPassage] {
        &self.state.passages
    }

    /// Whether the actor publishes articles that are held.
    pub(super) fn is_reporting(&self, actor: Actor) -> bool {
        self.ground.reporting.has(actor)
    }

    /// Of an assertion whose source is half of a name, whom the whole means.
    pub(super) fn whole(&self, assertion: usize) -> Option<(Actor, Symbol)> {
        self.ground.wholes.get(&assertion).copied()
    }

    /// Whether an assertion is withdrawn, by itself or with its document.
    pub(super) fn is_withdrawn(&self, held: &Held, said: &Said) -> bool {
        held.retracted
            || (!self.retractions.is_empty()
                && (self.retractions.contains_key(&Retracted::Document(held.document))
                    || self.retractions.contains_key(&Retracted::Assertion(said.id))))
    }

    /// Where a text states that somebody took back what an assertion says, or may have.
    pub(super) fn taken_back(&self, voice: &Speaking, said: &Said, day: Option<PartialDate>) -> Option<TakenBack> {
        let sentence = self.graph.sentences.get(said.sentence);
        self.graph.withdrawals.find(voice, sentence, day, &self.graph.actors)
    }

    /// Whether an assertion may raise a number, as it is or as it is supposed.
    pub(super) fn is_sure(said: &Said, supposed: Option<Decision>) -> bool {
        said.sure || supposed == Some(Decision::attribution(said.id, true))
    }

    /// Whether a person found that an assertion was not read right, or it is supposed.
    pub(super) fn is_rejected(&self, said: &Said, supposed: Option<Decision>) -> bool {
        supposed == Some(Decision::attribution(said.id, false)) || self.state.is_rejected(said.id)
    }

    /// Whether a person decided anything on what was read or suspected, or is supposed to.
    pub(super) fn decides_any(&self, supposed: Option<Decision>) -> bool {
        supposed.is_some() || !self.state.reviews.is_empty()
    }

    /// What a person decided, or is supposed to decide, on whether one of two assertions was copied.
    pub(super) fn is_copied(&self, (a, b): (Id<Assertion>, Id<Assertion>), supposed: Option<Decision>) -> Option<bool> {
        if !self.decides_any(supposed) {
            return None;
        }
        let what = Reviewed::copy(a, b);
        let known = || self.state.reviews.get(&what).map(|review| review.confirmed);
        supposed.filter(|decision| decision.what == what).map(|decision| decision.confirmed).or_else(known)
    }

    /// Whether the words of an actor's name stand in a sentence next to each other.
    pub(super) fn names_in(&self, actor: Actor, sentence: Sentence<'_>) -> bool {
        sentence.names(self.graph.words_of(actor))
    }

    /// What a name says of the voice that is called so.
    pub(super) fn name(&self, name: Symbol) -> OfName {
        self.ground.voices.name(self.graph, name)
    }

    /// For whom a voice speaks that is called by what it is: a word in small letters.
    pub(super) fn owner(&self, name: Symbol) -> Option<Cow<'s, str>> {
        self.ground.voices.owner(self.graph, name)
    }

    /// The state that an actor is, or is an organ of.
    pub(super) fn state_of(&self, actor: Actor) -> Option<usize> {
        self.ground.voices.state(self.graph, actor)
    }

    /// Whether an actor is a firm, as far as its name says nothing else.
    pub(super) fn is_firm(&self, actor: Actor) -> bool {
        self.ground.voices.is_firm(self.graph, actor)
    }

    /// Whether an actor is a record: "the log of the pilot station".
    pub(super) fn is_record(&self, actor: Actor) -> bool {
        self.ground.voices.is_record(self.graph, actor)
    }

    /// How an actor is called.
    pub(super) fn display(&self, actor: Actor) -> &'s str {
        self.graph.actors.display(actor)
    }
}
