//! Claims as JSON records: all of them, or one.

use axum::extract::{Extension, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use stemma_core::id::Id;
use stemma_exchange::wire;

use crate::Service;
use crate::problem::Problem;
use crate::quota::Account;
use crate::resources::made;
use crate::sparql::running;

/// `/api/v1/claims`: all claims, one JSON record a line.
pub(crate) async fn all(State(service): State<Service>, Extension(account): Extension<Account>) -> Response {
    // As much as a query may be.
    let running = match running(&service, &account) {
        Ok(running) => running,
        Err(problem) => return problem.into_response(),
    };
    let published = service.published();
    let lines = tokio::task::spawn_blocking(move || {
        let _running = running;
        let records = wire::claim_records(&published.state, &published.texts, &published.findings.claims);
        records.iter().filter_map(|record| wire::line(record).ok()).map(|line| line + "\n").collect::<String>()
    });
    match lines.await {
        Ok(lines) => ([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the list could not be made").into_response(),
    }
}

/// `/api/v1/claims/{id}`: one claim as its JSON record; its id may be that of a claim that was joined with it.
pub(crate) async fn one(State(service): State<Service>, Path(id): Path<String>) -> Response {
    made(service, move |published| {
        let found = Id::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        let records = wire::claim_records(&published.state, &published.texts, [found]);
        let line = records.first().and_then(|record| wire::line(record).ok()).unwrap_or_default() + "\n";
        Ok(([(header::CONTENT_TYPE, "application/json")], line).into_response())
    })
    .await
}
