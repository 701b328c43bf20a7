//! What editors do about a claim: from a form of its page, or as JSON with a token.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use stemma_core::date::PartialDate;
use stemma_core::editing::{Act, Done};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_exchange::wire::{self, ActRecord};
use stemma_store::desk::ActError;
use stemma_store::token::Scope;

use crate::access::Principal;
use crate::add::STRINGS;
use crate::log_in::local;
use crate::problem::Problem;
use crate::writes::{self, opened, sequence};
use crate::{Service, pages, resources, session, verdicts};

/// What is sent: which act, and what goes with it.
pub(crate) type Fields = BTreeMap<String, String>;

/// What became of an act.
enum Became {
    /// It is recorded.
    Recorded(stemma_store::log::Receipt),
    /// Somebody decided otherwise, and this is what.
    Otherwise(Vec<Done>),
}

/// From a form of the claim's page.
pub(crate) async fn form(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Response {
    let answer = async {
        let mark = fields.get("mark").map(String::as_str).unwrap_or_default();
        let editor = session::sender(&service, &headers, mark, Scope::Review)?;
        let claim = the_claim(&service, &id)?;
        let act = read(&service, claim, &fields, &editor.principal).await?;
        Ok(match record(&service, editor.principal.clone(), &headers, claim, &act, seen(&fields)).await? {
            Became::Recorded(_) => match fields.get("next").filter(|next| !next.is_empty()) {
                Some(next) => Redirect::to(local(Some(next))).into_response(),
                None => {
                    let place = if act.is_of_verdicts() { "verdicts" } else { "work" };
                    Redirect::to(&format!("/claims/{claim}#{place}")).into_response()
                }
            },
            Became::Otherwise(first) => {
                let last = first.iter().map(|done| done.sequence).max().unwrap_or_default();
                let page = pages::otherwise(&editor, claim, &first, (&act, &fields, last));
                (StatusCode::CONFLICT, resources::page(page)).into_response()
            }
        })
    };
    answer.await.unwrap_or_else(Problem::into_page)
}

/// As JSON, with a token.
pub(crate) async fn post(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    sent(&service, &id, &headers, &body, None).await.unwrap_or_else(IntoResponse::into_response)
}

/// Records what a body says; what act it is, when the body need not say it.
pub(crate) async fn sent(
    service: &Service,
    id: &str,
    headers: &HeaderMap,
    body: &[u8],
    act: Option<&str>,
) -> Result<Response, Problem> {
    let mut fields: Fields =
        serde_json::from_slice(body).map_err(|error| Problem::bad_request(format!("{STRINGS}: {error}")))?;
    fields.extend(act.map(|act| ("act".to_owned(), act.to_owned())));
    let principal = opened(service, headers, Scope::Review)?;
    let claim = the_claim(service, id)?;
    let act = read(service, claim, &fields, &principal).await?;
    match record(service, principal, headers, claim, &act, seen(&fields)).await? {
        Became::Recorded(receipt) => Ok((StatusCode::CREATED, sequence(Some(receipt))).into_response()),
        Became::Otherwise(first) => Err(Problem::otherwise(&first)),
    }
}

/// What was done about a claim, one JSON record a line.
pub(crate) async fn list(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let answer = async {
        let is_seen = service.keys.is_empty() || service.keys.principal(&headers, &service.backing.now()).is_some();
        if !is_seen {
            return Err(Problem::unauthorized());
        }
        let claim = the_claim(&service, &id)?;
        let desk = service.desk().await?;
        let acts = desk.standing(claim).map(|standing| standing.acts.as_slice()).unwrap_or_default();
        let lines = acts.iter().filter_map(|done| wire::line(&ActRecord::new(done)).ok()).map(|line| line + "\n");
        let kept = [(header::CONTENT_TYPE, "application/jsonl"), (header::CACHE_CONTROL, "no-store")];
        Ok((kept, lines.collect::<String>()).into_response())
    };
    answer.await.unwrap_or_else(IntoResponse::into_response)
}

/// The claim that answers for an id today.
pub(crate) fn the_claim(service: &Service, id: &str) -> Result<Id<Claim>, Problem> {
    let published = service.published();
    let found = Id::parse(id).and_then(|id| published.claim(id).map(|found| found.claim.id));
    found.ok_or_else(|| Problem::not_found("there is no such claim; it may be part of a document that is gone"))
}

/// What the sender has seen of the log; all of it, when nothing is said.
fn seen(fields: &Fields) -> u64 {
    fields.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or(u64::MAX)
}

async fn read(service: &Service, claim: Id<Claim>, fields: &Fields, who: &Principal) -> Result<Act, Problem> {
    let text = |key: &str| fields.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let needed = |key: &str| text(key).ok_or_else(|| Problem::bad_request(format!("`{key}` is empty: say something")));
    let mark = || needed("what")?.parse().map_err(|_| Problem::bad_request("`what` is no headline and no flag"));
    Ok(match text("act").unwrap_or_default() {
        "assign" => Act::Assign(text("to").map(str::to_owned)),
        "take" => Act::Assign(Some(who.name.clone())),
        "due" => match text("day") {
            None => Act::Due(None),
            Some(day) => Act::Due(Some(PartialDate::parse(day).ok_or_else(|| {
                Problem::bad_request(format!("`{day}` is no date such as 2026-05-24, 2026-05 or 2026"))
            })?)),
        },
        "note" => Act::Note(needed("text")?.to_owned()),
        "dismiss" => Act::Dismiss(mark()?, needed("reason")?.to_owned()),
        "restore" => Act::Restore(mark()?),
        "watch" => Act::Watch,
        "unwatch" => Act::Unwatch,
        "verdict" => verdicts::rated(service, claim, fields)?,
        "take-back" => verdicts::taken_back(service, claim, (needed("verdict")?, needed("reason")?), who).await?,
        other => return Err(Problem::bad_request(format!("`{other}` is nothing that can be done about a claim"))),
    })
}

async fn record(
    service: &Service,
    principal: Principal,
    headers: &HeaderMap,
    claim: Id<Claim>,
    act: &Act,
    seen: u64,
) -> Result<Became, Problem> {
    let published = service.published();
    let text = published.claim(claim).map(|found| found.claim.text.clone()).unwrap_or_default();
    let is_shown = act.is_of_verdicts();
    let (what, act) = (format!("{}: “{text}”", act.told()), act.clone());
    let became = writes::written(service, principal, headers, &what, move |store, _, author| {
        // An act on the id that the claim had before others were joined to it is about this claim as well.
        let is_same = |other: Id<Claim>| published.claim(other).is_some_and(|found| found.claim.id == claim);
        match store.act((claim, &act), seen, is_same, author) {
            Ok(receipt) => Ok(Became::Recorded(receipt)),
            Err(ActError::Otherwise(first)) => Ok(Became::Otherwise(first)),
            Err(error) => Err(error),
        }
    });
    let became = became.await?;
    if let Became::Recorded(receipt) = &became
        && is_shown
    {
        // Whoever gives a verdict finds it in what they ask next.
        service.shows(receipt.sequence).await;
    }
    Ok(became)
}
