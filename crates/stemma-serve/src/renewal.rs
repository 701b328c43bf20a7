//! What is served, renewed when the log has grown: by a write through the service, by another process, or by a new day.
//!
//! The old version is served until the new one is whole; whoever has begun with it ends with it.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use oxrdf::Quad;
use stemma_core::document::Document;
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::impact::{Impact, impacts};
use stemma_core::state::{Assertion, Interest};
use stemma_store::log::RecordedChange;
use stemma_store::query::Elsewhere;
use stemma_store::{Store, StoreError};
use tokio::sync::{Notify, watch};

use crate::Service;
use crate::cited::Past;
use crate::engine::Engine;
use crate::entering::{Entering, NotEntered};
use crate::exporting::{Exporting, NotExported};
use crate::moved::Moved;
use crate::published::Published;
use crate::telling::Telling;

/// What stands behind a service: the program, which reads texts and computes findings; this crate only shows them.
pub trait Backing: Send + Sync {
    /// The store.
    fn store(&self) -> &Store;

    /// The engine that answers queries instead of the index.
    fn engine(&self) -> Option<Arc<dyn Engine>> {
        None
    }

    /// The hosts that queries, updates and documents may ask; without it none.
    fn elsewhere(&self) -> Option<Arc<dyn Elsewhere>> {
        None
    }

    /// The time, as the log keeps it.
    fn now(&self) -> String;

    /// Bytes of chance, for a new secret.
    ///
    /// # Errors
    /// When the system gives none.
    fn chance(&self) -> std::io::Result<[u8; 32]>;

    /// The key of the store that the secrets of its webhooks are made of; made, when there is none. It is not in the log.
    ///
    /// # Errors
    /// When it cannot be read or kept.
    fn signing_key(&self) -> std::io::Result<[u8; 32]>;

    /// Whether a webhook may be at this address; why not, in words that follow it.
    ///
    /// # Errors
    /// When it is no address, or leads where nobody may be led.
    fn may_be_told(&self, url: &str) -> Result<(), String>;

    /// Tells a webhook, by the guarded way; the status that it answers.
    ///
    /// # Errors
    /// When it cannot be reached, or may not be.
    fn tell(&self, telling: &Telling) -> Result<u16, String>;

    /// What was found after a change; `None` when there is none of this number. Its day is the one it was recorded on.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn past(&self, sequence: u64) -> Result<Option<Past>, StoreError>;

    /// Reads a document and records it with its claims, in the name of `principal`; what cannot be read is told. The writer's
    /// line is the caller's business. Takes as long as it takes.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn add(&self, added: Added, principal: &str) -> Result<Addition, StoreError>;

    /// What `principal` enters about a document, as the quads that record it; nothing is written.
    ///
    /// # Errors
    /// When it cannot be entered so; says why.
    fn enter(
        &self,
        seen: &Published,
        entering: &Entering,
        principal: &str,
    ) -> Result<(Id<Assertion>, Vec<Quad>), NotEntered>;

    /// Records in the name of `principal` what a worker read, in its order; nothing, when one of them is not what this program
    /// would record of these bytes, and then the number of the first that is not and why. The writer's line is the caller's business.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn take(&self, read: Vec<ReadElsewhere>, principal: &str) -> Result<Result<Addition, String>, StoreError>;

    /// Records in the name of `principal` what they judge to be one claim or not; the change, or why it is refused. The writer's
    /// line is the caller's business.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn judge(
        &self,
        seen: &Published,
        judgement: &Judgement,
        principal: &str,
    ) -> Result<Result<u64, String>, StoreError>;

    /// What would be taken back: the change with this number, or the last one of records when none is named; or why nothing can.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn undoable(&self, sequence: Option<u64>) -> Result<Result<Undoable, String>, StoreError>;

    /// Takes a change back in the name of `principal`, by one that does the contrary: the records are then exactly those before
    /// it. The new change, or why it cannot be. The writer's line is the caller's business.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    fn undo(&self, sequence: u64, principal: &str) -> Result<Result<u64, String>, StoreError>;

    /// Writes what is found, in a format for other programs.
    ///
    /// # Errors
    /// When nothing is there to be written, the store cannot be read, or nobody takes what is written.
    fn export(&self, seen: &Published, wanted: &Exporting, out: &mut dyn Write) -> Result<(), NotExported>;

    /// What a claim stood otherwise after, in their order. Computes all findings of each day or change.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn history(&self, seen: &Published, claim: &ClaimFinding, by: HistoryBy) -> Result<Vec<Event>, StoreError>;

    /// What is to be served now; `None` when that is what was served last. Takes as long as it takes.
    ///
    /// # Errors
    /// When the store cannot be read.
    fn renewed(&self, last: &Published) -> Result<Option<Published>, StoreError>;
}

/// A document that somebody adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// What is at this address, fetched by the guarded way.
    Address(String),
    /// What was sent.
    Bytes {
        /// What it is called; its ending says how it is read.
        name: String,
        /// The document.
        bytes: Vec<u8>,
        /// What is said about it, as a sidecar says it; may be empty.
        about: String,
    },
}

/// What a worker read in one document, or in a table of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadElsewhere {
    /// The quads that would be recorded.
    pub quads: Vec<Quad>,
    /// The document; a table has none.
    pub bytes: Option<Vec<u8>>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The last change of the log after it.
    pub sequence: u64,
    /// The documents that it made, or that had the same bytes before.
    pub documents: Vec<Id<Document>>,
    /// Why it was not read.
    pub refused: Vec<String>,
}

