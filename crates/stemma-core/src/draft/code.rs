//! The codes that sentences of a draft are flagged with: stable, each with what it means and what to do.

use crate::enumerations::Headline;

/// Why a sentence of a draft is flagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlagCode {
    /// No claim that is held matches it.
    NoMatch,
    /// Nobody says how they know.
    Unattributed,
    /// Only somebody who gains by it says so.
    SelfAsserted,
    /// One line only.
    OneLine,
    /// Somebody independent says otherwise.
    Disputed,
    /// The contrary is independently verified.
    Refuted,
    /// A forecast.
    Forecast,
    /// It cannot hold together with a claim that is held.
    Excluded,
    /// It does not say quite what is corroborated.
    SaysMore,
    /// It denies, or reports a denial of, a claim that is held.
    Denial,
    /// Every report of it is withdrawn.
    Withdrawn,
}

/// How grave a flag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The draft already says what must be said.
    Note,
    /// Not to be printed as it stands.
    Warning,
    /// Evidence is against it.
    Error,
}

impl FlagCode {
    /// All of them, in the order of their codes.
    pub const ALL: &'static [Self] = &[
        Self::NoMatch,
        Self::Unattributed,
        Self::SelfAsserted,
        Self::OneLine,
        Self::Disputed,
        Self::Refuted,
        Self::Forecast,
        Self::Excluded,
        Self::SaysMore,
        Self::Denial,
        Self::Withdrawn,
    ];

    /// The code of a claim with this headline; `None` for those that pass.
    #[must_use]
    pub const fn of(headline: Headline) -> Option<Self> {
        match headline {
            Headline::Corroborated | Headline::IndependentlyVerified => None,
            Headline::Unknown | Headline::Unattributed => Some(Self::Unattributed),
            Headline::SelfAsserted => Some(Self::SelfAsserted),
            Headline::SingleOrigin | Headline::SingleChannel | Headline::Entangled => Some(Self::OneLine),
            Headline::Contested | Headline::Countered => Some(Self::Disputed),
            Headline::Refuted => Some(Self::Refuted),
            Headline::PredictionPending | Headline::PredictionDue => Some(Self::Forecast),
        }
    }

    /// The code as it is printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoMatch => "STM201",
            Self::Unattributed => "STM202",
            Self::SelfAsserted => "STM203",
            Self::OneLine => "STM204",
            Self::Disputed => "STM205",
            Self::Refuted => "STM206",
            Self::Forecast => "STM207",
            Self::Excluded => "STM208",
            Self::SaysMore => "STM209",
            Self::Denial => "STM210",
            Self::Withdrawn => "STM211",
        }
    }

    /// What it means.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::NoMatch => "no claim that is held matches the sentence",
            Self::Unattributed => "nobody says how they know it",
            Self::SelfAsserted => "only somebody who gains by it says so",
            Self::OneLine => "it has one line only",
            Self::Disputed => "somebody independent says otherwise",
            Self::Refuted => "the contrary is independently verified",
            Self::Forecast => "it is a forecast",
            Self::Excluded => "it cannot hold together with a claim that is held",
            Self::SaysMore => "it does not say quite what is corroborated",
            Self::Denial => "it denies a claim that is held",
            Self::Withdrawn => "every report of it is withdrawn",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NoMatch => "Nothing here vouches for it: find a source, or say whose word it is.",
            Self::Unattributed => "Find out how anybody knows it, or say that no source is named.",
            Self::SelfAsserted => "Say whose word it is, or find somebody without an interest.",
            Self::OneLine => "Say whose word it is, or find a second line.",
            Self::Disputed => "Give both sides.",
            Self::Refuted => "Do not print it as it stands: say what was found.",
            Self::Forecast => "Say whose forecast it is, and for when.",
            Self::Excluded => "Check which of the two holds, or give both.",
            Self::SaysMore => "Check what differs: nothing here vouches for that.",
            Self::Denial => "Give what stands against it as well.",
            Self::Withdrawn => "Leave it out, or say that it was withdrawn.",
        }
    }

    /// Whether all is well for the reader once the draft says whose word it is.
    #[must_use]
    pub const fn is_met_by_credit(self) -> bool {
        match self {
            Self::Unattributed | Self::SelfAsserted | Self::OneLine | Self::Forecast => true,
            Self::NoMatch
            | Self::Disputed
            | Self::Refuted
            | Self::Excluded
            | Self::SaysMore
            | Self::Denial
            | Self::Withdrawn => false,
        }
    }

    /// How grave it is where the draft gives it as its own knowledge.
    #[must_use]
    pub const fn gravity(self) -> Gravity {
        match self {
            Self::Refuted | Self::Excluded | Self::Withdrawn => Gravity::Error,
            Self::NoMatch
            | Self::Unattributed
            | Self::SelfAsserted
            | Self::OneLine
            | Self::Disputed
            | Self::Forecast
            | Self::SaysMore
            | Self::Denial => Gravity::Warning,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_its_own_and_only_two_headlines_pass() {
        let codes: BTreeSet<&str> = FlagCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), FlagCode::ALL.len());
        let passing: Vec<&Headline> =
            Headline::ALL.iter().filter(|headline| FlagCode::of(**headline).is_none()).collect();
        assert_eq!(passing, [&Headline::Corroborated, &Headline::IndependentlyVerified]);
    }
}
