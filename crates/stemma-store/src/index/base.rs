//! The large, immutable part of an index: a dictionary and sorted rows.
//!
//! Two orders are stored as rows, since most patterns are read along them; the other two as places in the first.

use super::dictionary::Dictionary;
use super::order::{Order, Row, between};

/// The large part of an index.
#[derive(Debug, Default)]
pub(super) struct Base {
    pub(super) terms: Dictionary,
    spog: Vec<Row>,
    posg: Vec<Row>,
    ospg: Vec<u32>,
    gspo: Vec<u32>,
    /// Where the rows of each subject begin in `spog`, and those of each object in `ospg`, by number.
    subjects: Vec<u32>,
    objects: Vec<u32>,
}

/// A range of the base in one order.
#[derive(Debug, Clone)]
pub(super) enum BaseRange<'a> {
    /// Keys of the order.
    Keys(std::slice::Iter<'a, Row>),
    /// Places in the rows, whose keys are made on the way.
    Places(std::slice::Iter<'a, u32>, &'a [Row], Order),
}

impl Base {
    /// A base of these rows, whose numbers are those of the dictionary.
    pub(super) fn new(terms: Dictionary, mut spog: Vec<Row>) -> Self {
        spog.sort_unstable();
        spog.dedup();
        spog.shrink_to_fit();
        // Rows that are sorted stay so among those with the same object, predicate or graph: each of the other orders is
        // one of these put in front of an order that is there already.
        let subject = |[subject, ..]: &Row| *subject;
        let predicate = |[_, predicate, ..]: &Row| *predicate;
        let object = |[_, _, object, _]: &Row| *object;
        let graph = |[.., graph]: &Row| *graph;
        let subjects = starts(terms.len() as usize, spog.iter().map(subject));
        let objects = starts(terms.len() as usize, spog.iter().map(object));
        let rows = || (0..).zip(&spog);
        let ospg = in_buckets(&objects, rows().map(|(place, row)| (object(row), place)), 0);
        let graphs = starts(terms.len() as usize, spog.iter().map(graph));
        let gspo = in_buckets(&graphs, rows().map(|(place, row)| (graph(row), place)), 0);
        drop(graphs);
        let predicates = starts(terms.len() as usize, spog.iter().map(predicate));
        let by_object = ospg.iter().filter_map(|place| spog.get(*place as usize));
        let keys = by_object.map(|row| (predicate(row), Order::Posg.key(*row)));
        let posg = in_buckets(&predicates, keys, Row::default());
        Self { terms, spog, posg, ospg, gspo, subjects, objects }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.spog.len()
    }

    /// Whether the row is there.
    pub(super) fn contains(&self, row: Row) -> bool {
        of_first(&self.spog, &self.subjects, row, row).binary_search(&row).is_ok()
    }

    /// How many bytes rows and orders take.
    pub(super) fn bytes(&self) -> usize {
        (self.spog.capacity() + self.posg.capacity()) * size_of::<Row>()
            + (self.ospg.capacity() + self.gspo.capacity()) * size_of::<u32>()
            + (self.subjects.capacity() + self.objects.capacity()) * size_of::<u32>()
    }

    /// The range of an order between two of its keys.
    pub(super) fn range(&self, order: Order, low: Row, high: Row) -> BaseRange<'_> {
        let key = |place: &u32| order.key(self.at(*place));
        match order {
            Order::Spog => {
                let rows = of_first(&self.spog, &self.subjects, low, high);
                BaseRange::Keys(between(rows, |row| *row, low, high).iter())
            }
            Order::Posg => BaseRange::Keys(between(&self.posg, |row| *row, low, high).iter()),
            Order::Ospg => {
                let places = of_first(&self.ospg, &self.objects, low, high);
                BaseRange::Places(between(places, key, low, high).iter(), &self.spog, order)
            }
            Order::Gspo => BaseRange::Places(between(&self.gspo, key, low, high).iter(), &self.spog, order),
        }
    }

    #[expect(clippy::indexing_slicing, reason = "places are made from the rows, which never change")]
    fn at(&self, place: u32) -> Row {
        self.spog[place as usize]
    }
}

/// Items by their numbers, those with one number in the order in which they come; `starts` says where those of each number
/// begin, and `empty` is any item.
pub(super) fn in_buckets<T: Copy>(starts: &[u32], items: impl Iterator<Item = (u32, T)>, empty: T) -> Vec<T> {
    let mut next = starts.to_vec();
    let mut sorted = vec![empty; starts.last().map_or(0, |end| *end as usize)];
    for (number, item) in items {
        let Some(place) = next.get_mut(number as usize) else { continue };
        sorted.get_mut(*place as usize).into_iter().for_each(|room| *room = item);
        *place += 1;
    }
    sorted
}

/// For each number where its items begin, when items are sorted by these numbers; and after the last where they end.
pub(super) fn starts(terms: usize, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0; terms + 2];
    for number in numbers {
        if let Some(count) = starts.get_mut(number as usize + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// The items of one number, when both bounds begin with it; else all.
fn of_first<'a, T>(items: &'a [T], starts: &[u32], [low, ..]: Row, [high, ..]: Row) -> &'a [T] {
    if low != high {
        return items;
    }
    let start = |number: u32| starts.get(number as usize).map(|start| *start as usize);
    match (start(low), low.checked_add(1).and_then(start)) {
        (Some(from), Some(to)) => items.get(from..to).unwrap_or_default(),
        _ => &[],
    }
}

impl BaseRange<'_> {
    /// How many keys are left.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Keys(keys) => keys.len(),
            Self::Places(places, ..) => places.len(),
        }
    }
}

impl Iterator for BaseRange<'_> {
    type Item = Row;

    #[inline]
    fn next(&mut self) -> Option<Row> {
        match self {
            Self::Keys(keys) => keys.next().copied(),
            Self::Places(places, rows, order) => {
                let place = *places.next()?;
                rows.get(place as usize).map(|row| order.key(*row))
            }
        }
    }
}
