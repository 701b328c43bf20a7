//! `/api/v1/identified`: which items of Wikidata names mean, as people say. One name is one item.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use stemma_core::name::ActorKey;
use stemma_core::wikidata::{Identified, WikidataId, contrary};
use stemma_exchange::wire::{self, IdentifiedRecord};
use stemma_store::records::identified_quads;
use stemma_store::token::Scope;

use crate::Service;
use crate::problem::Problem;
use crate::review::{decisions, recorded, told_as_json};
use crate::writes::{self, opened};

/// The longest name, in bytes.
const NAME: usize = 1000;

#[derive(Deserialize)]
struct Identifying {
    actor: String,
    wikidata: String,
}

/// `GET /api/v1/identified`: one JSON record a line.
pub(crate) async fn list(State(service): State<Service>) -> Response {
    let (published, snapshot) = (service.published(), service.snapshot());
    let known = decisions(&published.iris, &snapshot).identified;
    let records = known.iter().filter_map(|one| wire::line(&IdentifiedRecord::from(one)).ok());
    let lines = records.map(|line| line + "\n").collect::<String>();
    ([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response()
}

/// `POST /api/v1/identified`: records it.
pub(crate) async fn identify(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    taken(&service, &headers, &body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn taken(service: &Service, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    let Identifying { actor, wikidata } = serde_json::from_slice(body).map_err(|error| {
        Problem::bad_request(format!(
            "the body is an object with `actor`, a name, and `wikidata`, an id such as Q42: {error}"
        ))
    })?;
    let actor = actor.trim();
    let id = WikidataId::parse(&wikidata);
    let id = id.ok_or_else(|| Problem::bad_request(format!("`{wikidata}` is no item of Wikidata such as Q42")))?;
    let (published, key) = (service.published(), ActorKey::of(actor));
    let profiles = published.profiles();
    let is_known = profiles.actor(key.actor_id()).is_some() || profiles.source(key.source_id()).is_some();
    if actor.len() > NAME || !is_known {
        return Err(Problem::not_found("nobody in the store is called so"));
    }
    let identified = Identified { actor: actor.to_owned(), id };
    let record = IdentifiedRecord::from(&identified);
    let what = format!("{actor} is {id} of Wikidata");
    let receipt = writes::written(service, principal, headers, &what, move |store, iris, author| {
        recorded(store, iris, author, |live, _| match contrary(live, &identified) {
            Some(why) => Err(why),
            None => Ok((Vec::new(), identified_quads(iris, &identified))),
        })
    });
    receipt.await?;
    Ok(told_as_json(&record))
}
