//! One side of a certificate against its lineage.

use std::collections::BTreeSet;

use super::family::{Listed, apart, apart_among, can_be_met};
use super::ground::{Ground, Groups, Way, owners_unknown, taken_as_distinct};
use super::said::Shown;
use super::{ChainIds, Evidence, Families, Family, Numbers};
use crate::enumerations::{FindingFlag, Support};
use crate::independence::{CAP, Lineage, UNNAMED};
use crate::policy::Policy;

/// So few witnesses are always counted exactly.
const ALWAYS_EXACT: usize = 16;

/// What on one side does not follow from its lineage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// A number that is counted otherwise.
    #[error("{what} is stated as {stated}, and {found} is shown")]
    Number {
        /// Which one.
        what: &'static str,
        /// As stated.
        stated: usize,
        /// As the evidence or the lineage has it.
        found: usize,
    },
    /// A chain that is none: not held, not derived so, not admissible, or not from an origin.
    #[error("`{}` is not a chain of the kind it must be", .0.join(" > "))]
    Chain(ChainIds),
    /// Two lines that are not independent.
    #[error("two of the {0} share a group, or one stands twice")]
    Shared(&'static str),
    /// A witness that is no origin of an admissible chain.
    #[error("`{0}` is not the origin of an admissible chain")]
    Origin(String),
    /// Groups that do not meet every chain.
    #[error("a chain avoids the cut [{}]", .0.join(", "))]
    Cut(Vec<String>),
    /// More could be found than is stated.
    #[error("it is not shown that {what} is no more than {stated}")]
    More {
        /// Which number.
        what: &'static str,
        /// As stated.
        stated: usize,
    },
    /// Fewer groups could meet every chain.
    #[error("it is not shown that κ is no less than {0}")]
    Less(usize),
    /// A list of minimal chains that lacks one, or has one too many.
    #[error("the list of {0} chains is not the list of all minimal ones")]
    Family(&'static str),
    /// Evidence where there is nothing to show, or none where there is.
    #[error("{0} stand there without need, or are missing")]
    Needless(&'static str),
    /// Another support follows from the numbers.
    #[error("the support is stated as {stated}, and {found} follows")]
    Support {
        /// The one stated.
        stated: Support,
        /// The one that follows.
        found: Support,
    },
    /// Said to be inexact, where it can be counted.
    #[error("it is said to be inexact, and could be counted")]
    Inexact,
    /// Something that can be read off the lineage and reads otherwise.
    #[error("{0} are not those of the lineage")]
    Read(&'static str),
}

/// What a side shows.
pub(super) struct Seen {
    pub(super) shown: Shown,
    pub(super) flags: BTreeSet<FindingFlag>,
}

/// Looks at everything that is stated of a side.
pub(super) fn see(lineage: &Lineage, policy: Policy, numbers: &Numbers, evidence: &Evidence) -> Result<Seen, Wrong> {
    let ground = Ground::new(lineage, policy, true);
    let live_and_held = ground.ids().filter(|id| ground.is_held(id) && ground.is_live(id)).count();
    equal("the number of reports", numbers.reports, live_and_held)?;
    let none = Groups::new();
    let mut shown = Shown {
        anything_held: ground.ids().any(|id| ground.is_held(id)),
        any_chain: !ground.is_cut(Way::Any, &none),
        clean_chain: !ground.is_cut(Way::Clean, &none),
        named_chain: !ground.is_cut(Way::Named, &none),
        verified: false,
    };
    let side = Side { ground, lineage, policy, numbers, evidence };
    if !numbers.exact && (lineage.witnesses.len() < ALWAYS_EXACT || !shown.named_chain || !evidence.cut.is_empty()) {
        return Err(Wrong::Inexact);
    }
    let families = if shown.unnamed_only() {
        side.is_one_pool()?;
        false
    } else {
        side.counts()?
    };
    let flags = side.verifies(&mut shown, families)?;
    let found = shown.support(numbers);
    if numbers.support != found {
        return Err(Wrong::Support { stated: numbers.support, found });
    }
    side.taken_at_its_word()?;
    side.reads()?;
    Ok(Seen { shown, flags: side.flags(shown, flags) })
}

fn equal(what: &'static str, stated: usize, found: usize) -> Result<(), Wrong> {
    if stated == found { Ok(()) } else { Err(Wrong::Number { what, stated, found }) }
}

fn needed(what: &'static str, is_needed: bool, is_there: bool) -> Result<(), Wrong> {
    if is_needed == is_there { Ok(()) } else { Err(Wrong::Needless(what)) }
}

struct Side<'a> {
    ground: Ground<'a>,
    lineage: &'a Lineage,
    policy: Policy,
    numbers: &'a Numbers,
    evidence: &'a Evidence,
}

impl Side<'_> {
    /// Unnamed chains count together as one, and only when there are no others.
    fn is_one_pool(&self) -> Result<(), Wrong> {
        let Evidence { chains, cut, spread, origins, .. } = self.evidence;
        for (what, stated) in [("ν", self.numbers.nu), ("ω", self.numbers.omega), ("κ", self.numbers.kappa)] {
            equal(what, stated, 1)?;
        }
        equal("ν", 1, disjoint(&self.ground, Way::Clean, chains, "chains")?.len())?;
        if cut != &[UNNAMED] {
            return Err(Wrong::Cut(cut.clone()));
        }
        needed("chains and origins", false, !spread.is_empty() || !origins.is_empty())
    }

    /// ν, ω and κ are no less and no more than stated; whether that took the list of all minimal chains.
    fn counts(&self) -> Result<bool, Wrong> {
        let Numbers { nu, kappa, exact, .. } = *self.numbers;
        equal("ν", nu, disjoint(&self.ground, Way::Named, &self.evidence.chains, "chains")?.len())?;
        self.counts_origins()?;
        self.counts_cut()?;
        self.is_full()?;
        let by_list = exact && nu < kappa;
        if by_list {
            let sets = self.listed_admissible()?;
            if apart_among(&sets, nu + 1, &Groups::new()) {
                return Err(Wrong::More { what: "ν", stated: nu });
            }
        }
        Ok(by_list)
    }

    /// Of numbers that are only bounds: nothing fits beside what is shown, and one group alone meets every chain where one
    /// is said to.
    fn is_full(&self) -> Result<(), Wrong> {
        let Numbers { nu, omega, kappa, exact, .. } = *self.numbers;
        if exact {
            return Ok(());
        }
        let used: Groups = self.evidence.chains.iter().flatten().flat_map(|id| self.ground.groups(id)).collect();
        if nu < CAP && !self.ground.is_cut(Way::Named, &used) {
            return Err(Wrong::More { what: "ν", stated: nu });
        }
        let taken: Groups = self.evidence.origins.iter().flat_map(|id| self.ground.groups(id)).collect();
        let origins = self.ground.origins(Way::Named, &Groups::new());
        if omega < CAP && origins.iter().any(|id| self.ground.groups(id).is_disjoint(&taken)) {
            return Err(Wrong::More { what: "ω", stated: omega });
        }
        let is_one = || used.iter().any(|group| self.ground.is_cut(Way::Named, &Groups::from([group.clone()])));
        if kappa == 1 && !is_one() {
            return Err(Wrong::More { what: "κ", stated: kappa });
        }
        Ok(())
    }

    fn counts_origins(&self) -> Result<(), Wrong> {
        let Numbers { omega, exact, .. } = *self.numbers;
        let all = self.ground.origins(Way::Named, &Groups::new());
        let mut used = Groups::new();
        for origin in &self.evidence.origins {
            let groups = self.ground.groups(origin);
            if !all.contains(origin.as_str()) {
                return Err(Wrong::Origin(origin.clone()));
            }
            if !groups.is_disjoint(&used) {
                return Err(Wrong::Shared("origins"));
            }
            used.extend(groups);
        }
        equal("ω", omega, self.evidence.origins.len())?;
        let sets: BTreeSet<Groups> = all.iter().map(|id| self.ground.groups(id)).collect();
        let sets: Vec<Groups> = sets.into_iter().collect();
        let is_most = omega == CAP || can_be_met(&sets, omega) || !apart_among(&sets, omega + 1, &Groups::new());
        if exact && !is_most { Err(Wrong::More { what: "ω", stated: omega }) } else { Ok(()) }
    }

    /// The cut meets every chain, and fewer groups do not; in an empty one more than three would be needed.
    fn counts_cut(&self) -> Result<(), Wrong> {
        let Numbers { nu, kappa, exact, .. } = *self.numbers;
        let Evidence { cut, spread, .. } = self.evidence;
        let groups: Groups = cut.iter().cloned().collect();
        let open_end = cut.is_empty() && kappa > 0;
        if open_end && exact && kappa != CAP {
            return Err(Wrong::Cut(cut.clone()));
        }
        if !open_end && (groups.len() != kappa || !cut.is_sorted() || cut.len() != kappa) {
            return Err(Wrong::Number { what: "κ", stated: kappa, found: cut.len() });
        }
        if !open_end && !self.ground.is_cut(Way::Named, &groups) {
            return Err(Wrong::Cut(cut.clone()));
        }
        if kappa > CAP {
            return Err(Wrong::Number { what: "κ", stated: kappa, found: CAP });
        }
        let by_spread = nu < kappa || (open_end && exact);
        needed("spread chains", by_spread, !spread.is_empty())?;
        let sets: Vec<Groups> = chains(&self.ground, Way::Named, spread)?;
        let fewer = if open_end && exact { kappa } else { kappa.saturating_sub(1) };
        let is_idle = |left_out: usize| {
            let rest: Vec<Groups> =
                sets.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, set)| set.clone()).collect();
            !can_be_met(&rest, fewer)
        };
        if by_spread && (can_be_met(&sets, fewer) || (0..sets.len()).any(is_idle)) {
            return Err(Wrong::Less(kappa));
        }
        Ok(())
    }

    /// Whether the side is verified, with what is listed to show that it is not; the flags that say how.
    fn verifies(&self, shown: &mut Shown, listed: bool) -> Result<BTreeSet<FindingFlag>, Wrong> {
        let Evidence { verified_by, verified_if_held, minimal, .. } = self.evidence;
        let by_others = self.lines(verified_by, true)?;
        shown.verified = !verified_by.is_empty();
        self.lines(verified_if_held, false)?;
        let origins = self.ground.origins(Way::Named, &Groups::new());
        if !self.numbers.exact && !by_others {
            self.is_no_less_verified(&origins)?;
        }
        let has_first_hand = origins.iter().any(|id| self.ground.is_first_hand(id));
        let open = has_first_hand && !by_others && self.numbers.exact;
        needed("lines that verify", has_first_hand || by_others, has_first_hand || shown.verified)?;
        needed("lists of minimal chains", listed || open, minimal.is_some())?;
        needed(
            "lines that would verify",
            !shown.verified && !verified_if_held.is_empty(),
            !verified_if_held.is_empty(),
        )?;
        if let Some(families) = minimal {
            let negative = open && !shown.verified;
            let rules = self.policy.rules();
            let claimant = rules.claimant_counts && rules.lines > 1;
            needed("first-hand chains", negative && verified_if_held.is_empty(), families.first_hand.is_some())?;
            needed("the claimant's chains", negative && claimant, families.own.is_some())?;
            if open {
                self.is_no_more_verified(families, &origins)?;
            }
        }
        let mut flags = BTreeSet::new();
        if shown.verified && !by_others {
            flags.insert(FindingFlag::OneCheck);
        }
        if !verified_if_held.is_empty() {
            flags.insert(FindingFlag::CheckReported);
        }
        Ok(flags)
    }

    /// Of numbers that are only bounds: no two lines verify that are found without a search. A support that is too low is a
    /// bound for what it supports, and no bound for what it opposes.
    fn is_no_less_verified(&self, origins: &BTreeSet<&str>) -> Result<(), Wrong> {
        let Evidence { verified_by, .. } = self.evidence;
        let rules = self.policy.rules();
        let is_held_evidence = |id: &&&str| self.ground.is_held(id) && self.ground.is_first_hand(id);
        let verifies = |id: &&str| {
            let used = self.ground.groups(id);
            let claims = || rules.claimant_counts && verified_by.is_empty() && self.ground.has_own_chain(&used);
            !self.ground.is_cut(Way::Named, &used) || claims()
        };
        let is_missed = match rules.lines {
            0 | 1 => origins.iter().any(|id| is_held_evidence(&id)),
            2 => origins.iter().filter(is_held_evidence).any(verifies),
            _ => false, // which three lines go together is a search
        };
        let stated = verified_by.len();
        if is_missed { Err(Wrong::More { what: "what verifies", stated }) } else { Ok(()) }
    }

    /// No lines verify in a better way than those shown.
    fn is_no_more_verified(&self, families: &Families, origins: &BTreeSet<&str>) -> Result<(), Wrong> {
        let better = Wrong::More { what: "what verifies", stated: self.evidence.verified_by.len() };
        let named = self.listed_admissible()?;
        let held = origins.iter().filter(|id| self.ground.is_held(id) && self.ground.is_first_hand(id));
        let held: Vec<Groups> = held.map(|id| self.ground.groups(id)).collect();
        let lines = usize::from(self.policy.rules().lines);
        let with = |first: &[Groups], second: Option<&[Groups]>| {
            let others = lines.saturating_sub(1 + usize::from(second.is_some()));
            let named = std::iter::repeat_n(named.as_slice(), others);
            let all: Vec<&[Groups]> = std::iter::once(first).chain(second).chain(named).collect();
            apart(&all, &Groups::new())
        };
        if with(&held, None) {
            return Err(better);
        }
        let own = match &families.own {
            Some(family) => {
                let listed = Listed { way: Way::Own, first_hand: false, through_interest: true };
                Some(self.listed(family, listed, "the claimant's")?)
            }
            None => None,
        };
        if own.as_deref().is_some_and(|own| with(&held, Some(own))) {
            return Err(better);
        }
        let Some(family) = &families.first_hand else { return Ok(()) };
        let listed = Listed { way: Way::Named, first_hand: true, through_interest: false };
        let first_hand = self.listed(family, listed, "first-hand")?;
        let if_held = with(&first_hand, None) || own.as_deref().is_some_and(|own| with(&first_hand, Some(own)));
        if if_held { Err(better) } else { Ok(()) }
    }

    /// Whether lines verify by admissible chains alone. Without lines, they do not.
    fn lines(&self, lines: &[ChainIds], held: bool) -> Result<bool, Wrong> {
        let Some((first, others)) = lines.split_first() else { return Ok(false) };
        equal("the number of lines", lines.len(), usize::from(self.policy.rules().lines))?;
        let no_chain = |chain: &ChainIds| Wrong::Chain(chain.clone());
        let mut used = self.ground.chain(Way::Named, first).ok_or_else(|| no_chain(first))?;
        let ends_well = |id: &String| self.ground.is_first_hand(id) && self.ground.is_held(id) == held;
        if !first.last().is_some_and(ends_well) {
            return Err(no_chain(first));
        }
        let mut own = 0;
        for chain in others {
            let named = self.ground.chain(Way::Named, chain);
            own += usize::from(named.is_none());
            let claimed = || self.ground.chain(Way::Own, chain).filter(|_| self.policy.rules().claimant_counts);
            let groups = named.or_else(claimed).filter(|_| own < 2).ok_or_else(|| no_chain(chain))?;
            if !groups.is_disjoint(&used) {
                return Err(Wrong::Shared("lines that verify"));
            }
            used.extend(groups);
        }
        Ok(own == 0)
    }

    fn listed_admissible(&self) -> Result<Vec<Groups>, Wrong> {
        let Some(families) = &self.evidence.minimal else { return Err(Wrong::Needless("lists of minimal chains")) };
        let listed = Listed { way: Way::Named, first_hand: false, through_interest: false };
        self.listed(&families.admissible, listed, "admissible")
    }

    fn listed(&self, family: &Family, listed: Listed, what: &'static str) -> Result<Vec<Groups>, Wrong> {
        if self.ground.lists(family, listed) { Ok(self.ground.sets(family)) } else { Err(Wrong::Family(what)) }
    }

    /// ν is as stated when unsure records are taken at their word.
    fn taken_at_its_word(&self) -> Result<(), Wrong> {
        let Numbers { nu, nu_high, exact, .. } = *self.numbers;
        needed("chains of the upper reading", self.lineage.has_unsure_records(), self.evidence.high.is_some())?;
        let Some(high) = &self.evidence.high else { return equal("ν taken at its word", nu_high, nu) };
        let ground = Ground::new(self.lineage, self.policy, false);
        equal("ν taken at its word", nu_high, disjoint(&ground, Way::Named, &high.chains, "chains")?.len())?;
        let cut: Groups = high.cut.iter().cloned().collect();
        let is_met = exact && nu_high < CAP && ground.is_cut(Way::Named, &cut);
        let has_cut = is_met && high.cut.len() == nu_high && cut.len() == nu_high && high.cut.is_sorted();
        needed("groups that meet every chain of the upper reading", has_cut && nu_high > 0, !high.cut.is_empty())?;
        let by_list = exact && nu_high < CAP && !has_cut;
        needed("minimal chains of the upper reading", by_list, high.minimal.is_some())?;
        let Some(family) = &high.minimal else { return Ok(()) };
        let listed = Listed { way: Way::Named, first_hand: false, through_interest: false };
        if !ground.lists(family, listed) {
            return Err(Wrong::Family("admissible"));
        }
        let more = apart_among(&ground.sets(family), nu_high + 1, &Groups::new());
        if more { Err(Wrong::More { what: "ν taken at its word", stated: nu_high }) } else { Ok(()) }
    }

    /// What can be read off the lineage is as it reads.
    fn reads(&self) -> Result<(), Wrong> {
        let Evidence { chains, circle, .. } = self.evidence;
        let is_circular = self.ground.is_circular();
        let same = [
            ("the interested groups", self.evidence.blocked_by == self.ground.blocked_by()),
            ("the ends of the ways", self.evidence.stops == self.ground.stops()),
            ("the steps of the circle", is_circular != circle.is_empty()),
            ("the steps of the circle", !is_circular || self.ground.is_circle(circle)),
            ("groups taken as distinct", self.evidence.taken_as_distinct == taken_as_distinct(self.lineage, chains)),
            ("witnesses without a known owner", self.evidence.owners_unknown == owners_unknown(self.lineage, chains)),
        ];
        same.into_iter().find(|(_, same)| !same).map_or(Ok(()), |(what, _)| Err(Wrong::Read(what)))
    }

    fn flags(&self, shown: Shown, mut flags: BTreeSet<FindingFlag>) -> BTreeSet<FindingFlag> {
        if shown.unnamed_only() {
            flags.insert(FindingFlag::UnnamedOnly);
        }
        if !self.evidence.circle.is_empty() {
            flags.insert(FindingFlag::Circular);
        }
        flags
    }
}

/// The groups of each of these chains.
fn chains(ground: &Ground<'_>, way: Way, ids: &[ChainIds]) -> Result<Vec<Groups>, Wrong> {
    ids.iter().map(|ids| ground.chain(way, ids).ok_or_else(|| Wrong::Chain(ids.clone()))).collect()
}

/// The same, when no two of them share a group.
fn disjoint(ground: &Ground<'_>, way: Way, ids: &[ChainIds], what: &'static str) -> Result<Vec<Groups>, Wrong> {
    let groups = chains(ground, way, ids)?;
    let all: usize = groups.iter().map(BTreeSet::len).sum();
    let distinct: BTreeSet<&String> = groups.iter().flatten().collect();
    if all == distinct.len() { Ok(groups) } else { Err(Wrong::Shared(what)) }
}
