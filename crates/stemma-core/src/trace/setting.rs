//! What is the same for all claims of a state: who controls whom, what was withdrawn, what is shared unsaid.

use std::collections::HashMap;

use rustc_hash::FxHashSet;

use super::dependence::Dependent;
use super::groups::Controllers;
use super::witness::Library;
use crate::copying::SharedPassage;
use crate::enumerations::Genre;
use crate::graph::{Actor, Graph, Held, Said, Sentence, Symbol};
use crate::policy::Policy;
use crate::state::{Retracted, State};

/// What claims are traced in.
pub(super) struct Setting<'s> {
    pub(super) graph: &'s Graph,
    state: &'s State,
    pub(super) control: Controllers<'s>,
    /// Publishers of articles: what they report they have from somewhere.
    reporting: FxHashSet<Actor>,
    /// Assertions whose source is half of a name with "and" in it, and whom the whole name means.
    wholes: HashMap<usize, (Actor, Symbol)>,
    /// The words of the actors' names, by their numbers.
    words: Vec<Box<[Symbol]>>,
    pub(super) dependent: Dependent,
    pub(super) library: Library,
}

impl<'s> Setting<'s> {
    /// `state` says what people recorded; its versions are those of `graph`, and are not looked at.
    pub(super) fn new(graph: &'s Graph, state: &'s State, dependent: Dependent, policy: Policy) -> Self {
        let is_article = |held: &&Held| matches!(held.genre, None | Some(Genre::Article | Genre::Dossier));
        Self {
            graph,
            state,
            control: Controllers::new(graph, &state.controls, policy).with_judged(graph, &state.actor_judgements),
            reporting: graph.all_held().iter().filter(is_article).filter_map(|held| held.publisher).collect(),
            wholes: graph.wholes(),
            words: graph.words_of_actors(),
            dependent,
            library: Library::new(graph),
        }
    }

    /// Whether the actor publishes articles that are held.
    pub(super) fn is_reporting(&self, actor: Actor) -> bool {
        self.reporting.contains(&actor)
    }

    /// Of an assertion whose source is half of a name, whom the whole means.
    pub(super) fn whole(&self, assertion: usize) -> Option<(Actor, Symbol)> {
        self.wholes.get(&assertion).copied()
    }

    /// Whether an assertion is withdrawn, by itself or with its document.
    pub(super) fn is_withdrawn(&self, held: &Held, said: &Said) -> bool {
        let retractions = &self.state.retractions;
        held.retracted
            || (!retractions.is_empty()
                && (retractions.contains_key(&Retracted::Document(held.document))
                    || retractions.contains_key(&Retracted::Assertion(said.id))))
    }

    /// Passages that current versions share, in order.
    pub(super) fn passages(&self) -> &'s [SharedPassage] {
        &self.state.passages
    }

    /// Whether the words of an actor's name stand in a sentence next to each other.
    pub(super) fn names_in(&self, actor: Actor, sentence: Sentence<'_>) -> bool {
        self.words.get(actor.index()).is_some_and(|words| sentence.names(words))
    }

    /// How an actor is called.
    pub(super) fn display(&self, actor: Actor) -> &'s str {
        self.graph.actors.display(actor)
    }
}
