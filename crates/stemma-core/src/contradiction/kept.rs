//! Which claims exclude each other, kept: a claim that changes is held against those that share its words.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::entailed;
use super::inherited::Inherited;
use super::{Contradiction, Worded, Words, opposed_sharing};
use crate::enumerations::{ContradictionKind, Stance};
use crate::features::KnownNames;
use crate::id::Id;
use crate::identity::{Claim, Having, Member, in_both};
use crate::side_by_side::side_by_side;
use crate::state::{Assertion, HeldVersion, State};

/// A word that more claims have finds no candidates.
const COMMON: usize = 200;

/// So many claims are held against others before what was found is put down: a hundred thousand find too much at once.
const AT_ONCE: usize = 256;

/// What came of holding one claim against the others.
#[derive(Default)]
struct Held {
    /// Claims that are no candidates any more.
    gone: BTreeSet<u32>,
    /// What was found with each candidate.
    found: Vec<(u32, Option<Contradiction>)>,
}

/// All claims as far as they are held against each other, and what was found.
#[derive(Clone, Debug)]
pub struct Exclusions {
    sides: Vec<Side>,
    places: FxHashMap<Id<Claim>, u32>,
    having: Having,
    found: BTreeMap<Id<Contradiction>, Contradiction>,
    /// What excludes claims because it excludes what follows from them.
    pub(super) inherited: Inherited,
}

/// A claim.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) claim: Id<Claim>,
    pub(super) text: String,
    pub(super) worded: Worded,
    stems: Box<[u32]>,
    pub(super) affirming: Vec<Id<Assertion>>,
    pub(super) denying: Vec<Id<Assertion>>,
    /// How its assertions are worded, where numbers, dates or what is told beside can make others follow from them.
    pub(super) counted: Vec<Member>,
    /// What it is on a side of, and with whom.
    pairs: BTreeMap<u32, Id<Contradiction>>,
}

impl Default for Exclusions {
    fn default() -> Self {
        Self {
            sides: Vec::new(),
            places: FxHashMap::default(),
            having: Having::new(COMMON),
            found: BTreeMap::new(),
            inherited: Inherited::default(),
        }
    }
}

impl Exclusions {
    /// All contradictions and the pairs found compatible, in no order.
    pub(crate) fn each(&self) -> impl Iterator<Item = &Contradiction> {
        self.found.values().filter(|found| !self.inherited.has(found.id)).chain(self.inherited.all())
    }

