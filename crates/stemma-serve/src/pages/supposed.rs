//! What a supposition does to a side of a stemma: who is struck out, who is left without an unbroken chain, who become one
//! voice. It only marks what is drawn; how the claim would stand is computed elsewhere, by the rules.

use std::collections::{BTreeMap, BTreeSet};

use stemma_core::document::{Document, Version};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::independence::Lineage;
use stemma_core::name::ActorKey;
use stemma_core::state::{Assertion, HeldVersion};
use stemma_core::trace::Step;

use crate::published::Seen;
use crate::what_if::Supposed;

/// A supposition, laid over one side.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Overlay {
    struck: BTreeSet<String>,
    lost: BTreeSet<String>,
    one_voice: BTreeSet<String>,
}

impl Overlay {
    /// What is supposed, laid over a side with this lineage and these steps.
    pub(super) fn of(
        seen: Seen<'_>,
        found: &ClaimFinding,
        (lineage, steps): (&Lineage, &[Step]),
        supposed: &Supposed,
    ) -> Self {
        let withdrawn: BTreeSet<Id<Document>> = supposed.withdrawn.iter().filter_map(|id| Id::parse(id)).collect();
        let unlinked: BTreeSet<Id<Assertion>> = supposed.withdrawn.iter().filter_map(|id| Id::parse(id)).collect();
        let members = found.claim.members.iter().filter(|(_, assertion)| unlinked.contains(assertion));
        // Whoever states a link that does not hold is struck out of this claim.
        let stating: BTreeSet<Id<Version>> = members.map(|(version, _)| *version).collect();
        let document = |id: &str| found.traced.documents.get(id).and_then(|version| seen.version(*version));
        let is_out = |held: &HeldVersion| withdrawn.contains(&held.document.id) || stating.contains(&held.version.id);
        let is_withdrawn = |id: &&String| document(id).is_some_and(is_out);
        let given = [&supposed.one, &supposed.other].into_iter().filter(|name| !name.is_empty());
        let named: BTreeSet<ActorKey> = given.map(|name| ActorKey::of(name)).collect();
        let is_of = |name: &str| named.contains(&ActorKey::of(name));
        let is_published_by =
            |id: &str| document(id).and_then(|held| held.document.metadata.publisher.as_deref()).is_some_and(is_of);
        let is_named = |id: &&String| is_of(found.traced.name(id)) || is_published_by(id);
        let witnesses = || lineage.witnesses.keys();
        let struck: BTreeSet<String> = witnesses().filter(is_withdrawn).cloned().collect();
        let lost = lost(lineage, steps, &struck);
        Self { struck, lost, one_voice: witnesses().filter(is_named).cloned().collect() }
    }

    /// Whether this witness is supposed to be withdrawn.
    pub(super) fn strikes(&self, id: &str) -> bool {
        self.struck.contains(id)
    }

    /// Whether this witness stands in an unbroken chain now, and would in none.
    pub(super) fn loses(&self, id: &str) -> bool {
        self.lost.contains(id)
    }

    /// Whether somebody would not have the claim from somebody else any more.
    pub(super) fn breaks(&self, step: &Step) -> bool {
        [&step.from, &step.to].into_iter().any(|id| self.strikes(id) || self.loses(id))
    }

    /// What it does to a witness, as a symbol and in words.
    pub(super) fn marks(&self, id: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        [
            (self.strikes(id), ("⊘", "withdrawn, as supposed")),
            (self.loses(id), ("∅", "in no unbroken chain any more")),
            (self.one_voice.contains(id), ("≡", "one voice, as supposed")),
        ]
        .into_iter()
        .filter_map(|(is_so, mark)| is_so.then_some(mark))
    }
}

