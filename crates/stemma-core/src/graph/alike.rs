//! Which pairs of names may mean one actor, as it was found: the same names are compared in claim after claim.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Actor;

/// How many pairs are kept at once.
const KEPT: usize = 1 << 15;

/// What was found last of some pairs. What is found of two names never changes, so that it may be forgotten, and asked by
/// several at once.
#[derive(Debug, Default)]
pub(super) struct Alike(OnceLock<Box<[AtomicU64]>>);

impl Clone for Alike {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Alike {
    /// Whether two actors are alike; `compare` is asked where it is not known.
    pub(super) fn of(&self, a: Actor, b: Actor, compare: impl FnOnce() -> bool) -> bool {
        let number = |actor: Actor| u64::try_from(actor.index() + 1).ok().filter(|number| *number < 1 << 31);
        let Some((x, y)) = number(a).zip(number(b)) else { return compare() };
        let pair = x << 32 | y << 1;
        let kept = self.0.get_or_init(|| (0..KEPT).map(|_| AtomicU64::new(0)).collect());
        let place = usize::try_from(pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 49).unwrap_or_default();
        let Some(kept) = kept.get(place) else { return compare() };
        let known = kept.load(Ordering::Relaxed);
        if known & !1 == pair {
            return known & 1 == 1;
        }
        let found = compare();
        kept.store(pair | u64::from(found), Ordering::Relaxed);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Actors;

    #[test]
    fn what_is_kept_is_what_was_found() {
        let mut actors = Actors::default();
        let all: Vec<Actor> = (0..400).map(|number| actors.of(&format!("name{number}"))).collect();
        let alike = Alike::default();
        let is_alike = |a: Actor, b: Actor| (a.index() * 7 + b.index()).is_multiple_of(3);
        for _ in 0..2 {
            for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
                assert_eq!(alike.of(a, b, || is_alike(a, b)), is_alike(a, b));
            }
        }
    }
}
