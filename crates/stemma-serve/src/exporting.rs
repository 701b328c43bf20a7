//! What is exported, and as what.

use stemma_core::date::PartialDate;
use stemma_store::StoreError;
use stemma_store::query::{Limits, QueryError};

/// A format of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its word in EXPORTS says")]
pub enum ExportFormat {
    Turtle,
    NTriples,
    RdfXml,
    TriG,
    NQuads,
    JsonLd,
    Csv,
    JsonLines,
    ClaimReview,
    GraphMl,
    Gexf,
    Bibtex,
    Csl,
    Dot,
}

/// Each format with its word, its media type, the ending of its files, and what it is.
pub const EXPORTS: [(ExportFormat, &str, &str, &str, &str); 14] = [
    (ExportFormat::Turtle, "turtle", "text/turtle", "ttl", "RDF, the union of all graphs"),
    (ExportFormat::TriG, "trig", "application/trig", "trig", "RDF with its graphs"),
    (ExportFormat::NTriples, "ntriples", "application/n-triples", "nt", "RDF, the union of all graphs"),
    (ExportFormat::NQuads, "nquads", "application/n-quads", "nq", "RDF with its graphs"),
    (ExportFormat::JsonLd, "jsonld", "application/ld+json", "jsonld", "RDF with its graphs"),
    (ExportFormat::RdfXml, "rdfxml", "application/rdf+xml", "rdf", "RDF, the union of all graphs"),
    (ExportFormat::Csv, "csv", "text/csv; charset=utf-8", "csv", "a table of claims"),
    (ExportFormat::JsonLines, "jsonl", "application/jsonl", "jsonl", "claims, one JSON record a line"),
    (ExportFormat::ClaimReview, "claimreview", "application/ld+json", "json", "verdicts as schema.org ClaimReview"),
    (ExportFormat::GraphMl, "graphml", "application/graphml+xml", "graphml", "a network, for yEd, Cytoscape, NetworkX"),
    (ExportFormat::Gexf, "gexf", "application/gexf+xml", "gexf", "a network, for Gephi"),
    (ExportFormat::Bibtex, "bibtex", "application/x-bibtex; charset=utf-8", "bib", "the documents, for LaTeX"),
    (
        ExportFormat::Csl,
        "csl",
        "application/vnd.citationstyles.csl+json",
        "json",
        "the documents, for Zotero and Pandoc",
    ),
    (ExportFormat::Dot, "dot", "text/vnd.graphviz; charset=utf-8", "dot", "a drawing of one claim, for Graphviz"),
];

/// What is to be exported: everything, unless a claim, a topic or a query says what.
#[derive(Debug, Clone)]
pub struct Exporting {
    /// As what.
    pub format: ExportFormat,
    /// Only this claim and what it rests on: its id, the beginning of it, or some of its words.
    pub claim: Option<String>,
    /// How many steps of contradiction further.
    pub depth: u32,
    /// Only claims that are filed under this topic.
    pub topic: Option<String>,
    /// Only the claims that this SELECT finds.
    pub query: Option<String>,
    /// As it stood on this day.
    pub as_of: Option<PartialDate>,
    /// What the query may use.
    pub limits: Limits,
}

/// Why nothing, or not all, was exported.
#[derive(Debug, thiserror::Error)]
pub enum NotExported {
    /// What was asked for cannot be; says why.
    #[error("{0}")]
    Refused(String),
    /// The query.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It could not be written.
    #[error("it could not be written: {0}")]
    Written(String),
}
