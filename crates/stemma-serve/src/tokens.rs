//! `/api/v1/tokens`: who may do what, for whoever may do everything.

use std::collections::BTreeSet;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use stemma_exchange::wire::{self, NewTokenRecord, TokenRecord};
use stemma_store::token::{Scope, Scopes, Secret, Token, TokenError};

use crate::Service;
use crate::problem::Problem;
use crate::writes::{self, opened, sequence};

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
    scopes: BTreeSet<String>,
    expires: Option<String>,
}

/// All tokens, one JSON record a line; never a secret.
pub(crate) async fn list(State(service): State<Service>, headers: HeaderMap) -> Response {
    let answer = async {
        opened(&service, &headers, Scope::Admin)?;
        let (backing, now) = (service.backing.clone(), service.backing.now());
        let held = tokio::task::spawn_blocking(move || backing.store().tokens()).await;
        let held = held.map_err(|_| failed())?.map_err(|error| Problem::from(TokenError::Store(error)))?;
        let lines = held.iter().filter_map(|token| wire::line(&TokenRecord::new(token, &now)).ok());
        let lines: String = lines.map(|line| line + "\n").collect();
        Ok(([(header::CONTENT_TYPE, "application/jsonl"), NOT_KEPT], lines).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// A new token: its secret is in this answer, and nowhere else ever.
pub(crate) async fn add(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Admin)?;
        let wanted: Wanted = serde_json::from_slice(&body).map_err(|error| {
            Problem::bad_request(format!("the body is no object with `name`, `scopes` and perhaps `expires`: {error}"))
        })?;
        let scopes = wanted.scopes.iter().map(|scope| scope.parse::<Scope>()).collect::<Result<BTreeSet<_>, _>>();
        let scopes = scopes.map_err(|error| Problem::bad_request(error.to_string()))?;
        let scopes = Scopes::new(scopes).ok_or_else(|| Problem::bad_request("a token needs a scope"))?;
        let secret = Secret::new(service.backing.chance().map_err(|_| failed())?);
        let token = Token::new(wanted.name, scopes, wanted.expires, &secret, &service.backing.now())?;
        let (what, added) = (format!("token {} ({})", token.name, token.scopes), token.clone());
        let receipt = writes::written(&service, principal, &headers, &what, move |store, _, author| {
            store.add_token(&added, author)
        });
        let mut named = sequence(Some(receipt.await?));
        renew(&service).await?;
        named.extend(
            [NOT_KEPT, (header::CONTENT_TYPE, "application/json")]
                .map(|(name, value)| (name, axum::http::HeaderValue::from_static(value))),
        );
        let record = NewTokenRecord::new(&token, &secret);
        let line = wire::line(&record).map_err(|_| failed())?;
        Ok((StatusCode::CREATED, named, line + "\n").into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// A token revoked.
pub(crate) async fn revoke(State(service): State<Service>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Admin)?;
        let what = format!("token {name} revoked");
        let receipt = writes::written(&service, principal, &headers, &what, move |store, _, author| {
            store.revoke_token(&name, author)
        });
        let named = sequence(Some(receipt.await?));
        renew(&service).await?;
        Ok((StatusCode::NO_CONTENT, named).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// What no cache may keep.
const NOT_KEPT: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// What was changed holds when it is answered.
async fn renew(service: &Service) -> Result<(), Problem> {
    let backing = service.backing.clone();
    let held = tokio::task::spawn_blocking(move || backing.store().tokens()).await;
    service.keys.renew(held.map_err(|_| failed())?.map_err(|error| Problem::from(TokenError::Store(error)))?);
    Ok(())
}

fn failed() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the tokens could not be read; the log says more")
}
