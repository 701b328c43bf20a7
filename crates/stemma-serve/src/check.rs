//! `/check` and `/api/v1/check`: a draft held against what is served. Nothing of it is written down. A client that edits a
//! draft may name it: then what was read in it is remembered for its next edition, for nobody else and not for long.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, RequestExt};
use serde::Deserialize;
use stemma_exchange::wire::{self, CheckRecord};
use stemma_store::log::Hash;

use crate::problem::Problem;
use crate::published::Published;
use crate::{Service, add, pages, session};

/// A draft that was checked: what is to be said about it, and the text that its places count in.
pub struct CheckedDraft {
    /// What is to be said.
    pub record: CheckRecord,
    /// The text.
    pub text: String,
}

/// A draft as somebody sends it.
#[derive(Debug, Clone, Copy)]
pub struct SentDraft<'a> {
    /// The text.
    pub text: &'a str,
    /// The token of whoever sends it; nothing that is remembered for one is used for another.
    pub by: Option<Hash>,
    /// Which draft it is an edition of, as nobody else can say it; `None`: it is not remembered how it was read.
    pub edited: Option<Hash>,
}

/// Checks a draft against what is published: reading texts is not this crate's business.
pub type DraftCheck = Arc<dyn Fn(&Published, SentDraft<'_>) -> CheckedDraft + Send + Sync>;

/// The header by which a client names the draft that it edits.
pub const DRAFT: &str = "stemma-draft";
/// How long such a name is, in characters: shorter ones could be guessed.
const NAMED: std::ops::RangeInclusive<usize> = 32..=128;

#[derive(Deserialize)]
pub(crate) struct Draft {
    draft: String,
}

/// The same from a program: what else it asks for is refused, rather than passed over.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftAlone {
    draft: String,
}

/// The form.
pub(crate) async fn form() -> Response {
    page(pages::draft_form())
}

/// A draft from the form, answered as a page.
pub(crate) async fn page_of(State(service): State<Service>, request: Request) -> Response {
    let by = session::editor(&service, request.headers()).map(|editor| editor.principal.token());
    let done = async { checked(service, pasted(request).await?, by, None).await };
    match done.await {
        Ok(done) => page(pages::checked_draft(&done.record, &done.text)),
        Err(problem) => problem.into_page(),
    }
}

/// The draft of a form: what was pasted, else the file that was chosen.
async fn pasted(request: Request) -> Result<String, Problem> {
    let headers = request.headers().clone();
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !media.starts_with("multipart/") {
        let form: Result<Form<Draft>, _> = request.extract().await;
        return form.map(|Form(Draft { draft })| draft).map_err(|refused| not_taken(refused.status()));
    }
    let body: Bytes = request.extract().await.map_err(|refused: BytesRejection| not_taken(refused.status()))?;
    let parts = add::parts(&headers, body).await?;
    let of = |key: &str| parts.iter().find(|(name, _)| name == key).map(|(_, (_, bytes))| bytes.clone());
    let is_filled = |bytes: &Bytes| !bytes.trim_ascii().is_empty();
    let draft = of("draft").filter(is_filled).or_else(|| of("file")).unwrap_or_default();
    let unread = |_| Problem::bad_request("the file is no text in UTF-8: paste its text, or run `stemma check` on it");
    String::from_utf8(draft.to_vec()).map_err(unread)
}

/// Why a draft did not come whole.
fn not_taken(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "the draft is longer than a mebibyte: check it in parts"),
        _ => Problem::bad_request("the form has no `draft` that can be read"),
    }
}

/// A draft as the body of a request, answered as JSON.
pub(crate) async fn record_of(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("text/plain");
    let draft = match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/plain" | "text/markdown" => {
            String::from_utf8(body.to_vec()).map_err(|_| Problem::bad_request("the draft is not UTF-8"))
        }
        "application/json" => serde_json::from_slice(&body).map(|DraftAlone { draft }| draft).map_err(|error| {
            Problem::bad_request(format!("the body is no object with a string `draft` alone: {error}"))
        }),
        _ => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "a draft is text/plain, text/markdown, or application/json with a string `draft`",
        )),
    };
    let by = service.keys.principal(&headers, &service.backing.now()).map(|principal| principal.token());
    let done = match draft.and_then(|draft| Ok((draft, edited(&headers, by)?))) {
        Ok((draft, edited)) => checked(service, draft, by, edited).await,
        Err(problem) => Err(problem),
    };
    match done.map(|done| wire::line(&done.record)) {
        Ok(Ok(line)) => ([(header::CONTENT_TYPE, "application/json")], line + "\n").into_response(),
        Ok(Err(_)) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Which draft a request says that it sends an edition of: another one for each token.
fn edited(headers: &HeaderMap, by: Option<Hash>) -> Result<Option<Hash>, Problem> {
    let Some(name) = headers.get(DRAFT) else { return Ok(None) };
    let name = name.as_bytes();
    if !NAMED.contains(&name.len()) || !name.iter().all(u8::is_ascii_alphanumeric) {
        let (least, most) = NAMED.into_inner();
        return Err(Problem::bad_request(format!(
            "`{DRAFT}` is {least} to {most} letters and digits that nobody can guess"
        )));
    }
    let whose = by.map(|by| by.to_string()).unwrap_or_default();
    Ok(Some(Hash::of(&[whose.as_bytes(), b"/", name].concat())))
}

async fn checked(
    service: Service,
    draft: String,
    by: Option<Hash>,
    edited: Option<Hash>,
) -> Result<CheckedDraft, Problem> {
    if draft.trim().is_empty() {
        return Err(Problem::bad_request("the draft is empty"));
    }
    let Ok(permit) = Arc::clone(&service.running).acquire_owned().await else {
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the service is about to stop"));
    };
    let published = service.published();
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        (published.check)(&published, SentDraft { text: &draft, by, edited })
    });
    done.await.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the draft could not be checked"))
}

fn page(markup: maud::Markup) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], markup.into_string())
        .into_response()
}
