//! A finding with its proof: what `assess` finds, and why it is neither more nor less.
//!
//! Made on demand, and not with each finding: the proof takes longer than the finding.

use super::assess::{Case, assess};
use super::chains::{Chain, Reached, minimal_reach};
use super::circle::circle;
use super::count::{Reading, SideFinding, admissible, assess_side, independent_origins};
use super::cut::smallest_cut;
use super::groups::GroupSet;
use super::lineage::Lineage;
use super::numbered::{Names, numbered};
use super::side::Side;
use super::verification::Verified;
use super::{CAP, Finding};
use crate::certificate::{
    Certificate, ChainIds, Evidence, Families, Family, HighEvidence, Numbers, Stated, blocked_by, owners_unknown,
    stops, taken_as_distinct,
};
use crate::enumerations::FindingFlag;
use crate::finding::RULE_VERSION;
use crate::policy::Policy;

/// Assesses a claim, and proves it. Which claim it is, and what was searched, is for whoever knows to add.
#[must_use]
pub fn certify(case: &Case, policy: Policy) -> Certificate {
    let finding = assess(case, policy);
    let Finding { support, nu_high, opposition, headline, flags, .. } = &finding;
    Certificate {
        rule_version: RULE_VERSION.to_owned(),
        claim: None,
        searched: None,
        policy: policy.known(),
        case: case.clone(),
        stated: Stated {
            headline: *headline,
            flags: flags.clone(),
            support: numbers(support, *nu_high),
            opposition: opposition.as_ref().map(|o| numbers(&o.side, o.nu_high)),
        },
        supporting: evidence(&case.supporting, policy, support),
        opposing: case
            .opposing
            .as_ref()
            .zip(opposition.as_ref())
            .map(|(lineage, o)| evidence(lineage, policy, &o.side)),
    }
}

const fn numbers(side: &SideFinding, nu_high: usize) -> Numbers {
    Numbers {
        reports: side.reports,
        omega: side.omega,
        nu: side.nu,
        nu_high,
        kappa: side.kappa,
        support: side.support,
        exact: side.exact,
    }
}

fn evidence(lineage: &Lineage, policy: Policy, found: &SideFinding) -> Evidence {
    let (numbers, names) = numbered(lineage);
    let side = Side::new(&numbers, policy, Reading::Low);
    let named = admissible(&side);
    let verified = Verified::new(&side, &named, policy);
    let is_pooled = found.flags.contains(&FindingFlag::UnnamedOnly);
    let lines = |lines: Option<&Vec<Chain>>| -> Vec<ChainIds> {
        lines.into_iter().flatten().map(|chain| names.ids(&chain.witnesses)).collect()
    };
    Evidence {
        cut: if found.exact { found.cut.clone() } else { Vec::new() },
        spread: if is_pooled {
            Vec::new()
        } else {
            spread(&named.found, found).iter().map(|chain| names.ids(chain)).collect()
        },
        origins: if is_pooled { Vec::new() } else { names.ids(&independent_origins(&side).0) },
        verified_by: lines(verified.by_others.as_ref().or(verified.with_claimant.as_ref())),
        verified_if_held: lines(verified.if_held.as_ref()),
        minimal: families(&side, &names, policy, found, &verified),
        high: lineage.has_unsure_records().then(|| high(lineage, policy, found)),
        blocked_by: blocked_by(lineage, policy),
        stops: stops(lineage, policy),
        circle: names.ids(&circle(side.size(), &side.live_steps())),
        taken_as_distinct: taken_as_distinct(lineage, &found.chains),
        owners_unknown: owners_unknown(lineage, &found.chains),
        chains: found.chains.clone(),
    }
}

/// Witnesses that had it from each other, from one to itself again; nobody, when there is no circle.
#[must_use]
pub fn citation_circle(lineage: &Lineage) -> Vec<String> {
    let (numbers, names) = numbered(lineage);
    let side = Side::new(&numbers, Policy::default(), Reading::Low);
    names.ids(&circle(side.size(), &side.live_steps()))
}

