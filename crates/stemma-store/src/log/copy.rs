//! Copies of a log, whole or not at all.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{Log, Receipt, schema};
use crate::error::StoreError;

impl Log {
    /// Copies the log as it is now into a new directory, also while somebody writes it. The copy is read again, its hashes
    /// are computed anew, and it is on the disk under its name only when all of that is done.
    ///
    /// # Errors
    /// [`StoreError::Io`] when the directory is there already or cannot be made, [`StoreError::Damaged`] when the copy is
    /// not whole, because what was copied is not, and others when there is no room.
    pub fn copy_to(&self, directory: &Path) -> Result<Receipt, StoreError> {
        let io = |path: &Path| {
            let path = path.to_path_buf();
            move |source| StoreError::Io { path, source }
        };
        if directory.exists() {
            let source = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(StoreError::Io { path: directory.to_path_buf(), source });
        }
        let making = beside(directory);
        if let Some(parent) = directory.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            fs::create_dir_all(parent).map_err(io(parent))?;
        }
        fs::create_dir(&making).map_err(io(&making))?;
        let done = self.copy_whole(&making).and_then(|receipt| {
            fs::rename(&making, directory).map_err(io(directory))?;
            Ok(receipt)
        });
        if done.is_err() {
            // What is left of it has another name, and is no store.
            let _ = fs::remove_dir_all(&making);
        }
        done
    }

    fn copy_whole(&self, making: &Path) -> Result<Receipt, StoreError> {
        let path = schema::path_in(making);
        let named = path.to_string_lossy();
        self.connection
            .execute("VACUUM INTO ?1", [&named])
            .map_err(|source| StoreError::from_database(&path, source))?;
        for synced in [path.as_path(), making] {
            let failed = |source| StoreError::Io { path: synced.to_path_buf(), source };
            File::open(synced).and_then(|file| file.sync_all()).map_err(failed)?;
        }
        let copy = Self::open_read_only(making)?;
        match copy.verify()?.first() {
            Some(damage) => Err(StoreError::Damaged { path, what: damage.to_string() }),
            None => copy.head(),
        }
    }
}

/// The name that a copy has while it is made.
fn beside(directory: &Path) -> PathBuf {
    let mut name = directory.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    directory.with_file_name(name)
}
