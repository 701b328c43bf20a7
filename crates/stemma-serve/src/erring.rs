//! Errors as whoever asks reads them: a program gets a problem, a person with a browser a page.

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::PreEscaped;

use crate::hardening::hardened;
use crate::problem::Problem;
use crate::{Service, pages, resources, session};

/// Shows a problem as a page to whoever looks at an address and wants pages before anything else.
pub(crate) async fn for_people(State(service): State<Service>, request: Request, next: Next) -> Response {
    let looks = [Method::GET, Method::HEAD].contains(request.method());
    let wanted = request.headers().get(header::ACCEPT).is_some_and(|types| types.as_bytes().starts_with(b"text/html"));
    let editor = session::editor(&service, request.headers());
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().filter(|_| looks && wanted) else { return response };
    let title = problem.status().canonical_reason().unwrap_or("Error");
    let page = pages::nothing_here(title, &problem.to_string()).into_string();
    let page = editor.map_or_else(|| page.clone(), |editor| pages::seen_by(&page, &editor.principal.name));
    let page = resources::page(PreEscaped(page));
    let mut answer = hardened((problem.status(), page).into_response()).await;
    for name in [header::RETRY_AFTER, header::WWW_AUTHENTICATE, header::ALLOW] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}
