//! Records as quads and back. Only here are IRIs minted.
//!
//! What documents say stands in one named graph a version, what people add in the catalog graph, and what is computed
//! in the findings graph, which is a fold and never the only copy.

mod actors;
mod aliases;
mod calculations;
mod catalog;
mod changed;
mod contents;
mod context;
mod decisions;
mod description;
mod entered;
mod findings;
mod general;
mod graph;
mod interests;
mod iris;
mod lineage;
mod neighbourhood;
mod notes;
mod ontology;
mod policy;
mod read;
mod roles;
mod tensions;
mod topics;
mod verdicts;
mod version;
mod withdrawals;
mod write;

pub use calculations::calculation_quads;
pub use catalog::{
    actor_judgement_quads, control_quads, decided_quads, identified_quads, interest_quads, judgement_quads,
    resolution_quads, retraction_quads, review_quads,
};
pub use changed::changed_finding_quads;
pub use contents::Contents;
pub use decisions::read_decisions;
pub use description::{Endpoint, service_quads, void_quads};
pub use entered::{entered_quads, recorded_entry};
pub use findings::{finding_quads, finding_quads_with, inputs_hash};
pub use general::General;
pub use iris::Iris;
pub use neighbourhood::{about, neighbourhood, stated_of};
pub use ontology::{ONTOLOGY_TEXT, ontology_graph, ontology_quads};
pub use read::{ReadVersions, TextOf, read_state};
pub use topics::{filing_node, filing_quads};
pub use verdicts::verdict_quads;
pub use version::{supersedes_quad, version_quads};
