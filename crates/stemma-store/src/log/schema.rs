//! The file of the log: how it is opened, recognised and laid out.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;

/// `Stma`, so that `file` and we know whose file it is.
const APPLICATION_ID: i64 = 0x5374_6d61;
/// The newest format this program knows, which every log has that it wrote into:
///
/// 1. until 29 November 2026.
/// 2. The same tables. Its changes may hold records that lower findings and that earlier programs pass over – questions that were
///    answered, contradictions that were resolved, names that mean one actor – so that those programs must refuse it.
const FORMAT: i64 = 2;

const LAYOUT: &str = "
    CREATE TABLE changes (
        sequence  INTEGER PRIMARY KEY CHECK (sequence > 0),
        recorded  TEXT NOT NULL,
        principal TEXT NOT NULL,
        reason    TEXT NOT NULL,
        payload   BLOB NOT NULL CHECK (length(payload) = 32),
        previous  BLOB NOT NULL CHECK (length(previous) = 32),
        hash      BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE TABLE blobs (
        hash  BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE erasures (
        hash     BLOB PRIMARY KEY NOT NULL CHECK (length(hash) = 32),
        sequence INTEGER NOT NULL REFERENCES changes (sequence)
    ) STRICT;";

/// The log's file in the directory of a store.
pub(super) fn path_in(directory: &Path) -> PathBuf {
    directory.join("log.sqlite")
}

/// How long a command waits for another one that is writing: one that records a decision is done before that.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(20);

/// Takes the writer's lock, a little after whoever has it now; it is held as long as the file is.
pub(super) fn lock(directory: &Path) -> Result<File, StoreError> {
    let path = directory.join("writer.lock");
    let failed = |source| StoreError::Io { path: path.clone(), source };
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => std::thread::sleep(LOOK),
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { directory: directory.to_path_buf() }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
    }
}

/// Opens the file for writing and lays it out when it is new.
pub(super) fn open(path: &Path) -> Result<Connection, StoreError> {
    let failed = |source| StoreError::from_database(path, source);
    let mut connection = Connection::open(path).map_err(failed)?;
    recognise(&connection, path)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "secure_delete", true).map_err(failed)?;
    if version(&connection).map_err(failed)? == 0 {
        lay_out(&mut connection).map_err(failed)?;
    }
    Ok(connection)
}

/// Opens the file for reading beside a writer. What a killed writer left half done is taken back first.
pub(super) fn open_read_only(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Absent { path: path.to_path_buf() });
    }
    match connect_read_only(path) {
        Err(StoreError::HalfDone { .. }) => {
            take_back(path)?;
            connect_read_only(path)
        }
        done => done,
    }
}

/// A transaction that a writer was killed in is rolled back by whoever may write; a reader who may not is told so. This happens only while the file is
/// made: afterwards it keeps a write-ahead log, which readers can read as it is.
fn take_back(path: &Path) -> Result<(), StoreError> {
    let _lock = lock(path.parent().unwrap_or(path)).map_err(|error| match error {
        StoreError::Io { .. } => StoreError::HalfDone { path: path.to_path_buf() },
        other => other,
    })?;
    let connection = Connection::open(path).map_err(|source| StoreError::from_database(path, source))?;
    recognise(&connection, path)
}

fn connect_read_only(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(path, flags).map_err(|source| StoreError::from_database(path, source))?;
    recognise(&connection, path)?;
    if version(&connection).map_err(|source| StoreError::from_database(path, source))? == 0 {
        return Err(StoreError::NotAStore { path: path.to_path_buf(), found: "an empty file".to_owned() });
    }
    Ok(connection)
}

fn recognise(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::from_database(path, source);
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(failed)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    if application != APPLICATION_ID && (application != 0 || tables != 0) {
        let found = format!("a database of another program (application id {application:#x})");
        return Err(StoreError::NotAStore { path: path.to_path_buf(), found });
    }
    let found = version(connection).map_err(failed)?;
    if found > FORMAT {
        return Err(StoreError::NewerFormat { path: path.to_path_buf(), found, known: FORMAT });
    }
    Ok(())
}

/// Makes a log of an older format one of today's, in the transaction that writes the first change of today's into it.
pub(super) fn raise(transaction: &Connection) -> rusqlite::Result<()> {
    if version(transaction)? < FORMAT { transaction.pragma_update(None, "user_version", FORMAT) } else { Ok(()) }
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Both numbers and the tables come in one transaction, so that a file is never half laid out.
fn lay_out(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(LAYOUT)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.commit()
}
