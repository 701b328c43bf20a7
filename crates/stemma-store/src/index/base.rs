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
        let mut posg: Vec<Row> = spog.iter().map(|row| Order::Posg.key(*row)).collect();
        posg.sort_unstable();
        let (ospg, gspo) = (places(&spog, Order::Ospg), places(&spog, Order::Gspo));
        Self { terms, spog, posg, ospg, gspo }
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.spog.len()
    }

    /// Whether the row is there.
    pub(super) fn contains(&self, row: Row) -> bool {
        self.spog.binary_search(&row).is_ok()
    }

    /// How many bytes rows and orders take.
    pub(super) fn bytes(&self) -> usize {
        (self.spog.capacity() + self.posg.capacity()) * size_of::<Row>()
            + (self.ospg.capacity() + self.gspo.capacity()) * size_of::<u32>()
    }

    /// The range of an order between two of its keys.
    pub(super) fn range(&self, order: Order, low: Row, high: Row) -> BaseRange<'_> {
        let key = |place: &u32| order.key(self.at(*place));
        match order {
            Order::Spog => BaseRange::Keys(between(&self.spog, |row| *row, low, high).iter()),
            Order::Posg => BaseRange::Keys(between(&self.posg, |row| *row, low, high).iter()),
            Order::Ospg => BaseRange::Places(between(&self.ospg, key, low, high).iter(), &self.spog, order),
            Order::Gspo => BaseRange::Places(between(&self.gspo, key, low, high).iter(), &self.spog, order),
        }
    }

    #[expect(clippy::indexing_slicing, reason = "places are made from the rows, which never change")]
    fn at(&self, place: u32) -> Row {
        self.spog[place as usize]
    }
}

fn places(rows: &[Row], order: Order) -> Vec<u32> {
    let mut keyed: Vec<(Row, u32)> = rows.iter().map(|row| order.key(*row)).zip(0..).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, place)| place).collect()
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
