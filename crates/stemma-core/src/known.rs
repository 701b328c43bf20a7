//! Known claims by their words: which one a sentence that is not stored says, by the judgement that groups what is.
//!
//! Built once for a state, and asked for one sentence after another; nothing that is asked is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::contradiction::{SCOPES, Worded, opposed};
use crate::enumerations::{ContradictionKind, Stance};
use crate::features::{Amount, Features, KnownNames};
use crate::finding::ClaimFinding;
use crate::id::Id;
use crate::identity::{COMMON, Outcome, cohere, compare_sharing, dates_conflict, quantities_conflict};
use crate::shared::SharedList;
use crate::state::{Assertion, HeldVersion, State};
use crate::statement::Statement;

/// The claims of a state, indexed by their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KnownClaims {
    names: KnownNames,
    claims: Vec<KnownClaim>,
    /// All wordings of all claims, each once a claim.
    wordings: Vec<Wording>,
    /// The numbers of all words, so that words are compared without reading them.
    numbers: FxHashMap<Box<str>, u32>,
    /// The wordings with a word, by its number, in order.
    having: Vec<Vec<usize>>,
    /// The first wording with these features.
    exact: FxHashMap<Arc<Features>, usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct KnownClaim {
    worded: Worded,
    stems: Stems,
    /// Where its wordings stand.
    wordings: std::ops::Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
struct Wording {
    claim: usize,
    features: Arc<Features>,
    stems: Stems,
    /// Whether somebody says it so, rather than denies it.
    is_affirmed: bool,
}

/// The words of a sentence by their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Stems {
    /// Sorted.
    numbers: Box<[u32]>,
    /// How many there are, those without a number among them.
    all: usize,
}

impl Stems {
    fn of(stems: &BTreeSet<String>, number: impl FnMut(&String) -> Option<u32>) -> Self {
        let mut numbers: Vec<u32> = stems.iter().filter_map(number).collect();
        numbers.sort_unstable();
        Self { numbers: numbers.into(), all: stems.len() }
    }

    /// How many words two have in common.
    fn shared(&self, other: &Self) -> usize {
        let (mut ours, mut theirs, mut shared) = (self.numbers.iter(), other.numbers.iter(), 0);
        let (mut a, mut b) = (ours.next(), theirs.next());
        while let (Some(x), Some(y)) = (a, b) {
            shared += usize::from(x == y);
            (a, b) = (if x <= y { ours.next() } else { a }, if y <= x { theirs.next() } else { b });
        }
        shared
    }

    /// Whether two have the same words.
    fn are(&self, other: &Self) -> bool {
        self.all == other.all && self.shared(other) == self.all
    }
}

/// A wording that may say a sentence, and how many words the two have in common.
type Candidate<'k> = (&'k Wording, usize);

/// What is known of a sentence. Claims are given by their place in the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// The claim that it says.
    pub claim: Option<usize>,
    /// Whether it says what no wording of that claim says: a name, a number, a date, several words, another scope.
    pub says_more: bool,
    /// Claims that are alike, the likest first, without being surely the same.
    pub alike: Vec<usize>,
    /// Claims that cannot hold together with it, with kind and reason.
    pub against: Vec<(usize, ContradictionKind, String)>,
}

/// How many claims that are only alike are named.
const MOST_ALIKE: usize = 3;
/// From how many words of its own on a sentence says more than a claim.
const WORDS_MORE: usize = 3;

impl KnownClaims {
    /// Indexes the claims that were found in `state`.
    #[must_use]
    pub fn new(state: &State, found: &SharedList<ClaimFinding>) -> Self {
        let said = state.versions.values().flat_map(|held| &held.assertions);
        let names = KnownNames::of(said.map(|assertion| assertion.statement.sentence.as_str()));
        Self::with(names, state, found, |_| None)
    }

