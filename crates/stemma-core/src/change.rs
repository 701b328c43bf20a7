//! What would change a finding: the smallest addition to what is held, and the facts that would close its interval.
//!
//! Both are found by trying: a changed lineage is assessed like any other.

use std::collections::BTreeSet;

use crate::enumerations::{Basis, Support};
use crate::independence::{Case, Derivation, Lineage, Reading, Trial, Witness, assess_side};
use crate::policy::Policy;

/// The id of a witness that is only thought of; no document can be called so.
const NEW: &str = "\u{0}new";

/// How the group begins that a copy and what it copied have in common.
const COPIED: &str = "\u{0}copied: ";

/// One thing more that could be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// The own document of a witness that is only named so far.
    Held(String),
    /// A document of a named source without an interest, that shares no group with these and says how it knows.
    Source,
    /// First-hand evidence, from somebody without an interest who shares no group with these.
    FirstHand,
}

/// An addition, and what the claim's support would be then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What to add.
    pub addition: Addition,
    /// The support then; it is better than now.
    pub then: Support,
}

/// The one addition that gives a claim better support; nothing, when one is not enough.
///
/// What is named already comes before what nobody has heard of, a source before first-hand evidence; of several
/// witnesses the one that gives most, of equals the first by name.
#[must_use]
pub fn smallest_change(case: &Case, policy: Policy) -> Option<Change> {
    let mut trial = Trial::new(&case.supporting, policy);
    let now = trial.support();
    let with = |addition: Addition, witness: Witness| {
        let mut lineage = case.supporting.clone();
        lineage.witness(witness);
        let then = assess_side(&lineage, policy, Reading::Low).support;
        (then > now).then_some(Change { addition, then })
    };
    let named = case.supporting.witnesses.values().enumerate().filter(|(_, w)| !w.held && w.named);
    let mut held: Option<Change> = None;
    for (place, witness) in named {
        let best = held.as_ref().map_or(now, |best| best.then);
        if Some(&best) == Support::ALL.last() {
            break;
        }
        let then = trial.support_holding(place);
        if then > best {
            held = Some(Change { addition: Addition::Held(witness.id.clone()), then });
        }
    }
    let outside = |basis: Basis| Witness { held: true, basis, ..Witness::new(NEW) };
    held.or_else(|| with(Addition::Source, outside(Basis::Testimony))).or_else(|| {
        let evidence = policy.rules().first_hand.bases().next()?;
        with(Addition::FirstHand, outside(evidence))
    })
}

/// Something that is not known for sure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unsure {
    /// Whether the one copied the other.
    Copied {
        /// The later one.
        from: String,
        /// The one that it may have copied.
        to: String,
    },
    /// Whether two witnesses are one actor.
    OneActor(String, String),
    /// Whether this witness, which does not say who it is, is a person of its own.
    Unnamed(String),
}

/// A fact that would close the interval, whichever way it turns out or one way only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// What is to be found out.
    pub unsure: Unsure,
    /// ν, if they have nothing to do with each other; nothing, when the interval stays open then.
    pub if_apart: Option<usize>,
    /// ν, if they have; nothing, when the interval stays open then.
    pub if_not: Option<usize>,
}

/// How many unsure records are tried at most. Where more than that are open, a single fact hardly ever closes the
/// interval, and each one tried is four assessments.
const TRIED: usize = 32;

/// The single facts that would close the interval of the supporting side: first those that do so either way, then
/// those that do so one way, by name. None when it is closed, none when no single fact is enough, and none when more than
/// 32 are open.
#[must_use]
pub fn deciding(case: &Case, policy: Policy) -> Vec<Deciding> {
    let lineage = &case.supporting;
    let unsure = unsure_records(lineage);
    if unsure.len() > TRIED || closed(lineage, policy).is_some() {
        return Vec::new();
    }
    let decide = |unsure: Unsure| {
        let settled = |apart: bool| closed(&settle(lineage, &unsure, apart)?, policy);
        let (if_apart, if_not) = (settled(true), settled(false));
        (if_apart.is_some() || if_not.is_some()).then_some(Deciding { unsure, if_apart, if_not })
    };
    let mut found: Vec<Deciding> = unsure.into_iter().filter_map(decide).collect();
    found.sort_by_key(|d| (d.if_apart.is_none() || d.if_not.is_none(), d.unsure.clone()));
    found
}

