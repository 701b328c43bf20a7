//! Corpora: documents with the attributions that people marked in them, one JSON record a line.
//!
//! Two forms are read. A record with a `text` is a whole document: `{doc, text, attributions: [{source, cue, content}]}`,
//! each a list of places. A record with a `seed` is one attribution of the document of that name in a folder:
//! `{seed, content, source, cue, source_name, chain, direct, stance, modality, borderline, …}`. Either may have `quantities`
//! and `dates`, as `stemma extract` prints them; where no record has a content, only these count. Places are in code points.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

use super::Place;
use super::measures::{Measures, marked};

/// What counts as one attribution, and when two contents are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// One record for a content and its immediate source; contents are compared by the stretch they span.
    Records,
    /// One for a cue of a source, in as many parts as it has; contents are compared by their very places.
    Spans,
}

/// A set of marked documents.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) style: Style,
    /// Whether attributions are marked, and not only quantities or dates.
    pub(crate) has_attributions: bool,
    pub(crate) documents: Vec<Document>,
}

/// A marked document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) marked: Vec<Marked>,
    pub(crate) quantities: Measures,
    pub(crate) dates: Measures,
}

impl Document {
    /// Takes over what a record marks in it beside attributions.
    fn measured(&mut self, record: &Value) {
        self.quantities.extend(marked(record, "quantities"));
        self.dates.extend(marked(record, "dates"));
    }
}

/// A marked attribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) contents: Vec<Place>,
    pub(crate) sources: Vec<Place>,
    pub(crate) source_name: Option<String>,
    pub(crate) cue: Vec<Place>,
    /// The innermost origin, and other names that are right.
    pub(crate) origin: Option<Vec<String>>,
    /// Whether the origin has no name in the text.
    pub(crate) unnamed: bool,
    /// Words that an unnamed origin may be called by.
    pub(crate) called: String,
    pub(crate) direct: Option<bool>,
    pub(crate) stance: Option<String>,
    pub(crate) modality: Option<String>,
    /// Whether the text says so without naming anybody.
    pub(crate) hearsay: bool,
    /// Neither right nor wrong to read.
    pub(crate) borderline: bool,
}

/// Reads a corpus. `folder` has the documents of records that name them; by default it stands beside the file.
///
/// # Errors
/// When a file cannot be read, or a line is no record of either form.
pub(crate) fn read_corpus(path: &Path, folder: Option<&Path>) -> anyhow::Result<Corpus> {
    let name = path.to_string_lossy().into_owned();
    let lines = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    let mut whole = Vec::new();
    let mut named: BTreeMap<String, Document> = BTreeMap::new();
    for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line).with_context(|| format!("{name}:{}", number + 1))?;
        let text = |key: &str| record.get(key).and_then(Value::as_str);
        match (text("text"), text("seed")) {
            (Some(text), _) => whole.push(document(&record, text)),
            (None, Some(seed)) => {
                let document = named.entry(seed.to_owned()).or_default();
                document.measured(&record);
                document.marked.extend(record.get("content").map(|_| of_record(&record)));
            }
            (None, None) => anyhow::bail!("{name}:{}: neither a `text` nor a `seed`", number + 1),
        }
    }
    let style = if whole.is_empty() { Style::Records } else { Style::Spans };
    let folder = folder.or_else(|| path.parent()).unwrap_or_else(|| Path::new("."));
    for (seed, mut document) in named {
        let file = ["txt", "md"].map(|ending| folder.join(format!("{seed}.{ending}"))).into_iter().find(|p| p.exists());
        let file = file.with_context(|| format!("no document {seed}.txt in {}: name its folder", folder.display()))?;
        document.text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        document.name = seed;
        whole.push(document);
    }
    // Whole documents without any attribution were marked all the same.
    let is_marked = |document: &Document| {
        !document.marked.is_empty() || document.quantities.is_empty() && document.dates.is_empty()
    };
    Ok(Corpus { name, style, has_attributions: whole.iter().any(is_marked), documents: whole })
}

fn document(record: &Value, text: &str) -> Document {
    let attribution = |attribution: &Value| Marked {
        contents: places(&attribution["content"]),
        sources: places(&attribution["source"]),
        cue: places(&attribution["cue"]),
        ..Marked::default()
    };
    let all = record["attributions"].as_array().into_iter().flatten().map(attribution);
    let mut document = Document {
        name: record["doc"].as_str().unwrap_or("-").to_owned(),
        text: text.to_owned(),
        marked: all.filter(|marked| !marked.contents.is_empty()).collect(),
        ..Document::default()
    };
    document.measured(record);
    document
}

fn of_record(record: &Value) -> Marked {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let words = |key: &str| {
        let quote = record.get(key).and_then(|place| place.get("quote"));
        quote.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let strings = |value: &Value| value.as_array().into_iter().flatten().filter_map(text).collect::<Vec<_>>();
    let chain = strings(&record["chain"]);
    let hearsay = words("source") == words("cue");
    let alternatives = record["source_alternatives"].as_array().into_iter().flatten().flat_map(places);
    let innermost = chain.last().cloned();
    // Whether the origin is unnamed is said, or is as with the source when they are one.
    let one = innermost.as_deref().is_some_and(|origin| {
        record["source_name"].as_str().is_some_and(|source| super::names::same_name(origin, source))
    });
    let kind = record["origin_kind"].as_str().or_else(|| record["source_kind"].as_str().filter(|_| one));
    Marked {
        contents: places(&record["content"]),
        sources: places(&record["source"]).into_iter().chain(alternatives).collect(),
        hearsay,
        source_name: text(&record["source_name"]),
        cue: places(&record["cue"]),
        origin: innermost
            .map(|origin| std::iter::once(origin).chain(strings(&record["origin_alternatives"])).collect()),
        unnamed: kind.is_some_and(|kind| ["anonymous-group", "unnamed-person", "generic"].contains(&kind)),
        called: format!("{} {} {}", words("source"), words("cue"), record["source_name"].as_str().unwrap_or_default()),
        direct: record["direct"].as_bool(),
        stance: text(&record["stance"]).map(contract_word),
        modality: text(&record["modality"]).map(contract_word),
        borderline: record["borderline"].as_bool().unwrap_or(false),
    }
}

/// The contract's word for what older marks call otherwise.
fn contract_word(word: String) -> String {
    match word.as_str() {
        "asserts" | "reports-belief" => "affirms".to_owned(),
        "rumored" => "rumoured".to_owned(),
        _ => word,
    }
}

/// A place, or a list of them.
fn places(value: &Value) -> Vec<Place> {
    let place = |value: &Value| {
        let at = |key: &str| value[key].as_u64().and_then(|at| usize::try_from(at).ok());
        at("start").zip(at("end"))
    };
    match value.as_array() {
        Some(list) => list.iter().filter_map(place).collect(),
        None => place(value).into_iter().collect(),
    }
}
