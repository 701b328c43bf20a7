//! A store: the log, and the index folded from it.
//!
//! One writer: a change is on the disk before the index shows it, and the index shows it as one version. The derived
//! layer – claims, findings – is computed from the log by others, stands in graphs of its own, and is not recorded.

mod desk;
mod hooks;
mod replay;
mod tokens;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use oxrdf::{GraphNameRef, NamedNode, Quad};
use rustc_hash::FxHashSet;

use crate::error::StoreError;
use crate::index::{Operation, Snapshot};
use crate::log::{Change, Damage, Erasure, Hash, Log, Payload, Receipt, RecordedChange};

use replay::{fold, fold_changes};

pub use desk::DeskEvent;
pub use hooks::{Hooks, RecordedAttempt};
pub use tokens::tokens_in;

/// A log with its index.
#[derive(Debug)]
pub struct Store {
    writer: Mutex<Writer>,
    current: RwLock<Snapshot>,
    /// How often another version was shown.
    shown: AtomicU64,
}

#[derive(Debug)]
struct Writer {
    log: Log,
    /// The last change that the index has seen.
    folded: u64,
    /// The graphs of the derived layer.
    derived: BTreeSet<String>,
}

impl Store {
    /// Opens the store in a directory for writing, and makes it when it is not there.
    ///
    /// # Errors
    /// As [`Log::open`], and [`StoreError::Damaged`] when a change cannot be read.
    pub fn open(directory: &Path) -> Result<Self, StoreError> {
        Self::folded(Log::open(directory)?)
    }

    /// Opens the store for reading, as it is now, also beside a writer.
    ///
    /// # Errors
    /// As [`Log::open_read_only`], and [`StoreError::Damaged`] when a change cannot be read.
    pub fn open_read_only(directory: &Path) -> Result<Self, StoreError> {
        Self::folded(Log::open_read_only(directory)?)
    }

