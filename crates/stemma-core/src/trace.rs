//! From a claim's assertions to its lineage: who had it from whom, who controls them, and who gains.
//!
//! Whatever raises independence comes from closed rules and people only: a chain that a heuristic read is pooled like
//! one of an unnamed witness. Whatever lowers it counts at every tier.

mod data;
pub(crate) mod dependence;
mod grouped;
mod groups;
mod interest;
mod kept;
mod noted;
mod offices;
pub(crate) mod papers;
mod setting;
mod stated;
mod supposed;
mod voices;
mod witness;

use std::collections::{BTreeMap, BTreeSet};

use crate::contradiction::Contradiction;
use crate::copying::SharedPassage;
use crate::date::PartialDate;
use crate::enumerations::{ClaimKind, FindingFlag, Modality, Stance};
use crate::graph::{Graph, Held};
use crate::id::Id;
use crate::identity::Claim;
use crate::impact::Standing;
use crate::independence::{Case, Count, Finding, Forecast, count};
use crate::policy::Policy;
use crate::state::{Assertion, Retractions, State};

pub use grouped::Stronger;
pub(crate) use grouped::{Following, Grouped};
pub use interest::{InterestReason, InterestRule};
pub(crate) use kept::{Kept, Without};
pub use noted::{Noted, Place};
pub(crate) use setting::Decision;
pub use setting::Ground;
use setting::Setting;
pub use stated::{Disclaimed, OneVoice, StatedWords};
pub use witness::Tie;
use witness::{Side, Woven};

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

/// A derivation that nobody states: both have the same words around the claim, or one text names both.
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
    /// The assertion with the same words: the one it may be copied from, or one that may be copied from the same.
    pub beside: Id<Assertion>,
    /// The passage; none, when only the values that two publishers give show it.
    pub passage: Option<SharedPassage>,
    /// How likely it is, or what share of the passage is the same, in percent; none, where only names show it.
    pub percent: Option<usize>,
    /// The words that name whom it may have it from, when nothing else shows it.
    pub naming: Option<StatedWords>,
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
    /// Supporting witnesses that took back what they say, have it from elsewhere, or may, and the words that say so.
    pub taken_back: BTreeMap<String, Disclaimed>,
    /// Supporting witnesses that are named and pooled all the same: only a heuristic read them, or they may have taken it back.
    pub unsure: BTreeSet<String>,
    /// The witness that each held document is.
    pub documents: BTreeMap<String, Id<crate::document::Version>>,
    /// Whoever gains if the claim is believed, as they are called, and why.
    pub interest: BTreeMap<String, InterestReason>,
    /// Who counts as one voice with whom by an office that texts state, or may count so; in order.
    pub offices: Vec<OneVoice>,
    /// Voices of both sides that may be one because of what texts tell of them, and nobody decided on it; in order.
    pub ties: Vec<Tie>,
    /// Flags that reading gives.
    pub flags: BTreeSet<FindingFlag>,
    /// Flags with the words that show them; of those only that the finding has.
    pub noted: Vec<Noted>,
    /// When a prediction can be held against what happened.
    pub due: Option<PartialDate>,
    /// Claims that say more: the assertions of these support it too.
    pub stronger: Vec<Stronger>,
}

impl Traced {
    /// What a witness is called.
    #[must_use]
    pub fn name<'t>(&'t self, witness: &'t str) -> &'t str {
        self.names.get(witness).map_or(witness, String::as_str)
    }
}

/// A claim with its lineages, what was found, and all flags.
type Found = (Traced, Finding, BTreeSet<FindingFlag>);

/// Traces claims through one state.
pub struct Tracer<'s> {
    setting: Setting<'s>,
}

