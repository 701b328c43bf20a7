//! The four orders in which rows are sorted, so that every pattern is a short range of one of them.

/// The numbers of subject, predicate, object and graph. Graph 0 is the default graph; terms count from 1.
pub(crate) type Row = [u32; 4];

/// The number of the default graph.
pub(crate) const DEFAULT_GRAPH: u32 = 0;

/// An order of rows, named by the columns of its key. The graph comes last wherever a triple can stand in several, so
/// that the copies of one triple are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Spog,
    Posg,
    Ospg,
    Gspo,
}

impl Order {
    /// All four.
    pub(super) const ALL: [Self; 4] = [Self::Spog, Self::Posg, Self::Ospg, Self::Gspo];

    /// The key by which this order sorts a row.
    pub(super) fn key(self, [s, p, o, g]: Row) -> Row {
        match self {
            Self::Spog => [s, p, o, g],
            Self::Posg => [p, o, s, g],
            Self::Ospg => [o, s, p, g],
            Self::Gspo => [g, s, p, o],
        }
    }

    /// The row of a key.
    pub(super) fn row(self, key: Row) -> Row {
        let [a, b, c, d] = key;
        match self {
            Self::Spog => key,
            Self::Posg => [c, a, b, d],
            Self::Ospg => [b, c, a, d],
            Self::Gspo => [b, c, d, a],
        }
    }
}

/// The items of a sorted list whose keys lie between two, both included.
pub(super) fn between<T>(items: &[T], key: impl Fn(&T) -> Row, low: Row, high: Row) -> &[T] {
    let start = items.partition_point(|item| key(item) < low);
    let rest = items.get(start..).unwrap_or_default();
    // Most ranges are short: doubling steps find their end nearer than a search over the whole rest.
    let mut step = 1;
    while rest.get(step).is_some_and(|item| key(item) <= high) {
        step *= 2;
    }
    let near = rest.get(..=step).unwrap_or(rest);
    let end = near.partition_point(|item| key(item) <= high);
    near.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_its_row_back() {
        for order in Order::ALL {
            assert_eq!(order.row(order.key([1, 2, 3, 4])), [1, 2, 3, 4]);
        }
    }

    #[test]
    fn a_range_holds_exactly_what_lies_between() {
        let rows: Vec<Row> = (0..50).map(|n| [n / 5, n % 5, 0, 0]).collect();
        for first in 0..12 {
            let found = between(&rows, |row| *row, [first, 0, 0, 0], [first, u32::MAX, u32::MAX, u32::MAX]);
            let expected: Vec<Row> = rows.iter().copied().filter(|row| row[0] == first).collect();
            assert_eq!(found, expected);
        }
        assert_eq!(between(&rows, |row| *row, [0; 4], [u32::MAX; 4]).len(), 50);
    }
}
