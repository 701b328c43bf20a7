//! Paragraphs of one quotation whose speaker only the last of them names: “Y⏎⏎“Z,” Dana Reyes said.

use stemma_core::span::Span;

use super::{Credit, Trailing};
use crate::draft::Strength;
use crate::entities::Entities;
use crate::frames;
use crate::quotes;
use crate::sentences::sentences;
use crate::text::{Block, BlockKind, Text};

/// Credits each paragraph that is quoted to its end and goes on in the next to whoever is named behind the last.
pub(super) fn credit(text: &Text, found: &mut [Option<Trailing>]) {
    let words = |at: usize| text.blocks.get(at).and_then(|block| block.span.slice(&text.text)).unwrap_or_default();
    let goes_on = |at: usize| {
        let is_prose = |at: usize| text.blocks.get(at).is_some_and(|block| block.kind == BlockKind::Paragraph);
        is_prose(at) && is_prose(at + 1) && is_quoted(words(at)) && quotes::runs_on(words(at), words(at + 1))
    };
    for at in 1..text.blocks.len() {
        if goes_on(at) || !goes_on(at - 1) {
            continue;
        }
        let Some(credit) = text.blocks.get(at).and_then(|block| closing(text, block)) else { continue };
        let is_anothers = |at: usize| text.blocks.get(at).is_some_and(|block| has_speaker(text, block));
        for before in (0..at).rev().take_while(|before| goes_on(*before) && !is_anothers(*before)) {
            if let Some(slot) = found.get_mut(before).filter(|slot| slot.is_none()) {
                *slot = Some(Trailing::Quoted(credit.clone()));
            }
        }
    }
}

/// Whether a paragraph opens a quotation and closes none.
fn is_quoted(words: &str) -> bool {
    let straight = words.starts_with('"') && words.matches('"').count() == 1;
    straight || words.starts_with('“') && words.matches('“').count() == 1 && !words.contains('”')
}

/// Whether a paragraph that opens with a quotation says itself who speaks: "“It leaked,” Holt told the council.", also where the
/// mark was never closed.
pub(crate) fn has_speaker(text: &Text, block: &Block) -> bool {
    let words = block.span.slice(&text.text).unwrap_or_default();
    // Behind a mark without a partner everything would be quoted.
    let mark = if is_quoted(words) { words.chars().next().map_or(0, char::len_utf8) } else { 0 };
    let inner = Span::new(block.span.start + mark, block.span.end);
    let all = sentences(&text.text, inner, &mut Vec::new());
    let mut first = all.first().map(|s| frames::read(s, &Entities::default())).unwrap_or_default().into_iter();
    let is_said = |draft: &crate::draft::Draft| draft.parties.iter().all(|party| party.strength >= Strength::Role);
    first.any(|draft| draft.rule == "postposed" && draft.hull().start <= inner.start + "“".len() && is_said(&draft))
}

/// Whom the first sentences of the last paragraph credit with the quotation that it opens with.
fn closing(text: &Text, block: &Block) -> Option<Credit> {
    let all = sentences(&text.text, block.span, &mut Vec::new());
    let drafts = all.iter().flat_map(|s| frames::read(s, &Entities::default()));
    let mut direct = drafts.filter(|draft| draft.direct && draft.hull().start <= block.span.start + "“".len());
    let said = direct.next()?;
    let is_known = said.parties.iter().all(|party| party.strength >= Strength::Role);
    Credit::of(&said).filter(|_| is_known)
}

#[cfg(test)]
mod tests {
    fn sources(text: &str) -> Vec<String> {
        let parsed = crate::parse("a.txt", text.to_owned(), None).value;
        let found = crate::extract(&parsed).value;
        found.into_iter().map(|made| made.chain.last().map(|voice| voice.name.clone()).unwrap_or_default()).collect()
    }

    #[test]
    fn who_is_named_behind_the_last_paragraph_speaks_them_all() {
        for (open, close) in [("“", "”"), ("\"", "\"")] {
            let text = format!(
                "{open}The lock cost 310 million euros.\n\n{open}It was four months late,{close} said Ludo Verbeke."
            );
            assert_eq!(sources(&text), ["Ludo Verbeke", "Ludo Verbeke"], "{text}");
        }
    }

    #[test]
    fn a_paragraph_that_says_who_speaks_is_not_the_next_ones() {
        let text = "\"The dam leaked, Ida Holt told the council. It lost 14 tonnes.\n\n\"We saw it,\" Ada Lund said.";
        let found = crate::extract(&crate::parse("a.txt", text.to_owned(), None).value).value;
        assert!(
            found
                .iter()
                .filter(|made| made.hull().start < 40)
                .all(|made| made.chain.iter().all(|voice| voice.name != "Ada Lund"))
        );
    }

    #[test]
    fn a_paragraph_that_closes_its_quotation_is_not_spoken_by_the_next() {
        let text = "“The lock cost 310 million euros.”\n\n“It was four months late,” said Ludo Verbeke.";
        assert_eq!(sources(text), ["author", "Ludo Verbeke"]);
    }
}