impl Ground {
    /// Prepares to trace any of `claims`, which come in the order of their ids; `policy` says which owners make one voice
    /// of two. `state` says what people recorded; its versions are those that `graph` has.
    #[must_use]
    pub fn new(
        graph: &Graph,
        state: &State,
        claims: &[Claim],
        contradictions: &[Contradiction],
        policy: Policy,
    ) -> Self {
        let by_id = graph.by_id();
        let grouped = |claim: &Claim| Grouped {
            kind: claim.kind,
            members: claim.members.iter().filter_map(|(_, assertion)| by_id.number(*assertion)).collect(),
            opposed: Vec::new(),
            is_settled: false,
            following: Following::default(),
        };
        let mut all: Vec<Grouped> = claims.iter().map(grouped).collect();
        let place = |id: Id<Claim>| claims.binary_search_by_key(&id, |claim| claim.id).ok();
        for contradiction in contradictions.iter().filter(|c| c.excludes() && c.a != c.b) {
            let Some((a, b)) = place(contradiction.a).zip(place(contradiction.b)) else { continue };
            for (one, other) in [(a, b), (b, a)] {
                let other = u32::try_from(other).unwrap_or(u32::MAX);
                all.get_mut(one).into_iter().for_each(|claim| claim.opposed.push(other));
            }
        }
        // A denial that a person settled opposes nothing.
        for settled in contradictions.iter().filter(|c| !c.kind.is_compatible() && c.a == c.b && !c.excludes()) {
            place(settled.a).and_then(|place| all.get_mut(place)).into_iter().for_each(|claim| claim.is_settled = true);
        }
        grouped::add(&mut all, contradictions, |id| by_id.number(id), place);
        let members = |claim| all.get(place(claim)?).map(|grouped| &*grouped.members);
        let dependent = dependence::Contested::dependent(graph, members, contradictions);
        let mut ground = Self::without_claims(graph, state, policy);
        (ground.dependent, ground.claims) = (dependent, all);
        ground
    }

    /// Traces claims on this ground, which is of `graph`; what is withdrawn and which passages are shared, `state` says.
    #[must_use]
    pub fn tracer<'s>(&'s self, graph: &'s Graph, state: &'s State) -> Tracer<'s> {
        self.supposing(graph, state, &state.retractions)
    }

    /// The same, as if all this and nothing else were withdrawn.
    #[must_use]
    pub const fn supposing<'s>(
        &'s self,
        graph: &'s Graph,
        state: &'s State,
        retractions: &'s Retractions,
    ) -> Tracer<'s> {
        Tracer { setting: Setting::new(graph, state, retractions, self) }
    }
}

impl<'s> Tracer<'s> {
    /// The claim at this place, with its lineages, assessed under `policy` as of a day (which only matters to
    /// predictions), and all flags.
    #[must_use]
    pub fn found(
        &self,
        place: usize,
        policy: Policy,
        as_of: PartialDate,
    ) -> Option<(Traced, Finding, BTreeSet<FindingFlag>)> {
        Some(self.look(self.setting.ground.claims.get(place)?, policy, as_of, None).all(policy))
    }

    /// How the claim at this place stands, and all flags: the same without names, for whoever looks at many claims to see
    /// which of them changed.
    #[must_use]
    pub fn standing(
        &self,
        place: usize,
        policy: Policy,
        as_of: PartialDate,
    ) -> Option<(Standing, BTreeSet<FindingFlag>)> {
        self.standing_if(place, None, policy, as_of)
    }

    /// How the claim at this place would stand, and its flags, if a person decided so.
    pub(crate) fn standing_if(
        &self,
        place: usize,
        supposed: Option<Decision>,
        policy: Policy,
        as_of: PartialDate,
    ) -> Option<(Standing, BTreeSet<FindingFlag>)> {
        Some(self.look(self.setting.ground.claims.get(place)?, policy, as_of, supposed).standing())
    }

    /// The claims that cannot hold together with the one at this place, by their places.
    pub(crate) fn opposed(&self, place: usize) -> impl Iterator<Item = usize> {
        self.setting
            .ground
            .claims
            .get(place)
            .into_iter()
            .flat_map(|claim| claim.opposed.iter().map(|other| *other as usize))
    }

