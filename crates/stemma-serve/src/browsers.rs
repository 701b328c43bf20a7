//! What browsers ask before a page from elsewhere may read an answer (CORS), and `OPTIONS` for everybody.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::Service;

/// Whose pages may read the data that clients of SPARQL ask for; pages, forms and what programs do are nobody else's. What a
/// client may do does not depend on it: a token is never sent by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origins {
    /// Everybody's, as with public endpoints.
    #[default]
    Any,
    /// Only the service's own.
    Own,
}

const TAKEN: &str = "accept, authorization, content-type, if-none-match, stemma-reason";
const SHOWN: &str = "etag, location, retry-after, stemma-sequence, content-length";
/// Where data stand that pages from elsewhere may read, as those of any public endpoint: queries, graphs, the vocabulary, and
/// records as RDF.
const PUBLIC: [&str; 22] = [
    "/sparql",
    "/sparql/examples",
    "/graphs",
    "/graphs/{name}",
    "/.well-known/void",
    "/api/v1/openapi.json",
    "/stemma/ns/1",
    "/stemma/ns/1/{term}",
    "/ns/1",
    "/claims",
    "/claims/{id}",
    "/documents/{id}",
    "/versions/{id}",
    "/actors/{id}",
    "/sources/{id}",
    "/topics/{id}",
    "/assertions/{id}",
    "/contradictions/{id}",
    "/controls/{id}",
    "/interests/{id}",
    "/judgements/{id}",
    "/retractions/{id}",
];
/// How long a browser may remember it, in seconds.
const REMEMBERED: &str = "86400";

/// What each route takes, as its description says.
static METHODS: LazyLock<BTreeMap<String, HeaderValue>> = LazyLock::new(|| {
    let described: Value = serde_json::from_str(crate::OPENAPI).unwrap_or_default();
    let routes = described.get("paths").and_then(Value::as_object).into_iter().flatten();
    let methods = routes.filter_map(|(route, methods)| {
        let mut names: Vec<String> = methods.as_object()?.keys().map(|name| name.to_uppercase()).collect();
        names.extend(names.contains(&"GET".to_owned()).then(|| "HEAD".to_owned()));
        names.push("OPTIONS".to_owned());
        Some((route.clone(), HeaderValue::from_str(&names.join(", ")).ok()?))
    });
    methods.collect()
});

/// Answers `OPTIONS`, and says of every answer which pages may read it.
pub(crate) async fn shared(State(service): State<Service>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|route| route.as_str().replace("{*", "{"));
    let is_public = route.as_deref().is_some_and(|route| PUBLIC.contains(&route));
    let methods = route.and_then(|route| METHODS.get(&route)).filter(|_| request.method() == Method::OPTIONS);
    let mut response = match methods {
        Some(methods) => options(methods),
        None => next.run(request).await,
    };
    let media = response.headers().get(header::CONTENT_TYPE);
    let is_page = media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    match service.limits.origins {
        Origins::Any if is_public && !is_page => {
            set(&mut response, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            set(&mut response, header::ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        }
        Origins::Any | Origins::Own => {}
    }
    response
}

fn options(methods: &HeaderValue) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(header::ALLOW, methods.clone());
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods.clone());
    set(&mut response, header::ACCESS_CONTROL_ALLOW_HEADERS, TAKEN);
    set(&mut response, header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
    response
}

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
}
