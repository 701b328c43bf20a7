//! Everything that is held at one sequence of the log, as records.

use std::collections::{BTreeMap, BTreeSet};

use crate::alias::AliasStatement;
use crate::calculation::Calculation;
use crate::contradiction::Contradiction;
use crate::control::Control;
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::document::{Document, Version};
use crate::dossier::DossierNote;
use crate::entered::Entered;
use crate::enumerations::{ContradictionKind, Tier};
use crate::id::Id;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::role::RoleStatement;
use crate::shared::SharedMap;
use crate::span::Span;
use crate::statement::Statement;
use crate::topic::Filing;
use crate::wikidata::Identified;
use crate::withdrawal::WithdrawalStatement;

/// One document version asserting one thing at one place, by someone. Never edited, never merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Derived from the version, the places and the source.
    pub id: Id<Assertion>,
    /// What was read there.
    pub statement: Statement,
}

impl Assertion {
    /// The assertion that `statement` makes in `version`.
    #[must_use]
    pub fn new(version: Id<Version>, statement: Statement) -> Self {
        let places: Vec<String> =
            statement.contents.iter().map(|q| format!("{}-{}", q.span.start, q.span.end)).collect();
        let chain: Vec<&str> = statement.chain.iter().map(|voice| voice.name.as_str()).collect();
        let id = Id::of(
            "assertion",
            &[
                &version.to_string(),
                &places.join(","),
                &chain.join(" > "),
                statement.stance.as_str(),
                &statement.sentence,
            ],
        );
        Self { id, statement }
    }

    /// Where the assertion comes when a version is read from its top: by its words, its cue, its source. Ids settle the
    /// rest only, because they depend on the name of the file.
    #[must_use]
    pub fn reading_order(&self) -> (Span, Option<Span>, Option<Span>, Id<Self>) {
        let Statement { cue, source, .. } = &self.statement;
        let source = source.as_ref().map(|mention| mention.quote.span);
        (self.statement.hull(), cue.as_ref().map(|cue| cue.span), source, self.id)
    }
}

/// A document version and what it asserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldVersion {
    /// The published item.
    pub document: Document,
    /// Its bytes.
    pub version: Version,
    /// What it asserts, in order of place.
    pub assertions: Vec<Assertion>,
    /// Published ratings of claims that it gives.
    pub verdicts: Vec<Verdict>,
    /// What it records beside claims, in order of place, when it is a dossier.
    pub notes: Vec<DossierNote>,
    /// Other names that it states for somebody, in order of place.
    pub aliases: Vec<AliasStatement>,
    /// Who holds which office, as it states, in order of place.
    pub roles: Vec<RoleStatement>,
    /// Who took back what they had said, as it states, in order of place.
    pub withdrawals: Vec<WithdrawalStatement>,
    /// Problems found while reading it.
    pub problems: Vec<ReadingProblem>,
    /// The versions of its document whose place it took.
    pub supersedes: Vec<Id<Version>>,
    /// Whether a later version of the document has taken its place.
    pub superseded: bool,
}

impl HeldVersion {
    /// A version that asserts this, and of which nothing else was read.
    #[must_use]
    pub const fn new(document: Document, version: Version, assertions: Vec<Assertion>) -> Self {
        Self {
            document,
            version,
            assertions,
            verdicts: Vec::new(),
            notes: Vec::new(),
            aliases: Vec::new(),
            roles: Vec::new(),
            withdrawals: Vec::new(),
            problems: Vec::new(),
            supersedes: Vec::new(),
            superseded: false,
        }
    }
}

/// A person's or an organisation's published rating of a claim: kept as it is, never computed, and no report of the
/// claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verdict {
    /// The assertion that repeats the claim it rates.
    pub assertion: Id<Assertion>,
    /// Who rates it.
    pub by: String,
    /// The rating in words.
    pub rating: String,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
}

/// A problem as it is stored: the code may be of an older release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingProblem {
    /// The place, when there is one.
    pub span: Option<Span>,
    /// Its code.
    pub code: String,
    /// What is wrong.
    pub message: String,
}

/// Somebody recorded that an actor has a stake in a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interest {
    /// Who.
    pub actor: String,
    /// A phrase of the claims that are meant; all of an actor's claims, when it is empty.
    pub claim: String,
    /// Why.
    pub why: String,
    /// Whether a person states the contrary: no interest, whatever the rules infer.
    pub overruled: bool,
}

