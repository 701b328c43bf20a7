//! The append-only log, its index, and SPARQL.
//!
//! Three concepts: the [`log`] is the record, the [`index`] is a fold of it, and [`query`] is the door through which
//! both people and the rest of the program ask. [`Store`] holds log and index in step.
//!
//! This crate knows nothing of documents' text, of claims or of how findings are computed: it keeps bytes and quads. It
//! has no clock and no HTTP, and prints nothing.

mod error;
pub mod index;
pub mod log;
pub mod query;
mod store;

pub use error::StoreError;
pub use store::Store;
