//! By which names a service is asked. One that only this machine reaches is asked by names of this machine: a page from
//! elsewhere whose own name was made to lead here (DNS rebinding) would otherwise read and send everything as its own.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::Service;
use crate::problem::Problem;

/// The names that are answered to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hosts {
    /// Whether it listens where only this machine reaches it: whoever reaches another one is let in by a firewall or a proxy.
    is_local: bool,
    /// Names of the user's own, in small letters.
    named: Vec<String>,
}

impl Hosts {
    /// The names of a service that listens here, and is also reached by these.
    pub(crate) fn of(listens: SocketAddr, named: &[String]) -> Self {
        let named = named.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
        Self { is_local: listens.ip().is_loopback(), named }
    }

    /// Whether a request for this host, with or without a port, is meant for it.
    fn is_ours(&self, host: &str) -> bool {
        if !self.is_local {
            return true;
        }
        let Ok(authority) = host.parse::<Authority>() else { return false };
        let whole = host.to_ascii_lowercase();
        let name = authority.host().trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        let is_loopback = name.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback());
        is_loopback
            || name == "localhost"
            || name.ends_with(".localhost")
            || self.named.iter().any(|known| *known == name || *known == whole)
    }
}

/// Refuses what is asked of another host. A client that names none is no browser.
pub(crate) async fn known(State(service): State<Service>, request: Request, next: Next) -> Response {
    let headers = request.headers().get_all(header::HOST).iter();
    let headers: Vec<String> = headers.map(|host| String::from_utf8_lossy(host.as_bytes()).into_owned()).collect();
    let asked = headers.into_iter().chain(request.uri().authority().map(ToString::to_string));
    if let Some(host) = asked.into_iter().find(|host| !service.hosts.is_ours(host)) {
        let detail = format!(
            "this service is reached from this machine only, and not as `{host}`; start it with `--host NAME` for a name of its own"
        );
        return Problem::new(StatusCode::MISDIRECTED_REQUEST, detail).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_made_to_lead_here_is_not_answered_to() {
        let named = ["Desk.example".to_owned()];
        let hosts = Hosts::of("127.0.0.1:7373".parse().unwrap(), &named);
        for ours in [
            "127.0.0.1:7373",
            "127.0.0.1",
            "127.1.2.3:80",
            "[::1]:7373",
            "localhost",
            "LOCALHOST:1",
            "a.localhost",
            "localhost.",
            "desk.example",
            "desk.example:443",
        ] {
            assert!(hosts.is_ours(ours), "{ours}");
        }
        for other in [
            "evil.example",
            "evil.example:7373",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "192.168.0.4",
            "0.0.0.0",
            "desk.example.evil",
            "",
            "a b",
        ] {
            assert!(!hosts.is_ours(other), "{other}");
        }
        assert!(Hosts::of("[::1]:1".parse().unwrap(), &[]).is_ours("[::1]:1"));
        assert!(Hosts::of("0.0.0.0:7373".parse().unwrap(), &[]).is_ours("anything.example"));
    }
}