impl Interest {
    /// What is recorded, in a line.
    #[must_use]
    pub fn told(&self) -> String {
        let what = if self.overruled { "no interest" } else { "interest" };
        format!("{what}: {} in `{}`, {}", self.actor, self.claim, self.why)
    }
}

/// A judgement on whether two assertions make one claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// The one.
    pub a: Id<Assertion>,
    /// The other.
    pub b: Id<Assertion>,
    /// Whether they are the same claim.
    pub same: bool,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A person's judgement on whether two names mean one actor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActorJudgement {
    /// The one name.
    pub a: String,
    /// The other.
    pub b: String,
    /// Whether they mean the same actor.
    pub same: bool,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

impl ActorJudgement {
    /// Whether it is about these two, whatever their order and spelling.
    #[must_use]
    pub fn is_of(&self, a: &ActorKey, b: &ActorKey) -> bool {
        let (ours, theirs) = (ActorKey::of(&self.a), ActorKey::of(&self.b));
        (&ours, &theirs) == (a, b) || (&ours, &theirs) == (b, a)
    }
}

/// What can be withdrawn: struck out, and not forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retracted {
    /// Everything that a document says.
    Document(Id<Document>),
    /// What one assertion says; its document is struck out of that claim only.
    Assertion(Id<Assertion>),
}

/// Somebody withdrew something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Retraction {
    /// Why.
    pub reason: String,
    /// Since when it holds; always, when nothing is known.
    pub on: Option<PartialDate>,
    /// Who recorded it.
    pub by: String,
}

/// What was withdrawn.
pub type Retractions = BTreeMap<Retracted, Retraction>;

/// What a person can look at and decide on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reviewed {
    /// Whether an assertion was read right.
    Attribution(Id<Assertion>),
    /// Whether one of two assertions, the first by id first, was copied from the other, or both from a third.
    Copy(Id<Assertion>, Id<Assertion>),
}

impl Reviewed {
    /// Whether one of two assertions was copied, whichever is named first.
    #[must_use]
    pub fn copy(a: Id<Assertion>, b: Id<Assertion>) -> Self {
        Self::Copy(a.min(b), a.max(b))
    }
}

/// What a person decided on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// Whether it is so. An assertion that was not read right no longer counts, and its words stay.
    pub confirmed: bool,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// A person settled a contradiction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Resolution {
    /// As what: why the two can hold together; nothing, when no kind fits.
    pub kind: Option<ContradictionKind>,
    /// The assertions of either side that were known then. Whoever comes later opens it again.
    pub given: BTreeSet<Id<Assertion>>,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Everything that is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Versions by id.
    pub versions: SharedMap<Id<Version>, HeldVersion>,
    /// Who controls whom.
    pub controls: BTreeSet<Control>,
    /// Who has a stake in what.
    pub interests: BTreeSet<Interest>,
    /// What people judged about identity.
    pub judgements: BTreeSet<Judgement>,
    /// What people judged about which names mean one actor.
    pub actor_judgements: BTreeSet<ActorJudgement>,
    /// Which items of Wikidata names mean, as people said.
    pub identified: BTreeSet<Identified>,
    /// What was withdrawn; its witnesses are struck out, not forgotten.
    pub retractions: Retractions,
    /// Which of the assertions people entered; they stand in their versions beside what was read.
    pub entered: BTreeMap<Id<Assertion>, Entered>,
    /// What people decided on what was read or suspected.
    pub reviews: BTreeMap<Reviewed, Review>,
    /// Contradictions that people settled, by what they were called then.
    pub resolutions: BTreeMap<Id<Contradiction>, Resolution>,
    /// What people filed under topics, or kept out of them.
    pub filings: BTreeSet<Filing>,
    /// Claims that people recorded as calculated from others.
    pub calculations: BTreeSet<Calculation>,
    /// Passages that current versions share, in order: computed from their texts, and not recorded.
    pub passages: Vec<SharedPassage>,
}

impl State {
    /// The versions that no later one has superseded.
    pub fn current(&self) -> impl Iterator<Item = &HeldVersion> {
        self.versions.values().filter(|held| !held.superseded)
    }

