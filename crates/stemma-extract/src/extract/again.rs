//! A draft that was read before and edited since: paragraphs that stand as they stood are not read again.
//!
//! Invariant: what comes out is what comes out when all is read anew. A paragraph is taken as it was read only when its words
//! are the same, nothing runs into it or out of it, and everything that was asked of the names before it is answered the same.

use std::collections::HashMap;
use std::mem::Discriminant;

use stemma_core::date::PartialDate;
use stemma_core::document::Problem;
use stemma_core::enumerations::Basis;
use stemma_core::span::Span;
use stemma_core::statement::{Statement, Voice};

use super::Reader;
use super::listed::leads_list;
use crate::chain::Document;
use crate::entities::{Entities, Step};
use crate::firsthand::Writer;
use crate::quotes;
use crate::runs;
use crate::text::{Block, BlockKind, Text};

/// How the paragraphs of a draft were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraphs {
    context: Option<Context>,
    earlier: HashMap<Place, Paragraph>,
    now: HashMap<Place, Paragraph>,
    /// What was known of names before the first paragraph that was taken as it was, and which were since.
    before: Option<Entities>,
    since: Vec<Place>,
    /// How many paragraphs were read, and not taken as they were.
    read: usize,
}

/// What of a document reaches into each of its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Context {
    voice: Voice,
    own_basis: Basis,
    published: Option<PartialDate>,
    speaks_as_we: bool,
    writer: Writer,
    home: Option<String>,
}

/// A paragraph as far as it is read for itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    words: Box<str>,
    kind: Discriminant<BlockKind>,
    /// The characters beside it: a straight quotation mark turns by them.
    beside: (Option<char>, Option<char>),
    is_last: bool,
    /// Whether a quotation of it goes on in the next.
    runs_on: bool,
    leads_list: bool,
}

/// What was read in a paragraph. Places count from its start.
#[derive(Clone, Debug)]
struct Paragraph {
    steps: Vec<Step>,
    statements: Vec<Statement>,
    problems: Vec<Problem>,
}

impl Paragraphs {
    /// How many paragraphs of the last edition were read.
    pub(crate) const fn read(&self) -> usize {
        self.read
    }

    /// Begins with the next edition; `None` when it is to be read anew from one end to the other.
    pub(super) fn turn(&mut self, text: &Text, document: &Document, home: Option<&str>) -> Option<&mut Self> {
        let context = Context {
            voice: document.voice.clone(),
            own_basis: document.own_basis,
            published: document.published,
            speaks_as_we: document.speaks_as_we,
            writer: document.writer,
            home: home.map(str::to_owned),
        };
        let is_kept = self.context.as_ref() == Some(&context);
        // A source list and a dialogue reach into every paragraph.
        let is_plain = !text.references.iter().any(|reference| reference.number.is_some())
            && !runs::is_dialogue(text)
            && !runs::interview::is_interview(text)
            && !crate::citations::authors::are_cited(text);
        let earlier = std::mem::take(&mut self.now);
        *self = Self { context: Some(context), ..Self::default() };
        if is_kept && is_plain {
            self.earlier = earlier;
        }
        is_plain.then_some(self)
    }

    /// A paragraph as it was read, if nothing speaks against it; `entities` then know its names as well.
    fn take(&mut self, place: &Place, entities: &mut Entities) -> Option<&Paragraph> {
        if let Some(paragraph) = self.earlier.remove(place) {
            self.now.insert(place.clone(), paragraph);
        }
        let paragraph = self.now.get(place)?;
        if self.before.as_ref().is_none_or(|before| before.noted() != entities.noted()) {
            self.before = Some(entities.clone());
            self.since.clear();
        }
        if entities.walk(&paragraph.steps) {
            self.since.push(place.clone());
            return self.now.get(place);
        }
        if let Some(before) = &self.before {
            entities.clone_from(before);
        }
        for place in &self.since {
            let walked = self.now.get(place).is_some_and(|paragraph| entities.walk(&paragraph.steps));
            debug_assert!(walked, "what was answered once is answered again");
        }
        None
    }

    /// Remembers how a paragraph was read, if it stands for itself.
    fn keep(&mut self, place: Place, paragraph: Option<Paragraph>) {
        self.read += 1;
        if let Some(paragraph) = paragraph {
            self.now.insert(place, paragraph);
        }
    }
}

impl Paragraph {
    /// What was read at `block`; `None` when it rests on words elsewhere.
    fn of(block: Span, steps: Vec<Step>, statements: &[Statement], problems: &[Problem]) -> Option<Self> {
        let (mut statements, mut problems) = (statements.to_vec(), problems.to_vec());
        let back = |span: &mut Span| {
            let is_own = block.contains(*span);
            if is_own {
                *span = Span::new(span.start - block.start, span.end - block.start);
            }
            is_own
        };
        let all_are_own = {
            let quotes = statements.iter_mut().flat_map(Statement::quotes_mut).map(|quote| &mut quote.span);
            quotes.chain(problems.iter_mut().filter_map(|problem| problem.span.as_mut())).all(back)
        };
        all_are_own.then_some(Self { steps, statements, problems })
    }

    fn statements(&self, start: usize) -> impl Iterator<Item = Statement> + '_ {
        self.statements.iter().cloned().map(move |mut statement| {
            statement.quotes_mut().for_each(|quote| quote.span = moved(quote.span, start));
            statement
        })
    }

    fn problems(&self, start: usize) -> impl Iterator<Item = Problem> + '_ {
        let at = move |problem: &Problem| problem.span.map(|span| moved(span, start));
        self.problems.iter().map(move |problem| Problem { span: at(problem), ..problem.clone() })
    }
}

const fn moved(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

impl Reader<'_> {
    /// Reads a paragraph, or takes it as it was read in the edition before.
    pub(super) fn paragraph_again(&mut self, block: &Block, next: Option<&Block>) {
        let is_free = |reader: &Self| reader.credit.is_none() && reader.excerpts.is_none() && reader.listing.is_none();
        let remembered = if is_free(self) { self.remembered.take() } else { None };
        let Some(remembered) = remembered else { return self.paragraph(block, next) };
        let place = self.place(block, next);
        if let Some(taken) = remembered.take(&place, &mut self.entities) {
            self.found.extend(taken.statements(block.span.start));
            self.problems.extend(taken.problems(block.span.start));
        } else {
            let (found, problems) = (self.found.len(), self.problems.len());
            self.entities.keep_steps();
            self.paragraph(block, next);
            let steps = self.entities.steps();
            let new = (self.found.get(found..), self.problems.get(problems..));
            let read = Paragraph::of(block.span, steps, new.0.unwrap_or_default(), new.1.unwrap_or_default());
            remembered.keep(place, read.filter(|_| is_free(self)));
        }
        self.remembered = Some(remembered);
    }

    fn place(&self, block: &Block, next: Option<&Block>) -> Place {
        let text = &self.text.text;
        let words = |block: &Block| block.span.slice(text).unwrap_or_default();
        let before = text.get(..block.span.start).and_then(|before| before.chars().next_back());
        let after = text.get(block.span.end..).and_then(|after| after.chars().next());
        Place {
            words: words(block).into(),
            kind: std::mem::discriminant(&block.kind),
            beside: (before, after),
            is_last: next.is_none(),
            runs_on: next.is_some_and(|next| quotes::runs_on(words(block), words(next))),
            leads_list: leads_list(self.text, block, next),
        }
    }
}
