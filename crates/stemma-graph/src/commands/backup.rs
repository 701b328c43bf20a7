//! `stemma backup` and `stemma restore`: a store copied to another place and back. A backup is a store of its own.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use stemma_store::StoreError;
use stemma_store::log::Log;

use super::{Outcome, Unusable, shown, to_type};
use crate::arguments::Backup;
use crate::pipeline::policy;

pub(super) fn backup(store: &Path, json: bool, arguments: &Backup, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    copied(store, &arguments.folder, json, out)?;
    if !json {
        writeln!(out, "To look at it: {}", to_type(&arguments.folder, "claims"))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn restore(store: &Path, json: bool, arguments: &Backup, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    copied(&arguments.folder, store, json, out)?;
    Ok(Outcome::Done)
}

fn copied(from: &Path, to: &Path, json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    if to.exists() {
        let why = format!("{} is there already, and nothing is written over it: name another folder", shown(to));
        return Err(Unusable(why).into());
    }
    let receipt = Log::open_read_only(from)?.copy_to(to)?;
    let own = from.join(policy::OF_STORE);
    if own.exists() {
        let copy = to.join(policy::OF_STORE);
        std::fs::copy(&own, &copy)
            .map_err(|source| StoreError::Io { path: copy.clone(), source })
            .with_context(|| format!("the log is copied, and {} is not", shown(&own)))?;
    }
    if json {
        let record = serde_json::json!({
            "from": from.to_string_lossy(),
            "to": to.to_string_lossy(),
            "sequence": receipt.sequence,
            "head": receipt.hash.to_string(),
        });
        writeln!(out, "{record}")?;
    } else {
        writeln!(out, "{}: all {} changes, read again and whole; head {}", shown(to), receipt.sequence, receipt.hash)?;
    }
    Ok(())
}
