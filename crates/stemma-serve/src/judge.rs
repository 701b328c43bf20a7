//! `/claims/{id}/judge`: what somebody judges to be one claim or not – merge, not the same, split –, and who gains by it or
//! does not, whatever the rules infer; with a reason. Whoever judges what changed since they looked is told so first.
//! `/api/v1/claims/{id}/judge` is the same for programs.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::name::ActorKey;
use stemma_core::state::Interest;
use stemma_store::log::RecordedChange;
use stemma_store::token::Scope;
use stemma_store::update::UpdateError;

use crate::access::Principal;
use crate::problem::Problem;
use crate::renewal::Judgement;
use crate::session::{self, Viewer};
use crate::sparql::pairs;
use crate::{Service, pages, resources, writes};

/// How many changes are told to whoever was overtaken.
const MOST: usize = 20;

/// The forms.
pub(crate) async fn form(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let viewer = Viewer::of(&service, &headers);
    resources::shown(service, &headers, move |published| {
        let found = Id::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        Ok(resources::page(pages::judge_form(published, &viewer, found)))
    })
    .await
}

/// What became of a judgement.
enum Became {
    /// It is recorded as this change.
    Recorded(u64),
    /// It cannot be.
    Refused(String),
    /// These changes came after what the sender has seen.
    Overtaken(Vec<RecordedChange>),
}

/// A judgement from one of the forms.
pub(crate) async fn judge(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = async {
        let fields = pairs(&body)?;
        let mark = value(&fields, "mark");
        let editor = session::sender(&service, &headers, &mark, Scope::Review)?;
        let published = service.published();
        let found = Id::<Claim>::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        let (claim, judgement) = (found.claim.id, read(&found.claim, &fields)?);
        drop(published);
        let seen: u64 = value(&fields, "seen").parse().unwrap_or(0);
        match judged(&service, editor.principal.clone(), &headers, (claim, judgement, seen)).await? {
            Became::Recorded(sequence) => {
                service.shows(sequence).await;
                Ok(Redirect::to(&format!("/claims/{claim}?recorded={sequence}")).into_response())
            }
            Became::Refused(why) => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why)),
            Became::Overtaken(changes) => {
                let page = pages::overtaken(&editor, claim, &changes, &fields);
                Ok((StatusCode::CONFLICT, resources::page(page)).into_response())
            }
        }
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// Records a judgement about a claim, unless what it is about changed after what the sender has seen.
async fn judged(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    (claim, judgement, seen): (Id<Claim>, Judgement, u64),
) -> Result<Became, Problem> {
    let published = service.published();
    let (board, backing, name) = (service.board.clone(), service.backing.clone(), principal.name.clone());
    let became =
        writes::written(service, principal, headers, "judge", move |store, _, _| -> Result<Became, UpdateError> {
            let touched = board.touched_since(store, seen)?;
            let ids = std::iter::once(Some(claim)).chain([Id::parse(&other(&judgement))]).flatten();
            let mut concerned = ids.filter_map(|id| published.claim(id));
            // What is judged must be what stands in the log now, and what the sender saw.
            if concerned.any(|found| touched.is_about(&published, found)) {
                let mut changes = store.changes_since(seen)?;
                changes.reverse();
                changes.truncate(MOST);
                return Ok(Became::Overtaken(changes));
            }
            Ok(match backing.judge(&published, &judgement, &name)? {
                Ok(sequence) => Became::Recorded(sequence),
                Err(why) => Became::Refused(why),
            })
        });
    became.await
}

/// A judgement as JSON.
#[derive(Deserialize)]
struct Sent {
    judge: String,
    reason: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    actor: String,
    #[serde(default)]
    assertions: Vec<String>,
    /// The last change that was seen; all of what is served, when nothing is said.
    seen: Option<u64>,
}

/// `POST /api/v1/claims/{id}/judge`: a judgement, with a token.
pub(crate) async fn post(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = async {
        let principal = writes::opened(&service, &headers, Scope::Review)?;
        let published = service.published();
        let found = Id::<Claim>::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        let Sent { judge, reason, other, actor, assertions, seen } = serde_json::from_slice(&body).map_err(|error| {
            let why = "the body is an object with `judge`, which is `merge`, `not-same`, `split`, `interest` or `no-interest`, `reason`, and `other`, `assertions` or `actor`";
            Problem::bad_request(format!("{why}: {error}"))
        })?;
        let named = [("judge", judge), ("reason", reason), ("other", other), ("actor", actor)];
        let named = named.into_iter().chain(assertions.into_iter().map(|id| ("assertion", id)));
        let fields: Vec<(String, String)> = named.map(|(key, value)| (key.to_owned(), value)).collect();
        let (claim, judgement) = (found.claim.id, read(&found.claim, &fields)?);
        let seen = seen.unwrap_or(published.sequence);
        match judged(&service, principal, &headers, (claim, judgement, seen)).await? {
            Became::Recorded(sequence) => {
                service.shows(sequence).await;
                Ok((StatusCode::CREATED, writes::numbered(sequence)).into_response())
            }
            Became::Refused(why) => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why)),
            Became::Overtaken(changes) => Err(Problem::overtaken(&changes)),
        }
    };
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

fn value(fields: &[(String, String)], key: &str) -> String {
    fields.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}

fn read(about: &Claim, fields: &[(String, String)]) -> Result<Judgement, Problem> {
    let (claim, reason) = (about.id.to_string(), value(fields, "reason"));
    if reason.is_empty() {
        return Err(Problem::bad_request("a judgement needs a reason"));
    }
    if let "interest" | "no-interest" = value(fields, "judge").as_str() {
        let actor = value(fields, "actor");
        if ActorKey::of(&actor).as_str().is_empty() {
            return Err(Problem::bad_request("who gains, or does not? Give a name"));
        }
        let overruled = value(fields, "judge") == "no-interest";
        return Ok(Judgement::Interest(Interest { actor, claim: about.text.clone(), why: reason, overruled }));
    }
    // An address of a claim is as good as its id.
    let other = value(fields, "other");
    let other = other.rsplit_once("/claims/").map_or(other.as_str(), |(_, id)| id).to_owned();
    if other.is_empty() && value(fields, "judge") != "split" {
        return Err(Problem::bad_request("which other claim? Give its address, or words that no other claim has"));
    }
    match value(fields, "judge").as_str() {
        "merge" => Ok(Judgement::Merge { claim, other, reason }),
        "not-same" => Ok(Judgement::NotSame { claim, other, reason }),
        "split" => {
            let away = fields.iter().filter(|(name, _)| name == "assertion").map(|(_, id)| id.clone());
            let assertions: Vec<String> = away.collect();
            if assertions.is_empty() {
                return Err(Problem::bad_request("tick what is another claim"));
            }
            Ok(Judgement::Split { claim, assertions, reason })
        }
        other => Err(no_judgement(other)),
    }
}

/// What was chosen is nothing that can be judged, or nothing was.
fn no_judgement(word: &str) -> Problem {
    let known = "merge, not-same, split, interest and no-interest";
    Problem::bad_request(match word {
        "" => format!("choose one of the buttons: {known} are the judgements"),
        other => format!("`{other}` is no judgement: {known} are"),
    })
}

fn other(judgement: &Judgement) -> String {
    match judgement {
        Judgement::Merge { other, .. } | Judgement::NotSame { other, .. } => other.clone(),
        Judgement::Split { .. } | Judgement::Interest(_) => String::new(),
    }
}
