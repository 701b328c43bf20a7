//! Sessions: a token is shown once, and a cookie stands for it until it is over, revoked, or logged out.
//!
//! The invariant: a session opens nothing that its token does not open at that moment. Of a session's secret only the hash
//! is kept, in memory; no password is kept anywhere.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use stemma_store::log::Hash;
use stemma_store::token::Scope;

use crate::access::Principal;
use crate::problem::Problem;
use crate::{Service, pages};

/// How long a session lasts.
pub(crate) const LASTS: Duration = Duration::from_secs(12 * 60 * 60);
/// The cookie.
const COOKIE: &str = "stemma_session";
/// How many sessions are kept at once; the oldest give way.
const MOST: usize = 10_000;

/// Those who are logged in.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    by_secret: Mutex<HashMap<Hash, Session>>,
}

#[derive(Debug, Clone)]
struct Session {
    /// The hash of the token that was shown.
    token: Hash,
    began: Instant,
}

/// Somebody who is logged in, and what their forms must show.
#[derive(Debug, Clone)]
pub(crate) struct Editor {
    pub(crate) principal: Principal,
    /// What tells a form of ours from one that somebody else's page sends.
    pub(crate) mark: String,
}

/// Who looks at a page, and whether anybody may change anything.
#[derive(Debug, Clone)]
pub(crate) struct Viewer {
    pub(crate) editor: Option<Editor>,
    pub(crate) is_written: bool,
    /// Whether they see what editors do: those who are logged in, and everybody where nobody can be.
    pub(crate) sees_work: bool,
}

impl Viewer {
    /// Whoever asks for a page.
    pub(crate) fn of(service: &Service, headers: &HeaderMap) -> Self {
        let editor = editor(service, headers);
        let sees_work = editor.is_some() || service.keys.is_empty();
        Self { editor, is_written: service.line.is_some(), sees_work }
    }

    /// Who looks, when they may do what `scope` stands for.
    pub(crate) fn who_may(&self, scope: Scope) -> Option<&Editor> {
        self.editor.as_ref().filter(|editor| self.is_written && editor.principal.may(scope))
    }
}

impl Sessions {
    /// Begins a session for whoever shows the token with this hash; the text of its cookie.
    pub(crate) fn begin(&self, chance: [u8; 32], token: Hash, now: Instant) -> String {
        let secret = chance.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        let mut sessions = self.live(now);
        if sessions.len() >= MOST
            && let Some(oldest) = sessions.iter().min_by_key(|(_, session)| session.began).map(|(hash, _)| *hash)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(Hash::of(secret.as_bytes()), Session { token, began: now });
        secret
    }

    /// Ends the session of a request, if it has one.
    pub(crate) fn end(&self, headers: &HeaderMap, now: Instant) {
        if let Some(secret) = cookie(headers) {
            self.live(now).remove(&Hash::of(secret.as_bytes()));
        }
    }

    /// The hash of the token that the session of this secret stands for.
    fn token(&self, secret: &str, now: Instant) -> Option<Hash> {
        self.live(now).get(&Hash::of(secret.as_bytes())).map(|session| session.token)
    }

    fn live(&self, now: Instant) -> MutexGuard<'_, HashMap<Hash, Session>> {
        let mut sessions = self.by_secret.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| now.saturating_duration_since(session.began) < LASTS);
        sessions
    }
}

/// Whether a request brings a cookie of ours, be it good or not.
pub(crate) fn is_brought(headers: &HeaderMap) -> bool {
    cookie(headers).is_some()
}

/// Who is logged in with the cookie of a request.
pub(crate) fn editor(service: &Service, headers: &HeaderMap) -> Option<Editor> {
    let secret = cookie(headers)?;
    let token = service.sessions.token(secret, Instant::now())?;
    let principal = service.keys.holder(token, &service.backing.now())?;
    Some(Editor { principal, mark: Hash::of(format!("form {secret}").as_bytes()).to_string() })
}

