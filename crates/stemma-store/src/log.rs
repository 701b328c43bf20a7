//! The append-only log: every change ever made, chained by hashes, with the bytes it rests on.
//!
//! The invariant: a change that was acknowledged is on the disk, whole, and is never altered. Erasure takes away the
//! bytes of a payload or document and leaves its hash, reason and time.
//!
//! A chain proves that nothing inside it was altered. That its end was cut off shows only against a
//! [`Receipt`] kept elsewhere.

mod change;
mod copy;
mod hash;
mod payload;
mod schema;
mod verify;

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

pub(crate) use self::change::instant;
pub use self::change::{Change, Erasure, Receipt, RecordedChange};
pub use self::hash::{Hash, NotAHash};
pub use self::payload::{Action, Payload, PayloadError};
pub use self::verify::Damage;
use crate::error::StoreError;

/// The kind of the action that records an erasure; its text is the hash.
pub(crate) const ERASE: &str = "erase";

/// The log of a store.
#[derive(Debug)]
pub struct Log {
    connection: Connection,
    path: PathBuf,
    /// Held while this log may write.
    lock: Option<File>,
}

impl Log {
    /// Opens the log of the store in a directory for writing, and makes both when they are not there.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another writer has it open; [`StoreError::NotAStore`], [`StoreError::NewerFormat`],
    /// [`StoreError::Damaged`] and [`StoreError::Io`] when it cannot be used.
    pub fn open(directory: &Path) -> Result<Self, StoreError> {
        if directory.exists() && !directory.is_dir() {
            let found = "a file where a directory should be".to_owned();
            return Err(StoreError::NotAStore { path: directory.to_path_buf(), found });
        }
        std::fs::create_dir_all(directory)
            .map_err(|source| StoreError::Io { path: directory.to_path_buf(), source })?;
        let lock = schema::lock(directory)?;
        let path = schema::path_in(directory);
        Ok(Self { connection: schema::open(&path)?, path, lock: Some(lock) })
    }

    /// Opens the log for reading, also beside a writer.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when there is none; else as [`Log::open`], but never `Locked`.
    pub fn open_read_only(directory: &Path) -> Result<Self, StoreError> {
        let path = schema::path_in(directory);
        Ok(Self { connection: schema::open_read_only(&path)?, path, lock: None })
    }

