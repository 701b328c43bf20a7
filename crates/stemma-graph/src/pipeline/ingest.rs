//! Inputs into the log: one change a document, and what could not be read by name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use oxrdf::Quad;
use stemma_core::document::{Document, Problem};
use stemma_core::id::Id;
use stemma_core::problems::NOT_CARRIED;
use stemma_core::revision::successors;
use stemma_core::span::CodePoints;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_exchange::wire::{IngestRecord, ProblemRecord, Texts};
use stemma_store::StoreError;
use stemma_store::records::{ReadVersions, control_quads, identified_quads, interest_quads, version_quads};
use stemma_store::vocabulary::stm;

use super::carry::{Carried, Decided};
use super::{Pipeline, Question, View, counted};
use crate::fetch::Fetching;
use crate::intake::{Bytes, Input, Refused, UNREAD, inputs, obtained};
use crate::reading::{ReadDocument, Reading, read};

/// Something that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Its path or address.
    pub(crate) name: String,
    /// The code of the problem.
    pub(crate) code: &'static str,
    /// What is wrong, and what to do.
    pub(crate) why: String,
}

impl Unread {
    pub(crate) fn new(name: String, why: &Refused) -> Self {
        Self { name, code: why.code(), why: why.to_string() }
    }

    /// As a problem of the whole input.
    pub(crate) fn record(&self) -> ProblemRecord {
        let (document, code, message) = (self.name.clone(), self.code.to_owned(), self.why.clone());
        ProblemRecord { document, code, message, start: None, end: None }
    }
}

/// What an ingest did.
pub(crate) struct Ingested {
    pub(crate) record: IngestRecord,
    /// What was not read, and why.
    pub(crate) refused: Vec<Unread>,
    /// What is found now.
    pub(crate) view: View,
}

/// Reads everything under `paths`, which may be addresses, into the store; `seen` is told the name of each input when it is done.
///
/// What cannot be read is reported and the rest goes on; a document is stored whole or not at all.
///
/// # Errors
/// When the store cannot be read or written.
pub(crate) fn ingest(
    pipeline: &Pipeline,
    paths: &[PathBuf],
    fetching: &Fetching,
    seen: &mut dyn FnMut(&str, usize),
) -> Result<Ingested, StoreError> {
    let (inputs, refused) = inputs(paths);
    let refused = refused.into_iter().map(|(name, why)| Unread::new(name, &why)).collect();
    let all = obtained(&inputs, fetching).map(|(input, bytes)| {
        let bytes = bytes.map_err(|why| Unread::new(input.name.clone(), &why));
        (input, bytes)
    });
    ingest_all(pipeline, all, refused, seen)
}

/// As [`ingest`], of inputs that were read already or could not be.
pub(crate) fn ingest_all(
    pipeline: &Pipeline,
    inputs: impl Iterator<Item = (Input, Result<Bytes, Unread>)>,
    refused: Vec<Unread>,
    seen: &mut dyn FnMut(&str, usize),
) -> Result<Ingested, StoreError> {
    let snapshot = pipeline.store.snapshot();
    let state = pipeline.state_with(&snapshot, &mut ReadVersions::default(), &mut Texts::default());
    let Committed { mut record, refused, .. } = commit_all(pipeline, state, inputs, refused, seen)?;
    let view = pipeline.view(&Question::today())?;
    let (actors, sources) = counted(&view.state);
    record.claims = view.findings.claims.len();
    record.actors = actors;
    record.sources = sources;
    record.contradictions = view.findings.contradictions.iter().filter(|c| c.opposes()).count();
    record.problems.extend(refused.iter().map(Unread::record));
    Ok(Ingested { record, refused, view })
}

/// What was recorded of inputs, before anything is found in it.
pub(crate) struct Committed {
    pub(crate) record: IngestRecord,
    /// What was not read, and why.
    pub(crate) refused: Vec<Unread>,
    /// The documents that are held now, also those that were before.
    pub(crate) documents: Vec<Id<Document>>,
}

