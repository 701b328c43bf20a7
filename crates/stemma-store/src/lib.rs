//! The append-only log, its index, and SPARQL.

mod error;
pub mod log;
pub mod records;
pub mod vocabulary;

pub use error::StoreError;
