//! Words: which say little, which say the same, which turn a sentence round.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::acronym::abbreviates_name;
use super::clock::clocks;
use super::countries;
use super::phrases::in_one;
use super::stem::stem;
use super::synonyms::canonical;

/// Words that say little by themselves.
pub(super) const STOP: &[&str] = &[
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
    "percent",
    "without",
    "still",
];

/// Words that are part of a number or a date, which are compared by their value.
pub(super) const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "dozen",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
];

/// Words that turn a sentence into its contrary.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "never", "n't", "without", "cannot", "neither", "nor", "none", "nobody", "nothing", "nowhere",
    "denied", "false",
];

/// The words that say little, and those of numbers.
static SAYING_LITTLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STOP.iter().chain(NUMBER_WORDS).copied().collect());

/// Stems of the words that leave out nothing, or leave in nothing.
static ALL_OR_NONE: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| NEGATIONS.iter().chain(&["all", "every", "each", "any"]).map(|word| stem(word)).collect());

/// Whether a stem is that of a word that leaves out nothing, or leaves in nothing: "all", "none", "not".
pub(crate) fn is_all_or_none(stem: &str) -> bool {
    ALL_OR_NONE.contains(stem)
}

/// Stems of words that turn into its contrary what stands behind "to": "failed to ship".
pub(super) const FAILING: &[&str] = &["fail", "refus", "declin", "unabl", "neglect", "forget", "forgot"];

/// Words that a search passes over beside those that say little: questions, and what only posts have.
const UNASKED: &[&str] = &[
    "i", "you", "your", "my", "me", "him", "them", "what", "when", "how", "if", "just", "all", "any", "t", "re", "ve",
    "ll", "why",
];

/// The terms of a text for a search: stems, without links; a hashtag is the words that it joins.
pub(crate) fn search_terms(text: &str) -> Vec<String> {
    let is_link = |part: &str| part.contains("://") || part.starts_with("pic.twitter.com") || part.starts_with("www.");
    let mut terms = Vec::new();
    for part in text.split_whitespace().filter(|part| !is_link(part)) {
        let split = apart(part);
        let lower = words(&split).map(str::to_lowercase);
        let asked = lower.filter(|word| !STOP.contains(&word.as_str()) && !UNASKED.contains(&word.as_str()));
        terms.extend(asked.map(|word| stem(&word)));
    }
    terms
}

/// "HalmFerry" as "Halm Ferry".
fn apart(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            split.push(' ');
        }
        split.push(c);
        before = c;
    }
    split
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// As it stands.
    pub(super) word: &'t str,
    /// In lower case; the word that says the same, where several do.
    pub(super) lower: String,
    /// Whether a possessive ending was dropped.
    pub(super) owns: bool,
    /// Whether a comma or another stop stands before it.
    pub(super) after_stop: bool,
    /// The initials in brackets behind it, of the name that it ends: "Court of Justice (ICJ)".
    pub(super) short: Option<&'t str>,
}

