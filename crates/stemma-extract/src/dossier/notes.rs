//! What a dossier records beside claims: its Status, the Evolution of each perspective, its Open
//! questions, its Tensions.

use stemma_core::dossier::{DossierNote, NoteContent};
use stemma_core::span::{Quote, Span};

use super::{EVOLUTION, STATUS};
use crate::runs;
use crate::text::{BlockKind, Text};

/// What introduces the words on what would settle a question, in lower case.
const SETTLERS: &[&str] =
    &["settled by", "would be settled by", "it would be settled by", "what would settle it", "to settle it", "watch"];

/// The notes of a dossier, in order of place; none of any other document.
#[must_use]
pub fn notes(text: &Text) -> Vec<DossierNote> {
    let mut found: Vec<DossierNote> = Vec::new();
    for block in &text.blocks {
        let Some(quote) = Quote::at(&text.text, block.span) else { continue };
        let content = match block.kind {
            BlockKind::Status => status(&quote.text),
            BlockKind::Evolution { holder: Some(holder) } => perspective(&text.text, holder, &quote.text),
            BlockKind::Question => {
                let text = without_citations(&quote.text).to_owned();
                Some(NoteContent::Question { text, settled_by: None })
            }
            BlockKind::Tension => tension(&text.text, block.span),
            BlockKind::Settler => {
                settle(found.last_mut(), &quote.text);
                None
            }
            _ => None,
        };
        found.extend(content.map(|content| DossierNote { quote, content }));
    }
    found
}

fn status(line: &str) -> Option<NoteContent> {
    let words = line.strip_prefix(STATUS)?.trim();
    (!words.is_empty()).then(|| NoteContent::Status(words.to_owned()))
}

fn perspective(text: &str, holder: Span, line: &str) -> Option<NoteContent> {
    let evolution = line.strip_prefix(EVOLUTION)?.trim().to_owned();
    let holder = runs::holder(text, holder)?.mention.name;
    (!evolution.is_empty()).then_some(NoteContent::Perspective { holder, evolution })
}

/// What parts the sides of a tension.
const AGAINST: &[&str] = &[" vs. ", " vs ", " versus "];

/// "A vs. B [1][2]": the words of each side without its citations; `None` when there is one side only.
fn tension(text: &str, line: Span) -> Option<NoteContent> {
    let mut sides = Vec::new();
    let mut start = line.start;
    loop {
        let rest = text.get(start..line.end)?;
        let cut = AGAINST.iter().filter_map(|against| Some((rest.find(against)?, against.len()))).min();
        let part = cut.and_then(|(at, _)| rest.get(..at)).unwrap_or(rest);
        let words = without_citations(part);
        let at = start + part.find(words).unwrap_or(0);
        sides.extend(Quote::at(text, Span::new(at, at + words.len())).filter(|side| !side.text.is_empty()));
        let Some((at, length)) = cut else { break };
        start += at + length;
    }
    (sides.len() >= 2).then_some(NoteContent::Tension { sides })
}

/// Says of the question above what would settle it.
fn settle(above: Option<&mut DossierNote>, words: &str) {
    if let Some(DossierNote { content: NoteContent::Question { settled_by, .. }, .. }) = above {
        *settled_by = settled_by.take().or_else(|| settler(words).map(str::to_owned));
    }
}

/// Where a line of the Open questions stops asking and says what would settle it; its length when it does not say so.
pub(super) fn asked(line: &str) -> usize {
    if settler(line).is_some() {
        return 0;
    }
    let end = line.find('?').map_or(line.len(), |mark| mark + 1);
    let rest = line.get(end..).unwrap_or_default();
    // The numbers of its sources stay with the question.
    let first_word = rest.find(char::is_alphabetic).unwrap_or(rest.len());
    let opening =
        rest.get(..first_word).map_or(0, |before| before.trim_end_matches(['(', ' ', '–', '—', '-', '*']).len());
    if settler(rest).is_some() { end + opening } else { line.len() }
}

/// "Settled by: a teardown of a second phone. [3]" without its introduction and its citations.
fn settler(words: &str) -> Option<&str> {
    let words = without_citations(words).trim_start_matches([' ', '(', '–', '—', '-', '*']).trim_end_matches(')');
    let rests = SETTLERS.iter().filter_map(|settler| {
        let (head, rest) = words.split_at_checked(settler.len())?;
        let goes_on = rest.starts_with(':') || (rest.starts_with(' ') && settler.ends_with(" by"));
        (goes_on && head.eq_ignore_ascii_case(settler)).then_some(rest)
    });
    rests.map(|rest| rest.trim_start_matches([':', '*', ' '])).find(|rest| !rest.is_empty())
}

/// The words without the numbers of sources around them.
fn without_citations(words: &str) -> &str {
    let are_numbers = |inside: &str| inside.chars().all(|c| c.is_ascii_digit() || [',', ' ', '-', '–'].contains(&c));
    let mut words = words.trim();
    while let Some((before, numbers)) = words.strip_suffix(']').and_then(|rest| rest.rsplit_once('['))
        && are_numbers(numbers)
    {
        words = before.trim_end();
    }
    while let Some((numbers, after)) = words.strip_prefix('[').and_then(|rest| rest.split_once(']'))
        && are_numbers(numbers)
    {
        words = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(line: &str) -> (&str, Option<&str>) {
        let (asked, rest) = line.split_at(asked(line));
        (without_citations(asked), settler(rest))
    }

    #[test]
    fn a_question_ends_where_the_line_says_what_would_settle_it() {
        let plain = settled("Who printed the brochure, and for whom? [3][4]");
        assert_eq!(plain, ("Who printed the brochure, and for whom?", None));
        let named = settled("Which line made the chip? [3] Settled by: a cross-section of a second phone. [4]");
        assert_eq!(named, ("Which line made the chip?", Some("a cross-section of a second phone.")));
        let bracketed = settled("Is the yield above half? (settled by the next quarterly report)");
        assert_eq!(bracketed, ("Is the yield above half?", Some("the next quarterly report")));
        assert_eq!(settled("What would settle it: the filing"), ("", Some("the filing")));
    }

    #[test]
    fn a_tension_has_the_words_of_each_side_without_its_citations() {
        let sides = |line: &str| match tension(line, Span::new(0, line.len())) {
            Some(NoteContent::Tension { sides }) => sides.into_iter().map(|side| side.text).collect(),
            _ => Vec::new(),
        };
        assert_eq!(sides("It leaks [1] vs. it holds [2][3]"), ["It leaks", "it holds"]);
        assert_eq!(sides("the Works versus the town vs the sea"), ["the Works", "the town", "the sea"]);
        assert_eq!(sides("It leaks [1]"), [""; 0]);
        assert_eq!(sides("[1] vs. [2]"), [""; 0]);
    }

    #[test]
    fn words_that_only_look_like_a_settler_are_left_alone() {
        assert_eq!(settled("Was it settled by a fine?"), ("Was it settled by a fine?", None));
        assert_eq!(settled("Who sells the watch? Watchmakers do not say.").1, None);
        assert_eq!(settler("Watch: the filing of May 2027"), Some("the filing of May 2027"));
        assert_eq!(settler("Watches: four"), None);
    }
}
