//! What if: a state as it would be, and which claims would stand otherwise. Nothing here changes what is held.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::calculation::calculations;
use crate::control::Control;
use crate::date::PartialDate;
use crate::document::{Document, Metadata, Version};
use crate::enumerations::{Basis, Genre, Headline, Modality, SourceKind, Stance, Support, Tier};
use crate::finding::{ClaimFinding, Findings, findings};
use crate::graph::Graph;
use crate::id::Id;
use crate::identity::{Claim, Member};
use crate::independence::Count;
use crate::name::ActorKey;
use crate::policy::Policy;
use crate::span::{Quote, Span};
use crate::state::{Assertion, HeldVersion, Judgement, Retracted, Retraction, State};
use crate::statement::{Statement, Voice};
use crate::trace::{Ground, Tracer};

/// Something that is supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supposition {
    /// This is withdrawn.
    Withdrawn(Retracted),
    /// Two actors are one voice.
    SameGroup(String, String),
    /// Two actors have nobody in common: what is recorded of who controls them is set aside as far as it joins them.
    Independent(String, String),
    /// Somebody who shares nobody with the others says so, and says how they know.
    Said {
        /// The claim.
        claim: Id<Claim>,
        /// Who.
        source: String,
        /// What it rests on.
        basis: Basis,
    },
}

/// The state as it would be. `findings` are those of `state`: they say what a claim is.
#[must_use]
pub fn suppose(state: &State, findings: &Findings, suppositions: &[Supposition]) -> State {
    let mut supposed = state.clone();
    decide(&mut supposed, suppositions);
    for supposition in suppositions {
        if let Supposition::Said { claim, source, basis } = supposition {
            let found = findings.claims.iter().find(|found| found.claim.id == *claim);
            found.into_iter().for_each(|found| say(&mut supposed, &found.claim, source, *basis, findings.as_of));
        }
    }
    supposed
}

/// What people would have recorded; nothing that anybody says.
pub(crate) fn decide(supposed: &mut State, suppositions: &[Supposition]) {
    for supposition in suppositions {
        match supposition {
            Supposition::Withdrawn(what) => {
                let retraction = Retraction { reason: "supposed".to_owned(), on: None, by: String::new() };
                supposed.retractions.insert(*what, retraction);
            }
            Supposition::SameGroup(a, b) => {
                let control = Control {
                    actor: a.clone(),
                    controller: b.clone(),
                    how: "supposed".to_owned(),
                    share: None,
                    from: None,
                    to: None,
                };
                supposed.controls.insert(control);
            }
            Supposition::Independent(a, b) => part(supposed, &ActorKey::of(a), &ActorKey::of(b)),
            Supposition::Said { .. } => {}
        }
    }
}

/// Every claim that would stand otherwise, the greatest loss first, then by words: as if everything were computed again,
/// but only claims that the suppositions can touch are. Which assertions make one claim, and which claims exclude each
/// other, hangs on what is said and on nothing else.
#[must_use]
pub fn impacts_if(state: &State, before: &Findings, suppositions: &[Supposition]) -> Vec<Impact> {
    let supposed = suppose(state, before, suppositions);
    let (policy, as_of) = (before.policy, before.as_of);
    // What is calculated hangs on how its inputs stand.
    let is_calculated = !calculations(state, before.claims.iter().map(|found| &found.claim)).is_empty();
    if is_calculated || suppositions.iter().any(|supposition| matches!(supposition, Supposition::Said { .. })) {
        return impacts(before, &findings(&supposed, policy, as_of));
    }
    let touched = touched(state, before, suppositions);
    let claims: Vec<Claim> = before.claims.iter().map(|found| found.claim.clone()).collect();
    let graph = Graph::of(&supposed);
    let ground = Ground::new(&graph, &supposed, &claims, &before.contradictions, policy);
    let tracer = ground.tracer(&graph, &supposed);
    let before = before.claims.iter().enumerate();
    let before = before.filter(|(_, found)| touched.as_ref().is_none_or(|touched| touched.contains(&found.claim.id)));
    impacts_on(&tracer, before, policy, as_of)
}

/// Every one of these claims, with its place on the tracer's ground, that stands otherwise there.
pub(crate) fn impacts_on<'f>(
    tracer: &Tracer<'_>,
    before: impl IntoIterator<Item = (usize, &'f ClaimFinding)>,
    policy: Policy,
    as_of: PartialDate,
) -> Vec<Impact> {
    let mut impacts: Vec<Impact> =
        before.into_iter().filter_map(|(place, found)| tracer.impact(place, found, policy, as_of)).collect();
    sort(&mut impacts);
    impacts
}

/// The greatest loss first, then by words.
pub(crate) fn sort(impacts: &mut [Impact]) {
    impacts.sort_by(|a, b| b.loss().cmp(&a.loss()).then_with(|| (&a.text, a.claim).cmp(&(&b.text, b.claim))));
}

