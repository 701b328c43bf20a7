//! Of which gender a person is, as far as a title, a trade or a kinship beside the name says so: for whom "he" and "she" cannot
//! mean. First names are not asked: too many are of both.

use crate::sentences::Sentence;

/// The gender that a word or a pronoun tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// "Mr", "his brother", "spokesman"; "he".
    Male,
    /// "Mrs", "his sister", "spokeswoman"; "she".
    Female,
}

/// How far behind a name its apposition is looked through.
const FAR: usize = 6;

impl Gender {
    /// The gender that a pronoun asks for.
    pub(crate) fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "he" | "him" | "his" | "himself" => Some(Self::Male),
            "she" | "her" | "hers" | "herself" => Some(Self::Female),
            _ => None,
        }
    }

    /// The gender of whoever is called by this word (in lower case): a title, a trade or a kinship.
    fn of_word(word: &str) -> Option<Self> {
        let is_trade =
            |end: &str| word.len() > end.len() + 2 && word.ends_with(end) && crate::nouns::head(word).is_some();
        match word {
            "mr" | "sir" | "lord" | "king" | "prince" | "duke" | "father" | "son" | "brother" | "husband" | "uncle"
            | "nephew" | "grandfather" | "grandson" | "stepfather" | "stepson" | "widower" | "actor" | "monk"
            | "man" => Some(Self::Male),
            "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "duchess" | "mother" | "daughter"
            | "sister" | "wife" | "aunt" | "niece" | "grandmother" | "granddaughter" | "stepmother"
            | "stepdaughter" | "widow" | "actress" | "nun" | "woman" | "midwife" => Some(Self::Female),
            _ if is_trade("woman") => Some(Self::Female),
            _ if is_trade("man") => Some(Self::Male),
            _ => None,
        }
    }

    /// The gender of the person whose name stands at `start..end`: by the word before it, its own first words, or the
    /// apposition behind it.
    pub(super) fn beside(s: &Sentence, start: usize, end: usize) -> Option<Self> {
        let before = start.checked_sub(1).and_then(|i| Self::of_word(s.low(i)));
        let within = || (start..end).find_map(|i| Self::of_word(s.low(i)));
        let behind = || {
            let close = (end + 1..s.len().min(end + 1 + FAR)).find(|i| s.is(*i, ",")).unwrap_or(end + 1);
            // What stands behind "of" is somebody else: "Ada Moor, a friend of the chairman,".
            let whole =
                (end + 1..close).take_while(|i| !matches!(s.low(*i), "of" | "to" | "who" | "and" | "for" | "with"));
            whole.filter(|_| s.is(end, ",")).find_map(|i| Self::of_word(s.low(i)))
        };
        before.or_else(within).or_else(behind)
    }
}

/// Whether a sentence speaks of one man or woman by a noun, without a name beside it, and does not quote it: "his mother wept".
pub(super) fn is_spoken_of(s: &Sentence, gender: Gender) -> bool {
    (0..s.len()).any(|i| {
        let is_title = matches!(s.low(i), "mr" | "mrs" | "ms" | "miss" | "sir" | "dame" | "lord" | "lady");
        let is_subject = i + 1 < s.len() && crate::grammar::is_finite(s, crate::grammar::after_adverbs(s, i + 1));
        Gender::of_word(s.low(i)) == Some(gender) && !is_title && !s.is_quoted(i) && !s.is_capital(i) && is_subject
    })
}
