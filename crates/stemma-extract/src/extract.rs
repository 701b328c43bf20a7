//! All statements of a document, in order of place.

pub(crate) mod again;
mod answered;
mod in_office;
mod interviewed;
mod kept_back;
mod linked;
mod listed;
mod named_later;
mod within;

use std::borrow::Cow;

use stemma_core::document::{Parsed, Problem};
use stemma_core::enumerations::{Genre, SourceKind, Tier};
use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::author;
use crate::chain::Document;
use crate::citations;
use crate::corrections;
use crate::disclaimers::disclaims;
use crate::draft::{Draft, Party, trimmed};
use crate::entities::Entities;
use crate::extract::again::Paragraphs;
use crate::firsthand;
use crate::frames::{self, Listing};
use crate::furniture::{dateline, is_furniture};
use crate::language::{self, Foreign, foreign};
use crate::lexicon::CueClass;
use crate::problems::{OPEN_QUOTE, UNREAD_REST, problem};
use crate::quotes;
use crate::runs::{self, Credit, Trailing, interview};
use crate::sentences::{Sentence, sentences};
use crate::sums;
use crate::tagger::Learned;
use crate::text::{Block, BlockKind, Text};

/// How many bytes of one document are read for claims: a long book. What comes after is kept, and said to be unread.
const LONGEST_READ: usize = 1 << 20;

/// Reads every statement of `text`: what it credits to others, and what it says in its own voice.
///
/// Of an overlong document only the beginning is read, with a problem where reading stopped; paragraphs in another
/// language than English are left out, with a problem at their place.
#[must_use]
pub fn extract(text: &Text) -> Parsed<Vec<Statement>> {
    extract_with(text, Readers::RulesAndTagger, None)
}

/// As [`extract`], without reading again what stands as it stood.
pub(crate) fn extract_again(text: &Text, remembered: &mut Paragraphs) -> Parsed<Vec<Statement>> {
    extract_with(text, Readers::RulesAndTagger, Some(remembered))
}

/// As [`extract`], without the trained tagger: what the rules find, and how fast they are.
#[must_use]
pub fn extract_by_rules(text: &Text) -> Parsed<Vec<Statement>> {
    extract_with(text, Readers::Rules, None)
}

/// What reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    Rules,
    RulesAndTagger,
}

fn extract_with(text: &Text, readers: Readers, remembered: Option<&mut Paragraphs>) -> Parsed<Vec<Statement>> {
    let mut problems = Vec::new();
    let mut text = Cow::Borrowed(text);
    if let Some(beginning) = beginning(&text) {
        let stopped = beginning.blocks.last().map_or(0, |block| block.span.end);
        let rest = text.text.len() - stopped;
        let message = format!("the text goes on for {rest} bytes that were not read for claims; split it");
        problems.push(problem(UNREAD_REST, Span::new(stopped, stopped), message));
        text = Cow::Owned(beginning);
    }
    let foreign = foreign(&text);
    if !foreign.is_empty() {
        problems.extend(foreign.iter().map(Foreign::problem));
        let is_foreign = |block: &Block| foreign.iter().any(|found| found.span.contains(block.span));
        text.to_mut().blocks.retain(|block| !is_foreign(block));
    }
    let mut parsed = read(&text, readers, remembered);
    parsed.problems.extend(problems);
    parsed.problems.sort();
    parsed
}

/// The text with the blocks of its beginning only; `None` when it is short enough.
fn beginning(text: &Text) -> Option<Text> {
    let last = text.blocks.iter().map(|block| block.span.end).max().unwrap_or(0);
    if last <= LONGEST_READ {
        return None;
    }
    let limit = (0..=LONGEST_READ).rev().find(|at| text.text.is_char_boundary(*at)).unwrap_or(0);
    let mut short = text.clone();
    short.blocks.retain(|block| block.span.start < limit);
    short.blocks.iter_mut().for_each(|block| block.span.end = block.span.end.min(limit));
    Some(short)
}

