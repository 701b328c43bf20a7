//! Derivations that nobody states: the passage with the claim is the same in two documents.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::unionfind::UnionFind;

use super::{HeldWitness, Side};
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::document::Version;
use crate::enumerations::Basis;
use crate::id::Id;
use crate::independence::Witness;
use crate::name::ActorKey;
use crate::span::Span;
use crate::state::{Assertion, State};
use crate::trace::Suspicion;
use crate::trace::dependence::Dependent;

impl Side<'_> {
    /// Adds the suspected derivations among documents of this side. Documents that share anything, directly or over a
    /// third, are one family: each is suspected once, of the earliest that it shares something with, and in a family of
    /// more than two all count as one voice, since of two copies of a third neither is a line beside the other. Where one
    /// says that it has it from the other, nothing is left to suspect between the two.
    pub(super) fn add_suspected(&mut self, state: &State, dependent: &Dependent) {
        let sources = self.stated_sources();
        let mut families = UnionFind::new(self.held.len());
        let mut links: BTreeMap<usize, Vec<Link>> = BTreeMap::new();
        for (a, b) in self.pairs(state, dependent) {
            let Some((one, other)) = self.held.get(a).zip(self.held.get(b)) else { continue };
            let says = |number: usize, of: &HeldWitness<'_>| sources.get(number).is_some_and(|s| s.contains(&*of.id));
            if says(a, other) || says(b, one) {
                continue;
            }
            if let Some(shared) = shared(state, one, other).or_else(|| figures(dependent, one, other)) {
                families.union(a, b);
                links.entry(a).or_default().push(Link { with: b, at: shared.at, shared: shared.clone() });
                links.entry(b).or_default().push(Link { with: a, at: (shared.at.1, shared.at.0), shared });
            }
        }
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        links.keys().for_each(|number| members.entry(families.find(*number)).or_default().push(*number));
        for family in members.into_values() {
            self.add_family(family, &links);
        }
    }

    fn add_family(&mut self, mut family: Vec<usize>, links: &BTreeMap<usize, Vec<Link>>) {
        family.sort_by_key(|number| self.held.get(*number).map(|w| (published(w).is_none(), published(w), &w.id)));
        let ids: Vec<String> = family.iter().filter_map(|n| self.held.get(*n)).map(|w| w.id.clone()).collect();
        let Some((first, others)) = ids.split_first() else { return };
        let unseen = match others {
            [other] => format!("unseen source of {} and {}", first.min(other), first.max(other)),
            _ => format!("unseen source of {first} and {} more", others.len()),
        };
        let found: Vec<Suspicion> =
            family.iter().filter_map(|number| self.suspicion(*number, &family, links.get(number)?, &unseen)).collect();
        let is_from_unseen = found.iter().any(|suspicion| suspicion.to == unseen);
        if is_from_unseen {
            self.lineage.witness(Witness { basis: Basis::Unattributed, named: false, ..Witness::new(unseen) });
        }
        if is_from_unseen || others.len() > 1 {
            let pairs = others.iter().map(|other| (first.min(other).clone(), first.max(other).clone()));
            self.lineage.alike.extend(pairs);
        }
        for suspicion in found {
            self.lineage.derive(suspicion.from.clone(), suspicion.to.clone(), false);
            self.suspected.push(suspicion);
        }
    }

    /// Whom a document may have it from: the earliest in the order of its family that came before it; a source that
    /// nobody saw, when something like it came neither before nor after; nobody, when all like it came later.
    fn suspicion(&self, number: usize, family: &[usize], links: &[Link], unseen: &str) -> Option<Suspicion> {
        let me = self.held.get(number)?;
        let rank = |link: &&Link| family.iter().position(|member| *member == link.with);
        let date = |link: &Link| self.held.get(link.with).and_then(published);
        let is_before = |link: &&Link| date(link).zip(published(me)).is_some_and(|(it, mine)| it.is_before(mine));
        let is_after = |link: &Link| date(link).zip(published(me)).is_some_and(|(it, mine)| mine.is_before(it));
        if let Some(link) = links.iter().filter(is_before).min_by_key(rank) {
            let to = self.held.get(link.with)?.id.clone();
            return Some(link.told(me.id.clone(), to, Some(link.at.1), "it came later"));
        }
        let why = "neither came first, so that both may have it from a third";
        let beside = links.iter().filter(|link| !is_after(link)).min_by_key(rank)?;
        Some(beside.told(me.id.clone(), unseen.to_owned(), None, why))
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

    /// Everybody from whom each held document says that it has the claim, directly or over others.
    fn stated_sources(&self) -> Vec<BTreeSet<&str>> {
        let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for step in self.lineage.derivations.iter().filter(|step| step.certain) {
            sources.entry(&step.from).or_default().push(&step.to);
        }
        self.held.iter().map(|witness| all_sources(&sources, &witness.id)).collect()
    }
}

/// Everybody that `start` has it from, directly or over others.
fn all_sources<'s>(sources: &BTreeMap<&'s str, Vec<&'s str>>, start: &'s str) -> BTreeSet<&'s str> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![start];
    while let Some(id) = todo.pop() {
        let from = sources.get(id).into_iter().flatten();
        todo.extend(from.filter(|source| seen.insert(**source)));
    }
    seen
}

fn published(witness: &HeldWitness<'_>) -> Option<PartialDate> {
    witness.held.document.metadata.published
}

/// What a document shares with another one.
struct Link {
    with: usize,
    /// Its own assertion that is concerned, then that of the other.
    at: (Id<Assertion>, Id<Assertion>),
    shared: Shared,
}

impl Link {
    fn told(&self, from: String, to: String, to_assertion: Option<Id<Assertion>>, why: &str) -> Suspicion {
        Suspicion {
            from,
            to,
            from_assertion: self.at.0,
            to_assertion,
            passage: self.shared.passage.clone(),
            percent: self.shared.percent,
            reason: format!("{}; {why}", self.shared.what),
        }
    }
}

/// What two documents share beyond chance.
#[derive(Clone)]
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
        percent: found.percent(),
        what: format!("of {all} contested figures that both give, {wrong} are the same and stand against the others"),
        at: (one.assertions.first()?.id, other.assertions.first()?.id),
    })
}

/// The longest passage that both share and that has an assertion of each, or at least half of it: a name may have been
/// exchanged at its edge.
fn shared(state: &State, one: &HeldWitness<'_>, other: &HeldWitness<'_>) -> Option<Shared> {
    let (a, b) = (one.held.version.id, other.held.version.id);
    let key = (a.min(b), a.max(b));
    let start = state.passages.partition_point(|passage| (passage.a, passage.b) < key);
    let of_both = state.passages.iter().skip(start).take_while(|passage| (passage.a, passage.b) == key);
    let said = |witness: &HeldWitness<'_>, place: Span| {
        let is_there = |a: &&&Assertion| {
            let hull = a.statement.hull();
            let common = hull.end.min(place.end).saturating_sub(hull.start.max(place.start));
            common * 2 >= hull.len()
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
