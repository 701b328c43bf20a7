//! An answer as its reader sees it, and the thread that makes it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use super::nesting::{self, Door, Others, Plan};
use super::sink::Bytes;
use super::watch::{Abandoned, Stop, Watch, watch_this_thread};
use super::{Excerpt, Formats, Kind, Limits, Query, QueryError, Table, evaluate};
use crate::index::Snapshot;

/// Address space, not memory: a page is used when it is first touched.
const STACK: usize = 512 << 20;
/// How many parts may wait for the reader.
const WAITING: usize = 8;
/// How long after the deadline the thread may still say itself that it stopped.
const GRACE: Duration = Duration::from_millis(250);

/// What the thread tells the reader.
pub(super) enum Message {
    Begin(Kind),
    Part(Vec<u8>),
    End,
    Failed(QueryError),
}

/// The parts of an answer. After an error nothing follows; without one the answer was whole.
///
/// Dropping it stops the query.
#[derive(Debug)]
pub struct Answer {
    kind: Kind,
    inbox: Inbox,
}

#[derive(Debug)]
struct Inbox {
    messages: Receiver<Message>,
    watch: Arc<Watch>,
    time: Duration,
    over: bool,
}

impl Answer {
    /// What the answer is, which says which of the formats it is written in.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    #[cfg(test)]
    pub(super) fn inbox_watch(&self) -> std::sync::Weak<Watch> {
        Arc::downgrade(&self.inbox.watch)
    }

    /// All bytes of the answer.
    ///
    /// # Errors
    /// When it is not whole.
    pub fn bytes(self) -> Result<Vec<u8>, QueryError> {
        self.collect::<Result<Vec<_>, _>>().map(|parts| parts.concat())
    }
}

impl Iterator for Answer {
    type Item = Result<Vec<u8>, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.inbox.receive()? {
                Ok(Message::Part(part)) => return Some(Ok(part)),
                Ok(Message::Begin(_) | Message::End | Message::Failed(_)) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Inbox {
    /// The next message; `None` after the end, which is given once as an error when the answer is not whole.
    fn receive(&mut self) -> Option<Result<Message, QueryError>> {
        if self.over {
            return None;
        }
        let left = (self.watch.deadline() + GRACE).saturating_duration_since(Instant::now());
        let outcome = match self.messages.recv_timeout(left) {
            Ok(Message::Failed(error)) => Err(error),
            Ok(Message::End) => {
                self.over = true;
                return None;
            }
            Ok(message) => return Some(Ok(message)),
            Err(RecvTimeoutError::Timeout) => {
                self.watch.stop(Stop::Time);
                Err(QueryError::Timeout { limit: self.time })
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(QueryError::Internal { what: "the evaluation ended without a word".to_owned() })
            }
        };
        self.over = true;
        Some(outcome)
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.watch.stop(Stop::Unread);
    }
}

/// Starts a query whose answer is bytes.
pub(super) fn start(snapshot: Snapshot, query: Query, formats: Formats, limits: Limits) -> Result<Answer, QueryError> {
    let plan = checked_text(&query)?;
    let mut inbox = spawn(limits, query.abandoned.clone(), move |sender, watch| {
        let sink = Bytes::new(sender.clone(), formats, limits.bytes);
        evaluate::evaluate(&snapshot, &query, plan, limits, watch, sink)
    })?;
    match inbox.receive() {
        Some(Ok(Message::Begin(kind))) => Ok(Answer { kind, inbox }),
        Some(Err(error)) => Err(error),
        Some(Ok(Message::Part(_) | Message::End | Message::Failed(_))) | None => {
            Err(QueryError::Internal { what: "an answer did not begin".to_owned() })
        }
    }
}

/// Answers a query as a table.
pub(super) fn table(snapshot: Snapshot, query: Query, limits: Limits) -> Result<Table, QueryError> {
    let plan = checked_text(&query)?;
    whole(limits, Abandoned::default(), move |watch| {
        let mut table = Table::default();
        evaluate::evaluate(&snapshot, &query, plan, limits, watch, &mut table)?;
        Ok(table)
    })
}

/// The rows that the limits allow, and whether there are more.
pub(super) fn excerpt(snapshot: Snapshot, query: Query, limits: Limits) -> Result<Excerpt, QueryError> {
    let plan = checked_text(&query)?;
    whole(limits, query.abandoned.clone(), move |watch| {
        let mut excerpt = Excerpt::default();
        match evaluate::evaluate(&snapshot, &query, plan, limits, watch, &mut excerpt) {
            Err(QueryError::TooManyRows { .. }) => excerpt.is_cut = true,
            ended => ended?,
        }
        Ok(excerpt)
    })
}

/// What a query answers, without asking it.
pub(super) fn kind(query: Query) -> Result<Kind, QueryError> {
    let _ = checked_text(&query)?;
    whole(Limits::default(), Abandoned::default(), move |_| evaluate::kind(&query))
}

fn checked_text(query: &Query) -> Result<Plan, QueryError> {
    nesting::check(&query.text, Door::Query, Others::of(query.elsewhere.as_ref()))
}

/// Does work within limits whose outcome is one value.
pub(crate) fn whole<T: Send + 'static>(
    limits: Limits,
    abandoned: Abandoned,
    work: impl FnOnce(&Arc<Watch>) -> Result<T, QueryError> + Send + 'static,
) -> Result<T, QueryError> {
    let (done, finished) = sync_channel(1);
    let mut inbox = spawn(limits, abandoned, move |_, watch| {
        let outcome = work(watch)?;
        done.send(outcome).map_err(|_| QueryError::Internal { what: "nobody waits for the outcome".to_owned() })
    })?;
    match inbox.receive() {
        Some(Err(error)) => Err(error),
        Some(Ok(_)) | None => {
            finished.recv().map_err(|_| QueryError::Internal { what: "the outcome was lost".to_owned() })
        }
    }
}

/// Runs the work on a thread with a large stack and tells its outcome to the inbox.
fn spawn(
    limits: Limits,
    abandoned: Abandoned,
    work: impl FnOnce(&SyncSender<Message>, &Arc<Watch>) -> Result<(), QueryError> + Send + 'static,
) -> Result<Inbox, QueryError> {
    let watch = Watch::new(limits, abandoned);
    let (sender, messages) = sync_channel(WAITING);
    let inbox = Inbox { messages, watch: Arc::clone(&watch), time: limits.time, over: false };
    let run = move || {
        watch_this_thread(&watch);
        let outcome = catch_unwind(AssertUnwindSafe(|| work(&sender, &watch)))
            .unwrap_or_else(|_| Err(QueryError::Internal { what: "the evaluation panicked".to_owned() }));
        let last = match (watch.stopped(), outcome) {
            // Whatever failed after the stop failed because of it.
            (Some(Stop::Time | Stop::Memory | Stop::Text | Stop::Pattern), Err(_)) => Message::Failed(watch.error()),
            (_, Err(error)) => Message::Failed(error),
            (_, Ok(())) => Message::End,
        };
        watch.end();
        // A reader that has gone needs no last word.
        let _unread = sender.send(last);
    };
    std::thread::Builder::new()
        .name("query".to_owned())
        .stack_size(STACK)
        .spawn(run)
        .map_err(|error| QueryError::Internal { what: format!("no thread for the query: {error}") })?;
    Ok(inbox)
}