    /// As [`Self::new`], with the features of assertions that somebody has already, and the names that all sentences show.
    pub(crate) fn with(
        names: KnownNames,
        state: &State,
        found: &SharedList<ClaimFinding>,
        features: impl Fn(Id<Assertion>) -> Option<Arc<Features>>,
    ) -> Self {
        let all = state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (held, a)));
        let assertions: FxHashMap<Id<Assertion>, (&HeldVersion, &Assertion)> = all.map(|of| (of.1.id, of)).collect();
        let mut known = Self { names, ..Self::default() };
        for (claim, ClaimFinding { claim: of, .. }) in found.iter().enumerate() {
            let members = of.members.iter().filter_map(|(_, id)| assertions.get(id)).copied();
            let featured: Vec<(&HeldVersion, &Assertion, Arc<Features>)> = members
                .map(|(held, a)| {
                    let own = || Arc::new(Features::of(&a.statement, &known.names));
                    (held, a, features(a.id).unwrap_or_else(own).untold())
                })
                .collect();
            let worded = Worded::of(of, featured.iter().map(|(held, a, features)| (*held, *a, features)));
            let mut wordings: BTreeMap<Arc<Features>, bool> = BTreeMap::new();
            for (_, assertion, features) in featured {
                let is_affirmed = assertion.statement.stance == Stance::Affirms;
                *wordings.entry(features).or_default() |= is_affirmed;
            }
            let first = known.wordings.len();
            let wordings = wordings.into_iter();
            for (features, is_affirmed) in wordings {
                let stems = Stems::of(&features.stems, |stem| Some(known.number(stem)));
                known.wordings.push(Wording { claim, features, stems, is_affirmed });
            }
            let stems = Stems::of(worded.stems(), |stem| Some(known.number(stem)));
            known.claims.push(KnownClaim { worded, stems, wordings: first..known.wordings.len() });
        }
        known.having.resize_with(known.numbers.len(), Vec::new);
        for (index, wording) in known.wordings.iter().enumerate() {
            known.exact.entry(Arc::clone(&wording.features)).or_insert(index);
            for stem in &wording.stems.numbers {
                known.having.get_mut(*stem as usize).into_iter().for_each(|having| having.push(index));
            }
        }
        known
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.into(), number);
        number
    }

    /// The features of a statement that is not stored.
    #[must_use]
    pub fn features(&self, statement: &Statement) -> Features {
        Features::of(statement, &self.names)
    }

    /// What is known of a sentence with these features.
    #[must_use]
    pub fn recognise(&self, features: &Features) -> Recognised {
        let stems = Stems::of(&features.stems, |stem| self.numbers.get(stem.as_str()).copied());
        let candidates = self.candidates(&stems);
        let mut alike = alike(features, &candidates);
        let exact = self.exact.get(features).and_then(|index| self.wordings.get(*index)).map(|wording| wording.claim);
        let is_it = |claim: &usize| cohere(self.wordings_of(*claim).map(|wording| (&*wording.features, features)));
        let claim = exact.or_else(|| alike.iter().filter(|(_, same)| *same).map(|(claim, _)| *claim).find(is_it));
        alike.retain(|(other, _)| claim != Some(*other));
        let against = self.against((features, &stems), &candidates, claim);
        let alike = alike.into_iter().map(|(claim, _)| claim).filter(|claim| against.iter().all(|(c, ..)| c != claim));
        Recognised {
            claim,
            says_more: claim.is_some_and(|claim| self.says_more(features, claim)),
            alike: alike.take(MOST_ALIKE).collect(),
            against,
        }
    }

    /// Why a sentence and a claim cannot hold together, if they cannot and have enough in common.
    pub(crate) fn opposition(&self, sentence: &Worded, claim: usize) -> Option<(usize, ContradictionKind, String)> {
        let (kind, reason) = opposed(&self.claims.get(claim)?.worded, sentence)?;
        (!kind.is_compatible()).then_some((claim, kind, reason))
    }

    fn wordings_of(&self, claim: usize) -> impl Iterator<Item = &Wording> {
        let range = self.claims.get(claim).map(|known| known.wordings.clone()).unwrap_or_default();
        self.wordings.get(range).unwrap_or_default().iter()
    }

    /// Wordings that share two words which are not too common, or all words.
    fn candidates(&self, stems: &Stems) -> Vec<Candidate<'_>> {
        let mut telling: Vec<usize> = Vec::new();
        for having in stems.numbers.iter().filter_map(|stem| self.having.get(*stem as usize)) {
            if having.len() <= COMMON {
                telling.extend(having);
            }
        }
        telling.sort_unstable();
        let each = telling.chunk_by(|a, b| a == b);
        each.filter_map(|same| {
            let wording = self.wordings.get(*same.first()?)?;
            (same.len() >= 2 || wording.stems.are(stems)).then(|| (wording, wording.stems.shared(stems)))
        })
        .collect()
    }

    /// The claims of candidates that exclude the sentence.
    fn against(
        &self,
        (features, stems): (&Features, &Stems),
        candidates: &[Candidate<'_>],
        own: Option<usize>,
    ) -> Vec<(usize, ContradictionKind, String)> {
        let sentence = Worded::sentence(features.clone());
        let claims = candidates.iter().map(|(wording, _)| wording.claim).filter(|claim| own != Some(*claim));
        let claims: BTreeSet<usize> = claims.collect();
        let excludes = |claim: usize| {
            let known = self.claims.get(claim)?;
            let has_enough = known.worded.have_enough(&sentence, known.stems.shared(stems));
            has_enough.then(|| self.opposition(&sentence, claim))?
        };
        claims.into_iter().filter_map(excludes).collect()
    }

    /// Whether the sentence has a name, a number, a date or several words that no affirming wording of the claim has, or
    /// speaks of another scope than all of them.
    fn says_more(&self, features: &Features, claim: usize) -> bool {
        let affirming = || self.wordings_of(claim).filter(|w| w.is_affirmed).map(|w| &*w.features);
        let is_new = |stem: &&String| affirming().all(|of| !of.stems.contains(*stem));
        let is_number = |stem: &&String| stem.starts_with(|c: char| c.is_ascii_digit());
        let new_words = features.stems.iter().filter(|stem| !is_number(stem)).filter(is_new).count();
        let amounts = features.quantities.iter().map(|amount| BTreeSet::from([amount.clone()]));
        let dates = features.dates.iter().map(|date| BTreeSet::from([date.clone()]));
        let has_unit = |of: &Features, amount: &Amount| of.quantities.iter().any(|known| known.unit == amount.unit);
        let is_given = |amount: &BTreeSet<Amount>, of: &Features| {
            amount.iter().all(|amount| has_unit(of, amount)) && !quantities_conflict(amount, &of.quantities)
        };
        new_words >= WORDS_MORE
            || features.names.iter().any(|name| is_new(&name))
            || features.codes.iter().any(|code| affirming().all(|of| !of.codes.contains(code)))
            || amounts.into_iter().any(|amount| !affirming().any(|of| is_given(&amount, of)))
            || dates
                .into_iter()
                .any(|date| affirming().all(|of| of.dates.is_empty() || dates_conflict(&date, &of.dates)))
            || affirming().all(|of| scope(of) != scope(features))
    }
}