fn read(text: &Text, readers: Readers, remembered: Option<&mut Paragraphs>) -> Parsed<Vec<Statement>> {
    let document = Document::new(&text.text, &text.metadata);
    let home = text.metadata.publisher.clone().filter(|_| text.metadata.genre == Some(Genre::Release));
    let remembered = remembered.and_then(|paragraphs| paragraphs.turn(text, &document, home.as_deref()));
    let mut reader = Reader {
        text,
        document,
        entities: Entities::at_home(home),
        found: Vec::new(),
        problems: Vec::new(),
        credit: None,
        excerpts: None,
        listing: None,
        dialogue: runs::is_dialogue(text),
        interview: interview::is_interview(text),
        was_asked: false,
        cites_authors: citations::authors::are_cited(text),
        interviewee: None,
        readers,
        remembered,
    };
    let trailing = runs::trailing(text);
    for (at, block) in text.blocks.iter().enumerate() {
        let trailing = trailing.get(at).and_then(Option::as_ref);
        reader.block(block, text.blocks.get(at + 1), trailing);
    }
    let mut found = reader.found;
    found.sort_by_key(|statement| (statement.hull().start, statement.hull().end));
    in_office::name(text, &reader.entities, &mut found);
    kept_back::hide(&text.text, &mut found);
    corrections::deny(text, &reader.document, &mut found);
    answered::resolve(&text.text, &mut found);
    linked::name(text, &mut found);
    let mut problems = reader.problems;
    // A quotation that the next paragraph opens again is not left open by mistake.
    let runs_on = text.blocks.windows(2).filter_map(|two| match two {
        [block, next] if quotes::runs_on(block.span.slice(&text.text)?, next.span.slice(&text.text)?) => {
            Some(block.span)
        }
        _ => None,
    });
    let runs_on: Vec<Span> = runs_on.collect();
    problems.retain(|found| {
        found.code != OPEN_QUOTE || !runs_on.iter().any(|block| found.span.is_some_and(|span| block.contains(span)))
    });
    problems.extend(sums::problems(text));
    problems.sort();
    Parsed { value: found, problems }
}

/// The last direct speech whose cue does not itself stand in what somebody says.
fn outermost_direct(drafts: &[Draft]) -> Option<Draft> {
    let outer = drafts.iter().rfind(|draft| draft.direct && !is_within(drafts, draft));
    outer.or_else(|| drafts.iter().rfind(|draft| draft.direct)).cloned()
}

/// Whether a draft's cue stands in what another says.
fn is_within(drafts: &[Draft], draft: &Draft) -> bool {
    draft.cue.is_some_and(|cue| drafts.iter().any(|other| other.hull().contains(cue)))
}

/// What the only person says whom the sentence quotes in words of the document's own: a quotation that stands alone behind
/// it is theirs.
fn sole_speaker(drafts: &[Draft]) -> Option<Draft> {
    let mut outer = drafts.iter().filter(|draft| !is_within(drafts, draft));
    let (first, party) = outer.next().and_then(|draft| Some((draft, draft.parties.first()?)))?;
    let spoken =
        matches!(first.class, CueClass::Speech | CueClass::Admission | CueClass::Distancing | CueClass::Factive);
    let person = matches!(party.mention.kind, SourceKind::Person | SourceKind::UnnamedPerson);
    let alone = first.parties.len() == 1
        && outer.all(|draft| draft.parties.iter().all(|other| other.mention.name == party.mention.name));
    (spoken && person && alone && first.tier != Tier::C).then(|| first.clone())
}

struct Reader<'a> {
    text: &'a Text,
    document: Document<'a>,
    entities: Entities,
    found: Vec<Statement>,
    problems: Vec<Problem>,
    /// Whom the next paragraph is credited to.
    credit: Option<Credit>,
    /// Whom an announcement of long excerpts credits until the author comes back.
    excerpts: Option<Credit>,
    /// Whom the entries of the list below are credited to.
    listing: Option<Listing>,
    /// Whether the text has lines of several turns, each with its speaker's name.
    dialogue: bool,
    /// Whether questions stand alone, and what follows them is answers, until somebody else goes on.
    interview: bool,
    /// Whether the paragraph before asked.
    was_asked: bool,
    /// Whether the text cites by authors and years.
    cites_authors: bool,
    /// In an interview, who answers, when one person only was named before the first question; `None` before it.
    interviewee: Option<Option<String>>,
    readers: Readers,
    /// How the paragraphs of the edition before were read.
    remembered: Option<&'a mut Paragraphs>,
}

