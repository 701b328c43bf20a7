//! What of a sentence matters for whether two sentences make one claim.

mod acronym;
mod amount;
mod aspect;
mod beside;
mod clause;
mod clock;
mod codes;
mod coming;
mod completed;
mod countries;
mod dated;
mod described;
mod foretold;
mod frame;
mod kin;
mod known;
mod measure;
mod narrowing;
mod operators;
mod particulars;
mod phrases;
mod portions;
mod position;
mod recurring;
mod refuted;
mod remarks;
mod restated;
mod roles;
mod setting;
mod sites;
mod stem;
mod styled;
mod synonyms;
mod tail;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::entailment::may_turn;
use crate::enumerations::ClaimKind;
use crate::statement::{Quantity, Statement};

pub use amount::Amount;
pub use aspect::Aspect;
pub use beside::Beside;
use codes::{is_code, numbers_in_names};
use dated::dated;
pub(crate) use dated::{exactness, parts_conflict};
pub use described::{Described, DescribedBy};
use described::{described, described_in};
use foretold::{is_headed_for, is_to_come};
pub(crate) use frame::HAVE;
pub use frame::{Frame, Link};
pub(crate) use kin::{are_near, is_people, marks, told_alike};
pub use known::KnownNames;
use narrowing::{attributes, narrowing};
pub use operators::Operator;
pub(crate) use operators::changes;
use operators::operators;
pub use particulars::Particulars;
pub(crate) use portions::{is_count, is_share};
pub(crate) use position::Held;
pub(crate) use recurring::ONLY_ONCE;
pub(crate) use refuted::refuted;
use restated::restated;
pub use roles::Roles;
pub use setting::Setting;
pub(crate) use sites::is_elsewhere;
pub use stem::stem;
use synonyms::canonical;
pub use tail::Tailless;
pub(crate) use tail::without_tail;
pub(crate) use words::is_all_or_none;
pub(crate) use words::search_terms;
use words::{FAILING, NEGATIONS, NUMBER_WORDS, Token, tokens, words};

/// The parts of a statement that are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Those of its numbers that stand behind its main clause: "—a shot that costs 4 euros".
    pub asides: BTreeSet<Amount>,
    /// Dates, as EDTF, each with the part of it that is meant, if one is: "2025 early".
    pub dates: BTreeSet<String>,
    /// Those of its dates that are of what a relative clause tells: "which opened in 1888".
    pub dates_beside: BTreeSet<String>,
    /// Whether it says roughly when, and gives no date: "within a few years".
    pub is_vague: bool,
    /// The words of its numbers and dates that are no numbers: compared by value, and not by words.
    pub counted: BTreeSet<String>,
    /// Numbers that neither count nor date anything, and are in no name: "rose to 19", "3 March".
    pub bare: BTreeSet<String>,
    /// Who does it, where, why.
    pub roles: Roles,
    /// Words that change what its other words say: "nearly", "suspected", "only".
    pub operators: BTreeSet<Operator>,
    /// Words before nouns that say which of them are meant: "the old bridge".
    pub attributes: BTreeSet<String>,
    /// Words that narrow what it speaks of: "youth unemployment", "in fines".
    pub narrowing: BTreeSet<String>,
    /// Who does what to whom, in which direction.
    pub frame: Frame,
    /// Words that stand as nouns, behind an article or an owner: "a visit", "its closure".
    pub nouns: BTreeSet<String>,
    /// The stems of its names of several words, by their initials: "who".
    pub initials: BTreeMap<String, Vec<String>>,
    /// The stems of what stands behind firms' names and says that they are firms, by the name: "energy" of "SunBrook Energy".
    pub styles: BTreeMap<String, Vec<String>>,
    /// Small things that tell it from another of the same words: a sign, a currency, a score, prepositions.
    pub particulars: Particulars,
    /// What it tells beside its clause, where every word of it has its place: where, when, how.
    pub beside: Option<Box<Beside>>,
    /// How names in it are told from others of the same name.
    pub described: Described,
    /// Whether it speaks of some of a sort, and not of all: "some pupils".
    pub is_of_some: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// Whether it refutes what it speaks of: "it is a myth that", "contrary to reports".
    pub refutes: bool,
    /// Whether it speaks of how things stand, and may stand otherwise later: "so far", "has risen to", "is".
    pub tense: Tense,
    /// Under which aspect it says so: up to some hour, of what can be, of what is no longer.
    pub aspect: Aspect,
    /// Which sort of claim: claims of different sorts are never one.
    pub sort: Sort,
    /// What stands around it in its document, where it names nothing itself.
    pub setting: Option<Setting>,
    /// In which month, counted from the year nought, its document told of it, where what it tells of may happen again and it
    /// says not when it was.
    pub told: Option<i32>,
    /// The same without what it adds behind its clause, where that can be left out.
    pub tailless: Option<Box<Tailless>>,
}