    /// The same, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Contradiction> {
        let mut all: Vec<&Contradiction> = self.each().collect();
        all.sort_by_key(|found| found.id);
        all.into_iter()
    }

    /// What a claim is on a side of.
    pub fn of(&self, claim: Id<Claim>) -> impl Iterator<Item = &Contradiction> {
        self.own(claim).filter(|found| !self.inherited.has(found.id)).chain(self.inherited.of(claim))
    }

    /// What a claim is on a side of by its own words.
    pub(super) fn own(&self, claim: Id<Claim>) -> impl Iterator<Item = &Contradiction> {
        self.side(claim).into_iter().flat_map(|side| side.pairs.values()).filter_map(|id| self.found.get(id))
    }

    /// What is found of two claims by their own words.
    pub(super) fn between(&self, a: Id<Claim>, b: Id<Claim>) -> Option<&Contradiction> {
        self.found.get(self.side(a)?.pairs.get(self.places.get(&b)?)?)
    }

    pub(super) fn side(&self, claim: Id<Claim>) -> Option<&Side> {
        self.sides.get(*self.places.get(&claim)? as usize)
    }

    /// Takes away the claims that are `gone`, and puts in those that are new or changed, by their words; gives all claims of which
    /// anything is found now that was not, or was and is not.
    pub fn replace<'c>(
        &mut self,
        gone: impl IntoIterator<Item = Id<Claim>>,
        changed: impl IntoIterator<Item = &'c Claim> + Clone,
        state: &State,
        words: Words<'_>,
    ) -> BTreeSet<Id<Claim>> {
        let mut touched = Touched::default();
        let other: BTreeSet<Id<Claim>> =
            gone.into_iter().chain(changed.clone().into_iter().map(|claim| claim.id)).collect();
        for claim in &other {
            self.remove(*claim, &mut touched);
        }
        let mut fresh: BTreeSet<u32> = changed.into_iter().map(|claim| self.add(claim, state, words)).collect();
        let crossed = self.having.crossed();
        for place in &crossed.common {
            let others = self.sides.get(*place as usize).into_iter().flat_map(|side| side.pairs.keys().copied());
            let gone = others.filter(|other| crossed.common.contains(other) && !self.are_candidates(*place, *other));
            for other in gone.collect::<Vec<_>>() {
                self.set(*place, other, None, &mut touched);
            }
        }
        fresh.extend(&crossed.rare);
        let places: Vec<u32> = fresh.iter().copied().collect();
        for places in places.chunks(AT_ONCE) {
            let found = side_by_side(places, |place| self.held_against_others(*place, &fresh, state, words.0));
            for (place, Held { gone, found }) in places.iter().zip(found) {
                gone.into_iter().for_each(|other| self.set(*place, other, None, &mut touched));
                found.into_iter().for_each(|(other, found)| self.set(*place, other, found, &mut touched));
            }
        }
        let mut touched = touched.claims();
        let inherited = Inherited::following(self, touched.union(&other).copied().collect(), state);
        touched.extend(self.inherited.replace(inherited));
        touched
    }

    fn add(&mut self, claim: &Claim, state: &State, words: Words<'_>) -> u32 {
        let place = u32::try_from(self.sides.len()).unwrap_or(u32::MAX);
        let said: Vec<(&HeldVersion, &Assertion)> = claim
            .members
            .iter()
            .filter_map(|(version, id)| {
                let held = state.versions.get(version)?;
                Some((held, held.assertions.iter().find(|assertion| assertion.id == *id)?))
            })
            .collect();
        let with = |stance: Stance| {
            let has = |a: &Assertion| a.statement.stance == stance && !state.is_rejected(a.id);
            let has = said.iter().filter(move |(_, assertion)| has(assertion));
            has.map(|(_, assertion)| assertion.id).collect::<Vec<_>>()
        };
        let (affirming, denying) = (with(Stance::Affirms), with(Stance::Denies));
        let worded = Worded::new(claim, said.iter().copied(), words);
        let worded = Worded { is_affirmed: !affirming.is_empty(), ..worded };
        let of = &worded.features;
        let counts = !of.quantities.is_empty() || !of.dates.is_empty() || of.beside.is_some();
        let counted = if counts { claim.members.clone() } else { Vec::new() };
        let stems = self.having.add(place, &worded.features.stems);
        self.places.insert(claim.id, place);
        let text = claim.text.clone();
        let side = Side { claim: claim.id, text, worded, stems, affirming, denying, counted, pairs: BTreeMap::new() };
        self.sides.push(side);
        place
    }

    fn remove(&mut self, claim: Id<Claim>, touched: &mut Touched) {
        let Some(place) = self.places.remove(&claim) else { return };
        let Some(side) = self.sides.get_mut(place as usize) else { return };
        let (stems, pairs) = (std::mem::take(&mut side.stems), std::mem::take(&mut side.pairs));
        self.having.remove(place, &stems);
        for (other, id) in pairs {
            self.sides.get_mut(other as usize).into_iter().for_each(|side| _ = side.pairs.remove(&place));
            touched.note(self.found.remove(&id));
        }
    }

    /// Holds a claim against itself and all that share words with it; of two `fresh` ones the first does.
    fn held_against_others(&self, place: u32, fresh: &BTreeSet<u32>, state: &State, known: &KnownNames) -> Held {
        let Some(side) = self.sides.get(place as usize) else { return Held::default() };
        let mut gone: BTreeSet<u32> = side.pairs.keys().copied().filter(|other| *other != place).collect();
        let mut found = vec![(place, side.denial())];
        for (other, telling) in self.having.sharing(place, &side.stems) {
            let with = self.sides.get(other as usize);
            let Some((with, shared)) = with.and_then(|with| Some((with, with.shares_enough_with(side, telling)?)))
            else {
                continue;
            };
            gone.remove(&other);
            if other > place || !fresh.contains(&other) {
                let (a, b) = if side.claim < with.claim { (side, with) } else { (with, side) };
                found.push((
                    other,
                    a.against(b, shared).map_or_else(
                        || entailed::found(a, b, state, known),
                        |against| Some(entailed::with(against, (a, b), state, known)),
                    ),
                ));
            }
        }
        if !state.resolutions.is_empty() {
            found
                .iter_mut()
                .filter_map(|(_, found)| found.as_mut())
                .for_each(|found| found.resolved(&state.resolutions));
        }
        Held { gone, found }
    }

    fn are_candidates(&self, a: u32, b: u32) -> bool {
        let Some((x, y)) = self.sides.get(a as usize).zip(self.sides.get(b as usize)) else { return false };
        a == b || self.having.shared(&x.stems, &y.stems) > 0
    }

    fn set(&mut self, a: u32, b: u32, found: Option<Contradiction>, touched: &mut Touched) {
        let before = self.sides.get(a as usize).and_then(|side| side.pairs.get(&b)).copied();
        if before.and_then(|id| self.found.get(&id)) == found.as_ref() {
            return;
        }
        touched.note(before.and_then(|id| self.found.remove(&id)));
        touched.note(found.clone());
        for (one, other) in [(a, b), (b, a)] {
            let Some(side) = self.sides.get_mut(one as usize) else { continue };
            match &found {
                Some(found) => _ = side.pairs.insert(other, found.id),
                None => _ = side.pairs.remove(&other),
            }
        }
        self.found.extend(found.map(|found| (found.id, found)));
    }
}

