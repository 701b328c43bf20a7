//! Whose office it is where nobody says so: "Garuda Motors has sold out, chief executive Vikram Deshmukh said", "the bank, its
//! chairman said".
//!
//! An office at the head of a firm that is named without the firm is that of whoever the sentence is about. It is a guess,
//! and it only ever makes an interest of theirs more likely.

use std::ops::Range;

use stemma_core::enumerations::SourceKind;

use super::flat;
use super::phrase::{Phrase, Time};
use super::ties::names;
use crate::entities::is_place;
use crate::grammar::is_finite;
use crate::sentences::Sentence;
use crate::sources::name_kind;

/// Offices that somebody holds in a firm or a society. Who is minister or mayor speaks of others.
const OFFICES: &[&str] = &[
    "ceo",
    "cfo",
    "cto",
    "coo",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "chief",
    "co-founder",
    "cofounder",
    "director",
    "executive",
    "founder",
    "manager",
    "owner",
    "president",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// The organisation that a sentence is about, for an office that is said without one.
pub(super) fn organization(s: &Sentence, name: &Range<usize>, phrase: &Phrase) -> Option<String> {
    let noun = phrase.role.rsplit(' ').next().unwrap_or_default();
    if phrase.organization.is_some() || phrase.time != Time::Now || !OFFICES.contains(&noun) {
        return None;
    }
    let start = usize::from(matches!(s.low(0), "the" | "“" | "\"" | "‘"));
    let subject = names(s).into_iter().find(|subject| subject.start <= start)?;
    let words = flat(s.words(subject.clone()));
    // "The Rütli Handelsbank": nobody's name has an article.
    let is_person = subject.start == 0 && subject.len() > 1 && name_kind(&words) == SourceKind::Person;
    let is_before = subject.end < name.start.min(phrase.range.start);
    (is_before && is_finite(s, subject.end) && !is_person && !is_place(&words)).then_some(words)
}
