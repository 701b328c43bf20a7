//! What stands behind a running service: the store, and the findings computed from it again whenever it grew.

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use stemma_core::date::PartialDate;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::state::Assertion;
use stemma_serve::{
    Added, Addition, Backing, Engine, Entering, Event, ExportFormat as Exports, Exporting, HistoryBy, Judgement, Kept,
    NotEntered, NotExported, Past, Published, ReadElsewhere, Telling, Undoable,
};
use stemma_store::log::{Hash, Receipt};
use stemma_store::query::{DefaultGraph, Elsewhere, QueryError};
use stemma_store::records::{Iris, interest_quads};
use stemma_store::update::changes_records;
use stemma_store::{Store, StoreError};

use crate::arguments::{ExportFormat, Judge, Split};
use crate::commands::{Exported, Part, Unusable, merged, parted, served_check, split_off};
use crate::edited::EditedDrafts;
use crate::fetch::{Fetching, is_address};
use crate::intake::{Bytes, Input, Refused, Said, obtained};
use crate::pipeline::{
    Axis, Committed, Followed, Found, NotUndone, Pipeline, Question, Unread, commit_all, commit_readings, entering,
    now, received, signing_key,
};

/// How long a webhook may take to answer.
const TELLING: Duration = Duration::from_secs(10);

/// What is shown of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// What is recorded and what is found, with the union of all graphs as the default graph.
    Findings,
    /// What is recorded, as it is.
    Plain,
}

/// A store that is served.
pub(crate) struct Served {
    pipeline: Pipeline,
    shown: Shown,
    /// How addresses are fetched that editors give.
    fetching: Fetching,
    /// Where the store is.
    directory: PathBuf,
    /// What was found last, kept in step with the log.
    followed: Mutex<Followed>,
    /// How the drafts were read that clients are editing.
    edited: Arc<EditedDrafts>,
    engine: Option<Arc<dyn Engine>>,
    elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Served {
    pub(crate) fn new(pipeline: Pipeline, shown: Shown, fetching: Fetching, directory: &Path) -> Self {
        let (directory, followed, edited) = (directory.to_owned(), Mutex::default(), Arc::default());
        Self { pipeline, shown, fetching, directory, followed, edited, engine: None, elsewhere: None }
    }

    /// The names of records.
    pub(crate) fn iris(&self) -> &Iris {
        &self.pipeline.iris
    }

    /// The same with queries answered by an engine.
    pub(crate) fn with_engine(self, engine: Option<Arc<dyn Engine>>) -> Self {
        Self { engine, ..self }
    }

    /// The same with hosts that may be asked.
    pub(crate) fn with_elsewhere(self, elsewhere: Option<Arc<dyn Elsewhere>>) -> Self {
        Self { elsewhere, ..self }
    }

    /// What is served from now on.
    pub(crate) fn published(&self) -> Result<Published, StoreError> {
        let question = Question::today();
        let mut followed = self.followed();
        let found = followed.found(&self.pipeline, question.today)?;
        let (snapshot, kept) = match self.shown {
            Shown::Findings => followed.show(&self.pipeline, &found)?,
            Shown::Plain => (self.pipeline.store.snapshot(), Kept::default()),
        };
        drop(followed);
        let Found { sequence, state, texts, findings, checker } = found;
        Ok(Published {
            check: served_check(checker, Arc::clone(&self.edited)),
            snapshot,
            iris: self.pipeline.iris.clone(),
            state,
            texts: Arc::new(texts),
            findings,
            sequence,
            version: self.version(sequence, &question)?,
            default_graph: match self.shown {
                Shown::Findings => DefaultGraph::Union,
                Shown::Plain => DefaultGraph::Own,
            },
            kept: Arc::new(kept),
        })
    }

    /// What is kept between two versions.
    fn followed(&self) -> MutexGuard<'_, Followed> {
        self.followed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What tells what is published after a change on a day from everything else.
    fn version(&self, sequence: u64, question: &Question) -> Result<String, StoreError> {
        let hash = self.pipeline.store.change(sequence)?.map_or(Hash::ZERO, |change| change.hash);
        Ok(format!("{hash}-{}", question.today))
    }

    /// Whether nothing that findings rest on has changed.
    fn is_found_the_same(&self, last: &Published, question: &Question) -> Result<bool, StoreError> {
        if last.findings.as_of != question.today {
            return Ok(false);
        }
        for change in self.pipeline.store.changes_since(last.sequence)? {
            match self.pipeline.store.payload(&change)? {
                Some(payload) if !changes_records(&self.pipeline.iris, &payload) => {}
                Some(_) | None => return Ok(false),
            }
        }
        Ok(true)
    }
}

const fn export_format(format: Exports) -> ExportFormat {
    match format {
        Exports::Turtle => ExportFormat::Turtle,
        Exports::NTriples => ExportFormat::Ntriples,
        Exports::RdfXml => ExportFormat::Rdfxml,
        Exports::TriG => ExportFormat::Trig,
        Exports::NQuads => ExportFormat::Nquads,
        Exports::JsonLd => ExportFormat::Jsonld,
        Exports::Csv => ExportFormat::Csv,
        Exports::JsonLines => ExportFormat::Jsonl,
        Exports::ClaimReview => ExportFormat::Claimreview,
        Exports::GraphMl => ExportFormat::Graphml,
        Exports::Gexf => ExportFormat::Gexf,
        Exports::Bibtex => ExportFormat::Bibtex,
        Exports::Csl => ExportFormat::Csl,
        Exports::Dot => ExportFormat::Dot,
    }
}

fn addition(done: Committed, sequence: u64) -> Addition {
    let refused = done.refused.into_iter().map(|unread| unread.why).collect();
    Addition { sequence, documents: done.documents, refused }
}

impl Backing for Served {
    fn store(&self) -> &Store {
        &self.pipeline.store
    }

