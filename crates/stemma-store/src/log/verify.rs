//! Whether the log still says what it said when it was written.

use std::collections::{BTreeMap, BTreeSet};

use super::{ERASE, Hash, Log, Payload, RecordedChange};
use crate::error::StoreError;

/// One thing that is wrong in a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// A change is missing.
    #[error("change {expected} is missing, change {found} stands in its place")]
    Gap {
        /// The sequence that should have come.
        expected: u64,
        /// The sequence that came.
        found: u64,
    },
    /// A change does not follow the one before it.
    #[error("change {sequence} does not follow the change before it")]
    BrokenChain {
        /// The change.
        sequence: u64,
    },
    /// A field of a change was altered.
    #[error("change {sequence} was altered")]
    AlteredChange {
        /// The change.
        sequence: u64,
    },
    /// The bytes do not have the hash under which they stand.
    #[error("the bytes of {hash} were altered")]
    AlteredBlob {
        /// The hash under which they stand.
        hash: Hash,
    },
    /// Bytes that a change names are not there, and were not erased.
    #[error("{hash}, which change {sequence} names, is missing and was not erased")]
    MissingBlob {
        /// The change.
        sequence: u64,
        /// The hash of the bytes.
        hash: Hash,
    },
    /// A payload has its hash but is not understood.
    #[error("the payload of change {sequence} is not understood: {what}")]
    UnreadablePayload {
        /// The change.
        sequence: u64,
        /// Why not.
        what: String,
    },
    /// The list of erasures says something else than the changes.
    #[error("the list of erasures and the changes differ about {hash}")]
    FalseErasure {
        /// The hash that one of them calls erased.
        hash: Hash,
    },
    /// The database itself is damaged.
    #[error("the file is damaged: {0}")]
    File(String),
}

impl Log {
    /// Checks every change, its place in the chain and all bytes; an empty list means that nothing was altered.
    ///
    /// Erased bytes are accepted when a change of the chain erased them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damage = self.check_file()?;
        let changes = self.changes_since(0)?;
        check_chain(&changes, &mut damage);
        let present = self.check_blobs(&mut damage)?;
        let mut named = BTreeMap::new();
        let mut erased = BTreeSet::new();
        for change in &changes {
            named.entry(change.payload).or_insert(change.sequence);
            if !present.contains(&change.payload) {
                continue;
            }
            match read(&self.stored(change.payload)?.unwrap_or_default()) {
                Ok(payload) => {
                    for hash in payload.documents() {
                        named.entry(hash).or_insert(change.sequence);
                    }
                    let erasures = payload.actions().iter().filter(|action| action.kind() == ERASE);
                    erased.extend(erasures.filter_map(|action| action.text().parse::<Hash>().ok()));
                }
                Err(what) => damage.push(Damage::UnreadablePayload { sequence: change.sequence, what }),
            }
        }
        for (&hash, &sequence) in named.iter().filter(|(hash, _)| !present.contains(hash) && !erased.contains(hash)) {
            damage.push(Damage::MissingBlob { sequence, hash });
        }
        let listed: BTreeSet<Hash> = self.erasures()?.into_iter().map(|erasure| erasure.hash).collect();
        damage.extend(listed.symmetric_difference(&erased).map(|&hash| Damage::FalseErasure { hash }));
        Ok(damage)
    }

    fn check_file(&self) -> Result<Vec<Damage>, StoreError> {
        let check = || -> rusqlite::Result<Vec<String>> {
            self.connection.prepare("PRAGMA integrity_check")?.query_map([], |row| row.get(0))?.collect()
        };
        let lines = check().map_err(|source| self.failed(source))?;
        Ok(lines.into_iter().filter(|line| line != "ok").map(Damage::File).collect())
    }

    /// The hashes whose bytes are there, right or wrong.
    fn check_blobs(&self, damage: &mut Vec<Damage>) -> Result<BTreeSet<Hash>, StoreError> {
        let mut check = || -> rusqlite::Result<BTreeSet<Hash>> {
            let mut statement = self.connection.prepare("SELECT hash, bytes FROM blobs ORDER BY hash")?;
            let mut rows = statement.query([])?;
            let mut present = BTreeSet::new();
            while let Some(row) = rows.next()? {
                let hash = super::read_hash(row, 0)?;
                let bytes = row.get_ref(1)?.as_bytes().unwrap_or_default();
                if Hash::of(bytes) != hash {
                    damage.push(Damage::AlteredBlob { hash });
                }
                present.insert(hash);
            }
            Ok(present)
        };
        check().map_err(|source| self.failed(source))
    }
}

fn check_chain(changes: &[RecordedChange], damage: &mut Vec<Damage>) {
    let (mut sequence, mut previous) = (0, Hash::ZERO);
    for change in changes {
        if change.sequence != sequence + 1 {
            damage.push(Damage::Gap { expected: sequence + 1, found: change.sequence });
        }
        if change.previous != previous {
            damage.push(Damage::BrokenChain { sequence: change.sequence });
        }
        if change.hash != change.chained() {
            damage.push(Damage::AlteredChange { sequence: change.sequence });
        }
        (sequence, previous) = (change.sequence, change.hash);
    }
}

fn read(bytes: &[u8]) -> Result<Payload, String> {
    let text = str::from_utf8(bytes).map_err(|error| error.to_string())?;
    Payload::decode(text).map_err(|error| error.to_string())
}
