//! The minimal chains of a side: those whose group set holds no other chain's.
//!
//! A chain that passes a second held witness contains the shorter chain that starts there, with a subset of its
//! groups; so only chains whose sole held witness is their first need be kept, and of two chains from one witness
//! only the one with fewer groups. ν, κ and what is verified depend on minimal chains alone. They are found by a
//! search from the origins outward that keeps, at each witness, the minimal group sets only; a second visit of a
//! witness on one walk is a superset of the first, so circles end by themselves.

use std::borrow::Cow;
use std::collections::VecDeque;

use smallvec::SmallVec;

use super::groups::GroupSet;

/// One chain, held witness first, as indices of the side's witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) witnesses: Vec<usize>,
    pub(super) groups: GroupSet,
}

/// For each witness, others that a step leads to or from; in one list, since most have one or none.
pub(super) struct Neighbours {
    starts: Vec<usize>,
    all: Vec<usize>,
}

impl Neighbours {
    /// Those of `count` witnesses, by steps from the one to the other, in their order.
    pub(super) fn new(count: usize, steps: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut starts = vec![0; count + 1];
        for (from, _) in steps.clone() {
            starts.get_mut(from + 1).into_iter().for_each(|start| *start += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut all = vec![0; sum];
        let mut next = starts.clone();
        for (from, to) in steps {
            let Some(place) = next.get_mut(from) else { continue };
            if let Some(entry) = all.get_mut(*place) {
                *entry = to;
            }
            *place += 1;
        }
        Self { starts, all }
    }

    pub(super) fn of(&self, witness: usize) -> &[usize] {
        let bounds = self.starts.get(witness).zip(self.starts.get(witness + 1));
        bounds.and_then(|(start, end)| self.all.get(*start..*end)).unwrap_or_default()
    }
}

/// What the search walks over.
pub(super) struct Ground<'a> {
    /// For each witness, those that had the claim from it.
    pub(super) takers: &'a Neighbours,
    pub(super) groups: &'a [Cow<'a, GroupSet>],
    pub(super) held: &'a [bool],
}

/// Which chains are asked for.
pub(super) struct Wanted<'a> {
    /// Witnesses a chain may pass.
    pub(super) allowed: &'a dyn Fn(usize) -> bool,
    /// Witnesses a chain may end in.
    pub(super) origin: &'a dyn Fn(usize) -> bool,
    /// A chain must pass one of these; `None` when any chain will do.
    pub(super) through: Option<&'a dyn Fn(usize) -> bool>,
}

/// The chains found, and whether they are all.
pub(super) struct Found {
    pub(super) chains: Vec<Chain>,
    pub(super) complete: bool,
}

struct Label {
    witness: usize,
    groups: GroupSet,
    /// Whether what the chain must pass has been passed.
    passed: bool,
    /// The label this one extends, one step nearer to the origin.
    next: Option<usize>,
    alive: bool,
}

/// The minimal group sets of the walks from a witness to an origin: what shows that a list of chains is all there are.
pub(super) struct Reached {
    pub(super) witness: usize,
    /// Whether what the chain must pass has been passed.
    pub(super) passed: bool,
    pub(super) groups: GroupSet,
}

/// Finds the minimal chains, at the cost of at most `budget` comparisons of group sets.
pub(super) fn minimal_chains(ground: &Ground<'_>, wanted: &Wanted<'_>, budget: usize) -> Found {
    search(ground, wanted, budget).finish()
}

/// What the search for the minimal chains knows of each witness; nothing, when it was given up.
pub(super) fn minimal_reach(ground: &Ground<'_>, wanted: &Wanted<'_>, budget: usize) -> Option<Vec<Reached>> {
    let search = search(ground, wanted, budget);
    let reached = |label: Label| Reached { witness: label.witness, passed: label.passed, groups: label.groups };
    (search.budget > 0).then(|| search.labels.into_iter().filter(|label| label.alive).map(reached).collect())
}

fn search<'a>(ground: &'a Ground<'a>, wanted: &Wanted<'_>, budget: usize) -> Search<'a> {
    let mut search = Search {
        ground,
        labels: Vec::new(),
        at: vec![SmallVec::new(); ground.held.len()],
        queue: VecDeque::new(),
        budget,
    };
    let passes = |witness: usize| wanted.through.is_none_or(|through| through(witness));
    for witness in (0..ground.held.len()).filter(|w| (wanted.allowed)(*w) && (wanted.origin)(*w)) {
        let Some(groups) = ground.groups.get(witness).map(Cow::as_ref) else { continue };
        search.reach(witness, groups.clone(), passes(witness), None);
    }
    while let Some(label) = search.queue.pop_front() {
        let Some((witness, passed)) = search.labels.get(label).filter(|l| l.alive).map(|l| (l.witness, l.passed))
        else {
            continue;
        };
        if passed && ground.held.get(witness) == Some(&true) {
            continue; // a chain: any longer one that passes here is not minimal
        }
        for taker in ground.takers.of(witness).iter().copied().filter(|w| (wanted.allowed)(*w)) {
            let groups = search.extended(label, taker);
            search.reach(taker, groups, passed || passes(taker), Some(label));
        }
    }
    search
}

struct Search<'a> {
    ground: &'a Ground<'a>,
    labels: Vec<Label>,
    /// The labels of each witness.
    at: Vec<SmallVec<[usize; 2]>>,
    queue: VecDeque<usize>,
    budget: usize,
}

impl Search<'_> {
    fn extended(&self, label: usize, taker: usize) -> GroupSet {
        match (self.labels.get(label), self.ground.groups.get(taker).map(Cow::as_ref)) {
            (Some(label), Some(groups)) => label.groups.union(groups),
            (label, groups) => label.map(|l| &l.groups).or(groups).cloned().unwrap_or_default(),
        }
    }

    /// Keeps a label at `witness` unless one there is at least as good; those it is better than die.
    fn reach(&mut self, witness: usize, groups: GroupSet, passed: bool, next: Option<usize>) {
        let Some(here) = self.at.get_mut(witness) else { return };
        if self.budget < here.len() {
            self.budget = 0;
            return;
        }
        self.budget -= here.len();
        for index in here.iter() {
            let Some(other) = self.labels.get(*index) else { continue };
            if other.passed == passed && other.groups.is_subset(&groups) {
                return;
            }
        }
        let labels = &mut self.labels;
        here.retain(|index| {
            let Some(other) = labels.get_mut(*index) else { return false };
            other.alive = other.passed != passed || !groups.is_subset(&other.groups);
            other.alive
        });
        here.push(labels.len());
        self.queue.push_back(labels.len());
        labels.push(Label { witness, groups, passed, next, alive: true });
    }

    fn finish(self) -> Found {
        let is_chain =
            |label: &&Label| label.alive && label.passed && self.ground.held.get(label.witness) == Some(&true);
        let chains = self
            .labels
            .iter()
            .filter(is_chain)
            .map(|label| Chain { witnesses: self.walk(label), groups: label.groups.clone() })
            .collect();
        Found { chains, complete: self.budget > 0 }
    }

    fn walk(&self, first: &Label) -> Vec<usize> {
        let mut witnesses = vec![first.witness];
        let mut next = first.next;
        while let Some(label) = next.and_then(|index| self.labels.get(index)) {
            witnesses.push(label.witness);
            next = label.next;
        }
        witnesses
    }
}
