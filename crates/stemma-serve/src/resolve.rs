//! `/api/v1/contradictions/{id}/resolve`: a person settles a contradiction.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use stemma_core::contradiction::{Contradiction, Settled, settled};
use stemma_core::enumerations::ContradictionKind;
use stemma_core::id::Id;
use stemma_exchange::wire::DecisionRecord;
use stemma_store::records::resolution_quads;
use stemma_store::token::Scope;

use crate::Service;
use crate::problem::Problem;
use crate::review::{reason_of, recorded, told_as_json};
use crate::writes::{self, opened};

#[derive(Deserialize)]
struct Settling {
    reason: String,
    #[serde(rename = "as")]
    kind: Option<String>,
}

/// `POST /api/v1/contradictions/{id}/resolve`
pub(crate) async fn resolve(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    taken(&service, &id, &headers, &body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn taken(service: &Service, id: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    let published = service.published();
    let Settling { reason, kind } = serde_json::from_slice(body).map_err(|error| {
        Problem::bad_request(format!("the body is an object with `reason`, and `as` if a kind fits: {error}"))
    })?;
    let reason = reason_of(&reason, "")?;
    if reason.is_empty() {
        return Err(Problem::bad_request("a resolution needs a reason"));
    }
    let kind = kind.map(|word| {
        let kind = word.parse::<ContradictionKind>().ok().filter(|kind| kind.is_compatible());
        kind.ok_or_else(|| Problem::bad_request(format!("`{word}` does not say why two claims can hold together")))
    });
    let kind = kind.transpose()?;
    let id = Id::<Contradiction>::parse(id);
    let place = id.and_then(|id| published.findings.contradictions.binary_search_by_key(&id, |c| c.id).ok());
    let contradiction = place.and_then(|place| published.findings.contradictions.get(place)).cloned();
    let contradiction = contradiction.ok_or_else(|| Problem::not_found("there is no such contradiction"))?;
    let (told, what) = (reason.clone(), format!("resolve {}: {reason}", contradiction.id));
    let id = contradiction.id.to_string();
    let receipt = writes::written(service, principal, headers, &what, move |store, iris, author| {
        recorded(store, iris, author, |live, by| {
            let Settled { id, before, now } =
                settled(live, &contradiction, kind, (by, &told)).map_err(|why| why.to_string())?;
            let new = resolution_quads(iris, id, &now);
            let old = before.map(|before| resolution_quads(iris, id, &before)).unwrap_or_default();
            Ok((old.into_iter().filter(|quad| !new.contains(quad)).collect(), new))
        })
    });
    let sequence = receipt.await?.map(|receipt| receipt.sequence);
    Ok(told_as_json(&DecisionRecord { id, decision: "resolve", reason, sequence }))
}
