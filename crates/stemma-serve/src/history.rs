//! `/claims/{id}/history`: what a claim stood otherwise after, by the days on which it happened; with `by=recorded`, by when
//! the store learnt of it.

use std::collections::BTreeMap;

use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use stemma_core::id::Id;

use crate::problem::Problem;
use crate::quota::Account;
use crate::renewal::HistoryBy;
use crate::{Service, pages, resources};

/// The page. Each day is computed anew, which counts as a query does.
pub(crate) async fn history(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let told = match parameters.get("by").map(String::as_str) {
        None | Some("" | "day") => HistoryBy::ByDay,
        Some("recorded") => HistoryBy::AsRecorded,
        Some(_) => return Problem::bad_request("`by` is `day` or `recorded`").into_response(),
    };
    let Ok(permit) = service.running.clone().try_acquire_owned() else { return Problem::busy().into_response() };
    let (backing, running) = (service.backing.clone(), (permit, account.run()));
    resources::shown(service, &headers, move |published| {
        let _running = running;
        let found = Id::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        let events = backing.history(published, found, told).map_err(|error| {
            tracing::error!(%error, "the history of a claim could not be computed");
            Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the log could not be read; the service's own log says more",
            )
        })?;
        Ok(resources::page(pages::history(found, &events, told)))
    })
    .await
}
