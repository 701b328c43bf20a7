//! Derivations that nobody states: the passage with the claim is the same in two documents.

use std::collections::HashMap;

use smallvec::SmallVec;

use super::families::{Families, Pair};
use super::hearsay::Heard;
use super::sources::StatedSources;
use super::{Group, HeldWitness, Side, Who, Witness, Woven, own};
use crate::copying::SharedPassage;
use crate::copying::values::Dependence;
use crate::document::Version;
use crate::enumerations::{Basis, Modality};
use crate::graph::Actor;
use crate::id::Id;
use crate::span::Span;
use crate::state::Assertion;
use crate::trace::Suspicion;
use crate::trace::setting::Setting;

impl<'s> Side<'s> {
    /// Adds the suspected derivations among documents of this side. Documents that share anything, directly or over a
    /// third, are one family: each is suspected once, of the earliest that it shares something with, and in a family of
    /// more than two all count as one voice, since of two copies of a third neither is a line beside the other. Where one
    /// says that it has it from the other, nothing is left to suspect between the two.
    pub(super) fn add_suspected(&mut self) {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return;
        }
        let mut stated = StatedSources::of(self);
        let mut families = Families::new(self.held.iter().map(|witness| (witness.held.published, &*witness.label)));
        for (a, b, dependence) in pairs {
            let Some((one, other)) = self.held.get(a).zip(self.held.get(b)) else { continue };
            if stated.has(a, b) || stated.has(b, a) {
                continue;
            }
            let figures = || figures(dependence?, one, other);
            let Some((shared, at)) = shared(self.setting, one, other).or_else(figures) else { continue };
            let decided = self.setting.is_copied(at, self.supposed);
            if decided != Some(false) {
                families.add(Pair { ends: (a, b), at, shared, certain: decided == Some(true) });
            }
        }
        for family in families.all() {
            self.add_family(&family, &families);
        }
    }

    /// Whoever has it from another, as a person confirmed, counts with everybody that the other counts with: what was
    /// one voice while it was suspected is no less one when it is sure.
    pub(super) fn join_copies(&mut self) {
        let confirmed: Vec<(usize, usize)> =
            self.suspected.iter().filter(|(_, suspected)| suspected.certain).map(|(to, s)| (s.by, *to)).collect();
        let mut grown = !confirmed.is_empty();
        while grown {
            grown = false;
            for (by, to) in &confirmed {
                let theirs = self.counted_with(*to);
                let mut all = self.counted_with(*by);
                let own = all.len();
                all.extend(theirs.into_iter().filter(|group| !all.contains(group)).collect::<SmallVec<[Group; 4]>>());
                if all.len() > own {
                    grown = true;
                    self.witnesses.get_mut(*by).into_iter().for_each(|witness| witness.groups.clone_from(&all));
                }
            }
        }
    }

    /// The groups that a witness counts with: its own, or itself.
    pub(super) fn counted_with(&self, place: usize) -> SmallVec<[Group; 4]> {
        match self.witnesses.get(place) {
            Some(witness) if !witness.groups.is_empty() => witness.groups.clone(),
            _ => SmallVec::from_slice(&[own(place)]),
        }
    }

    /// Adds the suspicions of one family, which comes in the order of time.
    fn add_family(&mut self, family: &[usize], families: &Families<'s>) {
        let label = |number: &usize| self.held.get(*number).map_or("", |witness| &*witness.label);
        let Some((first, others)) = family.split_first() else { return };
        let unseen = match others {
            [other] => {
                format!("unseen source of {} and {}", label(first).min(label(other)), label(first).max(label(other)))
            }
            _ => format!("unseen source of {} and {} more", label(first), others.len()),
        };
        let found: Vec<Suspected<'s>> = family.iter().filter_map(|number| families.suspicion(*number)).collect();
        let is_from_unseen = found.iter().any(|suspected| suspected.of.is_none());
        let unseen_place = is_from_unseen.then(|| {
            self.unseen.push(unseen);
            self.add(Witness {
                who: Who::Unseen(self.unseen.len() - 1),
                basis: Basis::Unattributed,
                groups: SmallVec::new(),
                named: false,
                modality: Modality::Asserted,
                retracted: false,
            })
        });
        if is_from_unseen || others.len() > 1 {
            self.alike.extend(others.iter().map(|other| (*first.min(other), *first.max(other))));
        }
        for suspected in found {
            if let Some(to) = suspected.of.or(unseen_place) {
                self.suspected.push((to, suspected));
            }
        }
    }

    /// The pairs of documents that share anything, by their numbers, and what their publishers share: looked up, since a claim
    /// may be in ten thousand.
    fn pairs(&self) -> Vec<(usize, usize, Option<&'s Dependence>)> {
        let (passages, dependent) = (self.setting.passages(), &self.setting.ground.dependent);
        let mut pairs = Vec::new();
        let pair = |a: usize, b: usize, found| (a.min(b), a.max(b), found);
        if !passages.is_empty() {
            let by_version: HashMap<Id<Version>, usize> =
                self.held.iter().map(|witness| witness.held.version).zip(0..).collect();
            let between = |a: usize, b: usize| {
                let publisher = |number: usize| self.held.get(number)?.held.publisher;
                dependent.between(publisher(a)?, publisher(b)?)
            };
            for (version, number) in &by_version {
                let start = passages.partition_point(|passage| passage.a < *version);
                let of_it = passages.iter().skip(start).take_while(|passage| passage.a == *version);
                let others = of_it.filter_map(|passage| by_version.get(&passage.b));
                pairs.extend(others.map(|other| pair(*number, *other, between(*number, *other))));
            }
        }
        if !dependent.is_empty() {
            // Only those that depend on anybody; of most claims none.
            let publishers = self.held.iter().zip(0..).filter_map(|(w, number)| Some((w.held.publisher?, number)));
            let mut depending: Vec<(Actor, usize)> =
                publishers.filter(|(publisher, _)| dependent.has_partners(*publisher)).collect();
            depending.sort_unstable();
            let mut of_one = depending.chunk_by(|(a, _), (b, _)| a == b);
            while let Some(ours) = of_one.next() {
                let partners = ours.first().and_then(|(publisher, _)| dependent.partners(*publisher));
                for theirs in of_one.clone() {
                    let found = theirs.first().zip(partners).and_then(|((other, _), partners)| partners.find(*other));
                    if found.is_some() {
                        let both = theirs.iter().flat_map(|(_, other)| ours.iter().map(|(_, one)| (*one, *other)));
                        pairs.extend(both.map(|(one, other)| pair(one, other, found)));
                    }
                }
            }
        }
        pairs.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        pairs.dedup_by_key(|(a, b, _)| (*a, *b));
        pairs
    }

    /// Derivations that nobody states, and no person has confirmed.
    pub(in crate::trace) fn suspicions(&self, woven: &Woven) -> Vec<Suspicion> {
        let named = |(to, suspected): &(usize, Suspected<'_>)| {
            suspected.told(&self.heard, self.id(woven, suspected.by), self.id(woven, *to))
        };
        self.suspected.iter().filter(|(_, suspected)| !suspected.certain).map(named).collect()
    }
}

