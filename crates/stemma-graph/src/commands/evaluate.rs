//! `stemma evaluate`

mod table;

use std::io::{BufRead, Write};
use std::path::Path;

use stemma_exchange::wire::{self, CorpusRecord, MeasureRecord, PairsRecord, WrongRecord};

use super::{Outcome, Unusable};
use crate::arguments::{Evaluate, Part};
use crate::evaluation::{evaluate, evaluate_wordings, has_wordings, read_corpus, read_wordings};

pub(super) fn run(json: bool, arguments: &Evaluate, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    if arguments.wrong && arguments.part != Part::Tuning {
        let why = "only what is wrong in the tuning half is looked at: add `--part tuning`";
        return Err(Unusable(why.to_owned()).into());
    }
    let mut records = Vec::new();
    for path in &arguments.corpora {
        if is_of_wordings(path) {
            pairs(json, path, arguments, out)?;
            continue;
        }
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
        writeln!(out, "  {:24} {:4} {:>6} {:>6} {:>9}", "rule", "tier", "read", "right", "precision")?;
        for rule in &rules {
            let precision = figure(rule.precision);
            writeln!(out, "  {:24} {:4} {:>6} {:>6} {precision:>9}", rule.rule, rule.tier, rule.read, rule.right)?;
        }
        writeln!(out)?;
        records.push(record);
    }
    table::write(&records, out)?;
    Ok(Outcome::Done)
}

/// Whether the file has pairs of sentences; one that cannot be read is left to whoever reads it next.
fn is_of_wordings(path: &Path) -> bool {
    let first = std::fs::File::open(path).ok().and_then(|file| std::io::BufReader::new(file).lines().next());
    first.and_then(Result::ok).is_some_and(|line| has_wordings(&line))
}

fn pairs(json: bool, path: &Path, arguments: &Evaluate, out: &mut dyn Write) -> anyhow::Result<()> {
    let all = read_wordings(path)?;
    let (records, wrong) = evaluate_wordings(&path.display().to_string(), &all, arguments.part);
    let wrong = if arguments.wrong { wrong } else { Vec::new() };
    if json {
        for record in &records {
            writeln!(out, "{}", wire::line(record)?)?;
        }
        for record in &wrong {
            writeln!(out, "{}", wire::line(record)?)?;
        }
        return Ok(());
    }
    writeln!(out, "{} ({})", path.display(), arguments.part.as_str())?;
    writeln!(
        out,
        "  {:16} {:>6} {:>6} {:>7} {:>10} {:>7} {:>7}",
        "", "right", "wrong", "missed", "precision", "recall", "F1"
    )?;
    for PairsRecord { question, right, wrong, missed, precision, recall, f1, .. } in &records {
        let (precision, recall, f1) = (figure(*precision), figure(*recall), figure(*f1));
        writeln!(out, "  {question:16} {right:>6} {wrong:>6} {missed:>7} {precision:>10} {recall:>7} {f1:>7}")?;
    }
    for WrongRecord { id, a, b, said } in &wrong {
        writeln!(out, "  {id}: {said}\n    {a}\n    {b}")?;
    }
    Ok(())
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
    writeln!(out, "  {:24} {:.0}", "words a second, one core", record.words_per_second)?;
    writeln!(out, "  {:24} {:.0}", "the same, rules alone", record.words_per_second_by_rules)
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}