impl<'a> Reader<'a> {
    fn block(&mut self, block: &Block, next: Option<&Block>, trailing: Option<&Trailing>) {
        // A line that has nothing under it heads nothing: a push message, an item of a feed.
        let is_alone = block.kind == BlockKind::Heading && self.text.blocks.len() == 1;
        let text = &self.text.text;
        let is_said = is_alone
            && (crate::unpublished::says_something(text, block) || crate::headline::says_something(text, block.span));
        let kind = if is_said { BlockKind::Paragraph } else { block.kind };
        self.listing = self.listing.take().filter(|_| kind == BlockKind::ListEntry);
        match (trailing, kind) {
            (Some(Trailing::Line), _) => {}
            (Some(Trailing::Quoted(credit)), _) => self.quoted(block, &credit.clone()),
            (None, BlockKind::Heading) if self.interview && interview::is_question(text, block) => self.asked(block),
            (None, BlockKind::Heading) => self.heading(block),
            (
                None,
                BlockKind::Code
                | BlockKind::Label
                | BlockKind::Status
                | BlockKind::Settler
                | BlockKind::Evolution { .. },
            ) => self.credit = None,
            (None, BlockKind::SourceEntry) => self.source_entry(block),
            (None, BlockKind::Perspective { holder }) => self.perspective(block, holder),
            (None, BlockKind::Tension) => self.tension(block),
            (None, BlockKind::TableRow) => self.table_row(block),
            (
                None,
                BlockKind::Paragraph
                | BlockKind::ListEntry
                | BlockKind::BlockQuote
                | BlockKind::Question
                | BlockKind::TimelineEntry,
            ) => self.paragraph_again(block, next),
        }
    }

