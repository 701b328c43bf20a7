//! The graph in other formats: JSON records, RDF, tables, drawings, networks, bibliographies.
//!
//! Everything here is pure: records or quads in, bytes out. [`wire`] is the only module of the project that
//! serialises records.

pub mod bibtex;
pub mod dossier;
pub mod dot;
pub mod network;
pub mod rdf;
pub mod sarif;
pub mod table;
pub mod wire;
