//! Of which gender a person is, as far as a title, a trade or a kinship beside the name says so: for whom "he" and "she" cannot
//! mean. Of a full name the first name is asked where nothing else tells, if it is given to one gender only.

use super::first_names::{FEMALE, MALE};
use crate::grammar::{after_adverbs, is_finite, is_preposition};
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
        let first = || (end > start + 1).then(|| Self::of_first_name(s.low(start))).flatten();
        before.or_else(within).or_else(behind).or_else(first)
    }

    /// The gender that a first name is given to, where it is given to one only.
    pub(crate) fn of_first_name(name: &str) -> Option<Self> {
        let (woman, man) = (FEMALE.contains(name), MALE.contains(name));
        if woman { Some(Self::Female) } else { man.then_some(Self::Male) }
    }
}

/// Whether a sentence speaks of one man or woman by a noun, without a name beside it, and does not quote it: "his mother wept".
pub(super) fn is_spoken_of(s: &Sentence, gender: Gender) -> bool {
    (0..s.len()).any(|i| {
        let is_title = matches!(s.low(i), "mr" | "mrs" | "ms" | "miss" | "sir" | "dame" | "lord" | "lady");
        let verb = after_adverbs(s, i + 1);
        // "His mother wept": what opens the sentence is its subject, whatever the verb.
        let opens = i <= FAR && (0..i).all(|j| !is_preposition(s.low(j)) && !is_finite(s, j));
        let is_subject = verb < s.len() && (opens || is_finite(s, verb));
        Gender::of_word(s.low(i)) == Some(gender) && !is_title && !s.is_quoted(i) && !s.is_capital(i) && is_subject
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frames::testing::lines;

    fn said(text: &str) -> String {
        lines(text).pop().unwrap_or_default().split(" | ").next().unwrap_or_default().to_owned()
    }

    #[test]
    fn trades_and_kinship_tell_a_gender_and_so_do_first_names_of_one() {
        for (word, gender) in [("spokesman", Gender::Male), ("chairwoman", Gender::Female), ("lord", Gender::Male)] {
            assert_eq!(Gender::of_word(word), Some(gender), "{word}");
        }
        for word in ["ottoman", "german", "engineer", "kim"] {
            assert_eq!(Gender::of_word(word), None, "{word}");
        }
        for (name, gender) in [("karin", Some(Gender::Female)), ("pavel", Some(Gender::Male)), ("kim", None)] {
            assert_eq!(Gender::of_first_name(name), gender, "{name}");
        }
        let met = "Karin Aldous said that it leaks. Pavel Simic came.";
        assert_eq!(said(&format!("{met} She said that it is shut.")), "Karin Aldous");
        assert_eq!(said(&format!("{met} He said that it is shut.")), "Pavel Simic");
    }

    #[test]
    fn nobody_is_meant_whose_title_or_trade_says_otherwise() {
        let vinter = "Spokesman Ole Vinter said that it leaks.";
        assert_eq!(said(&format!("{vinter} He said that it is shut.")), "Ole Vinter");
        assert_eq!(said(&format!("{vinter} She said that it is shut.")), "she");
        let osthaus = "Karin Osthaus, professor of physics at Dorn, has looked.";
        assert_eq!(said(&format!("{vinter} {osthaus} She said that it is shut.")), "Karin Osthaus");
    }

    #[test]
    fn whom_the_last_sentence_is_about_comes_before_who_spoke() {
        let whitby = "Lord Justice Whitby said that it leaks.";
        let ames = "Outside court, villager Pauline Ames wiped away tears.";
        assert_eq!(said(&format!("{whitby} {ames} She said that it is shut.")), "Pauline Ames");
    }

    #[test]
    fn a_woman_without_a_name_leaves_nobody_before_her_to_be_meant() {
        let shaw = "Dr Ewan Shaw said that it leaks.";
        assert_eq!(said(&format!("{shaw} His mother wept. She said that it is shut.")), "she");
        assert_eq!(said(&format!("{shaw} His mother wept. He said that it is shut.")), "Ewan Shaw");
    }

    #[test]
    fn the_only_name_so_far_is_meant() {
        let shed = "The thermometer on Eino Salmela's shed reads minus 31. He looks pleased.";
        assert_eq!(said(&format!("{shed} He said that it is cold.")), "Eino Salmela");
        assert_eq!(said(&format!("{shed} A letter lies near Ana Lund's door. He said that it is cold.")), "he");
    }
}