/// The witnesses that are in an unbroken chain, and are in none when these are struck out.
fn lost(lineage: &Lineage, steps: &[Step], struck: &BTreeSet<String>) -> BTreeSet<String> {
    let before = unbroken(lineage, steps, &lineage.retracted);
    let after = unbroken(lineage, steps, &lineage.retracted.union(struck).cloned().collect());
    before.difference(&after).filter(|id| !struck.contains(**id)).map(|id| (*id).to_owned()).collect()
}

/// The witnesses that stand between a held report and an origin, with nobody on the way who is struck out.
fn unbroken<'l>(lineage: &'l Lineage, steps: &'l [Step], struck: &BTreeSet<String>) -> BTreeSet<&'l str> {
    let stands = |id: &str| lineage.witnesses.contains_key(id) && !struck.contains(id);
    let derived: BTreeSet<&str> = steps.iter().map(|step| step.from.as_str()).collect();
    let (mut takers, mut sources) = (Beside::new(), Beside::new());
    for step in steps {
        takers.entry(&step.to).or_default().push(&step.from);
        sources.entry(&step.from).or_default().push(&step.to);
    }
    let witnesses = || lineage.witnesses.values().map(|witness| (witness.id.as_str(), witness.held));
    let origins = witnesses().map(|(id, _)| id).filter(|id| stands(id) && !derived.contains(id));
    let from_origins = reached(origins, &takers, stands);
    let reports = witnesses().filter(|(id, held)| *held && from_origins.contains(id)).map(|(id, _)| id);
    reached(reports, &sources, |id| from_origins.contains(id))
}

type Beside<'l> = BTreeMap<&'l str, Vec<&'l str>>;

/// Everybody who is reached from these.
fn reached<'l>(
    from: impl Iterator<Item = &'l str>,
    next: &Beside<'l>,
    may_pass: impl Fn(&str) -> bool,
) -> BTreeSet<&'l str> {
    let mut waiting: Vec<&str> = from.collect();
    let mut reached: BTreeSet<&str> = waiting.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        for other in next.get(id).into_iter().flatten().copied() {
            if may_pass(other) && reached.insert(other) {
                waiting.push(other);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use stemma_core::independence::Witness;

    use super::*;

    /// `A<B` says that A had it from B; who has a small letter is named and not held.
    fn check(drawn: &str, retracted: &[&str], struck: &[&str], expected: &str) {
        let mut lineage = Lineage::default();
        let mut steps = Vec::new();
        for pair in drawn.split(' ') {
            for id in pair.split('<') {
                let held = id.starts_with(char::is_uppercase);
                lineage.witness(Witness { held, ..Witness::new(id) });
            }
            if let Some((from, to)) = pair.split_once('<') {
                let assertion = Id::of("assertion", &[pair]);
                steps.push(Step { from: from.to_owned(), to: to.to_owned(), assertion });
            }
        }
        lineage.retracted = retracted.iter().map(|id| (*id).to_owned()).collect();
        let struck = struck.iter().map(|id| (*id).to_owned()).collect();
        let lost = lost(&lineage, &steps, &struck).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(lost, expected, "{drawn} without {struck:?}");
    }

    #[test]
    fn who_had_it_only_from_what_is_struck_out_is_lost() {
        check("C<B B<A", &[], &["A"], "B C");
        check("C<B B<A", &[], &["B"], "C");
        check("C<B B<A", &[], &["C"], "");
        check("C<B C<D B<A", &[], &["A"], "B");
        check("A B", &[], &["A"], "");
    }

    #[test]
    fn an_origin_that_nobody_held_repeats_any_more_is_lost() {
        check("A<o B<o", &[], &["A"], "");
        check("A<o B<o", &[], &["A", "B"], "o");
        check("A<m m<o B<o", &[], &["A"], "m");
    }

    #[test]
    fn what_was_broken_before_is_not_lost_again_and_circles_have_no_origin() {
        check("C<B B<A", &["A"], &["B"], "");
        check("A<B B<A", &[], &["A"], "");
        check("A<B B<A B<O", &[], &["O"], "A B");
    }
}