/// A change that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// The change.
    pub change: RecordedChange,
    /// How many statements of records would go, and how many come again.
    pub statements: [usize; 2],
}

/// What somebody judges of a claim: what is one claim and what is not, and who gains by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Two claims are one.
    Merge {
        /// The id of the one.
        claim: String,
        /// The other, by its id or words that no other claim has.
        other: String,
        /// Why.
        reason: String,
    },
    /// Two claims are not one, and never become one by themselves.
    NotSame {
        /// The id of the one.
        claim: String,
        /// The other, by its id or words that no other claim has.
        other: String,
        /// Why.
        reason: String,
    },
    /// Some assertions of a claim make another one.
    Split {
        /// The id of the claim.
        claim: String,
        /// The ids of the assertions.
        assertions: Vec<String>,
        /// Why.
        reason: String,
    },
    /// Who gains if a claim is believed, or does not, whatever the rules infer.
    Interest(Interest),
}

/// In which order a history is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryBy {
    /// By the days on which things were published, begun and withdrawn; what has no day is left out.
    ByDay,
    /// By when the store learnt of them: judgements of people and undated documents as well.
    AsRecorded,
}

/// Something after which a claim stood otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day; as recorded, the time.
    pub at: String,
    /// The change in the log, as recorded.
    pub sequence: Option<u64>,
    /// What happened.
    pub what: String,
    /// How the claim stood before and after it.
    pub impact: Impact,
}

/// How often it is looked whether another process has written.
const PAUSE: Duration = Duration::from_secs(1);
/// How often, and how long each time, somebody waits for what they wrote to be shown.
const WAITS: u32 = 600;
const WAIT: Duration = Duration::from_millis(50);

/// What is served now.
pub(crate) struct Current {
    published: RwLock<Arc<Published>>,
    written: Notify,
    shown: watch::Sender<()>,
    /// The step from one version to another that was looked at last: all who follow look at the same.
    step: Mutex<Option<Step>>,
    moved: Moved,
    /// Whether it is being counted what waits for a person.
    counting: AtomicBool,
}

struct Step {
    from: String,
    to: String,
    impacts: Arc<Vec<Impact>>,
}

impl Current {
    pub(crate) fn new(published: Published) -> Self {
        let (shown, step, moved) = (watch::Sender::new(()), Mutex::default(), Moved::new(published.sequence));
        let (published, counting) = (RwLock::new(Arc::new(published)), AtomicBool::new(false));
        Self { published, written: Notify::new(), shown, step, moved, counting }
    }

    pub(crate) fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Says that something was written.
    pub(crate) fn tell(&self) {
        self.written.notify_one();
    }

    /// Since when claims stand as they do.
    pub(crate) const fn moved(&self) -> &Moved {
        &self.moved
    }

    fn show(&self, next: Published) {
        self.moved.note(&self.published().findings, &next.findings, next.sequence);
        *self.published.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        self.shown.send_replace(());
    }

    /// What changes whenever another version is shown.
    pub(crate) fn subscribed(&self) -> watch::Receiver<()> {
        self.shown.subscribe()
    }

    /// The claims that stand otherwise in one version than in another.
    pub(crate) fn impacts(&self, from: &Published, to: &Published) -> Arc<Vec<Impact>> {
        if Arc::ptr_eq(&from.findings, &to.findings) {
            return Arc::default();
        }
        let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*step
            && (&known.from, &known.to) == (&from.version, &to.version)
        {
            return Arc::clone(&known.impacts);
        }
        let found = Arc::new(impacts(&from.findings, &to.findings));
        *step = Some(Step { from: from.version.clone(), to: to.version.clone(), impacts: Arc::clone(&found) });
        found
    }
}

impl Service {
    /// Waits until a change shows in what is served; gives up after a while, and says so.
    pub(crate) async fn shows(&self, sequence: u64) -> bool {
        for _ in 0..WAITS {
            if self.published().sequence >= sequence {
                return true;
            }
            tokio::time::sleep(WAIT).await;
        }
        false
    }

    /// Renews what is served, as often as there is something new, until it is dropped.
    pub(crate) async fn renewing(self) {
        // While another process writes much, at most half of the time goes into looking at it.
        let mut pause = PAUSE;
        loop {
            tokio::select! {
                () = self.current.written.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
            let (service, begun) = (self.clone(), Instant::now());
            let renewed = tokio::task::spawn_blocking(move || service.renew()).await;
            pause = begun.elapsed().max(PAUSE);
            if let Err(error) | Ok(Err(error)) = renewed.map_err(|error| error.to_string()) {
                tracing::error!(error, "what is served could not be renewed; the last version stays");
            }
        }
    }

    fn renew(&self) -> Result<(), String> {
        let next = self.backing.renewed(&self.current.published()).map_err(|error| error.to_string())?;
        let Some(next) = next else { return Ok(()) };
        self.keys.renew(self.backing.store().tokens().map_err(|error| error.to_string())?);
        next.kept.follow(&self.current.published().kept);
        next.prepare();
        self.current.show(next);
        self.count_review();
        self.current.published().prepare_rest();
        Ok(())
    }

    /// Counts what waits for a person in what is served, beside all else: in a large store it takes seconds. Once at a time.
    fn count_review(&self) {
        if self.current.counting.swap(true, Ordering::AcqRel) {
            return;
        }
        let service = self.clone();
        std::thread::spawn(move || {
            loop {
                let published = service.published();
                published.review(None);
                if Arc::ptr_eq(&published, &service.published()) {
                    break;
                }
            }
            service.current.counting.store(false, Ordering::Release);
        });
    }
}
