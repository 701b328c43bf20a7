//! Which claims exclude each other, kept: a claim that changes is held against those that share its words.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::entailed;
use super::inherited::Inherited;
use super::{Contradiction, Worded, Words, opposed_sharing};
use crate::document::Version;
use crate::enumerations::{ContradictionKind, Stance};
use crate::features::KnownNames;
use crate::id::Id;
use crate::identity::{Claim, Having, Marks, Member, in_both};
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
    /// What was found with each candidate, and whether it is by their words alone.
    found: Vec<(u32, Option<Contradiction>, bool)>,
}

/// All claims as far as they are held against each other, and what was found.
#[derive(Clone, Debug)]
pub struct Exclusions {
    sides: Vec<Side>,
    places: FxHashMap<Id<Claim>, u32>,
    having: Having,
    marks: Marks,
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
    /// Where its assertions stand, where numbers, dates or what is told beside can make others follow from them.
    pub(super) counted: Vec<Standing>,
    /// What it is on a side of, and with whom.
    pairs: BTreeMap<u32, Paired>,
}

/// Where an assertion stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    version: Id<Version>,
    pub(super) assertion: Id<Assertion>,
    /// Its place in its version, when it was read.
    place: u32,
}

impl Standing {
    fn of((version, assertion): Member, words: Words<'_>) -> Self {
        Self { version, assertion, place: words.place(assertion).unwrap_or(0) }
    }

    /// The assertion, in its version.
    pub(super) fn said(self, state: &State) -> Option<(&HeldVersion, &Assertion)> {
        let held = state.versions.get(&self.version)?;
        let is_it = |of: &&Assertion| of.id == self.assertion;
        let said = held.assertions.get(self.place as usize).filter(is_it);
        Some((held, said.or_else(|| held.assertions.iter().find(is_it))?))
    }
}

/// What two claims are found to be.
#[derive(Clone, Copy, Debug)]
struct Paired {
    id: Id<Contradiction>,
    /// Whether their words alone make them so, and not who says them.
    by_words: bool,
}

impl Default for Exclusions {
    fn default() -> Self {
        Self {
            sides: Vec::new(),
            places: FxHashMap::default(),
            having: Having::new(COMMON),
            marks: Marks::default(),
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
        self.side(claim).into_iter().flat_map(|side| side.pairs.values()).filter_map(|pair| self.found.get(&pair.id))
    }

    /// What is found of two claims by their own words.
    pub(super) fn between(&self, a: Id<Claim>, b: Id<Claim>) -> Option<&Contradiction> {
        self.found.get(&self.side(a)?.pairs.get(self.places.get(&b)?)?.id)
    }

    pub(super) fn side(&self, claim: Id<Claim>) -> Option<&Side> {
        self.sides.get(*self.places.get(&claim)? as usize)
    }

    /// Takes away the claims that are `gone`, and puts in those that are new or changed, by their words; gives all claims of which
    /// anything is found now that was not, or was and is not.
    pub(crate) fn replace<'c>(
        &mut self,
        gone: impl IntoIterator<Item = Id<Claim>>,
        changed: impl IntoIterator<Item = &'c Claim> + Clone,
        state: &State,
        words: Words<'_>,
    ) -> BTreeSet<Id<Claim>> {
        let mut touched = Touched::default();
        let other: BTreeSet<Id<Claim>> =
            gone.into_iter().chain(changed.clone().into_iter().map(|claim| claim.id)).collect();
        let sides: Vec<Side> = changed.into_iter().map(|claim| Side::of(claim, state, words)).collect();
        let (same, new): (Vec<Side>, Vec<Side>) = sides.into_iter().partition(|side| self.has_wording_of(side));
        let renewed: BTreeSet<u32> = same.into_iter().filter_map(|side| self.renew(side)).collect();
        for claim in &other {
            if !self.places.get(claim).is_some_and(|place| renewed.contains(place)) {
                self.remove(*claim, &mut touched);
            }
        }
        let mut fresh: BTreeSet<u32> = new.into_iter().map(|side| self.add(side)).collect();
        let crossed = self.having.crossed();
        for place in &crossed.common {
            let others = self.sides.get(*place as usize).into_iter().flat_map(|side| side.pairs.keys().copied());
            let gone = others.filter(|other| crossed.common.contains(other) && !self.are_candidates(*place, *other));
            for other in gone.collect::<Vec<_>>() {
                self.set(*place, other, (None, false), &mut touched);
            }
        }
        fresh.extend(&crossed.rare);
        let places: Vec<u32> = fresh.union(&renewed).copied().collect();
        for places in places.chunks(AT_ONCE) {
            let found =
                side_by_side(places, |place| self.held_against_others(*place, (&fresh, &renewed), state, words.names));
            for (place, Held { gone, found }) in places.iter().zip(found) {
                gone.into_iter().for_each(|other| self.set(*place, other, (None, false), &mut touched));
                found.into_iter().for_each(|(other, found, by)| self.set(*place, other, (found, by), &mut touched));
            }
        }
        let mut touched = touched.claims();
        let inherited = Inherited::following(self, touched.union(&other).copied().collect(), state);
        touched.extend(self.inherited.replace(inherited));
        touched
    }

