//! Claims that cannot hold together – and those that only look so, with the reason why they can.

mod aspects;
pub(crate) mod corrected;
mod entailed;
mod exclusion;
mod extents;
mod holders;
mod inherited;
mod kept;
mod nobody;
mod numbers;
mod opposites;
mod settle;
mod states;
#[cfg(test)]
mod trying;
mod when;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::date::PartialDate;
use crate::entailment::Entailment;
use crate::enumerations::{ContradictionKind, Stance};
use crate::features::{Features, KnownNames, Sort, Tense, is_all_or_none, is_count, told_alike};
use crate::id::Id;
use crate::identity::{Claim, Identity, likeness, name_different_things};
use crate::state::{Assertion, HeldVersion, Resolution, State};

use exclusion::numbers_differ;
pub use kept::Exclusions;
use numbers::conflicting_units;
pub use settle::{Settled, Unsettled, settled};

/// Two claims that cannot both hold, or that look so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Derived from the two claims.
    pub id: Id<Contradiction>,
    /// The kind; the compatible kinds are no contradictions.
    pub kind: ContradictionKind,
    /// The one claim.
    pub a: Id<Claim>,
    /// The other; the same claim, when the contradiction is a denial of it.
    pub b: Id<Claim>,
    /// Why, in plain words.
    pub reason: String,
    /// The assertions of the one side.
    pub a_assertions: Vec<Id<Assertion>>,
    /// The assertions of the other.
    pub b_assertions: Vec<Id<Assertion>>,
    /// How a person settled it, if one did.
    pub resolution: Option<Resolution>,
    /// That the one follows from the other; only of two that differ in how exact they are.
    pub entailment: Option<Entailment>,
    /// Whether only earlier versions say the one side, of documents that now say the other.
    pub corrected: bool,
}

/// Whether a contradiction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContradictionStatus {
    /// The two cannot hold together, and nobody has settled it.
    Open,
    /// The two can hold together.
    Compatible,
    /// A person settled it.
    Resolved,
    /// A person settled it, and somebody new took a side since.
    Reopened,
    /// Only earlier versions say the one side, of documents that now say the other.
    Corrected,
}

impl ContradictionStatus {
    /// Its name in records.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Compatible => "compatible",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Corrected => "corrected",
        }
    }
}

impl Contradiction {
    /// What it is called between two claims, of which `a` has the lesser id.
    pub(crate) fn id_between(a: Id<Claim>, b: Id<Claim>) -> Id<Self> {
        Id::of("contradiction", &[&a.to_string(), &b.to_string()])
    }

    /// Whether it stands.
    #[must_use]
    pub fn status(&self) -> ContradictionStatus {
        let known = |resolution: &Resolution| self.assertions().all(|assertion| resolution.given.contains(&assertion));
        match &self.resolution {
            _ if self.kind.is_compatible() => ContradictionStatus::Compatible,
            Some(resolution) if known(resolution) => ContradictionStatus::Resolved,
            _ if self.corrected => ContradictionStatus::Corrected,
            None => ContradictionStatus::Open,
            Some(_) => ContradictionStatus::Reopened,
        }
    }

    /// Whether it stands against both claims: the two cannot hold together, and nobody has settled it for all who take a
    /// side.
    #[must_use]
    pub fn opposes(&self) -> bool {
        matches!(self.status(), ContradictionStatus::Open | ContradictionStatus::Reopened)
    }

    /// Whether the words of the two cannot hold together, and nobody has settled it, whoever says them: what was corrected is
    /// opposed by the correction, which it opposes not.
    #[must_use]
    pub fn excludes(&self) -> bool {
        self.opposes() || self.status() == ContradictionStatus::Corrected
    }

    /// That the one follows from the other, unless a person settled that it does not.
    #[must_use]
    pub fn entails(&self) -> Option<&Entailment> {
        self.entailment.as_ref().filter(|_| self.resolution.is_none())
    }

    /// The assertions of both sides.
    pub fn assertions(&self) -> impl Iterator<Item = Id<Assertion>> {
        self.a_assertions.iter().chain(&self.b_assertions).copied()
    }

    /// How people settled it: by what it is called, or else, since the names of claims change as they grow, by the
    /// assertions of both sides.
    fn resolved(&mut self, resolutions: &BTreeMap<Id<Self>, Resolution>) {
        let meets = |side: &[Id<Assertion>], given: &BTreeSet<Id<Assertion>>| side.iter().any(|id| given.contains(id));
        let is_it = |of: &&Resolution| meets(&self.a_assertions, &of.given) && meets(&self.b_assertions, &of.given);
        let known = |of: &&Resolution| self.assertions().filter(|assertion| of.given.contains(assertion)).count();
        let all = resolutions.get(&self.id).into_iter().chain(resolutions.values().filter(is_it));
        let found = all.max_by_key(known).cloned();
        self.resolution = found;
    }
}

/// Stems of verbs for what goes on being as it is.
const REMAINING: &[&str] = &["remain", "stay"];

/// Likeness of the words beside the numbers from which two claims speak of the same thing.
const SAME_SUBJECT: f64 = 0.6;

