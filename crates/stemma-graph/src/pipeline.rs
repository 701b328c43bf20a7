//! The way from inputs to findings: read, commit, resolve, assess, show.
//!
//! The store holds what was read; everything computed is computed again from it, and is the same for the same log.

mod carry;
mod change;
pub(crate) mod entering;
mod followed;
mod history;
mod ingest;
mod key;
mod meanings;
pub(crate) mod policy;
mod reread;
mod sent;
mod standing;
mod views;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use stemma_core::copying::shared_passages;
use stemma_core::date::PartialDate;
use stemma_core::document::Version;
use stemma_core::editing::Done;
use stemma_core::finding::findings;
use stemma_core::id::Id;
use stemma_core::name::ActorKey;
use stemma_core::policy::Policy;
use stemma_core::state::State;
use stemma_exchange::wire::Texts;
use stemma_store::index::Snapshot;
use stemma_store::log::Hash;
use stemma_store::records::{Iris, ReadVersions, finding_quads, ontology_quads, read_state, verdict_quads};
use stemma_store::{DeskEvent, Store, StoreError};

pub(crate) use change::{NotUndone, PRINCIPAL, chance, named_record, now};
pub(crate) use followed::{Followed, Found};
pub(crate) use history::{Axis, sharing};
pub(crate) use ingest::{
    Committed, Ingested, Unread, commit_all, commit_readings, ingest, ingest_all, problem_records,
};
pub(crate) use key::signing_key;
use meanings::Meanings;
pub(crate) use sent::{packed, received};
pub(crate) use views::{View, find_claim};

/// A store with the names of its records.
pub(crate) struct Pipeline {
    pub(crate) store: Arc<Store>,
    pub(crate) iris: Iris,
    /// Who makes the changes.
    principal: String,
    /// The store's own policy, for whoever names none.
    policy: Policy,
    /// Its folder.
    directory: PathBuf,
}

/// What the text of a version depends on: the hash of its bytes, and what their server said that they are.
type Form = (String, Option<String>);

/// Which findings are meant.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// The policy; the store's own when none is named.
    pub(crate) policy: Option<Policy>,
    /// Only what was published by this day.
    pub(crate) as_of: Option<PartialDate>,
    /// Only what the store knew at this time.
    pub(crate) known_at: Option<String>,
    /// The day predictions are looked at from, when no other is named.
    pub(crate) today: PartialDate,
}

impl Question {
    /// The published findings of today.
    pub(crate) fn today() -> Self {
        let today = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date();
        let (month, day) = (today.month().unsigned_abs(), today.day().unsigned_abs());
        let today =
            PartialDate::day(i32::from(today.year()), month, day).unwrap_or(PartialDate::year(i32::from(today.year())));
        Self { policy: None, as_of: None, known_at: None, today }
    }
}

impl Pipeline {
    /// Opens a store for writing, or makes it.
    pub(crate) fn open(directory: &Path) -> anyhow::Result<Self> {
        Self::with(Store::open(directory)?, directory)
    }

    fn with(store: Store, directory: &Path) -> anyhow::Result<Self> {
        let (store, principal) = (Arc::new(store), PRINCIPAL.to_owned());
        let policy = policy::of_store(directory)?;
        Ok(Self { store, iris: Iris::default(), principal, policy, directory: directory.to_owned() })
    }

    /// The same store, for changes that somebody else makes.
    pub(crate) fn on_behalf_of(&self, principal: &str) -> Self {
        let store = Arc::clone(&self.store);
        let (iris, directory) = (self.iris.clone(), self.directory.clone());
        Self { store, iris, principal: principal.to_owned(), policy: self.policy, directory }
    }

    /// Opens a store for reading; there must be one.
    pub(crate) fn open_read_only(directory: &Path) -> anyhow::Result<Self> {
        Self::with(Store::open_read_only(directory)?, directory)
    }

    /// The state that a snapshot describes, and the texts of its versions.
    pub(crate) fn state(&self, snapshot: &Snapshot) -> (State, Texts) {
        let mut texts = Texts::default();
        let mut state = self.state_with(snapshot, &mut ReadVersions::default(), &mut texts);
        share(&mut state, &texts);
        (state, texts)
    }

    /// The state that a snapshot describes, but for the passages that texts share. `versions` and `texts` are those of an
    /// earlier one, and of this one afterwards.
    fn state_with(&self, snapshot: &Snapshot, versions: &mut ReadVersions, texts: &mut Texts) -> State {
        // Reading a document's bytes is the dear part, and is done once.
        let decoded: RefCell<HashMap<Form, Arc<str>>> = RefCell::default();
        let text_of = |hash: &str, said: Option<&str>| {
            let form = (hash.to_owned(), said.map(str::to_owned));
            let known = decoded.borrow().get(&form).map(|text| text.as_ref().to_owned());
            known.or_else(|| {
                let text = self.text(hash, said)?;
                decoded.borrow_mut().insert(form, text.as_str().into());
                Some(text)
            })
        };
        let state = read_state(&self.iris, snapshot, &text_of, versions);
        let mut decoded = decoded.into_inner();
        let mut known = std::mem::take(texts);
        for held in state.versions.values() {
            let (hash, said) = (&held.version.hash, held.version.media_type.as_ref());
            let text = known.remove(held.version.id).or_else(|| decoded.remove(&(hash.clone(), said.cloned())));
            let text = text.or_else(|| self.text(hash, said.map(String::as_str)).map(Arc::from));
            texts.insert(held.version.id, text.unwrap_or_default());
        }
        state
    }

