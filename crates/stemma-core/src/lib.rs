//! What claims, assertions, actors and derivations *are*, and the findings computed from them.
//!
//! Nothing here reads a file, asks the clock, serialises, or knows RDF: every function is pure,
//! and the same input gives the same output.

pub mod alias;
pub mod calculation;
pub mod certificate;
pub mod change;
pub mod contradiction;
pub mod control;
pub mod copying;
pub mod date;
pub mod document;
pub mod dossier;
pub mod draft;
pub mod editing;
pub mod entailment;
pub mod entered;
pub mod enumerations;
pub mod explain;
pub mod features;
pub mod finding;
pub mod graph;
pub mod id;
pub mod identity;
pub mod impact;
pub mod independence;
pub mod judged;
pub mod known;
#[cfg(feature = "embeddings")]
pub mod meaning;
pub mod name;
mod nickname;
pub mod passage;
pub mod policy;
pub mod problems;
pub mod profile;
pub mod resident;
pub mod review;
pub mod revision;
pub mod role;
pub mod rows;
pub mod search;
pub mod shared;
mod side_by_side;
pub mod snippet;
pub mod span;
pub mod state;
pub mod statement;
pub mod succession;
pub mod tension;
pub mod topic;
pub mod trace;
pub mod verdict;
pub mod visible;
pub mod wikidata;
pub mod withdrawal;
