//! HTTP endpoint and pages: what a store says, to clients and to readers.
//!
//! A service answers from one published version: a snapshot of the index with the findings computed from it. What
//! clients write – with a token, through one door – SPARQL sees at once, and pages when the version is renewed. Handlers
//! read a request, ask once, and name the response; the store is reached on blocking threads only.

mod access;
mod acts;
mod add;
mod asking;
mod atom;
mod audit;
mod board;
mod browsers;
mod caching;
mod check;
mod cited;
mod claim_records;
mod compare;
mod connections;
mod describe;
mod engine;
mod enter;
mod entering;
mod erring;
mod events;
mod export;
mod exporting;
mod filter;
mod graphs;
mod hardening;
mod history;
mod hooks;
mod hosts;
mod identify;
mod judge;
mod log_in;
mod metrics;
mod moved;
mod negotiate;
mod pages;
mod problem;
mod profiles;
mod published;
mod quota;
mod reader;
mod readings;
mod renewal;
mod resolve;
mod resources;
mod review;
mod same_bytes;
mod search;
mod session;
mod signature;
mod sparql;
mod subjects;
mod telling;
mod tokens;
mod told;
mod undo;
mod verdicts;
mod what_if;
mod worklist;
mod writes;
mod written_in;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, delete, get, post};
use stemma_store::index::Snapshot;
use stemma_store::query;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tower_http::compression::CompressionLayer;

use access::Keys;
use board::{Board, Desk};
use cited::Pasts;
use connections::Peer;
use describe::Counted;
use hosts::Hosts;
use metrics::Metrics;
use quota::Quota;
use renewal::Current;
use session::Sessions;

pub use access::{Access, AdminToken};
pub use browsers::Origins;
pub use check::{CheckedDraft, DRAFT, DraftCheck, SentDraft};
pub use cited::Past;
pub use engine::{Asked, Engine, EngineError};
pub use entering::{Entering, NotEntered, Words};
pub use exporting::{EXPORTS, ExportFormat, Exporting, NotExported};
pub use hooks::is_filter;
pub use pages::draft_page;
pub use published::{Kept, Published};
pub use quota::Rates;
pub use renewal::{Added, Addition, Backing, Event, HistoryBy, Judgement, ReadElsewhere, Undoable};
pub use signature::hook_secret;
pub use telling::Telling;

/// What clients may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a query runs.
    pub time: Duration,
    /// How many rows it answers.
    pub rows: u64,
    /// How many bytes of memory all queries that run take together.
    pub memory: u64,
    /// How many run at once.
    pub concurrency: usize,
    /// How many clients are connected at once; more of them wait.
    pub connections: usize,
    /// How many of them one address may have; 0 is without limit.
    pub client_connections: usize,
    /// What one client may take in a minute.
    pub client: Rates,
    /// Whose pages may read the answers.
    pub origins: Origins,
    /// How long a client may keep the service waiting, for a whole request or for room to write, beyond `time`.
    pub patience: Duration,
}

/// The largest body of a request, in bytes.
const BODY: usize = 1 << 20;
/// What programs may ask, as OpenAPI.
const OPENAPI: &str = include_str!("openapi.json");
/// How long answers may still be on their way when the longest query is over.
const GRACE: Duration = Duration::from_secs(2);

/// What every handler reaches.
#[derive(Clone)]
struct Service {
    current: Arc<Current>,
    backing: Arc<dyn Backing>,
    keys: Arc<Keys>,
    /// What editors did.
    board: Arc<Board>,
    /// Who is logged in.
    sessions: Arc<Sessions>,
    /// The line before the door for writes, if anybody may write.
    line: Option<Arc<Semaphore>>,
    limits: Limits,
    running: Arc<Semaphore>,
    quota: Arc<Quota>,
    metrics: Arc<Metrics>,
    counted: Counted,
    hosts: Arc<Hosts>,
    pasts: Pasts,
    /// Places for those who follow.
    streams: Arc<Semaphore>,
    /// Whether the service was told to stop.
    over: watch::Receiver<bool>,
}

impl Service {
    /// The index as it is now, with what clients wrote.
    fn snapshot(&self) -> Snapshot {
        self.backing.store().snapshot()
    }

    /// What is served now.
    fn published(&self) -> Arc<Published> {
        self.current.published()
    }

    /// How all claims stand on the desk.
    async fn desk(&self) -> Result<Arc<Desk>, problem::Problem> {
        let service = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            service.board.desk(service.backing.store(), &service.published()).map_err(|error| error.to_string())
        });
        match read.await.map_err(|error| error.to_string()) {
            Ok(Ok(desk)) => Ok(desk),
            Ok(Err(error)) | Err(error) => {
                tracing::error!(error, "what editors did could not be read");
                Err(problem::Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "the log could not be read; the service's own log says more",
                ))
            }
        }
    }

    /// What names the version that answers are made from.
    fn tag(&self) -> String {
        format!("{}-{}", self.published().version, self.backing.store().generation())
    }

    /// What one query or update may use.
    fn query_limits(&self) -> query::Limits {
        let Limits { time, rows, memory, .. } = self.limits;
        query::Limits { time, rows, memory, ..query::Limits::default() }
    }
}