/// The claims of candidates that are the same as the sentence or may be, the likest first, and whether the best pair is the
/// same.
fn alike(features: &Features, candidates: &[Candidate<'_>]) -> Vec<(usize, bool)> {
    let mut pairs: Vec<(bool, f64, usize)> = candidates
        .iter()
        .filter_map(|(wording, shared)| match compare_sharing(features, &wording.features, *shared) {
            (score, Outcome::Same, _) => Some((true, score, wording.claim)),
            (score, Outcome::Unsure, _) => Some((false, score, wording.claim)),
            (_, Outcome::Different, _) => None,
        })
        .collect();
    pairs.sort_by(|x, y| y.0.cmp(&x.0).then(y.1.total_cmp(&x.1)).then(x.2.cmp(&y.2)));
    let mut seen = BTreeSet::new();
    pairs.into_iter().filter(|(.., claim)| seen.insert(*claim)).map(|(same, _, claim)| (claim, same)).collect()
}

/// The words that say which part, time or plan a sentence speaks of.
fn scope(features: &Features) -> BTreeSet<&str> {
    features.stems.iter().map(String::as_str).filter(|stem| SCOPES.contains(stem)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_share_what_words_share() {
        let words = ["dyke", "ferry", "pier", "leak", "harbour", "halm", "kallvik", "crown", "2019", "mill"];
        // The last two are in nothing that is known.
        let numbers: FxHashMap<&str, u32> = words.iter().take(8).copied().zip([5, 2, 7, 0, 4, 1, 6, 3]).collect();
        let set = |bits: usize| -> BTreeSet<String> {
            let chosen = words.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
            chosen.map(|(_, word)| (*word).to_owned()).collect()
        };
        let stems = |set: &BTreeSet<String>| Stems::of(set, |stem| numbers.get(stem.as_str()).copied());
        for known in 0..256 {
            // Every known sentence, and sentences of a draft with words that nobody has used.
            let (ours, theirs) = (set(known), set((known * 37 + 11) % 1024));
            let (a, b) = (stems(&ours), stems(&theirs));
            assert_eq!(a.shared(&b), ours.intersection(&theirs).count(), "{ours:?} {theirs:?}");
            assert_eq!((a.are(&b), b.are(&a)), (ours == theirs, ours == theirs), "{ours:?} {theirs:?}");
            assert!(a.are(&a));
        }
    }
}