    fn engine(&self) -> Option<Arc<dyn Engine>> {
        self.engine.clone()
    }

    fn elsewhere(&self) -> Option<Arc<dyn Elsewhere>> {
        self.elsewhere.clone()
    }

    fn now(&self) -> String {
        now()
    }

    fn chance(&self) -> std::io::Result<[u8; 32]> {
        crate::pipeline::chance()
    }

    fn signing_key(&self) -> std::io::Result<[u8; 32]> {
        signing_key(&self.directory)
    }

    fn may_be_told(&self, url: &str) -> Result<(), String> {
        self.fetching.may_be_asked(url).map_err(|why| why.to_string())
    }

    fn tell(&self, telling: &Telling) -> Result<u16, String> {
        let Telling { url, headers, body } = telling;
        let fetching = Fetching { patience: TELLING, ..self.fetching.clone() };
        fetching.send(url, headers, body).map_err(|why| why.to_string())
    }

    fn past(&self, sequence: u64) -> Result<Option<Past>, StoreError> {
        let store = &self.pipeline.store;
        let Some(change) = store.change(sequence)? else { return Ok(None) };
        let recorded = store.snapshot_at(sequence)?;
        let day = change.recorded.get(..10).and_then(PartialDate::parse);
        let question = Question { as_of: None, today: day.unwrap_or(Question::today().today), ..Question::today() };
        let view = self.pipeline.view_of(recorded, &question);
        let snapshot = match self.shown {
            Shown::Findings => self.pipeline.overlaid(&view)?,
            Shown::Plain => view.recorded,
        };
        let (state, findings) = (view.state, view.findings);
        Ok(Some(Past { sequence, recorded: change.recorded, hash: change.hash, snapshot, state, findings }))
    }

