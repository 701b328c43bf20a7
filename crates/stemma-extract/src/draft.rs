//! What a frame finds, before chains, bases and normal forms are worked out.

use std::ops::Range;

use stemma_core::enumerations::{Basis, Modality, SourceKind, Stance, Tier};
use stemma_core::span::Span;
use stemma_core::statement::{Mention, Voice};

use crate::lexicon::CueClass;
use crate::nouns::{self, Head};
use crate::sentences::Sentence;

/// How surely a phrase names a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Only the word's ending says that it is somebody.
    Weak,
    /// A pronoun or a role that points back.
    Pointer,
    /// A role, a group or a document.
    Role,
    /// A name.
    Named,
}

/// Somebody whom words are credited to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    pub(crate) mention: Mention,
    pub(crate) affiliation: Option<String>,
    /// Voices that stand between the document and this one ("analysts cited by the Post").
    pub(crate) relays: Vec<Voice>,
    pub(crate) head: Option<Head>,
    /// Whether the text calls them somebody who judges by trade: analyst, researcher.
    pub(crate) expert: bool,
    pub(crate) strength: Strength,
}

impl Party {
    /// Whether it passes for a person only because its name has two capitalised words.
    pub(crate) fn is_guessed_person(&self) -> bool {
        self.mention.kind == SourceKind::Person
            && self.strength == Strength::Named
            && self.head.is_none()
            && self.affiliation.is_none()
    }

    /// The body that they speak for when they say "we": a spokeswoman's, a chief executive's. A nurse's "we" may be her ward.
    pub(crate) fn body(&self) -> Option<&str> {
        let is_for_body = |word: &str| matches!(nouns::head(&word.to_lowercase()), Some(Head::Office | Head::Speaker));
        let body = self.affiliation.as_deref().filter(|name| name.starts_with(char::is_uppercase))?;
        let words = self.mention.quote.text.split([' ', ',']).filter(|word| !body.contains(word));
        let speaks = self.mention.kind != SourceKind::Document && words.map(str::trim).any(is_for_body);
        speaks.then_some(body)
    }

    pub(crate) fn voice(&self) -> Voice {
        Voice { name: self.mention.name.clone(), kind: self.mention.kind, affiliation: self.affiliation.clone() }
    }
}

/// A statement in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Never empty.
    pub(crate) contents: Vec<Span>,
    /// One statement each; none is hearsay.
    pub(crate) parties: Vec<Party>,
    pub(crate) cue: Option<Span>,
    /// Voices before the parties.
    pub(crate) relays: Vec<Voice>,
    /// Where those voices and their cue stand, when they say it of the whole.
    pub(crate) told: Vec<Span>,
    /// Voices after the parties ("…, citing two officials").
    pub(crate) origins: Vec<Party>,
    pub(crate) class: CueClass,
    pub(crate) lemma: &'static str,
    pub(crate) direct: bool,
    pub(crate) stance: Stance,
    pub(crate) modality: Option<Modality>,
    /// What the occasion says about the basis ("in a filing").
    pub(crate) basis: Option<Basis>,
    /// The claim, when it is not the contents' words in their order.
    pub(crate) sentence: Option<String>,
    pub(crate) tier: Tier,
    pub(crate) rule: &'static str,
}

impl Draft {
    pub(crate) fn new(contents: Vec<Span>, class: CueClass, rule: &'static str) -> Self {
        Self {
            contents,
            parties: Vec::new(),
            cue: None,
            relays: Vec::new(),
            told: Vec::new(),
            origins: Vec::new(),
            class,
            lemma: "",
            direct: false,
            stance: Stance::Affirms,
            modality: None,
            basis: None,
            sentence: None,
            tier: Tier::B,
            rule,
        }
    }

    pub(crate) fn hull(&self) -> Span {
        self.contents.iter().copied().reduce(Span::hull).unwrap_or(Span::new(0, 0))
    }
}

/// The place of a range of tokens without the marks around it, and whether it is one quotation.
pub(crate) fn trimmed(s: &Sentence, range: Range<usize>) -> Option<(Span, bool)> {
    use crate::tokens::TokenKind as Kind;
    let (mut start, mut end) = (range.start, range.end.min(s.len()));
    let edge = |i: usize| {
        s.token(i).is_some_and(|t| {
            matches!(t.kind, Kind::Dash | Kind::Citation) || [",", ";", ":", "…", "..."].contains(&t.low.as_ref())
        })
    };
    loop {
        let before = (start, end);
        while start < end && (edge(start) || is_joint(s, start)) {
            start += 1;
        }
        // "According to Lind (2024), bees die": the year of a work is no part of what it says.
        if start + 3 < end && s.is(start, "(") && s.kind(start + 1) == Some(Kind::Number) && s.is(start + 2, ")") {
            start += 3;
        }
        while start < end
            && (edge(end - 1) && !s.is(end - 1, "…") && !s.is(end - 1, "...") || s.is(end - 1, ".") && end == s.len())
        {
            end -= 1;
        }
        let whole = s.kind(start) == Some(Kind::Open) && closes_at(s, start) == Some(end - 1);
        if whole && end - start > 2 {
            let inner = trim_commas(s, start + 1..end - 1);
            return Some((s.span(inner)?, true));
        }
        // A closing mark whose partner lies outside, or the reverse.
        if start < end && s.kind(end - 1) == Some(Kind::Close) && !(start..end).any(|i| s.kind(i) == Some(Kind::Open)) {
            end -= 1;
        }
        if start < end && s.kind(start) == Some(Kind::Open) && closes_at(s, start).is_none_or(|close| close >= end) {
            start += 1;
        }
        if (start, end) == before {
            break;
        }
    }
    let quoted = start < end && (start..end).all(|i| s.is_quoted(i));
    Some((s.span(start..end)?, quoted))
}

fn is_joint(s: &Sentence, index: usize) -> bool {
    matches!(s.low(index), "and" | "but")
        && s.kind(index) == Some(crate::tokens::TokenKind::Word)
        && !s.is_quoted(index)
}

fn trim_commas(s: &Sentence, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start + 1 && s.is(end - 1, ",") {
        end -= 1;
    }
    range.start..end
}

/// The closing mark of the quotation that opens at `open`.
pub(crate) fn closes_at(s: &Sentence, open: usize) -> Option<usize> {
    use crate::tokens::TokenKind as Kind;
    let mut depth = 0usize;
    for index in open..s.len() {
        match s.kind(index) {
            Some(Kind::Open) => depth += 1,
            Some(Kind::Close) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}
