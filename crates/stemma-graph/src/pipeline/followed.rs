//! What a running service keeps, so that a change costs what it touches: what was read, what was found, what is shown.

use std::sync::Arc;

use oxrdf::GraphName;
use stemma_core::date::PartialDate;
use stemma_core::draft::Checker;
use stemma_core::finding::Findings;
use stemma_core::resident::Resident;
use stemma_core::state::State;
use stemma_exchange::wire::Texts;
use stemma_serve::Kept;
use stemma_store::StoreError;
use stemma_store::index::Snapshot;
use stemma_store::records::{
    General, ReadVersions, changed_finding_quads, finding_quads_with, ontology_graph, ontology_quads,
};

use super::{Pipeline, share};

/// A store that is followed.
#[derive(Default)]
pub(crate) struct Followed {
    versions: ReadVersions,
    texts: Texts,
    /// The last change that `versions` and `texts` have seen.
    seen: u64,
    resident: Option<Resident>,
    /// What the findings graph of the index shows.
    shown: Option<(Arc<State>, Arc<Findings>, General)>,
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
                Some(_) | None => (self.versions, self.texts) = Default::default(),
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
        let findings = Arc::new(resident.findings());
        let checker = Checker::of(resident, &findings);
        Ok(Found { sequence, state: Arc::new(state), texts: self.texts.clone(), findings, checker })
    }

    /// Shows what was found in the index, and the ontology beside it; with what of it pages ask for as well.
    pub(crate) fn show(&mut self, pipeline: &Pipeline, found: &Found) -> Result<(Snapshot, Kept), StoreError> {
        let Found { state, findings, .. } = found;
        let (snapshot, general) = match self.shown.take() {
            Some((old_state, old, mut general)) => {
                let (before, after) = ((&*old_state, &*old), (&**state, &**findings));
                let (gone, come) = changed_finding_quads(&pipeline.iris, &mut general, before, after);
                (pipeline.store.change_derived(gone, come)?, general)
            }
            None => {
                let graphs = [pipeline.iris.findings_graph(), ontology_graph()];
                let general = General::of(state, findings);
                let computed = finding_quads_with(&pipeline.iris, &general, state, findings);
                (pipeline.store.set_derived(&graphs, computed.chain(ontology_quads()))?, general)
            }
        };
        let kept = Kept::with(Arc::clone(general.topics()), Arc::clone(general.tensions()));
        self.shown = Some((Arc::clone(state), Arc::clone(findings), general));
        Ok((snapshot, kept))
    }
}
