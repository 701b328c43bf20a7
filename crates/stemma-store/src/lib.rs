//! The append-only log, its index, and SPARQL.
