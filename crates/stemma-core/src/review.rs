//! What waits for a person: everything that only a heuristic or a model read, whatever may be one claim, whatever may be
//! copied, and whoever may be one actor – first what would change most.
//!
//! Nothing here decides. What is confirmed counts as a person's; what is rejected no longer counts, and its words stay.

mod actors;
mod copies;
mod decide;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::Version;
use crate::enumerations::Stance;
use crate::finding::{ClaimFinding, Findings};
use crate::graph::Graph;
use crate::id::Id;
use crate::identity::{Claim, Match, Outcome};
use crate::impact::{Impact, Standing};
use crate::span::Span;
use crate::state::{Assertion, Reviewed, State};
use crate::trace::{Decision, Ground, Tracer};

pub use decide::{Decided, Undecidable, answered, beginning, decided, find, past};

/// What sort of question waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewKind {
    /// Whether an assertion was read right: what it says, whom it credits, and which side it takes.
    Attribution,
    /// Whether two claims are one.
    Identity,
    /// Whether one document or voice has it from another, or both from a third.
    Copy,
    /// Whether two names mean one actor.
    Actor,
}

impl ReviewKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Attribution, Self::Identity, Self::Copy, Self::Actor];

    /// The kind of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attribution => "attribution",
            Self::Identity => "identity",
            Self::Copy => "copy",
            Self::Actor => "actor",
        }
    }
}

/// A question that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    /// Derived from the assertions that it is about: the same in every store, and as long as they are held.
    pub id: Id<ReviewItem>,
    /// Its sort.
    pub kind: ReviewKind,
    /// The claims that it is about: two for an identity, all in which both stand for names, else one.
    pub claims: Vec<Id<Claim>>,
    /// The assertions that it is about: one for an attribution, none for names, else two.
    pub assertions: Vec<Id<Assertion>>,
    /// The two names that may mean one actor, when that is the question.
    pub actors: Option<(String, String)>,
    /// The words to look at.
    pub places: Vec<(Id<Version>, Span)>,
    /// Why it is asked.
    pub reason: String,
    /// How many steps of support and independent lines hang on it at most, over all claims: a bound, then exact.
    pub change: u64,
    /// Claims that would stand otherwise if it were confirmed.
    pub if_confirmed: Vec<Impact>,
    /// Claims that would stand otherwise if it were rejected.
    pub if_rejected: Vec<Impact>,
}

/// How many questions are assessed exactly at most; those behind them are in the order of their bounds.
const MOST_ASSESSED: usize = 20_000;
/// What one step of support weighs; an independent line weighs two, another headline one.
const STEP: u64 = 8;
/// The most that one claim's lines and headline can weigh: ν goes from 0 to 3, low and high.
const LINES: u64 = 2 * (3 + 3) + 1;
/// Steps of support there are.
const STEPS: u64 = 7;
/// The steps that a claim with one report can reach: its chains share that report.
const STEPS_OF_ONE: u64 = 4;

/// The questions that wait, those first that would change most; at most `most` of them, of one kind if one is named.
#[must_use]
pub fn review(state: &State, findings: &Findings, kind: Option<ReviewKind>, most: usize) -> Vec<ReviewItem> {
    let mut waiting: Vec<ReviewItem> = waiting(state, findings).collect();
    waiting.retain(|item| kind.is_none_or(|kind| item.kind == kind));
    waiting.sort_by_key(|item| (Reverse(item.change), item.id));
    let claims: Vec<Claim> = findings.claims.iter().map(|found| found.claim.clone()).collect();
    let graph = Graph::of(state);
    let ground = Ground::new(&graph, state, &claims, &findings.contradictions, findings.policy);
    let tracer = ground.tracer(&graph, state);
    let mut assessed: Vec<ReviewItem> = Vec::new();
    let mut least: BTreeMap<(u64, usize), ()> = BTreeMap::new();
    let mut rest = Vec::new();
    for (number, mut item) in waiting.into_iter().enumerate() {
        // The bound of this one, and of all behind it, is no more than what the last that is wanted would change.
        let is_beyond =
            least.len() >= most && least.first_key_value().is_some_and(|((change, _), ())| item.change <= *change);
        if is_beyond || number >= MOST_ASSESSED {
            rest.push(item);
            continue;
        }
        assess(&tracer, findings, &mut item);
        least.insert((item.change, number), ());
        if least.len() > most {
            least.pop_first();
        }
        assessed.push(item);
    }
    let touched = |item: &ReviewItem| item.if_confirmed.len() + item.if_rejected.len();
    assessed.sort_by_key(|item| (Reverse(item.change), Reverse(touched(item)), item.id));
    assessed.extend(rest);
    assessed.truncate(most);
    assessed
}

/// How many questions of each kind wait.
#[must_use]
pub fn counted(state: &State, findings: &Findings) -> BTreeMap<ReviewKind, usize> {
    let mut counts = BTreeMap::new();
    waiting(state, findings).for_each(|item| *counts.entry(item.kind).or_default() += 1);
    counts
}

