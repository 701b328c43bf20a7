//! `/versions/{id}/compare`: a version beside another one of its document.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use stemma_core::id::Id;

use crate::problem::Problem;
use crate::{Service, pages, resources};

/// An earlier version beside the one that `with` names; without it, beside the one that holds now.
pub(crate) async fn compare(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    resources::shown(service, &headers, move |published| {
        let none = || Problem::not_found("there is no such version");
        let earlier = Id::parse(&id).and_then(|id| published.version(id)).ok_or_else(none)?;
        let later = match parameters.get("with") {
            Some(with) => Id::parse(with).and_then(|id| published.version(id)),
            None => published.document(earlier.document.id),
        };
        let later = later.ok_or_else(none)?;
        if later.document.id != earlier.document.id {
            return Err(Problem::bad_request("these are versions of two documents: only those of one are compared"));
        }
        Ok(resources::page(pages::compare(published, earlier, later)).into_response())
    })
    .await
}
