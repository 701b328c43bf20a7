//! A whole claim: its support, its opposition, and the headline.

use std::collections::BTreeSet;

use super::CAP;
use super::count::{Reading, SideCount, SideFinding, count_side, lines_of};
use super::headline::headline;
use super::lineage::Lineage;
use super::numbered::{Names, Numbered, numbered};
use crate::date::PartialDate;
use crate::enumerations::{FindingFlag, Headline, Support};
use crate::policy::Policy;

/// What is to be assessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Who asserts the claim.
    pub supporting: Lineage,
    /// Who denies it, or asserts what cannot hold together with it.
    pub opposing: Option<Lineage>,
    /// When it is a prediction: its date.
    pub forecast: Option<Forecast>,
}

impl Case {
    /// Everything in it as text: the same case has the same text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = format!("supporting\n{}", self.supporting.canonical());
        if let Some(opposing) = &self.opposing {
            text.push_str("opposing\n");
            text.push_str(&opposing.canonical());
        }
        if let Some(forecast) = &self.forecast {
            let due = forecast.due.map(|due| due.to_string()).unwrap_or_default();
            // Not the day itself: the same findings have the same text tomorrow.
            let is_due = forecast.is_due();
            text.push_str(&format!("forecast due={due} is-due={is_due} outcome={}\n", forecast.has_outcome));
        }
        text
    }
}

/// A prediction's date, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// When it can be held against what happened; never, when nothing is known.
    pub due: Option<PartialDate>,
    /// The day it is looked at from.
    pub as_of: PartialDate,
    /// Whether an outcome is asserted.
    pub has_outcome: bool,
}

impl Forecast {
    /// Whether its date has come; one without a date never does.
    #[must_use]
    pub fn is_due(&self) -> bool {
        self.due.is_some_and(|due| self.as_of.last_day() >= due.last_day())
    }
}

/// What Stemma computed about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The supporting side, in the published reading.
    pub support: SideFinding,
    /// ν when unsure records are taken at their word; never below the published ν.
    pub nu_high: usize,
    /// The opposing side, when there is one.
    pub opposition: Option<Opposition>,
    /// What is said of it in one word.
    pub headline: Headline,
    /// What an editor should know beside it.
    pub flags: BTreeSet<FindingFlag>,
    /// The policy it was assessed under.
    pub policy: Policy,
}

/// The opposing side of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opposition {
    /// The same computation on the opposing lineage.
    pub side: SideFinding,
    /// ν of the opposition when unsure records are taken at their word.
    pub nu_high: usize,
}

/// Assesses a claim under `policy`.
#[must_use]
pub fn assess(case: &Case, policy: Policy) -> Finding {
    let (supporting, names) = numbered(&case.supporting);
    let opposing = case.opposing.as_ref().map(numbered);
    let (against, against_names) = opposing.unzip();
    count(&supporting, against.as_ref(), case.forecast.as_ref(), policy).told(&names, against_names.as_ref(), policy)
}

/// A finding in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) support: SideCount,
    pub(crate) nu_high: usize,
    /// The opposing side, and its ν when unsure records are taken at their word.
    pub(crate) opposition: Option<(SideCount, usize)>,
    pub(crate) headline: Headline,
    pub(crate) flags: BTreeSet<FindingFlag>,
}

impl Count {
    /// The same with the names of the supporting and of the opposing side.
    pub(crate) fn told(&self, names: &Names, against: Option<&Names>, policy: Policy) -> Finding {
        let opposition = self.opposition.as_ref().zip(against);
        Finding {
            support: self.support.told(names),
            nu_high: self.nu_high,
            opposition: opposition
                .map(|((side, nu_high), names)| Opposition { side: side.told(names), nu_high: *nu_high }),
            headline: self.headline,
            flags: self.flags.clone(),
            policy,
        }
    }
}

/// Counts both sides of a claim.
pub(crate) fn count(
    supporting: &Numbered,
    opposing: Option<&Numbered>,
    forecast: Option<&Forecast>,
    policy: Policy,
) -> Count {
    let (support, nu_high) = interval(supporting, policy);
    let opposition = opposing.map(|lineage| interval(lineage, policy));
    let mut flags = support.flags.clone();
    if nu_high >= 2 && support.nu < 2 {
        flags.insert(FindingFlag::MayBeCorroborated);
    }
    let (headline, flag) = headline(&support, opposition.as_ref().map(|(side, _)| side), forecast);
    flags.extend(flag);
    Count { support, nu_high, opposition, headline, flags }
}

/// A side as it is published, and its ν when unsure records are taken at their word.
fn interval(lineage: &Numbered, policy: Policy) -> (SideCount, usize) {
    let mut side = count_side(lineage, policy, Reading::Low);
    // No more than so many are counted, and each line begins in a report of its own.
    let is_open = side.nu < CAP.min(side.reports) && lineage.has_unsure_records();
    if !is_open {
        let nu_high = side.nu;
        return (side, nu_high);
    }
    let (lines, is_exact) = lines_of(lineage, policy, Reading::High);
    side.exact &= is_exact;
    let nu_high = lines.max(side.nu);
    (side, nu_high)
}

impl Finding {
    /// The support in one word.
    #[must_use]
    pub const fn support_value(&self) -> Support {
        self.support.support
    }

    /// Whether the numbers of both sides are exact, and with them what the headline rests on.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.support.exact && self.opposition.as_ref().is_none_or(|opposition| opposition.side.exact)
    }
}
