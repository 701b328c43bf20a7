//! The one door for writes: who holds the token stands in line, and each change is recorded before it is answered.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use stemma_store::Store;
use stemma_store::log::Receipt;
use stemma_store::records::Iris;
use stemma_store::update::{Author, UpdateError};
use tokio::sync::Semaphore;

use crate::Service;
use crate::access::Token;
use crate::problem::Problem;

/// What a service needs to take writes.
pub struct Writes {
    /// The store, open for writing.
    pub store: Store,
    /// The token that opens it.
    pub token: Token,
    /// The time, as the log keeps it.
    pub now: Box<dyn Fn() -> String + Send + Sync>,
}

/// The largest body of a write, in bytes.
const BODY: usize = 64 << 20;
/// The header by which a client says why; the log keeps it.
const REASON: &str = "stemma-reason";
/// The header that names the change in the log.
const SEQUENCE: &str = "stemma-sequence";

/// The door, with the line before it.
pub(crate) struct Door {
    pub(crate) writes: Writes,
    /// Who waits in it keeps no thread.
    line: Semaphore,
}

impl Door {
    pub(crate) fn new(writes: Writes) -> Self {
        Self { writes, line: Semaphore::new(1) }
    }
}

/// The door, for whoever may pass it.
pub(crate) fn opened(service: &Service, headers: &HeaderMap) -> Result<Arc<Door>, Problem> {
    match &service.door {
        None => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this service takes no updates; start it with a token in STEMMA_ADMIN_TOKEN, or ingest documents with `stemma ingest`",
        )),
        Some(door) if door.writes.token.is_shown_by(headers) => Ok(Arc::clone(door)),
        Some(_) => Err(Problem::unauthorized()),
    }
}

/// The body of a write.
pub(crate) async fn body(body: Body) -> Result<Bytes, Problem> {
    axum::body::to_bytes(body, BODY).await.map_err(|_| {
        let detail = format!("the body is not whole, or larger than {BODY} bytes; send it in parts");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    })
}

/// Writes on a blocking thread when it is this request's turn.
pub(crate) async fn written<T: Send + 'static>(
    service: &Service,
    door: Arc<Door>,
    headers: &HeaderMap,
    what: &str,
    write: impl FnOnce(&Store, &Iris, Author) -> Result<T, UpdateError> + Send + 'static,
) -> Result<T, Problem> {
    let reason = headers.get(REASON).and_then(|value| value.to_str().ok()).unwrap_or(what).to_owned();
    let published = Arc::clone(&service.published);
    let turn = tokio::time::timeout(service.limits.time, door.line.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Problem::busy()) };
    let writing = Arc::clone(&door);
    let done = tokio::task::spawn_blocking(move || {
        let author = Author { recorded: (writing.writes.now)(), principal: "admin".to_owned(), reason };
        write(&writing.writes.store, &published.iris, author)
    });
    match done.await {
        Ok(done) => done.map_err(Problem::from),
        Err(_) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the update failed inside; the log says more")),
    }
}

/// The header that names a change, for the answer.
pub(crate) fn sequence(receipt: Option<Receipt>) -> HeaderMap {
    let named = receipt.map(|receipt| (HeaderName::from_static(SEQUENCE), HeaderValue::from(receipt.sequence)));
    named.into_iter().collect()
}
