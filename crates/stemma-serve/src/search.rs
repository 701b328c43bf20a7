//! `/api/v1/search`: claims by words, each with the wording that fits best.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use stemma_exchange::wire::{self, hit_records};

use crate::Service;
use crate::problem::Problem;

/// How many claims are told when nobody says how many.
const USUAL: usize = 20;
/// How many at most.
const MOST: usize = 200;
/// The longest query, in bytes.
const LONGEST: usize = 4000;

/// `GET /api/v1/search?q=WORDS&limit=N`: one JSON record a line, the best first.
pub(crate) async fn find(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
) -> Response {
    let (words, limit) = match asked(&parameters) {
        Ok(asked) => asked,
        Err(problem) => return problem.into_response(),
    };
    let published = service.published();
    let lines = tokio::task::spawn_blocking(move || {
        let hits = published.search().find(&words, limit);
        let records = hit_records(&published.findings, &hits);
        records.iter().filter_map(|record| wire::line(record).ok()).map(|line| line + "\n").collect::<String>()
    });
    match lines.await {
        Ok(lines) => ([(header::CONTENT_TYPE, "application/jsonl")], lines).into_response(),
        Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the search failed inside").into_response(),
    }
}

fn asked(parameters: &BTreeMap<String, String>) -> Result<(String, usize), Problem> {
    let words = parameters.get("q").filter(|words| !words.trim().is_empty() && words.len() <= LONGEST);
    let words =
        words.ok_or_else(|| Problem::bad_request(format!("`q` is words to look for, up to {LONGEST} bytes")))?;
    let limit = parameters.get("limit").map(|word| {
        let limit = word.parse::<usize>().ok().filter(|limit| *limit <= MOST);
        limit.ok_or_else(|| Problem::bad_request(format!("`limit` is a number up to {MOST}")))
    });
    Ok((words.clone(), limit.transpose()?.unwrap_or(USUAL)))
}
