//! What every answer says for the safety of whoever shows it.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// What an extractor refused, as a problem: only problems tell of errors here.
fn with_problem(response: Response) -> Response {
    let is_text =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/plain"));
    if response.status().is_client_error() && is_text {
        let why = match response.status() {
            StatusCode::PAYLOAD_TOO_LARGE => "the body is larger than this address takes; send it in parts",
            _ => "the address or its parameters cannot be read",
        };
        Problem::new(response.status(), why).into_response()
    } else {
        response
    }
}

/// Nothing from documents runs as script, and nothing is loaded from elsewhere. A page that has a script of ours says so
/// itself.
pub(crate) async fn hardened(response: Response) -> Response {
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
