//! Inputs into the log: one change a document, and what could not be read by name.

use std::collections::BTreeSet;
use std::path::PathBuf;

use oxrdf::Quad;
use stemma_core::control::Control;
use stemma_core::document::{Document, Problem};
use stemma_core::id::Id;
use stemma_core::problems::{GraphProblem, NOT_CARRIED, of_controls};
use stemma_core::revision::successors;
use stemma_core::span::CodePoints;
use stemma_core::state::{Assertion, HeldVersion, State};
use stemma_exchange::wire::{IngestRecord, ProblemRecord, Texts};
use stemma_store::StoreError;
use stemma_store::records::{ReadVersions, control_quads, identified_quads, interest_quads, version_quads};

use super::carry::{Carried, Decided};
use super::standing::Standing;
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
    let (decided, controls) = (Decided::of(&state), state.controls.clone());
    let mut batch = Batch {
        pipeline,
        standing: Standing::new(state),
        decided,
        controls,
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

/// What people decided about an earlier version, about a later one; and what was about words that it has not. The old
/// decisions stay as they are, with the version that they are about.
fn carried(
    pipeline: &Pipeline,
    decided: &mut Decided,
    earlier: &HeldVersion,
    (held, text): (&HeldVersion, &str),
) -> (Vec<Quad>, Vec<ProblemRecord>) {
    let points = CodePoints::new(text);
    let old = pipeline.text(&earlier.version.hash, earlier.version.media_type.as_deref()).unwrap_or_default();
    let mut successors = successors((earlier, &old), (held, text));
    let versions = ((earlier.version.id, old.as_str()), (held.version.id, text));
    let entered = decided.carry_entered(&pipeline.iris, versions, &mut successors);
    let Carried { quads, orphans, .. } = decided.carry(&pipeline.iris, &successors);
    let orphans = entered.orphans.iter().chain(&orphans);
    let orphans = orphans.map(|(what, instead)| orphan(held, &points, what, *instead)).collect();
    (entered.quads.into_iter().chain(quads).collect(), orphans)
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
    standing: Standing,
    decided: Decided,
    controls: BTreeSet<Control>,
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
                self.report_overlapping(input, &controls, &problems);
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
        self.record.problems.extend(problem_records(&held, &text));
        if let Some(document) = self.standing.holding(&held) {
            self.documents.push(document);
            return Ok(());
        }
        let earlier = self.standing.current(held.document.id);
        self.record.documents += usize::from(earlier.is_none());
        self.record.versions += 1;
        self.record.assertions += held.assertions.len();
        let placed = self.standing.placed(&self.pipeline.iris, held);
        let mut quads = version_quads(&self.pipeline.iris, &placed.held, &text);
        quads.extend(placed.come.iter().cloned());
        if let Some(earlier) = earlier.filter(|_| placed.holds && !self.decided.is_empty()) {
            let (carried, orphans) = carried(self.pipeline, &mut self.decided, earlier, (&placed.held, &text));
            quads.extend(carried);
            self.record.problems.extend(orphans);
        }
        self.append(placed.gone.clone(), quads, vec![bytes], &name)?;
        self.documents.push(placed.held.document.id);
        self.standing.add(&self.pipeline.iris, placed);
        Ok(())
    }

    /// Records quads as one change; nothing, when it would change nothing.
    fn append(&self, old: Vec<Quad>, quads: Vec<Quad>, documents: Vec<Vec<u8>>, name: &str) -> Result<(), StoreError> {
        self.pipeline.record(format!("ingest {name}"), old, quads, documents).map(|_| ())
    }

    /// Who owns, by a table, what another is known to own at the same time; `told` are the problems of the table alone.
    fn report_overlapping(&mut self, input: &Input, controls: &[Control], told: &[Problem]) {
        let known = of_controls(&self.controls);
        self.controls.extend(controls.iter().cloned());
        let is_told = |problem: &GraphProblem| told.iter().any(|told| told.message == problem.message);
        let new = of_controls(&self.controls).into_iter();
        let new = new.filter(|problem| !known.contains(problem) && !is_told(problem));
        self.record.problems.extend(new.map(|GraphProblem { code, message }| ProblemRecord {
            document: input.name.clone(),
            code: code.to_owned(),
            message,
            start: None,
            end: None,
        }));
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
