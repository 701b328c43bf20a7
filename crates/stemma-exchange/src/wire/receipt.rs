//! The record of `stemma ingest`.

use serde::Serialize;

/// What an ingest did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IngestRecord {
    /// Documents that were new.
    pub documents: usize,
    /// Versions that were new.
    pub versions: usize,
    /// Assertions in them.
    pub assertions: usize,
    /// Claims in the store now.
    pub claims: usize,
    /// Actors in the store now.
    pub actors: usize,
    /// Sources in the store now.
    pub sources: usize,
    /// Contradictions in the store now.
    pub contradictions: usize,
    /// What a person should look at.
    pub problems: Vec<ProblemRecord>,
    /// How long it took.
    pub seconds: f64,
}

/// Something in the input that a person should look at.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemRecord {
    /// The path or URL as it was given.
    pub document: String,
    /// A stable code.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The first code point of the place, when there is one.
    pub start: Option<usize>,
    /// One past the last.
    pub end: Option<usize>,
}

/// What a worker read and sent to a service.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SentRecord {
    /// The documents that the service holds now; those that it held before, too.
    pub documents: usize,
    /// Assertions that were read in them.
    pub assertions: usize,
    /// Tables of control and interest.
    pub tables: usize,
    /// The last change of the service's log after them.
    pub sequence: u64,
    /// What a person should look at.
    pub problems: Vec<ProblemRecord>,
    /// How long it took.
    pub seconds: f64,
}

/// What became of a document that a program added.
#[derive(Debug, Clone, Serialize)]
pub struct AddedRecord {
    /// The last change of the log after it.
    pub sequence: u64,
    /// The documents that are held now; those that had the same bytes before, too.
    pub documents: Vec<String>,
    /// What of it was not read, and why.
    pub refused: Vec<String>,
    /// Whether its claims are shown already; else they are soon.
    pub shown: bool,
}

/// That somebody entered an assertion, or took it back.
#[derive(Debug, Clone, Serialize)]
pub struct EnteredRecord {
    /// The change in the log.
    pub sequence: Option<u64>,
    /// The assertion.
    pub assertion: String,
    /// The claim that it makes, when it is shown already.
    pub claim: Option<String>,
}
