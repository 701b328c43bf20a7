//! Documents that are no running text: tables of claims typed by hand, and published verdicts.

mod claim_review;
mod claim_table;

pub use claim_review::{RatedClaim, claim_reviews};
pub use claim_table::{claim_lines, claim_table};
