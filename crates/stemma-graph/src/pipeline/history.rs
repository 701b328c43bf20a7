//! How a claim came to stand as it does: the events after which it stood otherwise.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxrdf::{GraphName, Quad};
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::enumerations::ClaimKind;
use stemma_core::finding::{ClaimFinding, Findings};
use stemma_core::id::Id;
use stemma_core::impact::{Impact, impact};
use stemma_core::policy::Policy;
use stemma_core::resident::Resident;
use stemma_core::state::{Assertion, State};
use stemma_exchange::wire::Texts;
use stemma_store::StoreError;
use stemma_store::log::RecordedChange;
use stemma_store::records::ReadVersions;

use super::{Pipeline, Question, share_among};

/// Which time is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    /// When things were published, owned and withdrawn.
    Published,
    /// When the store learnt of them.
    Recorded,
}

/// An event, and how the claim stood before and after it.
#[derive(Debug)]
pub(crate) struct Event {
    /// The day, or the time.
    pub(crate) at: String,
    /// The change in the log.
    pub(crate) sequence: Option<u64>,
    /// What happened.
    pub(crate) what: String,
    pub(crate) impact: Impact,
}

impl Pipeline {
    /// The events after which a claim stood otherwise, in their order; `now` is the state, and the day, that it is of. Of recorded changes those are looked at
    /// that touch its documents, or what people record; what another document did to it shows with the next of them.
    pub(crate) fn history(
        &self,
        now: (&State, &Texts, PartialDate),
        claim: &ClaimFinding,
        question: &Question,
        axis: Axis,
    ) -> Result<Vec<Event>, StoreError> {
        match axis {
            Axis::Published => Ok(self.by_days(now, claim, question)),
            Axis::Recorded => self.by_changes(claim, question),
        }
    }

    fn by_days(
        &self,
        (state, texts, last): (&State, &Texts, PartialDate),
        claim: &ClaimFinding,
        question: &Question,
    ) -> Vec<Event> {
        let policy = question.policy.unwrap_or(self.policy);
        let mut story = Story::of(claim);
        let mut replay = Replay::of(claim, policy);
        let mut events = Vec::new();
        for (day, what) in days(state, claim, last) {
            let mut then = state.clone();
            then.keep_published_by(day, question.today);
            let findings = replay.findings(then, texts, day, &story);
            events.extend(story.next(&findings).map(|impact| Event {
                at: day.to_string(),
                sequence: None,
                what: what.join("; "),
                impact,
            }));
        }
        events
    }

    fn by_changes(&self, claim: &ClaimFinding, question: &Question) -> Result<Vec<Event>, StoreError> {
        let policy = question.policy.unwrap_or(self.policy);
        let as_of = question.as_of.unwrap_or(question.today);
        let concerned: HashSet<GraphName> = self.graphs_of(claim);
        let mut story = Story::of(claim);
        let mut replay = Replay::of(claim, policy);
        let (mut versions, mut texts) = (ReadVersions::default(), Texts::default());
        let mut snapshot = self.store.snapshot_at(0)?;
        let mut events = Vec::new();
        let last = question.known_at.as_deref().map(|time| self.store.sequence_at(time)).transpose()?;
        let is_known = |change: &RecordedChange| last.is_none_or(|last| change.sequence <= last);
        for change in self.store.changes_since(0)?.into_iter().filter(is_known) {
            let Some(payload) = self.store.payload(&change)? else { continue };
            let quads = || payload.inserts().chain(payload.deletes());
            let is_concerned = quads().any(|quad| concerned.contains(&quad.graph_name));
            if payload.erases() {
                (versions, texts) = Default::default();
            }
            for quad in quads() {
                if let GraphName::NamedNode(graph) = &quad.graph_name {
                    versions.forget(graph.as_str());
                }
            }
            let (old, new): (Vec<Quad>, Vec<Quad>) =
                (payload.deletes().cloned().collect(), payload.inserts().cloned().collect());
            snapshot = snapshot.apply(old, new)?;
            if !is_concerned {
                continue;
            }
            let state = self.state_with(&snapshot, &mut versions, &mut texts);
            let findings = replay.findings(state, &texts, as_of, &story);
            events.extend(story.next(&findings).map(|impact| Event {
                at: change.recorded.clone(),
                sequence: Some(change.sequence),
                what: change.reason.clone(),
                impact,
            }));
        }
        Ok(events)
    }

