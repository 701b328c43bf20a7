//! The record of `stemma check`: one draft, and what is to be said about its sentences.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;
use stemma_core::document::{Problem, Version};
use stemma_core::draft::{Checked, DraftFlag, Gravity, Passed, speaker};
use stemma_core::id::Id;
use stemma_core::identity::Member;
use stemma_core::span::CodePoints;
use stemma_core::state::State;

use super::{ProblemRecord, Texts};

/// What a check found in a draft.
#[derive(Debug, Clone, Serialize)]
pub struct CheckRecord {
    /// The draft as it was named.
    pub document: String,
    /// How many sentences it has.
    pub sentences: usize,
    /// How many statements in them a check can settle.
    pub checkable: usize,
    /// In order of place.
    pub flags: Vec<DraftFlagRecord>,
    /// What matched a claim and got no flag, in order of place.
    pub passed: Vec<PassedRecord>,
    /// What could not be read.
    pub problems: Vec<ProblemRecord>,
}

/// A sentence that says a claim, and no more than is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct PassedRecord {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words there.
    pub quote: String,
    /// The claim.
    pub claim: String,
    /// Its headline.
    pub status: &'static str,
}

/// What is to be said about a sentence.
#[derive(Debug, Clone, Serialize)]
pub struct DraftFlagRecord {
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words there.
    pub quote: String,
    /// Why, as a stable code.
    pub code: &'static str,
    /// `note`, `warning` or `error`.
    pub level: &'static str,
    /// A headline, or `unmatched`.
    pub status: &'static str,
    /// The claim that the sentence says.
    pub claim: Option<String>,
    /// Why, in words, and what to do.
    pub message: String,
    /// Other words for the quote that fit the status.
    pub suggestion: Option<String>,
    /// Who says so.
    pub sources: Vec<VoiceRecord>,
    /// Who says otherwise.
    pub against: Vec<VoiceRecord>,
}

/// Words that are held, and whose they are.
#[derive(Debug, Clone, Serialize)]
pub struct VoiceRecord {
    /// Whom the words are credited to; else who published them; else the document.
    pub source: String,
    /// The path or URL as it was given.
    pub document: String,
    /// The document's id.
    pub document_id: String,
    /// The words.
    pub quote: String,
    /// The first code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The assertion's id.
    pub assertion: String,
}

/// The status of a sentence that no claim matches.
pub const UNMATCHED: &str = "unmatched";

/// A draft as it was read, for its record.
#[derive(Debug, Clone, Copy)]
pub struct DraftText<'a> {
    /// Its name.
    pub name: &'a str,
    /// The text that its spans count in.
    pub text: &'a str,
    /// How many sentences it has.
    pub sentences: usize,
    /// What could not be read.
    pub problems: &'a [Problem],
}

/// The record of a draft and what was found in it.
#[must_use]
pub fn check_record(draft: DraftText<'_>, checked: &Checked, state: &State, texts: &Texts) -> CheckRecord {
    let points = CodePoints::new(draft.text);
    let held = Held { state, texts, points: RefCell::default() };
    let problem = |problem: &Problem| ProblemRecord {
        document: draft.name.to_owned(),
        code: problem.code.to_owned(),
        message: problem.message.clone(),
        start: problem.span.map(|span| points.span(span).0),
        end: problem.span.map(|span| points.span(span).1),
    };
    let passed = |passed: &Passed| {
        let (start, end) = points.span(passed.span);
        let quote = passed.span.slice(draft.text).unwrap_or_default().to_owned();
        PassedRecord { start, end, quote, claim: passed.claim.to_string(), status: passed.status.as_str() }
    };
    CheckRecord {
        document: draft.name.to_owned(),
        sentences: draft.sentences,
        checkable: checked.checkable,
        flags: checked.flags.iter().map(|flag| flag_record(draft.text, &points, flag, &held)).collect(),
        passed: checked.passed.iter().map(passed).collect(),
        problems: draft.problems.iter().map(problem).collect(),
    }
}

/// What is held, with the offsets of the texts that were looked at: many flags quote the same ones.
struct Held<'a> {
    state: &'a State,
    texts: &'a Texts,
    points: RefCell<BTreeMap<Id<Version>, CodePoints<'a>>>,
}

fn flag_record(text: &str, points: &CodePoints<'_>, flag: &DraftFlag, held: &Held<'_>) -> DraftFlagRecord {
    let (start, end) = points.span(flag.span);
    let voices = |members: &[Member]| members.iter().filter_map(|member| held.voice(*member)).collect();
    DraftFlagRecord {
        start,
        end,
        quote: flag.span.slice(text).unwrap_or_default().to_owned(),
        code: flag.code.as_str(),
        level: level(flag.gravity),
        status: flag.status.map_or(UNMATCHED, |headline| headline.as_str()),
        claim: flag.claim.map(|claim| claim.to_string()),
        message: flag.message.clone(),
        suggestion: flag.suggestion.clone(),
        sources: voices(&flag.sources),
        against: voices(&flag.against),
    }
}

const fn level(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Note => "note",
        Gravity::Warning => "warning",
        Gravity::Error => "error",
    }
}

impl Held<'_> {
    fn voice(&self, (version, assertion): Member) -> Option<VoiceRecord> {
        let held = self.state.versions.get(&version)?;
        let assertion = held.assertions.iter().find(|of| of.id == assertion)?;
        let (text, hull) = (self.texts.text(version), assertion.statement.hull());
        let mut points = self.points.borrow_mut();
        let (start, end) = points.entry(version).or_insert_with(|| CodePoints::new(text)).span(hull);
        Some(VoiceRecord {
            source: speaker(held, assertion),
            document: held.document.name.clone(),
            document_id: held.document.id.to_string(),
            quote: hull.slice(text).unwrap_or_default().to_owned(),
            start,
            end,
            assertion: assertion.id.to_string(),
        })
    }
}
