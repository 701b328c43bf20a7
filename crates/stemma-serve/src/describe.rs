//! `/sparql` without a query, and `/.well-known/void`: the service and its data in words that clients look for.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxrdf::{NamedNode, Quad};
use stemma_exchange::rdf::{self, Format};
use stemma_store::index::Snapshot;
use stemma_store::records::{Contents, Endpoint, Iris, service_quads, void_quads};

use crate::problem::Problem;
use crate::{Service, negotiate};

const OFFERED: &[&str] =
    &["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "text/html"];

/// What was counted last, and in which version.
#[derive(Clone, Default)]
pub(crate) struct Counted(Arc<Mutex<Option<Last>>>);

type Last = (Snapshot, Arc<Contents>);

impl Counted {
    /// The contents of a version, counted once.
    fn of(&self, snapshot: &Snapshot) -> Arc<Contents> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match last.as_ref() {
            Some((counted, contents)) if counted.is_same(snapshot) => Arc::clone(contents),
            _ => {
                let contents = Arc::new(Contents::of(snapshot));
                *last = Some((snapshot.clone(), Arc::clone(&contents)));
                contents
            }
        }
    }
}

/// The description of the service; a browser is shown where to ask.
pub(crate) async fn service(service: &Service, headers: &HeaderMap) -> Result<Response, Problem> {
    described(service, headers, |_, endpoint, contents| service_quads(endpoint, contents)).await
}

/// `/.well-known/void`
pub(crate) async fn void(State(service): State<Service>, headers: HeaderMap) -> Response {
    described(&service, &headers, void_quads).await.unwrap_or_else(IntoResponse::into_response)
}

async fn described(
    service: &Service,
    headers: &HeaderMap,
    quads: impl FnOnce(&Iris, &Endpoint, &Contents) -> Vec<Quad> + Send + 'static,
) -> Result<Response, Problem> {
    let format = match negotiate::best(headers, OFFERED) {
        Some(0) => Format::Turtle,
        Some(1) => Format::JsonLd,
        Some(2) => Format::NTriples,
        Some(3) => Format::RdfXml,
        Some(_) => return Ok(Redirect::to("/query").into_response()),
        None => return Err(Problem::not_acceptable(&OFFERED.join(", "))),
    };
    let endpoint = Endpoint {
        address: address(service, headers),
        updates: service.line.is_some(),
        default_graph: service.published().default_graph,
    };
    let (snapshot, counted, published) = (service.snapshot(), service.counted.clone(), service.published());
    let made = tokio::task::spawn_blocking(move || {
        rdf::write(quads(&published.iris, &endpoint, &counted.of(&snapshot)), format)
    });
    match made.await {
        Ok(Ok(bytes)) => {
            Ok(([(header::CONTENT_TYPE, format.media_type()), (header::VARY, "accept")], bytes).into_response())
        }
        Ok(Err(_)) | Err(_) => {
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the description could not be written"))
        }
    }
}

/// The endpoint's address as the client calls it, or by the base of the records' names.
fn address(service: &Service, headers: &HeaderMap) -> NamedNode {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let called = host.and_then(|host| NamedNode::new(format!("http://{host}/sparql")).ok());
    called.unwrap_or_else(|| service.published().iris.endpoint())
}