    /// Whether the claim is here, worded as this one is.
    fn has_wording_of(&self, side: &Side) -> bool {
        self.side(side.claim).is_some_and(|known| known.worded == side.worded)
    }

    fn add(&mut self, side: Side) -> u32 {
        let place = u32::try_from(self.sides.len()).unwrap_or(u32::MAX);
        let words = &side.worded.features.stems;
        let stems = self.having.add(place, words);
        self.marks.add(words, &self.having);
        self.places.insert(side.claim, place);
        self.sides.push(Side { stems, ..side });
        place
    }

    /// Takes who makes a claim that is worded as before.
    fn renew(&mut self, side: Side) -> Option<u32> {
        let place = *self.places.get(&side.claim)?;
        let known = self.sides.get_mut(place as usize)?;
        let (stems, pairs) = (std::mem::take(&mut known.stems), std::mem::take(&mut known.pairs));
        *known = Side { stems, pairs, ..side };
        Some(place)
    }

    fn remove(&mut self, claim: Id<Claim>, touched: &mut Touched) {
        let Some(place) = self.places.remove(&claim) else { return };
        let Some(side) = self.sides.get_mut(place as usize) else { return };
        let (stems, pairs) = (std::mem::take(&mut side.stems), std::mem::take(&mut side.pairs));
        self.having.remove(place, &stems);
        for (other, pair) in pairs {
            self.sides.get_mut(other as usize).into_iter().for_each(|side| _ = side.pairs.remove(&place));
            touched.note(self.found.remove(&pair.id));
        }
    }

    /// Holds a claim against itself and all that share words with it; of two that changed the first does. Of two that are
    /// not `fresh`, but only said by others than before, the words are known.
    fn held_against_others(
        &self,
        place: u32,
        (fresh, renewed): (&BTreeSet<u32>, &BTreeSet<u32>),
        state: &State,
        known: &KnownNames,
    ) -> Held {
        let Some(side) = self.sides.get(place as usize) else { return Held::default() };
        let mut gone: BTreeSet<u32> = side.pairs.keys().copied().filter(|other| *other != place).collect();
        let mut found = vec![(place, side.denial(), false)];
        for (other, telling) in self.having.sharing(place, &side.stems) {
            let with = self.sides.get(other as usize);
            let Some((with, shared)) = with.and_then(|with| Some((with, with.shares_enough_with(side, telling)?)))
            else {
                continue;
            };
            gone.remove(&other);
            if other > place || !(fresh.contains(&other) || renewed.contains(&other)) {
                let (a, b) = if side.claim < with.claim { (side, with) } else { (with, side) };
                let is_known = !fresh.contains(&place) && !fresh.contains(&other);
                let pair = side.pairs.get(&other).filter(|pair| pair.by_words);
                let by_words = if is_known { self.told_before(pair) } else { self.opposed(a, b, shared) };
                let is_by_words = by_words.is_some();
                let excluding = by_words.map(|(kind, reason)| a.excluding(b, kind, reason));
                let with_all = |found| Some(entailed::with(found, (a, b), state, known));
                let all = excluding.map_or_else(|| entailed::found(a, b, state, known), with_all);
                found.push((other, all, is_by_words));
            }
        }
        if !state.resolutions.is_empty() {
            let all = found.iter_mut().filter_map(|(_, found, _)| found.as_mut());
            all.for_each(|found| found.resolved(&state.resolutions));
        }
        Held { gone, found }
    }

