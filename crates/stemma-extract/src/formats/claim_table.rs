//! Claims typed by hand, as comma-separated values or JSON Lines.
//!
//! One row is one statement: `claim` is required; `source`, `source_kind`, `document`, `stance`, `modality`, `basis`
//! and `quote` are read when they are there. The words of the row are its place. What a person typed is of tier P.

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::{Map, Value};
use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::enumerations::{Basis, ClaimKind, Modality, SourceKind, Stance, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Mention, Statement, Voice};

use crate::dates::{dates, due};
use crate::problems;
use crate::quantities::quantities;

/// Reads a table with a header.
#[must_use]
pub fn claim_table(name: &str, text: &str, metadata: &Metadata) -> Parsed<Vec<Statement>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut parsed = Parsed { value: Vec::new(), problems: Vec::new() };
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|cell| cell.trim().to_lowercase()).collect(),
        Err(error) => {
            parsed.problems.push(problem(None, format!("the table cannot be read: {error}")));
            return parsed;
        }
    };
    let rows: Vec<(usize, Result<csv::StringRecord, csv::Error>)> = {
        let mut rows = Vec::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let mut record = csv::StringRecord::new();
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => rows.push((start, Ok(record))),
                Err(error) => rows.push((start, Err(error))),
            }
        }
        rows
    };
    let ends: Vec<usize> = rows.iter().skip(1).map(|(start, _)| *start).chain([text.len()]).collect();
    for ((start, row), end) in rows.into_iter().zip(ends) {
        let span = trimmed(text, Span::new(start, end));
        match row {
            Ok(record) => {
                let cell = |key: &str| {
                    let column = header.iter().position(|name| name == key)?;
                    record.get(column).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned)
                };
                add(&mut parsed, name, text, metadata, span, &cell);
            }
            Err(error) => parsed.problems.push(problem(Some(span), format!("this row cannot be read: {error}"))),
        }
    }
    parsed
}

/// Reads one JSON object a line.
#[must_use]
pub fn claim_lines(name: &str, text: &str, metadata: &Metadata) -> Parsed<Vec<Statement>> {
    let mut parsed = Parsed { value: Vec::new(), problems: Vec::new() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = trimmed(text, Span::new(start, start + line.len()));
        start += line.len();
        let words = span.slice(text).unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        match serde_json::from_str::<Map<String, Value>>(words) {
            Ok(object) => {
                let cell = |key: &str| {
                    object
                        .get(key)
                        .and_then(Value::as_str)
                        .map(str::trim)
                        .filter(|cell| !cell.is_empty())
                        .map(str::to_owned)
                };
                add(&mut parsed, name, text, metadata, span, &cell);
            }
            Err(error) => parsed.problems.push(problem(Some(span), format!("this line is no JSON object: {error}"))),
        }
    }
    parsed
}

type Cell<'c> = dyn Fn(&str) -> Option<String> + 'c;

fn add(parsed: &mut Parsed<Vec<Statement>>, name: &str, text: &str, metadata: &Metadata, row: Span, cell: &Cell<'_>) {
    let Some(claim) = cell("claim") else {
        parsed.problems.push(problem(Some(row), "this row has no `claim`".to_owned()));
        return;
    };
    let words =
        cell("quote").into_iter().chain([claim.clone()]).find_map(|words| find(text, row, &words)).unwrap_or(row);
    let Some(content) = Quote::at(text, words) else { return };
    let numbers_at = find(text, row, &claim).unwrap_or(words);
    let found = dates(text, numbers_at, metadata.published);
    let quantities = quantities(text, numbers_at);
    let stance = value(parsed, row, cell, "stance", Stance::Affirms);
    let modality = value(parsed, row, cell, "modality", Modality::Asserted);
    let source_kind = value(parsed, row, cell, "source_kind", SourceKind::Organization);
    let default_basis = if cell("source").is_some() { Basis::Statement } else { Basis::Unattributed };
    let basis = value(parsed, row, cell, "basis", default_basis);
    let kind = match modality {
        Modality::Predicted => ClaimKind::Prediction,
        _ if quantities.is_empty() => ClaimKind::Fact,
        _ => ClaimKind::Quantity,
    };
    let source = cell("source").and_then(|source| {
        let quote = Quote::at(text, find(text, row, &source)?)?;
        Some(Mention { quote, name: source, kind: source_kind })
    });
    let due = if kind == ClaimKind::Prediction { due(&found) } else { None };
    parsed.value.push(Statement {
        contents: vec![content],
        cue: source.as_ref().map(|source| source.quote.clone()),
        chain: chain(name, metadata, cell, source_kind),
        source,
        direct: false,
        stance,
        modality,
        basis,
        kind,
        sentence: claim,
        quantities,
        dates: found,
        due,
        against_interest: cell("admission").is_some_and(|admission| admission == "yes" || admission == "true"),
        tier: Tier::P,
        rule: Cow::Borrowed("claim-table"),
    });
}

/// The table answers with its publisher or its file name; then the document that a row names, then its source.
fn chain(name: &str, metadata: &Metadata, cell: &Cell<'_>, source_kind: SourceKind) -> Vec<Voice> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let voice = |name: String, kind| Voice { name, kind, affiliation: None };
    let table = metadata.publisher.clone().unwrap_or(file);
    let inner = [(cell("document"), SourceKind::Document), (cell("source"), source_kind)];
    std::iter::once(voice(table, SourceKind::Author))
        .chain(inner.into_iter().filter_map(|(name, kind)| Some(voice(name?, kind))))
        .collect()
}

fn value<T: FromStr<Err = stemma_core::enumerations::UnknownValue>>(
    parsed: &mut Parsed<Vec<Statement>>,
    row: Span,
    cell: &Cell<'_>,
    key: &str,
    default: T,
) -> T {
    match cell(key).map(|word| word.parse::<T>()) {
        None => default,
        Some(Ok(value)) => value,
        Some(Err(error)) => {
            parsed.problems.push(problem(Some(row), format!("{error}; the row is read without it")));
            default
        }
    }
}

fn find(text: &str, within: Span, words: &str) -> Option<Span> {
    let start = within.start + within.slice(text)?.find(words)?;
    Some(Span::new(start, start + words.len()))
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text).unwrap_or_default();
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, (start + words.trim().len()).max(start))
}

fn problem(span: Option<Span>, message: String) -> Problem {
    Problem { span, code: problems::TABLE_ROW, message }
}
