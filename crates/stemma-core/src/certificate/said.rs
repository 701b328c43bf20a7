//! What is said of numbers: the support of a side, and the headline of a claim. Written from the model once more, for
//! the checker.

use std::collections::BTreeSet;

use super::Numbers;
use crate::enumerations::{FindingFlag, Headline, Support};
use crate::independence::Forecast;

/// What a side's chains have shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pub(super) anything_held: bool,
    pub(super) any_chain: bool,
    pub(super) clean_chain: bool,
    pub(super) named_chain: bool,
    pub(super) verified: bool,
}

impl Shown {
    pub(super) const fn unnamed_only(self) -> bool {
        self.clean_chain && !self.named_chain
    }

    pub(super) const fn support(self, numbers: &Numbers) -> Support {
        match self {
            Self { anything_held: false, .. } => Support::Unknown,
            Self { any_chain: false, .. } => Support::Unattributed,
            Self { clean_chain: false, .. } => Support::SelfAsserted,
            Self { verified: true, .. } => Support::IndependentlyVerified,
            _ if numbers.nu >= 2 => Support::Corroborated,
            _ if numbers.kappa >= 2 => Support::Entangled,
            _ if numbers.omega >= 2 => Support::SingleChannel,
            _ => Support::SingleOrigin,
        }
    }
}

/// The headline and the flags of opposition, from both sides and the calendar.
pub(super) fn headline(
    support: (&Numbers, Shown),
    against: Option<(&Numbers, Shown)>,
    forecast: Option<&Forecast>,
) -> (Headline, BTreeSet<FindingFlag>) {
    let (headline, flag) = against.map_or((None, None), |against| opposed(support, against));
    let flags = flag.into_iter().collect();
    match forecast {
        Some(forecast) if !forecast.has_outcome && forecast.is_due() => (Headline::PredictionDue, flags),
        Some(forecast) if !forecast.has_outcome => (Headline::PredictionPending, flags),
        Some(_) | None => (headline.unwrap_or_else(|| support.0.support.into()), flags),
    }
}

fn opposed(support: (&Numbers, Shown), against: (&Numbers, Shown)) -> (Option<Headline>, Option<FindingFlag>) {
    let has_line = support.0.nu >= 1;
    if against.0.support < Support::SingleOrigin {
        let flag = match against.0.support {
            Support::Unattributed => Some(FindingFlag::Questioned),
            Support::SelfAsserted => Some(FindingFlag::Denied),
            _ => None,
        };
        return (None, flag);
    }
    if has_line && against.1.unnamed_only() && !support.1.unnamed_only() {
        return (None, Some(FindingFlag::DeniedAnonymously));
    }
    match support.0.support {
        _ if has_line => (Some(Headline::Contested), None),
        Support::Unknown => (None, Some(FindingFlag::Denied)),
        _ if against.0.support == Support::IndependentlyVerified => (Some(Headline::Refuted), None),
        _ => (Some(Headline::Countered), None),
    }
}
