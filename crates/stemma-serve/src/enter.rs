//! `/versions/{id}/enter`: somebody points at words of a document and says what they assert, or corrects what was read
//! there; `/api/v1/versions/{id}/assertions` the same for programs. What was entered can be taken back.

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use oxrdf::Quad;
use stemma_core::document::Version;
use stemma_core::id::Id;
use stemma_core::state::{Assertion, Review, Reviewed, State as Held};
use stemma_exchange::wire::EnteredRecord;
use stemma_store::log::{Change, Payload, Receipt};
use stemma_store::records::{Iris, recorded_entry, review_quads};
use stemma_store::token::Scope;
use stemma_store::update::{Author, UpdateError};

use crate::access::Principal;
use crate::acts::Fields;
use crate::add::STRINGS;
use crate::entering::{Entering, NotEntered, one_line};
use crate::problem::Problem;
use crate::published::Published;
use crate::review::{decisions, reason_of, recorded, told_as_json};
use crate::session::{self, Viewer};
use crate::writes::{self, opened};
use crate::{Service, pages, resources};

/// How many letters of a claim the log names.
const NAMED: usize = 200;

/// The form, perhaps with words or with what is to be corrected.
pub(crate) async fn form(
    State(service): State<Service>,
    Path(id): Path<String>,
    Query(fields): Query<Fields>,
    headers: HeaderMap,
) -> Response {
    let viewer = Viewer::of(&service, &headers);
    resources::shown(service, &headers, move |published| {
        let version = the_version(&id)?;
        let held = published.version(version).ok_or_else(|| Problem::not_found("there is no such version"))?;
        Ok(resources::page(pages::enter_form(&viewer, held, &fields, None)))
    })
    .await
}

