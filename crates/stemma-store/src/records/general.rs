//! What is computed of everything together: actors, contradictions, topics, tensions, calculations. Kept from one version to
//! the next, so that a change costs what it touches.

use std::collections::BTreeSet;
use std::sync::Arc;

use oxrdf::Quad;
use rustc_hash::{FxHashMap, FxHashSet};
use stemma_core::calculation::{Calculated, calculations};
use stemma_core::contradiction::Contradiction;
use stemma_core::dossier::NoteContent;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_core::tension::{Tension, tensions};
use stemma_core::topic::Topics;

use super::actors::{Key, Mention, Named, of_claim, of_records, of_version};
use super::context::Context;
use super::findings::contradicted;
use super::write::Writer;
use super::{Iris, notes, policy};
use crate::vocabulary::{schema, stm};

/// What is computed of a state and its findings together, and not of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct General {
    named: Named,
    topics: Arc<Topics>,
    tensions: Arc<Vec<Tension>>,
    calculations: Vec<Calculated>,
}

/// A state with what is found in it.
pub(super) type Found<'a> = (&'a State, &'a Findings);

/// What is only in one, and what is only in the other of two versions.
pub(super) struct Unlike<'a, T> {
    pub(super) gone: Vec<&'a T>,
    pub(super) come: Vec<&'a T>,
}

impl<'a, T: PartialEq> Unlike<'a, T> {
    /// Of two lists that are sorted by a key: also what is otherwise in one than in the other.
    pub(super) fn of<K: Ord>(
        before: impl IntoIterator<Item = &'a T>,
        after: impl IntoIterator<Item = &'a T>,
        key: impl Fn(&T) -> K,
    ) -> Self {
        let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
        let mut unlike = Self { gone: Vec::new(), come: Vec::new() };
        loop {
            let order = match (before.peek(), after.peek()) {
                (None, None) => return unlike,
                (Some(old), Some(new)) => key(old).cmp(&key(new)),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
            };
            let old = if order.is_le() { before.next() } else { None };
            let new = if order.is_ge() { after.next() } else { None };
            // What both share is equal without a look.
            let is_same = old.zip(new).is_some_and(|(old, new)| std::ptr::eq(old, new) || old == new);
            if !is_same {
                unlike.gone.extend(old);
                unlike.come.extend(new);
            }
        }
    }
}

/// The versions that are unlike in two states.
pub(super) fn unlike_versions<'a>(before: Found<'a>, after: Found<'a>) -> Unlike<'a, HeldVersion> {
    Unlike::of(before.0.versions.values(), after.0.versions.values(), |held| held.version.id)
}

/// The claims of which something else is found.
pub(super) fn unlike_claims<'a>(before: Found<'a>, after: Found<'a>) -> Unlike<'a, ClaimFinding> {
    Unlike::of(&before.1.claims, &after.1.claims, |found| found.claim.id)
}

/// The contradictions that are other.
pub(super) fn unlike_contradictions<'a>(before: Found<'a>, after: Found<'a>) -> Unlike<'a, Contradiction> {
    Unlike::of(&before.1.contradictions, &after.1.contradictions, |contradiction| contradiction.id)
}

impl General {
    /// Of a state and what is found in it.
    #[must_use]
    pub fn of(state: &State, findings: &Findings) -> Self {
        let mut named = Named::default();
        let mut add = |mention: Mention<'_>| named.add(&mention);
        state.versions.values().for_each(|held| of_version(held, &mut add));
        of_records(state, &mut add);
        findings.claims.iter().for_each(|found| of_claim(found, &mut add));
        Self::with(named, state, findings)
    }

    fn with(named: Named, state: &State, findings: &Findings) -> Self {
        let claims = || findings.claims.iter().map(|found| &found.claim);
        let (topics, tensions) = (Topics::of(state, claims()), tensions(state, findings));
        Self { named, topics: topics.into(), tensions: tensions.into(), calculations: calculations(state, claims()) }
    }

    /// What is filed under which topic.
    #[must_use]
    pub const fn topics(&self) -> &Arc<Topics> {
        &self.topics
    }

    /// Opposed positions.
    #[must_use]
    pub const fn tensions(&self) -> &Arc<Vec<Tension>> {
        &self.tensions
    }

    /// All of it as quads.
    pub(super) fn quads(&self, context: &Context<'_>, findings: &Findings) -> Vec<Quad> {
        let Context { iris, state, .. } = context;
        let mut writer = Writer::new(iris.findings_graph());
        self.named.write(&mut writer, iris);
        super::topics::write(&mut writer, iris, (state, &self.topics), None);
        self.few(&mut writer, iris, (state, findings));
        for contradiction in &findings.contradictions {
            contradicted(&mut writer, iris, contradiction);
        }
        writer.quads
    }

