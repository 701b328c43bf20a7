//! What became of what somebody said: contradicted, denied, corrected, withdrawn – and whether that came later.

use std::collections::BTreeSet;

use super::{Part, Profile, Profiles, Said};
use crate::contradiction::Contradiction;
use crate::date::PartialDate;
use crate::document::Version;
use crate::finding::{ClaimFinding, Findings};
use crate::id::Id;
use crate::state::{Assertion, Retracted, State};

/// Something that stands against what somebody said.
#[derive(Clone, Debug)]
pub struct Undone<'f> {
    /// What they said.
    pub said: &'f Said,
    /// What happened to it.
    pub what: What<'f>,
    /// When, as far as that is known.
    pub on: Option<PartialDate>,
    /// Whether it came after they said it.
    pub order: Order,
}

/// What happens to a claim that somebody made.
#[derive(Clone, Debug)]
pub enum What<'f> {
    /// Another claim cannot hold together with it; the same claim, when it is denied.
    Contradicted(&'f Contradiction, &'f ClaimFinding),
    /// A later version of the document no longer says so.
    Corrected(Id<Version>),
    /// The document or the assertion was withdrawn, for this reason.
    Withdrawn(Id<Version>, String),
}

/// Whether something came after what it stands against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// It did.
    Later,
    /// One of the two bears no date, or both have the same.
    Unknown,
    /// It stood there before.
    Earlier,
}

impl Order {
    fn of(said: Option<PartialDate>, other: Option<PartialDate>) -> Self {
        match said.zip(other) {
            Some((said, other)) if said.is_before(other) => Self::Later,
            Some((said, other)) if other.is_before(said) => Self::Earlier,
            Some(_) | None => Self::Unknown,
        }
    }
}

/// What stands against what a profile said: later things first, each kind by date.
#[must_use]
pub fn undone<'f>(
    state: &'f State,
    findings: &'f Findings,
    profiles: &Profiles,
    profile: &'f Profile,
) -> Vec<Undone<'f>> {
    let mut all = Vec::new();
    for said in profile.said.iter().filter(|said| said.part != Part::Opposes) {
        let Some(found) = findings.claims.get(said.claim) else { continue };
        all.extend(contradicted(state, (findings, profiles), said, found));
        if said.fell {
            all.extend(taken_back((state, profiles), said, found));
        }
    }
    all.sort_by_key(|undone| (undone.order, undone.on, undone.said.claim));
    all
}

fn contradicted<'f>(
    state: &State,
    (findings, profiles): (&'f Findings, &Profiles),
    said: &'f Said,
    found: &ClaimFinding,
) -> Vec<Undone<'f>> {
    let id = found.claim.id;
    let of = |contradiction: &'f Contradiction| {
        let (other, assertions) = if contradiction.a == id {
            (contradiction.b, &contradiction.b_assertions)
        } else {
            (contradiction.a, &contradiction.a_assertions)
        };
        let other = findings.answering(other)?;
        let on = first_date(state, other, assertions);
        let what = What::Contradicted(contradiction, other);
        Some(Undone { said, what, on, order: Order::of(said.first, on) })
    };
    profiles.against(findings, id).filter_map(of).collect()
}

/// The first day on which one of these assertions of a claim was published; nothing, when one of them bears no date.
fn first_date(state: &State, found: &ClaimFinding, assertions: &[Id<Assertion>]) -> Option<PartialDate> {
    let wanted: BTreeSet<&Id<Assertion>> = assertions.iter().collect();
    let members = found.claim.members.iter().filter(|(_, assertion)| wanted.contains(assertion));
    let dates = members.map(|(version, _)| state.versions.get(version)?.document.metadata.published);
    dates.collect::<Option<BTreeSet<PartialDate>>>()?.into_iter().next()
}

/// Withdrawals of what was said, and versions that a later one has taken the place of.
fn taken_back<'f>((state, profiles): (&State, &Profiles), said: &'f Said, found: &ClaimFinding) -> Vec<Undone<'f>> {
    let own = found.claim.members.iter().filter(|(_, assertion)| said.assertions.contains(assertion));
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    for (version, assertion) in own.clone() {
        let Some(held) = state.versions.get(version) else { continue };
        let by_record = [Retracted::Document(held.document.id), Retracted::Assertion(*assertion)];
        let record = by_record.iter().find_map(|what| state.retractions.get(what));
        let by_itself = held.document.metadata.retracted.clone();
        let reason = record.map(|retraction| retraction.reason.clone()).or(by_itself);
        if let Some(reason) = reason.filter(|_| seen.insert(held.document.id)) {
            let on = record.and_then(|retraction| retraction.on);
            let what = What::Withdrawn(*version, reason);
            // Nobody withdraws what was not said before.
            all.push(Undone { said, what, on, order: Order::Later });
        }
        let same_document = |other: &Id<Version>| {
            state.versions.get(other).is_some_and(|h| h.document.id == held.document.id && !h.superseded)
        };
        let still_said = || own.clone().any(|(other, _)| same_document(other));
        if held.superseded && !still_said() && seen.insert(held.document.id) {
            let later = profiles.later.get(&held.document.id).and_then(|later| state.versions.get(later));
            let on = later.and_then(|later| later.document.metadata.published);
            all.push(Undone { said, what: What::Corrected(*version), on, order: Order::Later });
        }
    }
    all
}