impl Token<'_> {
    /// Its stem, one for all synonyms.
    pub(super) fn stem(&self) -> String {
        canonical(stem(&self.lower))
    }

    /// Whether it is all of capitals: "US" is not "us".
    pub(super) fn is_acronym(&self) -> bool {
        self.word.len() > 1 && self.word.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// Whether it says little by itself, or is part of a number.
    pub(super) fn is_stop(&self) -> bool {
        if self.is_acronym() {
            return false;
        }
        // "Isn't", "didn't": whether it is so is told apart from the words.
        let is_negated = self.lower.ends_with("n't") || self.lower.ends_with("n’t");
        is_negated || SAYING_LITTLE.contains(self.lower.as_str())
    }

    /// Whether it is a number, in figures or in words.
    pub(super) fn is_number(&self) -> bool {
        self.lower.starts_with(|c: char| c.is_ascii_digit()) || NUMBER_WORDS.contains(&self.lower.as_str())
    }

    /// Whether it may stand between a noun and its verb, or between a helping verb and its verb.
    pub(super) fn is_adverb(&self) -> bool {
        const ADVERBS: &[&str] = &[
            "not", "never", "also", "already", "now", "still", "just", "again", "soon", "often", "always", "then",
            "once", "thus", "even", "twice", "almost", "too", "yet", "later", "first",
        ];
        self.lower.ends_with("ly") || ADVERBS.contains(&self.lower.as_str())
    }

    /// Whether a point behind it ends no sentence: "Dr.", "J.".
    fn is_abbreviated(&self) -> bool {
        const SHORT: &[&str] = &[
            "dr", "mr", "mrs", "ms", "prof", "st", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "rev",
            "hon", "no", "inc", "corp", "ltd", "co",
        ];
        self.is_capital() && (self.word.chars().count() == 1 || SHORT.contains(&self.lower.as_str()))
    }

    /// Whether it has a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }
}

/// The words of a text in order, phrases put into one.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut all = Vec::new();
    let mut end = 0;
    let clocks = clocks(text);
    for word in words(text) {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        if let Some(clock) = clocks.iter().find(|clock| clock.range.contains(&start)) {
            if end < clock.range.end {
                end = clock.range.end;
                let word = text.get(clock.range.clone()).unwrap_or_default();
                all.push(Token { word, lower: clock.time.clone(), owns: false, after_stop: false, short: None });
            }
            continue;
        }
        let between = text.get(end..start).unwrap_or_default();
        end = start + word.len();
        let behind = text.get(end..).unwrap_or_default();
        // "US$" is a sign.
        if behind.starts_with('$') {
            continue;
        }
        if between.ends_with('(') && behind.starts_with(')') && abbreviates_name(word, &all) {
            all.last_mut().into_iter().for_each(|last| last.short = Some(word));
            continue;
        }
        let owns = ["'s", "’s", "' ", "’ "].iter().any(|mark| behind.starts_with(mark));
        // "The by-election": no one did it.
        let is_joined = word.eq_ignore_ascii_case("by") && behind.starts_with('-');
        let abbreviates = all.last().is_some_and(|before: &Token<'_>| before.is_abbreviated()) && between == ". ";
        let after_stop = !abbreviates && between.contains([',', ';', ':', '.', '(', ')', '–', '—', '"', '“', '”']);
        match shortened(word) {
            Some((verb, lower)) => {
                all.push(Token { word: verb, lower: lower.to_owned(), owns: false, after_stop, short: None });
                all.push(Token { word: "not", lower: "not".to_owned(), owns: false, after_stop: false, short: None });
            }
            None => {
                let lower = if is_joined { "by-".to_owned() } else { word.to_lowercase() };
                all.push(Token { word, lower, owns, after_stop, short: None });
            }
        }
        if behind.trim_start().starts_with('%') {
            all.push(Token { word: "%", lower: "percent".to_owned(), owns: false, after_stop: false, short: None });
        }
    }
    in_one(countries::initials(all))
}

/// The verb of "didn't", as it stands and in full.
fn shortened(word: &str) -> Option<(&str, &'static str)> {
    const VERBS: &[&str] =
        &["did", "does", "do", "was", "were", "is", "are", "has", "have", "had", "would", "could", "should", "must"];
    let verb = word.strip_suffix("n't").or_else(|| word.strip_suffix("n’t"))?;
    let lower = verb.to_lowercase();
    let full = match lower.as_str() {
        "wo" => "will",
        "ca" => "can",
        "sha" => "shall",
        other => VERBS.iter().find(|known| **known == other)?,
    };
    Some((verb, full))
}

/// Words with inner hyphens split, possessives dropped, numbers kept whole.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | ',' | '%')))
        .map(|word| word.trim_matches(['.', ',', '\'', '’', '%']))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
}
