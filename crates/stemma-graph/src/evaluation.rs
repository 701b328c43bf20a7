//! How well documents are read, held against what people marked in them.

mod gold;
mod measures;
mod names;
mod pairs;
mod wordings;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::CodePoints;
use stemma_core::statement::Statement;
use stemma_exchange::wire::{CorpusRecord, RuleRecord};

use gold::Marked;
pub(crate) use gold::{Corpus, Style, read_corpus};
use measures::Count;
use names::right_origin;
use pairs::Paired;
pub(crate) use wordings::{evaluate_wordings, has_wordings, read_wordings};

use crate::arguments::Part;

/// A half-open span in code points.
type Place = (usize, usize);

/// What was read, in the terms of the marks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    contents: Vec<Place>,
    source: Option<Place>,
    source_name: String,
    source_kind: Option<SourceKind>,
    cue: Option<Place>,
    origin: String,
    direct: bool,
    stance: &'static str,
    modality: &'static str,
    tier: Tier,
    rule: String,
}

/// Reads the documents of one part of a corpus and compares.
pub(crate) fn evaluate(corpus: &Corpus, part: Part) -> (CorpusRecord, Vec<RuleRecord>) {
    let mut tally = Tally::default();
    let mut record = CorpusRecord { corpus: corpus.name.clone(), part: part.as_str(), ..CorpusRecord::default() };
    let (mut quantities, mut dates) = (Count::default(), Count::default());
    let (mut time, mut time_of_rules) = (Duration::ZERO, Duration::ZERO);
    for document in corpus.documents.iter().filter(|document| part.has(&document.name)) {
        let start = Instant::now();
        let parsed = stemma_extract::parse(&document.name, document.text.clone(), None).value;
        let statements = stemma_extract::extract(&parsed).value;
        time += start.elapsed();
        let start = Instant::now();
        let parsed_again = stemma_extract::parse(&document.name, document.text.clone(), None).value;
        std::hint::black_box(stemma_extract::extract_by_rules(&parsed_again));
        time_of_rules += start.elapsed();
        record.documents += 1;
        record.words += document.text.split_whitespace().count();
        if corpus.has_attributions {
            let read = attributions(&parsed.text, &statements, corpus.style);
            tally.add(pairs::pair(read, &document.marked, corpus.style));
        }
        let (of_quantities, of_dates) = measures::read(&CodePoints::new(&parsed.text), &statements);
        quantities.add(&of_quantities, &document.quantities);
        dates.add(&of_dates, &document.dates);
    }
    (record.quantities, record.dates) = (quantities.record(), dates.record());
    #[expect(clippy::cast_precision_loss, reason = "a count of words is far below 2^52")]
    let words = record.words as f64;
    record.words_per_second = (words / time.as_secs_f64().max(1e-9)).round();
    record.words_per_second_by_rules = (words / time_of_rules.as_secs_f64().max(1e-9)).round();
    tally.fill(&mut record);
    (record, tally.rules(&corpus.name))
}

/// What is credited to others. Where the corpus counts one cue of one source as one attribution, however many parts or
/// sources it has, so are these.
fn attributions(text: &str, statements: &[Statement], style: Style) -> Vec<Read> {
    let points = CodePoints::new(text);
    let credited = statements.iter().filter(|statement| {
        let author = statement.source.as_ref().is_some_and(|source| source.kind == SourceKind::Author);
        !author && (statement.cue.is_some() || statement.source.is_some())
    });
    let all = credited.map(|statement| read(&points, statement));
    match style {
        Style::Records => all.collect(),
        Style::Spans => joined(all),
    }
}

fn read(points: &CodePoints, statement: &Statement) -> Read {
    Read {
        contents: statement.contents.iter().map(|quote| points.span(quote.span)).collect(),
        source: statement.source.as_ref().map(|source| points.span(source.quote.span)),
        source_name: statement.source.as_ref().map(|source| source.name.clone()).unwrap_or_default(),
        source_kind: statement.source.as_ref().map(|source| source.kind),
        cue: statement.cue.as_ref().map(|cue| points.span(cue.span)),
        origin: statement.chain.last().map(|voice| voice.name.clone()).unwrap_or_default(),
        direct: statement.direct,
        stance: statement.stance.as_str(),
        modality: statement.modality.as_str(),
        tier: statement.tier,
        rule: statement.rule.to_string(),
    }
}