/// What every handler reaches, before the first request.
fn service(
    published: Published,
    backing: Arc<dyn Backing>,
    access: Access,
    limits: Limits,
    (hosts, over): (Hosts, watch::Receiver<bool>),
) -> Service {
    published.prepare_whole();
    Service {
        current: Arc::new(Current::new(published)),
        backing,
        line: access.writes.then(|| Arc::new(Semaphore::new(1))),
        keys: Arc::new(Keys::new(access)),
        board: Arc::default(),
        sessions: Arc::default(),
        limits,
        running: Arc::new(Semaphore::new(limits.concurrency)),
        quota: Arc::new(Quota::new(limits.client)),
        metrics: Arc::default(),
        counted: Counted::default(),
        hosts: Arc::new(hosts),
        pasts: Pasts::default(),
        streams: Arc::new(Semaphore::new(events::MOST)),
        over,
    }
}

/// All routes.
fn router(service: Service) -> Router {
    let routes = Router::new()
        // For SPARQL clients.
        .route("/sparql", get(sparql::get).post(sparql::post))
        .route("/sparql/examples", get(resources::examples))
        .route("/graphs", graphs())
        .route("/graphs/{*name}", graphs())
        .route("/.well-known/void", get(describe::void))
        // For programs.
        .route("/api/v1/openapi.json", get(openapi))
        .route("/api/v1/claims", get(claim_records::all))
        .route("/api/v1/claims/{id}", get(claim_records::one))
        .route("/api/v1/claims/{id}/acts", get(acts::list).post(acts::post))
        .route("/api/v1/claims/{id}/judge", post(judge::post))
        .route("/api/v1/claims/{id}/verdicts", get(verdicts::list).post(verdicts::give))
        .route("/api/v1/contradictions/{id}/resolve", post(resolve::resolve))
        .route("/api/v1/documents", post(add::post))
        .route("/api/v1/events", get(events::events))
        .route("/api/v1/readings", post(readings::post))
        .route("/api/v1/review", get(review::list))
        .route("/api/v1/review/{id}", post(review::answer))
        .route("/api/v1/search", get(search::find))
        .route("/api/v1/undo", get(undo::last).post(undo::post))
        .route("/export", get(export::export))
        .merge(groupings())
        // For readers, and for whoever follows an IRI.
        .route("/", get(async || Redirect::to("/claims")))
        .route("/desk", get(resources::desk))
        .route("/query", get(asking::page))
        .route("/search", get(resources::search))
        .route("/claims", get(resources::claims))
        .route("/claims/{id}", get(resources::claim))
        .route("/documents/{id}", get(reader::document))
        .route("/versions/{id}", get(reader::version))
        .route("/versions/{id}/compare", get(compare::compare))
        .route("/actors/{id}", get(profiles::actor))
        .route("/sources/{id}", get(profiles::source))
        .route("/topics/{id}", get(profiles::topic))
        .route("/assertions/{id}", get(resources::other))
        .route("/contradictions/{id}", get(resources::other))
        .route("/controls/{id}", get(resources::other))
        .route("/interests/{id}", get(resources::other))
        .route("/judgements/{id}", get(resources::other))
        .route("/retractions/{id}", get(resources::other))
        .route("/policies/{id}", get(resources::other))
        .merge(drafts())
        .route("/style.css", get(pages::style))
        .route("/query.js", get(pages::editor_script))
        .merge(vocabulary())
        .merge(editors())
        .merge(administrators())
        // For operators.
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(metrics::ready))
        .route("/metrics", get(metrics::metrics))
        .method_not_allowed_fallback(async || problem::Problem::method_not_allowed().into_response())
        .fallback(async || problem::Problem::not_found("there is nothing at this address").into_response());
    layered(routes, &service).with_state(service)
}

/// What each request goes through, the last layer first.
fn layered(routes: Router<Service>, service: &Service) -> Router<Service> {
    routes
        .layer(DefaultBodyLimit::max(BODY))
        .layer(map_response(hardening::hardened))
        .layer(from_fn_with_state(service.clone(), session::named))
        .layer(from_fn_with_state(service.clone(), caching::conditional))
        .layer(CompressionLayer::new())
        .layer(from_fn(written_in::unpacked))
        .layer(from_fn_with_state(service.clone(), access::guarded))
        .layer(from_fn_with_state(service.clone(), quota::limited))
        .layer(from_fn_with_state(service.clone(), browsers::shared))
        .layer(from_fn_with_state(service.clone(), hosts::known))
        .layer(from_fn_with_state(service.clone(), erring::for_people))
        .layer(from_fn_with_state(service.clone(), metrics::counted))
}

