//! `/api/v1/topics`, `/api/v1/tensions`, `/api/v1/calculations`: what is filed under which topic, who takes opposed
//! positions, and which claims are calculated from which; and what people record of the first and the last.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use stemma_core::calculation::{Calculation, calculations};
use stemma_core::finding::ClaimFinding;
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::state::Assertion;
use stemma_core::tension::tensions;
use stemma_core::topic::{Filed, Filing, Topics};
use stemma_exchange::wire::{self, DecisionRecord, FilingRecord, TopicRecord, calculation_records, tension_records};
use stemma_store::records::{calculation_quads, filing_quads};
use stemma_store::token::Scope;

use crate::Service;
use crate::problem::Problem;
use crate::published::Published;
use crate::review::{reason_of, recorded, told_as_json};
use crate::writes::{self, opened};

type Parameters = Query<BTreeMap<String, String>>;

/// `GET /api/v1/topics`: each topic, one JSON record a line; with `topic`, what is filed under that one.
pub(crate) async fn topics(State(service): State<Service>, Query(asked): Parameters) -> Response {
    listed(&service, move |published| {
        let topics = topics_of(published);
        let Some(wanted) = asked.get("topic") else {
            return Ok(topics.all().map(TopicRecord::from).filter_map(|record| line(&record)).collect());
        };
        let topic = topics.named(wanted).ok_or_else(no_topic)?;
        let text_of = |id| published.findings.answering(id).map(|found| found.claim.text.clone()).unwrap_or_default();
        Ok(FilingRecord::all(&published.state, topic, text_of).iter().filter_map(line).collect())
    })
    .await
}

/// `GET /api/v1/tensions`: who takes opposed positions, one JSON record a line; with `topic`, only about that one.
pub(crate) async fn tensions_of(State(service): State<Service>, Query(asked): Parameters) -> Response {
    listed(&service, move |published| {
        let topics = topics_of(published);
        let topic = asked.get("topic").map(|name| topics.named(name).ok_or_else(no_topic)).transpose()?;
        let mut all = tensions(&published.state, &published.findings);
        all.retain(|tension| topic.is_none_or(|topic| topic.has_tension(&published.state, tension)));
        let found = (&*published.findings, &topics);
        Ok(tension_records(&published.state, &published.texts, found, &all).iter().filter_map(line).collect())
    })
    .await
}

/// `GET /api/v1/calculations`: the claims that are calculated from others, one JSON record a line.
pub(crate) async fn calculated(State(service): State<Service>) -> Response {
    listed(&service, |published| {
        let all = calculations(&published.state, published.findings.claims.iter().map(|found| &found.claim));
        Ok(calculation_records(&published.findings, &all).iter().filter_map(line).collect())
    })
    .await
}

#[derive(Deserialize)]
struct File {
    /// The id of a document or a claim.
    what: String,
    topic: String,
    #[serde(default, rename = "keep-out")]
    kept_out: bool,
    reason: String,
}

