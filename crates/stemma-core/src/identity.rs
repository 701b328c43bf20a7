//! Which assertions make one claim: a function of the assertions and of people's judgements, whatever the order in
//! which they came. Rules only ever join what is plainly the same; unsure pairs wait for a person.

mod comparison;

use std::collections::{BTreeMap, BTreeSet};

use crate::enumerations::{ClaimKind, Stance};
use crate::features::{Features, KnownNames};
use crate::id::Id;
use crate::state::{Assertion, HeldVersion, State};

pub(crate) use comparison::{cohere, likeness_of};
pub use comparison::{
    compare, dates_conflict, dates_differ_in_precision, likeness, name_different_things, quantities_conflict,
};

/// A checkable proposition, free of who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Derived from its first assertion.
    pub id: Id<Claim>,
    /// The claim in one sentence, as one of its assertions words it.
    pub text: String,
    /// What sort of proposition it is.
    pub kind: ClaimKind,
    /// The assertions that make it, deny it or question it, in the order of their ids.
    pub members: Vec<Member>,
}

impl Claim {
    /// The id of a claim whose first assertion this is.
    #[must_use]
    pub fn id_by(first: Id<Assertion>) -> Id<Claim> {
        Id::of("claim", &[&first.to_string()])
    }
}

/// An assertion with the version it stands in.
pub type Member = (Id<crate::document::Version>, Id<Assertion>);

/// What the rules found about a pair of assertions.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The one.
    pub a: Id<Assertion>,
    /// The other.
    pub b: Id<Assertion>,
    /// Likeness from 0 to 1: the mean of the shared share of the shorter's words and of both's.
    pub score: f64,
    /// What was decided.
    pub outcome: Outcome,
    /// Why.
    pub reason: &'static str,
}

/// What a comparison yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// One claim.
    Same,
    /// Perhaps: never merged, waits for a person.
    Unsure,
    /// Two claims.
    Different,
}

/// All claims, and the pairs that a person should look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// The claims in the order of their ids.
    pub claims: Vec<Claim>,
    /// Pairs that were found to be the same, and pairs that may be.
    pub matches: Vec<Match>,
}

/// A word that stands in more assertions than this finds no candidates.
pub(crate) const COMMON: usize = 400;

/// Groups all assertions of `state` into claims.
#[must_use]
pub fn claims(state: &State) -> Claims {
    let assertions: Vec<(&HeldVersion, &Assertion)> = sorted_assertions(state);
    let known = KnownNames::of(assertions.iter().map(|(_, a)| a.statement.sentence.as_str()));
    let features: Vec<Features> = assertions.iter().map(|(_, a)| Features::of(&a.statement, &known)).collect();
    let judged = Judged::new(state, &assertions);
    let alike = first_of_alike(&features, &judged);
    let mut groups = Groups::new(assertions.len());
    for (index, first) in &alike {
        groups.join(*first, *index);
    }
    let firsts: BTreeSet<usize> = alike.values().copied().collect();
    let mut pairs = compared_pairs(&features, &firsts);
    pairs.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    for pair in pairs.iter().filter(|pair| pair.outcome == Outcome::Same) {
        if groups.may_join(pair.a, pair.b, &features, &firsts, &judged) {
            groups.join(pair.a, pair.b);
        }
    }
    let kept_apart = groups.join_judged(&judged);
    let matches = pairs
        .iter()
        .chain(&kept_apart)
        .filter(|pair| pair.outcome != Outcome::Different)
        .filter_map(|pair| pair.as_match(&assertions))
        .collect();
    let mut claims: Vec<Claim> =
        groups.all().into_values().filter_map(|members| claim_of(&members, &assertions, &features)).collect();
    claims.sort_by_key(|claim| claim.id);
    Claims { claims, matches }
}

/// For each assertion the first one with the same features: a thousand copies of a sentence are compared once. Those
/// that a person said are different from another stand for themselves.
fn first_of_alike(features: &[Features], judged: &Judged) -> BTreeMap<usize, usize> {
    let parted: BTreeSet<usize> = judged.different.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let mut first: BTreeMap<&Features, usize> = BTreeMap::new();
    let find = |(index, of)| (index, if parted.contains(&index) { index } else { *first.entry(of).or_insert(index) });
    features.iter().enumerate().map(find).collect()
}

fn sorted_assertions(state: &State) -> Vec<(&HeldVersion, &Assertion)> {
    let mut all: Vec<_> = state
        .versions
        .values()
        .flat_map(|held| held.assertions.iter().map(move |assertion| (held, assertion)))
        .collect();
    all.sort_by_key(|(_, assertion)| assertion.id);
    all
}

struct Pair {
    a: usize,
    b: usize,
    score: f64,
    outcome: Outcome,
    reason: &'static str,
}

impl Pair {
    fn as_match(&self, assertions: &[(&HeldVersion, &Assertion)]) -> Option<Match> {
        let (a, b) = (assertions.get(self.a)?.1.id, assertions.get(self.b)?.1.id);
        Some(Match { a, b, score: self.score, outcome: self.outcome, reason: self.reason })
    }
}