/// Everything in a lineage that is not known for sure.
#[must_use]
pub fn unsure_records(lineage: &Lineage) -> BTreeSet<Unsure> {
    let copied = lineage.derivations.iter().filter(|d| !d.certain);
    let copied = copied.map(|d| Unsure::Copied { from: d.from.clone(), to: d.to.clone() });
    let alike = lineage.alike.iter().map(|(a, b)| Unsure::OneActor(a.clone(), b.clone()));
    let unnamed = lineage.witnesses.values().filter(|w| w.is_pooled()).map(|w| Unsure::Unnamed(w.id.clone()));
    copied.chain(alike).chain(unnamed).collect()
}

/// The lineage when an unsure record has turned out one way. That an unnamed witness is nobody of its own cannot be
/// said without saying who it is.
#[must_use]
pub fn settle(lineage: &Lineage, unsure: &Unsure, apart: bool) -> Option<Lineage> {
    let mut settled = lineage.clone();
    match unsure {
        Unsure::Copied { from, to } => {
            let is_it = |d: &Derivation| !d.certain && d.from == *from && d.to == *to;
            settled.derivations.retain(|d| !is_it(d));
            if !apart {
                settled.derive(from.clone(), to.clone(), true);
                // A copy is one voice with what it copied.
                let both = format!("{COPIED}{from} of {to}");
                for id in [from, to] {
                    if let Some(witness) = settled.witnesses.get_mut(id) {
                        witness.groups = witness.group_names().map(str::to_owned).chain([both.clone()]).collect();
                    }
                }
            }
        }
        Unsure::OneActor(a, b) => {
            settled.alike.remove(&(a.clone(), b.clone()));
            if !apart {
                let both: BTreeSet<String> = [a, b]
                    .into_iter()
                    .filter_map(|id| settled.witnesses.get(id))
                    .flat_map(|w| w.group_names().map(str::to_owned).collect::<Vec<_>>())
                    .filter(|group| !group.starts_with(COPIED))
                    .collect();
                for id in [a, b] {
                    if let Some(witness) = settled.witnesses.get_mut(id) {
                        // What the one copied, the other did not.
                        witness.groups.retain(|group| group.starts_with(COPIED));
                        witness.groups.extend(both.iter().cloned());
                    }
                }
            }
        }
        Unsure::Unnamed(id) => {
            settled.witnesses.get_mut(id).filter(|_| apart)?.attested = true;
        }
    }
    Some(settled)
}

/// ν, when the interval is closed.
fn closed(lineage: &Lineage, policy: Policy) -> Option<usize> {
    let low = assess_side(lineage, policy, Reading::Low).nu;
    let high = assess_side(lineage, policy, Reading::High).nu.max(low);
    (low == high).then_some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(witnesses: impl IntoIterator<Item = Witness>) -> Case {
        let mut case = Case::default();
        witnesses.into_iter().for_each(|w| case.supporting.witness(w));
        case
    }

    fn held(id: &str, basis: Basis) -> Witness {
        Witness { held: true, basis, ..Witness::new(id) }
    }

    #[test]
    fn a_report_that_is_only_named_is_the_first_thing_to_get() {
        let mut case = case([
            held("paper", Basis::None),
            held("eyewitness", Basis::Testimony),
            Witness { basis: Basis::Measurement, ..Witness::new("laboratory") },
        ]);
        case.supporting.derive("paper", "laboratory", true);
        let change = smallest_change(&case, Policy::default());
        let expected = Change { addition: Addition::Held("laboratory".into()), then: Support::IndependentlyVerified };
        assert_eq!(change, Some(expected));
    }

    #[test]
    fn one_source_more_makes_one_origin_two_lines() {
        let change = smallest_change(&case([held("eyewitness", Basis::Testimony)]), Policy::default());
        assert_eq!(change, Some(Change { addition: Addition::Source, then: Support::Corroborated }));
    }

    #[test]
    fn what_is_corroborated_lacks_first_hand_evidence_only() {
        let case = case([held("a", Basis::Testimony), held("b", Basis::Testimony)]);
        let change = smallest_change(&case, Policy::default());
        assert_eq!(change, Some(Change { addition: Addition::FirstHand, then: Support::IndependentlyVerified }));
    }

    #[test]
    fn whether_the_one_copied_the_other_decides_between_one_line_and_two() {
        let mut case = case([held("a", Basis::Testimony), held("b", Basis::Testimony)]);
        case.supporting.derive("b", "a", false);
        let unsure = Unsure::Copied { from: "b".into(), to: "a".into() };
        let expected = Deciding { unsure, if_apart: Some(2), if_not: Some(1) };
        assert_eq!(deciding(&case, Policy::default()), [expected]);
    }
}
