//! "Reportedly, Y" · "the phone, reportedly launching in May, …" · "Orrin's alleged fraud".

use std::ops::Range;

use stemma_core::enumerations::Modality;

use super::extent::clip;
use crate::draft::{Draft, trimmed};
use crate::entities::Entities;
use crate::grammar;
use crate::lexicon::{CueClass, HEARSAY};
use crate::sentences::Sentence;

pub(super) fn read(s: &Sentence, _: &Entities) -> Vec<Draft> {
    (0..s.len()).filter(|at| HEARSAY.contains(&s.low(*at)) && !s.is_quoted(*at)).filter_map(|at| draft(s, at)).collect()
}

fn draft(s: &Sentence, at: usize) -> Option<Draft> {
    let participle = s.low(at + 1).ends_with("ing") || s.low(at + 1).ends_with("ed") && at > 0 && s.is(at - 1, ",");
    let inserted = at > 0 && s.is(at - 1, ",") && participle;
    let ranges = if inserted {
        let end = (at + 1..s.len()).find(|i| s.is(*i, ",")).unwrap_or(s.content_end());
        let phrase = at + 1..end;
        vec![phrase]
    } else {
        around(s, at)
    };
    let mut contents = Vec::new();
    for range in ranges {
        if range.clone().any(|i| s.token(i).is_some_and(crate::tokens::Token::is_word)) {
            contents.push(trimmed(s, range)?.0);
        }
    }
    if contents.is_empty() {
        return None;
    }
    let mut draft = Draft::new(contents, CueClass::Speculation, "hearsay.adverb");
    draft.cue = s.span(at..at + 1);
    draft.modality = Some(Modality::Rumoured);
    draft.sentence = inserted.then(|| inserted_sentence(s, at)).flatten();
    Some(draft)
}

/// The clause around the adverb, without it.
fn around(s: &Sentence, at: usize) -> Vec<Range<usize>> {
    let bound = |i: usize| {
        s.is(i, ";")
            || s.is(i, ",")
                && matches!(s.low(i + 1), "and" | "but" | "while")
                && (grammar::is_clausal(s, i + 1..at) || grammar::is_clausal(s, 0..i))
    };
    let start = (0..at).rev().find(|i| bound(*i)).map_or(0, |i| i + 1);
    let end = clip(s, at + 1, s.content_end());
    let (before, after) = (start..at, at + 1..end);
    if before.is_empty() { vec![after] } else { vec![before, after] }
}

/// "The phone, reportedly launching in May" → "The phone is launching in May".
fn inserted_sentence(s: &Sentence, at: usize) -> Option<String> {
    let subject = grammar::phrase_before(s, at - 1)?;
    let end = (at + 1..s.len()).find(|i| s.is(*i, ",")).unwrap_or(s.content_end());
    let subject = s.words(subject);
    Some(format!("{subject} {} {}", crate::claim::copula(subject), s.words(at + 1..end)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn hearsay_has_no_source() {
        check("Reportedly, the dam leaked.", &["- | Reportedly | the dam leaked"]);
        check("The dam has reportedly leaked.", &["- | reportedly | The dam has … leaked"]);
        check("The phone, reportedly launching in May, may be late.", &["- | reportedly | launching in May"]);
    }
}
