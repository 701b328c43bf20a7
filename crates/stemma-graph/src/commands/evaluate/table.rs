//! The one table of an evaluation: a line for each corpus, and beside them what others reach.

use std::io::Write;

use stemma_exchange::wire::{CorpusRecord, MeasureRecord};

use super::figure;

/// What another program reaches on PolNeAR, as attributions (contents that share half of their words, one to one) and words a
/// second of a processor.
struct Peer {
    name: &'static str,
    precision: Option<f64>,
    f1: f64,
    words_per_second: Option<u32>,
}

/// Measured on the development set of PolNeAR with the same count, but for the last three, which are as published.
const PEERS: &[Peer] = &[
    Peer { name: "regex pipeline + small spaCy", precision: None, f1: 0.095, words_per_second: Some(6_012) },
    Peer { name: "textacy, direct quotations", precision: None, f1: 0.235, words_per_second: Some(3_127) },
    Peer { name: "BBC Citron", precision: None, f1: 0.458, words_per_second: Some(1_768) },
    Peer { name: "rules of 100 lines", precision: Some(0.61), f1: 0.465, words_per_second: Some(529_000) },
    Peer { name: "CRF, trained on PolNeAR (840)", precision: None, f1: 0.661, words_per_second: Some(39_000) },
    Peer { name: "BiLSTM-CRF, published", precision: None, f1: 0.59, words_per_second: None },
    Peer { name: "BERT, published", precision: None, f1: 0.689, words_per_second: None },
    Peer { name: "best published", precision: None, f1: 0.729, words_per_second: None },
];

/// How long a name in the table is.
const NAME: usize = 30;

/// Writes the table: a line for each corpus that was read, then one for each peer.
pub(super) fn write(records: &[CorpusRecord], out: &mut dyn Write) -> std::io::Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let heads =
        ["P", "R", "F1", "source", "cue", "origin", "direct", "stance", "modality", "dates", "quant.", "words/s"];
    row("", &heads.map(str::to_owned), out)?;
    for record in records {
        let measure = |measure: &Option<MeasureRecord>| figure(measure.as_ref().and_then(|measure| measure.f1));
        let cells = [
            figure(record.precision),
            figure(record.recall),
            figure(record.f1),
            figure(record.source),
            figure(record.cue),
            figure(record.innermost_origin),
            figure(record.direct),
            figure(record.stance),
            figure(record.modality),
            measure(&record.dates),
            measure(&record.quantities),
            format!("{:.0}", record.words_per_second),
        ];
        row(&shortened(&record.corpus), &cells, out)?;
    }
    writeln!(out, "  peers, on PolNeAR (what they do not read, or nobody measured, is -)")?;
    for peer in PEERS {
        let mut cells: [String; 12] = std::array::from_fn(|_| figure(None));
        cells[0] = figure(peer.precision);
        cells[2] = figure(Some(peer.f1));
        cells[11] = peer.words_per_second.map_or_else(|| figure(None), |words| words.to_string());
        row(peer.name, &cells, out)?;
    }
    writeln!(out, "  P, R and F1 are of contents; dates and quantities are F1; the others are shares of what was found")
}

fn row(name: &str, cells: &[String; 12], out: &mut dyn Write) -> std::io::Result<()> {
    write!(out, "  {name:NAME$}")?;
    for cell in cells {
        write!(out, " {cell:>8}")?;
    }
    writeln!(out)
}

/// The end of a corpus's name, which tells more than its beginning.
fn shortened(name: &str) -> String {
    let short: Vec<&str> = name.rsplit('/').take(2).collect();
    let joined = short.into_iter().rev().collect::<Vec<_>>().join("/");
    let length = joined.chars().count();
    if length <= NAME { joined } else { joined.chars().skip(length - NAME).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_corpus_has_a_line_and_each_peer_stands_beside_it() {
        let dates =
            Some(MeasureRecord { marked: 2, read: 2, precision: Some(1.0), recall: Some(0.5), f1: Some(0.667) });
        let record =
            CorpusRecord { corpus: "a/b/measures".to_owned(), f1: Some(0.81), dates, ..CorpusRecord::default() };
        let mut out = Vec::new();
        write(&[record], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let line = text.lines().find(|line| line.trim_start().starts_with("b/measures")).unwrap();
        let cells: Vec<&str> = line.split_whitespace().skip(1).collect();
        assert_eq!((cells[2], cells[9], cells[10]), ("0.810", "0.667", "-"));
        assert!(PEERS.iter().all(|peer| text.contains(peer.name)));
        let is_row = |line: &&str| PEERS.iter().any(|peer| line.trim_start().starts_with(peer.name));
        assert!(text.lines().filter(is_row).all(|row| row.len() == line.len()));
    }

    #[test]
    fn without_a_corpus_there_is_no_table() {
        let mut out = Vec::new();
        write(&[], &mut out).unwrap();
        assert!(out.is_empty());
    }
}
