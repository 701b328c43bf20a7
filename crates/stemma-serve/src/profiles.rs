//! Sources, actors and topics: as pages with what each does, or as data like any other record.

use std::collections::BTreeMap;

use axum::extract::{OriginalUri, Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use stemma_core::enumerations::Headline;
use stemma_core::id::Id;
use stemma_core::profile::Part;

use crate::resources::{page, record, shown};
use crate::{Service, pages};

/// Which of the claims of a name or topic are asked for. What cannot be read is left out: the page shows which are listed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    /// Those that it has this part in.
    pub(crate) part: Option<Part>,
    /// Those that stand so.
    pub(crate) headline: Option<Headline>,
    /// Which page of them, from 1.
    pub(crate) page: usize,
}

impl Asked {
    fn read(parameters: &BTreeMap<String, String>) -> Self {
        let word = |name: &str| parameters.get(name).map(String::as_str).unwrap_or_default();
        Self {
            part: Part::named(word("part")),
            headline: word("status").parse().ok(),
            page: word("page").parse().unwrap_or(1).max(1),
        }
    }
}

/// `/sources`
pub(crate) async fn sources(
    service: State<Service>,
    asked: Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    listed(service, asked, headers, pages::Kind::Sources).await
}

/// `/actors`
pub(crate) async fn actors(
    service: State<Service>,
    asked: Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    listed(service, asked, headers, pages::Kind::Actors).await
}

/// `/topics`
pub(crate) async fn topics(
    service: State<Service>,
    asked: Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    listed(service, asked, headers, pages::Kind::Topics).await
}

/// A page of all names of a kind.
async fn listed(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
    kind: pages::Kind,
) -> Response {
    let wanted = Asked::read(&parameters).page;
    shown(service, &headers, move |published| Ok(page(pages::named(published, kind, wanted)))).await
}

/// `/sources/{id}`
pub(crate) async fn source(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    record(service, uri, &headers, move |published| {
        let profile = Id::parse(&id).and_then(|id| published.profiles().source(id))?;
        Some(page(pages::source(published, profile, Asked::read(&parameters))))
    })
    .await
}

/// `/actors/{id}`
pub(crate) async fn actor(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    record(service, uri, &headers, move |published| {
        let profile = Id::parse(&id).and_then(|id| published.profiles().actor(id))?;
        Some(page(pages::actor(published, profile, Asked::read(&parameters))))
    })
    .await
}

/// `/topics/{id}`
pub(crate) async fn topic(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(parameters): Query<BTreeMap<String, String>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    record(service, uri, &headers, move |published| {
        let topic = Id::parse(&id).and_then(|id| published.topics().with_id(id))?;
        Some(page(pages::topic(published, topic, Asked::read(&parameters))))
    })
    .await
}
