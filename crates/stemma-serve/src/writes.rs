//! The one door for writes: whoever may write stands in line, and each change is recorded before it is answered.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use stemma_store::Store;
use stemma_store::log::Receipt;
use stemma_store::records::Iris;
use stemma_store::token::Scope;
use stemma_store::update::Author;

use crate::Service;
use crate::access::{Principal, allowed};
use crate::problem::Problem;

/// The largest body of a write, in bytes.
const BODY: usize = 64 << 20;
/// The header by which a client says why; the log keeps it.
const REASON: &str = "stemma-reason";
/// The header that names the change in the log.
const SEQUENCE: &str = "stemma-sequence";

/// Who asks, when they may pass the door with what needs `scope`.
pub(crate) fn opened(service: &Service, headers: &HeaderMap, scope: Scope) -> Result<Principal, Problem> {
    if service.line.is_none() {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this service takes no updates; start it with a token in STEMMA_ADMIN_TOKEN, add one with `stemma token add`, or ingest documents with `stemma ingest`",
        ));
    }
    allowed(service, headers, scope)
}

/// The body of a write.
pub(crate) async fn body(body: Body) -> Result<Bytes, Problem> {
    axum::body::to_bytes(body, BODY).await.map_err(|_| {
        let detail = format!("the body is not whole, or larger than {BODY} bytes; send it in parts");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    })
}

/// Writes on a blocking thread when it is this request's turn; whoever waits in the line keeps no thread.
pub(crate) async fn written<T: Send + 'static, E: Send + 'static>(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    what: &str,
    write: impl FnOnce(&Store, &Iris, Author) -> Result<T, E> + Send + 'static,
) -> Result<T, Problem>
where
    Problem: From<E>,
{
    let reason = headers.get(REASON).and_then(|value| value.to_str().ok()).unwrap_or(what).to_owned();
    let (published, backing) = (service.published(), service.backing.clone());
    let Some(line) = service.line.clone() else { return Err(Problem::busy()) };
    let turn = tokio::time::timeout(service.limits.time, line.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Problem::busy()) };
    // Since it was shown, its body was sent and others wrote: that may take minutes.
    if !service.keys.is_held(&principal, &service.backing.now()) {
        return Err(Problem::unauthorized());
    }
    let done = tokio::task::spawn_blocking(move || {
        let author = Author { recorded: backing.now(), principal: principal.name, reason };
        write(backing.store(), &published.iris, author)
    });
    let done = done.await;
    service.current.tell();
    match done {
        Ok(done) => done.map_err(Problem::from),
        Err(_) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the update failed inside; the log says more")),
    }
}

/// The same of a change that is known by its number.
pub(crate) fn numbered(sequence: u64) -> HeaderMap {
    HeaderMap::from_iter([(HeaderName::from_static(SEQUENCE), HeaderValue::from(sequence))])
}

/// The header that names a change, for the answer.
pub(crate) fn sequence(receipt: Option<Receipt>) -> HeaderMap {
    let named = receipt.map(|receipt| (HeaderName::from_static(SEQUENCE), HeaderValue::from(receipt.sequence)));
    named.into_iter().collect()
}
