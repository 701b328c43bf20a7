//! What is said of a claim in one word, from its support, its opposition and the calendar.

use super::assess::Forecast;
use super::count::SideCount;
use crate::enumerations::{FindingFlag, Headline, Support};

/// The headline, and the flag that opposition raises where it does not change the headline.
pub(super) fn headline(
    support: &SideCount,
    against: Option<&SideCount>,
    forecast: Option<&Forecast>,
) -> (Headline, Option<FindingFlag>) {
    let (opposed, flag) = against.map_or((None, None), |against| opposed(support, against));
    let headline = forecast.and_then(pending_or_due).or(opposed).unwrap_or_else(|| support.support.into());
    (headline, flag)
}

/// What a prediction without an outcome is: pending until its date, due from that day on.
fn pending_or_due(forecast: &Forecast) -> Option<Headline> {
    if forecast.has_outcome {
        return None;
    }
    Some(if forecast.is_due() { Headline::PredictionDue } else { Headline::PredictionPending })
}

/// Opposition counts from `single-origin` up; unnamed-only opposition counts only against a claim that is itself
/// unnamed-only or has no independent line.
fn opposed(support: &SideCount, against: &SideCount) -> (Option<Headline>, Option<FindingFlag>) {
    let unnamed = |side: &SideCount| side.flags.contains(&FindingFlag::UnnamedOnly);
    match against.support {
        Support::Unknown => (None, None),
        Support::Unattributed => (None, Some(FindingFlag::Questioned)),
        Support::SelfAsserted => (None, Some(FindingFlag::Denied)),
        Support::SingleOrigin
        | Support::SingleChannel
        | Support::Entangled
        | Support::Corroborated
        | Support::IndependentlyVerified => {
            if unnamed(against) && !unnamed(support) && support.nu >= 1 {
                (None, Some(FindingFlag::DeniedAnonymously))
            } else if support.nu >= 1 {
                (Some(Headline::Contested), None)
            } else if support.support == Support::Unknown {
                (None, Some(FindingFlag::Denied))
            } else if against.support == Support::IndependentlyVerified {
                (Some(Headline::Refuted), None)
            } else {
                (Some(Headline::Countered), None)
            }
        }
    }
}
