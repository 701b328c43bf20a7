//! A draft as it is written: what it says, and how much of it could be read. It has no place and no date.

use stemma_core::document::{Metadata, Parsed, Problem};
use stemma_core::span::Span;
use stemma_core::statement::Statement;

use crate::extract::extract;
use crate::parse::parse;
use crate::problems::{FOREIGN, LONG_LINE, problem};
use crate::sentences::sentences;
use crate::text::{BlockKind, Text};

/// The longest line of prose that is read, in bytes: some fifty pages.
const LONGEST_LINE: usize = 256 * 1024;
/// From this many words on it can be told whether a text is in English.
const ENOUGH_WORDS: usize = 12;
/// The same of a part of an English text, which may be a list of names.
const ENOUGH_WORDS_OF_A_PART: usize = 30;
/// The least share of small words in an English text, in a hundred words.
const ENGLISH: usize = 9;

/// What a draft says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpublished {
    /// The text that all spans count in.
    pub text: String,
    /// What its front matter says.
    pub metadata: Metadata,
    /// How many sentences it has.
    pub sentences: usize,
    /// Everything it says, in order of place.
    pub statements: Vec<Statement>,
}

/// Reads a draft in plain text or Markdown. A problem for which [`is_unread`] holds says that a part was not read.
#[must_use]
pub fn unpublished(text: String) -> Parsed<Unpublished> {
    if let Some((number, line)) = long_line(&text) {
        let message = format!("line {number} is {} bytes long: break it into paragraphs", line.len());
        return Parsed {
            value: Unpublished { text, ..Unpublished::default() },
            problems: vec![problem(LONG_LINE, None, message)],
        };
    }
    let parsed = parse("", text, None);
    let extracted = extract(&parsed.value);
    let mut problems = parsed.problems;
    problems.extend(extracted.problems);
    problems.extend(foreign(&parsed.value));
    problems.sort();
    let Text { text, metadata, blocks, .. } = parsed.value;
    let prose = blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Heading | BlockKind::Code | BlockKind::SourceEntry));
    let sentences = prose.map(|block| sentences(&text, block.span, &mut Vec::new()).len()).sum();
    Parsed { value: Unpublished { sentences, metadata, statements: extracted.value, text }, problems }
}

/// Whether a problem means that a part of the draft was not read, so that it says nothing about that part.
#[must_use]
pub fn is_unread(problem: &Problem) -> bool {
    [FOREIGN, LONG_LINE, crate::problems::UNREAD_REST].contains(&problem.code)
}

/// The first line that is too long to be prose – reading it would take minutes – with its number, counted from 1.
#[must_use]
pub fn long_line(text: &str) -> Option<(usize, &str)> {
    let mut lines = (1..).zip(text.split('\n'));
    lines.find(|(_, line)| line.len() > LONGEST_LINE)
}

/// Words that few English sentences do without, and that mean little elsewhere.
const SMALL: &[&str] = &[
    "the", "of", "and", "to", "is", "that", "with", "for", "by", "has", "are", "from", "said", "its", "were", "been",
    "which", "will", "have", "at", "it", "this", "not", "but", "they", "their", "in", "as", "had", "who", "while",
    "into", "under", "would", "or", "was", "more", "than",
];

/// The text, or each stretch of its paragraphs, that is not in English, as one problem.
fn foreign(text: &Text) -> Vec<Problem> {
    let words = |span: Span| span.slice(&text.text).unwrap_or_default();
    let all = text.blocks.iter().map(|block| block.span).reduce(Span::hull);
    let mut stretches: Vec<Span> = Vec::new();
    if let Some(all) = all.filter(|all| is_english(words(*all), ENOUGH_WORDS) == Some(false)) {
        stretches.push(all);
    } else {
        let mut goes_on = false;
        let prose = text.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::SourceEntry | BlockKind::Code));
        for span in prose.map(|block| block.span) {
            let Some(is_english) = is_english(words(span), ENOUGH_WORDS_OF_A_PART) else { continue };
            match stretches.last_mut().filter(|_| goes_on) {
                _ if is_english => {}
                Some(last) => *last = last.hull(span),
                None => stretches.push(span),
            }
            goes_on = !is_english;
        }
    }
    let told = |span| problem(FOREIGN, span, "this does not look like English, and only English is read".to_owned());
    stretches.into_iter().map(told).collect()
}

/// Whether the words are English; `None` when fewer than `enough`.
fn is_english(text: &str, enough: usize) -> Option<bool> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let ascii = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if letters >= enough && ascii * 2 < letters {
        return Some(false);
    }
    let parts = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let lower: Vec<String> = parts.map(str::to_lowercase).collect();
    let small = lower.iter().filter(|word| SMALL.contains(&word.as_str())).count();
    (lower.len() >= enough).then_some(small * 100 >= lower.len() * ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        unpublished(text.to_owned()).problems.iter().filter(|p| is_unread(p)).map(|p| p.code).collect()
    }

    #[test]
    fn english_is_read_and_other_languages_are_named() {
        let english =
            "The mill at Orrin was closed in May. Veyra said that it will open a new one in the north of Corra.";
        let german =
            "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der Sprecher.";
        let french =
            "L'usine d'Orrin a été fermée en mai. La société a licencié 500 personnes, selon son porte-parole Duval.";
        let chinese = "工厂于五月关闭。公司裁员五百人,发言人周一表示,新的工厂将在北部开设。";
        assert_eq!(codes(english), [""; 0]);
        for foreign in [german, french, chinese] {
            assert_eq!(codes(foreign), [FOREIGN], "{foreign}");
        }
    }

    #[test]
    fn a_foreign_paragraph_is_named_with_its_place() {
        let german = "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der Sprecher am \
                      Montag, und im Herbst sollen weitere Werke folgen, darunter das älteste des Landes.";
        let text =
            format!("The mill at Orrin was closed in May, and it is the last of its kind in the valley.\n\n{german}\n");
        let read = unpublished(text.clone());
        let problem = read.problems.iter().find(|problem| problem.code == FOREIGN).unwrap();
        assert_eq!(problem.span.unwrap().slice(&text).unwrap(), german);
    }

    #[test]
    fn sentences_are_counted_and_headings_are_none() {
        let read = unpublished("# On mills\n\nThe mill closed. It was old.\n\n- The dam held.\n".to_owned()).value;
        assert_eq!(read.sentences, 3);
        assert_eq!(read.statements.len(), 3);
    }

    #[test]
    fn a_text_in_one_endless_line_is_not_read() {
        assert_eq!(codes(&"The mill closed. ".repeat(20_000)), [LONG_LINE]);
    }
}
