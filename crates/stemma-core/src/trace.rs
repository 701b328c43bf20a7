//! From a claim's assertions to its lineage: who had it from whom, who controls them, and who gains.
//!
//! Whatever raises independence comes from closed rules and people only: a chain that a heuristic read is pooled like
//! one of an unnamed witness. Whatever lowers it counts at every tier.

mod dependence;
mod interest;
mod noted;
mod people;
mod witness;

use std::collections::{BTreeMap, BTreeSet};

use crate::contradiction::Contradiction;
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::enumerations::{ClaimKind, FindingFlag, Modality, Stance};
use crate::id::Id;
use crate::identity::Claim;
use crate::independence::{Case, Forecast};
use crate::policy::Policy;
use crate::state::{Assertion, HeldVersion, State};

pub use interest::{InterestReason, InterestRule};
pub use noted::{Noted, Place};
pub use people::People;
use witness::{Library, Side};

/// One step of a lineage, with the assertion that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// The later witness.
    pub from: String,
    /// The one it had the claim from.
    pub to: String,
    /// The assertion whose words say so.
    pub assertion: Id<Assertion>,
}

/// A derivation that nobody states: both have the same words around the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// Who may have copied.
    pub from: String,
    /// Whom; a source that nobody saw, when neither can have copied the other.
    pub to: String,
    /// The assertion that may be copied.
    pub from_assertion: Id<Assertion>,
    /// The one it may be copied from, when it is held.
    pub to_assertion: Option<Id<Assertion>>,
    /// The passage; none, when only the values that two publishers give show it.
    pub passage: Option<SharedPassage>,
    /// How likely it is, or what share of the passage is the same, in percent.
    pub percent: usize,
    /// Why, in words.
    pub reason: String,
}

/// A claim's case, with what is needed to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// What is assessed.
    pub case: Case,
    /// The steps of the supporting side.
    pub supporting: Vec<Step>,
    /// The steps of the opposing side.
    pub opposing: Vec<Step>,
    /// Derivations among its documents that nobody states, of both sides.
    pub suspected: Vec<Suspicion>,
    /// What unnamed and unsure witnesses are called in their texts: their ids say more, to keep them apart.
    pub names: BTreeMap<String, String>,
    /// Supporting witnesses that are named and pooled all the same, because only a heuristic read them.
    pub unsure: BTreeSet<String>,
    /// The witness that each held document is.
    pub documents: BTreeMap<String, Id<crate::document::Version>>,
    /// Whoever gains if the claim is believed, as they are called, and why.
    pub interest: BTreeMap<String, InterestReason>,
    /// Flags that reading gives.
    pub flags: BTreeSet<FindingFlag>,
    /// Flags with the words that show them; of those only that the finding has.
    pub noted: Vec<Noted>,
    /// When a prediction can be held against what happened.
    pub due: Option<PartialDate>,
}

impl Traced {
    /// What a witness is called.
    #[must_use]
    pub fn name<'t>(&'t self, witness: &'t str) -> &'t str {
        self.names.get(witness).map_or(witness, String::as_str)
    }
}

/// Traces claims through one state.
pub struct Tracer<'a> {
    state: &'a State,
    people: People<'a>,
    dependent: dependence::Dependent,
    library: Library<'a>,
    assertions: BTreeMap<Id<Assertion>, (&'a HeldVersion, &'a Assertion)>,
    claims: BTreeMap<Id<Claim>, &'a Claim>,
    opposed: BTreeMap<Id<Claim>, Vec<Id<Claim>>>,
}

