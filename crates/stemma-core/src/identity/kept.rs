//! Which assertions make one claim, kept: a version that is added costs what it says, and what that touches.
//!
//! The outcome depends on the assertions and judgements alone, and not on the order in which they came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::classes::{Class, Classes};
use super::groups::Joining;
use super::wording::Wording;
use super::{Claim, Match, Member, Outcome};
use crate::document::Version;
use crate::features::{Features, KnownNames, Setting};
use crate::id::Id;
use crate::side_by_side::side_by_side;
use crate::state::{Assertion, HeldVersion, Judgement, State};
use crate::statement::Statement;

/// The features of so many sentences are read at once.
const AT_ONCE: usize = 256;

/// All assertions, and the claims that they make.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    names: KnownNames,
    entries: Vec<Entry>,
    numbers: FxHashMap<Id<Assertion>, u32>,
    pub(super) classes: Classes,
    /// The first assertion of each wording.
    wordings: FxHashMap<Id<Wording>, u32>,
    /// Assertions whose first word is a name as soon as some sentence shows that it is one.
    waiting: FxHashMap<String, Vec<u32>>,
    /// What people decided, by numbers, the lower id first.
    same: BTreeSet<(u32, u32)>,
    different: BTreeSet<(u32, u32)>,
    /// Those that a person said are different from another.
    parted: FxHashSet<u32>,
    /// Those whose features changed since the claims were last settled.
    renamed: FxHashSet<u32>,
    pub(super) claims: BTreeMap<Id<Claim>, Claim>,
    /// The assertion that words each claim.
    pub(super) speaking: FxHashMap<Id<Claim>, u32>,
    kept_apart: BTreeSet<(Id<Assertion>, Id<Assertion>)>,
}

/// An assertion: where it stands, its class and its claim.
#[derive(Clone, Debug)]
struct Entry {
    id: Id<Assertion>,
    version: Id<Version>,
    place: u32,
    class: u32,
    claim: Option<Id<Claim>>,
}

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Claims that there are no more.
    pub gone: BTreeSet<Id<Claim>>,
    /// Claims that are new, or have other members, other words, or words that are names now.
    pub changed: BTreeSet<Id<Claim>>,
    /// All claims that were looked at and are there: an assertion may have left a claim that another one keeps.
    pub(super) kept: BTreeSet<Id<Claim>>,
}

