//! Sets of actors, a bit each: most that are asked for are in none.

use super::Actor;

/// A set of actors.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActorSet(Vec<u64>);

impl ActorSet {
    /// Puts an actor in; whether it was not there.
    pub(crate) fn insert(&mut self, actor: Actor) -> bool {
        let (place, bit) = (actor.index() / 64, 1 << (actor.index() % 64));
        self.0.resize(self.0.len().max(place + 1), 0);
        self.0.get_mut(place).is_some_and(|bits| std::mem::replace(bits, *bits | bit) & bit == 0)
    }

    pub(crate) fn has(&self, actor: Actor) -> bool {
        self.0.get(actor.index() / 64).is_some_and(|bits| bits >> (actor.index() % 64) & 1 == 1)
    }
}

impl Extend<Actor> for ActorSet {
    fn extend<I: IntoIterator<Item = Actor>>(&mut self, actors: I) {
        actors.into_iter().for_each(|actor| _ = self.insert(actor));
    }
}

impl FromIterator<Actor> for ActorSet {
    fn from_iter<I: IntoIterator<Item = Actor>>(actors: I) -> Self {
        let mut set = Self::default();
        set.extend(actors);
        set
    }
}