/// All questions, with a bound of what they would change, in the order of the claims.
fn waiting<'f>(state: &'f State, findings: &'f Findings) -> impl Iterator<Item = ReviewItem> + 'f {
    let claim_of: BTreeMap<Id<Assertion>, usize> = (0..)
        .zip(&findings.claims)
        .flat_map(|(place, found)| found.claim.members.iter().map(move |(_, id)| (*id, place)))
        .collect();
    let opposing = opposing(findings);
    let identities = identities(state, findings, &claim_of);
    let names = actors::waiting(state, findings);
    attributions(state, findings, claim_of, opposing)
        .chain(identities)
        .chain(copies::waiting(state, findings, &names))
        .chain(names)
}

/// How many claims each claim excludes.
fn opposing(findings: &Findings) -> BTreeMap<Id<Claim>, u64> {
    let mut counts = BTreeMap::new();
    for contradiction in findings.contradictions.iter().filter(|c| c.opposes() && c.a != c.b) {
        for claim in [contradiction.a, contradiction.b] {
            *counts.entry(claim).or_default() += 1;
        }
    }
    counts
}

/// Assertions of current versions that no closed rule read and nobody has looked at.
fn attributions<'f>(
    state: &'f State,
    findings: &'f Findings,
    claim_of: BTreeMap<Id<Assertion>, usize>,
    opposing: BTreeMap<Id<Claim>, u64>,
) -> impl Iterator<Item = ReviewItem> + 'f {
    let unsure = state.current().flat_map(|held| {
        let unsure = held.assertions.iter().filter(|assertion| !assertion.statement.tier.may_raise());
        unsure.map(move |assertion| (held, assertion))
    });
    let unseen = unsure.filter(|(_, assertion)| !state.reviews.contains_key(&Reviewed::Attribution(assertion.id)));
    unseen.filter_map(move |(held, assertion)| {
        let found = findings.claims.get(*claim_of.get(&assertion.id)?)?;
        let statement = &assertion.statement;
        let beside = opposing.get(&found.claim.id).copied().unwrap_or(0);
        let own = if statement.stance == Stance::Affirms { bound(found) } else { 1 };
        Some(ReviewItem {
            id: Id::of("review", &["attribution", &assertion.id.to_string()]),
            kind: ReviewKind::Attribution,
            claims: vec![found.claim.id],
            assertions: vec![assertion.id],
            actors: None,
            places: vec![(held.version.id, statement.hull())],
            reason: format!("read by {} (tier {})", statement.rule, statement.tier),
            change: own + beside,
            if_confirmed: Vec::new(),
            if_rejected: Vec::new(),
        })
    })
}

/// The most that one assertion can change of a claim.
fn bound(found: &ClaimFinding) -> u64 {
    if !found.claim.kind.is_checkable() {
        return 1; // what no check can settle waits behind the rest
    }
    let rank = found.finding.support.support as u64;
    let reachable = if found.finding.support.reports <= 1 { STEPS_OF_ONE } else { STEPS };
    STEP * rank.max(reachable.saturating_sub(rank)) + LINES
}

/// Pairs of claims that may be one: of several pairs of their assertions the likest.
fn identities<'f>(
    state: &'f State,
    findings: &'f Findings,
    claim_of: &BTreeMap<Id<Assertion>, usize>,
) -> Vec<ReviewItem> {
    let apart: BTreeSet<(Id<Assertion>, Id<Assertion>)> = state
        .judgements
        .iter()
        .filter(|judgement| !judgement.same)
        .map(|judgement| (judgement.a, judgement.b))
        .collect();
    let excluding: BTreeSet<(Id<Claim>, Id<Claim>)> = findings
        .contradictions
        .iter()
        .filter(|c| !c.kind.is_compatible())
        .map(|c| (c.a.min(c.b), c.a.max(c.b)))
        .collect();
    let mut pairs: BTreeMap<(usize, usize), &Match> = BTreeMap::new();
    for found in findings.matches.iter().filter(|found| found.outcome == Outcome::Unsure) {
        let Some((one, other)) = claim_of.get(&found.a).zip(claim_of.get(&found.b)) else { continue };
        if one == other {
            continue;
        }
        let best = pairs.entry((*one.min(other), *one.max(other))).or_insert(found);
        let order = |of: &Match| (of.score, Reverse((of.a.min(of.b), of.a.max(of.b))));
        if order(found).partial_cmp(&order(best)).is_some_and(std::cmp::Ordering::is_gt) {
            *best = found;
        }
    }
    let item = |((one, other), found): ((usize, usize), &Match)| {
        let (one, other) = (findings.claims.get(one)?, findings.claims.get(other)?);
        let (a, b) = (found.a.min(found.b), found.a.max(found.b));
        let pair = (one.claim.id.min(other.claim.id), one.claim.id.max(other.claim.id));
        if apart.contains(&(a, b)) || excluding.contains(&pair) {
            return None;
        }
        Some(ReviewItem {
            id: Id::of("review", &["identity", &a.to_string(), &b.to_string()]),
            kind: ReviewKind::Identity,
            claims: vec![one.claim.id, other.claim.id],
            assertions: vec![a, b],
            actors: None,
            places: [a, b].into_iter().filter_map(|id| place(state, findings, claim_of, id)).collect(),
            reason: found.reason.to_owned(),
            change: bound_together(one, other),
            if_confirmed: Vec::new(),
            if_rejected: Vec::new(),
        })
    };
    pairs.into_iter().filter_map(item).collect()
}