    /// What the words of two make them that share so many.
    fn opposed(&self, a: &Side, b: &Side, shared: usize) -> Option<(ContradictionKind, String)> {
        let may_be_told_alike = self.marks.may_be_told_alike(&a.stems, &b.stems, shared);
        opposed_sharing(&a.worded, &b.worded, may_be_told_alike.then_some(shared))
    }

    /// What the words of two make them, as it was found before.
    fn told_before(&self, pair: Option<&Paired>) -> Option<(ContradictionKind, String)> {
        self.found.get(&pair?.id).map(|found| (found.kind, found.reason.clone()))
    }

    fn are_candidates(&self, a: u32, b: u32) -> bool {
        let Some((x, y)) = self.sides.get(a as usize).zip(self.sides.get(b as usize)) else { return false };
        a == b || self.having.shared(&x.stems, &y.stems) > 0
    }

    fn set(&mut self, a: u32, b: u32, (found, by_words): (Option<Contradiction>, bool), touched: &mut Touched) {
        let before = self.sides.get(a as usize).and_then(|side| side.pairs.get(&b)).copied();
        let is_as_before = before.is_some_and(|pair| pair.by_words) == by_words;
        if is_as_before && before.and_then(|pair| self.found.get(&pair.id)) == found.as_ref() {
            return;
        }
        touched.note(before.and_then(|pair| self.found.remove(&pair.id)));
        touched.note(found.clone());
        for (one, other) in [(a, b), (b, a)] {
            let Some(side) = self.sides.get_mut(one as usize) else { continue };
            match &found {
                Some(found) => _ = side.pairs.insert(other, Paired { id: found.id, by_words }),
                None => _ = side.pairs.remove(&other),
            }
        }
        self.found.extend(found.map(|found| (found.id, found)));
    }
}

impl Side {
    /// The side of a claim, of which nothing is found yet.
    fn of(claim: &Claim, state: &State, words: Words<'_>) -> Self {
        let standing: Vec<Standing> = claim.members.iter().map(|member| Standing::of(*member, words)).collect();
        let said: Vec<(&HeldVersion, &Assertion)> = standing.iter().filter_map(|of| of.said(state)).collect();
        let with = |stance: Stance| {
            let has = |a: &Assertion| a.statement.stance == stance && !state.is_rejected(a.id);
            let has = said.iter().filter(move |(_, assertion)| has(assertion));
            has.map(|(_, assertion)| assertion.id).collect::<Vec<_>>()
        };
        let (affirming, denying) = (with(Stance::Affirms), with(Stance::Denies));
        let worded = Worded::new(claim, said.iter().copied(), words);
        let worded = Worded { is_affirmed: !affirming.is_empty(), ..worded };
        let of = &worded.features;
        let counts = !of.quantities.is_empty() || !of.dates.is_empty() || of.beside.is_some() || of.is_vague;
        let counted = if counts { standing } else { Vec::new() };
        let (text, stems) = (claim.text.clone(), Box::default());
        Self { claim: claim.id, text, worded, stems, affirming, denying, counted, pairs: BTreeMap::new() }
    }

    /// How many words two share that share so many which are not too common, when that is enough to say anything of each
    /// other.
    fn shares_enough_with(&self, other: &Self, telling: usize) -> Option<usize> {
        let (ours, theirs) = (&self.stems, &other.stems);
        let shared = in_both(ours, theirs);
        let are_enough = |shared| self.worded.have_enough(&other.worded, shared);
        (are_enough(telling) || are_enough(shared)).then_some(shared)
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
            corrected: false,
        })
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
            corrected: false,
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
