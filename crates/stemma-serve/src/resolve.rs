//! `/contradictions/{id}/resolve` and `/api/v1/contradictions/{id}/resolve`: a person settles a contradiction.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use stemma_core::contradiction::{Contradiction, Settled, settled};
use stemma_core::enumerations::ContradictionKind;
use stemma_core::id::Id;
use stemma_exchange::wire::DecisionRecord;
use stemma_store::log::Receipt;
use stemma_store::records::resolution_quads;
use stemma_store::token::Scope;

use crate::access::Principal;
use crate::acts::the_claim;
use crate::problem::Problem;
use crate::review::{reason_of, recorded, told_as_json};
use crate::writes::{self, opened};
use crate::{Service, session, undo};

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
    let Settling { reason, kind } = serde_json::from_slice(body).map_err(|error| {
        Problem::bad_request(format!("the body is an object with `reason`, and `as` if a kind fits: {error}"))
    })?;
    let (id, reason, receipt) = settle(service, principal, headers, id, (&reason, kind.as_deref())).await?;
    let sequence = receipt.map(|receipt| receipt.sequence);
    Ok(told_as_json(&DecisionRecord { id, decision: "resolve", reason, sequence }))
}

/// `POST /contradictions/{id}/resolve`: from the page of a claim.
pub(crate) async fn from_page(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Response {
    let answer = async {
        let text = |key: &str| fields.get(key).map(|text| text.trim()).unwrap_or_default();
        let editor = session::sender(&service, &headers, text("mark"), Scope::Review)?;
        let claim = the_claim(&service, text("claim"))?;
        let kind = Some(text("as")).filter(|kind| !kind.is_empty());
        let done = settle(&service, editor.principal, &headers, &id, (text("reason"), kind)).await;
        let (.., receipt) = undo::pointed(&service, &id, done).await?;
        let sequence = receipt.map_or(0, |receipt| receipt.sequence);
        service.shows(sequence).await;
        Ok(Redirect::to(&format!("/claims/{claim}?recorded={sequence}")).into_response())
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// Records that a contradiction is settled, for a reason, and perhaps as what the two are instead; the contradiction, the
/// reason, and the change.
async fn settle(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    id: &str,
    (reason, kind): (&str, Option<&str>),
) -> Result<(String, String, Option<Receipt>), Problem> {
    let published = service.published();
    let reason = reason_of(reason, "")?;
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
    let claims = [contradiction.a, contradiction.b].map(|claim| published.claim(claim));
    let claims: Vec<String> = claims.iter().flatten().map(|found| format!("“{}”", found.claim.text)).collect();
    let (told, what) = (reason.clone(), format!("resolve {}: {reason} ({})", contradiction.id, claims.join(" and ")));
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
    Ok((id, reason, receipt.await?))
}
