//! `/sparql`: the query and update operations of the SPARQL 1.1 Protocol.

mod excerpt;
mod request;
mod stream;
mod updated;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use stemma_store::query::{Kind, Query, QueryError, query};
use stemma_store::token::Scope;

pub(crate) use self::excerpt::excerpted;
use self::request::{Operation, Request};
pub(crate) use self::request::{graph, pairs};
use self::stream::{Begun, Waiting, streamed};
use self::updated::updated;
use crate::describe;
use crate::engine;
use crate::problem::Problem;
use crate::quota::Account;
use crate::writes::{self, opened};
use crate::written_in::check_charset;
use crate::{BODY, Service};

pub(crate) async fn get(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let query = uri.query().unwrap_or_default();
    if query.is_empty() {
        return describe::service(&service, &headers).await.unwrap_or_else(IntoResponse::into_response);
    }
    let asked = pairs(query.as_bytes()).and_then(Operation::of);
    let answer = match asked {
        Ok(Operation::Query(request)) => answered(&service, &account, request, &headers).await,
        Ok(Operation::Update(_)) => Err(Problem::bad_request("an update is sent by POST")),
        Err(problem) => Err(problem),
    };
    answer.unwrap_or_else(IntoResponse::into_response)
}

pub(crate) async fn post(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let query = uri.query().unwrap_or_default();
    let answer = match operation(&service, query, &headers, body).await {
        Ok(Operation::Query(request)) => answered(&service, &account, request, &headers).await,
        Ok(Operation::Update(update)) => updated(&service, &account, update, &headers).await,
        Err(problem) => Err(problem),
    };
    answer.unwrap_or_else(IntoResponse::into_response)
}

/// What a POST asks for.
async fn operation(service: &Service, query: &str, headers: &HeaderMap, body: Body) -> Result<Operation, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    check_charset(media)?;
    let (key, body) = match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => {
            // Only whoever may update may send much.
            let body = match opened(service, headers, Scope::Review) {
                Ok(_) => writes::body(body).await?,
                Err(_) => short(body).await?,
            };
            return Operation::of(pairs(&body)?);
        }
        "application/sparql-query" => ("query", short(body).await?),
        "application/sparql-update" => {
            opened(service, headers, Scope::Review)?;
            ("update", writes::body(body).await?)
        }
        _ => {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "send application/sparql-query, application/sparql-update, or application/x-www-form-urlencoded with `query` or `update`",
            ));
        }
    };
    let text = std::str::from_utf8(&body).map_err(|_| Problem::bad_request(format!("the {key} is not UTF-8")))?;
    // Some programs mark UTF-8 so; it is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).to_owned();
    let mut pairs = pairs(query.as_bytes())?;
    pairs.retain(|(name, _)| name != "query" && name != "update");
    pairs.push((key.to_owned(), text));
    Operation::of(pairs)
}

async fn short(body: Body) -> Result<axum::body::Bytes, Problem> {
    axum::body::to_bytes(body, BODY).await.map_err(|_| {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the body is not whole, or larger than {BODY} bytes"))
    })
}

async fn answered(
    service: &Service,
    account: &Account,
    mut request: Request,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let (formats, media, graph_media) = request.formats(headers)?;
    let running = running(service, account)?;
    let limits = service.query_limits();
    let snapshot = service.snapshot();
    completed(service, &mut request.query);
    if let Some(engine) = service.backing.engine()
        && let Some(asked) = engine::prepared(request.query.clone(), limits).await?
    {
        let backing = Arc::clone(&service.backing);
        let bytes = engine::answer(backing, engine, asked, formats.results, limits, running).await?;
        return Ok(([(header::CONTENT_TYPE, media), (header::VARY, "accept")], bytes).into_response());
    }
    let waiting = Waiting(request.query.abandoned.clone());
    // Its place is free when the query has ended, and not when its client has gone.
    let begun = tokio::task::spawn_blocking(move || {
        Ok::<_, QueryError>((Begun::of(query(&snapshot, request.query, formats, limits)?)?, running))
    });
    match begun.await {
        Ok(Ok((begun, running))) => {
            let media = if begun.kind == Kind::Graph { graph_media } else { media };
            let body = match begun.rest {
                None => Body::from(begun.first),
                Some(rest) => streamed(begun.first, rest, running, waiting, service.limits.time),
            };
            Ok(([(header::CONTENT_TYPE, media), (header::VARY, "accept")], body).into_response())
        }
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed inside")),
    }
}

/// A place among the queries that run, on somebody's account.
pub(crate) fn running(service: &Service, account: &Account) -> Result<impl Send + 'static, Problem> {
    let permit = service.running.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
    Ok((permit, account.run()))
}

/// Gives a query what this service stands for.
fn completed(service: &Service, query: &mut Query) {
    query.base = Some(service.published().iris.endpoint().into_string());
    query.default_graph = service.published().default_graph;
    // An engine of somebody else's asks nobody for us.
    query.elsewhere = service.backing.elsewhere().filter(|_| service.backing.engine().is_none());
}
