//! How a document is called, and whom its title names.

use crate::document::Document;
use crate::enumerations::Genre;

/// The last part of a path or URL without its ending: how a document is called in a lineage.
pub(super) fn label(document: &Document) -> &str {
    let last = document.name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(&document.name);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.is_empty() { last } else { stem }
}

/// The parties that the title of a filing or witness statement names ("Corra Group v. Tolvan Tools").
pub(super) fn parties(document: &Document) -> Vec<&str> {
    let metadata = &document.metadata;
    let is_of_a_case = matches!(metadata.genre, Some(Genre::Record | Genre::Testimony));
    let title = metadata.title.as_deref().filter(|_| is_of_a_case).unwrap_or_default();
    let sides = [" v. ", " vs. ", " v ", " versus "].iter().find_map(|between| title.split_once(between));
    let sides = sides.map(|(one, other)| {
        let (last, first) = (one.rsplit([',', ':', ';', ')']).next(), other.split([',', ':', ';', '(']).next());
        vec![last.unwrap_or(one).trim(), first.unwrap_or(other).trim()]
    });
    sides.unwrap_or_default()
}
