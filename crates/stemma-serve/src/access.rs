//! Who asks, and what they may: the one notion of a principal, whatever the route.

use std::sync::{PoisonError, RwLock};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use stemma_store::log::Hash;
use stemma_store::token::{Scope, Scopes, Token};

use crate::problem::Problem;
use crate::{Service, session};

/// Whom the log names when the token of the service's start is shown.
const ADMIN: &str = "admin";

/// Who may do what with a service.
#[derive(Debug, Default)]
pub struct Access {
    /// The token that the service was started with: it may do everything.
    pub admin: Option<AdminToken>,
    /// The tokens of the store.
    pub held: Vec<Token>,
    /// Whether anything is written at all.
    pub writes: bool,
    /// Whether reading needs a token too.
    pub private: bool,
    /// Names that a service on this machine alone is reached by, besides those of this machine.
    pub hosts: Vec<String>,
}

/// The token that may do everything, kept as its hash.
#[derive(Debug, Clone)]
pub struct AdminToken(Token);

impl AdminToken {
    /// A token; `None` when it is empty or holds what a header cannot carry.
    pub fn new(text: &str) -> Option<Self> {
        let usable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        let hash = Hash::of(text.as_bytes());
        usable.then(|| Self(Token { name: ADMIN.to_owned(), scopes: Scopes::all(), expires: None, hash }))
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Principal {
    /// Whom the log names.
    pub(crate) name: String,
    /// The hash of their token.
    token: Hash,
    scopes: Scopes,
}

impl Principal {
    /// Whether they may do what `scope` stands for.
    pub(crate) fn may(&self, scope: Scope) -> bool {
        self.scopes.allow(scope)
    }

    /// What tells their token from every other.
    pub(crate) const fn token(&self) -> Hash {
        self.token
    }
}

/// The tokens that open something.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    admin: Option<Token>,
    held: RwLock<Vec<Token>>,
    private: bool,
}

impl Keys {
    pub(crate) fn new(access: Access) -> Self {
        Self { admin: access.admin.map(|admin| admin.0), held: RwLock::new(access.held), private: access.private }
    }

    /// Whether reading needs a token.
    pub(crate) fn is_private(&self) -> bool {
        self.private
    }

    /// Takes others in the place of those of the store.
    pub(crate) fn renew(&self, held: Vec<Token>) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = held;
    }

    /// Who shows a token that holds now. Every token is compared, whichever is shown.
    pub(crate) fn principal(&self, headers: &HeaderMap, now: &str) -> Option<Principal> {
        let shown = headers.get(header::AUTHORIZATION)?.to_str().ok().and_then(bearer)?;
        self.holder(self.opened(shown, now)?, now)
    }

    /// The hash of the token that is shown, when it holds now. Every token is compared, whichever is shown.
    pub(crate) fn opened(&self, shown: &str, now: &str) -> Option<Hash> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let opened = self.admin.iter().chain(held.iter()).fold(None, |opened, token| {
            let opens = token.is_opened_by(shown);
            if opens { Some(token) } else { opened }
        });
        opened.filter(|token| token.is_live_at(now)).map(|token| token.hash)
    }

    /// Whom the token with this hash names, when it holds now.
    pub(crate) fn holder(&self, hash: Hash, now: &str) -> Option<Principal> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let token = self.admin.iter().chain(held.iter()).find(|token| token.hash == hash && token.is_live_at(now))?;
        Some(Principal { name: token.name.clone(), token: token.hash, scopes: token.scopes.clone() })
    }

    /// Whether the token of somebody who was let in still holds.
    pub(crate) fn is_held(&self, principal: &Principal, now: &str) -> bool {
        self.holder(principal.token, now).is_some()
    }

    /// Whether there is no token.
    pub(crate) fn is_empty(&self) -> bool {
        self.admin.is_none() && self.held.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Who asks, when they may do what `scope` stands for.
pub(crate) fn allowed(service: &Service, headers: &HeaderMap, scope: Scope) -> Result<Principal, Problem> {
    match service.keys.principal(headers, &service.backing.now()) {
        None => Err(Problem::unauthorized()),
        Some(principal) if principal.scopes.allow(scope) => Ok(principal),
        Some(principal) => Err(Problem::forbidden(&principal.name, scope)),
    }
}

/// What needs no token even where reading does: whether the service lives, and what each page is dressed with.
const OPEN: [&str; 5] = ["/healthz", "/readyz", "/style.css", "/log-in", "/log-out"];

/// Lets nobody read without a token, when that is asked for.
pub(crate) async fn guarded(State(service): State<Service>, request: Request, next: Next) -> Response {
    let is_open = request.method() == Method::OPTIONS || OPEN.contains(&request.uri().path());
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    if !is_open && let Err(problem) = reading(&service, request.headers()) {
        let is_browser = reads
            && request.headers().get(header::ACCEPT).is_some_and(|types| types.as_bytes().starts_with(b"text/html"));
        return if is_browser { Redirect::to("/log-in").into_response() } else { problem.into_response() };
    }
    next.run(request).await
}

/// Whether whoever sends these headers may read now.
pub(crate) fn reading(service: &Service, headers: &HeaderMap) -> Result<(), Problem> {
    // What a session sends is looked at where it is taken: each form has a mark.
    if !service.keys.is_private() || session::editor(service, headers).is_some() {
        return Ok(());
    }
    allowed(service, headers, Scope::Read).map(drop)
}

#[cfg(test)]
mod tests {
    use stemma_store::token::Secret;

    use super::*;

    const NOW: &str = "2026-05-01T00:00:00Z";

    fn who(value: &str) -> Option<String> {
        let token = |name: &str, expires: Option<&str>, chance| {
            let (scopes, expires) = (Scopes::new([Scope::Report]).unwrap(), expires.map(str::to_owned));
            Token { name: name.to_owned(), scopes, expires, hash: Secret::new([chance; 32]).hash() }
        };
        let held = vec![token("worker", Some("2026-05-02T00:00:00Z"), 1), token("over", Some(NOW), 2)];
        let keys = Keys::new(Access { admin: AdminToken::new("s3cret"), held, ..Access::default() });
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, value.parse().unwrap());
        keys.principal(&headers, NOW).map(|principal| principal.name)
    }

    #[test]
    fn only_a_whole_token_opens_and_only_until_it_ends() {
        assert_eq!(who("Bearer s3cret").as_deref(), Some("admin"));
        assert_eq!(who("bearer  s3cret ").as_deref(), Some("admin"));
        assert_eq!(who(&format!("Bearer {}", Secret::new([1; 32]).reveal())).as_deref(), Some("worker"));
        assert_eq!(who(&format!("Bearer {}", Secret::new([2; 32]).reveal())), None);
        for wrong in ["Bearer s3cre", "Bearer s3crets", "Bearer ", "Basic s3cret", "s3cret", "", "Bearer worker"] {
            assert_eq!(who(wrong), None, "{wrong}");
        }
        let hash = format!("Bearer {}", Secret::new([1; 32]).hash());
        assert_eq!(who(&hash), None, "what the log keeps opens nothing");
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_none() {
        assert!(
            AdminToken::new("").is_none() && AdminToken::new("a b").is_none() && AdminToken::new("\u{e9}").is_none()
        );
        assert!(!format!("{:?}", AdminToken::new("s3cret")).contains("s3cret"));
    }
}
