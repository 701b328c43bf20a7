//! “Y” — X: a quotation with its speaker's name behind a dash, in one line.

use stemma_core::enumerations::Tier;

use crate::draft::{Draft, Strength, closes_at, trimmed};
use crate::entities::Entities;
use crate::grammar::is_finite;
use crate::lexicon::CueClass;
use crate::sentences::Sentence;
use crate::sources;
use crate::tokens::TokenKind;

/// A name has at most so many words.
const LONGEST_NAME: usize = 5;

pub(super) fn read(s: &Sentence, e: &Entities) -> Vec<Draft> {
    draft(s, e).into_iter().collect()
}

fn draft(s: &Sentence, e: &Entities) -> Option<Draft> {
    let open = (s.kind(0) == Some(TokenKind::Open)).then_some(0)?;
    let close = closes_at(s, open)?;
    let dash = (s.kind(close + 1) == Some(TokenKind::Dash)).then_some(close + 1)?;
    let end = (dash + 1..s.len()).find(|i| s.is(*i, ",")).unwrap_or(s.content_end());
    let name = dash + 1..end;
    let capital = |i: usize| s.is_capital(i) || s.is(i, ".") || matches!(s.low(i), "de" | "von" | "van" | "of");
    let named = !name.is_empty() && name.len() <= LONGEST_NAME && name.clone().all(capital);
    if !named || (end..s.len()).any(|i| is_finite(s, i)) {
        return None;
    }
    let apposition = (end + 1 < s.content_end()).then(|| end + 1..s.content_end());
    let party = sources::party(s, name, apposition, e).filter(|party| party.strength == Strength::Named)?;
    let (content, direct) = trimmed(s, open..close + 1)?;
    let mut draft = Draft::new(vec![content], CueClass::Speech, "quote.signed");
    draft.parties = vec![party];
    draft.cue = s.span(dash..dash + 1);
    draft.direct = direct;
    draft.tier = Tier::A;
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, lines};

    #[test]
    fn a_name_behind_a_dash_signs_a_quotation() {
        check("“The dam held for a day.” — Dana Reyes, shift lead", &["Dana Reyes | — | The dam held for a day."]);
        check("\"The dam held.\" ― Tom Hill", &["Tom Hill | ― | The dam held."]);
    }

    #[test]
    fn a_dash_that_goes_on_signs_nothing() {
        assert_eq!(lines("“The dam held” — that was all."), [""; 0]);
        assert_eq!(lines("“Lateral moves” — Orrin has made many of them before."), [""; 0]);
    }
}
