//! Findings with their proof, so that they can be verified by somebody who trusts neither the solver nor the store.
//!
//! A [`Certificate`] carries everything that was counted, what was found, and why it is neither more nor less.
//! [`check`] recomputes the one from the other: it is small, and shares no code with the search that made the proof.
//! `independence::certify` makes certificates.

mod check;
mod family;
mod ground;
mod said;
mod side;

use std::collections::{BTreeMap, BTreeSet};

use crate::date::PartialDate;
use crate::enumerations::{FindingFlag, Headline, Support};
use crate::id::Id;
use crate::identity::Claim;
use crate::independence::Case;
use crate::policy::Policy;
use crate::state::Assertion;

pub use check::{Flaw, check};
pub use ground::{blocked_by, owners_unknown, stops, taken_as_distinct};
pub use side::Wrong;

/// A finding with everything it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The version of the rules it was computed with.
    pub rule_version: String,
    /// The claim it is about, when it is one of a store.
    pub claim: Option<ClaimReference>,
    /// What was searched: there is that exactly when there is a claim, because then it was made from a store.
    pub searched: Option<Searched>,
    /// The policy, under the name of the built-in one where it has the rules of that.
    pub policy: Policy,
    /// What was counted, on both sides.
    pub case: Case,
    /// What was found.
    pub stated: Stated,
    /// Why the supporting side is as stated.
    pub supporting: Evidence,
    /// Why the opposing side is as stated; there is one exactly when the case has that side.
    pub opposing: Option<Evidence>,
}

impl Certificate {
    /// Whether the numbers of both sides are exact, and not only lower bounds.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.stated.support.exact && self.stated.opposition.is_none_or(|numbers| numbers.exact)
    }
}

/// Which claim is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimReference {
    /// Its id, which is made of that of its first assertion.
    pub id: Id<Claim>,
    /// Its words. That its assertions say so is for their documents to show, and no part of the proof.
    pub text: String,
    /// The assertions that make it, deny it or question it.
    pub assertions: BTreeSet<Id<Assertion>>,
}

/// The documents that were at hand: nothing is known of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Searched {
    /// How many.
    pub documents: usize,
    /// The earliest date of publication among them.
    pub first: Option<PartialDate>,
    /// The latest one.
    pub last: Option<PartialDate>,
}

/// What is said of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// In one word.
    pub headline: Headline,
    /// The flags that follow from the case; those that follow from the wording of the documents are not among them.
    pub flags: BTreeSet<FindingFlag>,
    /// The supporting side.
    pub support: Numbers,
    /// The opposing side.
    pub opposition: Option<Numbers>,
}

/// The numbers of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Held witnesses that are not retracted.
    pub reports: usize,
    /// ω.
    pub omega: usize,
    /// ν as it is published.
    pub nu: usize,
    /// ν when unsure records are taken at their word.
    pub nu_high: usize,
    /// κ.
    pub kappa: usize,
    /// The support in one word.
    pub support: Support,
    /// Whether the numbers are exact; otherwise they are lower bounds.
    pub exact: bool,
}

/// A chain: ids of witnesses, the held one first.
pub type ChainIds = Vec<String>;

/// Why a side is as stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// ν chains that share no group: there are no fewer.
    pub chains: Vec<ChainIds>,
    /// κ groups that meet every admissible chain: there are no more. Empty when more than three would be needed.
    pub cut: Vec<String>,
    /// Chains that fewer groups do not meet; only where ν < κ, or where the cut is empty.
    pub spread: Vec<ChainIds>,
    /// ω origins that share no group.
    pub origins: Vec<String>,
    /// The lines that verify, the first-hand one first.
    pub verified_by: Vec<ChainIds>,
    /// The lines that would verify if the first one's origin were held.
    pub verified_if_held: Vec<ChainIds>,
    /// All minimal chains by what can be reached from each witness, where the cut does not say it all.
    pub minimal: Option<Families>,
    /// Why ν is no more than stated when unsure records are taken at their word; only where something is unsure.
    pub high: Option<HighEvidence>,
    /// Interested groups that stand on the way from a held witness to an origin.
    pub blocked_by: BTreeSet<String>,
    /// Where the ways from held witnesses end when none of them ends in an origin.
    pub stops: BTreeSet<String>,
    /// A circle, from a witness to itself again, when there is one.
    pub circle: Vec<String>,
    /// Groups on the chains shown that count as distinct only because nothing is recorded that says otherwise.
    pub taken_as_distinct: BTreeSet<String>,
    /// Witnesses on the chains shown of which it is not recorded who controls them.
    pub owners_unknown: BTreeSet<String>,
}

/// ν with unsure records taken at their word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HighEvidence {
    /// That many chains that share no group.
    pub chains: Vec<ChainIds>,
    /// That many groups that meet every chain, when there are.
    pub cut: Vec<String>,
    /// All minimal chains, when there is no such cut.
    pub minimal: Option<Family>,
}

/// All minimal chains of each sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// Admissible chains of named witnesses.
    pub admissible: Family,
    /// Those that end in first-hand evidence; only where it must be shown that they verify nothing.
    pub first_hand: Option<Family>,
    /// Chains of named witnesses that pass an interested one; only where the claimant's own assertion could count.
    pub own: Option<Family>,
}

/// For each witness the minimal group sets of the ways from it to an origin; `true` with those that have passed what
/// they must pass. No larger one is kept beside a smaller one.
pub type Family = BTreeMap<String, BTreeSet<(bool, BTreeSet<String>)>>;