    /// The claims that count what is said of the one at this place, by their places: what cannot hold together with it,
    /// and what follows from it.
    pub(crate) fn counting(&self, place: usize) -> impl Iterator<Item = usize> {
        let claim = self.setting.ground.claims.get(place).into_iter();
        let weaker = claim.flat_map(|claim| claim.following.weaker().iter().map(|(weaker, _)| *weaker as usize));
        self.opposed(place).chain(weaker)
    }

    /// Whether any of the claim's assertions is withdrawn, by itself or with its document, or was not read right.
    #[must_use]
    pub fn is_withdrawn(&self, place: usize) -> bool {
        let members = self.setting.ground.claims.get(place).map(|claim| &*claim.members).unwrap_or_default();
        let mut said = members.iter().filter_map(|number| self.setting.graph.member(*number as usize));
        said.any(|(held, said)| self.setting.is_withdrawn(held, said) || self.setting.is_rejected(said, None))
    }

    /// Whether a document that said so says in a later version what cannot hold together with it.
    #[must_use]
    pub fn is_corrected(&self, place: usize) -> bool {
        let graph = self.setting.graph;
        let said = |claim: &'_ Grouped, superseded: bool| {
            let affirms = claim.members.iter().filter_map(|number| graph.member(*number as usize));
            let affirms =
                affirms.filter(move |(held, said)| said.stance == Stance::Affirms && held.superseded == superseded);
            affirms.map(|(held, _)| held.document).collect::<BTreeSet<_>>()
        };
        let Some(claim) = self.setting.ground.claims.get(place) else { return false };
        let affirming = claim.members.iter().map(|number| *number as usize);
        let affirming: Vec<usize> =
            affirming.filter(|number| graph.said(*number).is_some_and(|said| said.stance == Stance::Affirms)).collect();
        if !self.corrected_reports(claim, &affirming).is_empty() {
            return true;
        }
        let before = said(claim, true);
        let now = claim.opposed.iter().filter_map(|other| self.setting.ground.claims.get(*other as usize));
        !before.is_empty() && now.into_iter().any(|other| !before.is_disjoint(&said(other, false)))
    }

    /// The reports, by the numbers of their versions, of which their own papers say that they had this claim wrong: of that paper
    /// and that day only one makes it.
    fn corrected_reports(&self, claim: &Grouped, supporting: &[usize]) -> Vec<usize> {
        let graph = self.setting.graph;
        let mut corrected = Vec::new();
        for number in claim.members.iter().map(|number| *number as usize) {
            let Some((day, (by, said))) = graph.corrects(number).zip(graph.member(number)) else { continue };
            let is_out = self.setting.is_withdrawn(by, said) || self.setting.is_rejected(said, None);
            if by.superseded || is_out || by.publisher.is_none() {
                continue;
            }
            let is_it = |held: &Held| held.publisher == by.publisher && held.published == Some(day);
            let own =
                supporting.iter().filter(|number| claim.members.iter().any(|member| *member as usize == **number));
            let of = own.filter_map(|number| Some((graph.said(*number)?.held(), graph.member(*number)?.0)));
            let mut reports: Vec<usize> = of
                .filter(|(_, held)| is_it(held) && !held.superseded && held.version != by.version)
                .map(|(number, _)| number)
                .collect();
            reports.sort_unstable();
            reports.dedup();
            corrected.extend(Some(reports).filter(|reports| reports.len() == 1).into_iter().flatten());
        }
        corrected
    }

    fn look(&self, claim: &Grouped, policy: Policy, as_of: PartialDate, supposed: Option<Decision>) -> Looked<'_, 's> {
        let graph = self.setting.graph;
        let with = |claim: &Grouped, stance: Stance| {
            let has = |number: &usize| graph.said(*number).is_some_and(|said| said.stance == stance);
            gathered(claim.members.len(), claim.members.iter().map(|number| *number as usize).filter(has))
        };
        let mut supporting = with(claim, Stance::Affirms);
        // Words that were misread as saying more support nothing, and such as were misread as a denial oppose nothing.
        let is_out = |number: &usize| graph.said(*number).is_some_and(|said| self.setting.is_rejected(said, supposed));
        supporting.extend(claim.following.supporting(graph).into_iter().filter(|number| !is_out(number)));
        let mut opposing = if claim.is_settled { Vec::new() } else { with(claim, Stance::Denies) };
        // What a document said before is no opposition to what it says now.
        let is_past = |number: usize| is_past_of(graph, number, &supporting);
        opposing.retain(|number| !is_past(*number));
        let mut is_contradicted = false;
        for other in claim.opposed.iter().filter_map(|other| self.setting.ground.claims.get(*other as usize)) {
            let before = opposing.len();
            opposing.extend(with(other, Stance::Affirms).into_iter().filter(|number| !is_past(*number)));
            is_contradicted |= opposing.len() > before;
        }
        opposing.extend(claim.following.denying(graph));
        opposing.retain(|number| !is_out(number));
        let interested = interest::of(&self.setting, &supporting, &opposing, supposed);
        let corrected = self.corrected_reports(claim, &supporting);
        let mut support = Side::new(&self.setting, (claim.kind, true), (&supporting, &corrected), supposed);
        let mut oppose = Side::new(&self.setting, (claim.kind, false), (&opposing, &[]), supposed);
        let (mut woven, against) = (support.woven(&interested.supporting), oppose.woven(&interested.opposing));
        let due = claim.members.iter().filter_map(|number| graph.due(*number as usize)).min();
        let forecast = (claim.kind == ClaimKind::Prediction).then_some(Forecast { due, as_of, has_outcome: false });
        let mut flags = interest::flags(&self.setting, &supporting, &interested);
        let read = [support.loses_a_hedge(&supporting, &woven), support.cites_unfaithfully()];
        flags.extend(read.iter().flatten().map(|noted| noted.flag));
        flags.extend(is_stale(graph, &supporting).then_some(FindingFlag::Stale));
        flags.extend(is_contradicted.then_some(FindingFlag::Contradicted));
        let denial = noted::denial(graph, &supporting, &opposing, &interested);
        let parties = [denial, noted::admission(graph, &supporting, &opposing, supposed)];
        let opposing = (!opposing.is_empty()).then_some(&against.numbered);
        let mut counted = count(&woven.numbered, opposing, forecast.as_ref(), policy);
        // Whom its voices may have it from is only looked for where it can take anything away.
        let mut plain = None;
        if counted.support.nu >= 2 && support.add_hearsay() {
            let heard = support.woven(&interested.supporting);
            plain = Some((std::mem::replace(&mut woven, heard), counted.support.nu));
            counted = count(&woven.numbered, opposing, forecast.as_ref(), policy);
        }
        let is_opposed = opposing.is_some();
        let noted = read.into_iter().chain(parties).flatten().collect();
        Looked {
            tracer: self,
            support,
            woven,
            plain,
            oppose,
            against,
            is_opposed,
            is_corrected: !corrected.is_empty(),
            interested,
            forecast,
            due,
            flags,
            noted,
            stronger: claim.following.told(),
            count: counted,
        }
    }
}