    /// The last change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn head(&self) -> Result<Receipt, StoreError> {
        head(&self.connection).map_err(|source| self.failed(source))
    }

    /// Records a change and the documents that come with it; both are on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the change breaks a rule, [`StoreError::Erased`] when it would bring back erased
    /// bytes, [`StoreError::DiskFull`] and others when it could not be written. In all of them nothing was recorded.
    pub fn append(&mut self, change: Change) -> Result<Receipt, StoreError> {
        self.append_and(change, |_, _| Ok(()))
    }

    /// The changes after a sequence, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changes_since(&self, sequence: u64) -> Result<Vec<RecordedChange>, StoreError> {
        self.changes(sequence, None)
    }

    /// The first so many changes after `sequence`, in order; all of them without a number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn changes(&self, sequence: u64, most: Option<u32>) -> Result<Vec<RecordedChange>, StoreError> {
        let changes = || -> rusqlite::Result<Vec<RecordedChange>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT sequence, recorded, principal, reason, payload, previous, hash
                 FROM changes WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
            )?;
            // A negative limit is none.
            statement.query_map((sequence, most.map_or(-1, i64::from)), read_change)?.collect()
        };
        changes().map_err(|source| self.failed(source))
    }

    /// The last change that was recorded at a time or before; 0 when there is none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when it is no time, and when the file cannot be read.
    pub fn sequence_at(&self, time: &str) -> Result<u64, StoreError> {
        let instant = change::instant(time)
            .ok_or_else(|| StoreError::Refused { what: format!("`{time}` is not a time like 2026-03-01T09:30:00Z") })?;
        let changes = self.changes_since(0)?;
        let before = changes.iter().rev().find(|change| change::instant(&change.recorded) <= Some(instant));
        Ok(before.map_or(0, |change| change.sequence))
    }

    /// The bytes with a hash: a payload's text or a document.
    ///
    /// # Errors
    /// [`StoreError::Erased`] with the reason, or [`StoreError::UnknownBlob`].
    pub fn blob(&self, hash: Hash) -> Result<Vec<u8>, StoreError> {
        match self.stored(hash)? {
            Some(bytes) => Ok(bytes),
            None => match self.erasure(hash)? {
                Some(Erasure { recorded, reason, .. }) => Err(StoreError::Erased { hash, recorded, reason }),
                None => Err(StoreError::UnknownBlob { hash }),
            },
        }
    }

    /// What a change says; `None` when it was erased.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the payload is not there or cannot be understood.
    pub fn payload(&self, change: &RecordedChange) -> Result<Option<Payload>, StoreError> {
        let Some(text) = self.payload_text(change)? else { return Ok(None) };
        Payload::decode(&text).map(Some).map_err(|error| self.unreadable(change, &error))
    }

    /// The text of what a change says, whose hash is the recorded one; `None` when it was erased.
    pub(crate) fn payload_text(&self, change: &RecordedChange) -> Result<Option<String>, StoreError> {
        let damaged = |what: &str| self.damaged(format!("the payload of change {} {what}", change.sequence));
        match self.blob(change.payload) {
            Ok(bytes) if Hash::of(&bytes) != change.payload => Err(damaged("was altered")),
            Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|_| damaged("is not text")),
            Err(StoreError::Erased { .. }) => Ok(None),
            Err(StoreError::UnknownBlob { .. }) => Err(damaged("is missing")),
            Err(other) => Err(other),
        }
    }

    /// That the payload of a change is none.
    pub(crate) fn unreadable(&self, change: &RecordedChange, error: &PayloadError) -> StoreError {
        self.damaged(format!("the payload of change {} is unreadable: {error}", change.sequence))
    }

    /// The actions of small changes that begin with one whose kind begins so, in the order in which they were recorded.
    /// No other payload is read.
    pub(crate) fn actions(&self, kind: &str) -> Result<Vec<Action>, StoreError> {
        Ok(self.changes_with(kind, 0)?.into_iter().map(|(_, action)| action).collect())
    }

    /// As [`Self::actions`], of changes after a sequence, each with its change.
    pub(crate) fn changes_with(&self, kind: &str, after: u64) -> Result<Vec<(RecordedChange, Action)>, StoreError> {
        let beginning = payload::beginning(kind);
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let changes = || -> rusqlite::Result<Vec<RecordedChange>> {
            let mut statement = self.connection.prepare_cached(
                "SELECT sequence, recorded, principal, reason, payload, previous, changes.hash
                 FROM changes JOIN blobs ON blobs.hash = payload
                 WHERE sequence > ?3 AND length(bytes) < 32768 AND substr(bytes, 1, ?1) = ?2 ORDER BY sequence",
            )?;
            statement.query_map(params![beginning.len(), beginning.as_bytes(), after], read_change)?.collect()
        };
        let mut actions = Vec::new();
        for change in changes().map_err(|source| self.failed(source))? {
            let payload = self.payload(&change)?;
            let own = payload.iter().flat_map(|payload| payload.actions());
            actions.extend(own.map(|action| (change.clone(), action.clone())));
        }
        Ok(actions)
    }

    /// Takes the bytes with a hash out of the log for good, and records that as a change.
    ///
    /// `Change::reason` says why, and the payload of `change` may delete quads that go with them.
    ///
    /// # Errors
    /// [`StoreError::UnknownBlob`] when there are none, [`StoreError::Erased`] when they already are; else as
    /// [`Log::append`].
    pub fn erase(&mut self, hash: Hash, mut change: Change) -> Result<Receipt, StoreError> {
        self.blob(hash)?;
        let Some(action) = Action::new(ERASE, hash.to_string()) else {
            return Err(StoreError::Refused { what: format!("{hash} cannot be erased") });
        };
        change.payload = change.payload.with_action(action);
        let receipt = self.append_and(change, |transaction, receipt| {
            transaction.execute("DELETE FROM blobs WHERE hash = ?1", [hash.as_bytes()])?;
            transaction.execute(
                "INSERT INTO erasures (hash, sequence) VALUES (?1, ?2)",
                params![hash.as_bytes(), receipt.sequence],
            )?;
            Ok(())
        })?;
        // The bytes also stand in the write-ahead log until it is emptied.
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|source| self.failed(source))?;
        Ok(receipt)
    }

    /// Everything that was erased, in the order in which it was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn erasures(&self) -> Result<Vec<Erasure>, StoreError> {
        self.read_erasures("ORDER BY sequence, erasures.hash", params![])
    }

    fn erasure(&self, hash: Hash) -> Result<Option<Erasure>, StoreError> {
        Ok(self.read_erasures("WHERE erasures.hash = ?1", params![hash.as_bytes()])?.pop())
    }

    fn read_erasures(&self, rest: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<Erasure>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Erasure>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT erasures.hash, sequence, recorded, principal, reason
                 FROM erasures JOIN changes USING (sequence) {rest}"
            ))?;
            statement
                .query_map(with, |row| {
                    Ok(Erasure {
                        hash: read_hash(row, 0)?,
                        sequence: row.get(1)?,
                        recorded: row.get(2)?,
                        principal: row.get(3)?,
                        reason: row.get(4)?,
                    })
                })?
                .collect()
        };
        read().map_err(|source| self.failed(source))
    }

    fn stored(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.connection
            .prepare_cached("SELECT bytes FROM blobs WHERE hash = ?1")
            .and_then(|mut statement| statement.query_row([hash.as_bytes()], |row| row.get(0)).optional())
            .map_err(|source| self.failed(source))
    }

    /// Appends a change and does one thing more in the same transaction.
    fn append_and(
        &mut self,
        change: Change,
        also: impl FnOnce(&Transaction<'_>, Receipt) -> rusqlite::Result<()>,
    ) -> Result<Receipt, StoreError> {
        self.check(&change)?;
        let Change { recorded, principal, reason, mut payload, documents } = change;
        let documents: Vec<(Hash, Vec<u8>)> = documents.into_iter().map(|bytes| (Hash::of(&bytes), bytes)).collect();
        for (hash, _) in &documents {
            payload = payload.with_document(*hash);
        }
        let text = payload.encode();
        if Payload::decode(&text).as_ref() != Ok(&payload) {
            // An unchecked IRI or language tag would make a log that cannot be read.
            return Err(StoreError::Refused { what: "one of its terms cannot be written as N-Quads".to_owned() });
        }
        let payload_hash = Hash::of(text.as_bytes());
        for hash in documents.iter().map(|(hash, _)| *hash).chain([payload_hash]) {
            if let Some(Erasure { recorded, reason, .. }) = self.erasure(hash)? {
                return Err(StoreError::Erased { hash, recorded, reason });
            }
        }
        let write = || -> rusqlite::Result<Receipt> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            schema::raise(&transaction)?;
            let last = head(&transaction)?;
            let mut change = RecordedChange {
                sequence: last.sequence + 1,
                recorded,
                principal,
                reason,
                payload: payload_hash,
                previous: last.hash,
                hash: Hash::ZERO,
            };
            change.hash = change.chained();
            for (hash, bytes) in &documents {
                put(&transaction, *hash, bytes)?;
            }
            put(&transaction, payload_hash, text.as_bytes())?;
            insert(&transaction, &change)?;
            let receipt = Receipt { sequence: change.sequence, hash: change.hash };
            also(&transaction, receipt)?;
            transaction.commit()?;
            Ok(receipt)
        };
        write().map_err(|source| StoreError::from_database(&self.path, source))
    }

    fn check(&self, change: &Change) -> Result<(), StoreError> {
        let refused = |what: String| Err(StoreError::Refused { what });
        if self.lock.is_none() {
            return refused(format!("{} was opened for reading", self.path.display()));
        }
        if change::instant(&change.recorded).is_none() {
            return refused(format!("`{}` is not a time like 2026-03-01T09:30:00Z", change.recorded));
        }
        if change.principal.is_empty() {
            return refused("it does not say who makes it".to_owned());
        }
        Ok(())
    }

    fn failed(&self, source: rusqlite::Error) -> StoreError {
        StoreError::from_database(&self.path, source)
    }

    fn damaged(&self, what: String) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what }
    }
}

