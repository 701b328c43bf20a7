//! Paragraphs of one quotation whose speaker only the last of them names: “Y⏎⏎“Z,” Dana Reyes said.

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
        for before in (0..at).rev().take_while(|before| goes_on(*before)) {
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
    fn a_paragraph_that_closes_its_quotation_is_not_spoken_by_the_next() {
        let text = "“The lock cost 310 million euros.”\n\n“It was four months late,” said Ludo Verbeke.";
        assert_eq!(sources(text), ["author", "Ludo Verbeke"]);
    }
}
