//! The beginning of an answer, for a page.

use std::sync::Arc;

use axum::http::StatusCode;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
use stemma_store::query::{Excerpt, Kind, Query, excerpt};

use super::stream::Waiting;
use super::{completed, running};
use crate::Service;
use crate::engine;
use crate::problem::Problem;
use crate::quota::Account;

/// The first `most` rows of what a query answers, by the engine that answers here, within the limits of every query.
pub(crate) async fn excerpted(
    service: &Service,
    account: &Account,
    text: String,
    most: usize,
) -> Result<Excerpt, Problem> {
    let running = running(service, account)?;
    let limits = service.query_limits();
    let mut query = Query::new(text);
    completed(service, &mut query);
    if let Some(engine) = service.backing.engine()
        && let Some(asked) = engine::prepared(query.clone(), limits).await?
    {
        let backing = Arc::clone(&service.backing);
        let bytes = engine::answer(backing, engine, asked, QueryResultsFormat::Json, limits, running).await?;
        return read(&bytes, most).ok_or_else(inside);
    }
    let snapshot = service.snapshot();
    let _waiting = Waiting(query.abandoned.clone());
    let seen = tokio::task::spawn_blocking(move || {
        let _running = running;
        excerpt(&snapshot, query, limits, u64::try_from(most).unwrap_or(u64::MAX))
    });
    Ok(seen.await.map_err(|_| inside())??)
}

fn inside() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed inside; the log says more")
}

/// What an engine answered, as it was checked and written by us.
fn read(bytes: &[u8], most: usize) -> Option<Excerpt> {
    match QueryResultsParser::from_format(QueryResultsFormat::Json).for_slice(bytes).ok()? {
        SliceQueryResultsParserOutput::Boolean(value) => {
            Some(Excerpt { kind: Kind::Boolean, boolean: Some(value), ..Excerpt::default() })
        }
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let columns = solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
            let mut rows = Vec::new();
            for solution in solutions.take(most.saturating_add(1)) {
                rows.push(solution.ok()?.values().to_vec());
            }
            let is_cut = rows.len() > most;
            rows.truncate(most);
            Some(Excerpt { columns, rows, is_cut, ..Excerpt::default() })
        }
    }
}