    fn add(&self, added: Added, principal: &str) -> Result<Addition, StoreError> {
        let pipeline = self.pipeline.on_behalf_of(principal);
        let (input, bytes) = match added {
            Added::Address(address) => {
                let input = Input::at(&address);
                let fetched = || obtained(std::slice::from_ref(&input), &self.fetching).next();
                let fetched = if is_address(&address) { fetched() } else { None };
                let bytes = fetched.map_or(Err(Refused::NoAddress), |(_, bytes)| bytes);
                (input, bytes)
            }
            Added::Bytes { name, bytes, about } => {
                let input = Input::bundled(&name);
                let said = if about.is_empty() { Said::Nothing } else { Said::Sidecar(about.into_bytes()) };
                let known = input.is_known();
                (input, known.map(|()| Bytes { bytes, said }))
            }
        };
        let bytes = bytes.map_err(|why| Unread::new(input.name.clone(), &why));
        let (state, _) = self.followed().state(&self.pipeline)?;
        let done = commit_all(&pipeline, state, std::iter::once((input, bytes)), Vec::new(), &mut |_, _| ())?;
        Ok(addition(done, self.pipeline.store.head()?.sequence))
    }

    fn take(&self, read: Vec<ReadElsewhere>, principal: &str) -> Result<Result<Addition, String>, StoreError> {
        let pipeline = self.pipeline.on_behalf_of(principal);
        let mut readings = Vec::new();
        for (number, read) in (1..).zip(read) {
            match received(&pipeline.iris, read) {
                Ok(reading) => readings.push((Input::bundled("what a worker read"), Ok(reading))),
                Err(why) => return Ok(Err(format!("reading {number}: {why}"))),
            }
        }
        let (state, _) = self.followed().state(&self.pipeline)?;
        let done = commit_readings(&pipeline, state, readings.into_iter(), Vec::new(), &mut |_, _| ())?;
        Ok(Ok(addition(done, self.pipeline.store.head()?.sequence)))
    }

    fn enter(
        &self,
        seen: &Published,
        entering: &Entering,
        principal: &str,
    ) -> Result<(Id<Assertion>, Vec<oxrdf::Quad>), NotEntered> {
        entering::made(&self.pipeline.iris, &seen.state, &seen.texts, entering, principal)
    }

    fn judge(
        &self,
        seen: &Published,
        judgement: &Judgement,
        principal: &str,
    ) -> Result<Result<u64, String>, StoreError> {
        let (state, known) = (&seen.state, &seen.findings);
        let two = |claim: &str, other: &str, reason: &str| Judge {
            claim: claim.to_owned(),
            other: other.to_owned(),
            reason: reason.to_owned(),
        };
        let pipeline = self.pipeline.on_behalf_of(principal);
        let judged = match judgement {
            Judgement::Interest(interest) => {
                let quads = interest_quads(&pipeline.iris, interest);
                return recorded(pipeline.record(interest.told(), Vec::new(), quads, Vec::new()));
            }
            Judgement::Merge { claim, other, reason } => merged(state, known, &two(claim, other, reason)),
            Judgement::NotSame { claim, other, reason } => parted(state, known, &two(claim, other, reason)),
            Judgement::Split { claim, assertions, reason } => {
                let (claim, assertions, reason) = (claim.clone(), assertions.clone(), reason.clone());
                split_off(state, known, &Split { claim, assertions, reason })
            }
        };
        let quads = judged.and_then(|judged| {
            let quads = judged.quads(&self.pipeline.iris, state, principal)?;
            Ok((judged.told, quads))
        });
        let (told, (old, new)) = match quads {
            Ok(quads) => quads,
            Err(why) => return Ok(Err(why.to_string())),
        };
        recorded(pipeline.record(told, old, new, Vec::new()))
    }

    fn undoable(&self, sequence: Option<u64>) -> Result<Result<Undoable, String>, StoreError> {
        match self.pipeline.undoable(sequence) {
            Ok((change, payload)) => {
                let statements = [payload.inserts().count(), payload.deletes().count()];
                Ok(Ok(Undoable { change, statements }))
            }
            Err(NotUndone::Store(error)) => Err(error),
            Err(why) => Ok(Err(why.to_string())),
        }
    }

