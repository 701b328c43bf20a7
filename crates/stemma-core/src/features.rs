//! What of a sentence matters for whether two sentences make one claim.

use std::collections::BTreeSet;

use crate::enumerations::ClaimKind;
use crate::statement::{Decimal, Statement};

/// The parts of a statement that are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Features {
    /// Stems of the words that carry meaning, names among them.
    pub stems: BTreeSet<String>,
    /// The stems of its main clause: without what stands before "On the … side," or behind a dash or semicolon.
    pub core: BTreeSet<String>,
    /// Stems of words with a capital or a digit: names and products.
    pub names: BTreeSet<String>,
    /// Names that have digits, such as products and models: 940C, V4, R1.
    pub codes: BTreeSet<String>,
    /// What the sentence is about, where it begins "The HEAD of …".
    pub head: Option<String>,
    /// Numbers with their unit.
    pub quantities: BTreeSet<Amount>,
    /// Dates, as EDTF.
    pub dates: BTreeSet<String>,
    /// Whether it is negated.
    pub negated: bool,
    /// Which sort of claim: claims of different sorts are never one.
    pub sort: Sort,
}

/// A number with its unit, open or closed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount {
    /// The unit in normal form.
    pub unit: String,
    /// The least value.
    pub low: Option<Decimal>,
    /// The greatest value.
    pub high: Option<Decimal>,
    /// Whether the text says that it is rough.
    pub approximate: bool,
    /// What it is an amount of: the stem after "of", when there is one.
    pub of: Option<String>,
}

impl Amount {
    /// Whether the two measure the same sort of thing: one unit, and not of two substances.
    #[must_use]
    pub fn is_comparable_with(&self, other: &Self) -> bool {
        self.unit == other.unit && (self.of.is_none() || other.of.is_none() || self.of == other.of)
    }

    /// Whether one number can be both, given what is open and what is rough (five in a hundred).
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        let slack = if self.approximate || other.approximate { 0.05 } else { 0.0 };
        let at_most = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) => low.to_f64() <= high.to_f64() + high.to_f64().abs() * slack,
            _ => true,
        };
        at_most(self.low, other.high) && at_most(other.low, self.high)
    }

    /// Whether the two are written as the same number.
    #[must_use]
    pub fn equals(&self, other: &Self) -> bool {
        self.low == other.low && self.high == other.high
    }
}

/// Sorts of claims that are never merged with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// What is or was.
    Statement,
    /// What will be.
    Prediction,
    /// What no check can settle.
    Judgement,
    /// What is said about verification itself.
    Verification,
}

impl From<ClaimKind> for Sort {
    fn from(kind: ClaimKind) -> Self {
        match kind {
            ClaimKind::Fact | ClaimKind::Quantity | ClaimKind::SpeechAct => Self::Statement,
            ClaimKind::Prediction => Self::Prediction,
            ClaimKind::Opinion | ClaimKind::Norm | ClaimKind::Counterfactual | ClaimKind::Question => Self::Judgement,
            ClaimKind::VerificationStatus => Self::Verification,
        }
    }
}

/// Words that say little by themselves.
const STOP: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "at",
    "by",
    "to",
    "for",
    "from",
    "with",
    "and",
    "or",
    "as",
    "its",
    "it",
    "their",
    "his",
    "her",
    "this",
    "that",
    "these",
    "those",
    "which",
    "who",
    "whose",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "should",
    "than",
    "more",
    "also",
    "into",
    "per",
    "about",
    "some",
    "they",
    "he",
    "she",
    "we",
    "our",
    "us",
    "there",
    "now",
    "then",
    "already",
    "so",
    "such",
    "but",
    "not",
    "no",
    "never",
    "s",
    "around",
    "roughly",
    "nearly",
    "approximately",
    "over",
    "up",
    "out",
];

/// Words that are part of a number or a date, which are compared by their value.
const NUMBER_WORDS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
    "hundred", "thousand", "million", "billion", "trillion",
];

/// Words that turn a sentence into its contrary.
const NEGATIONS: &[&str] =
    &["not", "no", "never", "n't", "without", "cannot", "neither", "nor", "none", "denied", "false"];

/// Words that are names wherever they stand: seen with a capital inside some sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames(BTreeSet<String>);

impl KnownNames {
    /// The names that these sentences show.
    #[must_use]
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a str>) -> Self {
        let inside = sentences.into_iter().flat_map(|sentence| {
            let is_name = |word: &&str| word.starts_with(char::is_uppercase);
            words(sentence).skip(1).filter(is_name).map(|word| stem(&word.to_lowercase()))
        });
        Self(inside.collect())
    }
}

