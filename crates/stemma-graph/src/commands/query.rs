//! `stemma query`

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use oxrdf::Term;
use stemma_store::query::{Formats, Kind, LIBRARY, Limits, NamedQuery, Query as Sparql, QueryError, query, table};

use super::{Outcome, Unusable, shown};
use crate::arguments::{AnswerFormat, Query};
use crate::pipeline::{Pipeline, Question};

pub(super) fn run(store: &Path, json: bool, arguments: &Query, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if arguments.list {
        return list(json, out);
    }
    let text = match (&arguments.expression, &arguments.file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => text_of(file, arguments)?,
        (None, None) => String::new(),
    };
    let pipeline = Pipeline::open_read_only(store)?;
    let question = Question::from(&arguments.which);
    let view = pipeline.view(&question)?;
    let snapshot = pipeline.overlaid_with_verdicts(&view, &question)?;
    let limits = Limits { time: Duration::from_secs(arguments.timeout), ..Limits::default() };
    let format = arguments.format.unwrap_or(if json { AnswerFormat::Json } else { AnswerFormat::Table });
    let formats = match format {
        AnswerFormat::Table => match table(&snapshot, Sparql::new(&text), limits) {
            Ok(table) => {
                print(&table, out)?;
                return Ok(Outcome::Done);
            }
            Err(QueryError::Refused { .. }) => Formats::default(),
            Err(error) => return Err(error.into()),
        },
        AnswerFormat::Json | AnswerFormat::Turtle => Formats::default(),
        AnswerFormat::Xml => Formats { results: QueryResultsFormat::Xml, graph: RdfFormat::RdfXml },
        AnswerFormat::Csv => Formats { results: QueryResultsFormat::Csv, ..Formats::default() },
        AnswerFormat::Tsv => Formats { results: QueryResultsFormat::Tsv, ..Formats::default() },
    };
    let answer = query(&snapshot, Sparql::new(&text), formats, limits)?;
    let is_graph = answer.kind() == Kind::Graph;
    for part in answer {
        out.write_all(&part?)?;
    }
    if !is_graph {
        writeln!(out)?;
    }
    Ok(Outcome::Done)
}

/// The query in a file, or the one of the library with this name.
fn text_of(file: &Path, arguments: &Query) -> anyhow::Result<String> {
    let name = file.to_string_lossy();
    if file.is_file() || name.contains(['/', '.']) {
        if !arguments.parameters.is_empty() {
            let why = "only queries of the library take parameters; see `stemma query --list`";
            return Err(Unusable(why.to_owned()).into());
        }
        return std::fs::read_to_string(file).with_context(|| format!("cannot read {}", shown(file)));
    }
    let query = NamedQuery::called(&name).map_err(|why| Unusable(why.to_string()))?;
    Ok(query.with(&arguments.parameters).map_err(|why| Unusable(why.to_string()))?)
}

fn list(json: bool, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    for query in LIBRARY {
        if json {
            let parameters: Vec<&str> = query.parameters().map(|(name, _)| name).collect();
            let record = serde_json::json!({
                "name": query.name,
                "title": query.title(),
                "question": query.question(),
                "parameters": parameters,
                "query": query.text,
            });
            writeln!(out, "{record}")?;
            continue;
        }
        writeln!(out, "{:22}  {}", query.name, query.question())?;
        for (parameter, meaning) in query.parameters() {
            writeln!(out, "{:22}    --with {parameter}=…  {meaning}", "")?;
        }
    }
    Ok(Outcome::Done)
}

/// A table for people: columns as wide as their values, IRIs by their last part.
fn print(table: &stemma_store::query::Table, out: &mut dyn Write) -> anyhow::Result<()> {
    if let Some(boolean) = table.boolean {
        writeln!(out, "{boolean}")?;
        return Ok(());
    }
    let header: Vec<String> = table.variables.iter().map(|variable| format!("?{}", variable.as_str())).collect();
    let cell = |term: &Option<Term>| match term {
        None => String::new(),
        Some(Term::Literal(literal)) => literal.value().split_whitespace().collect::<Vec<_>>().join(" "),
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(other) => other.to_string(),
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).min(100)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    for row in [&header].into_iter().chain(&rows) {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}", width = *width)).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    writeln!(out, "{} rows", rows.len())?;
    Ok(())
}
