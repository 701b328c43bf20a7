//! Derivations that nobody states: the passage with the claim is the same in two documents.

use std::collections::BTreeSet;

use super::{HeldWitness, Side};
use crate::copying::SharedPassage;
use crate::document::Version;
use crate::enumerations::Basis;
use crate::id::Id;
use crate::independence::Witness;
use crate::name::ActorKey;
use crate::span::Span;
use crate::state::{Assertion, State};
use crate::trace::Suspicion;
use crate::trace::dependence::Dependent;

/// How many bytes beside a passage an assertion may stand that was copied with it: a name exchanged at its edge.
const EDGE: usize = 60;

/// How likely publishers copy that are called dependent, at least, in percent (`copying::values::LIKELY`).
const LIKELY_PERCENT: usize = 99;

impl Side<'_> {
    /// Adds the suspected derivations among documents of this side. Where it is said how the one had it from the other,
    /// or that both had it from a third, nothing is left to suspect.
    pub(super) fn add_suspected(&mut self, state: &State, dependent: &Dependent) {
        let mut found = Vec::new();
        for (index, one) in self.held.iter().enumerate() {
            for other in self.held.iter().skip(index + 1) {
                if !self.is_explained(&one.id, &other.id) {
                    let shared = shared(state, one, other).or_else(|| figures(dependent, one, other));
                    found.extend(shared.map(|shared| copied(one, other, &shared)));
                }
            }
        }
        for copied in found {
            match copied {
                Copied::From(suspicion) => self.suspect(*suspicion),
                Copied::Both(suspicions, unseen) => {
                    self.lineage.witness(*unseen);
                    let [one, other] = suspicions.each_ref().map(|s| s.from.clone());
                    self.lineage.alike.insert((one.clone().min(other.clone()), one.max(other)));
                    suspicions.into_iter().for_each(|suspicion| self.suspect(suspicion));
                }
            }
        }
    }

    fn suspect(&mut self, suspicion: Suspicion) {
        self.lineage.derive(suspicion.from.clone(), suspicion.to.clone(), false);
        self.suspected.push(suspicion);
    }

    /// Whether one had it from the other, or both from a third, as they say.
    fn is_explained(&self, one: &str, other: &str) -> bool {
        let sources = |start: &str| {
            let mut seen = BTreeSet::from([start.to_owned()]);
            let mut todo = vec![start.to_owned()];
            while let Some(id) = todo.pop() {
                let from = self.lineage.derivations.iter().filter(|d| d.certain && d.from == id);
                todo.extend(from.filter(|d| seen.insert(d.to.clone())).map(|d| d.to.clone()));
            }
            seen
        };
        sources(one).intersection(&sources(other)).next().is_some()
    }
}

/// Who copied.
enum Copied {
    /// The later one.
    From(Box<Suspicion>),
    /// Neither can have copied the other: both have it from a source that nobody saw.
    Both(Box<[Suspicion; 2]>, Box<Witness>),
}

/// What two documents share beyond chance.
struct Shared {
    passage: Option<SharedPassage>,
    percent: usize,
    /// What it is, in words.
    what: String,
    /// The assertion of each that is concerned.
    at: (Id<Assertion>, Id<Assertion>),
}

/// That the publishers of both give the same contested figures, the wrong ones among them, likelier by copying than by
/// chance.
fn figures(dependent: &Dependent, one: &HeldWitness<'_>, other: &HeldWitness<'_>) -> Option<Shared> {
    let publisher = |witness: &HeldWitness<'_>| witness.held.document.metadata.publisher.as_deref().map(ActorKey::of);
    let (a, b) = publisher(one).zip(publisher(other))?;
    let found = dependent.get(&(a.clone().min(b.clone()), a.max(b)))?;
    let (all, wrong) = (found.comparable, found.shared_wrong);
    Some(Shared {
        passage: None,
        percent: LIKELY_PERCENT,
        what: format!("of {all} contested figures that both give, {wrong} are the same and stand against the others"),
        at: (one.assertions.first()?.id, other.assertions.first()?.id),
    })
}

/// The longest passage that both share and that has an assertion of each.
fn shared(state: &State, one: &HeldWitness<'_>, other: &HeldWitness<'_>) -> Option<Shared> {
    let (a, b) = (one.held.version.id, other.held.version.id);
    let key = (a.min(b), a.max(b));
    let start = state.passages.partition_point(|passage| (passage.a, passage.b) < key);
    let of_both = state.passages.iter().skip(start).take_while(|passage| (passage.a, passage.b) == key);
    let said = |witness: &HeldWitness<'_>, place: Span| {
        let is_there = |a: &&&Assertion| {
            let hull = a.statement.hull();
            hull.start + EDGE >= place.start && hull.end <= place.end + EDGE
        };
        witness.assertions.iter().find(is_there).map(|a| a.id)
    };
    let meant = of_both.filter_map(|passage| {
        let (at_one, at_other) = places(passage, a);
        let what = format!("{} words are the same in both, {} percent of the passage", passage.words, passage.percent);
        let at = (said(one, at_one)?, said(other, at_other)?);
        Some((passage.words, Shared { passage: Some(passage.clone()), percent: passage.percent, what, at }))
    });
    meant.max_by_key(|(words, _)| *words).map(|(_, shared)| shared)
}

/// The places of a passage: in this version, and in the other one.
fn places(passage: &SharedPassage, version: Id<Version>) -> (Span, Span) {
    if passage.a == version { (passage.in_a, passage.in_b) } else { (passage.in_b, passage.in_a) }
}

fn copied(one: &HeldWitness<'_>, other: &HeldWitness<'_>, shared: &Shared) -> Copied {
    let (at_one, at_other) = shared.at;
    let published = |witness: &HeldWitness<'_>| witness.held.document.metadata.published;
    let dates = published(one).zip(published(other));
    let is_before = |earlier: bool| dates.is_some_and(|(a, b)| if earlier { a.is_before(b) } else { b.is_before(a) });
    let suspicion = |from: (&HeldWitness<'_>, Id<Assertion>), to: (&str, Option<Id<Assertion>>), why: &str| Suspicion {
        from: from.0.id.clone(),
        to: to.0.to_owned(),
        from_assertion: from.1,
        to_assertion: to.1,
        passage: shared.passage.clone(),
        percent: shared.percent,
        reason: format!("{}; {why}", shared.what),
    };
    if is_before(true) {
        let later = suspicion((other, at_other), (&one.id, Some(at_one)), "it came later");
        return Copied::From(Box::new(later));
    }
    if is_before(false) {
        let later = suspicion((one, at_one), (&other.id, Some(at_other)), "it came later");
        return Copied::From(Box::new(later));
    }
    let (first, second) = if one.id <= other.id { (one, other) } else { (other, one) };
    let unseen = format!("unseen source of {} and {}", first.id, second.id);
    let why = "neither came first, so that both may have it from a third";
    let both = [suspicion((one, at_one), (&unseen, None), why), suspicion((other, at_other), (&unseen, None), why)];
    let witness = Witness { basis: Basis::Unattributed, named: false, ..Witness::new(unseen.clone()) };
    Copied::Both(Box::new(both), Box::new(witness))
}