    /// What is little, so that all of it is told whenever something changes.
    fn few(&self, writer: &mut Writer, iris: &Iris, (state, findings): Found<'_>) {
        policy::declare(writer, iris, findings.policy);
        about(writer, iris, (state, findings));
        super::tensions::write(writer, iris, state, (&self.topics, &self.tensions));
        super::calculations::write(writer, iris, &self.calculations);
    }

    /// Takes in what changed; gives the quads that are gone and those that came. A quad may be among both.
    pub(super) fn follow(&mut self, iris: &Iris, before: Found<'_>, after: Found<'_>) -> (Vec<Quad>, Vec<Quad>) {
        let (mut gone, mut come) = (Writer::new(iris.findings_graph()), Writer::new(iris.findings_graph()));
        let (versions, claims) = (unlike_versions(before, after), unlike_claims(before, after));
        let (mut old, mut new): (Vec<Mention<'_>>, Vec<Mention<'_>>) = (Vec::new(), Vec::new());
        versions.gone.iter().for_each(|held| of_version(held, &mut |mention| old.push(mention)));
        versions.come.iter().for_each(|held| of_version(held, &mut |mention| new.push(mention)));
        claims.gone.iter().for_each(|found| of_claim(found, &mut |mention| old.push(mention)));
        claims.come.iter().for_each(|found| of_claim(found, &mut |mention| new.push(mention)));
        of_records(before.0, &mut |mention| old.push(mention));
        of_records(after.0, &mut |mention| new.push(mention));
        let keys: BTreeSet<Key> = old.iter().chain(&new).map(Key::of).collect();
        keys.iter().for_each(|key| self.named.write_one(&mut gone, iris, key));
        old.iter().for_each(|mention| self.named.take(mention));
        new.iter().for_each(|mention| self.named.add(mention));
        keys.iter().for_each(|key| self.named.write_one(&mut come, iris, key));

        let next = Self::with(std::mem::take(&mut self.named), after.0, after.1);
        super::topics::write(&mut gone, iris, (before.0, &self.topics), Some(&next.topics));
        super::topics::write(&mut come, iris, (after.0, &next.topics), Some(&self.topics));
        self.few(&mut gone, iris, before);
        next.few(&mut come, iris, after);
        *self = next;

        // What one pair of claims tells, another kind of contradiction between the same two may tell as well.
        let pair = |contradiction: &Contradiction| (contradiction.a, contradiction.b);
        let unlike = unlike_contradictions(before, after);
        let pairs: FxHashSet<(Id<Claim>, Id<Claim>)> =
            unlike.gone.iter().chain(&unlike.come).map(|c| pair(c)).collect();
        for (writer, findings) in [(&mut gone, before.1), (&mut come, after.1)] {
            for contradiction in findings.contradictions.iter().filter(|c| pairs.contains(&pair(c))) {
                contradicted(writer, iris, contradiction);
            }
        }
        (gone.quads, come.quads)
    }
}

/// Which claims published verdicts rate, and the open questions of dossiers ask.
fn about(writer: &mut Writer, iris: &Iris, (state, findings): Found<'_>) {
    let is_about = |held: &&HeldVersion| !held.verdicts.is_empty() || !held.notes.is_empty();
    if !state.versions.values().any(|held| is_about(&held)) {
        return;
    }
    let claims: FxHashMap<Id<Assertion>, Id<Claim>> =
        findings.claims.iter().flat_map(|f| f.claim.members.iter().map(|(_, id)| (*id, f.claim.id))).collect();
    for held in state.versions.values().filter(is_about) {
        for (number, verdict) in held.verdicts.iter().enumerate() {
            let node = iris.published_verdict(held.version.id, number);
            if let Some(claim) = claims.get(&verdict.assertion) {
                writer.is_a(&node, schema::CLAIM_REVIEW);
                writer.add(&node, schema::ITEM_REVIEWED, iris.claim(*claim));
            }
        }
        if !held.superseded {
            questions(writer, iris, held, &claims);
        }
    }
}

/// Which claims the open questions of a dossier are about: those that a question itself asks.
fn questions(writer: &mut Writer, iris: &Iris, held: &HeldVersion, claims: &FxHashMap<Id<Assertion>, Id<Claim>>) {
    let version = iris.version(held.version.id);
    for (number, note) in held.notes.iter().enumerate() {
        let asks = |a: &&Assertion| {
            let place = a.statement.hull();
            note.place().start <= place.start && place.end <= note.place().end
        };
        let is_question = matches!(note.content, NoteContent::Question { .. });
        let asked = held.assertions.iter().filter(asks).filter_map(|a| claims.get(&a.id));
        for claim in asked.filter(|_| is_question) {
            writer.add(&notes::node(&version, number), stm::CONCERNS, iris.claim(*claim));
        }
    }
}
