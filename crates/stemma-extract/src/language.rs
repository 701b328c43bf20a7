//! Which language a text is in. Only English is read; what is not is named, and kept with the document.

use stemma_core::document::Problem;
use stemma_core::span::Span;

use crate::problems::{FOREIGN, problem};
use crate::text::{BlockKind, Text};

/// From this many words on it can be told whether a text is in English.
const ENOUGH_WORDS: usize = 12;
/// The same of a part of an English text, which may be a list of names.
const ENOUGH_WORDS_OF_A_PART: usize = 30;
/// The least share of small words in an English text, in a hundred words.
const ENGLISH: usize = 9;

/// Words that few English sentences do without, and that mean little elsewhere.
const SMALL: &[&str] = &[
    "the", "of", "and", "to", "is", "that", "with", "for", "by", "has", "are", "from", "said", "its", "were", "been",
    "which", "will", "have", "at", "it", "this", "not", "but", "they", "their", "in", "as", "had", "who", "while",
    "into", "under", "would", "or", "was", "more", "than",
];

/// How many letters the longest of them has.
const LONGEST_SMALL: usize = 5;

/// A stretch of a text in another language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Foreign {
    /// Its paragraphs.
    pub(crate) span: Span,
    /// The language, in English.
    pub(crate) language: &'static str,
}

impl Foreign {
    /// The problem that says so.
    pub(crate) fn problem(&self) -> Problem {
        let message = format!("this seems to be in {}, and only English is read", self.language);
        problem(FOREIGN, self.span, message)
    }
}

/// The text, or each stretch of its paragraphs, that is not in English.
pub(crate) fn foreign(text: &Text) -> Vec<Foreign> {
    let words = |span: Span| span.slice(&text.text).unwrap_or_default();
    let prose = || text.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::SourceEntry | BlockKind::Code));
    let mut stretches: Vec<Foreign> = Vec::new();
    let mut goes_on = false;
    for span in prose().map(|block| block.span) {
        match of(words(span), ENOUGH_WORDS_OF_A_PART) {
            Told::Nothing => {}
            Told::English => goes_on = false,
            Told::Other(language) => {
                match stretches.last_mut().filter(|last| goes_on && last.language == language) {
                    Some(last) => last.span = last.span.hull(span),
                    None => stretches.push(Foreign { span, language }),
                }
                goes_on = true;
            }
        }
    }
    // Short paragraphs tell nothing each, and may together.
    let all = prose().map(|block| block.span).reduce(Span::hull).filter(|_| stretches.is_empty());
    let whole = all.and_then(|span| match of(words(span), ENOUGH_WORDS) {
        Told::Other(language) => Some(Foreign { span, language }),
        Told::Nothing | Told::English => None,
    });
    stretches.extend(whole);
    stretches
}

/// Small words that only English has.
const ONLY_ENGLISH: &[&str] = &[
    "the", "and", "that", "with", "from", "said", "says", "were", "which", "have", "this", "they", "their", "would",
    "who", "its", "of", "to", "has", "are", "been", "it", "he", "she", "we", "you", "for", "by", "be", "my", "but",
];
/// Small words of German, French, Spanish, Italian and Dutch that no English sentence has two of.
const SMALL_ELSEWHERE: &[&str] = &[
    "der", "das", "und", "nicht", "ist", "ein", "eine", "einen", "mit", "auf", "von", "für", "dem", "den", "sich",
    "wird", "le", "les", "des", "est", "une", "dans", "pour", "que", "qui", "el", "los", "las", "una", "por", "del",
    "di", "che", "il", "gli", "della", "het", "een", "van", "niet", "zijn",
];
/// A shorter sentence may be a name or a title.
const ENOUGH_WORDS_OF_A_SENTENCE: usize = 6;

/// The language of a sentence among English ones, when it is surely another.
pub(crate) fn of_sentence(words: &str) -> Option<&'static str> {
    let each = || words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_in =
        |word: &str, list: &[&str]| word.len() <= 6 && list.iter().any(|known| known.eq_ignore_ascii_case(word));
    if each().any(|word| is_in(word, ONLY_ENGLISH)) {
        return None;
    }
    // "Van der Meer", "Los Angeles": with a capital they are parts of names.
    let small = each().filter(|word| word.starts_with(char::is_lowercase) && is_in(word, SMALL_ELSEWHERE)).count();
    if small < 2 || each().count() < ENOUGH_WORDS_OF_A_SENTENCE {
        return None;
    }
    whatlang::detect_lang(words).filter(|found| *found != whatlang::Lang::Eng).map(|found| found.eng_name())
}

