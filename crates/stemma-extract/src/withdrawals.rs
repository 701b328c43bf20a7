//! Who took back what they had said, or does not vouch for it, as a text states it: "Ida Lund has withdrawn her statement", "the
//! study was retracted", "Ms Kemble did not say this", "she admitted that she had made it up", "he has it from a letter".
//!
//! Closed patterns about somebody who is named, or of whom the sentence before speaks. What only may happen, and what did not
//! ("refused to withdraw her statement"), states nothing.

mod before;
mod leaning;
mod relying;
mod second_hand;
mod talk;
mod turned;

use std::ops::Range;

use stemma_core::enumerations::SourceKind;
use stemma_core::span::{Quote, Span};
use stemma_core::withdrawal::{SECOND_HAND, WithdrawalStatement};

use self::before::Before;
pub(crate) use self::before::is_voice;
use crate::corrections::corrected;
use crate::nouns;
use crate::roles::{Passage, Somebody, runs};
use crate::sentences::{Sentence, sentences};
use crate::sources::name_kind;
use crate::text::Text;
use crate::tokens::TokenKind;

/// Verbs that take a statement back, in the forms behind a subject and behind "has" or "was".
const TAKING: &[&str] = &[
    "withdrew",
    "withdrawn",
    "retracted",
    "retracts",
    "withdraws",
    "recanted",
    "recants",
    "disavowed",
    "disowned",
    "rescinded",
    "corrected",
    "revoked",
    "deleted",
];
/// Of two words: "took back", "walked back".
const BACK: &[&str] = &["took", "taken", "takes", "walked", "walks"];
/// What is taken back.
const WORKS: &[&str] = &[
    "statement",
    "statements",
    "account",
    "testimony",
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "remark",
    "remarks",
    "comment",
    "comments",
    "words",
    "story",
    "report",
    "reports",
    "article",
    "study",
    "paper",
    "finding",
    "findings",
    "result",
    "results",
    "post",
    "tweet",
    "message",
    "figure",
    "figures",
    "number",
    "numbers",
    "assertion",
    "confession",
    "warning",
    "estimate",
    "analysis",
    "survey",
    "version",
    "evidence",
    "complaint",
    "quote",
];
/// What somebody did who had not seen or known it.
const INVENTED: &[&str] = &["invented", "fabricated", "lied", "lying", "inventing", "fabricating"];
/// Before what did not happen, or only may.
const UNSAID: &[&str] = &[
    "not", "never", "nobody", "if", "would", "could", "might", "may", "should", "n't", "without", "refused", "refuses",
    "declined", "unless", "whether", "demanded", "asked", "urged", "until", "before",
];
/// Verbs that say who says it.
const SAYING: &[&str] =
    &["said", "says", "added", "adds", "recalled", "recalls", "explained", "explains", "wrote", "writes", "admitted"];
/// How many are kept of one document.
const MOST: usize = 100;
/// How many characters a quote has at most with the sentence before it.
const LONGEST: usize = 500;

/// The statements that a text says were taken back, in order of place.
#[must_use]
pub fn withdrawals(text: &Text) -> Vec<WithdrawalStatement> {
    let mut found = Vec::new();
    let mut before = Before::default();
    for block in text.blocks.iter().filter(|block| block.kind.is_prose()) {
        let all = sentences(&text.text, block.span, &mut Vec::new());
        for s in &all {
            if found.len() < MOST && s.span(0..s.len()).and_then(|span| span.slice(&text.text)).is_some_and(may_state) {
                found.extend(in_sentence(s, &before));
            }
            before.follow(s);
        }
    }
    found.extend(corrected(text));
    found.sort();
    found.dedup_by(|a, b| a.quote.span == b.quote.span && a.name == b.name);
    found
}

/// A quick look, so that other text costs little.
fn may_state(sentence: &str) -> bool {
    let is_one = |word: &str| {
        TAKING.contains(&word)
            || second_hand::CUES.contains(&word)
            || relying::CUES.contains(&word)
            || leaning::CUES.contains(&word)
            || talk::CUES.contains(&word)
            || turned::CUES.contains(&word)
            || INVENTED.contains(&word)
            || matches!(
                word,
                "back"
                    | "did"
                    | "himself"
                    | "herself"
                    | "never"
                    | "misquoted"
                    | "wrongly"
                    | "said"
                    | "made"
                    | "makes"
                    | "error"
                    | "mistake"
            )
    };
    sentence.split(|c: char| !c.is_alphabetic()).any(is_one)
}

