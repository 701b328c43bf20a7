//! One call over HTTP, to addresses that were checked and to no others: no name is resolved here, no redirect followed, no
//! proxy of the environment asked.

use std::io::Read;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

/// What is asked for, the best first.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/markdown;q=0.9, \
    application/rss+xml;q=0.8, application/atom+xml;q=0.8, text/plain;q=0.8, */*;q=0.1";
/// How long the head of an answer may be, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// Answers with the addresses that were checked, whatever is asked.
#[derive(Debug)]
struct Checked(Vec<SocketAddr>);

impl Resolver for Checked {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        // It has room for sixteen; as many are more than enough.
        self.0.iter().take(16).for_each(|address| addresses.push(*address));
        if addresses.is_empty() { Err(Error::HostNotFound) } else { Ok(addresses) }
    }
}

/// Asks for `url` at these addresses.
pub(super) fn call(url: &Url, addresses: Vec<SocketAddr>, left: Duration) -> Result<Response<Body>, Error> {
    agent(url, addresses, left)?.get(url.as_str()).call()
}

/// Sends a body to `url` at these addresses.
pub(super) fn send(
    url: &Url,
    addresses: Vec<SocketAddr>,
    left: Duration,
    (headers, body): (&[(&'static str, String)], &str),
) -> Result<Response<Body>, Error> {
    let request = agent(url, addresses, left)?.post(url.as_str());
    headers.iter().fold(request, |request, (name, value)| request.header(*name, value)).send(body)
}

/// How long a line is kept open on which nothing is said. A service that ends it sooner is called again.
const IDLE: Duration = Duration::from_secs(300);

/// A line to a service that the user named, which is kept open between calls: an editor asks after each key. Nobody else chose the
/// address, so that it may be anywhere.
#[derive(Debug, Default)]
pub(crate) struct Line(Mutex<Option<Agent>>);

/// What is sent over a line: headers, and a body with its media type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said<'s> {
    pub(crate) headers: &'s [(&'s str, String)],
    pub(crate) body: Option<(&'s str, &'s [u8])>,
}

impl Line {
    /// What the service answers: its status and its body. What is said must be such that it may be said twice: when the line
    /// was kept and turns out to be dead, the service is called anew.
    ///
    /// # Errors
    /// In words: when it cannot be reached, answers more than `most` bytes, or not within `patience`.
    pub(crate) fn asked(
        &self,
        url: &Url,
        said: Said<'_>,
        (patience, most): (Duration, u64),
    ) -> Result<(u16, Vec<u8>), String> {
        let deadline = Instant::now() + patience;
        let kept = self.kept().take();
        let done = kept.map(|agent| (exchanged(&agent, url, said, (deadline, most)), agent));
        let (answer, agent) = match done {
            Some((answer, agent)) if !answer.as_ref().is_err_and(is_dead) => (answer, agent),
            Some(_) | None => {
                let addresses = url.socket_addrs(|| None).map_err(|error| error.to_string())?;
                let agent = agent(url, addresses, patience).map_err(|error| error.to_string())?;
                (exchanged(&agent, url, said, (deadline, most)), agent)
            }
        };
        let answer = answer.map_err(|error| error.to_string())?;
        *self.kept() = Some(agent);
        answer
    }

    fn kept(&self) -> MutexGuard<'_, Option<Agent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether nobody is at the other end of a line.
fn is_dead(why: &Error) -> bool {
    matches!(why, Error::Io(_) | Error::ConnectionFailed)
}

/// One call: the status and the body, or that it is too long.
fn exchanged(
    agent: &Agent,
    url: &Url,
    said: Said<'_>,
    (deadline, most): (Instant, u64),
) -> Result<Result<(u16, Vec<u8>), String>, Error> {
    let left = Some(deadline.saturating_duration_since(Instant::now()));
    let answer = match said.body {
        Some((media, bytes)) => {
            let request = agent.post(url.as_str()).config().timeout_global(left).build().header("content-type", media);
            said.headers.iter().fold(request, |request, (name, value)| request.header(*name, value)).send(bytes)
        }
        None => {
            let request = agent.get(url.as_str()).config().timeout_global(left).build();
            said.headers.iter().fold(request, |request, (name, value)| request.header(*name, value)).call()
        }
    }?;
    let status = answer.status().as_u16();
    let bytes = body(answer, most, deadline)?;
    Ok(bytes.map(|bytes| (status, bytes)).ok_or_else(|| format!("the answer is longer than {most} bytes")))
}

/// A document at a host that the user named, with its status and media type; nothing, when it is longer than `most`. Redirects are
/// not followed.
pub(crate) fn fetched(
    url: &Url,
    accepted: &str,
    (patience, most): (Duration, u64),
) -> Result<(u16, String, Option<Vec<u8>>), String> {
    let (deadline, why) = (Instant::now() + patience, |error: Error| error.to_string());
    let addresses = url.socket_addrs(|| None).map_err(|error| error.to_string())?;
    let request = agent(url, addresses, patience).map_err(why)?.get(url.as_str()).header("accept", accepted);
    let answer = request.call().map_err(why)?;
    let media = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (status, media) = (answer.status().as_u16(), media.to_owned());
    let bytes = self::body(answer, most, deadline).map_err(|error| error.to_string())?;
    Ok((status, media, bytes))
}

fn agent(url: &Url, addresses: Vec<SocketAddr>, left: Duration) -> Result<Agent, Error> {
    let tls = tls(url)?;
    let config = Config::builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(left))
        .max_idle_age(IDLE)
        .max_response_header_size(LONGEST_HEAD)
        .user_agent(concat!("stemma/", env!("CARGO_PKG_VERSION")))
        .accept(ACCEPTED)
        .tls_config(tls)
        .build();
    Ok(Agent::with_parts(config, DefaultConnector::default(), Checked(addresses)))
}

/// How a host is known to be the one it says it is.
///
/// # Errors
/// When the address needs that and this machine trusts nobody who could tell.
pub(crate) fn tls(url: &Url) -> Result<TlsConfig, Error> {
    Ok(TlsConfig::builder()
        .root_certs(RootCerts::from(authorities(url)?))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build())
}

/// The certificates that this machine trusts, where some are needed.
fn authorities(url: &Url) -> Result<Vec<Certificate<'static>>, Error> {
    if url.scheme() != "https" {
        return Ok(Vec::new());
    }
    let found = rustls_native_certs::load_native_certs().certs;
    if found.is_empty() {
        return Err(Error::Tls("this machine trusts no authority: install its certificates (ca-certificates)"));
    }
    Ok(found.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect())
}

/// Reads the beginning of a body, unpacked, which must come before the deadline.
pub(super) fn beginning(answer: Response<Body>, most: u64, deadline: Instant) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    answer.into_body().into_with_config().limit(most.saturating_add(2)).reader().take(most).read_to_end(&mut bytes)?;
    if Instant::now() >= deadline { Err(std::io::ErrorKind::TimedOut.into()) } else { Ok(bytes) }
}

/// Reads a body to its end, unpacked, which must come within `most` bytes and before the deadline; nothing, when it is
/// longer.
pub(super) fn body(answer: Response<Body>, most: u64, deadline: Instant) -> std::io::Result<Option<Vec<u8>>> {
    // One more than may be, so that too many are seen; the limit of the reader itself would be an error like others.
    let mut reader =
        answer.into_body().into_with_config().limit(most.saturating_add(2)).reader().take(most.saturating_add(1));
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes)?;
    // A body that ends when its connection does looks whole when it was cut by the clock.
    if Instant::now() >= deadline {
        return Err(std::io::ErrorKind::TimedOut.into());
    }
    Ok((u64::try_from(bytes.len()).unwrap_or(u64::MAX) <= most).then_some(bytes))
}
