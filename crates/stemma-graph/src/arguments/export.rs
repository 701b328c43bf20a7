//! What is exported, and how.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Which;

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The format.
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    /// Only this claim and what it rests on: its id, the beginning of it, or some of its words.
    #[arg(long)]
    pub(crate) claim: Option<String>,
    /// With `--claim`: also the claims that contradict it, those that contradict these, and so on, so many steps far.
    #[arg(long, value_name = "N", requires = "claim", default_value_t = 0)]
    pub(crate) depth: u32,
    /// Only claims that are filed under this topic, and what they rest on.
    #[arg(long, value_name = "T", conflicts_with_all = ["claim", "query"])]
    pub(crate) topic: Option<String>,
    /// Only the claims that this SELECT finds, in any of its variables, and what they rest on; `-` is standard input.
    #[arg(long, value_name = "FILE.rq", conflicts_with = "claim")]
    pub(crate) query: Option<PathBuf>,
    /// Where to write; `-` is standard output.
    #[arg(short = 'o', long, default_value = "-")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// A format of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Turtle, the union of all graphs.
    Turtle,
    /// N-Triples, the union of all graphs.
    Ntriples,
    /// RDF/XML, the union of all graphs.
    Rdfxml,
    /// TriG.
    Trig,
    /// N-Quads.
    Nquads,
    /// JSON-LD.
    Jsonld,
    /// A table of claims.
    Csv,
    /// Claims as JSON Lines.
    Jsonl,
    /// The verdicts that people gave, and those that documents publish, as schema.org `ClaimReview` in JSON-LD. What was
    /// taken back is left out.
    Claimreview,
    /// Claims, documents and voices as a network, in GraphML: for yEd, Cytoscape, igraph, `NetworkX`.
    Graphml,
    /// The same network in GEXF 1.2: for Gephi.
    Gexf,
    /// The documents as BibTeX.
    Bibtex,
    /// The documents as CSL-JSON: for Zotero, Pandoc and other citation programs.
    Csl,
    /// A drawing of one claim for Graphviz; needs `--claim`.
    Dot,
}
