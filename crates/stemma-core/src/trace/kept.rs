//! What was counted of a claim, kept to be counted again as if some of its documents were withdrawn: that strikes witnesses
//! out, and nothing else of a lineage hangs on it.

use std::collections::BTreeSet;

use super::{Found, Looked, Side, Tracer, Woven};
use crate::date::PartialDate;
use crate::enumerations::FindingFlag;
use crate::finding::ClaimFinding;
use crate::impact::{Impact, Standing};
use crate::independence::{Count, Numbered, count};
use crate::policy::Policy;

/// A claim in numbers.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The supporting side, without whom its voices may have it from.
    support: KeptSide,
    /// The same with it, where it was looked for and found.
    heard: Option<KeptSide>,
    oppose: Option<KeptSide>,
    /// The chains that are shown, of the supporting side as it was counted last.
    chains: Box<[Box<[usize]>]>,
    /// How many independent lines there were before it was looked from whom its voices may have it.
    lines: usize,
    /// Whether its own paper corrected one of the reports: that hangs on another document.
    is_corrected: bool,
}

/// One side of it.
#[derive(Clone, Debug)]
struct KeptSide {
    numbered: Numbered,
    /// The ranks of its documents, each with an assertion that it makes.
    said: Box<[(u32, u32)]>,
    /// The ranks of the witnesses that are only read unsurely.
    unsure: Box<[usize]>,
}

/// What is known of a claim as it would be.
pub(crate) enum Without {
    /// It stands as it does.
    Same,
    /// It stands otherwise.
    Otherwise(Impact),
    /// It must be traced.
    Unknown,
}

impl Tracer<'_> {
    /// What [`Self::found`] gives, with what was counted.
    pub(crate) fn found_and_kept(&self, place: usize, policy: Policy, as_of: PartialDate) -> Option<(Found, Kept)> {
        let looked = self.look(self.setting.ground.claims.get(place)?, policy, as_of, None);
        Some((looked.all(policy), Kept::new(looked)))
    }
}

impl KeptSide {
    fn new(side: &Side<'_>, woven: Woven) -> Self {
        Self { said: side.said(&woven), unsure: side.unsure_ranks(&woven), numbered: woven.numbered }
    }

    /// The witnesses that are struck out with these assertions and stood before.
    fn struck(&self, is_withdrawn: &impl Fn(u32) -> bool) -> Vec<usize> {
        let struck = self.said.iter().filter(|(_, assertion)| is_withdrawn(*assertion));
        let mut struck: Vec<usize> = struck.map(|(rank, _)| *rank as usize).collect();
        struck.retain(|rank| self.numbered.witnesses.get(*rank).is_some_and(|witness| !witness.retracted));
        struck.dedup();
        struck
    }

    /// The side with these witnesses struck out.
    fn without(&self, struck: &[usize]) -> Numbered {
        let mut numbered = self.numbered.clone();
        for rank in struck {
            numbered.witnesses.get_mut(*rank).into_iter().for_each(|witness| witness.retracted = true);
        }
        numbered
    }

    /// Whether the witness of this rank does not say who it is, and not only as far as a heuristic could read.
    fn is_unnamed(&self, rank: usize) -> bool {
        let is_named = self.numbered.witnesses.get(rank).is_none_or(|witness| witness.named);
        !is_named && !self.unsure.contains(&rank)
    }
}

impl Kept {
    fn new(looked: Looked<'_, '_>) -> Self {
        let last = KeptSide::new(&looked.support, looked.woven);
        let plain = looked.plain.map(|(plain, lines)| (KeptSide::new(&looked.support, plain), lines));
        let (support, heard, lines) = match plain {
            Some((plain, lines)) => (plain, Some(last), lines),
            None => (last, None, looked.count.support.nu),
        };
        Self {
            support,
            heard,
            oppose: looked.is_opposed.then(|| KeptSide::new(&looked.oppose, looked.against)),
            chains: looked.count.support.chains.iter().map(|chain| chain.as_slice().into()).collect(),
            lines,
            is_corrected: looked.is_corrected,
        }
    }

    /// How the claim, of which this was found, would stand without these assertions.
    pub(crate) fn without(&self, found: &ClaimFinding, is_withdrawn: impl Fn(u32) -> bool, policy: Policy) -> Without {
        let forecast = found.traced.case.forecast.as_ref();
        let struck = self.support.struck(&is_withdrawn);
        let against = self.oppose.as_ref().map(|oppose| (oppose, oppose.struck(&is_withdrawn)));
        if struck.is_empty() && against.as_ref().is_none_or(|(_, struck)| struck.is_empty()) {
            return Without::Same;
        }
        if self.is_corrected {
            return Without::Unknown;
        }
        let against = against.map(|(oppose, struck)| oppose.without(&struck));
        let count = |support: &Numbered| count(support, against.as_ref(), forecast, policy);
        let plain = count(&self.support.without(&struck));
        // Only where there are two lines is it looked from whom its voices may have it; withdrawing makes no more lines.
        let (counted, side, struck) = match &self.heard {
            Some(_) if plain.support.nu < 2 => return Without::Unknown,
            Some(heard) => {
                let struck = heard.struck(&is_withdrawn);
                (count(&heard.without(&struck)), heard, struck)
            }
            None if plain.support.nu >= 2 && self.lines < 2 => return Without::Unknown,
            None => (plain, &self.support, struck),
        };
        self.compared(found, (&counted, side), &struck)
    }

    fn compared(&self, found: &ClaimFinding, (count, side): (&Count, &KeptSide), struck: &[usize]) -> Without {
        let mut flags = count.flags.union(&found.traced.flags).copied().collect::<BTreeSet<_>>();
        let passes_unnamed = || count.support.chains.iter().flatten().any(|rank| side.is_unnamed(*rank));
        if flags.contains(&FindingFlag::UnnamedOnly) && !passes_unnamed() {
            flags.remove(&FindingFlag::UnnamedOnly);
        }
        let (before, after) = (Standing::of(found), Standing::counted(count));
        if after == before && flags == found.flags {
            return Without::Same;
        }
        let is_broken = |chain: &[usize]| chain.iter().any(|rank| struck.contains(rank));
        let shown = self.chains.iter().zip(&found.finding.support.chains).filter(|(chain, _)| is_broken(chain));
        let name = |id: &String| found.traced.name(id).to_owned();
        Without::Otherwise(Impact {
            claim: found.claim.id,
            text: found.claim.text.clone(),
            before: Some(before),
            after: Some(after),
            broken: shown.map(|(_, ids)| ids.iter().map(name).collect()).collect(),
        })
    }
}