/// A claim that was traced and counted, before names are put on it.
struct Looked<'t, 's> {
    tracer: &'t Tracer<'s>,
    support: Side<'t>,
    woven: Woven,
    /// The same without whom its voices may have it from, where that was looked for and found, and how many lines it had.
    plain: Option<(Woven, usize)>,
    oppose: Side<'t>,
    against: Woven,
    is_opposed: bool,
    /// Whether its own paper corrected one of the reports.
    is_corrected: bool,
    interested: interest::Interested<'s>,
    forecast: Option<Forecast>,
    due: Option<PartialDate>,
    flags: BTreeSet<FindingFlag>,
    noted: Vec<Noted>,
    stronger: Vec<Stronger>,
    count: Count,
}

impl Looked<'_, '_> {
    /// All of it, with names.
    fn all(&self, policy: Policy) -> Found {
        (self.traced(), self.finding(policy), self.all_flags())
    }

    /// How it stands, and all flags.
    fn standing(&self) -> (Standing, BTreeSet<FindingFlag>) {
        (Standing::counted(&self.count), self.all_flags())
    }

    /// All flags, of the lineage and of reading. A chain whose unnamed witnesses are only read unsurely is not one of
    /// unnamed witnesses.
    fn all_flags(&self) -> BTreeSet<FindingFlag> {
        let mut flags: BTreeSet<FindingFlag> = self.count.flags.union(&self.flags).copied().collect();
        let passes_unnamed =
            || self.count.support.chains.iter().flatten().any(|rank| self.support.is_unnamed(&self.woven, *rank));
        if flags.contains(&FindingFlag::UnnamedOnly) && !passes_unnamed() {
            flags.remove(&FindingFlag::UnnamedOnly);
        }
        flags
    }

