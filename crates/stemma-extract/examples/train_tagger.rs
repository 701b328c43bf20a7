//! Trains the tagger: `cargo run --release --example train_tagger -- WEIGHTS CORPUS.jsonl…`
//!
//! A corpus has one document a line: `{text, genre?, attributions: [{source, cue, content: [{start, end}]}]}`, places in
//! code points. Spoken genres are left out: what is said in conversation is not written.

use std::collections::{BTreeMap, HashMap};

use crfs::train::Trainer;
use crfs::{Attribute, Model};
use serde_json::Value;
use stemma_core::span::CodePoints;
use stemma_extract::tagger::{Feature, LABELS, Label, Observed, Weights, observed};

/// Features that are seen less often teach nothing.
const LEAST_SEEN: u32 = 8;
const SPOKEN: [&str; 2] = ["conversation", "vlog"];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_tagger WEIGHTS CORPUS.jsonl…")?;
    let mut documents = Vec::new();
    for path in arguments {
        for line in std::fs::read_to_string(&path)?.lines() {
            documents.extend(labelled(&serde_json::from_str(line)?));
        }
    }
    let mut seen: HashMap<Feature, u32> = HashMap::new();
    for (tokens, _) in &documents {
        tokens.iter().flat_map(|token| &token.features).for_each(|feature| *seen.entry(*feature).or_default() += 1);
    }
    let tokens: usize = documents.iter().map(|(tokens, _)| tokens.len()).sum();
    eprintln!("{} documents, {tokens} tokens, {} features", documents.len(), seen.len());
    seen.retain(|_, count| *count >= LEAST_SEEN);
    eprintln!("{} features seen {LEAST_SEEN} times", seen.len());
    let mut trainer = Trainer::lbfgs();
    trainer.verbose(true);
    for (tokens, labels) in &documents {
        let kept = |feature: &&Feature| seen.contains_key(*feature);
        let attributes = |token: &Observed| -> Vec<Attribute> {
            token.features.iter().filter(kept).map(|feature| Attribute::new(feature.to_string(), 1.0)).collect()
        };
        let attributes: Vec<Vec<Attribute>> = tokens.iter().map(attributes).collect();
        let labels: Vec<&str> = labels.iter().map(|label| name(*label)).collect();
        trainer.append(&attributes, &labels)?;
    }
    trainer.params_mut().set_c1(2.0)?;
    trainer.params_mut().set_c2(0.05)?;
    trainer.params_mut().set_max_iterations(120)?;
    let temporary = std::path::PathBuf::from(format!("{out}.crfsuite"));
    trainer.train(&temporary)?;
    let mut dump = Vec::new();
    Model::new(&std::fs::read(&temporary)?)?.dump(&mut dump)?;
    std::fs::remove_file(&temporary)?;
    let bytes = written(&String::from_utf8(dump)?)?;
    eprintln!("{} bytes", bytes.len());
    std::fs::write(out, bytes)?;
    Ok(())
}

const fn name(label: Label) -> &'static str {
    match label {
        Label::Outside => "O",
        Label::BeginContent => "BC",
        Label::Content => "IC",
        Label::BeginCue => "BQ",
        Label::Cue => "IQ",
        Label::BeginSource => "BS",
        Label::Source => "IS",
    }
}

/// The tokens of a document with their labels; nothing of a spoken one.
fn labelled(document: &Value) -> Option<(Vec<Observed>, Vec<Label>)> {
    if document["genre"].as_str().is_some_and(|genre| SPOKEN.contains(&genre)) {
        return None;
    }
    let parsed = stemma_extract::parse("a.txt", document["text"].as_str()?.to_owned(), None).value;
    let points = CodePoints::new(&parsed.text);
    let mut marked: Vec<(usize, usize, Label, Label)> = Vec::new();
    let mut spans = |attribution: &Value, key: &str, begin: Label, inner: Label| {
        for span in attribution[key].as_array().into_iter().flatten() {
            let place = |key: &str| span[key].as_u64().and_then(|n| usize::try_from(n).ok());
            marked.extend(place("start").zip(place("end")).map(|(start, end)| (start, end, begin, inner)));
        }
    };
    for attribution in document["attributions"].as_array()? {
        spans(attribution, "content", Label::BeginContent, Label::Content);
        spans(attribution, "cue", Label::BeginCue, Label::Cue);
        spans(attribution, "source", Label::BeginSource, Label::Source);
    }
    // What stands within a content belongs to it: the outermost is learned.
    marked.sort_by_key(|(start, end, ..)| (*start, std::cmp::Reverse(*end)));
    let mut outer: Vec<(usize, usize, Label, Label)> = Vec::new();
    for span in marked {
        if outer.last().is_none_or(|last| span.0 >= last.1) {
            outer.push(span);
        }
    }
    let mut tokens = Vec::new();
    let mut labels = Vec::new();
    for token in observed(&parsed).into_iter().flatten() {
        let (start, end) = points.span(token.span);
        let at = outer.partition_point(|span| span.1 <= start);
        let label = match outer.get(at).filter(|span| span.0 < end) {
            Some((from, _, begin, inner)) => {
                let first = tokens.last().is_none_or(|last: &Observed| points.span(last.span).1 <= *from);
                if first { *begin } else { *inner }
            }
            None => Label::Outside,
        };
        tokens.push(token);
        labels.push(label);
    }
    (!tokens.is_empty()).then_some((tokens, labels))
}

/// The weights file, from the library's dump of its model.
fn written(dump: &str) -> Result<Vec<u8>, Failure> {
    let mut transitions = [[0.0; LABELS.len()]; LABELS.len()];
    let mut features: BTreeMap<Feature, Vec<(u8, f64)>> = BTreeMap::new();
    let label = |of: &str| LABELS.iter().position(|known| name(*known) == of);
    for line in dump.lines() {
        let Some((left, right)) = line.split_once(" --> ") else { continue };
        let (to, weight) = right.split_once(": ").ok_or("a weight without a value")?;
        let (kind, from) = left.trim().split_once(' ').ok_or("a weight without a kind")?;
        let (to, weight) = (label(to).ok_or("an unknown label")?, weight.parse::<f64>()?);
        if kind == "(1)" {
            let from = label(from).ok_or("an unknown label")?;
            let row = transitions.get_mut(from).ok_or("a label without a row")?;
            *row.get_mut(to).ok_or("a label without a place")? = weight;
        } else if weight.abs() >= 0.0005 {
            features.entry(from.parse()?).or_default().push((u8::try_from(to)?, weight));
        }
    }
    Ok(Weights::written(&transitions, &features.into_iter().collect::<Vec<_>>()))
}
