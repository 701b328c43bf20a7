//! Quads in the RDF formats. The same quads give the same bytes, in whatever order they come.

use std::collections::BTreeSet;
use std::io::Write;

use oxigraph::io::{JsonLdProfile, JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use stemma_store::query::PREFIXES;

/// An RDF format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Turtle: the union of all graphs.
    Turtle,
    /// N-Triples: the union of all graphs.
    NTriples,
    /// RDF/XML: the union of all graphs.
    RdfXml,
    /// TriG.
    TriG,
    /// N-Quads.
    NQuads,
    /// JSON-LD.
    JsonLd,
}

impl Format {
    const fn rdf_format(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::TriG => RdfFormat::TriG,
            Self::NQuads => RdfFormat::NQuads,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::from_profile(JsonLdProfile::Streaming) },
        }
    }

    /// Whether it keeps the graphs apart.
    const fn has_graphs(self) -> bool {
        match self {
            Self::TriG | Self::NQuads | Self::JsonLd => true,
            Self::Turtle | Self::NTriples | Self::RdfXml => false,
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.rdf_format().media_type()
    }
}

/// Writes the quads, sorted.
///
/// # Errors
/// When a quad cannot be written in the format (RDF/XML has no words for some predicates).
pub fn write(quads: impl IntoIterator<Item = Quad>, format: Format) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_to(&mut bytes, quads, format)?;
    Ok(bytes)
}

/// Writes the quads, sorted, a piece at a time.
///
/// # Errors
/// As [`write()`], and when nobody takes what is written.
pub fn write_to(out: impl Write, quads: impl IntoIterator<Item = Quad>, format: Format) -> std::io::Result<()> {
    let sorted: BTreeSet<Sorted> = quads.into_iter().map(|quad| Sorted::of(quad, format)).collect();
    let mut serializer = RdfSerializer::from_format(format.rdf_format());
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(prefix, namespace).map_err(std::io::Error::other)?;
    }
    let mut writer = serializer.for_writer(out);
    for sorted in &sorted {
        writer.serialize_quad(&sorted.quad)?;
    }
    writer.finish().map(drop)
}

/// A quad with the key it sorts by: graph, subject, predicate, object, each as N-Quads writes it.
struct Sorted {
    key: [String; 4],
    quad: Quad,
}

impl Sorted {
    fn of(mut quad: Quad, format: Format) -> Self {
        if !format.has_graphs() {
            quad.graph_name = GraphName::DefaultGraph;
        }
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.to_string(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let object: &Term = &quad.object;
        Self { key: [quad.graph_name.to_string(), subject, quad.predicate.to_string(), object.to_string()], quad }
    }
}

impl PartialEq for Sorted {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}
impl Eq for Sorted {}
impl PartialOrd for Sorted {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Sorted {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}