/// What a sentence states; at most one statement of each that it names.
fn in_sentence(s: &Sentence, before: &Before) -> Vec<WithdrawalStatement> {
    let names = runs(s);
    let passage = Passage { s, names, before: before.somebody.as_deref(), day: None };
    let reading = Reading { p: passage, before };
    let mut found = Vec::new();
    for at in 0..s.len() {
        let read = reading.taken_back(at).or_else(|| reading.denied(at)).or_else(|| reading.invented(at));
        let read = read.or_else(|| reading.wrongly_credited(at)).or_else(|| turned::who(&reading, at));
        let second_hand = || {
            second_hand::who(&reading, at)
                .or_else(|| relying::who(&reading, at))
                .or_else(|| leaning::who(&reading, at))
                .or_else(|| talk::who(&reading, at))
                .map(|who| (who, SECOND_HAND.to_owned()))
        };
        if let Some((who, cue)) = read.or_else(second_hand) {
            found.extend(reading.statement(&who, cue));
        }
    }
    found
}

struct Reading<'s, 't> {
    p: Passage<'s, 't>,
    before: &'s Before,
}

impl Reading<'_, '_> {
    fn s(&self) -> &Sentence<'_> {
        self.p.s
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.p.s.is(at, word)
    }

    fn low(&self, at: usize) -> &str {
        self.p.s.low(at)
    }

    /// The record, with the sentence before when this one needs it.
    fn statement(&self, who: &Somebody, cue: String) -> Option<WithdrawalStatement> {
        let own = self.s().span(0..self.s().len())?;
        let long = self.before.span.filter(|before| before.end <= own.start && own.end - before.start <= LONGEST);
        let span = long.map_or(own, |before| Span::new(before.start, own.end));
        let quote = Quote::at(self.s().text, span)?;
        Some(WithdrawalStatement { quote, name: who.name.clone(), cue })
    }

    /// "X withdrew her statement", "X took it back", "the study by X was retracted", "X recanted".
    fn taken_back(&self, at: usize) -> Option<(Somebody, String)> {
        let is_back = BACK.contains(&self.low(at));
        let object = if is_back { self.back(at)? } else { at + 1 };
        let is_taking = is_back || TAKING.contains(&self.low(at));
        if !is_taking || self.is_unsaid(at) {
            return None;
        }
        let verb = self.low(at).to_owned();
        let cue = if is_back { format!("{verb} back") } else { verb };
        if self.is_passive(at) {
            // "Her statement was withdrawn", "the study by X has been retracted"
            let work = (0..at).rev().find(|i| WORKS.contains(&self.low(*i)))?;
            return Some((self.whose(work, at)?, cue));
        }
        let whole = matches!(self.low(at), "recanted" | "recants") && self.ends(object);
        let is_work = whole || self.is_work(object) || is_back && (self.is(at + 1, "it") || self.is(object, "what"));
        is_work.then(|| self.doer(at)).flatten().map(|who| (who, cue))
    }

    /// Where the object stands of "took back her statement"; of "took it back", "took her statement back".
    fn back(&self, at: usize) -> Option<usize> {
        let back = (at + 1..at + 6).find(|i| self.is(*i, "back"))?;
        // "Took the children back home", "took back the ball"
        let within = (at + 1..back).any(|i| WORKS.contains(&self.low(i)) || self.is(i, "it") && back == at + 2);
        let behind = self.is_work(back + 1) || self.is(back + 1, "what");
        (back == at + 1 && behind).then_some(back + 1).or(within.then_some(at + 1))
    }

    /// Whether a statement stands at `at`, behind an owner and at most three more words: "her first statement".
    fn is_work(&self, at: usize) -> bool {
        let is_article = matches!(self.low(at), "the" | "a" | "an" | "this" | "that" | "these" | "those");
        let is_owner = matches!(self.low(at), "his" | "her" | "its" | "their" | "all") || is_article;
        let until = at + 5;
        let noun = (at + usize::from(is_owner)..until).find(|i| WORKS.contains(&self.low(*i)));
        let is_word =
            |i: usize| self.s().kind(i) == Some(TokenKind::Word) || self.s().kind(i) == Some(TokenKind::Possessive);
        is_owner && noun.is_some_and(|noun| (at..noun).all(is_word))
    }

    fn is_passive(&self, at: usize) -> bool {
        let before = (at.saturating_sub(3)..at).rev().find(|i| !crate::grammar::is_adverb(self.low(*i)));
        before.is_some_and(|i| matches!(self.low(i), "was" | "were" | "been" | "is" | "are" | "being"))
    }

    /// Whose the work at `work` is: "X's study", "the study by X", "her statement", or of whoever the sentence before names.
    fn whose(&self, work: usize, until: usize) -> Option<Somebody> {
        let owner = self.p.possessors(0..work + 1).next_back();
        let by = || self.p.behind(work..until, &["by", "of", "from"]);
        let doer = || self.p.behind(until..self.s().len(), &["by"]);
        owner.or_else(by).or_else(doer).or_else(|| {
            let low = self.low(work.checked_sub(1)?);
            let person = matches!(low, "his" | "her").then(|| self.before.person.clone()).flatten();
            let any = || matches!(low, "the" | "its" | "their" | "this" | "that").then(|| self.before.somebody.clone());
            person.or_else(|| any().flatten()).map(|name| Somebody { range: work..work + 1, name })
        })
    }

    /// Who did what the verb at `at` says: the nearest name before it, or whom a pronoun means.
    fn doer(&self, at: usize) -> Option<Somebody> {
        // "“I have it from a groom,” she said": within a quotation "I" is whoever is quoted.
        let is_own = |i: usize| matches!(self.low(i), "i" | "we" | "i've" | "we've");
        if self.s().is_quoted(at) && (at.saturating_sub(3)..at).any(is_own) {
            return self.sayer();
        }
        let pronoun = (0..at).rev().find(|i| matches!(self.low(*i), "he" | "she" | "they" | "it"));
        let name = self.p.names.iter().rfind(|name| name.end <= at && !self.is_object(name));
        // "X said she withdrew it": she is X, if nobody else was meant.
        if let Some(name) = name {
            return Some(self.p.named(name));
        }
        let meant = match pronoun.map(|at| self.low(at)) {
            Some("he" | "she") => self.before.person.clone(),
            _ => self.before.somebody.clone(),
        };
        let is_back = pronoun.is_some() || matches!(self.low(0), "the" | "a" | "an" | "both");
        meant.filter(|_| is_back).map(|name| Somebody { range: at..at + 1, name })
    }

    /// Who says what a sentence lets somebody say: a name or a pronoun beside a verb that is not quoted.
    fn sayer(&self) -> Option<Somebody> {
        let mut verbs = (0..self.s().len()).filter(|i| SAYING.contains(&self.low(*i)) && !self.s().is_quoted(*i));
        verbs.find_map(|verb| {
            let before = self.p.names.iter().find(|name| name.end == verb).map(|name| self.p.named(name));
            let is_pronoun = |i: Option<usize>| i.is_some_and(|i| matches!(self.low(i), "he" | "she"));
            let is_meant = is_pronoun(verb.checked_sub(1)) || is_pronoun(Some(verb + 1));
            let meant = || self.before.person.clone().filter(|_| is_meant);
            let by_pronoun = || meant().map(|name| Somebody { range: verb..verb + 1, name });
            before.or_else(|| self.p.at(verb + 1)).or_else(by_pronoun)
        })
    }

    /// Behind a preposition: "on Thursday", "in Kelso".
    fn is_object(&self, name: &Range<usize>) -> bool {
        let before = name.start.checked_sub(1).map_or("", |i| self.low(i));
        matches!(before, "on" | "in" | "at" | "since" | "until" | "from")
            || nouns::is_geographic(self.s().words(name.clone()))
    }

    /// "X did not say this", "X never said so", "X said no such thing", "she did not", "X made no such statement".
    fn denied(&self, at: usize) -> Option<(Somebody, String)> {
        let words = |words: &[&str]| words.iter().zip(at..).all(|(word, i)| self.is(i, word));
        let did_not = words(&["did", "not"]) || words(&["did", "n't"]);
        let is_said = |i: usize| {
            matches!(
                self.low(i),
                "say" | "said" | "make" | "made" | "tell" | "told" | "write" | "wrote" | "see" | "claim"
            ) && (self.points(i + 1) || self.is_work(i + 1))
        };
        let denied = if did_not {
            (self.ends(at + 2) && at <= 3) || is_said(at + 2)
        } else if words(&["never"]) {
            is_said(at + 1)
        } else {
            matches!(self.low(at), "said" | "made" | "told") && words_behind(self, at + 1)
        };
        let is_asked = self.is(self.s().len().saturating_sub(1), "?") || self.is(0, "if");
        if !denied || is_asked {
            return None;
        }
        Some((self.doer(at)?, if did_not { "did not say" } else { "never said" }.to_owned()))
    }

    /// "X was misquoted", "was wrongly attributed to X".
    fn wrongly_credited(&self, at: usize) -> Option<(Somebody, String)> {
        if self.is(at, "misquoted") && !self.is_unsaid(at) {
            let who = if self.is_passive(at) { self.doer(at) } else { self.p.at(at + 1) };
            return Some((who?, "misquoted".to_owned()));
        }
        let is_wrong = matches!(self.low(at), "wrongly" | "incorrectly" | "mistakenly" | "erroneously" | "falsely");
        let verb = is_wrong
            .then_some(at + 1)
            .filter(|verb| matches!(self.low(*verb), "attributed" | "ascribed" | "quoted"))?;
        let to = (verb + 1..verb + 8).find(|i| self.is(*i, "to"));
        let who = match to {
            Some(to) if !self.is(verb, "quoted") => self.p.at(to + 1),
            _ if self.is_passive(at) => self.doer(at),
            _ => self.p.at(verb + 1),
        };
        Some((who?, format!("{} {}", self.low(at), self.low(verb))))
    }

    /// "X admitted that he had made it up", "she had invented the story", "X admitted lying".
    fn invented(&self, at: usize) -> Option<(Somebody, String)> {
        let is_made_up = matches!(self.low(at), "made" | "making") && (at + 1..at + 5).any(|i| self.is(i, "up"));
        let made_what = || {
            let up = (at + 1..at + 5).find(|i| self.is(*i, "up")).unwrap_or(at);
            self.is(at + 1, "it") || (at + 1..up + 5).any(|i| WORKS.contains(&self.low(i)))
        };
        let is_invented = INVENTED.contains(&self.low(at)) && self.is_work_or_end(at + 1);
        let is_admitted = || {
            (0..at).any(|i| {
                matches!(
                    self.low(i),
                    "admitted" | "admits" | "confessed" | "conceded" | "acknowledged" | "had" | "having"
                )
            })
        };
        if !(is_made_up && made_what() || is_invented) || self.is_unsaid(at) || !is_admitted() {
            return None;
        }
        let own = || self.before.person.clone().filter(|_| matches!(self.low(0), "he" | "she"));
        let who = own().map(|name| Somebody { range: 0..1, name }).or_else(|| self.doer(at))?;
        (name_kind(&who.name) == SourceKind::Person).then(|| (who, self.low(at).to_owned()))
    }

    fn is_work_or_end(&self, at: usize) -> bool {
        self.is_work(at) || self.is(at, "it") || self.is(at, "about") || self.ends(at)
    }

    /// Whether a pronoun for what was told stands at `at`.
    fn points(&self, at: usize) -> bool {
        matches!(self.low(at), "this" | "that" | "so" | "it" | "these" | "anything" | "such")
    }

    fn ends(&self, at: usize) -> bool {
        at >= self.s().len()
            || matches!(self.low(at), "." | "," | ";" | "!" | "on" | "in" | "last" | "yesterday" | "when")
    }

    fn is_unsaid(&self, at: usize) -> bool {
        let is_asked = self.is(self.s().len().saturating_sub(1), "?") || self.is(0, "if");
        is_asked || (at.saturating_sub(4)..at).any(|i| UNSAID.contains(&self.low(i)) || self.is(i, "to"))
    }
}

/// "No such thing", "nothing of the kind".
fn words_behind(reading: &Reading<'_, '_>, at: usize) -> bool {
    let told = [&["no", "such"][..], &["nothing", "of", "the", "kind"], &["nothing", "of", "the", "sort"]];
    told.iter().any(|words| words.iter().zip(at..).all(|(word, i)| reading.is(i, word)))
}

#[cfg(test)]
mod tests;
