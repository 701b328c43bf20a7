//! `/documents/{id}` and `/versions/{id}`: a document in the reader, or as data.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use oxrdf::Quad;
use stemma_core::id::Id;
use stemma_core::state::HeldVersion;
use stemma_store::token::Scope;

use crate::problem::Problem;
use crate::published::Published;
use crate::resources::{WITH_SCRIPT, Wanted, answered, data, page};
use crate::session::Viewer;
use crate::{Service, pages};

/// `/documents/{id}`
pub(crate) async fn document(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let viewer = Viewer::of(&service, &headers);
    answered(service, &headers, move |published, wanted| {
        let held = Id::parse(&id)
            .and_then(|id| published.document(id))
            .ok_or_else(|| Problem::not_found("there is no such document"))?;
        match wanted {
            Wanted::Page => Ok(reader(published, held, &viewer)),
            Wanted::Data(format) => data(version_quads(published, held), format),
        }
    })
    .await
}

/// `/versions/{id}`
pub(crate) async fn version(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let viewer = Viewer::of(&service, &headers);
    answered(service, &headers, move |published, wanted| {
        let held = Id::parse(&id)
            .and_then(|id| published.version(id))
            .ok_or_else(|| Problem::not_found("there is no such version"))?;
        match wanted {
            Wanted::Page => Ok(reader(published, held, &viewer)),
            Wanted::Data(format) => data(version_quads(published, held), format),
        }
    })
    .await
}

/// The reader; with its script for whoever may enter something.
fn reader(published: &Published, held: &HeldVersion, viewer: &Viewer) -> Response {
    let editor = viewer.who_may(Scope::Review).filter(|_| !held.superseded);
    let page = page(pages::document(published, held, editor));
    match editor {
        Some(_) => ([(header::CONTENT_SECURITY_POLICY, WITH_SCRIPT)], page).into_response(),
        None => page,
    }
}

fn version_quads(published: &Published, held: &HeldVersion) -> Vec<Quad> {
    let graph = published.iris.version(held.version.id);
    published.snapshot.quads_for_pattern(None, None, None, Some(graph.as_ref().into())).collect()
}
