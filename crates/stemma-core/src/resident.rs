//! Findings that are kept in step with what is added: a version costs what it says and what that touches, and what comes
//! out is what a full computation gives.

mod added;
mod followed;
mod index;
mod supposed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::calculation::{is_calculating, mark_fallen};
use crate::contradiction::{Contradiction, Exclusions, Words, corrected};
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::document::Version;
use crate::finding::{ClaimFinding, Findings, found_and_kept};
use crate::graph::{Actor, Graph};
use crate::id::Id;
use crate::identity::{Claim, Identity, Settled};
use crate::known::KnownClaims;
use crate::policy::Policy;
use crate::shared::SharedList;
use crate::side_by_side::side_by_side;
use crate::state::State;
use crate::trace::dependence::{Contested, is_choice};
use crate::trace::{Following, Ground, Grouped, Kept};
use index::Index;

/// Everything that is held, with all that is computed from it.
#[derive(Clone, Debug)]
pub struct Resident {
    state: State,
    policy: Policy,
    as_of: PartialDate,
    graph: Graph,
    identity: Identity,
    exclusions: Exclusions,
    contested: Contested,
    ground: Ground,
    index: Index,
    /// Where each claim stands in the ground.
    places: FxHashMap<Id<Claim>, u32>,
    /// What is found, but for what hangs on calculations.
    found: BTreeMap<Id<Claim>, Arc<ClaimFinding>>,
    /// The same in numbers, to be counted again; by the claims' places in the ground.
    kept: Vec<Option<Kept>>,
    /// Whether anything that is held may be calculated from other claims.
    calculates: bool,
    /// Claims that what was added last touches, and that are not assessed again yet.
    due: BTreeSet<Id<Claim>>,
    /// What was found before, let go when there is time.
    outdated: Vec<Arc<ClaimFinding>>,
}

/// So many claims are assessed before what is found is put down.
const AT_ONCE: usize = 256;

/// What came of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Claims that there are no more.
    pub gone: BTreeSet<Id<Claim>>,
    /// Claims that are new, or of which something else is found.
    pub changed: BTreeSet<Id<Claim>>,
    /// How many claims were assessed again.
    pub assessed: usize,
}

/// What a change touches, as far as it is known.
#[derive(Default)]
struct Touched {
    claims: BTreeSet<Id<Claim>>,
    /// Everything.
    all: bool,
}

impl Resident {
    /// Computes all findings of a state, to be kept.
    #[must_use]
    pub fn of(state: State, policy: Policy, as_of: PartialDate) -> Self {
        let graph = Graph::of(&state);
        let ground = Ground::without_claims(&graph, &state, policy);
        let mut resident = Self {
            policy,
            as_of,
            index: Index::of(&graph),
            graph,
            identity: Identity::default(),
            exclusions: Exclusions::default(),
            contested: Contested::default(),
            ground,
            places: FxHashMap::default(),
            found: BTreeMap::new(),
            kept: Vec::new(),
            calculates: !state.calculations.is_empty() || state.versions.values().any(is_calculating),
            state,
            due: BTreeSet::new(),
            outdated: Vec::new(),
        };
        resident.graph.take_renamed();
        resident.identity.add(resident.state.versions.values());
        resident.identity.judge(&resident.state.judgements);
        let gone = resident.settle(Touched::default());
        resident.assess_due(gone);
        resident
    }

    /// What is held.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The day that everything is seen from.
    #[must_use]
    pub const fn as_of(&self) -> PartialDate {
        self.as_of
    }

    /// What is found of a claim; whether what it is calculated from fell, [`Self::findings`] says.
    #[must_use]
    pub fn found(&self, claim: Id<Claim>) -> Option<&ClaimFinding> {
        self.found.get(&claim).map(Arc::as_ref)
    }

    /// The claims of these findings, which are its own, by their words.
    pub(crate) fn known(&self, found: &SharedList<ClaimFinding>) -> KnownClaims {
        KnownClaims::with(self.identity.names().clone(), &self.state, found, |id| self.identity.features(id))
    }