/// Who sends a form of ours, when they may do what `scope` stands for.
///
/// # Errors
/// When it comes from elsewhere, nobody is logged in, the mark is another one, or the token does not allow it.
pub(crate) fn sender(service: &Service, headers: &HeaderMap, mark: &str, scope: Scope) -> Result<Editor, Problem> {
    is_from_here(headers)?;
    if service.line.is_none() {
        return Err(Problem::read_only());
    }
    let editor = editor(service, headers).ok_or_else(|| Problem::logged_out("log in first, then send it again"))?;
    if Hash::of(mark.as_bytes()) != Hash::of(editor.mark.as_bytes()) {
        return Err(Problem::logged_out("this form is of another session; open the page again"));
    }
    if editor.principal.may(scope) { Ok(editor) } else { Err(Problem::forbidden(&editor.principal.name, scope)) }
}

/// Says on each page as whom somebody is logged in.
pub(crate) async fn named(State(service): State<Service>, request: Request, next: Next) -> Response {
    let editor = editor(&service, request.headers());
    let response = next.run(request).await;
    let media = response.headers().get(header::CONTENT_TYPE);
    let Some(editor) = editor.filter(|_| media.is_some_and(|media| media.as_bytes().starts_with(b"text/html"))) else {
        return response;
    };
    let (mut head, body) = response.into_parts();
    // Pages are made whole before they are sent.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made").into_response();
    };
    head.headers.remove(header::CONTENT_LENGTH);
    let page = pages::seen_by(&String::from_utf8_lossy(&bytes), &editor.principal.name);
    Response::from_parts(head, Body::from(page))
}

/// Refuses what a page of somebody else sends.
pub(crate) fn is_from_here(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_ours = match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), ..) => site == "same-origin" || site == "none",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    };
    if is_ours { Ok(()) } else { Err(Problem::logged_out("forms are taken from this service's own pages only")) }
}

/// What sets the cookie, or takes it away when there is no secret.
pub(crate) fn set_cookie(headers: &HeaderMap, secret: Option<&str>) -> String {
    let is_safe = headers.get("x-forwarded-proto").is_some_and(|proto| proto.as_bytes() == b"https");
    let (value, age) = secret.map_or(("", 0), |secret| (secret, LASTS.as_secs()));
    let secure = if is_safe { "; Secure" } else { "" };
    format!("{COOKIE}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Strict{secure}")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == COOKIE && !value.is_empty()).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "127.0.0.1:7373".parse().unwrap());
        headers.insert(axum::http::HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        headers
    }

    #[test]
    fn a_session_is_over_after_its_time_and_after_logging_out() {
        let (sessions, now, token) = (Sessions::default(), Instant::now(), Hash::of(b"token"));
        let one = sessions.begin([1; 32], token, now);
        let other = sessions.begin([2; 32], token, now);
        assert_eq!(sessions.token(&one, now), Some(token));
        sessions.end(&with("cookie", &format!("a=b; stemma_session={one}")), now);
        assert_eq!((sessions.token(&one, now), sessions.token(&other, now)), (None, Some(token)));
        assert_eq!(sessions.token("guessed", now), None);
        assert_eq!(sessions.token(&other, now + LASTS), None);
    }

    #[test]
    fn nobody_fills_the_memory_with_sessions() {
        let (sessions, now, token) = (Sessions::default(), Instant::now(), Hash::of(b"token"));
        let secrets: Vec<String> = (0..=MOST)
            .map(|number| {
                let mut chance = [0; 32];
                chance[..8].copy_from_slice(&number.to_le_bytes());
                sessions.begin(chance, token, now + Duration::from_millis(u64::try_from(number).unwrap()))
            })
            .collect();
        let later = now + Duration::from_secs(60);
        assert_eq!(sessions.token(&secrets[0], later), None);
        assert_eq!(sessions.token(secrets.last().unwrap(), later), Some(token));
        assert_eq!(sessions.live(later).len(), MOST);
    }

    #[test]
    fn forms_come_from_here_only() {
        assert!(is_from_here(&with("sec-fetch-site", "same-origin")).is_ok());
        assert!(is_from_here(&with("origin", "http://127.0.0.1:7373")).is_ok());
        assert!(is_from_here(&with("accept", "*/*")).is_ok(), "a program that names no origin is no browser");
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:7373.evil.example"),
        ] {
            assert!(is_from_here(&with(name, value)).is_err(), "{name}: {value}");
        }
    }
}
