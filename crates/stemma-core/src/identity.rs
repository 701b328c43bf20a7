//! Which assertions make one claim: a function of the assertions and of people's judgements, whatever the order in
//! which they came. Rules only ever join what is plainly the same; unsure pairs wait for a person.

mod beside;
mod classes;
mod comparison;
mod far;
mod framing;
mod groups;
mod growing;
mod kept;
mod standing;
mod tails;
mod telling;
mod turning;
mod wording;
mod words;

use crate::enumerations::ClaimKind;
use crate::id::Id;
use crate::state::{Assertion, State};

#[cfg(feature = "embeddings")]
pub(crate) use comparison::FEW;
pub(crate) use comparison::{are_turned, cohere, compare_sharing, likeness_of, one_may_come};
pub use comparison::{
    compare, dates_conflict, dates_differ_in_precision, likeness, name_different_things, quantities_conflict,
};
pub(crate) use far::Marks;
pub use kept::{Identity, Settled};
pub(crate) use words::{Having, in_both};

/// A checkable proposition, free of who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Derived from its first assertion.
    pub id: Id<Claim>,
    /// The claim in one sentence, as one of its assertions words it.
    pub text: String,
    /// What sort of proposition it is.
    pub kind: ClaimKind,
    /// The assertions that make it, deny it or question it, in the order of their ids.
    pub members: Vec<Member>,
}

impl Claim {
    /// The id of a claim whose first assertion this is.
    #[must_use]
    pub fn id_by(first: Id<Assertion>) -> Id<Claim> {
        Id::of("claim", &[&first.to_string()])
    }
}

/// An assertion with the version it stands in.
pub type Member = (Id<crate::document::Version>, Id<Assertion>);

/// What the rules found about a pair of assertions.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The one.
    pub a: Id<Assertion>,
    /// The other.
    pub b: Id<Assertion>,
    /// Likeness from 0 to 1: the mean of the shared share of the shorter's words and of both's.
    pub score: f64,
    /// What was decided.
    pub outcome: Outcome,
    /// Why.
    pub reason: &'static str,
}

/// What a comparison yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// One claim.
    Same,
    /// Perhaps: never merged, waits for a person.
    Unsure,
    /// Two claims.
    Different,
}

/// All claims, and the pairs that a person should look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    /// The claims in the order of their ids.
    pub claims: Vec<Claim>,
    /// Pairs that were found to be the same, and pairs that may be.
    pub matches: Vec<Match>,
}

/// A word that stands in more assertions than this finds no candidates.
pub(crate) const COMMON: usize = 400;

/// Groups all assertions of `state` into claims.
#[must_use]
pub fn claims(state: &State) -> Claims {
    let mut identity = Identity::default();
    identity.add(state.versions.values());
    identity.judge(&state.judgements);
    identity.settle(state);
    Claims { claims: identity.claims().cloned().collect(), matches: identity.matches() }
}
