//! RDF documents of clients, read with care: nothing in them nests or multiplies beyond what memory and stack can take, and nothing is
//! fetched for them but from hosts that the service may ask.

mod entities;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use oxigraph::io::{JsonLdProfile, JsonLdProfileSet, LoadedDocument, RdfFormat, RdfParser};
use oxrdf::Triple;

use crate::query::{Elsewhere, deepest};

/// How deep nodes, lists and triples may stand in each other.
const DEEPEST: usize = 64;
/// How many bytes the entities of an XML document may stand for.
const MOST_EXPANDED: usize = 16 << 20;
/// How long a document may take to be fetched for another one, and how many bytes it may have.
const CONTEXT: (Duration, u64) = (Duration::from_secs(10), 1 << 20);

/// The media types that are read.
pub const READ: &str = "text/turtle, application/n-triples, application/rdf+xml, application/ld+json";

/// Why a document of a client is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is of another media type.
    #[error("`{0}` is not taken here; send one of {READ}")]
    Media(String),
    /// It is not in UTF-8.
    #[error("the triples are not UTF-8")]
    NotUtf8,
    /// Something in it stands too deep in other things.
    #[error("the triples nest deeper than {DEEPEST} levels; name the nodes")]
    TooDeep,
    /// Its entities stand for too much.
    #[error("the entities of the XML stand for too much; write the text itself")]
    Expanded,
    /// It is not what its media type says.
    #[error("the triples cannot be read: {0}")]
    Broken(String),
}

/// The triples of a document, relative to `base`. What it names of other hosts is fetched by `elsewhere` only.
///
/// # Errors
/// When nothing of it is to be taken.
pub fn triples(
    media: &str,
    bytes: &[u8],
    base: &str,
    elsewhere: Option<&Arc<dyn Elsewhere>>,
) -> Result<Vec<Triple>, Unread> {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let format = match name.as_str() {
        "text/turtle" => RdfFormat::Turtle,
        "application/n-triples" => RdfFormat::NTriples,
        "application/rdf+xml" => RdfFormat::RdfXml,
        "application/ld+json" => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        _ => return Err(Unread::Media(name)),
    };
    let text = std::str::from_utf8(bytes).map_err(|_| Unread::NotUtf8)?;
    // Some programs mark UTF-8 so; it is no part of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_depth(format, text)?;
    if format == RdfFormat::RdfXml && entities::expanded(text) > MOST_EXPANDED {
        return Err(Unread::Expanded);
    }
    let broken = |error: &dyn std::fmt::Display| Unread::Broken(error.to_string());
    let parser =
        RdfParser::from_format(format).without_named_graphs().with_base_iri(base).map_err(|error| broken(&error))?;
    let mut parser = parser.for_slice(text);
    // Without it a context elsewhere is an error.
    if let Some(elsewhere) = elsewhere {
        let (elsewhere, deadline) = (AssertUnwindSafe(Arc::clone(elsewhere)), Instant::now() + CONTEXT.0);
        parser = parser.with_document_loader(move |address| {
            let elsewhere = &elsewhere;
            let left = deadline.saturating_duration_since(Instant::now());
            let content = elsewhere.fetch(address, "application/ld+json", (left, CONTEXT.1))?.0;
            let format = RdfFormat::JsonLd { profile: JsonLdProfile::Context.into() };
            check_depth(format, std::str::from_utf8(&content)?)?;
            Ok(LoadedDocument { url: address.to_owned(), content, format })
        });
    }
    parser.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>().map_err(|error| broken(&error))
}

/// Refuses what nests so deep that reading it, or taking it apart again, needs too much time or too large a stack.
///
/// # Errors
/// [`Unread::TooDeep`].
pub fn check_depth(format: RdfFormat, text: &str) -> Result<(), Unread> {
    let levels = match format {
        RdfFormat::RdfXml => elements(text).div_ceil(2),
        RdfFormat::JsonLd { .. } => brackets(text).div_ceil(2),
        _ => deepest(text),
    };
    if levels > DEEPEST { Err(Unread::TooDeep) } else { Ok(()) }
}

/// How deep objects and arrays of JSON stand in each other.
fn brackets(text: &str) -> usize {
    let (mut level, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => level += 1,
            b'}' | b']' if !in_string => level = level.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(level);
    }
    deepest
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_strings_of_json_do_not_count() {
        assert_eq!(brackets("{\"a\": [{\"b\": \"[[[\\\"{{\"}, []]}"), 3);
        assert_eq!(brackets("]]{"), 1);
        let deep = |many: usize| format!("{}1{}", "{\"urn:p\":".repeat(many), "}".repeat(many));
        let read = |text: &str| triples("application/ld+json", text.as_bytes(), "http://x/", None);
        assert!(read(&deep(100)).is_ok());
        assert_eq!(read(&deep(1000)), Err(Unread::TooDeep));
    }
}
