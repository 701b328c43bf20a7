//! The index: all quads of one version, ready for every pattern.
//!
//! A [`Snapshot`] never changes. A commit makes another one, which shares the large part with the one before; readers
//! keep theirs for as long as they like. When the small part has grown, both are made into a new large part, and what
//! is no longer used is freed then.

mod apply;
mod base;
mod build;
mod compact;
mod delta;
mod dictionary;
mod key;
mod leaves;
mod line;
mod order;
mod scan;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use oxrdf::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef,
};

pub(crate) use self::build::Builder;
pub(crate) use self::order::DEFAULT_GRAPH;
use self::order::{Order, Row};
pub(crate) use self::scan::{Graphs, Matches, Pattern, Step};
use self::{apply::Changes, base::Base, delta::Delta};
use crate::error::StoreError;

/// One version of the index. Cloning it costs nothing.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    parts: Arc<Parts>,
}

/// What an index holds and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statistics {
    /// The quads.
    pub quads: usize,
    /// The terms numbered in the dictionary, used or not yet freed.
    pub terms: usize,
    /// The bytes that quads, orders and dictionary take in memory.
    pub bytes: usize,
}

#[derive(Debug, Clone, Default)]
struct Parts {
    base: Arc<Base>,
    delta: Delta,
}

impl Snapshot {
    /// The version after some quads were deleted, then others inserted.
    ///
    /// # Errors
    /// [`StoreError::IndexFull`] when the terms cannot be numbered any more.
    pub fn apply(
        &self,
        deletes: impl IntoIterator<Item = Quad>,
        inserts: impl IntoIterator<Item = Quad>,
    ) -> Result<Self, StoreError> {
        let deletes = deletes.into_iter().map(Operation::Delete);
        self.apply_all(deletes.chain(inserts.into_iter().map(Operation::Insert)))
    }

    /// The version after some operations, in their order.
    pub(crate) fn apply_all(&self, operations: impl IntoIterator<Item = Operation>) -> Result<Self, StoreError> {
        let Parts { base, delta } = &*self.parts;
        let Some(Changes { keys, inserted, deleted }) = apply::changes(&self.parts, operations)? else {
            return Ok(self.clone());
        };
        let weight = delta.weight() + keys.len() + inserted.add.len() + deleted.add.len();
        let is_due = self.parts.is_due(weight - inserted.remove.len() - deleted.remove.len());
        let orders: &[Order] = if is_due { &[Order::Spog] } else { &Order::ALL };
        let parts = Parts { base: Arc::clone(base), delta: delta.edited(keys, &inserted, &deleted, orders) };
        drop((inserted, deleted));
        Ok(Self { parts: Arc::new(if is_due { compact::compacted(&parts) } else { parts }) })
    }

    /// The same quads, with everything unused freed.
    #[must_use]
    pub fn compact(&self) -> Self {
        if self.parts.delta.weight() == 0 {
            return self.clone();
        }
        Self { parts: Arc::new(compact::compacted(&self.parts)) }
    }

    /// How many quads there are.
    pub fn len(&self) -> usize {
        self.parts.base.len() + self.parts.delta.inserted() - self.parts.delta.deleted()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it holds and takes.
    pub fn statistics(&self) -> Statistics {
        let Parts { base, delta } = &*self.parts;
        Statistics {
            quads: self.len(),
            terms: base.terms.len() as usize + delta.terms().len(),
            bytes: base.bytes() + base.terms.bytes() + delta.bytes(),
        }
    }

    /// Whether it is the very same version.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.parts, &other.parts)
    }

    /// Whether a quad is there.
    pub fn contains(&self, quad: &Quad) -> bool {
        let graph = quad.graph_name.as_ref();
        self.quads_for_pattern(
            Some(quad.subject.as_ref()),
            Some(quad.predicate.as_ref()),
            Some(quad.object.as_ref()),
            Some(graph),
        )
        .next()
        .is_some()
    }

