//! Documents that share anything, directly or over a third, and of each the one that it most likely has it from. A claim may
//! be in ten thousand documents and in a million pairs of them: of the pairs of a document only the likeliest is kept.

use petgraph::unionfind::UnionFind;

use super::suspected::{Shared, Suspected};
use crate::date::PartialDate;
use crate::id::Id;
use crate::state::Assertion;

/// Two documents that share something.
#[derive(Clone, Copy)]
pub(super) struct Pair<'s> {
    pub(super) ends: (usize, usize),
    /// The assertion of the first that is concerned, then that of the other.
    pub(super) at: (Id<Assertion>, Id<Assertion>),
    pub(super) shared: Shared<'s>,
    /// Whether a person confirmed it.
    pub(super) certain: bool,
}

/// The families of a side's documents.
pub(super) struct Families<'s> {
    dated: Vec<Dated>,
    likeliest: Vec<Likeliest<'s>>,
    joined: UnionFind<usize>,
}

/// When a document was published.
#[derive(Clone, Copy)]
struct Dated {
    day: Option<PartialDate>,
    /// Which it is in the order of time: those without a date come last, those of one day in the order of their names.
    rank: usize,
}

impl Dated {
    fn is_before(self, other: Self) -> bool {
        self.day.zip(other.day).is_some_and(|(it, other)| it.is_before(other))
    }
}

/// Of the pairs of a document the likeliest: what a person confirmed, then what came first.
#[derive(Clone, Default)]
struct Likeliest<'s> {
    /// With one that came before it.
    before: Option<Ranked<'s>>,
    /// With one that came neither before it nor after.
    beside: Option<Ranked<'s>>,
}

/// Whether nobody confirmed it, then the rank of the other document, and the pair.
type Ranked<'s> = (bool, usize, Pair<'s>);

impl<'s> Families<'s> {
    /// Documents that share nothing yet, by their days and labels.
    pub(super) fn new<'l>(documents: impl Iterator<Item = (Option<PartialDate>, &'l str)>) -> Self {
        let documents: Vec<(Option<PartialDate>, &str)> = documents.collect();
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_key(|number| documents.get(*number).map(|(day, label)| (day.is_none(), *day, *label)));
        let mut dated: Vec<Dated> = documents.iter().map(|(day, _)| Dated { day: *day, rank: 0 }).collect();
        for (number, rank) in order.into_iter().zip(0..) {
            dated.get_mut(number).into_iter().for_each(|dated| dated.rank = rank);
        }
        let count = dated.len();
        Self { dated, likeliest: vec![Likeliest::default(); count], joined: UnionFind::new(count) }
    }

    /// Takes in that two documents share something.
    pub(super) fn add(&mut self, pair: Pair<'s>) {
        let (a, b) = pair.ends;
        let Some((one, other)) = self.dated.get(a).copied().zip(self.dated.get(b).copied()) else { return };
        self.joined.union(a, b);
        let (is_before, is_after) = (one.is_before(other), other.is_before(one));
        for (number, with, is_later, is_earlier) in [(a, other, is_after, is_before), (b, one, is_before, is_after)] {
            let Some(likeliest) = self.likeliest.get_mut(number).filter(|_| !is_earlier) else { continue };
            let known = if is_later { &mut likeliest.before } else { &mut likeliest.beside };
            let key = (!pair.certain, with.rank);
            if known.as_ref().is_none_or(|(open, rank, _)| key < (*open, *rank)) {
                *known = Some((key.0, key.1, pair));
            }
        }
    }

    /// The families of more than one, each in the order of time.
    pub(super) fn all(&self) -> Vec<Vec<usize>> {
        let mut members: Vec<(usize, usize)> =
            (0..self.dated.len()).map(|number| (self.joined.find(number), number)).collect();
        members.sort_unstable();
        let of_one = members.chunk_by(|(a, _), (b, _)| a == b).filter(|family| family.len() > 1);
        let in_order = |family: &[(usize, usize)]| {
            let mut family: Vec<usize> = family.iter().map(|(_, number)| *number).collect();
            family.sort_unstable_by_key(|number| self.dated.get(*number).map(|dated| dated.rank));
            family
        };
        of_one.map(in_order).collect()
    }

    /// Whom a document may have it from: the earliest of those that it shares something with and that came before it; a
    /// source that nobody saw, when something like it came neither before nor after; nobody, when all like it came later.
    pub(super) fn suspicion(&self, number: usize) -> Option<Suspected<'s>> {
        let likeliest = self.likeliest.get(number)?;
        let (_, _, pair) = likeliest.before.as_ref().or(likeliest.beside.as_ref())?;
        let ((one, other), (own, theirs)) = (pair.ends, pair.at);
        let (with, at) = if one == number { (other, (own, theirs)) } else { (one, (theirs, own)) };
        let of = likeliest.before.is_some().then_some(with);
        Some(Suspected { by: number, of, at, shared: pair.shared, certain: pair.certain })
    }
}
