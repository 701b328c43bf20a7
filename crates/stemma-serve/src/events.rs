//! `/api/v1/events`: server-sent events of claims that stand otherwise.
//!
//! Nothing is kept for a client but what it was told last: whoever reads slowly is told of several changes at once, and nobody
//! fills the memory. `Last-Event-ID` goes on where it was, also with another service of the same store.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use stemma_exchange::wire;
use tokio::sync::{OwnedSemaphorePermit, watch};

use crate::Service;
use crate::access::reading;
use crate::filter::Filter;
use crate::problem::Problem;
use crate::quota::Account;
use crate::told::{self, Base};

/// How many follow at once.
pub(crate) const MOST: usize = 256;
/// How often those who follow are told that nothing happened.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how many milliseconds a browser comes back.
const RETRY: &str = "retry: 3000\n";
/// What a client says that it was told last: a header, or a parameter where none can be sent.
const LAST: &str = "last-event-id";

/// Somebody who follows.
struct Following {
    service: Service,
    /// Who they are: a token that was revoked ends what it opened.
    headers: HeaderMap,
    filter: Option<Filter>,
    base: Base,
    /// What is sent before anything happens.
    first: Option<String>,
    shown: watch::Receiver<()>,
    over: watch::Receiver<bool>,
    _places: (OwnedSemaphorePermit, OwnedSemaphorePermit),
}

/// The events of a filter.
pub(crate) async fn events(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Query(mut parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let named = headers.get(LAST).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let last = named.or(parameters.remove(LAST)).filter(|last| !last.is_empty());
        let last = last.map(|last| {
            let none = || Problem::bad_request(format!("`{last}` is no id of an event such as 17 or 17@2026-11-29"));
            last.parse().map_err(|()| none())
        });
        let last = last.transpose()?;
        let filter = told::filter(&parameters)?;
        let all = service.streams.clone().try_acquire_owned().map_err(|_| Problem::busy())?;
        let own = account.follow().ok_or_else(|| Problem::too_many(RETRY_SECONDS))?;
        // Subscribed to before the base is chosen, so that nothing falls between.
        let (shown, over) = (service.current.subscribed(), service.over.clone());
        let (asked, running) = (service.clone(), account.run());
        let base = tokio::task::spawn_blocking(move || {
            let _running = running;
            last.map_or_else(|| asked.base_now().map_err(|_| told::failed()), |last| asked.base_at(last))
        });
        let base = base.await.map_err(|_| told::failed())??;
        let begin = format!("{RETRY}id: {}\nevent: begin\ndata: {{}}\n\n", base.moment);
        let following =
            Following { service, headers, filter, base, first: Some(begin), shown, over, _places: (all, own) };
        let body = Body::from_stream(futures_util::stream::unfold(following, Following::next));
        let kept = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
        Ok((kept, body).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// When to come again after too many streams.
const RETRY_SECONDS: u32 = 30;

impl Following {
    /// What is sent next; nothing, when the service ends.
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if let Some(first) = self.first.take() {
            return Some((Ok(first.into()), self));
        }
        let limits = self.service.limits;
        let heartbeat = HEARTBEAT.min((limits.time + limits.patience) / 3);
        loop {
            if *self.over.borrow() || reading(&self.service, &self.headers).is_err() {
                return None;
            }
            if !self.base.is(&self.service.published()) {
                let asked = tokio::task::spawn_blocking(move || {
                    let told = self.service.told(&self.base, self.filter.as_ref());
                    (told, self)
                });
                let (told, following) = asked.await.ok()?;
                self = following;
                // A client that is cut off comes back and says what it was told last.
                let (record, next) = told.ok()?;
                self.base = next;
                if let Some(record) = record {
                    let line = wire::line(&record).ok()?;
                    let event = format!("id: {}\nevent: findings\ndata: {line}\n\n", record.event);
                    return Some((Ok(event.into()), self));
                }
                continue;
            }
            tokio::select! {
                shown = self.shown.changed() => shown.ok()?,
                over = self.over.changed() => over.ok()?,
                () = tokio::time::sleep(heartbeat) => return Some((Ok(Bytes::from_static(b": still here\n\n")), self)),
            }
        }
    }
}
