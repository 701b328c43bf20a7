//! `/log-in` and `/log-out`: a token is exchanged for a session.

use std::collections::BTreeMap;
use std::time::Instant;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use stemma_store::update::UpdateError;

use crate::problem::Problem;
use crate::session::{self, Viewer};
use crate::{Service, pages, resources, writes};

/// The form, or who is logged in.
pub(crate) async fn form(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let next = local(parameters.get("next"));
    not_kept(resources::page(pages::log_in(&Viewer::of(&service, &headers), !service.keys.is_empty(), next, None)))
}

/// A token from the form.
pub(crate) async fn enter(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    if let Err(problem) = session::is_from_here(&headers) {
        return problem.into_page();
    }
    let next = local(form.get("next"));
    let token = form.get("token").map(|token| token.trim()).unwrap_or_default();
    let Some(hash) = service.keys.opened(token, &service.backing.now()) else {
        let viewer = Viewer { editor: None, is_written: service.line.is_some(), sees_work: false };
        let wrong = "This is no token of this service, or it is over.";
        let again = resources::page(pages::log_in(&viewer, !service.keys.is_empty(), next, Some(wrong)));
        return not_kept((StatusCode::UNAUTHORIZED, again).into_response());
    };
    let Ok(chance) = service.backing.chance() else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the system gives no chance for a session").into_page();
    };
    if let Some(principal) = service.keys.holder(hash, &service.backing.now()).filter(|_| service.line.is_some()) {
        let came = writes::written(&service, principal, &headers, "logged in", |store, _, author| {
            store.visit(author).map_err(UpdateError::Store)
        });
        // Nobody is kept out because a visit could not be recorded.
        if let Err(problem) = came.await {
            tracing::error!(?problem, "a visit was not recorded");
        }
    }
    // Whoever had a session here has another one now.
    service.sessions.end(&headers, Instant::now());
    let secret = service.sessions.begin(chance, hash, Instant::now());
    sent_on(&headers, Some(&secret), next)
}

/// Ends a session.
pub(crate) async fn leave(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response {
    let mark = form.get("mark").map(String::as_str).unwrap_or_default();
    let is_own = session::editor(&service, &headers).is_none_or(|editor| editor.mark == mark);
    if !is_own {
        return Problem::logged_out("this form is of another session; open the page again").into_page();
    }
    service.sessions.end(&headers, Instant::now());
    sent_on(&headers, None, "/log-in")
}

fn sent_on(headers: &HeaderMap, secret: Option<&str>, next: &str) -> Response {
    let mut response = axum::response::Redirect::to(next).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&session::set_cookie(headers, secret)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    not_kept(response)
}

fn not_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An address of this service; the desk, when it is none.
pub(crate) fn local(next: Option<&String>) -> &str {
    let is_local = |next: &&str| {
        let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        next.starts_with('/') && !next.starts_with("//") && plain
    };
    next.map(String::as_str).filter(is_local).unwrap_or("/desk")
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nobody_is_sent_elsewhere_after_logging_in() {
        let of = |next: &str| local(Some(&next.to_owned())).to_owned();
        assert_eq!(of("/claims/x?as-of=2026"), "/claims/x?as-of=2026");
        for wrong in ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a\r\nb", "javascript:1"] {
            assert_eq!(of(wrong), "/desk", "{wrong}");
        }
        assert_eq!(local(None), "/desk");
    }
}
