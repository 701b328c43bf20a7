//! Whom documents and records name: one number an actor, however the name is spelt.

use std::collections::HashMap;
use std::num::NonZeroU32;

use smallvec::SmallVec;

use super::alike::Alike;
use super::glance::Glance;
use super::likeness::Likeness;
use super::symbols::{Symbol, Symbols};
use crate::alias::AliasStatement;
use crate::name::ActorKey;

/// The number of an actor, from one: so that having none takes no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Actor(NonZeroU32);

impl Actor {
    fn at(index: usize) -> Self {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    pub(crate) const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The actors, and how they are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    names: Symbols,
    /// The actor that each name means.
    meant: Vec<Option<Actor>>,
    keys: Symbols,
    /// By the numbers of the actors, each apart: whoever asks many for one of these finds them close together. The most
    /// frequent spelling, and how often it stands; the first by alphabet of several.
    called: Vec<Option<(Symbol, u32)>>,
    /// Whoever is called by the last word of a name alone.
    surnames: Vec<Option<Actor>>,
    likenesses: Vec<Likeness>,
    glances: Vec<Glance>,
    alike: Alike,
    spellings: HashMap<(Actor, Symbol), u32>,
    /// Whom texts state to be one with whom, in both directions.
    stated: HashMap<Actor, SmallVec<[Actor; 2]>>,
    /// Actors that are called otherwise than when it was last asked, or of whom another name is stated since.
    renamed: Vec<Actor>,
}

impl Actors {
    /// The number that a name is kept under.
    pub(crate) fn name(&mut self, name: &str) -> Symbol {
        let symbol = self.names.number(name);
        if self.meant.len() < self.names.len() {
            self.meant.resize(self.names.len(), None);
        }
        symbol
    }

    pub(crate) fn text(&self, name: Symbol) -> &str {
        self.names.text(name)
    }

    /// Whom a name means.
    pub(crate) fn meant(&mut self, name: Symbol) -> Actor {
        if let Some(actor) = self.meant.get(name.index()).copied().flatten() {
            return actor;
        }
        let actor = self.keyed(ActorKey::of(self.names.text(name)));
        if let Some(meant) = self.meant.get_mut(name.index()) {
            *meant = Some(actor);
        }
        actor
    }

    /// Whom `name` means, without counting it among the spellings.
    pub(crate) fn of(&mut self, name: &str) -> Actor {
        self.keyed(ActorKey::of(name))
    }

    /// Who has this key.
    pub(crate) fn find(&self, key: &ActorKey) -> Option<Actor> {
        self.by_key(key.as_str())
    }

    /// Who has this key.
    pub(crate) fn by_key(&self, key: &str) -> Option<Actor> {
        self.keys.find(key).map(|symbol| Actor::at(symbol.index()))
    }

    fn keyed(&mut self, key: ActorKey) -> Actor {
        if let Some(actor) = self.find(&key) {
            return actor;
        }
        let surname = key.surname().map(|surname| self.keyed(surname));
        let actor = Actor::at(self.keys.number(key.as_str()).index());
        self.called.push(None);
        self.surnames.push(surname);
        let likeness = Likeness::of(key.as_str());
        self.glances.push(likeness.glance());
        self.likenesses.push(likeness);
        actor
    }

    /// Counts a spelling of whoever it means.
    pub(crate) fn called(&mut self, name: &str) -> (Symbol, Actor) {
        let symbol = self.name(name);
        let actor = self.meant(symbol);
        let count = self.spellings.entry((actor, symbol)).or_default();
        *count += 1;
        let count = *count;
        let Some(called) = self.called.get_mut(actor.index()) else { return (symbol, actor) };
        let is_better = called.is_none_or(|(best, most)| {
            count > most || (count == most && self.names.text(symbol) < self.names.text(best))
        });
        if is_better {
            if called.is_none_or(|(best, _)| best != symbol) {
                self.renamed.push(actor);
            }
            *called = Some((symbol, count));
        }
        (symbol, actor)
    }

    /// Takes in that a text states another name of somebody.
    pub(crate) fn state_alias(&mut self, stated: &AliasStatement) {
        let (a, b) = (self.of(&stated.name), self.of(&stated.alias));
        if a == b || self.is_stated(a, b) {
            return;
        }
        for (one, other) in [(a, b), (b, a)] {
            self.stated.entry(one).or_default().push(other);
            self.renamed.push(one);
        }
    }

    /// Whoever texts state to be one with this actor.
    pub(crate) fn stated(&self, actor: Actor) -> &[Actor] {
        self.stated.get(&actor).map(SmallVec::as_slice).unwrap_or_default()
    }

    fn is_stated(&self, a: Actor, b: Actor) -> bool {
        !self.stated.is_empty() && self.stated(a).contains(&b)
    }