    /// All quads, in no order that means something.
    pub fn quads(&self) -> impl Iterator<Item = Quad> + '_ {
        self.quads_for_pattern(None, None, None, None)
    }

    /// The quads that match; `None` is anything, and for the graph any graph, the default graph included.
    pub fn quads_for_pattern(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> impl Iterator<Item = Quad> + '_ {
        let pattern = self.pattern(subject, predicate, object, graph);
        let rows = pattern.map(|pattern| self.matches(pattern)).into_iter().flatten();
        rows.filter_map(|row| self.quad(row))
    }

    /// The names of the graphs that hold quads, the default graph left out.
    pub fn named_graphs(&self) -> impl Iterator<Item = NamedOrBlankNode> + '_ {
        self.graph_numbers(DEFAULT_GRAPH + 1).filter_map(|number| match self.term(number)? {
            Term::NamedNode(name) => Some(name.into()),
            Term::BlankNode(name) => Some(name.into()),
            Term::Literal(_) | Term::Triple(_) => None,
        })
    }

    /// All quads as N-Quads, sorted by their bytes: the same quads give the same text.
    pub fn to_nquads(&self) -> Vec<u8> {
        let mut lines: Vec<String> = self
            .matches(Pattern::ANYTHING)
            .filter_map(|row| self.quad(row))
            .map(|quad| format!("{quad} .\n"))
            .collect();
        lines.sort_unstable();
        lines.concat().into_bytes()
    }

    /// The rows that match a pattern of numbers.
    pub(crate) fn matches<'a>(&'a self, pattern: Pattern<'a>) -> Matches<'a> {
        Matches::new(&self.parts, pattern)
    }

    /// The number of a term, when it has one.
    pub(crate) fn find(&self, term: TermRef<'_>) -> Option<u32> {
        let mut bytes = Vec::with_capacity(64);
        key::encode(term, &mut bytes);
        self.parts.find(&bytes)
    }

    /// The term with a number.
    pub(crate) fn term(&self, number: u32) -> Option<Term> {
        self.parts.with_key(number, key::decode).flatten()
    }

    /// The numbers of the graphs that hold quads, ascending, from the least given on.
    pub(crate) fn graph_numbers(&self, least: u32) -> impl Iterator<Item = u32> + '_ {
        let mut least = Some(least);
        std::iter::from_fn(move || {
            loop {
                let low = [least?, 0, 0, 0];
                let base = self.parts.base.range(Order::Gspo, low, [u32::MAX; 4]).next();
                let delta = self.parts.delta.range(Order::Gspo, low, [u32::MAX; 4]).next();
                let [graph, ..] = base.into_iter().chain(delta).min()?;
                least = graph.checked_add(1);
                if self.has_graph(graph) {
                    return Some(graph);
                }
            }
        })
    }

    /// Whether a graph holds a quad.
    pub(crate) fn has_graph(&self, graph: u32) -> bool {
        self.matches(Pattern { graphs: Graphs::One(graph), ..Pattern::ANYTHING }).next().is_some()
    }

    fn pattern(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Option<Pattern<'static>> {
        // The outer `None` says that a term is unknown, so that nothing can match.
        let number = |term: Option<TermRef<'_>>| term.map_or(Some(None), |term| self.find(term).map(Some));
        Some(Pattern {
            subject: number(subject.map(TermRef::from))?,
            predicate: number(predicate.map(TermRef::from))?,
            object: number(object)?,
            graphs: match graph {
                None => Graphs::All,
                Some(GraphNameRef::DefaultGraph) => Graphs::One(DEFAULT_GRAPH),
                Some(GraphNameRef::NamedNode(name)) => Graphs::One(self.find(name.into())?),
                Some(GraphNameRef::BlankNode(name)) => Graphs::One(self.find(name.into())?),
            },
            distinct: false,
        })
    }

    fn quad(&self, [s, p, o, g]: Row) -> Option<Quad> {
        let subject: NamedOrBlankNode = match self.term(s)? {
            Term::NamedNode(node) => node.into(),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) | Term::Triple(_) => return None,
        };
        let predicate: NamedNode = match self.term(p)? {
            Term::NamedNode(node) => node,
            Term::BlankNode(_) | Term::Literal(_) | Term::Triple(_) => return None,
        };
        let graph: GraphName = match (g, self.term(g)) {
            (DEFAULT_GRAPH, _) => GraphName::DefaultGraph,
            (_, Some(Term::NamedNode(name))) => name.into(),
            (_, Some(Term::BlankNode(name))) => name.into(),
            (_, Some(Term::Literal(_) | Term::Triple(_)) | None) => return None,
        };
        Some(Quad::new(subject, predicate, self.term(o)?, graph))
    }
}

/// One quad that enters or leaves.
#[derive(Debug, Clone)]
pub(crate) enum Operation {
    Delete(Quad),
    Insert(Quad),
}

impl Pattern<'_> {
    /// Every row.
    pub(crate) const ANYTHING: Self =
        Self { subject: None, predicate: None, object: None, graphs: Graphs::All, distinct: false };
}

impl Parts {
    /// Below this a delta is never too large.
    const LEAST: usize = 4096;

    /// Whether a delta of this weight is large enough to be made part of the base.
    fn is_due(&self, weight: usize) -> bool {
        weight > Self::LEAST.max(self.base.len() / 8)
    }

    fn find(&self, key: &[u8]) -> Option<u32> {
        // Numbers count from 1: 0 is the default graph.
        let in_delta = || Some(self.delta.find(key)? + self.base.terms.len() + 1);
        self.base.terms.find(key).map(|place| place + 1).or_else(in_delta)
    }

    fn with_key<T>(&self, number: u32, use_key: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let place = number.checked_sub(1)?;
        match place.checked_sub(self.base.terms.len()) {
            None => self.base.terms.with(place, use_key),
            Some(place) => self.delta.terms().get(place as usize).map(use_key),
        }
    }
}
