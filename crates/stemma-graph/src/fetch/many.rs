//! Several addresses side by side: of one host one after the other, with a pause between, of different hosts at once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use super::robots::Robots;
use super::{Fetched, Fetching, Unfetched};

/// From how many hosts is fetched at once.
pub(crate) const SIDE_BY_SIDE: usize = 4;

/// What is known of the hosts that were asked.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    /// What each asks not to fetch, or the status with which it could not say so.
    pub(super) robots: BTreeMap<String, Result<Robots, u16>>,
    /// When each was asked last.
    asked: BTreeMap<String, Instant>,
}

/// A host with its scheme and port, as rules are made for.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl Fetching {
    /// Fetches all of these addresses; the answers are in their order.
    pub(crate) fn fetch_all(&self, addresses: &[&str]) -> Vec<Result<Fetched, Unfetched>> {
        let mut by_host: BTreeMap<String, Vec<(usize, &str)>> = BTreeMap::new();
        for (place, address) in addresses.iter().enumerate() {
            // What is no address is refused by whoever gets it.
            let host = Url::parse(address).map_or_else(|_| String::new(), |url| origin(&url));
            by_host.entry(host).or_default().push((place, address));
        }
        let threads = by_host.len().min(SIDE_BY_SIDE);
        let waiting = Mutex::new(by_host.into_iter());
        let found = Mutex::new(BTreeMap::new());
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((host, of_host)) = next() {
                        for (place, address) in of_host {
                            self.wait_for(&host);
                            let answer = self.fetch(address);
                            self.note(&host);
                            found.lock().unwrap_or_else(PoisonError::into_inner).insert(place, answer);
                        }
                    }
                });
            }
        });
        found.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
    }

    /// Waits until a host may be asked again.
    fn wait_for(&self, host: &str) {
        let left = {
            let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            let wanted = hosts.robots.get(host).and_then(|robots| robots.as_ref().ok()?.delay).unwrap_or_default();
            let pause = if self.ignore_robots { self.pause } else { wanted.max(self.pause) };
            hosts.asked.get(host).map_or(Duration::ZERO, |asked| pause.saturating_sub(asked.elapsed()))
        };
        std::thread::sleep(left);
    }

    fn note(&self, host: &str) {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner).asked.insert(host.to_owned(), Instant::now());
    }
}
