//! Interviews whose questions stand alone: the paragraphs between them are the answers of whoever is interviewed.

use stemma_core::enumerations::Tier;
use stemma_core::span::Quote;

use super::Reader;
use crate::draft::{Draft, Strength};
use crate::frames;
use crate::lexicon::CueClass;
use crate::runs::interview;
use crate::sentences::Sentence;
use crate::text::Block;

impl Reader<'_> {
    /// Notes who answers, before the first question.
    pub(super) fn begin_interview(&mut self) {
        if self.interviewee.is_none() {
            let person = self.entities.sole_person().map(str::to_owned);
            // Who answers "you" is nobody's guess where nobody was named.
            self.interview &= person.is_some() || interview::is_announced(self.text);
            self.interviewee = Some(person);
        }
    }

    /// Reads a question over the answers: who asks asserts nothing.
    pub(super) fn asked(&mut self, block: &Block) {
        self.begin_interview();
        self.was_asked = true;
        for s in self.sentences(block.span) {
            self.entities.observe(&s);
        }
    }

    /// Reads a paragraph of an interview; `false` before its first question and behind its last answer.
    pub(super) fn interviewed(&mut self, block: &Block, all: &[Sentence]) -> bool {
        let text = &self.text.text;
        if !self.interview || self.dialogue {
            return false;
        }
        let asks = interview::is_question(text, block);
        if asks {
            self.begin_interview();
        }
        let Some(interviewee) = self.interviewee.clone().filter(|_| self.interview) else { return false };
        let is_answer = self.was_asked || interview::speaks(text, block);
        let ends = interview::ends_it(text, block, interviewee.as_deref());
        if !asks && (ends || !is_answer && all.len() > 1) {
            self.interview = !ends;
            return false;
        }
        // "Residents complain that they cannot go back.": put to them as a question is, without its mark.
        self.was_asked = asks || !is_answer;
        let nested = all.iter().flat_map(|s| frames::read(s, &self.entities));
        let answer = answer(text, block, interviewee.as_deref()).filter(|_| !self.was_asked);
        let drafts: Vec<Draft> = answer.into_iter().chain(nested).collect();
        self.found.extend(self.document.statements(&drafts));
        for s in all {
            self.entities.observe(s);
        }
        self.note_speakers(&drafts);
        true
    }
}

/// The whole paragraph as an answer.
fn answer(text: &str, block: &Block, interviewee: Option<&str>) -> Option<Draft> {
    let span = interview::answer_span(text, block)?;
    let party = frames::answering(Quote::at(text, span)?, interviewee);
    let mut draft = Draft::new(vec![span], CueClass::Speech, "speaker.interview");
    draft.tier = if party.strength == Strength::Named { Tier::B } else { Tier::C };
    draft.parties = vec![party];
    draft.direct = true;
    Some(draft)
}