/// The most that joining two claims can change of both.
fn bound_together(one: &ClaimFinding, other: &ClaimFinding) -> u64 {
    if !one.claim.kind.is_checkable() {
        return 1;
    }
    let (a, b) = (one.finding.support.support as u64, other.finding.support.support as u64);
    let steps = |rank: u64| rank.max(STEPS.saturating_sub(rank));
    STEP * (steps(a) + steps(b)) + 2 * LINES
}

fn place(
    state: &State,
    findings: &Findings,
    claim_of: &BTreeMap<Id<Assertion>, usize>,
    id: Id<Assertion>,
) -> Option<(Id<Version>, Span)> {
    let found = findings.claims.get(*claim_of.get(&id)?)?;
    let (version, _) = found.claim.members.iter().find(|(_, member)| *member == id)?;
    let assertion = state.versions.get(version)?.assertions.iter().find(|assertion| assertion.id == id)?;
    Some((*version, assertion.statement.hull()))
}

/// Puts what would change in the place of the bound.
fn assess(tracer: &Tracer<'_>, findings: &Findings, item: &mut ReviewItem) {
    let place = |id: &Id<Claim>| findings.claims.binary_search_by_key(id, |found| found.claim.id).ok();
    let places: Vec<usize> = item.claims.iter().filter_map(place).collect();
    match (item.kind, places.as_slice(), item.assertions.as_slice()) {
        (ReviewKind::Identity, [one, other], _) => {
            let together = tracer.standing_together(*one, *other, findings.policy, findings.as_of);
            item.if_confirmed =
                [one, other].into_iter().filter_map(|place| otherwise(findings, *place, together?)).collect();
        }
        (ReviewKind::Attribution, [claim], [assertion]) => {
            let what = Reviewed::Attribution(*assertion);
            item.if_confirmed = decided_so(tracer, findings, *claim, Decision { what, confirmed: true });
            item.if_rejected = decided_so(tracer, findings, *claim, Decision { what, confirmed: false });
        }
        (ReviewKind::Copy, [claim], [a, b]) => {
            let what = Reviewed::copy(*a, *b);
            item.if_confirmed = decided_so(tracer, findings, *claim, Decision { what, confirmed: true });
            item.if_rejected = decided_so(tracer, findings, *claim, Decision { what, confirmed: false });
        }
        (ReviewKind::Actor, places, _) => {
            let Some(names) = &item.actors else { return };
            let mut all: Vec<usize> =
                places.iter().flat_map(|place| tracer.counting(*place)).chain(places.iter().copied()).collect();
            all.sort_unstable();
            all.dedup();
            let decided = |same: bool| {
                let judged = actors::judgement(names, same, "", "");
                let standing = tracer.standing_judged(&all, &judged, findings.policy, findings.as_of);
                standing.into_iter().filter_map(|(place, after)| otherwise(findings, place, after)).collect()
            };
            (item.if_confirmed, item.if_rejected) = (decided(true), decided(false));
        }
        (ReviewKind::Identity | ReviewKind::Attribution | ReviewKind::Copy, _, _) => {}
    }
    let weight = |impacts: &[Impact]| impacts.iter().map(weight).sum::<u64>();
    item.change = weight(&item.if_confirmed).max(weight(&item.if_rejected)).min(item.change);
}

/// The claim and those that exclude it, as far as they would stand otherwise.
fn decided_so(tracer: &Tracer<'_>, findings: &Findings, claim: usize, decision: Decision) -> Vec<Impact> {
    let all = std::iter::once(claim).chain(tracer.counting(claim));
    let stands = |place: usize| {
        let (after, _) = tracer.standing_if(place, Some(decision), findings.policy, findings.as_of)?;
        otherwise(findings, place, after)
    };
    all.filter_map(stands).collect()
}

fn otherwise(findings: &Findings, place: usize, after: Standing) -> Option<Impact> {
    let found = findings.claims.get(place)?;
    let before = Standing::of(found);
    (before != after).then(|| Impact {
        claim: found.claim.id,
        text: found.claim.text.clone(),
        before: Some(before),
        after: Some(after),
        broken: Vec::new(),
    })
}

/// How much one claim would change.
fn weight(impact: &Impact) -> u64 {
    let Some((before, after)) = impact.before.zip(impact.after) else { return 0 };
    let apart = |one: usize, other: usize| u64::try_from(one.abs_diff(other)).unwrap_or(u64::MAX).min(3);
    let steps = (before.support as u64).abs_diff(after.support as u64);
    let lines = before.nu.iter().zip(after.nu).map(|(one, other)| apart(*one, other)).sum::<u64>();
    STEP * steps + 2 * lines + u64::from(before.headline != after.headline)
}
