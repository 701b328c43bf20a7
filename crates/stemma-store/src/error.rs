//! What can go wrong in the store, said with the file, the cause and the way out.

use std::path::{Path, PathBuf};

use crate::log::Hash;

/// An error of the log, the index or the store around them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process, or another handle in this one, is writing the store.
    #[error("the store {} is being written by another process; stop it, or send the change to it", directory.display())]
    Locked {
        /// The directory of the store.
        directory: PathBuf,
    },
    /// There is no store where one was to be read.
    #[error("{} is not there; give the directory of a store, or ingest a document to make one", path.display())]
    Absent {
        /// The file that was looked for.
        path: PathBuf,
    },
    /// The file is something else than a log of ours.
    #[error("{} is not the log of a store: {found}; give another directory", path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: String,
    },
    /// The log was written by a newer program.
    #[error("{} has format {found}, this program knows up to {known}; use a newer program", path.display())]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// The format of the file.
        found: i64,
        /// The newest format this program knows.
        known: i64,
    },
    /// There is no room for the change; nothing of it was recorded.
    #[error("no room on the disk for {}; nothing was recorded, make room and try again", path.display())]
    DiskFull {
        /// The file that could not grow.
        path: PathBuf,
    },
    /// The change is larger than the database can take; nothing of it was recorded.
    #[error("the change is too large for {}; split the document", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A writer was killed in a transaction, and this reader may not take it back.
    #[error("the last writer of {} was killed at work, and taking that back needs the right to write there; run any command once as somebody who has it", path.display())]
    HalfDone {
        /// The file.
        path: PathBuf,
    },
    /// The log does not say what it said when it was written.
    #[error("{} is damaged: {what}; restore a backup, or run `stemma doctor`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The change breaks a rule of the log; nothing of it was recorded.
    #[error("the change is refused: {what}")]
    Refused {
        /// The rule and the value that breaks it.
        what: String,
    },
    /// The bytes were erased, and stay so.
    #[error("{hash} was erased on {recorded}: {reason}")]
    Erased {
        /// The hash of the erased bytes.
        hash: Hash,
        /// When they were erased.
        recorded: String,
        /// Why.
        reason: String,
    },
    /// No such bytes were ever recorded.
    #[error("no bytes with the hash {hash} are in the log")]
    UnknownBlob {
        /// The hash that was asked for.
        hash: Hash,
    },
    /// The index has no number left for another term.
    #[error("the index is full: it numbers at most {limit} terms")]
    IndexFull {
        /// How many terms can be numbered.
        limit: u32,
    },
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The database refused for a reason not named above.
    #[error("{}: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Names the cause behind an error of the database.
    pub(crate) fn from_database(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_path_buf();
        match source.sqlite_error_code() {
            _ if is_half_done(&source) => Self::HalfDone { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { directory: path.parent().map(Path::to_path_buf).unwrap_or_default() }
            }
            Some(ErrorCode::TooBig) => Self::TooLarge { path },
            Some(ErrorCode::NotADatabase) => Self::NotAStore { path, found: "no SQLite file".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what: source.to_string() },
            _ => Self::Database { path, source },
        }
    }
}

/// Whether a reader met a transaction that must be rolled back, or a write-ahead log that must be recovered, first.
fn is_half_done(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_READONLY_CANTINIT, SQLITE_READONLY_RECOVERY, SQLITE_READONLY_ROLLBACK};
    let codes = [SQLITE_READONLY_ROLLBACK, SQLITE_READONLY_RECOVERY, SQLITE_READONLY_CANTINIT];
    error.sqlite_error().is_some_and(|error| codes.contains(&error.extended_code))
}