/// Whether what a sentence says can change without anybody having been wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// It happened.
    Past,
    /// It is so.
    Present,
    /// It is so up to now: "so far", "has risen to".
    UpToNow,
}

/// Sorts of claims that are never merged with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

fn stem_of(word: &str) -> String {
    canonical(stem(&word.to_lowercase()))
}

impl Features {
    /// The features of a statement.
    #[must_use]
    pub fn of(statement: &Statement, known: &KnownNames) -> Self {
        let mut features = Self::of_unnamed(statement);
        if let Some(name) = features.opening(&statement.sentence).filter(|word| known.has(word)) {
            features.change(|of| _ = of.names.insert(name.clone()));
        }
        features
    }

    /// The first word of the sentence that has these features, when it is a name as soon as other sentences show that
    /// it is one.
    pub(crate) fn opening(&self, sentence: &str) -> Option<String> {
        let is_open =
            |word: &String| self.stems.contains(word) && !self.names.contains(word) && !self.counted.contains(word);
        words(sentence).next().map(stem_of).filter(is_open)
    }

    /// The features of a statement whose first word is taken for no name.
    pub(crate) fn of_unnamed(statement: &Statement) -> Self {
        let whole = Self::of_untailed(statement);
        Self { tailless: Tailless::of(statement, &whole), ..whole }
    }

    /// Changes these features, and those of the sentence without its tail.
    pub(crate) fn change(&mut self, change: impl Fn(&mut Self)) {
        change(self);
        if let Some(tailless) = &mut self.tailless {
            change(&mut tailless.features);
        }
    }

    /// The same, of the whole sentence only.
    fn of_untailed(statement: &Statement) -> Self {
        let mut features = Self::of_text(&statement.sentence, statement.kind);
        features.quantities =
            statement.quantities.iter().map(|quantity| Amount::of(&statement.sentence, quantity)).collect();
        features.dates = statement.dates.iter().map(|date| dated(&statement.sentence, date)).collect();
        features.dates_beside = dated::beside_the_clause(statement);
        features.is_vague &= features.dates.is_empty();
        let main = main_clause(&statement.sentence);
        let is_aside = |quantity: &&Quantity| !main.contains(&quantity.quote.text);
        let asides = statement.quantities.iter().filter(is_aside);
        features.asides = asides.map(|quantity| Amount::of(&statement.sentence, quantity)).collect();
        let numbers = statement.quantities.iter().map(|quantity| quantity.quote.text.as_str());
        let dates = statement.dates.iter().map(|date| date.quote.text.as_str());
        let counted: Vec<&str> = numbers.chain(dates.clone()).collect();
        features.codes.extend(numbers_in_names(&statement.sentence, &counted));
        features.counted = dates.clone().flat_map(stems).collect();
        features.counted.extend(dates.filter_map(|date| weekday(&statement.sentence, date)));
        let bounds = counted.iter().flat_map(|quote| words(quote)).map(str::to_lowercase);
        features.counted.extend(bounds.filter(|word| BOUNDS.contains(&word.as_str())).map(|word| stem(&word)));
        let measures = statement.quantities.iter().filter(|quantity| is_measure(&quantity.unit));
        features
            .counted
            .extend(measures.flat_map(|quantity| stems(&quantity.quote.text)).filter(|stem| !starts_with_digit(stem)));
        features.name_rates(statement);
        let is_number = |stem: &&String| {
            let ordinal = ["th", "st", "nd", "rd"].iter().find_map(|ending| stem.strip_suffix(ending));
            let figures = ordinal.unwrap_or(stem);
            starts_with_digit(stem) && figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        };
        let in_quotes = |number: &&String| counted.iter().any(|quote| quote.contains(number.as_str()));
        features.bare = features.stems.iter().filter(is_number).filter(|number| !in_quotes(number)).cloned().collect();
        features.bare.extend(told_in_words(&statement.sentence, &counted));
        features.names.retain(|name| !features.counted.contains(name));
        features.described.extend(described_in(statement));
        let parts = dated::parts(statement);
        let all = if parts.is_empty() { Vec::new() } else { content_words(&statement.sentence) };
        let is_alone = |part: &String| all.iter().filter(|word| *word == part).count() < 2;
        for part in parts.into_iter().filter(is_alone) {
            features.stems.remove(&part);
            features.core.remove(&part);
        }
        features.beside = features.told_beside(statement);
        // "Said the plant would open in 2027": in reported speech what would be will be.
        let is_reported = !statement.direct && statement.source.is_some();
        let would = |word: &str| word == "would";
        if features.sort == Sort::Statement
            && (is_to_come(&statement.sentence)
                || is_headed_for(&statement.sentence)
                || (is_reported && words(&statement.sentence).any(would)))
        {
            features.sort = Sort::Prediction;
        }
        features
    }

