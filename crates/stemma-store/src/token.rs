//! Tokens: who may do what over HTTP.
//!
//! The invariant: nobody who reads the log, a backup or an export can use a token. The log keeps the hash of its secret,
//! and the secret is 256 bits of chance. A token stands in the log as an action and never as a quad: backups have it,
//! and no export of the graph has.
//! ```text
//! action token-add <hash of the secret> <scopes> <expiry or -> <name>
//! action token-revoke <name>
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::error::StoreError;
use crate::log::{Action, Hash, instant};

/// The kind of the action that adds a token.
const ADD: &str = "token-add";
/// The kind of the action that revokes one.
pub(crate) const REVOKE: &str = "token-revoke";
/// Whom the log names when the token is none of these: the command line, and the token of the service's own start.
const RESERVED: [&str; 2] = ["local", "admin"];
/// How long a name may be, in letters.
const LONGEST: usize = 64;
/// What a secret begins with, so that it is known for one where it does not belong.
const MARK: &str = "stemma_";

/// What a token allows. Each allows reading; `Admin` allows everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// To read, where reading needs a token.
    Read,
    /// To add documents and what was read in them.
    Report,
    /// To judge, and to write graphs of one's own.
    Review,
    /// Everything, tokens included.
    Admin,
}

/// The text is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no scope: read, report, review and admin are")]
pub struct UnknownScope(String);

impl Scope {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Report, Self::Review, Self::Admin];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Report => "report",
            Self::Review => "review",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or_else(|| UnknownScope(text.to_owned()))
    }
}

/// The scopes of a token; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// These scopes; `None` when there are none.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Option<Self> {
        let scopes: BTreeSet<Scope> = scopes.into_iter().collect();
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// Every scope.
    pub fn all() -> Self {
        Self(BTreeSet::from([Scope::Admin]))
    }

    /// Whether they allow what `scope` stands for.
    pub fn allow(&self, scope: Scope) -> bool {
        scope == Scope::Read || self.0.contains(&scope) || self.0.contains(&Scope::Admin)
    }

    /// Whether they allow anything beyond reading.
    pub fn allow_writing(&self) -> bool {
        self.0.iter().any(|scope| *scope != Scope::Read)
    }

    /// Their names, the least first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().map(|scope| scope.as_str())
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(","))
    }
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        text.split(',').map(Scope::from_str).collect::<Result<_, _>>().map(Self)
    }
}

/// What whoever holds a token shows. It is shown once, and nowhere kept.
pub struct Secret(String);

impl Secret {
    /// The secret made of 32 bytes of chance.
    pub fn new(chance: [u8; 32]) -> Self {
        Self(format!("{MARK}{}", chance.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
    }

    /// The text to show.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> Hash {
        Hash::of(self.0.as_bytes())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A token, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Whom the log names when it is used.
    pub name: String,
    /// What it allows.
    pub scopes: Scopes,
    /// When it ends, RFC 3339 in UTC; never, when there is none.
    pub expires: Option<String>,
    /// The hash of its secret.
    pub hash: Hash,
}

/// Why a token is not added or revoked.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The name is none.
    #[error("`{0}` is no name for a token: at most 64 of a-z, A-Z, 0-9, `.`, `_` and `-`, and not `local` or `admin`")]
    Name(String),
    /// It would be over before it begins.
    #[error("`{0}` is no time to come, such as 2030-01-31T00:00:00Z")]
    Expiry(String),
    /// Another one has this name.
    #[error("there is a token `{0}`; revoke it first, or take another name")]
    Taken(String),
    /// None has this name.
    #[error("there is no token `{0}`")]
    Unknown(String),
    /// A service holds the store.
    #[error(
        "the store is being written, by a service perhaps; ask it: POST /api/v1/tokens, or DELETE /api/v1/tokens/NAME, with a token of the scope admin"
    )]
    Served,
    /// The store.
    #[error("{0}")]
    Store(#[source] StoreError),
}

