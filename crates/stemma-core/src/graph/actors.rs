//! Whom documents and records name: one number an actor, however the name is spelt.

use std::collections::HashMap;

use super::symbols::{Symbol, Symbols};
use crate::name::ActorKey;

/// The number of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Actor(u32);

impl Actor {
    fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) const fn number(self) -> u32 {
        self.0
    }

    const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The actors, and how they are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    names: Symbols,
    /// The actor that each name means.
    meant: Vec<Option<Actor>>,
    keys: Symbols,
    entries: Vec<Entry>,
    spellings: HashMap<(Actor, Symbol), u32>,
}

#[derive(Clone, Debug)]
struct Entry {
    key: ActorKey,
    /// The most frequent spelling, and how often it stands; the first by alphabet of several.
    called: Option<(Symbol, u32)>,
    /// Whoever is called by the last word of this name alone.
    surname: Option<Actor>,
    likeness: Likeness,
}

/// What two names that may mean one actor cannot differ in; cheap to compare.
#[derive(Clone, Copy, Debug)]
struct Likeness {
    /// A bit for each word, of sixty-four.
    words: u64,
    count: usize,
    /// The first letters of the name, and of its first word that is not "of" or the like.
    first: (Option<char>, Option<char>),
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

    /// A name that is kept.
    pub(crate) fn find_name(&self, name: &str) -> Option<Symbol> {
        self.names.find(name)
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

    /// Whom `name` means, when anybody has that key.
    pub(crate) fn find(&self, key: &ActorKey) -> Option<Actor> {
        self.keys.find(key.as_str()).map(|symbol| Actor::at(symbol.index()))
    }

    fn keyed(&mut self, key: ActorKey) -> Actor {
        if let Some(actor) = self.find(&key) {
            return actor;
        }
        let surname = key.surname().map(|surname| self.keyed(surname));
        let actor = Actor::at(self.keys.number(key.as_str()).index());
        let likeness = Likeness::of(&key);
        self.entries.push(Entry { key, called: None, surname, likeness });
        actor
    }

    /// Counts a spelling of whoever it means.
    pub(crate) fn called(&mut self, name: &str) -> (Symbol, Actor) {
        let symbol = self.name(name);
        let actor = self.meant(symbol);
        let count = self.spellings.entry((actor, symbol)).or_default();
        *count += 1;
        let count = *count;
        let Some(entry) = self.entries.get_mut(actor.index()) else { return (symbol, actor) };
        let is_better = entry.called.is_none_or(|(best, most)| {
            count > most || (count == most && self.names.text(symbol) < self.names.text(best))
        });
        if is_better {
            entry.called = Some((symbol, count));
        }
        (symbol, actor)
    }

    fn entry(&self, actor: Actor) -> Option<&Entry> {
        self.entries.get(actor.index())
    }

    /// How an actor is called.
    pub(crate) fn display(&self, actor: Actor) -> &str {
        self.entry(actor).map_or("", |entry| match entry.called {
            Some((name, _)) => self.names.text(name),
            None => entry.key.as_str(),
        })
    }

    /// Whether anybody calls the actor by a name.
    pub(crate) fn is_called(&self, actor: Actor) -> bool {
        self.entry(actor).is_some_and(|entry| entry.called.is_some())
    }

    pub(crate) fn key(&self, actor: Actor) -> Option<&ActorKey> {
        self.entry(actor).map(|entry| &entry.key)
    }

    /// Whoever is called by the last word of this actor's name alone.
    pub(crate) fn surname(&self, actor: Actor) -> Option<Actor> {
        self.entry(actor)?.surname
    }

    /// Whether two different actors may be one though it is unsure.
    pub(crate) fn may_be(&self, a: Actor, b: Actor) -> bool {
        let Some((one, other)) = self.entry(a).zip(self.entry(b)) else { return false };
        one.likeness.allows(&other.likeness) && one.key.may_be(&other.key)
    }

    /// How many actors there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

impl Likeness {
    fn of(key: &ActorKey) -> Self {
        let words = || key.as_str().split(' ');
        let bit = |word: &str| {
            let hash = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            1_u64 << (hash >> 58)
        };
        let first = |word: &str| word.chars().next();
        Self {
            words: words().map(bit).fold(0, |all, bit| all | bit),
            count: words().count(),
            first: (first(key.as_str()), words().find(|word| !ActorKey::is_small(word)).and_then(first)),
        }
    }

    /// Whether [`ActorKey::may_be`] can hold: all words of one in the other, one word respelt, or initials.
    fn allows(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.words & !other.words, other.words & !self.words);
        let is_part = ours == 0 || theirs == 0;
        let is_respelt = self.count == other.count && ours.count_ones() <= 1 && theirs.count_ones() <= 1;
        let is_short = |short: &Self, long: &Self| short.count == 1 && long.count > 1 && short.first.0 == long.first.1;
        is_part || is_respelt || is_short(self, other) || is_short(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_spelling_is_shown_and_the_first_of_several() {
        let mut actors = Actors::default();
        let (_, post) = actors.called("The Harbour Post");
        actors.called("Harbour Post");
        assert_eq!(actors.display(post), "Harbour Post");
        actors.called("The Harbour Post");
        assert_eq!(actors.display(post), "The Harbour Post");
    }

    #[test]
    fn the_quick_look_never_parts_whom_the_names_may_join() {
        let names = [
            "Liang", "Liang Wenfeng", "Richard Yu Chengdong", "Richard Yu Chendong", "AP", "Associated Press", "SMIC",
            "Semiconductor Manufacturing International", "Office of the Mayor", "OM", "Dana Reyes", "Dana Smith", "Écho",
            "Harbour Post", "Harbour Times", "Harbour", "Ministry of Works", "MW", "Hospital of Halm", "Hospitl of Halm",
        ];
        let mut actors = Actors::default();
        let all: Vec<Actor> = names.iter().map(|name| actors.of(name)).collect();
        for a in &all {
            for b in all.iter().filter(|b| *b != a) {
                let plain = actors.key(*a).zip(actors.key(*b)).is_some_and(|(a, b)| a.may_be(b));
                assert_eq!(actors.may_be(*a, *b), plain);
            }
        }
    }
}
