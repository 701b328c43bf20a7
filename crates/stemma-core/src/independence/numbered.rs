//! A lineage with numbers in place of names: what the counting works on, and all that a resident graph keeps of it.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{GroupNames, GroupSet};
use super::lineage::{Lineage, Witness};
use crate::enumerations::{Basis, Modality};

/// A witness without its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Whether its own bytes are in the store.
    pub(crate) held: bool,
    /// What it rests on.
    pub(crate) basis: Basis,
    /// Who controls it; never empty.
    pub(crate) groups: GroupSet,
    /// Whether it says who it is.
    pub(crate) named: bool,
    /// Whether an editor attests that this unnamed one is a person of their own.
    pub(crate) attested: bool,
    /// How flatly it asserts.
    pub(crate) modality: Modality,
    /// Whether it is struck out.
    pub(crate) retracted: bool,
}

impl Shape {
    /// Whether it is pooled with the other unnamed ones in the published number.
    pub(crate) const fn is_pooled(&self) -> bool {
        !self.named && !self.attested
    }
}

/// One had the claim from another; an end that is no witness is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Link {
    /// The later witness.
    pub(crate) from: Option<usize>,
    /// The one it had the claim from.
    pub(crate) to: Option<usize>,
    /// Stated, quoted or linked; otherwise it is a suspected copy.
    pub(crate) certain: bool,
}

/// One side of a claim in numbers. Witnesses and groups are numbered in the order of their names, so that whoever
/// compares numbers compares names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// The witnesses.
    pub(crate) witnesses: Vec<Shape>,
    /// The derivations among them.
    pub(crate) links: Vec<Link>,
    /// The groups that gain if the claim is believed.
    pub(crate) interest: GroupSet,
    /// Pairs of witnesses that may be one actor.
    pub(crate) alike: Vec<(usize, usize)>,
    /// How many groups there are.
    pub(crate) groups: u32,
}

impl Numbered {
    /// Whether the two readings can differ: a suspected copy, an unsure identity, or an unnamed witness.
    pub(crate) fn has_unsure_records(&self) -> bool {
        !self.alike.is_empty()
            || self.witnesses.iter().any(Shape::is_pooled)
            || self.links.iter().any(|link| !link.certain)
    }
}

/// What the numbers of a side stand for.
pub(crate) struct Names {
    witnesses: Vec<String>,
    groups: GroupNames,
}

impl Names {
    /// Names in the order of their numbers.
    pub(crate) fn new(witnesses: Vec<String>, groups: GroupNames) -> Self {
        Self { witnesses, groups }
    }

    pub(super) fn witness(&self, number: usize) -> &str {
        self.witnesses.get(number).map_or("", String::as_str)
    }

    /// What a group is called.
    pub(super) fn group(&self, number: u32) -> String {
        self.groups.name(number)
    }

    pub(super) fn groups(&self, groups: &GroupSet) -> BTreeSet<String> {
        groups.iter().map(|group| self.group(group)).collect()
    }

    pub(super) fn ids(&self, witnesses: &[usize]) -> Vec<String> {
        witnesses.iter().map(|witness| self.witness(*witness).to_owned()).collect()
    }
}

/// Gives numbers to everything in `lineage`.
pub(super) fn numbered(lineage: &Lineage) -> (Numbered, Names) {
    let witnesses: Vec<&Witness> = lineage.witnesses.values().collect();
    let index: BTreeMap<&str, usize> = witnesses.iter().map(|w| w.id.as_str()).zip(0..).collect();
    let at = |id: &String| index.get(id.as_str()).copied();
    let named = witnesses.iter().flat_map(|w| w.group_names());
    let groups = GroupNames::new(named.chain(lineage.interest.iter().map(String::as_str)).map(str::to_owned));
    let shape = |w: &&Witness| Shape {
        held: w.held,
        basis: w.basis,
        groups: groups.set(w.group_names()),
        named: w.named,
        attested: w.attested,
        modality: w.modality,
        retracted: lineage.retracted.contains(&w.id),
    };
    let numbered = Numbered {
        witnesses: witnesses.iter().map(shape).collect(),
        links: lineage
            .derivations
            .iter()
            .map(|step| Link { from: at(&step.from), to: at(&step.to), certain: step.certain })
            .collect(),
        interest: groups.set(lineage.interest.iter().map(String::as_str)),
        alike: lineage.alike.iter().filter_map(|(a, b)| at(a).zip(at(b))).collect(),
        groups: groups.count(),
    };
    (numbered, Names::new(witnesses.iter().map(|w| w.id.clone()).collect(), groups))
}
