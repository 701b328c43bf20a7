//! `/claims/{id}/what-if`: what would stand otherwise, if ticked documents or links were withdrawn or two were one voice. Nothing is
//! written.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use stemma_core::graph::Graph;
use stemma_core::id::Id;
use stemma_core::impact::{Supposition, impacts_if};
use stemma_core::state::Retracted;

use crate::problem::Problem;
use crate::sparql::pairs;
use crate::{Service, pages, resources};

/// How much is supposed at once.
const MOST: usize = 50;

/// What is supposed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Supposed {
    /// These documents, or assertions of the claim, are withdrawn.
    pub(crate) withdrawn: Vec<String>,
    /// These two are one voice.
    pub(crate) one: String,
    pub(crate) other: String,
    /// Only documents and links with these words are offered, beside those that are ticked.
    pub(crate) find: String,
}

impl Supposed {
    fn read(query: &str) -> Result<Self, Problem> {
        let mut supposed = Self::default();
        for (key, value) in pairs(query.as_bytes())? {
            match key.as_str() {
                "withdraw" if supposed.withdrawn.len() < MOST => supposed.withdrawn.push(value),
                "withdraw" => return Err(Problem::bad_request(format!("suppose at most {MOST} things at once"))),
                "one" => value.trim().clone_into(&mut supposed.one),
                "other" => value.trim().clone_into(&mut supposed.other),
                "find" => value.trim().clone_into(&mut supposed.find),
                _ => {}
            }
        }
        Ok(supposed)
    }
}

/// The page: what can be supposed, and what would follow.
pub(crate) async fn what_if(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let supposed = match Supposed::read(&query.unwrap_or_default()) {
        Ok(supposed) => supposed,
        Err(problem) => return problem.into_response(),
    };
    let Ok(running) = service.running.clone().try_acquire_owned() else { return Problem::busy().into_response() };
    resources::shown(service, &headers, move |published| {
        let _running = running;
        let found = Id::parse(&id).and_then(|id| published.claim(id));
        let found = found.ok_or_else(|| Problem::not_found("there is no such claim"))?;
        let mut suppositions = Vec::new();
        for wanted in &supposed.withdrawn {
            let document = Id::parse(wanted).filter(|id| published.document(*id).is_some());
            let assertion = || Id::parse(wanted).filter(|id| found.claim.members.iter().any(|(_, own)| own == id));
            let what = document.map(Retracted::Document).or_else(|| assertion().map(Retracted::Assertion));
            let what = what.ok_or_else(|| {
                Problem::bad_request(format!("`{wanted}` is no document here, and no link of this claim"))
            })?;
            suppositions.push(Supposition::Withdrawn(what));
        }
        let mut refused = None;
        if !supposed.one.is_empty() || !supposed.other.is_empty() {
            let graph = Graph::of(&published.state);
            match [&supposed.one, &supposed.other].into_iter().find(|name| !graph.knows(name)) {
                Some(name) => {
                    refused =
                        Some(format!("nobody here is called “{name}”: give two names as they stand in the stemma"))
                }
                None => suppositions.push(Supposition::SameGroup(supposed.one.clone(), supposed.other.clone())),
            }
        }
        let impacts = (!suppositions.is_empty() && refused.is_none())
            .then(|| impacts_if(&published.state, &published.findings, &suppositions));
        let status = if refused.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
        let page = pages::what_if(published, found, &supposed, (impacts.as_deref(), refused.as_deref()));
        Ok((status, resources::page(page)).into_response())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_ticked_is_read() {
        let supposed = Supposed::read("withdraw=a&withdraw=b&one=+Ada+&other=Bo&find=Post+&x=y").unwrap();
        assert_eq!(supposed.withdrawn, ["a", "b"]);
        assert_eq!((supposed.one.as_str(), supposed.other.as_str(), supposed.find.as_str()), ("Ada", "Bo", "Post"));
        assert!(Supposed::read(&"withdraw=a&".repeat(MOST + 1)).is_err());
    }
}