/// Drafts, held against what is served.
fn drafts() -> Router<Service> {
    Router::new().route("/api/v1/check", post(check::record_of)).route("/check", get(check::form).post(check::page_of))
}

/// What holds claims together: topics, tensions, calculations.
fn groupings() -> Router<Service> {
    Router::new()
        .route("/api/v1/topics", get(subjects::topics).post(subjects::file))
        .route("/api/v1/tensions", get(subjects::tensions_of))
        .route("/api/v1/calculations", get(subjects::calculated).post(subjects::derive))
        .route("/api/v1/identified", get(identify::list).post(identify::identify))
        .route("/sources", get(profiles::sources))
        .route("/actors", get(profiles::actors))
        .route("/topics", get(profiles::topics))
}

/// The ontology and its terms.
fn vocabulary() -> Router<Service> {
    Router::new()
        .route("/stemma/ns/1", get(resources::vocabulary))
        .route("/stemma/ns/1/{*term}", get(resources::term))
        .route("/ns/1", get(async || Redirect::permanent("/stemma/ns/1")))
}

/// Where editors work, and their programs.
fn editors() -> Router<Service> {
    Router::new()
        .route("/claims/{id}/acts", post(acts::form))
        .route("/claims/{id}/judge", get(judge::form).post(judge::judge))
        .route("/desk.js", get(pages::script))
        .route("/reader.js", get(pages::reader_script))
        .route("/api/v1/versions/{id}/assertions", post(enter::post))
        .route("/api/v1/assertions/{id}", delete(enter::take_back))
        .route("/versions/{id}/enter", get(enter::form).post(enter::from_page))
        .route("/versions/{id}/take-back", post(enter::take_back_from_page))
        .route("/contradictions/{id}/resolve", post(resolve::from_page))
        .route("/claims/{id}/history", get(history::history))
        .route("/claims/{id}/what-if", get(what_if::what_if))
        .route("/desk.atom", get(atom::feed))
        .route("/add", get(add::form).post(add::add))
        .route("/review", get(review::page).post(review::from_page))
        .route("/audit", get(audit::audit))
        .route("/undo", get(undo::form).post(undo::from_page))
        .route("/log-in", get(log_in::form).post(log_in::enter))
        .route("/log-out", post(log_in::leave))
}

/// For whoever may do everything.
fn administrators() -> Router<Service> {
    Router::new()
        .route("/api/v1/webhooks", get(hooks::list).post(hooks::add))
        .route("/api/v1/webhooks/{name}", delete(hooks::remove))
        .route("/api/v1/webhooks/{name}/deliveries", get(hooks::deliveries))
        .route("/api/v1/tokens", get(tokens::list).post(tokens::add))
        .route("/api/v1/tokens/{name}", delete(tokens::revoke))
}

/// What can be done with a graph.
fn graphs() -> MethodRouter<Service> {
    get(graphs::read).put(graphs::write).post(graphs::write).delete(graphs::write)
}

/// Serves until `stop` is ready; requests that have begun are finished, if that takes no longer than a query may.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    published: Published,
    backing: Arc<dyn Backing>,
    access: Access,
    limits: Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (tell, mut told) = watch::channel(false);
    let over = tell.subscribe();
    let stopped = async move {
        stop.await;
        tell.send_replace(true);
    };
    // A client that stopped reading must not keep the service up.
    let grace = async {
        let _ = told.changed().await;
        tokio::time::sleep(limits.time + GRACE).await;
    };
    let hosts = Hosts::of(listener.local_addr()?, &access.hosts);
    let service = service(published, backing, access, limits, (hosts, over));
    let (renewing, telling) = (service.clone().renewing(), service.clone().telling());
    let router = router(service).into_make_service_with_connect_info::<Peer>();
    let gate = connections::Gate::new(listener, &limits);
    tokio::select! {
        served = axum::serve(gate, router).with_graceful_shutdown(stopped) => served,
        () = grace => Ok(()),
        () = renewing => Ok(()),
        () = telling => Ok(()),
    }
}

/// `/api/v1/openapi.json`: what programs may ask, described.
async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_route_is_described_and_no_other_is() {
        let routes = include_str!("lib.rs").split("#[cfg(test)]").next().unwrap_or_default();
        let routes: BTreeSet<String> = routes
            .split(".route(\"")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.replace("{*", "{")))
            .collect();
        let described: serde_json::Value = serde_json::from_str(super::OPENAPI).unwrap();
        let described: BTreeSet<String> = described["paths"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(routes, described);
    }
}
