//! Who may have it from whom, or both from a third: documents that share words or figures, voices whom a report names beside
//! each other, and voices that may be one because of what texts tell of them – where nobody has looked at it.

use std::collections::{BTreeMap, BTreeSet};

use super::{ReviewItem, ReviewKind, actors, bound};
use crate::document::Version;
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::name::ActorKey;
use crate::span::Span;
use crate::state::{Assertion, Reviewed, State};
use crate::trace::{Suspicion, Tie};

/// What is suspected of two assertions, in a claim.
struct Suspected<'f> {
    found: &'f ClaimFinding,
    derivation: Option<&'f Suspicion>,
    tie: Option<&'f Tie>,
}

/// The questions, each with the claim that its later assertion makes. `named` are those on names: whom these ask for is not
/// asked for again.
pub(super) fn waiting(state: &State, findings: &Findings, named: &[ReviewItem]) -> Vec<ReviewItem> {
    let mut all: BTreeMap<Reviewed, Suspected<'_>> = BTreeMap::new();
    for found in &findings.claims {
        for suspicion in &found.traced.suspected {
            let what = Reviewed::copy(suspicion.from_assertion, suspicion.beside);
            let is_own = || found.claim.members.iter().any(|(_, id)| *id == suspicion.from_assertion);
            if !all.contains_key(&what) || is_own() {
                all.insert(what, Suspected { found, derivation: Some(suspicion), tie: None });
            }
        }
    }
    let asked = asked(named);
    for found in &findings.claims {
        for tie in found.traced.ties.iter().filter(|tie| !is_asked(state, found, tie, &asked)) {
            let what = Reviewed::copy(tie.assertions.0, tie.assertions.1);
            let suspected = all.entry(what).or_insert(Suspected { found, derivation: None, tie: None });
            suspected.tie.get_or_insert(tie);
        }
    }
    all.retain(|what, _| !state.reviews.contains_key(what));
    all.iter().filter_map(|(what, suspected)| item(state, *what, suspected)).collect()
}

/// The pairs of names that are asked for.
fn asked(named: &[ReviewItem]) -> BTreeSet<(ActorKey, ActorKey)> {
    let keys = |(a, b): &(String, String)| (ActorKey::of(a), ActorKey::of(b));
    let pairs = named.iter().filter_map(|item| item.actors.as_ref()).map(keys);
    pairs.flat_map(|(a, b)| [(a.clone(), b.clone()), (b, a)]).collect()
}

/// Whether another question is whether the two are one actor.
fn is_asked(state: &State, found: &ClaimFinding, tie: &Tie, asked: &BTreeSet<(ActorKey, ActorKey)>) -> bool {
    let keys = |witness: &str| {
        let names = actors::names(state, found, witness);
        names.iter().map(|name| ActorKey::of(name)).collect::<Vec<_>>()
    };
    let (ours, theirs) = (keys(&tie.one), keys(&tie.other));
    ours.iter().any(|a| theirs.iter().any(|b| asked.contains(&(a.clone(), b.clone()))))
}

fn item(state: &State, what: Reviewed, Suspected { found, derivation, tie }: &Suspected<'_>) -> Option<ReviewItem> {
    let Reviewed::Copy(a, b) = what else { return None };
    let shared = derivation.iter().filter_map(|suspicion| suspicion.passage.as_ref());
    let mut places: Vec<(Id<Version>, Span)> =
        shared.flat_map(|shared| [(shared.a, shared.in_a), (shared.b, shared.in_b)]).collect();
    if places.is_empty() {
        places.extend(said(state, found, [a, b]));
    }
    let words = tie.and_then(|tie| tie.words.as_ref());
    places.extend(words.map(|words| (words.version, words.quote.span)));
    let name = |witness: &str| found.traced.name(witness).to_owned();
    let copied = derivation.map(|suspicion| {
        format!("{} may have it from {}: {}", name(&suspicion.from), name(&suspicion.to), suspicion.reason)
    });
    let tied = tie.map(|tie| format!("{} and {} may have it from one: {}", name(&tie.one), name(&tie.other), why(tie)));
    Some(ReviewItem {
        id: Id::of("review", &["copy", &a.to_string(), &b.to_string()]),
        kind: ReviewKind::Copy,
        claims: vec![found.claim.id],
        assertions: derivation.map_or_else(|| vec![a, b], |of| vec![of.from_assertion, of.beside]),
        actors: None,
        places,
        reason: copied.into_iter().chain(tied).collect::<Vec<_>>().join("; "),
        change: bound(found),
        if_confirmed: Vec::new(),
        if_rejected: Vec::new(),
    })
}

/// Why two voices may be one, in words.
fn why(tie: &Tie) -> String {
    match &tie.words {
        Some(words) => {
            let quote: Vec<&str> = words.quote.text.split_whitespace().collect();
            format!("a text ties them (“{}”, {})", quote.join(" "), words.document)
        }
        None => "texts tell them with one body, one office or one name".to_owned(),
    }
}

/// Where these assertions stand.
fn said<'s>(
    state: &'s State,
    found: &'s ClaimFinding,
    ids: [Id<Assertion>; 2],
) -> impl Iterator<Item = (Id<Version>, Span)> + 's {
    let held = found.traced.documents.values().filter_map(|version| state.versions.get(version));
    let said = held.flat_map(|held| held.assertions.iter().map(move |assertion| (held, assertion)));
    let said = said.filter(move |(_, assertion)| ids.contains(&assertion.id));
    said.map(|(held, assertion)| (held.version.id, assertion.statement.hull()))
}
