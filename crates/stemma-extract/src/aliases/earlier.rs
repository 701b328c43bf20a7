//! Surnames that somebody had before: "Ruth Feld, née Adler,", "Ruth Feld, who was called Adler when she worked for him". The first
//! name stays.

use stemma_core::alias::AliasStatement;
use stemma_core::span::Quote;

use super::{flat, is_of_name, is_persons, run_before};
use crate::dates::DAYS;
use crate::nouns;
use crate::sentences::Sentence;
use crate::tokens::TokenKind;

/// What introduces such a name, in lower case.
const CUES: &[&str] = &["née", "nee", "born", "was called", "was then called", "was still called", "was then named"];

/// A quick look, so that other text costs nothing.
pub(super) fn may_state(block: &str) -> bool {
    ["née ", "nee ", " born ", " called ", " named "].iter().any(|cue| block.contains(cue))
}

/// The two names of which the cue begins at `at`.
pub(super) fn stated(s: &Sentence, at: usize) -> Option<AliasStatement> {
    let stands = |cue: &&&str| cue.split(' ').zip(at..).all(|(word, i)| s.is(i, word));
    let cue = CUES.iter().find(stands)?;
    let surname = at + cue.split(' ').count();
    let is_beside = |i: usize| matches!(s.words(i..i + 1), "," | "(") || s.is(i, "who");
    let end = at - (0..at).rev().take_while(|i| is_beside(*i)).count();
    let whole = (end < at).then(|| run_before(s, end)).flatten()?;
    let name = flat(s.words(whole.clone()));
    let low = s.low(surname);
    let is_surname =
        is_of_name(s, surname) && !DAYS.contains(&low) && !nouns::is_geographic(s.words(surname..surname + 1));
    let ends = s.kind(surname + 1) != Some(TokenKind::Word)
        || matches!(s.low(surname + 1), "when" | "until" | "before" | "while" | "then" | "at" | "and" | "as");
    let (first, known) = name.split_once(' ')?;
    let alias = format!("{first} {}", s.words(surname..surname + 1));
    if !(is_persons(&name) && is_surname && ends) || known.ends_with(s.words(surname..surname + 1)) {
        return None;
    }
    let quote = Quote::at(s.text, s.span(whole.start..surname + 1)?)?;
    Some(AliasStatement { quote, name, alias, cue: (*cue).to_owned() })
}
