//! Verdicts of people on a claim, as JSON: given with a token, read by everybody, beside what is computed.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use stemma_core::editing::{Act, Done, Standing};
use stemma_core::id::Id;
use stemma_core::identity::Claim;
use stemma_core::verdict::{Answered, Check, Rating};
use stemma_exchange::wire::{self, ClaimReviewsRecord, VerdictRecord};
use stemma_store::token::Scope;

use crate::access::Principal;
use crate::acts::{Fields, sent, the_claim};
use crate::problem::Problem;
use crate::{Service, negotiate};

/// As what they are offered.
const OFFERED: &[&str] = &["application/jsonl", "application/ld+json"];

/// The verdicts on a claim: a record a line, or schema.org `ClaimReview` of those that hold.
pub(crate) async fn list(State(service): State<Service>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let answer = async {
        let form = negotiate::best(&headers, OFFERED).ok_or_else(|| Problem::not_acceptable(&OFFERED.join(", ")))?;
        let claim = the_claim(&service, &id)?;
        let (desk, published) = (service.desk().await?, service.published());
        let standing = desk.standing(claim).cloned().unwrap_or_default();
        let text = if form == 0 {
            let stands = published.claim(claim).map(|found| found.finding.headline);
            let record = |(done, rating, back): (&Done, &Rating, Option<&Done>)| {
                let back = back.and_then(|back| Some((back, reason(back)?)));
                VerdictRecord::new(claim.to_string(), stands, (done, rating, back))
            };
            let lines = standing.verdicts().into_iter().filter_map(|given| wire::line(&record(given)).ok());
            lines.map(|line| line + "\n").collect()
        } else {
            let now = (&*published.state, &*published.findings);
            let reviews = ClaimReviewsRecord::new(&published.iris, now, &standing.acts, |other| other == claim);
            wire::line(&reviews).map_err(|_| Problem::bad_request("these verdicts cannot be written"))?
        };
        let media = OFFERED.get(form).copied().unwrap_or_default();
        Ok(([(header::CONTENT_TYPE, media), (header::VARY, "accept")], text).into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

/// Gives a verdict, with a token.
pub(crate) async fn give(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    sent(&service, &id, &headers, &body, Some("verdict")).await.unwrap_or_else(IntoResponse::into_response)
}

/// Why a verdict holds no more.
pub(crate) fn reason(back: &Done) -> Option<&str> {
    match &back.act {
        Act::TakeBack(_, reason) => Some(reason),
        Act::Rate(_) => Some("replaced by a later verdict of the same person"),
        _ => None,
    }
}

/// The verdict that fields give: the word of each check names what was seen, and with `-left` beside it why it was not done.
pub(crate) fn rated(service: &Service, claim: Id<Claim>, fields: &Fields) -> Result<Act, Problem> {
    let published = service.published();
    let found = published.claim(claim).ok_or_else(|| Problem::not_found("there is no such claim"))?;
    let text = |key: &str| fields.get(key).map(|text| text.trim().to_owned()).unwrap_or_default();
    let rating = Rating {
        words: text("rating"),
        why: text("why"),
        url: Some(text("url")).filter(|url| !url.is_empty()),
        checks: Check::ALL.map(|check| {
            let words = text(check.as_str());
            let is_left = !text(&format!("{}-left", check.as_str())).is_empty();
            if is_left { Answered::Left(words) } else { Answered::Done(words) }
        }),
        stood: found.finding.headline,
    };
    let lacks = rating.lacks(found);
    if lacks.is_empty() { Ok(Act::Rate(Box::new(rating))) } else { Err(Problem::bad_request(lacks.join("; "))) }
}

/// That `who` takes the verdict of a change back: it is theirs, or they may do everything, and it still holds.
pub(crate) async fn taken_back(
    service: &Service,
    claim: Id<Claim>,
    (sequence, reason): (&str, &str),
    who: &Principal,
) -> Result<Act, Problem> {
    let desk = service.desk().await?;
    let given = desk.standing(claim).map(Standing::verdicts).unwrap_or_default();
    let given = given.into_iter().find(|(done, ..)| done.sequence.to_string() == sequence);
    let (done, _, back) =
        given.ok_or_else(|| Problem::not_found(format!("change {sequence} gave no verdict on this claim")))?;
    if let Some(back) = back {
        return Err(Problem::otherwise(std::slice::from_ref(back)));
    }
    if done.by != who.name && !who.may(Scope::Admin) {
        return Err(Problem::not_theirs(&done.by));
    }
    Ok(Act::TakeBack(done.sequence, reason.to_owned()))
}
