//! The append-only log, its index, and SPARQL.
mod error;
pub mod index;
pub mod log;
pub mod query;
mod store;
pub use error::StoreError;
pub use store::Store;