    /// The current version of the index, the derived layer included.
    pub fn snapshot(&self) -> Snapshot {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The current version of the index with the last change that it shows.
    pub fn shown(&self) -> (Snapshot, u64) {
        let writer = self.writer();
        (self.snapshot(), writer.folded)
    }

    /// How often this store has shown another version since it was opened. Asked for before a snapshot, it is at most
    /// too small for it.
    pub fn generation(&self) -> u64 {
        self.shown.load(Ordering::Acquire)
    }

    /// The version as it was after a change, without the derived layer.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a change cannot be read.
    pub fn snapshot_at(&self, sequence: u64) -> Result<Snapshot, StoreError> {
        fold(&self.writer().log, sequence)
    }

    /// Records a change, then shows it: it is on the disk when this returns.
    ///
    /// # Errors
    /// As [`Log::append`], and [`StoreError::Refused`] when the change writes into the derived layer. In all of them
    /// neither log nor index has changed.
    pub fn commit(&self, change: Change) -> Result<Receipt, StoreError> {
        self.record(&mut self.writer(), change)
    }

    /// Records the change that `make` finds in the current version, which nobody changes meanwhile; `make` is told the
    /// sequence that the change will have.
    ///
    /// # Errors
    /// What `make` finds wrong, and as [`Store::commit`].
    pub fn commit_made<E: From<StoreError>>(
        &self,
        make: impl FnOnce(&Snapshot, u64) -> Result<Option<Change>, E>,
    ) -> Result<Option<Receipt>, E> {
        let mut writer = self.writer();
        let sequence = writer.log.head()?.sequence + 1;
        match make(&self.snapshot(), sequence)? {
            None => Ok(None),
            Some(change) => Ok(Some(self.record(&mut writer, change)?)),
        }
    }

    fn record(&self, writer: &mut Writer, change: Change) -> Result<Receipt, StoreError> {
        writer.refuse_derived(&change.payload)?;
        let next = self.snapshot().apply_all(operations(&change.payload))?;
        let receipt = writer.log.append(change)?;
        writer.folded = receipt.sequence;
        self.show(next);
        Ok(receipt)
    }

    /// Takes bytes out of the log for good. When they are a payload, what only it inserted leaves the index; what it
    /// deleted stays deleted.
    ///
    /// # Errors
    /// As [`Log::erase`].
    pub fn erase(&self, hash: Hash, mut change: Change) -> Result<Receipt, StoreError> {
        let mut writer = self.writer();
        writer.refuse_derived(&change.payload)?;
        let changes = writer.log.changes_since(0)?;
        if changes.iter().any(|recorded| recorded.payload == hash) {
            let before = fold_changes(&writer.log, &changes)?;
            let kept: Vec<RecordedChange> = changes.into_iter().filter(|recorded| recorded.payload != hash).collect();
            let without = fold_changes(&writer.log, &kept)?;
            let revived: Vec<Quad> = without.quads().filter(|quad| !before.contains(quad)).collect();
            change.payload = change.payload.with_deletes(revived);
        }
        let receipt = writer.log.erase(hash, change)?;
        writer.folded = receipt.sequence;
        let recorded = fold(&writer.log, u64::MAX)?;
        self.show(recorded.apply([], self.derived_quads(&writer))?);
        Ok(receipt)
    }

    /// Shows what another process has recorded since; says whether that is anything.
    ///
    /// # Errors
    /// When the log cannot be read; the index is then as it was.
    pub fn refresh(&self) -> Result<bool, StoreError> {
        let mut writer = self.writer();
        let changes = writer.log.changes_since(writer.folded)?;
        let Some(last) = changes.last().map(|change| change.sequence) else { return Ok(false) };
        let mut new = Vec::new();
        let mut erased = false;
        for change in &changes {
            let payload = writer.log.payload(change)?;
            erased |= payload.as_ref().is_some_and(Payload::erases);
            new.extend(payload.iter().flat_map(operations));
        }
        let next = match erased {
            true => fold(&writer.log, last)?.apply([], self.derived_quads(&writer))?,
            false => self.snapshot().apply_all(new)?,
        };
        writer.folded = last;
        self.show(next);
        Ok(true)
    }

    /// Replaces the computed quads of some graphs.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a graph holds recorded quads, or a quad stands in none of the graphs.
    pub fn set_derived(
        &self,
        graphs: &[NamedNode],
        quads: impl IntoIterator<Item = Quad>,
    ) -> Result<Snapshot, StoreError> {
        let mut writer = self.writer();
        let current = self.snapshot();
        let mut gone: FxHashSet<Quad> = FxHashSet::default();
        for graph in graphs {
            let before = gone.len();
            gone.extend(current.quads_for_pattern(None, None, None, Some(graph.as_ref().into())));
            if gone.len() > before && !writer.derived.contains(graph.as_str()) {
                return Err(StoreError::Refused { what: format!("the graph {graph} holds recorded quads") });
            }
        }
        let named = |quad: &Quad| graphs.iter().any(|graph| is_named(quad, graph.as_str()));
        let mut refused = None;
        let new = inserts(quads, named).map_while(|insert| insert.map_err(|error| refused = Some(error)).ok());
        let next = if gone.is_empty() {
            // There may be millions of them: no list of them is made.
            current.apply_all(new)?
        } else {
            // What stays costs nothing but the look.
            let new = new.filter(|insert| !matches!(insert, Operation::Insert(quad) if gone.remove(quad)));
            let new: Vec<Operation> = new.collect();
            current.apply_all(gone.into_iter().map(Operation::Delete).chain(new))?
        };
        if let Some(error) = refused {
            return Err(error);
        }
        writer.derived.extend(graphs.iter().map(|graph| graph.as_str().to_owned()));
        self.show(next.clone());
        Ok(next)
    }

    /// Changes single quads of the derived layer.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when a quad stands in no graph given to [`Store::set_derived`].
    pub fn change_derived(
        &self,
        deletes: impl IntoIterator<Item = Quad>,
        quads: impl IntoIterator<Item = Quad>,
    ) -> Result<Snapshot, StoreError> {
        let writer = self.writer();
        let derived = |quad: &Quad| writer.derived.iter().any(|graph| is_named(quad, graph));
        let deletes: Vec<Quad> = deletes.into_iter().filter(derived).collect();
        let inserts: Vec<Operation> = inserts(quads, derived).collect::<Result<_, _>>()?;
        let next = self.snapshot().apply_all(deletes.into_iter().map(Operation::Delete).chain(inserts))?;
        self.show(next.clone());
        Ok(next)
    }

    /// The last change.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn head(&self) -> Result<Receipt, StoreError> {
        self.writer().log.head()
    }

