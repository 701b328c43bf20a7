//! How many independent lines a claim has: the model of the design's section 3, exact up to three.
//!
//! A [`Lineage`] goes in; a [`SideFinding`] (one side) or a [`Finding`] (support, opposition, headline) comes out.
//! The invariant to know: everything unsure can only lower the published number.

mod assess;
mod chains;
mod circle;
mod count;
mod cut;
mod groups;
mod headline;
mod lineage;
mod numbered;
mod packing;
mod prove;
mod side;
mod trial;
mod verification;

pub use assess::{Case, Finding, Forecast, Opposition, assess};
pub(crate) use assess::{Count, count};
pub use count::{Reading, SideFinding, assess_side};
pub(crate) use groups::{GroupNames, GroupSet};
pub use lineage::{Derivation, Lineage, Witness};
pub(crate) use numbered::{Link, Names, Numbered, Shape};
pub use prove::{certify, citation_circle};
pub(crate) use trial::Trial;

/// ω, ν and κ are exact up to this number, which itself means "this many or more".
pub const CAP: usize = 3;

/// The cut of a side whose only admissible chains pass unnamed witnesses.
pub const UNNAMED: &str = "unnamed";
