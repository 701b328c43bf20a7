//! Which claims the statements of drafts were found to say, so that what stands unchanged in the next edition is not looked for again.
//!
//! Whoever checks drafts of others keeps nothing of them: of a statement there is a number here, made of its words and of whose
//! they are by a key that nobody knows and that ends with the process, and beside it the places of claims. No word can be read
//! back from it, and nobody can find out from how long it takes what another has checked.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Mutex, PoisonError};

use crate::contradiction::Worded;
use crate::known::{KnownClaims, Recognised};
use crate::statement::Statement;

/// How many statements are remembered in each of the two halves; some fifty drafts of 2,000 words.
const MOST: usize = 8_192;

/// What was recognised in statements, by one checker. It holds as long as the checker does.
#[derive(Debug, Default)]
pub struct Remembered {
    key: RandomState,
    halves: Mutex<Halves>,
}

/// What was met lately, and what was met before that.
#[derive(Debug, Default)]
struct Halves {
    new: HashMap<u64, Places>,
    old: HashMap<u64, Places>,
}

/// What is known of a statement, as places of claims.
#[derive(Clone, Debug)]
struct Places {
    claim: Option<usize>,
    says_more: bool,
    alike: Box<[usize]>,
    against: Box<[usize]>,
}

impl Remembered {
    /// What [`KnownClaims::recognise`] says of a statement.
    pub(super) fn recognise(&self, known: &KnownClaims, statement: &Statement, whose: impl Hash) -> Recognised {
        let key = self.key.hash_one((whose, statement.unplaced()));
        if let Some(Places { claim, says_more, alike, against }) = self.met(key) {
            let against = match against.is_empty() {
                true => Vec::new(),
                false => {
                    let sentence = Worded::sentence(known.features(statement));
                    against.iter().filter_map(|claim| known.opposition(&sentence, *claim)).collect()
                }
            };
            return Recognised { claim, says_more, alike: alike.into(), against };
        }
        let recognised = known.recognise(&known.features(statement));
        let Recognised { claim, says_more, ref alike, ref against } = recognised;
        let against = against.iter().map(|(claim, ..)| *claim).collect();
        self.keep(key, Places { claim, says_more, alike: alike.as_slice().into(), against });
        recognised
    }

    fn met(&self, key: u64) -> Option<Places> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = halves.new.get(&key) {
            return Some(places.clone());
        }
        let places = halves.old.remove(&key)?;
        halves.keep(key, places.clone());
        Some(places)
    }

    fn keep(&self, key: u64, places: Places) {
        self.halves.lock().unwrap_or_else(PoisonError::into_inner).keep(key, places);
    }

    /// How many statements are remembered.
    #[must_use]
    pub fn many(&self) -> usize {
        let halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        halves.new.len() + halves.old.len()
    }
}

impl Halves {
    fn keep(&mut self, key: u64, places: Places) {
        if self.new.len() >= MOST {
            self.old = std::mem::take(&mut self.new);
        }
        self.new.insert(key, places);
    }
}
