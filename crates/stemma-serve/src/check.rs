//! `/check` and `/api/v1/check`: a draft held against what is served. Nothing of it is kept.

use std::sync::Arc;

use axum::Form;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use stemma_exchange::wire::{self, CheckRecord};

use crate::problem::Problem;
use crate::published::Published;
use crate::{Service, pages};

/// A draft that was checked: what is to be said about it, and the text that its places count in.
pub struct CheckedDraft {
    /// What is to be said.
    pub record: CheckRecord,
    /// The text.
    pub text: String,
}

/// Checks a draft against what is published: reading texts is not this crate's business.
pub type DraftCheck = Arc<dyn Fn(&Published, &str) -> CheckedDraft + Send + Sync>;

#[derive(Deserialize)]
pub(crate) struct Draft {
    draft: String,
}

/// The form.
pub(crate) async fn form() -> Response {
    page(pages::draft_form())
}

/// A draft from the form, answered as a page.
pub(crate) async fn page_of(State(service): State<Service>, Form(Draft { draft }): Form<Draft>) -> Response {
    match checked(service, draft).await {
        Ok(done) => page(pages::checked_draft(&done.record, &done.text)),
        Err(problem) => problem.into_response(),
    }
}

/// A draft as the body of a request, answered as JSON.
pub(crate) async fn record_of(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("text/plain");
    let draft = match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/plain" | "text/markdown" => {
            String::from_utf8(body.to_vec()).map_err(|_| Problem::bad_request("the draft is not UTF-8"))
        }
        "application/json" => serde_json::from_slice(&body)
            .map(|Draft { draft }| draft)
            .map_err(|error| Problem::bad_request(format!("the body is no object with a string `draft`: {error}"))),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a draft is text/plain, text/markdown, or application/json with a string `draft`",
        )),
    };
    let done = match draft {
        Ok(draft) => checked(service, draft).await,
        Err(problem) => Err(problem),
    };
    match done.map(|done| wire::line(&done.record)) {
        Ok(Ok(line)) => ([(header::CONTENT_TYPE, "application/json")], line + "\n").into_response(),
        Ok(Err(_)) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn checked(service: Service, draft: String) -> Result<CheckedDraft, Problem> {
    if draft.trim().is_empty() {
        return Err(Problem::bad_request("the draft is empty"));
    }
    let Ok(permit) = Arc::clone(&service.running).acquire_owned().await else {
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the service is about to stop"));
    };
    let published = service.published();
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        (published.check)(&published, &draft)
    });
    done.await.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the draft could not be checked"))
}

fn page(markup: maud::Markup) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], markup.into_string())
        .into_response()
}
