//! Derivations that nobody states: the passage with the claim is the same in two documents.

use std::collections::BTreeSet;

use super::{HeldWitness, Side};
use crate::copying::SharedPassage;
use crate::document::Version;
use crate::enumerations::Basis;
use crate::id::Id;
use crate::independence::Witness;
use crate::span::Span;
use crate::state::{Assertion, State};
use crate::trace::Suspicion;

/// How many bytes beside a passage an assertion may stand that was copied with it: a name exchanged at its edge.
const EDGE: usize = 60;

impl Side<'_> {
    /// Adds the suspected derivations among documents of this side. Where it is said how the one had it from the other,
    /// or that both had it from a third, nothing is left to suspect.
    pub(super) fn add_suspected(&mut self, state: &State) {
        let mut found = Vec::new();
        for (index, one) in self.held.iter().enumerate() {
            for other in self.held.iter().skip(index + 1) {
                if !self.is_explained(&one.id, &other.id) {
                    found.extend(shared(state, one, other).and_then(|passage| copied(one, other, passage)));
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

/// The longest passage that both share and that has an assertion of each.
fn shared<'s>(
    state: &'s State,
    one: &HeldWitness<'_>,
    other: &HeldWitness<'_>,
) -> Option<(&'s SharedPassage, Id<Assertion>, Id<Assertion>)> {
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
        Some((passage, said(one, at_one)?, said(other, at_other)?))
    });
    meant.max_by_key(|(passage, _, _)| passage.words)
}

/// The places of a passage: in this version, and in the other one.
fn places(passage: &SharedPassage, version: Id<Version>) -> (Span, Span) {
    if passage.a == version { (passage.in_a, passage.in_b) } else { (passage.in_b, passage.in_a) }
}

fn copied(
    one: &HeldWitness<'_>,
    other: &HeldWitness<'_>,
    (passage, at_one, at_other): (&SharedPassage, Id<Assertion>, Id<Assertion>),
) -> Option<Copied> {
    let published = |witness: &HeldWitness<'_>| witness.held.document.metadata.published;
    let dates = published(one).zip(published(other));
    let is_before = |earlier: bool| dates.is_some_and(|(a, b)| if earlier { a.is_before(b) } else { b.is_before(a) });
    let suspicion = |from: (&HeldWitness<'_>, Id<Assertion>), to: (&str, Option<Id<Assertion>>), why: &str| Suspicion {
        from: from.0.id.clone(),
        to: to.0.to_owned(),
        from_assertion: from.1,
        to_assertion: to.1,
        passage: passage.clone(),
        reason: format!(
            "{} words are the same in both, {} percent of the passage; {why}",
            passage.words, passage.percent
        ),
    };
    if is_before(true) {
        let later = suspicion((other, at_other), (&one.id, Some(at_one)), "it came later");
        return Some(Copied::From(Box::new(later)));
    }
    if is_before(false) {
        let later = suspicion((one, at_one), (&other.id, Some(at_other)), "it came later");
        return Some(Copied::From(Box::new(later)));
    }
    let (first, second) = if one.id <= other.id { (one, other) } else { (other, one) };
    let unseen = format!("unseen source of {} and {}", first.id, second.id);
    let why = "neither came first, so that both may have it from a third";
    let both = [suspicion((one, at_one), (&unseen, None), why), suspicion((other, at_other), (&unseen, None), why)];
    let witness = Witness { basis: Basis::Unattributed, named: false, ..Witness::new(unseen.clone()) };
    Some(Copied::Both(Box::new(both), Box::new(witness)))
}
