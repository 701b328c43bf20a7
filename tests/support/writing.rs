//! A service that takes writes from whoever shows its token, and a program that does.

use crate::http::{Answer, Service};
use crate::support::Home;

pub(crate) const TOKEN: &str = "a-token-of-this-test";

pub(crate) fn writable(home: &Home, arguments: &[&str]) -> Service {
    let mut command = home.command(&[&["serve", "--bind", "127.0.0.1:0"], arguments].concat());
    command.env("STEMMA_ADMIN_TOKEN", TOKEN);
    Service::running(command)
}

/// Sends a body of this media type with the token, and some headers more.
pub(crate) fn sent(
    service: &Service,
    (method, target): (&str, &str),
    media: &str,
    more: &[&str],
    body: impl AsRef<[u8]>,
) -> Answer {
    let own = [format!("Content-Type: {media}"), format!("Authorization: Bearer {TOKEN}")];
    let headers: Vec<&str> = own.iter().map(String::as_str).chain(more.iter().copied()).collect();
    service.send(method, target, &headers, body.as_ref())
}

pub(crate) fn update(service: &Service, text: &str) -> Answer {
    sent(service, ("POST", "/sparql"), "application/sparql-update", &[], text)
}

/// The only cell of an answer.
pub(crate) fn value(service: &Service, query: &str) -> String {
    let answer = service.ask(query, "text/csv");
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text().lines().nth(1).unwrap_or_default().trim().to_owned()
}