impl Side {
    /// How many words two share that share so many which are not too common, when that is enough to say anything of each
    /// other.
    fn shares_enough_with(&self, other: &Self, telling: usize) -> Option<usize> {
        let (ours, theirs) = (&self.stems, &other.stems);
        let shared = in_both(ours, theirs);
        let shorter = ours.len().min(theirs.len());
        (Worded::are_enough(telling, shorter) || Worded::are_enough(shared, shorter)).then_some(shared)
    }

    fn denial(&self) -> Option<Contradiction> {
        if self.affirming.is_empty() || self.denying.is_empty() {
            return None;
        }
        Some(Contradiction {
            id: Id::of("contradiction", &[&self.claim.to_string(), "denial"]),
            kind: ContradictionKind::Denial,
            a: self.claim,
            b: self.claim,
            reason: "somebody says so, and somebody denies it".to_owned(),
            a_assertions: self.affirming.clone(),
            b_assertions: self.denying.clone(),
            resolution: None,
            entailment: None,
        })
    }

    /// What it is with another with which it shares so many words.
    fn against(&self, other: &Self, shared: usize) -> Option<Contradiction> {
        let (kind, reason) = opposed_sharing(&self.worded, &other.worded, shared)?;
        Some(self.excluding(other, kind, reason))
    }

    /// What it is with another, the one with the lesser id first.
    pub(super) fn excluding(&self, other: &Self, kind: ContradictionKind, reason: String) -> Contradiction {
        Contradiction {
            id: Contradiction::id_between(self.claim, other.claim),
            kind,
            a: self.claim,
            b: other.claim,
            reason,
            a_assertions: self.affirming.clone(),
            b_assertions: other.affirming.clone(),
            resolution: None,
            entailment: None,
        }
    }
}

/// Contradictions that were there before, or are there now.
#[derive(Default)]
struct Touched {
    /// How often each is noted: one that was taken away and came back the same is as it was.
    noted: BTreeMap<Id<Contradiction>, Vec<Contradiction>>,
}

impl Touched {
    fn note(&mut self, contradiction: Option<Contradiction>) {
        contradiction.into_iter().for_each(|of| self.noted.entry(of.id).or_default().push(of));
    }

    fn claims(self) -> BTreeSet<Id<Claim>> {
        let is_changed = |of: &Vec<Contradiction>| match of.as_slice() {
            [before, now] => before != now,
            _ => true,
        };
        let changed = self.noted.into_values().filter(is_changed);
        changed.flat_map(|of| of.into_iter().flat_map(|of| [of.a, of.b])).collect()
    }
}
