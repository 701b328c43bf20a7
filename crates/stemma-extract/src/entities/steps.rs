//! What a part of a text asks of the names before it, and what names it adds: a part that would be answered the same reads the same.

use std::borrow::Cow;

use stemma_core::enumerations::SourceKind;

use super::{Entities, Gender, described, name_end};
use crate::grammar::{is_adverb, is_determiner, is_finite, is_preposition, is_subordinator};
use crate::nouns::{self, Head};
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// What is asked of the names met so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question<'a> {
    PersonNamed(Cow<'a, str>),
    LastPerson(Option<Gender>),
    /// Answered with the name of the only person, when nobody else can be meant.
    SurelyMeant,
    /// Answered with the name of the only person who was named, wherever.
    OnlyPerson,
    LastOrganization,
    LastCompany,
    LastGroup,
    LastBody,
    SubjectBefore,
    SoleOrganization,
    SoleCompany,
    OrganizationWith(Cow<'a, str>),
    LastOutlet,
    /// Answered with the name itself, when it was met more than once.
    MetOften(Cow<'a, str>),
}

impl Question<'_> {
    fn into_owned(self) -> Question<'static> {
        let own = |words: Cow<str>| Cow::Owned(words.into_owned());
        match self {
            Self::PersonNamed(part) => Question::PersonNamed(own(part)),
            Self::LastPerson(gender) => Question::LastPerson(gender),
            Self::SurelyMeant => Question::SurelyMeant,
            Self::OnlyPerson => Question::OnlyPerson,
            Self::LastOrganization => Question::LastOrganization,
            Self::LastCompany => Question::LastCompany,
            Self::LastGroup => Question::LastGroup,
            Self::LastBody => Question::LastBody,
            Self::SubjectBefore => Question::SubjectBefore,
            Self::SoleOrganization => Question::SoleOrganization,
            Self::SoleCompany => Question::SoleCompany,
            Self::OrganizationWith(word) => Question::OrganizationWith(own(word)),
            Self::LastOutlet => Question::LastOutlet,
            Self::MetOften(name) => Question::MetOften(own(name)),
        }
    }
}

/// One step of reading, as far as it has to do with names.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A sentence was read that has these names, perhaps a word for one person spoken of, and words for a man or a woman without
    /// a name.
    Sentence(Vec<Seen>, bool, [bool; 2]),
    /// Somebody spoke.
    Speaker(String, SourceKind),
    /// Something was asked, and what the answer was.
    Asked(Question<'static>, Option<String>),
}

/// A name in a sentence: what the sentence alone says of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(super) name: String,
    /// Its first word, when it has several.
    pub(super) first: Option<String>,
    pub(super) owns: bool,
    pub(super) acts: bool,
    /// Whether it stands where subjects stand.
    pub(super) opens: bool,
    pub(super) subject: bool,
    /// Whether it is one word at the sentence's start, which has a capital anyway.
    pub(super) is_first_word: bool,
    pub(super) described: Option<SourceKind>,
    pub(super) gender: Option<Gender>,
    /// Whether a name owns it: "Girder's Marcus Ibe".
    pub(super) is_owned: bool,
    /// Whether an age stands behind it: "Ida Kern, 33,".
    pub(super) is_aged: bool,
    /// Whether it stands as places do: "in Liverpool", "the Port of Liverpool".
    pub(super) is_placed: bool,
}

impl Seen {
    /// The names of a sentence.
    pub(super) fn all(s: &Sentence) -> Vec<Self> {
        let (mut found, mut index) = (Vec::new(), 0);
        while index < s.len() {
            let end = name_end(s, index);
            if end > index {
                found.push(Self::at(s, index, end));
            }
            index = end.max(index + 1);
        }
        found
    }

    fn at(s: &Sentence, start: usize, end: usize) -> Self {
        let verb = verb_of(s, start, end);
        let acts = is_finite(s, verb) || is_adverb(s.low(verb)) && is_finite(s, verb + 1);
        let gender = Gender::beside(s, start, end);
        let start = start + usize::from(is_titled(s, start, end));
        // "Dr. Lucy Okafor"
        let titled = start > 1 && s.is(start - 1, ".") && is_title(s.low(start - 2)) && s.is_capital(start - 2);
        let first = start - if titled { 2 } else { 0 };
        let late = acts && end - start > 1 && is_led(s, start);
        Self {
            name: s.words(start..end).split_whitespace().collect::<Vec<_>>().join(" "),
            first: (end - start > 1).then(|| s.words(start..start + 1).to_owned()),
            owns: s.kind(end) == Some(TokenKind::Possessive),
            acts,
            opens: first == 0
                || s.is(start - 1, ",") && start < 24
                || start == 1 && is_title(s.low(0))
                || is_behind_trade(s, start)
                || late,
            gender,
            is_aged: super::has_age(s, end),
            is_placed: is_placed(s, start),
            is_owned: start > 1 && s.kind(start - 1) == Some(TokenKind::Possessive) && s.is_capital(start - 2),
            subject: (first < 2 || late) && acts,
            is_first_word: start == 0 && end == 1,
            described: described(s, start, end).or_else(|| {
                let is_titled = titled || start > 0 && is_title(s.low(start - 1)) && s.is_capital(start - 1);
                is_titled.then_some(SourceKind::Person)
            }),
        }
    }
}