/// `POST /api/v1/topics`: files a claim or a document under a topic, or keeps it out of one.
pub(crate) async fn file(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    filed(&service, &headers, &body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn filed(service: &Service, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    let File { what, topic, kept_out, reason } = serde_json::from_slice(body).map_err(|error| {
        let why = "the body is an object with `what`, `topic`, `reason`, and `keep-out` if it is to be kept out";
        Problem::bad_request(format!("{why}: {error}"))
    })?;
    let reason = reason_of(&reason, "")?;
    let published = service.published();
    let id = what.clone();
    let what = meant(&published, &what).ok_or_else(|| Problem::not_found("there is no such claim or document"))?;
    let filing = Filing { what, topic, kept_out, by: principal.name.clone(), reason };
    let filing = filing.checked().map_err(Problem::bad_request)?;
    if kept_out && !is_filed(&published, &filing) {
        return Err(Problem::bad_request("it is not filed under that topic"));
    }
    let decision = if kept_out { "keep-out" } else { "file" };
    let (reason, told) = (filing.reason.clone(), format!("{decision} {id}, `{}`: {}", filing.topic, filing.reason));
    let receipt = writes::written(service, principal, headers, &told, move |store, iris, author| {
        recorded(store, iris, author, |live, _| {
            let new = filing_quads(iris, &filing);
            let old = filing.earlier(&live.filings).flat_map(|earlier| filing_quads(iris, earlier));
            Ok((old.filter(|quad| !new.contains(quad)).collect(), new))
        })
    });
    let sequence = receipt.await?.map(|receipt| receipt.sequence);
    Ok(told_as_json(&DecisionRecord { id, decision, reason, sequence }))
}

#[derive(Deserialize)]
struct Derive {
    /// The id of the claim that is calculated.
    claim: String,
    /// The ids of those that it is calculated from.
    from: Vec<String>,
    how: String,
    reason: String,
}

/// `POST /api/v1/calculations`: records that a claim's number is calculated from those of others.
pub(crate) async fn derive(State(service): State<Service>, headers: HeaderMap, body: Bytes) -> Response {
    derived(&service, &headers, &body).await.unwrap_or_else(IntoResponse::into_response)
}

async fn derived(service: &Service, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let principal = opened(service, headers, Scope::Review)?;
    let Derive { claim, from, how, reason } = serde_json::from_slice(body).map_err(|error| {
        let why = "the body is an object with `claim`, `from`, `how` and `reason`";
        Problem::bad_request(format!("{why}: {error}"))
    })?;
    let reason = reason_of(&reason, "")?;
    let how = how.parse().map_err(|error| Problem::bad_request(format!("{error}")))?;
    let published = service.published();
    let first = |id: &String| {
        let member = found(&published, id).and_then(|found| found.claim.members.first()).map(|(_, first)| *first);
        member.ok_or_else(|| Problem::not_found(format!("there is no claim `{}`", id.escape_debug())))
    };
    let inputs: BTreeSet<Id<Assertion>> = from.iter().map(first).collect::<Result<_, _>>()?;
    let calculation = Calculation { result: first(&claim)?, inputs, how, by: principal.name.clone(), reason };
    let of = claims_of(&published);
    // Whoever asks wrongly is told so before the writer's line; what is recorded is checked again in it.
    let all = || published.findings.claims.iter().map(|found| &found.claim);
    let known = calculations(&published.state, all());
    let calculation = calculation.checked(&known, |id| of.get(&id).copied()).map_err(Problem::bad_request)?;
    let (reason, told) = (calculation.reason.clone(), format!("{claim} is a {how}: {}", calculation.reason));
    let seen = published.clone();
    let receipt = writes::written(service, principal, headers, &told, move |store, iris, author| {
        recorded(store, iris, author, |live, _| {
            let claims = seen.findings.claims.iter().map(|found| &found.claim);
            let known: Vec<_> = calculations(live, claims).into_iter().chain(known).collect();
            let calculation = calculation.checked(&known, |id| of.get(&id).copied())?;
            let new = calculation_quads(iris, &calculation);
            let is_earlier = |other: &&Calculation| other.result == calculation.result && other.by == calculation.by;
            let old = live.calculations.iter().filter(is_earlier).flat_map(|earlier| calculation_quads(iris, earlier));
            Ok((old.filter(|quad| !new.contains(quad)).collect(), new))
        })
    });
    let sequence = receipt.await?.map(|receipt| receipt.sequence);
    Ok(told_as_json(&DecisionRecord { id: claim, decision: "derive", reason, sequence }))
}

fn topics_of(published: &Published) -> Topics {
    Topics::of(&published.state, published.findings.claims.iter().map(|found| &found.claim))
}

fn no_topic() -> Problem {
    Problem::not_found("nothing is filed under that topic")
}

fn line(record: &impl Serialize) -> Option<String> {
    wire::line(record).ok().map(|line| line + "\n")
}

fn found<'p>(published: &'p Published, id: &str) -> Option<&'p ClaimFinding> {
    published.findings.answering(Id::parse(id)?)
}

/// The claim of each assertion.
fn claims_of(published: &Published) -> BTreeMap<Id<Assertion>, Id<Claim>> {
    let claims = published.findings.claims.iter().map(|found| &found.claim);
    claims.flat_map(|claim| claim.members.iter().map(|(_, assertion)| (*assertion, claim.id))).collect()
}

/// What has this id; a claim is filed by its first assertion.
fn meant(published: &Published, id: &str) -> Option<Filed> {
    if let Some(found) = found(published, id) {
        return found.claim.members.first().map(|(_, first)| Filed::Assertion(*first));
    }
    let id = Id::parse(id)?;
    published.state.current().any(|held| held.document.id == id).then_some(Filed::Document(id))
}

fn is_filed(published: &Published, filing: &Filing) -> bool {
    let topics = topics_of(published);
    let Some(topic) = topics.named(&filing.topic) else { return false };
    match filing.what {
        Filed::Document(id) => topic.documents.contains_key(&id),
        Filed::Assertion(id) => claims_of(published).get(&id).is_some_and(|claim| topic.claims.contains_key(claim)),
    }
}

/// Lines of JSON, made where it keeps nobody waiting.
async fn listed(
    service: &Service,
    make: impl FnOnce(&Published) -> Result<String, Problem> + Send + 'static,
) -> Response {
    let published = service.published();
    match tokio::task::spawn_blocking(move || make(&published)).await {
        Ok(Ok(lines)) => ([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response(),
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the list could not be made").into_response(),
    }
}
