//! `/undo` and `/api/v1/undo`: a change is shown, and taken back by one that does the contrary. Everybody takes back what they
//! recorded themselves; what others recorded only whoever may do everything.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use stemma_exchange::wire::UndoneRecord;
use stemma_store::log::RecordedChange;
use stemma_store::token::Scope;
use stemma_store::update::UpdateError;

use crate::access::Principal;
use crate::problem::Problem;
use crate::renewal::Undoable;
use crate::review::told_as_json;
use crate::session::{self, Viewer};
use crate::{Service, pages, resources, writes};

/// Whether somebody may take a change back.
pub(crate) fn may(principal: &Principal, change: &RecordedChange) -> bool {
    principal.may(Scope::Admin) || principal.may(Scope::Review) && principal.name == change.principal
}

/// The change that is asked for, or why it cannot be taken back.
async fn undoable(service: &Service, sequence: Option<u64>) -> Result<Result<Undoable, String>, Problem> {
    let backing = service.backing.clone();
    let read = tokio::task::spawn_blocking(move || backing.undoable(sequence));
    match read.await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(_)) | Err(_) => Err(Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the log could not be read; the service's log says more",
        )),
    }
}

/// Which change is meant; the last one of records, when none is named.
fn asked(parameters: &BTreeMap<String, String>) -> Result<Option<u64>, Problem> {
    let word = parameters.get("change").map(|word| word.trim()).filter(|word| !word.is_empty());
    let number = word.map(|word| word.parse().map_err(|_| Problem::bad_request("`change` is the number of a change")));
    number.transpose()
}

/// What somebody did about a record, or why not: when somebody else had done it already, with the change that did.
pub(crate) async fn pointed<T>(service: &Service, record: &str, done: Result<T, Problem>) -> Result<T, Problem> {
    let problem = match done {
        Err(problem) if problem.status() == StatusCode::CONFLICT => problem,
        done => return done,
    };
    let (backing, record) = (service.backing.clone(), record.to_owned());
    let read = tokio::task::spawn_blocking(move || backing.store().changes_since(0));
    let changes = read.await.ok().and_then(Result::ok).unwrap_or_default();
    let first = changes.iter().rev().find(|change| change.reason.contains(&record));
    Err(match first {
        Some(change) => problem.after(change.sequence),
        None => problem,
    })
}

/// `GET /undo`: what would be taken back, and the form that does it.
pub(crate) async fn form(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let viewer = Viewer::of(&service, &headers);
    if !viewer.sees_work {
        return Redirect::to("/log-in?next=/undo").into_response();
    }
    let answer = async {
        let found = undoable(&service, asked(&parameters)?).await?;
        Ok(resources::page(pages::undo(&viewer, &found)))
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// Takes a change back for somebody, when it is theirs or they may do everything.
async fn taken_back(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    sequence: Option<u64>,
) -> Result<(Undoable, u64), Problem> {
    let found = undoable(service, sequence).await?.map_err(|why| Problem::new(StatusCode::CONFLICT, why))?;
    if !may(&principal, &found.change) {
        return Err(Problem::not_their_change(&found.change));
    }
    let (backing, name, sequence) = (service.backing.clone(), principal.name.clone(), found.change.sequence);
    let done = writes::written(service, principal, headers, "undo", move |_, _, _| {
        backing.undo(sequence, &name).map_err(UpdateError::Store)
    });
    let recorded = done.await?.map_err(|why| Problem::new(StatusCode::CONFLICT, why))?;
    service.shows(recorded).await;
    Ok((found, recorded))
}

/// `POST /undo`: from the form.
pub(crate) async fn from_page(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Response {
    let answer = async {
        let mark = fields.get("mark").map(String::as_str).unwrap_or_default();
        let editor = session::sender(&service, &headers, mark, Scope::Review)?;
        // What is taken back is what was shown, also when somebody recorded something since.
        let change = asked(&fields)?.ok_or_else(|| Problem::bad_request("`change` is the number of a change"))?;
        let (_, recorded) = taken_back(&service, editor.principal, &headers, Some(change)).await?;
        Ok(Redirect::to(&format!("/audit?recorded={recorded}")).into_response())
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// `GET /api/v1/undo`: what would be taken back.
pub(crate) async fn last(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        let is_seen = service.keys.is_empty() || service.keys.principal(&headers, &service.backing.now()).is_some();
        if !is_seen {
            return Err(Problem::unauthorized());
        }
        let found = undoable(&service, asked(&parameters)?).await?;
        let found = found.map_err(|why| Problem::new(StatusCode::CONFLICT, why))?;
        Ok(told_as_json(&record(&found, None)))
    };
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

#[derive(Default, Deserialize)]
struct Sent {
    change: Option<u64>,
}

/// `POST /api/v1/undo`: takes it back, with a token.
pub(crate) async fn post(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = async {
        let principal = writes::opened(&service, &headers, Scope::Review)?;
        let sent: Sent = if body.trim_ascii().is_empty() {
            Sent::default()
        } else {
            let why = "the body is empty, or an object with the number `change`";
            serde_json::from_slice(&body).map_err(|error| Problem::bad_request(format!("{why}: {error}")))?
        };
        let (found, recorded) = taken_back(&service, principal, &headers, sent.change).await?;
        Ok::<_, Problem>((writes::numbered(recorded), told_as_json(&record(&found, Some(recorded)))).into_response())
    };
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

fn record(found: &Undoable, recorded: Option<u64>) -> UndoneRecord {
    let Undoable { change, statements: [gone, back] } = found;
    UndoneRecord {
        change: change.sequence,
        at: change.recorded.clone(),
        by: change.principal.clone(),
        reason: change.reason.clone(),
        gone: *gone,
        back: *back,
        sequence: recorded,
    }
}
