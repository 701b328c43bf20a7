//! The record of `stemma extract`.

use serde::Serialize;
use stemma_core::enumerations::SourceKind;
use stemma_core::span::{CodePoints, Quote, Span};
use stemma_core::statement::{Decimal, Statement};

/// The text of a document: offsets are code points of it.
#[derive(Debug, Clone, Serialize)]
pub struct TextRecord<'a> {
    /// The path as it was given, or the address.
    pub document: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Words at a place.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceRecord {
    /// The words.
    pub quote: String,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Words that name a source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceRecord {
    /// The place.
    #[serde(flatten)]
    pub place: PlaceRecord,
    /// The name they resolve to.
    pub name: String,
    /// What it is.
    pub kind: &'static str,
}

/// A number.
#[derive(Debug, Clone, Serialize)]
pub struct QuantityRecord {
    /// The place.
    #[serde(flatten)]
    pub place: PlaceRecord,
    /// The least value.
    pub low: Option<serde_json::Number>,
    /// The greatest value.
    pub high: Option<serde_json::Number>,
    /// The unit.
    pub unit: String,
    /// Whether it is rough.
    pub approximate: bool,
}

/// A date.
#[derive(Debug, Clone, Serialize)]
pub struct DateRecord {
    /// The place.
    #[serde(flatten)]
    pub place: PlaceRecord,
    /// EDTF.
    pub edtf: String,
}

/// One content and one immediate source.
#[derive(Debug, Clone, Serialize)]
pub struct StatementRecord {
    /// The path or URL as it was given.
    pub document: String,
    /// The hull of the contents.
    pub content: PlaceRecord,
    /// The contents, when they are discontinuous.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<PlaceRecord>,
    /// Whom they are credited to.
    pub source: Option<SourceRecord>,
    /// The words that credit them.
    pub cue: Option<PlaceRecord>,
    /// The document's voice first, the innermost origin last.
    pub chain: Vec<String>,
    /// Whether the words are quoted.
    pub direct: bool,
    /// The side it takes.
    pub stance: &'static str,
    /// How flatly.
    pub modality: &'static str,
    /// What the innermost origin rests on.
    pub basis: &'static str,
    /// What sort of claim.
    pub kind: &'static str,
    /// The claim as a sentence.
    pub claim: String,
    /// Numbers.
    pub quantities: Vec<QuantityRecord>,
    /// Dates.
    pub dates: Vec<DateRecord>,
    /// When a prediction is due.
    pub due: Option<String>,
    /// How it was found.
    pub tier: &'static str,
    /// The rule that found it.
    pub rule: String,
}

/// The record of a statement of the document `name` with this `text`.
#[must_use]
pub fn statement_record(name: &str, text: &str, points: &CodePoints<'_>, statement: &Statement) -> StatementRecord {
    let place = |quote: &Quote| at(points, quote.span, &quote.text);
    let hull = statement.hull();
    let contents =
        if statement.contents.len() > 1 { statement.contents.iter().map(place).collect() } else { Vec::new() };
    let author = || {
        let voice = statement.chain.first().filter(|_| statement.chain.len() == 1 && statement.cue.is_none())?;
        let empty = PlaceRecord { quote: String::new(), start: 0, end: 0 };
        Some(SourceRecord { place: empty, name: voice.name.clone(), kind: SourceKind::Author.as_str() })
    };
    StatementRecord {
        document: name.to_owned(),
        content: at(points, hull, hull.slice(text).unwrap_or_default()),
        contents,
        source: statement
            .source
            .as_ref()
            .map(|s| SourceRecord { place: place(&s.quote), name: s.name.clone(), kind: s.kind.as_str() })
            .or_else(author),
        cue: statement.cue.as_ref().map(place),
        chain: statement.chain.iter().map(|voice| voice.name.clone()).collect(),
        direct: statement.direct,
        stance: statement.stance.as_str(),
        modality: statement.modality.as_str(),
        basis: statement.basis.as_str(),
        kind: statement.kind.as_str(),
        claim: statement.sentence.clone(),
        quantities: statement
            .quantities
            .iter()
            .map(|q| QuantityRecord {
                place: place(&q.quote),
                low: q.low.and_then(number),
                high: q.high.and_then(number),
                unit: q.unit.clone(),
                approximate: q.approximate,
            })
            .collect(),
        dates: statement.dates.iter().map(|d| DateRecord { place: place(&d.quote), edtf: d.edtf.clone() }).collect(),
        due: statement.due.map(|due| due.to_string()),
        tier: statement.tier.as_str(),
        rule: statement.rule.clone().into_owned(),
    }
}

fn at(points: &CodePoints<'_>, span: Span, quote: &str) -> PlaceRecord {
    let (start, end) = points.span(span);
    PlaceRecord { quote: quote.to_owned(), start, end }
}

/// A decimal as a JSON number with the same digits.
fn number(decimal: Decimal) -> Option<serde_json::Number> {
    serde_json::from_str(&decimal.to_string()).ok()
}
