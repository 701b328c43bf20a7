//! The triples that a client sends: one RDF document, or several as the parts of a form.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple};
use stemma_store::query::Elsewhere;
use stemma_store::update::{Unread, triples as read_triples};

use crate::problem::Problem;
use crate::written_in::check_charset;

/// What a client sends, and to what it is relative.
pub(super) struct Sent<'a> {
    pub(super) headers: &'a HeaderMap,
    pub(super) body: Bytes,
    pub(super) base: &'a str,
    /// The hosts that may be asked for what it names.
    pub(super) elsewhere: Option<Arc<dyn Elsewhere>>,
}

impl Sent<'_> {
    /// The triples of a body. The blank nodes of each part are its own.
    pub(super) async fn triples(self) -> Result<Vec<Triple>, Problem> {
        let media = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !media.trim_start().to_ascii_lowercase().starts_with("multipart/") {
            return self.read(media.to_owned(), self.body.clone()).await;
        }
        let boundary = multer::parse_boundary(media)
            .map_err(|_| Problem::bad_request("the Content-Type names no boundary between the parts"))?;
        let body = self.body.clone();
        let whole = futures_util::stream::once(async { Ok::<_, std::convert::Infallible>(body) });
        let mut parts = multer::Multipart::new(whole, boundary);
        let mut all = Vec::new();
        let unread = |error: multer::Error| Problem::bad_request(format!("the parts cannot be read: {error}"));
        for number in 1.. {
            let Some(part) = parts.next_field().await.map_err(unread)? else { break };
            let media = part.content_type().map(ToString::to_string).unwrap_or_default();
            let bytes = part.bytes().await.map_err(unread)?;
            let read = self.read(media, bytes).await.map_err(|problem| problem.in_part(number))?;
            all.extend(read.into_iter().map(|triple| apart(triple, number)));
        }
        Ok(all)
    }

    /// Reads one document, on a blocking thread.
    async fn read(&self, media: String, bytes: Bytes) -> Result<Vec<Triple>, Problem> {
        check_charset(&media)?;
        let (base, elsewhere) = (self.base.to_owned(), self.elsewhere.clone());
        let read = move || read_triples(&media, &bytes, &base, elsewhere.as_ref()).map_err(Problem::from);
        tokio::task::spawn_blocking(read)
            .await
            .unwrap_or_else(|_| Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the triples could not be read")))
    }
}

impl From<Unread> for Problem {
    fn from(unread: Unread) -> Self {
        let status = match &unread {
            Unread::Media(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Unread::NotUtf8 | Unread::TooDeep | Unread::Expanded | Unread::Broken(_) => StatusCode::BAD_REQUEST,
        };
        Self::new(status, unread.to_string())
    }
}

/// The triple with its blank nodes kept apart from those of other parts.
fn apart(mut triple: Triple, number: usize) -> Triple {
    let renamed = |node: &BlankNode| BlankNode::new_unchecked(format!("p{number}{}", node.as_str()));
    if let NamedOrBlankNode::BlankNode(node) = &triple.subject {
        triple.subject = renamed(node).into();
    }
    triple.object = match triple.object {
        Term::BlankNode(node) => renamed(&node).into(),
        Term::Triple(inner) => apart(*inner, number).into(),
        kept => kept,
    };
    triple
}
