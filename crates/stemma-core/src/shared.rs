//! Collections whose items are shared by their copies: what a service keeps from one version to the next is held once, a copy
//! costs a pointer an item, and what two of them share is equal without a look.
//!
//! To whoever reads them they are a map and a list of plain items. An item that is changed is copied first, when another
//! collection has it too.

use std::collections::{BTreeMap, btree_map};
use std::ops::Index;
use std::sync::Arc;

/// A sorted map of shared items.
#[derive(Debug)]
pub struct SharedMap<K, V>(BTreeMap<K, Arc<V>>);

/// A list of shared items.
#[derive(Debug)]
pub struct SharedList<T>(Vec<Arc<T>>);

/// The items of a list, one after the other.
pub type Items<'a, T> = std::iter::Map<std::slice::Iter<'a, Arc<T>>, fn(&'a Arc<T>) -> &'a T>;

/// Whether two shared items are equal; what is the very same is.
fn is_same<T: PartialEq>(one: &Arc<T>, other: &Arc<T>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

impl<K: Ord, V> SharedMap<K, V> {
    /// The item of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key).map(Arc::as_ref)
    }

    /// The same, to be shared.
    pub fn shared(&self, key: &K) -> Option<&Arc<V>> {
        self.0.get(key)
    }

    /// Whether there is an item of this key.
    pub fn contains_key(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys, sorted.
    pub fn keys(&self) -> btree_map::Keys<'_, K, Arc<V>> {
        self.0.keys()
    }

    /// The items, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.0.values().map(Arc::as_ref)
    }

    /// The items with their keys, in this order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key, value.as_ref()))
    }

    /// The items, to be shared, in the order of their keys.
    pub fn into_shared(self) -> impl Iterator<Item = Arc<V>> {
        self.0.into_values()
    }

    /// Puts an item under a key; the one that was there is gone from here.
    pub fn insert(&mut self, key: K, value: impl Into<Arc<V>>) {
        self.0.insert(key, value.into());
    }

    /// Takes an item out.
    pub fn remove(&mut self, key: &K) -> Option<Arc<V>> {
        self.0.remove(key)
    }

    /// Takes the first item out.
    pub fn pop_first(&mut self) -> Option<(K, Arc<V>)> {
        self.0.pop_first()
    }

    /// Keeps what is wanted.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&K, &V) -> bool) {
        self.0.retain(|key, value| is_wanted(key, value));
    }
}

impl<K: Ord, V: Clone> SharedMap<K, V> {
    /// The item of a key, to be changed.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key).map(Arc::make_mut)
    }

    /// All items, to be changed: each is copied that others have too.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.values_mut().map(Arc::make_mut)
    }
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Clone, V> Clone for SharedMap<K, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SharedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let mut both = self.0.iter().zip(&other.0);
        self.0.len() == other.0.len() && both.all(|((a, x), (b, y))| a == b && is_same(x, y))
    }
}

impl<K: Eq, V: Eq> Eq for SharedMap<K, V> {}

impl<K: Ord, V> Index<&K> for SharedMap<K, V> {
    type Output = V;

    #[expect(clippy::indexing_slicing, reason = "whoever indexes a map says that the key is there")]
    fn index(&self, key: &K) -> &V {
        &self.0[key]
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SharedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(items: I) -> Self {
        Self(items.into_iter().map(|(key, value)| (key, Arc::new(value))).collect())
    }
}

impl<K: Ord, V> Extend<(K, V)> for SharedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, items: I) {
        self.0.extend(items.into_iter().map(|(key, value)| (key, Arc::new(value))));
    }
}

impl<T> SharedList<T> {
    /// The item at a place.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place).map(Arc::as_ref)
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first item.
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The items, one after the other.
    pub fn iter(&self) -> Items<'_, T> {
        self.0.iter().map(Arc::as_ref)
    }

    /// The items, to be shared.
    pub fn shared(&self) -> &[Arc<T>] {
        &self.0
    }

    /// Where an item with this key is, in a list that is sorted by it; else where it would be.
    ///
    /// # Errors
    /// With the place where it would be, when it is not there.
    pub fn binary_search_by_key<'a, K: Ord>(&'a self, key: &K, mut of: impl FnMut(&'a T) -> K) -> Result<usize, usize> {
        self.0.binary_search_by_key(key, |item| of(item))
    }
}

impl<T: Clone> SharedList<T> {
    /// The item at a place, to be changed.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        self.0.get_mut(place).map(Arc::make_mut)
    }
}

impl<T> Default for SharedList<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Clone for SharedList<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: PartialEq> PartialEq for SharedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(one, other)| is_same(one, other))
    }
}

impl<T: Eq> Eq for SharedList<T> {}

impl<T> Index<usize> for SharedList<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "whoever indexes a list says that the place is in it")]
    fn index(&self, place: usize) -> &T {
        &self.0[place]
    }
}

impl<'a, T> IntoIterator for &'a SharedList<T> {
    type Item = &'a T;
    type IntoIter = Items<'a, T>;

    fn into_iter(self) -> Items<'a, T> {
        self.iter()
    }
}

impl<T> FromIterator<T> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(Arc::new).collect())
    }
}

impl<T> From<Vec<Arc<T>>> for SharedList<T> {
    fn from(items: Vec<Arc<T>>) -> Self {
        Self(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_changed_in_a_copy_stays_as_it_was_elsewhere() {
        let map: SharedMap<u8, String> = [(1, "a".to_owned()), (2, "b".to_owned())].into_iter().collect();
        let list: SharedList<String> = ["a".to_owned(), "b".to_owned()].into_iter().collect();
        let (mut other_map, mut other_list) = (map.clone(), list.clone());
        assert!(map == other_map && list == other_list);
        other_map.get_mut(&1).unwrap().push('!');
        other_list.get_mut(1).unwrap().push('!');
        assert!(map != other_map && list != other_list);
        assert_eq!((map[&1].as_str(), other_map[&1].as_str()), ("a", "a!"));
        assert_eq!((list[1].as_str(), other_list[1].as_str()), ("b", "b!"));
        assert!(
            Arc::ptr_eq(map.shared(&2).unwrap(), other_map.shared(&2).unwrap()),
            "what is not changed is held once"
        );
        assert!(Arc::ptr_eq(&list.shared()[0], &other_list.shared()[0]), "what is not changed is held once");
    }

    #[test]
    fn equal_items_are_equal_also_when_each_has_its_own() {
        let of = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<SharedList<String>>();
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["a"]));
        assert_ne!(of(&["a", "b"]), of(&["a", "c"]));
        assert_eq!(of(&["a", "c", "e"]).binary_search_by_key(&"c", |item| item.as_str()), Ok(1));
        assert_eq!(of(&["a", "c", "e"]).binary_search_by_key(&"d", |item| item.as_str()), Err(2));
    }
}
