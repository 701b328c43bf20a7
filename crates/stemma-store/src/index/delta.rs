//! The small part of an index: what changed since its base was made.

use std::sync::Arc;

use super::leaves::{LeafRange, Leaves};
use super::order::{Order, Row};

/// What changed since the base was made. Its versions share what is the same in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Delta {
    /// Terms the base does not have; their numbers follow those of the base.
    terms: Terms,
    /// Places in `terms`, sorted by key.
    sorted: Leaves<u32>,
    /// Rows the base does not have, as sorted keys of each order.
    spog: Leaves<Row>,
    posg: Leaves<Row>,
    ospg: Leaves<Row>,
    gspo: Leaves<Row>,
    /// Rows of the base that are no more, sorted.
    deleted: Leaves<Row>,
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
        rows.iter().map(|rows| rows.bytes()).sum::<usize>() + self.terms.bytes() + self.sorted.bytes()
    }

    /// The keys of its terms, by number.
    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The places of its terms, sorted by key.
    pub(super) fn sorted_terms(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.sorted.iter().map(|place| (place, self.terms.key(place)))
    }

    /// The place of a term.
    pub(super) fn find(&self, key: &[u8]) -> Option<u32> {
        self.sorted.find(|place| self.terms.key(*place).cmp(key))
    }

    /// How many rows the base does not have.
    pub(super) fn inserted(&self) -> usize {
        self.spog.len()
    }

    /// Whether it has a row that the base does not have.
    pub(super) fn inserts(&self, row: Row) -> bool {
        self.spog.find(|other| other.cmp(&row)).is_some()
    }

    /// How many rows of the base are no more.
    pub(super) fn deleted(&self) -> usize {
        self.deleted.len()
    }

    /// Whether a row of the base is no more.
    pub(super) fn deletes(&self, row: Row) -> bool {
        self.deleted.find(|other| other.cmp(&row)).is_some()
    }

    /// The keys of an order between two of them.
    pub(super) fn range(&self, order: Order, low: Row, high: Row) -> LeafRange<'_, Row> {
        self.keys(order).between(|key| key.cmp(&low), |key| key.cmp(&high))
    }

    /// The delta after more terms and rows, with its rows in these orders: all of them, unless it is soon made part of the
    /// base.
    pub(super) fn edited(&self, fresh: Vec<Arc<[u8]>>, inserted: &Edit, deleted: &Edit, orders: &[Order]) -> Self {
        let edit = |order: Order| {
            if !orders.contains(&order) {
                return Leaves::default();
            }
            let Edit { add, remove } = inserted.in_order(order);
            self.keys(order).edited(&add, &remove, Ord::cmp)
        };
        let first = self.terms.len();
        let terms = self.terms.extended(fresh);
        let by_key = |one: &u32, other: &u32| terms.key(*one).cmp(terms.key(*other));
        let mut places: Vec<u32> = (0..).take(terms.len()).skip(first).collect();
        places.sort_unstable_by(by_key);
        Self {
            sorted: self.sorted.edited(&places, &[], by_key),
            spog: edit(Order::Spog),
            posg: edit(Order::Posg),
            ospg: edit(Order::Ospg),
            gspo: edit(Order::Gspo),
            deleted: self.deleted.edited(&deleted.add, &deleted.remove, Ord::cmp),
            terms,
        }
    }

    fn keys(&self, order: Order) -> &Leaves<Row> {
        match order {
            Order::Spog => &self.spog,
            Order::Posg => &self.posg,
            Order::Ospg => &self.ospg,
            Order::Gspo => &self.gspo,
        }
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

/// How many keys a piece has.
const PIECE: usize = 256;

/// Keys by their places, in pieces that versions share.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    /// All but the last are full.
    pieces: Vec<Arc<[Arc<[u8]>]>>,
    len: usize,
    /// How many bytes the keys take.
    bytes: usize,
}

impl Terms {
    /// How many keys there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The key at a place.
    pub(super) fn get(&self, place: usize) -> Option<&[u8]> {
        self.pieces.get(place / PIECE)?.get(place % PIECE).map(|key| &**key)
    }

    fn key(&self, place: u32) -> &[u8] {
        self.get(place as usize).unwrap_or_default()
    }

    fn bytes(&self) -> usize {
        self.bytes + self.len * size_of::<Arc<[u8]>>() + self.pieces.capacity() * size_of::<Arc<[Arc<[u8]>]>>()
    }

    /// The same with more keys after them.
    fn extended(&self, fresh: Vec<Arc<[u8]>>) -> Self {
        if fresh.is_empty() {
            return self.clone();
        }
        let mut pieces = self.pieces.clone();
        let len = self.len + fresh.len();
        let bytes = self.bytes + fresh.iter().map(|key| key.len() + 2 * size_of::<usize>()).sum::<usize>();
        let open = if self.len.is_multiple_of(PIECE) { None } else { pieces.pop() };
        let all: Vec<Arc<[u8]>> = open.iter().flat_map(|piece| piece.iter().cloned()).chain(fresh).collect();
        pieces.extend(all.chunks(PIECE).map(Arc::from));
        Self { pieces, len, bytes }
    }
}
