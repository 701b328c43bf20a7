//! Fetching an address, guarded: nobody who names a page, or answers for one, gets Stemma to ask a machine of an inner
//! network. Names are resolved here, every address is checked, and the connection is made to exactly the checked ones; each
//! redirect is checked again.

mod address;
mod call;
mod many;
mod robots;

use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use stemma_extract::MediaType;
use ureq::Body;
use ureq::http::{Response, header};
use url::{Host, Url};

use self::address::kept_out;
pub(crate) use self::call::{Line, Said, fetched, tls};
use self::call::{beginning, body, call, send};
use self::many::origin;
use self::robots::Robots;

/// How often a server may send elsewhere.
const MOST_REDIRECTS: usize = 5;
/// How much of a `robots.txt` is read, in bytes.
const MOST_ROBOTS: u64 = 512 << 10;
/// The longest address.
const LONGEST: usize = 4096;

/// How addresses are fetched.
#[derive(Clone, Debug)]
pub(crate) struct Fetching {
    /// Hosts that are fetched from wherever they are.
    pub(crate) allowed: Vec<AllowedHost>,
    /// How long one address may take, with all that it leads to.
    pub(crate) patience: Duration,
    /// How many bytes it may have, unpacked.
    pub(crate) most_bytes: u64,
    /// How long one host is left alone between two fetches.
    pub(crate) pause: Duration,
    /// Whether what hosts ask programs not to fetch is fetched all the same.
    pub(crate) ignore_robots: bool,
    /// What is known of the hosts.
    pub(crate) hosts: Arc<Mutex<many::Hosts>>,
    /// Where names are looked up.
    pub(crate) resolve: fn(&str, u16) -> io::Result<Vec<SocketAddr>>,
}

impl Default for Fetching {
    fn default() -> Self {
        Self {
            allowed: Vec::new(),
            patience: Duration::from_secs(60),
            most_bytes: 32 << 20,
            pause: Duration::from_secs(1),
            ignore_robots: false,
            hosts: Arc::default(),
            resolve: by_system,
        }
    }
}

/// A host that a user trusts, at one port or at any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AllowedHost {
    host: String,
    port: Option<u16>,
}

/// What was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// As the server sent it, unpacked.
    pub(crate) bytes: Vec<u8>,
    /// What the server says that it is.
    pub(crate) media_type: MediaType,
    /// Where it was found in the end.
    pub(crate) location: Url,
}

/// Why an address was not fetched: what, and what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unfetched {
    #[error("is no address: {0}")]
    Form(String),
    #[error("is an address of `{0}`: only http and https are fetched; save it and ingest the file")]
    Scheme(String),
    #[error("has a name or password in it, which would be stored: leave them out")]
    Credentials,
    #[error("cannot be found: {host}: {why}; check its spelling and the network")]
    Unknown { host: String, why: String },
    #[error("is not fetched: it is at {address}, which is {why}; if that is meant, allow it with --allow-host {host}")]
    KeptOut { host: String, address: IpAddr, why: &'static str },
    #[error(
        "is not fetched: robots.txt of {0} asks programs not to; read it in a browser, save it and ingest the file, or for a site of your own add --ignore-robots"
    )]
    Forbidden(String),
    #[error(
        "is not fetched: {host} could not say what programs may fetch (robots.txt answers {status}), which means nothing; try again later"
    )]
    Unsaid { host: String, status: u16 },
    #[error("sends on to {to}, which {why}")]
    Redirect { to: String, why: Box<Unfetched> },
    #[error("sends on more than {MOST_REDIRECTS} times: give the address where it ends")]
    Circle,
    #[error("sends on without saying where (status {0})")]
    Nowhere(u16),
    #[error("answers {0}: nothing to read; check the address in a browser")]
    Status(u16),
    #[error(
        "is `{0}`, which is not read: Stemma fetches web pages, PDF, Word documents, feeds and text; save it and ingest the file"
    )]
    Media(String),
    #[error("comes packed as `{0}`, which was not asked for")]
    Packed(String),
    #[error("is more than {0} bytes long: save it and split it, or allow more with --most-bytes")]
    TooLarge(u64),
    #[error("took more than {0} s: try again, or wait longer with --patience")]
    TooSlow(u64),
    #[error("cannot be fetched: {0}")]
    Failed(String),
}

impl Unfetched {
    /// Whether it is the host's wish that it was not.
    pub(crate) fn is_forbidden(&self) -> bool {
        let led = if let Self::Redirect { why, .. } = self { why } else { self };
        matches!(led, Self::Forbidden(_) | Self::Unsaid { .. })
    }
}

