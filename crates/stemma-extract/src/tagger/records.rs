//! From labels to drafts: a content, its cue and its source, where the rules have found none.

use std::cell::OnceCell;
use std::ops::Range;

use stemma_core::enumerations::Tier;
use stemma_core::span::Span;

use super::{Label, labels};
use crate::draft::{Draft, trimmed};
use crate::entities::Entities;
use crate::frames;
use crate::frames::sayable::{is_sayable, may_be_a_deed};
use crate::grammar;
use crate::lexicon::{self, CueClass};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// A content of fewer words says nothing.
const LEAST_WORDS: usize = 3;

/// What the labels of a paragraph mark in one of its sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marked {
    contents: Vec<Range<usize>>,
    cues: Vec<Range<usize>>,
    sources: Vec<Range<usize>>,
}

/// What the tagger marks in a paragraph, found out when it is first asked: most sentences need no more than the rules.
#[derive(Debug)]
pub(crate) struct Learned<'p, 'a> {
    sentences: &'p [Sentence<'a>],
    marked: OnceCell<Vec<Marked>>,
}

impl<'p, 'a> Learned<'p, 'a> {
    /// Of the sentences of a paragraph.
    pub(crate) fn new(sentences: &'p [Sentence<'a>]) -> Self {
        Self { sentences, marked: OnceCell::new() }
    }

    /// Drafts for what is marked in the sentence at `at` and no draft of the rules touches.
    pub(crate) fn drafts(&self, at: usize, ruled: &[Draft], e: &Entities) -> Vec<Draft> {
        let Some(s) = self.sentences.get(at).filter(|s| may_have_more(s, ruled)) else { return Vec::new() };
        let marked = self.marked.get_or_init(|| learned(self.sentences)).get(at);
        marked.map(|marked| marked.drafts(s, ruled, e)).unwrap_or_default()
    }
}

/// Whether a sentence has a cue that no draft of the rules touches: without one, nothing that is marked is said.
fn may_have_more(s: &Sentence, ruled: &[Draft]) -> bool {
    let may_be_cue = |i: usize| {
        let free = s.token(i).is_some_and(|token| is_free(ruled, token.span));
        free && is_known(s, i) && !grammar::is_negated(s, i) && !frames::is_supposed(s, i)
    };
    (0..s.len()).any(may_be_cue)
}

/// Whether no draft of the rules touches the words.
fn is_free(ruled: &[Draft], span: Span) -> bool {
    !ruled.iter().any(|draft| {
        draft.contents.iter().copied().chain(draft.cue).any(|taken| taken.overlaps(span)) || draft.hull().overlaps(span)
    })
}

/// What the tagger marks in each sentence of a paragraph.
fn learned(sentences: &[Sentence]) -> Vec<Marked> {
    let all = labels(sentences);
    let mut rest = all.as_slice();
    let mut found = Vec::new();
    for s in sentences {
        let (own, later) = rest.split_at(s.len().min(rest.len()));
        rest = later;
        found.push(Marked {
            contents: runs(own, Label::BeginContent, Label::Content),
            cues: runs(own, Label::BeginCue, Label::Cue),
            sources: runs(own, Label::BeginSource, Label::Source),
        });
    }
    found
}

/// The runs of tokens that begin with one label and go on with another.
fn runs(labels: &[Label], begin: Label, inner: Label) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let goes_on = found.last().is_some_and(|run| run.end == at) && *label == inner;
        match found.last_mut().filter(|_| goes_on) {
            Some(run) => run.end = at + 1,
            None if *label == begin || *label == inner => found.push(at..at + 1),
            None => {}
        }
    }
    found
}

impl Marked {
    /// Drafts for the marked contents that no draft of the rules touches.
    fn drafts(&self, s: &Sentence, ruled: &[Draft], e: &Entities) -> Vec<Draft> {
        let free = |span: Span| is_free(ruled, span);
        let mut found: Vec<Draft> = Vec::new();
        for content in &self.contents {
            let that = usize::from(s.is(content.start, "that") && content.len() > 1);
            // Behind a semicolon the document speaks again.
            let stop = content.clone().find(|i| s.is(*i, ";") && !s.is_quoted(*i)).unwrap_or(content.end);
            let content = &(content.start + that..stop.max(content.start + that));
            let Some((span, direct)) = trimmed(s, content.clone()) else { continue };
            let words = content.clone().filter(|i| s.token(*i).is_some_and(crate::tokens::Token::is_word)).count();
            if words < LEAST_WORDS || !free(span) {
                continue;
            }
            let Some(cue) = nearest(&self.cues, content).filter(|cue| s.span(cue.clone()).is_some_and(free)) else {
                continue;
            };
            if !is_said(s, &cue, content) {
                continue;
            }
            let source = nearest(&self.sources, &cue).filter(|range| belongs(s, range, &cue));
            let source = source.filter(|range| !range.clone().any(|i| grammar::is_finite(s, i)));
            let source = source.and_then(|range| sources::party(s, range, None, e));
            let Some(party) = source else { continue };
            // Two runs with one cue are one content in two parts.
            let place = s.span(cue.clone());
            if let Some(first) = found.iter_mut().find(|draft| draft.cue == place) {
                first.contents.push(span);
                continue;
            }
            let known = cue.clone().find_map(|i| lexicon::verb(s.low(i)));
            let mut draft = Draft::new(vec![span], known.map_or(CueClass::Speech, |(cue, _)| cue.class), "learned");
            draft.parties = vec![party];
            draft.cue = place;
            draft.lemma = known.map_or("", |(cue, _)| cue.lemma);
            draft.direct = direct;
            draft.tier = Tier::C;
            found.push(draft);
        }
        found
    }
}

