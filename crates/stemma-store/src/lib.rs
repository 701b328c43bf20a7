//! The append-only log, its index, and SPARQL.

pub mod vocabulary;
