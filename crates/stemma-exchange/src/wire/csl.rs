//! Documents as CSL-JSON, which Zotero, Pandoc and most citation programs read.

use serde::Serialize;
use stemma_core::date::PartialDate;
use stemma_core::enumerations::Genre;
use stemma_core::state::HeldVersion;
use stemma_core::visible::visible;

use crate::bibtex::key;

/// A document as an entry of a bibliography.
#[derive(Debug, Clone, Serialize)]
pub struct CslRecord {
    /// The same as in BibTeX.
    pub id: String,
    /// What sort of document it is.
    pub r#type: &'static str,
    /// Its title; its file's name, when it has none.
    pub title: String,
    /// Its authors, each as named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<CslName>,
    /// The outlet that published it.
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// Its address.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The hash of its bytes, and that it was withdrawn.
    pub note: String,
}

/// A name that is not taken apart.
#[derive(Debug, Clone, Serialize)]
pub struct CslName {
    /// The name.
    pub literal: String,
}

/// A day, a month or a year.
#[derive(Debug, Clone, Serialize)]
pub struct CslDate {
    /// One date of up to three numbers.
    #[serde(rename = "date-parts")]
    pub date_parts: [Vec<i32>; 1],
}

/// The documents as entries of a bibliography, in their order.
#[must_use]
pub fn csl_records<'d>(documents: impl IntoIterator<Item = &'d HeldVersion>) -> Vec<CslRecord> {
    documents.into_iter().map(record).collect()
}

fn record(held: &HeldVersion) -> CslRecord {
    let metadata = &held.document.metadata;
    let shown = |words: &str| visible(words).into_owned();
    let withdrawn = metadata.retracted.iter().map(|why| format!("; withdrawn: {}", shown(why)));
    CslRecord {
        id: key(held),
        r#type: kind(metadata.genre),
        title: shown(metadata.title.as_deref().unwrap_or(&held.document.name)),
        author: metadata.authors.iter().map(|name| CslName { literal: shown(name) }).collect(),
        container_title: metadata.publisher.as_deref().map(shown),
        issued: metadata.published.map(date),
        url: metadata.url.as_deref().map(shown),
        note: format!("SHA-256 {}{}", held.version.hash, withdrawn.collect::<String>()),
    }
}

fn date(day: PartialDate) -> CslDate {
    let parts = [Some(day.year_number()), day.month_number().map(i32::from), day.day_number().map(i32::from)];
    CslDate { date_parts: [parts.into_iter().flatten().collect()] }
}

const fn kind(genre: Option<Genre>) -> &'static str {
    match genre {
        None | Some(Genre::Article) => "article-newspaper",
        Some(Genre::Post) => "post",
        Some(Genre::Release | Genre::Record | Genre::Testimony) => "document",
        Some(Genre::Measurement | Genre::Analysis | Genre::Dossier) => "report",
        Some(Genre::ClaimReview) => "review",
        Some(Genre::ClaimTable) => "dataset",
    }
}
