//! The record of `stemma reread`.

use serde::Serialize;

/// What reading held documents again changes.
#[derive(Debug, Clone, Serialize)]
pub struct RereadRecord {
    /// How many documents were read.
    pub documents: usize,
    /// Those that are read otherwise now.
    pub changed: Vec<String>,
    /// How many decisions of people were carried over to what stands in the place of what they were about.
    pub carried: usize,
    /// Those for which nothing stands in its place.
    pub orphans: Vec<String>,
    /// Documents that cannot be read any more, with the reason.
    pub unread: Vec<(String, String)>,
}