/// The claims that withdrawals touch: whatever has an assertion of what is withdrawn, and whatever excludes it. All of
/// them, when it is supposed who controls whom, because interests reach far.
fn touched(state: &State, before: &Findings, suppositions: &[Supposition]) -> Option<BTreeSet<Id<Claim>>> {
    let mut documents = BTreeSet::new();
    let mut assertions = BTreeSet::new();
    for supposition in suppositions {
        match supposition {
            Supposition::Withdrawn(Retracted::Document(document)) => {
                documents.insert(*document);
            }
            Supposition::Withdrawn(Retracted::Assertion(assertion)) => {
                assertions.insert(*assertion);
            }
            Supposition::SameGroup(..) | Supposition::Independent(..) | Supposition::Said { .. } => return None,
        }
    }
    let versions = state.versions.values().filter(|held| documents.contains(&held.document.id));
    let versions: BTreeSet<Id<Version>> = versions.map(|held| held.version.id).collect();
    let has = |(version, assertion): &Member| versions.contains(version) || assertions.contains(assertion);
    let having = before.claims.iter().filter(|found| found.claim.members.iter().any(has));
    let mut touched: BTreeSet<Id<Claim>> = having.map(|found| found.claim.id).collect();
    let ends = before.contradictions.iter().map(|contradiction| (contradiction.a, contradiction.b));
    let beside: Vec<Id<Claim>> = ends
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .filter(|(one, _)| touched.contains(one))
        .map(|(_, other)| other)
        .collect();
    touched.extend(beside);
    Some(touched)
}

/// Takes away the judgements that the two are one, and the control records of the one actor that lead to the other,
/// directly or over others.
fn part(state: &mut State, a: &ActorKey, b: &ActorKey) {
    state.actor_judgements.retain(|judgement| !judgement.same || !judgement.is_of(a, b));
    let theirs = connected(&state.controls, b);
    let ends = |control: &Control| (ActorKey::of(&control.actor), ActorKey::of(&control.controller));
    state.controls.retain(|control| {
        let (actor, controller) = ends(control);
        let joins = |one: &ActorKey, other: &ActorKey| one == a && (other == b || theirs.contains(other));
        !joins(&actor, &controller) && !joins(&controller, &actor)
    });
}

/// Everybody that control records connect with `start`.
fn connected(controls: &BTreeSet<Control>, start: &ActorKey) -> BTreeSet<ActorKey> {
    let mut seen = BTreeSet::from([start.clone()]);
    let mut grown = true;
    while grown {
        grown = false;
        for control in controls {
            let (a, b) = (ActorKey::of(&control.actor), ActorKey::of(&control.controller));
            for (from, to) in [(&a, &b), (&b, &a)] {
                if seen.contains(from) {
                    grown |= seen.insert(to.clone());
                }
            }
        }
    }
    seen
}

/// The statement that a claim's words are of.
fn worded<'s>(state: &'s State, claim: &Claim) -> Option<&'s Statement> {
    let said = |(version, member): &Member| {
        let held = state.versions.get(version)?;
        held.assertions.iter().find(|said| said.id == *member).map(|said| &said.statement)
    };
    claim.members.iter().filter_map(said).find(|said| said.sentence == claim.text)
}

/// Adds a document in which `source` makes the claim.
fn say(state: &mut State, claim: &Claim, source: &str, basis: Basis, day: PartialDate) {
    let name = format!("supposed: {source} on {}", claim.id);
    let genre = match basis {
        Basis::Record => Genre::Record,
        Basis::Measurement => Genre::Measurement,
        Basis::Analysis | Basis::Statement | Basis::Testimony | Basis::Unattributed | Basis::None => Genre::Article,
    };
    let metadata = Metadata {
        publisher: Some(source.to_owned()),
        published: Some(day),
        genre: Some(genre),
        ..Metadata::default()
    };
    let document = Document { id: Id::of("document", &[&name]), name, metadata };
    let id: Id<Version> = Id::of("version", &[&document.id.to_string(), "supposed"]);
    let like = worded(state, claim);
    let statement = Statement {
        contents: vec![Quote { span: Span::new(0, claim.text.len()), text: claim.text.clone() }],
        source: None,
        cue: None,
        chain: vec![Voice { name: source.to_owned(), kind: SourceKind::Publication, affiliation: None }],
        direct: false,
        stance: Stance::Affirms,
        modality: Modality::Asserted,
        basis,
        kind: claim.kind,
        sentence: claim.text.clone(),
        // "In March" is the March that the claim is about, and no other.
        quantities: like.map(|said| said.quantities.clone()).unwrap_or_default(),
        dates: like.map(|said| said.dates.clone()).unwrap_or_default(),
        due: None,
        against_interest: false,
        tier: Tier::P,
        rule: Cow::Borrowed("supposed"),
    };
    let assertion = Assertion::new(id, statement);
    let judgement = claim.members.first().map(|(_, member)| Judgement {
        a: assertion.id.min(*member),
        b: assertion.id.max(*member),
        same: true,
        by: "supposed".to_owned(),
        reason: "supposed".to_owned(),
    });
    state.judgements.extend(judgement);
    let version = Version { id, hash: String::new(), byte_length: claim.text.len(), media_type: None };
    let held = HeldVersion::new(document, version, vec![assertion]);
    state.versions.insert(id, held);
}

