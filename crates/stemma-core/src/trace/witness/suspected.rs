//! Derivations that nobody states: the passage with the claim is the same in two documents.

use std::collections::{BTreeMap, BTreeSet};

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
        let sources = self.stated_sources();
        for (one, other) in self.pairs(state, dependent) {
            let Some((one, other)) = self.held.get(one).zip(self.held.get(other)) else { continue };
            let shared = shared(state, one, other).or_else(|| figures(dependent, one, other));
            if let Some(shared) = shared.filter(|_| !is_explained(&sources, &one.id, &other.id)) {
                found.push(copied(one, other, &shared));
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

    /// The pairs of documents that share anything, by their numbers: looked up, since a claim may be in ten thousand.
    fn pairs(&self, state: &State, dependent: &Dependent) -> BTreeSet<(usize, usize)> {
        let mut by_version: BTreeMap<Id<Version>, usize> = BTreeMap::new();
        let mut by_publisher: BTreeMap<ActorKey, Vec<usize>> = BTreeMap::new();
        for (number, witness) in self.held.iter().enumerate() {
            by_version.insert(witness.held.version.id, number);
            if let Some(publisher) =
                witness.held.document.metadata.publisher.as_deref().filter(|_| !dependent.is_empty())
            {
                by_publisher.entry(ActorKey::of(publisher)).or_default().push(number);
            }
        }
        let mut pairs = BTreeSet::new();
        for (version, number) in &by_version {
            let start = state.passages.partition_point(|passage| passage.a < *version);
            let of_it = state.passages.iter().skip(start).take_while(|passage| passage.a == *version);
            let others = of_it.filter_map(|passage| by_version.get(&passage.b));
            pairs.extend(others.map(|other| (*number.min(other), *number.max(other))));
        }
        let of = |publisher: &ActorKey| by_publisher.get(publisher).into_iter().flatten();
        for (a, b) in dependent.keys() {
            for one in of(a) {
                pairs.extend(of(b).map(|other| (*one.min(other), *one.max(other))));
            }
        }
        pairs
    }

    /// Whom each witness says it had the claim from.
    fn stated_sources(&self) -> BTreeMap<String, Vec<String>> {
        let mut sources: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for step in self.lineage.derivations.iter().filter(|step| step.certain) {
            sources.entry(step.from.clone()).or_default().push(step.to.clone());
        }
        sources
    }
}

/// Whether one had it from the other, or both from a third, as they say.
fn is_explained(sources: &BTreeMap<String, Vec<String>>, one: &str, other: &str) -> bool {
    let all = |start: &str| {
        let mut seen = BTreeSet::from([start.to_owned()]);
        let mut todo = vec![start.to_owned()];
        while let Some(id) = todo.pop() {
            let from = sources.get(&id).into_iter().flatten();
            todo.extend(from.filter(|source| seen.insert((*source).clone())).cloned());
        }
        seen
    };
    !all(one).is_disjoint(&all(other))
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
