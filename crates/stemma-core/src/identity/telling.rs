//! Which assertion words a claim: one that says no more than the others do.
//!
//! "300 cars were sold", "300 electric cars were sold" and "300 diesel cars were sold" are three reports of 300 cars, and of
//! electric ones there is one. So a claim is worded by the assertion that has the fewest words, numbers and dates which not
//! all others have, and what it alone adds behind its clause is left out.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Claim;
use super::kept::Identity;
use crate::enumerations::Stance;
use crate::features::{Features, without_tail};
use crate::id::Id;
use crate::state::{Assertion, State};

/// How well an assertion words its claim: one that says so, names what it speaks of, is a clause, tells least that others do
/// not, and is the shortest.
type Telling = (bool, bool, bool, Reverse<usize>, Reverse<usize>, Id<Assertion>);

/// What all members of a claim have.
struct Shared<'f> {
    stems: BTreeSet<&'f str>,
    /// Of each member in words of its own.
    all: Vec<&'f Features>,
}

impl<'f> Shared<'f> {
    fn of(all: Vec<&'f Features>) -> Self {
        let (first, others) = all.split_first().map_or((None, [].as_slice()), |(first, others)| (Some(first), others));
        let mut stems: BTreeSet<&str> = first.into_iter().flat_map(|of| &of.stems).map(String::as_str).collect();
        others.iter().for_each(|other| stems.retain(|stem| other.stems.contains(*stem)));
        Self { stems, all }
    }

    /// Whether some member says nothing of what this one adds behind its clause.
    fn lacks_tail(&self, of: &Features) -> bool {
        let Some(tailless) = &of.tailless else { return false };
        let says = |other: &Features| tailless.tail.iter().filter(|stem| other.stems.contains(*stem)).count();
        self.all.iter().any(|other| says(other) * 2 < tailless.tail.len())
    }

    /// How much of a member not all others have.
    fn own(&self, of: &Features) -> usize {
        of.stems.iter().filter(|stem| !self.stems.contains(stem.as_str())).count()
            + of.dates.len()
            + of.quantities.len()
    }
}

impl Identity {
    /// Which of these assertions words the claim that they make, and how.
    pub(super) fn speaking_for(&self, members: &[u32], state: &State) -> Option<(u32, String)> {
        let shared = self.shared(members);
        let best = members.iter().copied().max_by_key(|number| self.telling(*number, &shared, state))?;
        Some((best, self.words(best, &shared, state)?))
    }

    /// How an assertion words a claim: without what it alone adds.
    fn words(&self, number: u32, shared: &Shared<'_>, state: &State) -> Option<String> {
        let sentence = &self.statement(number, state)?.sentence;
        let tailless = self.features_of(number).filter(|of| shared.lacks_tail(of)).and_then(|of| of.tailless.as_ref());
        let cut = tailless.and_then(|tailless| without_tail(sentence, tailless.words));
        Some(cut.map_or_else(|| sentence.clone(), |cut| format!("{cut}.")))
    }

    /// How an assertion that comes to a claim, in words that one of its assertions has, words it, if it does so better
    /// than the one that does.
    pub(super) fn better_words(&self, number: u32, best: u32, claim: &Claim, state: &State) -> Option<String> {
        let features = [number, best].map(|number| self.class_of(number));
        let has_tail = self.features_of(number)?.tailless.is_some();
        let members = if features[0] == features[1] && !has_tail { Vec::new() } else { self.numbers_of(claim) };
        let shared = self.shared(&members);
        let [ours, theirs] = [number, best].map(|number| self.telling(number, &shared, state));
        let is_better = theirs.is_none_or(|theirs| ours.is_some_and(|ours| ours > theirs));
        is_better.then(|| self.words(number, &shared, state)).flatten()
    }

    fn shared(&self, members: &[u32]) -> Shared<'_> {
        Shared::of(self.classes_of(members).collect())
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
        let names_it = features.setting.is_none();
        let is_clause = features.frame.verb.is_some();
        let own = Reverse(shared.own(features));
        Some((says_so, names_it, is_clause, own, Reverse(statement.sentence.len()), self.id(number)?))
    }
}