    fn sentences(&mut self, span: Span) -> Vec<Sentence<'a>> {
        sentences(&self.text.text, span, &mut self.problems)
    }

    /// Whether a sentence is in another language than English; then that is a problem.
    fn is_foreign(&mut self, s: &Sentence) -> bool {
        let Some(language) = language::of_sentence(s.words(0..s.len())) else { return false };
        self.problems.extend(s.span(0..s.len()).map(|span| Foreign { span, language }.problem()));
        true
    }

    /// A heading asserts nothing; a dossier's title does.
    fn heading(&mut self, block: &Block) {
        for s in self.sentences(block.span) {
            self.entities.observe(&s);
        }
        self.credit = None;
        self.excerpts = None;
        let is_title = self.text.blocks.first() == Some(block) && self.text.metadata.genre == Some(Genre::Dossier);
        if is_title {
            self.found.extend(self.document.own(&[block.span], None, "author.title"));
        }
    }

    /// A row of a table is one statement of the author's, when it has words and a number.
    fn table_row(&mut self, block: &Block) {
        let words = block.span.slice(&self.text.text).unwrap_or_default();
        let letters = words.chars().any(char::is_alphabetic);
        if letters && words.bytes().any(|byte| byte.is_ascii_digit()) {
            let cells: Vec<&str> = words.split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
            let sentence = Some(crate::claim::sentence(&cells.join(": "), None));
            self.found.extend(self.document.own(&[block.span], sentence, "author.table_row"));
        }
    }

    /// A paragraph that is quoted as a whole.
    fn quoted(&mut self, block: &Block, credit: &Credit) {
        self.entities.note_speaker(&credit.party.mention.name, credit.party.mention.kind);
        for relay in &credit.relays {
            self.entities.note_speaker(&relay.name, relay.kind);
        }
        let mut drafts: Vec<Draft> = credit.draft(&self.text.text, block.span).into_iter().collect();
        drafts.extend(within::attributions(&self.text.text, &drafts, &self.entities));
        self.found.extend(self.document.statements(&drafts));
        for s in self.sentences(block.span) {
            self.entities.observe(&s);
        }
    }

    fn paragraph(&mut self, block: &Block, next: Option<&Block>) {
        if let Some((quoted, credit)) = runs::signed(&self.text.text, block) {
            self.credit = None;
            self.quoted(&quoted, &credit);
            return;
        }
        let words = block.span.slice(&self.text.text).unwrap_or_default();
        let mut all = self.sentences(Span::new(block.span.start + dateline(words), block.span.end));
        all.retain(|s| !is_furniture(s.words(0..s.len())) && !self.is_foreign(s));
        if self.listed(block, &all) {
            return;
        }
        if let Some(credit) = self.credit_for(block, &all) {
            self.credit = next.filter(|next| self.goes_on(block, next)).map(|_| credit.clone());
            self.quoted(block, &credit);
            return;
        }
        if self.spoken_line(block, &all) || self.interviewed(block, &all) {
            return;
        }
        let mut last: Option<Draft> = None;
        let count = all.len();
        let leads_list = listed::leads_list(self.text, block, next);
        let learned = Learned::new(&all);
        let (before, writer) = (self.found.len(), self.document.writer);
        let mut witnesses = Vec::with_capacity(count);
        let mut backings = Vec::with_capacity(count);
        for (at, s) in all.iter().enumerate() {
            let ends = at + 1 == count;
            if ends && leads_list && self.leads_in_list(s) {
                return;
            }
            if ends && self.listing.is_none() && next.is_some() && self.leads_in(s) {
                return;
            }
            let witness = firsthand::witness(s, &writer, &self.entities);
            backings.push(firsthand::backing(s, &self.entities));
            let drafts = self.sentence(s, last.as_ref(), block, |ruled, e| learned.drafts(at, ruled, e));
            self.found.extend(self.document.witnessed(s, witness.as_ref(), &drafts));
            witnesses.push(witness);
            if let Some(credit) = runs::announced(s, &self.entities) {
                self.excerpts = Some(credit);
            }
            last = outermost_direct(&drafts).or_else(|| sole_speaker(&drafts));
        }
        firsthand::back(&all, &backings, self.found.get_mut(before..).unwrap_or_default());
        named_later::name(&all, self.found.get_mut(before..).unwrap_or_default());
        firsthand::vouch(&all, &witnesses, self.found.get_mut(before..).unwrap_or_default(), &self.document.voice);
        let last = last.filter(|last| last.direct);
        if let (Some(last), Some(_)) = (last, next.filter(|next| self.runs_on(block, next))) {
            self.credit = Credit::of(&last);
        }
    }

    /// Reads "Dana Reyes: Y. Z." in a dialogue: all of it is hers, and what she credits to others theirs.
    fn spoken_line(&mut self, block: &Block, all: &[Sentence]) -> bool {
        let asks = all.iter().all(|s| s.is(s.len().saturating_sub(1), "?"));
        let opening = all.first().filter(|_| self.dialogue);
        let asked = opening.is_some_and(frames::is_asked);
        if asked {
            self.begin_interview();
        }
        let interviewee = self.interviewee.as_ref().and_then(Option::as_deref);
        let line = opening.and_then(|s| {
            let answer = frames::answer(s, interviewee).filter(|_| self.interviewee.is_some());
            answer.or_else(|| frames::speaker_line(s, &self.entities, true).pop())
        });
        let Some(mut line) = line else { return false };
        line.contents = vec![Span::new(line.hull().start, block.span.end)];
        line.direct = true;
        let nested = all.iter().flat_map(|s| frames::read(s, &self.entities)).filter(|draft| draft.rule != line.rule);
        // Who asks asserts nothing.
        let drafts: Vec<Draft> = std::iter::once(line.clone()).filter(|_| !asks && !asked).chain(nested).collect();
        self.found.extend(self.document.statements(&drafts));
        for s in all {
            self.entities.observe(s);
        }
        for party in &line.parties {
            self.entities.note_speaker(&party.mention.name, party.mention.kind);
        }
        true
    }

    /// Whether a sentence only leads in what follows it; then its speaker is noted.
    fn leads_in(&mut self, s: &Sentence) -> bool {
        let credit = runs::lead_in(s, &self.entities).or_else(|| self.announced_lead(s));
        let Some(credit) = credit else { return false };
        self.entities.observe(s);
        self.entities.note_speaker(&credit.party.mention.name, credit.party.mention.kind);
        // “Y,” explained Dana Reyes in a post: says Y, and leads in what follows.
        let quotes = (0..s.len()).any(|i| s.kind(i) == Some(crate::tokens::TokenKind::Close));
        let alone = credit.rule == "quote.lead_in" && !quotes;
        self.credit = Some(credit);
        alone
    }

    /// Whom a whole paragraph is credited to: the lead-in's speaker, or the excerpts' author.
    fn credit_for(&mut self, block: &Block, all: &[Sentence]) -> Option<Credit> {
        let is_own =
            |credit: &Credit| credit.rule == "quote.over_paragraphs" && runs::unclosed::has_speaker(self.text, block);
        if let Some(credit) = self.credit.take().filter(|credit| !is_own(credit)) {
            return Some(credit);
        }
        let excerpts = self.excerpts.clone()?;
        let first = all.first()?;
        let last = all.last()?;
        let leads = last.is(last.len().saturating_sub(1), ":");
        if leads {
            return None;
        }
        if runs::returns_to_author(first) || block.kind == BlockKind::Heading {
            self.excerpts = None;
            return None;
        }
        Some(excerpts)
    }

    /// A lead-in without a name, among excerpts that were announced.
    fn announced_lead(&self, s: &Sentence) -> Option<Credit> {
        let leads = s.is(s.len().saturating_sub(1), ":");
        self.excerpts.clone().filter(|_| leads)
    }

    /// Whether the next block belongs to the same quotation.
    fn goes_on(&self, block: &Block, next: &Block) -> bool {
        let dots = runs::goes_on(&self.text.text, next.span);
        let same = block.kind == next.kind && matches!(block.kind, BlockKind::ListEntry | BlockKind::BlockQuote);
        dots || same || self.runs_on(block, next)
    }

    /// Whether a quotation of the block goes on in the next.
    fn runs_on(&self, block: &Block, next: &Block) -> bool {
        let words = |block: &Block| block.span.slice(&self.text.text).unwrap_or_default();
        next.kind == BlockKind::Paragraph && quotes::runs_on(words(block), words(next))
    }

    /// Reads one sentence: attributions, then what is left to the author.
    fn sentence(
        &mut self,
        s: &Sentence,
        last: Option<&Draft>,
        block: &Block,
        learned: impl Fn(&[Draft], &Entities) -> Vec<Draft>,
    ) -> Vec<Draft> {
        // Whoever disclaims what stands here says nothing in it, and is not "the institute" of the next sentence.
        if disclaims(s.words(0..s.len())) {
            return Vec::new();
        }
        let mut drafts = frames::read(s, &self.entities);
        if drafts.is_empty() {
            drafts.extend(last.and_then(|last| runs::running(s, last)));
        }
        drafts.extend(within::attributions(&self.text.text, &drafts, &self.entities));
        let cited = block.kind != BlockKind::Question;
        if cited {
            drafts = citations::cite(self.text, s, drafts, &self.entities);
            if self.cites_authors {
                drafts = citations::authors::cite(s, drafts);
            }
        }
        if self.readers == Readers::RulesAndTagger {
            drafts.extend(learned(&drafts, &self.entities));
        }
        self.publish(s, &drafts);
        drafts
    }

    /// Turns drafts into statements, adds the author's own, and notes who was named.
    fn publish(&mut self, s: &Sentence, drafts: &[Draft]) {
        let anchored: Vec<Draft> =
            drafts.iter().map(|draft| author::anchored(s, draft, drafts, &self.entities)).collect();
        self.found.extend(self.document.statements(&anchored));
        self.found.extend(author::own(&self.document, s, drafts, &self.entities));
        self.entities.observe(s);
        self.note_speakers(drafts);
    }

    fn note_speakers(&mut self, drafts: &[Draft]) {
        for party in drafts.iter().flat_map(|draft| &draft.parties) {
            self.entities.note_speaker(&party.mention.name, party.mention.kind);
            for relay in &party.relays {
                self.entities.note_speaker(&relay.name, relay.kind);
            }
        }
    }

    /// "Huawei / Actively innovating …; the founder dismisses …": each part is the holder's unless it names another.
    fn perspective(&mut self, block: &Block, holder: Span) {
        let Some(party) = runs::holder(&self.text.text, holder) else { return };
        for s in self.sentences(block.span) {
            let own = frames::read(&s, &self.entities);
            let mut drafts = own.clone();
            let mut start = 0;
            let doing = |i: usize| s.is(i, "while") && s.low(i + 1).ends_with("ing");
            let cuts =
                (0..s.len()).filter(|i| (s.is(*i, ";") || doing(*i)) && !s.is_quoted(*i)).chain([s.content_end()]);
            for cut in cuts.collect::<Vec<_>>() {
                drafts.extend(self.held(&s, start..cut, &party, &own));
                start = cut + 1;
            }
            drafts.sort_by_key(|draft| draft.hull().start);
            self.found.extend(self.document.statements(&drafts));
            self.entities.observe(&s);
        }
    }

    fn held(&self, s: &Sentence, part: std::ops::Range<usize>, party: &Party, own: &[Draft]) -> Vec<Draft> {
        let Some((span, _)) = trimmed(s, part.clone()) else { return Vec::new() };
        if own.iter().any(|draft| draft.hull().overlaps(span)) {
            return Vec::new();
        }
        let found = frames::headless(s, part, party, &self.entities);
        if !found.is_empty() {
            return found;
        }
        let mut draft = Draft::new(vec![span], crate::lexicon::CueClass::Speech, "dossier.perspective");
        draft.parties = vec![party.clone()];
        vec![draft]
    }

    /// "- A vs. B [1]": each side stands for itself; a side without a speaker is the cited sources'.
    fn tension(&mut self, block: &Block) {
        for s in self.sentences(block.span) {
            let drafts = frames::read(&s, &self.entities);
            let drafts = citations::cite_sides(self.text, &s, drafts, &self.entities);
            self.found.extend(self.document.statements(&drafts));
            self.entities.observe(&s);
        }
    }

    fn source_entry(&mut self, block: &Block) {
        let reference = self.text.references.iter().find(|reference| reference.span.overlaps(block.span));
        let Some(reference) = reference else { return };
        let drafts = citations::title_drafts(self.text, reference, &self.entities);
        self.found.extend(self.document.statements(&drafts));
    }
}