impl From<StoreError> for TokenError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Token {
    /// A token to be added at a time.
    ///
    /// # Errors
    /// [`TokenError::Name`] and [`TokenError::Expiry`].
    pub fn new(
        name: String,
        scopes: Scopes,
        expires: Option<String>,
        secret: &Secret,
        now: &str,
    ) -> Result<Self, TokenError> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if name.is_empty() || name.len() > LONGEST || !name.bytes().all(is_plain) || RESERVED.contains(&name.as_str()) {
            return Err(TokenError::Name(name));
        }
        let token = Self { name, scopes, expires, hash: secret.hash() };
        match &token.expires {
            Some(expires) if instant(expires).is_none() || !token.is_live_at(now) => {
                Err(TokenError::Expiry(expires.clone()))
            }
            Some(_) | None => Ok(token),
        }
    }

    /// Whether it still opens at a time.
    pub fn is_live_at(&self, now: &str) -> bool {
        self.expires.as_deref().is_none_or(|expires| instant(now) < instant(expires))
    }

    /// Whether this is its secret. How long that takes tells nothing of it: hashes are compared, all of them.
    pub fn is_opened_by(&self, shown: &str) -> bool {
        let other = Hash::of(shown.as_bytes());
        let pairs = self.hash.as_bytes().iter().zip(other.as_bytes());
        pairs.fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
    }

    pub(crate) fn action(&self) -> Option<Action> {
        let expires = self.expires.as_deref().unwrap_or("-");
        Action::new(ADD, format!("{} {} {expires} {}", self.hash, self.scopes, self.name))
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.splitn(4, ' ');
        let (hash, scopes, expires) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?);
        let expires = (expires != "-").then(|| expires.to_owned());
        Some(Self { name: words.next()?.to_owned(), scopes, expires, hash })
    }
}

/// Whether an action is about a token.
pub(crate) fn is_of_tokens(action: &Action) -> bool {
    [ADD, REVOKE].contains(&action.kind())
}

/// The tokens that these actions leave, by name.
pub(crate) fn left_by<'a>(actions: impl IntoIterator<Item = &'a Action>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for action in actions {
        let added = (action.kind() == ADD).then(|| Token::parse(action.text())).flatten();
        let gone = if action.kind() == REVOKE { Some(action.text()) } else { added.as_ref().map(|t| t.name.as_str()) };
        tokens.retain(|token| Some(token.name.as_str()) != gone);
        tokens.extend(added);
    }
    tokens.sort_by(|a, b| a.name.cmp(&b.name));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-05-01T00:00:00Z";

    fn token(name: &str, expires: Option<&str>) -> Result<Token, TokenError> {
        let scopes = Scopes::new([Scope::Report]).unwrap();
        Token::new(name.to_owned(), scopes, expires.map(str::to_owned), &Secret::new([7; 32]), NOW)
    }

    #[test]
    fn a_scope_allows_itself_and_reading_and_admin_allows_all() {
        let report = Scopes::new([Scope::Report]).unwrap();
        assert!(report.allow(Scope::Read) && report.allow(Scope::Report));
        assert!(!report.allow(Scope::Review) && !report.allow(Scope::Admin));
        assert!(Scope::ALL.into_iter().all(|scope| Scopes::all().allow(scope)));
        assert!(Scopes::new([]).is_none() && !Scopes::new([Scope::Read]).unwrap().allow_writing());
        assert_eq!("report,review".parse::<Scopes>().unwrap().to_string(), "report,review");
        assert!("".parse::<Scopes>().is_err() && "report,all".parse::<Scopes>().is_err());
    }

    #[test]
    fn names_and_times_that_are_none_are_refused() {
        for name in ["", "a b", "local", "admin", "a\nb", "é", &"x".repeat(65)] {
            assert!(matches!(token(name, None), Err(TokenError::Name(_))), "{name}");
        }
        for time in ["2026-04-30T00:00:00Z", NOW, "tomorrow", "2027-01-01", "-"] {
            assert!(matches!(token("worker-1", Some(time)), Err(TokenError::Expiry(_))), "{time}");
        }
        assert!(token("worker-1", Some("2026-05-01T00:00:00.001Z")).is_ok());
    }

    #[test]
    fn a_token_is_opened_by_its_secret_until_it_ends() {
        let token = token("worker-1", Some("2026-06-01T00:00:00Z")).unwrap();
        let secret = Secret::new([7; 32]);
        assert!(
            token.is_opened_by(secret.reveal())
                && !token.is_opened_by("")
                && !token.is_opened_by(&token.hash.to_string())
        );
        assert!(token.is_live_at("2026-05-31T23:59:59.999Z") && !token.is_live_at("2026-06-01T00:00:00Z"));
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn the_log_gives_the_tokens_back_without_those_revoked() {
        let (a, b) = (token("a", None).unwrap(), token("b", Some("2026-06-01T00:00:00Z")).unwrap());
        let revoke = Action::new(REVOKE, "a").unwrap();
        let actions = [b.action().unwrap(), a.action().unwrap()];
        assert_eq!(left_by(&actions), [a.clone(), b.clone()]);
        assert_eq!(left_by(actions.iter().chain([&revoke])), std::slice::from_ref(&b));
        assert_eq!(left_by(actions.iter().chain([&revoke, &a.action().unwrap()])), [a, b]);
    }
}
