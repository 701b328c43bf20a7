//! The key of a store, beside its log: what the secrets of its webhooks are made of. Whoever has the log, a backup or an
//! export cannot sign.

use std::fs::OpenOptions;
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::chance;

/// Its file.
const FILE: &str = "webhook.key";

/// The key; made and kept, when there is none.
pub(crate) fn signing_key(directory: &Path) -> io::Result<[u8; 32]> {
    let path = directory.join(FILE);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            let key = chance()?;
            file.write_all(&key)?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let (mut key, mut file) = ([0; 32], std::fs::File::open(&path)?);
            file.read_exact(&mut key)?;
            Ok(key)
        }
        Err(error) => Err(error),
    }
}
