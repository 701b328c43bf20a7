//! A sorted list in leaves that its versions share: a change copies the leaves that it falls into, and no others.

use std::cmp::Ordering;
use std::sync::Arc;

/// How many items a leaf has at the most.
const LEAF: usize = 256;

/// A sorted list without repetition. Its versions share what is the same in them.
#[derive(Debug, Clone)]
pub(super) struct Leaves<T> {
    /// None of them is empty.
    leaves: Vec<Leaf<T>>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Leaf<T> {
    /// The first item, found without the leaf.
    first: T,
    items: Arc<[T]>,
}

/// Some items of a list, one after the other.
#[derive(Debug, Clone)]
pub(super) struct LeafRange<'a, T> {
    items: std::slice::Iter<'a, T>,
    /// The leaves after this one.
    rest: &'a [Leaf<T>],
    /// How many items of them belong to it.
    left: usize,
}

impl<T> Default for Leaves<T> {
    fn default() -> Self {
        Self { leaves: Vec::new(), len: 0 }
    }
}

impl<T: Copy> Leaves<T> {
    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        self.leaves.capacity() * size_of::<Leaf<T>>() + self.len * size_of::<T>()
    }

    /// All items.
    pub(super) fn iter(&self) -> LeafRange<'_, T> {
        LeafRange { items: [].iter(), rest: &self.leaves, left: self.len }
    }

    /// The item that `order` finds equal, when it says how an item stands to what is looked for.
    pub(super) fn find(&self, mut order: impl FnMut(&T) -> Ordering) -> Option<T> {
        let leaf = self.leaves.get(self.leaf_of(&mut order)?)?;
        let place = leaf.items.binary_search_by(order).ok()?;
        leaf.items.get(place).copied()
    }

    /// The items that are neither less than what `low` looks for nor greater than what `high` does.
    pub(super) fn between(
        &self,
        mut low: impl FnMut(&T) -> Ordering,
        mut high: impl FnMut(&T) -> Ordering,
    ) -> LeafRange<'_, T> {
        let start = self.leaf_of(&mut low).unwrap_or(0);
        let Some((leaf, rest)) = self.leaves.get(start..).and_then(<[_]>::split_first) else { return self.nothing() };
        let from = leaf.items.partition_point(|item| low(item) == Ordering::Less);
        let first = leaf.items.get(from..).unwrap_or_default();
        let after = rest.iter().take_while(|leaf| high(&leaf.first) != Ordering::Greater).count();
        let (rest, _) = rest.split_at_checked(after).unwrap_or_default();
        match rest.split_last() {
            None => {
                let end = first.partition_point(|item| high(item) != Ordering::Greater);
                LeafRange { items: first.get(..end).unwrap_or_default().iter(), rest: &[], left: 0 }
            }
            Some((last, whole)) => {
                let end = last.items.partition_point(|item| high(item) != Ordering::Greater);
                let left = whole.iter().map(|leaf| leaf.items.len()).sum::<usize>() + end;
                LeafRange { items: first.iter(), rest, left }
            }
        }
    }

    /// The list with some items gone and others come, both sorted by `order`; what is gone is in it, and what came is not.
    pub(super) fn edited(&self, add: &[T], remove: &[T], order: impl Fn(&T, &T) -> Ordering) -> Self {
        let mut leaves = Vec::with_capacity(self.leaves.len() + add.len() / LEAF + 1);
        let (mut add, mut remove) = (add, remove);
        for (number, leaf) in self.leaves.iter().enumerate() {
            let next = self.leaves.get(number + 1).map(|leaf| leaf.first);
            let is_before = |item: &T| next.as_ref().is_none_or(|next| order(item, next) == Ordering::Less);
            let (added, later) = add.split_at(add.partition_point(is_before));
            let (removed, left) = remove.split_at(remove.partition_point(is_before));
            (add, remove) = (later, left);
            if added.is_empty() && removed.is_empty() {
                leaves.push(leaf.clone());
            } else {
                push(&mut leaves, &merged(&leaf.items, added, removed, &order));
            }
        }
        push(&mut leaves, add);
        let len = leaves.iter().map(|leaf| leaf.items.len()).sum();
        Self { leaves, len }
    }

    /// The leaf that what `order` looks for would be in.
    fn leaf_of(&self, order: &mut impl FnMut(&T) -> Ordering) -> Option<usize> {
        self.leaves.partition_point(|leaf| order(&leaf.first) != Ordering::Greater).checked_sub(1)
    }

    fn nothing(&self) -> LeafRange<'_, T> {
        LeafRange { items: [].iter(), rest: &[], left: 0 }
    }
}

