//! Which names may mean one actor: pairs that stand on one side of a claim, where that lowers what is published, and that
//! nobody has judged.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReviewItem, ReviewKind, bound};
use crate::document::Version;
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::independence::Lineage;
use crate::name::ActorKey;
use crate::role::Office;
use crate::span::Span;
use crate::state::{ActorJudgement, State};

/// How many claims one question names at most.
const MOST_CLAIMS: usize = 100;
/// How many places of one question are shown at most.
const MOST_PLACES: usize = 4;

/// Two keys, the first by alphabet first.
type Pair = (ActorKey, ActorKey);

/// What is known of a pair.
struct Unsure {
    names: (String, String),
    claims: BTreeSet<usize>,
}

/// The id of the question whether two names mean one actor.
pub(super) fn id_of(a: &str, b: &str) -> Id<ReviewItem> {
    let (a, b) = (ActorKey::of(a), ActorKey::of(b));
    let (one, other) = if a <= b { (a, b) } else { (b, a) };
    Id::of("review", &["actor", one.as_str(), other.as_str()])
}

/// A judgement on two names that is supposed, or recorded.
pub(super) fn judgement((a, b): &(String, String), same: bool, by: &str, reason: &str) -> ActorJudgement {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    ActorJudgement { a: a.clone(), b: b.clone(), same, by: by.to_owned(), reason: reason.to_owned() }
}

/// Pairs of names that may mean one actor and that nobody has judged.
pub(super) fn waiting(state: &State, findings: &Findings) -> Vec<ReviewItem> {
    let (stated, offices) = (stated(state), Offices::of(state));
    let mut pairs: BTreeMap<Pair, Unsure> = BTreeMap::new();
    for (place, found) in findings.claims.iter().enumerate() {
        let case = &found.traced.case;
        for lineage in std::iter::once(&case.supporting).chain(&case.opposing) {
            for names in alike(state, found, lineage, &stated, &offices) {
                let (a, b) = (ActorKey::of(&names.0), ActorKey::of(&names.1));
                let (key, names) = if a <= b { ((a, b), names) } else { ((b, a), (names.1, names.0)) };
                pairs.entry(key).or_insert_with(|| Unsure { names, claims: BTreeSet::new() }).claims.insert(place);
            }
        }
    }
    pairs.retain(|(a, b), _| !state.actor_judgements.iter().any(|judged| judged.is_of(a, b)));
    pairs.into_iter().map(|(pair, unsure)| item(findings, &pair, unsure, &stated, &offices)).collect()
}

/// Where texts state that two names mean one actor.
fn stated(state: &State) -> BTreeMap<Pair, Vec<(Id<Version>, Span)>> {
    let mut stated: BTreeMap<Pair, Vec<(Id<Version>, Span)>> = BTreeMap::new();
    for held in state.versions.values() {
        for alias in &held.aliases {
            let (a, b) = (ActorKey::of(&alias.name), ActorKey::of(&alias.alias));
            let pair = if a <= b { (a, b) } else { (b, a) };
            stated.entry(pair).or_default().push((held.version.id, alias.quote.span));
        }
    }
    stated
}

/// Who is stated to hold which office, and where.
struct Offices(BTreeMap<ActorKey, Vec<(Office, Id<Version>, Span)>>);

impl Offices {
    fn of(state: &State) -> Self {
        let mut all: BTreeMap<ActorKey, Vec<(Office, Id<Version>, Span)>> = BTreeMap::new();
        for held in state.versions.values() {
            for (role, office) in held.roles.iter().filter_map(|role| Some((role, role.office()?))) {
                all.entry(ActorKey::of(&role.holder)).or_default().push((office, held.version.id, role.quote.span));
            }
        }
        Self(all)
    }

    /// Where texts state that one of two names holds the office that the other one is.
    fn between(&self, a: &str, b: &str) -> Vec<(Id<Version>, Span)> {
        let held = |holder: &str, office: &str| {
            let stated = self.0.get(&ActorKey::of(holder)).map(Vec::as_slice).unwrap_or_default();
            let office = if stated.is_empty() { None } else { Office::of(office, None) };
            let is_it = move |held: &Office| office.as_ref().is_some_and(|office| held.may_be(office));
            stated.iter().filter(move |(held, ..)| is_it(held)).map(|(_, version, span)| (*version, *span))
        };
        held(a, b).chain(held(b, a)).collect()
    }
}

/// Whom a witness is by name: of a document those that publish or write it.
pub(super) fn names(state: &State, found: &ClaimFinding, witness: &str) -> Vec<String> {
    match found.traced.documents.get(witness).and_then(|id| state.versions.get(id)) {
        Some(held) => {
            let metadata = &held.document.metadata;
            metadata.publisher.iter().chain(&metadata.authors).cloned().collect()
        }
        None => vec![found.traced.name(witness).to_owned()],
    }
}

/// The names by which witnesses of a side may be one actor.
fn alike(
    state: &State,
    found: &ClaimFinding,
    lineage: &Lineage,
    stated: &BTreeMap<Pair, Vec<(Id<Version>, Span)>>,
    offices: &Offices,
) -> Vec<(String, String)> {
    let names = |witness: &String| names(state, found, witness);
    let may_be = |a: &str, b: &str| {
        let (a, b) = (ActorKey::of(a), ActorKey::of(b));
        let is_stated = || stated.contains_key(&(a.clone(), b.clone())) || stated.contains_key(&(b.clone(), a.clone()));
        a != b && (a.may_be(&b) || is_stated())
    };
    let may_be = |a: &str, b: &str| may_be(a, b) || !offices.between(a, b).is_empty();
    let mut all = Vec::new();
    for (one, other) in &lineage.alike {
        let others = names(other);
        for a in names(one) {
            all.extend(others.iter().filter(|b| may_be(&a, b)).map(|b| (a.clone(), b.clone())));
        }
    }
    all
}

fn item(
    findings: &Findings,
    pair: &Pair,
    unsure: Unsure,
    stated: &BTreeMap<Pair, Vec<(Id<Version>, Span)>>,
    offices: &Offices,
) -> ReviewItem {
    let Unsure { names, claims } = unsure;
    let of_office = offices.between(&names.0, &names.1);
    let places = stated.get(pair).unwrap_or(&of_office);
    let why = match (places.is_empty(), of_office.is_empty()) {
        (true, _) => "their names are alike",
        (false, true) => "a text states so",
        (false, false) => "a text states who holds the office, and not surely for this day",
    };
    let found = || claims.iter().filter_map(|place| findings.claims.get(*place));
    ReviewItem {
        id: id_of(&names.0, &names.1),
        kind: ReviewKind::Actor,
        claims: found().take(MOST_CLAIMS).map(|found| found.claim.id).collect(),
        assertions: Vec::new(),
        places: places.iter().take(MOST_PLACES).copied().collect(),
        reason: format!("{} and {} may be one: {why}", names.0, names.1),
        change: found().map(bound).sum(),
        actors: Some(names),
        if_confirmed: Vec::new(),
        if_rejected: Vec::new(),
    }
}
