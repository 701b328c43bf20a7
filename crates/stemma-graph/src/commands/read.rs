//! `stemma extract` and `stemma text`: reading without a store.

use std::io::Write;
use std::path::PathBuf;

use stemma_core::document::Problem;
use stemma_core::span::CodePoints;
use stemma_core::statement::Statement;
use stemma_exchange::wire::{self, TextRecord, statement_record};
use stemma_extract::formats::is_feed;

use super::Outcome;
use crate::apart::decoded;
use crate::arguments::{Files, Text};
use crate::intake::{Bytes, Input, inputs};
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

/// Prints texts: that of a file as it is, those of the entries of a feed each below its address.
pub(super) fn text(json: bool, arguments: &Text, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let wanted = arguments.entry.as_deref();
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
    each(&arguments.files, print, out)
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
