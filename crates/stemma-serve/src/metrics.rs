//! `/metrics`: what the service does, in the text format that Prometheus reads.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Service;
use crate::problem::Problem;

/// The upper ends of the ranges of time, in seconds.
const RANGES: [f64; 9] = [0.001, 0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 10.0, 60.0];

/// How long a writer may keep the log from being asked.
const PATIENCE: Duration = Duration::from_secs(1);

/// What was counted since the service began.
#[derive(Default)]
pub(crate) struct Metrics {
    requests: Mutex<BTreeMap<Key, Times>>,
}

/// Route, method and status.
type Key = (String, String, u16);

#[derive(Debug, Clone, Copy, Default)]
struct Times {
    count: u64,
    seconds: f64,
    within: [u64; RANGES.len()],
}

impl Metrics {
    fn record(&self, key: Key, took: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry(key).or_default();
        times.count += 1;
        times.seconds += took.as_secs_f64();
        for (within, range) in times.within.iter_mut().zip(RANGES) {
            *within += u64::from(took.as_secs_f64() <= range);
        }
    }

    /// The counters as text.
    fn text(&self) -> String {
        let name = "stemma_http_request_seconds";
        let mut text =
            format!("# HELP {name} Time from a request to the head of its answer.\n# TYPE {name} histogram\n");
        for ((route, method, status), times) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let labels = format!("route=\"{route}\",method=\"{method}\",status=\"{status}\"");
            for (within, range) in times.within.iter().zip(RANGES) {
                let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{range}\"}} {within}");
            }
            let _ = writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", times.count);
            let _ = writeln!(text, "{name}_sum{{{labels}}} {:.6}", times.seconds);
            let _ = writeln!(text, "{name}_count{{{labels}}} {}", times.count);
        }
        text
    }
}

/// Counts a request, by its route and not by its address: addresses are without end.
pub(crate) async fn counted(State(service): State<Service>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    let method = known.into_iter().find(|known| *known == request.method().as_str()).unwrap_or("other").to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let (took, status) = (begun.elapsed(), response.status().as_u16());
    // Nothing of what was asked, of who asked, or of what they showed.
    tracing::info!(route, method, status, seconds = took.as_secs_f64(), "request");
    service.metrics.record((route, method, status), took);
    response
}

/// Whether it can answer: that the log behind it can be read. While somebody writes, the log is at work and not asked.
pub(crate) async fn ready(State(service): State<Service>) -> Response {
    let backing = service.backing.clone();
    let asked = tokio::task::spawn_blocking(move || backing.store().head().is_ok());
    match tokio::time::timeout(PATIENCE, asked).await {
        Err(_) | Ok(Ok(true)) => "ready\n".into_response(),
        Ok(Ok(false) | Err(_)) => {
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the log of the store cannot be read").into_response()
        }
    }
}

/// The counters, and how large the store is.
pub(crate) async fn metrics(State(service): State<Service>) -> Response {
    let mut text = service.metrics.text();
    let statistics = service.snapshot().statistics();
    let running = service.limits.concurrency.saturating_sub(service.running.available_permits());
    let sequence = usize::try_from(service.published().sequence).unwrap_or(usize::MAX);
    for (name, help, value) in [
        ("stemma_queries_running", "Queries that run now.", running),
        ("stemma_published_sequence", "The last change that pages and findings have seen.", sequence),
        ("stemma_quads", "Quads in the index, computed ones included.", statistics.quads),
        ("stemma_terms", "Terms in the index.", statistics.terms),
        ("stemma_index_bytes", "Memory that the index takes.", statistics.bytes),
    ] {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
