//! The append-only log, its index, and SPARQL.

mod error;
pub mod index;
pub mod log;
pub mod records;
mod store;
pub mod vocabulary;

pub use error::StoreError;
pub use store::Store;
/// temporary
pub const PREFIXES: &[(&str, &str)] = &[("stm", "https://w3id.org/stemma/ns/1#"), ("schema", "http://schema.org/")];