/// All contradictions among `claims`, and the pairs found compatible, in the order of their ids.
#[must_use]
pub fn contradictions(state: &State, claims: &[Claim]) -> Vec<Contradiction> {
    let sentences = state.versions.values().flat_map(|held| &held.assertions);
    let known = KnownNames::of(sentences.map(|assertion| assertion.statement.sentence.as_str()));
    let mut exclusions = Exclusions::default();
    exclusions.replace([], claims, state, Words { names: &known, read: None });
    exclusions.all().cloned().collect()
}

/// What is known of words.
#[derive(Clone, Copy)]
pub(crate) struct Words<'k> {
    /// The names that all sentences show.
    pub(crate) names: &'k KnownNames,
    /// Assertions as they were read, where somebody keeps them.
    pub(crate) read: Option<&'k Identity>,
}

impl Words<'_> {
    fn features(self, of: &Assertion) -> Arc<Features> {
        let read = self.read.and_then(|read| read.features(of.id));
        read.unwrap_or_else(|| Arc::new(Features::of(&of.statement, self.names)))
    }

    /// Where in its version an assertion stood when it was read.
    fn place(self, id: Id<Assertion>) -> Option<u32> {
        self.read.and_then(|read| read.place(id))
    }
}

/// A claim as it is worded, as far as it matters for what it excludes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Worded {
    /// The features of the sentence that words the claim: those of an assertion are held once.
    features: Arc<Features>,
    /// Their words, numbers aside.
    words: BTreeSet<String>,
    /// Numbers among its stems that belong to no date and no bound.
    numbers: Box<[String]>,
    /// Whether anybody says so.
    is_affirmed: bool,
    /// When it was first published.
    published: Option<PartialDate>,
}

impl Worded {
    /// The wording of `claim`, which has these members; `features` are those that somebody has already.
    pub(crate) fn new<'m>(
        claim: &Claim,
        members: impl Iterator<Item = (&'m HeldVersion, &'m Assertion)> + Clone,
        words: Words<'_>,
    ) -> Self {
        let said = members.clone().map(|(_, of)| of).find(|of| of.statement.sentence == claim.text);
        Self::with(claim, said.map(|said| words.features(said)), members)
    }

    /// The wording of `claim`, which has these members with these features.
    pub(crate) fn of<'m>(
        claim: &Claim,
        members: impl Iterator<Item = (&'m HeldVersion, &'m Assertion, &'m Arc<Features>)> + Clone,
    ) -> Self {
        let features = members.clone().find(|(_, a, _)| a.statement.sentence == claim.text);
        let features = features.map(|(.., features)| Arc::clone(features));
        Self::with(claim, features, members.map(|(held, a, _)| (held, a)))
    }

    fn with<'m>(
        claim: &Claim,
        features: Option<Arc<Features>>,
        mut members: impl Iterator<Item = (&'m HeldVersion, &'m Assertion)> + Clone,
    ) -> Self {
        let published = members.clone().filter_map(|(held, _)| held.document.metadata.published).min();
        let is_affirmed = members.any(|(_, assertion)| assertion.statement.stance == Stance::Affirms);
        let features = features.unwrap_or_else(|| Arc::new(Features::of_text(&claim.text, claim.kind)));
        Self { is_affirmed, published, ..Self::sentence(features) }
    }

    /// A sentence with these features that is put forward as so, by nobody in particular.
    pub(crate) fn sentence(features: impl Into<Arc<Features>>) -> Self {
        let features = features.into();
        let (words, numbers) = (features.words_alone(), features.numbers_alone());
        Self { words, numbers, features, is_affirmed: true, published: None }
    }

    /// The same claim in other words.
    fn told(&self, features: Features) -> Self {
        Self { is_affirmed: self.is_affirmed, published: self.published, ..Self::sentence(features) }
    }

    /// Its words.
    pub(crate) fn stems(&self) -> &BTreeSet<String> {
        &self.features.stems
    }

    /// Whether so many words shared are enough to say anything of each other: at least three, or both of two; of sentences of a
    /// few words all but one, and of two causes the effect.
    pub(crate) fn have_enough(&self, other: &Self, shared: usize) -> bool {
        let (ours, theirs) = (self.stems().len(), other.stems().len());
        let (shorter, longer) = (ours.min(theirs), ours.max(theirs));
        match shared {
            0 => false,
            1 => shorter <= 2 && longer <= 4,
            2 => shorter == 2 || (shorter == 3 && longer <= 5) || (self.tells_cause() && other.tells_cause()),
            _ => true,
        }
    }

    /// How it speaks of time: what remains open is so.
    fn tense(&self) -> Tense {
        let of = &self.features;
        let is_kept =
            of.tense == Tense::Past && !of.aspect.is_past && REMAINING.iter().any(|stem| of.stems.contains(*stem));
        if is_kept { Tense::Present } else { of.tense }
    }

    fn tells_cause(&self) -> bool {
        !self.features.roles.cause.is_empty()
    }
}

