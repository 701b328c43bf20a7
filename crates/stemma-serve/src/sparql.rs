//! `/sparql`: the query operation of the SPARQL 1.1 Protocol.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;
use oxrdf::NamedNode;
use stemma_store::query::{Answer, Formats, Kind, Limits, Query, QueryError, query};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::problem::Problem;
use crate::{Service, negotiate};

const RESULTS: &[(&str, &str, QueryResultsFormat)] = &[
    ("application/sparql-results+json", "json", QueryResultsFormat::Json),
    ("application/sparql-results+xml", "xml", QueryResultsFormat::Xml),
    ("text/csv", "csv", QueryResultsFormat::Csv),
    ("text/tab-separated-values", "tsv", QueryResultsFormat::Tsv),
    ("application/json", "json", QueryResultsFormat::Json),
    ("application/xml", "xml", QueryResultsFormat::Xml),
];

const GRAPHS: &[(&str, &str, RdfFormat)] = &[
    ("text/turtle", "turtle", RdfFormat::Turtle),
    ("application/n-triples", "ntriples", RdfFormat::NTriples),
    ("application/rdf+xml", "rdfxml", RdfFormat::RdfXml),
    ("application/ld+json", "jsonld", RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
    ("application/json", "json", RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
    ("application/xml", "xml", RdfFormat::RdfXml),
];

pub(crate) async fn get(State(service): State<Service>, OriginalUri(uri): OriginalUri, headers: HeaderMap) -> Response {
    let request = Request::from_pairs(pairs(uri.query().unwrap_or_default().as_bytes()));
    answered(service, request, &headers).await
}

pub(crate) async fn post(
    State(service): State<Service>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(error) => return Problem::new(error.status(), error.body_text()).into_response(),
    };
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let request = match media.as_str() {
        "application/x-www-form-urlencoded" => Request::from_pairs(pairs(&body)),
        "application/sparql-query" => match String::from_utf8(body.to_vec()) {
            Ok(text) => {
                let mut of_url = pairs(uri.query().unwrap_or_default().as_bytes());
                of_url.retain(|(key, _)| key != "query");
                of_url.push(("query".to_owned(), text));
                Request::from_pairs(of_url)
            }
            Err(_) => Err(Problem::bad_request("the query is not UTF-8")),
        },
        "application/sparql-update" => Err(Problem::new(
            StatusCode::FORBIDDEN,
            "this service takes no updates; ingest documents with `stemma ingest`",
        )),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "send application/sparql-query, or application/x-www-form-urlencoded with `query`",
        )),
    };
    answered(service, request, &headers).await
}

/// The pairs of a query string or form, percent-decoded.
fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(encoded);
    let decode = |part: &str| {
        let mut bytes = Vec::with_capacity(part.len());
        let mut rest = part.as_bytes();
        while let Some((first, after)) = rest.split_first() {
            let hex = after
                .get(..2)
                .and_then(|two| std::str::from_utf8(two).ok())
                .and_then(|two| u8::from_str_radix(two, 16).ok());
            match (first, hex) {
                (b'%', Some(byte)) => {
                    bytes.push(byte);
                    rest = after.get(2..).unwrap_or_default();
                    continue;
                }
                (b'+', _) => bytes.push(b' '),
                (byte, _) => bytes.push(*byte),
            }
            rest = after;
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(key), decode(value))
    };
    text.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// A query operation as it was asked for.
struct Request {
    query: Query,
    format: Option<String>,
}

impl Request {
    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, Problem> {
        let mut request = Self { query: Query::default(), format: None };
        let mut texts = Vec::new();
        for (key, value) in pairs {
            match key.as_str() {
                "query" => texts.push(value),
                "default-graph-uri" => request.query.default_graphs.push(graph(&value)?),
                "named-graph-uri" => request.query.named_graphs.push(graph(&value)?),
                "format" => request.format = Some(value),
                "update" | "using-graph-uri" | "using-named-graph-uri" => {
                    return Err(Problem::new(StatusCode::FORBIDDEN, "this service takes no updates"));
                }
                _ => {}
            }
        }
        match <[String; 1]>::try_from(texts) {
            Ok([text]) => {
                request.query.text = text;
                Ok(request)
            }
            Err(texts) if texts.is_empty() => Err(Problem::bad_request("there is no `query`")),
            Err(_) => Err(Problem::bad_request("there is more than one `query`")),
        }
    }