    /// The changes after a sequence, in order.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn changes_since(&self, sequence: u64) -> Result<Vec<RecordedChange>, StoreError> {
        self.writer().log.changes_since(sequence)
    }

    /// The first so many changes after a sequence, in order.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn changes_after(&self, sequence: u64, most: u32) -> Result<Vec<RecordedChange>, StoreError> {
        self.writer().log.changes(sequence, Some(most))
    }

    /// The change with this sequence; `None` when there is none.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn change(&self, sequence: u64) -> Result<Option<RecordedChange>, StoreError> {
        let Some(before) = sequence.checked_sub(1) else { return Ok(None) };
        let found = self.changes_after(before, 1)?.into_iter().next();
        Ok(found.filter(|change| change.sequence == sequence))
    }

    /// The last change recorded at a time or before; 0 when there is none.
    ///
    /// # Errors
    /// As [`Log::sequence_at`].
    pub fn sequence_at(&self, time: &str) -> Result<u64, StoreError> {
        self.writer().log.sequence_at(time)
    }

    /// What a change says; `None` when it was erased.
    ///
    /// # Errors
    /// As [`Log::payload`].
    pub fn payload(&self, change: &RecordedChange) -> Result<Option<Payload>, StoreError> {
        self.writer().log.payload(change)
    }

    /// The bytes with a hash.
    ///
    /// # Errors
    /// As [`Log::blob`].
    pub fn blob(&self, hash: Hash) -> Result<Vec<u8>, StoreError> {
        self.writer().log.blob(hash)
    }

    /// Everything that was erased.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        self.writer().log.erasures()
    }

    /// Checks the whole log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn verify(&self) -> Result<Vec<Damage>, StoreError> {
        self.writer().log.verify()
    }

    fn folded(log: Log) -> Result<Self, StoreError> {
        // Asked for first: what comes meanwhile is not folded, and seen when the store is refreshed.
        let folded = log.head()?.sequence;
        let current = RwLock::new(fold(&log, folded)?);
        let writer = Mutex::new(Writer { log, folded, derived: BTreeSet::new() });
        Ok(Self { writer, current, shown: AtomicU64::new(0) })
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic elsewhere leaves both log and index whole: each changes in one step.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, next: Snapshot) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.shown.fetch_add(1, Ordering::Release);
    }

    fn derived_quads(&self, writer: &Writer) -> Vec<Quad> {
        self.snapshot().quads().filter(|quad| writer.derived.iter().any(|graph| is_named(quad, graph))).collect()
    }
}

impl Writer {
    fn refuse_derived(&self, payload: &Payload) -> Result<(), StoreError> {
        let derived = |quad: &&Quad| self.derived.iter().any(|graph| is_named(quad, graph));
        match payload.deletes().chain(payload.inserts()).find(derived) {
            None => Ok(()),
            Some(quad) => Err(StoreError::Refused { what: format!("the graph {} is derived", quad.graph_name) }),
        }
    }
}

fn is_named(quad: &Quad, graph: &str) -> bool {
    matches!(quad.graph_name.as_ref(), GraphNameRef::NamedNode(name) if name.as_str() == graph)
}

fn inserts(
    quads: impl IntoIterator<Item = Quad>,
    allowed: impl Fn(&Quad) -> bool,
) -> impl Iterator<Item = Result<Operation, StoreError>> {
    quads.into_iter().map(move |quad| match allowed(&quad) {
        true => Ok(Operation::Insert(quad)),
        false => Err(StoreError::Refused { what: format!("the graph of {quad} is not one of those derived") }),
    })
}

fn operations(payload: &Payload) -> impl Iterator<Item = Operation> + '_ {
    let deletes = payload.deletes().cloned().map(Operation::Delete);
    deletes.chain(payload.inserts().cloned().map(Operation::Insert))
}

#[cfg(test)]
mod tests;