    /// The text of the bytes with this hash, that their server said to be something.
    fn text(&self, hash: &str, said: Option<&str>) -> Option<String> {
        let bytes = self.store.blob(hash.parse::<Hash>().ok()?).ok()?;
        let said = said.and_then(stemma_extract::MediaType::parse);
        crate::apart::decoded(&bytes, said.as_ref()).ok().map(|parsed| parsed.value)
    }

    /// What is found, as `question` asks.
    pub(crate) fn view(&self, question: &Question) -> Result<View, StoreError> {
        let mut recorded = match &question.known_at {
            Some(time) => self.store.snapshot_at(self.store.sequence_at(time)?)?,
            None => self.store.snapshot(),
        };
        let mut texts = Texts::default();
        let mut state = self.state_with(&recorded, &mut ReadVersions::default(), &mut texts);
        if let Some(day) = question.as_of {
            let left_out = state.keep_published_by(day, question.today);
            let graphs: HashSet<oxrdf::GraphName> = left_out.iter().map(|id| self.iris.version(*id).into()).collect();
            let later: Vec<oxrdf::Quad> = recorded.quads().filter(|quad| graphs.contains(&quad.graph_name)).collect();
            recorded = recorded.apply(later, [])?;
        }
        share(&mut state, &texts);
        Ok(self.found(recorded, state, texts, question))
    }

    /// What is found in an index that nobody has recorded.
    pub(crate) fn view_of(&self, recorded: Snapshot, question: &Question) -> View {
        let (state, texts) = self.state(&recorded);
        self.found(recorded, state, texts, question)
    }

    /// As [`Self::view`], with the pairs of claims of like meaning that a person should look at, where the store's folder
    /// has word vectors.
    pub(crate) fn view_for_review(&self, question: &Question) -> anyhow::Result<View> {
        let mut view = self.view(question)?;
        Meanings::of_store(&self.directory)?.add_to(&mut view.findings, &view.state);
        Ok(view)
    }

    /// What claims mean by the word vectors of the store's folder; nothing and a line in the log, when they cannot be read.
    fn meanings(&self) -> Meanings {
        Meanings::of_store(&self.directory).unwrap_or_else(|error| {
            tracing::error!("{error:#}: claims of like meaning are not looked for");
            Meanings::default()
        })
    }

    fn found(&self, recorded: Snapshot, state: State, texts: Texts, question: &Question) -> View {
        let as_of = question.as_of.unwrap_or(question.today);
        let findings = findings(&state, question.policy.unwrap_or(self.policy), as_of);
        View { recorded, state, texts, findings }
    }

    /// What `view` was computed from with what is found in it, for queries that write nothing.
    pub(crate) fn overlaid(&self, view: &View) -> Result<Snapshot, StoreError> {
        let computed = finding_quads(&self.iris, &view.state, &view.findings);
        view.recorded.apply([], computed.chain(ontology_quads()))
    }

    /// The same with the verdicts that editors gave, as they stood on the day and at the time that is asked for.
    pub(crate) fn overlaid_with_verdicts(&self, view: &View, question: &Question) -> Result<Snapshot, StoreError> {
        let acts = self.verdicts(question)?;
        let quads = verdict_quads(&self.iris, (&view.state, &view.findings), &acts);
        self.overlaid(view)?.apply([], quads)
    }

    /// The verdicts that editors gave and what took them back, until the day and the time that is asked for.
    pub(crate) fn verdicts(&self, question: &Question) -> Result<Vec<Done>, StoreError> {
        let day = question.as_of.map(PartialDate::last_day);
        let last = match &question.known_at {
            Some(time) => self.store.sequence_at(time)?,
            None => u64::MAX,
        };
        let on = |done: &Done| done.at.get(..10).and_then(PartialDate::parse).map(PartialDate::first_day);
        let is_known =
            |done: &Done| done.sequence <= last && day.is_none_or(|day| on(done).is_some_and(|on| on <= day));
        Ok(self.verdicts_since(0)?.into_iter().filter(is_known).collect())
    }

    /// The verdicts that editors gave after a change, and what took them back.
    fn verdicts_since(&self, sequence: u64) -> Result<Vec<Done>, StoreError> {
        let acts = self.store.desk_since(sequence)?.into_iter().filter_map(|event| match event {
            DeskEvent::Act(done) if done.act.is_of_verdicts() => Some(done),
            DeskEvent::Act(_) | DeskEvent::Visit { .. } => None,
        });
        Ok(acts.collect())
    }
}

/// Finds the passages that the current versions of a state share.
fn share(state: &mut State, texts: &Texts) {
    share_among(state, texts, |_| true);
}

/// Finds the passages that those of the current versions share that are asked for.
fn share_among(state: &mut State, texts: &Texts, is_asked_for: impl Fn(Id<Version>) -> bool) {
    let current = state.current().filter(|held| is_asked_for(held.version.id));
    let current = current.map(|held| (held.version.id, texts.text(held.version.id)));
    let passages = shared_passages(current.map(|(id, text)| (id, text, stemma_extract::body_start(text))));
    state.passages = passages;
}

/// How many actors and how many sources a state names.
fn counted(state: &State) -> (usize, usize) {
    let voices = state.versions.values().flat_map(|held| &held.assertions).flat_map(|a| &a.statement.chain);
    let actors: BTreeSet<ActorKey> = voices.map(|voice| ActorKey::of(&voice.name)).collect();
    let publishers = state.versions.values().filter_map(|held| held.document.metadata.publisher.as_deref());
    let sources: BTreeSet<ActorKey> = publishers.map(ActorKey::of).collect();
    (actors.len(), sources.len())
}