    /// What a statement tells beside its clause; nothing, where anything in it can turn round what is said, and where
    /// it gives a number.
    fn told_beside(&self, statement: &Statement) -> Option<Box<Beside>> {
        let is_plain = matches!(statement.kind, ClaimKind::Fact | ClaimKind::Quantity)
            && self.tense != Tense::Present
            && self.quantities.is_empty()
            && self.bare.is_empty()
            && self.operators.is_empty()
            && self.roles.coming.is_empty()
            && !(self.negated || self.refutes || self.is_of_some || self.particulars.has_number());
        let beside = is_plain.then(|| Beside::of(&statement.sentence)).flatten()?;
        (!may_turn(statement)).then(|| Box::new(beside))
    }

    /// Whether it says all that the other says, and beside that where, when or how it was.
    pub(crate) fn is_fuller(&self, other: &Self) -> bool {
        let both = self.beside.as_ref().zip(other.beside.as_ref());
        self.sort == other.sort
            && both.is_some_and(|(ours, theirs)| ours.is_fuller(theirs, (&self.dates, &other.dates)))
    }

    /// Puts the units of rates in the place of the words that write them: "per square millimetre", "/mm²".
    fn name_rates(&mut self, statement: &Statement) {
        for rate in statement.quantities.iter().filter(|quantity| quantity.unit.contains('/')) {
            let written: Vec<String> =
                stems(&rate.quote.text).into_iter().filter(|stem| !starts_with_digit(stem)).collect();
            for words in [&mut self.stems, &mut self.core] {
                let is_there = written.iter().filter(|stem| words.remove(*stem)).count() > 0;
                words.extend(is_there.then(|| rate.unit.to_lowercase()));
            }
            self.counted.insert(rate.unit.to_lowercase());
        }
    }

    /// The features of bare words.
    #[must_use]
    pub fn of_text(text: &str, kind: ClaimKind) -> Self {
        let unwrapped = refuted::unwrap(text);
        let text = unwrapped.proposition;
        let as_written = tokens(text);
        let aspect = Aspect::of(&as_written);
        let clause = main_clause(text);
        let main = (clause != text).then(|| restated(tokens(clause)));
        let tokens = restated(as_written);
        let main = main.unwrap_or_else(|| tokens.clone());
        let meant = || tokens.iter().enumerate().filter(|(_, token)| !token.is_stop());
        let is_negation = |token: &&Token<'_>| {
            NEGATIONS.contains(&token.lower.as_str()) || token.lower.ends_with("n't") || token.lower.ends_with("n’t")
        };
        let is_failing = |two: &&[Token<'_>]| matches!(two, [verb, to] if to.lower == "to" && FAILING.contains(&stem(&verb.lower).as_str()));
        let negations = tokens.iter().filter(is_negation).count()
            + tokens.windows(2).filter(is_failing).count()
            + usize::from(unwrapped.is_turned);
        let is_name = |(position, token): &(usize, &Token<'_>)| {
            let capitals = token.word.chars().filter(|c| c.is_uppercase()).count();
            capitals > 1 || (capitals == 1 && *position > 0)
        };
        Self {
            stems: meant().map(|(_, token)| token.stem()).collect(),
            core: main.iter().filter(|token| !token.is_stop()).map(Token::stem).collect(),
            names: meant().filter(is_name).map(|(_, token)| token.stem()).collect(),
            codes: meant().filter(|(_, token)| is_code(token.word)).map(|(_, token)| token.lower.clone()).collect(),
            head: head(text),
            quantities: BTreeSet::new(),
            asides: BTreeSet::new(),
            dates: BTreeSet::new(),
            dates_beside: BTreeSet::new(),
            is_vague: dated::is_vague(text),
            counted: BTreeSet::new(),
            bare: BTreeSet::new(),
            roles: Roles::of(&tokens),
            operators: operators(&main, &tokens).chain(remarks::remark(text, &tokens)).collect(),
            attributes: attributes(&tokens),
            narrowing: narrowing(&main, tense(&tokens) == Tense::Present),
            frame: Frame::of(&main),
            nouns: nouns(&tokens),
            initials: acronym::initials(&tokens),
            styles: styled::styles(&tokens),
            particulars: Particulars::of(text, &tokens),
            beside: None,
            described: described(text),
            is_of_some: is_of_some(&tokens),
            negated: negations % 2 == 1,
            refutes: unwrapped.refutes,
            tense: tense(&tokens),
            aspect,
            sort: kind.into(),
            setting: None,
            told: None,
            tailless: None,
        }
    }