/// One derivation that nobody states: by whom, and of whom when it is held.
pub(super) struct Suspected<'s> {
    pub(super) by: usize,
    pub(super) of: Option<usize>,
    /// Its own assertion that is concerned, then that of the other.
    pub(super) at: (Id<Assertion>, Id<Assertion>),
    pub(super) shared: Shared<'s>,
    /// Whether a person confirmed it.
    pub(super) certain: bool,
}

impl Suspected<'_> {
    /// Whose own assertion it is about, once a person confirmed it.
    pub(super) fn confirmed(&self) -> Option<(usize, Id<Assertion>)> {
        self.certain.then_some((self.by, self.at.0))
    }

    fn told(&self, heard: &[Heard], from: String, to: String) -> Suspicion {
        let why = match self.of {
            Some(_) => "it came later",
            None => "neither came first, so that both may have it from a third",
        };
        let (passage, percent, reason) = match self.shared {
            Shared::Passage(shared) => {
                let what =
                    format!("{} words are the same in both, {} percent of the passage", shared.words, shared.percent);
                (Some(shared.clone()), Some(shared.percent), format!("{what}; {why}"))
            }
            Shared::Figures(found) => {
                let (percent, all, wrong) = found.told();
                let what = format!(
                    "of at least {all} contested figures that both give, at least {wrong} are the same and stand against the others"
                );
                (None, Some(percent), format!("{what}; {why}"))
            }
            Shared::Heard(place) => (None, None, heard.get(place).map(Heard::told).unwrap_or_default()),
        };
        let naming = match self.shared {
            Shared::Heard(place) => heard.get(place).map(|heard| heard.words.clone()),
            Shared::Passage(_) | Shared::Figures(_) => None,
        };
        Suspicion {
            from,
            to,
            from_assertion: self.at.0,
            to_assertion: self.of.map(|_| self.at.1),
            beside: self.at.1,
            passage,
            percent,
            naming,
            reason,
        }
    }
}

