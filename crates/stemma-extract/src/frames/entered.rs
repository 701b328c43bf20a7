//! "The duty books list 42 rescues" · "The letter gives the cause as sepsis" · "Company filings name a firm as the owner".
//!
//! What a record holds of a thing stands behind a verb that would say nothing of a person: who names a firm asserts nothing.

use stemma_core::enumerations::{Basis, SourceKind, Tier};

use super::complement::is_numeral;
use super::extent::{clip, phrase_end};
use crate::draft::{Draft, Party, trimmed};
use crate::entities::Entities;
use crate::grammar::{self, is_preposition, is_subordinator};
use crate::lexicon::CueClass;
use crate::nouns::Head;
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// Longer subjects are none.
const REACH: usize = 24;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    (1..s.content_end().min(REACH)).find_map(|at| draft(s, at, e)).into_iter().collect()
}

fn enters(word: &str) -> bool {
    matches!(
        word,
        "list" | "lists" | "listed" | "give" | "gives" | "gave" | "name" | "names" | "named" | "put" | "puts" | "place"
    ) || matches!(word, "places" | "placed" | "record" | "records" | "recorded" | "count" | "counts" | "counted")
}

fn draft(s: &Sentence, at: usize, e: &Entities) -> Option<Draft> {
    if !enters(s.low(at)) || s.is_quoted(at) || s.is_capital(at) || grammar::is_negated(s, at) {
        return None;
    }
    let subject = grammar::subject_before(s, at)?;
    let opens = subject.phrase.start == 0 || s.is(subject.phrase.start - 1, ",") || is_subordinator(s.low(0));
    let end = phrase_end(s, at + 1, clip(s, at + 1, s.content_end()));
    // "…, from which my husband reckoned that"
    let more =
        |i: &usize| s.is(*i, ",") && (i + 1..i + 3).any(|j| matches!(s.low(j), "which" | "who" | "whose" | "whom"));
    let object = at + 1..(at + 1..end).find(more).unwrap_or(end);
    let first = s.low(object.start);
    let is_thing = matches!(s.kind(object.start), Some(TokenKind::Word | TokenKind::Number))
        && !is_preposition(first)
        && !is_subordinator(first)
        && !matches!(first, "to" | "that" | "it" | "rise" | "way");
    let held_as = object.clone().skip(1).any(|i| s.is(i, "as") && i + 1 < object.end);
    let counts = object.clone().any(|i| s.kind(i) == Some(TokenKind::Number) || is_numeral(s.low(i)));
    let party = sources::parties(s, &subject, e).into_iter().next()?;
    if !opens || !is_thing || !holds(&party, held_as) || !(held_as || counts) {
        return None;
    }
    let (span, direct) = trimmed(s, object)?;
    let mut draft = Draft::new(vec![span], CueClass::Finding, "evidence.entry");
    draft.parties = vec![party];
    draft.cue = s.span(subject.verbs..at + 1);
    draft.lemma = "record";
    draft.basis = Some(Basis::Record);
    draft.direct = direct;
    draft.tier = Tier::B;
    Some(draft)
}

/// Whether a source is a record, which holds numbers and what things are, or a paper that says what something is.
fn holds(party: &Party, held_as: bool) -> bool {
    let is_record = party.head == Some(Head::Record);
    party.mention.kind == SourceKind::Document && (is_record || held_as && party.head == Some(Head::Paper))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn what_a_record_holds_of_a_thing_is_its_own() {
        check("The duty books list 42 rescues in June.", &["duty books | list | 42 rescues in June"]);
        check(
            "Company filings name a firm, Orel, as the owner.",
            &["company filings | name | a firm, Orel, as the owner"],
        );
        check(
            "The hospital's letter, which we saw, gives the cause as heart failure.",
            &["hospital's letter | gives | the cause as heart failure"],
        );
        check("The logs recorded nine starts.", &["logs | recorded | nine starts"]);
    }

    #[test]
    fn who_gives_or_names_asserts_nothing_and_no_more_does_a_thing_that_is_placed() {
        for text in [
            "The mayor gave 42 prizes to the school.",
            "Company filings name a firm.",
            "The company lists 42 flats.",
            "The records placed on the desk were 42.",
            "The gauge gave way at nine.",
            "The club's board named Orel as captain.",
        ] {
            assert_eq!(lines(text), [""; 0], "{text}");
        }
    }
}