/// As [`ingest_all`], without computing what is found; `state` is what the store holds before.
pub(crate) fn commit_all(
    pipeline: &Pipeline,
    state: State,
    inputs: impl Iterator<Item = (Input, Result<Bytes, Unread>)>,
    refused: Vec<Unread>,
    seen: &mut dyn FnMut(&str, usize),
) -> Result<Committed, StoreError> {
    let readings = inputs.map(|(input, bytes)| {
        let unread = |why: String| Unread { name: input.name.clone(), code: UNREAD, why };
        let reading = bytes.and_then(|bytes| read(&input, bytes).map_err(|why| unread(why.to_string())));
        (input, reading)
    });
    commit_readings(pipeline, state, readings, refused, seen)
}

/// As [`commit_all`], of what was read already.
pub(crate) fn commit_readings(
    pipeline: &Pipeline,
    state: State,
    readings: impl Iterator<Item = (Input, Result<Reading, Unread>)>,
    refused: Vec<Unread>,
    seen: &mut dyn FnMut(&str, usize),
) -> Result<Committed, StoreError> {
    let decided = Decided::of(&state);
    let mut batch = Batch {
        pipeline,
        current: Current::new(state),
        decided,
        record: IngestRecord::default(),
        refused,
        documents: Vec::new(),
    };
    for (number, (input, reading)) in readings.enumerate() {
        let unread = |why: String| Unread { name: input.name.clone(), code: UNREAD, why };
        match reading {
            Ok(reading) => match batch.commit(&input, reading) {
                // Nothing of it was recorded, and the rest may well fit.
                Err(error @ StoreError::TooLarge { .. }) => batch.refused.push(unread(error.to_string())),
                committed => committed?,
            },
            Err(unread) => batch.refused.push(unread),
        }
        seen(&input.name, number + 1);
    }
    let Batch { record, refused, documents, .. } = batch;
    Ok(Committed { record, refused, documents })
}

/// The version of each document that holds now, and the bytes that are held.
struct Current {
    by_document: BTreeMap<Id<Document>, Arc<HeldVersion>>,
    /// The documents that have, or had, bytes with a hash.
    by_hash: HashMap<String, BTreeSet<Id<Document>>>,
}

impl Current {
    fn new(state: State) -> Self {
        let mut current = Self { by_document: BTreeMap::new(), by_hash: HashMap::new() };
        state.versions.into_shared().filter(|held| !held.superseded).for_each(|held| current.hold(held));
        current
    }

    fn hold(&mut self, held: Arc<HeldVersion>) {
        self.by_hash.entry(held.version.hash.clone()).or_default().insert(held.document.id);
        self.by_document.insert(held.document.id, held);
    }

    /// The document that has these bytes already, with the same metadata, whatever their path.
    fn holding(&self, read: &HeldVersion) -> Option<Id<Document>> {
        let is_same = |held: &HeldVersion| {
            held.version.hash == read.version.hash
                && (held.version.id == read.version.id || held.document.metadata == read.document.metadata)
        };
        let mut all = self.by_hash.get(&read.version.hash).into_iter().flatten();
        all.find(|document| self.by_document.get(document).is_some_and(|held| is_same(held))).copied()
    }
}

/// That a decision was about words which a new version has not.
fn orphan(held: &HeldVersion, points: &CodePoints<'_>, what: &str, instead: Option<Id<Assertion>>) -> ProblemRecord {
    let stands = instead.and_then(|id| held.assertions.iter().find(|assertion| assertion.id == id));
    let place = stands.map(|assertion| points.span(assertion.statement.hull()));
    let now = stands.map_or_else(
        || "nothing stands in their place".to_owned(),
        |assertion| format!("in their place stands “{}”", assertion.statement.sentence),
    );
    ProblemRecord {
        document: held.document.name.clone(),
        code: NOT_CARRIED.to_owned(),
        message: format!("{what} was about words that the new version has not; {now}: decide again if it still holds"),
        start: place.map(|(start, _)| start),
        end: place.map(|(_, end)| end),
    }
}

/// What a person should look at in a document.
pub(crate) fn problem_records(held: &HeldVersion, text: &str) -> Vec<ProblemRecord> {
    let points = CodePoints::new(text);
    let record = |problem: &stemma_core::state::ReadingProblem| {
        let place = problem.span.map(|span| points.span(span));
        ProblemRecord {
            document: held.document.name.clone(),
            code: problem.code.clone(),
            message: problem.message.clone(),
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
        }
    };
    held.problems.iter().map(record).collect()
}

