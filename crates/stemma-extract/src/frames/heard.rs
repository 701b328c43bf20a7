//! "A court heard that Y" · "the jury was told that Y" · "Y, an inquest was told" · "Y, we were told".
//!
//! Who hears did not say it, and who said it the sentence does not name.

use std::ops::Range;

use super::complement::{self, Complement};
use super::predicate::is_supposed;
use crate::draft::{Draft, Strength, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, Subject, phrase_after};
use crate::lexicon::{Cue, CueClass, Frames};
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Told or heard: a clause, with or without "that".
const HEARD: Cue = Cue { lemma: "hear", class: CueClass::Speech, frames: Frames::THAT.with(Frames::BARE) };

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    (1..s.len()).filter(|at| !s.is_quoted(*at)).filter_map(|at| draft(s, at, e)).collect()
}

fn draft(s: &Sentence, at: usize, e: &Entities) -> Option<Draft> {
    let told = matches!(s.low(at), "told" | "informed") && is_passive(s, at);
    let heard = matches!(s.low(at), "heard" | "hears");
    if !(told || heard) {
        return None;
    }
    let subject = grammar::subject_before(s, at)?;
    if heard && !is_hearing(s, &subject) || grammar::is_negated(s, at) || is_supposed(s, at) {
        return None;
    }
    let range = before(s, &subject, at).or_else(|| behind(s, at, e))?;
    let (content, direct) = trimmed(s, range)?;
    let mut draft = Draft::new(vec![content], CueClass::Speech, "passive.heard");
    draft.cue = s.span(subject.phrase.start..at + 1);
    draft.lemma = HEARD.lemma;
    draft.direct = direct;
    // "The jury was told by the prosecutor that"
    let teller = s.is(at + 1, "by").then(|| sources::party(s, phrase_after(s, at + 2), None, e)).flatten();
    draft.parties.extend(teller.filter(|party| party.strength >= Strength::Role));
    Some(draft)
}

fn is_passive(s: &Sentence, at: usize) -> bool {
    let verb = (0..at).rev().find(|i| !grammar::is_adverb(s.low(*i)));
    verb.is_some_and(|verb| matches!(s.low(verb), "am" | "is" | "are" | "was" | "were" | "been"))
}

/// A sitting that hears evidence: it is not who says so.
fn is_hearing(s: &Sentence, subject: &Subject) -> bool {
    let hearing = ["court", "jury", "jurors", "inquest", "hearing", "tribunal", "inquiry", "magistrates", "panel"];
    let last = subject.phrase.end.saturating_sub(1);
    hearing.contains(&s.low(last)) || subject.phrase.clone().any(|i| hearing.contains(&s.low(i)) && s.is_capital(i))
}

/// "Y, a court heard on Monday": what stands before, when nothing but a circumstance follows.
fn before(s: &Sentence, subject: &Subject, at: usize) -> Option<Range<usize>> {
    let comma = subject
        .phrase
        .start
        .checked_sub(1)
        .filter(|comma| s.is(*comma, ",") || s.kind(*comma) == Some(TokenKind::Close))?;
    let next = s.low(at + 1);
    let circumstance = grammar::is_preposition(next) || grammar::TIMES.contains(next) || grammar::is_adverb(next);
    let ends = at + 1 >= s.content_end() || matches!(s.low(at + 1), "," | ":" | ";") || circumstance;
    let rest = at + 1..s.content_end();
    let whole = grammar::is_clausal(s, 0..comma) || s.kind(comma) == Some(TokenKind::Close);
    (ends && whole && !rest.clone().any(|i| grammar::is_finite(s, i)) && s.find(rest, "that").is_none())
        .then_some(0..comma)
}

/// "A court heard that Y".
fn behind(s: &Sentence, at: usize, e: &Entities) -> Option<Range<usize>> {
    match complement::find(s, at, HEARD, e)? {
        (Complement::Clause(range), circumstance) => (circumstance.closed || !s.is(range.start, "of")).then_some(range),
        (
            Complement::Open(_)
            | Complement::Infinitive(_)
            | Complement::As { .. }
            | Complement::Of { .. }
            | Complement::At { .. }
            | Complement::Naming(_)
            | Complement::Noun(_),
            _,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn who_hears_did_not_say_it() {
        check(
            "A court heard that the dam had leaked for a year.",
            &["- | A court heard | the dam had leaked for a year"],
        );
        check(
            "The dam had leaked for a year, a court heard on Monday.",
            &["- | a court heard | The dam had leaked for a year"],
        );
        check("The jury was also told that he had lied.", &["- | The jury was also told | he had lied"]);
        check("The dam had leaked, we were told.", &["- | we were told | The dam had leaked"]);
    }

    #[test]
    fn who_told_it_may_be_named() {
        check(
            "The jury was told by the prosecutor that the dam had leaked.",
            &["prosecutor | The jury was told | the dam had leaked"],
        );
    }

    #[test]
    fn what_is_heard_or_told_is_not_always_said() {
        for text in [
            "The court heard two witnesses.",
            "Staff were told to leave the dam.",
            "The town heard the dam break.",
            "She was told of the leak.",
            "The jury was not told that he had lied.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }
}
