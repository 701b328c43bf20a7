//! The update operation. Whoever needs other hosts asks them before standing in the line for writing, so that a slow one keeps no
//! writer waiting.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use stemma_store::Store;
use stemma_store::log::Receipt;
use stemma_store::records::Iris;
use stemma_store::token::Scope;
use stemma_store::update::{Prepared, Update, UpdateError, update};

use super::running;
use crate::Service;
use crate::access::Principal;
use crate::problem::Problem;
use crate::quota::Account;
use crate::writes::{opened, sequence, written};

/// Why, for the log, when the client says nothing.
const UPDATE: &str = "SPARQL update";

/// An update is answered when it is on the disk and the next query sees it.
pub(super) async fn updated(
    service: &Service,
    account: &Account,
    mut asked: Update,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    asked.base = Some(service.published().iris.endpoint().into_string());
    asked.elsewhere = service.backing.elsewhere();
    let receipt = if asked.asks_elsewhere() {
        asking(service, account, &principal, headers, asked).await?
    } else {
        let _running = account.run();
        let limits = service.query_limits();
        let write = move |store: &Store, iris: &Iris, author| update(store, iris, asked, author, limits);
        written(service, principal, headers, UPDATE, write).await?
    };
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().extend(sequence(receipt));
    Ok(response)
}

/// Asks in a place for queries, then writes. When the data have changed meanwhile so that others have to be asked, it goes round
/// again, at most twice.
async fn asking(
    service: &Service,
    account: &Account,
    principal: &Principal,
    headers: &HeaderMap,
    asked: Update,
) -> Result<Option<Receipt>, Problem> {
    let limits = service.query_limits();
    let place = running(service, account)?;
    let prepared = blocking(move || {
        let prepared = Prepared::new(asked, limits)?;
        drop(place);
        Ok(Arc::new(prepared))
    });
    let prepared = prepared.await?;
    for is_last in [false, false, true] {
        let place = running(service, account)?;
        let (to_ask, backing) = (Arc::clone(&prepared), Arc::clone(&service.backing));
        let iris = service.published().iris.clone();
        let ask = move || {
            to_ask.ask(backing.store(), &iris, limits)?;
            drop(place);
            Ok(())
        };
        blocking(ask).await?;
        let (_running, to_make) = (account.run(), Arc::clone(&prepared));
        let make = move |store: &Store, iris: &Iris, author| match to_make.make(store, iris, author, limits) {
            Err(UpdateError::Conflict { .. }) if !is_last => Ok(None),
            made => made.map(Some),
        };
        if let Some(receipt) = written(service, principal.clone(), headers, UPDATE, make).await? {
            return Ok(receipt);
        }
    }
    Err(Problem::busy())
}

/// Does what may take long on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, UpdateError> + Send + 'static,
) -> Result<T, Problem> {
    let failed = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the update failed inside; the log says more");
    tokio::task::spawn_blocking(work).await.map_err(|_| failed())?.map_err(Problem::from)
}
