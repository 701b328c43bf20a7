//! The triples that a client sends: one RDF document, or several as the parts of a form.

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxrdf::{BlankNode, NamedOrBlankNode, Term, Triple};

use crate::problem::Problem;

/// How deep triples may stand in triples.
const DEEPEST: usize = 64;

const WRITTEN: &str = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json";

/// The triples of a body. The blank nodes of each part are its own.
pub(super) async fn triples(headers: &HeaderMap, body: Bytes, base: &str) -> Result<Vec<Triple>, Problem> {
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !name(media).starts_with("multipart/") {
        return parsed(media, &body, base);
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
        let parsed = parsed(&media, &bytes, base).map_err(|problem| problem.in_part(number))?;
        all.extend(parsed.into_iter().map(|triple| apart(triple, number)));
    }
    Ok(all)
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
    check_depth(format, bytes)?;
    let parser = RdfParser::from_format(format)
        .without_named_graphs()
        .with_base_iri(base)
        .map_err(|error| Problem::bad_request(format!("`{base}` is no IRI: {error}")))?;
    let read = parser.for_slice(bytes).map(|quad| quad.map(Triple::from));
    read.collect::<Result<_, _>>().map_err(|error| Problem::bad_request(format!("the triples cannot be read: {error}")))
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

/// Refuses triples nested so deep in triples that taking them apart would need too large a stack. It counts brackets in
/// strings too, so that at worst a text with sixty-four unclosed ones is refused.
fn check_depth(format: RdfFormat, bytes: &[u8]) -> Result<(), Problem> {
    let nested = |window: &[u8]| match window {
        b"<<(" => 1_i64,
        b")>>" => -1,
        _ => 0,
    };
    let deepest = match format {
        RdfFormat::RdfXml => bytes.windows(6).filter(|window| *window == b"Triple").count(),
        _ => {
            let levels = bytes.windows(3).map(nested).scan(0, |level, step| {
                *level = (*level + step).max(0);
                Some(*level)
            });
            usize::try_from(levels.max().unwrap_or_default()).unwrap_or_default()
        }
    };
    match deepest > DEEPEST {
        true => Err(Problem::bad_request(format!("more than {DEEPEST} levels of triples in triples"))),
        false => Ok(()),
    }
}
