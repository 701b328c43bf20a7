//! Verifies a certificate: from what was counted to what is said, without the solver.

use std::collections::BTreeSet;

use super::said::headline;
use super::side::{Seen, Wrong, see};
use super::{Certificate, ClaimReference, Evidence, Numbers};
use crate::enumerations::{FindingFlag, Headline};
use crate::finding::RULE_VERSION;
use crate::identity::Claim;
use crate::independence::Lineage;
use crate::policy::Policy;

/// Why a certificate proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Its rules are not those that are checked here.
    #[error("it was made by the rules of version {0}, and those of version {RULE_VERSION} are checked here")]
    RuleVersion(String),
    /// A side without evidence, or evidence or numbers without a side.
    #[error("an opposing side needs its lineage, its numbers and its evidence: one of them is missing")]
    Sides,
    /// Something on one side does not follow from its lineage.
    #[error("{side} side: {wrong}")]
    Side {
        /// `supporting` or `opposing`.
        side: &'static str,
        /// What it is.
        wrong: Wrong,
    },
    /// Another headline follows.
    #[error("the headline is stated as {stated}, and {found} follows")]
    Headline {
        /// The one stated.
        stated: Headline,
        /// The one that follows.
        found: Headline,
    },
    /// Other flags follow.
    #[error("the flags are stated as [{}], and [{}] follow", words(stated), words(found))]
    Flags {
        /// Those stated.
        stated: BTreeSet<FindingFlag>,
        /// Those that follow.
        found: BTreeSet<FindingFlag>,
    },
    /// The claim is another one.
    #[error("the id of the claim is not the one that its first assertion gives it")]
    Claim,
    /// It is made from a store, and does not say so whole.
    #[error("a claim and what was searched for it go together: one of them is missing")]
    Store,
    /// Dates of what was searched that no documents have.
    #[error("the dates of what was searched are none of documents: one is missing, or the last comes before the first")]
    Dates,
    /// Its policy is known by another name.
    #[error("the policy is called `{stated}`, and its rules are those of `{known}`")]
    PolicyName {
        /// The name in it.
        stated: Policy,
        /// The name of these rules.
        known: Policy,
    },
    /// More documents report it than were searched.
    #[error("{reports} documents report it, and only {searched} are said to have been searched")]
    Searched {
        /// Held witnesses of both sides.
        reports: usize,
        /// Documents said to have been at hand.
        searched: usize,
    },
}

fn words(flags: &BTreeSet<FindingFlag>) -> String {
    flags.iter().map(|flag| flag.as_str()).collect::<Vec<_>>().join(", ")
}

/// Verifies that everything a certificate states follows from what it says was counted.
///
/// # Errors
/// The first thing that does not follow.
pub fn check(certificate: &Certificate) -> Result<(), Flaw> {
    if certificate.rule_version != RULE_VERSION {
        return Err(Flaw::RuleVersion(certificate.rule_version.clone()));
    }
    is_named(certificate)?;
    let Certificate { case, stated, .. } = certificate;
    let side = |side, lineage: &Lineage, numbers: &Numbers, evidence: &Evidence| {
        see(lineage, certificate.policy, numbers, evidence).map_err(|wrong| Flaw::Side { side, wrong })
    };
    let support = side("supporting", &case.supporting, &stated.support, &certificate.supporting)?;
    let against = match (&case.opposing, &stated.opposition, &certificate.opposing) {
        (None, None, None) => None,
        (Some(lineage), Some(numbers), Some(evidence)) => {
            Some((numbers, side("opposing", lineage, numbers, evidence)?))
        }
        _ => return Err(Flaw::Sides),
    };
    let said = headline(
        (&stated.support, support.shown),
        against.as_ref().map(|(numbers, seen)| (*numbers, seen.shown)),
        case.forecast.as_ref(),
    );
    said_so(certificate, &support, said)
}

/// What it is called is what it is: its claim, its policy, and where it was made.
fn is_named(certificate: &Certificate) -> Result<(), Flaw> {
    let Certificate { claim, searched, policy, .. } = certificate;
    if policy.known() != *policy {
        return Err(Flaw::PolicyName { stated: *policy, known: policy.known() });
    }
    if claim.is_some() != searched.is_some() {
        return Err(Flaw::Store);
    }
    let is_its_id = |claim: &ClaimReference| claim.assertions.first().is_some_and(|id| Claim::id_by(*id) == claim.id);
    if !claim.as_ref().is_none_or(is_its_id) {
        return Err(Flaw::Claim);
    }
    let in_order = searched.is_none_or(|searched| match (searched.first, searched.last) {
        (Some(first), Some(last)) => first <= last,
        (first, last) => first.is_none() && last.is_none(),
    });
    if in_order { Ok(()) } else { Err(Flaw::Dates) }
}

fn said_so(
    certificate: &Certificate,
    support: &Seen,
    (headline, of_opposition): (Headline, BTreeSet<FindingFlag>),
) -> Result<(), Flaw> {
    let stated = &certificate.stated;
    if stated.headline != headline {
        return Err(Flaw::Headline { stated: stated.headline, found: headline });
    }
    let mut flags: BTreeSet<FindingFlag> = support.flags.union(&of_opposition).copied().collect();
    if stated.support.nu < 2 && stated.support.nu_high >= 2 {
        flags.insert(FindingFlag::MayBeCorroborated);
    }
    if stated.flags != flags {
        return Err(Flaw::Flags { stated: stated.flags.clone(), found: flags });
    }
    let reports = stated.support.reports.max(stated.opposition.map_or(0, |numbers| numbers.reports));
    match certificate.searched {
        Some(searched) if searched.documents < reports => Err(Flaw::Searched { reports, searched: searched.documents }),
        Some(_) | None => Ok(()),
    }
}
