//! Sets of control groups, as sorted numbers.

use std::collections::BTreeMap;

/// A set of groups: sorted, without repetition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct GroupSet(Vec<u32>);

impl GroupSet {
    pub(super) fn from_iter(groups: impl IntoIterator<Item = u32>) -> Self {
        let mut groups: Vec<u32> = groups.into_iter().collect();
        groups.sort_unstable();
        groups.dedup();
        Self(groups)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self::from_iter(self.iter().chain(other.iter()))
    }

    pub(super) fn contains(&self, group: u32) -> bool {
        self.0.binary_search(&group).is_ok()
    }

    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        let (small, large) = if self.len() < other.len() { (self, other) } else { (other, self) };
        !small.iter().any(|group| large.contains(group))
    }

    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.iter().all(|group| other.contains(group))
    }
}

/// Numbers for group names. Numbers are given in the order of the names, so that comparing numbers compares names.
#[derive(Debug, Default)]
pub(super) struct GroupNames {
    numbers: BTreeMap<String, u32>,
    names: Vec<String>,
}

impl GroupNames {
    pub(super) fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        let numbers = names.iter().cloned().zip(0..).collect();
        Self { numbers, names }
    }

    /// The set of those of these names that have a number.
    pub(super) fn set<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> GroupSet {
        GroupSet::from_iter(names.into_iter().filter_map(|name| self.numbers.get(name).copied()))
    }

    pub(super) fn name(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|index| self.names.get(index)).map_or("", String::as_str)
    }
}