    /// The formats that the client asks for, with their media types.
    fn formats(&self, headers: &HeaderMap) -> Result<(Formats, &'static str, &'static str), Problem> {
        let named = self.format.as_deref().map(str::to_ascii_lowercase);
        let named_in = |media: &str, name: &str| named.as_deref().is_some_and(|n| n == name || n == media);
        let results = match &named {
            Some(_) => RESULTS.iter().position(|(media, name, _)| named_in(media, name)),
            None => negotiate::best(headers, &RESULTS.iter().map(|(media, ..)| *media).collect::<Vec<_>>()),
        };
        let graphs = match &named {
            Some(_) => GRAPHS.iter().position(|(media, name, _)| named_in(media, name)),
            None => negotiate::best(headers, &GRAPHS.iter().map(|(media, ..)| *media).collect::<Vec<_>>()),
        };
        if results.is_none() && graphs.is_none() {
            let offered: Vec<&str> = RESULTS.iter().map(|r| r.0).chain(GRAPHS.iter().map(|g| g.0)).collect();
            return Err(Problem::not_acceptable(&offered.join(", ")));
        }
        let (media, _, results) =
            results.and_then(|i| RESULTS.get(i)).or(RESULTS.first()).copied().unwrap_or(FALLBACK.0);
        let (graph_media, _, graph) =
            graphs.and_then(|i| GRAPHS.get(i)).or(GRAPHS.first()).copied().unwrap_or(FALLBACK.1);
        Ok((Formats { results, graph }, media, graph_media))
    }
}

type Offered<F> = (&'static str, &'static str, F);
const FALLBACK: (Offered<QueryResultsFormat>, Offered<RdfFormat>) = (
    ("application/sparql-results+json", "json", QueryResultsFormat::Json),
    ("text/turtle", "turtle", RdfFormat::Turtle),
);

fn graph(iri: &str) -> Result<NamedNode, Problem> {
    NamedNode::new(iri).map_err(|error| Problem::bad_request(format!("`{iri}` is no IRI of a graph: {error}")))
}

async fn answered(service: Service, request: Result<Request, Problem>, headers: &HeaderMap) -> Response {
    let asked = request.and_then(|request| Ok((request.formats(headers)?, request)));
    let ((formats, media, graph_media), request) = match asked {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let Ok(permit) = service.running.clone().try_acquire_owned() else { return Problem::busy().into_response() };
    let limits = Limits { time: service.limits.time, rows: service.limits.rows, ..Limits::default() };
    let published = Arc::clone(&service.published);
    let begun =
        tokio::task::spawn_blocking(move || Begun::of(query(&published.snapshot, request.query, formats, limits)?));
    match begun.await {
        Ok(Ok(begun)) => {
            let media = if begun.kind == Kind::Graph { graph_media } else { media };
            let body = match begun.rest {
                None => Body::from(begun.first),
                Some(rest) => streamed(begun.first, rest, permit, service.limits.time),
            };
            ([(header::CONTENT_TYPE, media), (header::VARY, "accept")], body).into_response()
        }
        Ok(Err(error)) => Problem::from(error).into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed inside").into_response(),
    }
}

/// How much of an answer is waited for, so that an error before it can still be told with a status.
const FIRST: usize = 64 << 10;

/// An answer whose first bytes are there; without a rest they are the whole.
struct Begun {
    kind: Kind,
    first: Vec<u8>,
    rest: Option<Answer>,
}

impl Begun {
    fn of(mut answer: Answer) -> Result<Self, QueryError> {
        let (kind, mut first) = (answer.kind(), Vec::new());
        while first.len() < FIRST {
            match answer.next() {
                Some(part) => first.extend(part?),
                None => return Ok(Self { kind, first, rest: None }),
            }
        }
        Ok(Self { kind, first, rest: Some(answer) })
    }
}

/// The answer's parts as they become ready. An error breaks the transfer off, so that a part never passes for the
/// whole. A client that goes away stops the query, and one that takes no part for `patience` is given up.
fn streamed(first: Vec<u8>, rest: Answer, permit: OwnedSemaphorePermit, patience: Duration) -> Body {
    let (sender, receiver) = mpsc::channel::<Result<Option<Bytes>, std::io::Error>>(4);
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let _running = permit;
        let parts = [Ok(first)].into_iter().chain(rest);
        let parts = parts.map(|part| part.map(|part| Some(part.into())).map_err(std::io::Error::other));
        for part in parts.chain([Ok(None)]) {
            let sent = runtime.block_on(tokio::time::timeout(patience, sender.send(part)));
            if !matches!(sent, Ok(Ok(()))) {
                return;
            }
        }
    });
    // The end is a part of its own: a channel that closes without it was given up.
    let parts = futures_util::stream::unfold(Some(receiver), async |receiver| {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Ok(Some(part))) => Some((Ok(part), Some(receiver))),
            Some(Ok(None)) => None,
            Some(Err(error)) => Some((Err(error), None)),
            None => Some((Err(std::io::Error::other("the answer was given up")), None)),
        }
    });
    Body::from_stream(parts)
}
