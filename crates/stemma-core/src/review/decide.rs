//! A person's answer to a question that waits: the records that it makes.

use std::collections::BTreeSet;

use super::{ReviewItem, ReviewKind, actors, waiting};
use crate::finding::Findings;
use crate::id::Id;
use crate::judged::{contrary, told_together};
use crate::state::{ActorJudgement, Assertion, Judgement, Review, Reviewed, State};

/// What an answer records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// On what was read or suspected.
    Review(Reviewed, Review),
    /// On which assertions make one claim.
    Judgements(Vec<Judgement>),
    /// On whether two names mean one actor.
    Actors(ActorJudgement),
}

/// Why a question cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecidable {
    /// Somebody has answered it.
    Decided {
        /// Whether it was confirmed.
        confirmed: bool,
        /// Who did.
        by: String,
        /// Why.
        reason: String,
    },
    /// No such question waits: it never did, or what it was about is gone or reads otherwise.
    Gone,
    /// It says the contrary of what people judged already, which is told in words.
    Contrary(String),
    /// It parts more pairs of assertions than one answer may.
    TooMany(usize),
}

impl std::fmt::Display for Undecidable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Decided { confirmed, by, reason } => {
                let did = if *confirmed { "confirmed" } else { "rejected" };
                write!(f, "{by} has {did} it already ({reason}); take that back first with `stemma undo`")
            }
            Self::Gone => f.write_str("no such question waits: what it was about is gone or reads otherwise now"),
            Self::Contrary(judged) => {
                write!(
                    f,
                    "that does not agree with what is judged already: {judged}; take one of these back first with `stemma undo`"
                )
            }
            Self::TooMany(pairs) => {
                write!(f, "this parts {pairs} pairs of assertions: use `stemma split` for fewer")
            }
        }
    }
}

/// How many pairs of assertions one answer may part.
const MOST_PAIRS: usize = 5000;

/// The question with this id.
///
/// # Errors
/// [`Undecidable::Decided`] when it is answered, [`Undecidable::Gone`] when there is none.
pub fn find(state: &State, findings: &Findings, id: Id<ReviewItem>) -> Result<ReviewItem, Undecidable> {
    waiting(state, findings).find(|item| item.id == id).ok_or_else(|| past(state, id).unwrap_or(Undecidable::Gone))
}

/// The questions that these decisions answer.
#[must_use]
pub fn answered(state: &State) -> BTreeSet<Id<ReviewItem>> {
    let reviews = state.reviews.keys().map(|what| id_of(*what));
    let judged = state.judgements.iter().map(|judgement| id_of_pair(judgement.a, judgement.b));
    reviews
        .chain(judged)
        .chain(state.actor_judgements.iter().map(|judged| actors::id_of(&judged.a, &judged.b)))
        .collect()
}

/// The questions that wait or were answered and whose id begins so.
#[must_use]
pub fn beginning(state: &State, findings: &Findings, start: &str) -> BTreeSet<Id<ReviewItem>> {
    let all = waiting(state, findings).map(|item| item.id).chain(answered(state));
    all.filter(|id| id.to_string().starts_with(start)).collect()
}

/// How a question that no longer waits was answered, if it was.
#[must_use]
pub fn past(state: &State, id: Id<ReviewItem>) -> Option<Undecidable> {
    let review = state.reviews.iter().find(|(what, _)| id_of(**what) == id).map(|(_, review)| review.clone());
    let of_review = |Review { confirmed, by, reason }| Undecidable::Decided { confirmed, by, reason };
    let judged = || {
        let judged = state.actor_judgements.iter().find(|judged| actors::id_of(&judged.a, &judged.b) == id)?;
        let ActorJudgement { same, by, reason, .. } = judged.clone();
        Some(Undecidable::Decided { confirmed: same, by, reason })
    };
    review.map(of_review).or_else(judged).or_else(|| {
        let judgement = state.judgements.iter().find(|judgement| id_of_pair(judgement.a, judgement.b) == id)?;
        let Judgement { same, by, reason, .. } = judgement.clone();
        Some(Undecidable::Decided { confirmed: same, by, reason })
    })
}

fn id_of(what: Reviewed) -> Id<ReviewItem> {
    match what {
        Reviewed::Attribution(assertion) => Id::of("review", &["attribution", &assertion.to_string()]),
        Reviewed::Copy(a, b) => Id::of("review", &["copy", &a.to_string(), &b.to_string()]),
    }
}

fn id_of_pair(a: Id<Assertion>, b: Id<Assertion>) -> Id<ReviewItem> {
    Id::of("review", &["identity", &a.min(b).to_string(), &a.max(b).to_string()])
}

/// What an answer to a question records; `state` has what people decided until now.
///
/// # Errors
/// [`Undecidable::TooMany`] when the claims that are parted have too many assertions, [`Undecidable::Contrary`] when people judged
/// names otherwise.
pub fn decided(
    (state, findings): (&State, &Findings),
    item: &ReviewItem,
    confirmed: bool,
    (by, reason): (&str, &str),
) -> Result<Decided, Undecidable> {
    let review = |what| Decided::Review(what, Review { confirmed, by: by.to_owned(), reason: reason.to_owned() });
    match (item.kind, item.assertions.as_slice()) {
        (ReviewKind::Attribution, [assertion]) => Ok(review(Reviewed::Attribution(*assertion))),
        (ReviewKind::Copy, [a, b]) => Ok(review(Reviewed::copy(*a, *b))),
        (ReviewKind::Identity, [a, b]) => {
            let pairs = if confirmed { BTreeSet::from([(*a, *b)]) } else { pairs(findings, item) };
            if pairs.len() > MOST_PAIRS {
                return Err(Undecidable::TooMany(pairs.len()));
            }
            let judged = |(a, b): (Id<Assertion>, Id<Assertion>)| Judgement {
                a: a.min(b),
                b: a.max(b),
                same: confirmed,
                by: by.to_owned(),
                reason: reason.to_owned(),
            };
            Ok(Decided::Judgements(pairs.into_iter().map(judged).collect()))
        }
        (ReviewKind::Actor, _) => {
            let names = item.actors.as_ref().ok_or(Undecidable::Gone)?;
            let judgement = actors::judgement(names, confirmed, by, reason);
            match contrary(&state.actor_judgements, &judgement) {
                None => Ok(Decided::Actors(judgement)),
                Some(judged) => Err(Undecidable::Contrary(told_together(&judged))),
            }
        }
        (ReviewKind::Attribution | ReviewKind::Copy | ReviewKind::Identity, _) => Err(Undecidable::Gone),
    }
}

/// Each assertion of the one claim with each of the other.
fn pairs(findings: &Findings, item: &ReviewItem) -> BTreeSet<(Id<Assertion>, Id<Assertion>)> {
    let members = |place: usize| {
        let found = item.claims.get(place).and_then(|claim| findings.answering(*claim));
        found.into_iter().flat_map(|found| found.claim.members.iter().map(|(_, id)| *id)).collect::<Vec<_>>()
    };
    let (ones, others) = (members(0), members(1));
    let pairs = ones.iter().flat_map(|a| others.iter().map(move |b| (*a.min(b), *a.max(b))));
    pairs.collect()
}