/// Whether a name stands as places do, and not as firms whose shares somebody has: "stakes in Corva".
fn is_placed(s: &Sentence, start: usize) -> bool {
    const HELD: &[&str] = &["stake", "share", "interest", "holding", "investor", "investment", "confidence", "trust"];
    let Some(at) = start.checked_sub(1).filter(|at| *at > 0) else { return false };
    let before = s.low(at - 1);
    let is_held = HELD.contains(&before.strip_suffix('s').unwrap_or(before));
    matches!(s.low(at), "in" | "near") && !is_held || s.is(at, "of") && s.is_capital(at - 1)
}

/// Where the verb stands of a name that ends at `end`: "Wim Haasnoot from Enkhuizen had", "Naomi Pryce, 33, had".
fn verb_of(s: &Sentence, start: usize, end: usize) -> usize {
    let full = end - start > 1 && start < 2;
    if full && matches!(s.low(end), "from" | "of" | "in") && s.is_capital(end + 1) {
        return super::name_end(s, end + 1);
    }
    let age = full && s.is(end, ",") && s.kind(end + 1) == Some(TokenKind::Number) && s.is(end + 2, ",");
    if age { end + 3 } else { end }
}

/// Whether only a time, a place or a manner stands before a name, without a comma: "For six years Dario Cossutta was", "When
/// Esnath Gondwe brought".
fn is_led(s: &Sentence, start: usize) -> bool {
    let last = start.wrapping_sub(1);
    let opens = is_preposition(s.low(0)) || start == 1 && is_subordinator(s.low(0));
    let whole = (1..12).contains(&start) && (0..start).all(|i| s.kind(i) == Some(TokenKind::Word) && !is_finite(s, i));
    opens && whole && (start == 1 || !is_preposition(s.low(last)) && !is_determiner(s.low(last)) && !s.is_capital(last))
}

/// "Outside court, villager Pauline Ames wiped": whether a trade opens the clause, and the name follows.
fn is_behind_trade(s: &Sentence, start: usize) -> bool {
    let trade = start.wrapping_sub(1);
    let opens = matches!(start, 1 | 2) || start > 1 && start < 24 && s.is(start - 2, ",");
    opens && matches!(nouns::head(s.low(trade)), Some(Head::Office | Head::Person | Head::Speaker))
}

/// Whether a name begins with a title of people only: "Mr Jailos Phiri".
fn is_titled(s: &Sentence, start: usize, end: usize) -> bool {
    end - start > 1 && is_title(s.low(start))
}

fn is_title(word: &str) -> bool {
    matches!(word, "mr" | "mrs" | "ms" | "miss" | "dr" | "prof" | "sir" | "dame")
}

impl Entities {
    /// Keeps every step from now on, until [`Self::steps`] takes them.
    pub(crate) fn keep_steps(&mut self) {
        *self.steps.get_mut() = Some(Vec::new());
    }

    /// The steps since [`Self::keep_steps`].
    pub(crate) fn steps(&mut self) -> Vec<Step> {
        self.steps.get_mut().take().unwrap_or_default()
    }

    /// Takes steps that were taken before. Whether every question is answered now as it was then; if not, what is known of
    /// names is in disorder, and what was before must be put back.
    pub(crate) fn walk(&mut self, steps: &[Step]) -> bool {
        steps.iter().all(|step| match step {
            Step::Sentence(names, points, unnamed) => {
                self.meet(names, *points, *unnamed);
                true
            }
            Step::Speaker(name, kind) => {
                self.speak(name, *kind);
                true
            }
            Step::Asked(question, answer) => self.answer(question) == answer.as_deref(),
        })
    }

    /// How often something was noted, other than on a [`Self::walk`].
    pub(crate) const fn noted(&self) -> usize {
        self.noted
    }

    /// Keeps a step, if steps are kept.
    pub(super) fn step(&mut self, step: impl FnOnce() -> Step) {
        self.noted += 1;
        if let Some(steps) = self.steps.get_mut() {
            steps.push(step());
        }
    }

    /// Answers, and keeps the question, if steps are kept: once between two names.
    pub(super) fn ask(&self, question: Question) -> Option<&str> {
        let answer = self.answer(&question);
        if let Some(steps) = self.steps.borrow_mut().as_mut() {
            let lately = steps.iter().rev().map_while(|step| match step {
                Step::Asked(question, _) => Some(question),
                Step::Sentence(..) | Step::Speaker(..) => None,
            });
            let is_known = lately.into_iter().any(|asked| *asked == question);
            if !is_known {
                steps.push(Step::Asked(question.into_owned(), answer.map(str::to_owned)));
            }
        }
        answer
    }
}
