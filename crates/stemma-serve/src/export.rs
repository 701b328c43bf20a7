//! `/export`: what is found, in a format for other programs, sent as it becomes ready; without a format a form that asks for one.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use stemma_core::date::PartialDate;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{self, Sender};

use crate::exporting::{EXPORTS, Exporting, NotExported};
use crate::problem::Problem;
use crate::quota::Account;
use crate::sparql::running;
use crate::{Service, pages, resources};

/// How much is sent at once, in bytes; an error before the first so many has a status of its own.
const PART: usize = 64 << 10;
/// How far the claims that contradict may reach.
const DEEPEST: u32 = 100;

/// The export, or the form.
pub(crate) async fn export(
    State(service): State<Service>,
    Extension(account): Extension<Account>,
    Query(parameters): Query<BTreeMap<String, String>>,
) -> Response {
    if parameters.get("format").is_none_or(|word| word.trim().is_empty()) {
        let published = service.published();
        return resources::page(pages::export_form(&published, &parameters));
    }
    sent(service, account, &parameters).await.unwrap_or_else(IntoResponse::into_response)
}

/// Reads what is asked for.
fn asked(service: &Service, parameters: &BTreeMap<String, String>) -> Result<(Exporting, [&'static str; 2]), Problem> {
    let text = |key: &str| parameters.get(key).map(|text| text.trim()).filter(|text| !text.is_empty());
    let word = text("format").unwrap_or_default();
    let known = EXPORTS.iter().find(|(_, name, ..)| *name == word).ok_or_else(|| {
        let words: Vec<&str> = EXPORTS.iter().map(|(_, name, ..)| *name).collect();
        Problem::bad_request(format!("`{word}` is no format; these are: {}", words.join(", ")))
    })?;
    let part = ["claim", "topic", "query"].map(text);
    if part.iter().flatten().count() > 1 {
        return Err(Problem::bad_request("a claim, a topic or a query says what is exported, not two of them"));
    }
    let [claim, topic, query] = part.map(|part| part.map(str::to_owned));
    let depth = text("depth").map_or(Some(0), |depth| depth.parse().ok().filter(|depth| *depth <= DEEPEST));
    let depth = depth.ok_or_else(|| Problem::bad_request(format!("`depth` is a number up to {DEEPEST}")))?;
    let day = text("as-of").map(|word| {
        let wrong = || Problem::bad_request(format!("`{word}` is no date such as 2026-05-24, 2026-05 or 2026"));
        PartialDate::parse(word).ok_or_else(wrong)
    });
    let (format, _, media, ending, _) = *known;
    let limits = service.query_limits();
    Ok((Exporting { format, claim, depth, topic, query, as_of: day.transpose()?, limits }, [media, ending]))
}

async fn sent(service: Service, account: Account, parameters: &BTreeMap<String, String>) -> Result<Response, Problem> {
    let (wanted, [media, ending]) = asked(&service, parameters)?;
    // It may be most of the store: writing it is a query.
    let running = running(&service, &account)?;
    let published = service.published();
    let (backing, patience) = (Arc::clone(&service.backing), service.limits.patience);
    let (sender, mut receiver) = mpsc::channel(4);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _running = running;
        let mut out = Parts { sender, runtime, patience, part: Vec::with_capacity(PART) };
        let done = backing.export(&published, &wanted, &mut out);
        let done = done.and_then(|()| out.flush().map_err(|error| NotExported::Written(error.to_string())));
        // Whoever went away is told nothing.
        let _gone = out.send(done.map(|()| None));
    });
    let first = match receiver.recv().await {
        Some(Ok(first)) => first,
        Some(Err(why)) => return Err(problem(why)),
        None => {
            return Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the export failed inside; the log says more"));
        }
    };
    let is_whole = first.is_none();
    let rest = futures_util::stream::unfold((!is_whole).then_some(receiver), async |receiver| {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(Ok(Some(part))) => Some((Ok(part), Some(receiver))),
            Some(Ok(None)) => None,
            // A part never passes for the whole: the transfer is broken off.
            Some(Err(why)) => Some((Err(std::io::Error::other(why)), None)),
            None => Some((Err(std::io::Error::other("the export was given up")), None)),
        }
    });
    let first = futures_util::stream::iter(first.map(Ok::<Bytes, std::io::Error>));
    let body = Body::from_stream(first.chain(rest).fuse());
    let disposition = format!("attachment; filename=\"stemma.{ending}\"");
    let headers = [(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, &disposition)];
    Ok((headers, body).into_response())
}

fn problem(why: NotExported) -> Problem {
    match why {
        NotExported::Refused(why) => Problem::bad_request(why),
        NotExported::Query(error) => error.into(),
        NotExported::Store(_) | NotExported::Written(_) => {
            tracing::error!(%why, "an export failed");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the export failed inside; the service's log says more")
        }
    }
}

/// What is written, sent in parts; nothing more than a few of them waits.
struct Parts {
    sender: Sender<Result<Option<Bytes>, NotExported>>,
    runtime: Handle,
    /// How long a client may take no part.
    patience: Duration,
    part: Vec<u8>,
}

impl Parts {
    fn send(&self, part: Result<Option<Bytes>, NotExported>) -> std::io::Result<()> {
        match self.runtime.block_on(tokio::time::timeout(self.patience, self.sender.send(part))) {
            Ok(Ok(())) => Ok(()),
            _ => Err(std::io::Error::other("nobody takes it")),
        }
    }
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(PART));
        self.send(Ok(Some(part.into())))
    }
}