impl Features {
    /// The features of a statement.
    #[must_use]
    pub fn of(statement: &Statement, known: &KnownNames) -> Self {
        let mut features = Self::of_text(&statement.sentence, statement.kind);
        let first = words(&statement.sentence).next().map(|word| stem(&word.to_lowercase()));
        features.names.extend(first.filter(|word| known.0.contains(word) && features.stems.contains(word)));
        features.quantities = statement
            .quantities
            .iter()
            .map(|q| Amount {
                unit: stem(&q.unit.to_lowercase()),
                low: q.low,
                high: q.high,
                approximate: q.approximate,
                of: amount_of(&statement.sentence, &q.quote.text),
            })
            .collect();
        features.dates = statement.dates.iter().map(|date| date.edtf.clone()).collect();
        let counted: Vec<&str> = statement
            .quantities
            .iter()
            .map(|quantity| quantity.quote.text.as_str())
            .chain(statement.dates.iter().map(|date| date.quote.text.as_str()))
            .collect();
        features.codes.extend(numbers_in_names(&statement.sentence, &counted));
        features
    }

    /// The features of bare words.
    #[must_use]
    pub fn of_text(text: &str, kind: ClaimKind) -> Self {
        let mut features = Self {
            stems: BTreeSet::new(),
            core: stems(main_clause(text)),
            names: BTreeSet::new(),
            codes: BTreeSet::new(),
            head: head(text),
            quantities: BTreeSet::new(),
            dates: BTreeSet::new(),
            negated: false,
            sort: kind.into(),
        };
        let mut negations = 0usize;
        for (position, word) in words(text).enumerate() {
            let lower = word.to_lowercase();
            if NEGATIONS.contains(&lower.as_str()) || lower.ends_with("n't") {
                negations += 1;
            }
            if STOP.contains(&lower.as_str()) || NUMBER_WORDS.contains(&lower.as_str()) {
                continue;
            }
            let stem = canonical(stem(&lower));
            if is_code(word) {
                features.codes.insert(lower.clone());
            }
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            if capitals > 1 || (capitals == 1 && position > 0) {
                features.names.insert(stem.clone());
            }
            features.stems.insert(stem);
        }
        features.negated = negations % 2 == 1;
        features
    }
}

/// What a sentence says first of all: "On the compute side, X—Y" says X.
fn main_clause(text: &str) -> &str {
    let behind = ["On the ", "In the ", "At the "].iter().find_map(|opening| {
        let (aside, rest) = text.strip_prefix(opening)?.split_once(", ")?;
        (aside.split(' ').count() <= 3 && aside.ends_with("side")).then_some(rest)
    });
    let text = behind.unwrap_or(text);
    let ends = ["—", " – ", " -- ", "; "].iter().filter_map(|mark| text.find(mark));
    let participle = text.match_indices(", ").find(|(at, mark)| {
        let next = text.get(at + mark.len()..).unwrap_or_default().split(' ').next().unwrap_or_default();
        next.ends_with("ing") && next.len() > 5
    });
    let end = ends.chain(participle.map(|(at, _)| at)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The stems of the words of a text that carry meaning.
fn stems(text: &str) -> BTreeSet<String> {
    let lower = words(text).map(str::to_lowercase);
    let meant = lower.filter(|word| !STOP.contains(&word.as_str()) && !NUMBER_WORDS.contains(&word.as_str()));
    meant.map(|word| canonical(stem(&word))).collect()
}

/// The stem of the noun before an "of" among the first words: "fans" of "The fans of the harbour tunnel".
fn head(text: &str) -> Option<String> {
    let first: Vec<&str> = words(text).take(6).collect();
    let of = first.iter().position(|word| word.eq_ignore_ascii_case("of"))?;
    let before = first.get(of.checked_sub(1)?)?;
    Some(stem(&before.to_lowercase()))
}

/// The stem of the noun that a quantity in a sentence is an amount of: "cadmium" of "14 micrograms of cadmium".
fn amount_of(sentence: &str, quantity: &str) -> Option<String> {
    let (_, after) = sentence.split_once(quantity)?;
    let mut next = words(after);
    next.next().filter(|word| *word == "of")?;
    next.find(|word| !STOP.contains(word)).map(|word| stem(&word.to_lowercase()))
}

/// Numbers that neither count nor date anything belong to a name, with the word before: "pier 7", "reactor 4".
fn numbers_in_names(sentence: &str, counted: &[&str]) -> Vec<String> {
    let all: Vec<&str> = words(sentence).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_counted = |word: &str| counted.iter().any(|quote| words(quote).any(|part| part == word));
    all.windows(2)
        .filter_map(|pair| match pair {
            [before, number] if is_number(number) && !is_counted(number) => {
                Some(format!("{} {number}", before.to_lowercase()))
            }
            _ => None,
        })
        .collect()
}

/// Whether a word has both digits and capitals, and is no number with a unit.
fn is_code(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && word.chars().any(|c| c.is_ascii_digit())
}

/// Words with inner hyphens split, possessives dropped, numbers kept whole.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | ',' | '%')))
        .map(|word| word.trim_matches(['.', ',', '\'', '’']))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
}

/// Verbs that report the same event in other words, each group under its first.
const SYNONYMS: &[&[&str]] = &[
    &["announc", "unveil", "present", "reveal", "disclos", "introduc", "launch", "releas", "publish"],
    &["clos", "shut", "shutter"],
    &["buy", "purchas", "acquir"],
    &["mak", "produc", "manufactur", "build", "fabricat"],
    &["reach", "achiev", "attain", "hit"],
    &["fall", "drop", "declin", "decreas", "shrink"],
    &["ris", "increas", "climb", "grow", "jump"],
    &["start", "begin", "open", "commenc"],
    &["stop", "halt", "ceas", "end"],
    &["leak", "spill", "escap"],
    &["need", "requir"],
    &["sell", "supply", "deliver", "ship"],
    &["use", "employ", "us", "utiliz"],
    &["show", "demonstrat"],
    &["cut", "reduc", "lower", "reduct", "slash"],
    &["kill", "di", "death"],
    &["hir", "recruit"],
    &["carry", "hold", "contain"],
    &["cost", "price"],
    &["claim", "assert"],
];

/// The word that stands for a group of synonyms.
fn canonical(stem: String) -> String {
    let group = SYNONYMS.iter().find(|group| group.contains(&stem.as_str()));
    group.and_then(|group| group.first()).map_or(stem, |first| (*first).to_owned())
}

/// A light stem: plural and verb endings fall, so that inflections of a word meet.
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) || !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(base) = irregular(word) {
        return base.to_owned();
    }
    for (ending, put) in [
        ("ational", "ate"),
        ("ization", "ize"),
        ("ments", ""),
        ("ment", ""),
        ("ings", ""),
        ("ing", ""),
        ("ies", "y"),
        ("ied", "y"),
        ("ions", ""),
        ("ion", ""),
        ("ally", ""),
        ("ers", ""),
        ("er", ""),
        ("ed", ""),
        ("es", ""),
        ("ly", ""),
        ("s", ""),
        ("e", ""),
    ] {
        if let Some(base) = word.strip_suffix(ending).filter(|base| base.len() >= 3) {
            let base = if put.is_empty() { undouble(base) } else { base };
            return format!("{base}{put}").trim_end_matches('e').to_owned();
        }
    }
    word.to_owned()
}

