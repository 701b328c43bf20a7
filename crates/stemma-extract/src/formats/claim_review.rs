//! Published verdicts: schema.org `ClaimReview` in JSON-LD.
//!
//! The claim that is rated is kept as a question – the review is no report of it – and the rating as a verdict of
//! whoever gives it.

use std::borrow::Cow;

use serde_json::Value;
use stemma_core::date::PartialDate;
use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::enumerations::{Basis, ClaimKind, Genre, Modality, SourceKind, Stance, Tier};
use stemma_core::span::{Quote, Span};
use stemma_core::statement::{Statement, Voice};

use crate::dates::dates;
use crate::problems;
use crate::quantities::quantities;

/// A claim with the rating somebody gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedClaim {
    /// The claim, as a question.
    pub statement: Statement,
    /// Who rates it.
    pub by: String,
    /// The rating in words, or its number.
    pub rating: String,
    /// Where the review is.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
}

/// How deep JSON may nest: deeper input is refused and never parsed.
const DEPTH: usize = 64;

/// Reads all reviews of a JSON-LD text: one object, an array, or a `@graph`; and the metadata of the first.
#[must_use]
pub fn claim_reviews(text: &str) -> Parsed<(Vec<RatedClaim>, Metadata)> {
    let mut parsed = Parsed { value: (Vec::new(), Metadata::default()), problems: Vec::new() };
    if depth(text) > DEPTH {
        parsed.problems.push(problem(format!("the JSON nests deeper than {DEPTH}: it is not read")));
        return parsed;
    }
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            parsed.problems.push(problem(format!("the JSON ends or breaks off: {error}")));
            return parsed;
        }
    };
    for review in reviews(&value) {
        match rated(text, review) {
            Some(rated) => parsed.value.0.push(rated),
            None => parsed
                .problems
                .push(problem("a ClaimReview without `claimReviewed`, `author` or `reviewRating`".to_owned())),
        }
    }
    if parsed.value.0.is_empty() && parsed.problems.is_empty() {
        parsed.problems.push(problem("no schema.org ClaimReview in this JSON".to_owned()));
    }
    if let Some(first) = parsed.value.0.first() {
        parsed.value.1 = Metadata {
            publisher: Some(first.by.clone()),
            published: first.published,
            url: first.url.clone(),
            genre: Some(Genre::ClaimReview),
            ..Metadata::default()
        };
    }
    parsed
}

fn reviews(value: &Value) -> Vec<&Value> {
    let is_review = |value: &&Value| match value.get("@type") {
        Some(Value::String(one)) => one.ends_with("ClaimReview"),
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).any(|one| one.ends_with("ClaimReview")),
        _ => false,
    };
    match value {
        Value::Array(entries) => entries.iter().filter(is_review).collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(entries)) => entries.iter().filter(is_review).collect(),
            _ => [value].into_iter().filter(is_review).collect(),
        },
        _ => Vec::new(),
    }
}

fn rated(text: &str, review: &Value) -> Option<RatedClaim> {
    let claim = review.get("claimReviewed").and_then(Value::as_str).map(str::trim).filter(|claim| !claim.is_empty())?;
    let by = name(review.get("author")?)?;
    let rating = review.get("reviewRating")?;
    let words = ["alternateName", "name", "ratingValue"].iter().find_map(|key| match rating.get(*key)? {
        Value::String(words) => Some(words.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })?;
    let span = place(text, claim)?;
    let published = review.get("datePublished").and_then(Value::as_str).and_then(PartialDate::parse);
    let quantities = quantities(text, span);
    let claimant = review.get("itemReviewed").and_then(|item| item.get("author")).and_then(name);
    let voice = |name: String, kind| Voice { name, kind, affiliation: None };
    let chain = std::iter::once(voice(by.clone(), SourceKind::Author))
        .chain(claimant.map(|claimant| voice(claimant, SourceKind::Organization)))
        .collect();
    let statement = Statement {
        contents: vec![Quote::at(text, span)?],
        source: None,
        cue: None,
        chain,
        direct: false,
        stance: Stance::Questions,
        modality: Modality::Asserted,
        basis: Basis::Unattributed,
        kind: if quantities.is_empty() { ClaimKind::Fact } else { ClaimKind::Quantity },
        sentence: claim.to_owned(),
        quantities,
        dates: dates(text, span, published),
        due: None,
        against_interest: false,
        tier: Tier::A,
        rule: Cow::Borrowed("claim-review"),
    };
    let url = review.get("url").and_then(Value::as_str).map(str::to_owned);
    Some(RatedClaim { statement, by, rating: words, url, published })
}

fn name(agent: &Value) -> Option<String> {
    match agent {
        Value::String(name) => Some(name.clone()),
        Value::Array(agents) => agents.first().and_then(name),
        _ => agent.get("name").and_then(Value::as_str).map(str::to_owned),
    }
}

/// Where a string stands in the JSON, as it is or with its escapes.
fn place(text: &str, words: &str) -> Option<Span> {
    let escaped = Value::String(words.to_owned()).to_string();
    let escaped = escaped.trim_matches('"').to_owned();
    [words, escaped.as_str()].into_iter().find_map(|form| {
        let start = text.find(form)?;
        Some(Span::new(start, start + form.len()))
    })
}

/// How deep brackets nest outside strings.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn problem(message: String) -> Problem {
    Problem { span: None, code: problems::CLAIM_REVIEW, message }
}
