//! How much one client may take: requests, errors and seconds of queries a minute.
//!
//! Each is a level that a client's doings raise and time lowers. Above its limit the client is told when to come again;
//! the others are not told anything. A client is a token, from wherever it is shown, or else an address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::connections::{Peer, one_client};
use crate::problem::Problem;
use crate::{Service, caching};

/// What one client may take in a minute; 0 is without limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Requests of any kind.
    pub requests: u32,
    /// Requests that were refused.
    pub errors: u32,
    /// Seconds of queries and updates, all together.
    pub seconds: u32,
}

/// How many clients are remembered; beyond, those who did nothing of late are forgotten.
const REMEMBERED: usize = 10_000;
/// How many streams of events one client may have open.
const STREAMS: usize = 16;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Client {
    Address(IpAddr),
    Token(String),
}

/// The clients and what they have taken.
pub(crate) struct Quota {
    rates: Rates,
    clients: Mutex<HashMap<Client, Account>>,
}

/// What one client has taken.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    rates: Rates,
    levels: Arc<Mutex<Levels>>,
    /// Streams of events that may still be opened.
    streams: Arc<Semaphore>,
}

#[derive(Debug)]
struct Levels {
    requests: f64,
    errors: f64,
    seconds: f64,
    at: Instant,
}

/// Counts the seconds of a query until it is dropped.
pub(crate) struct Running {
    account: Account,
    since: Instant,
}

impl Quota {
    pub(crate) fn new(rates: Rates) -> Self {
        Self { rates, clients: Mutex::default() }
    }

    fn account(&self, client: Client, now: Instant) -> Account {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= REMEMBERED {
            clients
                .retain(|_, account| account.streams.available_permits() < STREAMS || !account.levels(now).is_empty());
        }
        let fresh = || Account {
            rates: self.rates,
            levels: Arc::new(Mutex::new(Levels::at(now))),
            streams: Arc::new(Semaphore::new(STREAMS)),
        };
        clients.entry(client).or_insert_with(fresh).clone()
    }
}

impl Account {
    /// Counts a request, or says after how many seconds there may be one.
    fn admit(&self, now: Instant) -> Result<(), u32> {
        let mut levels = self.levels(now);
        let Rates { requests, errors, seconds } = self.rates;
        let waits = [(levels.requests, requests), (levels.errors, errors), (levels.seconds, seconds)];
        let wait = waits.into_iter().map(|(level, rate)| wait(level, rate)).fold(0.0, f64::max);
        if wait > 0.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within 1 and an hour")]
            return Err(wait.ceil().clamp(1.0, 3600.0) as u32);
        }
        levels.requests += 1.0;
        Ok(())
    }

    /// Counts a refusal.
    fn refused(&self, now: Instant) {
        self.levels(now).errors += 1.0;
    }

    /// A place for a stream of events, when this client has one left.
    pub(crate) fn follow(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.streams).try_acquire_owned().ok()
    }

    /// Begins to count the seconds of a query.
    pub(crate) fn run(&self) -> Running {
        Running { account: self.clone(), since: Instant::now() }
    }

    fn levels(&self, now: Instant) -> MutexGuard<'_, Levels> {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        levels.sink(self.rates, now);
        levels
    }
}

impl Levels {
    fn at(at: Instant) -> Self {
        Self { requests: 0.0, errors: 0.0, seconds: 0.0, at }
    }

    fn is_empty(&self) -> bool {
        self.requests + self.errors + self.seconds < 0.5
    }

    /// Lowers all levels by what a client may take in the time that went by.
    fn sink(&mut self, rates: Rates, now: Instant) {
        let minutes = now.saturating_duration_since(self.at).as_secs_f64() / 60.0;
        let lowered = |level: f64, rate: u32| (level - minutes * f64::from(rate.max(1))).max(0.0);
        self.requests = lowered(self.requests, rates.requests);
        self.errors = lowered(self.errors, rates.errors);
        self.seconds = lowered(self.seconds, rates.seconds);
        self.at = now;
    }
}

/// How many seconds it takes until there is room again.
fn wait(level: f64, rate: u32) -> f64 {
    let over = level - f64::from(rate);
    if rate == 0 || over < 0.0 { 0.0 } else { (over + 1.0) * 60.0 / f64::from(rate) }
}

impl Drop for Running {
    fn drop(&mut self) {
        let now = Instant::now();
        self.account.levels(now).seconds += now.saturating_duration_since(self.since).as_secs_f64();
    }
}

/// Lets a request pass when its client has not taken too much.
pub(crate) async fn limited(State(service): State<Service>, mut request: Request, next: Next) -> Response {
    if caching::NEVER.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let principal = service.keys.principal(request.headers(), &service.backing.now());
    let client = match (principal, request.extensions().get::<ConnectInfo<Peer>>()) {
        (Some(principal), _) => Client::Token(principal.name),
        (None, Some(ConnectInfo(peer))) => Client::Address(one_client(peer.address.ip())),
        (None, None) => Client::Address(IpAddr::from([0, 0, 0, 0])),
    };
    let account = service.quota.account(client, Instant::now());
    if let Err(seconds) = account.admit(Instant::now()) {
        return Problem::too_many(seconds).into_response();
    }
    request.extensions_mut().insert(account.clone());
    let response = next.run(request).await;
    if response.status().is_client_error() {
        account.refused(Instant::now());
    }
    response
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const RATES: Rates = Rates { requests: 60, errors: 6, seconds: 30 };

    fn client(last: u8) -> Client {
        Client::Address(IpAddr::from([192, 0, 2, last]))
    }

    #[test]
    fn a_flood_is_told_when_to_come_again_and_the_others_are_not() {
        let (quota, now) = (Quota::new(RATES), Instant::now());
        let passed = (0..100).filter(|_| quota.account(client(1), now).admit(now).is_ok()).count();
        assert_eq!(passed, 60);
        assert_eq!(quota.account(client(1), now).admit(now), Err(1));
        assert_eq!(quota.account(client(2), now).admit(now), Ok(()));
        let later = now + Duration::from_secs(10);
        let passed = (0..100).filter(|_| quota.account(client(1), later).admit(later).is_ok()).count();
        assert_eq!(passed, 10, "a sixth of a minute");
    }

    #[test]
    fn errors_and_seconds_count_for_themselves() {
        let (quota, now) = (Quota::new(RATES), Instant::now());
        let account = quota.account(client(1), now);
        (0..6).for_each(|_| account.refused(now));
        assert_eq!(account.admit(now), Err(10));
        let other = quota.account(client(2), now);
        other.levels(now).seconds += 45.0;
        assert_eq!(other.admit(now), Err(32));
        assert_eq!(other.admit(now + Duration::from_secs(32)), Ok(()));
    }

    #[test]
    fn no_limit_is_no_limit() {
        let (quota, now) = (Quota::new(Rates { requests: 0, errors: 0, seconds: 0 }), Instant::now());
        let account = quota.account(client(1), now);
        assert!((0..1_000_000).all(|_| account.admit(now).is_ok()));
    }
}
