//! Queries that another SPARQL engine answers instead of the index. Its answer is read to its end before a byte of it is
//! passed on: what is cut off, is no answer, or has too many rows becomes an error.

use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, QueryResultsSerializer, ReaderQueryResultsParserOutput,
};
use oxrdf::{NamedNode, Term};
use stemma_store::Store;
use stemma_store::mirror::forwarded;
use stemma_store::query::{Kind, Limits, Query, QueryError};

use crate::problem::Problem;
use crate::renewal::Backing;

/// A query as an engine is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The SPARQL text.
    pub text: String,
    /// The media type of the answer; nothing else is one.
    pub media: &'static str,
    /// The graphs whose union is the default graph, as the protocol names them.
    pub default_graphs: Vec<NamedNode>,
    /// The graphs that `GRAPH` sees.
    pub named_graphs: Vec<NamedNode>,
    /// How long it may take.
    pub time: Duration,
    /// How many bytes the answer may have.
    pub bytes: u64,
}

/// Why an engine gave no answer. The words are for whoever runs the service; clients are told less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineError {
    /// It could not be reached, or brought to what is served.
    Away(String),
    /// It took too long.
    Slow,
    /// What it sent is no whole answer.
    Broken(String),
    /// It has more to say than it may.
    Long,
}

/// A SPARQL engine that holds what is served.
pub trait Engine: Send + Sync {
    /// The body of its answer, whole, from a state that has all that the store showed when it was asked. Takes as long as it takes.
    ///
    /// # Errors
    /// As [`EngineError`] says.
    fn ask(&self, store: &Store, asked: &Asked) -> Result<Vec<u8>, EngineError>;
}

/// How an engine is asked; nothing for a `CONSTRUCT` or `DESCRIBE`, which the index answers: some engines cut a graph off and do not
/// say so.
pub(crate) async fn prepared(query: Query, limits: Limits) -> Result<Option<(Kind, Asked)>, Problem> {
    let prepared = tokio::task::spawn_blocking(move || {
        let (kind, text) = forwarded(&query)?;
        let media = match kind {
            Kind::Solutions | Kind::Boolean => "application/sparql-results+json",
            Kind::Graph => return Ok(None),
        };
        let Query { default_graphs, named_graphs, .. } = query;
        let asked = Asked { text, media, default_graphs, named_graphs, time: limits.time, bytes: limits.bytes };
        Ok(Some((kind, asked)))
    });
    prepared.await.unwrap_or_else(|_| Err(inside()))
}

/// What the engine answers, in the format that was asked for. `running` is held until the engine is done.
pub(crate) async fn answer(
    backing: Arc<dyn Backing>,
    engine: Arc<dyn Engine>,
    (kind, asked): (Kind, Asked),
    format: QueryResultsFormat,
    limits: Limits,
    running: impl Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let answer = tokio::task::spawn_blocking(move || {
        let _running = running;
        let body = engine.ask(backing.store(), &asked)?;
        results(&body, format, kind, limits)
    });
    answer.await.unwrap_or_else(|_| Err(inside()))
}

fn inside() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed inside")
}

fn broken(error: impl std::fmt::Display) -> Problem {
    EngineError::Broken(error.to_string()).into()
}

fn within(count: u64, limits: Limits) -> Result<(), Problem> {
    if count > limits.rows { Err(QueryError::TooManyRows { limit: limits.rows }.into()) } else { Ok(()) }
}

fn results(body: &[u8], format: QueryResultsFormat, kind: Kind, limits: Limits) -> Result<Vec<u8>, Problem> {
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    let serializer = QueryResultsSerializer::from_format(format);
    match (parser.for_reader(body).map_err(broken)?, kind) {
        (ReaderQueryResultsParserOutput::Boolean(value), Kind::Boolean) => {
            serializer.serialize_boolean_to_writer(Vec::new(), value).map_err(broken)
        }
        (ReaderQueryResultsParserOutput::Solutions(solutions), Kind::Solutions) => {
            let variables = solutions.variables().to_vec();
            let mut writer = serializer.serialize_solutions_to_writer(Vec::new(), variables).map_err(broken)?;
            for (solution, count) in solutions.zip(1..) {
                let solution = solution.map_err(broken)?;
                within(count, limits)?;
                writer.serialize(&solution).map_err(broken)?;
            }
            writer.finish().map_err(broken)
        }
        // Virtuoso answers ASK with a row of its own for yes, and no row for no.
        (ReaderQueryResultsParserOutput::Solutions(rows), Kind::Boolean) if matches!(rows.variables(), [only] if only.as_str() == "__ASK_RETVAL") =>
        {
            let rows = rows.collect::<Result<Vec<_>, _>>().map_err(broken)?;
            let value = match rows.as_slice() {
                [] => false,
                [row] => matches!(row.get(0), Some(Term::Literal(one)) if one.value() == "1"),
                _ => return Err(broken("rows instead of yes or no")),
            };
            serializer.serialize_boolean_to_writer(Vec::new(), value).map_err(broken)
        }
        _ => Err(broken("yes or no instead of rows")),
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        tracing::error!(?error, "the engine gave no answer");
        match error {
            EngineError::Away(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the SPARQL engine behind this service is away, or not yet in step; try again later",
            ),
            EngineError::Slow => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "the SPARQL engine behind this service took too long; narrow the query or add LIMIT",
            ),
            EngineError::Broken(_) => {
                Self::new(StatusCode::BAD_GATEWAY, "the SPARQL engine behind this service sent no whole answer")
            }
            EngineError::Long => {
                Self::new(StatusCode::BAD_REQUEST, "the answer has too many bytes; narrow the query or add LIMIT")
            }
        }
    }
}
