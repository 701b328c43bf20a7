//! Topic dossiers: fixed sections, numbered sources, and claims that cite them.

mod notes;

use stemma_core::document::{Parsed, Problem};
use stemma_core::span::Span;

pub use self::notes::notes;
use crate::blocks::lines;
use crate::references;
use crate::text::{Block, BlockKind, Reference};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Title,
    Text,
    Questions,
    Timeline,
    Perspectives,
    Tensions,
    Sources,
}

/// The sections by their headings.
const HEADINGS: &[(&str, Section)] = &[
    ("what", Section::Text),
    ("why it matters", Section::Text),
    ("open questions", Section::Questions),
    ("narrative", Section::Text),
    ("timeline", Section::Timeline),
    ("perspectives", Section::Perspectives),
    ("tensions", Section::Tensions),
    ("sources", Section::Sources),
];

/// What begins the line on how a perspective changed.
const EVOLUTION: &str = "Evolution:";
/// What begins the line on how the subject stands.
const STATUS: &str = "Status:";

/// How many of the headings make a text a dossier.
const ENOUGH: usize = 4;

/// The blocks and sources of a dossier; `None` when the text is none.
pub(crate) fn read(text: &str, body: usize) -> Option<Parsed<(Vec<Block>, Vec<Reference>)>> {
    let lines: Vec<Span> = lines(text, body).into_iter().filter(|line| !line.is_empty()).collect();
    let found = lines.iter().filter(|line| section_of(text, **line).is_some()).count();
    if found < ENOUGH || !lines.iter().any(|line| section_of(text, *line) == Some(Section::Sources)) {
        return None;
    }
    let mut reader = Reader { text, section: Section::Title, holder: None, blocks: Vec::new(), references: Vec::new() };
    for line in lines {
        reader.line(line);
    }
    let problems = reader.problems();
    Some(Parsed { value: (reader.blocks, reader.references), problems })
}

fn section_of(text: &str, line: Span) -> Option<Section> {
    let words = line.slice(text)?.trim_start_matches('#').trim().trim_end_matches(':').trim_matches('*').to_lowercase();
    HEADINGS.iter().find(|(heading, _)| *heading == words).map(|(_, section)| *section)
}

struct Reader<'a> {
    text: &'a str,
    section: Section,
    holder: Option<Span>,
    blocks: Vec<Block>,
    references: Vec<Reference>,
}

impl Reader<'_> {
    fn line(&mut self, line: Span) {
        if let Some(section) = section_of(self.text, line) {
            self.section = section;
            self.holder = None;
            self.push(line, BlockKind::Heading);
            return;
        }
        let line = self.without_mark(line);
        let words = line.slice(self.text).unwrap_or_default();
        if words.starts_with(EVOLUTION) {
            let holder = self.holder.take();
            self.push(line, BlockKind::Evolution { holder });
            return;
        }
        if words.starts_with(STATUS) {
            self.holder = None;
            self.push(line, BlockKind::Status);
            return;
        }
        match self.section {
            Section::Title => self.push(line, BlockKind::Heading),
            Section::Text => self.push(line, BlockKind::Paragraph),
            Section::Questions => self.question(line),
            Section::Timeline => {
                let skip = date_prefix(words);
                self.push(Span::new(line.start + skip, line.end), BlockKind::TimelineEntry);
            }
            Section::Perspectives => match self.holder.filter(|_| !self.names_next_holder(words)) {
                Some(holder) => self.push(line, BlockKind::Perspective { holder }),
                None => {
                    self.holder = Some(line);
                    self.push(line, BlockKind::Label);
                }
            },
            Section::Tensions => self.push(line, BlockKind::Tension),
            Section::Sources => {
                self.references.extend(references::entry(self.text, line));
                self.push(line, BlockKind::SourceEntry);
            }
        }
    }

    /// An open question, and in the same line or below it what would settle it.
    fn question(&mut self, line: Span) {
        let asked = line.start + notes::asked(line.slice(self.text).unwrap_or_default());
        if asked > line.start {
            self.push(Span::new(line.start, asked), BlockKind::Question);
        }
        if asked < line.end {
            self.push(Span::new(asked, line.end), BlockKind::Settler);
        }
    }

    /// Whether a line names who holds the next perspective: a few words below one that has been told.
    fn names_next_holder(&self, words: &str) -> bool {
        let told = self.blocks.last().is_some_and(|last| matches!(last.kind, BlockKind::Perspective { .. }));
        let name = words.split(" (").next().unwrap_or(words);
        let short = name.split_whitespace().count() <= 5 && !name.contains([';', '.', ',', ':']);
        told && short && name.starts_with(char::is_uppercase)
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        self.blocks.push(Block { span, kind });
    }

    fn without_mark(&self, line: Span) -> Span {
        let words = line.slice(self.text).unwrap_or_default();
        let rest = words.trim_start_matches(['#', '-', '*', '•', ' ']);
        Span::new(line.end - rest.len(), line.end)
    }

    fn problems(&self) -> Vec<Problem> {
        let cited: Vec<Span> =
            self.blocks.iter().filter(|block| block.kind != BlockKind::SourceEntry).map(|block| block.span).collect();
        references::problems(self.text, &self.references, &cited)
    }
}

/// The length of a leading date and colon.
fn date_prefix(words: &str) -> usize {
    let Some((date, rest)) = words.split_once(": ") else { return 0 };
    let is_date = date.len() <= 24 && date.chars().any(|c| c.is_ascii_digit()) && !date.contains(['.', ';']);
    if is_date { words.len() - rest.len() } else { 0 }
}
