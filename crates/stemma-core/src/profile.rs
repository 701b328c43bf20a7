//! What is known of everyone that is named: what a source or an actor originates and what it only repeats, whom it has
//! things from, who has them from it. Counted and linked to; no score is made of it.

mod collect;
mod stakes;
mod undone;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::contradiction::Contradiction;
use crate::date::PartialDate;
use crate::document::{Document, Version};
use crate::enumerations::SourceKind;
use crate::finding::Findings;
use crate::id::Id;
use crate::identity::Claim;
use crate::name::ActorKey;
use crate::state::{Assertion, State};
use crate::wikidata::WikidataId;

use stakes::Recorded;
pub use stakes::{Stakes, Supplied};
pub use undone::{Order, Undone, What, undone};

/// What somebody does with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Says so with something to go by and without crediting another outlet, or, of an actor, anybody: one such assertion is
    /// enough.
    Originates,
    /// Credits nobody that it has it from, but a document of it is likely copied from another's.
    MayRepeat,
    /// Says so, and each time credits another outlet, or, of an actor, somebody else.
    Repeats,
    /// Says so without saying how it knows.
    Unattributed,
    /// Only denies or questions it.
    Opposes,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Originates, Self::MayRepeat, Self::Repeats, Self::Unattributed, Self::Opposes];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Originates => "originates",
            Self::MayRepeat => "may-repeat",
            Self::Repeats => "repeats",
            Self::Unattributed => "unattributed",
            Self::Opposes => "opposes",
        }
    }

    /// The part of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == name)
    }
}

/// A claim that somebody has a part in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The place of the claim in the findings.
    pub claim: usize,
    /// What they do with it.
    pub part: Part,
    /// When they first did, as far as documents are dated.
    pub first: Option<PartialDate>,
    /// The assertions by which they do, in the order of their ids.
    pub assertions: BTreeSet<Id<Assertion>>,
    /// Whether any of these was withdrawn, or stands in a version that another has taken the place of.
    pub fell: bool,
}

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An outlet or channel.
    Source(String),
    /// A person, organisation or unnamed group.
    Actor(String),
    /// A document of nobody that is named.
    Document(Id<Document>),
}

/// Somebody that another has claims from, or gives them to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Who.
    pub with: Named,
    /// In how many claims that is said.
    pub stated: usize,
    /// In how many more it is likely, though nobody says so.
    pub suspected: usize,
    /// The place in the findings of one of these claims.
    pub example: usize,
}

/// A source or an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its most frequent spelling, the first by alphabet of several.
    pub name: String,
    /// Which items of Wikidata it is, as people said.
    pub ids: BTreeSet<WikidataId>,
    /// All spellings.
    pub spellings: BTreeSet<String>,
    /// What texts take it for; nothing of a source that only metadata name.
    pub kinds: BTreeSet<SourceKind>,
    /// Whether an outlet is called so.
    pub is_source: bool,
    /// Whether an actor is called so.
    pub is_actor: bool,
    /// The claims that it has a part in, in the order of the findings.
    pub said: Vec<Said>,
    /// Its documents: of a source those that it published, of an actor those that it wrote.
    pub documents: BTreeSet<Id<Version>>,
    /// Whom it has claims from, the most claims first.
    pub from: Vec<Tie>,
    /// Who has claims from it, the most claims first.
    pub to: Vec<Tie>,
    /// For whom texts say that it speaks, with one assertion that says so, and how many do.
    pub speaks_for: BTreeMap<String, (Id<Version>, Id<Assertion>, usize)>,
}

impl Profile {
    /// How many claims it has this part in.
    #[must_use]
    pub fn count(&self, part: Part) -> usize {
        self.said.iter().filter(|said| said.part == part).count()
    }

    /// What stays of its name.
    #[must_use]
    pub fn key(&self) -> ActorKey {
        ActorKey::of(&self.name)
    }

    /// Whether texts only ever call unnamed people so: these need not be one.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        !self.kinds.is_empty() && self.kinds.iter().all(|kind| !kind.is_named())
    }
}

/// Everyone that is named.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    sources: BTreeMap<Id<ActorKey>, Profile>,
    actors: BTreeMap<Id<ActorKey>, Profile>,
    /// The contradictions that stand against each claim, by their places in the findings.
    against: HashMap<Id<Claim>, Vec<usize>>,
    /// The version that holds now of each document of which one is superseded.
    later: HashMap<Id<Document>, Id<Version>>,
    recorded: Recorded,
}

impl Profiles {
    /// Everyone that these findings and what people recorded name.
    #[must_use]
    pub fn of(state: &State, findings: &Findings) -> Self {
        collect::collect(state, findings)
    }

    /// The source with this id.
    #[must_use]
    pub fn source(&self, id: Id<ActorKey>) -> Option<&Profile> {
        self.sources.get(&id)
    }

    /// The actor with this id.
    #[must_use]
    pub fn actor(&self, id: Id<ActorKey>) -> Option<&Profile> {
        self.actors.get(&id)
    }

    /// What is recorded of a name in the state that this was made from.
    #[must_use]
    pub fn stakes<'s>(&'s self, state: &'s State, key: &ActorKey) -> Stakes<'s> {
        self.recorded.stakes(state, key)
    }

    /// The contradictions that stand against a claim.
    pub fn against<'f>(&self, findings: &'f Findings, claim: Id<Claim>) -> impl Iterator<Item = &'f Contradiction> {
        let places = self.against.get(&claim).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| findings.contradictions.get(*place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_read_back_by_its_name() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.as_str()), Some(part));
        }
        assert_eq!(Part::named("trusts"), None);
    }

    #[test]
    fn whoever_only_has_no_name_is_unnamed() {
        let of = |kinds: &[SourceKind]| Profile { kinds: kinds.iter().copied().collect(), ..Profile::default() };
        assert!(of(&[SourceKind::UnnamedGroup, SourceKind::UnnamedPerson]).is_unnamed());
        assert!(!of(&[SourceKind::UnnamedGroup, SourceKind::Person]).is_unnamed());
        assert!(!of(&[]).is_unnamed());
    }
}