    /// Whether the two are about different things, as what stands around them tells: "the driver" of two accidents, "he".
    pub(crate) fn is_set_elsewhere(&self, other: &Self) -> bool {
        Setting::are_apart((self.setting.as_ref(), &self.names), (other.setting.as_ref(), &other.names))
    }

    /// Whether it speaks of less than the other: of youth unemployment, of what was lost in fines.
    pub(crate) fn narrows(&self, other: &Self) -> bool {
        let is_new = |word: &String| {
            ![&other.stems, &other.narrowing, &self.names, &self.counted].into_iter().any(|words| words.contains(word))
        };
        self.narrowing.iter().any(is_new)
    }

    /// The times of day in it, as stems.
    pub(crate) fn clocks(&self) -> impl Iterator<Item = &String> {
        self.stems.iter().filter(|stem| stem.starts_with(clock::MARK))
    }

    /// The numbers among its stems, without what belongs to dates and bounds.
    pub(crate) fn numbers_alone(&self) -> Box<[String]> {
        self.stems.iter().filter(|stem| starts_with_digit(stem) && !self.counted.contains(*stem)).cloned().collect()
    }

    /// Its words, without numbers and what belongs to numbers and dates.
    #[must_use]
    pub fn words_alone(&self) -> BTreeSet<String> {
        self.stems.iter().filter(|stem| !starts_with_digit(stem) && !self.counted.contains(*stem)).cloned().collect()
    }
}

/// The numbers from two on that a sentence gives in one word, in figures; without those that count or date something it was
/// read of: "kills five".
fn told_in_words(sentence: &str, counted: &[&str]) -> BTreeSet<String> {
    let is_counted = |word: &str| counted.iter().any(|quote| words(quote).any(|other| other == word));
    let all: Vec<&str> = words(sentence).collect();
    let lone = |at: &usize| {
        let is_number = |at: usize| {
            all.get(at).is_some_and(|word| {
                NUMBER_WORDS.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
            })
        };
        // "Two hundred", "two thirds": another number.
        !is_number(at + 1) && !at.checked_sub(1).is_some_and(is_number)
    };
    let named = |at: usize| all.get(at).is_some_and(|word| at > 0 && word.starts_with(char::is_uppercase));
    let places = (0..all.len()).filter(lone).filter(|at| !named(*at));
    let values = places.filter_map(|at| {
        let word = all.get(at).filter(|word| !is_counted(word))?.to_lowercase();
        let value = NUMBER_WORDS.iter().take(TO_TWENTY).position(|number| *number == word)? + 1;
        (value > 1).then(|| value.to_string())
    });
    values.collect()
}

/// How many of the words for numbers stand for one to twenty, in order.
const TO_TWENTY: usize = 20;

