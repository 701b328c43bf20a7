//! The small part of an index: what changed since its base was made.

use std::sync::Arc;

use super::order::{Order, Row, between};

/// What changed since the base was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Delta {
    /// Terms the base does not have; their numbers follow those of the base.
    terms: Vec<Arc<[u8]>>,
    /// Places in `terms`, sorted by key.
    sorted: Vec<u32>,
    /// Rows the base does not have, as sorted keys of each order.
    spog: Vec<Row>,
    posg: Vec<Row>,
    ospg: Vec<Row>,
    gspo: Vec<Row>,
    /// Rows of the base that are no more, sorted.
    deleted: Vec<Row>,
}

/// Rows that enter and leave a sorted list; both sorted, and none in both.
#[derive(Debug, Default)]
pub(super) struct Edit {
    pub(super) add: Vec<Row>,
    pub(super) remove: Vec<Row>,
}

impl Delta {
    /// How much there is to look through beside the base.
    pub(super) fn weight(&self) -> usize {
        self.terms.len() + self.spog.len() + self.deleted.len()
    }

    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let rows = [&self.spog, &self.posg, &self.ospg, &self.gspo, &self.deleted];
        let keys: usize = self.terms.iter().map(|key| key.len() + 2 * size_of::<usize>()).sum();
        rows.iter().map(|rows| rows.capacity() * size_of::<Row>()).sum::<usize>()
            + keys
            + self.terms.capacity() * size_of::<Arc<[u8]>>()
            + self.sorted.capacity() * size_of::<u32>()
    }

    /// The keys of its terms, by number.
    pub(super) fn terms(&self) -> &[Arc<[u8]>] {
        &self.terms
    }

    /// The places of its terms, sorted by key.
    pub(super) fn sorted_terms(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.sorted.iter().map(|&place| (place, self.term(place)))
    }

    /// The place of a term.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        let found = self.sorted.binary_search_by(|&place| self.term(place).cmp(key)).ok()?;
        self.sorted.get(found).copied()
    }

    /// Rows the base does not have, sorted.
    pub(super) fn inserted(&self) -> &[Row] {
        &self.spog
    }

    /// Rows of the base that are no more, sorted.
    pub(super) fn deleted(&self) -> &[Row] {
        &self.deleted
    }

    /// The keys of an order between two of them.
    pub(super) fn range(&self, order: Order, low: Row, high: Row) -> &[Row] {
        between(self.keys(order), |key| *key, low, high)
    }

    /// The delta after more terms and rows.
    pub(super) fn edited(&self, fresh: Vec<Arc<[u8]>>, inserted: &Edit, deleted: &Edit) -> Self {
        let edit = |order: Order| merged(self.keys(order), &inserted.in_order(order));
        let mut next = Self {
            terms: self.terms.iter().cloned().chain(fresh).collect(),
            sorted: Vec::new(),
            spog: edit(Order::Spog),
            posg: edit(Order::Posg),
            ospg: edit(Order::Ospg),
            gspo: edit(Order::Gspo),
            deleted: merged(&self.deleted, deleted),
        };
        let mut sorted: Vec<u32> = self.sorted.clone();
        sorted.extend((0..).take(next.terms.len()).skip(self.terms.len()));
        sorted.sort_by(|&one, &other| next.term(one).cmp(next.term(other)));
        next.sorted = sorted;
        next
    }

    fn keys(&self, order: Order) -> &[Row] {
        match order {
            Order::Spog => &self.spog,
            Order::Posg => &self.posg,
            Order::Ospg => &self.ospg,
            Order::Gspo => &self.gspo,
        }
    }

    fn term(&self, place: u32) -> &[u8] {
        self.terms.get(place as usize).map(|key| &**key).unwrap_or_default()
    }
}

impl Edit {
    fn in_order(&self, order: Order) -> Self {
        let keys = |rows: &[Row]| {
            let mut keys: Vec<Row> = rows.iter().map(|row| order.key(*row)).collect();
            keys.sort_unstable();
            keys
        };
        Self { add: keys(&self.add), remove: keys(&self.remove) }
    }
}

fn merged(rows: &[Row], edit: &Edit) -> Vec<Row> {
    let mut kept = rows.iter().copied().filter(|row| edit.remove.binary_search(row).is_err()).peekable();
    let mut added = edit.add.iter().copied().peekable();
    let mut all = Vec::with_capacity(rows.len() + edit.add.len());
    loop {
        let next = match (kept.peek(), added.peek()) {
            (Some(old), Some(new)) if old <= new => kept.next(),
            (_, Some(_)) => added.next(),
            (_, None) => kept.next(),
        };
        match next {
            Some(row) => all.push(row),
            None => return all,
        }
    }
}
