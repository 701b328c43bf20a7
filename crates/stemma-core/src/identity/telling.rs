//! Which assertion words a claim: one that says no more than the others do.
//!
//! "300 cars were sold", "300 electric cars were sold" and "300 diesel cars were sold" are three reports of 300 cars, and of
//! electric ones there is one. So a claim is worded by the assertion that has the fewest words, numbers and dates which not
//! all others have.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Claim;
use super::kept::Identity;
use crate::enumerations::Stance;
use crate::features::{Features, Setting};
use crate::id::Id;
use crate::state::{Assertion, State};

/// How well an assertion words its claim: one that says so, names what it speaks of, is a clause, tells least that others do
/// not, and is the shortest.
type Telling = (bool, bool, bool, Reverse<usize>, Reverse<usize>, Id<Assertion>);

/// What all members of a claim have.
struct Shared<'f> {
    stems: BTreeSet<&'f str>,
}

impl<'f> Shared<'f> {
    fn of(mut all: impl Iterator<Item = &'f Features>) -> Self {
        let first = all.next().map(|first| first.stems.iter().map(String::as_str).collect());
        let mut shared = Self { stems: first.unwrap_or_default() };
        all.for_each(|other| shared.stems.retain(|stem| other.stems.contains(*stem)));
        shared
    }

    /// How much of a member not all others have.
    fn own(&self, of: &Features) -> usize {
        of.stems.iter().filter(|stem| !self.stems.contains(stem.as_str())).count() + of.dates.len() + of.quantities.len()
    }
}

impl Identity {
    /// Which of these assertions words the claim that they make.
    pub(super) fn speaking_for(&self, members: &[u32], state: &State) -> Option<u32> {
        let shared = Shared::of(self.classes_of(members));
        members.iter().copied().max_by_key(|number| self.telling(*number, &shared, state))
    }

    /// Whether an assertion that comes to a claim, in words that one of its assertions has, words it better than the one
    /// that does.
    pub(super) fn words_it_better(&self, number: u32, best: u32, claim: Id<Claim>, state: &State) -> Option<bool> {
        let is_of_best = self.class_of(number)? == self.class_of(best)?;
        let members = if is_of_best { Vec::new() } else { self.numbers_of(self.claim(claim)?) };
        let shared = Shared::of(self.classes_of(&members));
        let [ours, theirs] = [number, best].map(|number| self.telling(number, &shared, state));
        Some(theirs.is_none_or(|theirs| ours.is_some_and(|ours| ours > theirs)))
    }

    /// The features of these assertions, each once.
    fn classes_of(&self, members: &[u32]) -> impl Iterator<Item = &Features> {
        let classes: BTreeSet<u32> = members.iter().filter_map(|number| self.class_of(*number)).collect();
        classes.into_iter().filter_map(|class| self.classes.get(class)).map(|class| &*class.features)
    }

    fn telling(&self, number: u32, shared: &Shared<'_>, state: &State) -> Option<Telling> {
        let statement = self.statement(number, state)?;
        let features = self.features_of(number)?;
        let says_so = statement.stance == Stance::Affirms;
        let names_it = !Setting::is_unnamed(statement);
        let is_clause = features.frame.verb.is_some();
        let own = Reverse(shared.own(features));
        Some((says_so, names_it, is_clause, own, Reverse(statement.sentence.len()), self.id(number)?))
    }
}