/// "shipped" and "ship" meet: a doubled last consonant falls.
fn undouble(base: &str) -> &str {
    let mut backwards = base.chars().rev();
    match (backwards.next(), backwards.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 'l' | 's' | 'e' | 'o') => {
            base.get(..base.len() - 1).unwrap_or(base)
        }
        _ => base,
    }
}

fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "made" | "makes" | "making" => "mak",
        "built" | "builds" => "build",
        "sold" | "sells" => "sell",
        "lost" | "loses" => "los",
        "found" => "find",
        "held" | "holds" => "hold",
        "spent" => "spend",
        "rose" | "risen" => "ris",
        "fell" | "fallen" => "fall",
        "began" | "begun" => "begin",
        "shut" | "shuttered" | "closed" | "closes" | "closing" | "closure" => "clos",
        "sank" | "sunk" => "sink",
        "broke" | "broken" => "break",
        "grew" | "grown" => "grow",
        "percent" | "per cent" => "%",
        "nanometre" | "nanometer" | "nanometres" | "nanometers" => "nm",
        "kilometre" | "kilometres" | "kilometers" => "km",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_of_a_word_meet() {
        for (a, b) in [
            ("closed", "closes"),
            ("shipped", "shipping"),
            ("yields", "yield"),
            ("companies", "company"),
            ("reaching", "reaches"),
            ("produced", "produce"),
            ("transistors", "transistor"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_number_in_a_name_parts_two_claims() {
        assert_eq!(
            numbers_in_names("The gauge at pier 7 fell by 12 percent in 2024", &["12 percent", "2024"]),
            ["pier 7"]
        );
    }

    #[test]
    fn two_negations_are_none() {
        let negated = |text: &str| Features::of_text(text, ClaimKind::Fact).negated;
        assert!(negated("The plant was not closed"));
        assert!(!negated("It is not true that the plant never closed"));
        assert!(!negated("The plant closed"));
    }

    #[test]
    fn names_are_words_with_a_capital_that_do_not_open_the_sentence() {
        let features = Features::of_text("Yields at Orrin Foundry fell", ClaimKind::Fact);
        assert_eq!(features.names.into_iter().collect::<Vec<_>>(), ["foundry", "orrin"]);
    }
}
