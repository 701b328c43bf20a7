//! Errors as clients read them: RFC 9457 problems that show no internals.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use stemma_core::editing::Done;
use stemma_store::StoreError;
use stemma_store::desk::ActError;
use stemma_store::hook::HookError;
use stemma_store::log::RecordedChange;
use stemma_store::query::QueryError;
use stemma_store::token::{Scope, TokenError};
use stemma_store::update::UpdateError;

/// What went wrong with a request.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    detail: String,
    /// The line and column of a query that is meant, both from 1.
    place: Option<(usize, usize)>,
    retry_after: Option<u32>,
    /// The change that stands in the way, which can be taken back.
    after: Option<u64>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, detail: detail.into(), place: None, retry_after: None, after: None }
    }

    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take that method; `Allow` names those it does")
    }

    pub(crate) fn not_acceptable(offered: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, format!("none of the accepted types is offered; these are: {offered}"))
    }

    /// The same, of one part of a body.
    pub(crate) fn in_part(mut self, number: usize) -> Self {
        self.detail = format!("part {number}: {}", self.detail);
        self
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "send a token of this service that holds: `Authorization: Bearer TOKEN`")
    }

    pub(crate) fn forbidden(name: &str, scope: Scope) -> Self {
        let detail = format!("the token `{name}` may not do this; it needs the scope `{}`", scope.as_str());
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// A verdict is somebody else's.
    pub(crate) fn not_theirs(whose: &str) -> Self {
        let detail = format!("this verdict is of {whose}: nobody takes back what others said; give one of your own");
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// Nobody may change anything here.
    pub(crate) fn read_only() -> Self {
        let detail = "this service is read-only: start it with a token in STEMMA_ADMIN_TOKEN, or add one with `stemma token add`";
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// A form is not taken.
    pub(crate) fn logged_out(detail: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// Somebody decided otherwise first.
    pub(crate) fn otherwise(first: &[Done]) -> Self {
        let told: Vec<String> =
            first.iter().map(|done| format!("{} {} ({})", done.by, done.act.told(), done.at)).collect();
        let detail = format!("somebody decided otherwise since `seen`: {}; nothing was recorded", told.join("; "));
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// What is judged changed after what the sender has seen.
    pub(crate) fn overtaken(changes: &[RecordedChange]) -> Self {
        let told: Vec<String> =
            changes.iter().map(|c| format!("{}: {} ({}, {})", c.principal, c.reason, c.sequence, c.recorded)).collect();
        let detail = format!("what is judged changed since `seen`: {}; nothing was recorded", told.join("; "));
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// A change is somebody else's.
    pub(crate) fn not_their_change(change: &RecordedChange) -> Self {
        let detail = format!(
            "change {} is of {}: they take it back themselves, or somebody whose token has the scope `admin`",
            change.sequence, change.principal
        );
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// The same with the change that stands in the way.
    pub(crate) fn after(self, sequence: u64) -> Self {
        Self { after: Some(sequence), ..self }
    }

    pub(crate) const fn status(&self) -> StatusCode {
        self.status
    }

    /// The line and column of a query that is meant, both from 1.
    pub(crate) const fn place(&self) -> Option<(usize, usize)> {
        self.place
    }

    /// The same as a page, for whoever sent a form.
    pub(crate) fn into_page(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Error");
        // A page has links, and no command line.
        let detail = self.detail.replace(" with `stemma undo`", "");
        (self.status, crate::resources::page(crate::pages::refused(title, &detail, self.after))).into_response()
    }

    pub(crate) fn too_many(seconds: u32) -> Self {
        let detail = format!("this client asks too much; try again in {seconds} s");
        Self { retry_after: Some(seconds), ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    pub(crate) fn busy() -> Self {
        let detail = "too much is asked at once; try again in a second";
        Self { retry_after: Some(1), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        let status = match &error {
            QueryError::Refused { .. } => StatusCode::FORBIDDEN,
            QueryError::Elsewhere { .. } => StatusCode::BAD_GATEWAY,
            QueryError::Timeout { .. } | QueryError::TooMuchMemory { .. } => StatusCode::SERVICE_UNAVAILABLE,
            QueryError::Internal { what } => {
                tracing::error!(what, "a query failed inside");
                return Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed inside; the log says more");
            }
            _ => StatusCode::BAD_REQUEST,
        };
        let place = match &error {
            QueryError::Syntax { line, column, .. } => Some((*line, *column)),
            _ => None,
        };
        Self { place, ..Self::new(status, error.to_string()) }
    }
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Unwritable => Self::bad_request(error.to_string()),
            ActError::Otherwise(first) => Self::otherwise(&first),
            ActError::Store(error) => UpdateError::Store(error).into(),
        }
    }
}

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        let status = match &error {
            UpdateError::Closed { .. } | UpdateError::OwnTerm { .. } => StatusCode::FORBIDDEN,
            UpdateError::Exists { .. } | UpdateError::Conflict { .. } => StatusCode::CONFLICT,
            UpdateError::NoGraph { .. } => StatusCode::NOT_FOUND,
            UpdateError::TwoDatasets => StatusCode::BAD_REQUEST,
            _ => return Self::of_store(error),
        };
        Self::new(status, error.to_string())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.detail)
    }
}

impl From<HookError> for Problem {
    fn from(error: HookError) -> Self {
        let status = match error {
            HookError::Name(_) | HookError::Address => StatusCode::BAD_REQUEST,
            HookError::Taken(_) | HookError::TooMany | HookError::Served => StatusCode::CONFLICT,
            HookError::Unknown(_) => StatusCode::NOT_FOUND,
            HookError::Store(error) => return Self::of_store(UpdateError::Store(error)),
        };
        Self::new(status, error.to_string())
    }
}

impl From<TokenError> for Problem {
    fn from(error: TokenError) -> Self {
        let status = match error {
            TokenError::Name(_) | TokenError::Expiry(_) => StatusCode::BAD_REQUEST,
            TokenError::Taken(_) | TokenError::Served => StatusCode::CONFLICT,
            TokenError::Unknown(_) => StatusCode::NOT_FOUND,
            TokenError::Store(error) => return Self::of_store(UpdateError::Store(error)),
        };
        Self::new(status, error.to_string())
    }
}

impl Problem {
    /// An error whose own words would name files of this machine.
    fn of_store(error: UpdateError) -> Self {
        let store = match error {
            UpdateError::Query(error) => return error.into(),
            UpdateError::Store(error) => error,
            other => return Self::new(StatusCode::BAD_REQUEST, other.to_string()),
        };
        tracing::error!(%store, "an update was not recorded");
        match store {
            StoreError::Refused { what } => Self::bad_request(format!("the change is refused: {what}")),
            StoreError::TooLarge { .. } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "the change is too large for the log; send it in parts")
            }
            StoreError::DiskFull { .. } => {
                Self::new(StatusCode::INSUFFICIENT_STORAGE, "there is no room for the change; nothing was recorded")
            }
            StoreError::Erased { .. } => Self::new(StatusCode::CONFLICT, "these very bytes were erased, and stay so"),
            _ => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "the update was not recorded; the log says more"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let (line, column) = self.place.unzip();
        let status = self.status.as_u16();
        let body = Body { r#type: "about:blank", title, status, detail: &self.detail, line, column };
        let json = serde_json::to_vec(&body).unwrap_or_default();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/problem+json")], json).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // Who wants a page makes one of it.
        response.extensions_mut().insert(self);
        response
    }
}
