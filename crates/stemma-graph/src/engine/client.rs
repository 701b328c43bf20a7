//! SPARQL over HTTP, to one host: no redirect is followed, no proxy of the environment asked, and only a whole answer of the
//! type that was asked for is one.

use std::io::Read;
use std::time::Duration;

use stemma_serve::{Asked, EngineError};
use ureq::config::Config;
use ureq::http::{Response, header};
use ureq::{Agent, Body, Error};
use url::Url;

use crate::fetch::tls;

/// How long one update may take.
const UPDATE: Duration = Duration::from_secs(120);
/// How long the engine may take to say what it holds.
pub(super) const STATE: Duration = Duration::from_secs(30);
/// How much of a refusal is told.
const TOLD: u64 = 300;

/// Where an engine is asked and written, and with which key.
pub(crate) struct Client {
    query: Url,
    update: Url,
    key: Option<String>,
    agent: Agent,
}

/// What opens an engine: the value of the `Authorization` header. It is not shown.
pub(crate) struct Key(String);

impl Key {
    /// From `basic USER:PASSWORD` or `bearer TOKEN`.
    ///
    /// # Errors
    /// In words that do not repeat it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "the engine's key is `basic USER:PASSWORD` or `bearer TOKEN`, in one line".to_owned();
        let (kind, secret) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let is_plain = !secret.is_empty() && secret.bytes().all(|byte| (0x20..0x7f).contains(&byte));
        match kind.to_ascii_lowercase().as_str() {
            "basic" if secret.contains(':') && !secret.contains('\n') => {
                Ok(Self(format!("Basic {}", base64(secret.as_bytes()))))
            }
            "bearer" if is_plain && !secret.contains(' ') => Ok(Self(format!("Bearer {secret}"))),
            _ => Err(wrong()),
        }
    }

    #[cfg(test)]
    pub(super) fn header(&self) -> &str {
        &self.0
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let letter = LETTERS.get(bits >> (18 - 6 * place) & 63).copied().unwrap_or(b'=');
            text.push(char::from(if place > chunk.len() { b'=' } else { letter }));
        }
    }
    text
}

impl Client {
    /// An engine at these addresses. Without one for updates it is the one for queries, with `/update` for `/query` at its end.
    ///
    /// # Errors
    /// In words, when an address is none of HTTP, holds a password, or they are of two hosts.
    pub(crate) fn new(query: &str, update: Option<&str>, key: Option<Key>) -> Result<Self, String> {
        let query = address(query)?;
        let update = match update {
            Some(update) => address(update)?,
            None => {
                let mut update = query.clone();
                if let Some(before) = query.path().strip_suffix("/query") {
                    update.set_path(&format!("{before}/update"));
                }
                update
            }
        };
        if query.origin() != update.origin() {
            return Err("the engine is asked at one host and written at another; give addresses of one".to_owned());
        }
        let agent = agent(&query).map_err(|error| error.to_string())?;
        Ok(Self { query, update, key: key.map(|key| key.0), agent })
    }

    /// The body of an answer.
    pub(crate) fn query(&self, asked: &Asked) -> Result<Vec<u8>, EngineError> {
        let mut url = self.query.clone();
        let named = asked.default_graphs.iter().map(|graph| ("default-graph-uri", graph));
        for (key, graph) in named.chain(asked.named_graphs.iter().map(|graph| ("named-graph-uri", graph))) {
            url.query_pairs_mut().append_pair(key, graph.as_str());
        }
        let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("query", &asked.text).finish();
        let answer = self.post(&url, "application/x-www-form-urlencoded", asked.media, &form, asked.time)?;
        let said = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media = said("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if media != asked.media {
            return Err(EngineError::Broken(format!("it answered with `{media}` instead of `{}`", asked.media)));
        }
        if !said("x-sparql-maxrows").is_empty() {
            return Err(EngineError::Broken("it cut its answer off; raise its largest number of rows".to_owned()));
        }
        if said("content-length").is_empty() && !said("transfer-encoding").eq_ignore_ascii_case("chunked") {
            return Err(EngineError::Broken("its answer does not say where it ends".to_owned()));
        }
        let mut body = Vec::new();
        let mut reader =
            answer.into_body().into_with_config().limit(u64::MAX).reader().take(asked.bytes.saturating_add(1));
        reader.read_to_end(&mut body).map_err(|error| match error.kind() {
            std::io::ErrorKind::TimedOut => EngineError::Slow,
            _ => EngineError::Broken(error.to_string()),
        })?;
        let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if length > asked.bytes { Err(EngineError::Long) } else { Ok(body) }
    }

    /// Has an update done.
    pub(super) fn update(&self, text: &str) -> Result<(), EngineError> {
        let answer = self.post(&self.update, "application/sparql-update", "*/*", text, UPDATE)?;
        // To its end: some engines answer before they are done.
        let mut body = answer.into_body().into_with_config().limit(1 << 20).reader();
        std::io::copy(&mut body, &mut std::io::sink()).map_err(|error| EngineError::Away(error.to_string()))?;
        Ok(())
    }

    fn post(
        &self,
        url: &Url,
        sent: &str,
        wanted: &str,
        body: &str,
        time: Duration,
    ) -> Result<Response<Body>, EngineError> {
        let mut request = self
            .agent
            .post(url.as_str())
            .config()
            .timeout_global(Some(time))
            .build()
            .header(header::CONTENT_TYPE, sent)
            .header(header::ACCEPT, wanted);
        if let Some(key) = &self.key {
            request = request.header(header::AUTHORIZATION, key);
        }
        let answer = request.send(body).map_err(|error| match error {
            Error::Timeout(_) => EngineError::Slow,
            other => EngineError::Away(other.to_string()),
        })?;
        let status = answer.status().as_u16();
        // 206 is what some engines give for a part of an answer.
        if status == 200 || status == 204 {
            return Ok(answer);
        }
        let mut told = Vec::new();
        let _ = answer.into_body().into_with_config().limit(TOLD + 1).reader().take(TOLD).read_to_end(&mut told);
        let told = format!("status {status}: {}", String::from_utf8_lossy(&told));
        Err(if matches!(status, 401 | 403 | 503) { EngineError::Away(told) } else { EngineError::Broken(told) })
    }
}

fn address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|why| format!("`{text}` is no address of an engine: {why}"))?;
    if !matches!(url.scheme(), "http" | "https") || url.fragment().is_some() {
        return Err(format!("`{text}` is no address of an engine: give one of http or https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the address of the engine holds a name or password, which others can see; use STEMMA_ENGINE_KEY"
            .to_owned());
    }
    Ok(url)
}

fn agent(url: &Url) -> Result<Agent, Error> {
    let config = Config::builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("stemma/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls(url)?)
        .build();
    Ok(config.new_agent())
}