    fn finding(&self, policy: Policy) -> Finding {
        let against = self.is_opposed.then(|| self.oppose.names(&self.against));
        self.count.told(&self.support.names(&self.woven), against.as_ref(), policy)
    }

    fn traced(&self) -> Traced {
        let (support, oppose) = ((&self.support, &self.woven), (&self.oppose, &self.against));
        let lineage = support.0.lineage(support.1, &self.interested.supporting);
        let against = self.is_opposed.then(|| oppose.0.lineage(oppose.1, &self.interested.opposing));
        let mut suspected = support.0.suspicions(support.1);
        suspected.extend(oppose.0.suspicions(oppose.1));
        let mut ties = support.0.told_ties(support.1);
        ties.extend(oppose.0.told_ties(oppose.1));
        let mut names = support.0.short_names(support.1);
        names.extend(oppose.0.short_names(oppose.1));
        let mut documents = support.0.documents(support.1);
        documents.extend(oppose.0.documents(oppose.1));
        Traced {
            case: Case { supporting: lineage, opposing: against, forecast: self.forecast },
            supporting: support.0.told_steps(support.1),
            opposing: oppose.0.told_steps(oppose.1),
            suspected,
            names,
            taken_back: support.0.taken_back(support.1),
            unsure: support.0.unsure(support.1),
            documents,
            interest: self.interested.told(&self.tracer.setting),
            offices: support.0.one_voice(support.1).into_iter().chain(oppose.0.one_voice(oppose.1)).collect(),
            ties,
            flags: self.flags.clone(),
            noted: self.noted.clone(),
            due: self.due,
            stronger: self.stronger.clone(),
        }
    }
}

/// A list of at most so many items, for which room is taken once.
fn gathered<T>(most: usize, items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(most);
    all.extend(items);
    all
}

/// Whether an earlier version of a document says so, of which a later one makes one of the others.
fn is_past_of(graph: &Graph, assertion: usize, others: &[usize]) -> bool {
    let of = |number: usize, superseded: bool| {
        graph
            .member(number)
            .map(|(held, _)| held)
            .filter(|held| held.superseded == superseded)
            .map(|held| held.document)
    };
    of(assertion, true).is_some_and(|document| others.iter().any(|other| of(*other, false) == Some(document)))
}

/// Whether a forecast's date was past when it was published.
fn is_stale(graph: &Graph, supporting: &[usize]) -> bool {
    supporting.iter().any(|number| {
        let member = graph.member(*number).filter(|(_, said)| said.modality == Modality::Predicted);
        let dates = member.and_then(|(held, _)| graph.due(*number).zip(held.published));
        dates.is_some_and(|(due, published)| due.is_before(published))
    })
}