/// A claim that stands otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// Its id before; its id after, when it is new.
    pub claim: Id<Claim>,
    /// Its words.
    pub text: String,
    /// How it stood; nothing, when there was no such claim.
    pub before: Option<Standing>,
    /// How it stands; nothing, when there is no such claim any more.
    pub after: Option<Standing>,
    /// Chains that are shown before and that do not count any more.
    pub broken: Vec<Vec<String>>,
}

/// How a claim stands, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// In one word.
    pub headline: Headline,
    /// How well supported.
    pub support: Support,
    /// Held documents that assert it.
    pub reports: usize,
    /// ν, low and high.
    pub nu: [usize; 2],
}

impl Standing {
    /// How this claim stands.
    #[must_use]
    pub const fn of(found: &ClaimFinding) -> Self {
        let finding = &found.finding;
        Self {
            headline: finding.headline,
            support: finding.support.support,
            reports: finding.support.reports,
            nu: [finding.support.nu, finding.nu_high],
        }
    }
}

impl Standing {
    /// How a claim stands of which so much was counted.
    pub(crate) const fn counted(count: &Count) -> Self {
        let Count { support, nu_high, headline, .. } = count;
        Self { headline: *headline, support: support.support, reports: support.reports, nu: [support.nu, *nu_high] }
    }
}

impl Impact {
    /// How much the claim loses: steps of support, then independent lines. Negative when it gains.
    #[must_use]
    pub fn loss(&self) -> (i64, i64) {
        let rank = |standing: &Option<Standing>| standing.map_or(0, |s| 1 + s.support as i64);
        let lines = |standing: &Option<Standing>| standing.map_or(0, |s| i64::try_from(s.nu[0]).unwrap_or(i64::MAX));
        (rank(&self.before) - rank(&self.after), lines(&self.before) - lines(&self.after))
    }
}

/// Every claim that stands otherwise after than before, the greatest loss first, then by words.
#[must_use]
pub fn impacts(before: &Findings, after: &Findings) -> Vec<Impact> {
    let mut later: BTreeMap<Id<Assertion>, &ClaimFinding> = BTreeMap::new();
    for found in &after.claims {
        later.extend(found.claim.members.iter().map(|(_, id)| (*id, found)));
    }
    let mut met: BTreeSet<Id<Claim>> = BTreeSet::new();
    let mut impacts: Vec<Impact> = Vec::new();
    for found in &before.claims {
        let now = found.claim.members.iter().find_map(|(_, id)| later.get(id).copied());
        met.extend(now.map(|now| now.claim.id));
        impacts.extend(impact(Some(found), now));
    }
    let new = after.claims.iter().filter(|found| !met.contains(&found.claim.id));
    impacts.extend(new.filter_map(|found| impact(None, Some(found))));
    sort(&mut impacts);
    impacts
}

/// How one claim changed, when it did.
#[must_use]
pub fn impact(before: Option<&ClaimFinding>, after: Option<&ClaimFinding>) -> Option<Impact> {
    let either = before.or(after)?;
    let (was, is) = (before.map(Standing::of), after.map(Standing::of));
    let unchanged = was == is && before.map(|found| &found.flags) == after.map(|found| &found.flags);
    (!unchanged).then(|| Impact {
        claim: either.claim.id,
        text: either.claim.text.clone(),
        before: was,
        after: is,
        broken: before.map(|found| broken(found, after)).unwrap_or_default(),
    })
}

/// Chains of the finding before that have a witness which is struck out, or in nobody's lineage, after.
fn broken(before: &ClaimFinding, after: Option<&ClaimFinding>) -> Vec<Vec<String>> {
    let lineage = after.map(|found| &found.traced.case.supporting);
    let stands =
        |id: &str| lineage.is_some_and(|lineage| lineage.witnesses.contains_key(id) && !lineage.retracted.contains(id));
    broken_where(before, stands)
}

/// The chains of a finding that have a witness which does not stand any more, as `stands` says of its id.
pub(crate) fn broken_where(before: &ClaimFinding, stands: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
    let name = |id: &String| before.traced.name(id).to_owned();
    let chains = before.finding.support.chains.iter().filter(|chain| !chain.iter().all(|id| stands(id)));
    chains.map(|chain| chain.iter().map(name).collect()).collect()
}
