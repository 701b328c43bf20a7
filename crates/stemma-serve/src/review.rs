//! `/api/v1/review`: what waits for a person, and their answers. An answer holds from the moment it is recorded; the findings
//! that it changes are those of the next version that is published.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxrdf::Quad;
use serde::Deserialize;
use stemma_core::id::Id;
use stemma_core::review::{ReviewItem, ReviewKind, Undecidable, answered, decided, find, past};
use stemma_core::state::State as Held;
use stemma_exchange::wire::{self, DecisionRecord, review_records};
use stemma_store::index::Snapshot;
use stemma_store::log::{Change, Payload, Receipt};
use stemma_store::records::{Iris, decided_quads, read_decisions};
use stemma_store::token::Scope;
use stemma_store::update::{Author, UpdateError};

use crate::access::Principal;
use crate::problem::Problem;
use crate::published::Published;
use crate::session::{self, Viewer};
use crate::writes::{self, opened};
use crate::{Service, pages, resources, undo};

/// How many questions are told when nobody says how many.
const USUAL: usize = 50;
/// How many at most.
pub(crate) const MOST: usize = 1000;
/// The longest reason, in bytes.
const REASON: usize = 10_000;

/// `GET /api/v1/review`: one JSON record a line, first what would change most.
pub(crate) async fn list(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
) -> Response {
    let (limit, kind) = match asked(&parameters) {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let (published, snapshot) = (service.published(), service.snapshot());
    let lines = tokio::task::spawn_blocking(move || {
        let known = answered(&decisions(&published.iris, &snapshot));
        let waiting = published.review(kind).iter().filter(|item| !known.contains(&item.id)).take(limit);
        let records = review_records(&published.state, &published.texts, &published.findings, waiting);
        records.iter().filter_map(|record| wire::line(record).ok()).map(|line| line + "\n").collect::<String>()
    });
    match lines.await {
        Ok(lines) => ([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the list could not be made").into_response(),
    }
}

fn asked(parameters: &BTreeMap<String, String>) -> Result<(usize, Option<ReviewKind>), Problem> {
    let limit = parameters.get("limit").map(|word| {
        let limit = word.parse::<usize>().ok().filter(|limit| *limit <= MOST);
        limit.ok_or_else(|| Problem::bad_request(format!("`limit` is a number up to {MOST}")))
    });
    let kind = parameters.get("kind").map(|word| {
        ReviewKind::named(word).ok_or_else(|| Problem::bad_request("`kind` is attribution, identity, copy or actor"))
    });
    Ok((limit.transpose()?.unwrap_or(USUAL), kind.transpose()?))
}

#[derive(Deserialize)]
struct Answer {
    decision: Word,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Word {
    Confirm,
    Reject,
}

/// `POST /api/v1/review/{id}`: confirms or rejects.
pub(crate) async fn answer(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    taken(&service, &id, &headers, &body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn taken(service: &Service, id: &str, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    let id: Id<ReviewItem> = Id::parse(id).ok_or_else(|| Problem::not_found("there is no such question"))?;
    let Answer { decision, reason } = serde_json::from_slice(body).map_err(|error| {
        let why = "the body is an object with `decision`, which is `confirm` or `reject`, and `reason`";
        Problem::bad_request(format!("{why}: {error}"))
    })?;
    let (word, reason, receipt) = decide(service, principal, headers, id, decision == Word::Confirm, &reason).await?;
    let sequence = receipt.map(|receipt| receipt.sequence);
    Ok(told_as_json(&DecisionRecord { id: id.to_string(), decision: word, reason, sequence }))
}

/// Records an answer; which it was, for which reason, and the change.
async fn decide(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    id: Id<ReviewItem>,
    confirmed: bool,
    reason: &str,
) -> Result<(&'static str, String, Option<Receipt>), Problem> {
    let (word, did) = if confirmed { ("confirm", "confirmed") } else { ("reject", "rejected") };
    let reason = reason_of(reason, &format!("{did} on review"))?;
    let published = service.published();
    let (told, what) = (reason.clone(), format!("{word} {}: {reason} ({id})", asked_of(&published, id)));
    let receipt = writes::written(service, principal, headers, &what, move |store, iris, author| {
        recorded(store, iris, author, |live, by| {
            let quads = || {
                past(live, id).map_or(Ok(()), Err)?;
                let item = find(&published.state, &published.findings, id)?;
                let known = (live, &*published.findings);
                Ok(decided_quads(iris, &decided(known, &item, confirmed, (by, &told))?))
            };
            quads().map(|quads| (Vec::new(), quads)).map_err(|why: Undecidable| why.to_string())
        })
    });
    Ok((word, reason, receipt.await?))
}

/// What a question asks, with the words of its claims: whoever reads the log later cannot look it up any more.
fn asked_of(published: &Published, id: Id<ReviewItem>) -> String {
    const NAMED: usize = 2;
    let (all, _) = published.review_so_far(None);
    let Some(item) = all.iter().find(|item| item.id == id) else { return "a question".to_owned() };
    let claims = item.claims.iter().filter_map(|claim| published.claim(*claim)).take(NAMED);
    let claims: Vec<String> = claims.map(|found| format!("“{}”", found.claim.text)).collect();
    let about = if claims.is_empty() { String::new() } else { format!(" of {}", claims.join(" and ")) };
    format!("{}{about}", item.kind.as_str())
}

/// How many questions a page shows.
const PAGE: usize = 20;

/// `GET /review`: the questions, with what each answer would change first.
pub(crate) async fn page(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let (viewer, snapshot) = (Viewer::of(&service, &headers), service.snapshot());
    let kind = parameters.get("kind").and_then(|word| ReviewKind::named(word));
    let after: Option<u64> = parameters.get("after").map(|sequence| sequence.parse().unwrap_or_default());
    resources::shown(service, &headers, move |published| {
        let known = answered(&decisions(&published.iris, &snapshot));
        let (all, is_counted) = published.review_so_far(kind);
        let waiting: Vec<&ReviewItem> = all.iter().filter(|item| !known.contains(&item.id)).collect();
        let first = waiting.iter().take(PAGE).copied();
        let records = review_records(&published.state, &published.texts, &published.findings, first);
        let page = resources::page(pages::review(&viewer, &records, (waiting.len(), MOST), kind, (after, is_counted)));
        Ok(([(header::CONTENT_SECURITY_POLICY, resources::WITH_SCRIPT)], page).into_response())
    })
    .await
}

/// `POST /review`: an answer from the page.
pub(crate) async fn from_page(
    State(service): State<Service>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Response {
    let answer = async {
        let text = |key: &str| fields.get(key).map(String::as_str).unwrap_or_default();
        let editor = session::sender(&service, &headers, text("mark"), Scope::Review)?;
        let id = Id::parse(text("id")).ok_or_else(|| Problem::not_found("there is no such question"))?;
        let confirmed = match text("decision") {
            "confirm" => true,
            "reject" => false,
            "" => return Err(Problem::bad_request("choose one: confirm or reject")),
            other => return Err(Problem::bad_request(format!("`{other}` is no answer: confirm and reject are"))),
        };
        let decided = decide(&service, editor.principal, &headers, id, confirmed, text("reason")).await;
        let (_, _, receipt) = undo::pointed(&service, &id.to_string(), decided).await?;
        let sequence = receipt.map_or(0, |receipt| receipt.sequence);
        service.shows(sequence).await;
        let kind = ReviewKind::named(text("kind")).map(|kind| format!("&kind={}", kind.as_str()));
        Ok(Redirect::to(&format!("/review?after={sequence}{}", kind.unwrap_or_default())).into_response())
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// The reason that somebody gives, or else this one.
pub(crate) fn reason_of(given: &str, usual: &str) -> Result<String, Problem> {
    if given.len() > REASON {
        return Err(Problem::bad_request(format!("the reason is longer than {REASON} bytes")));
    }
    let given = given.trim();
    Ok(if given.is_empty() { usual } else { given }.to_owned())
}

/// A record as the answer.
pub(crate) fn told_as_json(record: &impl serde::Serialize) -> Response {
    match wire::line(record) {
        Ok(line) => ([(header::CONTENT_TYPE, "application/json")], line + "\n").into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer cannot be written").into_response(),
    }
}

/// Records what `make` takes away and adds for the decisions that hold now, while nobody else writes; `make` is told who decides.
pub(crate) fn recorded(
    store: &stemma_store::Store,
    iris: &Iris,
    author: Author,
    make: impl FnOnce(&Held, &str) -> Result<(Vec<Quad>, Vec<Quad>), String>,
) -> Result<Option<Receipt>, UpdateError> {
    store.commit_made(|snapshot, _| {
        let Author { recorded, principal, reason } = author;
        let made = make(&decisions(iris, snapshot), &principal);
        let (old, new) = made.map_err(|what| UpdateError::Conflict { what })?;
        let payload = Payload::new(old, new);
        Ok(Some(Change { recorded, principal, reason, payload, documents: Vec::new() }))
    })
}

/// What people have decided as of this version of the index, without anything else.
pub(crate) fn decisions(iris: &Iris, snapshot: &Snapshot) -> Held {
    let mut live = Held::default();
    read_decisions(iris, snapshot, &mut live);
    live
}