fn joined(all: impl Iterator<Item = Read>) -> Vec<Read> {
    let mut found: Vec<Read> = Vec::new();
    for read in all {
        let same = found.iter_mut().find(|other| {
            let cue = read.cue.is_some() && other.cue == read.cue && other.source == read.source;
            cue || other.contents == read.contents
        });
        match same {
            Some(other) if other.contents != read.contents => {
                other.contents.extend(read.contents);
                other.contents.sort_unstable();
            }
            Some(_) => {}
            None => found.push(read),
        }
    }
    found
}

/// A count of what is right among what could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }

    /// To three decimals; `None` of nothing.
    fn value(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of attributions are far below 2^52")]
        let share = (self.right as f64 / self.of as f64 * 1000.0).round() / 1000.0;
        (self.of > 0).then_some(share)
    }
}

/// The harmonic mean of two shares, to three decimals.
fn mean(precision: Option<f64>, recall: Option<f64>) -> Option<f64> {
    let (p, r) = precision.zip(recall).filter(|(p, r)| p + r > 0.0)?;
    Some((2.0 * p * r / (p + r) * 1000.0).round() / 1000.0)
}

#[derive(Debug, Default)]
struct Tally {
    precision: Share,
    recall: Share,
    precision_a: Share,
    source: Share,
    cue: Share,
    origin: Share,
    direct: Share,
    stance: Share,
    modality: Share,
    by_rule: BTreeMap<(String, Tier), Share>,
}

impl Tally {
    fn add(&mut self, paired: Paired) {
        self.recall.right += paired.found;
        self.recall.of += paired.marked;
        for (read, mark) in &paired.read {
            let right = mark.is_some();
            self.precision.count(right);
            self.by_rule.entry((read.rule.clone(), read.tier)).or_default().count(right);
            if read.tier == Tier::A {
                self.precision_a.count(right);
            }
            if let Some(mark) = mark {
                self.labels(read, mark);
            }
        }
    }

    fn labels(&mut self, read: &Read, mark: &Marked) {
        self.source.count(names::right_source(read, mark));
        let overlaps = |place: Place| mark.cue.iter().any(|cue| cue.0 < place.1 && place.0 < cue.1);
        if !mark.cue.is_empty() {
            self.cue.count(read.cue.is_some_and(overlaps));
        }
        if mark.origin.is_some() {
            self.origin.count(right_origin(read, mark));
        }
        if let Some(direct) = mark.direct {
            self.direct.count(direct == read.direct);
        }
        let labels =
            [(&mark.stance, read.stance, &mut self.stance), (&mark.modality, read.modality, &mut self.modality)];
        for (wanted, is, share) in labels {
            if let Some(wanted) = wanted {
                share.count(wanted == is);
            }
        }
    }

    fn fill(&self, record: &mut CorpusRecord) {
        record.marked = self.recall.of;
        record.read = self.precision.of;
        record.precision = self.precision.value();
        record.recall = self.recall.value();
        record.f1 = mean(record.precision, record.recall);
        record.precision_a = self.precision_a.value();
        record.source = self.source.value();
        record.cue = self.cue.value();
        record.innermost_origin = self.origin.value();
        record.direct = self.direct.value();
        record.stance = self.stance.value();
        record.modality = self.modality.value();
    }

    fn rules(&self, corpus: &str) -> Vec<RuleRecord> {
        let record = |((rule, tier), share): (&(String, Tier), &Share)| RuleRecord {
            corpus: corpus.to_owned(),
            rule: rule.clone(),
            tier: tier.as_str().to_owned(),
            read: share.of,
            right: share.right,
            precision: share.value(),
        };
        self.by_rule.iter().map(record).collect()
    }
}