/// What two documents share beyond chance.
#[derive(Clone, Copy)]
pub(super) enum Shared<'s> {
    /// Words.
    Passage(&'s SharedPassage),
    /// Contested figures.
    Figures(&'s Dependence),
    /// Nothing: a text names whom the voice may have it from, by its place among those that do.
    Heard(usize),
}

/// What two documents share, and the assertion of each that is concerned.
type Found<'s> = (Shared<'s>, (Id<Assertion>, Id<Assertion>));

/// That the publishers of both give the same contested figures, the wrong ones among them, likelier by copying than by
/// chance.
fn figures<'s>(found: &'s Dependence, one: &HeldWitness<'_>, other: &HeldWitness<'_>) -> Option<Found<'s>> {
    Some((Shared::Figures(found), (one.assertions.first()?.1.id, other.assertions.first()?.1.id)))
}

/// The longest passage that both share and that has an assertion of each, or at least half of it: a name may have been
/// exchanged at its edge.
fn shared<'s>(setting: &'s Setting<'s>, one: &HeldWitness<'_>, other: &HeldWitness<'_>) -> Option<Found<'s>> {
    let passages = setting.passages();
    if passages.is_empty() {
        return None;
    }
    let (a, b) = (one.held.version, other.held.version);
    let key = (a.min(b), a.max(b));
    let start = passages.partition_point(|passage| (passage.a, passage.b) < key);
    let of_both = passages.iter().skip(start).take_while(|passage| (passage.a, passage.b) == key);
    let said = |witness: &HeldWitness<'_>, place: Span| {
        let is_there = |(_, a): &&(usize, &crate::graph::Said)| {
            let hull = a.hull();
            let common = hull.end.min(place.end).saturating_sub(hull.start.max(place.start));
            common * 2 >= hull.len()
        };
        witness.assertions.iter().find(is_there).map(|(_, a)| a.id)
    };
    let meant = of_both.filter_map(|passage| {
        let (at_one, at_other) = places(passage, a);
        Some((passage.words, (Shared::Passage(passage), (said(one, at_one)?, said(other, at_other)?))))
    });
    meant.max_by_key(|(words, _)| *words).map(|(_, shared)| shared)
}

/// The places of a passage: in this version, and in the other one.
fn places(passage: &SharedPassage, version: Id<Version>) -> (Span, Span) {
    if passage.a == version { (passage.in_a, passage.in_b) } else { (passage.in_b, passage.in_a) }
}