    /// Something else is known of an actor since it was last asked.
    pub(super) fn note_renamed(&mut self, actor: Actor) {
        self.renamed.push(actor);
    }

    /// The actors that are called otherwise than when this was last asked, or of whom another name is stated since.
    pub(crate) fn take_renamed(&mut self) -> Vec<Actor> {
        std::mem::take(&mut self.renamed)
    }

    fn spelling(&self, actor: Actor) -> Option<(Symbol, u32)> {
        self.called.get(actor.index()).copied().flatten()
    }

    /// How an actor is called.
    pub(crate) fn display(&self, actor: Actor) -> &str {
        self.spelling(actor).map_or_else(|| self.key(actor), |(name, _)| self.names.text(name))
    }

    /// Whether anybody calls the actor by a name.
    pub(crate) fn is_called(&self, actor: Actor) -> bool {
        self.spelling(actor).is_some()
    }

    /// What the spellings of an actor's name have in common.
    pub(crate) fn key(&self, actor: Actor) -> &str {
        self.keys.text(Symbol::at(actor.index()))
    }

    /// Whoever is called by the last word of this actor's name alone.
    pub(crate) fn surname(&self, actor: Actor) -> Option<Actor> {
        self.surnames.get(actor.index()).copied().flatten()
    }

    /// Whether two different actors may be one though it is unsure.
    pub(crate) fn may_be(&self, a: Actor, b: Actor) -> bool {
        let compared = || {
            let (one, other) = self.likeness(a).zip(self.likeness(b))?;
            Some(one.may_be(self.key(a), other, self.key(b)))
        };
        self.is_stated(a, b) || self.alike.of(a, b, || compared() == Some(true))
    }

    fn likeness(&self, actor: Actor) -> Option<&Likeness> {
        self.likenesses.get(actor.index())
    }

    /// What is compared first of an actor's name.
    pub(crate) fn glance(&self, actor: Actor) -> Option<Glance> {
        self.glances.get(actor.index()).copied()
    }

    /// Whether texts state anybody to be one with somebody else.
    pub(crate) fn states_any(&self) -> bool {
        !self.stated.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.surnames.len()
    }

    /// The key of the actor with this number.
    pub(crate) fn key_at(&self, index: usize) -> &str {
        self.keys.text(Symbol::at(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::may_be;

    #[test]
    fn the_most_frequent_spelling_is_shown_and_the_first_of_several() {
        let mut actors = Actors::default();
        let (_, post) = actors.called("The Harbour Post");
        actors.called("Harbour Post");
        assert_eq!(actors.display(post), "Harbour Post");
        actors.called("The Harbour Post");
        assert_eq!(actors.display(post), "The Harbour Post");
    }

    /// Names that may mean one actor, and others.
    const NAMES: &[&str] = &[
        "Liang",
        "Liang Wenfeng",
        "Richard Yu Chengdong",
        "Richard Yu Chendong",
        "AP",
        "Associated Press",
        "SMIC",
        "Semiconductor Manufacturing International",
        "Office of the Mayor",
        "OM",
        "Dana Reyes",
        "Dana Smith",
        "Écho",
        "Harbour Post",
        "Harbour Times",
        "Harbour",
        "Ministry of Works",
        "MW",
        "Hospital of Halm",
        "Hospitl of Halm",
        "J. Vikander",
        "J. K. Vikander",
        "Jan Karl Vikander",
        "Eva Vikander",
        "Councillor Vikander",
        "Bill Vikander",
        "William Vikander",
        "Mayor's Office",
        "President's Office",
        "Will Vikander",
        "Mayor Bill Vikander",
        "HospitalHalm",
        "Hospital Halm",
        "harbourpost",
        "jvikander",
        "Асме",
        "Acme",
        "Acme Works",
        "Асе Со",
        "Ace Co",
        "Ace",
        "Сергей Волков",
        "Sergey Volkov",
        "Волков",
        "Müller",
        "Hans Mueller",
        "Hans Muller",
        "Kelso Lab",
        "Kelso Laboratory",
        "University of Kelso",
        "Kelso Univ.",
    ];

    #[test]
    fn the_quick_look_never_parts_whom_the_names_may_join() {
        let mut actors = Actors::default();
        let all: Vec<Actor> = NAMES.iter().map(|name| actors.of(name)).collect();
        for a in &all {
            for b in all.iter().filter(|b| *b != a) {
                let plain = may_be(actors.key(*a), actors.key(*b));
                let glance = |actor: Actor| actors.glance(actor).unwrap();
                assert!(!plain || !glance(*a).parts(&glance(*b)));
                assert_eq!(actors.may_be(*a, *b), plain);
            }
        }
    }
}
