//! `/graphs`: the SPARQL 1.1 Graph Store Protocol, each graph by `?graph=IRI`, `?default`, or its own address.

mod body;

use self::body::Sent;

use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use oxrdf::GraphName;
use stemma_exchange::rdf::{self, Format};
use stemma_store::query::QueryError;
use stemma_store::records::Iris;
use stemma_store::token::Scope;
use stemma_store::update::{GraphWrite, GraphWritten, Target, write_graph};

use crate::problem::Problem;
use crate::quota::Account;
use crate::sparql::{graph, pairs, running};
use crate::writes::{self, opened, sequence};
use crate::{Service, negotiate};

const READ: &[(&str, Format)] = &[
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("application/rdf+xml", Format::RdfXml),
    ("application/ld+json", Format::JsonLd),
];

/// GET and HEAD.
pub(crate) async fn read(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let Target::Graph(graph) = target(&service.published().iris, &uri)? else { return Err(unnamed()) };
        let media = negotiate::best(&headers, &READ.iter().map(|(media, _)| *media).collect::<Vec<_>>());
        let Some((media, format)) = media.and_then(|place| READ.get(place)).copied() else {
            return Err(Problem::not_acceptable(&READ.iter().map(|(media, _)| *media).collect::<Vec<_>>().join(", ")));
        };
        // A graph may be as large as the store: reading one is a query.
        let running = running(&service, &account)?;
        let (snapshot, most) = (service.snapshot(), service.limits.rows);
        let made = tokio::task::spawn_blocking(move || {
            let _running = running;
            let quads = snapshot.quads_for_pattern(None, None, None, Some(graph.as_ref()));
            let triples: Vec<_> = quads
                .map(|quad| oxrdf::Triple::from(quad).in_graph(GraphName::DefaultGraph))
                .take(usize::try_from(most).unwrap_or(usize::MAX).saturating_add(1))
                .collect();
            if triples.is_empty() && graph != GraphName::DefaultGraph {
                return Err(Problem::not_found(format!("there is no graph {graph}")));
            }
            if u64::try_from(triples.len()).is_ok_and(|found| found > most) {
                return Err(QueryError::TooManyRows { limit: most }.into());
            }
            rdf::write(triples, format).map_err(|_| {
                Problem::new(StatusCode::NOT_ACCEPTABLE, "this graph cannot be written in that format; ask for Turtle")
            })
        });
        let bytes = made
            .await
            .unwrap_or_else(|_| Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the graph could not be read")))?;
        let media = if media == "text/turtle" { "text/turtle; charset=utf-8" } else { media };
        Ok(([(header::CONTENT_TYPE, media), (header::VARY, "accept")], bytes).into_response())
    };
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

/// PUT, POST and DELETE.
pub(crate) async fn write(
    State(service): State<Service>,
    OriginalUri(uri): OriginalUri,
    method: Method,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Review)?;
        let target = target(&service.published().iris, &uri)?;
        if target == Target::New && method != Method::POST {
            return Err(unnamed());
        }
        let base = match &target {
            Target::Graph(GraphName::NamedNode(graph)) => graph.as_str().to_owned(),
            Target::Graph(_) | Target::New => format!("{}graphs", service.published().iris.base()),
        };
        let write = if method == Method::DELETE {
            GraphWrite::Delete
        } else {
            let (body, elsewhere) = (writes::body(body).await?, service.backing.elsewhere());
            let triples = Sent { headers: &headers, body, base: &base, elsewhere }.triples().await?;
            if method == Method::PUT { GraphWrite::Replace(triples) } else { GraphWrite::Add(triples) }
        };
        let (is_new, what) = (target == Target::New, format!("{method} of a graph"));
        let written = writes::written(&service, principal, &headers, &what, move |store, iris, author| {
            write_graph(store, iris, target, write, author)
        });
        Ok(done(written.await?, is_new))
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

fn done(written: GraphWritten, is_new: bool) -> Response {
    let status = if written.existed { StatusCode::NO_CONTENT } else { StatusCode::CREATED };
    let mut response = status.into_response();
    response.headers_mut().extend(sequence(written.receipt));
    if let (true, GraphName::NamedNode(graph)) = (is_new, &written.graph)
        && let Ok(location) = HeaderValue::from_str(graph.as_str())
    {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// The graph that an address means.
fn target(iris: &Iris, uri: &Uri) -> Result<Target, Problem> {
    let path = uri.path().strip_prefix("/graphs").unwrap_or_default().trim_start_matches('/');
    let pairs = pairs(uri.query().unwrap_or_default().as_bytes())?;
    let default = pairs.iter().any(|(key, _)| key == "default");
    let named: Vec<&str> = pairs.iter().filter(|(key, _)| key == "graph").map(|(_, value)| value.as_str()).collect();
    match (path, default, named.as_slice()) {
        ("", false, []) => Ok(Target::New),
        ("", true, []) => Ok(Target::Graph(GraphName::DefaultGraph)),
        ("", false, [one]) => Ok(Target::Graph(graph(one)?.into())),
        (name, false, []) => Ok(Target::Graph(graph(iris.client_graph(name).as_str())?.into())),
        _ => Err(Problem::bad_request("name one graph: `?default`, `?graph=IRI`, or its name after /graphs/")),
    }
}

fn unnamed() -> Problem {
    Problem::bad_request("which graph? Say `?default`, `?graph=IRI`, or its name after /graphs/")
}
