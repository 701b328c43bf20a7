//! What a running service keeps, so that a change costs what it touches: what was read, what was found, what is shown.

use std::sync::Arc;

use oxrdf::GraphName;
use stemma_core::date::PartialDate;
use stemma_core::draft::Checker;
use stemma_core::editing::Done;
use stemma_core::finding::Findings;
use stemma_core::resident::Resident;
use stemma_core::state::State;
use stemma_exchange::wire::Texts;
use stemma_serve::Kept;
use stemma_store::StoreError;
use stemma_store::index::Snapshot;
use stemma_store::records::{
    General, ReadVersions, changed_finding_quads, finding_quads_with, ontology_graph, ontology_quads, verdict_quads,
};

use super::meanings::Meanings;
use super::{Pipeline, share};

/// A store that is followed.
#[derive(Default)]
pub(crate) struct Followed {
    versions: ReadVersions,
    texts: Texts,
    /// The last change that `versions` and `texts` have seen.
    seen: u64,
    resident: Option<Resident>,
    /// By the word vectors that the store's folder had when it was first asked for.
    meanings: Option<Meanings>,
    /// What the findings graph of the index shows.
    shown: Option<(Arc<State>, Arc<Findings>, General)>,
    /// The verdicts of editors and what took them back, and the last change of the log that was looked at for them.
    verdicts: (Vec<Done>, u64),
}

/// What is found now.
pub(crate) struct Found {
    /// The last change that it rests on.
    pub(crate) sequence: u64,
    pub(crate) state: Arc<State>,
    pub(crate) texts: Texts,
    pub(crate) findings: Arc<Findings>,
    /// Holds drafts against it.
    pub(crate) checker: Checker,
}

impl Followed {
    /// The state as the store shows it now, but for the passages that texts share, and the last change that it rests on.
    pub(crate) fn state(&mut self, pipeline: &Pipeline) -> Result<(State, u64), StoreError> {
        let (snapshot, sequence) = pipeline.store.shown();
        // Before anything was read nothing can be out of date, and the whole log need not be looked through.
        let changes = if self.seen == 0 { Vec::new() } else { pipeline.store.changes_since(self.seen)? };
        for change in changes {
            match pipeline.store.payload(&change)? {
                Some(payload) if !payload.erases() => {
                    for quad in payload.deletes().chain(payload.inserts()) {
                        if let GraphName::NamedNode(graph) = &quad.graph_name {
                            self.versions.forget(graph.as_str());
                        }
                    }
                }
                // What was erased may be anything, and an erasure takes away what others said.
                Some(_) | None => (self.versions, self.texts, self.verdicts) = Default::default(),
            }
        }
        self.seen = sequence;
        let state = pipeline.state_with(&snapshot, &mut self.versions, &mut self.texts);
        Ok((state, sequence))
    }

    /// What is found today, by the store's own policy.
    pub(crate) fn found(&mut self, pipeline: &Pipeline, today: PartialDate) -> Result<Found, StoreError> {
        let (mut state, sequence) = self.state(pipeline)?;
        share(&mut state, &self.texts);
        // What a day more makes due or over is asked of every claim.
        let resident = match self.resident.take().filter(|resident| resident.as_of() == today) {
            Some(mut resident) => {
                resident.follow(state.clone());
                resident
            }
            None => Resident::of(state.clone(), pipeline.policy, today),
        };
        let resident = self.resident.insert(resident);
        let mut findings = resident.findings();
        let meanings = self.meanings.get_or_insert_with(|| pipeline.meanings());
        meanings.add_to(&mut findings, resident.state());
        let findings = Arc::new(findings);
        let checker = Checker::of(resident, &findings);
        Ok(Found { sequence, state: Arc::new(state), texts: self.texts.clone(), findings, checker })
    }

    /// Shows the verdicts that editors gave, in the index, beside what is shown already.
    pub(crate) fn show_verdicts(
        &mut self,
        pipeline: &Pipeline,
        found: (&State, &Findings),
    ) -> Result<Snapshot, StoreError> {
        let (store, (acts, seen)) = (&pipeline.store, &mut self.verdicts);
        let last = store.head()?.sequence;
        acts.extend(pipeline.verdicts_since(*seen)?.into_iter().filter(|done| done.sequence <= last));
        *seen = last;
        match store.set_derived(&[pipeline.iris.verdicts_graph()], verdict_quads(&pipeline.iris, found, &*acts)) {
            // A client wrote a graph of this name before it was closed to clients: theirs stays.
            Err(StoreError::Refused { what }) => {
                tracing::warn!("the verdicts of editors are not in the graph: {what}");
                Ok(store.snapshot())
            }
            shown => shown,
        }
    }

    /// Shows what was found in the index, and the ontology beside it; with what of it pages ask for as well.
    pub(crate) fn show(&mut self, pipeline: &Pipeline, found: &Found) -> Result<(Snapshot, Kept), StoreError> {
        let Found { state, findings, .. } = found;
        let general = match self.shown.take() {
            Some((old_state, old, mut general)) => {
                let (before, after) = ((&*old_state, &*old), (&**state, &**findings));
                let (gone, come) = changed_finding_quads(&pipeline.iris, &mut general, before, after);
                pipeline.store.change_derived(gone, come)?;
                general
            }
            None => {
                let graphs = [pipeline.iris.findings_graph(), ontology_graph()];
                let general = General::of(state, findings);
                let computed = finding_quads_with(&pipeline.iris, &general, state, findings);
                pipeline.store.set_derived(&graphs, computed.chain(ontology_quads()))?;
                general
            }
        };
        let kept = Kept::with(Arc::clone(general.topics()), Arc::clone(general.tensions()));
        self.shown = Some((Arc::clone(state), Arc::clone(findings), general));
        Ok((self.show_verdicts(pipeline, (state, findings))?, kept))
    }
}
