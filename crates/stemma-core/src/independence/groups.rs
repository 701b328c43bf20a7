//! Sets of control groups, as sorted numbers.

use smallvec::SmallVec;

use super::lineage::suspected;

/// A set of groups: sorted, without repetition.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct GroupSet(SmallVec<[u32; 6]>);

impl Clone for GroupSet {
    /// In one piece: all sets of a side are copied each time that it is counted.
    fn clone(&self) -> Self {
        Self(SmallVec::from_slice(&self.0))
    }
}

impl GroupSet {
    pub(crate) fn from_iter(groups: impl IntoIterator<Item = u32>) -> Self {
        let mut groups: SmallVec<[u32; 6]> = groups.into_iter().collect();
        groups.sort_unstable();
        groups.dedup();
        Self(groups)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Of two sorted lists one, without sorting again: most of the work of a search is here.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut all = SmallVec::with_capacity(self.len() + other.len());
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        while let (Some(a), Some(b)) = (ours.peek().copied(), theirs.peek().copied()) {
            all.push(a.min(b));
            if a <= b {
                ours.next();
            }
            if b <= a {
                theirs.next();
            }
        }
        all.extend(ours);
        all.extend(theirs);
        Self(all)
    }

    pub(super) fn insert(&mut self, group: u32) {
        if let Err(place) = self.0.binary_search(&group) {
            self.0.insert(place, group);
        }
    }

    pub(crate) fn contains(&self, group: u32) -> bool {
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
pub(crate) struct GroupNames {
    names: Vec<String>,
    /// How those of suspected copies begin.
    suspected: String,
}

impl GroupNames {
    pub(crate) fn new(names: impl IntoIterator<Item = String>) -> Self {
        let mut names: Vec<String> = names.into_iter().collect();
        names.sort_unstable();
        names.dedup();
        Self { suspected: suspected(names.iter().map(String::as_str)), names }
    }

    /// The set of those of these names that have a number.
    pub(super) fn set<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> GroupSet {
        let number = |name: &str| self.names.binary_search_by(|known| known.as_str().cmp(name)).ok();
        GroupSet::from_iter(names.into_iter().filter_map(number).filter_map(|number| u32::try_from(number).ok()))
    }

    /// What a group is called; those above all names are of suspected copies.
    pub(super) fn name(&self, number: u32) -> String {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        self.names
            .get(index)
            .cloned()
            .unwrap_or_else(|| format!("{}{}", self.suspected, index.saturating_sub(self.names.len())))
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }
}