/// A few chains that fewer than κ groups do not meet – or no three, where more than three would be needed.
fn spread(chains: &[Chain], found: &SideFinding) -> Vec<Vec<usize>> {
    let open_end = found.exact && found.cut.is_empty() && found.kappa > 0;
    let fewer = if open_end { CAP } else { found.kappa.saturating_sub(1) };
    if found.nu >= found.kappa && !open_end {
        return Vec::new();
    }
    let mut few: Vec<&Chain> = Vec::new();
    while let Some(cut) = meeting(&few, fewer) {
        let is_missed = |chain: &&Chain| !cut.iter().any(|group| chain.groups.contains(*group));
        let Some(missed) = chains.iter().find(is_missed) else { break };
        few.push(missed);
    }
    let mut index = 0;
    while index < few.len() {
        let mut fewer_chains = few.clone();
        fewer_chains.remove(index);
        if meeting(&fewer_chains, fewer).is_none() {
            few = fewer_chains;
        } else {
            index += 1;
        }
    }
    few.into_iter().map(|chain| chain.witnesses.clone()).collect()
}

/// At most `most` groups that meet all these chains, if there are.
fn meeting(chains: &[&Chain], most: usize) -> Option<Vec<u32>> {
    let sets: Vec<GroupSet> = chains.iter().map(|chain| chain.groups.clone()).collect();
    let (size, cut) = smallest_cut(&sets);
    (size <= most && (size == 0 || !cut.is_empty())).then_some(cut)
}

/// The lists of all minimal chains, where the cut does not show that there is no more.
fn families(
    side: &Side<'_>,
    names: &Names,
    policy: Policy,
    found: &SideFinding,
    verified: &Verified,
) -> Option<Families> {
    let is_named = |w: usize| side.is_clean(w) && !side.is_pooled(w);
    let is_first_hand = |w: usize| side.is_first_hand(w, policy);
    let open = side.reaches(&is_named, &is_first_hand) && verified.by_others.is_none();
    let by_list = found.nu < found.kappa;
    if !found.exact || !(open || by_list) {
        return None;
    }
    let negative = open && !verified.is_verified();
    let rules = policy.rules();
    let claimant = rules.claimant_counts && rules.lines > 1;
    let list = |reached: Option<Vec<Reached>>| family(names, reached.unwrap_or_default());
    Some(Families {
        admissible: list(side.search(&is_named, &|_| true, minimal_reach)),
        first_hand: (negative && verified.if_held.is_none())
            .then(|| list(side.search(&is_named, &is_first_hand, minimal_reach))),
        own: (negative && claimant).then(|| list(side.own_reach())),
    })
}

fn family(names: &Names, reached: Vec<Reached>) -> Family {
    let mut family = Family::new();
    for Reached { witness, passed, groups } in reached {
        family.entry(names.witness(witness).to_owned()).or_default().insert((passed, names.groups(&groups)));
    }
    family
}

/// The same number with unsure records taken at their word.
fn high(lineage: &Lineage, policy: Policy, low: &SideFinding) -> HighEvidence {
    let found = assess_side(lineage, policy, Reading::High);
    let chains = if found.nu < low.nu { low.chains.clone() } else { found.chains };
    let is_open = low.exact && found.nu < CAP && found.nu > 0;
    let has_cut = found.nu == found.kappa;
    let (numbers, names) = numbered(lineage);
    let side = Side::new(&numbers, policy, Reading::High);
    let list = || family(&names, side.search(&|w| side.is_clean(w), &|_| true, minimal_reach).unwrap_or_default());
    HighEvidence {
        chains,
        cut: if is_open && has_cut { found.cut } else { Vec::new() },
        minimal: (is_open && !has_cut).then(list),
    }
}