struct Batch<'p> {
    pipeline: &'p Pipeline,
    current: Current,
    decided: Decided,
    record: IngestRecord,
    refused: Vec<Unread>,
    documents: Vec<Id<Document>>,
}

impl Batch<'_> {
    fn commit(&mut self, input: &Input, reading: Reading) -> Result<(), StoreError> {
        let iris = &self.pipeline.iris;
        match reading {
            Reading::Documents(all) => all.into_iter().try_for_each(|read| self.document(read)),
            Reading::Controls(controls, problems) => {
                self.report(input, "", &problems);
                let quads = controls.iter().flat_map(|control| control_quads(iris, control)).collect();
                self.append(Vec::new(), quads, Vec::new(), &input.name)
            }
            Reading::Identified(identified, problems) => {
                self.report(input, "", &problems);
                let quads = identified.iter().flat_map(|one| identified_quads(iris, one)).collect();
                self.append(Vec::new(), quads, Vec::new(), &input.name)
            }
            Reading::Interests(interests, problems) => {
                self.report(input, "", &problems);
                let quads = interests.iter().flat_map(|interest| interest_quads(iris, interest)).collect();
                self.append(Vec::new(), quads, Vec::new(), &input.name)
            }
        }
    }

    fn document(&mut self, read: ReadDocument) -> Result<(), StoreError> {
        let ReadDocument { held, text, bytes } = read;
        let name = held.document.name.clone();
        let points = CodePoints::new(&text);
        self.record.problems.extend(problem_records(&held, &text));
        if let Some(document) = self.current.holding(&held) {
            self.documents.push(document);
            return Ok(());
        }
        let earlier = self.current.by_document.get(&held.document.id).map(Arc::as_ref);
        let mut quads = version_quads(&self.pipeline.iris, &held, &text, earlier);
        if let Some(earlier) = earlier.filter(|_| !self.decided.is_empty()) {
            let old = self.pipeline.text(&earlier.version.hash, earlier.version.media_type.as_deref());
            let old = old.unwrap_or_default();
            let mut successors = successors((earlier, &old), (&held, &text));
            let versions = ((earlier.version.id, old.as_str()), (held.version.id, text.as_str()));
            let entered = self.decided.carry_entered(&self.pipeline.iris, versions, &mut successors);
            quads.extend(entered.quads);
            self.record.problems.extend(entered.orphans.iter().map(|(what, now)| orphan(&held, &points, what, *now)));
            // The old decisions stay as they are, with the version that they are about.
            let Carried { quads: more, orphans, .. } = self.decided.carry(&self.pipeline.iris, &successors);
            quads.extend(more);
            self.record.problems.extend(orphans.iter().map(|(what, instead)| orphan(&held, &points, what, *instead)));
        }
        self.record.documents += usize::from(earlier.is_none());
        self.record.versions += 1;
        self.record.assertions += held.assertions.len();
        self.append(self.superseding(&held), quads, vec![bytes], &name)?;
        self.documents.push(held.document.id);
        self.current.hold(Arc::new(held));
        Ok(())
    }

    /// What says that another version took this one's place: no longer so, when it comes back.
    fn superseding(&self, held: &HeldVersion) -> Vec<Quad> {
        let version = self.pipeline.iris.version(held.version.id);
        let snapshot = self.pipeline.store.snapshot();
        let superseding = snapshot.quads_for_pattern(None, Some(stm::SUPERSEDES), Some(version.as_ref().into()), None);
        superseding.collect()
    }

    /// Records quads as one change; nothing, when it would change nothing.
    fn append(&self, old: Vec<Quad>, quads: Vec<Quad>, documents: Vec<Vec<u8>>, name: &str) -> Result<(), StoreError> {
        self.pipeline.record(format!("ingest {name}"), old, quads, documents).map(|_| ())
    }

    fn report(&mut self, input: &Input, text: &str, problems: &[Problem]) {
        let points = CodePoints::new(text);
        self.record.problems.extend(problems.iter().map(|problem| ProblemRecord {
            document: input.name.clone(),
            code: problem.code.to_owned(),
            message: problem.message.clone(),
            start: problem.span.map(|span| points.span(span).0),
            end: problem.span.map(|span| points.span(span).1),
        }));
    }
}
