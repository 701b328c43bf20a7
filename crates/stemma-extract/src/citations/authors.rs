//! "Bees die earlier near maize (Lind, 2024; Ruiz et al., 2021).": authors and years behind the words that they are cited for.

use std::ops::Range;

use stemma_core::enumerations::{SourceKind, Tier};
use stemma_core::span::Quote;
use stemma_core::statement::Mention;

use super::{credit, uncovered};
use crate::dates::MONTHS;
use crate::draft::{Draft, Party, Strength, trimmed};
use crate::entities::is_place;
use crate::lexicon::CueClass;
use crate::nouns;
use crate::sentences::Sentence;
use crate::text::Text;

/// Words that no author is called, beside months: a season before its year, a reference to another place.
const NOBODY: &[&str] =
    &["Spring", "Summer", "Autumn", "Winter", "Figure", "Table", "Since", "Until", "From", "In", "By", "About"];
/// How many brackets with authors and years a text has at least that cites by them: one may be a place or a film with its year.
const FEWEST: usize = 2;

/// Whether a text cites by authors and years.
pub(crate) fn are_cited(text: &Text) -> bool {
    let mut count = 0;
    for inner in text.text.split('(').skip(1) {
        let inner = inner.split(')').next().unwrap_or_default();
        let mut works = inner.split(';').map(work);
        if works.next().is_some_and(|first| first.is_some()) && works.all(|work| work.is_some()) {
            count += if inner.contains("et al") || inner.contains('&') { FEWEST } else { 1 };
        }
        if count >= FEWEST {
            return true;
        }
    }
    false
}

/// Adds what a bracket of authors and years credits to the drafts that were found in the sentence before it.
pub(crate) fn cite(s: &Sentence, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let Some((bracket, parties)) = bracket(s) else { return drafts };
    let sources: Vec<_> = parties.into_iter().map(|party| (party.clone(), None, party.mention.quote.span)).collect();
    for draft in &mut drafts {
        credit(draft, &sources);
        without(s, draft, bracket.start);
    }
    let mut added = Vec::new();
    for part in uncovered(s, 0..bracket.start, &drafts) {
        let Some((span, _)) = trimmed(s, part) else { continue };
        added.extend(sources.iter().map(|(party, ..)| {
            let mut draft = Draft::new(vec![span], CueClass::Mediated, "citation.author_year");
            draft.parties = vec![party.clone()];
            draft.cue = s.span(bracket.clone());
            draft.tier = Tier::B;
            draft
        }));
    }
    drafts.extend(added);
    drafts.sort_by_key(|draft| draft.hull().start);
    drafts
}

/// Takes the bracket at `open` from the end of what is said before it.
fn without(s: &Sentence, draft: &mut Draft, open: usize) {
    let (Some(mark), Some(last)) = (s.token(open), open.checked_sub(1).and_then(|last| s.token(last))) else { return };
    for content in draft.contents.iter_mut().filter(|content| content.start < last.span.end) {
        content.end = if content.end > mark.span.start { last.span.end } else { content.end };
    }
}

/// The bracket that ends the sentence, when all in it are authors with their years.
fn bracket(s: &Sentence) -> Option<(Range<usize>, Vec<Party>)> {
    let close = s.content_end().checked_sub(1).filter(|close| s.is(*close, ")"))?;
    let open = (close.saturating_sub(60)..close).rev().find(|i| s.is(*i, "("))?;
    let inner = s.span(open + 1..close)?;
    let mut at = inner.start;
    let mut parties = Vec::new();
    for part in inner.slice(s.text)?.split(';') {
        let name = work(part)?;
        let start = at + part.find(name)?;
        let quote = Quote::at(s.text, stemma_core::span::Span::new(start, start + name.len()))?;
        let kind = if nouns::is_organization(name) { SourceKind::Organization } else { SourceKind::Person };
        let mention = Mention { quote, name: name.to_owned(), kind };
        let strength = Strength::Named;
        parties.push(Party { mention, affiliation: None, relays: Vec::new(), head: None, expert: false, strength });
        at += part.len() + 1;
    }
    (open > 2).then_some((open..close + 1, parties))
}

/// Who wrote "Ruiz et al., 2021, p. 14" or "see Lind 2024".
fn work(part: &str) -> Option<&str> {
    let part = part.trim();
    let part = ["see ", "e.g. ", "cf. ", "see also "].iter().find_map(|lead| part.strip_prefix(lead)).unwrap_or(part);
    let is_year = |word: &str| {
        let digits = word.trim_end_matches([',', ':']).trim_end_matches(char::is_lowercase);
        digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year))
    };
    let year = part.split(' ').find(|word| is_year(word))?;
    let (name, rest) = part.split_once(year)?;
    let name = name.trim_end().trim_end_matches(',');
    let name = name.split_once(" et al").map_or(name, |(name, _)| name);
    let pages = rest.trim_start_matches([',', ':', ' ']);
    let ends = pages.is_empty() || pages.starts_with(|c: char| c.is_ascii_digit()) || pages.starts_with('p');
    let is_part = |word: &str| {
        let word = word.trim_end_matches(',');
        let joins = matches!(word, "and" | "&" | "et" | "al." | "al" | "van" | "von" | "de" | "der" | "of" | "the");
        joins || word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || ".-’'".contains(c))
    };
    let words = name.split(' ').count();
    let is_name = name.starts_with(char::is_uppercase) && words <= 6 && name.split(' ').all(is_part);
    let first = name.split([' ', ',']).next().unwrap_or_default();
    let is_nobody = NOBODY.contains(&first) || MONTHS.split('|').any(|month| month == first);
    (is_name && ends && !is_nobody && !is_place(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    fn lines(text: &str) -> Vec<String> {
        let found = crate::extract(&crate::parse("a.md", text.to_owned(), None).value).value;
        let line = |made: stemma_core::statement::Statement| {
            let chain: Vec<&str> = made.chain.iter().skip(1).map(|voice| voice.name.as_str()).collect();
            format!("{} | {}", chain.join(" > "), made.sentence)
        };
        found.into_iter().map(line).collect()
    }

    #[test]
    fn authors_and_years_are_the_sources_of_the_sentence_before_them() {
        assert_eq!(
            lines(
                "Bees die earlier near maize fields (Lind, 2024). Hives fell by 12 percent (Mehta & Ode, 2019; Ruiz et al., 2021)."
            ),
            [
                "Lind | Bees die earlier near maize fields.",
                "Mehta & Ode | Hives fell by 12 percent.",
                "Ruiz | Hives fell by 12 percent.",
            ]
        );
        assert_eq!(
            lines("Farmers said that the bees died (Lind, 2024). The dam lost water (Harbour Board 2026, p. 4)."),
            ["Lind > farmers | The bees died.", "Harbour Board | The dam lost water."]
        );
        assert_eq!(
            lines(
                "Ruiz et al. (2021) found that 40 percent of hives are lost. According to Mehta (2019), rain was the cause."
            ),
            ["Ruiz | 40 percent of hives are lost.", "Mehta | Rain was the cause."]
        );
    }

    #[test]
    fn a_place_a_month_or_a_film_with_its_year_is_no_source() {
        for text in [
            "The plant was closed for good (May 2019). It was opened by the king (June 1931).",
            "She died in her sleep at Halm (Norland, 1984). The plant burnt down (built in 1931).",
        ] {
            assert!(lines(text).iter().all(|line| line.starts_with(" |")), "{:?}", lines(text));
        }
    }
}