    /// All that is found, as a full computation gives it.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut claims = SharedList::from(self.found.values().cloned().collect::<Vec<_>>());
        if self.calculates {
            mark_fallen(&self.state, &mut claims);
        }
        let mut contradictions: Vec<Contradiction> = self.exclusions.all().cloned().collect();
        corrected::mark(&mut contradictions, &self.state);
        Findings { claims, contradictions, matches: self.identity.matches(), policy: self.policy, as_of: self.as_of }
    }

    /// Takes what people recorded from `state`, whose versions are those that are here. Judgements and withdrawals cost
    /// what they touch; of all else that they recorded everything is computed again.
    pub fn decide(&mut self, state: &State) -> Changed {
        self.catch_up();
        if !has_same_records(&self.state, state) {
            let before = std::mem::take(&mut self.found);
            *self = Self::of(state.clone(), self.policy, self.as_of);
            return self.changed_since(&before);
        }
        let mut touched = Touched::default();
        if self.state.retractions != state.retractions {
            let (before, now) = (&self.state.retractions, &state.retractions);
            let only = |a: &'_ BTreeMap<_, _>, b: &BTreeMap<_, _>| {
                a.keys().filter(|what| !b.contains_key(*what)).copied().collect::<Vec<_>>()
            };
            let changed = [only(before, now), only(now, before)].concat();
            let said = changed.iter().flat_map(|what| self.index.withdrawn(*what, &self.graph, &self.identity));
            touched.claims.extend(said.filter_map(|number| self.claim_of(number)));
            self.state.retractions.clone_from(&state.retractions);
        }
        if self.state.judgements != state.judgements {
            self.state.judgements.clone_from(&state.judgements);
            self.identity.judge(&self.state.judgements);
        }
        let gone = self.settle(touched);
        self.assess_due(gone)
    }

    fn changed_since(&self, before: &BTreeMap<Id<Claim>, Arc<ClaimFinding>>) -> Changed {
        Changed {
            gone: before.keys().filter(|id| !self.found.contains_key(id)).copied().collect(),
            changed: self.found.iter().filter(|(id, now)| before.get(id) != Some(now)).map(|(id, _)| *id).collect(),
            assessed: self.found.len(),
        }
    }

    fn place(&self, claim: Id<Claim>) -> Option<usize> {
        self.places.get(&claim).map(|place| *place as usize)
    }

    fn claim_of(&self, number: usize) -> Option<Id<Claim>> {
        self.identity.claim_of(u32::try_from(number).ok()?)
    }

    fn supersede(&mut self, number: usize, touched: &mut Touched) {
        let Some(held) = self.graph.held(number).filter(|held| !held.superseded) else { return };
        let (version, said) = (held.version, held.assertions());
        touched.claims.extend(said.filter_map(|number| self.claim_of(number)));
        self.state.versions.get_mut(&version).into_iter().for_each(|held| held.superseded = true);
        self.graph.supersede(number);
        self.ground.supersede(number);
    }

    /// Takes the passages that are shared now; whatever the versions say that share others than before is touched.
    fn share(&mut self, passages: Vec<SharedPassage>, touched: &mut Touched) {
        let (before, now): (BTreeSet<&SharedPassage>, BTreeSet<&SharedPassage>) =
            (self.state.passages.iter().collect(), passages.iter().collect());
        let versions: BTreeSet<Id<Version>> = before.symmetric_difference(&now).flat_map(|p| [p.a, p.b]).collect();
        let numbers = versions.iter().filter_map(|version| self.index.number(*version));
        let said = numbers.filter_map(|number| self.graph.held(number)).flat_map(|held| held.assertions());
        touched.claims.extend(said.filter_map(|number| self.claim_of(number)));
        self.state.passages = passages;
    }

    /// Whatever shows the name of somebody who is called otherwise than before is touched, or of whom another name is stated.
    fn rename(&mut self, touched: &mut Touched) {
        for actor in self.graph.take_renamed() {
            for actor in self.ground.connected(&self.graph, actor) {
                touched.all |= self.ground.has_recorded(actor);
                let shown = self.index.showing(actor, &self.graph);
                touched.claims.extend(shown.filter_map(|number| self.claim_of(number)));
            }
        }
    }

    /// Decides again which assertions make one claim and which claims exclude each other; what is touched is due to be
    /// assessed. Gives the claims that there are no more.
    fn settle(&mut self, mut touched: Touched) -> BTreeSet<Id<Claim>> {
        let Settled { gone, changed, .. } = self.identity.settle(&self.state);
        let claims: Vec<&Claim> = changed.iter().filter_map(|id| self.identity.claim(*id)).collect();
        let words = Words { names: self.identity.names(), read: Some(&self.identity) };
        let excluding = self.exclusions.replace(gone.iter().copied(), claims.iter().copied(), &self.state, words);
        for id in &gone {
            self.found.remove(id);
            let place = self.places.remove(id).map(|place| place as usize);
            place.and_then(|place| self.kept.get_mut(place)).into_iter().for_each(|kept| *kept = None);
            if let Some(claim) = place.and_then(|place| self.ground.claims.get_mut(place)) {
                *claim = Grouped {
                    kind: claim.kind,
                    members: Box::default(),
                    opposed: Vec::new(),
                    is_settled: false,
                    following: Following::default(),
                };
            }
        }
        for claim in claims {
            let members = claim.members.iter().filter_map(|(_, assertion)| self.identity.number(*assertion)).collect();
            let grouped = Grouped {
                kind: claim.kind,
                members,
                opposed: Vec::new(),
                is_settled: false,
                following: Following::default(),
            };
            match self.places.get(&claim.id).and_then(|place| self.ground.claims.get_mut(*place as usize)) {
                Some(place) => *place = grouped,
                None => {
                    self.places.insert(claim.id, u32::try_from(self.ground.claims.len()).unwrap_or(u32::MAX));
                    self.ground.claims.push(grouped);
                }
            }
        }
        for id in changed.iter().chain(&excluding) {
            self.oppose(*id);
        }
        touched.claims.extend(changed.iter().chain(&excluding));
        self.depend(&mut touched);
        if touched.all {
            touched.claims.extend(self.places.keys());
        }
        let beside: Vec<Id<Claim>> = touched.claims.iter().flat_map(|id| self.counting(*id)).collect();
        self.due.extend(touched.claims);
        self.due.extend(beside);
        gone
    }

    /// What excludes a claim, in the order of the contradictions' ids.
    fn excluding(&self, claim: Id<Claim>) -> Vec<&Contradiction> {
        let mut found: Vec<&Contradiction> = self.exclusions.of(claim).filter(|c| c.excludes() && c.a != c.b).collect();
        found.sort_unstable_by_key(|contradiction| contradiction.id);
        found
    }

    fn oppose(&mut self, id: Id<Claim>) {
        let others = self.excluding(id).into_iter().map(|c| if c.a == id { c.b } else { c.a });
        let opposed: Vec<u32> = others.filter_map(|other| self.places.get(&other).copied()).collect();
        let mut denials = self.exclusions.of(id).filter(|c| !c.kind.is_compatible() && c.a == c.b);
        let is_settled = denials.any(|denial| !denial.excludes());
        let following = Following::of(
            id,
            self.entailing(id),
            |assertion| self.identity.number(assertion),
            |claim| self.places.get(&claim).copied(),
        );
        if let Some(claim) = self.places.get(&id).and_then(|place| self.ground.claims.get_mut(*place as usize)) {
            (claim.opposed, claim.is_settled, claim.following) = (opposed, is_settled, following);
        }
    }

    /// The pairs in which a claim entails another or follows from it, in the order of their ids.
    fn entailing(&self, claim: Id<Claim>) -> Vec<&Contradiction> {
        let mut found: Vec<&Contradiction> = self.exclusions.of(claim).filter(|c| c.entails().is_some()).collect();
        found.sort_unstable_by_key(|pair| pair.id);
        found
    }

    /// The claims that count what is said of this one: what excludes it, and what it entails or follows from.
    fn counting(&self, claim: Id<Claim>) -> impl Iterator<Item = Id<Claim>> {
        self.excluding(claim).into_iter().chain(self.entailing(claim)).flat_map(|c| [c.a, c.b])
    }

    /// Who depends on whom is asked again when a contested claim is touched.
    fn depend(&mut self, touched: &mut Touched) {
        let Self { exclusions, contested, ground, places, graph, .. } = self;
        let choices = |id: Id<Claim>| exclusions.of(id).filter(|c| is_choice(c));
        let others = |id: Id<Claim>| choices(id).map(|c| if c.a == id { c.b } else { c.a }).collect();
        let is_contested = |id: &Id<Claim>| contested.has(*id) || choices(*id).next().is_some();
        let claims = places.keys().filter(|_| touched.all).chain(&touched.claims).filter(|id| is_contested(id));
        let claims: BTreeSet<Id<Claim>> = claims.copied().collect();
        let members = |id| Some(&*ground.claims.get(*places.get(&id)? as usize)?.members);
        let unlike = contested.follow(graph, claims, (members, others), &mut ground.dependent);
        let mut published: FxHashMap<Actor, Vec<Id<Claim>>> = FxHashMap::default();
        for (a, b) in unlike {
            for publisher in [a, b] {
                published.entry(publisher).or_insert_with(|| self.published_by(publisher));
            }
            let (Some(ours), Some(theirs)) = (published.get(&a), published.get(&b)) else { continue };
            touched.claims.extend(ours.iter().filter(|claim| theirs.binary_search(claim).is_ok()));
        }
    }

    /// The claims that somebody publishes, in the order of their ids.
    fn published_by(&self, publisher: Actor) -> Vec<Id<Claim>> {
        let said = self.index.published_by(publisher, &self.graph);
        let mut claims: Vec<Id<Claim>> = said.filter_map(|number| self.claim_of(number)).collect();
        claims.sort_unstable();
        claims.dedup();
        claims
    }

    /// Assesses all claims that are due.
    fn assess_due(&mut self, gone: BTreeSet<Id<Claim>>) -> Changed {
        let due = std::mem::take(&mut self.due);
        let changed = self.assess(gone, due);
        self.outdated.clear();
        changed
    }

    /// Assesses these claims.
    fn assess(&mut self, gone: BTreeSet<Id<Claim>>, claims: BTreeSet<Id<Claim>>) -> Changed {
        let tracer = self.ground.tracer(&self.graph, &self.state);
        let mut changed = Changed { gone, ..Changed::default() };
        let (identity, places) = (&self.identity, &self.places);
        let placed = claims.iter().filter_map(|id| Some((identity.claim(*id)?, *places.get(id)? as usize)));
        let placed: Vec<(&Claim, usize)> = placed.collect();
        self.kept.resize(self.ground.claims.len(), None);
        for part in placed.chunks(AT_ONCE) {
            let found = side_by_side(part, |(claim, place)| {
                found_and_kept(&tracer, Claim::clone(claim), *place, self.policy, self.as_of)
            });
            changed.assessed += part.len();
            for ((claim, place), found) in part.iter().zip(found) {
                let (found, kept) = found.unzip();
                if let Some(known) = self.kept.get_mut(*place) {
                    *known = kept;
                }
                let is_other = |found: &ClaimFinding| self.found.get(&claim.id).map(Arc::as_ref) != Some(found);
                if let Some(found) = found.filter(is_other) {
                    changed.changed.insert(claim.id);
                    self.outdated.extend(self.found.insert(claim.id, Arc::new(found)));
                }
            }
        }
        changed
    }
}

/// Whether people recorded the same of everything but identity and withdrawals.
fn has_same_records(one: &State, other: &State) -> bool {
    one.controls == other.controls
        && one.interests == other.interests
        && one.actor_judgements == other.actor_judgements
        && one.identified == other.identified
        && one.reviews == other.reviews
        && one.resolutions == other.resolutions
        && one.filings == other.filings
        && one.calculations == other.calculations
}