/// Whether a marked cue can be one, and the content something said: a clause or a quotation after a known cue that is
/// neither negated nor supposed.
fn is_said(s: &Sentence, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let Some(verb) = cue.clone().rev().find(|i| is_known(s, *i)) else { return false };
    let quoted = content.clone().any(|i| s.is_quoted(i));
    let that = s.low_before(content.start) == "that";
    let relative = that && (grammar::is_finite(s, content.start) || grammar::is_auxiliary(s.low(content.start)));
    let clause = grammar::is_clausal(s, content.clone()) && !relative;
    let gap = (content.end.min(cue.start)..cue.start).chain(cue.start.saturating_sub(6)..cue.start);
    let open = gap.into_iter().any(|i| matches!(s.low(i), "what" | "than" | "whatever"));
    let next = cue.end + usize::from(that);
    let noun = lexicon::verb(s.low(verb)).is_none() && content.start != next;
    let asked = verb == 0 && cue.end < content.end; // "Asked whether Y, she said"
    // "Checked rumours that Y": who looks into a claim does not make it.
    let first = s.low(cue.start);
    let voiced = cue.start == verb
        || VOICING.contains(&first)
        || is_known(s, cue.start)
        || grammar::is_auxiliary(first)
        || grammar::is_determiner(first)
        || first.ends_with("ly");
    let counts = (content.start..content.start + 2).any(|i| s.kind(i) == Some(TokenKind::Number));
    let is_deed = content.start == next
        && !that
        && lexicon::verb(s.low(verb)).is_some_and(|(cue, _)| may_be_a_deed(cue.lemma, counts))
        && !is_sayable(s, content.start..content.end.min(content.start + 4));
    let is_theirs = voiced && !asked && !noun && !open && !is_deed;
    (quoted || clause) && is_theirs && !grammar::is_negated(s, verb) && !frames::is_supposed(s, verb)
}

/// Verbs by whose object somebody says something: "raised fears that Y".
const VOICING: &[&str] = &[
    "made",
    "makes",
    "make",
    "making",
    "issued",
    "issues",
    "gave",
    "gives",
    "give",
    "voiced",
    "voices",
    "expressed",
    "expresses",
    "raised",
    "raises",
    "repeated",
    "repeats",
    "delivered",
    "offered",
    "offers",
    "released",
    "published",
    "posted",
    "put",
    "held",
    "holds",
    "hold",
    "had",
    "has",
    "have",
    "reached",
    "came",
    "stood",
    "advanced",
    "floated",
    "in",
    "of",
    "his",
    "her",
    "their",
    "its",
    "whose",
    "my",
    "our",
];

/// Whether a source is the cue's: no other deed stands between them.
fn belongs(s: &Sentence, source: &Range<usize>, cue: &Range<usize>) -> bool {
    let mut between = if source.end <= cue.start { source.end..cue.start } else { cue.end..source.start };
    let relative = between.clone().any(|i| matches!(s.low(i), "who" | "which"));
    relative || !between.any(|i| grammar::is_finite(s, i) && !grammar::is_auxiliary(s.low(i)))
}

fn is_known(s: &Sentence, at: usize) -> bool {
    let low = s.low(at);
    lexicon::verb(low).is_some()
        || lexicon::noun(low).is_some()
        || lexicon::adjective(low).is_some()
        || low == "according"
}

/// The range nearest to another, the one before it where two are as near.
fn nearest(ranges: &[Range<usize>], to: &Range<usize>) -> Option<Range<usize>> {
    let distance = |range: &Range<usize>| {
        if range.end <= to.start { to.start - range.end } else { range.start.saturating_sub(to.end) }
    };
    ranges.iter().min_by_key(|range| distance(range)).cloned()
}