fn head(connection: &Connection) -> rusqlite::Result<Receipt> {
    connection
        .prepare_cached("SELECT sequence, hash FROM changes ORDER BY sequence DESC LIMIT 1")?
        .query_row([], |row| Ok(Receipt { sequence: row.get(0)?, hash: read_hash(row, 1)? }))
        .optional()
        .map(|last| last.unwrap_or(Receipt { sequence: 0, hash: Hash::ZERO }))
}

fn put(transaction: &Transaction<'_>, hash: Hash, bytes: &[u8]) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO blobs (hash, bytes) VALUES (?1, ?2)")?
        .execute(params![hash.as_bytes(), bytes])
        .map(drop)
}

fn insert(transaction: &Transaction<'_>, change: &RecordedChange) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO changes (sequence, recorded, principal, reason, payload, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            change.sequence,
            change.recorded,
            change.principal,
            change.reason,
            change.payload.as_bytes(),
            change.previous.as_bytes(),
            change.hash.as_bytes()
        ])
        .map(drop)
}

fn read_change(row: &Row<'_>) -> rusqlite::Result<RecordedChange> {
    Ok(RecordedChange {
        sequence: row.get(0)?,
        recorded: row.get(1)?,
        principal: row.get(2)?,
        reason: row.get(3)?,
        payload: read_hash(row, 4)?,
        previous: read_hash(row, 5)?,
        hash: read_hash(row, 6)?,
    })
}

fn read_hash(row: &Row<'_>, column: usize) -> rusqlite::Result<Hash> {
    row.get::<_, [u8; 32]>(column).map(|bytes| Hash::from_bytes(&bytes).unwrap_or(Hash::ZERO))
}

#[cfg(test)]
mod tests;
