//! The append-only log, its index, and SPARQL.

mod error;
pub mod log;
pub mod vocabulary;

pub use error::StoreError;
