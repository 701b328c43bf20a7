//! Claims of like meaning in other words, by word vectors of a local file: pairs for a person to look at, and no more.
//!
//! Nothing is joined by them: vectors put "rose" beside "fell". Without a file everything is found as before.

mod vectors;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

pub use vectors::{VectorsError, WordVectors};

use self::vectors::cosine;
use crate::features::{Features, KnownNames};
use crate::finding::Findings;
use crate::id::Id;
use crate::identity::{Claim, FEW, Match, Outcome, compare};
use crate::state::{Assertion, State};

/// The cosine from which a person should look. By GloVe vectors of 100 numbers 91 of the 96 pairs that are the same in two sets
/// of `fixtures/pairs` (`unseen`, `realistic`) reached it, 2 of 6,000 pairs put together by chance, and 31 of 34 that look alike
/// and are not the same (30 November 2026): hence a person decides.
const ALIKE: f32 = 0.9;
/// A word that more claims than this have finds none.
const COMMON: usize = 100;
/// Why.
const REASON: &str = "of like meaning, by the word vectors that were given";

/// What claims mean, kept in step with the findings.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    vectors: std::sync::Arc<WordVectors>,
    claims: BTreeMap<Id<Claim>, Meant>,
    having: FxHashMap<Box<str>, BTreeSet<Id<Claim>>>,
    alike: BTreeMap<(Id<Claim>, Id<Claim>), f32>,
}

/// A claim and what it means.
#[derive(Clone, Debug)]
struct Meant {
    text: String,
    first: Id<Assertion>,
    meaning: Box<[f32]>,
    features: Features,
}

impl Meanings {
    /// By these vectors.
    #[must_use]
    pub fn by(vectors: std::sync::Arc<WordVectors>) -> Self {
        Self { vectors, ..Self::default() }
    }

    /// Adds to what a person should look at the pairs of claims that are of like meaning. What changed since the last time
    /// is looked at, and the rest is kept.
    pub fn add_to(&mut self, findings: &mut Findings, state: &State) {
        self.follow(findings, state);
        let known: BTreeSet<(Id<Assertion>, Id<Assertion>)> = findings.matches.iter().map(|m| (m.a, m.b)).collect();
        let found = self.alike.iter().filter_map(|((a, b), score)| {
            let (one, other) = (self.claims.get(a)?, self.claims.get(b)?);
            let (a, b) = (one.first.min(other.first), one.first.max(other.first));
            let found = Match { a, b, score: f64::from(*score), outcome: Outcome::Unsure, reason: REASON };
            (!known.contains(&(a, b)) && self.share_a_rare_word(one, other)).then_some(found)
        });
        let found: Vec<Match> = found.collect();
        findings.matches.extend(found);
    }

    fn follow(&mut self, findings: &Findings, state: &State) {
        let said = |claim| said(claim, state).map(|said| said.id);
        let now: BTreeMap<Id<Claim>, &Claim> =
            findings.claims.iter().map(|found| (found.claim.id, &found.claim)).collect();
        let is_there = |id: &Id<Claim>, meant: &Meant| {
            now.get(id).is_some_and(|claim| claim.text == meant.text && said(claim) == Some(meant.first))
        };
        let gone: Vec<Id<Claim>> =
            self.claims.iter().filter(|(id, meant)| !is_there(id, meant)).map(|(id, _)| *id).collect();
        for id in gone {
            self.remove(id);
        }
        let fresh: Vec<&Claim> = now.values().filter(|claim| !self.claims.contains_key(&claim.id)).copied().collect();
        for claim in fresh {
            self.put(claim, state);
        }
    }

    fn remove(&mut self, id: Id<Claim>) {
        let stems = self.claims.remove(&id).map(|meant| meant.features.stems).unwrap_or_default();
        self.alike.retain(|(a, b), _| *a != id && *b != id);
        for stem in &stems {
            let Some(having) = self.having.get_mut(stem.as_str()) else { continue };
            having.remove(&id);
            // It was too common until now.
            if having.len() == COMMON {
                for claim in having.clone() {
                    self.pair(claim, stem);
                }
            }
        }
    }

    /// Adds a claim, and the pairs that it makes with those that are there.
    fn put(&mut self, claim: &Claim, state: &State) {
        let Some((said, meaning)) = said(claim, state).zip(self.vectors.of_sentence(&claim.text)) else { return };
        let features = Features::of(&said.statement, &KnownNames::default());
        let stems = features.stems.clone();
        self.claims.insert(claim.id, Meant { text: claim.text.clone(), first: said.id, meaning, features });
        for stem in &stems {
            self.having.entry(stem.as_str().into()).or_default().insert(claim.id);
            self.pair(claim.id, stem);
        }
    }

    /// Finds the pairs that a claim makes with others by one word.
    fn pair(&mut self, id: Id<Claim>, stem: &str) {
        let Some(claim) = self.claims.get(&id) else { return };
        let near = self.having.get(stem).filter(|having| having.len() <= COMMON).into_iter().flatten();
        let pairs = near.filter(|other| **other != id).filter_map(|other| {
            let pair = (id.min(*other), id.max(*other));
            let score = (!self.alike.contains_key(&pair)).then(|| alike(claim, self.claims.get(other)?)).flatten()?;
            Some((pair, score))
        });
        let pairs: Vec<_> = pairs.collect();
        self.alike.extend(pairs);
    }

    /// Whether two have a word that is not too common by now.
    fn share_a_rare_word(&self, a: &Meant, b: &Meant) -> bool {
        let is_rare = |stem: &String| self.having.get(stem.as_str()).is_some_and(|having| having.len() <= COMMON);
        a.features.stems.intersection(&b.features.stems).any(is_rare)
    }
}

/// The first assertion that words a claim as it is worded.
fn said<'s>(claim: &Claim, state: &'s State) -> Option<&'s Assertion> {
    claim.members.iter().find_map(|(version, id)| {
        let said = state.versions.get(version)?.assertions.iter().find(|said| said.id == *id)?;
        (said.statement.sentence == claim.text).then_some(said)
    })
}

/// How like two claims are that nothing but their words keeps apart, if they are.
fn alike(a: &Meant, b: &Meant) -> Option<f32> {
    let score = cosine(&a.meaning, &b.meaning);
    let only_words = || matches!(compare(&a.features, &b.features), (_, Outcome::Different, FEW));
    (score >= ALIKE && only_words()).then_some(score)
}
