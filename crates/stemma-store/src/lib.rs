//! The append-only log, its index, and SPARQL.
//!
//! Six concepts: the [`log`] is the record, the [`index`] is a fold of it, [`query`] is the door through which both
//! people and the rest of the program ask, [`update`] the one through which clients write – those whose [`token`] allows it –, and [`records`] turns what the
//! core says into quads and back. [`Store`] holds log and index in step.
//!
//! This crate knows nothing of reading texts, or of how findings are computed: it keeps bytes and quads. It has no
//! clock and no HTTP, and prints nothing.

pub mod desk;
mod error;
pub mod hook;
pub mod index;
pub mod log;
pub mod mirror;
pub mod query;
pub mod records;
mod store;
pub mod token;
pub mod update;
pub mod vocabulary;

pub use error::StoreError;
pub use store::{DeskEvent, Hooks, RecordedAttempt, Store, tokens_in};
