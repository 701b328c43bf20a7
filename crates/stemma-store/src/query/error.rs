//! Why a query has no answer, or no whole one.

use std::time::Duration;

/// Why a query has no answer, or no whole one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is no SPARQL query.
    #[error("syntax error in line {line}, column {column}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// Counted in code points from 1.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// The text nests too deep or chains too much to be evaluated safely.
    #[error("there are more than {most} {unit} of {what}; use VALUES, or send it in parts")]
    TooDeep {
        /// What nests.
        what: &'static str,
        /// How much of it is allowed.
        most: usize,
        /// The unit of `most`.
        unit: &'static str,
    },
    /// The query asks for something this door does not offer.
    #[error("{feature} is not offered here; {instead}")]
    Refused {
        /// What it asks for.
        feature: &'static str,
        /// What to do.
        instead: &'static str,
    },
    /// A function, base IRI, prefix or parameter cannot be used.
    #[error("{what}")]
    Unusable {
        /// Which, and why.
        what: String,
    },
    /// The time was over before the answer was whole.
    #[error("the query took longer than {} s; narrow it or add LIMIT", limit.as_secs_f64())]
    Timeout {
        /// The time it had.
        limit: Duration,
    },
    /// The queries of this process take more memory than allowed, and this one has done most.
    #[error("the queries that run take more than {} MB of memory; narrow this one, or add LIMIT", limit >> 20)]
    TooMuchMemory {
        /// How many bytes they may take together.
        limit: u64,
    },
    /// The query makes a text that is too long.
    #[error("the query makes a text of more than {} MB; shorten what CONCAT or REPLACE makes", limit >> 20)]
    TooLong {
        /// How many bytes it may have.
        limit: usize,
    },
    /// The answer has more rows than allowed.
    #[error("the answer has more than {limit} rows; narrow the query or add LIMIT")]
    TooManyRows {
        /// How many are allowed.
        limit: u64,
    },
    /// The answer has more bytes than allowed.
    #[error("the answer has more than {limit} bytes; narrow the query or add LIMIT")]
    TooManyBytes {
        /// How many are allowed.
        limit: u64,
    },
    /// Another host that the query or update names was not asked, or gave no whole answer.
    #[error("{what}")]
    Elsewhere {
        /// Which, and why.
        what: String,
    },
    /// Something failed that should not.
    #[error("the query failed inside: {what}")]
    Internal {
        /// What failed.
        what: String,
    },
}
