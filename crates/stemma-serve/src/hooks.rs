//! `/api/v1/webhooks`: who is told of changes, for whoever may do everything.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use stemma_exchange::wire::{self, DeliveryRecord, HookRecord, NewHookRecord};
use stemma_store::hook::{Hook, HookError};
use stemma_store::log::Hash;
use stemma_store::token::Scope;
use stemma_store::{Hooks, Store};

use crate::problem::Problem;
use crate::signature::hook_secret;
use crate::sparql::pairs;
use crate::writes::{self, opened, sequence};
use crate::{Service, told};

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
    url: String,
    #[serde(default)]
    filter: String,
}

/// What no cache may keep.
const NOT_KEPT: (header::HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// All webhooks, one JSON record a line; never a secret.
pub(crate) async fn list(State(service): State<Service>, headers: HeaderMap) -> Response {
    let read = |store: &Store| {
        let mut hooks = Hooks::default();
        store.read_hooks(&mut hooks)?;
        Ok(hooks.all())
    };
    listed(&service, &headers, read, |hook: &Hook| HookRecord::from(hook)).await
}

/// What was tried for a webhook, one JSON record a line.
pub(crate) async fn deliveries(
    State(service): State<Service>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let read = move |store: &Store| store.attempts(&name).map_err(HookError::Store);
    listed(&service, &headers, read, |attempt| DeliveryRecord::from(attempt)).await
}

async fn listed<T: Send + 'static, R: Serialize>(
    service: &Service,
    headers: &HeaderMap,
    read: impl FnOnce(&Store) -> Result<Vec<T>, HookError> + Send + 'static,
    record: impl Fn(&T) -> R,
) -> Response {
    let answer = async {
        opened(service, headers, Scope::Admin)?;
        let backing = service.backing.clone();
        let all = tokio::task::spawn_blocking(move || read(backing.store())).await.map_err(|_| told::failed())??;
        let lines: String =
            all.iter().filter_map(|one| wire::line(&record(one)).ok()).map(|line| line + "\n").collect();
        let media = (header::CONTENT_TYPE, HeaderValue::from_static("application/jsonl"));
        Ok(([media, NOT_KEPT], lines).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// A new webhook: its secret is in this answer, and never shown again.
pub(crate) async fn add(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Admin)?;
        let wanted: Wanted = serde_json::from_slice(&body).map_err(|error| {
            Problem::bad_request(format!("the body is no object with `name`, `url` and perhaps `filter`: {error}"))
        })?;
        filter_of(&wanted.filter)?;
        let (asked, url) = (service.clone(), wanted.url.clone());
        let prepared = tokio::task::spawn_blocking(move || {
            asked.backing.may_be_told(&url).map_err(|why| Problem::bad_request(format!("`{url}` {why}")))?;
            let chance = asked.backing.chance().map_err(|_| told::failed())?;
            let key = asked.backing.signing_key().map_err(|_| told::failed())?;
            Ok::<_, Problem>((chance, key, asked.base_now().map_err(|_| told::failed())?.moment))
        });
        let (chance, key, moment) = prepared.await.map_err(|_| told::failed())??;
        let hook = Hook::new(wanted.name, Hash::of(&chance), wanted.url, wanted.filter, moment.to_string())?;
        let (what, added) = (format!("webhook {} at {}", hook.name, hook.url), hook.clone());
        let receipt = writes::written(&service, principal, &headers, &what, move |store, _, author| {
            store.add_hook(&added, author)
        });
        let mut named = sequence(Some(receipt.await?));
        named.extend([NOT_KEPT, (header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        let record = NewHookRecord::new(&hook, hook_secret(&key, hook.nonce));
        let line = wire::line(&record).map_err(|_| told::failed())?;
        Ok((StatusCode::CREATED, named, line + "\n").into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// A webhook removed.
pub(crate) async fn remove(State(service): State<Service>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Admin)?;
        let what = format!("webhook {name} removed");
        let receipt = writes::written(&service, principal, &headers, &what, move |store, _, author| {
            store.remove_hook(&name, author)
        });
        Ok((StatusCode::NO_CONTENT, sequence(Some(receipt.await?))).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// The filter that a webhook's parameters say.
pub(crate) fn filter_of(parameters: &str) -> Result<Option<crate::filter::Filter>, Problem> {
    let read = pairs(parameters.trim_start_matches('?').as_bytes());
    let read = read.map_err(|_| Problem::bad_request("the filter is not the parameters of an address of the desk"))?;
    told::filter(&read.into_iter().collect::<BTreeMap<_, _>>())
}

/// Whether parameters are a filter that a webhook can have.
///
/// # Errors
/// Why not.
pub fn is_filter(parameters: &str) -> Result<(), String> {
    filter_of(parameters).map(drop).map_err(|problem| problem.to_string())
}
