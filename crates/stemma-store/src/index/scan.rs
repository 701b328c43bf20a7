//! The rows that match a pattern: one range of the base and one of the delta, merged in their common order.

use super::Parts;
use super::base::BaseRange;
use super::delta::Delta;
use super::leaves::LeafRange;
use super::order::{DEFAULT_GRAPH, Order, Row};

/// Which graphs a pattern looks into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Graphs<'a> {
    /// All, the default graph included.
    All,
    /// All but the default graph.
    Named,
    /// One.
    One(u32),
    /// These, sorted.
    Of(&'a [u32]),
}

/// What is looked for; `None` is anything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pattern<'a> {
    pub(crate) subject: Option<u32>,
    pub(crate) predicate: Option<u32>,
    pub(crate) object: Option<u32>,
    pub(crate) graphs: Graphs<'a>,
    /// Whether a triple that stands in several graphs is given once.
    pub(crate) distinct: bool,
}

/// One step of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A row that matches.
    Row(Row),
    /// A row that was looked at and passed over.
    Passed,
    /// There are no more.
    End,
}

/// The rows that match a pattern, in the order of the range they are read from.
#[derive(Debug, Clone)]
pub(crate) struct Matches<'a> {
    pattern: Pattern<'a>,
    order: Order,
    base: BaseRange<'a>,
    next_base: Option<Row>,
    delta: LeafRange<'a, Row>,
    next_delta: Option<Row>,
    /// Where rows of the base are looked for that are no more, when there are any.
    deleting: Option<&'a Delta>,
    last: Option<(u32, u32, u32)>,
}

impl<'a> Matches<'a> {
    /// Starts a scan.
    pub(super) fn new(parts: &'a Parts, pattern: Pattern<'a>) -> Self {
        let ranges = |order: Order| {
            let (low, high) = pattern.bounds(order);
            (order, parts.base.range(order, low, high), parts.delta.range(order, low, high))
        };
        let mut chosen = ranges(pattern.order());
        if pattern.is_predicate_in_one_graph() {
            let other = ranges(Order::Gspo);
            if other.1.len() + other.2.len() < chosen.1.len() + chosen.2.len() {
                chosen = other;
            }
        }
        let (order, mut base, mut delta) = chosen;
        let deleting = (parts.delta.deleted() > 0).then_some(&parts.delta);
        let (next_base, next_delta) = (base.next(), delta.next());
        Self { pattern, order, base, next_base, delta, next_delta, deleting, last: None }
    }

    /// Looks at one row.
    #[inline]
    pub(crate) fn step(&mut self) -> Step {
        let from_base = match (self.next_base, self.next_delta) {
            (None, None) => return Step::End,
            (Some(base), Some(delta)) => base <= delta,
            (base, _) => base.is_some(),
        };
        let key = if from_base {
            std::mem::replace(&mut self.next_base, self.base.next())
        } else {
            std::mem::replace(&mut self.next_delta, self.delta.next())
        };
        match key {
            Some(key) => self.judge(self.order.row(key), from_base),
            None => Step::End,
        }
    }

    fn judge(&mut self, row: Row, from_base: bool) -> Step {
        if !self.pattern.matches(row) {
            return Step::Passed;
        }
        if from_base && self.deleting.is_some_and(|delta| delta.deletes(row)) {
            return Step::Passed;
        }
        if self.pattern.distinct {
            let [s, p, o, _] = row;
            if self.last.replace((s, p, o)) == Some((s, p, o)) {
                return Step::Passed;
            }
        }
        Step::Row(row)
    }
}

impl Iterator for Matches<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            match self.step() {
                Step::Row(row) => return Some(row),
                Step::Passed => {}
                Step::End => return None,
            }
        }
    }
}

impl Pattern<'_> {
    /// The order in which most of the pattern is a prefix.
    fn order(&self) -> Order {
        match (self.subject, self.predicate, self.object) {
            (Some(_), None, Some(_)) | (None, None, Some(_)) => Order::Ospg,
            (Some(_), _, _) => Order::Spog,
            (None, Some(_), _) => Order::Posg,
            (None, None, None) if self.one_graph().is_some() => Order::Gspo,
            (None, None, None) => Order::Spog,
        }
    }

    /// Neither order is always shorter for this one.
    fn is_predicate_in_one_graph(&self) -> bool {
        self.subject.is_none() && self.predicate.is_some() && self.object.is_none() && self.one_graph().is_some()
    }

    fn one_graph(&self) -> Option<u32> {
        match self.graphs {
            Graphs::One(graph) => Some(graph),
            Graphs::All | Graphs::Named | Graphs::Of(_) => None,
        }
    }

    /// The least and the greatest key that can match.
    fn bounds(&self, order: Order) -> (Row, Row) {
        // Which columns are known, in the order of the key: the bounds differ from the first unknown one on.
        let columns = [self.subject, self.predicate, self.object, self.one_graph()];
        let known = order.key(columns.map(|column| u32::from(column.is_some())));
        let values = order.key(columns.map(Option::unwrap_or_default));
        let (mut low, mut high, mut open) = ([0; 4], [u32::MAX; 4], false);
        for (((low, high), known), value) in low.iter_mut().zip(&mut high).zip(known).zip(values) {
            open |= known == 0;
            if !open {
                (*low, *high) = (value, value);
            }
        }
        (low, high)
    }

    fn matches(&self, [s, p, o, g]: Row) -> bool {
        self.subject.is_none_or(|subject| subject == s)
            && self.predicate.is_none_or(|predicate| predicate == p)
            && self.object.is_none_or(|object| object == o)
            && self.graphs.contain(g)
    }
}

impl Graphs<'_> {
    /// Whether a graph is one of them.
    pub(crate) fn contain(&self, graph: u32) -> bool {
        match self {
            Self::All => true,
            Self::Named => graph != DEFAULT_GRAPH,
            Self::One(one) => *one == graph,
            Self::Of(graphs) => graphs.binary_search(&graph).is_ok(),
        }
    }
}
