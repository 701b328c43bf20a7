//! `stemma extract` and `stemma text`: reading without a store.

use std::io::Write;
use std::path::{Path, PathBuf};

use stemma_core::document::{Problem, Version};
use stemma_core::id::Id;
use stemma_core::span::CodePoints;
use stemma_core::statement::Statement;
use stemma_exchange::wire::{self, TextRecord, statement_record};
use stemma_extract::formats::is_feed;

use super::{Outcome, Unusable};
use crate::apart::decoded;
use crate::arguments::{Files, Text};
use crate::intake::{Bytes, Input, inputs};
use crate::pipeline::Pipeline;
use crate::reading::{ReadDocument, Reading, read};

pub(super) fn extract(json: bool, files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    each(
        &files.files,
        |input, bytes| {
            let Reading::Documents(documents) = read(input, bytes).map_err(|why| why.to_string())? else {
                return Ok(Vec::new());
            };
            let mut printed = Vec::new();
            for document in documents {
                printed.extend(statements(json, &document)?);
            }
            Ok(printed)
        },
        out,
    )
}

/// What is read from a document, a line each; its problems go to standard error.
fn statements(json: bool, document: &ReadDocument) -> Result<Vec<u8>, String> {
    let name = &document.held.document.name;
    let points = CodePoints::new(&document.text);
    let mut printed = Vec::new();
    for assertion in &document.held.assertions {
        let statement = &assertion.statement;
        let record = statement_record(name, &document.text, &points, statement);
        let line =
            if json { wire::line(&record).map_err(|why| why.to_string())? } else { for_people(&record, statement) };
        printed.extend_from_slice(line.as_bytes());
        printed.push(b'\n');
    }
    for problem in &document.held.problems {
        let place = problem.span.map(|span| points.span(span)).map(|(start, end)| format!(":{start}-{end}"));
        let _ =
            writeln!(std::io::stderr(), "{name}{}: {} {}", place.unwrap_or_default(), problem.code, problem.message);
    }
    Ok(printed)
}

fn for_people(record: &wire::StatementRecord, statement: &Statement) -> String {
    format!(
        "{}-{}  {}  [{} · {} · {} · {} · tier {} · {}]\n    “{}”",
        record.content.start,
        record.content.end,
        record.chain.join(" > "),
        record.stance,
        record.modality,
        record.basis,
        record.kind,
        record.tier,
        statement.rule,
        record.content.quote
    )
}

/// Prints texts: that of a file as it is, those of the entries of a feed each below its address, and those of earlier versions
/// that the store has.
pub(super) fn text(store: &Path, json: bool, arguments: &Text, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for file in &arguments.files {
        let done = match earlier_version(file) {
            Some((name, version)) => text_of_version(store, json, (name, version), out)?,
            None => text_of_file(json, file, arguments.entry.as_deref(), out)?,
        };
        if !matches!(done, Outcome::Done) {
            outcome = done;
        }
    }
    Ok(outcome)
}

/// The version that a name like `PATH@VERSION` means, where no file is called so.
fn earlier_version(file: &Path) -> Option<(&str, Id<Version>)> {
    let name = file.to_str().filter(|_| !file.exists())?;
    Some((name, Id::parse(name.rsplit_once('@')?.1)?))
}

fn text_of_version(
    store: &Path,
    json: bool,
    (name, version): (&str, Id<Version>),
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::open_read_only(store)?;
    let (state, texts) = pipeline.state(&pipeline.store.snapshot());
    if !state.versions.contains_key(&version) {
        return Err(Unusable(format!("the store has no version `{version}`")).into());
    }
    let text = texts.text(version);
    write!(out, "{}", if json { record(name, text).map_err(Unusable)? } else { text.to_owned() })?;
    Ok(Outcome::Done)
}

fn text_of_file(json: bool, file: &PathBuf, wanted: Option<&str>, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let print = |input: &Input, Bytes { bytes, said }: Bytes| {
        let odd = input.odd_name(&bytes);
        let text =
            decoded(&bytes, None).map_err(|why| odd.as_ref().map_or_else(|| why.clone(), |odd| odd.refusal(&why)))?;
        if let Some(Problem { code, message, .. }) = odd.map(|odd| odd.problem()) {
            let _ = writeln!(std::io::stderr(), "{}: {code} {message}", input.name);
        }
        let texts = if is_feed(&text.value) { entries(input, Bytes { bytes, said })? } else { Vec::new() };
        let printed = match (texts.as_slice(), wanted) {
            ([], Some(wanted)) => return Err(format!("it is no feed, and has no entry `{wanted}`")),
            ([], None) if json => record(&input.name, &text.value)?,
            ([], None) => text.value,
            (texts, Some(wanted)) => match texts.iter().find(|(name, _)| name == wanted) {
                Some((name, text)) if json => record(name, text)?,
                Some((_, text)) => text.clone(),
                None => return Err(format!("the feed has no entry `{wanted}`; without --entry all are printed")),
            },
            (texts, None) if json => {
                texts.iter().map(|(name, text)| record(name, text)).collect::<Result<Vec<_>, _>>()?.concat()
            }
            (texts, None) => texts.iter().map(|(name, text)| format!("==> {name} <==\n{text}\n")).collect(),
        };
        Ok(printed.into_bytes())
    };
    each(std::slice::from_ref(file), print, out)
}

/// The entries of a feed: what each is called in records, and its text.
fn entries(input: &Input, bytes: Bytes) -> Result<Vec<(String, String)>, String> {
    match read(input, bytes).map_err(|why| why.to_string())? {
        Reading::Documents(documents) => {
            Ok(documents.into_iter().map(|document| (document.held.document.name, document.text)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

fn record(document: &str, text: &str) -> Result<String, String> {
    let record = TextRecord { document, text };
    Ok(wire::line(&record).map_err(|why| why.to_string())? + "\n")
}

/// Prints what `print` makes of each file; those that it refuses are named and passed over.
pub(super) fn each(
    files: &[PathBuf],
    print: impl Fn(&Input, Bytes) -> Result<Vec<u8>, String>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (inputs, refused) = inputs(files);
    let mut outcome = if refused.is_empty() { Outcome::Done } else { Outcome::Refused };
    for input in &inputs {
        match input.read().map_err(|why| why.to_string()).and_then(|bytes| print(input, bytes)) {
            Ok(printed) => out.write_all(&printed)?,
            Err(why) => {
                writeln!(std::io::stderr(), "{}: STM100 {why}", input.name)?;
                outcome = Outcome::Refused;
            }
        }
    }
    Ok(outcome)
}