/// Whether two claims are opposed or look so, and why.
pub(crate) fn opposed(a: &Worded, b: &Worded) -> Option<(ContradictionKind, String)> {
    opposed_sharing(a, b, Some(a.features.stems.intersection(&b.features.stems).count()))
}

/// As [`opposed`], of two that share so many words; of none, where no word of the one can stand for one of the other.
fn opposed_sharing(a: &Worded, b: &Worded, shared: Option<usize>) -> Option<(ContradictionKind, String)> {
    let (x, y) = (&a.features, &b.features);
    if x.sort != y.sort || x.sort == Sort::Judgement || !a.is_affirmed || !b.is_affirmed || x.is_set_elsewhere(y) {
        return None;
    }
    let alike = shared.and_then(|shared| told_alike(x, y, shared));
    let alike = alike.and_then(|(x, y)| found_between(&a.told(x), &b.told(y)));
    alike.or_else(|| found_between(a, b)).map(|(kind, reason)| (kind, reason.to_owned()))
}

fn found_between(a: &Worded, b: &Worded) -> Found {
    let (x, y) = (&a.features, &b.features);
    // Most pairs end here: they give numbers of different things.
    let are_apart = || conflicting_units(x, y).is_empty() || likeness(&a.words, &b.words) < SAME_SUBJECT;
    if x.negated == y.negated && numbers_differ(a, b) && are_apart() {
        return None;
    }
    let between = Between::new(a, b);
    between.as_numbers().or_else(|| between.as_excluding())
}

/// What a pair is found to be, with the reason.
type Found = Option<(ContradictionKind, &'static str)>;

/// Two claims side by side.
struct Between<'w> {
    a: &'w Worded,
    b: &'w Worded,
    /// Words of the one alone.
    ours: BTreeSet<&'w str>,
    /// Words of the other alone.
    theirs: BTreeSet<&'w str>,
    /// Likeness of their words.
    like: f64,
}

impl<'w> Between<'w> {
    fn new(a: &'w Worded, b: &'w Worded) -> Self {
        let alone = |x: &'w BTreeSet<String>, y: &'w BTreeSet<String>| x.difference(y).map(String::as_str).collect();
        Self {
            a,
            b,
            ours: alone(&a.words, &b.words),
            theirs: alone(&b.words, &a.words),
            like: likeness(&a.words, &b.words),
        }
    }

    /// Whether a word of either side alone is one of these.
    fn has_apart(&self, words: &[&str]) -> bool {
        self.ours.iter().chain(&self.theirs).any(|word| words.contains(word))
    }

    /// Whether the two speak of different things, as far as words tell.
    fn is_of_other_scope(&self) -> bool {
        let (x, y) = (&self.a.features, &self.b.features);
        name_different_things(x, y)
            || (has_words(&self.ours) && has_words(&self.theirs))
            || lacks_head(x, y)
            || lacks_head(y, x)
            || x.narrows(y)
            || y.narrows(x)
            || self.has_apart(SCOPES)
    }

    /// Whether both were published, and the later one may bring the earlier up to date: at once where both speak of how
    /// things stand so far, from a month on where they say how things are.
    fn is_update(&self) -> bool {
        let (Some(p), Some(q)) = (self.a.published, self.b.published) else { return false };
        let least = self.a.tense().min(self.b.tense());
        let (first, last) = (p.min(q), p.max(q));
        match least {
            Tense::Past => false,
            Tense::UpToNow => first.is_before(last),
            Tense::Present if self.is_passing() => first.is_before(last),
            Tense::Present => {
                let (from, to) = (first.last_day(), last.first_day());
                let months = (to.0 - from.0) * 12 + i32::from(to.1) - i32::from(from.1);
                months > 1 || months == 1 && to.2 >= from.2
            }
        }
    }
}

/// Whether there are words among these that say more than all or none.
fn has_words(words: &BTreeSet<&str>) -> bool {
    words.iter().any(|word| !is_all_or_none(word))
}

/// Whether one sentence is about a part that the other does not speak of: "the fans of the tunnel", "the tunnel".
fn lacks_head(x: &Features, y: &Features) -> bool {
    // "One of the boats" and "14 millimetres of rain" are about boats and rain.
    let counts = |head: &String| is_count(head) || head == "%" || head == "cent" || x.counted.contains(head);
    x.head.as_ref().is_some_and(|head| !y.stems.contains(head) && !is_all_or_none(head) && !counts(head))
}

fn years(of: &Features) -> Vec<i32> {
    of.dates.iter().filter_map(|edtf| edtf.get(..4)?.parse().ok()).collect()
}

/// Words that set the scope of a number: where one side says "first", "total" or "European" and the other does not,
/// the two speak of different things.
pub(crate) const SCOPES: &[&str] = &[
    "first", "second", "third", "fourth", "total", "averag", "peak", "net", "gross", "annual", "month", "dai", "quart",
    "half", "north", "south", "east", "west", "domestic", "global", "world", "worldwid", "foreign", "export", "import",
    "early", "late", "initial", "final", "target", "plan", "forecast", "estimat", "previou", "earli", "least", "most",
    "draft", "above", "below", "before", "after", "abov",
];