    fn undo(&self, sequence: u64, principal: &str) -> Result<Result<u64, String>, StoreError> {
        match self.pipeline.on_behalf_of(principal).undo(Some(sequence)) {
            Ok((_, receipt)) => Ok(Ok(receipt.sequence)),
            Err(NotUndone::Store(error)) => Err(error),
            Err(why) => Ok(Err(why.to_string())),
        }
    }

    fn export(&self, seen: &Published, wanted: &Exporting, out: &mut dyn Write) -> Result<(), NotExported> {
        let part = match (&wanted.claim, &wanted.topic, &wanted.query) {
            (Some(claim), ..) => Part::Claim(claim.clone(), wanted.depth),
            (None, Some(topic), _) => Part::Topic(topic.clone()),
            (None, None, Some(query)) => Part::Query(query.clone(), wanted.limits),
            (None, None, None) => Part::All,
        };
        let format = export_format(wanted.format);
        let written = if let Some(day) = wanted.as_of {
            let question = Question { as_of: Some(day), ..Question::today() };
            let view = self.pipeline.view(&question)?;
            Exported::of_view(&self.pipeline, &view, &question)?.write(format, &part, out)
        } else {
            let verdicts = self.pipeline.verdicts(&Question::today())?;
            let (iris, state, texts, findings) = (&seen.iris, &*seen.state, &*seen.texts, &*seen.findings);
            let exported = Exported { iris, state, texts, findings, index: Cow::Borrowed(&seen.snapshot), verdicts };
            exported.write(format, &part, out)
        };
        written.map_err(|error| match error.downcast::<Unusable>() {
            Ok(why) => NotExported::Refused(why.to_string()),
            Err(error) => match error.downcast::<QueryError>() {
                Ok(error) => NotExported::Query(error),
                Err(error) => NotExported::Written(format!("{error:#}")),
            },
        })
    }

    fn history(&self, seen: &Published, claim: &ClaimFinding, by: HistoryBy) -> Result<Vec<Event>, StoreError> {
        let now = (&*seen.state, &*seen.texts, seen.findings.as_of);
        let axis = match by {
            HistoryBy::ByDay => Axis::Published,
            HistoryBy::AsRecorded => Axis::Recorded,
        };
        let events = self.pipeline.history(now, claim, &Question::today(), axis)?;
        let told = events.into_iter().map(|event| Event {
            at: event.at,
            sequence: event.sequence,
            what: event.what,
            impact: event.impact,
        });
        Ok(told.collect())
    }

    fn renewed(&self, last: &Published) -> Result<Option<Published>, StoreError> {
        self.pipeline.store.refresh()?;
        let question = Question::today();
        let (snapshot, sequence) = self.pipeline.store.shown();
        let version = self.version(sequence, &question)?;
        if version == last.version {
            return Ok(None);
        }
        if !self.is_found_the_same(last, &question)? {
            return self.published().map(Some);
        }
        let snapshot = match self.shown {
            Shown::Findings => self.followed().show_verdicts(&self.pipeline, (&last.state, &last.findings))?,
            Shown::Plain => snapshot,
        };
        Ok(Some(Published {
            check: Arc::clone(&last.check),
            snapshot,
            iris: last.iris.clone(),
            state: Arc::clone(&last.state),
            texts: Arc::clone(&last.texts),
            findings: Arc::clone(&last.findings),
            sequence,
            version,
            default_graph: last.default_graph,
            kept: Arc::clone(&last.kept),
        }))
    }
}

/// The number of a change that was recorded, or that there was nothing to record.
fn recorded(receipt: Result<Option<Receipt>, StoreError>) -> Result<Result<u64, String>, StoreError> {
    Ok(receipt?.map(|receipt| receipt.sequence).ok_or_else(|| "that is recorded already".to_owned()))
}