/// Whether a name of something to read is the address of it.
pub(crate) fn is_address(name: &str) -> bool {
    let scheme = name.split_once("://").map(|(scheme, _)| scheme);
    // A drive or a path before `://` is no scheme.
    scheme.is_some_and(|scheme| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

impl Fetching {
    /// Fetches an address.
    ///
    /// # Errors
    /// When it is not one, leads where nobody may be led, or gives nothing that is read.
    pub(crate) fn fetch(&self, address: &str) -> Result<Fetched, Unfetched> {
        let deadline = Instant::now() + self.patience;
        let mut url = parsed(address)?;
        let mut answer = self.ask_politely(&url, deadline)?;
        for _ in 0..MOST_REDIRECTS {
            let Some(next) = sent_on(&answer, &url)? else { return self.taken(answer, url, deadline) };
            let led = |why| Unfetched::Redirect { to: next.clone(), why: Box::new(why) };
            url = parsed(&next).map_err(led)?;
            answer = self.ask_politely(&url, deadline).map_err(led)?;
        }
        match sent_on(&answer, &url)? {
            None => self.taken(answer, url, deadline),
            Some(_) => Err(Unfetched::Circle),
        }
    }

    /// Whether this is the address of something, wherever that is.
    ///
    /// # Errors
    /// When it is not.
    pub(crate) fn is_form(address: &str) -> Result<(), Unfetched> {
        parsed(address).map(drop)
    }

    /// Whether an address may be asked.
    ///
    /// # Errors
    /// When it is none, or leads where nobody may be led.
    pub(crate) fn may_be_asked(&self, address: &str) -> Result<(), Unfetched> {
        self.checked(&parsed(address)?, Instant::now() + self.patience).map(drop)
    }

    /// Sends a body to an address, and goes nowhere that it sends on to; the status that is answered.
    ///
    /// # Errors
    /// When it is no address, leads where nobody may be led, or does not answer.
    pub(crate) fn send(&self, address: &str, headers: &[(&'static str, String)], body: &str) -> Result<u16, Unfetched> {
        let (deadline, url) = (Instant::now() + self.patience, parsed(address)?);
        let addresses = self.checked(&url, deadline)?;
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow());
        }
        let answer = send(&url, addresses, left, (headers, body)).map_err(|why| self.failed(why))?;
        Ok(answer.status().as_u16())
    }

    /// Asks for an address when its host lets programs fetch it.
    fn ask_politely(&self, url: &Url, deadline: Instant) -> Result<Response<Body>, Unfetched> {
        if !self.ignore_robots {
            let host = origin(url);
            let known = || self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            let held = known().robots.get(&host).cloned();
            let robots = match held {
                Some(robots) => robots,
                None => {
                    let robots = self.robots(url, deadline)?;
                    known().robots.insert(host.clone(), robots.clone());
                    robots
                }
            };
            let robots = robots.map_err(|status| Unfetched::Unsaid { host: host.clone(), status })?;
            let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
            if !robots.allows(&path) {
                return Err(Unfetched::Forbidden(host));
            }
        }
        self.ask(url, deadline)
    }

    /// What a host asks programs not to fetch; its status when it cannot say so now. A host without such rules, or that
    /// sends round in circles for them, allows everything.
    fn robots(&self, url: &Url, deadline: Instant) -> Result<Result<Robots, u16>, Unfetched> {
        let mut at = url.join("/robots.txt").map_err(|why| Unfetched::Form(why.to_string()))?;
        let mut answer = self.ask(&at, deadline)?;
        for _ in 0..MOST_REDIRECTS {
            let Ok(Some(next)) = sent_on(&answer, &at) else { break };
            let led = |why| Unfetched::Redirect { to: next.clone(), why: Box::new(why) };
            at = parsed(&next).map_err(led)?;
            answer = self.ask(&at, deadline).map_err(led)?;
        }
        let status = answer.status().as_u16();
        Ok(match status {
            200..=299 => {
                let bytes =
                    beginning(answer, MOST_ROBOTS, deadline).map_err(|why| self.failed(ureq::Error::from(why)))?;
                Ok(Robots::parse(&String::from_utf8_lossy(&bytes)))
            }
            500..=599 => Err(status),
            _ => Ok(Robots::default()),
        })
    }

    /// Asks for an address, at its checked place.
    fn ask(&self, url: &Url, deadline: Instant) -> Result<Response<Body>, Unfetched> {
        let addresses = self.checked(url, deadline)?;
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow());
        }
        call(url, addresses, left).map_err(|why| self.failed(why))
    }

    /// Where a host is, when all of its addresses may be asked: one that answers both ways is up to something.
    fn checked(&self, url: &Url, deadline: Instant) -> Result<Vec<SocketAddr>, Unfetched> {
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Unfetched::Form("it names no host".to_owned()));
        };
        let addresses = match host {
            Host::Ipv4(address) => vec![SocketAddr::new(address.into(), port)],
            Host::Ipv6(address) => vec![SocketAddr::new(address.into(), port)],
            Host::Domain(name) => self.resolved(name, port, deadline)?,
        };
        if self.allowed.iter().any(|allowed| allowed.is_of(url)) {
            return Ok(addresses);
        }
        let host = host.to_string();
        let out = addresses.iter().find_map(|found| kept_out(found.ip()).map(|why| (found.ip(), why)));
        match out {
            Some((address, why)) => Err(Unfetched::KeptOut { host, address, why }),
            None => Ok(addresses),
        }
    }

    fn resolved(&self, name: &str, port: u16, deadline: Instant) -> Result<Vec<SocketAddr>, Unfetched> {
        let unknown = |why: String| Unfetched::Unknown { host: name.to_owned(), why };
        let (done, found) = mpsc::sync_channel(1);
        let (resolve, asked) = (self.resolve, name.to_owned());
        // The system's lookup cannot be told to stop, so that it is left behind when it takes too long.
        std::thread::spawn(move || done.send(resolve(&asked, port)));
        match found.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(Ok(addresses)) if addresses.is_empty() => Err(unknown("it has no address".to_owned())),
            Ok(found) => found.map_err(|why| unknown(why.to_string())),
            Err(_) => Err(self.too_slow()),
        }
    }

    /// What an answer brings.
    fn taken(&self, answer: Response<Body>, url: Url, deadline: Instant) -> Result<Fetched, Unfetched> {
        let status = answer.status().as_u16();
        if status != 200 && status != 203 {
            return Err(Unfetched::Status(status));
        }
        let said = said(&answer, header::CONTENT_TYPE).unwrap_or_else(|| "application/octet-stream".to_owned());
        let media_type = MediaType::parse(&said).filter(|media_type| media_type.ending().is_some());
        let media_type = media_type.ok_or(Unfetched::Media(said))?;
        // Gzip is unpacked on the way, and no longer told.
        if let Some(packed) = packed(&answer) {
            return Err(Unfetched::Packed(packed));
        }
        match body(answer, self.most_bytes, deadline) {
            Ok(Some(bytes)) => Ok(Fetched { bytes, media_type, location: url }),
            Ok(None) => Err(Unfetched::TooLarge(self.most_bytes)),
            Err(why) => Err(self.failed(ureq::Error::from(why))),
        }
    }

    fn failed(&self, why: ureq::Error) -> Unfetched {
        match why {
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::Io(why) if why.kind() == io::ErrorKind::TimedOut => self.too_slow(),
            why => Unfetched::Failed(why.to_string()),
        }
    }

    fn too_slow(&self) -> Unfetched {
        Unfetched::TooSlow(self.patience.as_secs())
    }
}

