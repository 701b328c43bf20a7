//! Documents, their versions, and what reading one can report.

use crate::date::PartialDate;
use crate::enumerations::Genre;
use crate::id::Id;
use crate::span::Span;

/// What a text says, and what went wrong while reading it. Bad input is data, never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed<T> {
    /// What could be read.
    pub value: T,
    /// What could not, with its place.
    pub problems: Vec<Problem>,
}

/// Something in the input that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The place in the document's text, when there is one.
    pub span: Option<Span>,
    /// A stable code such as `STM101`.
    pub code: &'static str,
    /// What is wrong and what to do, in one line.
    pub message: String,
}

/// What is known about a published item beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// Its authors, as named.
    pub authors: Vec<String>,
    /// The outlet or channel that published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its canonical location.
    pub url: Option<String>,
    /// What sort of document it is, when declared.
    pub genre: Option<Genre>,
    /// The topics it was filed under.
    pub topics: Vec<String>,
    /// Documents, by URL or title, from which the whole of this one was taken (a reprint, a translation).
    pub taken_from: Vec<String>,
    /// Groups that supplied what was tested, or paid for it.
    pub supplied_by: Vec<String>,
    /// Whose figures it shows, as a line below them says: "Source: Wonno".
    pub data_from: Vec<String>,
    /// The place of its dateline: "OSLO".
    pub written_in: Option<String>,
    /// When and why it was withdrawn.
    pub retracted: Option<String>,
}

impl Metadata {
    /// Everything in it as text: the same metadata have the same text, in every release.
    #[must_use]
    pub fn canonical(&self) -> String {
        let one = |key: &str, value: Option<&str>| value.map(|value| format!("{key}: {value}\n")).unwrap_or_default();
        let many = |key: &str, values: &[String]| values.iter().map(|value| one(key, Some(value))).collect::<String>();
        [
            one("title", self.title.as_deref()),
            many("author", &self.authors),
            one("publisher", self.publisher.as_deref()),
            one("published", self.published.map(|date| date.to_string()).as_deref()),
            one("url", self.url.as_deref()),
            one("genre", self.genre.map(Genre::as_str)),
            many("topic", &self.topics),
            many("taken-from", &self.taken_from),
            many("supplied-by", &self.supplied_by),
            many("data-from", &self.data_from),
            one("written-in", self.written_in.as_deref()),
            one("retracted", self.retracted.as_deref()),
        ]
        .concat()
    }
}

/// One published item; its versions are its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Derived from its canonical location, or else from its path's last part and its publisher.
    pub id: Id<Document>,
    /// The path or URL as it was given.
    pub name: String,
    /// What is known about it.
    pub metadata: Metadata,
}

/// The bytes of a document at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Derived from the document and the text's hash.
    pub id: Id<Version>,
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub hash: String,
    /// How many bytes.
    pub byte_length: usize,
    /// What the server that they were fetched from said they are; nothing, when they were not fetched. The text depends on
    /// it.
    pub media_type: Option<String>,
}
