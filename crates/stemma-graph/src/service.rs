//! A running service, by the address that the user named.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use stemma_serve::DRAFT;

use crate::fetch::{Line, Said};

/// How long an answer may be, in bytes.
const MOST: u64 = 64 << 20;
/// The variable with the token for a service that asks for one.
const TOKEN: &str = "STEMMA_TOKEN";
/// How long one waits before one asks again a service that has much to do, in seconds.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 15];

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    url: Url,
    token: Option<String>,
    line: Line,
}

/// A body, and what it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sending<'b> {
    pub(crate) media: &'b str,
    pub(crate) body: &'b [u8],
    /// The name under which the service remembers how it read an edition of a draft, until the next comes.
    pub(crate) draft: Option<&'b str>,
}

impl<'b> Sending<'b> {
    /// Plain text.
    pub(crate) fn text(text: &'b str) -> Self {
        Self { media: "text/plain; charset=utf-8", body: text.as_bytes(), draft: None }
    }
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
}

impl Service {
    /// The service at an address.
    ///
    /// # Errors
    /// When it is no address of one.
    pub(crate) fn new(address: &str) -> Result<Self, String> {
        let token = std::env::var(TOKEN).ok().filter(|token| !token.is_empty());
        let with_end = if address.ends_with('/') { address.to_owned() } else { format!("{address}/") };
        let url = Url::parse(&with_end).map_err(|why| format!("`{address}` is no address: {why}"))?;
        if !["http", "https"].contains(&url.scheme()) || !url.username().is_empty() || url.password().is_some() {
            return Err(format!(
                "`{address}` is no address of a service: http:// or https://, with no name or password"
            ));
        }
        Ok(Self { url, token, line: Line::default() })
    }

    /// What it answers at a path. Whatever is sent must be such that it may be sent twice.
    ///
    /// # Errors
    /// In words: when it does not answer in time, refuses, or answers what is no answer.
    pub(crate) fn asked<T: DeserializeOwned>(
        &self,
        path: &str,
        sent: Option<Sending<'_>>,
        patience: Duration,
    ) -> Result<T, String> {
        self.read(self.answer(path, sent, patience)?)
    }

    /// The same, but a service that has much to do is asked again some times.
    ///
    /// # Errors
    /// As [`Self::asked`].
    pub(crate) fn urged<T: DeserializeOwned>(
        &self,
        path: &str,
        sent: Sending<'_>,
        patience: Duration,
    ) -> Result<T, String> {
        for pause in PAUSES {
            match self.answer(path, Some(sent), patience)? {
                (429 | 503, _) => std::thread::sleep(Duration::from_secs(pause)),
                answer => return self.read(answer),
            }
        }
        self.asked(path, Some(sent), patience)
    }

    fn answer(&self, path: &str, sent: Option<Sending<'_>>, patience: Duration) -> Result<(u16, Vec<u8>), String> {
        let url = self.url.join(path).map_err(|why| why.to_string())?;
        let bearer = self.token.as_ref().map(|token| ("authorization", format!("Bearer {token}")));
        let draft = sent.and_then(|sent| sent.draft).map(|draft| (DRAFT, draft.to_owned()));
        let headers: Vec<(&str, String)> = bearer.into_iter().chain(draft).collect();
        let said = Said { headers: &headers, body: sent.map(|Sending { media, body, .. }| (media, body)) };
        self.line.asked(&url, said, (patience, MOST)).map_err(|why| format!("{} does not answer: {why}", self.url))
    }

    fn read<T: DeserializeOwned>(&self, (status, bytes): (u16, Vec<u8>)) -> Result<T, String> {
        if !(200..300).contains(&status) {
            let detail = serde_json::from_slice(&bytes).map(|problem: Problem| problem.detail);
            let detail = detail.unwrap_or_else(|_| "it says no more".to_owned());
            return Err(format!("{} answers {status}: {detail}", self.url));
        }
        serde_json::from_slice(&bytes).map_err(|why| format!("{} answers what is no answer: {why}", self.url))
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.url.fmt(f)
    }
}