/// Adds sorted items as leaves, about equally long.
fn push<T: Copy>(leaves: &mut Vec<Leaf<T>>, items: &[T]) {
    let size = items.len().div_ceil(items.len().div_ceil(LEAF).max(1)).max(1);
    for items in items.chunks(size) {
        leaves.extend(items.first().map(|first| Leaf { first: *first, items: items.into() }));
    }
}

/// Items of a leaf without those that are removed, with those that are added.
fn merged<T: Copy>(items: &[T], add: &[T], remove: &[T], order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let (mut added, mut removed) = (add.iter().copied().peekable(), remove.iter().peekable());
    let mut all = Vec::with_capacity(items.len() + add.len());
    for item in items {
        while let Some(before) = added.next_if(|next| order(next, item) == Ordering::Less) {
            all.push(before);
        }
        while removed.next_if(|next| order(next, item) == Ordering::Less).is_some() {}
        if removed.next_if(|next| order(next, item) == Ordering::Equal).is_none() {
            all.push(*item);
        }
    }
    all.extend(added);
    all
}

impl<T> LeafRange<'_, T> {
    /// How many items are left.
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.left
    }
}

impl<T: Copy> Iterator for LeafRange<'_, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(*item);
            }
            if self.left == 0 {
                return None;
            }
            let (leaf, rest) = self.rest.split_first()?;
            let items = leaf.items.get(..self.left).unwrap_or(&leaf.items);
            (self.items, self.rest, self.left) = (items.iter(), rest, self.left - items.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_in_leaves_is_a_sorted_set(steps in prop::collection::vec((prop::collection::btree_set(0..4000u32, 0..700), prop::collection::btree_set(0..4000u32, 0..500)), 1..7), bounds in prop::collection::vec((0..4100u32, 0..4100u32), 20)) {
            let (mut list, mut set) = (Leaves::default(), BTreeSet::new());
            for (add, remove) in steps {
                let add: Vec<u32> = add.difference(&set).copied().collect();
                let remove: Vec<u32> = remove.intersection(&set).copied().collect();
                let before = (list.clone(), set.clone());
                list = list.edited(&add, &remove, Ord::cmp);
                set = set.into_iter().filter(|item| !remove.contains(item)).chain(add).collect();
                prop_assert_eq!(list.len(), set.len());
                prop_assert!(list.iter().eq(set.iter().copied()));
                prop_assert!(before.0.iter().eq(before.1.iter().copied()), "an earlier version stays as it was");
                prop_assert!(list.leaves.iter().all(|leaf| !leaf.items.is_empty() && leaf.items.len() <= LEAF));
            }
            for (low, high) in bounds {
                prop_assert_eq!(list.find(|item| item.cmp(&low)), set.get(&low).copied());
                let found = list.between(|item| item.cmp(&low), |item| item.cmp(&high));
                let expected: Vec<u32> = set.iter().copied().filter(|item| (low..=high).contains(item)).collect();
                prop_assert_eq!(found.len(), expected.len());
                prop_assert_eq!(found.collect::<Vec<u32>>(), expected);
            }
        }
    }

    #[test]
    fn a_change_shares_the_leaves_that_it_does_not_touch() {
        let list = Leaves::default().edited(&(0..10_000u32).map(|n| n * 2).collect::<Vec<_>>(), &[], Ord::cmp);
        let next = list.edited(&[7777], &[4000], Ord::cmp);
        let own = |leaf: &&Leaf<u32>| !list.leaves.iter().any(|other| Arc::ptr_eq(&leaf.items, &other.items));
        assert_eq!((list.leaves.len(), next.leaves.iter().filter(own).count()), (40, 2));
    }
}
