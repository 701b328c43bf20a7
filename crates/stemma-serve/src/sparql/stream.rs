//! An answer on its way: what can still become an error is waited for, the rest is sent as it becomes ready.

use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use stemma_store::query::{Abandoned, Answer, Kind, QueryError};
use tokio::sync::mpsc;

/// How much of an answer is waited for, so that an error before it can still be told with a status.
const FIRST: usize = 64 << 10;

/// Somebody who waits for an answer: when they go away the query is stopped, wherever it is.
pub(crate) struct Waiting(pub(crate) Abandoned);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

/// An answer whose first bytes are there; without a rest they are the whole.
pub(super) struct Begun {
    pub(super) kind: Kind,
    pub(super) first: Vec<u8>,
    pub(super) rest: Option<Answer>,
}

impl Begun {
    pub(super) fn of(mut answer: Answer) -> Result<Self, QueryError> {
        let (kind, mut first) = (answer.kind(), Vec::new());
        while first.len() < FIRST {
            match answer.next() {
                Some(part) => first.extend(part?),
                None => return Ok(Self { kind, first, rest: None }),
            }
        }
        Ok(Self { kind, first, rest: Some(answer) })
    }
}

/// The answer's parts as they become ready. An error breaks the transfer off, so that a part never passes for the
/// whole. `running` is held until the end. A client that goes away stops the query, and one that takes no part for
/// `patience` is given up.
pub(super) fn streamed(
    first: Vec<u8>,
    rest: Answer,
    running: impl Send + 'static,
    waiting: Waiting,
    patience: Duration,
) -> Body {
    let (sender, receiver) = mpsc::channel::<Result<Option<Bytes>, std::io::Error>>(4);
    let runtime = tokio::runtime::Handle::current();
    tokio::task::spawn_blocking(move || {
        let _running = running;
        let parts = [Ok(first)].into_iter().chain(rest);
        let parts = parts.map(|part| part.map(|part| Some(part.into())).map_err(std::io::Error::other));
        for part in parts.chain([Ok(None)]) {
            let sent = runtime.block_on(tokio::time::timeout(patience, sender.send(part)));
            if !matches!(sent, Ok(Ok(()))) {
                return;
            }
        }
    });
    // The end is a part of its own: a channel that closes without it was given up.
    let parts = futures_util::stream::unfold(Some((receiver, waiting)), async |reading| {
        let (mut receiver, waiting) = reading?;
        match receiver.recv().await {
            Some(Ok(Some(part))) => Some((Ok(part), Some((receiver, waiting)))),
            Some(Ok(None)) => None,
            Some(Err(error)) => Some((Err(error), None)),
            None => Some((Err(std::io::Error::other("the answer was given up")), None)),
        }
    });
    // Whoever compresses it may ask once more after the end.
    Body::from_stream(parts.fuse())
}