/// Pairs of `firsts` that share a word which is not too common, compared.
fn compared_pairs(features: &[Features], firsts: &BTreeSet<usize>) -> Vec<Pair> {
    let mut having: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let chosen = || firsts.iter().filter_map(|index| Some((*index, features.get(*index)?)));
    for (index, of) in chosen() {
        for stem in &of.stems {
            having.entry(stem).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for (a, of) in chosen() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for stem in &of.stems {
            let others = having.get(stem.as_str()).map(Vec::as_slice).unwrap_or_default();
            if others.len() <= COMMON {
                others.iter().filter(|b| **b > a).for_each(|b| *shared.entry(*b).or_default() += 1);
            }
        }
        for (b, count) in shared {
            let Some(other) = features.get(b) else { continue };
            if count >= 2 || of.stems == other.stems {
                let (score, outcome, reason) = compare(of, other);
                pairs.push(Pair { a, b, score, outcome, reason });
            }
        }
    }
    pairs
}

/// What people decided, as indices.
struct Judged {
    same: BTreeSet<(usize, usize)>,
    different: BTreeSet<(usize, usize)>,
}

impl Judged {
    fn new(state: &State, assertions: &[(&HeldVersion, &Assertion)]) -> Self {
        let index: BTreeMap<Id<Assertion>, usize> = assertions.iter().map(|(_, a)| a.id).zip(0..).collect();
        let mut judged = Self { same: BTreeSet::new(), different: BTreeSet::new() };
        for judgement in &state.judgements {
            let Some((a, b)) = index.get(&judgement.a).zip(index.get(&judgement.b)) else { continue };
            if judgement.same {
                judged.same.insert((*a.min(b), *a.max(b)));
            } else {
                judged.different.insert((*a.min(b), *a.max(b)));
            }
        }
        judged
    }
}

/// Groups that grow by joining; each knows its members.
struct Groups {
    of: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn new(size: usize) -> Self {
        Self { of: (0..size).collect(), members: (0..size).map(|index| (index, vec![index])).collect() }
    }

    fn group(&self, index: usize) -> usize {
        self.of.get(index).copied().unwrap_or(index)
    }

    fn members(&self, index: usize) -> &[usize] {
        self.members.get(&self.group(index)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the two groups make one coherent claim, and nobody judged otherwise. Of members with the same features
    /// the first speaks for all.
    fn may_join(&self, a: usize, b: usize, features: &[Features], firsts: &BTreeSet<usize>, judged: &Judged) -> bool {
        if self.group(a) == self.group(b) {
            return false;
        }
        let speaking = |of: usize| self.members(of).iter().copied().filter(|member| firsts.contains(member));
        let pairs = || speaking(a).flat_map(|x| speaking(b).map(move |y| (x, y)));
        if pairs().any(|(x, y)| judged.different.contains(&(x.min(y), x.max(y)))) {
            return false;
        }
        cohere(pairs().filter_map(|(x, y)| features.get(x).zip(features.get(y))))
    }

    /// Joins what people judged to be one claim, whatever the rules say; gives the pairs that another judgement keeps
    /// apart. Which of several contradicting judgements yields hangs on the ids alone.
    fn join_judged(&mut self, judged: &Judged) -> Vec<Pair> {
        let mut kept_apart = Vec::new();
        for (a, b) in &judged.same {
            let is_pair = |x: usize, y: usize| {
                (self.group(x), self.group(y)) == (self.group(*a), self.group(*b))
                    || (self.group(y), self.group(x)) == (self.group(*a), self.group(*b))
            };
            if judged.different.iter().any(|(x, y)| is_pair(*x, *y)) {
                let reason = "judged to be the same, and judged to be different";
                kept_apart.push(Pair { a: *a, b: *b, score: 1.0, outcome: Outcome::Unsure, reason });
            } else {
                self.join(*a, *b);
            }
        }
        kept_apart
    }

    fn join(&mut self, a: usize, b: usize) {
        let (keep, gone) = (self.group(a).min(self.group(b)), self.group(a).max(self.group(b)));
        if keep == gone {
            return;
        }
        let moved = self.members.remove(&gone).unwrap_or_default();
        for index in &moved {
            if let Some(group) = self.of.get_mut(*index) {
                *group = keep;
            }
        }
        self.members.entry(keep).or_default().extend(moved);
    }

    fn all(self) -> BTreeMap<usize, Vec<usize>> {
        self.members
    }
}

fn claim_of(members: &[usize], assertions: &[(&HeldVersion, &Assertion)], features: &[Features]) -> Option<Claim> {
    let mut chosen: Vec<(&HeldVersion, &Assertion, &Features)> = members
        .iter()
        .filter_map(|index| assertions.get(*index).zip(features.get(*index)))
        .map(|((held, assertion), of)| (*held, *assertion, of))
        .collect();
    chosen.sort_by_key(|(_, assertion, _)| assertion.id);
    let (_, best, _) = chosen.iter().max_by_key(|(_, a, of)| {
        let says_so = a.statement.stance == Stance::Affirms;
        let length = a.statement.sentence.len();
        (says_so, of.quantities.len() + of.dates.len() + of.names.len(), std::cmp::Reverse(length), a.id)
    })?;
    let first = chosen.first()?;
    Some(Claim {
        id: Claim::id_by(first.1.id),
        text: best.statement.sentence.clone(),
        kind: best.statement.kind,
        members: chosen.iter().map(|(held, assertion, _)| (held.version.id, assertion.id)).collect(),
    })
}