    /// Leaves out what was not published by `day`, and names it; and controls and retractions that began later. A version
    /// whose place a later one took holds until that day. Of undated documents only this shows when: they are here `today`.
    /// Which passages the versions share that hold then is for whoever has their texts to say.
    pub fn keep_published_by(&mut self, day: PartialDate, today: PartialDate) -> Vec<Id<Version>> {
        let published = |held: &HeldVersion| held.document.metadata.published.unwrap_or(today).first_day();
        self.controls.retain(|control| control.from.is_none_or(|from| from.first_day() <= day.last_day()));
        self.retractions.retain(|_, retraction| retraction.on.is_none_or(|on| on.first_day() <= day.last_day()));
        let is_later = |held: &HeldVersion| published(held) > day.last_day();
        let later = self.versions.iter().filter(|(_, held)| is_later(held)).map(|(id, _)| *id).collect();
        self.versions.retain(|_, held| !is_later(held));
        self.reinstate();
        later
    }

    /// Versions whose place none of those that are here took hold again.
    fn reinstate(&mut self) {
        let replaced: BTreeSet<Id<Version>> =
            self.versions.values().flat_map(|held| &held.supersedes).copied().collect();
        let is_left = |held: &HeldVersion| held.superseded && !replaced.contains(&held.version.id);
        let left: Vec<Id<Version>> =
            self.versions.iter().filter(|(_, held)| is_left(held)).map(|(id, _)| *id).collect();
        for version in left {
            self.versions.get_mut(&version).into_iter().for_each(|held| held.superseded = false);
        }
    }

    /// Every sentence in which a claim is put, the one that is shown first.
    #[must_use]
    pub fn wordings<'s>(&'s self, claim: &'s Claim) -> Vec<&'s str> {
        let mut wordings = vec![claim.text.as_str()];
        for (version, id) in &claim.members {
            let assertions = self.versions.get(version).map(|held| held.assertions.as_slice()).unwrap_or_default();
            let assertion = assertions.iter().find(|assertion| assertion.id == *id);
            let sentence = assertion.map(|assertion| assertion.statement.sentence.as_str());
            wordings.extend(sentence.filter(|sentence| *sentence != claim.text));
        }
        wordings.get_mut(1..).into_iter().for_each(<[&str]>::sort_unstable);
        wordings.dedup();
        wordings
    }

    /// Whether a person decided that this assertion was not read right.
    #[must_use]
    pub fn is_rejected(&self, assertion: Id<Assertion>) -> bool {
        !self.reviews.is_empty()
            && self.reviews.get(&Reviewed::Attribution(assertion)).is_some_and(|review| !review.confirmed)
    }

    /// Gives what people confirmed the tier of a person's record: it counts as one from then on.
    pub fn raise_confirmed(&mut self) {
        let confirmed: BTreeSet<Id<Assertion>> = self
            .reviews
            .iter()
            .filter_map(|(what, review)| match what {
                Reviewed::Attribution(assertion) if review.confirmed => Some(*assertion),
                Reviewed::Attribution(_) | Reviewed::Copy(..) => None,
            })
            .collect();
        if confirmed.is_empty() {
            return;
        }
        let has_any = |held: &HeldVersion| held.assertions.iter().any(|assertion| confirmed.contains(&assertion.id));
        let of: Vec<Id<Version>> = self.versions.iter().filter(|(_, held)| has_any(held)).map(|(id, _)| *id).collect();
        for held in of {
            let assertions = self.versions.get_mut(&held).into_iter().flat_map(|held| &mut held.assertions);
            for assertion in assertions.filter(|assertion| confirmed.contains(&assertion.id)) {
                assertion.statement.tier = Tier::P;
            }
        }
    }

    /// Whether a document is withdrawn, by a recorded retraction or by its own metadata.
    #[must_use]
    pub fn is_retracted(&self, document: &Document) -> bool {
        self.retractions.contains_key(&Retracted::Document(document.id)) || document.metadata.retracted.is_some()
    }

    /// Whether an assertion is withdrawn, by itself or with its document.
    #[must_use]
    pub fn is_withdrawn(&self, document: &Document, assertion: Id<Assertion>) -> bool {
        self.is_retracted(document) || self.retractions.contains_key(&Retracted::Assertion(assertion))
    }
}
