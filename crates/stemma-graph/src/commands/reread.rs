//! `stemma reread`: held documents read again by today's readers.

use std::io::Write;
use std::path::Path;

use stemma_core::impact::impacts;
use stemma_exchange::wire::{self, RereadRecord};

use super::Outcome;
use super::what_if::{Stand, print, told};
use crate::arguments::Reread;
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Reread, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let pipeline = if arguments.dry_run { Pipeline::open_read_only(store)? } else { Pipeline::open(store)? };
    let question = Question::today();
    let before = pipeline.view(&question)?;
    let reread = pipeline.read_again(&before)?;
    let after = pipeline.view_after(&before, &reread, &question)?;
    if json {
        let record = RereadRecord {
            documents: reread.documents,
            changed: reread.changed.iter().map(|(name, ..)| name.clone()).collect(),
            carried: reread.carried,
            orphans: reread.orphans.clone(),
            unread: reread.unread.clone(),
        };
        writeln!(out, "{}", wire::line(&record)?)?;
    } else {
        for (name, added, gone) in &reread.changed {
            writeln!(out, "{name}: {added} assertions new, {gone} gone")?;
        }
        writeln!(
            out,
            "{} documents read again, {} otherwise; {} decisions of people carried over",
            reread.documents,
            reread.changed.len(),
            reread.carried
        )?;
        for orphan in &reread.orphans {
            writeln!(out, "kept, and without effect now: {orphan}")?;
        }
    }
    for (name, why) in &reread.unread {
        writeln!(std::io::stderr(), "{name}: STM100 {why}")?;
    }
    let is_whole = reread.unread.is_empty();
    let impacts = impacts(&before.findings, &after.findings);
    if arguments.dry_run {
        print(json, &impacts, Stand::Would, out)?;
    } else {
        let receipt = pipeline.record_reread(reread)?;
        print(json, &impacts, Stand::Now, out)?;
        told(store, json, receipt, out)?;
    }
    Ok(if is_whole { Outcome::Done } else { Outcome::Refused })
}