/// The address, in the spelling that browsers give it: `0x7f.1`, `017700000001` and `2130706433` become what they stand for.
fn parsed(address: &str) -> Result<Url, Unfetched> {
    if address.len() > LONGEST {
        return Err(Unfetched::Form(format!("it is longer than {LONGEST} bytes")));
    }
    let mut url = Url::parse(address).map_err(|why| Unfetched::Form(why.to_string()))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(Unfetched::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unfetched::Credentials);
    }
    url.set_fragment(None);
    Ok(url)
}

/// Where an answer sends on to, in full.
fn sent_on(answer: &Response<Body>, url: &Url) -> Result<Option<String>, Unfetched> {
    let status = answer.status().as_u16();
    if ![301, 302, 303, 307, 308].contains(&status) {
        return Ok(None);
    }
    let to = said(answer, header::LOCATION).ok_or(Unfetched::Nowhere(status))?;
    let next = url.join(&to).map_err(|why| Unfetched::Form(format!("it sends on to `{to}`: {why}")))?;
    Ok(Some(next.to_string()))
}

fn said(answer: &Response<Body>, key: header::HeaderName) -> Option<String> {
    answer.headers().get(key)?.to_str().ok().map(str::to_owned)
}

fn packed(answer: &Response<Body>) -> Option<String> {
    said(answer, header::CONTENT_ENCODING).filter(|packed| !["", "identity"].contains(&packed.trim()))
}

fn by_system(host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    (host, port).to_socket_addrs().map(Iterator::collect)
}

impl AllowedHost {
    /// Whether an address is at this host.
    pub(crate) fn is_of(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        url.host().is_some_and(|host| host.to_string() == self.host) && self.port.is_none_or(|only| Some(only) == port)
    }
}

impl std::str::FromStr for AllowedHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is no host: give a name or an address, with `:PORT` or without");
        let url = Url::parse(&format!("http://{text}/")).map_err(|_| bad())?;
        let is_host =
            url.path() == "/" && url.query().is_none() && url.username().is_empty() && url.password().is_none();
        let host = url.host().filter(|_| is_host && !text.contains(['/', '#', '\\'])).ok_or_else(bad)?.to_string();
        // The address form leaves the port of its scheme out.
        let port = url.port().or_else(|| text.ends_with(":80").then_some(80));
        Ok(Self { host, port })
    }
}

#[cfg(test)]
mod tests;