/// What words tell of their language.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// There are too few, or they may be of any.
    Nothing,
    English,
    Other(&'static str),
}

/// What a text tells that has at least `enough` words. The small words of English settle it; where they are missing, the
/// letters and their sequence must be another language's.
fn of(text: &str, enough: usize) -> Told {
    let (mut words, mut small) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        small += usize::from(word.len() <= LONGEST_SMALL && SMALL.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    let ideographs = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    if words.max(ideographs) < enough {
        return Told::Nothing;
    }
    if words >= enough && small * 100 >= words * ENGLISH {
        return Told::English;
    }
    match whatlang::detect(text) {
        Some(found) if found.lang() == whatlang::Lang::Eng => Told::English,
        Some(found) if found.is_reliable() => Told::Other(found.lang().eng_name()),
        _ => Told::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn languages(text: &str) -> Vec<&'static str> {
        foreign(&parse("", text.to_owned(), None).value).into_iter().map(|found| found.language).collect()
    }

    const GERMAN: &str = "Das Werk in Orrin wurde im Mai geschlossen. Die Firma hat 500 Menschen entlassen, sagte der \
        Sprecher am Montag, und im Herbst sollen weitere Werke folgen, darunter das älteste des Landes.";

    #[test]
    fn a_sentence_of_another_language_is_known_among_english_ones() {
        assert_eq!(of_sentence("Der Damm ist seit Mai undicht und wird nicht mehr repariert."), Some("German"));
        assert_eq!(
            of_sentence("La digue est fermée et les habitants ne dorment pas dans leurs maisons."),
            Some("French")
        );
        for english in [
            "Van der Meer visited Den Haag on Monday.",
            "Orrin Foundry sold 300 mills last year.",
            "The Frankfurter Allgemeine quoted “der Damm ist nicht sicher” on its front page.",
            "El Niño hit Los Angeles last winter.",
        ] {
            assert_eq!(of_sentence(english), None, "{english}");
        }
        let text = "The dam was closed on Monday. Der Damm ist seit Mai undicht und wird nicht repariert. The mayor said that it leaks.";
        let read = crate::extract(&parse("", text.to_owned(), None).value);
        assert_eq!(read.value.len(), 2, "{:?}", read.value);
        assert_eq!(read.problems.iter().map(|found| found.code).collect::<Vec<_>>(), [FOREIGN]);
    }

    #[test]
    fn english_is_read_and_other_languages_are_named() {
        for english in [
            "The mill at Orrin was closed in May. Veyra said that it will open a new one in the north of Corra.",
            "Veyra makes the 940C chip on a 5-nanometre line. <script>alert(1)</script> dne",
            "Mills: Orrin, Corra, Lisk, Veyra, Halm, Tolvan, Bellport, Allmark, Haldane, Norr, Sollers, Prism, Arlen, Dace",
            "Was the chip late? We should all buy one. What a brilliant day! Nobody knows anything about anybody.",
        ] {
            assert_eq!(languages(english), [""; 0], "{english}");
        }
        let french =
            "L'usine d'Orrin a été fermée en mai. La société a licencié 500 personnes, selon son porte-parole Duval.";
        let chinese = "工厂于五月关闭。公司裁员五百人,发言人周一表示,新的工厂将在北部开设。";
        for (text, language) in [(GERMAN, "German"), (french, "French"), (chinese, "Mandarin")] {
            assert_eq!(languages(text), [language], "{text}");
        }
    }

    #[test]
    fn a_foreign_paragraph_is_named_with_its_place() {
        let text =
            format!("The mill at Orrin was closed in May, and it is the last of its kind in the valley.\n\n{GERMAN}\n");
        let found = foreign(&parse("", text.clone(), None).value);
        assert_eq!(found.iter().map(|f| f.span.slice(&text).unwrap()).collect::<Vec<_>>(), [GERMAN]);
    }
}