    /// The graphs in which something about the claim is recorded: the versions that take a side, and what people add.
    fn graphs_of(&self, claim: &ClaimFinding) -> HashSet<GraphName> {
        let graphs = versions_of(claim).into_iter().map(|version| self.iris.version(version));
        graphs.chain([self.iris.catalog_graph()]).map(GraphName::NamedNode).collect()
    }
}

/// Findings at one moment after another: what each adds is computed, and what was there is kept.
struct Replay {
    policy: Policy,
    /// The versions whose common passages bear on the claim.
    concerned: BTreeSet<Id<Version>>,
    /// Whether the claim hangs on the day it is looked at.
    is_forecast: bool,
    resident: Option<Resident>,
}

impl Replay {
    fn of(claim: &ClaimFinding, policy: Policy) -> Self {
        let is_forecast = claim.claim.kind == ClaimKind::Prediction || claim.traced.due.is_some();
        Self { policy, concerned: versions_of(claim), is_forecast, resident: None }
    }

    /// What is found in a state that has no passages yet. Only passages of versions that take a side of the claim are looked
    /// for: no others are counted for it. A version that took one then and does now not is seen when it is met.
    fn findings(&mut self, mut state: State, texts: &Texts, as_of: PartialDate, story: &Story) -> Findings {
        loop {
            share_among(&mut state, texts, |version| self.concerned.contains(&version));
            let resident = match self.resident.take().filter(|_| !self.is_forecast) {
                Some(mut resident) => {
                    resident.follow(state.clone());
                    resident
                }
                None => Resident::of(state.clone(), self.policy, as_of),
            };
            let findings = self.resident.insert(resident).findings();
            let before = self.concerned.len();
            self.concerned.extend(story.found(&findings).into_iter().flat_map(versions_of));
            if self.concerned.len() == before {
                return findings;
            }
        }
    }
}

/// The versions that take a side of a claim.
fn versions_of(claim: &ClaimFinding) -> BTreeSet<Id<Version>> {
    claim.claim.members.iter().map(|(version, _)| *version).chain(claim.traced.documents.values().copied()).collect()
}

/// A claim as it is told event by event: the claim at each moment is the one that has most of its assertions.
struct Story {
    members: BTreeSet<Id<Assertion>>,
    before: Option<ClaimFinding>,
}

impl Story {
    fn of(claim: &ClaimFinding) -> Self {
        Self { members: claim.claim.members.iter().map(|(_, id)| *id).collect(), before: None }
    }

    /// The claim as it was then.
    fn found<'f>(&self, then: &'f Findings) -> Option<&'f ClaimFinding> {
        sharing(then, &self.members)
    }

    fn next(&mut self, now: &Findings) -> Option<Impact> {
        let now = self.found(now).cloned();
        let changed = impact(self.before.as_ref(), now.as_ref());
        self.before = now;
        changed
    }
}

/// The claim that has most of these assertions, if any has one.
pub(crate) fn sharing<'f>(findings: &'f Findings, members: &BTreeSet<Id<Assertion>>) -> Option<&'f ClaimFinding> {
    let shared = |found: &&ClaimFinding| found.claim.members.iter().filter(|(_, id)| members.contains(id)).count();
    findings.claims.iter().max_by_key(shared).filter(|found| shared(found) > 0)
}

/// The days on which something happened that may concern the claim, with what it was.
fn days(state: &State, claim: &ClaimFinding, last: PartialDate) -> BTreeMap<PartialDate, Vec<String>> {
    let mut days: BTreeMap<PartialDate, Vec<String>> = BTreeMap::new();
    let mut note = |day: Option<PartialDate>, what: String| {
        let day = day.filter(|day| day.first_day() <= last.last_day());
        day.into_iter().for_each(|day| days.entry(day.beginning()).or_default().push(what.clone()));
    };
    for held in versions_of(claim).iter().filter_map(|version| state.versions.get(version)) {
        note(held.document.metadata.published, format!("published: {}", held.document.name));
    }
    for control in &state.controls {
        let who = format!("{} – {} ({})", control.actor, control.controller, control.how);
        note(control.from, format!("begins: {who}"));
        note(control.to.map(PartialDate::day_after), format!("has ended: {who}"));
    }
    for retraction in state.retractions.values() {
        note(retraction.on, format!("withdrawn: {}", retraction.reason));
    }
    note(claim.traced.due, "the date of the forecast has come".to_owned());
    days
}
