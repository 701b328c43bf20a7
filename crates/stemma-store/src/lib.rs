//! The append-only log, its index, and SPARQL.
mod error;
pub mod index;
pub mod log;
mod store;
pub use error::StoreError;
pub use store::Store;
