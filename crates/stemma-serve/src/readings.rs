//! `/api/v1/readings`: documents with what a worker read in them, so that reading takes as many machines as there are.
//!
//! Whoever sends them is trusted with what documents say: they need the scope admin. They are not trusted with the form: what is
//! not exactly what this program would record of these bytes is refused, and nothing is recorded.

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::Quad;
use stemma_exchange::wire;
use stemma_store::token::Scope;
use stemma_store::update::{UpdateError, check_depth};

use crate::add::{Field, parts, works};
use crate::connections::Peer;
use crate::problem::Problem;
use crate::renewal::ReadElsewhere;
use crate::{Service, writes};

/// A form: for each document `quads` as N-Quads and then its `bytes`; for a table of people `quads` alone.
pub(crate) async fn post(
    State(service): State<Service>,
    peer: Option<Extension<ConnectInfo<Peer>>>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let answer = async {
        let principal = writes::opened(&service, &headers, Scope::Admin)?;
        let body = writes::body(body).await?;
        let _work = works(peer);
        let read = read(parts(&headers, body).await?)?;
        let (backing, name) = (service.backing.clone(), principal.name.clone());
        let taken = writes::written(&service, principal, &headers, "take readings", move |_, _, _| {
            backing.take(read, &name).map_err(UpdateError::Store)
        });
        let refused = |why: String| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, why);
        let addition = taken.await?.map_err(refused)?;
        let documents: Vec<String> = addition.documents.iter().map(ToString::to_string).collect();
        // Workers need not wait until it is shown.
        let shown = service.published().sequence >= addition.sequence;
        let record = wire::AddedRecord { sequence: addition.sequence, documents, refused: addition.refused, shown };
        let line = wire::line(&record).map_err(|_| Problem::bad_request("this cannot be written"))?;
        let media = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
        Ok((StatusCode::CREATED, media, line + "\n").into_response())
    };
    answer.await.unwrap_or_else(|problem: Problem| problem.into_response())
}

fn read(parts: Vec<(String, Field)>) -> Result<Vec<ReadElsewhere>, Problem> {
    let mut all: Vec<ReadElsewhere> = Vec::new();
    for (number, (name, (_, bytes))) in (1..).zip(parts) {
        match (name.as_str(), all.last_mut()) {
            ("quads", _) => {
                let quads = quads(&bytes).map_err(|problem| problem.in_part(number))?;
                all.push(ReadElsewhere { quads, bytes: None });
            }
            ("bytes", Some(last)) if last.bytes.is_none() => last.bytes = Some(bytes.to_vec()),
            _ => {
                return Err(Problem::bad_request("send parts named `quads`, each with at most one `bytes` after it")
                    .in_part(number));
            }
        }
    }
    if all.is_empty() {
        return Err(Problem::bad_request("there is no part named `quads`"));
    }
    Ok(all)
}

fn quads(bytes: &Bytes) -> Result<Vec<Quad>, Problem> {
    let unread = |why: &dyn std::fmt::Display| Problem::bad_request(format!("the quads cannot be read: {why}"));
    let text = std::str::from_utf8(bytes).map_err(|error| unread(&error))?;
    check_depth(RdfFormat::NQuads, text)?;
    let parser = RdfParser::from_format(RdfFormat::NQuads).for_slice(text);
    parser.collect::<Result<_, _>>().map_err(|error| unread(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(parts: &[(&str, &str)]) -> Result<Vec<ReadElsewhere>, String> {
        let part = |(name, body): &(&str, &str)| ((*name).to_owned(), (None, Bytes::copy_from_slice(body.as_bytes())));
        read(parts.iter().map(part).collect()).map_err(|problem| problem.to_string())
    }

    #[test]
    fn bytes_belong_to_the_quads_before_them() {
        let quad = "<urn:a> <urn:b> <urn:c> <urn:g> .\n";
        let all = parsed(&[("quads", quad), ("bytes", "x"), ("quads", quad)]).unwrap();
        assert_eq!(
            all.iter().map(|read| (read.quads.len(), read.bytes.is_some())).collect::<Vec<_>>(),
            [(1, true), (1, false)]
        );
    }

    #[test]
    fn what_is_no_such_form_is_told_by_its_part() {
        let quad = "<urn:a> <urn:b> <urn:c> <urn:g> .\n";
        assert!(parsed(&[("quads", quad), ("bytes", "x"), ("bytes", "x")]).unwrap_err().starts_with("part 3"));
        assert!(parsed(&[("bytes", "x")]).is_err() && parsed(&[]).is_err());
        assert!(parsed(&[("quads", "<urn:a> <urn:b> .")]).unwrap_err().starts_with("part 1"));
        assert!(parsed(&[("quads", &format!("<urn:a> <urn:b> {}", "<<( ".repeat(100_000)))]).is_err());
    }
}