fn starts_with_digit(stem: &str) -> bool {
    stem.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a unit is of a measure ("mm²", "USD", "%", "hectares") and no noun that is counted ("beds").
pub(crate) fn is_measure(unit: &str) -> bool {
    measure::Measure::of(unit).is_some() || unit.chars().count() <= 3 || unit.chars().any(|c| !c.is_lowercase())
}

/// Words that open an interval, or make a number rough.
const BOUNDS: &[&str] = &[
    "least",
    "most",
    "below",
    "above",
    "under",
    "exceeding",
    "upwards",
    "less",
    "fewer",
    "between",
    "estimated",
    "almost",
    "circa",
    "many",
    "much",
];

/// The stems of words that stand behind an article or an owner.
fn nouns(tokens: &[Token<'_>]) -> BTreeSet<String> {
    const BEFORE: &[&str] = &["a", "an", "the", "its", "their", "his", "her", "no", "any", "this", "that"];
    let is_noun = |two: &&[Token<'_>]| matches!(two, [before, noun] if (before.owns || BEFORE.contains(&before.lower.as_str())) && !noun.is_stop());
    tokens.windows(2).filter(is_noun).filter_map(|two| Some(two.last()?.stem())).collect()
}

/// "Some pupils", and not "some 300 pupils".
fn is_of_some(tokens: &[Token<'_>]) -> bool {
    let counts = tokens.iter().skip(1).take(2).any(Token::is_number);
    tokens.first().is_some_and(|first| matches!(first.lower.as_str(), "some" | "several" | "many")) && !counts
}

/// How a sentence speaks of time.
fn tense(tokens: &[Token<'_>]) -> Tense {
    let has = |word: &str| tokens.iter().any(|token| token.lower == word);
    let follows =
        |pair: (&str, &str)| tokens.windows(2).any(|two| two.iter().map(|t| t.lower.as_str()).eq([pair.0, pair.1]));
    let perfect = tokens.windows(2).any(|two| match two {
        [have, next] => {
            matches!(have.lower.as_str(), "has" | "have")
                && (next.lower == "been"
                    || next.lower.ends_with("ed")
                    || next.lower.ends_with("en")
                    || matches!(
                        next.lower.as_str(),
                        "won" | "lost" | "sold" | "grown" | "made" | "built" | "found" | "paid" | "bought"
                    ))
        }
        _ => false,
    });
    if perfect || follows(("so", "far")) || follows(("to", "date")) || has("currently") || has("now") {
        return Tense::UpToNow;
    }
    if ["was", "were", "had", "did"].into_iter().any(has) {
        return Tense::Past;
    }
    let verbs_in_s = tokens.iter().skip(1).any(|token| matches!(token.lower.as_str(), "is" | "are" | "has" | "have"));
    let trades = tokens.iter().any(|token| {
        matches!(
            token.lower.as_str(),
            "trade" | "trades" | "leads" | "stands" | "employs" | "costs" | "measures" | "weighs"
        )
    });
    if verbs_in_s || trades { Tense::Present } else { Tense::Past }
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
    // "It gives them time and may help them": what is only possible is told beside what is so.
    let possible = [" and may ", " and might ", " and could "].iter().filter_map(|joint| text.find(joint));
    let end = ends.chain(participle.map(|(at, _)| at)).chain(possible).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The stems of the words of a text that carry meaning.
fn stems(text: &str) -> BTreeSet<String> {
    content_words(text).into_iter().collect()
}

/// The stems that [`Features::of_text`] gives a text, without all else that it reads.
#[must_use]
pub fn stems_of_text(text: &str) -> BTreeSet<String> {
    stems(refuted::unwrap(text).proposition)
}

/// The stems of the words of a text that carry meaning, in the order in which they stand.
pub(crate) fn content_words(text: &str) -> Vec<String> {
    restated(tokens(text)).iter().filter(|token| !token.is_stop()).map(Token::stem).collect()
}

/// The words of a text that carry meaning, as they are written.
#[cfg(feature = "embeddings")]
pub(crate) fn written_words(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| !words::STOP.contains(&word.to_lowercase().as_str()))
}

/// The stem of the noun before an "of" among the first words: "fans" of "The fans of the harbour tunnel".
fn head(text: &str) -> Option<String> {
    let first: Vec<&str> = words(text).take(6).collect();
    let of = first.iter().position(|word| word.eq_ignore_ascii_case("of"))?;
    let before = first.get(of.checked_sub(1)?)?;
    Some(stem_of(before))
}

/// The day of the week before a date: "Monday, 2 March 2026" says no more than "2 March 2026".
fn weekday(sentence: &str, date: &str) -> Option<String> {
    let (before, _) = sentence.split_once(date)?;
    let last = words(before).last().filter(|word| before.trim_end_matches([',', ' ']).ends_with(word))?;
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    DAYS.contains(&last).then(|| stem_of(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_negations_are_none() {
        let negated = |text: &str| Features::of_text(text, ClaimKind::Fact).negated;
        assert!(negated("The plant was not sold"));
        // What is not closed is open.
        assert!(!negated("The plant was not closed"));
        assert!(!negated("It is not true that the plant never closed"));
        assert!(!negated("The plant closed"));
    }

    #[test]
    fn the_stems_alone_are_those_of_all_features() {
        let wrapped = "It is not true that the dyke at Halm leaks.";
        for text in ["", wrapped, "On the north side, Yields at Orrin Foundry fell by 12% — a record"] {
            assert_eq!(stems_of_text(text), Features::of_text(text, ClaimKind::Fact).stems, "{text}");
        }
    }

    #[test]
    fn names_are_words_with_a_capital_that_do_not_open_the_sentence() {
        let features = Features::of_text("Yields at Orrin Foundry fell", ClaimKind::Fact);
        assert_eq!(features.names.into_iter().collect::<Vec<_>>(), ["foundry", "orrin"]);
    }
}
