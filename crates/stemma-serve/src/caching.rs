//! Answers that need not be sent again: each names the version of the store it was made from, what was asked and in which formats,
//! so that no client is told that it has what it has of another address or in another format.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use stemma_store::log::Hash;

use crate::sparql::pairs;
use crate::{Service, session};

/// What is different each time it is asked for.
pub(crate) const NEVER: [&str; 3] = ["/healthz", "/readyz", "/metrics"];
/// What goes on.
const STREAM: &str = "/api/v1/events";
/// Functions whose value is another one each time.
const VOLATILE: [&str; 4] = ["RAND", "NOW", "UUID", "BNODE"];

/// Answers `304` to whoever has this version already, and names the version in every other answer.
pub(crate) async fn conditional(State(service): State<Service>, request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let is_cited = request.uri().path().starts_with("/claims/") && request.uri().path().contains('@');
    let path = request.uri().path();
    if !reads || is_cited || path == STREAM || NEVER.contains(&path) || is_volatile(request.uri().query()) {
        return next.run(request).await;
    }
    if session::is_brought(request.headers()) {
        // What somebody sees who is logged in is theirs, and is kept nowhere.
        let mut response = next.run(request).await;
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        return response;
    }
    let tag = tag(&service.tag(), request.uri(), request.headers());
    let Ok(tag) = HeaderValue::from_str(&tag) else { return next.run(request).await };
    let is_known = tag.to_str().is_ok_and(|tag| is_known(request.headers(), tag));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { next.run(request).await };
    if is_known || response.status() == StatusCode::OK {
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag);
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
        headers.entry(header::VARY).or_insert(HeaderValue::from_static("accept"));
    }
    response
}

/// What names an answer of a version: only who had it knows it.
fn tag(version: &str, uri: &Uri, headers: &HeaderMap) -> String {
    let mut asked = uri.to_string().into_bytes();
    for accepted in headers.get_all(header::ACCEPT) {
        asked.push(b'\n');
        asked.extend(accepted.as_bytes());
    }
    let asked = Hash::of(&asked).to_string();
    format!("W/\"{version}-{}\"", asked.get(..16).unwrap_or(&asked))
}

/// Whether the client has what this tag names.
pub(crate) fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|one| strong(tag) == strong(one))
}

/// Whether a query may give another answer on the same version.
fn is_volatile(query: Option<&str>) -> bool {
    let Ok(pairs) = pairs(query.unwrap_or_default().as_bytes()) else { return true };
    let texts = pairs.iter().filter(|(key, _)| key == "query").map(|(_, text)| text.to_ascii_uppercase());
    texts.into_iter().any(|text| VOLATILE.iter().any(|function| text.contains(function)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_and_another_format_have_another_tag() {
        let of = |uri: &str, accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            tag("v", &uri.parse().unwrap(), &headers)
        };
        let page = of("/claims", "text/html");
        assert_eq!(page, of("/claims", "text/html"));
        assert!(page != of("/claims", "text/turtle") && page != of("/claims?page=2", "text/html"));
    }

    #[test]
    fn a_query_that_throws_dice_is_never_taken_for_known() {
        assert!(is_volatile(Some("query=SELECT+(rand()+AS+%3Fx)+%7B%7D")));
        assert!(is_volatile(Some("query=SELECT+(%4Eow()+AS+%3Fx)+%7B%7D")));
        assert!(!is_volatile(Some("query=ASK+%7B%7D&x=rand")));
        assert!(!is_volatile(None));
    }
}
