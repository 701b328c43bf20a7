//! What claims, assertions, actors and derivations *are*, and the findings computed from them.
//!
//! Nothing here reads a file, asks the clock, serialises, or knows RDF: every function is pure,
//! and the same input gives the same output.

pub mod actor;
pub mod date;
pub mod document;
pub mod enumerations;
pub mod id;
pub mod independence;
pub mod span;
pub mod statement;
