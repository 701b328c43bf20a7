//! All findings of a state: what is computed about each claim, and in plain words why.

mod told;

use std::collections::BTreeSet;

use crate::calculation::{Footing, mark_fallen};
use crate::contradiction::{Contradiction, contradictions, corrected};
use crate::date::PartialDate;
use crate::enumerations::{FindingFlag, Headline, Lifecycle};
use crate::explain::{explanation, what_would_change};
use crate::graph::Graph;
use crate::id::Id;
use crate::identity::{Claim, Match, claims};
use crate::independence::Finding;
use crate::policy::Policy;
use crate::shared::SharedList;
use crate::state::State;
use crate::trace::{Ground, Kept, Traced, Tracer};
use told::Told;

/// The version of the rules that findings are computed with; a change of any rule changes it.
pub const RULE_VERSION: &str = "18";

/// A claim, its lineage and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFinding {
    /// The claim.
    pub claim: Claim,
    /// What was counted.
    pub traced: Traced,
    /// What was found.
    pub finding: Finding,
    /// Where the claim is in its life.
    pub lifecycle: Lifecycle,
    /// All flags, of the lineage and of reading.
    pub flags: BTreeSet<FindingFlag>,
    /// Which of the claims that its number is calculated from fell.
    pub footing: Footing,
    told: Told,
}

impl ClaimFinding {
    /// Whom every admissible chain passes, by name: where copies are only suspected, the one that they may be from.
    #[must_use]
    pub fn chokepoint(&self) -> Vec<String> {
        self.traced.case.supporting.told_groups(&self.finding.support.cut)
    }

    /// The finding in plain words, with what would change it. Made when it is first asked for: it takes several
    /// assessments.
    #[must_use]
    pub fn explanation(&self) -> &str {
        self.told.explanation(|| {
            let mut flags = self.flags.clone();
            if self.footing.is_all() {
                flags.remove(&FindingFlag::Stale);
            }
            let fallen = self.footing.fallen.iter().map(|fallen| format!(" {}", fallen.reason));
            explanation(&self.traced, &self.finding, &flags, self.what_would_change()) + &fallen.collect::<String>()
        })
    }

    /// The smallest addition that would change the finding, in words; where one is not enough, that is said. Made when it
    /// is first asked for.
    #[must_use]
    pub fn what_would_change(&self) -> Option<&str> {
        self.told.change(|| what_would_change(&self.traced, &self.finding))
    }

    /// Sets which of the claims that its number is calculated from fell; gives which did before.
    pub(crate) fn rest_on(&mut self, footing: Footing) -> Footing {
        self.told = Told::default();
        std::mem::replace(&mut self.footing, footing)
    }
}

/// Everything that is computed from a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// One for each claim, in the order of their ids.
    pub claims: SharedList<ClaimFinding>,
    /// Contradictions and compatible pairs, in the order of their ids.
    pub contradictions: Vec<Contradiction>,
    /// What was matched, and what a person should look at.
    pub matches: Vec<Match>,
    /// The policy.
    pub policy: Policy,
    /// The day predictions are looked at from.
    pub as_of: PartialDate,
}

impl Findings {
    /// The claim with this id; else the one that answers in its place: the id was that of one of its assertions' claim
    /// before an earlier assertion, or a person, joined it with others.
    #[must_use]
    pub fn answering(&self, id: Id<Claim>) -> Option<&ClaimFinding> {
        let by_id = self.claims.binary_search_by_key(&id, |found| found.claim.id).ok();
        by_id.and_then(|place| self.claims.get(place)).or_else(|| {
            let had_it =
                |found: &&ClaimFinding| found.claim.members.iter().any(|(_, first)| Claim::id_by(*first) == id);
            self.claims.iter().find(had_it)
        })
    }

    /// The claims that answer to ids which begin so: those whose own ids do, else those of whose assertions the claim once had
    /// such an id.
    #[must_use]
    pub fn answering_to(&self, start: &str) -> Vec<&ClaimFinding> {
        let begins = |id: Id<Claim>| id.to_string().starts_with(start);
        let own: Vec<&ClaimFinding> = self.claims.iter().filter(|found| begins(found.claim.id)).collect();
        if !own.is_empty() {
            return own;
        }
        let had_one = |found: &&ClaimFinding| found.claim.members.iter().any(|(_, first)| begins(Claim::id_by(*first)));
        self.claims.iter().filter(had_one).collect()
    }
}

/// Computes all findings of `state`.
#[must_use]
pub fn findings(state: &State, policy: Policy, as_of: PartialDate) -> Findings {
    let identified = claims(state);
    let mut contradictions = contradictions(state, &identified.claims);
    let graph = Graph::of(state);
    let ground = Ground::new(&graph, state, &identified.claims, &contradictions, policy);
    let tracer = ground.tracer(&graph, state);
    let found = identified.claims.into_iter().enumerate();
    let found = found.filter_map(|(place, claim)| found_of(&tracer, claim, place, policy, as_of));
    let mut found: SharedList<ClaimFinding> = found.collect();
    mark_fallen(state, &mut found);
    corrected::mark(&mut contradictions, state);
    Findings { claims: found, contradictions, matches: identified.matches, policy, as_of }
}

/// What is found of the claim at a place.
fn found_of(
    tracer: &Tracer<'_>,
    claim: Claim,
    place: usize,
    policy: Policy,
    as_of: PartialDate,
) -> Option<ClaimFinding> {
    tracer.found(place, policy, as_of).map(|found| told(tracer, claim, place, found))
}

/// What is found of the claim at a place, and what was counted.
pub(crate) fn found_and_kept(
    tracer: &Tracer<'_>,
    claim: Claim,
    place: usize,
    policy: Policy,
    as_of: PartialDate,
) -> Option<(ClaimFinding, Kept)> {
    let (found, kept) = tracer.found_and_kept(place, policy, as_of)?;
    Some((told(tracer, claim, place, found), kept))
}

fn told(
    tracer: &Tracer<'_>,
    claim: Claim,
    place: usize,
    (traced, finding, flags): (Traced, Finding, BTreeSet<FindingFlag>),
) -> ClaimFinding {
    let lifecycle = lifecycle(&traced, &finding, tracer, place);
    ClaimFinding { claim, traced, finding, lifecycle, flags, footing: Footing::default(), told: Told::default() }
}

fn lifecycle(traced: &Traced, finding: &Finding, tracer: &Tracer<'_>, place: usize) -> Lifecycle {
    let lineage = &traced.case.supporting;
    let held: Vec<&String> = lineage.witnesses.values().filter(|w| w.held).map(|w| &w.id).collect();
    let all_struck = !held.is_empty() && held.iter().all(|id| lineage.retracted.contains(*id));
    match finding.headline {
        _ if all_struck && tracer.is_withdrawn(place) => Lifecycle::Retracted,
        _ if all_struck && tracer.is_corrected(place) => Lifecycle::Corrected,
        _ if all_struck => Lifecycle::Superseded,
        Headline::PredictionPending => Lifecycle::PredictionPending,
        Headline::PredictionDue => Lifecycle::PredictionDue,
        _ => Lifecycle::Live,
    }
}