impl Identity {
    /// The claims in the order of their ids, as they were last settled.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.values()
    }

    /// The claim with this id.
    #[must_use]
    pub fn claim(&self, id: Id<Claim>) -> Option<&Claim> {
        self.claims.get(&id)
    }

    /// The names that all sentences show.
    #[must_use]
    pub const fn names(&self) -> &KnownNames {
        &self.names
    }

    /// The features of an assertion.
    #[must_use]
    pub fn features(&self, id: Id<Assertion>) -> Option<Arc<Features>> {
        let entry = self.entries.get(self.number(id)? as usize)?;
        self.classes.get(entry.class).map(|class| Arc::clone(&class.features))
    }

    /// The place of an assertion in its version.
    pub(crate) fn place(&self, id: Id<Assertion>) -> Option<u32> {
        self.entries.get(self.number(id)? as usize).map(|entry| entry.place)
    }

    /// The number of an assertion: they are numbered as they came.
    #[must_use]
    pub fn number(&self, id: Id<Assertion>) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// The claim that the assertion with this number makes.
    #[must_use]
    pub fn claim_of(&self, number: u32) -> Option<Id<Claim>> {
        self.entries.get(number as usize)?.claim
    }

    /// Adds versions that are not there yet.
    pub fn add<'v>(&mut self, versions: impl IntoIterator<Item = &'v HeldVersion> + Clone) {
        let said = || versions.clone().into_iter().flat_map(|held| (0..).zip(&held.assertions).map(move |a| (held, a)));
        let mut fresh = Vec::new();
        for (_, (_, assertion)) in said() {
            fresh.extend(self.names.add(&assertion.statement.sentence));
        }
        for name in fresh {
            for number in self.waiting.remove(&name).unwrap_or_default() {
                self.put_again(number, |features| features.change(|of| _ = of.names.insert(name.clone())));
            }
        }
        let settings = versions.clone().into_iter().flat_map(|held| {
            let statements = held.assertions.iter().map(|assertion| &assertion.statement);
            let metadata = &held.document.metadata;
            let headed = (metadata.title.as_deref(), metadata.written_in.as_deref());
            Setting::of_all(&held.version.id.to_string(), headed, statements)
        });
        let mut all =
            said().zip(settings).map(|((held, (place, assertion)), setting)| (held, place, assertion, setting));
        loop {
            let part: Vec<_> = all.by_ref().take(AT_ONCE).collect();
            if part.is_empty() {
                return;
            }
            let wordings: Vec<Wording> =
                part.iter().map(|(.., assertion, _)| Wording::of(&assertion.statement)).collect();
            let features = self.read(&wordings);
            for ((held, place, assertion, setting), features) in part.into_iter().zip(features) {
                let mut features = features;
                features.change(|of| of.setting.clone_from(&setting));
                self.put(held, (place, assertion), features);
            }
        }
    }

    /// The features of the sentences that come next; those of a wording that was read before are known.
    fn read(&mut self, wordings: &[Wording]) -> Vec<Features> {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let mut is_new = |number: u32, of: &Wording| *self.wordings.entry(of.id()).or_insert(number) == number;
        let (numbers, new): (Vec<u32>, Vec<&Wording>) =
            (next..).zip(wordings).filter(|(number, wording)| is_new(*number, wording)).unzip();
        let read: FxHashMap<u32, Features> =
            numbers.into_iter().zip(side_by_side(&new, |wording| wording.features())).collect();
        let known = |wording: &Wording| {
            let number = self.wordings.get(&wording.id())?;
            let held = || Some(&*self.classes.get(self.entries.get(*number as usize)?.class)?.features);
            read.get(number).or_else(held).cloned()
        };
        wordings.iter().map(|wording| known(wording).unwrap_or_else(|| wording.features())).collect()
    }

    fn put(&mut self, held: &HeldVersion, (place, assertion): (u32, &Assertion), mut features: Features) {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        features.change(|of| of.told_on(held.document.metadata.published));
        match features.opening(&assertion.statement.sentence) {
            Some(name) if self.names.has(&name) => features.change(|of| _ = of.names.insert(name.clone())),
            Some(word) => self.waiting.entry(word).or_default().push(number),
            None => {}
        }
        let class = self.classes.put(number, features, false);
        self.numbers.insert(assertion.id, number);
        self.entries.push(Entry { id: assertion.id, version: held.version.id, place, class, claim: None });
    }

    fn put_again(&mut self, number: u32, change: impl FnOnce(&mut Features)) {
        let apart = self.parted.contains(&number);
        let Some(entry) = self.entries.get_mut(number as usize) else { return };
        if let Some(mut features) = self.classes.take(number, entry.class) {
            change(&mut features);
            entry.class = self.classes.put(number, features, apart);
            self.classes.touch(entry.class);
            self.renamed.insert(number);
        }
    }

    /// What people decided: all of it, also of assertions that are not here.
    pub fn judge<'j>(&mut self, judgements: impl IntoIterator<Item = &'j Judgement>) {
        let (mut same, mut different) = (BTreeSet::new(), BTreeSet::new());
        for judgement in judgements {
            let (a, b) = (judgement.a.min(judgement.b), judgement.a.max(judgement.b));
            let Some(pair) = self.number(a).zip(self.number(b)) else { continue };
            if judgement.same { &mut same } else { &mut different }.insert(pair);
        }
        let ends = |pair: &(u32, u32)| [pair.0, pair.1];
        let changed = self.same.symmetric_difference(&same).chain(self.different.symmetric_difference(&different));
        let changed: BTreeSet<u32> = changed.flat_map(ends).collect();
        self.parted = different.iter().flat_map(ends).collect();
        (self.same, self.different) = (same, different);
        for number in changed {
            self.put_again(number, |_| {});
        }
    }

    /// Decides again whatever changed since the last time. `state` has the versions that were added, and perhaps others.
    pub fn settle(&mut self, state: &State) -> Settled {
        let changed = self.classes.compared();
        let beside = self.judged_beside();
        let mut seen: FxHashSet<u32> = FxHashSet::default();
        let mut settled = Settled::default();
        let grown = self.classes.grown();
        let (growing, other): (Vec<u32>, Vec<u32>) = grown
            .into_iter()
            .filter(|class| !changed.contains(class))
            .partition(|class| self.only_grows(*class, &beside));
        for class in changed.into_iter().chain(other) {
            let component = self.component(class, &beside, &mut seen);
            if !component.is_empty() {
                self.settle_component(&component, state, &mut settled);
            }
        }
        for class in growing.into_iter().filter(|class| !seen.contains(class)) {
            self.grow(class, state, &mut settled);
        }
        self.renamed.clear();
        settled.gone.retain(|id| !settled.kept.contains(id));
        for id in &settled.gone {
            self.claims.remove(id);
            self.speaking.remove(id);
        }
        settled
    }

    /// The classes that a judgement puts beside each other.
    fn judged_beside(&self) -> FxHashMap<u32, Vec<u32>> {
        let mut beside: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let class = |number: u32| self.entries.get(number as usize).map(|entry| entry.class);
        for (a, b) in self.same.iter().chain(&self.different) {
            if let Some((a, b)) = class(*a).zip(class(*b)) {
                beside.entry(a).or_default().push(b);
                beside.entry(b).or_default().push(a);
            }
        }
        beside
    }

    /// All classes that hang together with this one, unless they were seen.
    pub(super) fn component(
        &self,
        class: u32,
        beside: &FxHashMap<u32, Vec<u32>>,
        seen: &mut FxHashSet<u32>,
    ) -> Vec<u32> {
        let mut component = Vec::new();
        let mut todo = vec![class];
        while let Some(class) = todo.pop() {
            let Some(of) = self.classes.get(class).filter(|of| !of.members.is_empty()) else { continue };
            if seen.insert(class) {
                component.push(class);
                todo.extend(of.like.iter().filter(|(_, like)| like.is_same).map(|(other, _)| *other));
                todo.extend(beside.get(&class).into_iter().flatten());
            }
        }
        component
    }

    pub(super) fn id(&self, number: u32) -> Option<Id<Assertion>> {
        self.entries.get(number as usize).map(|entry| entry.id)
    }

    pub(super) fn member(&self, number: u32) -> Option<Member> {
        self.entries.get(number as usize).map(|entry| (entry.version, entry.id))
    }

    /// The class in which an assertion stands.
    pub(super) fn class_of(&self, number: u32) -> Option<u32> {
        self.entries.get(number as usize).map(|entry| entry.class)
    }

    pub(super) fn features_of(&self, number: u32) -> Option<&Features> {
        self.classes.get(self.entries.get(number as usize)?.class).map(|class| &*class.features)
    }

    pub(super) fn statement<'s>(&self, number: u32, state: &'s State) -> Option<&'s Statement> {
        let entry = self.entries.get(number as usize)?;
        Some(&state.versions.get(&entry.version)?.assertions.get(entry.place as usize)?.statement)
    }

    /// Takes it that these assertions make this claim.
    pub(super) fn belong(&mut self, numbers: &[u32], claim: Id<Claim>) {
        for number in numbers {
            self.entries.get_mut(*number as usize).into_iter().for_each(|entry| entry.claim = Some(claim));
        }
    }

    fn first(&self, of: &Class) -> Option<u32> {
        of.members.iter().copied().min_by_key(|number| (self.id(*number), *number))
    }

    fn settle_component(&mut self, component: &[u32], state: &State, settled: &mut Settled) {
        let classes = component.iter().filter_map(|class| self.classes.get(*class));
        let mut numbers: Vec<u32> = classes.clone().flat_map(|of| &of.members).copied().collect();
        numbers.sort_unstable_by_key(|number| (self.id(*number), *number));
        let places: FxHashMap<u32, usize> = numbers.iter().copied().zip(0..).collect();
        let place = |number: u32| places.get(&number).copied();
        let of_number = |number: &u32| self.classes.get(self.entries.get(*number as usize)?.class);
        let place_of_class = |class: u32| place(self.first(self.classes.get(class)?)?);
        let likes = component.iter().filter_map(|class| Some((place_of_class(*class)?, self.classes.get(*class)?)));
        let pairs = likes.flat_map(|(a, of)| of.like.iter().map(move |(other, like)| (a, *other, *like)));
        let pairs = pairs.filter(|(.., like)| like.is_same).filter_map(|(a, other, like)| {
            let b = place_of_class(other)?;
            (a < b).then_some((a, b, like.score))
        });
        let within = |judged: &BTreeSet<(u32, u32)>| {
            judged.iter().filter_map(|(a, b)| place(*a).zip(place(*b))).collect::<BTreeSet<_>>()
        };
        let firsts: FxHashMap<u32, usize> =
            component.iter().filter_map(|class| Some((*class, place_of_class(*class)?))).collect();
        let class_at = |place: usize| self.entries.get(*numbers.get(place)? as usize).map(|entry| entry.class);
        let likeness = |a: usize, b: usize| self.classes.get(class_at(a)?)?.like.get(&class_at(b)?).copied();
        let joining = Joining {
            features: numbers.iter().filter_map(|number| of_number(number).map(|of| &*of.features)).collect(),
            first: numbers
                .iter()
                .filter_map(|number| firsts.get(&self.entries.get(*number as usize)?.class).copied())
                .collect(),
            pairs: pairs.collect(),
            same: within(&self.same),
            different: within(&self.different),
            likeness: &likeness,
        };
        let joined = joining.joined();
        let id = |place: usize| numbers.get(place).and_then(|number| self.id(*number));
        let kept_apart: Vec<_> = joined.kept_apart.iter().filter_map(|(a, b)| id(*a).zip(id(*b))).collect();
        let (mut claims, mut unchanged) = (Vec::new(), Vec::new());
        for places in &joined.groups {
            let members: Vec<u32> = places.iter().filter_map(|place| numbers.get(*place)).copied().collect();
            match self.unchanged(&members) {
                Some(claim) => unchanged.push(claim),
                None => claims.extend(self.worded(members, state)),
            }
        }
        settled.kept.extend(unchanged);
        let ids: BTreeSet<Id<Assertion>> = numbers.iter().filter_map(|number| self.id(*number)).collect();
        self.kept_apart.retain(|(a, _)| !ids.contains(a));
        self.kept_apart.extend(kept_apart);
        self.replace(&numbers, claims, settled);
    }

    /// The claim that these assertions, and no others, made before, when nothing that words it changed.
    fn unchanged(&self, members: &[u32]) -> Option<Id<Claim>> {
        let claim = self.claim_of(*members.first()?)?;
        let is_of_it = |number: &u32| self.claim_of(*number) == Some(claim) && !self.renamed.contains(number);
        let is_whole = self.claims.get(&claim)?.members.len() == members.len();
        (is_whole && members.iter().all(is_of_it)).then_some(claim)
    }

    /// Puts the claims of a component into the place of those that its assertions had.
    fn replace(&mut self, numbers: &[u32], claims: Vec<(Claim, u32, Vec<u32>)>, settled: &mut Settled) {
        settled.gone.extend(numbers.iter().filter_map(|number| self.claim_of(*number)));
        for (claim, speaking, members) in claims {
            let is_renamed = members.iter().any(|number| self.renamed.contains(number));
            self.belong(&members, claim.id);
            self.speaking.insert(claim.id, speaking);
            settled.kept.insert(claim.id);
            if is_renamed || self.claims.get(&claim.id) != Some(&claim) {
                settled.changed.insert(claim.id);
                self.claims.insert(claim.id, claim);
            }
        }
    }

    /// The claim that these assertions make, which come in the order of their ids, and the one that words it.
    fn worded(&self, members: Vec<u32>, state: &State) -> Option<(Claim, u32, Vec<u32>)> {
        let (best, text) = self.speaking_for(&members, state)?;
        let statement = self.statement(best, state)?;
        let claim = Claim {
            id: Claim::id_by(self.id(*members.first()?)?),
            text,
            kind: statement.kind,
            members: members.iter().filter_map(|number| self.member(*number)).collect(),
        };
        Some((claim, best, members))
    }

    /// What was found to be the same, and what a person should look at: the likest first, then what judgements keep apart.
    #[must_use]
    pub fn matches(&self) -> Vec<Match> {
        let firsts: FxHashMap<u32, Id<Assertion>> =
            self.classes.all().filter_map(|(class, of)| Some((class, self.id(self.first(of)?)?))).collect();
        let mut matches = Vec::new();
        for (class, of) in self.classes.all() {
            for (other, like) in of.like.iter().filter(|(other, _)| **other > class) {
                let Some((a, b)) = firsts.get(&class).zip(firsts.get(other)) else { continue };
                let outcome = if like.is_same { Outcome::Same } else { Outcome::Unsure };
                matches.push(Match { a: *a.min(b), b: *a.max(b), score: like.score, outcome, reason: like.reason });
            }
        }
        matches.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        matches.extend(self.kept_apart.iter().map(|(a, b)| Match {
            a: *a,
            b: *b,
            score: 1.0,
            outcome: Outcome::Unsure,
            reason: "judged to be the same, and judged to be different",
        }));
        matches
    }
}
