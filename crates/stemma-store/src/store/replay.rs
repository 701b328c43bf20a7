//! The index as the log makes it.

use crate::error::StoreError;
use crate::index::{Builder, Snapshot};
use crate::log::{Log, Payload, RecordedChange};

/// The version after a change.
pub(super) fn fold(log: &Log, last: u64) -> Result<Snapshot, StoreError> {
    let mut changes = log.changes_since(0)?;
    changes.retain(|change| change.sequence <= last);
    fold_changes(log, &changes)
}

/// What some changes leave, one after the other.
pub(super) fn fold_changes(log: &Log, changes: &[RecordedChange]) -> Result<Snapshot, StoreError> {
    let mut builder = Builder::default();
    for change in changes {
        let Some(text) = log.payload_text(change)? else { continue };
        let lines = Payload::lines(&text).map_err(|error| log.unreadable(change, &error))?;
        for (line, present) in lines {
            if !builder.line(line, present)? {
                let quad = Payload::quad(line).map_err(|error| log.unreadable(change, &error))?;
                builder.quad(quad.as_ref(), present)?;
            }
        }
    }
    Ok(builder.finish())
}