/// An assertion from the form.
pub(crate) async fn from_page(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let answer = async {
        let mark = fields.get("mark").map(String::as_str).unwrap_or_default();
        let editor = session::sender(&service, &headers, mark, Scope::Review)?;
        let version = the_version(&id)?;
        let entering = Entering::read(version, &fields)?;
        let published = service.published();
        let by = editor.principal.name.clone();
        match made(&service, &published, &entering, by).await? {
            Ok(made) => {
                let (_, receipt) = record(&service, editor.principal, &headers, &entering, made).await?;
                if let Some(receipt) = receipt {
                    service.shows(receipt.sequence).await;
                }
                Ok(Redirect::to(&format!("/versions/{version}")).into_response())
            }
            // Nothing that was typed is lost, and the places can be chosen.
            Err(why) => {
                let viewer = Viewer::of(&service, &headers);
                let Some(held) = published.version(version) else { return Err(why.into()) };
                let page = resources::page(pages::enter_form(&viewer, held, &fields, Some(&why)));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// An assertion as JSON, with a token.
pub(crate) async fn post(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Review)?;
        let version = the_version(&id)?;
        let fields: Fields =
            serde_json::from_slice(&body).map_err(|error| Problem::bad_request(format!("{STRINGS}: {error}")))?;
        if let Some(other) = fields.keys().find(|key| !pages::ENTERED.contains(&key.as_str())) {
            return Err(Problem::bad_request(format!("`{other}` is nothing that is entered")));
        }
        let entering = Entering::read(version, &fields)?;
        let made = made(&service, &service.published(), &entering, principal.name.clone()).await??;
        let (assertion, receipt) = record(&service, principal, &headers, &entering, made).await?;
        let sequence = receipt.map(|receipt| receipt.sequence);
        if let Some(sequence) = sequence {
            service.shows(sequence).await;
        }
        let published = service.published();
        let place = published.worklist().claim_of(assertion);
        let claim = place.and_then(|place| published.findings.claims.get(place)).map(|f| f.claim.id.to_string());
        let told = told_as_json(&EnteredRecord { sequence, assertion: assertion.to_string(), claim });
        Ok((StatusCode::CREATED, told).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

fn the_version(id: &str) -> Result<Id<Version>, Problem> {
    Id::parse(id).ok_or_else(|| Problem::not_found("there is no such version"))
}

/// What is entered, and what records it.
type Made = (Id<Assertion>, Vec<Quad>);

/// Finds the words, on a blocking thread: a document may be long.
async fn made(
    service: &Service,
    published: &std::sync::Arc<Published>,
    entering: &Entering,
    by: String,
) -> Result<Result<Made, NotEntered>, Problem> {
    let (backing, published, entering) = (service.backing.clone(), published.clone(), entering.clone());
    let found = tokio::task::spawn_blocking(move || backing.enter(&published, &entering, &by)).await;
    found.map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "it could not be read; the log says more"))
}

/// Records it, unless somebody was faster.
async fn record(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    entering: &Entering,
    (assertion, quads): Made,
) -> Result<(Id<Assertion>, Option<Receipt>), Problem> {
    let instead_of = entering.instead_of;
    let did = if instead_of.is_some() { "correct" } else { "enter" };
    let what = format!("{did} an assertion of {}: {}", entering.version, entering.reason);
    let receipt = writes::written(service, principal, headers, &what, move |store, iris, author| {
        recorded(store, iris, author, |live, _| {
            may_be_entered(live, assertion, instead_of)?;
            Ok((Vec::new(), quads))
        })
    });
    Ok((assertion, receipt.await?))
}

/// Whether nobody has decided on the same since the page was opened; else who did, and what.
fn may_be_entered(live: &Held, assertion: Id<Assertion>, instead_of: Option<Id<Assertion>>) -> Result<(), String> {
    if let Some(entered) = live.entered.get(&assertion) {
        return Err(format!("{} has entered it already ({})", entered.by, entered.reason));
    }
    match instead_of.and_then(|read| live.reviews.get(&Reviewed::Attribution(read))) {
        Some(Review { confirmed, by, reason }) => {
            let did = if *confirmed { "confirmed" } else { "rejected or corrected" };
            Err(format!("{by} has {did} it already ({reason})"))
        }
        None => Ok(()),
    }
}

/// What was entered is taken back, from the form of the reader.
pub(crate) async fn take_back_from_page(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let answer = async {
        let text = |key: &str| fields.get(key).map(String::as_str).unwrap_or_default();
        let editor = session::sender(&service, &headers, text("mark"), Scope::Review)?;
        let version = the_version(&id)?;
        let assertion = Id::parse(text("assertion")).ok_or_else(|| Problem::not_found("there is no such assertion"))?;
        let reason = one_line("reason", text("reason"))?;
        taken_back(&service, editor.principal, &headers, assertion, reason).await?;
        Ok(Redirect::to(&format!("/versions/{version}")).into_response())
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// What was entered is taken back, with a token; the header `Stemma-Reason` says why.
pub(crate) async fn take_back(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let answer = async {
        let principal = opened(&service, &headers, Scope::Review)?;
        let assertion: Id<Assertion> =
            Id::parse(&id).ok_or_else(|| Problem::not_found("there is no such assertion"))?;
        let receipt =
            taken_back(&service, principal, &headers, assertion, reason_of("", "no reason was given")?).await?;
        let sequence = receipt.map(|receipt| receipt.sequence);
        let told = told_as_json(&EnteredRecord { sequence, assertion: assertion.to_string(), claim: None });
        Ok(([(header::CACHE_CONTROL, "no-store")], told).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

async fn taken_back(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    assertion: Id<Assertion>,
    reason: String,
) -> Result<Option<Receipt>, Problem> {
    let published = service.published();
    let all = same_entries(&published, assertion);
    if all.is_empty() {
        return Err(Problem::not_found("nobody entered such an assertion, or it was taken back"));
    }
    let sentence = sentence_of(&published, assertion).chars().take(NAMED).collect::<String>();
    let what = format!("take back what was entered, “{sentence}”: {reason}");
    let receipt = writes::written(service, principal, headers, &what, move |store, iris, author| {
        store.commit_made(|snapshot, _| {
            let live = decisions(iris, snapshot);
            let old: Vec<Quad> = all.iter().flat_map(|id| record_of(iris, snapshot, &live, *id)).collect();
            if old.is_empty() {
                return Err(UpdateError::Conflict { what: "somebody has taken it back already".to_owned() });
            }
            let Author { recorded, principal, reason } = author;
            let payload = Payload::new(old, Vec::new());
            Ok(Some(Change { recorded, principal, reason, payload, documents: Vec::new() }))
        })
    });
    let receipt = receipt.await?;
    if let Some(receipt) = receipt {
        service.shows(receipt.sequence).await;
    }
    Ok(receipt)
}

/// The record of what was entered, and that what it corrects was not read right.
fn record_of(
    iris: &Iris,
    snapshot: &stemma_store::index::Snapshot,
    live: &Held,
    assertion: Id<Assertion>,
) -> Vec<Quad> {
    let Some(entered) = live.entered.get(&assertion) else { return Vec::new() };
    let mut quads = recorded_entry(iris, snapshot, assertion);
    if let Some(read) = entered.instead_of {
        let what = Reviewed::Attribution(read);
        let review = live.reviews.get(&what).filter(|review| !review.confirmed && review.by == entered.by);
        quads.extend(review.map(|review| review_quads(iris, what, review)).unwrap_or_default());
    }
    quads
}

/// The assertion with what was entered just so in other versions of its document, to which it was carried over.
fn same_entries(published: &Published, assertion: Id<Assertion>) -> Vec<Id<Assertion>> {
    let all = || published.state.versions.values().flat_map(|held| held.assertions.iter().map(move |a| (held, a)));
    let is_entered = |id: Id<Assertion>| published.state.entered.contains_key(&id);
    let Some((held, this)) = all().find(|(_, other)| other.id == assertion && is_entered(assertion)) else {
        return Vec::new();
    };
    let words = this.statement.unplaced();
    let same = all().filter(|(other, _)| other.document.id == held.document.id);
    let same = same.filter(|(_, other)| is_entered(other.id) && other.statement.unplaced() == words);
    same.map(|(_, other)| other.id).collect()
}

fn sentence_of(published: &Published, assertion: Id<Assertion>) -> &str {
    let mut all = published.state.versions.values().flat_map(|held| &held.assertions);
    all.find(|other| other.id == assertion).map_or("", |found| &found.statement.sentence)
}
