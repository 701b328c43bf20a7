//! The triples that a client sends: one RDF document, or several as the parts of a form.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple};
use stemma_store::query::deepest;

use crate::problem::Problem;

/// How deep nodes, lists and triples may stand in each other.
const DEEPEST: usize = 64;

const WRITTEN: &str = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json";

/// The triples of a body. The blank nodes of each part are its own.
pub(super) async fn triples(headers: &HeaderMap, body: Bytes, base: &str) -> Result<Vec<Triple>, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !name(media).starts_with("multipart/") {
        return read(media.to_owned(), body, base).await;
    }
    let boundary = multer::parse_boundary(media)
        .map_err(|_| Problem::bad_request("the Content-Type names no boundary between the parts"))?;
    let whole = futures_util::stream::once(async { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(whole, boundary);
    let mut all = Vec::new();
    let unread = |error: multer::Error| Problem::bad_request(format!("the parts cannot be read: {error}"));
    for number in 1.. {
        let Some(part) = parts.next_field().await.map_err(unread)? else { break };
        let media = part.content_type().map(ToString::to_string).unwrap_or_default();
        let bytes = part.bytes().await.map_err(unread)?;
        let read = read(media, bytes, base).await.map_err(|problem| problem.in_part(number))?;
        all.extend(read.into_iter().map(|triple| apart(triple, number)));
    }
    Ok(all)
}

/// Reads one document, on a blocking thread.
async fn read(media: String, bytes: Bytes, base: &str) -> Result<Vec<Triple>, Problem> {
    let base = base.to_owned();
    let read = tokio::task::spawn_blocking(move || parsed(&media, &bytes, &base)).await;
    read.unwrap_or_else(|_| Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the triples could not be read")))
}

fn name(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn parsed(media: &str, bytes: &[u8], base: &str) -> Result<Vec<Triple>, Problem> {
    let format = match name(media).as_str() {
        "text/turtle" => RdfFormat::Turtle,
        "application/n-triples" => RdfFormat::NTriples,
        "application/rdf+xml" => RdfFormat::RdfXml,
        // A context elsewhere is not fetched: it is an error.
        "application/ld+json" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        other => {
            let detail = format!("`{other}` is not taken here; send one of {WRITTEN}, or these as multipart/form-data");
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    };
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::bad_request("the triples are not UTF-8"))?;
    check_depth(format, text)?;
    let parser = RdfParser::from_format(format)
        .without_named_graphs()
        .with_base_iri(base)
        .map_err(|error| Problem::bad_request(format!("`{base}` is no IRI: {error}")))?;
    let triples = parser.for_slice(text).map(|quad| quad.map(Triple::from));
    triples
        .collect::<Result<_, _>>()
        .map_err(|error| Problem::bad_request(format!("the triples cannot be read: {error}")))
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

/// Refuses what nests so deep that reading it, or taking it apart again, needs too much time or too large a stack.
pub(crate) fn check_depth(format: RdfFormat, text: &str) -> Result<(), Problem> {
    let levels = match format {
        RdfFormat::RdfXml => elements(text).div_ceil(2),
        // Its reader has a limit of its own.
        RdfFormat::JsonLd { .. } => 0,
        _ => deepest(text),
    };
    match levels > DEEPEST {
        true => Err(Problem::bad_request(format!("the triples nest deeper than {DEEPEST} levels; name the nodes"))),
        false => Ok(()),
    }
}

/// How deep elements of XML stand in elements.
fn elements(text: &str) -> usize {
    let (mut level, mut deepest) = (0_usize, 0);
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or((tag, ""));
        if tag.starts_with('/') {
            level = level.saturating_sub(1);
        } else if !tag.ends_with('/') && !tag.starts_with(['!', '?']) {
            level += 1;
            deepest = deepest.max(level);
        }
    }
    deepest
}
