//! `stemma evaluate`

use std::io::Write;

use stemma_exchange::wire::{self, CorpusRecord, MeasureRecord};

use super::Outcome;
use crate::arguments::Evaluate;
use crate::evaluation::{evaluate, read_corpus};

pub(super) fn run(json: bool, arguments: &Evaluate, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    for path in &arguments.corpora {
        let corpus = read_corpus(path, arguments.documents.as_deref())?;
        let (record, rules) = evaluate(&corpus, arguments.part);
        if json {
            writeln!(out, "{}", wire::line(&record)?)?;
            for rule in &rules {
                writeln!(out, "{}", wire::line(rule)?)?;
            }
            continue;
        }
        summary(&record, out)?;
        writeln!(out, "  {:24} {:>6} {:>6} {:>9}", "rule", "read", "right", "precision")?;
        for rule in &rules {
            writeln!(out, "  {:24} {:>6} {:>6} {:>9}", rule.rule, rule.read, rule.right, figure(rule.precision))?;
        }
        writeln!(out)?;
    }
    Ok(Outcome::Done)
}

fn summary(record: &CorpusRecord, out: &mut dyn Write) -> std::io::Result<()> {
    let CorpusRecord { corpus, part, documents, words, marked, read, .. } = record;
    writeln!(out, "{corpus} ({part}): {documents} documents, {words} words, {marked} marked, {read} read")?;
    let figures = [
        ("precision", record.precision),
        ("recall", record.recall),
        ("F1", record.f1),
        ("precision of tier A", record.precision_a),
        ("source", record.source),
        ("cue", record.cue),
        ("innermost origin", record.innermost_origin),
        ("direct", record.direct),
        ("stance", record.stance),
        ("modality", record.modality),
    ];
    for (name, value) in figures.into_iter().filter(|(_, value)| value.is_some()) {
        writeln!(out, "  {name:24} {}", figure(value))?;
    }
    for (name, measure) in [("quantities", &record.quantities), ("dates", &record.dates)] {
        let Some(MeasureRecord { marked, read, precision, recall, f1 }) = measure else { continue };
        let [precision, recall, f1] = [precision, recall, f1].map(|value| figure(*value));
        writeln!(out, "  {name:24} precision {precision}, recall {recall}, F1 {f1} ({marked} marked, {read} read)")?;
    }
    writeln!(out, "  {:24} {:.0}", "words a second, one core", record.words_per_second)
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}
