//! The append-only log, its index, and SPARQL.

mod error;
pub mod index;
pub mod log;
pub mod query;
pub mod records;
mod store;
pub mod vocabulary;

pub use error::StoreError;
pub use store::Store;
