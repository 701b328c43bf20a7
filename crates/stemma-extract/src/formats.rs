//! Documents that are no running text: tables of claims typed by hand, published verdicts, feeds.

mod claim_review;
mod claim_table;
mod feed;

pub use claim_review::{RatedClaim, claim_reviews};
pub use claim_table::{claim_lines, claim_table};
pub use feed::{FeedEntry, feed_entries, is_feed};
