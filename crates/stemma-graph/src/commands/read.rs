//! `stemma extract` and `stemma text`: reading without a store.

use std::io::Write;

use stemma_core::document::Problem;
use stemma_core::span::CodePoints;
use stemma_core::statement::Statement;
use stemma_exchange::wire::{self, statement_record};

use super::Outcome;
use crate::apart::decoded;
use crate::arguments::Files;
use crate::intake::{Bytes, Input, inputs};
use crate::reading::{ReadDocument, Reading, read};

pub(super) fn extract(json: bool, files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    each(
        files,
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

pub(super) fn text(files: &Files, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    let text = |input: &Input, Bytes { bytes, .. }: Bytes| {
        let odd = input.odd_name(&bytes);
        let text =
            decoded(&bytes, None).map_err(|why| odd.as_ref().map_or_else(|| why.clone(), |odd| odd.refusal(&why)))?;
        if let Some(Problem { code, message, .. }) = odd.map(|odd| odd.problem()) {
            let _ = writeln!(std::io::stderr(), "{}: {code} {message}", input.name);
        }
        Ok(text.value.into_bytes())
    };
    each(files, text, out)
}

/// Prints what `print` makes of each file; those that it refuses are named and passed over.
pub(super) fn each(
    files: &Files,
    print: impl Fn(&Input, Bytes) -> Result<Vec<u8>, String>,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (inputs, refused) = inputs(&files.files);
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
