//! HTTP endpoint and pages: what a store says, to clients and to readers.
//!
//! A service answers from one published version: a snapshot of the index with the findings computed from it. It
//! writes nothing. Handlers read a request, ask once, and name the response; the store is reached on blocking threads
//! only.

mod check;
mod connections;
mod filter;
mod negotiate;
mod pages;
mod problem;
mod published;
mod resources;
mod sparql;
mod worklist;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

pub use check::{CheckedDraft, DraftCheck};
pub use pages::draft_page;
pub use published::{Kept, Published};

/// What clients may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a query runs.
    pub time: Duration,
    /// How many rows it answers.
    pub rows: u64,
    /// How many run at once.
    pub concurrency: usize,
    /// How many clients are connected at once; more of them wait.
    pub connections: usize,
    /// How long a client may keep the service waiting, for a whole request or for room to write, beyond `time`.
    pub patience: Duration,
}

/// The largest body of a request, in bytes.
const BODY: usize = 1 << 20;
/// How long answers may still be on their way when the longest query is over.
const GRACE: Duration = Duration::from_secs(2);

/// What every handler reaches.
#[derive(Clone)]
struct Service {
    published: Arc<Published>,
    limits: Limits,
    running: Arc<Semaphore>,
}

/// All routes.
pub fn router(published: Published, limits: Limits) -> Router {
    // Computed now, so that the first who asks does not wait.
    published.worklist();
    let running = Arc::new(Semaphore::new(limits.concurrency));
    let service = Service { published: Arc::new(published), limits, running };
    Router::new()
        // For SPARQL clients.
        .route("/sparql", get(sparql::get).post(sparql::post))
        .route("/sparql/examples", get(resources::examples))
        // For programs.
        .route("/api/v1/check", post(check::record_of))
        .route("/api/v1/claims", get(resources::claim_records))
        // For readers, and for whoever follows an IRI.
        .route("/", get(async || Redirect::to("/claims")))
        .route("/desk", get(resources::desk))
        .route("/claims", get(resources::claims))
        .route("/claims/{id}", get(resources::claim))
        .route("/documents/{id}", get(resources::document))
        .route("/versions/{id}", get(resources::version))
        .route("/actors/{id}", get(resources::other))
        .route("/sources/{id}", get(resources::other))
        .route("/topics/{id}", get(resources::other))
        .route("/assertions/{id}", get(resources::other))
        .route("/contradictions/{id}", get(resources::other))
        .route("/check", get(check::form).post(check::page_of))
        .route("/style.css", get(pages::style))
        .route("/desk.js", get(pages::script))
        // For operators.
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(async || "ready\n"))
        .method_not_allowed_fallback(async || problem::Problem::method_not_allowed().into_response())
        .fallback(async || problem::Problem::not_found("there is nothing at this address").into_response())
        .layer(DefaultBodyLimit::max(BODY))
        .layer(map_response(hardened))
        .with_state(service)
}

/// Serves until `stop` is ready; requests that have begun are finished, if that takes no longer than a query may.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    published: Published,
    limits: Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (tell, told) = tokio::sync::oneshot::channel();
    let stopped = async {
        stop.await;
        let _ = tell.send(());
    };
    // A client that stopped reading must not keep the service up.
    let grace = async {
        let _ = told.await;
        tokio::time::sleep(limits.time + GRACE).await;
    };
    let gate = connections::Gate::new(listener, limits.connections, limits.time + limits.patience);
    tokio::select! {
        served = axum::serve(gate, router(published, limits)).with_graceful_shutdown(stopped) => served,
        () = grace => Ok(()),
    }
}

/// What an extractor refused, as a problem: only problems tell of errors here.
fn with_problem(response: Response) -> Response {
    let is_text =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/"));
    if response.status().is_client_error() && is_text {
        problem::Problem::new(response.status(), "the address or its parameters cannot be read").into_response()
    } else {
        response
    }
}

/// Nothing from documents runs as script, and nothing is loaded from elsewhere. A page that has a script of ours says so
/// itself.
async fn hardened(response: Response) -> Response {
    let mut response = with_problem(response);
    let headers = response.headers_mut();
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
    ] {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}
