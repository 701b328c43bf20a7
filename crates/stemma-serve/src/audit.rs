//! `/audit`: every change of the log, who made it, when, and why.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use stemma_store::StoreError;
use stemma_store::log::RecordedChange;

use crate::problem::Problem;
use crate::session::Viewer;
use crate::telling::TELLER;
use crate::{Service, pages, resources};

/// How many changes one page shows.
const PAGE: u32 = 100;

/// Whether a change only notes that a webhook was told something, or was not reached.
fn is_telling(change: &RecordedChange) -> bool {
    change.principal == TELLER && change.reason.starts_with("webhook ")
}

/// The page with the last changes, or those before `before`.
pub(crate) async fn audit(
    State(service): State<Service>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let viewer = Viewer::of(&service, &headers);
    if !viewer.sees_work {
        return Redirect::to("/log-in?next=/audit").into_response();
    }
    let is_whole = parameters.get("webhooks").is_some_and(|word| word == "yes");
    let before = parameters.get("before").and_then(|before| before.parse().ok()).unwrap_or(u64::MAX);
    let recorded = parameters.get("recorded").and_then(|sequence| sequence.parse().ok());
    let backing = service.backing.clone();
    let read = tokio::task::spawn_blocking(move || -> Result<Vec<RecordedChange>, StoreError> {
        let last = backing.store().head()?.sequence.min(before.saturating_sub(1));
        let (mut last, mut page) = (last, Vec::new());
        // What webhooks were told can be most of the log.
        while last > 0 && page.len() < PAGE as usize {
            let first = last.saturating_sub(u64::from(PAGE));
            let mut changes = backing.store().changes_after(first, PAGE)?;
            changes.retain(|change| change.sequence <= last && (is_whole || !is_telling(change)));
            page.extend(changes.into_iter().rev());
            last = first;
        }
        page.truncate(PAGE as usize);
        Ok(page)
    });
    match read.await {
        Ok(Ok(changes)) => resources::page(pages::audit(&viewer, &changes, recorded, is_whole)),
        Ok(Err(_)) | Err(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the log could not be read").into_page(),
    }
}
