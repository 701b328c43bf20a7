//! A snapshot as the evaluator sees it: terms are numbers, and every step looks at the clock.
//!
//! The default graph is the union of all graphs, or of those the query names, as a set.

use std::cell::RefCell;

use oxrdf::{NamedNode, Term};
use rustc_hash::FxHashMap;
use spareval::{InternalQuad, QueryableDataset};

use super::DefaultGraph;
use super::watch::{Stopped, tick, tick_for};
use crate::index::{DEFAULT_GRAPH, Graphs, Matches, Pattern, Snapshot, Step};

/// Terms from here on are known to the query only.
const FIRST_LOCAL: u32 = u32::MAX / 2 + 1;

/// A term as a number; equal numbers are the same term.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Number(u32);

impl Clone for Number {
    /// The evaluator makes products and groups without asking the dataset anything, and only copies terms there. So the
    /// clock is looked at here as well, and the one way out is to unwind; the thread's first function catches it.
    fn clone(&self) -> Self {
        if let Err(stopped) = tick() {
            std::panic::resume_unwind(Box::new(stopped));
        }
        Self(self.0)
    }
}

/// Which graphs a query may look into, by number.
#[derive(Debug, Default)]
pub(crate) struct Dataset {
    /// The graphs whose union is the default graph, sorted; `None` for all.
    default: Option<Vec<u32>>,
    /// The graphs `GRAPH` sees, sorted; `None` for all but the default graph.
    named: Option<Vec<u32>>,
}

/// A snapshot with the graphs a query may look into.
pub(crate) struct View<'a> {
    snapshot: &'a Snapshot,
    dataset: &'a Dataset,
    local: RefCell<Local>,
}

/// Terms that are in no quad.
#[derive(Default)]
struct Local {
    terms: Vec<Term>,
    numbers: FxHashMap<Term, u32>,
}

impl Dataset {
    /// The numbers of these graphs; those that hold nothing are left out.
    pub(crate) fn new(snapshot: &Snapshot, default: Option<&[NamedNode]>, named: Option<&[NamedNode]>) -> Self {
        let numbers = |names: &[NamedNode]| {
            let mut numbers: Vec<u32> = names.iter().filter_map(|name| snapshot.find(name.as_ref().into())).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        Self { default: default.map(numbers), named: named.map(numbers) }
    }

    /// Everything, as nobody names any graph.
    pub(crate) fn whole(default: DefaultGraph) -> Self {
        let default = match default {
            DefaultGraph::Union => None,
            DefaultGraph::Own => Some(vec![DEFAULT_GRAPH]),
        };
        Self { default, named: None }
    }

    /// The default graph: its graphs, and whether a triple may stand in several of them.
    fn default_graphs(&self) -> (Graphs<'_>, bool) {
        match self.default.as_deref() {
            None => (Graphs::All, true),
            Some([one]) => (Graphs::One(*one), false),
            Some(several) => (Graphs::Of(several), true),
        }
    }

    fn named_graphs(&self) -> Graphs<'_> {
        self.named.as_deref().map_or(Graphs::Named, Graphs::Of)
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, dataset: &'a Dataset) -> Self {
        Self { snapshot, dataset, local: RefCell::default() }
    }
}

/// The quads of a pattern.
struct Quads<'a> {
    matches: Matches<'a>,
    /// Whether the graph of a quad is told: in the default graph it is not.
    named: bool,
    /// Whether it was told that the query is stopped: once, since joins collect what they are told.
    over: bool,
}

impl Iterator for Quads<'_> {
    type Item = Result<InternalQuad<Number>, Stopped>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        loop {
            if let Err(stopped) = tick() {
                self.over = true;
                return Some(Err(stopped));
            }
            match self.matches.step() {
                Step::End => return None,
                Step::Passed => {}
                Step::Row([subject, predicate, object, graph]) => {
                    return Some(Ok(InternalQuad {
                        subject: Number(subject),
                        predicate: Number(predicate),
                        object: Number(object),
                        graph_name: self.named.then_some(Number(graph)),
                    }));
                }
            }
        }
    }
}

/// How many bytes of text there are in a term.
fn length(term: &Term) -> usize {
    if let Term::Literal(literal) = term { literal.value().len() } else { 0 }
}

impl<'a> QueryableDataset<'a> for View<'a> {
    type InternalTerm = Number;
    type Error = Stopped;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Number>,
        predicate: Option<&Number>,
        object: Option<&Number>,
        graph_name: Option<Option<&Number>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Number>, Stopped>> + use<'a> {
        let (graphs, distinct) = match graph_name {
            Some(None) => self.dataset.default_graphs(),
            None => (self.dataset.named_graphs(), false),
            Some(Some(Number(graph))) if self.dataset.named_graphs().contain(*graph) => (Graphs::One(*graph), false),
            Some(Some(_)) => (Graphs::Of(&[]), false),
        };
        let number = |term: Option<&Number>| term.map(|Number(number)| *number);
        let (subject, predicate, object) = (number(subject), number(predicate), number(object));
        let matches = self.snapshot.matches(Pattern { subject, predicate, object, graphs, distinct });
        Quads { matches, named: graph_name != Some(None), over: false }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Number, Stopped>> + use<'a> {
        let (snapshot, graphs) = (self.snapshot, self.dataset.named_graphs());
        snapshot
            .graph_numbers(DEFAULT_GRAPH + 1)
            .filter(move |graph| graphs.contain(*graph))
            .map(|graph| tick().map(|()| Number(graph)))
    }

    fn contains_internal_graph_name(&self, Number(graph): &Number) -> Result<bool, Stopped> {
        tick()?;
        Ok(self.dataset.named_graphs().contain(*graph) && self.snapshot.has_graph(*graph))
    }

    fn internalize_term(&self, term: Term) -> Result<Number, Stopped> {
        tick_for(length(&term))?;
        if let Some(number) = self.snapshot.find(term.as_ref()) {
            return Ok(Number(number));
        }
        let mut local = self.local.borrow_mut();
        if let Some(number) = local.numbers.get(&term) {
            return Ok(Number(*number));
        }
        let place = u32::try_from(local.terms.len()).ok().and_then(|place| place.checked_add(FIRST_LOCAL));
        let number = place.ok_or(Stopped)?;
        local.terms.push(term.clone());
        local.numbers.insert(term, number);
        Ok(Number(number))
    }

    fn externalize_term(&self, Number(number): Number) -> Result<Term, Stopped> {
        let term = match number.checked_sub(FIRST_LOCAL) {
            None => self.snapshot.term(number),
            Some(place) => self.local.borrow().terms.get(place as usize).cloned(),
        };
        let term = term.ok_or(Stopped)?;
        // Whoever asks for a long text does something with all of it.
        tick_for(length(&term))?;
        Ok(term)
    }
}