impl<'a> Tracer<'a> {
    /// Prepares to trace any of `claims`; `policy` says which owners make one voice of two.
    #[must_use]
    pub fn new(state: &'a State, claims: &'a [Claim], contradictions: &[Contradiction], policy: Policy) -> Self {
        let mut opposed: BTreeMap<Id<Claim>, Vec<Id<Claim>>> = BTreeMap::new();
        for contradiction in contradictions.iter().filter(|c| !c.kind.is_compatible() && c.a != c.b) {
            opposed.entry(contradiction.a).or_default().push(contradiction.b);
            opposed.entry(contradiction.b).or_default().push(contradiction.a);
        }
        let assertions =
            state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (a.id, (held, a))));
        let assertions: BTreeMap<_, _> = assertions.collect();
        Self {
            state,
            people: People::new(state, policy),
            dependent: dependence::dependent(claims, contradictions, &assertions),
            library: Library::new(state),
            assertions,
            claims: claims.iter().map(|claim| (claim.id, claim)).collect(),
            opposed,
        }
    }

    /// The claim's lineages, as of a day (which only matters to predictions).
    #[must_use]
    pub fn trace(&self, claim: &Claim, as_of: PartialDate) -> Traced {
        let members = self.members(claim);
        let contradicting: Vec<&Claim> = self
            .opposed
            .get(&claim.id)
            .into_iter()
            .flatten()
            .filter_map(|other| self.claims.get(other).copied())
            .collect();
        let with = |stance: Stance| members.iter().filter(move |(_, a)| a.statement.stance == stance).copied();
        let supporting: Vec<_> = with(Stance::Affirms).collect();
        let mut opposing: Vec<_> = with(Stance::Denies).collect();
        for other in &contradicting {
            opposing.extend(self.members(other).into_iter().filter(|(_, a)| a.statement.stance == Stance::Affirms));
        }
        let interested = interest::of(&self.people, self.state, claim, &supporting, &opposing);
        let support = Side::new(&self.people, self.state, &self.dependent, claim.kind, &supporting);
        let oppose = Side::new(&self.people, self.state, &self.dependent, claim.kind, &opposing);
        let due = members.iter().filter_map(|(_, a)| a.statement.due).min();
        let mut flags = interest::flags(&self.people, &supporting, &interested);
        let read = [support.loses_a_hedge(&supporting), support.cites_unfaithfully(&self.library)];
        flags.extend(read.iter().flatten().map(|noted| noted.flag));
        flags.extend(is_stale(&supporting).then_some(FindingFlag::Stale));
        let parties = [noted::denial(&supporting, &opposing, &interested), noted::admission(&supporting, &opposing)];
        let noted = read.into_iter().chain(parties).flatten().collect();
        if !contradicting.is_empty() {
            flags.insert(FindingFlag::Contradicted);
        }
        let suspected = support.suspected().into_iter().chain(oppose.suspected()).collect();
        let unsure = support.unsure();
        let names = support.names().chain(oppose.names()).collect();
        let documents = support.documents().into_iter().chain(oppose.documents()).collect();
        let (mut lineage, steps) = support.into_lineage();
        let (mut against, against_steps) = oppose.into_lineage();
        lineage.interest = self.people.display_all(&interested.supporting);
        against.interest = self.people.display_all(&interested.opposing);
        Traced {
            case: Case {
                supporting: lineage,
                opposing: (!opposing.is_empty()).then_some(against),
                forecast: (claim.kind == ClaimKind::Prediction).then_some(Forecast { due, as_of, has_outcome: false }),
            },
            supporting: steps,
            opposing: against_steps,
            suspected,
            names,
            unsure,
            documents,
            interest: interested.reasons.into_iter().map(|(key, why)| (self.people.display(&key), why)).collect(),
            flags,
            noted,
            due,
        }
    }

    fn members(&self, claim: &Claim) -> Vec<(&'a HeldVersion, &'a Assertion)> {
        claim.members.iter().filter_map(|(_, id)| self.assertions.get(id)).copied().collect()
    }
}

/// Whether a forecast's date was past when it was published.
fn is_stale(supporting: &[(&HeldVersion, &Assertion)]) -> bool {
    supporting.iter().any(|(held, a)| {
        let published = held.document.metadata.published;
        a.statement.modality == Modality::Predicted
            && a.statement.due.zip(published).is_some_and(|(due, published)| due.is_before(published))
    })
}
